package quotes

import "lede/news"

// inside finds who speaks when the words that say so stand between the marks,
// as French papers write: « Les ports, regrette X, ont perdu vingt ans. »
func (f *finder) inside(c *candidate) *source {
	if f.d.Language != "fr" || c.words < 6 {
		return nil
	}
	toks := f.place.stretch(f.d, c.Span)
	for i := 1; i+1 < len(toks); i++ {
		if toks[i-1].kind != 'p' || toks[i-1].lower != "," && toks[i-1].lower != "!" && toks[i-1].lower != "?" || toks[i].kind != 'w' || toks[i].upper {
			continue
		}
		v := i
		for v+1 < len(toks) && v < i+3 && f.g.cueOpener[toks[v].lower] {
			v++
		}
		if !f.g.verb[toks[v].lower] || f.gerund(toks[v].lower) {
			continue
		}
		end := v + 1
		for end < len(toks) && toks[end].lower != "," && toks[end].lower != "." && toks[end].lower != ":" {
			end++
		}
		if v+1 >= end {
			continue
		}
		var p phrase
		if f.pronounAt(toks[v+1]) && f.hyphened(toks[v+1]) {
			p = phrase{from: v + 1, to: v + 2, pronoun: true}
		} else {
			q, ok := f.right(toks, v+1, end)
			if !ok || q.pronoun || !q.hasName && !f.g.determiner[toks[q.from].lower] {
				continue
			}
			p = q
		}
		s := f.sourceOf(toks, p, "inside")
		if s.name == "" && !s.pronoun {
			continue
		}
		s.cueSpan = news.Span{Start: toks[i].Start, End: toks[v].End}
		s.cue = s.cueSpan.Of(f.d.Text)
		s.strength = 0.8
		return s
	}
	return nil
}
