package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/briefing"
	"lede/ui/layout"
	"lede/ui/profile"
	"lede/ui/quotebook"
	"lede/ui/reader"
	"lede/ui/theme"
)

// pages are the screens that tests of the root do without.
type pages struct {
	book  *quotebook.Model
	brief *briefing.Model
	// company is the page of a company.
	company *profile.Model
	// leaves are the screens with the readers their articles open in.
	bookLeaf, briefLeaf, companyLeaf *leaf
}

// makePanes makes the reader and the screens of quotes and of the briefing.
func (a *App) makePanes() {
	a.read = reader.New(a.readerOptions())
	p := &a.pages
	p.book = quotebook.New(quotebook.Options{
		Theme: a.th, Tr: a.tr, Keys: a.keys, Now: a.o.Now, Load: a.loadQuotes,
		Open: a.openOn(func() *leaf { return p.bookLeaf }),
	})
	p.brief = briefing.New(briefing.Options{
		Theme: a.th, Tr: a.tr, Now: a.o.Now, Load: a.loadBriefing,
		Open: a.openOn(func() *leaf { return p.briefLeaf }),
	})
	p.company = profile.New(profile.Options{
		Theme: a.th, Tr: a.tr, Keys: a.keys, Now: a.o.Now, Load: a.loadCompany, Articles: a.articlesOf, Search: a.listOf, Pin: a.pin,
		Open: a.openOn(func() *leaf { return p.companyLeaf }),
	})
	p.companyLeaf = &leaf{rowsPage: p.company, read: reader.New(a.readerOptions()), link: a.visit}
	p.bookLeaf = &leaf{rowsPage: p.book, read: reader.New(a.readerOptions()), link: a.visit}
	p.briefLeaf = &leaf{rowsPage: p.brief, read: reader.New(a.readerOptions()), link: a.visit}
	a.book, a.brief = p.bookLeaf, p.briefLeaf
}

func (p *pages) leaves() []*leaf {
	if p.book == nil {
		return nil
	}
	return []*leaf{p.bookLeaf, p.briefLeaf, p.companyLeaf}
}

func (p *pages) setTheme(th *theme.Theme) tea.Cmd {
	var cmds []tea.Cmd
	if p.book != nil {
		p.book.SetTheme(th)
		p.brief.SetTheme(th)
		p.company.SetTheme(th)
	}
	for _, l := range p.leaves() {
		cmds = append(cmds, l.read.SetTheme(th))
	}
	return tea.Batch(cmds...)
}

func (a *App) readerOptions() reader.Options {
	return reader.Options{
		Theme: a.th, Tr: a.tr, Keys: a.keys, Now: a.o.Now, Sentences: a.o.Sentences, Measure: a.o.Measure, Justify: a.o.Justify,
		Open: a.visit,
		Company: func(id news.CompanyID) tea.Cmd {
			return a.filter([]news.CompanyID{id}, nil)
		},
		Save: a.prefer,
		Say:  func(text string) tea.Cmd { return a.say(statusPlain, text) },
		Ask:  a.askInArticle,

		Correct: a.askCorrection,
		Known:   a.inList,
		After: func(d time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
			return a.after(d, f)
		},
	}
}

// askInArticle opens the line of a search in the article.
func (a *App) askInArticle(label, text string, f reader.Find) tea.Cmd {
	p := &prompt{label: label}
	p.change = func(text string) tea.Cmd { f.Change(text); return nil }
	p.enter = func(text string) tea.Cmd { f.Change(text); return f.Enter() }
	p.cancel = func() tea.Cmd { f.Cancel(); return nil }
	return a.askAnew(p, text)
}

func (a *App) themePanes() tea.Cmd {
	return tea.Batch(a.read.SetTheme(a.th), a.pages.setTheme(a.th))
}

func (a *App) sizePanes() tea.Cmd {
	cmds := []tea.Cmd{a.read.Resize(a.lay.Read.W, a.lay.Read.H)}
	for _, l := range a.pages.leaves() {
		cmds = append(cmds, l.resize(a.lay.W, a.lay.H-2))
	}
	return tea.Batch(cmds...)
}

// paneAnswer gives an answer to who asked; everybody knows their own.
func (a *App) paneAnswer(msg tea.Msg) tea.Cmd {
	if l, ok := msg.(leafLoaded); ok {
		return a.leafLoaded(l)
	}
	cmds := []tea.Cmd{a.read.Update(msg)}
	for _, l := range a.pages.leaves() {
		cmds = append(cmds, l.Update(msg))
	}
	return tea.Batch(cmds...)
}

// openBook shows who said what in the articles of the view; again leaves.
func (a *App) openBook() tea.Cmd {
	if a.pages.book == nil {
		return nil
	}
	if a.screen == bookScreen {
		return a.leave()
	}
	a.screen = bookScreen
	a.pages.bookLeaf.shown = nil
	return tea.Batch(a.relayout(), a.showBook())
}

// showBook has the quote book ask anew, for the view as it is now.
func (a *App) showBook() tea.Cmd { return a.pages.book.Show(a.viewWords()) }

// viewWords say what the view shows: "All", "Microsoft", "Tech · Microsoft".
func (a *App) viewWords() string {
	var title string
	switch a.view.Place {
	case newsroom.PlaceStarred:
		title = a.tr.S("place.starred")
	case newsroom.PlaceFolder:
		title = a.view.Folder
	case newsroom.PlaceFeed:
		title = a.feedName
	case newsroom.PlaceView:
		title = a.view.Name
	case newsroom.PlaceMuted:
		title = a.tr.S("place.muted")
	default:
		title = a.tr.S("place.river")
	}
	if names := a.companyWords(); names != "" {
		title += " · " + names
	}
	if a.view.Search != "" {
		title += " /" + a.view.Search
	}
	if order := a.orderWords(); order != "" {
		title += " · " + order
	}
	return title
}

func (a *App) loadQuotes(turn int, p store.Page) tea.Cmd {
	desk, ctx, view := a.desk, a.ctx, a.view
	view.UnreadOnly, view.Keep = false, nil // what was said does not go away by reading
	return func() tea.Msg {
		rows, err := desk.Quotes(ctx, view, p)
		return quotebook.Loaded{Turn: turn, Rows: rows, Err: err}
	}
}

// openBriefing shows what has happened since the last visit; again leaves.
func (a *App) openBriefing() tea.Cmd {
	if a.pages.brief == nil {
		return nil
	}
	if a.screen == briefScreen {
		return a.leave()
	}
	a.screen = briefScreen
	a.pages.briefLeaf.shown = nil
	return tea.Batch(a.relayout(), a.pages.brief.Show())
}

func (a *App) loadBriefing(turn int) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		b, err := desk.Briefing(ctx, newsroom.View{Place: newsroom.PlaceRiver}, time.Time{})
		return briefing.Loaded{Turn: turn, Brief: b, Err: err}
	}
}

// leafOnScreen is the page on screen, nil for the others.
func (a *App) leafOnScreen() *leaf {
	switch a.screen {
	case bookScreen:
		return a.pages.bookLeaf
	case briefScreen:
		return a.pages.briefLeaf
	case companyScreen:
		return a.pages.companyLeaf
	}
	return nil
}

func (a *App) wheelPage(y, dir int) tea.Cmd {
	if l := a.leafOnScreen(); l != nil {
		return l.wheel(y, dir)
	}
	return nil
}

func (a *App) clickPage(x, y int) tea.Cmd {
	if l := a.leafOnScreen(); l != nil {
		return l.click(x, y)
	}
	return nil
}

func (a *App) wheelReader(y, dir int) tea.Cmd { return a.read.Wheel(y, dir) }

func (a *App) clickReader(x, y int) tea.Cmd {
	return tea.Batch(a.focus(layout.Read), a.read.Click(x, y))
}
