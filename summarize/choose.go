package summarize

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"lede/news"
	"lede/summarize/text"
)

// choose picks n candidates, best first, and sets their final scores.
func choose(d *text.Document, cs []candidate, n int, quotes []news.Quote, weight []float64) []int {
	same := sameQuotes(d, cs, quotes)
	strangers := strangers(d, cs, quotes)
	told := make([]bool, len(weight))
	top := 0.0
	for i := range cs {
		top = max(top, covers(&cs[i], weight, told))
	}
	var chosen []int
	taken := make([]bool, len(cs))
	repeat := make([]float64, len(cs)) // similarity with what is chosen
	places := make([]int, len(weight)) // stem -> its place in the one just chosen, from 1
	for len(chosen) < n {
		best, value, cover := -1, 0.0, 0.0
		for i := range cs {
			if taken[i] || repeat[i] >= 1 {
				continue
			}
			c := &cs[i]
			fresh := wCover * covers(c, weight, told) / max(top, 1e-9)
			v := (c.score + fresh) * c.scale * (1 - redundancy*repeat[i])
			if len(chosen) == 0 && c.quoted*2 > d.Sentences[c.index].End-d.Sentences[c.index].Start {
				v *= 0.7 // what happened comes before what was said about it
			}
			if name := strangers[i]; name != "" && !tells(d, cs, chosen, name) {
				v *= 0.75
			}
			if c.leans && !(i > 0 && taken[i-1] && cs[i-1].index == c.index-1) {
				v *= lostPartner
			}
			if v > value {
				best, value, cover = i, v, fresh
			}
		}
		if best < 0 || len(chosen) > 0 && value < 0.2*cs[chosen[0]].score {
			break
		}
		c := &cs[best]
		c.score = value
		c.why = append(c.why, news.Evidence{Cue: "covers the topic", Weight: cover})
		slices.SortStableFunc(c.why, func(a, b news.Evidence) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
		taken[best] = true
		chosen = append(chosen, best)
		for _, id := range c.stems {
			told[id] = true
		}
		for j, id := range c.stems {
			places[id] = j + 1
		}
		for i := range cs {
			if taken[i] {
				continue
			}
			cos, cover := alike(&cs[i], c, places)
			if cover >= duplicate || same[i] >= 0 && same[i] == same[best] {
				repeat[i] = 1
			}
			repeat[i] = max(repeat[i], cos)
		}
		for _, id := range c.stems {
			places[id] = 0
		}
	}
	return chosen
}

// alike is the cosine of two candidates and the share of common stems in the
// shorter one; places says where each stem is in b, from 1.
func alike(a, b *candidate, places []int) (cos, cover float64) {
	common := 0
	for i, id := range a.stems {
		if at := places[id]; at > 0 {
			cos += a.vec[i] * b.vec[at-1]
			common++
		}
	}
	if n := min(len(a.stems), len(b.stems)); n > 0 {
		cover = float64(common) / float64(n)
	}
	return cos, cover
}

// sameQuotes numbers the quotations that stand in more than one place, by
// candidate; -1 for none.
func sameQuotes(d *text.Document, cs []candidate, quotes []news.Quote) []int {
	out := make([]int, len(cs))
	for i := range cs {
		out[i] = -1
		s := d.Sentences[cs[i].index]
		for k, q := range quotes {
			if len(q.AlsoAt) == 0 {
				continue
			}
			for _, at := range append([]news.Span{q.Span}, q.AlsoAt...) {
				if s.Overlaps(at) {
					out[i] = k
				}
			}
		}
	}
	return out
}

// strangers are, by candidate, the speakers that it names by surname, role or
// pronoun only, so that a reader must have met them before; "" for none.
func strangers(d *text.Document, cs []candidate, quotes []news.Quote) []string {
	out := make([]string, len(cs))
	for i := range cs {
		s := d.Sentences[cs[i].index]
		for _, q := range quotes {
			if q.Start > s.End {
				break
			}
			if q.Speaker == nil || !s.Contains(q.Speaker.Span) || q.Speaker.AsWritten == q.Speaker.Name {
				continue
			}
			if !strings.Contains(s.Of(d.Text), q.Speaker.Name) {
				out[i] = q.Speaker.Name
			}
		}
	}
	return out
}

// tells: a chosen sentence has the name in full.
func tells(d *text.Document, cs []candidate, chosen []int, name string) bool {
	for _, i := range chosen {
		if strings.Contains(d.Sentences[cs[i].index].Of(d.Text), name) {
			return true
		}
	}
	return false
}

func inTextOrder(d *text.Document, cs []candidate, chosen []int) []news.SummarySentence {
	out := make([]news.SummarySentence, 0, len(chosen))
	for rank, i := range chosen {
		c := cs[i]
		s := d.Sentences[c.index]
		out = append(out, news.SummarySentence{
			Span: s.Proper(), Sentence: c.index, Rank: rank + 1, Score: math.Max(0, math.Min(1, c.score)), Why: slices.Clone(c.why),
		})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}
