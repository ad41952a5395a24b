package ui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/query"
	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/picker"
)

// mutesLoaded brings the rules that hide articles.
type mutesLoaded struct {
	rules []store.Mute
	err   error
}

// muteStory hides the story under the cursor, and what is still to come of it.
func (a *App) muteStory() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	var cmd tea.Cmd
	if a.state.Focus == layout.Read { // what comes next was not opened by anybody
		cmd = a.focus(layout.List)
	}
	desk, ctx, tr := a.desk, a.ctx, a.tr
	return tea.Batch(cmd, func() tea.Msg {
		n, err := desk.MuteStory(ctx, row.ID)
		return done{text: tr.N("done.mutedstory", n, row.Title), undo: true, rows: true, err: err}
	})
}

// askMute asks for a query whose articles are not to be shown. It begins with
// the search; on a feed it is for that feed.
func (a *App) askMute() tea.Cmd { return a.askMuteOf(a.view.Search) }

func (a *App) askMuteOf(text string) tea.Cmd {
	label := a.tr.S("ask.mute")
	if feed, name := a.feedHere(); feed != 0 {
		label = a.tr.S("ask.mutein", name)
	}
	p := &prompt{label: label}
	p.change = func(text string) tea.Cmd {
		p.seq++
		if strings.TrimSpace(text) == "" {
			p.note = a.tr.S("mute.example")
			return nil
		}
		_, err := query.ParseRule(text, a.o.Now())
		var wrong *query.Error
		if errors.As(err, &wrong) {
			p.wrong, p.column = a.tr.Said(wrong.Message), wrong.Column
			return nil
		}
		seq := p.seq
		return a.after(searchPause, func(time.Time) tea.Msg { return muteSettled{seq, text} })
	}
	p.enter = a.muteQuery
	return tea.Batch(a.ask(p, text), p.change(text))
}

// muteSettled: the keys rest while a rule is typed.
type muteSettled struct {
	seq  int
	text string
}

// muteCounted is how many articles a rule would hide.
type muteCounted struct {
	seq, n int
	err    error
}

// muteSettled counts what the rule would hide.
func (a *App) muteSettled(msg muteSettled) tea.Cmd {
	if a.prompt == nil || a.prompt.seq != msg.seq {
		return nil
	}
	desk, ctx, now := a.desk, a.ctx, a.o.Now()
	view := newsroom.View{Place: newsroom.PlaceRiver, Search: msg.text, Apart: true}
	if feed, _ := a.feedHere(); feed != 0 {
		view.Place, view.Feed = newsroom.PlaceFeed, feed
	}
	if node, err := query.Parse(msg.text, now); err != nil || node == nil {
		return nil
	}
	return func() tea.Msg {
		tally, err := desk.Tally(ctx, view)
		return muteCounted{msg.seq, tally.Shown, err}
	}
}

func (a *App) muteCounted(msg muteCounted) {
	if a.prompt != nil && a.prompt.seq == msg.seq && msg.err == nil && a.prompt.wrong == "" {
		a.prompt.note = a.tr.N("mute.count", msg.n)
	}
}

// feedHere is the feed shown, or the one under the cursor of the feeds.
func (a *App) feedHere() (id news.FeedID, name string) {
	if a.screen == feedScreen {
		f, _ := a.feeds.Feed()
		return f.ID, f.Title
	}
	if a.view.Place == newsroom.PlaceFeed {
		return a.view.Feed, a.feedName
	}
	return 0, ""
}

func (a *App) muteQuery(text string) tea.Cmd {
	if text == "" {
		return nil
	}
	if _, err := query.ParseRule(text, a.o.Now()); err != nil {
		var wrong *query.Error
		if errors.As(err, &wrong) { // what was typed stays, with what is wrong about it
			cmd := a.askMuteOf(text)
			a.prompt.wrong, a.prompt.column = a.tr.Said(wrong.Message), wrong.Column
			return cmd
		}
		return a.problem(err)
	}
	feed, _ := a.feedHere()
	desk, ctx, tr := a.desk, a.ctx, a.tr
	return func() tea.Msg {
		n, err := desk.MuteQuery(ctx, feed, text)
		return done{text: tr.N("done.muted", n, text), undo: true, rows: true, err: err}
	}
}

// showMuted shows what rules hide as well, or not any more.
func (a *App) showMuted() tea.Cmd {
	if a.view.Place == newsroom.PlaceMuted {
		return a.goHome()
	}
	return a.change(func(v *newsroom.View) { v.Muted = !v.Muted })
}

// openMutes asks for the rules, to list them.
func (a *App) openMutes() tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		rules, err := desk.Mutes(ctx)
		return mutesLoaded{rules, err}
	}
}

func (a *App) mutesLoaded(msg mutesLoaded) tea.Cmd {
	if msg.err != nil {
		return a.problem(msg.err)
	}
	if len(msg.rules) == 0 {
		if _, ok := a.box.(*picker.Rules); ok { // the last one has just ended
			a.box = nil
			return nil
		}
		return a.say(statusPlain, a.tr.S("mutes.none", a.keys.Key(keymap.MuteStory), a.keys.Key(keymap.MuteQuery)))
	}
	if old, ok := a.box.(*picker.Rules); ok {
		old.SetRules(msg.rules)
		return nil
	}
	a.box = picker.NewRules(a.th, a.tr, a.feedTitle, msg.rules)
	return nil
}

// feedTitle is what the user calls a feed.
func (a *App) feedTitle(id news.FeedID) string {
	for _, f := range a.overview.Feeds {
		if f.ID == id {
			return f.Title
		}
	}
	return ""
}

// showHidden lists what a rule hides.
func (a *App) showHidden(m store.Mute) tea.Cmd {
	a.box, a.screen = nil, mainScreen
	return tea.Batch(a.focus(layout.List), a.change(func(v *newsroom.View) {
		*v = newsroom.View{Place: newsroom.PlaceMuted, Mute: m.ID, UnreadOnly: v.UnreadOnly}
	}))
}

func (a *App) unmute(m store.Mute) tea.Cmd {
	desk, ctx, tr := a.desk, a.ctx, a.tr
	return tea.Sequence(func() tea.Msg {
		n, err := desk.Unmute(ctx, m)
		return done{text: tr.N("done.unmuted", n), undo: true, rows: true, err: err}
	}, a.openMutes())
}
