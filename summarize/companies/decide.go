package companies

// decide weighs every candidate by its surroundings and then by the rest of
// the document, and returns those that are companies.
func (r *reading) decide(found []candidate) []candidate {
	r.judge(found)
	kept := found[:0]
	for i := range found {
		c := found[i]
		if c.dead || c.weight <= 0 {
			continue
		}
		if c.alias >= 0 && r.x.aliases[c.alias].marks&paired != 0 && !c.has(together) && !c.isNamed() && !r.plainly(&c) && !c.has(tickerAfter) && !c.has(personKnown) && !((r.tradeSure(&c) || c.has(itsOwn) && c.has(sectorNear) && r.acts(&c)) && !c.has(article)) {
			continue
		}
		// Two companies of one name: the better one, and a house of that name
		// rather than its owner, whose product it is.
		if n := len(kept); n > 0 && kept[n-1].from == c.from {
			o := &kept[n-1]
			if c.kind == byName && o.kind == byProduct || (c.kind == byName || o.kind != byName) && o.weight < c.weight {
				*o = c
			}
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// judge gives every candidate its weight.
func (r *reading) judge(found []candidate) {
	for i := range found {
		if found[i].name == "" {
			r.weigh(&found[i])
		}
	}
	r.sameAsFound(found)
	r.people(found)
	r.smallLetters(found)
	r.elsewhere(found)
	r.clauses(found)
	r.doneByFirms(found)
	r.document(found)
	for range 2 {
		if !r.lists(found) {
			break
		}
		r.document(found)
	}
	r.pairsOfPeople(found)
	r.otherCompanies(found)
	r.sponsors(found)
}

// pairsOfPeople pushes down a word or family name that is joined to an unknown name
// where nothing speaks of a firm: "Morecambe and Wise", "Simon and Block".
func (r *reading) pairsOfPeople(found []candidate) {
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.kind != byName || c.weight <= 0 || c.weight > 3 || !r.doubtful(&r.x.aliases[c.alias]) || r.x.aliases[c.alias].marks&(single|likely) != single {
			continue
		}
		p, s := int(c.from)-1, r.of[c.from]
		if !r.in(p-1, s) || r.tokens[p].class&and == 0 || r.tokens[p-1].shape&(word|upper|caps) != word|upper || r.tokens[p-1].class&(noun|role|function|suffix|legalWord|deal) != 0 ||
			i > 0 && found[i-1].to >= c.from-1 && r.of[found[i-1].from] == s || r.firmAround(c) ||
			r.tokens[p-1].shape&opens != 0 && r.tokens[p-1].class&person == 0 || r.besideSure(found, i) {
			continue
		}
		c.add(priorName, p-1)
	}
}

// besideSure reports whether the sentence of found[i] names a sure company.
func (r *reading) besideSure(found []candidate, i int) bool {
	for _, step := range [2]int{-1, 1} {
		for k := i + step; k >= 0 && k < len(found) && r.of[found[k].from] == r.of[found[i].from]; k += step {
			if o := &found[k]; o.company != found[i].company && o.kind == byName && o.weight >= 2.5 && !o.hard {
				return true
			}
		}
	}
	return false
}

// firmAround reports whether something in its sentence speaks of the name as a firm.
func (r *reading) firmAround(c *candidate) bool {
	for _, q := range [...]cue{tradeWord, tradeMore, sectorNear, needed, itsOwn, firmLife, ownThing, roleOf, moneyOf, nounBefore, legalSuffix, business, together, sayAfter, knownHere, clearHere, tickerAfter} {
		if c.has(q) {
			return true
		}
	}
	return false
}

// people pushes down a surname whose full name is in the article: after
// "Gerald Ford", "Ford" is he.
func (r *reading) people(found []candidate) {
	var last map[uint32]int
	var maybe map[uint32]int // after a capital that is no known first name
	covered := 0
	for i := 0; i+1 < len(r.tokens); i++ {
		t := &r.tokens[i]
		if t.shape&(word|upper) != word|upper || t.shape&titled != 0 && t.shape&surtitle == 0 {
			continue
		}
		known := t.class&person != 0
		if !known && (t.class&^person != 0 || t.shape&(opens|titled|caps) != 0) {
			continue
		}
		j := i + 1
		if r.of[j] == r.of[i] && r.is(j, r.of[i], '.') {
			j++
		}
		// A middle initial or particle: "Henry B. Ford".
		for n := 0; n < 4 && r.in(j, r.of[i]) && r.tokens[j].shape&(word|upper) == word|upper && r.tokens[j].end-r.tokens[j].start == 1; n++ {
			j++
			if r.is(j, r.of[i], '.') {
				j++
			}
		}
		if !r.in(j, r.of[i]) {
			continue
		}
		u := &r.tokens[j]
		if u.shape&(word|upper) != word|upper || u.id == 0 || u.class&function != 0 {
			continue
		}
		for covered < len(found) && int(found[covered].to) <= i {
			covered++
		}
		// A name of the lexicon that includes the first name is not a person
		// beside a company: "Tim Cook" points to Apple, "Hugo Boss" is one.
		if covered < len(found) && int(found[covered].from) <= i && found[covered].weight > 0 {
			continue
		}
		if !known {
			if maybe == nil {
				maybe = map[uint32]int{}
			}
			maybe[u.id] = i
			continue
		}
		if last == nil {
			last = map[uint32]int{}
		}
		last[u.id] = i
	}
	if last == nil && maybe == nil {
		return
	}
	for i := range found {
		c := &found[i]
		if c.alias < 0 || r.x.aliases[c.alias].marks&single == 0 || c.has(nameBefore) || c.has(legalSuffix) || c.has(tickerAfter) {
			continue
		}
		at, ok := last[r.tokens[c.from].id]
		if !ok && r.x.aliases[c.alias].marks&(surname|given|remote) != 0 {
			at, ok = maybe[r.tokens[c.from].id]
		}
		if ok && r.x.aliases[c.alias].kind == byName && !r.actsUponNamesake(c, at) {
			if !r.doubtful(&r.x.aliases[c.alias]) && r.tokens[c.from].shape&titled != 0 {
				continue
			}
			c.add(personHere, at)
			c.hard = true
		}
	}
}

// smallLetters: an article that writes "orange" may begin a sentence with it.
func (r *reading) smallLetters(found []candidate) {
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.has(allSmall) {
			continue
		}
		a := &r.x.aliases[c.alias]
		if a.marks&single == 0 || !r.doubtful(a) || a.marks&(wordFr|wordEn) == 0 || !r.lower[r.tokens[c.from].id] {
			continue
		}
		if r.toldApart(c, a) {
			c.add(toldApart, int(c.from))
			continue
		}
		c.add(lowerHere, int(c.from))
	}
}

// document gives what the article says elsewhere: a company known by another
// name, or by this one without doubt.
func (r *reading) document(found []candidate) {
	type known struct{ first, second int32 }
	best := map[int32]known{}
	for i := range found {
		c := &found[i]
		if c.weight > 0 && c.kind != byPerson && !(c.kind == byProduct && c.weight < 1) {
			k, ok := best[c.company]
			switch {
			case !ok:
				best[c.company] = known{int32(i), -1}
			case k.second < 0 && found[k.first].alias != c.alias:
				best[c.company] = known{k.first, int32(i)}
			}
		}
	}
	if len(best) == 0 {
		return
	}
	r.businessPage(found)
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.isNamed() || c.has(personHere) && c.kind == byName {
			continue
		}
		a := &r.x.aliases[c.alias]
		if !r.doubtful(a) && a.kind != byPerson {
			continue
		}
		k, ok := best[c.company]
		if !ok {
			continue
		}
		other := k.first
		if found[other].alias == c.alias && k.second >= 0 {
			other = k.second
		}
		o := &found[other]
		switch {
		case int(other) == i:
		case o.alias != c.alias:
			r.named(c, o, weights[knownHere])
		case o.weight >= 2 && !c.hard && a.marks&paired == 0 && r.tokens[c.from].shape&surtitle != 0:
			// A headline says what its article says: "Orange outage".
			r.named(c, o, weights[knownHere]*5/3)
		case o.weight >= 0.8 && !c.hard && a.marks&paired == 0:
			r.named(c, o, weights[knownHere]*2/3)
		}
	}
}

// sponsors: in a report of a match or race, names of companies are those of
// teams and stands, unless something is said of the company.
func (r *reading) sponsors(found []candidate) {
	sporting := map[uint32]bool{}
	sports, deals := 0, 0
	for i := range r.tokens {
		cl := r.tokens[i].class
		if cl&sport != 0 {
			sports++
			sporting[r.tokens[i].id] = true
		} else if cl&(deal|money) != 0 {
			deals++
		}
	}
	if len(sporting) < 4 || sports < 2*deals {
		return
	}
	platforms := sectorClass("tech") | sectorClass("media") // what athletes post on, and who shows the match
	for i := range found {
		c := &found[i]
		if c.kind != byName || c.company >= 0 && (r.x.media[c.company] || r.sectorOf(c.company)&platforms != 0) || c.has(userAlways) || c.has(moneyOf) || c.has(roleOf) || c.has(employer) || c.has(nounBefore) || c.has(legalSuffix) {
			continue
		}
		c.addWeight(sportHere, -1, 3*weights[sportHere])
	}
}

// businessPage: where three companies are named without doubt, a fourth is
// rather meant than a fruit; a person or a place is as likely as anywhere.
func (r *reading) businessPage(found []candidate) {
	clear := map[int32]bool{}
	for i := range found {
		if c := &found[i]; c.kind == byName && c.company >= 0 && c.weight >= 2.5 && !r.x.media[c.company] {
			clear[c.company] = true
		}
	}
	if len(clear) < 3 {
		return
	}
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.hard || c.has(pageHere) {
			continue
		}
		a := &r.x.aliases[c.alias]
		if a.kind == byName && len(a.text) > 1 && r.doubtful(a) && (a.marks&(surname|given|place) == 0 || a.marks&likely != 0) {
			c.add(pageHere, -1)
		}
	}
}

// lists: what stands in a list with companies is one. It reports whether it
// changed anything.
func (r *reading) lists(found []candidate) bool {
	changed := false
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.hard || c.has(together) || c.kind == byPerson || !r.doubtful(&r.x.aliases[c.alias]) {
			continue
		}
		before, after := i-1, i+1 // others of the same place do not count
		for before >= 0 && found[before].from == c.from {
			before--
		}
		for after < len(found) && found[after].from == c.from {
			after++
		}
		for _, k := range [2]int{before, after} {
			if k < 0 || k >= len(found) {
				continue
			}
			o := &found[k]
			if o.weight <= 0 && r.alikes(c, o) {
				if r.actTogether(c, o) {
					c.add(together, int(o.from))
					c.add(verbAfter, int(max(c.to, o.to)))
				} else {
					c.addWeight(together, int(o.from), weights[together]*0.6)
				}
				r.listGoesOn(found, c, k)
				changed = true
				break
			}
			if o.weight <= 0 || o.kind == byPerson || o.company == c.company && o.alias == c.alias || r.of[o.from] != r.of[c.from] {
				continue
			}
			if r.x.aliases[c.alias].marks&paired != 0 && (o.company < 0 || r.sectorOf(o.company) != r.sectorOf(c.company)) {
				continue
			}
			if r.actsOn(c, o) {
				c.addWeight(together, int(o.from), weights[together]*0.6)
				changed = changed || c.weight > 0
				break
			}
			if r.owned(c, o) {
				c.add(together, int(o.from))
				changed = changed || c.weight > 0
				break
			}
			if r.listed(c, o) {
				c.add(together, int(o.from))
				r.listGoesOn(found, c, k)
				if c.from < o.from && c.weight <= 0 && o.alias >= 0 && (r.doubtful(&r.x.aliases[o.alias]) || r.x.aliases[c.alias].marks&(surname|given) == 0 || r.sectorOf(c.company) == r.sectorOf(o.company)) && r.actTogether(c, o) {
					c.add(verbAfter, int(o.to))
				}
				changed = changed || c.weight > 0
				break
			}
		}
	}
	return changed
}

// listGoesOn lifts a name in a list that goes on after found[k] to a sure company, the
// more so when it is of their trade.
func (r *reading) listGoesOn(found []candidate, c *candidate, k int) {
	o := &found[k]
	if o.from < c.from || c.company < 0 {
		return
	}
	same := o.company >= 0 && r.sectorOf(c.company) != 0 && r.sectorOf(c.company) == r.sectorOf(o.company)
	if !same && r.x.aliases[c.alias].marks&(surname|given|place) != 0 || !r.furtherSure(found, k) {
		return
	}
	w := weights[pageHere]
	if same {
		w *= 2.2
	}
	c.addWeight(pageHere, -1, w)
}

// furtherSure reports whether the list goes on after found[k] to a company that is
// sure: "Block, Stripe and PayPal".
func (r *reading) furtherSure(found []candidate, k int) bool {
	o := &found[k]
	for n := k + 1; n < len(found) && r.of[found[n].from] == r.of[o.from]; n++ {
		if found[n].from < o.to {
			continue
		}
		if !r.listed(o, &found[n]) {
			return false
		}
		if r.certain(&found[n]) && found[n].weight >= 2.5 || n > k && r.certain(&found[k]) && found[k].weight >= 2.5 {
			return true
		}
		o = &found[n]
	}
	return false
}

// alikes reports whether two names that both mean something else as well are
// of one trade and listed together: "Delta and United".
func (r *reading) alikes(a, b *candidate) bool {
	if b.alias < 0 || b.hard || a.kind != byName || b.kind != byName || a.company < 0 || b.company < 0 || a.company == b.company ||
		r.sectorOf(a.company) == 0 || r.sectorOf(a.company) != r.sectorOf(b.company) || r.of[a.from] != r.of[b.from] {
		return false
	}
	people := (r.x.aliases[a.alias].marks | r.x.aliases[b.alias].marks) & (surname | given)
	return (people == 0 || r.actTogether(a, b)) && r.listed(a, b)
}

// listed reports whether only a comma, "et" or the like stands between two
// candidates.
func (r *reading) listed(a, b *candidate) bool {
	from, to := a.to, b.from
	if from > to {
		from, to = b.to, a.from
	}
	if to-from > 3 || to <= from {
		return false
	}
	marks := 0
	for i := from; i < to; i++ {
		t := &r.tokens[i]
		if t.shape&word == 0 {
			switch r.source(int(i))[t.start] {
			case ',', '/', '-', '&':
				marks++
				continue
			}
			return false
		}
		if t.class&and != 0 {
			marks++
			continue
		}
		if t.class&(of|det|at) == 0 || t.class&(verb|noun) != 0 {
			return false
		}
	}
	return marks > 0
}

// otherCompanies: a person points to a company only when no other company is
// tied to the person in the sentence.
func (r *reading) otherCompanies(found []candidate) {
	named := map[int32]bool{}
	for i := range found {
		if found[i].weight > 0 && found[i].kind != byPerson {
			named[found[i].company] = true
		}
	}
	for i := range found {
		c := &found[i]
		if c.kind != byPerson || c.alias < 0 || named[c.company] {
			continue
		}
		for k := range found {
			o := &found[k]
			if o.kind != byPerson && o.weight > 0 && o.company != c.company && r.of[o.from] == r.of[c.from] && !r.medium(o) {
				c.add(otherCompany, int(o.from))
				break
			}
		}
		// A surname alone, without the full name or the company, is anybody.
		if r.x.aliases[c.alias].marks&single != 0 {
			full := false
			for k := range found {
				full = full || found[k].company == c.company && found[k].kind == byPerson && found[k].alias >= 0 &&
					r.x.aliases[found[k].alias].marks&single == 0 && found[k].weight > 0
			}
			if !full {
				c.dead = true
			}
		}
	}
}
