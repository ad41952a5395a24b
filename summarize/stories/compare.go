package stories

import (
	"math"
	"slices"
	"time"
)

// What is asked of two articles. Tuned on the tables of the tests.
const (
	// sameText is how alike the openings of one text are, copied or corrected.
	sameText = 0.8
	// template is from where on texts that give different numbers are one
	// form filled in again: results, weather, the close of the market.
	template = 0.45
	// enough is the likeness asked of articles, enoughAbroad that of articles
	// in two languages.
	enough       = 0.56
	enoughAbroad = 0.5
	// leastDeed is how alike what happened must be, whoever it happened to:
	// one company does many things in a day, and one minister too.
	leastDeed       = 0.36
	leastDeedAbroad = 0.3
	// leastWho is how alike those must be whom it happened to: companies
	// raise prices, report and issue bonds in the same words.
	leastWho       = 0.35
	leastWhoAbroad = 0.28
	// companiesOnly is asked in addition when companies and countries are all
	// they share: shares rise and fall in lists.
	companiesOnly = 0.15
	// leastNames are the names two articles must share, rare ones counted as
	// one each and common ones as less.
	leastNames       = 1.0
	leastNamesAbroad = 0.9
	// perDay is asked in addition for every day between them.
	perDay = 0.12
	// clashing is how long after each other two articles may give different
	// numbers only.
	clashing = 8 * time.Hour
	// apart is how far apart two articles of one story are at most.
	apart = 4 * 24 * time.Hour
)

// likeness is what two articles have in common, each 0–1 but the sums.
type likeness struct {
	who     float64 // people, companies, places
	deeds   float64 // what happened, by data/events.txt
	stems   float64 // the words of the opening
	title   float64
	names   float64 // sum: shared names and numbers of the texts, not the titles
	persons float64 // sum: those of them that are people, things or cities
	numbers float64 // sum: shared numbers
	clash   bool    // both give numbers, hardly any the same
}

// what is how alike the things are that happened.
func (l *likeness) what(abroad bool) float64 {
	numbers := 0.3 * min(l.numbers, 2)
	if abroad {
		if numbers > 0 {
			numbers += 0.08 * min(l.names, 3)
		}
		return 0.7*l.deeds + numbers
	}
	return l.stems + 0.25*l.deeds + 0.15*l.title + numbers
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
	if l.clash && l.stems >= template {
		return 0
	}
	copied := !abroad && l.stems >= sameText && (l.who >= sameText || len(a.names)+len(b.names) == 0)
	switch {
	case a.Feed == b.Feed:
		if copied && l.title >= 0.5 && gap < 36*time.Hour {
			return l.stems / sameText
		}
		return 0
	case copied:
		return (l.stems + l.who) / (2 * sameText)
	case a.column || b.column || q.recurring(a) || q.recurring(b):
		return 0
	}
	what := l.what(abroad)
	want, leastWhat, least, who := enough, leastDeed, leastNames, leastWho
	if abroad {
		want, leastWhat, least, who = enoughAbroad, leastDeedAbroad, leastNamesAbroad, leastWhoAbroad
	}
	if l.persons == 0 && l.numbers == 0 {
		who += companiesOnly
	}
	if what < leastWhat || l.names < least || l.who < who {
		return 0
	}
	if l.clash {
		if gap > clashing {
			return 0
		}
		want *= 1.4
	}
	if over := gap - 12*time.Hour; over > 0 {
		want += perDay * over.Hours() / 24
	}
	return (0.45*l.who + 0.55*min(1, what)) / want
}

// recurring: the feed has had other articles under this title lately.
func (q *question) recurring(e *entry) bool {
	if e.whole == "" {
		return false
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
	if !abroad {
		l.stems = q.alike(a.stems, b.stems)
		l.title = q.alike(a.titled, b.titled)
	}
	var who, deeds float64
	var room [maxNames]int
	shared := room[:0] // the names of b that have a word of a's
	for j := range b.names {
		if slices.ContainsFunc(b.names[j].parts, func(f int32) bool { return q.desk.mine[f] == q.desk.number }) {
			shared = append(shared, j)
		}
	}
	var used [maxNames]bool
	for i := range a.names {
		x := &a.names[i]
		for _, j := range shared {
			y := &b.names[j]
			if used[j] || x.kind != y.kind || !sameName(x, y) {
				continue
			}
			used[j] = true
			w := q.shared(x, y)
			switch x.kind {
			case event:
				deeds += w * w * x.weight * y.weight
			case number:
			default:
				who += w * w * x.weight * y.weight
			}
			if x.titled || y.titled {
				break // a title is easily copied
			}
			worth := w * math.Sqrt(kindWorth(x, y))
			l.names += worth
			switch x.kind {
			case number:
				l.numbers += worth
			case other, city:
				l.persons += worth
			}
			break
		}
	}
	least := min(a.numbers, b.numbers)
	l.clash = least >= 1 && (l.numbers == 0 && (least >= 2 || l.stems >= sameText) || least >= 4 && l.numbers < 0.15*float64(least))
	l.who = ratio(who, q.length(a.names, false), q.length(b.names, false))
	l.deeds = ratio(deeds, q.length(a.names, true), q.length(b.names, true))
	return l
}

// kindWorth is what a shared name is worth as a witness, whatever its rank.
func kindWorth(x, y *name) float64 {
	switch x.kind {
	case company:
		return 0.3
	case city:
		return 0.2
	case country, event:
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
	if len(y.parts) == 1 {
		return x.parts[0] == y.parts[0] && x.parts[0] >= 0
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

// length is that of the vector of deeds, or of who did them.
func (q *question) length(names []name, deeds bool) float64 {
	sum := 0.0
	for i := range names {
		if k := names[i].kind; k == number || (k == event) != deeds {
			continue
		}
		w := q.rare(&names[i]) * names[i].weight
		sum += w * w
	}
	return math.Sqrt(sum)
}

// alike is the cosine of two lists of stems.
func (q *question) alike(a, b []part) float64 {
	var dot, la, lb float64
	d := q.desk
	for _, y := range b {
		w := q.rarity(y.feature) * y.weight
		lb += w * w
		if d.mine[y.feature] != d.number {
			continue
		}
		for _, x := range a {
			if x.feature == y.feature {
				dot += w * q.rarity(x.feature) * x.weight
				break
			}
		}
	}
	for _, x := range a {
		w := q.rarity(x.feature) * x.weight
		la += w * w
	}
	return ratio(dot, math.Sqrt(la), math.Sqrt(lb))
}

func ratio(dot, a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return min(1, dot/(a*b))
}
