package ui

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/store"
	"lede/store/query"
	"lede/ui/headlines"
	"lede/ui/layout"
	"lede/ui/reader"
)

// loadHeadlines asks for rows; it is what the list is given to ask with.
func (a *App) loadHeadlines(ask headlines.Ask) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		l := headlines.Loaded{Ask: ask}
		if ask.Way.Both() && ask.Page.From != nil {
			before := store.Page{Before: ask.Page.From, Limit: ask.Page.Limit}
			if l.Before, l.Err = desk.Headlines(ctx, ask.View, before); l.Err != nil {
				return l
			}
		}
		l.Window, l.Err = desk.Headlines(ctx, ask.View, ask.Page)
		return l
	}
}

func (a *App) headlinesLoaded(l headlines.Loaded) tea.Cmd {
	before := a.list.ID()
	cmd := a.list.Update(l)
	if l.Turn != a.list.Turn() {
		return cmd
	}
	if l.Way == headlines.Around && before != 0 && a.list.ID() != before && a.state.Focus == layout.Read {
		// What was being read is there no more, and nobody has opened what is.
		cmd = tea.Batch(cmd, a.focus(layout.List))
	}
	var wrong *query.Error
	switch {
	case errors.As(l.Err, &wrong):
		a.queryWrong(wrong)
	case l.Err != nil && a.ctx.Err() == nil:
		return tea.Batch(cmd, a.problem(l.Err))
	case l.Err == nil:
		a.queryRight()
	}
	a.heading()
	if again := a.resumed(); again != nil {
		return tea.Batch(cmd, again)
	}
	if a.opening && !a.list.Seeking() {
		a.opening = false
		if row, ok := a.list.Row(); ok && !row.Read {
			return tea.Batch(cmd, a.open())
		}
		return tea.Batch(cmd, a.say(statusPlain, a.tr.S("status.nounread")))
	}
	return cmd
}

func (a *App) loadOverview() tea.Cmd {
	desk, ctx := a.desk, a.ctx
	a.around.overview = true
	return func() tea.Msg {
		o, err := desk.Overview(ctx)
		return overviewLoaded{o, err}
	}
}

func (a *App) overviewLoaded(msg overviewLoaded) tea.Cmd {
	a.around.overview = false
	if msg.err != nil {
		if a.ctx.Err() != nil {
			return nil
		}
		return a.problem(msg.err)
	}
	before, had := a.overview.Pinned, a.around.known
	a.overview, a.around.known = msg.overview, true
	a.side.SetOverview(msg.overview)
	a.heading()
	cmds := []tea.Cmd{a.leavePlace(), a.countViews()}
	if had {
		cmds = append(cmds, a.sayKeys(before))
	}
	if !had || !a.can.Guest { // what a guest wishes is not remembered
		cmds = append(cmds, a.rollUpAs(msg.overview.RollUp))
	}
	return tea.Batch(append(cmds, a.offer())...)
}

// leavePlace leaves a feed, a folder or a saved view that is there no more: it
// was removed, here or in another terminal.
func (a *App) leavePlace() tea.Cmd {
	v, o := a.view, a.overview
	there := true
	switch v.Place {
	case newsroom.PlaceFeed:
		there = slices.ContainsFunc(o.Feeds, func(f store.FeedRow) bool { return f.ID == v.Feed })
	case newsroom.PlaceFolder:
		there = slices.ContainsFunc(o.Folders, func(f newsroom.FolderCount) bool { return f.Name == v.Folder })
	case newsroom.PlaceView:
		_, there = a.viewNamed(v.Name)
	}
	if there {
		return nil
	}
	cmds := []tea.Cmd{a.goHome()}
	if a.state.Focus == layout.Read {
		cmds = append(cmds, a.focus(layout.List))
	}
	if a.status.text == "" {
		name := a.feedName
		if v.Place != newsroom.PlaceFeed {
			name = v.Folder + v.Name
		}
		cmds = append(cmds, a.say(statusPlain, a.tr.S("status.placegone", name)))
	}
	return tea.Batch(cmds...)
}

// loadCounts counts what the list shows, and what it hides.
func (a *App) loadCounts() tea.Cmd {
	desk, ctx, turn, view := a.desk, a.ctx, a.turn, a.view
	return func() tea.Msg {
		t, err := desk.Tally(ctx, view)
		return countsLoaded{turn, t, err}
	}
}

func (a *App) countsLoaded(msg countsLoaded) tea.Cmd {
	if msg.turn != a.turn || msg.err != nil {
		return nil
	}
	a.around.tally, a.around.counted = msg.tally, true
	a.heading()
	return nil
}

// ledesSetting is the setting that holds whether ledes are shown.
const ledesSetting = "ui.ledes"

// loadSettings remembers how this person likes the screen. After something was
// undone it is only that which is shown as it was.
func (a *App) loadSettings(undone bool) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		s := settingsLoaded{undone: undone}
		s.ledes, _ = desk.Setting(ctx, ledesSetting) // without them the defaults hold
		s.collapsed, _ = desk.Setting(ctx, "ui.collapsed")
		s.summary, _ = desk.Setting(ctx, reader.SummarySetting)
		s.sentences, _ = desk.Setting(ctx, reader.SentencesSetting)
		s.history, _ = desk.Setting(ctx, historySetting)
		s.searches, _ = desk.Setting(ctx, searchesSetting)
		s.order, _ = desk.Setting(ctx, orderSetting)
		s.quiet, _ = desk.Setting(ctx, quietSetting)
		return s
	}
}

func (a *App) settingsLoaded(msg settingsLoaded) tea.Cmd {
	if msg.undone { // what was never chosen is as the configuration has it
		msg.summary, msg.sentences = cmp.Or(msg.summary, reader.SummaryDefault), cmp.Or(msg.sentences, strconv.Itoa(a.configured))
	}
	a.liked(msg.summary, msg.sentences)
	a.ledes = msg.ledes == "on"
	a.list.SetLedes(a.ledes)
	if quiet := msg.quiet == "on"; quiet != a.quiet {
		a.quiet = quiet
		a.side.SetQuiet(quiet)
	}
	cmd := a.settingsOnce(msg)
	before := a.orderFor(a.view)
	if a.orders = readOrders(msg.order); a.orderFor(a.view) != before {
		return tea.Batch(cmd, a.orderedAgain())
	}
	return cmd
}

// settingsOnce takes what is only read when the interface opens.
func (a *App) settingsOnce(msg settingsLoaded) tea.Cmd {
	if msg.undone {
		return nil
	}
	a.setHistory(msg.history, msg.searches)
	if msg.collapsed != "" {
		a.folds = msg.collapsed
		a.side.SetCollapsed(strings.Split(msg.collapsed, "\n"))
	}
	return nil
}

// saveFolds remembers which folders are folded, when that has changed.
func (a *App) saveFolds() tea.Cmd {
	folds := strings.Join(a.side.Collapsed(), "\n")
	if folds == a.folds {
		return nil
	}
	a.folds = folds
	return a.save("ui.collapsed", folds)
}

// quietSetting is the setting that holds whether feeds without unread articles are
// left out of the places.
const quietSetting = "ui.unread-feeds"

// toggleQuiet leaves feeds without unread articles out of the places, or not any more.
func (a *App) toggleQuiet() tea.Cmd {
	a.quiet = !a.quiet
	a.side.SetQuiet(a.quiet)
	value := "off"
	if a.quiet {
		value = "on"
	}
	return tea.Batch(a.prefer(quietSetting, value), a.say(statusPlain, a.tr.S("feeds."+value)))
}

// prefer remembers how something is liked, to be undone like everything else that
// is remembered.
func (a *App) prefer(key, value string) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg { return done{err: desk.Prefer(ctx, key, value)} }
}

// save remembers a setting; a store that cannot says so.
func (a *App) save(key, value string) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg { return done{err: desk.SetSetting(ctx, key, value)} }
}

// freshener keeps bursts of changes from becoming bursts of questions: one is
// asked at once, the next one only after a pause.
type freshener struct {
	overview, views bool // a question is on its way
	known           bool // the counts have come once
	due, rows       bool // something changed meanwhile; rows of the list too
	waiting         bool // the pause runs
	tally           newsroom.Tally
	counted         bool
}

// pause is the shortest time between two readings of the counts.
const pause = 300 * time.Millisecond

// refreshSoon has the counts, and the rows when they may differ, read again.
func (a *App) refreshSoon(rows bool) tea.Cmd {
	a.around.due = true
	a.around.rows = a.around.rows || rows
	if a.around.waiting {
		return nil
	}
	return a.freshen()
}

func (a *App) freshen() tea.Cmd {
	a.around.waiting = false
	if !a.around.due {
		return nil
	}
	var rows tea.Cmd
	if a.around.rows {
		rows = a.list.Reload()
	}
	a.around.due, a.around.rows, a.around.waiting = false, false, true
	cmds := []tea.Cmd{rows, a.loadCounts(), a.after(pause, func(time.Time) tea.Msg { return freshenDue{} })}
	if !a.around.overview {
		cmds = append(cmds, a.loadOverview())
	} else {
		a.around.due = true
	}
	if a.screen == feedScreen {
		cmds = append(cmds, a.loadFeeds())
	}
	return tea.Batch(cmds...)
}

func (a *App) openEvents() tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg { return eventsOpened{desk.Events(ctx)} }
}

// pump waits for the next event; it ends when the channel is closed.
func pump(events <-chan newsroom.Event) tea.Cmd {
	if events == nil {
		return nil
	}
	return func() tea.Msg {
		event, ok := <-events
		if !ok {
			return eventsEnded{}
		}
		return eventCame{event, events}
	}
}

func (a *App) event(e newsroom.Event) tea.Cmd {
	switch e := e.(type) {
	case newsroom.Changed:
		if e.Articles {
			a.article.stale = true
		}
		return a.refreshSoon(e.Articles || e.States || e.Feeds || e.Foreign)
	case newsroom.Progress:
		return a.progress(e)
	case newsroom.Retagging:
		return a.retagging(e)
	case newsroom.Notice:
		if e.Problem {
			return a.say(statusProblem, a.tr.Said(e.Text))
		}
		return a.say(statusPlain, a.tr.Said(e.Text))
	}
	return nil
}
