package ui

import (
	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/help"
	"lede/ui/keymap"
	"lede/ui/layout"
)

// handlers is what the root itself can do; panes come first.
var handlers map[keymap.Action]func(*App) tea.Cmd

// ofArticle is what can only be done to an article; where there is none under
// the cursor, that is said.
var ofArticle = map[keymap.Action]bool{
	keymap.Open: true, keymap.Summary: true, keymap.SummaryLength: true, keymap.Quotes: true, keymap.Links: true, keymap.Why: true,
	keymap.OpenBrowser: true, keymap.OpenAndMark: true, keymap.CopyLink: true, keymap.CopyMarkdown: true, keymap.FullText: true,
	keymap.SaveArticle: true, keymap.Pipe: true, keymap.ToggleRead: true, keymap.Star: true, keymap.Tag: true, keymap.Untag: true,
	keymap.Correct: true, keymap.MuteStory: true,
}

func init() { // the help handler reads the table, which would be a cycle above
	handlers = map[keymap.Action]func(*App) tea.Cmd{
		keymap.Open:       (*App).openHere,
		keymap.Back:       (*App).back,
		keymap.Escape:     (*App).escape,
		keymap.Quit:       (*App).quitOrBack,
		keymap.QuitNow:    (*App).quit,
		keymap.NextGroup:  func(a *App) tea.Cmd { return a.step(1) },
		keymap.PrevGroup:  func(a *App) tea.Cmd { return a.step(-1) },
		keymap.NextUnread: func(a *App) tea.Cmd { return a.nextUnread(keymap.NextUnread) },
		keymap.PrevUnread: func(a *App) tea.Cmd { return a.nextUnread(keymap.PrevUnread) },
		keymap.Advance:    func(a *App) tea.Cmd { return a.nextUnread(keymap.NextUnread) },
		keymap.NextPane:   func(a *App) tea.Cmd { return a.cycle(1) },
		keymap.PrevPane:   func(a *App) tea.Cmd { return a.cycle(-1) },
		keymap.Sidebar:    (*App).toggleSidebar,
		keymap.Places:     (*App).places,
		keymap.Zen:        (*App).zen,

		keymap.PickCompany: (*App).pickCompany,
		keymap.AboutOnly:   (*App).toggleAbout,

		keymap.Summary:       func(a *App) tea.Cmd { return a.inReader(keymap.Summary, false) },
		keymap.SummaryLength: func(a *App) tea.Cmd { return a.inReader(keymap.SummaryLength, false) },
		keymap.Quotes:        func(a *App) tea.Cmd { return a.inReader(keymap.Quotes, true) },
		keymap.Links:         func(a *App) tea.Cmd { return a.inReader(keymap.Links, true) },
		keymap.Why:           func(a *App) tea.Cmd { return a.inReader(keymap.Why, true) },
		keymap.QuoteBook:     (*App).openBook,
		keymap.Briefing:      (*App).openBriefing,
		keymap.OpenBrowser:   func(a *App) tea.Cmd { return a.browse(false) },
		keymap.OpenAndMark:   func(a *App) tea.Cmd { return a.browse(true) },
		keymap.CopyLink:      (*App).copyLink,
		keymap.CopyMarkdown:  (*App).copyMarkdown,
		keymap.FullText:      (*App).fullText,
		keymap.SaveArticle:   (*App).askSave,
		keymap.Pipe:          (*App).askPipe,

		keymap.NextFeed:       func(a *App) tea.Cmd { return a.stepFeed(1, false) },
		keymap.PrevFeed:       func(a *App) tea.Cmd { return a.stepFeed(-1, false) },
		keymap.NextUnreadFeed: func(a *App) tea.Cmd { return a.stepFeed(1, true) },
		keymap.PrevUnreadFeed: func(a *App) tea.Cmd { return a.stepFeed(-1, true) },
		keymap.River:          (*App).river,

		keymap.ToggleRead: (*App).toggleRead,
		keymap.MarkAll:    func(a *App) tea.Cmd { return a.markAll(a.view) },

		keymap.MarkEverything: func(a *App) tea.Cmd { return a.markAll(newsroom.View{Place: newsroom.PlaceRiver, UnreadOnly: true}) },

		keymap.Undo: (*App).undo,

		keymap.CompanyPage: (*App).companyHere,
		keymap.PinCompany:  (*App).pinHere,
		keymap.Correct:     func(a *App) tea.Cmd { return a.inReader(keymap.Correct, true) },
		keymap.Corrections: (*App).openRules,
		keymap.Follow:      (*App).followFound,
		keymap.MuteStory:   (*App).muteStory,
		keymap.MuteQuery:   (*App).askMute,
		keymap.Mutes:       (*App).openMutes,
		keymap.ShowMuted:   (*App).showMuted,
		keymap.SaveView:    (*App).askSaveView,
		keymap.QuietFeeds:  (*App).toggleQuiet,
		keymap.ViewRename:  (*App).askViewName,
		keymap.ViewRemove:  (*App).removeView,
		keymap.ViewUp:      func(a *App) tea.Cmd { return a.moveView(-1) },
		keymap.ViewDown:    func(a *App) tea.Cmd { return a.moveView(1) },

		keymap.Star:       (*App).star,
		keymap.Starred:    (*App).toggleStarred,
		keymap.Tag:        (*App).askTag,
		keymap.Untag:      (*App).askUntag,
		keymap.UnreadOnly: (*App).toggleUnread,
		keymap.Ledes:      (*App).toggleLedes,
		keymap.Order:      (*App).toggleOrder,
		keymap.Sort:       (*App).askOrder,

		keymap.Search:     (*App).askSearch,
		keymap.Command:    (*App).askCommand,
		keymap.Help:       (*App).openHelp,
		keymap.Refresh:    (*App).refresh,
		keymap.RefreshAll: func(a *App) tea.Cmd { return a.startRefresh(nil, true) },
		keymap.Starter:    (*App).addStarter,
		keymap.Feeds:      (*App).openFeeds,
		keymap.Suspend:    (*App).suspend,
		keymap.Redraw:     func(*App) tea.Cmd { return tea.ClearScreen },

		keymap.FeedAdd:    func(a *App) tea.Cmd { return a.askURL("") },
		keymap.FeedRemove: (*App).removeFeed,
		keymap.FeedRename: (*App).askRename,
		keymap.FeedFolder: (*App).askFolder,
	}
}

func (a *App) openHere() tea.Cmd {
	switch {
	case a.screen == feedScreen:
		return a.showFeed()
	case a.screen == mainScreen && a.state.Focus == layout.List:
		return a.open()
	}
	return nil
}

// back goes one step left: from the article to the list, from the list to the
// places.
func (a *App) back() tea.Cmd {
	switch {
	case a.screen != mainScreen:
		return a.leave()
	case a.state.Zen:
		return a.zen()
	case a.state.Focus == layout.Read:
		return a.focus(layout.List)
	case a.state.Focus == layout.List:
		return a.focus(layout.Side)
	}
	return nil
}

// escape takes back what narrows the view, one thing at a time. It never
// leaves the program.
func (a *App) escape() tea.Cmd {
	switch {
	case a.screen != mainScreen:
		return a.leave()
	case a.state.Zen:
		return a.zen()
	case a.state.Focus == layout.Read:
		return a.focus(layout.List)
	case a.state.Focus == layout.Side:
		a.state.Sidebar = false
		return a.focus(layout.List)
	case a.view.Search != "":
		return a.change(func(v *newsroom.View) { v.Search = "" })
	case len(a.view.Companies)+len(a.view.Excluded) > 0:
		return a.slot(0)
	case a.view.Place != newsroom.PlaceRiver:
		return a.goHome()
	}
	return nil
}

// quitOrBack is escape, until there is nothing to go back from.
func (a *App) quitOrBack() tea.Cmd {
	v := a.view
	atHome := a.screen == mainScreen && !a.state.Zen && a.state.Focus == layout.List &&
		v.Search == "" && len(v.Companies)+len(v.Excluded) == 0 && v.Place == newsroom.PlaceRiver
	if atHome {
		return a.quit()
	}
	return a.escape()
}

func (a *App) leave() tea.Cmd {
	a.screen = mainScreen
	return a.relayout()
}

// cycle moves the focus to the next pane: those on screen, or all three where
// there is room for one.
func (a *App) cycle(dir int) tea.Cmd {
	if a.screen != mainScreen || a.state.Zen {
		return nil
	}
	order := []layout.Pane{layout.Side, layout.List, layout.Read}
	at := int(a.state.Focus)
	for range order {
		at = (at + dir + len(order)) % len(order)
		p := order[at]
		if a.lay.Columns == 1 || a.lay.Of(p).Shown() || a.state.Sidebar {
			return a.focus(p)
		}
	}
	return nil
}

func (a *App) toggleSidebar() tea.Cmd {
	if a.lay.Side.Shown() {
		a.state.Sidebar, a.state.Hidden = false, true
		if a.state.Focus == layout.Side {
			return a.focus(layout.List)
		}
		return a.relayout()
	}
	return a.focus(layout.Side)
}

// places goes to the sidebar, and from there back to the list.
func (a *App) places() tea.Cmd {
	if a.screen == mainScreen && a.state.Focus == layout.Side {
		return a.escape()
	}
	var cmd tea.Cmd
	if a.screen != mainScreen {
		cmd = a.leave()
	}
	return tea.Batch(cmd, a.focus(layout.Side))
}

func (a *App) zen() tea.Cmd {
	if a.screen != mainScreen {
		return nil
	}
	a.state.Zen = !a.state.Zen
	if a.state.Zen {
		return a.open()
	}
	return a.relayout()
}

// inReader has the reader do something to the article under the cursor; keys
// says that the reader then needs the keys.
func (a *App) inReader(action keymap.Action, keys bool) tea.Cmd {
	if a.screen != mainScreen || a.list.ID() == 0 {
		return nil
	}
	var cmd tea.Cmd
	if keys || !a.lay.Read.Shown() {
		cmd = a.open()
	}
	return tea.Batch(cmd, a.inArticle(action))
}

func (a *App) openHelp() tea.Cmd {
	a.box = help.New(a.th, a.tr, a.keys, a.contexts()[0])
	return nil
}

func (a *App) suspend() tea.Cmd {
	if !a.can.Files { // over SSH there is no shell to go back to
		return a.say(statusPlain, a.tr.S("status.nosuspend"))
	}
	return tea.Suspend
}

func (a *App) toggleRead() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	return a.mark(row, !row.Read, true)
}

// markAll marks everything a view shows, also beyond the screen.
func (a *App) markAll(view newsroom.View) tea.Cmd {
	if a.screen != mainScreen {
		return nil
	}
	view.AsOf = a.list.AsOf() // what has come since was not there to be seen
	desk, ctx, tr := a.desk, a.ctx, a.tr
	return func() tea.Msg {
		n, err := desk.MarkAll(ctx, view, true)
		return done{text: tr.N("done.allread", n), undo: n > 0, again: true, err: err}
	}
}

func (a *App) star() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	on := !row.Starred
	a.list.Edit(func(r *news.Headline) {
		if r.ID == row.ID {
			r.Starred = on
		}
	})
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.unstarred")
	if on {
		text = a.tr.S("done.starred")
	}
	return func() tea.Msg { return done{text: text, undo: true, err: desk.Star(ctx, row.ID, on)} }
}

func (a *App) toggleLedes() tea.Cmd {
	a.ledes = !a.ledes
	a.list.SetLedes(a.ledes)
	value := "off"
	if a.ledes {
		value = "on"
	}
	return a.prefer(ledesSetting, value)
}

// browse opens the article in a browser; where there is none, over SSH, it
// copies the link and says so.
func (a *App) browse(mark bool) tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	var cmd tea.Cmd
	if mark && !row.Read {
		cmd = a.mark(row, true, false)
	}
	if row.URL == "" {
		return tea.Batch(cmd, a.say(statusPlain, a.tr.S("status.nolink")))
	}
	return tea.Batch(cmd, a.visit(row.URL))
}

func (a *App) copyLink() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	if row.URL == "" {
		return a.say(statusPlain, a.tr.S("status.nolink"))
	}
	return tea.Batch(tea.SetClipboard(row.URL), a.say(statusGood, a.tr.S("done.copied", row.URL)))
}

func (a *App) copyMarkdown() tea.Cmd {
	if a.screen != mainScreen || a.read.ArticleID() == 0 || a.read.ArticleID() != a.list.ID() {
		return nil
	}
	return tea.Batch(tea.SetClipboard(a.read.Markdown()), a.say(statusGood, a.tr.S("done.copiedmd")))
}
