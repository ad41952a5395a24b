package companies

import "strings"

// What two names do to one another within a clause: the one sues, buys or
// overtakes the other, and a sure company is at one end of it.

// clauseSpan is how many words apart what acts and what it acts upon may be.
const clauseSpan = 14

// clauses lifts names that act upon a sure company, or that a sure company acts
// upon: "Arm lost its case against Qualcomm", "LVMH a payé Tiffany".
func (r *reading) clauses(found []candidate) {
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.company < 0 || c.kind != byName || c.hard || c.has(together) || c.weight >= 2.5 || !r.doubtful(&r.x.aliases[c.alias]) {
			continue
		}
		for k := i + 1; k < len(found) && r.of[found[k].from] == r.of[c.from]; k++ {
			o := &found[k]
			if r.sureOther(c, o) && r.upon(c, o) {
				break
			}
			if r.bothDoubtful(c, o) {
				c.addWeight(together, int(o.from), weights[together]*0.8)
				o.addWeight(together, int(c.from), weights[together]*0.8)
				break
			}
		}
		if c.has(together) {
			continue
		}
		for k := i - 1; k >= 0 && r.of[found[k].from] == r.of[c.from]; k-- {
			if o := &found[k]; r.sureOther(c, o) && r.undergoes(o, c) {
				c.add(together, int(o.from))
				break
			}
		}
	}
}

// sureOther reports whether o is another company, without doubt, which the news is
// not merely from.
func (r *reading) sureOther(c, o *candidate) bool {
	return o.kind == byName && o.company >= 0 && o.company != c.company && o.weight >= 2.5 && !o.hard && !r.x.media[o.company]
}

// bothDoubtful reports whether two names that mean other things as well are of one
// trade and the first does to the second what its verb says: "Lime outlasted Bird".
func (r *reading) bothDoubtful(c, o *candidate) bool {
	if o.kind != byName || o.alias < 0 || o.company < 0 || o.hard || o.weight >= 2.5 || o.company == c.company || o.from-c.to < 1 || o.from-c.to > 3 && (o.from-c.to > 8 || !r.rivalry(int(o.from)-1)) ||
		r.sectorOf(c.company) == 0 || r.sectorOf(c.company) != r.sectorOf(o.company) || !r.acts(c) || r.apart(int(c.to), int(o.from), r.of[c.from]) {
		return false
	}
	a, b := &r.x.aliases[c.alias], &r.x.aliases[o.alias]
	return a.marks&given == 0 && (a.marks&(surname|place) == 0 || a.marks&paired != 0) && b.marks&(given|place) == 0 && r.tokens[o.from].shape&(titled|opens) == 0 && !career(r.literal(r.verbOf(c)))
}

// house reports whether a brand acts as the shops or the maison it is: "Zara perd
// des usagers". A thing of a maker does nothing by itself.
func (r *reading) house(c *candidate) bool {
	if c.kind != byProduct || c.company < 0 || c.alias < 0 || r.sectorOf(c.company)&(sectorClass("retail")|sectorClass("lux")|sectorClass("hotel")) == 0 {
		return false
	}
	return r.tokens[c.from].shape&opens != 0 && r.acts(c)
}

// upon adds what a name that begins its sentence and acts has of the company it
// acts upon. Of one trade they are rivals, whatever else the name may be; of
// different trades a town or a person is as likely.
func (r *reading) upon(c, o *candidate) bool {
	s, a := r.of[c.from], &r.x.aliases[c.alias]
	if o.from-c.to > clauseSpan || o.from <= c.to || r.apart(int(c.to), int(o.from), s) {
		return false
	}
	same := r.sectorOf(c.company) != 0 && r.sectorOf(c.company) == r.sectorOf(o.company)
	if !r.acts(c) && !(same && r.compared(c, o)) {
		return false
	}
	k := r.verbOf(c)
	switch {
	case a.marks&(surname|given) != 0 && career(r.literal(k)):
		return false
	case a.marks&given != 0 && r.sense(k)&corporate == 0 && r.tokens[k].class&deed == 0:
		return false
	case same:
		c.addWeight(together, int(o.from), weights[together]*1.35)
	case a.marks&(surname|given) == 0 && !r.placeLike(c, a) && !r.x.towns[r.tokens[c.from].id]:
		c.addWeight(together, int(o.from), weights[together]*0.7)
	default:
		return false
	}
	return true
}

// compared reports whether the name begins a sentence that measures it by the other:
// "Next is worth more than Marks & Spencer".
func (r *reading) compared(c, o *candidate) bool {
	t, p := &r.tokens[c.from], int(o.from)-1
	if t.shape&(opens|titled) != opens || r.x.aliases[c.alias].marks&(surname|given) != 0 || r.tokens[c.to].class&aux == 0 && r.tokens[c.to].class&verb == 0 {
		return false
	}
	switch r.literal(p) {
	case "than", "que", "qu":
		return true
	}
	return false
}

// undergoes reports whether the name is what a sure company of its trade pays for,
// sues or leaves behind: no person or place is, when figures follow it or a verb of
// firms stands before.
func (r *reading) undergoes(o, c *candidate) bool {
	s, p := r.of[c.from], int(c.from)-1
	if r.sectorOf(c.company) == 0 || r.sectorOf(c.company) != r.sectorOf(o.company) || c.from-o.to > clauseSpan || c.from <= o.to ||
		r.tokens[c.from].shape&(opens|titled) != 0 || r.apart(int(o.to), int(c.from), s) || !r.in(p, s) {
		return false
	}
	t := &r.tokens[p]
	if t.shape&(word|upper) != word {
		return false
	}
	marks := r.x.aliases[c.alias].marks
	if t.class&of != 0 || t.class&prep != 0 {
		return (r.rivalry(p) || r.sellingTo(o, p)) && (marks&(surname|given) == 0 || marks&paired != 0)
	}
	if marks&(surname|given|place) == 0 && t.class&verb != 0 && p > int(o.to)-1 && p-int(o.to) < 2 {
		return true // "Ikea distance But"
	}
	return (t.class&(deed|verb) != 0 || acquiring(r.literal(p))) && (t.class&deed != 0 || r.amountAfter(int(c.to)-1)) && !career(r.literal(p)) && !nominating(r.literal(p))
}

// sellingTo: "vendre TSB à Santander", "sells TSB to Santander".
func (r *reading) sellingTo(o *candidate, p int) bool {
	lit := r.literal(p)
	return (lit == "à" || lit == "to") && p-int(o.to) < 3 && r.in(int(o.from)-1, r.of[p]) && acquiring(r.literal(int(o.from)-1))
}

// rivalry reports whether token i is a preposition that stands between companies:
// "against", "contre", "from".
func (r *reading) rivalry(i int) bool {
	switch r.literal(i) {
	case "against", "contre", "with", "avec", "behind", "derrière", "devant", "than", "que", "by", "par", "versus", "from", "over":
		return true
	}
	return false
}

// hasMany reports whether the verb to have at j has a number after it and what firms
// have so many of: "has 86 million customers", "a 300 magasins".
func (r *reading) hasMany(j int) bool {
	switch r.literal(j) {
	case "has", "had", "a", "avait":
	default:
		return false
	}
	// "has a new boss", "a un nouveau patron"
	if s := r.of[j]; r.in(j+3, s) && r.tokens[j+1].class&det != 0 {
		switch r.literal(j + 2) {
		case "new", "nouveau", "nouvelle":
			return r.tokens[j+3].class&role != 0 || r.sense(j+3)&(firmly|owned) != 0
		}
	}
	number := false
	for k := j + 1; k < j+6 && r.in(k, r.of[j]); k++ {
		if r.tokens[k].shape&upper != 0 || r.tokens[k].shape&word == 0 && r.tokens[k].shape&tight == 0 {
			return false
		}
		number = number || r.tokens[k].shape&digit != 0 || counting(r.literal(k))
		if number && r.sense(k)&(firmly|owned) != 0 {
			return true
		}
	}
	return false
}

// apart reports whether the clause ends between two tokens, or speaks of somebody
// who does it.
func (r *reading) apart(from, to int, s int32) bool {
	for i := from; i < to; i++ {
		if r.is(i, s, ';') || r.is(i, s, ':') || r.is(i, s, '.') && r.tokens[i].shape&tight == 0 {
			return true
		}
		switch r.literal(i) {
		case "he", "she", "who", "il", "elle", "qui", "his", "her":
			return true
		}
	}
	return false
}

// verbOf is the first word after a name that begins its sentence which is neither
// an auxiliary nor an adverb.
func (r *reading) verbOf(c *candidate) int {
	s, j := r.of[c.from], int(c.to)
	for r.in(j+1, s) && r.tokens[j].class&(aux|adverb) != 0 && r.tokens[j].class&verb == 0 {
		j++
	}
	return min(j, len(r.tokens)-1)
}

// career verbs tell what a person does at a company.
func career(s string) bool {
	switch s {
	case "quitte", "quitté", "rejoint", "dirige", "dirigé", "préside", "présidé", "fonde", "fondé", "crée", "créé", "travaille", "travaillé", "joins", "joined", "left", "leaves",
		"works", "worked", "ran", "runs", "heads", "headed", "led", "leads", "founded", "founds", "chairs", "chaired", "succeeds", "succède", "entre", "entré":
		return true
	}
	return false
}

// nominating verbs have a person as their object.
func nominating(s string) bool {
	switch s {
	case "nomme", "nommé", "recrute", "recruté", "embauche", "embauché", "licencie", "licencié", "appoints", "appointed", "names", "named", "hires", "hired", "fires", "fired", "poached":
		return true
	}
	return false
}

// pluralVerb reports whether the word after two joined names is what they do,
// though no list has it: "Delta and United now earn nearly all". A noun would have a
// verb after it.
func (r *reading) pluralVerb(k int, s int32) bool {
	t, lit := &r.tokens[k], r.literal(k)
	if t.shape&(word|upper|apos|digit) != word || len(lit) < 3 || strings.HasSuffix(lit, "s") || strings.HasSuffix(lit, "ing") ||
		t.class&(noun|money|role|det|prep|of|function|placeNoun|and|trade) != 0 || !r.in(k+1, s) {
		return false
	}
	u := &r.tokens[k+1]
	if u.shape&(word|digit) == word|digit || counting(r.literal(k+1)) {
		return true
	}
	switch r.literal(k + 1) {
	case "their", "each", "nearly", "almost", "more", "most", "less", "fewer", "it", "over", "for":
		return true
	}
	return u.class&det != 0 && u.shape&upper == 0
}

// apposition finds the noun for a company of the name's trade after the comma at j,
// with an article and the nation before it: "Free, the French carrier,"; -1 none.
func (r *reading) apposition(c *candidate, j int) int {
	s := r.of[c.from]
	if c.company < 0 || !r.in(j+2, s) || r.tokens[j+1].class&det == 0 {
		return -1
	}
	sector := r.sectorOf(c.company)
	trade := false
	for k := j + 2; k < j+7 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 {
			if r.is(k, s, '-') && t.shape&tight != 0 {
				continue
			}
			return -1
		}
		if t.shape&upper != 0 && t.class&geo == 0 || t.class&(aux|prep|and) != 0 && t.shape&apos == 0 && t.class&noun == 0 {
			return -1
		}
		if (r.x.called[t.id]|r.x.called[t.pair])&sector&^placeNoun != 0 && sector != 0 {
			if r.in(k+1, s) && r.tokens[k+1].shape&(word|upper|digit) == word && r.tokens[k+1].class&(noun|role) != 0 && r.lang != french {
				trade = true // "the airline company"
				continue
			}
			if r.another(k, sector, &r.x.rules[r.x.aliases[c.alias].rule]) && !r.who(k+1) {
				return -1
			}
			return k
		}
		if t.class&sector != 0 {
			trade = true
		}
		if trade && t.class&noun != 0 && t.shape&upper == 0 && r.x.called[t.id]&placeNoun == 0 {
			return k // "the French telecoms group"
		}
	}
	return -1
}

// who reports whether a word begins what a company does or where it is at home.
func (r *reading) who(i int) bool {
	if i >= len(r.tokens) {
		return false
	}
	switch r.literal(i) {
	case "that", "which", "qui", "dont", "in":
		return true
	}
	return false
}
