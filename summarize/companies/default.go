package companies

import "strings"

// What grammar says of a name when no word beside it does: a plural that acts as
// one, a shop that has an article and a place, somebody who is spoken to.

// capitalTells reports whether a capital within a sentence speaks for the company:
// the word is otherwise a noun, or people and places of that name are the rarer sense.
func (r *reading) capitalTells(c *candidate, a *compiled) bool {
	if a.kind == byPerson {
		return false
	}
	if a.marks&(surname|place|given) == 0 || a.marks&(wordFr|wordEn) != 0 {
		return true
	}
	if a.marks&likely == 0 || a.marks&given != 0 || r.tokens[c.from].shape&opens != 0 || !r.plainAround(c) {
		return false
	}
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	t := &r.tokens[p]
	if t.shape&(elided|apos) != 0 || t.class&(venue|placeNoun) != 0 || r.in(j, s) && r.tokens[j].shape&apos != 0 {
		return false
	}
	switch r.literal(p) {
	case "de", "of", "du", "des":
		return false // "la partition de Legrand"
	case "pour", "for", "to", "from", "through", "par", "via":
		return a.marks&place == 0
	}
	return !r.whereAt(c)
}

// byWhom reports whether a preposition of who does it stands before a name: "by Gap".
func (r *reading) byWhom(c *candidate) bool {
	p := int(c.from) - 1
	if !r.in(p, r.of[c.from]) {
		return false
	}
	switch r.literal(p) {
	case "by", "with", "against", "than", "contre", "avec":
		return true
	}
	return false
}

// whereAt reports whether a preposition of place stands before a name, as it does
// before towns.
func (r *reading) whereAt(c *candidate) bool {
	p := int(c.from) - 1
	if !r.in(p, r.of[c.from]) {
		return false
	}
	switch strings.ToLower(r.literal(p)) {
	case "à", "en", "in", "near", "vers", "entre", "between", "jusqu", "outside", "around":
		return true
	}
	return false
}

// plainNoun reports whether an alias is a noun of the text's language and nothing else
// that is written with a capital.
func (r *reading) plainNoun(c *candidate, a *compiled) bool {
	if a.kind != byName || len(a.text) < 2 || a.marks&seldom != 0 || a.marks&(given|remote) != 0 || a.marks&surname != 0 && !r.wordHere(a) || r.placeLike(c, a) || a.marks&place != 0 && !r.byWhom(c) {
		return false
	}
	if a.marks&acronym != 0 {
		return r.tokens[c.from].shape&caps == 0 && a.capital != 0
	}
	return a.marks&(wordFr|wordEn) != 0
}

// byDefault weighs a name by the grammar of its sentence.
func (r *reading) byDefault(c *candidate, a *compiled) {
	if a.kind != byName || c.hard || !r.doubtful(a) {
		return
	}
	if k := r.agreesAsOne(c, a); k >= 0 && !c.has(bareSubject) {
		c.add(agrees, k)
	}
	if k := r.noSubject(c, a); k >= 0 && !c.has(bareSubject) && !c.has(agrees) {
		c.add(agrees, k)
	}
	if j := int(c.to); r.lang == english && r.in(j+1, r.of[c.from]) && (r.x.onPurpose[r.tokens[j].id] || r.literal(j) == "ran" && r.literal(j+1) == "out") && r.tokens[c.from].shape&(opens|titled) == opens && a.marks&(surname|given) == 0 && (a.marks&place == 0 || a.marks&likely != 0) &&
		!r.x.beings[r.tokens[c.from].id] && !c.has(sayAfter) && !c.has(bareSubject) && !c.has(agrees) && r.in(j+1, r.of[c.from]) && r.tokens[j+1].shape&word != 0 && !r.undergone(j) {
		if !c.has(verbAfter) {
			c.add(verbAfter, j)
		}
		c.add(sayAfter, j)
	}
	if k := r.premisesHere(c, a); k >= 0 && !c.has(nounBefore) && !c.has(nounNear) && !c.has(ownThing) {
		c.add(premisesOf, k)
		if c.has(article) && k > int(c.from) {
			c.addWeight(premisesOf, k, -weights[article])
		}
	}
	if k := r.shopAt(c, a); k >= 0 {
		c.add(shopHere, k)
		if c.has(article) {
			c.addWeight(shopHere, k, -weights[article])
		}
	}
	if k := r.addressed(c, a); k >= 0 {
		c.add(spokenTo, k)
	}
}

// agreesAsOne finds the verb in the singular after an English name that looks like
// a plural and opens its sentence: "Emirates stays", "Boots is closing"; -1 none.
func (r *reading) agreesAsOne(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang != english || a.marks&single == 0 || a.marks&(surname|given) != 0 || a.marks&(wordEn|likely) == 0 || !strings.HasSuffix(a.text, "s") || strings.HasSuffix(a.text, "ss") ||
		r.tokens[c.from].shape&(opens|titled) != opens || !r.in(j+1, s) || r.tokens[j].shape&(word|upper|apos) != word {
		return -1
	}
	switch a.text {
	case "Mars", "Sonos", "Genius", "Compass", "Lotus", "Zeus", "Atlas":
		return -1 // one anyway
	}
	t := &r.tokens[j]
	switch lit := r.literal(j); {
	case lit == "is", lit == "was", lit == "has":
		if r.tokens[j+1].class&det == 0 {
			return j
		}
	case t.class&verb != 0 && t.class&(noun|money|role|prep) == 0 && strings.HasSuffix(lit, "s") && !r.infinitiveNoun(c, j):
		return j
	case r.x.onlyVerbs[t.id], t.class == 0 && strings.HasSuffix(lit, "s") && r.tokens[j+1].class&(det|prep) != 0 && r.tokens[j+1].class&aux == 0:
		return j
	}
	return -1
}

// shops are the sectors whose companies one goes to.
const shops = "retail food hotel"

// keepsShops reports whether a company has shops or restaurants.
func (r *reading) keepsShops(company int32) bool {
	if company < 0 {
		return false
	}
	for s := range strings.FieldsSeq(shops) {
		if r.sectorOf(company) == sectorClass(s) {
			return true
		}
	}
	return false
}

// shopAt finds the article before the name of a chain within a sentence, which is
// then a shop of it: "au Leclerc de Bruz", "the Bala Spar", "a new Boots"; -1 none.
// A noun has no capital there, and a person or town no article.
func (r *reading) shopAt(c *candidate, a *compiled) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	t := &r.tokens[c.from]
	if a.marks&single == 0 || a.marks&given != 0 || !r.keepsShops(c.company) || t.shape&(titled|caps|opens) != 0 || t.shape&upper == 0 || !r.in(p, s) {
		return -1
	}
	if r.in(j, s) && r.tokens[j].shape&(word|upper) == word|upper {
		return -1
	}
	if r.lang == french {
		if a.marks&likely == 0 && a.marks&surname != 0 || a.marks&seldom != 0 {
			return -1
		}
		switch lit := r.literal(p); strings.ToLower(lit) {
		case "au":
			if r.in(j+1, s) && r.tokens[j].class&of != 0 && r.tokens[j+1].shape&(word|upper) == word|upper || a.marks&(wordFr|place) == 0 {
				return p
			}
		case "le", "du", "un":
			if a.marks&(surname|likely) == surname|likely && a.marks&(wordFr|place) == 0 {
				return p // nobody has an article before a family name
			}
			if r.in(j+1, s) && r.tokens[j].class&of != 0 && r.tokens[j+1].shape&(word|upper) == word|upper && r.tokens[p].shape&upper == 0 {
				return p // "le Leclerc de Bruz"
			}
		}
		return -1
	}
	if a.marks&surname != 0 && r.keepsShops(c.company) && r.tokens[p].class&det != 0 && r.tokens[p].shape&apos == 0 {
		switch strings.ToLower(r.literal(p)) {
		case "the", "a", "our":
			if r.in(j, s) && r.tokens[j].shape&(word|apos) == word && r.tokens[j].class&(prep|verb|aux) != 0 {
				return p // "the Costa by the station": nobody has an article
			}
		}
	}
	if a.marks&(surname|seldom) != 0 || r.placeLike(c, a) {
		return -1
	}
	// "the Bala Spar", "our nearest Boots": step over one word.
	k := p
	if r.tokens[k].class&det == 0 && r.tokens[k].shape&word != 0 && r.in(k-1, s) {
		k--
	}
	town := r.in(j+1, s) && (r.literal(j) == "in" || r.literal(j) == "at" || r.literal(j) == "on" || r.literal(j) == "near") && r.tokens[j+1].shape&(word|upper) == word|upper
	switch lit := strings.ToLower(r.literal(k)); lit {
	case "the", "a", "an", "our", "their":
		if k < p && r.tokens[p].shape&upper != 0 {
			if r.tokens[p].class&(person|title) == 0 {
				return k
			}
			return -1
		}
		return k
	case "last", "nearest", "local", "every", "new", "only":
		if town || k < p {
			return k
		}
	}
	switch strings.ToLower(r.literal(p)) {
	case "last", "nearest", "local", "new", "only":
		if town {
			return p
		}
	}
	return -1
}

// addressed finds the word for whoever is spoken to, right after a name that opens
// its sentence and a comma: "Peloton, if you read this"; -1 none.
func (r *reading) addressed(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if a.marks&(surname|given|place) != 0 || r.tokens[c.from].shape&(opens|titled) != opens || !r.is(j, s, ',') {
		return -1
	}
	for k := j + 1; k < j+4 && r.in(k, s); k++ {
		switch strings.ToLower(r.literal(k)) {
		case "you", "vous":
			if k > j+1 { // "if you read this"
				return k
			}
		case "your", "please", "votre", "vos":
			return k
		}
	}
	return -1
}

// toldApart reports whether an article that writes the word small writes it with a
// capital within a sentence: "a row on the subway, outside Subway". Months and towns
// are written so as well.
func (r *reading) toldApart(c *candidate, a *compiled) bool {
	t := &r.tokens[c.from]
	if t.shape&(upper|opens|titled|caps) != upper || a.marks&(surname|given) != 0 || r.x.towns[t.id] && a.marks&place == 0 || a.marks&place != 0 && !r.topicAfterColon(c) || a.kind != byName {
		return false
	}
	if c.has(priorName) || a.marks&seldom != 0 && !c.has(shopHere) {
		return false // "the London Marathon"
	}
	return !r.in(int(c.to), r.of[c.from]) || r.tokens[c.to].shape&(word|upper) != word|upper
}

// topicAfterColon reports whether a name begins what follows a colon, and acts.
func (r *reading) topicAfterColon(c *candidate) bool {
	return r.is(int(c.from)-1, r.of[c.from], ':') && r.acts(c)
}

// actsUponNamesake reports whether the person at token i, named in full, does
// something to what has the same name in the clause, and so is not meant by it: "Doug
// Ford begs Ford to stay".
func (r *reading) actsUponNamesake(c *candidate, i int) bool {
	p := int(c.from) - 1
	if r.of[i] != r.of[c.from] || i >= p || p-i > 8 || r.lang == french && r.tokens[p].class&det == 0 && r.tokens[p].class&prep == 0 && r.tokens[p].class&(verb|base) == 0 {
		return false
	}
	acts := false
	for k := i + 2; k <= p; k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 || t.class&and != 0 || t.shape&upper != 0 {
			return false
		}
		switch r.literal(k) {
		case "that", "que", "qu", "who", "qui", "as", "when", "where", "if", "is", "was", "est", "était":
			return false
		}
		acts = acts || t.class&(verb|base|prep) != 0 || strings.HasSuffix(r.literal(k), "s") && t.class&noun == 0
	}
	return acts
}

// afterWhere reports whether the comma at i ends the words of time and place that
// open a sentence: "À Dole, Orange ferme", "In March, Next opens". Nothing but a
// preposition and a name, a number or one noun stands before it.
func (r *reading) afterWhere(i int, s int32) bool {
	if !r.is(i, s, ',') {
		return false
	}
	first := int(r.bounds[s].from)
	if i-first > 8 || i-first < 2 || r.tokens[first].shape&opens == 0 {
		return false
	}
	switch r.literal(first) {
	case "À", "A", "En", "Dans", "Depuis", "Sur", "Pour", "In", "At", "On", "After", "Before", "Since", "Après", "Avant":
	default:
		return false
	}
	for k := first + 1; k < i; k++ {
		if r.is(k, s, ',') || r.tokens[k].class&(verb|aux) != 0 && r.tokens[k].shape&upper == 0 && r.tokens[k].class&(noun|prep|of|det) == 0 {
			return false
		}
	}
	return true
}

// doneByFirms lifts a name that opens its sentence and undergoes what a sure company
// does: "Camaïeu ressuscité par Celio", "Slack is bought by Salesforce".
func (r *reading) doneByFirms(found []candidate) {
	for i := range found {
		c := &found[i]
		if c.alias < 0 || c.company < 0 || c.kind != byName || c.hard || c.weight >= 2.5 || !r.doubtful(&r.x.aliases[c.alias]) || r.tokens[c.from].shape&(opens|titled) != opens ||
			r.x.aliases[c.alias].marks&(given|surname) != 0 || r.placeLike(c, &r.x.aliases[c.alias]) {
			continue
		}
		s, j := r.of[c.from], int(c.to)
		if r.in(j, s) && r.tokens[j].class&aux != 0 {
			j++
		}
		if !r.in(j+1, s) || r.tokens[j].shape&(word|upper) != word || !participle(r.literal(j)) && !befallenBy(r.literal(j)) || r.literal(j+1) != "par" && r.literal(j+1) != "by" {
			continue
		}
		for k := i + 1; k < len(found) && int(found[k].from) <= j+3; k++ {
			if o := &found[k]; r.sureOther(c, o) && int(o.from) >= j+2 {
				c.add(byFirm, int(o.from))
				break
			}
		}
	}
}

// wordHere reports whether an alias is a noun of the text's language.
func (r *reading) wordHere(a *compiled) bool {
	return r.lang == french && a.marks&wordFr != 0 || r.lang == english && a.marks&wordEn != 0
}

// noSubject finds the verb after an English name that opens its sentence and as a word
// could not have one: "Next is leaving", "Wise took a week"; -1 none.
func (r *reading) noSubject(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	t := &r.tokens[c.from]
	if r.lang != english || !r.x.noSubjects[t.id] || t.shape&(opens|titled) != opens || !r.in(j+1, s) || r.tokens[j].shape&(word|upper|apos) != word || r.bounds[s].classes&sport != 0 {
		return -1
	}
	v, u := &r.tokens[j], &r.tokens[j+1]
	lit := r.literal(j)
	number := r.literal(int(c.from)) == "Three"
	switch {
	case lit == "is" || lit == "has" || lit == "was":
		if u.shape&(word|upper) != word || u.class&det != 0 || u.class&prep != 0 && !number {
			return -1 // "Next is the turn of"
		}
		if w := r.literal(j + 1); strings.HasSuffix(w, "ing") || participle(w) || u.class&(verb|base) != 0 || u.class&adverb != 0 || w == "down" || w == "not" || w == "been" {
			return j
		}
	case number:
		if r.x.onlyVerbs[v.id] || v.class&verb != 0 && v.class&(noun|money) == 0 && strings.HasSuffix(lit, "s") {
			return j
		}
	case lit == "came" || lit == "comes" || lit == "went" || lit == "up" || lit == "goes" || lit == "follows" || lit == "followed" || lit == "stood" || lit == "said" && t.id == 0:
		return -1 // "Next came the horses"
	case lit == "will" || lit == "would":
		if u.class&(base|verb) != 0 && u.shape&upper == 0 {
			return j
		}
	case r.x.onlyVerbs[v.id], r.x.onPurpose[v.id], v.class&verb != 0 && v.class&(noun|money|role|prep|adverb) == 0 && (u.class&(det|prep|adverb) != 0 || u.shape&digit != 0 || counting(r.literal(j+1)) || pronoun(r.literal(j+1)) || r.literal(j+1) == "my" || r.literal(j+1) == "me"):
		if r.tokens[j].class&base == 0 || strings.HasSuffix(lit, "s") || strings.HasSuffix(lit, "ed") {
			return j
		}
	case v.class&(noun|prep|det|function) == 0 && strings.HasSuffix(lit, "ed") && u.class&det != 0 && u.class&of == 0:
		return j
	}
	return -1
}

// premisesHere finds what one goes to or gets from a shop or service, beside its name
// within a sentence: "le parking de But", "the Shell garage"; -1 none.
func (r *reading) premisesHere(c *candidate, a *compiled) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	t := &r.tokens[c.from]
	if t.shape&(upper|opens|titled) != upper || a.marks&given != 0 || r.placeLike(c, a) && a.marks&likely == 0 {
		return -1
	}
	if r.lang == french {
		if r.in(p-1, s) && (r.literal(p) == "de" || r.literal(p) == "d") && r.tokens[p-1].shape&upper == 0 && r.x.premises[french][r.tokens[p-1].id] &&
			!(r.in(j, s) && r.tokens[j].shape&(word|upper) == word|upper) {
			return p - 1
		}
		return -1
	}
	if r.lang == english && a.marks&surname == 0 && r.in(j, s) && r.tokens[j].shape&(word|upper|apos) == word && r.x.premises[english][r.tokens[j].id] && r.in(p, s) && r.tokens[p].shape&apos == 0 &&
		!(r.tokens[p].shape&upper != 0 && r.tokens[p].shape&opens == 0) {
		return j
	}
	return -1
}

// plainly reports whether a name that otherwise counts only beside another company is
// told by its sentence alone: a shop with an article where the word stands small, too,
// what nobody but a firm does, or who is sued.
func (r *reading) plainly(c *candidate) bool {
	marks := r.x.aliases[c.alias].marks
	switch {
	case c.has(shopHere) && c.has(toldApart), c.has(agrees), c.has(premisesOf) && marks&(place|surname|seldom) == 0:
		return true
	case c.has(bareSubject) && c.has(sectorNear):
		return !c.has(sportHere)
	}
	return c.has(moneyOf) && c.has(capital) && marks&(seldom|place|surname) == 0
}
