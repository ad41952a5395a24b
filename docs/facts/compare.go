package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"lede/news"
)

//go:embed kinds.txt
var kindsFile string

// sectors are ours that may stand for a kind of a list.
func sectors() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(kindsFile) {
		if kind, ours, ok := strings.Cut(strings.TrimSpace(line), " = "); ok && line[0] != '#' {
			out[kind] = strings.Fields(ours)
		}
	}
	return out
}

// fact is what is compared of a company.
type fact string

const (
	ofName    fact = "name"
	ofTicker  fact = "ticker"
	ofCountry fact = "country"
	ofSector  fact = "sector"
	ofParent  fact = "parent"
	ofOther   fact = "identity" // two companies in one; counted only when it is one too many
)

// finding is a fact that both have: ours, theirs, and whether they agree.
type finding struct {
	list         string
	what         fact
	company      string
	ours, theirs string
	agree        bool
	second       bool   // of the second tier
	why          string // it differs, if somebody has looked
}

// lexicon is ours, by the keys that join it with a list.
type lexicon struct {
	all      []news.Company
	second   map[string]bool // names of the second tier
	byName   map[string][]int
	byAlias  map[string][]int
	byTicker map[string][]int
	byID     map[news.CompanyID]int
	sectors  map[string][]string
}

func join(all []news.Company, second map[string]bool) *lexicon {
	l := &lexicon{all: all, second: second, byName: map[string][]int{}, byAlias: map[string][]int{}, byTicker: map[string][]int{},
		byID: map[news.CompanyID]int{}, sectors: sectors()}
	for i, c := range all {
		l.byID[c.ID] = i
		l.byName[key(c.Name)] = append(l.byName[key(c.Name)], i)
		for _, a := range c.Aliases {
			if k := key(a); !slices.Contains(l.byAlias[k], i) {
				l.byAlias[k] = append(l.byAlias[k], i)
			}
		}
		for _, t := range c.Tickers {
			s := symbol(t)
			l.byTicker[s] = append(l.byTicker[s], i)
		}
	}
	return l
}

// find is the company of a row: the one with its name, or with its ticker, its
// country and the beginning of its name, or with an alias. With several of a
// name it is the one whose country or ticker fits.
func (l *lexicon) find(r row) (int, bool) {
	names := append([]string{r.name}, r.others...)
	for _, name := range names {
		if i, ok := l.one(l.byName[key(name)], r); ok {
			return i, true
		}
	}
	for _, t := range r.tickers {
		for _, i := range l.byTicker[symbol(t)] {
			if slices.Contains(r.countries, l.all[i].Country) && slices.ContainsFunc(names, func(s string) bool { return l.begins(i, s) }) {
				return i, true
			}
		}
	}
	for _, name := range names {
		if i, ok := l.one(l.byAlias[key(name)], r); ok {
			return i, true
		}
	}
	return 0, false
}

func (l *lexicon) one(found []int, r row) (int, bool) {
	if len(found) > 1 {
		found = slices.DeleteFunc(slices.Clone(found), func(i int) bool {
			return !slices.Contains(r.countries, l.all[i].Country) && !l.shares(i, r)
		})
	}
	if len(found) != 1 {
		return 0, false
	}
	return found[0], true
}

// begins reports whether a name of the company is part of the name, or the other
// way round: "Akamai" and "Akamai Technologies".
func (l *lexicon) begins(i int, name string) bool {
	return slices.ContainsFunc(append([]string{l.all[i].Name}, l.all[i].Aliases...), func(s string) bool { return within(s, name) })
}

// within reports whether the words of one name stand in the other, in their
// order and next to each other, or make one word of it: "Open Text".
func within(a, b string) bool {
	a, b = key(a), key(b)
	return strings.Contains(" "+a+" ", " "+b+" ") || strings.Contains(" "+b+" ", " "+a+" ") || strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "")
}

// shares reports whether a company has a ticker of the row; classes of shares
// may differ.
func (l *lexicon) shares(i int, r row) bool {
	return slices.ContainsFunc(l.all[i].Tickers, func(ours string) bool {
		return slices.ContainsFunc(r.tickers, func(theirs string) bool {
			a, b := symbol(ours), symbol(theirs)
			return a == b || strings.HasPrefix(b, a+"-") || strings.HasPrefix(a, b+"-")
		})
	})
}

// against compares ours with the rows of a list.
func (l *lexicon) against(list string, rows []row) []finding {
	var out []finding
	for _, r := range rows {
		i, ok := l.find(r)
		if !ok {
			i, ok = l.renamed(r)
			if ok {
				out = append(out, l.finding(list, ofName, i, l.all[i].Name, r.name+" ("+r.tickers[0]+")", false))
			}
			continue
		}
		c := l.all[i]
		if len(r.countries) == 1 && len(c.Tickers) > 0 && len(r.tickers) > 0 && r.countries[0] != c.Country && !l.shares(i, r) {
			out = append(out, l.finding(list, ofName, i, c.Name, fmt.Sprintf("%s (%s, %s)", r.name, r.tickers[0], r.countries[0]), false))
			continue // another of that name
		}
		out = append(out, l.facts(list, i, r)...)
	}
	out = append(out, l.doubles(list, rows)...)
	for _, r := range rows {
		for _, old := range r.old {
			for _, i := range l.byName[key(old)] {
				if c := l.all[i]; key(c.Name) != key(r.name) {
					out = append(out, l.finding(list, ofName, i, c.Name, fmt.Sprintf("%s, once %s", r.name, old), false))
				}
			}
		}
	}
	return once(out)
}

// doubles are companies of ours that are several of a list: one has their
// ticker, another has another name and another ticker.
func (l *lexicon) doubles(list string, rows []row) []finding {
	ours := map[int]string{} // the name of the row that has a ticker of ours
	for _, r := range rows {
		if i, ok := l.find(r); ok && l.shares(i, r) {
			ours[i] = r.name
		}
	}
	var out []finding
	for _, r := range rows {
		i, ok := l.find(r)
		if !ok || len(r.tickers) == 0 || l.shares(i, r) || ours[i] == "" || within(ours[i], r.name) {
			continue
		}
		out = append(out, l.finding(list, ofOther, i, l.all[i].Name, fmt.Sprintf("%s (%s) and %s", r.name, r.tickers[0], ours[i]), false))
	}
	return out
}

func (l *lexicon) finding(list string, what fact, i int, ours, theirs string, agree bool) finding {
	c := l.all[i]
	return finding{list: list, what: what, company: c.Name, ours: ours, theirs: theirs, agree: agree, second: l.second[c.Name]}
}

// facts are what a row says of a company it was joined with.
func (l *lexicon) facts(list string, i int, r row) []finding {
	c := l.all[i]
	var out []finding
	add := func(what fact, ours, theirs string, agree bool) {
		if ours != "" && theirs != "" {
			out = append(out, l.finding(list, what, i, ours, theirs, agree))
		}
	}
	named := slices.ContainsFunc(append([]string{r.name}, r.others...), func(s string) bool { return within(c.Name, s) })
	add(ofName, c.Name, r.name, named)
	add(ofTicker, strings.Join(c.Tickers, " "), strings.Join(r.tickers[:min(3, len(r.tickers))], " "), l.shares(i, r))
	if len(r.countries) == 1 {
		add(ofCountry, c.Country, r.countries[0], c.Country == r.countries[0])
	}
	var may []string
	for _, k := range r.kinds {
		may = append(may, l.sectors[k]...)
	}
	if len(may) > 0 {
		add(ofSector, c.Sector, strings.Join(r.kinds, ", "), slices.Contains(may, c.Sector))
	}
	if r.owner != "" {
		owner, ok := l.find(row{name: r.owner})
		parents := l.above(c)
		add(ofParent, cmp.Or(strings.Join(parents, " < "), "none"), r.owner, ok && (owner == i || slices.Contains(parents, l.all[owner].Name)))
	}
	return out
}

// once makes one finding of all rows of a company, for a list has many shares and
// brands of one: they agree when one of them does.
func once(all []finding) []finding {
	type subject struct {
		company string
		what    fact
	}
	at := map[subject]int{}
	var out []finding
	for _, f := range all {
		s := subject{f.company, f.what}
		i, seen := at[s]
		switch {
		case !seen:
			at[s] = len(out)
			out = append(out, f)
		case f.agree && !out[i].agree:
			out[i] = f
		case !f.agree && !out[i].agree && !strings.Contains(out[i].theirs, f.theirs) && len(out[i].theirs) < 120:
			out[i].theirs += "; " + f.theirs
		}
	}
	return out
}

// renamed is a company that has the ticker of a row and its country, but not its
// name.
func (l *lexicon) renamed(r row) (int, bool) {
	if len(r.tickers) == 0 || len(r.countries) != 1 {
		return 0, false
	}
	for _, i := range l.byTicker[symbol(r.tickers[0])] {
		if l.all[i].Country == r.countries[0] {
			return i, true
		}
	}
	return 0, false
}

// above are the parents of a company, the nearest first.
func (l *lexicon) above(c news.Company) []string {
	var out []string
	for c.Parent != "" && len(out) < 10 {
		i, ok := l.byID[c.Parent]
		if !ok {
			break
		}
		c = l.all[i]
		out = append(out, c.Name)
	}
	return out
}

// led is how many companies the lexicon knows people of.
func (l *lexicon) led() int {
	n := 0
	for _, c := range l.all {
		if len(c.People) > 0 {
			n++
		}
	}
	return n
}

// listed is how many companies of a tier are in at least one list, and how many
// there are.
func (l *lexicon) listed(all []finding, second bool) (in, of int) {
	seen := map[string]bool{}
	for _, f := range all {
		seen[f.company] = true
	}
	for _, c := range l.all {
		if l.second[c.Name] == second {
			of++
			if seen[c.Name] {
				in++
			}
		}
	}
	return in, of
}
