package companies

import "strings"

// What short lines say, which have neither articles nor a second sentence: a town
// with its county in brackets, who speaks after a colon, what is up or down.

// shortLine weighs a name by how headlines and messages are built.
func (r *reading) shortLine(c *candidate, a *compiled) {
	if a.kind != byName {
		return
	}
	if k := r.inCounty(c, a); k >= 0 {
		c.addWeight(placeNear, k, 2*weights[placeNear])
		c.hard = true
		return
	}
	if k := r.namedAfter(c, a); k >= 0 {
		c.addWeight(nameBefore, k, 2*weights[nameBefore])
		c.hard = true
		return
	}
	if k := r.governor(c, a); k >= 0 {
		c.add(nameBefore, k)
		c.hard = true
		return
	}
	if k := r.shouted(c, a); k >= 0 {
		c.addWeight(soldiers, k, 2*weights[soldiers])
		c.hard = true
		return
	}
	if k := r.campaign(c, a); k >= 0 {
		c.addWeight(unwanted, k, 2*weights[unwanted])
		return
	}
	if !r.doubtful(a) {
		return
	}
	if k := r.saysAfterColon(c, a); k >= 0 {
		c.add(verbAfter, k)
		c.add(sayAfter, k)
	}
	if k := r.upOrDown(c, a); k >= 0 && !c.has(moved) {
		c.add(moved, k)
		c.add(sayAfter, k)
	}
	if k := r.befalls(c, a); k >= 0 && !c.has(bareSubject) && !c.has(sayAfter) {
		if !c.has(verbAfter) && !c.has(auxVerb) {
			c.add(verbAfter, k)
		}
		c.add(sayAfter, k)
		if a.marks&given != 0 {
			c.addWeight(sayAfter, k, 0.3*weights[sayAfter])
		}
	}
	if k := r.planned(c, a); k >= 0 && !c.has(verbAfter) && !c.has(auxVerb) {
		c.add(verbAfter, k)
		c.add(sayAfter, k)
	}
	if k := r.wilful(c, a); k >= 0 && c.has(verbAfter) && !c.has(sayAfter) && !c.has(bareSubject) {
		c.add(sayAfter, k)
	}
	if k := r.comesTo(c, a); k >= 0 {
		if !c.has(verbAfter) && !c.has(auxVerb) {
			c.add(verbAfter, k)
		}
		c.addWeight(sayAfter, k, 1.5*weights[sayAfter])
	}
	if k := r.itsPeople(c, a); k >= 0 && !c.has(ownThing) {
		w := 2 * weights[ownThing]
		if c.has(moneyOf) {
			w /= 2
		}
		c.addWeight(ownThing, k, w)
	}
	if k := r.formerly(c); k >= 0 {
		c.addWeight(employer, k, 1.7*weights[employer])
	}
}

// inCounty finds the county that says a name which opens its sentence is a town:
// "Saint-Gobain (Aisne) : la forêt", "Lacoste, dans le Luberon, limite"; -1 none.
func (r *reading) inCounty(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang != french || r.tokens[c.from].shape&opens == 0 || !r.in(j+3, s) {
		return -1
	}
	switch {
	case r.is(j, s, '('):
		if t := &r.tokens[j+1]; t.shape&(word|upper) != word|upper || t.shape&caps == caps || t.class&suffix != 0 {
			return -1 // "(TSLA)"
		}
		k := j + 2
		for r.in(k, s) && (r.tokens[k].shape&tight != 0 || r.tokens[k].shape&upper != 0) && !r.is(k, s, ')') {
			k++ // "Bouches-du-Rhône"
		}
		if k < j+8 && r.is(k, s, ')') && r.is(k+1, s, ':') {
			return j + 1
		}
	case r.is(j, s, ',') && a.marks&single != 0:
		k := j + 1
		switch r.literal(k) {
		case "dans":
			if k++; !r.in(k, s) || r.tokens[k].class&det == 0 {
				return -1
			}
		case "près":
			if k++; !r.in(k, s) || r.tokens[k].class&of == 0 {
				return -1
			}
		default:
			return -1
		}
		if k++; !r.in(k+1, s) || r.tokens[k].shape&(word|upper) != word|upper || r.tokens[k].class&(noun|role) != 0 {
			return -1
		}
		first := k
		for r.in(k, s) && (r.tokens[k].shape&upper != 0 || r.tokens[k].shape&tight != 0 || r.tokens[k].class&of != 0) && !r.is(k, s, ',') {
			k++
		}
		if r.is(k, s, ',') {
			return first
		}
	}
	return -1
}

// namedAfter finds the first name that a name is joined to by a hyphen, as streets,
// parks and ships are named: "parc André-Citroën"; -1 none.
func (r *reading) namedAfter(c *candidate, a *compiled) int {
	s, p := r.of[c.from], int(c.from)-1
	if a.marks&single == 0 || !r.is(p, s, '-') || r.tokens[p].shape&tight == 0 || r.tokens[c.from].shape&tight == 0 || !r.in(p-2, s) {
		return -1
	}
	t := &r.tokens[p-1]
	if t.shape&(word|upper|caps) != word|upper || t.class&person == 0 || t.class&(geo|noun) != 0 || r.tokens[p-2].class&and != 0 {
		return -1
	}
	return p - 1
}

// governor finds the state or province whose politician a family name is: "Ontario's
// Ford threatens"; -1 none. Firms are said to be of a country.
func (r *reading) governor(c *candidate, a *compiled) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if r.lang == french || a.marks&surname == 0 || a.marks&single == 0 || !r.in(p-1, s) || !r.in(j, s) || r.literal(p) != "s" || r.tokens[p].shape&apos == 0 {
		return -1
	}
	if !r.x.provinces[r.tokens[p-1].id] || r.tokens[j].class&(verb|aux) == 0 || r.tokens[j].shape&(word|upper|apos) != word {
		return -1
	}
	return p - 1
}

// shouted finds the soldiers near a short name in capitals that its company does not
// write so: "missing sergeant to KIA"; -1 none.
func (r *reading) shouted(c *candidate, a *compiled) int {
	t := &r.tokens[c.from]
	if a.marks&single == 0 || t.shape&caps != caps || t.shape&titled != 0 || t.end-t.start > 4 || a.text == strings.ToUpper(a.text) {
		return -1
	}
	b := &r.bounds[r.of[c.from]]
	for i := max(b.from, c.from-near); i < min(b.to, c.to+near); i++ {
		if i != c.from && (r.sense(int(i))&(army|astray) != 0 || r.literal(int(i)) == "Army") {
			return int(i)
		}
	}
	return -1
}

// campaign finds the election that a party of that name stands in: "Progressive wins
// New Jersey primary", "le BNP revendique la victoire aux législatives"; -1 none.
func (r *reading) campaign(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	t := &r.tokens[c.from]
	if !r.doubtful(a) && (t.shape&caps != caps || t.end-t.start > 4) || !r.in(j, s) || c.has(legalSuffix) || c.has(tickerAfter) || c.has(needed) || c.has(sectorNear) || c.has(firmLife) {
		return -1
	}
	if k := j; r.tokens[k].class&aux != 0 && r.in(k+1, s) {
		j = k + 1
	}
	switch r.literal(j) {
	case "wins", "win", "won", "loses", "lost", "concedes", "conceded", "claims", "claimed", "leads", "sweeps", "swept", "gains", "holds",
		"remporte", "remporté", "revendique", "revendiqué", "gagne", "gagné", "perd", "perdu", "conserve", "arrive", "obtient", "concède":
	default:
		return -1
	}
	b := &r.bounds[s]
	for i := int32(j); i < min(b.to, c.to+near); i++ {
		if r.x.ballot[r.tokens[i].id] {
			return int(i)
		}
	}
	return -1
}

// saysAfterColon finds the quotation after a name that opens its sentence, as
// headlines give who speaks: "Carrefour : « Nous n'avons rien à cacher »"; -1 none.
func (r *reading) saysAfterColon(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.tokens[c.from].shape&opens == 0 || a.marks&(surname|given) != 0 && a.marks&likely == 0 || r.placeLike(c, a) || r.x.towns[r.tokens[c.from].id] || !r.is(j, s, ':') {
		return -1
	}
	if !r.is(j+1, s, '"') && !(r.in(j+1, s) && r.tokens[j+1].shape&spoken != 0) {
		return -1
	}
	for k := j + 1; k < j+14 && r.in(k, s); k++ {
		switch r.literal(k) {
		case "nous", "Nous", "notre", "Notre", "nos", "Nos", "je", "Je", "j", "J", "on", "On", "we", "We", "our", "Our", "I":
			return j + 1 // a sign says nothing of itself
		}
	}
	return -1
}

// upOrDown finds the word that says that a service or a share is up or down, after a
// name that opens an English sentence and before since when or why: "Sage down for
// third day", "Shell up after results"; -1 none.
func (r *reading) upOrDown(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang == french || r.tokens[c.from].shape&opens == 0 || a.marks&(given|place) != 0 || !r.in(j+1, s) {
		return -1
	}
	switch r.literal(j) {
	case "up", "down", "higher", "lower", "offline":
	default:
		return -1
	}
	switch r.literal(j + 1) {
	case "for", "after", "as", "again", "across", "amid", "ahead", "since":
		return j
	}
	return -1
}

// formerly finds the prefix of who left a company: "l'ex-Orange Jeanne Valmy"; -1
// none.
func (r *reading) formerly(c *candidate) int {
	s, p, j := r.of[c.from], int(c.from)-1, int(c.to)
	if !r.is(p, s, '-') || r.tokens[p].shape&tight == 0 || !r.in(p-1, s) || strings.ToLower(r.literal(p-1)) != "ex" || !r.in(j, s) {
		return -1
	}
	if r.tokens[j].shape&(word|upper|caps) != word|upper || r.tokens[j].class&geo != 0 {
		return -1
	}
	return p - 1
}

// befalls finds what headlines without a verb say of somebody, right after a name
// that opens them: "Carrefour au bord de la rupture", "Snap under investigation", or
// of firms only: "Picard en vente"; -1 nothing.
func (r *reading) befalls(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.tokens[c.from].shape&opens == 0 || r.tokens[c.from].shape&titled != 0 {
		return -1
	}
	if r.is(j, s, ',') {
		j++
	}
	if !r.in(j, s) || !r.x.begins[r.tokens[j].id] {
		return -1
	}
	phrase := ""
	for k := j; k < j+5 && r.in(k, s); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 {
			break
		}
		if k > j {
			phrase += " "
		}
		phrase += folded(r.literal(k))
		if (phrase == "en vente" || phrase == "a vendre") && a.marks&surname == 0 {
			return -1 // jewels and spices are for sale, too
		}
		if r.x.firmStates[phrase] || r.x.states[phrase] && !r.x.beings[r.tokens[c.from].id] && r.literal(int(c.from)) != "Target" && a.marks&(surname|given) == 0 && !r.placeLike(c, a) && !r.x.towns[r.tokens[c.from].id] {
			return j
		}
	}
	return -1
}

// planned finds the verb after "to", which in English headlines stands for will, of
// somebody who decides: "Meta to pay Texas", "Arm to make its own chips"; -1 none.
// What is to rise or to open may be a thing, and what is to be done is one.
func (r *reading) planned(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang == french || r.tokens[c.from].shape&opens == 0 || a.marks&given != 0 || r.placeLike(c, a) || !r.in(j+2, s) || r.literal(j) != "to" {
		return -1
	}
	t := &r.tokens[j+1]
	if t.class&base == 0 || t.shape&upper != 0 {
		return -1
	}
	switch r.literal(int(c.from)) {
	case "Target", "Signal", "Gap", "Reach", "Guess", "Next":
		if !c.has(needed) && !c.has(sectorNear) && !c.has(firmLife) {
			return -1 // a target to halve something is set
		}
	}
	switch r.literal(j + 1) {
	case "cost", "rise", "fall", "open", "end", "begin", "start", "stay", "remain", "continue", "come", "go", "hit", "drop", "move", "become", "need", "get", "mean", "hurt", "play", "fly", "leave",
		"sit", "stand", "live", "fight", "lose", "win", "return", "face", "bring", "turn", "help", "draw", "gain":
		if a.marks&likely == 0 {
			return -1
		}
	}
	if a.marks&surname != 0 && r.sense(j+1)&corporate == 0 && !building(r.literal(j+1)) {
		return -1 // "Pearson to captain England"
	}
	return j + 1
}

// wilful finds the verb of somebody with a will after a word that opens a headline
// without articles: "Shell bets on Brazil", "Boots hands out free jabs". Much of
// what firms do, things do as well: they fall, open, turn and grow; -1 such a verb.
func (r *reading) wilful(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang != english || r.tokens[c.from].shape&opens == 0 || r.tokens[c.from].shape&titled != 0 || a.marks&wordEn == 0 || a.marks&(surname|given|acronym) != 0 || r.placeLike(c, a) || !r.in(j+1, s) ||
		r.bounds[s].classes&sport != 0 || untamed(r.literal(j)) || r.x.beings[r.tokens[c.from].id] {
		return -1
	}
	t := &r.tokens[j]
	lit := r.literal(j)
	if t.shape&(word|upper|apos) != word || t.class&(noun|role|money) != 0 || !strings.HasSuffix(lit, "s") || strings.HasSuffix(lit, "ss") || !r.in(j+1, s) || r.tokens[j+1].shape&word == 0 && !r.is(j+1, s, '$') && !r.is(j+1, s, '"') {
		return -1
	}
	switch lit {
	case "is", "was", "has", "does", "turns", "narrows", "widens", "grows", "shows", "opens", "closes", "burns", "rises", "sets", "spreads", "fades", "looms", "remains", "ends", "begins", "starts", "comes", "goes",
		"lies", "runs", "covers", "fills", "reveals", "proves", "marks", "becomes", "needs", "holds", "makes", "takes", "gives", "brings", "moves", "means", "helps", "costs", "works", "plays", "looks",
		"stands", "sits", "drops", "slips", "sinks", "shifts", "appears", "disappears", "emerges", "passes", "blows", "shines", "glows", "blocks", "dies", "lives", "wins", "loses", "beats", "scores", "draws", "leaves",
		"divides", "separates", "links", "diverts", "joins", "crosses", "cracks", "melts", "hangs", "rings", "sounds", "survives", "stays", "continues", "keeps", "gets", "puts", "stops", "slows", "speeds", "changes", "talks", "strikes", "votes", "eats", "tempts":
		return -1
	}
	return j
}

// comesTo finds the verb of who opens shops or plants somewhere, after a name and
// before the place: "Boulanger ouvre à Rennes", "Picard s'implante au Japon"; -1
// none. People arrive and settle, too.
func (r *reading) comesTo(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang != french || r.tokens[c.from].shape&opens == 0 || r.placeLike(c, a) || !r.in(j+2, s) || r.bounds[s].classes&sport != 0 {
		return -1
	}
	if r.tokens[j].shape&elided != 0 && r.literal(j) == "s" || r.literal(j) == "se" {
		j++
	}
	switch r.literal(j) {
	case "ouvre", "rouvre", "implante", "déploie", "relocalise", "délocalise":
	case "arrive", "débarque", "invite", "installe", "lance", "étend", "attaque", "retire", "recentre":
		if a.marks&(surname|given) != 0 && r.literal(j) != "invite" {
			return -1
		}
	default:
		return -1
	}
	if !r.in(j+2, s) {
		return -1
	}
	switch r.literal(j + 1) {
	case "à", "au", "aux", "en":
		if r.tokens[j+2].shape&(word|upper) == word|upper {
			return j
		}
	}
	return -1
}

// building verbs are what firms are to do, and hardly anybody known by a family name.
func building(s string) bool {
	switch s {
	case "cut", "axe", "close", "shut", "build", "launch", "recall", "hire", "lay", "sell", "buy", "acquire", "merge", "supply", "ship", "produce", "make", "raise", "invest", "shed", "slash", "refund", "scrap",
		"expand", "stop", "halt", "pay", "charge", "spin", "float", "list", "distribute", "mark":
		return true
	}
	return false
}

// itsPeople finds who works for a company or is its customer, or what befalls only
// what it runs, right after a name that opens an English sentence: "Grab drivers
// strike", "Slack outage halts"; -1 none.
func (r *reading) itsPeople(c *candidate, a *compiled) int {
	s, j := r.of[c.from], int(c.to)
	if r.lang == french || r.tokens[c.from].shape&opens == 0 || r.tokens[c.from].shape&titled != 0 || a.marks&(given|place) != 0 || !r.in(j+1, s) || r.tokens[j].shape&(word|upper|apos) != word || r.tokens[j+1].shape&word == 0 {
		return -1
	}
	if lit := r.literal(int(c.from)); lit == "Next" || lit == "Three" && !strings.HasPrefix(r.literal(j), "outage") || lit == "Target" || lit == "Casino" {
		return -1 // "Next boss of the Fed"
	}
	switch r.literal(j) {
	case "customers", "users", "investors", "staff":
		if r.tokens[j+1].class&of == 0 || r.tokens[j+1].class&prep != 0 && r.literal(j+1) != "of" {
			return j
		}
	case "drivers", "driver", "pilot", "pilots", "crews", "staffers", "employees", "strikers", "engineers", "engineer", "workers", "technician", "technicians", "courier", "cashier", "riders", "couriers", "cashiers", "subscribers", "cardholders",
		"policyholders", "shareholders", "boss", "bosses", "chief", "founder", "chairman", "executives", "executive", "shoppers", "franchisees",
		"outage", "outages", "glitch", "hack", "app", "apps", "cyberattack", "IPO", "takeover", "merger", "spill", "layoffs", "founders", "co-founder", "redundancies", "buyout", "flight", "flights", "jet", "stores", "store", "checkouts":
		return j
	}
	return -1
}

// whose finds what only a firm has, after a comma: "Unity, whose software is used",
// "Orange, dont les abonnés"; -1 none.
func (r *reading) whose(comma int) int {
	s, k := r.of[comma], comma+1
	if !r.in(k+1, s) || r.literal(k) != "whose" && r.literal(k) != "dont" {
		return -1
	}
	for k++; r.in(k, s) && k < comma+5 && r.tokens[k].class&(det|of) != 0; k++ {
	}
	if r.in(k, s) && r.tokens[k].shape&upper == 0 && (r.sense(k)&(owned|firmly) != 0 || r.tokens[k].class&(noun|role) != 0) {
		return k
	}
	return -1
}
