package stories

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// rarity is 0–1: how much it tells that two articles have a feature.
func (q *question) rarity(f int32) float64 {
	if f < 0 {
		return 1
	}
	df := len(q.desk.postings[f])
	if q.desk.asked[f] == q.desk.number {
		df++
	}
	return max(0, 1-q.desk.log(df)/q.all)
}

// log is the logarithm of a whole number; that of 0 is 0.
func (d *Desk) log(n int) float64 {
	for len(d.logs) <= n {
		d.logs = append(d.logs, math.Log(float64(max(1, len(d.logs)))))
	}
	return d.logs[n]
}

// question is one article being matched.
type question struct {
	desk *Desk
	e    *entry
	all  float64 // the logarithm of how many articles there are
}

// Match finds the article that tells the same event as c, best first, or
// reports that none does. c itself need not be on the desk.
func (d *Desk) Match(c Candidate) (Match, bool) {
	if len(c.Fingerprint.Names)+len(c.Fingerprint.Stems) == 0 {
		return Match{}, false
	}
	q := d.ask(c)
	scores := map[int32]float64{}
	var best Match
	var bestAt time.Time
	for _, slot := range q.like() {
		e := d.slots[slot]
		s := q.compare(e)
		scores[slot] = s
		if s < 1 || s < best.Score {
			continue
		}
		if s == best.Score && older(Candidate{Article: best.Article, Published: bestAt}, e.Candidate) < 0 {
			continue
		}
		if e.Story != 0 && !q.joins(d.stories[e.Story], scores, s) {
			continue
		}
		best, bestAt = Match{e.Article, e.Story, s}, e.Published
	}
	return best, best.Article != 0
}

func (d *Desk) ask(c Candidate) *question {
	q := &question{desk: d, e: d.read(c, false), all: d.log(d.Len() + 1 + someArticles)}
	own, on := d.at[c.Article]
	d.number++
	d.asked = append(d.asked, make([]uint32, len(d.postings)-len(d.asked))...)
	d.mine = append(d.mine, make([]uint32, len(d.postings)-len(d.mine))...)
	q.e.each(func(f int32) {
		if f >= 0 {
			d.mine[f] = d.number
		}
		if f >= 0 && !(on && slices.Contains(d.postings[f], own)) {
			d.asked[f] = d.number
		}
	})
	return q
}

// like are the articles that share the most, most first.
func (q *question) like() []int32 {
	d := q.desk
	d.touched = d.touched[:0]
	// What a quarter of all articles have tells nothing and costs most; one
	// feed alone has not so many.
	common := max(1000, d.limit/4)
	take := func(f int32, w float64) {
		if f < 0 || len(d.postings[f]) > common {
			return
		}
		r := q.rarity(f)
		for _, slot := range d.postings[f] {
			if d.score[slot] == 0 {
				d.touched = append(d.touched, slot)
			}
			d.score[slot] += w * r * r
		}
	}
	for _, n := range q.e.names {
		for _, p := range n.parts {
			take(p, n.weight)
		}
	}
	for _, s := range q.e.stems {
		take(s.feature, s.weight/2)
	}
	slots := make([]int32, 0, maxCompared)
	type near struct {
		slot int32
		s    float64
	}
	var all []near
	for _, slot := range d.touched {
		e := d.slots[slot]
		if e.Article != q.e.Article && d.score[slot] > 0.3 {
			all = append(all, near{slot, d.score[slot]})
		}
		d.score[slot] = 0
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.s, a.s), cmp.Compare(d.slots[a.slot].Article, d.slots[b.slot].Article))
	})
	for _, x := range all[:min(len(all), maxCompared)] {
		slots = append(slots, x.slot)
	}
	return slots
}

// joins reports whether the article belongs to a whole story, one article of
// which it matches by s: it must agree with the first one too, or with two
// thirds of them, so that a story does not drift from event to event. A feed is in a
// story once, unless it corrects itself.
func (q *question) joins(members []int32, known map[int32]float64, s float64) bool {
	if len(members) >= maxStory {
		return false
	}
	d := q.desk
	first := members[0]
	for _, m := range members {
		if older(d.slots[m].Candidate, d.slots[first].Candidate) < 0 {
			first = m
		}
	}
	agree, own := 0, 0
	withFirst := false
	for _, m := range members {
		x, ok := known[m]
		if !ok {
			x = q.compare(d.slots[m])
			known[m] = x
		}
		if d.slots[m].Feed == q.e.Feed {
			if own++; x < 1 || own >= maxCorrections {
				return false
			}
		}
		if x >= 1 {
			agree++
		}
		if m == first && x >= 0.75 {
			withFirst = true
		}
	}
	return withFirst || agree >= 2 && agree*3 >= 2*len(members)
}
