package companies

import "strings"

// What speaks against a name: another age, a work of art, a town, a street, somebody's
// own things.

func (r *reading) against(c *candidate, a *compiled, b *bound) {
	if a.kind != byName {
		return
	}
	if k := r.longAgo(c, b); k >= 0 {
		c.add(longAgo, k)
	}
	if k := r.workOfArt(c); k >= 0 {
		c.add(workOfArt, k)
	}
	if k := r.playing(c, a); k >= 0 {
		c.addWeight(unwanted, k, weights[unwanted]*1.3)
	} else if k := r.straying(c, a, b); k >= 0 {
		c.addWeight(unwanted, k, weights[unwanted]*1.3)
	}
	if p := int(c.from) - 1; r.in(p, r.of[c.from]) {
		switch strings.ToLower(r.literal(p)) {
		case "called", "named", "dubbed", "titled", "entitled", "baptisé", "baptisée":
			if !c.has(nounNear) && !c.has(needed) && !c.has(tradeWord) {
				c.add(givenName, p)
			}
		}
		if somebodys(r.literal(p)) {
			c.add(mine, p)
		}
	}
}

// untamed verbs are of what is fired, flies, bites or rides, and seldom of firms.
func untamed(s string) bool {
	switch s {
	case "hits", "hit", "kills", "killed", "kill", "lands", "landed", "falls", "fell", "strikes", "struck", "explodes", "exploded", "bursts", "rips", "tears", "returns", "returned", "splits", "split",
		"chases", "chased", "waits", "waited", "attacks", "attacked", "hatches", "hatched", "nests", "nested", "feeds", "flies", "flew", "bites", "bit", "leads", "breaks", "rides", "climbs", "catches",
		"tombe", "tombent", "tue", "tué", "frappe", "frappé", "explose", "niche", "revient", "attaque", "attaqué", "fonce", "pond", "vole", "chasse", "attend", "reprend", "grimpe":
		return true
	}
	return false
}

// playing finds who plays in it, or did, right beside a name: "bassiste de Free",
// "Free's drummer"; -1 nobody.
func (r *reading) playing(c *candidate, a *compiled) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if a.kind != byName || c.has(nounBefore) || c.has(legalSuffix) {
		return -1
	}
	for r.in(p, s) && r.tokens[p].class&(of|det) != 0 {
		p--
	}
	if p < int(c.from)-1 && r.in(p, s) && r.sense(p)&stage != 0 {
		return p
	}
	if r.in(j+1, s) && r.literal(j) == "s" && r.tokens[j].shape&apos != 0 && r.sense(j+1)&stage != 0 {
		return j + 1
	}
	return -1
}

// straying finds a word of war, wild animals or a race near a name in whose
// sentence nothing speaks of a firm: "Shell hits maternity hospital"; -1 none.
// Who makes arms or films has such words beside it every day.
func (r *reading) straying(c *candidate, a *compiled, b *bound) int {
	const used = "aero media games press"
	if a.kind != byName || c.has(tradeWord) || c.has(tradeMore) || c.has(needed) || c.has(itsOwn) || c.has(firmLife) || c.has(ownThing) || c.has(roleOf) || c.has(moneyOf) || c.has(nounBefore) || c.has(legalSuffix) || c.has(sayAfter) ||
		(c.has(verbAfter) || c.has(auxVerb) || c.has(auxAlone)) && r.acts(c) && !untamed(r.literal(r.verbOf(c))) {
		return -1 // "Visa suspends its operations after the airstrikes"
	}
	for s := range strings.FieldsSeq(used) {
		if c.company >= 0 && r.sectorOf(c.company) == sectorClass(s) {
			return -1
		}
	}
	for i := max(b.from, c.from-near); i < min(b.to, c.to+near); i++ {
		if (i < c.from || i >= c.to) && r.sense(int(i))&astray != 0 {
			return int(i)
		}
	}
	return -1
}

func (r *reading) longAgo(c *candidate, b *bound) int {
	for i := b.from; i < b.to; i++ {
		t := &r.tokens[i]
		if t.shape&(word|digit) != word|digit || t.end-t.start != 4 {
			continue
		}
		if y := r.literal(int(i)); y >= "1000" && y < "1960" && plainDigits(y) && !r.measured(int(i)) {
			return int(i)
		}
	}
	return -1
}

func (r *reading) measured(i int) bool {
	s := r.of[i]
	if r.in(i-1, s) && r.tokens[i].shape&tight != 0 {
		return true
	}
	if !r.in(i+1, s) || r.tokens[i+1].shape&word == 0 {
		return false
	}
	return r.tokens[i+1].class&(aux|verb|det|prep|and|of|function) == 0
}

func plainDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func (r *reading) workOfArt(c *candidate) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if r.in(p, s) && r.is(p, s, '"') {
		p--
	}
	if r.in(p, s) && r.sense(p)&art != 0 && r.tokens[p].shape&upper == 0 {
		return p
	}
	if r.is(j, s, '"') {
		j++
	}
	if !r.is(j, s, ',') && !r.is(j, s, '(') {
		return -1
	}
	for k := j + 1; k < j+5 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 || t.class&(verb|aux) != 0 && t.class&noun == 0 && r.sense(k)&art == 0 {
			return -1
		}
		if r.sense(k)&art != 0 && t.shape&upper == 0 {
			return k
		}
	}
	return -1
}

func (r *reading) unknownName(i int) bool {
	t := &r.tokens[i]
	if t.id != 0 && t.class != person || t.shape&(word|upper|caps|digit) != word|upper || t.end-t.start < 3 {
		return false
	}
	lit := r.literal(i)
	for _, end := range [...]string{"ing", "ed", "é", "ée", "és", "ées", "er", "ant", "s", "eur", "euse", "if", "ive", "al", "ly", "ment"} {
		if strings.HasSuffix(lit, end) {
			return false
		}
	}
	return true
}

func (r *reading) streetName(c *candidate, a *compiled) bool {
	s, p := r.of[c.from], int(c.from)-1
	if a.kind != byName || a.marks&single == 0 || !r.is(p, s, '-') || r.tokens[p].shape&tight == 0 || !r.in(p-2, s) {
		return false
	}
	first := &r.tokens[p-1]
	if first.shape&(word|upper) != word|upper {
		return false
	}
	k := p - 2
	for n := 0; n < 3 && r.in(k, s); k, n = k-1, n+1 {
		t := &r.tokens[k]
		if t.class&(placeNoun|venue) != 0 {
			return true
		}
		if t.shape&word == 0 && !r.is(k, s, '-') || t.shape&upper == 0 && t.class&(of|det) == 0 {
			return false
		}
	}
	return false
}

func (r *reading) townAfter(comma int) int {
	s := r.of[comma]
	if !r.in(comma+1, s) || r.tokens[comma+1].class&det == 0 {
		return -1
	}
	for k := comma + 2; k < comma+5 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 || t.class&(and|of|verb|aux) != 0 {
			return -1
		}
		if t.shape&upper == 0 && r.x.called[t.id]&placeNoun != 0 {
			if r.is(k+1, s, ',') || r.in(k+1, s) && r.tokens[k+1].class&prep != 0 {
				return k
			}
			return -1
		}
	}
	return -1
}

func (r *reading) placeLike(c *candidate, a *compiled) bool {
	return a.marks&place != 0 && (r.lang != english || !r.x.counted[r.tokens[c.from].id])
}

// somebodys are the words before what a person has.
func somebodys(s string) bool {
	switch strings.ToLower(s) {
	case "my", "his", "her", "your", "mon", "ton", "votre", "notre":
		return true
	}
	return false
}
