package keymap

import "slices"

// Places of the keys that have no bindings of their own: lists over an article,
// and a list without rows. What keys mean there is what they mean in the pane
// below; the status line has hints of their own for them.
const (
	QuotesBox Context = "quotes-box"
	LinksBox  Context = "links-box"
	WhyBox    Context = "why-box"
	EmptyBox  Context = "empty-box"
	Empty     Context = "empty-list"
)

// under is the pane whose keys hold in a place without bindings.
var under = map[Context]Context{QuotesBox: Reader, LinksBox: Reader, WhyBox: Reader, EmptyBox: Reader, Empty: List}

// hint is an action that is worth a place in the status line, and the one or two
// words it is called there.
type hint struct {
	action Action
	en, fr string
}

// hints are the most useful actions of every place of the keys, the most useful
// first. All of them do something there.
var hints = map[Context][]hint{
	List:       {{Open, "read", "lire"}, {Quotes, "quotes", "citations"}, {Summary, "summary", "résumé"}},
	Empty:      {{RefreshAll, "refresh", "actualiser"}, {PickCompany, "companies", "entreprises"}, {Search, "search", "chercher"}},
	Reader:     {{Advance, "on", "suite"}, {Quotes, "quotes", "citations"}, {Summary, "summary", "résumé"}},
	Searching:  {{NextMatch, "next match", "suivante"}, {PrevMatch, "previous", "précédente"}, {Escape, "end search", "fin"}},
	QuotesBox:  {{Open, "to the place", "à l’endroit"}, {Down, "next", "suivante"}, {Escape, "close", "fermer"}},
	LinksBox:   {{Open, "open", "ouvrir"}, {CopyLink, "copy", "copier"}, {Escape, "close", "fermer"}},
	WhyBox:     {{Open, "to the place", "à l’endroit"}, {Correct, "correct", "corriger"}, {Escape, "close", "fermer"}},
	EmptyBox:   {{Escape, "close", "fermer"}},
	SideList:   {{Open, "show", "afficher"}, {Search, "find", "trouver"}, {Sidebar, "hide", "cacher"}},
	FeedScreen: {{FeedAdd, "add", "ajouter"}, {FeedRemove, "remove", "enlever"}, {Search, "find", "trouver"}},
	Book:       {{Open, "read", "lire"}, {NextPane, "by speaker", "par personne"}, {PickCompany, "companies", "entreprises"}},
	Brief:      {{Open, "read", "lire"}, {NextGroup, "next company", "entreprise suivante"}, {CopyMarkdown, "copy", "copier"}},
	Company:    {{PinCompany, "pin", "épingler"}, {Open, "read", "lire"}, {AboutOnly, "about it only", "à son sujet"}},
}

// Hint is a key and the word that says what it does.
type Hint struct {
	Action    Action
	Key, Text string
}

// Hints are the most useful keys of a place, as they are bound there; help, which
// leads to all the others, stands last. What has no key there is left out.
func (m *Map) Hints(c Context, lang string) []Hint {
	pane := c
	if below, ok := under[c]; ok {
		pane = below
	}
	panes := []Context{pane}
	if pane == Searching {
		panes = append(panes, Reader)
	}
	var out []Hint
	for _, h := range append(slices.Clone(hints[c]), hint{Help, "help", "aide"}) {
		key := m.KeyIn(h.action, panes...)
		if key == "" {
			continue
		}
		text := h.en
		if lang == "fr" {
			text = h.fr
		}
		out = append(out, Hint{h.action, key, text})
	}
	return out
}

// KeyIn is the key to show for an action where these contexts have the keys: one
// that is bound there before one that holds everywhere and is not taken there.
func (m *Map) KeyIn(a Action, contexts ...Context) string {
	for _, c := range append(contexts[:len(contexts):len(contexts)], Everywhere) {
		for _, b := range m.listed {
			if b.in != c || b.action != a {
				continue
			}
			if got, more := m.find(b.key, append(contexts[:len(contexts):len(contexts)], Everywhere)); got == a && !more {
				return m.Label(b.key)
			}
		}
	}
	return ""
}
