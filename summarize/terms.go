package summarize

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// maxTerms is how many key terms a digest has.
const maxTerms = 10

// terms are the words that say what the article is about: frequent, spread,
// early or in the title, names before other words.
func terms(t *reading, title stemSet) []news.Term {
	if len(t.sentences) == 0 {
		return nil
	}
	early := make([]bool, len(t.surface))
	for _, x := range t.sentences[:min(3, len(t.sentences))] {
		for _, id := range x.stems {
			early[id] = true
		}
	}
	out := make([]news.Term, 0, maxTerms+1)
	for id, word := range t.surface {
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsLetter(r) || utf8.RuneCountInString(word) < 3 {
			continue
		}
		w := math.Log1p(t.weight[id]) * math.Log1p(float64(t.df[id]))
		if early[id] {
			w *= 1.3
		}
		if title.has[id] {
			w *= 1.6
		}
		if unicode.IsUpper(r) {
			w *= 1.3
		}
		// Few of hundreds are kept: each is put in its place among those.
		i := len(out)
		for i > 0 && (w > out[i-1].Weight || w == out[i-1].Weight && word < out[i-1].Text) {
			i--
		}
		if i < maxTerms {
			out = slices.Insert(out, i, news.Term{Text: word, Weight: w})
			out = out[:min(maxTerms, len(out))]
		}
	}
	if len(out) == 0 {
		return nil
	}
	if out[0].Weight > 0 {
		top := out[0].Weight
		for i := range out {
			out[i].Weight /= top
		}
	}
	return out
}
