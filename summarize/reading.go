package summarize

import (
	"embed"
	"strings"
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
	anaphor                        []string
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
			subject: indexed(t["subject"]), anaphor: t["anaphor"], person: t.Set("person"), important: t.Set("important"),
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

// maxCandidates bounds the sentences that are compared with each other: the
// first of an article and, of a long one, samples of the rest.
const maxCandidates = 160

// maxRead bounds the sentences that are read word by word.
const maxRead = 4000

// reading is a document's sentences word by word.
type reading struct {
	sentences []sentence
	met       map[string]met // word as written -> what is known of it
	df        []int          // number -> in how many sentences the stem stands
	ids       map[string]int // stem -> number
	surface   []string       // number -> the form first seen
	weight    []float64      // number -> how often, for the terms
	words     int
}

// met is what is known of a word: a text repeats most of its words, and each is
// looked up in the tables once.
type met struct {
	id                      int // of its stem; -1: a word that tells nothing
	stop, person, important bool
}

// sentence is what the summary knows of one sentence.
type sentence struct {
	index                 int   // in Document.Sentences
	stems                 []int // distinct
	words, names, numbers int
	person, important     int
	quoted                int // bytes within quotation marks
}

// tokenise reads the sentences of the article proper.
func tokenise(d *text.Document) *reading {
	t := &reading{met: map[string]met{}, ids: map[string]int{}}
	m := mannerOf(d)
	var words []news.Span
	q := 0
	for i, s := range d.Sentences {
		if d.BoilerAt(s) || d.Blocks[s.Block].Title {
			continue
		}
		words = text.AppendWords(words[:0], d.Text, s.Span)
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
		for j, w := range words {
			t.count(d, &x, m, inside, w, j == 0 || w.Start <= s.Dateline)
		}
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

// count takes one word into the sentence.
func (t *reading) count(d *text.Document, x *sentence, m *manner, quoted []text.Quoted, w news.Span, first bool) {
	word := w.Of(d.Text)
	known, ok := t.met[word]
	if !ok {
		known = t.meet(d.Language, m, word)
	}
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsDigit(r):
		x.numbers++
	case unicode.IsUpper(r) && !first && !known.stop:
		x.names++
	}
	if known.person && !inQuote(quoted, w.Start) {
		x.person++
	}
	if known.important {
		x.important++
	}
	if known.id < 0 {
		return
	}
	t.weight[known.id]++
	for _, have := range x.stems {
		if have == known.id {
			return
		}
	}
	x.stems = append(x.stems, known.id)
}

// meet looks a word up that was not seen before.
func (t *reading) meet(lang string, m *manner, word string) met {
	lower := word
	if !isLower(word) {
		lower = strings.ToLower(word)
	}
	lower = strings.TrimRight(lower, "'’")
	w := met{id: -1, stop: text.IsStop(lang, lower), person: m.person[lower], important: m.important[lower]}
	if !w.stop && len(lower) >= 2 {
		stem := text.Stem(lang, lower)
		id, ok := t.ids[stem]
		if !ok {
			id = len(t.surface)
			t.ids[stem] = id
			t.surface = append(t.surface, word)
			t.weight = append(t.weight, 0)
			t.df = append(t.df, 0)
		}
		w.id = id
	}
	t.met[word] = w
	return w
}

func isLower(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] >= 'A' && s[i] <= 'Z' {
			return false
		}
	}
	return true
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

func mannerOf(d *text.Document) *manner {
	if m := manners[d.Language]; m != nil {
		return m
	}
	return manners[""]
}
