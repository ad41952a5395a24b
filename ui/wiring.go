package ui

import (
	tea "charm.land/bubbletea/v2"

	"lede/ui/layout"
	"lede/ui/reader"
)

// makePanes makes the panes that tests of the root do without.
func (a *App) makePanes() { a.read = reader.New(a.readerOptions()) }

func (a *App) readerOptions() reader.Options {
	return reader.Options{
		Theme: a.th, Tr: a.tr, Keys: a.keys, Now: a.o.Now, Sentences: a.o.Sentences, Measure: a.o.Measure,
		Open: a.openLink,
		Save: a.save,
		Say:  func(text string) tea.Cmd { return a.say(statusPlain, text) },
		Ask:  a.askInArticle,
	}
}

// openLink opens a link of an article in a browser; where there is none, over
// SSH, it copies the link and says so.
func (a *App) openLink(url string) tea.Cmd {
	if !a.can.Browser {
		return tea.Batch(tea.SetClipboard(url), a.say(statusPlain, a.tr.S("status.remote", url)))
	}
	desk, text := a.desk, a.tr.S("done.opened")
	return func() tea.Msg { return done{text: text, err: desk.OpenURL(url)} }
}

// askInArticle opens the line of a search in the article.
func (a *App) askInArticle(label, text string, change func(string), cancel func()) tea.Cmd {
	p := &prompt{label: label}
	p.change = func(text string) tea.Cmd { change(text); return nil }
	p.enter = func(text string) tea.Cmd { change(text); return nil }
	p.cancel = func() tea.Cmd { cancel(); return nil }
	return a.ask(p, text)
}

func (a *App) themePanes() tea.Cmd { return a.read.SetTheme(a.th) }
func (a *App) sizePanes() tea.Cmd  { return a.read.Resize(a.lay.Read.W, a.lay.Read.H) }

func (a *App) paneAnswer(msg tea.Msg) tea.Cmd { return a.read.Update(msg) }
func (a *App) openBook() tea.Cmd              { return nil }
func (a *App) openBriefing() tea.Cmd          { return nil }
func (a *App) wheelPage(dir int) tea.Cmd      { return nil }

func (a *App) wheelReader(y, dir int) tea.Cmd { return a.read.Wheel(y, dir) }

func (a *App) clickReader(x, y int) tea.Cmd {
	return tea.Batch(a.focus(layout.Read), a.read.Click(x, y))
}
