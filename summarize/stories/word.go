package stories

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/summarize/text"
)

// word is what the tables say of a word, wherever it stands.
type word struct {
	folded   string // without what hangs on it, "Leeds" for "Leeds-based"
	stem     string // "" when it tells nothing
	event    string // key of what the stem says happened, or ""
	place    place
	isPlace  bool
	digit    bool // begins with one
	named    bool // has a capital
	nameless bool // names nobody in spite of it
	elided   bool
}

var known = text.NewMemo[word]()

func look(lang, s string) word {
	c, _ := utf8.DecodeRuneInString(s)
	lower := strings.ToLower(s)
	w := word{folded: fold(unhyphened(s)), digit: unicode.IsDigit(c), named: isName(s, c), elided: strings.HasSuffix(s, "’")}
	w.nameless = nameless(lang, lower, w.folded)
	if p, ok := places[w.folded]; ok && len(w.folded) > 2 {
		w.place, w.isPlace = p, true
	}
	if len(lower) >= 3 && !text.IsStop(lang, strings.TrimRight(lower, "'’")) && !text.IsDate(lower) {
		w.stem = text.Stem(lang, lower)
		if event := events[lang][w.stem]; event != "" {
			w.event = "!" + event
		}
	}
	return w
}

// nameless: a word that names nobody, with a capital or without.
func nameless(lang, lower, folded string) bool {
	return empty[folded] || text.IsDate(lower) || text.IsStop(lang, strings.TrimRight(lower, "'’"))
}
