package companies

import (
	"slices"
	"strings"

	"lede/news"
)

// finder finds companies by what somebody has typed so far.
type finder struct {
	keys []key // sorted by text
}

// key is one way to begin typing a company.
type key struct {
	text    string // folded, words joined by one space
	company int32
	rank    int8 // 0 its name, 1 an alias, 2 a later word of its name
}

// build makes the keys; it is called on first use, since most programs never
// ask.
func (f *finder) build(l *Lexicon) {
	f.keys = make([]key, 0, l.Len()*2)
	for i := range l.live {
		c := l.entry(int32(i))
		name := plain(c.name)
		f.keys = append(f.keys, key{name, int32(i), 0})
		for j := range len(name) {
			if name[j] == ' ' {
				f.keys = append(f.keys, key{name[j+1:], int32(i), 2})
			}
		}
		for _, a := range c.aliases {
			if a.kind != byName {
				continue
			}
			if p := plain(a.text); p != name {
				f.keys = append(f.keys, key{p, int32(i), 1})
			}
		}
		for _, t := range c.tickers {
			f.keys = append(f.keys, key{strings.ToLower(t), int32(i), 1})
		}
	}
	slices.SortFunc(f.keys, func(a, b key) int {
		if c := strings.Compare(a.text, b.text); c != 0 {
			return c
		}
		return int(a.company) - int(b.company)
	})
}

// plain folds what is typed and what is searched alike.
func plain(s string) string {
	var b strings.Builder
	scan(s, func(t token, folded []byte) {
		if skipped(t, folded) {
			return
		}
		if b.Len() > 0 && t.shape&tight == 0 {
			b.WriteByte(' ')
		}
		b.Write(folded)
	})
	return b.String()
}

// Find returns the companies whose name, an alias or a ticker begins with the
// prefix, whatever its case and accents: exact names first, then names, then
// aliases, then later words of names; better known ones first. limit 0: all.
func (l *Lexicon) Find(prefix string, limit int) []news.Company {
	l.finding.Do(func() { l.found.build(l) })
	p := plain(prefix)
	keys := l.found.keys
	if p == "" {
		out := make([]news.Company, 0, clamp(limit, l.Len()))
		for i := range cap(out) {
			out = append(out, l.entry(int32(i)).company())
		}
		return out
	}
	at, _ := slices.BinarySearchFunc(keys, p, func(k key, p string) int { return strings.Compare(k.text, p) })
	best := map[int32]int{}
	var order []int32
	for ; at < len(keys) && strings.HasPrefix(keys[at].text, p); at++ {
		k := keys[at]
		rank := int(k.rank)*2 + 1
		if len(k.text) == len(p) {
			rank--
		}
		have, ok := best[k.company]
		if !ok {
			order = append(order, k.company)
		}
		if !ok || rank < have {
			best[k.company] = rank
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		if best[a] != best[b] {
			return best[a] - best[b]
		}
		return int(a - b) // the sources begin with the best known
	})
	out := make([]news.Company, 0, clamp(limit, len(order)))
	for _, i := range order[:clamp(limit, len(order))] {
		out = append(out, l.entry(i).company())
	}
	return out
}

func clamp(limit, n int) int {
	if limit <= 0 || limit > n {
		return n
	}
	return limit
}
