package quotes

import (
	"strings"

	"lede/news"
)

// before looks ahead of the quotation: X a déclaré : « … »; X said that “…”;
// selon X, « … ».
func (f *finder) before(toks []token, c *candidate) *source {
	lo, hi := c.from, c.tok
	if lo >= hi {
		return nil
	}
	colon := toks[hi-1].lower == ":"
	if colon {
		if s := f.nameColon(toks, lo, hi-1); s != nil {
			return s
		}
	}
	var found *source
	for v := hi - 1; v >= lo && hi-v < farthest; v-- {
		t := toks[v]
		if t.kind == 'q' && v < hi-1 && !f.joins(toks, v+1, hi) {
			break
		}
		if t.kind == 'p' && t.lower == ";" {
			break
		}
		if t.kind != 'w' {
			continue
		}
		gap := f.wordsBetween(toks, v+1, hi)
		if s := f.accordingEnds(toks, v, hi); s != nil {
			s.strength = 0.85 - 0.02*float64(gap)
			return s
		}
		if !f.g.verb[t.lower] || t.upper && (v > c.from || f.g.opener[t.lower]) || f.nounHere(toks, v) {
			continue // "Interrogé par X": not who speaks
		}
		if f.g.weak[t.lower] && gap > 5 && !colon {
			continue
		}
		p, ok := f.subject(toks, v, lo, hi)
		if !ok {
			continue
		}
		s := f.sourceOf(toks, p, "before")
		s.cue, s.cueSpan = f.cue(toks, v)
		s.strength = 0.9 - 0.025*float64(gap)
		if colon {
			s.strength = max(s.strength, 0.85)
		}
		if f.g.weak[t.lower] {
			s.strength -= 0.1
		}
		// "X said that Y believes": what Y does is what X says, unless the
		// words are Y's own, right before the marks.
		if found == nil && !colon && !f.gerund(t.lower) && (f.g.weak[t.lower] || f.g.opinion[t.lower]) {
			found = s
			continue
		}
		if found != nil && (f.g.weak[t.lower] || f.g.opinion[t.lower]) {
			break
		}
		if found != nil && found.strength > 0.75 && !f.saysThat(toks, v) {
			break
		}
		return s
	}
	if found != nil {
		return found
	}
	p, ok := f.main(toks, lo, hi)
	if ok && p.pronoun && colon {
		// "Selon X, la méthode est bonne. Elle évite une chose : « … »"
		if s := f.accordingBefore(toks, c.block, lo); s != nil {
			return s
		}
	}
	if ok && (colon || f.statementBefore(toks, lo, hi)) {
		s := f.sourceOf(toks, p, "colon")
		s.strength = 0.6
		return s
	} else if ok && (p.hasName || p.pronoun) {
		s := f.sourceOf(toks, p, "sentence")
		s.strength = 0.3
		return s
	}
	return nil
}

// accordingBefore finds "selon X" at the start of the sentence before token lo.
func (f *finder) accordingBefore(toks []token, block, lo int) *source {
	if lo == 0 {
		return nil
	}
	from, _ := f.sentenceOf(block, toks, lo-1)
	s := f.accordingAt(toks, from, lo)
	if s != nil {
		s.strength = 0.55
	}
	return s
}

// saysThat: the verb at v is followed by what was said: "said that", "told
// reporters that", "said he".
func (f *finder) saysThat(toks []token, v int) bool {
	for k := v + 1; k < len(toks) && k < v+12; k++ {
		switch {
		case f.g.that[toks[k].lower]:
			return true
		case toks[k].lower == "," || toks[k].lower == ";":
			return false
		}
	}
	return v+1 < len(toks) && f.pronounAt(toks[v+1])
}

// nameColon: a name and a colon, as in "More from X:", "Même constat chez X, maire
// de Y :" or "X :", is the speaker.
func (f *finder) nameColon(toks []token, lo, hi int) *source {
	end := hi
	if at := f.beforeRole(toks, lo, hi); at > lo {
		hi = at
	}
	from := hi
	for from > lo && toks[from-1].kind == 'w' && hi-from < 6 && (f.nameWord(toks, from-1) || f.g.particle[toks[from-1].lower] && from-1 > lo) {
		from--
	}
	if from == hi || from > lo && toks[from-1].kind == 'w' && !f.g.whose[toks[from-1].lower] {
		return nil
	}
	n, ok := f.pureName(toks, from, hi)
	if !ok {
		return nil
	}
	p := phrase{from: from, to: hi, name: n, hasName: true}
	if end > hi {
		p.roleFrom, p.roleTo = hi+1, end
	}
	s := f.sourceOf(toks, p, "name and colon")
	s.strength = 0.65
	if n.known {
		s.strength = 0.9
	}
	return s
}

// beforeRole is the comma before the role that stands between a name and the
// colon at hi; 0 when there is none.
func (f *finder) beforeRole(toks []token, lo, hi int) int {
	for i := hi - 2; i > lo && hi-i < 12 && toks[i+1].kind != 'q'; i-- {
		if toks[i].lower == "," {
			if f.isRoleNear(toks, i+1, hi) && !f.g.verb[toks[i+1].lower] && f.nameWord(toks, i-1) {
				return i
			}
			return 0
		}
		if toks[i].kind == 'w' && f.g.verb[toks[i].lower] && !f.isRole(toks[i]) {
			return 0
		}
	}
	return 0
}

// nounHere: the word looks like a verb of saying but is a noun: "the claims",
// "sa demande", "un appel".
func (f *finder) nounHere(toks []token, v int) bool {
	if v == 0 {
		return false
	}
	b := toks[v-1]
	if b.kind != 'w' {
		return false
	}
	switch {
	case f.g.nounMarker[b.lower]:
		return true
	case f.g.nounMarkerWeak[b.lower]:
		return f.g.weak[toks[v].lower]
	}
	return f.d.Language == "en" && possessed(f.d.Text, b)
}

// subject finds who the verb at v speaks for: to its left, or to its right
// when the verb stands first.
func (f *finder) subject(toks []token, v, lo, hi int) (phrase, bool) {
	t := toks[v]
	if f.d.Language == "fr" && v+1 < len(toks) && f.pronounAt(toks[v+1]) && f.hyphened(toks[v+1]) {
		return phrase{from: v + 1, to: v + 2, pronoun: true}, true
	}
	if f.d.Language == "de" && f.verbSecond(toks, v, lo) {
		if p, ok := f.right(toks, v+1, hi); ok && (p.hasName || p.pronoun || f.g.determiner[toks[p.from].lower]) {
			return p, true
		}
	}
	// "ajoutant que", "adding that", "en affirmant", "to say": the subject of
	// the sentence.
	if f.infinitive(toks, v, lo) {
		return f.main(toks, lo, v)
	}
	if f.gerund(t.lower) {
		if p, ok := f.gerundSubject(toks, v, lo); ok {
			return p, true
		}
	}
	if f.gerund(t.lower) || v > lo && (toks[v-1].lower == "en" || toks[v-1].lower == "to" || toks[v-1].lower == "de" || toks[v-1].lower == "pour" || toks[v-1].lower == "by") {
		k := v
		for k > lo && toks[k-1].kind == 'w' && (toks[k-1].lower == "en" || toks[k-1].lower == "to" || toks[k-1].lower == "de" || toks[k-1].lower == "tout" || toks[k-1].lower == "by" || f.g.auxiliary[toks[k-1].lower]) {
			k--
		}
		if p, ok := f.main(toks, lo, k); ok {
			return p, true
		}
	}
	// A verb at the head of its clause has its subject behind it.
	k := v - 1
	for k >= lo && toks[k].kind == 'w' && f.g.auxiliary[toks[k].lower] && !f.pronounAt(toks[k]) {
		k--
	}
	k = f.beforeInfinitive(toks, k, v)
	if k < lo || toks[k].kind == 'q' || toks[k].lower == "comme" || toks[k].lower == "as" || toks[k].lower == "que" || toks[k].lower == "ce" {
		if p, ok := f.right(toks, v+1, hi); ok {
			return p, true
		}
	}
	return f.left(toks, v, lo)
}

// gerundSubject: "with spokesman X saying", "X said, adding that": the subject is
// right before the gerund, or that of the verb of saying before it.
func (f *finder) gerundSubject(toks []token, v, lo int) (phrase, bool) {
	if v <= lo {
		return phrase{}, false
	}
	if b := toks[v-1]; b.kind == 'w' && f.d.Language == "en" && !f.g.auxiliary[b.lower] && !f.g.preposition[b.lower] && !f.g.stop[b.lower] && !f.g.verb[b.lower] {
		p, ok := f.ending(toks, v-1, lo)
		if ok && (p.hasName && p.name.person || p.from > lo && toks[p.from-1].lower == "with") {
			return p, true
		}
	}
	for k := v - 1; k > lo && v-k < 14; k-- {
		t := toks[k]
		if t.kind == 'q' {
			break
		}
		if t.kind == 'w' && !t.upper && f.g.verb[t.lower] && !f.g.weak[t.lower] && !f.gerund(t.lower) && !f.nounHere(toks, k) {
			p, ok := f.left(toks, k, lo)
			return p, ok && (p.hasName || p.pronoun)
		}
	}
	return phrase{}, false
}

// verbSecond: the German clause begins with something else than its subject,
// which then stands behind the verb: "In Bonn sagte die Ministerin".
func (f *finder) verbSecond(toks []token, v, lo int) bool {
	k := v
	for k > lo && toks[k-1].kind != 'q' && toks[k-1].lower != "," && toks[k-1].lower != ";" && toks[k-1].lower != ":" {
		k--
	}
	if k == v {
		return true
	}
	t := toks[k]
	return t.kind == 'w' && !f.pronounAt(t) && (f.g.preposition[t.lower] || !f.g.determiner[t.lower] && !f.nameWord(toks, k))
}

// beforeInfinitive passes what governs the infinitive at v, "veut croire X",
// "tient à rappeler X", from k to the left.
func (f *finder) beforeInfinitive(toks []token, k, v int) int {
	w := toks[v].lower
	if f.d.Language != "fr" || k < 0 || k != v-1 || !infinitiveForm(w) {
		return k
	}
	at := k
	if w := toks[at].lower; at > 0 && (w == "à" || w == "de" || w == "d'") {
		at--
	}
	if f.g.governs[toks[at].lower] {
		return at - 1
	}
	return k
}

func infinitiveForm(w string) bool {
	return strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir") || strings.HasSuffix(w, "re")
}

// governing: the word only governs the verb of saying right behind it.
func (f *finder) governing(toks []token, v, hi int) bool {
	for i := v + 1; f.g.governs[toks[v].lower] && i < hi && i < v+3; i++ {
		if f.g.verb[toks[i].lower] {
			return f.beforeInfinitive(toks, i-1, i) == v-1
		}
	}
	return false
}

// infinitive: "to further explain" has its subject further away.
func (f *finder) infinitive(toks []token, v, lo int) bool {
	if f.d.Language != "en" {
		return false
	}
	for k := v - 1; k >= lo && k >= v-3 && toks[k].kind == 'w'; k-- {
		if toks[k].lower == "to" {
			return true
		}
		if !f.g.auxiliary[toks[k].lower] {
			return false
		}
	}
	return false
}

// joins: only words of joining stand between two quotations of one speaker.
func (f *finder) joins(toks []token, from, to int) bool {
	return f.wordsBetween(toks, from, to) <= 12
}

func (f *finder) statementBefore(toks []token, lo, hi int) bool {
	for k := max(lo, hi-8); k < hi; k++ {
		if toks[k].kind == 'w' && f.g.statement[toks[k].lower] {
			return true
		}
	}
	return false
}

// accordingAt: "selon X" or "according to X" begins at token i.
func (f *finder) accordingAt(toks []token, i, hi int) *source {
	n := f.accordingLen(toks, i)
	if n == 0 || i+n >= hi {
		return nil
	}
	if (toks[i].lower == "pour" || toks[i].lower == "so") && !f.nameWord(toks, i+n) && !f.g.determiner[toks[i+n].lower] {
		return nil
	}
	var p phrase
	if w := toks[i+n].lower; f.g.heAfter[w] || f.g.theyAfter[w] {
		p = phrase{from: i + n, to: i + n + 1, pronoun: true}
	} else if q, ok := f.right(toks, i+n, hi); ok {
		p = q
	} else {
		return nil
	}
	s := f.sourceOf(toks, p, "according")
	s.cueSpan = news.Span{Start: toks[i].Start, End: toks[i+n-1].End}
	s.cue = s.cueSpan.Of(f.d.Text)
	return s
}

// accordingEnds: "selon X" begins at token i and the quotation follows.
func (f *finder) accordingEnds(toks []token, i, hi int) *source {
	if toks[i].lower == "so" {
		return nil // „…“, so X: only behind the words
	}
	if toks[i].lower == "pour" && i > 0 && !f.startsSentence(toks, i) && toks[i-1].lower != "mais" && toks[i-1].lower != "et" {
		return nil
	}
	return f.accordingAt(toks, i, hi)
}

func (f *finder) accordingLen(toks []token, i int) int {
	for _, words := range f.g.according {
		if i+len(words) > len(toks) || toks[i].lower != words[0] {
			continue
		}
		n, k := 0, i
		for n < len(words) && k < len(toks) && toks[k].lower == words[n] {
			n++
			k++
		}
		if n == len(words) {
			return n
		}
	}
	return 0
}

// cue is the verb with what belongs to it: "a déclaré", "s'est félicité",
// "a-t-il ajouté", "has said".
func (f *finder) cue(toks []token, v int) (string, news.Span) {
	from := v
	for from > 0 && v-from < 4 {
		b := toks[from-1]
		if b.kind != 'w' || !f.g.auxiliary[b.lower] && !(f.pronounAt(b) && f.hyphened(b)) || b.upper {
			break
		}
		if f.pronounAt(b) && !f.hyphened(b) {
			break
		}
		from--
	}
	// Adverbs do not open it.
	for from < v && !f.g.cueOpener[toks[from].lower] {
		from++
	}
	s := news.Span{Start: toks[from].Start, End: toks[v].End}
	return s.Of(f.d.Text), s
}

// hyphened: a hyphen joins the token to the word before it, as in "dit-il".
func (f *finder) hyphened(t token) bool { return t.Start > 0 && f.d.Text[t.Start-1] == '-' }
