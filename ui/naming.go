package ui

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"lede/news"
)

// naming is about companies whose names are not known yet: the lexicon is read
// in the background, and the first screen does not wait for it.
type naming struct {
	missing news.CompanyID // one of them, "" none
	waiting bool
	tries   int
	// unknown is a company that was looked for and nobody knows, nearest those that
	// may be meant.
	unknown string
	nearest []string
}

const (
	nameAgain = 150 * time.Millisecond
	mostTries = 40 // a company that is in no lexicon any more has no name
)

type namesDue struct{}

// companyName names a company without blocking; while its name is not known, by
// its id.
func (a *App) companyName(id news.CompanyID) string {
	if name, ok := a.desk.NameOf(id); ok {
		return name
	}
	a.naming.missing = id
	words := strings.Split(string(id), "-")
	for i, w := range words {
		if r, n := utf8.DecodeRuneInString(w); n > 0 {
			words[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

// awaitNames looks again, a little later, whether a name is known now.
func (a *App) awaitNames() tea.Cmd {
	if a.naming.missing == "" || a.naming.waiting || a.naming.tries >= mostTries {
		return nil
	}
	a.naming.waiting = true
	return a.after(nameAgain, func(time.Time) tea.Msg { return namesDue{} })
}

func (a *App) namesDue() {
	n := &a.naming
	n.waiting = false
	n.tries++
	if _, ok := a.desk.NameOf(n.missing); ok {
		n.missing, n.tries = "", 0
		a.list.Redraw()
	}
}
