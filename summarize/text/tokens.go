package text

import (
	"sort"
	"strings"
	"sync"

	"lede/news"
)

// Token is a word of the text and the number of its spelling: the same word has
// the same number wherever it stands. Small, because long texts have many.
type Token struct{ Start, End, Word int32 }

// Span is where the word stands.
func (t Token) Span() news.Span { return news.Span{Start: int(t.Start), End: int(t.End)} }

// cutUp is a text cut into words once, for all who read it.
type cutUp struct {
	tokens []Token
	words  []*entry // by number
	places []place  // of the words, by their hash
	spans  []news.Span
}

// place is one of a hash table that is at most half full.
type place struct {
	hash uint32
	word int32 // its number, plus 1; 0: the place is free
}

// fewPlaces are enough for most articles.
const fewPlaces = 1 << 10

// Every article needs a place to be cut up in, and only while it is read: the
// place is used again for the next one.
var cuttingPlaces = sync.Pool{New: func() any { return &cutUp{places: make([]place, fewPlaces)} }}

// largestPlace is the most words that a place is kept with.
const largestPlace = 1 << 14

// Done says that the document is not read any more. What it gave stays right,
// but for tokens.
func (d *Document) Done() {
	c := d.cut
	d.cut = nil
	if c == nil || len(c.tokens) > largestPlace {
		return
	}
	clear(c.words)
	if len(c.places) > fewPlaces {
		c.places = make([]place, fewPlaces)
	}
	clear(c.places)
	c.tokens, c.words = c.tokens[:0], c.words[:0]
	cuttingPlaces.Put(c)
}

func (d *Document) cutting() *cutUp {
	if d.cut == nil {
		d.cut = cuttingPlaces.Get().(*cutUp)
		for i := range d.Blocks {
			d.cut.tokens = d.cut.append(d.cut.tokens, d, d.Blocks[i].Span)
		}
	}
	return d.cut
}

func (c *cutUp) append(to []Token, d *Document, span news.Span) []Token {
	c.spans = AppendWords(c.spans[:0], d.Text, span)
	for _, w := range c.spans {
		to = append(to, Token{int32(w.Start), int32(w.End), c.number(d.Language, w.Of(d.Text))})
	}
	return to
}

// number is the number of a word.
func (c *cutUp) number(lang, word string) int32 {
	hash := hashOf(word)
	at := uint32(hash)
	for ; ; at++ {
		p := &c.places[at&uint32(len(c.places)-1)]
		if p.word == 0 {
			break
		}
		if p.hash == uint32(hash) && c.words[p.word-1].word == word {
			return p.word - 1
		}
	}
	c.words = append(c.words, entryOf(lang, word, hash))
	number := int32(len(c.words))
	c.places[at&uint32(len(c.places)-1)] = place{uint32(hash), number}
	if 2*len(c.words) > len(c.places) {
		c.grow()
	}
	return number - 1
}

func (c *cutUp) grow() {
	was := c.places
	c.places = make([]place, 2*len(was))
	for _, p := range was {
		if p.word == 0 {
			continue
		}
		at := p.hash
		for c.places[at&uint32(len(c.places)-1)].word != 0 {
			at++
		}
		c.places[at&uint32(len(c.places)-1)] = p
	}
}

// Tokens are the words of a span within one block, as [Words] cuts them. They
// hold until [Document.Done] and must not be changed.
func (d *Document) Tokens(span news.Span) []Token {
	c := d.cutting()
	from := sort.Search(len(c.tokens), func(i int) bool { return int(c.tokens[i].End) > span.Start })
	to := from + sort.Search(len(c.tokens)-from, func(i int) bool { return int(c.tokens[from+i].Start) >= span.End })
	if from < to {
		last := c.tokens[to-1]
		// A span that begins or ends within a word, or between the apostrophe and
		// the rest of one, has other words than the text.
		if int(c.tokens[from].Start) < span.Start || int(last.End) > span.End ||
			int(last.End) == span.End && (strings.HasSuffix(d.Text[last.Start:last.End], "'") || strings.HasSuffix(d.Text[last.Start:last.End], "’")) {
			return c.append(nil, d, span)
		}
	}
	return c.tokens[from:to:to]
}
