package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/ui/cells"
	"lede/ui/layout"
)

// View draws the screen.
func (a *App) View() tea.View {
	lines, cursor := a.frame()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.ReportFocus = true
	v.Cursor = cursor
	if !a.o.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = a.windowTitle()
	return v
}

func (a *App) windowTitle() string {
	if a.overview.Unread > 0 {
		return "lede (" + a.tr.Number(a.overview.Unread) + ")"
	}
	return "lede"
}

// Unread is how many articles are unread, as soon as that is known: who is
// elsewhere may want to hear of more.
func (a *App) Unread() (n int, known bool) { return a.overview.Unread, a.overview.Total > 0 }

// frame is the screen as lines, exactly as many and as wide as the terminal.
func (a *App) frame() ([]string, *tea.Cursor) {
	l := a.lay
	if l.W == 0 || l.H == 0 {
		return nil, nil
	}
	if l.TooSmall {
		return cells.Centre(cells.Wrap(a.tr.S("small", layout.MinWidth, layout.MinHeight), l.W), l.W, l.H), nil
	}
	lines := make([]string, 0, l.H)
	if l.Bar.Shown() {
		bar, _ := a.barLine(l.W)
		lines = append(lines, bar)
	}
	lines = append(lines, a.body()...)
	var cursor *tea.Cursor
	if a.prompt != nil {
		line, x := a.promptLine(l.W)
		cursor = tea.NewCursor(x, l.H-1)
		if wrong := a.promptProblem(l.W); wrong != "" && len(lines) > 1 {
			lines[len(lines)-1] = wrong
		}
		lines = append(lines, line)
	} else {
		status := a.statusLines(l.W)
		lines = append(lines[:max(0, len(lines)+1-len(status))], status...)
	}
	if a.box != nil {
		w, h := a.box.Size()
		r := a.boxAt(w, h)
		lines = cells.Over(lines, a.box.Lines(r.W, r.H), r.X, r.Y)
		cursor = nil
		if t, ok := a.box.(typing); ok {
			x, y := t.Cursor()
			cursor = tea.NewCursor(min(r.X+x, l.W-1), min(r.Y+y, l.H-1))
		}
	}
	if a.o.Linear {
		lines = unruled(lines)
		if cursor == nil && a.box == nil {
			cursor = a.focusCursor()
		}
	}
	return lines, cursor
}

// boxAt is where the box stands: in the middle, or at the bottom where what it
// finds is seen above it.
func (a *App) boxAt(w, h int) layout.Rect {
	r := a.lay.Box(w, h)
	if low, ok := a.box.(interface{ Low() bool }); ok && low.Low() {
		r.Y = a.lay.H - 1 - r.H
	}
	return r
}

// body is everything between company bar and status line.
func (a *App) body() []string {
	l := a.lay
	h := l.H - 1
	if l.Bar.Shown() {
		h--
	}
	switch a.screen {
	case feedScreen:
		return cells.Pane(a.feeds.View(), l.W, h)
	case bookScreen:
		if a.book != nil {
			return cells.Pane(a.book.View(), l.W, h)
		}
	case briefScreen:
		if a.brief != nil {
			return cells.Pane(a.brief.View(), l.W, h)
		}
	case companyScreen:
		return cells.Pane(a.pages.companyLeaf.View(), l.W, h)
	}
	var columns [][]string
	if l.Side.Shown() {
		columns = append(columns, a.fitted.side.Pane(a.side.View(), l.Side.W, h))
	}
	if l.List.Shown() {
		columns = append(columns, a.fitted.list.Pane(a.list.View(), l.List.W, h))
	}
	if l.Read.Shown() {
		columns = append(columns, a.readColumn(h))
	}
	if len(columns) == 1 {
		return columns[0]
	}
	lines := make([]string, h)
	divider := a.th.Border.Render(a.th.Glyphs.Vertical)
	var b strings.Builder
	for i := range lines {
		b.Reset()
		for c, column := range columns {
			if c > 0 {
				b.WriteString(divider)
			}
			b.WriteString(column[i])
		}
		lines[i] = b.String()
	}
	return lines
}

func (a *App) readColumn(h int) []string {
	if a.list.ID() == 0 {
		return cells.Block(nil, a.lay.Read.W, h)
	}
	return a.fitted.read.Pane(a.read.View(), a.lay.Read.W, h)
}
