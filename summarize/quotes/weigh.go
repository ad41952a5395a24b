package quotes

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
	"lede/summarize/wordlist"
)

// features is what tells a quotation from a title or a word held with tongs.
type features struct {
	confidence              float64
	afterColon, ends, alone bool
	values                  []value
}

// value is one feature that is not 0.
type value struct {
	name  string
	value float64
}

// weights of the features, learned by logistic regression from annotated news
// in three languages; "bias" is always 1.
var weights = loadWeights()

func loadWeights() map[string]float64 {
	out := map[string]float64{}
	for _, line := range wordlist.Read(files, "data/weights.txt")["weights"] {
		i := strings.LastIndexByte(line, ' ')
		name, value := line[:i], line[i+1:]
		w, err := strconv.ParseFloat(value, 64)
		if err != nil {
			panic("quotes: weight of " + name + ": " + err.Error())
		}
		out[name] = w
	}
	return out
}

// Weighed is a quoted stretch with the features it was judged by.
type Weighed struct {
	news.Span
	Features   map[string]float64
	Confidence float64
}

// Weigh gives every quoted stretch with its features, also those that were not
// taken for quotations: for learning weights, and for explaining.
func Weigh(d *text.Document, companies []news.Mention) []Weighed {
	f := study(d, companies)
	out := make([]Weighed, 0, len(f.found))
	for _, c := range f.found {
		f.weigh(c)
		features := make(map[string]float64, len(c.values))
		for _, v := range c.values {
			features[v.name] = v.value
		}
		out = append(out, Weighed{c.Span, features, c.confidence})
	}
	return out
}

// weigh sets the confidence that a candidate is a quotation. Its values hold until
// the next one is weighed.
func (f *finder) weigh(c *candidate) {
	c.values = f.values[:0]
	f.measure(c)
	f.values = c.values
	x := 0.0
	for _, v := range c.values { // always in one order: the sum depends on it
		x += v.value * weights[v.name]
	}
	c.confidence = 1 / (1 + math.Exp(-x))
}

// measure fills in the features.
func (f *finder) measure(c *candidate) {
	toks := f.tokens[c.block]
	body := c.Of(f.d.Text)
	first, _ := utf8.DecodeRuneInString(body)
	capital := unicode.IsUpper(first)
	last := lastRune(body)
	c.ends = strings.ContainsRune(".!?…", last)
	prev, next := token{}, token{}
	if c.tok > 0 {
		prev = toks[c.tok-1]
	}
	if c.tok+1 < len(toks) {
		next = toks[c.tok+1]
	}
	c.afterColon = prev.lower == ":"
	before, after := f.wordsBetween(toks, c.from, c.tok), f.wordsBetween(toks, c.tok+1, c.to)
	c.alone = before == 0 && after == 0
	set := func(name string, on bool) {
		if on {
			c.values = append(c.values, value{name, 1})
		}
	}
	s := c.source
	set("bias", true)
	set("cue", s != nil && s.cue != "")
	set("cue strong", s != nil && s.strength >= 0.8)
	set("cue weak", s != nil && s.strength < 0.4)
	set("cue near", s != nil && s.cue != "" && f.near(s.cueSpan, c.Outer) <= 3)
	set("speaker", s != nil && s.name != "")
	set("person", s != nil && s.who >= 0)
	set("pronoun", s != nil && s.pronoun)
	set("carried", c.carry)
	set("colon", c.afterColon)
	set("comma before", prev.lower == ",")
	set("that", f.g.that[prev.lower])
	set("ends", c.ends)
	set("ends comma", last == ',')
	set("alone", c.alone)
	set("begins", before == 0 && !c.alone)
	set("capital", capital)
	set("small", unicode.IsLower(first))
	set("one word", c.words == 1)
	set("two words", c.words == 2)
	set("three words", c.words == 3)
	set("whole", capital && c.words >= 4 && (c.ends || last == ','))
	c.values = append(c.values, value{"length", math.Min(3, math.Log(float64(c.words)))})
	titled := f.titleCase(c)
	set("titled", titled)
	set("titled ends", titled && c.ends)
	set("titled one", c.words == 1 && capital)
	called := false
	for k := max(c.from, c.tok-3); k < c.tok; k++ {
		called = called || toks[k].kind == 'w' && f.g.called[toks[k].lower]
	}
	set("called", called)
	known := prev.kind == 'w' && c.tok >= 2 && f.g.knownAs[toks[c.tok-2].lower+" "+prev.lower]
	set("so called", known || prev.kind == 'w' && (f.g.tongs[prev.lower] || c.words <= 2 && f.g.names[prev.lower]))
	set("called next", next.kind == 'w' && f.g.called[next.lower])
	set("after article", prev.kind == 'w' && f.g.determiner[prev.lower])
	set("after preposition", prev.kind == 'w' && f.g.preposition[prev.lower])
	set("after possessive", prev.kind == 'w' && possessed(f.d.Text, prev))
	set("after name", prev.kind == 'w' && prev.upper)
	set("before word", next.kind == 'w' && !next.upper && !f.g.verb[next.lower] && !f.g.stop[next.lower] && !f.g.preposition[next.lower])
	set("bracket", prev.lower == "(")
	set("open", c.Open)
	set("continued", c.Continued)
	single := c.Mark == '\'' || c.Mark == '‘' || c.Mark == '‚'
	set("single mark", single && f.doubles)
	set("single style", single && !f.doubles)
	set("digits", unicode.IsDigit(first))
	set("cue before", s != nil && s.cue != "" && s.cueSpan.Start < c.Start)
	set("according", s != nil && s.how == "according")
	set("blockquote", f.d.Blocks[c.block].Kind == news.Blockquote)
	short, cued := c.words <= 3, s != nil && s.cue != ""
	set("short no cue", short && !cued)
	set("short after article", short && prev.kind == 'w' && f.g.determiner[prev.lower])
	by := next.kind == 'w' && f.g.source[next.lower] || next.lower == "," && c.tok+2 < len(toks) && f.g.source[toks[c.tok+2].lower]
	set("by next", by && titled && !c.ends)
	set("titled no cue", titled && !c.ends && (!cued || before == 0))
	set("lower no cue", unicode.IsLower(first) && !cued && c.words <= 5)
	person, verbs := false, false
	for _, w := range text.Words(f.d.Text, c.Span) {
		lower := strings.ToLower(w.Of(f.d.Text))
		person = person || f.g.first[lower] || f.g.he[lower] || f.g.she[lower] || f.g.they[lower] || f.g.it[lower]
		verbs = verbs || f.g.stop[lower] && len(lower) > 1 || f.g.auxiliary[lower]
	}
	set("pronoun inside", person)
	set("verb inside", verbs)
	share := float64(c.Outer.End-c.Outer.Start) / float64(1+toks[c.to-1].End-toks[c.from].Start)
	c.values = append(c.values, value{"share", share})
	if f.d.Language == "de" {
		set("de", true)
		set("de cue", s != nil && s.cue != "")
		set("de short", c.words <= 3)
	}
	if f.d.Language == "fr" {
		set("fr", true)
		set("fr short no cue", c.words <= 3 && (s == nil || s.cue == ""))
	}
}

// near is how many words are between two spans of one block.
func (f *finder) near(a, b news.Span) int {
	if a.Start > b.Start {
		a, b = b, a
	}
	if a.End >= b.Start {
		return 0
	}
	return strings.Count(f.d.Text[a.End:b.Start], " ")
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
