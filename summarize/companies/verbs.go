package companies

import "strings"

// acting: what the name does. A place or a person does much of it as well,
// but neither raises millions.
func (r *reading) acting(c *candidate, a *compiled, q cue, k int) {
	t := &r.tokens[k]
	if r.placeLike(c, a) && t.class&(deed|say) == 0 && !r.amountAfter(k) && !r.moneyAfter(k) && !r.merchant(k) || a.marks&given != 0 && !r.countAfter(k) {
		c.add(auxAlone, k)
		return
	}
	if r.lang == french && (a.marks&place != 0 || r.x.towns[r.tokens[c.from].id]) && strings.HasSuffix(r.literal(k), "ent") && r.in(int(c.from)-1, r.of[c.from]) && r.literal(int(c.from)-1) == "et" {
		c.add(auxAlone, k) // "Contrexéville et Vittel fusionnent": as what stands before
		return
	}
	if r.municipal(c, a, k) {
		c.add(auxAlone, k)
		return
	}
	c.add(q, k)
	if r.lang == english && r.x.beings[r.tokens[c.from].id] && r.tokens[c.from].shape&opens != 0 && !c.has(needed) && !c.has(sectorNear) && !c.has(firmLife) && !r.moneyAfter(k) && !r.amountAfter(k) {
		return // an admiral warns, too
	}
	switch {
	case t.class&(say|deed) != 0 && a.marks&(surname|given) == 0:
		c.add(sayAfter, k) // what no fruit does
	case a.marks&(surname|given) == 0 && r.moneyAfter(k), r.percentAfter(k) && !r.wage(c):
		c.add(sayAfter, k)
	case a.marks&given == 0 && r.merchant(k):
		c.add(sayAfter, k)
	case a.marks&given == 0 && r.lang != french && r.in(k+3, r.of[k]) && r.literal(k+1) == "to" && r.tokens[k+2].class&deed != 0 && (a.marks&surname == 0 || r.tokens[k+3].shape&upper != 0):
		c.add(sayAfter, k+2) // "agreed to buy"
	case a.marks&(surname|given) == 0 && r.lang != french && r.in(k+2, r.of[k]) && r.literal(k+1) == "to" && r.tokens[k+2].class&(base|verb) != 0 && willing(r.literal(k)):
		c.add(sayAfter, k) // "agreed to show every match"
	case a.marks&(surname|given) == 0 && r.in(k+1, r.of[k]) && r.literal(k+1) == "over" && (r.literal(k) == "take" || r.literal(k) == "takes" || r.literal(k) == "took"):
		c.add(sayAfter, k)
	case a.marks&given == 0 && r.premises(k):
		c.add(sayAfter, k)
	case r.in(k+1, r.of[k]) && r.literal(k) == "went" && r.outage(c, k+1):
		c.add(sayAfter, k+1)
	case a.marks&surname != 0 && a.marks&given == 0 && r.sense(k)&corporate != 0:
		c.add(sayAfter, k)
	case t.class&deed != 0 && r.amountAfter(k):
		c.add(sayAfter, k)
	}
}

// municipal reports whether the object of the verb at k is what towns have, after a
// name that is one, too: "Orange ferme ses écoles".
func (r *reading) municipal(c *candidate, a *compiled, k int) bool {
	if a.marks&place == 0 && !r.x.towns[r.tokens[c.from].id] {
		return false
	}
	for n := k + 1; n < k+5 && r.in(n, r.of[k]); n++ {
		switch r.literal(n) {
		case "piscine", "piscines", "école", "écoles", "crèche", "crèches", "mairie", "bibliothèque", "médiathèque", "gymnase", "gymnases", "rue", "rues", "parcs", "cantine", "cantines",
			"cimetière", "patinoire", "théâtre", "musée", "musées", "voirie", "arènes", "remparts", "habitants", "écoliers", "trottoirs", "quartier", "schools", "streets", "libraries", "parks":
			return true
		}
	}
	return false
}

// willing verbs are of somebody who decides.
func willing(s string) bool {
	switch s {
	case "agreed", "agrees", "plans", "planned", "hopes", "hoped", "wants", "wanted", "refused", "refuses", "intends", "intended", "promised", "promises", "vowed", "vows",
		"declined", "declines", "decided", "decides", "threatened", "threatens", "offered", "offers", "pledged", "pledges":
		return true
	}
	return false
}

// premises reports whether the verb at k is of building and closing, and its object
// a plant or shops; or of raising, and its object prices.
func (r *reading) premises(k int) bool {
	building, raising := false, false
	switch r.literal(k) {
	case "build", "builds", "built", "open", "opens", "opened", "close", "closes", "closed", "shut", "shuts", "expand", "expands", "expanded", "idled", "reopens", "reopened",
		"construit", "construira", "construire", "ouvre", "ouvrira", "ouvrir", "ouvert", "ferme", "fermera", "fermer", "fermé", "agrandit", "rouvre":
		building = true
	case "raise", "raises", "raised", "hike", "hikes", "hiked", "lifted", "lifts", "cut", "cuts", "slashed", "augmente", "augmentera", "baisse", "baissera", "relève":
		raising = true
	default:
		return false
	}
	for n := k + 1; n < k+6 && r.in(n, r.of[k]); n++ {
		switch r.literal(n) {
		case "plant", "plants", "factory", "factories", "stores", "shops", "branches", "restaurants", "warehouse", "warehouses", "showrooms", "usine", "usines", "entrepôt", "entrepôts",
			"magasins", "boutiques", "agences", "ateliers":
			return building
		case "prices", "price", "prix", "tarifs", "dividend", "dividende":
			return raising
		case "his", "her", "sa", "son":
			return false
		}
	}
	return false
}

// wage reports whether a French article makes the name a thing that goes up: "le SMIC
// augmentera de 2 %".
func (r *reading) wage(c *candidate) bool {
	p := int(c.from) - 1
	return r.lang == french && r.in(p, r.of[c.from]) && r.tokens[p].class&det != 0 && r.tokens[p].shape&elided == 0
}

// merchant reports whether the verb at k is of making or selling things by the
// dozen: "vend plus de baskets", "fabrique encore ses bottes", "makes its boots".
// One thing of one's own is what anybody sells.
func (r *reading) merchant(k int) bool {
	switch r.literal(k) {
	case "vend", "vendait", "vendra", "fabrique", "fabriquait", "fabriquera", "commercialise", "commercialisait", "distribue", "expédie", "produit", "produisait", "écoule",
		"sells", "makes", "ships", "shipped", "manufactures", "churns", "stocks", "sold":
	default:
		return false
	}
	s := r.of[k]
	for n := k + 1; n < k+5 && r.in(n, s); n++ {
		lit := r.literal(n)
		switch lit {
		case "ses", "des", "les", "its", "most", "more", "fewer":
			return true
		case "plus", "moins", "trop", "autant":
			return r.in(n+1, s) && r.literal(n+1) == "de"
		}
		t := &r.tokens[n]
		if t.shape&digit != 0 {
			return true
		}
		if t.class&adverb == 0 && !adverbial(lit) {
			// "sells shoes": a plural without an article.
			return r.lang != french && t.shape&(word|upper) == word && strings.HasSuffix(lit, "s") && t.class&(det|verb|aux|function) == 0
		}
	}
	return false
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

// moneyAfter reports whether what one has of a company follows soon: "completed
// its purchase".
func (r *reading) moneyAfter(k int) bool {
	for n := k + 1; n < k+6 && r.in(n, r.of[k]); n++ {
		if r.tokens[n].class&money != 0 || r.sense(n)&firmly != 0 {
			return true
		}
	}
	return false
}

// counting words are numbers written out.
func counting(s string) bool {
	switch s {
	case "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands", "several", "many":
		return true
	}
	return false
}

// countAfter reports whether a number follows soon, which is not what people
// sell or buy.
func (r *reading) countAfter(k int) bool {
	for n := k + 1; n < k+7 && r.in(n, r.of[k]); n++ {
		if r.tokens[n].shape&digit != 0 {
			return true
		}
		switch r.literal(n) {
		case "million", "millions", "milliard", "milliards", "billion", "employees", "salariés", "postes", "licenciements", "layoffs", "start-up", "rival", "concurrent":
			return true
		}
	}
	return false
}

// has reports whether token j is a form of avoir, with which a subject has done
// something: "a perdu", "avait ouvert".
func (r *reading) has(j int) bool {
	switch r.literal(j) {
	case "a", "ont", "avait", "avaient", "aura", "auront", "aurait":
		return true
	}
	return false
}

// undergone reports whether an English participle and a preposition say what was
// done to a thing: "Signal lost in the tunnel", "Intel shared by the Danes".
func (r *reading) undergone(j int) bool {
	s := r.of[j]
	if r.lang == french || !r.in(j+1, s) {
		return false
	}
	if r.literal(j+1) == "by" {
		return true
	}
	if r.tokens[j+1].class&prep == 0 {
		return false
	}
	switch r.literal(j) {
	case "lost", "found", "caught", "seen", "held", "stolen", "taken", "sent", "kept", "made", "left", "built", "sold", "hidden", "shot", "torn", "thrown", "written",
		"read", "heard", "shown", "given", "worn", "hung", "stuck", "hit", "accused", "suspected", "convicted", "arrested", "spotted", "sighted", "captured", "photographed", "rescued":
		return true
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
	case "de", "d", "du", "dos", "das", "van", "von", "di", "da", "della", "al", "ben", "bin":
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
	if u.shape&(upper|apos) != 0 {
		return false
	}
	// "The Amazon flooded three towns": it acts as no company with an article does.
	if u.class&(prep|aux|function) != 0 {
		return true
	}
	if r.lang != french && u.class&verb != 0 && u.class&noun == 0 && r.in(p-1, s) && within(r.literal(p-1)) {
		return true // "fires in the Amazon rose 30%"
	}
	acts := strings.HasSuffix(r.literal(j), "ed") || u.class&verb != 0 && u.class&(noun|money|deal|role) == 0
	return r.lang != french && acts && r.in(j+1, s) && (r.tokens[j+1].class&(det|prep) != 0 || counting(r.literal(j+1)))
}

// within prepositions are of places: nothing is across a company.
func within(s string) bool {
	switch s {
	case "in", "In", "across", "Across", "through", "throughout":
		return true
	}
	return false
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
	if a.kind != byName || a.marks&(surname|given) == 0 && r.tokens[c.from].class&person == 0 {
		return -1
	}
	s := r.of[c.from]
	if r.ages(int(c.to), s) {
		return int(c.to) + 1
	}
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

// actTogether reports whether what companies do follows two names at the start
// of a sentence: "Delta and United cancelled hundreds of flights".
func (r *reading) actTogether(a, b *candidate) bool {
	if a.from > b.from {
		a, b = b, a
	}
	s, j := r.of[a.from], int(b.to)
	if r.tokens[a.from].shape&opens == 0 || r.tokens[a.from].shape&titled != 0 || !r.in(j, s) || r.tokens[j].shape&(word|upper) != word {
		return false
	}
	for k := j; k < j+4 && r.in(k, s); k++ {
		t := &r.tokens[k]
		switch lit := r.literal(k); {
		case lit == "both" || lit == "each" || lit == "all" || lit == "finally" || lit == "se":
		case t.shape&(word|upper) != word:
			return false
		case t.class&(verb|base) != 0, r.lang == french && strings.HasSuffix(lit, "ent"):
			return true
		case r.lang == french && k > j && r.tokens[k-1].class&aux != 0 && (infinitive(lit) || participle(lit)):
			return true
		case t.class&(aux|adverb) == 0:
			return r.lang != french && (k == j && strings.HasSuffix(lit, "ed") || r.pluralVerb(k, s))
		}
	}
	return false
}

// foreignParticle stands before family names only.
func foreignParticle(s string) bool {
	switch s {
	case "dos", "das", "van", "von", "della", "bin", "ben", "al":
		return true
	}
	return false
}

// ages reports whether a person's age follows: "avait seize ans", "was sixteen
// when".
func (r *reading) ages(j int, s int32) bool {
	if !r.in(j, s) || !r.in(j+2, s) {
		return false
	}
	switch r.literal(j) {
	case "avait", "a", "aura", "aurait":
		return r.literal(j+2) == "ans" && (r.literal(j) == "avait" || r.in(j+3, s) && (r.literal(j+3) == "quand" || r.literal(j+3) == "lorsqu" || r.literal(j+3) == "lorsque"))
	case "was":
		return r.literal(j+2) == "years" && r.in(j+3, s) && r.literal(j+3) == "old" || r.literal(j+2) == "when" && (r.tokens[j+1].shape&digit != 0 || strings.HasSuffix(r.literal(j+1), "teen") || r.literal(j+1) == "twenty")
	}
	return false
}

// firstName reports whether a clear name is somebody's first name here: a
// capital that is no known word follows, and no model number.
func (r *reading) firstName(c *candidate, a *compiled, j int) bool {
	t, u := &r.tokens[c.from], &r.tokens[j]
	s := r.of[c.from]
	if a.kind != byName || a.marks&single == 0 || r.doubtful(a) || t.class&person == 0 ||
		t.shape&titled != 0 && (!r.in(j+1, s) || r.tokens[j+1].shape&(word|upper) != word || r.tokens[j+1].class&function != 0) ||
		u.shape&(word|upper|caps|tight) != word|upper || u.class != 0 || u.end-u.start < 3 {
		return false
	}
	return !r.in(j+1, s) || r.tokens[j+1].shape&(upper|digit) == 0
}

// stranger reports whether a clear name at the start of an English sentence is
// somebody's first name, by the word in no list after it and what people do: "Philips
// Idowu won silver". Products of a firm win nothing and teach nobody.
func (r *reading) stranger(c *candidate, a *compiled, j int) bool {
	s, u := r.of[c.from], &r.tokens[j]
	if r.lang != english || a.kind != byName || a.marks&single == 0 || r.doubtful(a) || r.tokens[c.from].shape&(opens|titled) != opens || r.tokens[c.from].shape&caps == caps ||
		u.shape&(word|upper|caps|tight|digit|inner) != word|upper || u.class != 0 || u.end-u.start < 4 || !r.in(j+2, s) ||
		c.company < 0 || r.sectorOf(c.company) == sectorClass("auto") {
		return false
	}
	switch r.literal(j + 1) {
	case "won", "taught", "sang", "scored", "played", "beat", "swam", "ran", "jumped", "finished", "told", "wrote", "grew", "lived", "died", "kept", "sat", "stood", "walked",
		"married", "retired", "grinned", "smiled", "drove":
		return true
	}
	return false
}

// notItself finds the word after a name of one word that says it is a place
// ("Amazon dolphins") or only a prefix ("Uber-rich"); -1 none.
func (r *reading) notItself(c *candidate, a *compiled) (at int, q cue) {
	s, j := r.of[c.from], int(c.to)
	if a.kind != byName || a.marks&single == 0 || c.to-c.from != 1 {
		return -1, 0
	}
	if !r.in(j, s) {
		return -1, 0
	}
	t := &r.tokens[j]
	if t.shape&(word|upper|apos) == word && r.x.wild[r.lang][t.id] && (t.class&(verb|aux) == 0 || r.infinitiveNoun(c, j) || r.lang != french && r.noObject(j+1, s)) {
		return j, wildAfter
	}
	return r.prefix(c, j)
}

// noObject reports whether nothing follows that a verb could be upon: "Amazon
// fires:", "Amazon fires in August".
func (r *reading) noObject(j int, s int32) bool {
	if !r.in(j, s) {
		return true
	}
	t := &r.tokens[j]
	return t.shape&word == 0 && !r.is(j, s, '"') && !r.is(j, s, '-') || t.shape&upper == 0 && t.class&prep != 0 && r.literal(j) != "up" || t.class&aux != 0
}

// prefix: a hyphen and a small word that says how something is. What is owned,
// made or run by a company stands so, too.
func (r *reading) prefix(c *candidate, j int) (at int, q cue) {
	s := r.of[c.from]
	if !r.is(j, s, '-') || r.tokens[j].shape&tight == 0 || !r.in(j+1, s) || !r.x.prefixes[r.tokens[c.from].id] {
		return -1, 0
	}
	t := &r.tokens[j+1]
	if t.shape&(word|upper|tight|digit) != word|tight || t.class&(noun|verb|money) != 0 {
		return -1, 0
	}
	lit := r.literal(j + 1)
	switch lit {
	case "style", "like", "only", "led", "made", "run", "built", "free", "exclusive", "compatible", "type":
		return -1, 0
	}
	if strings.HasSuffix(lit, "ed") && len(lit) > 4 {
		return -1, 0
	}
	return j + 1, prefixed
}
