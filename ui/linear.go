package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/ui/layout"
)

// The linear interface is for people who hear the screen or feel it: one pane
// at a time, nothing drawn with lines, and the terminal's own cursor on what
// has the focus, where a screen reader looks for it.

// pointed is a pane that knows on which of its lines the focus is, -1 nowhere.
type pointed interface{ CursorY() int }

// unruled takes the lines off that only look like something.
func unruled(lines []string) []string {
	for i, l := range lines {
		lines[i] = strings.Map(func(r rune) rune {
			switch {
			case r >= 0x2500 && r <= 0x259f: // box drawing, blocks
				return ' '
			case r >= 0x2800 && r <= 0x28ff: // the spinner
				return '*'
			}
			return r
		}, l)
	}
	return lines
}

// focusCursor is the terminal's cursor on the focus.
func (a *App) focusCursor() *tea.Cursor {
	who := any(a.focused())
	x, y := 0, 0
	if a.lay.Bar.Shown() {
		y = 1
	}
	if a.screen == mainScreen {
		r := a.lay.Of(a.state.Focus)
		if !r.Shown() {
			r = a.lay.Of(layout.Read)
		}
		x, y = r.X, r.Y
	}
	if l, ok := who.(*leaf); ok {
		who = l.rowsPage
		if l.shown != nil {
			who = l.read
		}
	}
	p, ok := who.(pointed)
	if !ok {
		return nil
	}
	at := p.CursorY()
	if at < 0 || y+at >= a.lay.H-1 {
		return nil
	}
	return tea.NewCursor(x, y+at)
}
