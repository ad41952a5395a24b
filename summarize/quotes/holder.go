package quotes

import (
	"slices"
	"sort"
	"strings"

	"lede/news"
)

// nearSentences is how many sentences before its role a person may have been named.
const nearSentences = 2

// holderOf finds whom "le directeur général de Valtor" means: who was said to be
// that of Valtor, whom the lexicon knows as somebody of Valtor, or the one
// person the sentences before were about.
func (f *finder) holderOf(s *source, toks, house []token) (int, bool) {
	head, gender := "", byte(0)
	for _, t := range toks {
		if f.g.holder[t.lower] {
			head = t.lower
		}
		if g := f.g.roleGender[t.lower]; g != 0 {
			gender = g
		}
	}
	if head == "" {
		return 0, false // a house has many spokesmen
	}
	of := f.orgIn(s.written)
	ofHouse := func(p *person) bool {
		if of != "" && p.org == of {
			return true
		}
		for _, t := range house {
			if len(t.lower) > 2 && strings.Contains(strings.ToLower(p.role+" "+p.org), possessive(t.lower)) {
				return true
			}
		}
		return false
	}
	best, at := -1, -1
	for _, m := range f.who.mentions {
		if m.Start >= s.written.Start {
			break
		}
		if m.who >= 0 && m.Start > at && f.does(m.who, toks) && ofHouse(&f.who.all[m.who]) && f.may(m.who, gender) {
			best, at = m.who, m.Start
		}
	}
	if best >= 0 {
		return best, true
	}
	if who, ok := f.knownOf(of, gender); ok {
		return who, true
	}
	return f.aboutBefore(s.written.Start, gender)
}

// does: a person was said to be what the phrase says.
func (f *finder) does(who int, toks []token) bool {
	for _, w := range f.who.all[who].does {
		for _, t := range toks {
			if t.lower == w && f.g.holder[w] {
				return true
			}
		}
	}
	return false
}

// namedNext finds who "the chief executive of Valtor" is in a sentence right
// behind that begins with a name and goes on to say more: "X, who joined in
// March, …".
func (f *finder) namedNext(s *source) (int, bool) {
	toks := f.place.stretch(f.d, s.written)
	sent := f.sentenceAt(s.written.Start)
	if sent < 0 || len(toks) < 2 || !f.g.definite[toks[0].lower] || !slices.ContainsFunc(toks, func(t token) bool { return f.g.holder[t.lower] }) {
		return 0, false
	}
	ms := f.who.mentions
	for next := sent + 1; next <= sent+nearSentences && next < len(f.d.Sentences); next++ {
		at := f.d.Sentences[next].Start
		i := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= at })
		if i == len(ms) || ms[i].Start != at || ms[i].who < 0 {
			continue
		}
		p := &f.who.all[ms[i].who]
		rest := strings.TrimPrefix(f.d.Text[ms[i].End:f.d.Sentences[next].End], ", ")
		word, _, _ := strings.Cut(rest, " ")
		if p.known && len(p.does) == 0 && p.role == "" && (word == "who" || word == "qui") {
			return ms[i].who, true
		}
	}
	return 0, false
}

// may: a role of that gender may be the person's.
func (f *finder) may(who int, gender byte) bool {
	g := f.who.all[who].gender
	return gender == 0 || g == 0 || g == 'n' || g == gender
}

// knownOf finds the one person of a company that the article names and the
// lexicon knows.
func (f *finder) knownOf(company string, gender byte) (int, bool) {
	found := -1
	for _, c := range f.companySpans {
		if company == "" || c.name != company || c.why != "person" {
			continue
		}
		who := f.resolveName(c.Of(f.d.Text), c.Start, 0)
		if who < 0 || !f.may(who, gender) {
			continue
		}
		if found >= 0 && found != who {
			return 0, false
		}
		found = who
	}
	return max(found, 0), found >= 0
}

// aboutBefore finds the person that the sentences right before a place are
// about, when it is one and nothing else was said of what they are.
func (f *finder) aboutBefore(at int, gender byte) (int, bool) {
	ms, sent := f.who.mentions, f.sentenceAt(at)
	if sent < 0 {
		return 0, false
	}
	from := f.d.Sentences[max(0, sent-nearSentences)].Start
	i := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= from })
	found := -1
	for ; i < len(ms) && ms[i].Start < at; i++ {
		m := ms[i]
		if m.who < 0 {
			continue
		}
		p := &f.who.all[m.who]
		if !p.known && !p.acts && len(p.does) == 0 && (!m.subject || f.isCompany(m.Span)) {
			continue // capitals that may be anything
		}
		if found >= 0 && found != m.who {
			return 0, false
		}
		if found < 0 && !m.subject && !(p.known && m.Start >= f.d.Sentences[max(0, sent-1)].Start && m.Start >= f.paragraph(at)) {
			return 0, false // but "une promesse qui laisse X dubitatif" is about X, too
		}
		found = m.who
	}
	if found < 0 || len(f.who.all[found].does) > 0 || f.who.all[found].role != "" || !f.may(found, gender) {
		return 0, false
	}
	return found, true
}

// lastNamed finds the person named last before a place: "ce dernier".
func (f *finder) lastNamed(at int, gender byte) (mention, bool) {
	ms := f.who.mentions
	for i := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= at }) - 1; i >= 0 && at-ms[i].Start < reach; i-- {
		m := ms[i]
		if m.who < 0 || gender != 'n' && !f.may(m.who, gender) {
			continue
		}
		if p := &f.who.all[m.who]; p.known || p.acts || len(p.does) > 0 {
			return m, true
		}
	}
	return mention{}, false
}

// companySubject finds the company that the sentence of a place or those right
// before it begin with, from a place on.
func (f *finder) companySubject(at, from int) (string, bool) {
	sent := f.sentenceAt(at)
	for s := sent; s >= max(0, sent-nearSentences); s-- {
		span := f.d.Sentences[s]
		if span.Start < from {
			break
		}
		i := sort.Search(len(f.companySpans), func(k int) bool { return f.companySpans[k].Start >= span.Start })
		if i < len(f.companySpans) && f.companySpans[i].why != "person" && f.companySpans[i].Start < min(at, span.End) && f.begins(span.Span, span.Dateline, f.companySpans[i].Span) {
			return f.companySpans[i].name, true
		}
	}
	return "", false
}

// company: a phrase stands for a company named before, "le groupe", "the French
// carmaker".
func (f *finder) company(lower string) bool {
	if f.g.company[lower] {
		return true
	}
	words := strings.Fields(lower)
	bare := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return f.g.nationality[w] })
	return len(bare) == len(words)-1 && f.g.company[strings.Join(bare, " ")]
}

// companyMeant finds which company a phrase stands for: the one its sentence
// or those right before begin with, in its paragraph; else the last one of its
// paragraph; else the one the sentences right before begin with, the main subject
// of the article, the last one of all.
func (f *finder) companyMeant(at int) (string, bool) {
	begin := f.paragraph(at)
	if name, ok := f.companySubject(at, begin); ok {
		return name, true
	}
	for i := f.spansBefore(at) - 1; i >= 0 && f.companySpans[i].Start >= begin; i-- {
		if f.companySpans[i].why != "person" {
			return f.companySpans[i].name, true
		}
	}
	if name, ok := f.companySubject(at, 0); ok {
		return name, true
	}
	if f.topic != "" && slices.ContainsFunc(f.companySpans[:f.spansBefore(at)], func(c companySpan) bool { return c.name == f.topic }) {
		return f.topic, true
	}
	return f.companyBefore(at)
}

// paragraph is where the one of a place begins.
func (f *finder) paragraph(at int) int {
	if s := f.sentenceAt(at); s >= 0 {
		return f.d.Blocks[f.d.Sentences[s].Block].Start
	}
	return 0
}

// spansBefore is how many names of companies stand before a place.
func (f *finder) spansBefore(at int) int {
	return sort.Search(len(f.companySpans), func(k int) bool { return f.companySpans[k].Start >= at })
}

// begins: a name is the first of its sentence, with an article at most before
// it.
func (f *finder) begins(sentence news.Span, dateline int, name news.Span) bool {
	head := f.d.Text[min(max(sentence.Start, dateline), name.Start):name.Start]
	return len(strings.Fields(head)) <= 2 && !strings.ContainsAny(head, ",;:")
}
