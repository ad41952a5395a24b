package keymap

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

var titles = map[string]map[Context]string{
	"en": {Everywhere: "Everywhere", List: "Headlines", Reader: "Reader", Searching: "While searching", SideList: "Sidebar", FeedScreen: "Feeds screen", Book: "Quote book", Brief: "Briefing", Company: "Page of a company"},
	"fr": {Everywhere: "Partout", List: "Titres", Reader: "Lecture", Searching: "Pendant une recherche", SideList: "Colonne", FeedScreen: "Écran des flux", Book: "Carnet de citations", Brief: "Point", Company: "Page d’une entreprise"},
}

// Title names a context in a language.
func (c Context) Title(lang string) string {
	if t, ok := titles[lang]; ok {
		return t[c]
	}
	return titles["en"][c]
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
	m = m.Speak(lang)
	for _, c := range Contexts {
		entries := m.Entries(c)
		if len(entries) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n|---|---|---|\n", c.Title(lang), columns)
		for _, e := range entries {
			var keys []string
			for _, k := range e.Keys {
				keys = append(keys, "`"+strings.ReplaceAll(m.Label(k), "|", "\\|")+"`")
			}
			fmt.Fprintf(&b, "| %s | %s | `%s` |\n", strings.Join(keys, " "), strings.ReplaceAll(e.Text(lang), "|", "\\|"), e.Action)
		}
	}
	return b.String()
}

// Text renders the map for a terminal, as `lede keys` prints it.
func (m *Map) Text(lang string) string {
	m = m.Speak(lang)
	var b strings.Builder
	for i, c := range Contexts {
		entries := m.Entries(c)
		if len(entries) == 0 {
			continue
		}
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s\n", c.Title(lang))
		for _, e := range entries {
			var keys []string
			for _, k := range e.Keys {
				keys = append(keys, m.Label(k))
			}
			shown, action := strings.Join(keys, " "), string(e.Action)
			if m.macros[e.Action] != nil {
				action = "macro" // what it does is said beside it
			}
			fmt.Fprintf(&b, "  %s%s %s%s %s\n", shown, blanks(16-utf8.RuneCountInString(shown)), action, blanks(21-len(action)), e.Text(lang))
		}
	}
	return b.String()
}

func blanks(n int) string { return strings.Repeat(" ", max(0, n)) }

// line is a line of what JSON gives.
type line struct {
	Context Context  `json:"context"`
	Action  Action   `json:"action,omitempty"`
	Steps   []string `json:"steps,omitempty"`
	Keys    []string `json:"keys"`
	Help    string   `json:"help"`
}

// JSON renders the map for programs, one object per line: "context", "action"
// (or the "steps" of a macro), "keys" as the configuration takes them, and
// "help".
func (m *Map) JSON(lang string) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, c := range Contexts {
		for _, e := range m.Entries(c) {
			l := line{Context: c, Action: e.Action, Steps: m.macros[e.Action], Keys: e.Keys, Help: e.Text(lang)}
			if l.Steps != nil {
				l.Action = ""
			}
			if l.Keys == nil {
				l.Keys = []string{}
			}
			if err := enc.Encode(l); err != nil {
				return nil, err
			}
		}
	}
	return out.Bytes(), nil
}
