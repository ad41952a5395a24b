package quotes

import (
	"sort"
	"strings"

	"lede/news"
)

// reach is how far back a pronoun looks, in bytes.
const reach = 2500

// pronoun resolves he, she, il, elle, they, it.
func (f *finder) pronoun(c *candidate, lower string) {
	s := c.source
	at := s.written.Start
	switch {
	case f.g.nobody[lower]:
		f.circle(c)
	case f.g.he[lower] || f.g.heAfter[lower]:
		if m, ok := f.personBefore(at, 'm'); ok {
			s.who, s.name = m.who, f.fullName(m)
		}
	case f.g.she[lower]:
		if m, ok := f.personBefore(at, 'f'); ok {
			s.who, s.name = m.who, f.fullName(m)
		}
	case f.g.it[lower] || f.g.they[lower] || f.g.theyAfter[lower]:
		if name, span, ok := f.groupBefore(c, at); ok {
			s.name = name
			_ = span
		}
	}
}

// circle finds who "on" is when the words behind it tell: "indique-t-on chez X",
// "dans l'entourage du ministre". Else it is nobody in particular, and not who
// spoke before.
func (f *finder) circle(c *candidate) {
	toks, at := f.tokens[c.block], c.source.written.End
	i := sort.Search(len(toks), func(k int) bool { return toks[k].Start >= at })
	if i+1 >= len(toks) || !f.g.circle[toks[i].lower] {
		return
	}
	from := i + 1
	to := from
	for to < len(toks) && to < from+8 && toks[to].kind != 'q' && (toks[to].kind != 'p' || toks[to].lower == "&") && (to == from || !f.g.stop[toks[to].lower] || f.g.determiner[toks[to].lower]) {
		to++
	}
	if to == from || toks[i].lower != "dans" && !toks[to-1].upper && !toks[from].upper {
		return
	}
	s := c.source
	s.written = news.Span{Start: toks[from].Start, End: toks[to-1].End}
	s.name, s.pronoun = f.clean(s.written), false
	s.org = f.orgIn(s.written)
}

// lastWord is the last word of s in lower case.
func lastWord(s string) string {
	words := strings.Fields(strings.ReplaceAll(s, "’", "'"))
	if len(words) == 0 {
		return ""
	}
	w := strings.ToLower(words[len(words)-1])
	if i := strings.LastIndexByte(w, '\''); i >= 0 {
		return w[i+1:]
	}
	return w
}

func (f *finder) fullName(m mention) string {
	if m.who >= 0 {
		return f.who.all[m.who].name
	}
	return m.name
}

// personBefore finds the person a pronoun at a place stands for: going back
// sentence by sentence, who is subject or speaks comes before who is only
// named, a fitting gender before an unknown one.
func (f *finder) personBefore(at int, gender byte) (mention, bool) {
	ms := f.who.mentions
	i := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= at }) - 1
	sent := f.sentenceAt(at)
	for s := sent; s >= 0; s-- {
		start := f.d.Sentences[s].Start
		if at-start > reach {
			break
		}
		best, value := -1, 0
		for ; i >= 0 && ms[i].Start >= start; i-- {
			m := ms[i]
			g := m.gender
			known := false
			if m.who >= 0 {
				p := f.who.all[m.who]
				known = p.known
				if gender != 0 && !known && p.gender == 0 && !p.acts && !m.spoke && len(p.does) == 0 {
					continue // two words with capitals: a tour, a blog, a restaurant
				}
				if p.gender != 0 {
					g = p.gender
				}
			}
			if m.who < 0 && !m.acts && !m.spoke && m.gender == 0 || gender != 0 && g != 0 && g != 'n' && g != gender {
				continue
			}
			v := 1
			if g == gender && gender != 0 {
				v += 3
			}
			if known {
				v += 2
			}
			if m.who >= 0 {
				v++
			}
			if m.subject {
				v += 3
			}
			if m.spoke {
				v += 2
			}
			if m.owns {
				v -= 2
			}
			if m.who < 0 && g == 0 {
				v -= 2
				if f.isCompany(m.Span) || acronym(m.name) {
					v -= 4
				}
				if gender != 0 && len(m.name) > 0 && strings.Contains(m.name, " ") {
					v -= 4
				}
			}
			if s == sent && !m.subject {
				// "Asked about Smith, he said": not Smith.
				v -= 5
			}
			if v >= value && v > 0 {
				best, value = i, v
			}
		}
		if best >= 0 && (value >= 3 || s < sent-2) {
			return ms[best], true
		}
	}
	return mention{}, false
}

func (f *finder) sentenceAt(at int) int {
	ss := f.d.Sentences
	i := sort.Search(len(ss), func(k int) bool { return ss[k].End > at })
	return min(i, len(ss)-1)
}

// groupBefore finds who "they" or "it" is: the speaker before if it was no
// person, else the nearest organisation.
func (f *finder) groupBefore(c *candidate, at int) (string, news.Span, bool) {
	for i := len(f.found) - 1; i >= 0; i-- {
		p := f.found[i]
		if p.Start >= at || p.source == nil || p.source.name == "" || at-p.Start > reach {
			continue
		}
		if p.source.who < 0 && !p.source.pronoun {
			return p.source.name, p.source.written, true
		}
		break
	}
	if name, ok := f.companyBefore(at); ok {
		return name, news.Span{}, true
	}
	ms := f.who.mentions
	i := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= at }) - 1
	for ; i >= 0 && at-ms[i].Start < reach; i-- {
		if ms[i].who < 0 && ms[i].subject {
			return ms[i].name, ms[i].Span, true
		}
	}
	return "", news.Span{}, false
}

// companyBefore finds the company last named before a place.
func (f *finder) companyBefore(at int) (string, bool) {
	for i := f.spansBefore(at) - 1; i >= 0; i-- {
		if f.companySpans[i].why != "person" {
			return f.companySpans[i].name, true
		}
	}
	return f.houseBefore(at)
}

// houseBefore finds the company that no list has: the name in the title that
// begins sentences of the text.
func (f *finder) houseBefore(at int) (string, bool) {
	count, best := map[string]int{}, ""
	for _, m := range f.who.mentions {
		if m.Start >= at {
			break
		}
		if m.who >= 0 || m.gender != 0 || !strings.Contains(f.d.Title, m.name) {
			continue
		}
		if w := lastWord(f.d.Text[max(0, m.Start-24):m.Start]); f.g.preposition[w] {
			continue // "à Saint-Omer"
		}
		count[m.name]++
		if m.subject {
			count[m.name] += 2
		}
		if best == "" || count[m.name] > count[best] {
			best = m.name
		}
	}
	return best, best != ""
}

// carryOn gives quotations without words of saying their speaker: another
// quotation of the sentence, the one before in the paragraph, the paragraph
// before.
func (f *finder) carryOn() {
	for i, c := range f.found {
		if c.source != nil && c.source.strength > 0.35 && c.source.name != "" {
			continue
		}
		if c.source != nil && c.source.name == "" && c.source.pronoun && c.source.strength > 0.35 {
			f.settle(c)
			if c.source.name != "" {
				continue
			}
			if i == 0 || f.found[i-1].block != c.block {
				// It stands for who spoke just before, or for nobody we know.
				if i > 0 && c.block-f.found[i-1].block <= 2 && f.found[i-1].source != nil && f.found[i-1].source.who >= 0 {
					f.carry(c, f.found[i-1])
				}
				continue
			}
		}
		toks := f.tokens[c.block]
		alone := f.wordsBetween(toks, c.from, c.tok) == 0
		var prev *candidate
		if i > 0 {
			prev = f.found[i-1]
		}
		switch {
		case prev != nil && prev.source != nil && prev.source.name != "" && c.block-prev.block <= 1 && f.concludes(toks, c):
			f.carry(c, prev)
		case prev != nil && prev.block == c.block && prev.from == c.from && prev.source != nil && prev.source.strength > 0.35:
			f.carry(c, prev)
		case prev != nil && prev.block == c.block && alone && prev.source != nil && prev.source.strength > 0.35:
			f.carry(c, prev)
		case alone && i+1 < len(f.found) && f.found[i+1].block == c.block && f.found[i+1].from == c.from && f.found[i+1].source != nil:
			f.carry(c, f.found[i+1])
		case alone && (f.signed(c) || f.trailed(i)):
		case alone && f.spokenBefore(c, prev) && f.lead(c):
		case alone && prev != nil && (prev.block == c.block-1 || c.Continued) && prev.source != nil && prev.source.name != "" && !f.introduced(c):
			f.carry(c, prev)
		case alone && f.lead(c):
		case alone && i+1 < len(f.found) && f.found[i+1].block == c.block && f.found[i+1].source != nil && f.found[i+1].source.strength > 0.5:
			f.carry(c, f.found[i+1])
		case alone && prev != nil && c.block-prev.block <= 2 && prev.source != nil && c.words >= 5:
			f.carry(c, prev)
		}
		if c.source != nil && c.source.pronoun && c.source.name == "" {
			f.settle(c)
		}
		if (c.source == nil || c.source.name == "") && prev != nil && prev.block == c.block && prev.source != nil && prev.source.name != "" {
			// Reported speech goes on without a word of saying: "The plan was
			// “a mistake”."
			f.carry(c, prev)
			c.source.strength = 0.3
		}
	}
}

// concludes: "Et de conclure : « … »", "Avant d'ajouter : « … »": whoever spoke
// last goes on.
func (f *finder) concludes(toks []token, c *candidate) bool {
	i := c.from
	if f.d.Language != "fr" || i+3 > c.tok || toks[i].lower != "et" && toks[i].lower != "avant" {
		return false
	}
	i++
	return (toks[i].lower == "de" || toks[i].lower == "d'") && i+1 < c.tok && infinitiveForm(toks[i+1].lower)
}

// signed: the quotation fills its block and the next block is "— Name".
func (f *finder) signed(c *candidate) bool {
	if !f.fills(c) || c.block+1 >= len(f.tokens) {
		return false
	}
	toks := f.tokens[c.block+1]
	if len(toks) < 2 || len(toks) > 24 || !strings.Contains("—–-", toks[0].lower) || toks[0].kind != 'p' {
		return false
	}
	to := 1
	for to < len(toks) && toks[to].kind == 'w' {
		to++
	}
	n, ok := f.pureName(toks, 1, to)
	if !ok && to == 2 && f.nameWord(toks, 1) {
		n, ok = named{from: 1, to: 2}, true
	}
	if !ok {
		return false
	}
	p := phrase{from: 1, to: to, name: n, hasName: true}
	if to+1 < len(toks) {
		p.roleFrom, p.roleTo = to+1, len(toks)
	}
	c.source = f.sourceOf(toks, p, "signed")
	c.source.strength = 0.8
	return true
}

// trailed: the sentence behind a quotation that is a sentence itself begins with
// a person and what they are: « … ? » X, délégué syndical, ne décolère pas.
func (f *finder) trailed(i int) bool {
	c := f.found[i]
	last := c
	for k := i + 1; k < len(f.found) && f.found[k].Continued && f.found[k].block == last.block+1; k++ {
		last = f.found[k]
	}
	toks := f.tokens[last.block]
	from := last.tok + 1
	said := strings.TrimSpace(last.Of(f.d.Text))
	if !strings.ContainsAny(said[max(0, len(said)-1):], ".!?") && !strings.HasSuffix(said, "…") || from+3 >= len(toks) || !toks[from].upper {
		return false
	}
	to := from
	for to < len(toks) && toks[to].kind == 'w' {
		to++
	}
	n, ok := f.pureName(toks, from, to)
	if !ok || !n.known || to-from < 2 || to+1 >= len(toks) || toks[to].lower != "," || !f.isRoleNear(toks, to+1, min(to+4, len(toks))) {
		return false
	}
	end := to + 1
	for end < len(toks) && toks[end].lower != "," && toks[end].lower != "." && toks[end].kind != 'q' {
		end++
	}
	if end >= len(toks) || toks[end].lower != "," {
		return false
	}
	for k := end; k < len(toks) && toks[k].lower != "."; k++ {
		if toks[k].kind == 'q' || toks[k].kind == 'w' && !toks[k].upper && f.g.verb[toks[k].lower] && !f.g.weak[toks[k].lower] {
			return false // and goes on to say something else
		}
	}
	c.source = f.sourceOf(toks, phrase{from: from, to: to, name: n, hasName: true, roleFrom: to + 1, roleTo: end}, "sentence behind")
	c.source.strength = 0.6
	return true
}

// fills: nothing but the quotation stands in its block.
func (f *finder) fills(c *candidate) bool {
	toks := f.tokens[c.block]
	return f.wordsBetween(toks, 0, c.tok) == 0 && f.wordsBetween(toks, c.tok+1, len(toks)) == 0
}

// spokenBefore: between the quotation before and this one stands a sentence
// without marks.
func (f *finder) spokenBefore(c, prev *candidate) bool {
	if c.Continued {
		return false
	}
	if prev == nil {
		return true
	}
	toks, hi := f.tokens[c.block], c.from
	if hi == 0 {
		if c.block == 0 {
			return false
		}
		toks = f.tokens[c.block-1]
		hi = len(toks)
		if hi == 0 || f.d.Blocks[c.block-1].Kind == news.Heading {
			return false
		}
		lo, _ := f.sentenceOf(c.block-1, toks, hi-1)
		return prev.block < c.block-1 || prev.tok < lo
	}
	lo, _ := f.sentenceOf(c.block, toks, hi-1)
	return prev.block < c.block || prev.tok < lo
}

// introduced: the paragraph before ends with a colon, so that somebody new
// is about to speak.
func (f *finder) introduced(c *candidate) bool {
	if c.block == 0 || c.Start-f.d.Blocks[c.block].Start > 4 {
		return false
	}
	b := f.d.Blocks[c.block-1]
	return strings.HasSuffix(strings.TrimSpace(b.Of(f.d.Text)), ":")
}

// lead takes the speaker from the sentence before: "X was clear: ", or one
// whose subject is a person.
func (f *finder) lead(c *candidate) bool {
	block, hi := c.block, c.from
	if hi == 0 {
		if block == 0 {
			return false
		}
		block--
		for block > 0 && (f.d.Blocks[block].Boiler != "" || f.d.Blocks[block].Kind == news.Heading) {
			block--
		}
		hi = len(f.tokens[block])
	}
	toks := f.tokens[block]
	if hi == 0 || len(toks) == 0 {
		return false
	}
	lo, _ := f.sentenceOf(block, toks, hi-1)
	// A verb of saying in it names the speaker.
	for v := hi - 1; v >= lo; v-- {
		if toks[v].kind == 'w' && f.g.verb[toks[v].lower] && !f.g.weak[toks[v].lower] && !f.nounHere(toks, v) {
			if p, ok := f.subject(toks, v, lo, hi); ok {
				s := f.sourceOf(toks, p, "sentence before")
				s.cue, s.cueSpan = f.cue(toks, v)
				s.strength = 0.5
				c.source = s
				f.settle(c)
				return true
			}
		}
	}
	p, ok := f.main(toks, lo, hi)
	if !ok || !p.hasName && !p.pronoun {
		return false
	}
	s := f.sourceOf(toks, p, "sentence before")
	s.strength = 0.4
	c.source = s
	f.settle(c)
	return true
}

func (f *finder) carry(c, from *candidate) {
	if c.source != nil && c.source.pronoun && c.source.strength > 0.35 && from.source.who >= 0 {
		// "dit-elle" is no man's word.
		lower := strings.ToLower(c.source.written.Of(f.d.Text))
		g := f.who.all[from.source.who].gender
		if f.g.nobody[lower] || f.g.he[lower] && g == 'f' || f.g.she[lower] && g == 'm' {
			return
		}
	}
	s := *from.source
	s.how = "carried on"
	s.cue, s.cueSpan = "", news.Span{}
	s.strength = min(0.7, s.strength)
	c.source, c.carry = &s, true
}
