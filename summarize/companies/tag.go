package companies

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lede/news"
	"lede/summarize/text"
)

// Tag finds the companies of a document, the subjects first. Boilerplate gives
// no tags. A company that is only in a title the text does not repeat has no
// spans.
func (l *Lexicon) Tag(d *text.Document) []news.Mention {
	r := l.index.read(d)
	found := r.candidates()
	found = append(found, r.discover(found)...)
	slices.SortStableFunc(found, func(a, b candidate) int { return int(a.from - b.from) })
	kept := r.decide(found)
	if len(kept) == 0 {
		return nil
	}
	r.shortForms(kept)
	r.withForms(kept)
	groups := map[news.CompanyID]*group{}
	var order []*group
	for i := range kept {
		c := &kept[i]
		name := withoutForm(c.name)
		var id news.CompanyID
		if c.company >= 0 {
			e := l.entry(c.company)
			id, name = e.id, e.name
		} else if id = slug(name); l.off[id] {
			continue
		}
		g := groups[id]
		if g == nil {
			g = &group{id: id, name: name, company: c.company}
			groups[id] = g
			order = append(order, g)
		}
		g.found = append(g.found, c)
	}
	p := r.plan()
	all := 0
	p.companies = len(order)
	for _, g := range order {
		all += len(g.found)
		p.titled = p.titled || r.inTitle(g)
	}
	out := make([]news.Mention, 0, len(order))
	for _, g := range order {
		if g.company >= 0 && r.x.media[g.company] && !r.newsworthy(g, p) {
			continue
		}
		if r.onlyCar(g) {
			continue
		}
		out = append(out, r.mention(g, p, all))
	}
	slices.SortStableFunc(out, func(a, b news.Mention) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// shortForms gives a name found by cue that is the first word of a known
// company's name in the article to that company: "Novo" after "Novo Nordisk".
func (r *reading) shortForms(kept []candidate) {
	for i := range kept {
		c := &kept[i]
		if c.company >= 0 || c.to-c.from != 1 {
			continue
		}
		for k := range kept {
			o := &kept[k]
			if o.company >= 0 && o.kind == byName && o.to-o.from > 1 && r.tokens[o.from].id == r.tokens[c.from].id && r.tokens[c.from].id != 0 {
				c.company, c.kind = o.company, byName
				break
			}
		}
	}
}

// withForms stretches names over their legal forms: "Microsoft Corp.".
func (r *reading) withForms(kept []candidate) {
	for i := range kept {
		c := &kept[i]
		if c.kind != byName {
			continue
		}
		s := r.of[c.from]
		for {
			j := int(c.to)
			if r.is(j, s, ',') && r.in(j+1, s) && formal(r.literal(j+1)) {
				j++
			}
			if !r.in(j, s) || r.tokens[j].class&suffix == 0 || r.tokens[j].shape&upper == 0 || !formal(r.literal(j)) || i+1 < len(kept) && int(kept[i+1].from) <= j {
				break
			}
			c.to = int32(j + 1)
			if r.is(j+1, s, '.') && r.tokens[j+1].shape&tight != 0 && r.in(j+2, s) {
				c.to++ // the point of "Inc." within a sentence
			}
		}
	}
}

// onlyCar reports whether a maker of cars is named once, by a car: "au volant
// d'une Renault", "shot from a Mercedes". That is no news of the maker.
func (r *reading) onlyCar(g *group) bool {
	if len(g.found) != 1 || g.company < 0 || r.sectorOf(g.company) != sectorClass("auto") {
		return false
	}
	c := g.found[0]
	p := int(c.from) - 1
	if r.tokens[c.from].shape&surtitle != 0 || int(c.from) < r.title || !r.in(p, r.of[c.from]) || c.has(userAlways) {
		return false
	}
	if t := &r.tokens[p]; t.shape&(word|upper) == word && t.class&(det|verb|noun|of|prep) == 0 && r.in(p-1, r.of[c.from]) && r.looks(p, int(c.to)) {
		p-- // "a pink Porsche", "une vieille Renault"
	}
	switch r.literal(p) {
	case "un", "une", "Un", "Une", "a", "A":
		return c.kind == byName
	}
	return false
}

// looks reports whether the word before a name says how a thing looks: in
// English any word there that the name does not act after.
func (r *reading) looks(p, j int) bool {
	if r.lang == english {
		return !r.in(j, r.of[p]) || r.tokens[j].class&(verb|aux) == 0
	}
	switch r.literal(p) {
	case "vieille", "petite", "grosse", "ancienne", "belle", "vieux", "petit", "moto", "voiture", "berline":
		return true
	}
	return false
}

// withoutForm is the name of a company found by cue without its legal form, so
// that "Air Methods Corporation" and "Air Methods" are one.
func withoutForm(name string) string {
	for cut := false; ; cut = true {
		i := strings.LastIndexAny(name, " ,")
		if i <= 0 {
			return name
		}
		if last := strings.Trim(name[i:], " ,."); !formal(last) && !(cut && halfForm(last)) {
			return name
		}
		name = strings.TrimRight(name[:i], " ,")
	}
}

// group is all candidates of one company.
type group struct {
	id      news.CompanyID
	name    string
	company int32
	found   []*candidate
}

// plan is where the parts of the document are.
type plan struct {
	first      int32 // the block of the first paragraph
	paragraphs int
	length     int
	trades     class // the sectors the title speaks of
	titled     bool  // the title names a company
	companies  int
}

func (r *reading) plan() plan {
	p := plan{first: -1, length: max(1, len(r.text)), trades: r.tradesInTitle()}
	for i := range r.d.Blocks {
		b := &r.d.Blocks[i]
		if b.Boiler != "" || b.Title || b.Kind == news.Heading || b.Kind == news.Code {
			continue
		}
		// A line of place and date is no paragraph.
		if p.first < 0 && b.End-b.Start > 40 {
			p.first = int32(i)
		}
		p.paragraphs++
	}
	return p
}

// mention makes the outcome of a group: what it is to the article, and why.
func (r *reading) mention(g *group, p plan, all int) news.Mention {
	m := news.Mention{Company: g.id, Name: g.name}
	for _, c := range g.found {
		if int(c.from) >= r.title {
			m.Spans = append(m.Spans, r.span(c))
		}
	}
	t := r.traits(g, p, all)
	m.Score = t.score()
	switch {
	case t[aboutIndirect] == 1:
		m.Salience = news.Implied
	case g.company >= 0 && r.x.media[g.company] && !r.subject(g, p):
		m.Salience = news.Source
		m.Score *= 0.3
	default:
		m.Salience = salienceOf(m.Score)
	}
	m.Score = math.Round(m.Score*1000) / 1000
	return m
}

// words are those of a reason, as the text writes them.
func (r *reading) words(u reason) string {
	last := int(u.at) + max(int(u.n), 1) - 1
	if last >= len(r.tokens) || r.of[last] != r.of[u.at] {
		return r.literal(int(u.at))
	}
	return r.source(int(u.at))[r.tokens[u.at].start:r.tokens[last].end]
}

// span is the place of a candidate with its reasons, the weightiest first.
func (r *reading) span(c *candidate) news.MentionSpan {
	out := news.MentionSpan{Span: news.Span{Start: int(r.tokens[c.from].start), End: int(r.tokens[c.to-1].end)}, Why: "cue"}
	if c.name == "" {
		out.Why = why[c.kind]
	}
	out.Evidence = make([]news.Evidence, 0, c.n)
	for _, u := range c.used[:c.n] {
		w := weights[u.cue]
		if w == 0 {
			continue
		}
		e := news.Evidence{Cue: labels[u.cue], Weight: math.Round(float64(w)*10) / 10}
		if u.at >= 0 && int(u.at) < len(r.tokens) && (u.at < c.from || u.at >= c.to) {
			e.Cue = "“" + r.words(u) + "” " + e.Cue
		}
		out.Evidence = append(out.Evidence, e)
	}
	slices.SortStableFunc(out.Evidence, func(a, b news.Evidence) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return out
}
