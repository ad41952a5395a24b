package companies

import "strings"

// weigh gives a candidate the weights of what it is and what stands beside it.
func (r *reading) weigh(c *candidate) {
	if c.alias < 0 {
		c.add(tickerForm, int(c.from))
		c.fixed = c.weight
		return
	}
	a := &r.x.aliases[c.alias]
	if a.marks&sure != 0 {
		c.add(userAlways, int(c.from))
	}
	r.start(c, a)
	r.inSmall(c, a)
	r.before(c, a)
	r.after(c, a)
	r.around(c, a)
	r.bareSubject(c, a)
	r.byDefault(c, a)
	if p, s := int(c.from)-1, r.of[c.from]; r.doubtful(a) && r.is(p, s, '"') && r.is(int(c.to), s, '"') {
		c.add(quotedName, p)
	}
	if k := r.humanWord(c, a); k >= 0 && !c.has(legalSuffix) && !c.has(tickerAfter) && !c.has(roleOf) && !c.has(moneyOf) {
		c.add(humanNear, k)
		c.hard = true
	}
	if r.byword(c, a) && !c.has(shopHere) && !c.has(legalSuffix) && !c.has(tickerAfter) {
		c.add(byword, int(c.from)-1)
		c.hard = true
	}
	if r.streetName(c, a) {
		c.addWeight(placeNear, int(c.from)-2, 2*weights[placeNear])
		c.hard = true
	}
	if k, q := r.notItself(c, a); k >= 0 {
		c.add(q, k)
		c.hard = true
	}
	if k := r.townIn(c); k >= 0 && a.kind == byName {
		c.addWeight(placeNear, k, 2*weights[placeNear])
		c.hard = true
	}
	if r.doubtful(a) {
		if k := r.regiment(c, a); k >= 0 {
			c.add(soldiers, k)
			c.hard = true
		}
	}
	r.market(c, a)
	r.shortLine(c, a)
	if a.kind == byName && a.marks&(place|single|likely) == place|single && r.tokens[c.from].class&geo != 0 && (c.has(verbAfter) || c.has(auxVerb)) &&
		!c.has(needed) && !c.has(sectorNear) && !c.has(firmLife) && !c.has(itsOwn) {
		c.add(placeNear, int(c.from)) // countries raise rates and beat others, too
	}
	c.fixed = c.weight
}

// open reports whether the alias needs evidence in this language.
func (r *reading) open(a *compiled) (open, blind bool) {
	if a.marks&ambiguous == 0 {
		return false, false
	}
	words := a.marks & (wordFr | wordEn)
	if words == 0 || a.marks&(place|surname|given|acronym) != 0 {
		return true, false
	}
	switch r.lang {
	case french:
		return true, words&wordFr == 0
	case english:
		return true, words&wordEn == 0
	}
	return true, false
}

// start is what the alias weighs by itself.
func (r *reading) start(c *candidate, a *compiled) {
	open, blind := r.open(a)
	one := a.marks&single != 0
	at := int(c.from)
	switch {
	case blind && a.kind == byName:
		c.add(blindName, at)
	case a.kind == byProduct && open:
		c.add(openProduct, at)
	case a.kind == byProduct:
		c.add(clearProduct, at)
	case a.kind == byPerson && open:
		c.add(openPerson, at)
	case a.kind == byPerson && one:
		c.add(clearSurname, at)
	case a.kind == byPerson:
		c.add(clearPerson, at)
	case a.marks&remote != 0 && open:
		c.add(remoteName, at)
	case a.marks&remote != 0:
		c.add(remotePhrase, at)
	case open && one && a.marks&likely != 0:
		c.add(likelyName, at)
	case open && one:
		c.add(openName, at)
	case open && a.marks&likely != 0:
		c.add(likelyName, at)
	case open:
		c.add(openPhrase, at)
	case one:
		c.add(clearName, at)
	default:
		c.add(clearPhrase, at)
	}
}

// doubtful: the alias is weighed by everything around it; a clear name is not
// talked out of being one by an article or a capital.
func (r *reading) doubtful(a *compiled) bool {
	open, _ := r.open(a)
	return open || a.marks&remote != 0
}

// before is what stands before the name.
func (r *reading) before(c *candidate, a *compiled) {
	i, s := int(c.from), r.of[c.from]
	t := &r.tokens[i]
	p := i - 1
	doubtful := r.doubtful(a)
	if t.shape&(opens|upper) == opens|upper && doubtful && a.capital&^1 == 0 && a.strict == 0 {
		if r.lang == either || a.marks&wordFr != 0 && r.lang == french || a.marks&wordEn != 0 && r.lang == english || a.marks&(wordFr|wordEn) == 0 && a.marks&(surname|given|place|acronym|remote|likely) != 0 {
			c.add(firstWord, i)
		}
	}
	if t.shape&titled != 0 && doubtful && t.shape&caps == 0 {
		c.add(titleLine, i)
	}
	if (t.shape&opens == 0 || a.capital&^1 != 0) && t.shape&titled == 0 && doubtful && (t.shape&upper != 0 || a.capital&1 == 0) && r.capitalTells(c, a) {
		c.add(capital, i)
		// Within a sentence nobody writes a noun so, unless the names beside it do.
		if r.plainNoun(c, a) && r.plainAround(c) {
			c.add(plainText, i)
		}
	}
	if !r.in(p, s) || t.shape&cut != 0 {
		return
	}
	// Quotation marks and brackets right before do not count.
	if r.tokens[p].shape&word == 0 && (r.is(p, s, '"') || r.is(p, s, '(')) {
		p--
		if !r.in(p, s) {
			return
		}
	}
	b := &r.tokens[p]
	if b.shape&word == 0 {
		if r.is(p, s, '-') && t.shape&tight != 0 && r.in(p-1, s) && r.tokens[p-1].shape&word != 0 {
			if r.tokens[p-1].shape&upper != 0 && doubtful {
				c.add(priorName, p-1)
				if t.end-t.start == 1 { // "Bre-X"
					c.addWeight(nameBefore, p-1, 3*weights[nameBefore])
					c.hard = true
				}
			}
			return
		}
		if r.is(p, s, '.') && r.in(p-1, s) && r.tokens[p-1].shape&upper != 0 && r.tokens[p-1].end-r.tokens[p-1].start <= 2 && a.marks&single != 0 && a.kind == byName {
			c.add(nameBefore, p-1) // "J. Ford", "M. Carrefour"
			c.hard = true
			return
		}
		r.nounNear(c, a, p, s)
		return
	}
	if lit := r.literal(p); r.lang == french && doubtful && (lit == "À" || lit == "A" || lit == "à" && b.shape&opens != 0) {
		c.add(placeNear, p) // "À Orange, la mairie…"
		c.hard = true
	}
	if b.shape&elided != 0 && doubtful && t.shape&apos == 0 && b.class&det == 0 {
		c.add(elidedName, p)
	}
	single := a.marks&single != 0
	switch {
	case a.kind == byPerson:
	case b.class&at != 0 && (r.lang != english || b.class&of == 0):
		c.add(employer, p)
	case single && b.shape&upper != 0 && b.class&noun == 0 && !r.clear(a) && (b.class&person != 0 ||
		a.marks&surname != 0 && b.class == 0 && b.shape&(caps|titled|tight) == 0):
		w := weights[nameBefore]
		if c.has(blindName) {
			w *= 1.5 // a first name is one in any language
		}
		c.addWeight(nameBefore, p, w)
		c.hard = true
		return
	case single && !r.clear(a) && particle(r.literal(p)) && r.in(p-1, s) && r.tokens[p-1].shape&upper != 0 && r.tokens[p-1].class&person != 0 && r.tokens[p-1].class&geo == 0:
		c.add(nameBefore, p-1) // "Alix de Rothschild"
		c.hard = true
		return
	case single && a.marks&surname != 0 && b.shape&upper == 0 && foreignParticle(r.literal(p)):
		c.add(nameBefore, p) // "dos Santos"
		c.hard = true
		return
	case single && b.class&title != 0 && (b.shape&upper != 0 || r.lang == french) && !r.clear(a):
		c.add(titleBefore, p)
		c.hard = true
		return
	}
	if b.class&placeNoun != 0 && b.shape&(upper|caps) != b.shape&caps|upper && doubtful && !r.ownWord(a, p) {
		c.add(placeNear, p)
		c.hard = true
	}
	if doubtful {
		if lit := r.literal(p); r.lang != french && a.kind == byName && (a.marks&place == 0 || a.marks&wordEn != 0) && (lit == "at" || lit == "At") {
			c.add(atName, p)
		}
		r.network(c, a, p)
		if k := r.doneFor(p); k >= 0 && a.kind == byName {
			w := weights[moneyOf]
			if a.marks&(surname|given) != 0 && a.marks&likely == 0 {
				w *= 0.6
			}
			c.addWeight(moneyOf, k, w)
		}
		if acquiring(r.literal(p)) && b.shape&upper == 0 && a.kind == byName {
			c.add(moneyOf, p)
		}
	}
	// Step over an article or preposition: "le groupe Orange", "le PDG d'Orange",
	// "the maker of Mars".
	k := p
	if r.tokens[k].class&(of|det) != 0 {
		k--
		for k >= 0 && r.in(k, s) && r.tokens[k].class&(of|det) != 0 {
			k--
		}
	}
	if r.in(k, s) && r.tokens[k].shape&word != 0 {
		cl := r.tokens[k].class
		switch {
		case k < p && cl&role != 0:
			c.add(roleOf, k)
		case k < p && cl&money != 0:
			c.add(moneyOf, k)
		case k == p && cl&noun != 0 && cl&placeNoun == 0:
			c.add(nounBefore, k)
		case k < p && cl&noun != 0:
			c.add(nounNear, k)
		case k < p && cl&(placeNoun|venue) != 0 && doubtful:
			c.add(placeNear, k)
		default:
			r.nounNear(c, a, k, s)
		}
	}
	if !doubtful {
		return
	}
	if b.class&det != 0 && b.shape&elided == 0 && b.class&of == 0 {
		c.add(article, p)
	} else if b.class&det != 0 && b.shape&elided != 0 {
		c.add(article, p)
		if r.lang == french && a.marks&wordFr != 0 && a.kind == byName {
			c.addWeight(article, p, weights[article]) // "l'Oracle" is no company's name
		}
	}
	if b.shape&opens != 0 && r.unknownName(p) && single && a.kind == byName {
		c.add(priorName, p) // "Heath Ledger"
	}
	if b.shape&upper != 0 && b.shape&(opens|titled) == 0 && b.class&(noun|role|function|and|suffix) == 0 && b.shape&tight == 0 && !c.has(nounBefore) {
		c.add(priorName, p)
	}
}

// clear aliases keep their meaning after a first name: "Jeff Amazon" is rare.
func (r *reading) clear(a *compiled) bool {
	return a.marks&(ambiguous|remote|single) == 0
}

// nounNear looks for a company noun up to four words before.
func (r *reading) nounNear(c *candidate, a *compiled, from int, s int32) {
	if !r.doubtful(a) {
		return
	}
	for k, steps := from, 0; steps < 4 && r.in(k, s); k, steps = k-1, steps+1 {
		t := &r.tokens[k]
		if t.shape&word == 0 {
			switch r.source(k)[t.start] {
			case '.', ';', ':', '?':
				return
			}
			continue
		}
		if t.class&verb != 0 && t.class&noun == 0 {
			return
		}
		if t.class&noun != 0 && t.class&placeNoun == 0 {
			c.add(nounNear, k)
			return
		}
	}
}

// after is what stands after the name.
func (r *reading) after(c *candidate, a *compiled) {
	j, s := int(c.to), r.of[c.from]
	doubtful := r.doubtful(a)
	if !r.in(j, s) {
		return
	}
	t := &r.tokens[j]
	if t.shape&word == 0 {
		r.afterMark(c, a, j, s, doubtful)
		return
	}
	if t.shape&apos != 0 && t.shape&tight != 0 && j == int(c.to) && r.lang != french && t.end-t.start == 1 {
		if doubtful && t.shape&titled == 0 && !(r.in(j+1, s) && r.tokens[j+1].class&det != 0) && (a.marks&(surname|given) == 0 || r.nounWithin(j+1, s, c.company)) {
			c.add(possessive, j)
		}
		j++
		if !r.in(j, s) {
			return
		}
		if r.tokens[j].class&(role|money) != 0 {
			c.add(moneyOf, j)
		}
		return
	}
	if t.class&suffix != 0 && t.shape&upper != 0 || r.form(j) > 0 {
		c.add(legalSuffix, j)
		return
	}
	if a.kind == byPerson {
		return
	}
	if r.firstName(c, a, j) || r.stranger(c, a, j) {
		c.add(nameBefore, j) // "Mercedes Amato"
		c.addWeight(nameBefore, j, weights[nameBefore])
		c.hard = true
		return
	}
	if t.class&venue != 0 && t.shape&upper != 0 {
		if doubtful || a.marks&single != 0 {
			c.add(venueAfter, j)
			c.hard = true
		}
		return
	}
	if !doubtful {
		return
	}
	if t.shape&upper != 0 && t.shape&(caps|titled) == 0 {
		if t.class&(legalWord) != 0 && r.lang == english || t.class&suffix != 0 {
			c.add(nounNear, j)
		} else if t.class&(function|verb|role) == 0 && t.shape&apos == 0 {
			c.add(nextName, j)
		}
		return
	}
	if r.lang == english && c.company >= 0 && t.class&r.sectorOf(c.company) != 0 && r.sense(j)&telling != 0 && a.kind == byName && t.shape&apos == 0 && !c.has(ownThing) {
		c.add(ownThing, j) // "Delta flights"
	}
	// After a preposition or "to oust" it is not the name that acts.
	p := int(c.from) - 1
	acts := !r.in(p, s) || r.tokens[p].class&prep == 0 && !(r.in(p-1, s) && r.literal(p-1) == "to" && r.tokens[p].shape&(word|upper) == word)
	switch {
	case !acts && t.class&(aux|verb) != 0 && t.class&(role|money|noun) == 0:
	case t.class&aux != 0 && a.marks&wordEn != 0 && strings.HasSuffix(a.text, "s") && (r.literal(j) == "are" || r.literal(j) == "were"):
		// "Boots are sold out": several of them.
	case t.class&aux != 0:
		for k := j + 1; k < j+5 && r.in(k, s); k++ {
			u := &r.tokens[k]
			if u.shape&word == 0 || u.shape&upper != 0 {
				break
			}
			if r.outage(c, k) {
				c.add(auxVerb, k)
				c.add(sayAfter, k)
				return
			}
			if u.class&(verb|base) != 0 || r.lang == french && k == j+1 && infinitive(r.literal(k)) || r.lang == french && r.has(j) && participle(r.literal(k)) {
				r.acting(c, a, auxVerb, k)
				return
			}
			if u.class&(adverb|aux) == 0 && !(u.shape&apos != 0 && r.literal(k) == "t") {
				break
			}
		}
		if a.marks&given == 0 && r.hasMany(j) {
			c.add(verbAfter, j)
			c.add(sayAfter, j)
			return
		}
		c.add(auxAlone, j)
	case t.class&(role|money) != 0 && r.lang != french:
		c.add(moneyOf, j)
	case acts && t.class&verb != 0 && !r.undergone(j) && !r.infinitiveNoun(c, j) && !(a.marks&(wordFr|wordEn) != 0 && r.passive(c)):
		r.acting(c, a, verbAfter, j)
	case acts && r.lang == french && a.marks&(surname|given) == 0 && futureVerb(r.literal(j)):
		c.add(verbAfter, j)
	case t.class&noun != 0 && r.lang == english:
		c.add(nounNear, j)
	case t.class&adverb != 0 && r.in(j+1, s) && r.tokens[j+1].class&verb != 0:
		c.add(verbAfter, j+1)
	}
}

// infinitiveNoun: "Target stores", "Shell shares" are names; "Orange says" is
// not about the fruit. But "Visa offers" at the start of a headline in capitals
// may be a noun with a noun, as are "alphabet blocks littered the floor".
func (r *reading) infinitiveNoun(c *candidate, j int) bool {
	if r.tokens[j].shape&titled != 0 && r.tokens[j].class&noun != 0 {
		return true
	}
	if r.lang == french || !strings.HasSuffix(r.literal(j), "s") || !r.in(j+1, r.of[c.from]) {
		return false
	}
	// "Visa delays keep students away": a verb in the plural follows.
	switch r.literal(j + 1) {
	case "are", "were", "have", "will", "would", "can", "do":
		return true // "Brave faces were put on"
	case "back":
		return false // "Shell buys back shares"
	}
	return strings.HasSuffix(r.literal(j+1), "ed") && r.tokens[j+1].shape&upper == 0 || !r.x.onlyVerbs[r.tokens[j].id] && r.tokens[j+1].class&base != 0 && r.tokens[j+1].shape&upper == 0 && r.in(j+2, r.of[c.from]) && r.tokens[j+2].shape&word != 0
}

// afterMark: a bracket, comma or hyphen follows.
func (r *reading) afterMark(c *candidate, a *compiled, j int, s int32, doubtful bool) {
	switch r.source(j)[r.tokens[j].start] {
	case '(', '<':
		if n := r.ticker(j); n != nil {
			if n.company == c.company {
				c.add(tickerAfter, j+1)
			}
			return
		}
		if r.source(j)[r.tokens[j].start] == '<' && r.in(j+1, s) && r.tokens[j+1].shape&caps != 0 && r.tokens[j+1].shape&tight != 0 {
			c.add(tickerAfter, j+1)
			return
		}
		if r.in(j+1, s) && doubtful {
			if u := r.tokens[j+1]; u.class&noun != 0 {
				c.add(nounAfter, j+1)
			}
		}
	case ',':
		if r.in(j+1, s) && r.tokens[j+1].class&suffix != 0 {
			c.add(legalSuffix, j+1)
			return
		}
		if k := r.townAfter(j); k >= 0 && a.kind == byName && a.marks&single != 0 {
			c.addWeight(placeNear, k, 2*weights[placeNear])
			c.hard = true
			return
		}
		if !doubtful {
			return
		}
		if r.tokens[c.from].shape&opens != 0 && r.amongWords(j) {
			c.add(listedSmall, j+1)
			return
		}
		if lit := r.literal(min(j+1, len(r.tokens)-1)); (lit == "qui" || lit == "which") && r.in(j+2, s) && r.tokens[j+2].class&deed != 0 && a.marks&(surname|given) == 0 {
			c.add(nounAfter, j+2) // ", qui emploie 120 000 personnes"
		}
		if k := r.whose(j); k >= 0 && a.marks&(surname|given) == 0 && !r.placeLike(c, a) {
			c.add(nounAfter, k)
		}
		if k := r.apposition(c, j); k >= 0 {
			c.add(calledSo, k)
			return
		}
		for k := j + 1; k < j+6 && r.in(k, s); k++ {
			u := &r.tokens[k]
			if u.shape&word == 0 || u.class&(verb|and|role) != 0 && u.class&noun == 0 {
				break
			}
			if u.class&noun != 0 && u.shape&upper == 0 {
				c.add(nounAfter, k)
				break
			}
		}
	case '-':
		if doubtful && r.tokens[j].shape&tight != 0 && r.in(j+1, s) && r.tokens[j+1].shape&(tight|word) == tight|word {
			u := &r.tokens[j+1]
			switch {
			case u.shape&upper != 0:
				c.add(nextName, j+1)
			case r.ownerOf(j + 1):
				c.addWeight(compound, j+1, 1.5*weights[compound])
			case u.class&(verb|noun) != 0:
				c.add(compound, j+1)
			default:
				c.add(article, j+1)
			}
		}
	}
}
