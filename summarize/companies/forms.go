package companies

// formal reports whether a legal form is written as one: "SA", not "Sa".
func formal(s string) bool {
	switch s {
	case "Inc", "Corp", "Corporation", "Ltd", "Limited", "Plc", "PLC", "plc", "LLC", "LLP", "GmbH", "SpA", "SAS", "SARL", "KGaA", "Oyj", "ASA", "INC", "CORP", "LTD",
		"SA", "AG", "NV", "BV", "AB", "SE", "SNC", "SASU", "EURL", "Oy", "KK", "Srl", "SRL", "Bhd", "Incorporated", "Co":
		return true
	}
	return false
}

// dotted are forms written with points: "S.A.", "S.p.A.".
var dotted = map[string]bool{
	"SA": true, "SpA": true, "SPA": true, "NV": true, "BV": true, "AG": true, "SAS": true, "SARL": true, "LLC": true, "LP": true, "SE": true, "PLC": true, "AB": true,
}

// form is where a legal form that begins at token i ends; 0 there is none.
func (r *reading) form(i int) int {
	s, lit := r.of[i], r.literal(i)
	if len(lit) > 1 {
		if formal(lit) {
			return i + 1
		}
		return 0
	}
	if lit == "A" && r.is(i+1, s, '/') && r.tokens[i+1].shape&tight != 0 && r.in(i+2, s) && r.literal(i+2) == "S" && r.tokens[i+2].shape&tight != 0 {
		return i + 3 // "A/S"
	}
	letters, k := "", i
	for len(letters) < 4 && r.in(k, s) && r.tokens[k].end-r.tokens[k].start == 1 && (k == i || r.tokens[k].shape&tight != 0) {
		letters += r.literal(k)
		if !r.is(k+1, s, '.') || r.tokens[k+1].shape&tight == 0 {
			k++
			break
		}
		k += 2
	}
	if dotted[letters] {
		return k
	}
	return 0
}

// namedBy finds the name before a legal form, tokens i to end.
func (r *reading) namedBy(i, end int, free []bool) (from, to int) {
	s, lit := r.of[i], r.literal(i)
	next := r.in(end, s) && r.tokens[end].shape&(word|upper) == word|upper
	if lit == "Co" && next && r.tokens[end].class&suffix == 0 {
		return 0, 0 // "Orange Co Sheriff": a county
	}
	from, to = r.nameBefore(i, free)
	for to-from > 1 && halfForm(r.literal(to-1)) {
		to-- // "Brightwater Pty Ltd"
	}
	if to-from > 1 && r.literal(from) == "About" {
		from++ // the end of a press release: "About Brightwater Ltd"
	}
	if from >= to || r.only(from, to, geo) {
		return 0, 0
	}
	if len(lit) > 3 || r.tokens[i].shape&caps == 0 {
		return from, to
	}
	// "Texas AG Ken Paxton", "Adelaide SA 5000": offices, states and postcodes.
	if to-from == 1 && (r.tokens[from].class&geo != 0 || r.tokens[from].shape&caps != 0 && r.tokens[from].end-r.tokens[from].start < 4) ||
		lit == "AG" && next && (r.tokens[end].class&person != 0 || to-from == 1 && r.tokens[end].class&^geo == 0) || r.in(end, s) && r.tokens[end].shape&digit != 0 {
		return 0, 0
	}
	if to-from == 1 && r.tokens[from].shape&opens != 0 && !r.unknownName(from) && !r.tellsAfter(from, end) {
		return 0, 0 // "Former SAS captain"
	}
	return from, to
}

// halfForm words are part of a form of several words.
func halfForm(s string) bool {
	switch s {
	case "Pty", "Pte", "Pvt", "Sdn", "Private", "Co":
		return true
	}
	return false
}

// tellsAfter reports whether a word in no list is followed, behind its legal
// form, by what a company does: "Solaris SAS a été condamnée".
func (r *reading) tellsAfter(from, end int) bool {
	return r.tokens[from].id == 0 && r.in(end, r.of[from]) && r.tokens[end].class&(aux|verb|say) != 0
}

// charity reports whether a name found by a loose cue is that of a body that is
// no company.
func (r *reading) charity(from, to int) bool {
	if to-from < 2 {
		return false
	}
	for k := from; k < to; k++ {
		switch r.literal(k) {
		case "Crisis", "Foundation", "Fondation", "Institute", "Institut", "University", "Université", "Council", "Ministry", "Ministère",
			"Agency", "Agence", "Observatory", "Observatoire", "Commission", "Committee", "Parliament", "Charity", "Amnesty", "Embassy":
			return true
		}
	}
	return false
}

// byCode finds the company of the first tier whose ticker a name is: analysts
// work for banks, and "ETR" that has one is not Entergy.
func (r *reading) byCode(q cue, from, to int) (int32, bool) {
	t := &r.tokens[from]
	if to-from != 1 || t.shape&caps == 0 || t.end-t.start < 3 {
		return 0, false
	}
	company, ok := r.x.tickers[r.literal(from)]
	if !ok || r.x.second[company] {
		return 0, false
	}
	return company, q == moneyOf || q == roleOf && r.sectorOf(company)&(sectorClass("bank")|sectorClass("invest")) != 0
}
