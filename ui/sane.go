package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// The largest screen that is drawn on. A terminal that claims to be larger lies
// or is nobody's to read; drawing all of it would take gigabytes.
const (
	MostColumns = 1000
	MostRows    = 500
)

// FPS is how often a terminal on this machine is drawn at most. A key that comes
// after a pause is answered at once.
const FPS = 120

// Sane is a filter for tea.WithFilter: it keeps sizes that no screen has from
// the renderer.
func Sane(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return tea.WindowSizeMsg{Width: min(max(size.Width, 0), MostColumns), Height: min(max(size.Height, 0), MostRows)}
	}
	return msg
}

// harmless is what somebody typed or pasted without what could do something to
// the terminal or to the order of what is read: control characters, overrides
// of the direction, signs that cannot be seen.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r == '\u200d' || r == '\u200c': // part of emoji and of some scripts
			return r
		case r == utf8.RuneError, unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, text)
}
