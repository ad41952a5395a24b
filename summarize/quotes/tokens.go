package quotes

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// A token is a word, a sign, or a whole outermost quotation.
type token struct {
	news.Span
	lower  string
	kind   byte  // 'w' word, 'n' number, 'p' sign, 'q' quotation
	upper  bool  // begins with a capital
	quoted int32 // of a quotation: its index in Document.Quoted
}

// tokens is what the tokens of a document are kept in. They are many and needed
// only while it is read, so the place is used again for the next one.
type tokens struct {
	all []token
}

var places = sync.Pool{New: func() any { return &tokens{} }}

// largestPlace is the most tokens that a place is kept with.
const largestPlace = 1 << 14

// done gives the place back; no token may be used any more.
func (r *tokens) done() {
	if cap(r.all) > largestPlace {
		return
	}
	clear(r.all) // they hold on to the text
	r.all = r.all[:0]
	places.Put(r)
}

// block cuts a block into tokens. French inversions are cut apart:
// "a-t-il" is "a" and "il".
func (r *tokens) block(d *text.Document, b text.Block, quoted []int) []token {
	from, at := len(r.all), b.Start
	for _, q := range quoted {
		o := d.Quoted[q].Outer
		if o.Start < at {
			continue
		}
		r.prose(d, news.Span{Start: at, End: o.Start})
		r.all = append(r.all, token{Span: o, kind: 'q', quoted: int32(q)})
		at = o.End
	}
	r.prose(d, news.Span{Start: at, End: b.End})
	return r.all[from:len(r.all):len(r.all)]
}

// stretch cuts a stretch of text into tokens.
func (r *tokens) stretch(d *text.Document, span news.Span) []token {
	from := len(r.all)
	r.prose(d, span)
	return r.all[from:len(r.all):len(r.all)]
}

func (r *tokens) prose(d *text.Document, span news.Span) {
	at := span.Start
	signs := func(end int) {
		for i := at; i < end; {
			c, n := utf8.DecodeRuneInString(d.Text[i:end])
			if !unicode.IsSpace(c) {
				r.all = append(r.all, token{Span: news.Span{Start: i, End: i + n}, lower: d.Text[i : i+n], kind: 'p'})
			}
			i += n
		}
	}
	for _, w := range d.Tokens(span) {
		signs(int(w.Start))
		at = int(w.End)
		r.all = word(r.all, d, w.Span(), looks.At(d, w, look))
	}
	signs(span.End)
}

// inverted are the pronouns a French verb carries behind it.
var inverted = []string{"-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles", "-il", "-elle", "-ils", "-elles", "-on", "-je"}

// seen is what a token has of its word's looks alone.
type seen struct {
	lower         string
	kind          byte
	upper, hyphen bool
}

var looks = text.NewMemo[seen]()

func look(_, s string) seen {
	r, _ := utf8.DecodeRuneInString(s)
	l := seen{lower: strings.ReplaceAll(strings.ToLower(s), "’", "'"), kind: 'w', upper: unicode.IsUpper(r), hyphen: strings.Contains(s, "-")}
	if unicode.IsDigit(r) {
		l.kind = 'n'
	}
	return l
}

func word(toks []token, d *text.Document, w news.Span, l *seen) []token {
	t := token{Span: w, lower: l.lower, kind: l.kind, upper: l.upper}
	if l.hyphen && d.Language == "fr" {
		for _, suffix := range inverted {
			if strings.HasSuffix(t.lower, suffix) && len(t.lower) > len(suffix) {
				pronoun := suffix[strings.LastIndexByte(suffix, '-')+1:]
				t.End -= len(suffix)
				t.lower = t.lower[:len(t.lower)-len(suffix)]
				return append(toks, t, token{Span: news.Span{Start: w.End - len(pronoun), End: w.End}, lower: pronoun, kind: 'w'})
			}
		}
	}
	return append(toks, t)
}

// possessive cuts the English 's off a word.
func possessive(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(s, "’s"), "'s")
}
