package summarize

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
	"lede/summarize/wordlist"
)

//go:embed data/*.txt
var files embed.FS

// manner is how sentences of a language may read.
type manner struct {
	connective, pronoun, expletive phrases
	subject                        phrases // pronouns that may be the subject of a clause
	anaphor                        []anaphors
	person, important              map[string]bool
}

// phrases finds opening phrases by their first word, longest first matters
// not: any match will do.
type phrases map[string][]string

func (p phrases) opens(lower string) bool {
	first := lower
	if i := strings.IndexAny(lower, " ,:'"); i > 0 {
		first = lower[:i]
	}
	for _, phrase := range p[first] {
		if strings.HasPrefix(lower, phrase) {
			rest := lower[len(phrase):]
			r, _ := utf8.DecodeRuneInString(rest)
			last := phrase[len(phrase)-1]
			if rest == "" || last == '\'' || !unicode.IsLetter(r) && r != '-' || last >= '0' && last <= '9' {
				return true
			}
		}
	}
	return false
}

var manners = loadManners()

func loadManners() map[string]*manner {
	out := map[string]*manner{"": {}}
	for _, code := range []string{"fr", "en", "de", "es", "it", "pt", "nl"} {
		t := wordlist.Read(files, "data/"+code+".txt")
		out[code] = &manner{
			connective: indexed(t["connective"]), pronoun: indexed(t["pronoun"]), expletive: indexed(t["expletive"]),
			subject: indexed(t["subject"]), anaphor: byHead(t["anaphor"]), person: t.Set("person"), important: t.Set("important"),
		}
	}
	return out
}

func indexed(entries []string) phrases {
	p := phrases{}
	for _, e := range entries {
		first := e
		if i := strings.IndexAny(e, " ,:'"); i > 0 {
			first = e[:i]
		}
		p[first] = append(p[first], e)
	}
	return p
}

// anaphors are those that begin alike: "the " and what may follow it.
type anaphors struct {
	head  string
	tails []string
}

func byHead(entries []string) (out []anaphors) {
	for _, e := range entries {
		cut := len(e)
		if i := strings.IndexAny(e, " '"); i > 0 {
			cut = i + 1
		}
		i := slices.IndexFunc(out, func(a anaphors) bool { return a.head == e[:cut] })
		if i < 0 {
			i, out = len(out), append(out, anaphors{head: e[:cut]})
		}
		out[i].tails = append(out[i].tails, e[cut:])
	}
	return out
}

// within reports whether one of them begins in the first bytes of a sentence.
func (a *anaphors) within(lower string, bytes int) bool {
	for at := 0; at < bytes; at++ {
		i := strings.Index(lower[at:min(len(lower), bytes-1+len(a.head))], a.head)
		if i < 0 {
			return false
		}
		at += i
		for _, tail := range a.tails {
			if strings.HasPrefix(lower[at+len(a.head):], tail) {
				return true
			}
		}
	}
	return false
}

// maxCandidates bounds the sentences that are compared with each other: the
// first of an article and, of a long one, samples of the rest.
const maxCandidates = 160

// maxRead bounds the sentences that are read word by word.
const maxRead = 4000

// usualWords is about how many different words an article has that tell something.
const usualWords = 256

// reading is a document's sentences word by word.
type reading struct {
	sentences []sentence
	numbers   []int          // number of a word -> that of its stem, plus 1; 0: not met
	df        []int          // number -> in how many sentences the stem stands
	ids       map[string]int // stem -> number
	stems     []int          // of all sentences
	surface   []string       // number -> the form first seen
	weight    []float64      // number -> how often, for the terms
	words     int

	why     []news.Evidence // room for the reasons of all candidates
	vectors []float64       // and for their vectors
}

// word is what the tables say of a word.
type word struct {
	stem                    string // of one that tells something
	tells                   bool
	stop, person, important bool
	digit, upper            bool // how it begins
}

var known = text.NewMemo[word]()

func lookUp(lang, written string) word {
	m := mannerOf(lang)
	r, _ := utf8.DecodeRuneInString(written)
	lower := strings.TrimRight(strings.ToLower(written), "'’")
	w := word{
		stop: text.IsStop(lang, lower), person: m.person[lower], important: m.important[lower],
		digit: unicode.IsDigit(r), upper: unicode.IsUpper(r),
	}
	if !w.stop && len(lower) >= 2 {
		w.tells, w.stem = true, text.Stem(lang, lower)
	}
	return w
}

// sentence is what the summary knows of one sentence.
type sentence struct {
	index                 int   // in Document.Sentences
	stems                 []int // distinct
	words, names, numbers int
	person, important     int
	quoted                int // bytes within quotation marks
}

// readings are used again: each article needs a few, and only until it is digested.
var readings = sync.Pool{New: func() any {
	// Room for the words of a usual article: growing a map step by step costs
	// more than filling it.
	return &reading{ids: make(map[string]int, usualWords)}
}}

// largestReading is the most stems that a reading keeps room for.
const largestReading = 1 << 14

// done gives the reading back, without what it holds on to.
func (t *reading) done() {
	if cap(t.stems) > largestReading {
		return
	}
	clear(t.ids)
	clear(t.surface)
	clear(t.numbers)
	clear(t.sentences)
	clear(t.why[:cap(t.why)])
	*t = reading{
		sentences: t.sentences[:0], numbers: t.numbers[:0], df: t.df[:0], ids: t.ids, stems: t.stems[:0], surface: t.surface[:0],
		weight: t.weight[:0], why: t.why[:0], vectors: t.vectors[:0],
	}
	readings.Put(t)
}

// tokenise reads the sentences of the article proper.
func tokenise(d *text.Document) *reading {
	t := readings.Get().(*reading)
	q := 0
	for i, s := range d.Sentences {
		if d.BoilerAt(s) || d.Blocks[s.Block].Title {
			continue
		}
		words := d.Tokens(s.Span)
		t.words += len(words)
		if len(t.sentences) >= maxRead {
			continue
		}
		for q < len(d.Quoted) && d.Quoted[q].Outer.End <= s.Start {
			q++
		}
		x := sentence{index: i, words: len(words)}
		inside := d.Quoted[q:]
		x.quoted = quotedBytes(inside, s.Span)
		from := len(t.stems)
		for j, w := range words {
			t.count(d, &x, from, inside, w, j == 0 || int(w.Start) <= s.Dateline)
		}
		x.stems = t.stems[from:len(t.stems):len(t.stems)]
		for _, id := range x.stems {
			t.df[id]++
		}
		t.sentences = append(t.sentences, x)
	}
	return t
}

func quotedBytes(quoted []text.Quoted, s news.Span) int {
	n := 0
	for _, q := range quoted {
		if q.Outer.Start >= s.End {
			break
		}
		if q.Depth == 0 && q.Outer.Overlaps(s) {
			n += min(q.Outer.End, s.End) - max(q.Outer.Start, s.Start)
		}
	}
	return n
}

// count takes one word into the sentence, whose stems are those behind from.
func (t *reading) count(d *text.Document, x *sentence, from int, quoted []text.Quoted, at text.Token, first bool) {
	w := known.At(d, at, lookUp)
	switch {
	case w.digit:
		x.numbers++
	case w.upper && !first && !w.stop:
		x.names++
	}
	if w.person && !inQuote(quoted, int(at.Start)) {
		x.person++
	}
	if w.important {
		x.important++
	}
	if !w.tells {
		return
	}
	for int(at.Word) >= len(t.numbers) {
		t.numbers = append(t.numbers, 0)
	}
	id := t.numbers[at.Word] - 1
	if id < 0 {
		id = t.number(w.stem, at.Span().Of(d.Text))
		t.numbers[at.Word] = id + 1
	}
	t.weight[id]++
	if !slices.Contains(t.stems[from:], id) {
		t.stems = append(t.stems, id)
	}
}

// number is the number of a stem; a new one is first seen as written.
func (t *reading) number(stem, written string) int {
	id, ok := t.ids[stem]
	if !ok {
		id = len(t.surface)
		t.ids[stem] = id
		t.surface = append(t.surface, written)
		t.weight = append(t.weight, 0)
		t.df = append(t.df, 0)
	}
	return id
}

func inQuote(quoted []text.Quoted, at int) bool {
	for _, q := range quoted {
		if q.Outer.Start > at {
			return false
		}
		if at < q.Outer.End {
			return true
		}
	}
	return false
}

func mannerOf(lang string) *manner {
	if m := manners[lang]; m != nil {
		return m
	}
	return manners[""]
}
