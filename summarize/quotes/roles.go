package quotes

import (
	"slices"
	"strings"

	"lede/news"
)

// roleText is what a phrase says somebody is, without what only ties it to the
// article: "son PDG", "PDG de l'entreprise" and "Orange's chief executive" are
// "PDG" and "chief executive". The span is what is left.
func (f *finder) roleText(toks []token, from, to int) (string, news.Span) {
	for i := from; i+1 < to && i < from+8; i++ {
		if toks[i].kind == 'w' && f.d.Language == "en" && possessed(f.d.Text, toks[i]) {
			from = i + 1
		}
	}
	for from < to && (toks[from].kind == 'p' || f.g.determiner[toks[from].lower]) {
		from++
	}
	for i := from; i < to; i++ {
		if i > from && (f.g.who[toks[i].lower] || toks[i].kind == 'q') {
			to = i
		}
	}
	for to > from && (toks[to-1].kind == 'p' && toks[to-1].lower != ")" || f.courtesy(toks[to-1]) || f.g.preposition[toks[to-1].lower] || f.g.determiner[toks[to-1].lower] || f.g.named[toks[to-1].lower]) {
		to--
	}
	if from >= to {
		return "", news.Span{}
	}
	to = from + len(f.withoutHouse(toks[from:to]))
	s := news.Span{Start: toks[from].Start, End: toks[to-1].End}
	return strings.Join(strings.Fields(s.Of(f.d.Text)), " "), s
}

// roleAround finds what stands beside a name to say who it is: before it, "le
// maire de Vézac, X", "Acme chief executive X", or behind it, "X, directrice
// du port,". Token indices, from = to when there is nothing.
func (f *finder) roleAround(toks []token, n named) (from, to int) {
	if i := n.to; i+1 < len(toks) && toks[i].lower == "," {
		k, role := i+1, false
		for k < len(toks) && k < i+14 && toks[k].kind != 'q' && (toks[k].kind != 'p' || toks[k].lower == "&") && !f.g.who[toks[k].lower] {
			role = role || k < i+6 && f.isRole(toks[k])
			k++
		}
		first := toks[i+1]
		if role && !f.g.verb[first.lower] && !f.g.stop[first.lower] || role && f.g.determiner[first.lower] {
			return i + 1, k
		}
	}
	end := n.from
	for end > 0 && (toks[end-1].lower == "." || toks[end-1].upper && f.g.title[toks[end-1].lower]) {
		end-- // "l'avocat de la société, Me X"
	}
	if end > 0 && toks[end-1].lower == "," {
		end--
	}
	k, role := end, false
	for k > 0 && end-k < 8 && toks[k-1].kind == 'w' {
		w := toks[k-1].lower
		if f.g.stop[w] && !f.g.determiner[w] || f.g.verb[w] && !f.g.role[w] || f.pronounAt(toks[k-1]) && !f.g.determiner[w] {
			break
		}
		k--
		role = role || f.isRole(toks[k])
		if role && f.g.determiner[w] && (k == 0 || !f.g.preposition[toks[k-1].lower]) && !f.g.preposition[w] {
			break
		}
	}
	for k < end && !f.isRole(toks[k]) && !f.g.determiner[toks[k].lower] && !toks[k].upper {
		k++
	}
	if !role || k >= end || end < n.from && !f.g.determiner[toks[k].lower] {
		return 0, 0
	}
	return k, end
}

func (f *finder) isRole(t token) bool {
	return t.kind == 'w' && (f.g.role[t.lower] || f.g.title[t.lower] && !f.g.titleHe[t.lower] && !f.g.titleShe[t.lower] && len(t.lower) > 3)
}

// learn notes the role of somebody at a place where they are named.
func (f *finder) learn(toks []token, n named, who int) {
	from, to := f.roleAround(toks, n)
	if from >= to {
		return
	}
	p := &f.who.all[who]
	for _, t := range toks[from:to] {
		if f.isRole(t) {
			p.does = append(p.does, t.lower)
			if g := f.g.roleGender[t.lower]; p.gender == 0 && g != 0 {
				p.gender = g
			}
		}
	}
	if p.role == "" {
		role, span := f.roleText(toks, from, to)
		p.role, p.org = role, f.orgOf(toks[from:to], span)
	}
}

// orgIn is the company named in a role.
func (f *finder) orgIn(s news.Span) string {
	for _, c := range f.companySpans {
		if s.Contains(c.Span) && c.why != "person" {
			return c.name
		}
	}
	return ""
}

// orgOf is the company of a role: the one named in it, or in "sa directrice
// générale" and "directrice générale du groupe" the one that was spoken of.
func (f *finder) orgOf(toks []token, s news.Span) string {
	org := f.orgIn(s)
	switch n := len(toks); {
	case org != "" || len(f.withoutHouse(toks)) == n:
	case ofPlace(toks[n-1].lower) && !f.g.nationality[toks[n-1].lower]: // "l'entreprise nantaise" may be one that no list has
		org, _ = f.companySubject(toks[0].Start, f.paragraph(toks[0].Start))
	default:
		org, _ = f.companyMeant(toks[0].Start)
	}
	if org != "" || len(toks) == 0 || !f.g.its[toks[0].lower] {
		return org
	}
	for _, t := range toks {
		if f.g.holder[t.lower] {
			org, _ := f.companySubject(t.Start, 0)
			return org
		}
	}
	return ""
}

// byRole finds whom "la réalisatrice" or "the mayor" means: who was said to be
// that, or, in an article of one person, that person.
func (f *finder) byRole(s *source) (int, bool) {
	var head string
	toks := f.place.stretch(f.d, s.written)
	if len(toks) < 2 || len(toks) > 9 || !f.g.definite[toks[0].lower] {
		return 0, false
	}
	whole := len(toks)
	toks = f.withoutHouse(toks)
	var house []token
	for _, t := range toks[1:] {
		if t.kind != 'w' {
			return 0, false
		}
		if t.upper {
			house = append(house, t)
		}
		if head == "" && f.isRole(t) {
			head = t.lower
		}
	}
	if head == "" {
		return 0, false
	}
	if len(house) > 0 {
		return f.holderOf(s, toks, house)
	}
	if len(toks) > 4 || len(toks) < 2 {
		return 0, false
	}
	gender := f.g.roleGender[head]
	if whole > len(toks) { // of the company spoken of now, which may have another than the one before
		if who, ok := f.aboutBefore(s.written.Start, gender); ok {
			return who, true
		}
	}
	best, at, others := -1, -1, map[int]bool{}
	for _, m := range f.who.mentions {
		if m.Start >= s.written.Start {
			break
		}
		if m.who < 0 {
			continue
		}
		p := f.who.all[m.who]
		if p.known || p.acts || p.gender != 0 || len(p.does) > 0 {
			others[m.who] = true
		}
		for _, w := range p.does {
			if w == head && m.Start > at {
				best, at = m.who, m.Start
			}
		}
	}
	if best >= 0 {
		return best, true
	}
	if len(others) != 1 {
		return 0, false
	}
	for who := range others {
		p := f.who.all[who]
		if len(p.does) == 0 && (gender == 0 || p.gender == gender) && f.d.Language == "fr" {
			return who, true
		}
	}
	return 0, false
}

// withoutHouse leaves out the end of "le directeur général du groupe": of the
// company that is spoken of anyway.
func (f *finder) withoutHouse(toks []token) []token {
	for i := 2; i < len(toks); i++ {
		var phrase string
		switch toks[i-1].lower {
		case "du":
			phrase = "le " + toks[i].lower
		case "de", "of":
			phrase = strings.ReplaceAll(strings.ToLower(f.d.Text[toks[i].Start:toks[len(toks)-1].End]), "’", "'")
		default:
			continue
		}
		if last := strings.LastIndexByte(phrase, ' '); last > 0 && ofPlace(phrase) && f.company(phrase[:last]) {
			return toks[:i-1]
		}
		if f.company(phrase) && (toks[i-1].lower != "du" || i == len(toks)-1) {
			return toks[:i-1]
		}
	}
	return toks
}

// ofPlace: an adjective by its ending: "l'entreprise nantaise".
func ofPlace(word string) bool {
	return slices.ContainsFunc([]string{"aise", "oise", "ienne", "aine", "éenne", "ais", "ois", "ien", "ain", "ane", "ine"}, func(end string) bool { return strings.HasSuffix(word, end) })
}

// courtesy: Mr, Mme, M.: no role.
func (f *finder) courtesy(t token) bool {
	return t.upper && f.g.courtesy[t.lower]
}

// roleGenders tells the gender of roles that have two forms: directrice,
// directeur.
func roleGenders(roles set) map[string]byte {
	out := map[string]byte{}
	for w := range roles {
		for _, pair := range [][2]string{{"trice", "teur"}, {"euse", "eur"}, {"eure", "eur"}, {"ière", "ier"}, {"enne", "en"}, {"onne", "on"}, {"effe", "ef"}, {"e", ""}, {"in", ""}} {
			he := strings.TrimSuffix(w, pair[0]) + pair[1]
			if strings.HasSuffix(w, pair[0]) && he != w && roles[he] {
				out[w], out[he] = 'f', 'm'
			}
		}
	}
	return out
}
