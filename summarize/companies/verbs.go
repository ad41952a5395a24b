package companies

import "strings"

// acting: what the name does. A place or a person does much of it as well,
// but neither raises millions.
func (r *reading) acting(c *candidate, a *compiled, q cue, k int) {
	t := &r.tokens[k]
	if a.marks&place != 0 && t.class&(deed|say) == 0 && !r.amountAfter(k) {
		c.add(auxAlone, k)
		return
	}
	c.add(q, k)
	switch {
	case t.class&(say|deed) != 0 && a.marks&(surname|given) == 0:
		c.add(sayAfter, k) // what no fruit does
	case t.class&deed != 0 && r.amountAfter(k):
		c.add(sayAfter, k)
	}
}

// amountAfter reports whether a number or a word of business follows soon.
func (r *reading) amountAfter(k int) bool {
	for n := k + 1; n < k+6 && r.in(n, r.of[k]); n++ {
		if t := &r.tokens[n]; t.class&deal != 0 || n == k+1 && t.shape&digit != 0 {
			return true
		}
	}
	return false
}

// infinitive: "va verser", "devrait fermer".
func infinitive(s string) bool {
	return len(s) > 4 && (strings.HasSuffix(s, "er") || strings.HasSuffix(s, "ir") || strings.HasSuffix(s, "re"))
}

// particle stands between a first name and a family name.
func particle(s string) bool {
	switch s {
	case "de", "d", "du", "van", "von", "di", "da", "della", "al", "ben", "bin":
		return true
	}
	return false
}

// byword reports whether a name stands for things like it: "the Uber of lawn
// mowing", "l'Airbnb des piscines"; or is a river: "along the Amazon".
func (r *reading) byword(c *candidate, a *compiled) bool {
	s := r.of[c.from]
	p, j := int(c.from)-1, int(c.to)
	t := &r.tokens[c.from]
	if a.kind != byName || a.marks&single == 0 || t.shape&(caps|titled) != 0 || !r.in(p, s) || r.tokens[p].class&det == 0 {
		return false
	}
	switch r.literal(p) {
	case "the", "The", "a", "A", "an":
		if r.lang == french {
			return false
		}
	case "le", "Le", "l", "L", "un", "Un":
		if r.lang != french {
			return false
		}
		return r.in(j, s) && r.tokens[j].class&of != 0 && r.tokens[j].shape&word != 0 && r.literal(j) != "chez"
	default:
		return false
	}
	if !r.in(j, s) {
		return true
	}
	u := &r.tokens[j]
	if u.shape&word == 0 {
		return !r.is(j, s, '-') && !r.is(j, s, '(') && !r.is(j, s, '&') && !r.is(j, s, '/')
	}
	return u.shape&(upper|apos) == 0 && u.class&(prep|aux|function) != 0
}

// futureVerb: any French verb in the future tense after a name says that it
// is somebody who acts.
func futureVerb(s string) bool {
	for _, end := range [...]string{"era", "ira", "dra", "eront", "iront", "dront"} {
		if len(s) > len(end)+2 && strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// humanWord finds a word of a person's life within four words after the name, or
// right before it, when people have such names: "Christian Dior naquit".
func (r *reading) humanWord(c *candidate, a *compiled) int {
	if a.kind != byName || a.marks&(surname|given) == 0 && (a.tokens < 2 || r.tokens[c.from].class&person == 0) {
		return -1
	}
	s := r.of[c.from]
	for k, n := int(c.to), 0; n < 4 && r.in(k, s); k, n = k+1, n+1 {
		t := &r.tokens[k]
		if t.shape&apos != 0 || t.shape&word == 0 && !r.is(k, s, ',') {
			break
		}
		if t.id != 0 && t.shape&upper == 0 && r.x.human[r.lang][t.id] {
			return k
		}
	}
	if p := int(c.from) - 1; r.in(p, s) && r.tokens[p].shape&upper == 0 && r.tokens[p].id != 0 && r.x.human[r.lang][r.tokens[p].id] {
		return p
	}
	return -1
}

// firstName reports whether a clear name is somebody's first name here: a
// capital that is no known word follows, and no model number.
func (r *reading) firstName(c *candidate, a *compiled, j int) bool {
	t, u := &r.tokens[c.from], &r.tokens[j]
	s := r.of[c.from]
	if a.kind != byName || a.marks&single == 0 || r.doubtful(a) || t.class&person == 0 || t.shape&titled != 0 ||
		u.shape&(word|upper|caps|tight) != word|upper || u.class != 0 || u.end-u.start < 3 {
		return false
	}
	return !r.in(j+1, s) || r.tokens[j+1].shape&(upper|digit) == 0
}
