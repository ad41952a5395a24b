package ui

import (
	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/keymap"
)

// rowsPage is a page of rows that lead to articles.
type rowsPage interface {
	page
	Wheel(n int) tea.Cmd
	Click(y int) tea.Cmd
}

// leaf is a page whose articles are read in its own place: going back returns
// to the row they were opened from, and the list of headlines stays what it is.
type leaf struct {
	rowsPage
	read  readerPane
	link  func(url string) tea.Cmd
	shown *newsroom.Reading // nil: the rows are on screen
}

// leafLoaded brings the article somebody has opened from a page.
type leafLoaded struct {
	of      *leaf
	reading newsroom.Reading
	at      news.Span
	err     error
}

func (l *leaf) resize(w, h int) tea.Cmd {
	l.SetSize(w, h)
	return l.read.Resize(w, h)
}

// Update takes what comes back for the rows or for the reader.
func (l *leaf) Update(msg tea.Msg) tea.Cmd {
	return tea.Batch(l.rowsPage.Update(msg), l.read.Update(msg))
}

// Do carries out an action on what is on screen.
func (l *leaf) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	if l.shown == nil {
		if cmd, done := l.rowsPage.Do(a); done {
			return cmd, true
		}
		return nil, ofTheList(a)
	}
	if cmd, done := l.read.Do(a); done {
		return cmd, true
	}
	url := l.shown.Article.URL
	switch a {
	case keymap.Back, keymap.Escape, keymap.Quit:
		l.shown = nil
	case keymap.OpenBrowser, keymap.OpenAndMark:
		if url != "" {
			return l.link(url), true
		}
	case keymap.CopyLink:
		if url != "" {
			return tea.SetClipboard(url), true
		}
	case keymap.CopyMarkdown:
		return tea.SetClipboard(l.read.Markdown()), true
	default:
		return nil, ofTheList(a)
	}
	return nil, true
}

// ofTheList are actions that would move the list of headlines, which is not on
// screen.
func ofTheList(a keymap.Action) bool {
	switch a {
	case keymap.NextUnread, keymap.PrevUnread, keymap.NextGroup, keymap.PrevGroup, keymap.Advance, keymap.Open:
		return true
	}
	return false
}

// View draws the rows or the article.
func (l *leaf) View() string {
	if l.shown != nil {
		return l.read.View()
	}
	return l.rowsPage.View()
}

func (l *leaf) wheel(y, dir int) tea.Cmd {
	if l.shown != nil {
		return l.read.Wheel(y, dir)
	}
	return l.rowsPage.Wheel(dir)
}

func (l *leaf) click(x, y int) tea.Cmd {
	if l.shown != nil {
		return l.read.Click(x, y)
	}
	return l.rowsPage.Click(y)
}

// openOn opens an article on a page and counts it as read.
func (a *App) openOn(l func() *leaf) func(news.ArticleID, news.Span) tea.Cmd {
	return func(id news.ArticleID, at news.Span) tea.Cmd {
		desk, ctx, of := a.desk, a.ctx, l()
		return func() tea.Msg {
			r, err := desk.Article(ctx, id)
			if err == nil {
				_, err = desk.Mark(ctx, []news.ArticleID{id}, true)
			}
			return leafLoaded{of, r, at, err}
		}
	}
}

func (a *App) leafLoaded(msg leafLoaded) tea.Cmd {
	if msg.reading.Article.ID == 0 {
		return a.problem(msg.err)
	}
	l := msg.of
	l.shown = &msg.reading
	cmd := l.read.Show(msg.reading)
	if msg.at.End > msg.at.Start {
		cmd = tea.Batch(cmd, l.read.GoTo(msg.at))
	}
	if msg.err != nil {
		cmd = tea.Batch(cmd, a.problem(msg.err))
	}
	return cmd
}
