package keymap

import (
	"fmt"
	"slices"
	"strings"
)

var titles = map[string]map[Context]string{
	"en": {Everywhere: "Everywhere", List: "Headlines", Reader: "Reader", Searching: "While searching", SideList: "Sidebar", FeedScreen: "Feeds screen", Book: "Quote book", Brief: "Briefing"},
	"fr": {Everywhere: "Partout", List: "Titres", Reader: "Lecture", Searching: "Pendant une recherche", SideList: "Colonne", FeedScreen: "Écran des flux", Book: "Carnet de citations", Brief: "Point"},
}

// Title names a context in a language.
func (c Context) Title(lang string) string {
	if t, ok := titles[lang]; ok {
		return t[c]
	}
	return titles["en"][c]
}

// In are the rows of a context, in the order of the table.
func In(c Context) []Row {
	var rows []Row
	for _, r := range table {
		if slices.Contains(r.In, c) {
			rows = append(rows, r)
		}
	}
	return rows
}

// Markdown renders the map as docs/keys.md.
func (m *Map) Markdown(lang string) string {
	var b strings.Builder
	head, intro := "Keys", "This page is generated from the table the program itself uses (`lede keys --markdown`). The name of an action is what `keys:` in the configuration and the command line (`:`) take."
	columns := "| keys | does | action |"
	if lang == "fr" {
		head, intro = "Touches", "Cette page est tirée de la table dont se sert le programme (`lede keys --markdown`). Le nom d’une action est ce que prennent `keys:` dans la configuration et la ligne de commande (`:`)."
		columns = "| touches | effet | action |"
	}
	fmt.Fprintf(&b, "# %s\n\n%s\n", head, intro)
	for _, c := range Contexts {
		rows := In(c)
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n|---|---|---|\n", c.Title(lang), columns)
		for _, r := range rows {
			var keys []string
			for _, k := range m.Keys(r.Action) {
				keys = append(keys, "`"+strings.ReplaceAll(Label(k), "|", "\\|")+"`")
			}
			fmt.Fprintf(&b, "| %s | %s | `%s` |\n", strings.Join(keys, " "), r.Text(lang), r.Action)
		}
	}
	return b.String()
}

// Text renders the map for a terminal, as `lede keys` prints it.
func (m *Map) Text(lang string) string {
	var b strings.Builder
	for i, c := range Contexts {
		rows := In(c)
		if len(rows) == 0 {
			continue
		}
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s\n", c.Title(lang))
		for _, r := range rows {
			var keys []string
			for _, k := range m.Keys(r.Action) {
				keys = append(keys, Label(k))
			}
			fmt.Fprintf(&b, "  %-16s %-20s %s\n", strings.Join(keys, " "), r.Action, r.Text(lang))
		}
	}
	return b.String()
}
