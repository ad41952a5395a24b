package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/picker"
	"lede/ui/sidebar"
)

// findsFeeds reports whether the search looks for a feed: it does among feeds and
// places.
func (a *App) findsFeeds() bool {
	return a.screen == feedScreen || a.screen == mainScreen && a.state.Focus == layout.Side
}

// askFeed finds a feed by typing, among the places or on the screen of feeds. The
// cursor goes there with every letter, and with the arrows to the next one; Enter
// opens the place, Esc goes back.
func (a *App) askFeed() tea.Cmd {
	find, back, open := a.findPlace()
	if a.screen == feedScreen {
		find, back, open = a.findFeed()
	}
	p, next := &prompt{label: a.tr.S("ask.feed")}, 0
	look := func(text string) {
		p.note = ""
		if letters := picker.Fold(strings.TrimSpace(text)); letters == "" {
			back()
		} else if !find(letters, next) {
			back()
			p.note = a.tr.S("feeds.nofound", strings.TrimSpace(text))
		}
	}
	p.change = func(text string) tea.Cmd {
		next = 0
		look(text)
		return nil
	}
	p.move = func(by int) {
		next += by
		look(p.input.Value())
	}
	p.enter = func(text string) tea.Cmd {
		if text == "" || p.note != "" {
			return nil
		}
		return open()
	}
	p.cancel = func() tea.Cmd { back(); return nil }
	return a.ask(p, "")
}

// findPlace looks among the places.
func (a *App) findPlace() (find func(string, int) bool, back func(), open func() tea.Cmd) {
	mark := a.side.Mark()
	find = func(letters string, next int) bool { return a.side.Find(letters, picker.Fold, next) }
	return find, func() { a.side.Return(mark) }, func() tea.Cmd { return a.do(keymap.Open) }
}

// findFeed looks on the screen of feeds, where Enter only goes there: what is done
// to the feed comes after.
func (a *App) findFeed() (find func(string, int) bool, back func(), open func() tea.Cmd) {
	at := a.feeds.At()
	titles := a.feeds.Titles()
	for i, t := range titles {
		titles[i] = picker.Fold(t)
	}
	find = func(letters string, next int) bool {
		found := sidebar.Ranked(titles, letters)
		if len(found) == 0 {
			return false
		}
		a.feeds.GoTo(found[(next%len(found)+len(found))%len(found)])
		return true
	}
	return find, func() { a.feeds.GoTo(at) }, func() tea.Cmd { return nil }
}
