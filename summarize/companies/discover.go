package companies

import "strings"

// maxFound bounds how many companies are found by cue in one article.
const maxFound = 40

// discover finds companies that are in no list by what stands beside their
// names: a legal form after ("Brightwater Analytics Inc"), an analyst before
// ("an analyst at Brightwater"). Later in the article the first word alone is
// enough.
func (r *reading) discover(known []candidate) []candidate {
	var out []candidate
	free := r.uncovered(known)
	taken := map[int]bool{}
	add := func(from, to int, q cue, at int) {
		if len(out) >= maxFound || from >= to || taken[from] || taken[to-1] || r.only(from, to, suffix|legalWord|house|geo|noun) {
			return
		}
		if q != legalSuffix && q != tickerAfter && r.charity(from, to) {
			return
		}
		if from > 0 && !free[from-1] && r.of[from-1] == r.of[from] && r.tokens[from-1].shape&upper != 0 && q != firmWord {
			return // the tail of a name we know: "Amazon.com Inc <AMZN.O>"
		}
		for k := from; k < to; k++ {
			taken[k] = true
		}
		name := r.source(from)[r.tokens[from].start:r.tokens[to-1].end]
		c := candidate{from: int32(from), to: int32(to), alias: -1, company: -1, name: name}
		if company, ok := r.byCode(q, from, to); ok {
			c.company, c.kind = company, byTicker // "shares in JPM"
		}
		c.add(q, at)
		out = append(out, c)
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.shape&word == 0 {
			if from, to := r.codeAfter(i, free); from < to {
				add(from, to, tickerAfter, i+1)
			}
			continue
		}
		if end := r.form(i); end > 0 {
			if from, to := r.namedBy(i, end, free); from < to {
				add(from, to, legalSuffix, i)
			}
			continue
		}
		if from, to := r.firmName(i, free); from < to {
			add(from, to, firmWord, i)
			continue
		}
		if t.class&role != 0 && r.lang != french {
			if k := r.atAfter(i); k > 0 {
				if from, to := r.nameAfter(k, r.of[i], free); to-from >= 2 && r.tokens[to-1].class&(legalWord|firm|house|suffix) != 0 {
					add(from, to, roleOf, i)
					continue
				}
			}
		}
		if t.class&role != 0 && analysts[strings.ToLower(r.literal(i))] && r.in(i+1, r.of[i]) && (at2[r.literal(i+1)] || r.lang == french && ofHouse[r.literal(i+1)]) {
			if from, to := r.nameAfter(i+2, r.of[i], free); from < to && !r.only(from, to, geo) {
				add(from, to, roleOf, i)
			}
		}
		for _, cue := range cuesOfNames {
			if from, to, at := cue.find(r, i, free); from < to && r.plausible(from, to) {
				add(from, to, cue.cue, at)
			}
		}
	}
	for _, c := range r.amongKnown(known, free) {
		if !taken[int(c.from)] && !taken[int(c.to)-1] {
			out = append(out, c)
		}
	}
	out = append(out, r.initials(out, free)...)
	if len(out) > 0 {
		out = append(out, r.again(out, free)...)
	}
	return out
}

// codeAfter finds a name before a code of an exchange: "Interroll <INRN.S>",
// "Trecora (NYSE: TREC)".
func (r *reading) codeAfter(i int, free []bool) (from, to int) {
	s := r.of[i]
	j := i + 1
	if !r.in(j, s) || r.tokens[j].shape&(word|upper|tight) != word|upper|tight && r.tokens[j].shape&digit == 0 {
		return 0, 0
	}
	switch r.source(i)[r.tokens[i].start] {
	case '<':
		if !r.is(j+1, s, '.') || !r.in(j+2, s) || r.tokens[j+2].end-r.tokens[j+2].start > 2 || r.tokens[j+2].shape&upper == 0 {
			return 0, 0
		}
	case '(':
		if !exchange(r.literal(j)) || !r.is(j+1, s, ':') {
			return 0, 0
		}
	default:
		return 0, 0
	}
	return r.nameBefore(i, free)
}

// atAfter finds where an employer's name may begin after a word for a job:
// "portfolio manager at", "head of research at", "partner with"; 0 nowhere.
func (r *reading) atAfter(i int) int {
	for k := i + 1; k < i+7 && r.in(k, r.of[i]); k++ {
		t := &r.tokens[k]
		if t.shape&word == 0 {
			if r.is(k, r.of[i], ',') && k > i+1 {
				continue
			}
			return 0
		}
		if lit := r.literal(k); lit == "at" || lit == "with" {
			return k + 1
		}
		if t.shape&upper != 0 && t.shape&caps == 0 || t.class&verb != 0 {
			return 0
		}
	}
	return 0
}

// analysts speak for houses that no list has.
var analysts = map[string]bool{
	"analyst": true, "analysts": true, "strategist": true, "economist": true, "analyste": true, "analystes": true,
	"économiste": true, "stratégiste": true,
}

var at2 = map[string]bool{"at": true, "with": true, "chez": true}

// ofHouse follows an analyst in French: "les analystes de Brindacier".
var ofHouse = map[string]bool{"de": true, "d": true}

// uncovered tells which tokens no candidate has taken.
func (r *reading) uncovered(known []candidate) []bool {
	free := make([]bool, len(r.tokens))
	for i := range free {
		free[i] = true
	}
	for i := range known {
		c := &known[i]
		if c.alias >= 0 && r.doubtful(&r.x.aliases[c.alias]) && r.x.aliases[c.alias].marks&single != 0 {
			continue
		}
		for k := c.from; k < c.to; k++ {
			free[k] = false
		}
	}
	return free
}

// part reports whether a token can be part of an unknown company's name.
func (r *reading) part(i int, free []bool) bool {
	t := &r.tokens[i]
	return free[i] && t.shape&word != 0 && t.shape&upper != 0 && t.class&(function|title) == 0 && t.shape&apos == 0
}

// nameBefore finds the name that ends before token i.
func (r *reading) nameBefore(i int, free []bool) (from, to int) {
	s := r.of[i]
	to = i
	if r.is(to-1, s, ',') {
		switch r.literal(i) {
		case "Inc", "Ltd", "LLC", "Corp", "LLP", "Incorporated":
			to--
		default:
			return 0, 0
		}
	}
	from = to
	for from > 0 && to-from < 8 && r.in(from-1, s) {
		p := from - 1
		if r.part(p, free) {
			from--
			continue
		}
		// "Procter & Gamble", "Coca-Cola", "J.P. Morgan".
		if (r.is(p, s, '&') || r.is(p, s, '-') && r.tokens[p].shape&tight != 0 || r.is(p, s, '.') && r.tokens[p].shape&tight != 0) &&
			from < to && r.in(p-1, s) && r.part(p-1, free) {
			if r.is(p, s, '.') && r.tokens[p-1].end-r.tokens[p-1].start > 2 {
				break
			}
			from--
			continue
		}
		break
	}
	for from < to && r.tokens[from].shape&word == 0 {
		from++
	}
	if from < to && r.tokens[from].shape&(opens) != 0 && r.tokens[from].class&(det|aux|of|at|according|and|role) != 0 {
		from++
	}
	// "Brightwater and Co", "Brightwater & Co": what joins them is no part.
	for to > from && (r.tokens[to-1].class&and != 0 || r.is(to-1, s, '&')) {
		to--
	}
	if to-from > 6 || from >= to || r.any(from, to, public) && !r.is(i-1, s, ',') && r.literal(i) == "Co" || r.tokens[from].shape&titled != 0 && to-from > 3 {
		return 0, 0
	}
	if to-from == 1 && (r.tokens[from].end-r.tokens[from].start < 3 || r.tokens[from].class&(person|placeNoun) != 0) {
		return 0, 0
	}
	return from, to
}

// nameAfter finds the name that begins at token i.
func (r *reading) nameAfter(i int, s int32, free []bool) (from, to int) {
	from, to = i, i
	for r.in(to, s) && to-from < 6 {
		if r.part(to, free) {
			to++
			continue
		}
		if r.is(to, s, '&') && r.in(to+1, s) && r.part(to+1, free) {
			to += 2
			continue
		}
		break
	}
	if to-from > 1 && r.tokens[to-1].end-r.tokens[to-1].start == 1 && r.form(to-1) > 0 {
		to-- // of "N.V."
	}
	if to == from || r.tokens[from].class&(person|placeNoun|noun) != 0 && to-from == 1 || r.tokens[from].end-r.tokens[from].start < 3 {
		return 0, 0
	}
	// "an analyst at the University of X", "at Harvard University".
	for k := from; k < to; k++ {
		if r.tokens[k].class&venue != 0 {
			return 0, 0
		}
	}
	return from, to
}

// again finds the names once more, in full or by a distinctive first word.
func (r *reading) again(found []candidate, free []bool) []candidate {
	type want struct{ name, first string }
	var wants []want
	taken := map[int32]bool{}
	for i := range found {
		c := &found[i]
		for k := c.from; k < c.to; k++ {
			taken[k] = true
		}
		first := r.literal(int(c.from))
		t := &r.tokens[c.from]
		if len(first) < 4 || t.class&(person|function|noun|placeNoun|det|legalWord|geo|public|title|venue) != 0 || r.lower[t.id] && t.id != 0 {
			first = ""
		}
		wants = append(wants, want{c.name, first})
	}
	var out []candidate
	for i := range r.tokens {
		if !free[i] || taken[int32(i)] || r.tokens[i].shape&(word|upper) != word|upper || len(out) >= maxFound {
			continue
		}
		lit := r.literal(i)
		for w := range wants {
			if wants[w].first != lit || i > 0 && r.in(i-1, r.of[i]) && r.tokens[i-1].class&(person|title) != 0 {
				continue
			}
			to := i + 1
			src := r.source(i)
			if strings.HasPrefix(src[r.tokens[i].start:], wants[w].name) {
				end := int(r.tokens[i].start) + len(wants[w].name)
				for to < len(r.tokens) && int(r.tokens[to].start) < end {
					to++
				}
			} else if r.in(to, r.of[i]) && r.tokens[to].shape&(word|upper) == word|upper {
				continue
			}
			c := candidate{from: int32(i), to: int32(to), alias: -1, company: -1, name: wants[w].name}
			r.named(&c, &found[w], weights[knownHere])
			out = append(out, c)
			break
		}
	}
	return out
}
