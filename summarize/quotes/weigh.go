package quotes

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// features are what tells a quotation from a title or a word held with tongs.
type features struct {
	confidence                                             float64
	afterColon, ends, alone, capital, titled, called, verb bool
}

// weigh sets the confidence that a candidate is a quotation.
func (f *finder) weigh(c *candidate) {
	toks := f.tokens[c.block]
	body := c.Of(f.d.Text)
	first, _ := utf8.DecodeRuneInString(body)
	c.capital = unicode.IsUpper(first)
	last := lastRune(body)
	c.ends = strings.ContainsRune(".!?…,", last)
	if c.tok > 0 && toks[c.tok-1].lower == ":" {
		c.afterColon = true
	}
	c.alone = f.wordsBetween(toks, c.from, c.tok) == 0 && f.wordsBetween(toks, c.tok+1, c.to) == 0
	c.titled = f.titleCase(c)
	for k := max(c.from, c.tok-3); k < c.tok; k++ {
		if toks[k].kind == 'w' && f.g.called[toks[k].lower] {
			c.called = true
		}
	}
	x := -1.6
	add := func(cond bool, w float64) {
		if cond {
			x += w
		}
	}
	s := c.source
	add(s != nil && s.cue != "", 1.6)
	add(s != nil && s.strength >= 0.8, 1.0)
	add(c.carry, 1.2)
	x += math.Min(2.6, 0.42*float64(c.words-1))
	add(c.afterColon, 1.0)
	add(c.ends && c.words > 2, 0.9)
	add(c.alone && c.words > 3, 0.8)
	add(c.words == 1, -0.9)
	add(c.titled && !c.ends, -2.0)
	add(c.called && !c.afterColon, -1.4)
	add(c.Open, -1.0)
	add(c.Mark == '\'' || c.Mark == '‘', -0.8)
	c.confidence = 1 / (1 + math.Exp(-x))
}

// titleCase: the words begin with capitals as in a title.
func (f *finder) titleCase(c *candidate) bool {
	big, small := 0, 0
	for i, w := range strings.Fields(c.Of(f.d.Text)) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) {
			big++
		} else if i > 0 && len(w) > 3 && unicode.IsLetter(r) {
			small++
		}
	}
	return big >= 2 && small == 0 && f.d.Language != "de"
}
