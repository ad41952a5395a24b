package summarize

import (
	"math"
	"sort"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

// maxTerms is how many key terms a digest has.
const maxTerms = 10

// terms are the words that say what the article is about: frequent, spread,
// early or in the title, names before other words.
func terms(d *text.Document, t *reading) []news.Term {
	if len(t.sentences) == 0 {
		return nil
	}
	early := make([]bool, len(t.surface))
	for _, x := range t.sentences[:min(3, len(t.sentences))] {
		for _, id := range x.stems {
			early[id] = true
		}
	}
	title := titleStems(d, t)
	var out []news.Term
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
		out = append(out, news.Term{Text: word, Weight: w})
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Weight != out[j].Weight {
			return out[i].Weight > out[j].Weight
		}
		return out[i].Text < out[j].Text
	})
	out = out[:min(maxTerms, len(out))]
	if len(out) > 0 && out[0].Weight > 0 {
		top := out[0].Weight
		for i := range out {
			out[i].Weight /= top
		}
	}
	return out
}
