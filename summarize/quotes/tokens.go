package quotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// A token is a word, a sign, or a whole outermost quotation.
type token struct {
	news.Span
	lower  string
	kind   byte // 'w' word, 'n' number, 'p' sign, 'q' quotation
	upper  bool // begins with a capital
	quoted int  // of a quotation: its index in Document.Quoted
}

// tokenise cuts a block into tokens. French inversions are cut apart:
// "a-t-il" is "a" and "il".
func tokenise(d *text.Document, b text.Block, quoted []int) []token {
	toks := make([]token, 0, (b.End-b.Start)/5)
	at := b.Start
	for _, q := range quoted {
		o := d.Quoted[q].Outer
		if o.Start < at {
			continue
		}
		toks = prose(toks, d, news.Span{Start: at, End: o.Start})
		toks = append(toks, token{Span: o, kind: 'q', quoted: q})
		at = o.End
	}
	return prose(toks, d, news.Span{Start: at, End: b.End})
}

func prose(toks []token, d *text.Document, span news.Span) []token {
	at := span.Start
	signs := func(end int) {
		for i := at; i < end; {
			r, n := utf8.DecodeRuneInString(d.Text[i:end])
			if !unicode.IsSpace(r) {
				toks = append(toks, token{Span: news.Span{Start: i, End: i + n}, lower: d.Text[i : i+n], kind: 'p'})
			}
			i += n
		}
	}
	for _, w := range text.Words(d.Text, span) {
		signs(w.Start)
		at = w.End
		toks = word(toks, d, w)
	}
	signs(span.End)
	return toks
}

// inverted are the pronouns a French verb carries behind it.
var inverted = []string{"-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles", "-il", "-elle", "-ils", "-elles", "-on", "-je"}

func word(toks []token, d *text.Document, w news.Span) []token {
	s := w.Of(d.Text)
	r, _ := utf8.DecodeRuneInString(s)
	t := token{Span: w, lower: strings.ReplaceAll(strings.ToLower(s), "’", "'"), kind: 'w', upper: unicode.IsUpper(r)}
	if unicode.IsDigit(r) {
		t.kind = 'n'
	}
	if d.Language == "fr" && strings.Contains(s, "-") {
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
