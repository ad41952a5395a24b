package quotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/summarize/text"
)

func dateWord(w string) bool { return text.IsDate(w) }

// farthest is how many words a verb of saying may be away from the quotation.
const farthest = 40

// attribute looks for the speaker of a quotation in its own sentence, before
// and after it, and takes the stronger finding.
func (f *finder) attribute(c *candidate) {
	toks := f.tokens[c.block]
	before, after := f.before(toks, c), f.after(toks, c)
	s := before
	if after != nil && (s == nil || after.strength > s.strength) {
		s = after
	}
	if s == nil || s.strength < 0.5 {
		if in := f.inside(c); in != nil {
			s = in
		}
	}
	if s == nil {
		return
	}
	c.source = s
	f.settle(c)
}

// settle resolves a pronoun and "the company".
func (f *finder) settle(c *candidate) {
	s := c.source
	if s == nil {
		return
	}
	lower := strings.ReplaceAll(strings.ToLower(s.written.Of(f.d.Text)), "’", "'")
	first, rest, _ := strings.Cut(lower, " ")
	switch {
	case s.pronoun:
		f.pronoun(c, lower)
	case (first == "his" || first == "her" || first == "son" || first == "sa") && f.g.statement[rest]:
		// "her statement read": hers.
		gender := map[string]byte{"his": 'm', "her": 'f'}[first]
		if m, ok := f.personBefore(s.written.Start, gender); ok {
			s.who, s.name = m.who, f.fullName(m)
		}
	case f.g.latter[lower] != 0:
		if m, ok := f.lastNamed(s.written.Start, f.g.latter[lower]); ok {
			s.who, s.name = m.who, f.fullName(m)
		}
	case f.g.stands[lower]:
		m, ok := f.personBefore(s.written.Start, 0)
		if !ok || m.who < 0 {
			m, ok = f.lastNamed(s.written.Start, 'n')
		}
		if ok {
			s.who, s.name = m.who, f.fullName(m)
		}
	case s.who < 0 && f.settleRole(s):
	case f.company(lower):
		if name, ok := f.companyMeant(s.written.Start); ok {
			s.name, s.org = name, name
		}
	}
	if s.name != "" && !s.pronoun {
		f.who.mentions = noteSpeaker(f.who.mentions, s)
	}
}

func (f *finder) settleRole(s *source) bool {
	who, ok := f.byRole(s)
	if !ok {
		who, ok = f.namedNext(s)
	}
	if ok {
		s.who, s.name = who, f.who.all[who].name
		if p := &f.who.all[who]; p.role == "" {
			toks := f.place.stretch(f.d, s.written)
			s.role, _ = f.roleText(toks, 0, len(toks))
			s.org = f.orgOf(toks, s.written)
			p.role, p.org = s.role, s.org
		}
	}
	return ok
}

// noteSpeaker marks the mention that speaks, so that pronouns find it first.
func noteSpeaker(ms []mention, s *source) []mention {
	for i := range ms {
		if ms[i].Span.Overlaps(s.written) && (s.who < 0 || ms[i].who == s.who) { // "the Valtor chief": not Valtor
			ms[i].subject, ms[i].spoke = true, true
		}
	}
	return ms
}

// after looks behind the quotation: “…,” said X; « … », a déclaré X; “…,” X
// said.
func (f *finder) after(toks []token, c *candidate) *source {
	lo, hi := c.tok+1, c.to
	for k := lo; k < hi; k++ {
		if toks[k].kind == 'q' || toks[k].lower == ";" || toks[k].lower == "." && k+1 < hi && toks[k+1].kind == 'q' {
			hi = k
			break
		}
	}
	if lo < hi && toks[lo].lower == "." {
		return nil // « … ».Pour le ministre: another sentence, without a space
	}
	for lo < hi && (toks[lo].kind == 'p' && strings.ContainsAny(toks[lo].lower, ",-—–.!?…)(")) {
		lo++
	}
	if lo >= hi {
		return nil
	}
	if s := f.accordingAt(toks, lo, hi); s != nil {
		s.strength = 0.9
		return s
	}
	for v := lo; v < hi && v-lo < 24; v++ {
		t := toks[v]
		if t.kind != 'w' || !f.g.verb[t.lower] || t.upper && v > lo || v > lo && f.nounHere(toks, v) {
			continue
		}
		gap := f.wordsBetween(toks, lo, v)
		if f.g.weak[t.lower] && gap > 6 || f.governing(toks, v, hi) {
			continue
		}
		var p phrase
		var ok bool
		how := ""
		if gap > 0 && f.beforeInfinitive(toks, v-1, v) == lo-1 {
			gap = 0
		}
		if gap == 0 || f.onlyAuxiliary(toks, lo, v) {
			p, ok = f.right(toks, v+1, hi)
			how = "inversion after"
			// "Tout va bien », a-t-il dit": the pronoun stands before the participle.
			if k := f.pronounBetween(toks, lo, v); k >= 0 {
				p, ok = phrase{from: k, to: k + 1, pronoun: true}, true
			}
			if !ok && f.gerund(t.lower) && gap == 0 {
				// « … », explique-t-on; “…,” adding that: the subject is elsewhere.
				continue
			}
		}
		if !ok && gap > 0 && !f.gerund(t.lower) {
			p, ok = f.left(toks, v, lo)
			how = "subject after"
		}
		if !ok {
			continue
		}
		s := f.sourceOf(toks, p, how)
		s.cue, s.cueSpan = f.cue(toks, v)
		if how == "subject after" {
			gap = f.wordsBetween(toks, lo, p.from)
		}
		s.strength = 0.95 - 0.03*float64(gap)
		if f.g.weak[t.lower] {
			s.strength -= 0.1
		}
		if !f.separated(toks, c) && gap > 3 {
			s.strength -= 0.35
		}
		if gap > 0 {
			if u := f.unknown(toks, c, lo, hi); u != nil && u.strength > s.strength {
				return u
			}
		}
		return s
	}
	return f.unknown(toks, c, lo, hi)
}

// separated: a comma, or a mark that ends a clause, stands between the
// quotation and what follows.
func (f *finder) separated(toks []token, c *candidate) bool {
	if c.tok+1 < len(toks) && toks[c.tok+1].lower == "," {
		return true
	}
	last := lastRune(strings.TrimRightFunc(c.Of(f.d.Text), unicode.IsSpace))
	return last == ',' || last == '!' || last == '?' || last == '.' || last == '…'
}

func lastRune(s string) rune {
	r, n := utf8.DecodeLastRuneInString(s)
	if n == 0 {
		return 0
	}
	return r
}

func (f *finder) gerund(w string) bool {
	return strings.HasSuffix(w, "ing") && f.d.Language == "en" || strings.HasSuffix(w, "ant") && f.d.Language == "fr"
}

func (f *finder) onlyAuxiliary(toks []token, lo, v int) bool {
	for k := v - 1; k >= lo; k-- {
		if n := f.asideEnds(toks, k, lo); n > 0 {
			k -= n - 1 // "a de son côté tweeté"
			continue
		}
		if k == v-1 && k > lo && f.g.fixed[toks[k].lower+" "+toks[v].lower] {
			continue // "a fait savoir"
		}
		if toks[k].kind == 'w' && !f.g.auxiliary[toks[k].lower] && !f.pronounAt(toks[k]) || toks[k].kind == 'n' || f.pronounAt(toks[k]) && k == lo {
			return false
		}
	}
	return f.d.Language != "en" || v == lo
}

func (f *finder) pronounBetween(toks []token, lo, v int) int {
	for k := v - 1; k > lo; k-- {
		if f.pronounAt(toks[k]) && f.g.auxiliary[toks[k-1].lower] && f.hyphened(toks[k]) {
			return k
		}
	}
	return -1
}

func (f *finder) wordsBetween(toks []token, lo, hi int) int {
	n := 0
	for k := lo; k < hi; k++ {
		if toks[k].kind != 'p' {
			n++
		}
	}
	return n
}
