package companies

import (
	"strings"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// reading is a document word by word, with everything the rules ask of it.
type reading struct {
	d      *text.Document
	x      *index
	lang   int
	text   string
	tokens []token
	// sentence is, by token, where its sentence begins and ends (tokens).
	bounds []bound
	of     []int32 // by token: index into bounds
	// title is how many tokens come from Document.Title and are not in the text.
	title int
	lower map[uint32]bool // words written without a capital somewhere
	small smallness       // how little a short text has of capitals
	// surnames are the words after first names and titles, once asked for.
	surnames map[string]bool
}

// bound is one sentence: its tokens, and what its words are about.
type bound struct {
	from, to int32
	classes  class // of all its words
}

// maxTokensRead bounds how much of a text is looked at.
const maxTokensRead = 400_000

// read cuts the document into tokens. The title comes first; when the text
// repeats it as its first line, only the text is read.
func (x *index) read(d *text.Document) *reading {
	r := &reading{d: d, x: x, text: d.Text, lang: either, lower: map[uint32]bool{}}
	switch d.Language {
	case "fr":
		r.lang = french
	case "en":
		r.lang = english
	}
	if len(d.Text) < shortText {
		r.lang = x.guess(d.Text, r.lang)
	}
	n := (len(d.Title)+len(d.Text))/5 + 8
	r.tokens, r.of = make([]token, 0, n), make([]int32, 0, n)
	r.bounds = make([]bound, 0, len(d.Sentences)+1)
	repeated := false
	for i := range d.Blocks {
		repeated = repeated || d.Blocks[i].Title
	}
	if d.Title != "" && !repeated {
		for from := 0; from < len(d.Title); {
			end := longest(d.Title, from, len(d.Title))
			r.sentence(d.Title[from:end], from, -1, heading|surtitle)
			from = end
		}
		r.title = len(r.tokens)
	}
	q := 0
	for _, s := range d.Sentences {
		b := &d.Blocks[s.Block]
		if b.Boiler != "" || b.Kind == news.Code || len(r.tokens) > maxTokensRead {
			continue
		}
		for q < len(d.Quoted) && d.Quoted[q].Outer.End <= s.Start {
			q++
		}
		var flags shape
		if b.Title {
			flags |= surtitle | heading
		}
		if b.Kind == news.Heading {
			flags |= heading
		}
		from := len(r.tokens)
		for at := s.Start; at < s.End; {
			end := longest(d.Text, at, s.End)
			r.sentence(d.Text[at:end], at, int32(s.Block), flags)
			at = end
		}
		r.quoted(from, d.Quoted[q:])
		if s.Dateline > s.Start {
			for i := from; i < len(r.tokens); i++ {
				if int(r.tokens[i].start) >= s.Dateline && r.tokens[i].shape&word != 0 {
					r.tokens[i].shape |= opens
					break
				}
			}
		}
	}
	r.small = r.howSmall()
	return r
}

// longSentence is how many bytes of a text without an end of a sentence are read as
// one: many rules look for a word all over the sentence of a name, which takes the
// square of its length. No sentence that somebody wrote comes near it.
const longSentence = 4000

// longest is where what is read as one sentence ends: at its end, or at the last blank
// before it is too long.
func longest(text string, from, end int) int {
	if end-from <= longSentence {
		return end
	}
	cut := from + longSentence
	if i := strings.LastIndexAny(text[from:cut], " \n\t"); i > 0 {
		return from + i + 1
	}
	for cut < end && !utf8.RuneStart(text[cut]) {
		cut++
	}
	return cut
}

// shortText is the length below which a text's language may be anybody's
// guess; there, its words decide between the two we have rules for.
const shortText = 300

// guess is the language that the words of a short text speak for: those that one of
// the two has, its accents, elisions, possessives and letters. Against what it was
// said to be they must be clear.
func (x *index) guess(s string, said int) int {
	var n [2]int
	scan(s, func(t token, folded []byte) {
		lit := s[t.start:t.end]
		if t.shape&word == 0 || t.shape&digit != 0 {
			return
		}
		if t.shape&apos != 0 && t.shape&tight != 0 && lit == "s" {
			n[english] += 2
			return
		}
		if t.shape&elided != 0 {
			n[french] += 2
		}
		if t.shape&upper != 0 {
			return
		}
		if id := x.ids[string(folded)]; id != 0 {
			fr, en := x.class(french, id), x.class(english, id)
			for lang, c := range [...]class{french: fr, english: en} {
				if c&(function|det|aux|of) != 0 || c != 0 && (fr == 0 || en == 0) {
					n[lang]++
				}
			}
		}
		n[french] += spelt(lit, frenchLetters[:])
		n[english] += spelt(lit, englishLetters[:])
	})
	for _, lang := range [...]int{french, english} {
		other := french + english - lang
		if n[lang] >= 2*n[other] && (n[lang] >= 2 || n[lang] == 1 && n[other] == 0) && (said != other || n[lang] >= 3*n[other] && (n[lang] >= 3 || n[other] == 0)) {
			return lang
		}
	}
	return said
}

// What one of the two languages spells words with, and the other hardly.
var (
	frenchLetters  = [...]string{"é", "è", "ê", "à", "ç", "û", "î", "ô", "œ", "eux", "oir", "aux", "oui"}
	englishLetters = [...]string{"w", "th", "sh", "ck", "gh", "ing", "oo", "ee", "ly"}
)

// spelt is 1 when a word has letters of a language.
func spelt(w string, letters []string) int {
	for _, l := range letters {
		if strings.Contains(w, l) {
			return 1
		}
	}
	return 0
}

// quoted marks the tokens within quotation marks.
func (r *reading) quoted(from int, marks []text.Quoted) {
	q := 0
	for i := from; i < len(r.tokens) && q < len(marks); i++ {
		t := &r.tokens[i]
		for q < len(marks) && marks[q].Outer.End <= int(t.start) {
			q++
		}
		if q < len(marks) && int(t.start) >= marks[q].Outer.Start {
			t.shape |= spoken
		}
	}
}

// sentence reads one sentence that begins at offset at.
func (r *reading) sentence(s string, at int, block int32, flags shape) {
	from := len(r.tokens)
	which := int32(len(r.bounds))
	first, fresh := true, true
	capitals, words, acts := 0, 0, false // a small verb: no line of Capitalised Words
	var classes class
	scan(s, func(t token, folded []byte) {
		t.id = r.x.ids[string(folded)]
		t.block = block
		t.shape |= flags
		t.start += int32(at)
		t.end += int32(at)
		if t.id != 0 {
			t.class = r.x.class(r.lang, t.id)
			if n := len(r.tokens); t.shape&tight != 0 && n-2 >= from && r.tokens[n-1].end-r.tokens[n-1].start == 1 && r.tokens[n-2].id != 0 && r.tokens[n-1].shape&(word|tight) == tight && s[r.tokens[n-1].start-int32(at)] == '-' {
				if t.pair = r.x.pairs[uint64(r.tokens[n-2].id)<<32|uint64(t.id)]; t.pair != 0 {
					t.class |= r.x.class(r.lang, t.pair)
				}
			}
			classes |= t.class
		} else if t.shape&(word|upper|apos|digit) == word {
			n := len(r.tokens)
			t.class = r.x.inflected(r.lang, folded, n > from && r.tokens[n-1].class&aux != 0)
			classes |= t.class
		}
		if t.shape&word != 0 {
			if fresh && t.shape&(elided) == 0 {
				t.shape |= opens
				fresh = false
			}
			if first {
				t.shape |= cut
				first = false
			}
			if t.end-t.start > 3 {
				words++
				if t.shape&upper != 0 {
					capitals++
				} else if t.class&(verb|base) != 0 && t.class&(noun|role|aux|prep|function) == 0 {
					acts = true
				}
			}
			if t.id != 0 && t.shape&(upper|caps|inner) == 0 {
				r.lower[t.id] = true
			}
		} else if len(folded) == 1 {
			switch folded[0] {
			case '"', ':', '?', '!', '|', '(':
				fresh = folded[0] != '(' || fresh
			case '.':
			default:
			}
		}
		r.tokens = append(r.tokens, t)
		r.of = append(r.of, which)
	})
	if len(r.tokens) == from {
		return
	}
	if words >= 3 && capitals*10 >= words*7 && !acts && (r.lang != french || capitals == words) { // French has no Title Case
		for i := from; i < len(r.tokens); i++ {
			r.tokens[i].shape |= titled
		}
	}
	r.bounds = append(r.bounds, bound{from: int32(from), to: int32(len(r.tokens)), classes: classes})
}

// source is the string a token's offsets point into.
func (r *reading) source(i int) string {
	if i < r.title {
		return r.d.Title
	}
	return r.text
}

// literal is the token as written.
func (r *reading) literal(i int) string {
	t := r.tokens[i]
	return r.source(i)[t.start:t.end]
}

// is reports whether token i exists, is in sentence s and is the mark.
func (r *reading) is(i int, s int32, mark byte) bool {
	if i < 0 || i >= len(r.tokens) || r.of[i] != s || r.tokens[i].shape&word != 0 {
		return false
	}
	src := r.source(i)
	return src[r.tokens[i].start] == mark
}

// in reports whether token i is a word of the same sentence.
func (r *reading) in(i int, s int32) bool {
	return i >= 0 && i < len(r.tokens) && r.of[i] == s
}
