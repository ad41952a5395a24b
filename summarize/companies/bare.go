package companies

import "strings"

// A noun needs an article to act: "Oracle taille dans ses effectifs" and
// "Shell walked away" are not about an oracle or a shell. Towns and people act
// without one, and so do headlines, which leave articles out.

// bareSubject weighs a name that opens its sentence and acts, when as a word it
// would need an article.
func (r *reading) bareSubject(c *candidate, a *compiled) {
	t := &r.tokens[c.from]
	if a.kind == byName && (c.has(needed) || c.has(tradeWord)) && !c.has(verbAfter) && !c.has(auxVerb) && r.acts(c) {
		c.add(actsHere, int(c.to))
	}
	if a.kind != byName || a.marks&single == 0 || a.marks&given != 0 || r.placeLike(c, a) && !c.has(tradeWord) && !c.has(needed) || a.marks&surname != 0 && a.marks&likely == 0 || t.shape&opens == 0 || t.shape&(heading|titled|surtitle) != 0 {
		return
	}
	s := r.of[c.from]
	switch {
	case a.marks&surname != 0: // the house is better known than its founder's heirs
		if r.acts(c) && !r.is(int(c.to), s, ',') && r.bounds[s].classes&sport == 0 {
			c.addWeight(bareSubject, int(c.to), weights[bareSubject]/2)
		}
	case r.lang == french:
		if a.marks&wordFr != 0 && (!r.x.towns[t.id] || c.has(tradeWord) || c.has(needed)) && (r.acts(c) || r.besideArticle(int(c.to), s)) {
			c.add(bareSubject, int(c.to))
		}
	case r.x.counted[t.id] && (r.bounds[s].classes&det != 0 || r.willAfter(int(c.to), s) || c.has(firmLife) || c.has(sectorNear) || c.has(needed) || r.complete(c)) && (r.acts(c) || r.pastAfter(int(c.to), s) || r.isSomewhere(int(c.to), s) || r.actsInTrade(c)):
		c.add(bareSubject, int(c.to))
	}
}

// pastAfter reports whether an English verb in the past with a particle or
// object follows: "walked away", "opened its".
func (r *reading) pastAfter(j int, s int32) bool {
	if !r.in(j, s) || r.tokens[j].shape&(word|upper|apos) != word || !strings.HasSuffix(r.literal(j), "ed") || !r.in(j+1, s) || r.undergone(j) {
		return false
	}
	if r.tokens[j+1].class&(prep|det|adverb) != 0 {
		return true
	}
	switch r.literal(j + 1) {
	case "away", "out", "up", "down", "back", "off", "on", "over":
		return true
	}
	return false
}

// willAfter: headlines say "to" for "will".
func (r *reading) willAfter(j int, s int32) bool {
	return r.in(j, s) && (r.literal(j) == "will" || r.literal(j) == "would" || r.literal(j) == "has" || r.literal(j) == "had")
}

// isSomewhere: "Oracle is among the bidders", "Shell was not invited".
func (r *reading) isSomewhere(j int, s int32) bool {
	return r.in(j+1, s) && r.tokens[j].class&aux != 0 && r.tokens[j+1].shape&(word|upper) == word && r.tokens[j+1].class&(prep|adverb) != 0
}

// network: "sur X, le ministre", "she wrote on X": a letter or a word after
// "on" that ends what is said is where somebody writes.
func (r *reading) network(c *candidate, a *compiled, p int) {
	if a.kind == byName && c.company >= 0 && r.sectorOf(c.company) == sectorClass("telecom") && a.marks&place == 0 && (r.literal(p) == "on" || r.literal(p) == "sur") {
		c.add(atName, p) // "no signal on EE"
		return
	}
	if a.kind != byName || len(a.text) != 1 || r.tokens[c.from].shape&titled != 0 {
		return
	}
	switch r.literal(p) {
	case "sur", "Sur", "on", "On", "via":
	default:
		return
	}
	s, j := r.of[c.from], int(c.to)
	if !r.in(j, s) || r.tokens[j].shape&word == 0 && !r.is(j, s, '-') && !r.is(j, s, '/') && !r.is(j, s, '=') ||
		r.tokens[j].shape&(word|upper) == word && r.tokens[j].class&(and|of|noun|placeNoun) == 0 && r.tokens[j].class&(det|prep|aux|verb|function) != 0 {
		c.addWeight(atName, p, 2*weights[atName])
	}
}

// owned reports whether one name stands as the owner of the other: ",
// propriété de", ", the owner of".
func (r *reading) owned(a, b *candidate) bool {
	from, to := a.to, b.from
	if from > to {
		from, to = b.to, a.from
	}
	s := r.of[a.from]
	if to-from < 3 || to-from > 6 || !r.is(int(from), s, ',') || r.tokens[to-1].class&(of|det) == 0 && r.tokens[to-1].class&prep == 0 {
		return false
	}
	noun := false
	for i := from + 1; i < to; i++ {
		t := &r.tokens[i]
		if t.shape&(word|upper) != word && t.shape&tight == 0 {
			return false
		}
		switch r.literal(int(i)) {
		case "propriété", "filiale", "marque", "propriétaire", "détenu", "détenue", "owner", "owned", "subsidiary", "unit", "parent", "part", "arm", "mère",
			"actionnaire", "enseigne", "division", "griffe", "maison", "label":
			noun = true
		}
	}
	return noun
}

// besideArticle: "Carrefour et la famille Moulin": what is joined to it has an
// article, and it has none.
func (r *reading) besideArticle(j int, s int32) bool {
	return r.in(j+1, s) && r.literal(j) == "et" && r.tokens[j+1].class&det != 0 && r.tokens[j+1].shape&upper == 0
}

// nounWithin reports whether a noun for a company, its trade or what one has
// stands within three words: "Ford's truck plant".
func (r *reading) nounWithin(j int, s int32, company int32) bool {
	of := noun | money
	if company >= 0 {
		of |= r.sectorOf(company)
	}
	for k := j; k < j+3 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&(word|upper) != word {
			return false
		}
		if t.class&of != 0 || r.sense(k)&owned != 0 {
			return true
		}
	}
	return false
}

// acquiring verbs have a company as their object: "a racheté Quick".
func acquiring(s string) bool {
	switch s {
	case "rachète", "racheté", "racheter", "rachètera", "rachetait", "acquiert", "acquis", "acquérir", "détient", "possède", "absorbe", "concurrence", "concurrencer",
		"vendre", "céder", "acheter", "sell", "sells", "selling", "buy", "buys", "buying",
		"fold", "folds", "folded", "merge", "swallow", "swallowed", "absorb", "absorbed", "bought", "sold", "purchased", "vend", "vendu", "cède", "cédé", "acquire", "acquires", "acquired", "acquiring", "owns", "owned", "outbid", "sued", "sues", "sue", "fined", "fines", "poursuit", "attaque",
		"raps", "rapped", "probes", "probed", "boycott", "boycotts", "boycotted", "delists", "downgrades", "downgraded", "upgrades", "upgraded", "bails", "nationalises", "overtakes", "outsells", "hacked", "hacks",
		"épingle", "épinglé", "sanctionne", "sanctionné", "perquisitionne", "nationalise", "nationaliser", "lorgne", "convoite", "boycotte", "boycotter", "sermonne", "boude", "rachètent", "reprennent":
		return true
	}
	return false
}

// doneFor finds, before the preposition at p, what says that a company owns, made or
// sold it: "belongs to Reach", "issued by Circle", "fabriqué par"; -1 nothing.
func (r *reading) doneFor(p int) int {
	k := p - 1
	if !r.in(k, r.of[p]) || r.tokens[k].shape&(word|upper) != word {
		return -1
	}
	switch lit := r.literal(k); r.literal(p) {
	case "to":
		if lit == "belongs" || lit == "belonged" || lit == "belong" {
			return k
		}
	case "à":
		if lit == "appel" || lit == "recours" || lit == "confié" || lit == "confie" || lit == "confiée" || lit == "confiés" || lit == "confier" {
			return k // "fait appel à Midas"
		}
		if lit == "appartient" || lit == "appartenait" || lit == "appartiennent" {
			return k
		}
	case "from":
		if lit == "licensed" || lit == "leased" || lit == "acquired" {
			return k
		}
	case "by":
		switch lit {
		case "owned", "bought", "acquired", "sold", "made", "manufactured", "issued", "insured", "supplied", "operated", "leased", "licensed", "hired", "employed", "run", "sponsored":
			return k
		}
	case "par":
		switch lit {
		case "détenu", "détenue", "racheté", "rachetée", "vendu", "vendue", "exploité", "exploitée", "fabriqué", "fabriquée", "commercialisé", "commercialisée", "assuré", "livré", "édité":
			return k
		}
	}
	return -1
}

// ownerOf reports whether token i after a hyphen says who owns, pays or leads.
func (r *reading) ownerOf(i int) bool {
	switch r.literal(i) {
	case "backed", "owned", "led", "funded", "controlled", "sponsored":
		return true
	}
	return false
}

// outage: "Slack was down", as only services are.
func (r *reading) outage(c *candidate, k int) bool {
	if c.company < 0 || r.sectorOf(c.company)&(sectorClass("tech")|sectorClass("cloud")|sectorClass("media")|sectorClass("telecom")|sectorClass("ai")) == 0 {
		return false
	}
	switch r.literal(k) {
	case "down", "offline", "unreachable", "injoignable", "inaccessible":
		return true
	}
	return false
}

// percentAfter: "fell 20%", "perd 3 %".
func (r *reading) percentAfter(k int) bool {
	s := r.of[k]
	for n := k + 1; n < k+5 && r.in(n, s); n++ {
		if r.tokens[n].shape&digit == 0 && r.literal(n) != "vingt" && r.literal(n) != "dix" && !counting(r.literal(n)) {
			continue
		}
		for m := n + 1; m < n+4 && r.in(m, s); m++ {
			if r.is(m, s, '%') || r.literal(m) == "percent" || r.literal(m) == "pour" && r.in(m+1, s) && r.literal(m+1) == "cent" || r.literal(m) == "points" {
				return true
			}
		}
	}
	return false
}

// sameAsFound gives what would find an unknown name to the known company of that
// name: "Delta posted a profit".
func (r *reading) sameAsFound(found []candidate) {
	for i := range found {
		f := &found[i]
		if f.name == "" || f.n == 0 || f.used[0].cue == legalSuffix {
			continue
		}
		for _, step := range [2]int{-1, 1} {
			for k := i + step; k >= 0 && k < len(found) && found[k].from == f.from; k += step {
				c := &found[k]
				if c.name != "" || c.kind != byName || c.hard || c.to != f.to || f.dead {
					continue
				}
				if !c.has(f.used[0].cue) {
					c.add(f.used[0].cue, int(f.used[0].at))
				}
				if c.weight > 0 {
					f.dead = true
				}
			}
		}
	}
}

// plainAround reports whether the words on both sides are written small and
// neither is an article.
func (r *reading) plainAround(c *candidate) bool {
	s := r.of[c.from]
	p, j := int(c.from)-1, int(c.to)
	if r.in(j, s) && r.tokens[j].shape&(word|upper) == word|upper {
		return false
	}
	if !r.in(p, s) || r.tokens[p].class&(det|placeNoun) != 0 {
		return false
	}
	return r.tokens[p].shape&(word|upper) == word || r.tokens[p].shape&opens != 0 && r.tokens[p].class&prep != 0
}
