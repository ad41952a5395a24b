package quotes

import (
	"strings"

	"lede/news"
)

// phrase is a noun phrase that may be a speaker: token indices, end exclusive.
type phrase struct {
	from, to int
	name     named // the name in it, if to > from
	hasName  bool
	pronoun  bool
	roleFrom int // an apposition or what stands before the name
	roleTo   int
}

// pronounAt: the word is a pronoun that can speak.
func (f *finder) pronounAt(t token) bool {
	if f.d.Language == "en" {
		t.lower, _, _ = strings.Cut(t.lower, "'") // "he'd"
	}
	return t.kind == 'w' && (f.g.he[t.lower] || f.g.she[t.lower] || f.g.they[t.lower] || f.g.it[t.lower] || f.g.first[t.lower])
}

// left finds the subject that ends before token v, not reaching beyond lo.
func (f *finder) left(toks []token, v, lo int) (phrase, bool) {
	j := v - 1
	for j >= lo {
		if n := f.asideEnds(toks, j, lo); n > 0 {
			j -= n
			continue
		}
		if n := f.timeEnds(toks, j, lo); n > 0 {
			j -= n
			continue
		}
		if toks[j].kind != 'w' || !f.g.auxiliary[toks[j].lower] {
			break
		}
		if f.pronounAt(toks[j]) && (j == lo || !f.g.auxiliary[toks[j-1].lower]) {
			break
		}
		j--
	}
	if j < lo {
		return phrase{}, false
	}
	t := toks[j]
	switch {
	case f.pronounAt(t) && j > lo && f.g.preposition[toks[j-1].lower]:
		// "l'une d'elles", "one of them": whoever it is, not the one spoken of.
		k := j - 1
		for k > lo && k > j-4 && toks[k-1].kind == 'w' {
			k--
		}
		return phrase{from: k, to: j + 1}, true
	case f.pronounAt(t):
		return phrase{from: j, to: j + 1, pronoun: true}, true
	case f.g.and[t.lower]:
		return f.main(toks, lo, j)
	case f.g.who[t.lower]:
		// The relative clause says it of what stands before.
		k := j - 1
		if k >= lo && toks[k].lower == "," {
			k--
		}
		if k < lo {
			return phrase{}, false
		}
		p, ok := f.ending(toks, k, lo)
		if ok && !p.hasName && !p.pronoun {
			for i := p.to - 1; i > p.from; i-- {
				if f.g.determiner[toks[i].lower] && !f.g.preposition[toks[i].lower] {
					p.from = i
					break
				}
			}
		}
		return p, ok
	case t.lower == ",":
		return f.apposition(toks, j, lo)
	case t.lower == ")":
		k := j
		for k > lo && toks[k].lower != "(" {
			k--
		}
		if k > lo {
			return f.ending(toks, k-1, lo)
		}
		return phrase{}, false
	case t.lower == "—" || t.lower == "–" || t.lower == "-":
		k := j - 1
		for k >= lo && toks[k].lower != t.lower {
			k--
		}
		if k > lo {
			return f.ending(toks, k-1, lo)
		}
		return phrase{}, false
	case t.kind == 'w' || t.kind == 'n':
		return f.ending(toks, j, lo)
	}
	return phrase{}, false
}

// timeEnds is how many tokens before j say when: "less than two weeks ago".
func (f *finder) timeEnds(toks []token, j, lo int) int {
	if !f.g.timeEnd[toks[j].lower] {
		return 0
	}
	k := j
	for k > lo && j-k < 6 && (f.g.time[toks[k-1].lower] || toks[k-1].kind == 'n') {
		k--
	}
	if k == j || k == lo {
		return 0
	}
	return j - k + 1
}

// asideEnds is how many tokens before j are a set phrase between subject and
// verb, "de son côté", with the commas around it.
func (f *finder) asideEnds(toks []token, j, lo int) int {
	end := j
	if toks[j].lower == "," {
		end--
	}
	if end-1 > lo && end < j && toks[end-1].lower == "," && (f.g.heAfter[toks[end].lower] || f.g.theyAfter[toks[end].lower] || f.g.she[toks[end].lower]) {
		return j - end + 2 // "X, lui, parle de"
	}
	for _, words := range f.g.aside {
		from := end - len(words) + 1
		if from < lo || toks[end].lower != words[len(words)-1] {
			continue
		}
		same := true
		for k, w := range words {
			same = same && toks[from+k].lower == w
		}
		if same {
			if from > lo && toks[from-1].lower == "," {
				from--
			}
			return j - from + 1
		}
	}
	return 0
}

// apposition: the comma at j closes an apposition. Either it is the name ("le
// directeur général d'Orange, X, a déclaré") or the role ("X, responsable de
// l'IA, a déclaré").
func (f *finder) apposition(toks []token, j, lo int) (phrase, bool) {
	for tries := 0; tries < 4; tries++ {
		k := j - 1
		for k >= lo && toks[k].lower != "," && toks[k].kind != 'q' && toks[k].lower != ":" && toks[k].lower != ";" {
			k--
		}
		if k < lo || toks[k].lower != "," {
			// The clause begins here: its subject, if it is one.
			return f.main(toks, max(k+1, lo), j)
		}
		if n, ok := f.pureName(toks, k+1, j); ok {
			p := phrase{from: k + 1, to: j, name: n, hasName: true}
			if q, ok := f.ending(toks, k-1, lo); ok && !q.hasName {
				p.roleFrom, p.roleTo = q.from, q.to
			}
			return p, true
		}
		if rs := f.runs(toks[k+1 : j]); len(rs) == 1 && rs[0].from == 0 && rs[0].to == j-k-1 && j-k <= 4 {
			// "The regulator, Ofwat, said"
			if q, ok := f.ending(toks, k-1, lo); ok && !q.hasName && !q.pronoun && f.g.definite[toks[q.from].lower] {
				return phrase{from: k + 1, to: j, name: named{from: k + 1, to: j}, hasName: true, roleFrom: q.from, roleTo: q.to}, true
			}
		}
		end := k - 1
		if end > lo && toks[end].lower == ")" {
			for end > lo && toks[end].lower != "(" {
				end--
			}
			end--
		}
		if q, ok := f.ending(toks, max(end, lo), lo); ok && (q.hasName || q.pronoun || toks[q.from].upper || f.g.determiner[toks[q.from].lower]) {
			q.roleFrom, q.roleTo = k+1, j
			return q, true
		}
		j = k
	}
	return phrase{}, false
}

// pureName: the tokens are a name and nothing else.
func (f *finder) pureName(toks []token, from, to int) (named, bool) {
	if to-from < 1 || to-from > 6 {
		return named{}, false
	}
	rs := f.runs(toks[from:to])
	if len(rs) != 1 {
		return named{}, false
	}
	r := run{rs[0].from + from, rs[0].to + from}
	if r.to != to || r.from-from > 1 || r.from > from && !f.g.title[toks[from].lower] {
		return named{}, false
	}
	n := f.parse(toks, r)
	return n, n.person || n.titled && n.to > n.from
}

// ending finds the noun phrase that ends with token j.
func (f *finder) ending(toks []token, j, lo int) (phrase, bool) {
	i := j
	for i >= lo && j-i < 14 {
		t := toks[i]
		if t.kind == 'q' || t.kind == 'p' && !(t.lower == "." && i > lo && len(toks[i-1].lower) <= 4 && i < j && toks[i+1].kind == 'w') && t.lower != "&" && t.lower != "’" && t.lower != "'" {
			break
		}
		if t.kind == 'w' && (!t.upper && f.g.stop[t.lower] || f.pronounAt(t) && !f.g.determiner[t.lower]) {
			break
		}
		if t.kind == 'w' && i < j && !t.upper && f.g.verb[t.lower] && !f.g.weak[t.lower] && !f.nounHere(toks, i) {
			break
		}
		if t.kind == 'w' && t.upper && f.startsSentence(toks, i) && (f.g.stop[t.lower] && !f.g.determiner[t.lower] || f.g.preposition[t.lower]) {
			break
		}
		i--
	}
	i++
	// A date or a preposition does not begin a speaker.
	for i <= j && (isDateToken(toks[i]) || f.g.preposition[toks[i].lower] && toks[i].lower != "des" && toks[i].lower != "du" && !f.g.determiner[toks[i].lower]) {
		i++
	}
	if i > j {
		return phrase{}, false
	}
	if f.pronounAt(toks[j]) && j > lo && f.g.preposition[toks[j-1].lower] {
		return phrase{}, false // "one of them"
	}
	if f.pronounAt(toks[j]) && !f.g.determiner[toks[j].lower] {
		return phrase{from: j, to: j + 1, pronoun: true}, true
	}
	return f.head(toks, i, j+1), true
}

// head finds the name in a noun phrase and what is its role.
func (f *finder) head(toks []token, from, to int) phrase {
	p := phrase{from: from, to: to}
	rs := f.runs(toks[from:to])
	for k := range rs {
		rs[k].from += from
		rs[k].to += from
	}
	if len(rs) == 0 {
		p.from = f.nearDeterminer(toks, from, to)
		return p
	}
	first, last := rs[0], rs[len(rs)-1]
	complement := func(r run) bool {
		if r.from > from+1 && f.g.named[toks[r.from-2].lower] {
			return false // "un avocat du nom de X"
		}
		return r.from > from && f.g.preposition[toks[r.from-1].lower] || r.from > from+1 && f.g.determiner[toks[r.from-1].lower] && f.g.preposition[toks[r.from-2].lower]
	}
	behind := false // "Pauline Teague of the group Cash Matters"
	if len(rs) > 1 && first.from == from {
		if n := f.parse(toks, first); n.person && n.from < n.to {
			for i := first.to; i < last.from; i++ {
				behind = behind || f.g.preposition[toks[i].lower]
			}
		}
	}
	if n := f.parse(toks, last); !behind && last.to == to && (!complement(last) || n.known && n.from > last.from && n.from < n.to) {
		if n.from < n.to && (n.person || n.titled || len(rs) == 1 && last.from == from) {
			p.name, p.hasName = n, true
			if n.from > from {
				p.roleFrom, p.roleTo = from, n.from
			}
			return p
		}
		if n.from < n.to && len(rs) == 1 && last.from > from && f.g.determiner[toks[from].lower] {
			// "le syndicat SUD", "the network CNN": the phrase is the speaker.
			return p
		}
	}
	if first.from == from || first.from == from+1 && f.g.title[toks[from].lower] {
		n := f.parse(toks, first)
		next := token{}
		if first.to < to {
			next = toks[first.to]
		}
		if n.from < n.to && (n.person || len(rs) == 1 || f.g.preposition[next.lower]) && !possessed(f.d.Text, toks[n.to-1]) {
			p.name, p.hasName = n, true
			if n.from > from {
				p.roleFrom, p.roleTo = from, n.from
			} else if n.to < to {
				p.roleFrom, p.roleTo = n.to, to
			}
			if !n.person {
				p.to = max(n.to, to)
			}
			return p
		}
	}
	p.from = f.nearDeterminer(toks, from, to)
	return p
}

// nearDeterminer cuts what cannot belong to a plain noun phrase: it begins
// with the last determiner that no preposition stands before.
func (f *finder) nearDeterminer(toks []token, from, to int) int {
	for i := to - 1; i > from; i-- {
		if f.g.determiner[toks[i].lower] && !f.g.preposition[toks[i-1].lower] && !f.g.preposition[toks[i].lower] && !f.g.determiner[toks[i-1].lower] {
			return i
		}
	}
	return from
}

// main finds the subject of the clause that begins at lo.
func (f *finder) main(toks []token, lo, hi int) (phrase, bool) {
	hi = min(hi, lo+60)
	// Skip what opens a sentence before its subject: "Lundi,", "In a
	// statement,".
	for skip := 0; skip < 2; skip++ {
		if lo >= hi || f.g.determiner[toks[lo].lower] && !f.g.preposition[toks[lo].lower] || f.nameWord(toks, lo) || f.pronounAt(toks[lo]) {
			break
		}
		k := lo
		for k < hi && toks[k].lower != "," {
			k++
		}
		if k >= hi-1 {
			break
		}
		lo = k + 1
	}
	if lo >= hi {
		return phrase{}, false
	}
	for i := lo; i < hi && i < lo+3; i++ {
		if f.pronounAt(toks[i]) {
			if i > lo && f.g.preposition[toks[i-1].lower] {
				return phrase{}, false // "one of them"
			}
			return phrase{from: i, to: i + 1, pronoun: true}, true
		}
		if f.nameWord(toks, i) {
			break
		}
	}
	rs := f.runs(toks[lo:hi])
	if len(rs) > 0 {
		r := run{rs[0].from + lo, rs[0].to + lo}
		if r.from-lo <= 4 {
			n := f.parse(toks, r)
			before := token{}
			if r.from > lo {
				before = toks[r.from-1]
			}
			if n.from < n.to && (r.from == lo || !f.g.preposition[before.lower]) {
				p := phrase{from: lo, to: r.to, name: n, hasName: true}
				if n.from > lo {
					p.roleFrom, p.roleTo = lo, n.from
				}
				return p, true
			}
		}
	}
	if f.g.determiner[toks[lo].lower] {
		if p, ok := f.apposed(toks, lo, hi); ok {
			return p, true
		}
		to := lo + 1
		for to < hi && to < lo+4 && toks[to].kind == 'w' && !f.g.stop[toks[to].lower] && !f.g.auxiliary[toks[to].lower] && !f.g.verb[toks[to].lower] {
			to++
		}
		return phrase{from: lo, to: to}, true
	}
	return phrase{}, false
}

// apposed: "La maire de Vézac, Odile Marnier, attendait": the name between the
// commas.
func (f *finder) apposed(toks []token, lo, hi int) (phrase, bool) {
	k := lo
	for k < hi && k < lo+12 && toks[k].kind == 'w' {
		if f.g.verb[toks[k].lower] && !f.g.role[toks[k].lower] && !f.g.title[toks[k].lower] || f.g.stop[toks[k].lower] && !f.g.determiner[toks[k].lower] {
			return phrase{}, false
		}
		k++
	}
	if k >= hi || toks[k].lower != "," {
		return phrase{}, false
	}
	end := k + 1
	for end < hi && toks[end].kind == 'w' && toks[end].lower != "," {
		end++
	}
	n, ok := f.pureName(toks, k+1, end)
	if !ok || end >= hi || toks[end].lower != "," {
		return phrase{}, false
	}
	return phrase{from: k + 1, to: end, name: n, hasName: true, roleFrom: lo, roleTo: k}, true
}

// source makes a speaker of a phrase.
func (f *finder) sourceOf(toks []token, p phrase, how string) *source {
	s := &source{who: -1, how: how, written: news.Span{Start: toks[p.from].Start, End: toks[p.to-1].End}}
	if p.pronoun {
		s.pronoun = true
		return s
	}
	if p.hasName {
		span, name := f.nameText(toks, p.name.from, p.name.to)
		s.who = f.resolveName(name, span.Start, p.name.gender)
		s.name, s.written = name, span
		if s.who >= 0 {
			s.name = f.who.all[s.who].name
		}
		f.describe(toks, p, s)
		return s
	}
	if from, ok := f.author(toks, p); ok {
		p.from = from
		s.written.Start = toks[from].Start
	}
	p, ok := f.speaks(toks, p, how != "colon" && how != "sentence" && how != "sentence before")
	if !ok {
		return s
	}
	s.written = news.Span{Start: toks[p.from].Start, End: toks[p.to-1].End}
	s.name = strings.Join(strings.Fields(s.written.Of(f.d.Text)), " ")
	return s
}

// author: "a statement released by the ministry" is the ministry's word.
func (f *finder) author(toks []token, p phrase) (int, bool) {
	stated := false
	for i := p.from; i < p.to-1; i++ {
		switch w := toks[i].lower; {
		case f.g.statement[w]:
			stated = true
		case stated && f.g.source[w]:
			return i + 1, true
		}
	}
	return 0, false
}

// describe notes the role and organisation that an apposition tells.
func (f *finder) describe(toks []token, p phrase, s *source) {
	if p.roleTo <= p.roleFrom {
		return
	}
	isRole := false
	for _, t := range toks[p.roleFrom:p.roleTo] {
		isRole = isRole || t.kind == 'w' && !f.courtesy(t) && (f.g.role[t.lower] || f.g.title[t.lower])
	}
	if f.g.who[toks[p.roleFrom].lower] || !isRole || p.roleTo-p.roleFrom > 22 {
		return
	}
	// "convaincu la députée": the role begins with its article.
	if from := f.nearDeterminer(toks, p.roleFrom, p.roleTo); from > p.roleFrom && p.roleTo <= p.name.from && f.isRoleNear(toks, from+1, p.roleTo) {
		p.roleFrom = from
	}
	whole := news.Span{Start: toks[p.roleFrom].Start, End: toks[p.roleTo-1].End}
	s.role, _ = f.roleText(toks, p.roleFrom, p.roleTo)
	s.org = f.orgOf(toks[p.roleFrom:p.roleTo], whole)
	if s.who >= 0 && f.who.all[s.who].role == "" {
		f.who.all[s.who].role, f.who.all[s.who].org = s.role, s.org
	}
}
