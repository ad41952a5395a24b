// Package quotes finds what people are quoted saying, and who they are.
//
// Everything between quotation marks is a candidate. Around each, words of
// saying and the noun phrases beside them are looked for; what has no words of
// its own goes on from the quotation before. Whether a candidate is a
// quotation at all, and not a title or a word held with tongs, is weighed from
// features (see weigh.go).
package quotes

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// threshold is the confidence from which on a candidate is a quotation.
const threshold = 0.5

// widest is how many tokens to each side of a quotation its sentence may have:
// what goes on longer is no sentence, and must not take long.
const widest = 400

// companySpan is a place where a company is named.
type companySpan struct {
	news.Span
	why  string
	name string
}

// finder works on one document.
type finder struct {
	d            *text.Document
	g            *grammar
	tokens       [][]token // by block
	place        *tokens   // where they are
	companySpans []companySpan
	names        []news.Span // of companies and papers, as they stand in the text
	topic        string      // the company the article is about most
	who          people
	doubles      bool // the article quotes with double marks
	capitals     set  // words with a capital within a sentence
	solo         set  // those that have one alone, without a neighbour
	found        []*candidate
	values       []value // room for those of a candidate
}

// candidate is one quoted stretch with what was found around it.
type candidate struct {
	text.Quoted
	block  int
	tok    int // its token in the block
	words  int
	from   int // tokens of its sentence
	to     int // exclusive
	source *source
	carry  bool // the speaker was carried on from another quotation
	features
}

// source is who speaks and how we know.
type source struct {
	who      int       // person, or -1
	name     string    // resolved
	written  news.Span // as written
	role     string
	org      string
	cue      string
	cueSpan  news.Span
	how      string
	strength float64
	pronoun  bool
}

// Find finds the quotations of a document, in text order. The companies help
// to tell who "the company" is; they may be nil.
func Find(d *text.Document, companies []news.Mention) []news.Quote {
	if len(d.Quoted) == 0 {
		return nil
	}
	f := study(d, companies)
	defer f.place.done()
	return f.quotes()
}

// study finds all candidates and who may have said them.
func study(d *text.Document, companies []news.Mention) *finder {
	f := &finder{d: d, g: grammarOf(d.Language), place: places.Get().(*tokens)}
	best := 0.0
	for _, c := range companies {
		for _, s := range c.Spans {
			if s.Why == "name" {
				f.names = append(f.names, s.Span)
			}
		}
		if c.Salience == news.Source {
			continue
		}
		if c.Salience == news.About && (f.topic == "" || c.Score > best) {
			f.topic, best = c.Name, c.Score
		}
		for _, s := range c.Spans {
			f.companySpans = append(f.companySpans, companySpan{s.Span, s.Why, c.Name})
		}
	}
	sort.Slice(f.names, func(i, j int) bool { return f.names[i].Start < f.names[j].Start })
	sort.Slice(f.companySpans, func(i, j int) bool { return f.companySpans[i].Start < f.companySpans[j].Start })
	for _, q := range d.Quoted {
		f.doubles = f.doubles || q.Mark != '\'' && q.Mark != '‘' && q.Mark != '‚'
	}
	f.cut()
	f.gather()
	f.candidates()
	if f.g == unknownGrammar {
		return f
	}
	for _, c := range f.found {
		f.attribute(c)
	}
	f.carryOn()
	return f
}

// cut makes the tokens of every block.
func (f *finder) cut() {
	f.tokens = make([][]token, len(f.d.Blocks))
	q := 0
	var mine []int
	for i, b := range f.d.Blocks {
		mine = mine[:0]
		for ; q < len(f.d.Quoted) && f.d.Quoted[q].Block == i; q++ {
			if f.d.Quoted[q].Depth == 0 {
				mine = append(mine, q)
			}
		}
		if b.Kind == news.Code {
			continue
		}
		f.tokens[i] = f.place.block(f.d, b, mine)
	}
}

// candidates lists the outermost quoted stretches outside boilerplate and
// headings.
func (f *finder) candidates() {
	for b, toks := range f.tokens {
		if f.d.Blocks[b].Boiler != "" || f.d.Blocks[b].Kind == news.Heading || f.d.Blocks[b].Kind == news.TableRow {
			continue
		}
		for i, t := range toks {
			if t.kind != 'q' {
				continue
			}
			q := f.d.Quoted[t.quoted]
			c := &candidate{Quoted: q, block: b, tok: i}
			c.words = len(text.Words(f.d.Text, q.Span))
			if c.words == 0 || f.d.InBoiler(q.Start) {
				continue
			}
			c.from, c.to = f.sentenceOf(b, toks, i)
			f.found = append(f.found, c)
		}
	}
}

// sentenceOf gives the tokens of the sentence (or sentences) that token i
// stands in.
func (f *finder) sentenceOf(block int, toks []token, i int) (from, to int) {
	b := f.d.Blocks[block]
	sents := f.d.Sentences[b.First:b.Last]
	lo := sort.Search(len(sents), func(k int) bool { return sents[k].End > toks[i].Start })
	hi := sort.Search(len(sents), func(k int) bool { return sents[k].End >= toks[i].End })
	start, end := b.Start, b.End
	if lo < len(sents) {
		start = max(sents[lo].Start, min(sents[lo].Dateline, toks[i].Start))
	}
	if hi < len(sents) {
		end = sents[hi].End
	}
	from, to = i, i+1
	for from > 0 && i-from < widest && toks[from-1].Start >= start {
		from--
	}
	for to < len(toks) && to-i < widest && toks[to].End <= end {
		to++
	}
	return from, to
}

// quotes makes the result: what is a quotation, once each.
func (f *finder) quotes() []news.Quote {
	var out []news.Quote
	same := map[string]int{}
	for _, c := range f.found {
		f.weigh(c)
		if c.confidence < threshold {
			continue
		}
		// The comma that American papers set inside the marks belongs to their
		// sentence and not to what was said.
		c.Span = f.uncomma(c.Span)
		if f.justNames(c.Span) {
			continue
		}
		q := news.Quote{Span: c.Span, Text: f.clean(c.Span), Kind: c.kind(f), Confidence: c.confidence}
		if s := c.source; s != nil {
			q.Cue, q.CueSpan = s.cue, s.cueSpan
			if s.name != "" {
				q.Speaker = &news.Speaker{Span: s.written, Name: s.name, AsWritten: s.written.Of(f.d.Text), Role: s.role, Organisation: s.org}
				if s.who >= 0 {
					p := f.who.all[s.who]
					if q.Speaker.Role == "" {
						q.Speaker.Role = p.role
					}
					if q.Speaker.Organisation == "" {
						q.Speaker.Organisation = p.org
					}
				}
			}
		}
		key := squeeze(q.Text)
		if i, ok := same[key]; ok && c.words >= 3 && agree(out[i], q) {
			out[i].AlsoAt = append(out[i].AlsoAt, q.Span)
			if out[i].Speaker == nil {
				out[i].Speaker, out[i].Cue, out[i].CueSpan = q.Speaker, q.Cue, q.CueSpan
			}
			out[i].Confidence = max(out[i].Confidence, q.Confidence)
			if q.Kind == news.Direct {
				out[i].Kind = news.Direct
			}
			continue
		}
		same[key] = len(out)
		out = append(out, q)
	}
	return f.takenUp(out)
}

// justNames: what stands between the marks is a company and no words of anybody:
// « Le Monde ».
func (f *finder) justNames(s news.Span) bool {
	i := sort.Search(len(f.names), func(k int) bool { return f.names[k].Start >= s.Start })
	if i == len(f.names) || f.names[i].End != s.End {
		return false
	}
	before := strings.ToLower(strings.TrimSpace(f.d.Text[s.Start:f.names[i].Start]))
	return before == "" || f.g.determiner[before]
}

// takenUp makes one of a quotation in the standfirst and the longer one of the
// body that says the same words and more.
func (f *finder) takenUp(quotes []news.Quote) []news.Quote {
	const most = 8 // quotations in a standfirst
	for n := 0; n < min(most, len(quotes)); {
		q := quotes[n]
		s := f.sentenceAt(q.Start)
		if s < 0 || !f.d.Blocks[f.d.Sentences[s].Block].Standfirst {
			break
		}
		words := squeeze(q.Text)
		longer := slices.IndexFunc(quotes[n+1:], func(l news.Quote) bool {
			return len(l.Text) > len(q.Text) && agree(q, l) && strings.Contains(squeeze(l.Text), words)
		}) + n + 1
		if longer == n || len(strings.Fields(q.Text)) < 4 {
			n++
			continue
		}
		l := &quotes[longer]
		l.AlsoAt = append(append([]news.Span{q.Span}, q.AlsoAt...), l.AlsoAt...)
		if l.Speaker == nil {
			l.Speaker, l.Cue, l.CueSpan = q.Speaker, q.Cue, q.CueSpan
		}
		quotes = slices.Delete(quotes, n, n+1)
	}
	return quotes
}

func (f *finder) uncomma(s news.Span) news.Span {
	said := strings.TrimRightFunc(strings.TrimSuffix(s.Of(f.d.Text), ","), unicode.IsSpace)
	if said == "" {
		return s
	}
	return news.Span{Start: s.Start, End: s.Start + len(said)}
}

// agree: two equal texts are one quotation unless two people said it.
func agree(a, b news.Quote) bool {
	return a.Speaker == nil || b.Speaker == nil || a.Speaker.Name == b.Speaker.Name
}

// clean is a quotation's text on one line.
func (f *finder) clean(s news.Span) string { return strings.Join(strings.Fields(s.Of(f.d.Text)), " ") }

// squeeze keeps letters and digits in lower case: quotations compare by it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// kind tells a quoted whole from a part of a sentence.
func (c *candidate) kind(f *finder) news.QuoteKind {
	first, _ := utf8.DecodeRuneInString(c.Of(f.d.Text))
	whole := unicode.IsUpper(first) || c.afterColon || c.ends || c.alone
	switch {
	case c.words >= 4 && whole:
		return news.Direct
	case c.words <= 3:
		return news.Fragment
	}
	return news.Mixed
}
