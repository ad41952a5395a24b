package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/i18n"
	"lede/ui/picker"
)

// openFeeds shows the screen of feeds.
func (a *App) openFeeds() tea.Cmd {
	if a.screen == feedScreen {
		return a.leave()
	}
	a.screen = feedScreen
	return tea.Batch(a.relayout(), a.loadFeeds())
}

func (a *App) loadFeeds() tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		feeds, err := desk.Feeds(ctx)
		return feedsLoaded{feeds, err}
	}
}

func (a *App) feedsLoaded(msg feedsLoaded) tea.Cmd {
	if msg.err != nil {
		return a.problem(msg.err)
	}
	a.feeds.SetFeeds(msg.feeds)
	return nil
}

// showFeed lists the articles of the feed under the cursor.
func (a *App) showFeed() tea.Cmd {
	f, ok := a.feeds.Feed()
	if !ok {
		return nil
	}
	a.screen, a.feedName = mainScreen, f.Title
	return tea.Batch(a.relayout(), a.change(func(v *newsroom.View) {
		*v = newsroom.View{Place: newsroom.PlaceFeed, Feed: f.ID, UnreadOnly: v.UnreadOnly,
			Companies: v.Companies, Excluded: v.Excluded, AboutOnly: v.AboutOnly}
	}))
}

// may reports whether feeds may be changed here, and says so where not.
func (a *App) may() (tea.Cmd, bool) {
	if a.can.Feeds {
		return nil, true
	}
	return a.say(statusProblem, a.tr.S("status.nofeeds")), false
}

func (a *App) askURL(text string) tea.Cmd {
	if cmd, ok := a.may(); !ok {
		return cmd
	}
	return a.ask(&prompt{label: a.tr.S("ask.url"), enter: a.add}, text)
}

// add follows a feed, or the feed of a page. A page that has several gives a
// choice.
func (a *App) add(url string) tea.Cmd {
	if url == "" {
		return nil
	}
	if cmd, ok := a.may(); !ok {
		return cmd
	}
	desk, ctx := a.desk, a.ctx
	return tea.Batch(a.say(statusPlain, a.tr.S("add.asking", url)), func() tea.Msg {
		r, err := desk.Add(ctx, url, nil)
		return added{url, r, err}
	})
}

func (a *App) added(msg added) tea.Cmd {
	if msg.err != nil {
		if a.ctx.Err() != nil {
			return nil
		}
		return a.problem(msg.err)
	}
	if c := msg.added.Candidates; len(c) > 0 {
		var items []picker.Item
		for _, feed := range c {
			title := feed.Title
			if title == "" {
				title = feed.URL
			}
			items = append(items, picker.Item{Value: feed.URL, Title: title, Detail: feed.Format + " " + feed.URL})
		}
		a.status.text = ""
		a.box = picker.NewChoice(a.th, a.tr, "feed", a.tr.S("add.choose"), items)
		return nil
	}
	name := msg.added.Feed.Title
	if name == "" {
		name = msg.added.Feed.URL
	}
	text := a.tr.S("add.known", name)
	if msg.added.Created {
		text = a.tr.S("add.done", name, a.tr.N("articles", msg.added.Articles))
	}
	return a.done(done{text: text, undo: msg.added.Created, rows: true, feeds: a.screen == feedScreen})
}

func (a *App) removeFeed() tea.Cmd {
	f, ok := a.feeds.Feed()
	if !ok {
		return nil
	}
	if cmd, ok := a.may(); !ok {
		return cmd
	}
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.removed", f.Title)
	return func() tea.Msg { return done{text: text, undo: true, feeds: true, err: desk.Remove(ctx, f.ID)} }
}

func (a *App) askRename() tea.Cmd {
	f, ok := a.feeds.Feed()
	if !ok {
		return nil
	}
	if cmd, ok := a.may(); !ok {
		return cmd
	}
	return a.ask(&prompt{label: a.tr.S("ask.name"), enter: func(text string) tea.Cmd {
		if text == "" || text == f.Title {
			return nil
		}
		feed := f.Feed
		feed.Title = text
		return a.updateFeed(feed, a.tr.S("done.renamed", text))
	}}, f.Title)
}

func (a *App) askFolder() tea.Cmd {
	f, ok := a.feeds.Feed()
	if !ok {
		return nil
	}
	if cmd, ok := a.may(); !ok {
		return cmd
	}
	return a.ask(&prompt{label: a.tr.S("ask.folder"), enter: func(text string) tea.Cmd {
		var folders []string
		for _, name := range strings.Split(text, ",") {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(folders, name) {
				folders = append(folders, name)
			}
		}
		feed := f.Feed
		feed.Folders = folders
		return a.updateFeed(feed, a.tr.S("done.filed", f.Title, strings.Join(folders, ", ")))
	}}, strings.Join(f.Folders, ", "))
}

func (a *App) updateFeed(f news.Feed, text string) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg { return done{text: text, undo: true, feeds: true, err: desk.UpdateFeed(ctx, f)} }
}

// refresh asks the feed that is shown, or what is due.
func (a *App) refresh() tea.Cmd {
	if a.screen == feedScreen {
		if f, ok := a.feeds.Feed(); ok {
			return a.startRefresh([]news.FeedID{f.ID}, true)
		}
		return nil
	}
	switch a.view.Place {
	case newsroom.PlaceFeed:
		return a.startRefresh([]news.FeedID{a.view.Feed}, true)
	case newsroom.PlaceFolder:
		var ids []news.FeedID
		for _, f := range a.overview.Feeds {
			if slices.Contains(f.Folders, a.view.Folder) {
				ids = append(ids, f.ID)
			}
		}
		return a.startRefresh(ids, true)
	}
	return a.startRefresh(nil, false)
}

func (a *App) startRefresh(feeds []news.FeedID, force bool) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return tea.Batch(a.say(statusPlain, a.tr.S("refresh.asked")), func() tea.Msg {
		return done{err: desk.Refresh(ctx, feeds, force)}
	})
}

func (a *App) addStarter() tea.Cmd {
	if cmd, ok := a.may(); !ok {
		return cmd
	}
	desk, ctx, tr := a.desk, a.ctx, a.tr
	return tea.Batch(a.say(statusPlain, a.tr.S("starter.adding")), func() tea.Msg {
		n, err := desk.AddStarter(ctx)
		if n == 0 && err == nil {
			return done{text: tr.S("starter.known")}
		}
		return done{text: tr.N("starter.done", n), undo: n > 0, rows: true, feeds: true, err: err}
	})
}

func importedWords(tr *i18n.Tr, imported newsroom.Imported) string {
	return tr.N("import.done", imported.Added)
}
