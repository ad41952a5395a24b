package companies

// nameCue finds the name of a company by what stands beside it.
type nameCue struct {
	cue  cue
	find func(r *reading, i int, free []bool) (from, to, at int)
}

// cuesOfNames are tried at every word, in this order.
var cuesOfNames = []nameCue{
	{nounBefore, (*reading).afterTrade},
	{roleOf, (*reading).beforeAnalyst},
	{roleOf, (*reading).afterChief},
	{moneyOf, (*reading).afterShares},
	{moneyOf, (*reading).beforeShares},
	{verbAfter, (*reading).beforeResults},
	{verbAfter, (*reading).noComment},
	{nounBefore, (*reading).afterBased},
	{employer, (*reading).personOf},
	{legalSuffix, (*reading).afterForm},
}

// only reports whether all words of a stretch have a class.
func (r *reading) only(from, to int, c class) bool {
	for k := from; k < to; k++ {
		if r.tokens[k].shape&word != 0 && r.tokens[k].class&c == 0 {
			return false
		}
	}
	return true
}

// any reports whether one word of a stretch has a class.
func (r *reading) any(from, to int, c class) bool {
	for k := from; k < to; k++ {
		if r.tokens[k].class&c != 0 {
			return true
		}
	}
	return false
}

// plausible: a place, an office or a person is no company, and neither is a
// word that the article also writes small.
func (r *reading) plausible(from, to int) bool {
	if r.only(from, to, geo) || r.any(from, to, public|venue|title) || r.tokens[from].class&person != 0 {
		return false
	}
	t := &r.tokens[from]
	if t.shape&titled != 0 || to-from == 1 && (t.end-t.start < 3 || t.id != 0 && r.lower[t.id]) {
		return false
	}
	return to-from > 1 || t.class&(noun|role|verb|placeNoun|legalWord|house|firm|money|deal|press) == 0
}

// firmName finds the name that ends with token i: "Brightwater Airlines" and,
// where business is spoken of, "Brightwater Partners".
func (r *reading) firmName(i int, free []bool) (from, to int) {
	t := &r.tokens[i]
	sure := t.class&firm != 0
	if !sure && (t.class&house == 0 || r.bounds[r.of[i]].classes&(deal|money) == 0) ||
		t.shape&(upper|titled|caps|opens) != upper || !free[i] {
		return 0, 0
	}
	if r.in(i+1, r.of[i]) && (r.tokens[i+1].shape&(word|upper) == word|upper || r.tokens[i+1].class&suffix != 0) {
		return 0, 0 // the name goes on
	}
	if r.in(i+1, r.of[i]) && (r.literal(i+1) == "index" || r.literal(i+1) == "sector") {
		return 0, 0
	}
	from, to = r.nameBefore(i, free)
	if from < to && to-from == 1 && r.literal(from) == "Big" {
		return 0, 0 // "Big Pharma", "Big Software"
	}
	if from >= to || to != i || r.tokens[i-1].shape&word == 0 || r.tokens[from].shape&opens != 0 && !sure {
		return 0, 0
	}
	if p := from - 1; !sure && r.in(p-1, r.of[i]) && (r.tokens[p].shape&apos != 0 || r.tokens[p].class&of != 0) && r.tokens[p-1].shape&upper != 0 {
		return 0, 0 // "National Association of Purchasing Management"
	}
	if !sure && (r.any(from, i, public|person) || r.only(from, i, geo|noun|role|legalWord|house)) || r.tokens[from].shape&opens != 0 && i-from == 1 && r.tokens[from].class&(det|noun) != 0 {
		return 0, 0
	}
	return from, i + 1
}

// afterTrade: "the brewer Brightwater", "la biotech Brightwater".
func (r *reading) afterTrade(i int, free []bool) (from, to, at int) {
	t := &r.tokens[i]
	if t.class&trade == 0 || t.shape&(upper|titled|spoken) != 0 || r.lang == either {
		return 0, 0, 0
	}
	from, to = r.nameAfter(i+1, r.of[i], free)
	if from >= to {
		if from, to = r.nameAfterMore(i+1, free); from >= to {
			return 0, 0, 0
		}
	}
	// "the company Monday", "a broker for": the word alone is weak, so a vague
	// one needs business in the sentence.
	if vague[r.literal(i)] && !(r.in(i-1, r.of[i]) && r.literal(i-1) == "jeune") && (r.bounds[r.of[i]].classes&(deal|money) == 0 || r.lang == english && (!r.in(i-1, r.of[i]) ||
		r.tokens[i-1].class&(det|prep) != 0 || r.tokens[i-1].shape&word == 0)) {
		return 0, 0, 0 // "the giant Xiaolin dam"
	}
	// A person follows the company: "retailer Brightwater Jane Doe" is none.
	if r.any(from, to, person) {
		return 0, 0, 0
	}
	return from, to, i
}

// nameAfterMore finds the name after where a French company is from or what it
// trades in: "la start-up nantaise Brillac", "le spécialiste de l'affichage Brillac".
func (r *reading) nameAfterMore(i int, free []bool) (from, to int) {
	if r.lang != french || !r.in(i+1, r.of[i-1]) {
		return 0, 0
	}
	s, k := r.of[i-1], i
	small := func(k int) bool {
		t := &r.tokens[k]
		return r.in(k, s) && t.shape&(word|upper|digit) == word && t.class&(det|of|prep|verb|aux|and|function|role|money) == 0
	}
	if r.tokens[k].class&of != 0 && r.tokens[k].shape&(word|upper) == word {
		for k++; r.in(k, s) && r.tokens[k].class&(det|of) != 0 && r.tokens[k].shape&upper == 0 && k < i+3; k++ {
		}
	}
	if !small(k) {
		return 0, 0
	}
	if k++; k > i+1 && small(k) {
		k++
	}
	if from, to = r.nameAfter(k, s, free); from >= to || r.any(from, to, geo|person|public) || to-from > 2 {
		return 0, 0
	}
	return from, to
}

// vague words for companies are used of much else.
var vague = map[string]bool{
	"company": true, "firm": true, "giant": true, "bank": true, "platform": true, "manager": true, "studio": true, "chain": true,
	"broker": true, "maker": true, "manufacturer": true, "operator": true, "provider": true, "supplier": true, "publisher": true, "producer": true, "developer": true, "exchange": true, "entreprise": true, "société": true, "industriel": true, "pépite": true, "spécialiste": true, "subsidiary": true, "exploitant": true,
}

// beforeAnalyst: "Brightwater analyst Jane Doe", "Brightwater analysts said".
func (r *reading) beforeAnalyst(i int, free []bool) (from, to, at int) {
	if r.lang == french || r.tokens[i].shape&upper != 0 || !analysts[r.literal(i)] || i == 0 {
		return 0, 0, 0
	}
	s, end := r.of[i], i
	for end > 0 && r.in(end-1, s) && r.tokens[end-1].shape&(word|upper) == word && r.tokens[end-1].class&adjective() != 0 {
		end--
	}
	if !r.in(i+1, s) || r.tokens[i+1].shape&word == 0 || r.tokens[i+1].shape&upper == 0 && r.tokens[i+1].class&(verb|aux|say) == 0 {
		return 0, 0, 0
	}
	from, to = r.nameBefore(end, free)
	if from < to && r.tokens[from].shape&opens != 0 && to-from == 1 && r.tokens[i+1].shape&upper == 0 {
		return 0, 0, 0 // "Some analysts said", "Oil analysts say"
	}
	return from, to, i
}

// adjective stands between a house and its analyst: "senior strategist".
func adjective() class { return role | noun | deal }

// afterChief: "chief executive of Brightwater", "co-founder of Brightwater".
func (r *reading) afterChief(i int, free []bool) (from, to, at int) {
	switch r.literal(i) {
	case "CEO", "CFO", "executive", "founder", "PDG", "cofondateur", "cofondatrice", "cofounder", "DG":
	case "fondateur", "fondatrice":
		// Towns, orders and schools have founders, too: business must be spoken of.
		if r.bounds[r.of[i]].classes&(deal|money) == 0 {
			return 0, 0, 0
		}
	default:
		return 0, 0, 0
	}
	s := r.of[i]
	if !r.in(i+2, s) || r.tokens[i+1].class&of == 0 {
		return 0, 0, 0
	}
	switch r.literal(i + 1) {
	case "of", "at", "de", "d", "chez":
	default:
		return 0, 0, 0
	}
	k := i + 2
	// "of U.S. advisory firm Brightwater" is what afterTrade finds.
	from, to = r.nameAfter(k, s, free)
	if from < to && (r.tokens[from].class&(geo|public) != 0 || to-from == 1 && r.tokens[from].shape&caps != 0) {
		return 0, 0, 0 // "CEO of UNHCR"
	}
	if from < to && (r.aBody(from, to) || r.sporty(&r.bounds[s])) { // a body or a club
		return 0, 0, 0
	}
	return from, to, i
}

// aBody reports whether a name is that of a body rather than a company, by its
// last word ("Universities UK") or by how it goes on: "Save the Children",
// "Save Our Rivers Charity", "Institute for Soil".
func (r *reading) aBody(from, to int) bool {
	if r.any(from, to, public|venue) || to-from > 1 && r.x.body[r.tokens[to-1].id] {
		return true
	}
	s := r.of[from]
	if !r.in(to, s) || r.tokens[to].class&function == 0 {
		return false
	}
	if r.tokens[to].shape&upper != 0 {
		return true
	}
	switch r.literal(to) {
	case "the", "of", "for", "our", "des", "du", "pour", "sans":
		return r.in(to+1, s) && r.tokens[to+1].shape&(word|upper) == word|upper
	}
	return false
}

// afterShares: "shares in Brightwater", "a stake in Brightwater".
func (r *reading) afterShares(i int, free []bool) (from, to, at int) {
	switch r.literal(i) {
	case "shares", "Shares", "stake", "stock", "actions", "Actions", "rachat", "acquisition", "takeover", "OPA", "filiale":
	default:
		return 0, 0, 0
	}
	s := r.of[i]
	if !r.in(i+2, s) {
		return 0, 0, 0
	}
	switch r.literal(i + 1) {
	case "of", "in", "de", "d", "sur":
	default:
		return 0, 0, 0
	}
	if r.lang == french && r.bounds[s].classes&deal == 0 {
		return 0, 0, 0
	}
	from, to = r.nameAfter(i+2, s, free)
	if from < to && (r.tokens[from].class&geo != 0 || to-from == 1 && r.lang == french && r.tokens[from].shape&(inner|caps) == 0 && r.surnameHere(from)) {
		return 0, 0, 0
	}
	return from, to, i
}

// beforeShares: "Brightwater's stock price", "Brightwater shares fell".
func (r *reading) beforeShares(i int, free []bool) (from, to, at int) {
	if r.lang != english {
		return 0, 0, 0
	}
	switch r.literal(i) {
	case "shares", "stock", "stockholders", "shareholders", "bondholders", "IPO", "earnings":
	default:
		return 0, 0, 0
	}
	s, end := r.of[i], i
	if r.in(i-1, s) && r.tokens[i-1].shape&apos != 0 && r.tokens[i-1].end-r.tokens[i-1].start == 1 {
		end--
	} else if r.literal(i) != "shares" || !r.in(i+1, s) || r.tokens[i+1].class&(verb|aux) == 0 {
		return 0, 0, 0
	}
	from, to = r.nameBefore(end, free)
	if from < to && r.tokens[from].class&(geo|det) != 0 || from < to && r.tokens[from].shape&opens != 0 && end == i && to-from == 1 {
		return 0, 0, 0
	}
	return from, to, i
}

// beforeResults: "Brightwater reported revenue of", "Brightwater posted a loss".
func (r *reading) beforeResults(i int, free []bool) (from, to, at int) {
	if r.lang != english {
		return 0, 0, 0
	}
	switch r.literal(i) {
	case "reported", "posted", "generated", "reports", "posts":
	default:
		return 0, 0, 0
	}
	s := r.of[i]
	for k := i + 1; k < i+5 && r.in(k, s); k++ {
		switch r.literal(k) {
		case "revenue", "revenues", "profit", "profits", "loss", "losses", "earnings", "sales", "income":
			from, to = r.nameBefore(i, free)
			if from < to && r.tokens[from].class&geo != 0 {
				return 0, 0, 0
			}
			return from, to, i
		}
	}
	return 0, 0, 0
}

// noComment: "Brightwater did not respond to a request", "Brightwater declined
// to comment". A single word may be somebody's surname.
func (r *reading) noComment(i int, free []bool) (from, to, at int) {
	if r.lang != english || i == 0 {
		return 0, 0, 0
	}
	s := r.of[i]
	switch r.literal(i) {
	case "declined":
		if !r.in(i+1, s) || r.literal(i+1) != "to" && r.literal(i+1) != "comment" {
			return 0, 0, 0
		}
	case "did":
		ok := false
		for k := i + 1; k < i+5 && r.in(k, s); k++ {
			switch r.literal(k) {
			case "respond", "disclose", "comment", "reply", "return":
				ok = true
			}
		}
		if !ok {
			return 0, 0, 0
		}
	default:
		return 0, 0, 0
	}
	from, to = r.nameBefore(i, free)
	if from < to && r.in(from-1, s) && r.tokens[from-1].class&(role|title) != 0 {
		return 0, 0, 0 // "spokeswoman Jane Doe declined to comment"
	}
	if from >= to || r.tokens[from].class&(geo|det) != 0 || to-from == 1 && r.surnameHere(from) {
		return 0, 0, 0
	}
	return from, to, i
}

// surnameHere reports whether a word stands after a first name or a title
// somewhere in the article. The words that do are gathered once.
func (r *reading) surnameHere(at int) bool {
	if r.surnames == nil {
		r.surnames = map[string]bool{}
		for i := 1; i < len(r.tokens); i++ {
			t, p := &r.tokens[i], &r.tokens[i-1]
			if t.shape&upper == 0 || p.shape&(word|upper) != word|upper || r.of[i-1] != r.of[i] {
				continue
			}
			if p.class&(person|title) != 0 || p.id == 0 && p.shape&opens == 0 {
				r.surnames[r.literal(i)] = true
			}
		}
	}
	return r.surnames[r.literal(at)]
}

// afterBased: "Boston-based Brightwater", "the London-listed Brightwater".
func (r *reading) afterBased(i int, free []bool) (from, to, at int) {
	switch r.literal(i) {
	case "based", "listed", "headquartered":
	default:
		return 0, 0, 0
	}
	if r.tokens[i].shape&tight == 0 || !r.is(i-1, r.of[i], '-') || i < 2 || r.tokens[i-2].class&geo == 0 {
		return 0, 0, 0
	}
	from, to = r.nameAfter(i+1, r.of[i], free)
	if from >= to || r.any(from, to, person|geo|sport) || to-from == 1 && r.bounds[r.of[i]].classes&(deal|money) == 0 {
		return 0, 0, 0
	}
	return from, to, i
}

// personOf: "said Jane Doe of Brightwater Partners", when the name ends as
// names of companies do.
func (r *reading) personOf(i int, free []bool) (from, to, at int) {
	if r.lang == french || i < 2 {
		return 0, 0, 0
	}
	switch r.literal(i) {
	case "of", "at", "with":
	default:
		return 0, 0, 0
	}
	s := r.of[i]
	if !r.in(i-2, s) || r.tokens[i-1].shape&(word|upper|titled) != word|upper || r.tokens[i-2].shape&(word|upper) != word|upper ||
		r.tokens[i-2].class&person == 0 {
		return 0, 0, 0
	}
	from, to = r.nameAfter(i+1, s, free)
	if to-from < 2 || r.tokens[from].class&public != 0 {
		return 0, 0, 0
	}
	if r.tokens[to-1].class&(house|firm|legalWord|suffix) == 0 && !r.any(from, to, house|firm) {
		return 0, 0, 0
	}
	return from, to, i
}

// afterForm: legal forms that stand before the name, in Indonesia and Russia.
func (r *reading) afterForm(i int, free []bool) (from, to, at int) {
	switch r.literal(i) {
	case "PT", "OAO", "PAO", "OOO", "ZAO":
	default:
		return 0, 0, 0
	}
	if r.tokens[i].shape&titled != 0 {
		return 0, 0, 0
	}
	from, to = r.nameAfter(i+1, r.of[i], free)
	return from, to, i
}

// listed companies: an unknown name between two known ones is one as well.
func (r *reading) amongKnown(known []candidate, free []bool) []candidate {
	var out []candidate
	for i := 0; i+1 < len(known) && len(out) < maxFound; i++ {
		a, b := &known[i], &known[i+1]
		if !r.certain(a) || !r.certain(b) || r.of[a.from] != r.of[b.from] || a.company == b.company || b.from-a.to < 3 || b.from-a.to > 7 {
			continue
		}
		from, to := int(a.to)+1, int(b.from)-1
		s := r.of[a.from]
		if !r.is(int(a.to), s, ',') || !r.is(to, s, ',') && r.tokens[to].class&and == 0 {
			continue
		}
		if to > from && r.is(to-1, s, ',') { // "A, X, and B"
			to--
		}
		ok := from < to
		for k := from; k < to && ok; k++ {
			ok = r.part(k, free) || r.is(k, s, '&')
		}
		if !ok || to-from > 4 || !r.plausible(from, to) || r.any(from, to, person) {
			continue
		}
		c := candidate{from: int32(from), to: int32(to), alias: -1, company: -1, name: r.source(from)[r.tokens[from].start:r.tokens[to-1].end]}
		c.add(together, int(a.from))
		out = append(out, c)
	}
	return out
}

// certain candidates are companies whatever stands beside them.
func (r *reading) certain(c *candidate) bool {
	return c.alias >= 0 && c.kind == byName && !r.doubtful(&r.x.aliases[c.alias]) && !r.x.media[c.company]
}

// initials are the short forms in brackets after names found by cue:
// "Brightwater Breweries Ltd (BWB)".
func (r *reading) initials(found []candidate, free []bool) []candidate {
	var out []candidate
	for f := range found {
		j, s := int(found[f].to), r.of[found[f].from]
		for r.in(j, s) && (r.tokens[j].class&suffix != 0 || r.is(j, s, '.') || r.is(j, s, ',')) {
			j++
		}
		if !r.is(j, s, '(') || !r.in(j+1, s) || !r.is(j+2, s, ')') && !r.is(j+3, s, ')') {
			continue
		}
		short := r.literal(j + 1)
		t := &r.tokens[j+1]
		if t.shape&caps == 0 || len(short) > 6 || short[0] != r.literal(int(found[f].from))[0] {
			continue
		}
		for i := range r.tokens {
			if free[i] && r.tokens[i].shape&caps != 0 && r.tokens[i].shape&titled == 0 && r.literal(i) == short && len(out) < maxFound {
				c := candidate{from: int32(i), to: int32(i + 1), alias: -1, company: -1, name: found[f].name}
				r.named(&c, &found[f], weights[knownHere])
				out = append(out, c)
			}
		}
	}
	return out
}
