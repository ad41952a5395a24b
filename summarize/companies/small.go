package companies

import "strings"

// Messages are often written without capitals: "free a encore planté", "target was
// out of diapers". There a name must say by itself what it is, or act as no word does.

// smallness is how little a short text has of capitals.
type smallness uint8

const (
	inCapitals  smallness = iota // it has capitals, as texts have
	halfSmall                    // only where sentences begin
	whollySmall                  // none
)

// howSmall looks at the words of a short text.
func (r *reading) howSmall() smallness {
	if len(r.text) >= shortText || r.title > 0 {
		return inCapitals
	}
	words, small := 0, whollySmall
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.shape&word == 0 || t.shape&digit != 0 {
			continue
		}
		words++
		switch {
		case t.shape&upper == 0:
		case t.shape&opens != 0 && t.shape&caps != caps, t.end-t.start == 1 && r.literal(i) == "I":
			small = halfSmall
		default:
			return inCapitals
		}
	}
	if words < 3 {
		return inCapitals
	}
	return small
}

// smallLine reports whether a name may be written small here, tokens i to j.
func (r *reading) smallLine(a *compiled, i, j int) bool {
	if r.small == inCapitals || a.kind != byName || a.company < 0 || a.marks&(remote|given) != 0 || len(a.text) < 3 || r.tokens[i].shape&(upper|apos) == upper {
		return false
	}
	open, _ := r.open(a)
	if r.small == halfSmall {
		if open || a.marks&ambiguous != 0 || !r.in(i-1, r.of[i]) {
			return false
		}
		switch strings.ToLower(r.literal(i - 1)) {
		case "chez", "sur":
		default:
			return false
		}
	}
	if r.x.prefixes[r.tokens[i].id] && (!r.in(j, r.of[i]) || r.tokens[j].class&(aux|verb) == 0 && r.tokens[j].shape&elided == 0) {
		return false // "uber cool"
	}
	if a.marks&single == 0 {
		return true
	}
	t := &r.tokens[i]
	if a.marks&ambiguous != 0 {
		return a.marks&(surname|acronym) == 0 || a.marks&(likely|wordFr) != 0
	}
	return t.class&(function|det|prep|aux|verb|base|adverb|noun|role|money|deal|person|geo) == 0
}

// inSmall weighs a name that is written small in a text without capitals.
func (r *reading) inSmall(c *candidate, a *compiled) {
	t := &r.tokens[c.from]
	if r.small == inCapitals || a.kind != byName || t.shape&upper != 0 || r.smallAtHome(a, int(c.from)) {
		return
	}
	c.add(allSmall, int(c.from))
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if r.in(p, s) && r.tokens[p].class&det != 0 && r.tokens[p].shape&elided == 0 && (r.lang != french || a.text != strings.ToUpper(a.text)) {
		c.add(article, p) // "mon samsung", "a tesla"
		return
	}
	if r.in(j, s) && strings.HasSuffix(r.literal(j), "ed") && (!r.in(j+1, s) || r.tokens[j+1].shape&word == 0) {
		c.add(article, j) // "visa refused, no trip": what was done to a thing
		return
	}
	if t.shape&opens == 0 || !r.in(j+1, s) || a.marks&place != 0 && r.lang == english {
		return
	}
	// "sky put my bill up", "orange m'a facturé deux fois": what is done to whoever writes.
	if v := &r.tokens[j]; v.class&(verb|aux) == 0 && v.shape&elided == 0 && r.literal(j) != "me" || v.class&(noun|of) != 0 {
		return
	}
	for k := j; k < j+4 && r.in(k, s); k++ {
		u := &r.tokens[k]
		if u.shape&word == 0 && !(u.shape&tight != 0) || u.class&(of|and) != 0 && u.class&prep == 0 {
			return
		}
		switch lit := strings.ToLower(r.literal(k)); lit {
		case "me", "my", "us", "our", "mon", "ma", "mes", "nous", "m":
			if k > j || r.lang == french {
				c.add(verbAfter, k)
				c.add(sayAfter, k)
				return
			}
		}
	}
}
