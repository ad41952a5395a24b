package ui

import (
	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/keymap"
	"lede/ui/render"
	"lede/ui/theme"
)

// page fills the space between company bar and status line.
type page interface {
	SetSize(w, h int)
	Update(tea.Msg) tea.Cmd
	Do(keymap.Action) (cmd tea.Cmd, done bool)
	View() string
}

// readerPane is the pane an article is read in.
type readerPane interface {
	page
	Show(newsroom.Reading) tea.Cmd
	Prefetch(newsroom.Reading) tea.Cmd
	ArticleID() news.ArticleID
	Markdown() string
	Position() int
	// Explained is the company whose explanation is chosen.
	Explained() (news.Mention, bool)
	SetSearch(terms []string)
	// Searching: n and N go through matches in the article.
	Searching() bool
	// Panel is the list that is open over the article, "" none.
	Panel() keymap.Context
	// GoTo shows a place in the text and lights it for a moment.
	GoTo(news.Span) tea.Cmd
	// Resize is SetSize with the work that follows from it.
	Resize(w, h int) tea.Cmd
	SetTheme(*theme.Theme) tea.Cmd
	SetSettings(summary, sentences string)
	SetText(measure int, justify bool) tea.Cmd
	Links() []render.Link
	Wheel(y, dir int) tea.Cmd
	Click(x, y int) tea.Cmd
}

// box floats over the screen and takes all keys.
type box interface {
	Size() (w, h int)
	Key(tea.KeyPressMsg) tea.Cmd
	Click(y int) tea.Cmd
	Wheel(n int)
	// Lines draws the box, exactly h lines of w cells.
	Lines(w, h int) []string
}

// typing is a box with a place where the terminal's cursor stands.
type typing interface{ Cursor() (x, y int) }
