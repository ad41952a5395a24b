package stories

import (
	"math"
	"slices"
	"time"
)

// What is asked of two articles. Tuned on the development table of the tests.
const (
	// sameText is how alike the openings of one text are, copied or corrected.
	sameText = 0.8
	// enough is the likeness asked of articles in one language, enoughAbroad
	// that of names alone when the languages differ.
	enough       = 0.34
	enoughAbroad = 0.42
	// witnesses are the names two articles must share, rare ones counted as
	// one each and common ones as less.
	witnesses       = 1.2
	witnessesAbroad = 1.6
	// perDay is asked in addition for every day between them.
	perDay = 0.12
	// apart is how far apart two articles of one story are at most.
	apart = 4 * 24 * time.Hour
)

// likeness is what two articles have in common, each 0–1 but the witnesses.
type likeness struct {
	names, stems, title float64
	witnesses           float64 // of the texts, not the titles
	things              float64 // witnesses that are neither companies nor countries
	numbers             float64 // shared numbers
	clash               bool    // both give numbers, none the same
}

// compare says how sure it is that an article tells the same event: 1 is just
// enough. It is the same in both directions.
func (q *question) compare(b *entry) float64 {
	a := q.e
	gap := a.Published.Sub(b.Published).Abs()
	if gap > apart || a.Article == b.Article {
		return 0
	}
	abroad := a.Language != b.Language
	l := q.likeness(b, abroad)
	copied := !abroad && l.stems >= sameText && (l.names >= sameText || len(a.names)+len(b.names) == 0)
	switch {
	case a.Feed == b.Feed:
		if copied && l.title >= 0.5 && !l.clash && gap < 36*time.Hour {
			return l.stems / sameText
		}
		return 0
	case copied:
		return (l.stems + l.names) / (2 * sameText)
	case a.column || b.column || q.recurring(a) || q.recurring(b):
		return 0
	}
	var have, want float64
	if abroad {
		if l.witnesses < witnessesAbroad || l.things < 0.8 {
			return 0
		}
		have, want = l.names, enoughAbroad
	} else {
		if l.witnesses+l.stems < witnesses || l.witnesses < 0.4 && l.stems < 0.65 || l.stems < 0.1 {
			return 0
		}
		have, want = 0.45*l.names+0.35*l.stems+0.2*l.title, enough
	}
	if l.clash {
		want *= 1.4
	}
	if over := gap - 12*time.Hour; over > 0 {
		want += perDay * over.Hours() / 24
	}
	return have / want
}

// recurring: the feed has had other articles under this title lately.
func (q *question) recurring(e *entry) bool {
	if e.whole == "" {
		return true
	}
	n := q.desk.titles[titleKey{e.Feed, e.whole}]
	if _, on := q.desk.at[e.Article]; on {
		n--
	}
	return n > 0
}

func (q *question) likeness(b *entry, abroad bool) likeness {
	a := q.e
	var l likeness
	var dot float64
	numbersA, numbersB := 0, 0
	used := make([]bool, len(b.names))
	for i := range a.names {
		x := &a.names[i]
		if x.kind == number && !x.titled {
			numbersA++
		}
		for j := range b.names {
			y := &b.names[j]
			if used[j] || x.kind != y.kind || !sameName(x, y) {
				continue
			}
			used[j] = true
			w := q.shared(x, y)
			dot += w * w * x.weight * y.weight
			if x.titled && y.titled {
				break // a title is easily copied
			}
			worth := w * math.Sqrt(kindWorth(x, y))
			l.witnesses += worth
			if x.kind == number {
				l.numbers += worth
			}
			if x.kind != company && x.kind != country {
				l.things += worth
			}
			break
		}
	}
	for j := range b.names {
		if b.names[j].kind == number && !b.names[j].titled {
			numbersB++
		}
	}
	l.clash = l.numbers == 0 && numbersA >= 2 && numbersB >= 2
	l.names = ratio(dot, q.length(a.names), q.length(b.names))
	if !abroad {
		l.stems = q.alike(a.stems, b.stems)
		l.title = q.alike(a.titled, b.titled)
	}
	return l
}

// kindWorth is what a shared name is worth as a witness, whatever its rank.
func kindWorth(x, y *name) float64 {
	switch x.kind {
	case company:
		return 0.3
	case city:
		return 0.2
	case country:
		return 0.05
	case number:
		return min(1, 1.1*min(x.weight, y.weight))
	}
	switch {
	case x.doubtful && y.doubtful:
		return 0.1
	case x.doubtful || y.doubtful:
		return 0.6
	}
	return 1
}

// sameName: the same words, or the words of the shorter within the longer.
func sameName(x, y *name) bool {
	if len(x.parts) > len(y.parts) {
		x, y = y, x
	}
	for _, p := range x.parts {
		if p < 0 || !slices.Contains(y.parts, p) {
			return false
		}
	}
	return true
}

// shared is the rarity of the words that two names share.
func (q *question) shared(x, y *name) float64 {
	if len(x.parts) > len(y.parts) {
		x = y
	}
	return q.rare(x)
}

// rare is the rarity of a name: that of its rarest word.
func (q *question) rare(n *name) float64 {
	best := 0.0
	for _, p := range n.parts {
		best = max(best, q.rarity(p))
	}
	return best
}

func (q *question) length(names []name) float64 {
	sum := 0.0
	for i := range names {
		w := q.rare(&names[i]) * names[i].weight
		sum += w * w
	}
	return math.Sqrt(sum)
}

// alike is the cosine of two lists of stems.
func (q *question) alike(a, b []part) float64 {
	var dot, la, lb float64
	for _, y := range b {
		w := q.rarity(y.feature) * y.weight
		lb += w * w
	}
	for _, x := range a {
		w := q.rarity(x.feature) * x.weight
		la += w * w
		if x.feature < 0 {
			continue
		}
		for _, y := range b {
			if x.feature == y.feature {
				dot += w * q.rarity(y.feature) * y.weight
				break
			}
		}
	}
	return ratio(dot, math.Sqrt(la), math.Sqrt(lb))
}

func ratio(dot, a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return min(1, dot/(a*b))
}
