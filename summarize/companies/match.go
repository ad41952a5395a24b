package companies

import "strings"

// candidate is a stretch of tokens that may name a company.
type candidate struct {
	from, to int32 // tokens
	alias    int32 // index into index.aliases; -1: found by a cue
	company  int32
	weight   float32
	fixed    float32 // the weight of its own surroundings, before the document's
	used     [18]reason
	n        uint8
	called   int32 // the token that calls it by its trade later; -1 none
	hard     bool  // something beside it says no
	dead     bool
	kind     kind
	name     string // of a company found by a cue
}

// reason is one cue with the token it was found at.
type reason struct {
	cue cue
	n   uint8 // how many tokens it is, when more than one
	at  int32 // token, or -1
}

func (c *candidate) add(q cue, at int) { c.addWeight(q, at, weights[q]) }

func (c *candidate) addWeight(q cue, at int, w float32) {
	c.weight += w
	if int(c.n) < len(c.used) {
		c.used[c.n] = reason{cue: q, at: int32(at)}
		c.n++
	}
}

// named adds that the article names the company elsewhere: by all the words of
// another naming, or by the same word, where it is clear.
func (r *reading) named(c, o *candidate, w float32) {
	q, same := knownHere, c.to-c.from == o.to-o.from
	for i := int32(0); same && i < c.to-c.from; i++ {
		a, b := &r.tokens[c.from+i], &r.tokens[o.from+i]
		same = a.id != 0 && a.id == b.id || strings.EqualFold(r.literal(int(c.from+i)), r.literal(int(o.from+i)))
	}
	if same {
		q = clearHere
	}
	c.addWeight(q, int(o.from), w)
	if last := &c.used[c.n-1]; last.cue == q && last.at == o.from {
		last.n = uint8(min(o.to-o.from, 255))
	}
}

// isNamed reports whether the article names the company elsewhere.
func (c *candidate) isNamed() bool { return c.has(knownHere) || c.has(clearHere) }

func (c *candidate) has(q cue) bool {
	for _, u := range c.used[:c.n] {
		if u.cue == q {
			return true
		}
	}
	return false
}

// candidates finds every alias in the text, the longest at each place.
func (r *reading) candidates() []candidate {
	out := make([]candidate, 0, 32)
	x := r.x
	for i := 0; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if t.shape&word == 0 {
			if n := r.ticker(i); n != nil {
				out = append(out, *n)
				i = int(n.to) - 1
			}
			continue
		}
		if t.id == 0 || t.shape&apos != 0 && t.end-t.start == 1 || x.step(0, t.id) < 0 {
			continue
		}
		s := r.of[i]
		at, bestEnd := int32(0), 0
		var best [4]int32
		n := 0
		for j := i; j < len(r.tokens) && r.of[j] == s && j < i+2*maxTokens; {
			next := x.step(at, r.tokens[j].id)
			if next < 0 && r.tokens[j].class&and != 0 && j > i {
				if amp, ok := x.ids["&"]; ok { // "Johnson and Johnson"
					next = x.step(at, amp)
				}
			}
			if next < 0 {
				break
			}
			at = next
			j++
			if e := x.nodes[at].ends; e != 0 {
				k := 0
				var fits [4]int32
				for ; e != 0 && k < len(fits); e = x.ends[e].next {
					if a := x.ends[e].alias; r.written(&x.aliases[a], i, j) {
						fits[k] = a
						k++
					}
				}
				if k > 0 {
					best, n, bestEnd = fits, k, j
				}
			}
			for j < len(r.tokens) && r.of[j] == s && r.passable(j) {
				j++
			}
		}
		if n == 0 {
			continue
		}
		for k := n - 1; k >= 0; k-- {
			a := &x.aliases[best[k]]
			if a.kind == blocked {
				n = 0
				break
			}
		}
		for k := range n {
			a := &x.aliases[best[k]]
			out = append(out, candidate{from: int32(i), to: int32(bestEnd), alias: best[k], company: a.company, kind: a.kind})
		}
		i = bestEnd - 1
	}
	return out
}

// passable marks may stand between the words of a name: a tight hyphen, a
// point after an abbreviation.
func (r *reading) passable(j int) bool {
	t := &r.tokens[j]
	if t.shape&word != 0 || j+1 >= len(r.tokens) {
		return false
	}
	switch r.source(j)[t.start] {
	case '-', '/', '!':
		return t.shape&tight != 0 && r.tokens[j+1].shape&tight != 0
	case '.':
		return t.shape&tight != 0 && (r.tokens[j+1].shape&tight != 0 || j > 0 && r.tokens[j-1].end-r.tokens[j-1].start <= 4)
	case ',':
		return r.tokens[j+1].class&suffix != 0
	case '\'':
		return t.shape&tight != 0
	}
	return false
}

// written reports whether the tokens i…j are written as the alias asks.
func (r *reading) written(a *compiled, i, j int) bool {
	if a.kind == blocked {
		// "Apple pie" as written or at a sentence's start, "canal de Suez" as it is.
		if r.tokens[i].shape&(upper|digit) != 0 || a.capital == 0 {
			return true
		}
	}
	if a.marks&exact != 0 {
		src := r.source(i)
		if !strings.EqualFold(a.text, src[r.tokens[i].start:r.tokens[j-1].end]) {
			return false
		}
		return a.text == src[r.tokens[i].start:r.tokens[j-1].end] || r.smallAtHome(a, i) || r.smallLine(a, i, j)
	}
	k := 0
	if a.marks&(single|ascii) == single|ascii && !plainLetters(r.source(i)[r.tokens[i].start:r.tokens[i].end]) {
		return false // "Koné" is not Kone
	}
	for at := i; at < j; at++ {
		t := &r.tokens[at]
		if t.shape&word == 0 {
			if r.passable(at) {
				continue
			}
			k++ // "&", "+"
			continue
		}
		if a.capital&(1<<k) != 0 && t.shape&upper == 0 && !r.smallAtHome(a, i) && !r.smallLine(a, i, j) {
			return false
		}
		if a.strict&(1<<k) != 0 && t.shape&caps == 0 && !r.smallLine(a, i, j) {
			return false
		}
		k++
	}
	return true
}

// smallAtHome reports whether a name in small letters is nevertheless one, by the
// French word before it that only a firm follows without an article: "chez free",
// "mon forfait orange".
func (r *reading) smallAtHome(a *compiled, i int) bool {
	if a.kind != byName || a.marks&single == 0 || a.marks&(given|remote) != 0 || a.marks&(surname|likely) == surname || a.strict != 0 || len(a.text) < 3 ||
		r.lang == english || a.company < 0 || !r.in(i-1, r.of[i]) || r.tokens[i].shape&apos != 0 || r.tokens[i].class&(function|det) != 0 {
		return false
	}
	switch r.literal(i - 1) {
	case "chez", "Chez":
		const shops = "retail telecom bank insur fintech transport util"
		for s := range strings.FieldsSeq(shops) {
			if r.sectorOf(a.company) == sectorClass(s) {
				return true
			}
		}
	case "forfait", "forfaits", "box", "abonnement", "fibre":
		return r.sectorOf(a.company) == sectorClass("telecom")
	}
	return false
}

// ticker reads "$NVDA", "(NASDAQ: NVDA)", "<AIR.PA>" and "(MSFT.O)" from the
// mark that opens it.
func (r *reading) ticker(i int) *candidate {
	s := r.of[i]
	src := r.source(i)
	open := src[r.tokens[i].start]
	j := i + 1
	if !r.in(j, s) || r.tokens[j].shape&word == 0 {
		return nil
	}
	switch open {
	case '$':
		if r.tokens[j].shape&tight == 0 || r.tokens[j].shape&digit != 0 {
			return nil
		}
	case '<', '(':
		// An exchange first: "NASDAQ: NVDA".
		if r.is(j+1, s, ':') && r.in(j+2, s) && exchange(src[r.tokens[j].start:r.tokens[j].end]) {
			j += 2
		} else if r.tokens[j].end-r.tokens[j].start < 2 || open == '(' && !r.is(j+1, s, '.') {
			return nil // "(U.S.)"
		}
	default:
		return nil
	}
	end := j + 1
	text := src[r.tokens[j].start:r.tokens[j].end]
	if len(text) > 6 || strings.ToUpper(text) != text {
		return nil
	}
	reuters := r.is(j+1, s, '.') && r.in(j+2, s) && r.tokens[j+2].shape&(tight|word) == tight|word && r.tokens[j+2].end-r.tokens[j+2].start <= 2
	if reuters {
		end = j + 3
	}
	company, ok := r.x.tickers[text]
	if reuters { // a code with its exchange says more than the letters
		if full, have := r.x.tickers[src[r.tokens[j].start:r.tokens[j+2].end]]; have {
			company, ok = full, true
		}
	}
	if !ok {
		return nil
	}
	return &candidate{from: int32(j), to: int32(end), alias: -1, company: company, kind: byTicker}
}

// exchange names as they stand before a ticker.
func exchange(s string) bool {
	switch s {
	case "NASDAQ", "Nasdaq", "NYSE", "NasdaqGS", "AMEX", "LSE", "TSX", "TSE", "ASX", "HKEX", "HKG", "EPA", "ETR", "FRA", "BIT", "AMS", "SWX", "OTC", "OTCMKTS", "Euronext", "BME", "Paris":
		return true
	}
	return false
}

func plainLetters(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
