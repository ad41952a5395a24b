package ui

import (
	"strings"

	"lede/spelling"
	"lede/store/query"
	"lede/ui/i18n"
	"lede/ui/picker"
)

// unknownCompany is the first company of a search that nobody knows, as it was
// written; "" where all are known, or the lexicon is still being read.
func (a *App) unknownCompany(search string) string {
	node, err := query.Parse(search, a.o.Now())
	if err != nil || len(a.desk.FindCompanies("a", 1)) == 0 {
		return ""
	}
	for _, t := range wanted(node, nil) {
		switch t.Field {
		case query.FieldCompany, query.FieldAbout, query.FieldImplied:
			if _, ok := a.companyNamed(strings.TrimRight(t.Value, "*")); !ok {
				return t.Value
			}
		}
	}
	return ""
}

// nearest is the company whose name is most like what was written; "" where none
// is much like it.
func (a *App) nearest(written string) string {
	want := []rune(picker.Fold(written))
	best, least := "", len(want)/3+1
	for n := min(3, len(want)); n > 0 && best == ""; n-- {
		for _, c := range a.desk.FindCompanies(string(want[:n]), 0) {
			name := picker.Fold(c.Name)
			first, _, _ := strings.Cut(name, " ")
			if d := min(spelling.Edits(string(want), name), spelling.Edits(string(want), first)); d < least {
				best, least = c.Name, d
			}
		}
	}
	return best
}

// unknownWords say that nobody knows a company, and which one may be meant.
func (a *App) unknownWords(written string) []string {
	if a.naming.unknown != written { // asked for at every change of what is shown
		a.naming.unknown, a.naming.nearest = written, a.nearest(written)
	}
	words := []string{a.tr.S("company.unknown", written)}
	if near := a.naming.nearest; near != "" {
		words = append(words, a.tr.S("company.nearest", i18n.Quoted(near, a.tr.Lang)))
	}
	return words
}
