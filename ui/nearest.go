package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lede/news"
	"lede/spelling"
	"lede/store"
	"lede/store/query"
	"lede/ui/i18n"
	"lede/ui/picker"
)

// UnknownCompanies are the companies a search asks for or leaves out that are not
// known, as they were written. A search that cannot be understood has none.
func UnknownCompanies(search string, now time.Time, known func(written string) bool) (unknown []string) {
	node, err := query.Parse(search, now)
	if err != nil {
		return nil
	}
	for _, t := range every(node, nil) {
		switch t.Field {
		case query.FieldCompany, query.FieldAbout, query.FieldImplied:
			if name := strings.TrimRight(t.Value, "*"); !slices.Contains(unknown, t.Value) && !known(name) {
				unknown = append(unknown, t.Value)
			}
		}
	}
	return unknown
}

// NamesIn are the feeds, folders, tags and languages that a query asks for or leaves
// out, each once.
func NamesIn(search string, now time.Time) (names []query.Term) {
	node, err := query.Parse(search, now)
	if err != nil {
		return nil
	}
	for _, t := range every(node, nil) {
		switch t.Field {
		case query.FieldFeed, query.FieldFolder, query.FieldTag, query.FieldLang:
			if t.Column = 0; t.Value != "" && !slices.Contains(names, t) {
				names = append(names, t)
			}
		}
	}
	return names
}

// UnknownName says that there is no feed, folder, tag or language of a name, and which
// of those there are is most like it.
func UnknownName(tr *i18n.Tr, t query.Term, all []string, most int) []string {
	words := []string{tr.S("unknown."+string(t.Field), t.Value)}
	want := picker.Fold(t.Value)
	like := func(name string) int {
		best := spelling.Edits(want, picker.Fold(name))
		for _, word := range strings.Fields(picker.Fold(name)) {
			best = min(best, spelling.Edits(want, word))
		}
		return best
	}
	near := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return like(name) > max(1, len([]rune(want))/3) })
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(like(a), like(b)) })
	return meant(tr, words, near[:min(most, len(near))])
}

// meant adds which names may be meant.
func meant(tr *i18n.Tr, words, nearest []string) []string {
	quoted := make([]string, len(nearest))
	for i, name := range nearest {
		quoted[i] = i18n.Quoted(name, tr.Lang)
	}
	switch len(nearest) {
	case 0:
		return words
	case 1:
		return append(words, tr.S("company.nearest", quoted[0]))
	}
	return append(words, tr.S("company.nearests", strings.Join(quoted, ", ")))
}

// Places reports whether there is a feed or a folder as a term asks for, and how
// those there are are called. Other terms are not for it to know.
func Places(t query.Term, feeds []store.FeedRow) (names []string, known bool) {
	want := picker.Fold(t.Value)
	switch t.Field {
	case query.FieldFeed:
		for _, f := range feeds {
			names = append(names, f.Title)
			known = known || strings.Contains(picker.Fold(f.Title), want) || strings.Contains(f.URL, strings.ToLower(t.Value))
		}
	case query.FieldFolder:
		for _, f := range feeds {
			for _, folder := range f.Folders {
				if !slices.Contains(names, folder) {
					names = append(names, folder)
				}
				known = known || picker.Fold(folder) == want || strings.HasPrefix(picker.Fold(folder), want+"/")
			}
		}
	default:
		known = true
	}
	return names, known
}

// unknownPlace says which feed or folder of a search there is not; nil: there are all.
func (a *App) unknownPlace(search string) []string {
	for _, t := range NamesIn(search, a.o.Now()) {
		if names, known := Places(t, a.overview.Feeds); !known && len(names) > 0 {
			return UnknownName(a.tr, t, names, 1)
		}
	}
	return nil
}

// every are all terms of a query.
func every(node query.Node, out []query.Term) []query.Term {
	if not, ok := node.(query.Not); ok {
		return every(not.Node, out)
	}
	var parts []query.Node
	switch n := node.(type) {
	case query.And:
		parts = n
	case query.Or:
		parts = n
	case query.Term:
		return append(out, n)
	}
	for _, part := range parts {
		out = every(part, out)
	}
	return out
}

// NearestCompanies are the names of the companies, most at most, that are most like
// what was written, the nearest first; find finds companies by the beginning of a
// name. None is much like it: none.
func NearestCompanies(written string, find func(prefix string, limit int) []news.Company, most int) (names []string) {
	want := []rune(picker.Fold(written))
	type near struct {
		name  string
		edits int
	}
	var all []near
	for n := min(3, len(want)); n > 0 && len(all) == 0; n-- {
		for _, c := range find(string(want[:n]), 0) {
			name := picker.Fold(c.Name)
			first, _, _ := strings.Cut(name, " ")
			if d := min(spelling.Edits(string(want), name), spelling.Edits(string(want), first)); d <= len(want)/3 {
				all = append(all, near{c.Name, d})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(a.edits, b.edits) })
	for _, n := range all[:min(most, len(all))] {
		names = append(names, n.name)
	}
	return names
}

// UnknownCompany says that nobody knows a company, and which may be meant.
func UnknownCompany(tr *i18n.Tr, written string, nearest []string) []string {
	return meant(tr, []string{tr.S("company.unknown", written)}, nearest)
}

// unknownCompany is the first company of a search that nobody knows, as it was
// written; "" where all are known, or the lexicon is still being read.
func (a *App) unknownCompany(search string) string {
	if len(a.desk.FindCompanies("a", 1)) == 0 {
		return ""
	}
	unknown := UnknownCompanies(search, a.o.Now(), func(written string) bool { _, ok := a.companyNamed(written); return ok })
	if len(unknown) == 0 {
		return ""
	}
	return unknown[0]
}

// unknownWords say that nobody knows a company, and which one may be meant.
func (a *App) unknownWords(written string) []string {
	if a.naming.unknown != written { // asked for at every change of what is shown
		a.naming.unknown, a.naming.nearest = written, NearestCompanies(written, a.desk.FindCompanies, 1)
	}
	return UnknownCompany(a.tr, written, a.naming.nearest)
}
