package summarize

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// longest is the largest summary: a reader chooses one to five sentences.
const longest = 5

// Weights of the features. They add up to one, so that a score is 0–1 before
// the penalties.
const (
	wPosition   = 0.38
	wTitle      = 0.12
	wCentral    = 0.06
	wCover      = 0.24 // what it tells of the article that no chosen one told
	wNames      = 0.06
	wImportant  = 0.06
	wParagraph  = 0.04
	wSubject    = 0.04
	redundancy  = 0.55 // how much a sentence loses that repeats a chosen one
	duplicate   = 0.62 // share of common stems from which on it is the same fact
	lostPartner = 0.35 // factor of a sentence that leans on one not chosen
)

// usualCues is how many pieces of evidence there are for a sentence; few have more.
const usualCues = 12

// candidate is a sentence that may be chosen.
type candidate struct {
	*sentence
	score float64 // without what it covers
	scale float64 // product of the penalties
	leans bool    // on the sentence before it
	echo  bool    // it repeats the title
	why   []news.Evidence
	vec   []float64 // tf-idf weight per stem, unit length
}

// summary chooses up to five sentences. Their order of choice is the rank, so
// that a shorter summary is always part of a longer one. Each step takes the
// sentence with the best balance of worth and novelty: maximal marginal
// relevance (Carbonell and Goldstein, 1998).
func summary(d *text.Document, t *reading, title stemSet, quotes []news.Quote, companies []news.Mention) []news.SummarySentence {
	cs := candidates(d, t)
	if len(cs) == 0 {
		return nil
	}
	vectors(t, cs)
	central := centrality(cs, len(t.surface))
	subjects := subjectSpans(companies)
	t.why = slices.Grow(t.why[:0], usualCues*len(cs))
	why := t.why[:usualCues*len(cs)]
	for i := range cs {
		cs[i].why = why[i*usualCues : i*usualCues : (i+1)*usualCues]
		score(d, t, &cs[i], i, central[i], title, subjects)
	}
	n := min(longest, (len(cs)+1)/2)
	chosen := choose(d, cs, n, quotes, topic(t, title))
	return inTextOrder(d, cs, chosen)
}

// candidates are the sentences a summary may have; when an article has no
// proper ones, those it has.
func candidates(d *text.Document, t *reading) []candidate {
	for _, strict := range []int{2, 1, 0} {
		out := make([]candidate, 0, len(t.sentences))
		for i := range t.sentences {
			x := &t.sentences[i]
			if fits(d, x, strict) {
				out = append(out, candidate{sentence: x})
			}
		}
		if len(out) > 0 {
			return sample(out)
		}
	}
	return nil
}

// sample keeps the first sentences and an even selection of the others.
func sample(cs []candidate) []candidate {
	if len(cs) <= maxCandidates {
		return cs
	}
	head := maxCandidates / 2
	out := append([]candidate(nil), cs[:head]...)
	rest := cs[head:]
	for i := range maxCandidates - head {
		out = append(out, rest[i*len(rest)/(maxCandidates-head)])
	}
	return out
}

// fits: may the sentence stand in a summary? Strictness 2 asks for good prose
// that reads alone, 1 for prose, 0 for anything but boilerplate.
func fits(d *text.Document, x *sentence, strict int) bool {
	s := d.Sentences[x.index]
	b := d.Blocks[s.Block]
	switch b.Kind {
	case news.Heading, news.Code, news.TableRow, news.Caption, news.Aside:
		return strict == 0 && b.Kind != news.Code
	case news.ListItem:
		if strict == 2 {
			return false
		}
	}
	if strict == 0 {
		return x.words > 0
	}
	body := s.Of(d.Text)
	if x.words < 4 || x.words > 120 {
		return false
	}
	if strict == 1 {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(body, "\"”’»›)] \u00a0"))
	switch {
	case x.words < 6 || x.words > 70 || s.Unbalanced:
		return false
	case last != '.' && last != '!' && last != '。':
		// Questions, lead-ins that end with a colon, cut-off teasers.
		return false
	case strings.HasSuffix(body, "...") || strings.HasSuffix(body, "[.]"):
		return false
	case x.quoted*4 > len(body)*3:
		return false // only a quotation: nobody says who speaks
	}
	return !d.Blocks[s.Block].Title
}

// vectors gives each candidate its tf-idf vector.
func vectors(t *reading, cs []candidate) {
	n := float64(len(t.sentences))
	t.vectors = slices.Grow(t.vectors[:0], len(t.stems))
	all := t.vectors
	for i := range cs {
		c := &cs[i]
		from := len(all)
		all = all[:from+len(c.stems)]
		c.vec = all[from:]
		sum := 0.0
		for j, id := range c.stems {
			w := math.Log(1 + n/float64(t.df[id]))
			c.vec[j] = w
			sum += w * w
		}
		if sum > 0 {
			norm := 1 / math.Sqrt(sum)
			for j := range c.vec {
				c.vec[j] *= norm
			}
		}
	}
}

// centrality is how much a sentence has in common with the others: degree
// centrality of the similarity graph, the simple form of LexRank (Erkan and
// Radev, 2004), 0–1. The sum of all vectors gives every sentence's sum of
// cosines at once.
func centrality(cs []candidate, stems int) []float64 {
	sum := make([]float64, stems)
	for i := range cs {
		for j, id := range cs[i].stems {
			sum[id] += cs[i].vec[j]
		}
	}
	out := make([]float64, len(cs))
	top := 0.0
	for i := range cs {
		for j, id := range cs[i].stems {
			out[i] += cs[i].vec[j] * (sum[id] - cs[i].vec[j])
		}
		top = max(top, out[i])
	}
	if top > 0 {
		for i := range out {
			out[i] /= top
		}
	}
	return out
}

// topic is how much each stem matters to the article: words that come back,
// and those of the title.
func topic(t *reading, title stemSet) []float64 {
	w := make([]float64, len(t.surface))
	for id := range w {
		df := t.df[id]
		w[id] = 0.25
		if df > 1 {
			w[id] = math.Log(1 + float64(min(df, 8)))
		}
		if title.has[id] {
			w[id] += 0.5
		}
	}
	return w
}

// covers is how much of the topic a candidate tells that is not told yet. Long
// sentences do not win by length alone.
func covers(c *candidate, w []float64, told []bool) float64 {
	sum := 0.0
	for _, id := range c.stems {
		if told[id] {
			sum += 0.15 * w[id]
		} else {
			sum += w[id]
		}
	}
	return sum / math.Sqrt(float64(8+len(c.stems)))
}

// stemSet is some of the stems of a document, in the order they were met.
type stemSet struct {
	has []bool // by number
	ids []int
}

func titleStems(d *text.Document, t *reading) stemSet {
	out := stemSet{has: make([]bool, len(t.surface))}
	for _, w := range text.Words(d.Title, news.Span{Start: 0, End: len(d.Title)}) {
		lower := strings.TrimRight(strings.ToLower(w.Of(d.Title)), "'’")
		if len(lower) < 2 || text.IsStop(d.Language, lower) {
			continue
		}
		if id, ok := t.ids[text.Stem(d.Language, lower)]; ok && !out.has[id] {
			out.has[id] = true
			out.ids = append(out.ids, id)
		}
	}
	return out
}

func subjectSpans(companies []news.Mention) []news.Span {
	var out []news.Span
	for _, c := range companies {
		if c.Salience != news.About {
			continue
		}
		for _, s := range c.Spans {
			out = append(out, s.Span)
		}
	}
	return out
}

// score sets a candidate's score and its evidence; at is its place among the
// candidates.
func score(d *text.Document, t *reading, c *candidate, at int, central float64, title stemSet, subjects []news.Span) {
	s := d.Sentences[c.index]
	b := d.Blocks[s.Block]
	add := func(cue string, w float64) {
		if w != 0 {
			c.score += w
			c.why = append(c.why, news.Evidence{Cue: cue, Weight: w})
		}
	}
	position := math.Exp(-float64(at) / 2.5)
	if at > 0 && d.Sentences[c.index-1].Block != s.Block {
		position = max(position, 0.12)
	}
	add("position", wPosition*position)
	if b.Standfirst {
		add("standfirst", 0.03)
	}
	add("central", wCentral*central)
	if len(title.ids) > 0 {
		// A title word that stands in every sentence says little of this one.
		hits, all := 0.0, 0.0
		for _, id := range title.ids {
			all += 1 / math.Log(2+float64(t.df[id]))
		}
		for _, id := range c.stems {
			if title.has[id] {
				hits += 1 / math.Log(2+float64(t.df[id]))
			}
		}
		add("title", wTitle*math.Min(1, 1.6*hits/all))
		c.echo = repeatsTitle(c, title)
	}
	add("names", wNames*math.Min(1, float64(c.names+c.numbers)/5))
	add("news", wImportant*math.Min(1, float64(c.important)/2))
	if c.index == b.First {
		add("paragraph", wParagraph)
	}
	for _, m := range subjects {
		if s.Contains(m) {
			add("subject", wSubject)
			break
		}
	}
	penalties(d, c, s, b)
	if c.echo {
		c.scale *= 0.7
		c.why = append(c.why, news.Evidence{Cue: "repeats the title", Weight: -0.3})
	}
}

// repeatsTitle: nearly all it says the title has said.
func repeatsTitle(c *candidate, title stemSet) bool {
	n := 0
	for _, id := range c.stems {
		if title.has[id] {
			n++
		}
	}
	return len(title.ids) >= 3 && n*10 >= len(c.stems)*8
}

// penalties multiply: each takes a share of what the sentence is worth.
func penalties(d *text.Document, c *candidate, s text.Sentence, b text.Block) {
	m := mannerOf(d.Language)
	c.scale = 1
	scale := func(cue string, f float64) {
		c.why = append(c.why, news.Evidence{Cue: cue, Weight: f - 1})
		c.scale *= f
	}
	body := s.Of(d.Text)
	switch {
	case c.words < 9:
		scale("short", 0.7)
	case c.words > 45 && c.index != firstOf(d):
		scale("long", 0.75)
	}
	if strings.Contains(body, "?") {
		scale("question", 0.5)
	}
	if c.person > 0 {
		scale("first or second person", 0.55)
	}
	switch {
	case c.quoted*2 > len(body):
		scale("mostly quoted", 0.7)
	case c.quoted*3 > len(body):
		scale("quoted", 0.9)
	}
	if strings.HasSuffix(strings.TrimRight(b.Of(d.Text), " \"”»\u00a0\u202f"), "?") {
		scale("beside a question", 0.4)
	}
	if first, _ := utf8.DecodeRuneInString(body); first == '—' || first == '–' || first == '-' && b.Kind != news.ListItem {
		scale("a turn of a dialogue", 0.6)
	}
	if strings.HasPrefix(body, "(") || strings.HasPrefix(body, "[") {
		scale("in brackets", 0.5)
	}
	if b.Kind == news.ListItem {
		scale("list", 0.6)
	}
	if b.Kind == news.Blockquote {
		scale("quoted block", 0.6)
	}
	if strings.HasSuffix(body, "!") && c.index != firstOf(d) {
		scale("exclamation", 0.7)
	}
	lower := opening(d.Text, s)
	c.leans = !m.expletive.opens(lower) && (m.connective.opens(lower) || m.pronoun.opens(lower)) || m.pronounBehind(d.Text[min(s.Dateline, s.End):s.End], lower)
	if !c.leans {
		for i := range m.anaphor {
			if m.anaphor[i].within(lower, anaphorWithin) {
				scale("anaphor", 0.85)
				break
			}
		}
	}
}

// anaphorWithin is how far into a sentence an anaphor may begin, in bytes.
const anaphorWithin = 60

// firstOf is the first sentence of the article proper.
func firstOf(d *text.Document) int {
	for i, s := range d.Sentences {
		if !d.BoilerAt(s) && !d.Blocks[s.Block].Title && d.Blocks[s.Block].Kind != news.Heading {
			return i
		}
	}
	return -1
}

// pronounBehind: the subject behind an opening phrase is a pronoun and the
// phrase names nobody: "Désormais, elles", "Last year, it".
func (m *manner) pronounBehind(body, lower string) bool {
	i := strings.Index(lower, ", ")
	if i < 0 || i > 60 || len(body) < i {
		return false
	}
	rest := lower[i+2:]
	if m.expletive.opens(rest) || !m.subject.opens(rest) {
		return false
	}
	for k, w := range strings.Fields(body[:min(len(body), i)]) {
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "«“\"‘'d’l")); k > 0 && unicode.IsUpper(r) && !text.IsDate(strings.ToLower(strings.Trim(w, ",."))) {
			return false
		}
	}
	return true
}

// opening is the beginning of a sentence as the tables write it: small letters,
// plain apostrophes and spaces.
func opening(s string, sent text.Sentence) string {
	start := min(sent.Dateline, sent.End)
	end := min(sent.End, start+160)
	for end < sent.End && !utf8.RuneStart(s[end]) {
		end--
	}
	head := s[start:end]
	if head != "" && !isLetter(head[0]) {
		head = strings.TrimLeft(head, "«“\"‘—–-•* \u00a0\u202f")
	}
	var room [256]byte
	lower := room[:0]
	for i, r := range head {
		switch {
		case r < utf8.RuneSelf:
			c := head[i]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			lower = append(lower, c)
		case r == '’':
			lower = append(lower, '\'')
		case r == '\u00a0' || r == '\u202f':
			lower = append(lower, ' ')
		default:
			lower = utf8.AppendRune(lower, unicode.ToLower(r))
		}
	}
	return string(lower)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
