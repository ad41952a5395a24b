package quotes

import (
	"slices"
	"strings"

	"lede/news"
)

// A word right behind the marks, with a person beside it, is a verb of saying
// whatever the tables know: « … », sourit X; “…,” X deadpanned. Nobody can list
// them all.

// unknown finds the speaker by place alone.
func (f *finder) unknown(toks []token, c *candidate, lo, hi int) *source {
	if !f.separated(toks, c) || c.words < 3 {
		return nil
	}
	if f.d.Language == "en" {
		if s := f.unknownBehind(toks, lo, hi); s != nil {
			return s
		}
	}
	v := lo
	for v < hi && v-lo < 3 && toks[v].kind == 'w' && (f.g.auxiliary[toks[v].lower] || f.g.heAfter[toks[v].lower]) && f.d.Language != "en" {
		v++
	}
	if v+1 >= hi {
		return nil
	}
	sure := f.verbLike(toks, v)
	if !sure && !(f.d.Language == "fr" && strings.HasSuffix(toks[v].lower, "e") && f.mayBeVerb(toks[v])) {
		return nil
	}
	if f.hyphened(toks[v+1]) && f.pronounAt(toks[v+1]) {
		return f.placed(toks, phrase{from: v + 1, to: v + 2, pronoun: true}, v)
	}
	k := v + 1
	if f.d.Language == "fr" {
		k = f.adverbials(toks, k, hi) // "s'est engagé mardi devant la presse X"
		if k >= hi {
			return nil
		}
	}
	if f.g.particleAfter[toks[k].lower] && k+1 < hi {
		k++ // "points out", "blurted out"
	}
	if !toks[k].upper && !f.g.title[toks[k].lower] && !(f.g.determiner[toks[k].lower] && k+1 < hi && (f.g.role[toks[k+1].lower] || f.g.title[toks[k+1].lower])) {
		return nil
	}
	p, ok := f.right(toks, k, hi)
	if !ok || p.from != k && !(p.hasName && p.roleTo > p.roleFrom) || !p.hasName && !f.g.determiner[toks[k].lower] || p.hasName && !p.name.person && !p.name.titled && !f.spokeAs(toks, p.name) {
		return nil
	}
	if !sure && !(p.hasName && p.from == v+1 && f.spokeAs(toks, p.name)) {
		return nil // "coupe" may be a noun, too
	}
	return f.placed(toks, p, v)
}

// spokeAs: a bare name is that of somebody whose words were quoted before: « … »,
// coupe Sylvie.
func (f *finder) spokeAs(toks []token, n named) bool {
	span, name := f.nameText(toks, n.from, n.to)
	who := f.resolveName(name, span.Start, 0)
	return slices.ContainsFunc(f.found, func(c *candidate) bool {
		return c.Start < span.Start && c.source != nil && (c.source.name == name || who >= 0 && c.source.who == who)
	})
}

// unknownBehind: “…,” Nora Whitfield deadpanned.
func (f *finder) unknownBehind(toks []token, lo, hi int) *source {
	var p phrase
	v := lo
	if f.pronounAt(toks[lo]) {
		p, v = phrase{from: lo, to: lo + 1, pronoun: true}, lo+1
	} else {
		for v < hi && (f.nameWord(toks, v) || v == lo && f.g.title[toks[v].lower]) {
			v++
		}
		if v == lo {
			return nil
		}
		n, ok := f.pureName(toks, lo, v)
		if !ok && v == lo+1 && f.resolveName(toks[lo].Of(f.d.Text), toks[lo].Start, 0) >= 0 {
			n, ok = named{from: lo, to: v, person: true}, true
		}
		if !ok {
			return nil
		}
		p = phrase{from: lo, to: v, name: n, hasName: true}
	}
	if v >= hi || !f.verbLike(toks, v) {
		return nil
	}
	end := v + 1
	for end < hi && toks[end].kind == 'w' && (strings.HasSuffix(toks[end].lower, "ly") || f.g.particleAfter[toks[end].lower]) {
		end++
	}
	if end < hi && toks[end].kind != 'p' && !f.g.preposition[toks[end].lower] {
		return nil
	}
	return f.placed(toks, p, v)
}

func (f *finder) placed(toks []token, p phrase, v int) *source {
	s := f.sourceOf(toks, p, "place")
	s.cueSpan = news.Span{Start: toks[v].Start, End: toks[v].End}
	s.cue = s.cueSpan.Of(f.d.Text)
	s.strength = 0.75
	return s
}

// verbLike: the word may be a finite verb, by its looks.
func (f *finder) verbLike(toks []token, v int) bool {
	t := toks[v]
	if !f.mayBeVerb(t) {
		return false
	}
	for _, suffix := range f.g.finite {
		if strings.HasSuffix(t.lower, suffix) {
			return true
		}
	}
	return false
}

// mayBeVerb: the word is nothing else that is known.
func (f *finder) mayBeVerb(t token) bool {
	return !(t.kind != 'w' || t.upper || len(t.lower) < 4 || f.g.stop[t.lower] || f.g.determiner[t.lower] || f.g.preposition[t.lower] ||
		f.g.that[t.lower] || f.g.auxiliary[t.lower] || f.g.who[t.lower] || f.g.role[t.lower] || f.g.title[t.lower])
}
