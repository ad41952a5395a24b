package companies

import "strings"

// What the rest of an article says of an ambiguous name: the next sentence
// calls it "the operator", its chief executive speaks two paragraphs later,
// its competitors are there. The more so when the name acts.

// elsewhere gives ambiguous names what the article says of them.
func (r *reading) elsewhere(found []candidate) {
	people := map[int32]int32{}         // by company: the token of a person of it
	peers := map[class]map[int32]bool{} // by sector: companies that are sure
	doubt := false
	for i := range found {
		c := &found[i]
		switch {
		case c.company < 0 || c.hard:
		case c.kind == byPerson && c.weight >= 2.5 && c.alias >= 0 && r.x.aliases[c.alias].marks&(ambiguous|single) == 0:
			people[c.company] = c.from
		case c.kind == byName && c.weight >= 2.5 && !r.x.media[c.company]:
			s := r.sectorOf(c.company)
			if peers[s] == nil {
				peers[s] = map[int32]bool{}
			}
			peers[s][c.company] = true
		}
		doubt = doubt || r.lifted(c)
	}
	r.callings(found)
	if !doubt {
		return
	}
	other := map[int32]bool{} // aliases that are a place or a person in the article
	for i := range found {
		if c := &found[i]; c.alias >= 0 && (c.has(placeNear) || c.has(nameBefore) || c.has(titleBefore) || c.has(personHere)) {
			other[c.alias] = true
		}
	}
	for i := range found {
		c := &found[i]
		if !r.lifted(c) {
			continue
		}
		acts := r.acts(c)
		before := c.weight
		if c.called >= 0 {
			c.add(calledSo, int(c.called))
		}
		if other[c.alias] && c.weight == before {
			continue
		}
		marks := r.x.aliases[c.alias].marks
		if at, ok := people[c.company]; ok && (acts || marks&place == 0) {
			c.add(personKnown, int(at))
		}
		if s := r.sectorOf(c.company); s != 0 && len(peers[s]) >= 2 && !peers[s][c.company] && marks&(surname|given) == 0 && (acts || !c.has(firstWord)) {
			c.add(peersHere, -1)
		}
		if (c.weight > before || marks&likely != 0 && marks&(place|surname) == 0 && !c.has(verbAfter) && !c.has(auxVerb)) && acts && !c.has(actsHere) {
			c.add(actsHere, int(c.to))
		}
	}
}

// callings finds which names the text goes on to call by their trade.
func (r *reading) callings(found []candidate) {
	for i := range found {
		c := &found[i]
		c.called = -1
		if c.alias >= 0 && c.company >= 0 && c.kind == byName && !c.hard && (r.acts(c) || r.topic(c)) {
			c.called = int32(r.calledAfter(found, i))
			if r.x.aliases[c.alias].marks&place != 0 || r.x.towns[r.tokens[c.from].id] {
				if k := r.placeAfter(c); k >= 0 {
					c.add(placeNear, k)
					c.called, c.hard = -1, true
				}
			}
		}
	}
}

// lifted reports whether a candidate is one the rest of the article decides.
func (r *reading) lifted(c *candidate) bool {
	return c.alias >= 0 && c.company >= 0 && c.kind == byName && !c.hard && r.doubtful(&r.x.aliases[c.alias]) && c.weight < 2.5
}

// acts reports whether a name begins its sentence and does something: a verb
// follows, or a word with an article after it, which only a verb has. Words
// that only are something ("Orange est la couleur") do not act.
func (r *reading) acts(c *candidate) bool {
	s, j := r.of[c.from], int(c.to)
	t := &r.tokens[c.from]
	if t.shape&opens == 0 && !r.is(int(c.from)-1, s, ':') && !r.is(int(c.from)-1, s, ';') && !r.afterWhere(int(c.from)-1, s) || t.shape&titled != 0 {
		return false
	}
	// "Ford, de son côté, maintient": step over what stands between commas.
	if r.is(j, s, ',') {
		for k := j + 1; k < j+7 && r.in(k, s); k++ {
			if r.is(k, s, ',') {
				j = k + 1
				break
			}
		}
	}
	if !r.in(j, s) || r.tokens[j].shape&(word|upper) != word {
		return false
	}
	// "Ramp now handles": step over an adverb.
	if t := &r.tokens[j]; r.lang != french && t.class&adverb != 0 && t.class&(aux|verb|prep|of) == 0 && r.in(j+1, s) && r.tokens[j+1].shape&(word|upper) == word {
		j++
	}
	a := &r.x.aliases[c.alias]
	v := &r.tokens[j]
	next := j + 1
	plural := r.lang != french && strings.HasSuffix(a.text, "s")
	lit := r.literal(j)
	switch {
	case plural && (lit == "are" || lit == "were" || lit == "have"):
		return false
	case v.class&aux != 0:
		is := false
		for r.in(next, s) && r.tokens[next].class&(aux|adverb) != 0 && r.tokens[next].class&(verb|base) == 0 {
			is = is || r.literal(next) == "est" || r.literal(next) == "était" || r.literal(next) == "sont"
			next++
		}
		if !r.in(next, s) || r.tokens[next].shape&(word|upper) != word || r.tokens[next].class&det != 0 {
			return false // "is a colour", "est la couleur"
		}
		u := r.literal(next)
		return r.tokens[next].class&(verb|base) != 0 || participle(u) || r.lang == french && (infinitive(u) || v.shape&elided != 0 && !is || lit == "s") ||
			r.lang != french && strings.HasSuffix(u, "ing") || lit == "will" || lit == "has" || lit == "had"
	case v.class&verb != 0:
		return !r.passive(c) && !r.undergone(j) && !r.infinitiveNoun(c, j) && !(r.lang == french && strings.HasSuffix(lit, "é"))
	case r.lang == french && futureVerb(lit):
		return true
	case v.class&(det|prep|of|and|noun|placeNoun|function) != 0 || participle(lit) && r.lang == french:
		return false
	case r.lang != french && !strings.HasSuffix(lit, "s") && !strings.HasSuffix(lit, "ed"):
		return false
	}
	if r.lang == french && pastHistoric(lit) {
		return false
	}
	// "quitte la vallée", "souffre aussi", "drops its name", "stops using"
	if !r.in(next, s) || r.tokens[next].shape&word == 0 {
		return false
	}
	if r.lang != french && (r.tokens[next].shape&digit != 0 || counting(r.literal(next)) || strings.HasSuffix(r.literal(next), "ing") || r.tokens[next].shape&(upper|opens|titled) == upper) {
		return true
	}
	if a.marks&(surname|given) == 0 && pronoun(r.literal(next)) {
		return true
	}
	if r.lang == french && adverbial(r.literal(next)) && r.in(next+1, s) {
		next++
	}
	return r.tokens[next].class&det != 0 && r.tokens[next].class&of == 0 || r.literal(next) == "aussi"
}

// pastHistoric: "ouvrit", "reçut", "composa": what is told of another age. The
// verbs of today that end so are in the list of verbs.
func pastHistoric(s string) bool {
	return strings.HasSuffix(s, "it") || strings.HasSuffix(s, "ut") || strings.HasSuffix(s, "int") || strings.HasSuffix(s, "a") && !futureVerb(s)
}

// pronoun: what only a verb has after it: "counts what you eat", "solde tout".
func pronoun(s string) bool {
	switch s {
	case "what", "whatever", "it", "them", "us", "you", "everything", "everyone", "nothing", "nobody", "more", "fewer", "tout", "rien", "cela", "ça":
		return true
	}
	return false
}

// adverbial words stand between a French verb and its object.
func adverbial(s string) bool {
	switch s {
	case "encore", "toujours", "désormais", "déjà", "enfin", "bientôt", "maintenant", "ainsi", "discrètement", "moins", "plus", "trop":
		return true
	}
	return false
}

// topic reports whether a name alone opens the headline: "Orange : une panne
// coupe le téléphone".
func (r *reading) topic(c *candidate) bool {
	t := &r.tokens[c.from]
	return t.shape&(surtitle|opens|titled) == surtitle|opens && r.is(int(c.to), r.of[c.from], ':')
}

// participle: "envoyé", "reçu", "refusée".
func participle(s string) bool {
	if strings.HasSuffix(s, "ais") && len(s) > 5 {
		return false // "français"
	}
	s = strings.TrimSuffix(s, "s")
	for _, end := range [...]string{"é", "ée", "ui", "uite", "nu", "çu", "du", "ert", "is", "ait", "ed"} {
		if len(s) > len(end)+2 && strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// passive: "Visa refusé, mariage reporté": a participle without its auxiliary
// says what was done to the thing.
func (r *reading) passive(c *candidate) bool {
	j, s := int(c.to), r.of[c.from]
	if r.lang == english || !r.in(j, s) || !strings.HasSuffix(r.literal(j), "é") && !strings.HasSuffix(r.literal(j), "és") && !strings.HasSuffix(r.literal(j), "ée") {
		return false
	}
	return !r.in(j+1, s) || r.tokens[j+1].shape&word == 0 && r.tokens[j+1].shape&tight != 0 || r.is(j+1, s, ':') || r.is(j+1, s, ';')
}

// reach is how many sentences on a name is still called by its trade.
const reach = 2

// far is how many words on, at most: sentences of an attack have no end.
const far = 2 * farthest

// calledAfter finds where the name's trade is said of it, as the subject of
// this or the next sentences: "L'opérateur promet", "The oil company expects";
// -1 nowhere, or when a sure company of the trade stands nearer.
func (r *reading) calledAfter(found []candidate, at int) int {
	c := &found[at]
	sector := r.sectorOf(c.company)
	if sector == 0 {
		return -1
	}
	own := &r.x.rules[r.x.aliases[c.alias].rule]
	last := r.of[c.from] + reach
	for i := int(c.to); i < min(len(r.tokens), int(c.to)+far) && r.of[i] <= last; i++ {
		t := &r.tokens[i]
		if t.class&det == 0 || t.class&of != 0 && t.shape&elided == 0 || !r.starts(i) {
			continue
		}
		k := r.callsIt(i, sector, own)
		if k < 0 {
			continue
		}
		for n := at + 1; n < len(found) && int(found[n].from) < i; n++ {
			if o := &found[n]; o.kind == byName && o.company != c.company && o.weight > 0 && o.company >= 0 && r.sectorOf(o.company) == sector {
				return -1
			}
		}
		return k
	}
	return -1
}

// placeAfter finds where the next sentence calls the name a town, before it
// is called a company: "Orange a voté. La commune…"; -1 nowhere.
func (r *reading) placeAfter(c *candidate) int {
	last, end := r.of[c.from]+reach, min(len(r.tokens)-1, int(c.to)+far)
	if c.called >= 0 {
		end = min(end, int(c.called))
	}
	for i := int(c.to); i < end && r.of[i] <= last; i++ {
		if t := &r.tokens[i]; t.shape&opens != 0 && t.class&det != 0 && r.x.called[r.tokens[i+1].id]&placeNoun != 0 {
			return i + 1
		}
	}
	return -1
}

// starts reports whether token i begins a sentence or a clause.
func (r *reading) starts(i int) bool {
	t := &r.tokens[i]
	if t.shape&opens != 0 {
		return true
	}
	p, s := i-1, r.of[i]
	if !r.in(p, s) && !r.is(p, s, ',') && !r.is(p, s, ';') {
		return t.shape&elided != 0 && (p < 0 || r.of[p] != s)
	}
	if r.tokens[p].shape&word == 0 {
		return r.is(p, s, ',') || r.is(p, s, ';')
	}
	switch r.literal(p) {
	case "et", "mais", "and", "but":
		return true
	}
	return false
}

// callsIt finds the noun after the article at i that means a company of the
// sector: "opérateur", or "company" beside a word of the trade. What follows
// must not make it another one: "l'opérateur de la visite".
func (r *reading) callsIt(i int, sector class, own *rule) int {
	s := r.of[i]
	switch strings.ToLower(r.literal(i)) {
	case "le", "la", "l", "the", "cette", "ce":
	default:
		return -1
	}
	trade := false
	for k := i + 1; k < i+4 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 || t.shape&upper != 0 {
			return -1
		}
		of := (r.x.called[t.id] | r.x.called[t.pair]) &^ placeNoun
		if of == 0 {
			trade = trade || t.class&sector != 0
			if t.class&(aux|det|of|prep) != 0 {
				return -1
			}
			continue
		}
		// "The clothing chain", "the card network": the last noun counts.
		if r.in(k+1, s) && r.tokens[k+1].shape&(word|upper) == word && r.x.called[r.tokens[k+1].id] != 0 && r.lang != french {
			trade = trade || t.class&sector != 0
			continue
		}
		if of&sector == 0 && !(of&verb != 0 && (trade || r.tradeAfter(k, sector))) {
			return -1
		}
		if r.another(k, sector, own) {
			return -1
		}
		return k
	}
	return -1
}

// tradeAfter: "le groupe pétrolier", "la chaîne de magasins".
func (r *reading) tradeAfter(k int, sector class) bool {
	s := r.of[k]
	for n := k + 1; n < k+3 && r.in(n, s); n++ {
		if r.tokens[n].class&sector != 0 {
			return true
		}
		if r.tokens[n].class&of == 0 {
			return false
		}
	}
	return r.lang == french && r.bounds[s].classes&sector != 0 // "La start-up fournira ses modèles"
}

// another reports whether the noun at k is of something that is no trade and
// no place: "the operator of the car park", "the retailer down the road".
func (r *reading) another(k int, sector class, own *rule) bool {
	s := r.of[k]
	n := k + 1
	if !r.in(n, s) || r.tokens[n].shape&word == 0 {
		return false
	}
	t := &r.tokens[n]
	switch r.literal(n) {
	case "that", "which", "who", "qui", "que", "dont", "down", "up", "next", "near", "in", "on", "across":
		return true
	}
	if t.class&of == 0 {
		return false
	}
	n++
	if r.in(n, s) && r.tokens[n].shape&upper != 0 {
		return false // "le constructeur de Martorell"
	}
	return !r.in(n, s) || r.tokens[n].class&sector == 0 && !own.has(own.needs, &r.tokens[n])
}
