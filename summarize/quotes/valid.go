package quotes

import "strings"

// speaks cuts a noun phrase without a name down to what can speak, and says
// whether anything is left. Better no speaker than a wrong one: a phrase that
// no verb of saying leads to must name a role or a body.
func (f *finder) speaks(toks []token, p phrase, cued bool) (phrase, bool) {
	known, noun := false, false
	for i := p.from; i < p.to; i++ {
		t := toks[i]
		inner := i > p.from
		cut := t.kind == 'q' || t.kind == 'p' && t.lower != "&" && t.lower != "." && t.lower != "'" && t.lower != "’"
		if t.kind == 'w' && inner && !t.upper {
			cut = cut || f.g.that[t.lower] || f.g.stop[t.lower] && !f.g.determiner[t.lower] && !f.g.preposition[t.lower] && !f.g.and[t.lower] ||
				f.participle(t.lower) && i > p.from+1 && !f.g.preposition[toks[i-1].lower] && !f.g.role[t.lower] && noun
		}
		if cut {
			p.to = i
			break
		}
		known = known || f.isRole(t) || f.g.organisation[t.lower] || f.g.statement[t.lower] || f.g.speaker[t.lower] || inner && t.upper
		noun = noun || len(t.lower) > 2 && !f.g.determiner[t.lower] && !f.g.preposition[t.lower] && t.kind == 'w'
	}
	for p.to > p.from {
		t := toks[p.to-1]
		if t.kind == 'w' && !strings.HasSuffix(t.lower, "'") && !f.g.determiner[t.lower] && !f.g.preposition[t.lower] || t.kind == 'n' {
			break
		}
		p.to--
	}
	if p.to <= p.from || !noun || !known && !cued {
		return p, false
	}
	first, last := toks[p.from], toks[p.to-1]
	switch {
	case p.to-p.from > 1 && f.g.preposition[toks[p.from+1].lower] && f.g.determiner[first.lower] && !f.g.quantity[first.lower]:
		return p, false // "accused her of"
	case f.g.timeEnd[last.lower] || isDateToken(last):
		return p, false
	case first.upper || first.kind == 'n' || f.g.determiner[first.lower] || f.isRole(first) || f.g.organisation[first.lower] || f.g.speaker[first.lower]:
		return p, true
	}
	// "officials", "two residents": a bare plural speaks in English.
	return p, f.d.Language == "en" && cued && strings.HasSuffix(last.lower, "s") || f.d.Language == "de" && cued
}

// participle: "basé à Londres", "cité par" tells more of a noun that is
// complete without it.
func (f *finder) participle(w string) bool {
	if f.d.Language != "fr" {
		return false
	}
	for _, end := range []string{"é", "ée", "és", "ées"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}
