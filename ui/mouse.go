package ui

import (
	tea "charm.land/bubbletea/v2"

	"lede/ui/layout"
)

// mouse takes clicks and the wheel; everything else is the terminal's.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if a.lay.TooSmall {
		return nil
	}
	m := msg.Mouse()
	switch msg.(type) {
	case tea.MouseWheelMsg:
		switch m.Button {
		case tea.MouseWheelUp:
			return a.wheel(m.X, m.Y, -1)
		case tea.MouseWheelDown:
			return a.wheel(m.X, m.Y, 1)
		}
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			return a.click(m.X, m.Y)
		}
	}
	return nil
}

func (a *App) wheel(x, y, dir int) tea.Cmd {
	if a.box != nil {
		a.box.Wheel(dir)
		return nil
	}
	switch a.screen {
	case feedScreen:
		a.feeds.Wheel(dir)
		return nil
	case bookScreen, briefScreen, companyScreen:
		return a.wheelPage(y-1, dir)
	}
	pane, ok := a.lay.At(x, y)
	if !ok {
		return nil
	}
	switch pane {
	case layout.Side:
		return a.side.Wheel(dir)
	case layout.List:
		return a.list.Wheel(dir)
	default:
		return a.wheelReader(y-a.lay.Read.Y, dir)
	}
}

func (a *App) click(x, y int) tea.Cmd {
	l := a.lay
	if a.box != nil {
		w, h := a.box.Size()
		r := a.boxAt(w, h)
		if !r.Contains(x, y) {
			a.box = nil
			return nil
		}
		return a.box.Click(y - r.Y)
	}
	if a.prompt != nil {
		return nil
	}
	if l.Bar.Contains(x, y) {
		_, spots := a.barLine(l.W)
		return a.clickSpot(spots, x)
	}
	if l.Status.Contains(x, y) {
		return a.clickSpot(a.status.spots, x)
	}
	if a.screen == feedScreen {
		a.feeds.Click(y - 1)
		return nil
	}
	if a.screen != mainScreen {
		return a.clickPage(x, y-1)
	}
	pane, ok := l.At(x, y)
	if !ok {
		return nil
	}
	r := l.Of(pane)
	switch pane {
	case layout.Side:
		return tea.Batch(a.focus(layout.Side), a.side.Click(x-r.X, y-r.Y))
	case layout.List:
		return a.clickList(x-r.X, y-r.Y)
	default:
		return a.clickReader(x-r.X, y-r.Y)
	}
}

// clickList puts the cursor on a row; a row that has it already is opened, and
// so is any row where the article is not beside it.
func (a *App) clickList(x, y int) tea.Cmd {
	before := a.list.ID()
	cmd, hit := a.list.Click(x, y)
	if !hit {
		return a.focus(layout.List)
	}
	if a.list.ID() == before || a.lay.Columns == 1 {
		return tea.Batch(cmd, a.open())
	}
	return tea.Batch(a.focus(layout.List), cmd)
}

func (a *App) clickSpot(spots []spot, x int) tea.Cmd {
	for _, s := range spots {
		if x >= s.from && x < s.to {
			return a.do(s.action)
		}
	}
	return nil
}
