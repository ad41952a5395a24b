package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/sidebar"
)

// Saved views: a query with a name, among the places. They are made from what
// is on screen, and counted after everything else.

type (
	// viewsCounted brings the unread articles of each saved view.
	viewsCounted struct {
		counts map[string]int
		err    error
	}
	// queryWritten brings what is on screen as a query, to be given a name.
	queryWritten struct {
		query, name string
		err         error
	}
)

// countViews counts the views once more, one count at a time.
func (a *App) countViews() tea.Cmd {
	if len(a.overview.Views) == 0 || a.around.views {
		return nil
	}
	a.around.views = true
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		counts, err := desk.CountViews(ctx)
		return viewsCounted{counts, err}
	}
}

func (a *App) viewsCounted(msg viewsCounted) tea.Cmd {
	a.around.views = false
	if msg.err == nil { // without them the places have no numbers
		a.side.SetViewCounts(msg.counts)
	}
	return nil
}

// askSaveView gives what is on screen a name.
func (a *App) askSaveView() tea.Cmd { return a.saveView("") }

// saveView writes what is on screen as a query; without a name it asks for one.
func (a *App) saveView(name string) tea.Cmd {
	desk, ctx, view := a.desk, a.ctx, a.view
	return func() tea.Msg {
		query, err := desk.QueryOf(ctx, view)
		return queryWritten{query, name, err}
	}
}

func (a *App) queryWritten(msg queryWritten) tea.Cmd {
	switch {
	case msg.err != nil:
		return a.problem(msg.err)
	case msg.query == "":
		return a.say(statusPlain, a.tr.S("view.nothing", a.keys.Key(keymap.Search)))
	case msg.name != "":
		return a.keepView(msg.name, msg.query)
	}
	before := ""
	if a.view.Place == newsroom.PlaceView {
		before = a.view.Name
	}
	p := &prompt{label: a.tr.S("ask.view"), enter: func(name string) tea.Cmd {
		if name == "" {
			return nil
		}
		return a.keepView(name, msg.query)
	}}
	p.change = func(name string) tea.Cmd {
		if old, ok := a.viewNamed(name); ok && old.Query != msg.query {
			p.note = a.tr.S("view.replaces", old.Name, old.Query)
		}
		return nil
	}
	cmd := a.ask(p, before)
	return tea.Batch(cmd, p.change(before))
}

// viewNamed is the saved view of a name, whatever the case of its letters.
func (a *App) viewNamed(name string) (newsroom.SavedView, bool) {
	name = strings.Join(strings.Fields(name), " ")
	for _, v := range a.overview.Views {
		if strings.EqualFold(v.Name, name) {
			return v, true
		}
	}
	return newsroom.SavedView{}, false
}

// keepView remembers a view, and says when one of that name gives way.
func (a *App) keepView(name, query string) tea.Cmd {
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.view", name, query)
	if old, ok := a.viewNamed(name); ok && old.Query != query {
		text = a.tr.S("done.viewreplaced", name, query, old.Query)
	}
	return func() tea.Msg { return done{text: text, undo: true, err: desk.SaveView(ctx, name, query)} }
}

// commandSave is ":save NAME", or ":save NAME = QUERY".
func (a *App) commandSave(rest string) tea.Cmd {
	name, query, given := strings.Cut(rest, "=")
	name, query = strings.TrimSpace(name), strings.TrimSpace(query)
	if given && name != "" {
		return a.keepView(name, query)
	}
	return a.saveView(name)
}

// commandView is ":view NAME": the view of that name, or of the only one that
// begins so.
func (a *App) commandView(rest string) tea.Cmd {
	var near []newsroom.SavedView
	for _, v := range a.overview.Views {
		if strings.EqualFold(v.Name, rest) {
			near = []newsroom.SavedView{v}
			break
		}
		if rest != "" && strings.HasPrefix(strings.ToLower(v.Name), strings.ToLower(rest)) {
			near = append(near, v)
		}
	}
	if len(near) != 1 {
		names := a.viewOptions("")
		if len(names) == 0 {
			return a.say(statusProblem, a.tr.S("view.none", a.keys.Key(keymap.SaveView)))
		}
		return a.say(statusProblem, a.tr.S("view.which", strings.Join(names, ", ")))
	}
	a.screen = mainScreen
	return tea.Batch(a.relayout(), a.placeChosen(sidebar.Chosen{Place: newsroom.PlaceView, Title: near[0].Name, Query: near[0].Query}))
}

func (a *App) viewOptions(rest string) []string {
	var out []string
	for _, v := range a.overview.Views {
		if strings.HasPrefix(strings.ToLower(v.Name), strings.ToLower(rest)) {
			out = append(out, v.Name)
		}
	}
	return out
}

// viewHere is the view meant by a key: under the cursor of the places, else the
// one on screen.
func (a *App) viewHere() string {
	if name := a.side.HereView(); name != "" && a.state.Focus == layout.Side {
		return name
	}
	if a.view.Place == newsroom.PlaceView {
		return a.view.Name
	}
	return ""
}

// ofView does something to the view meant.
func (a *App) ofView(do func(name string) tea.Cmd) tea.Cmd {
	if name := a.viewHere(); name != "" {
		return do(name)
	}
	return a.say(statusPlain, a.tr.S("view.here", a.keys.Key(keymap.SaveView)))
}

func (a *App) askViewName() tea.Cmd {
	return a.ofView(func(name string) tea.Cmd {
		return a.ask(&prompt{label: a.tr.S("ask.name"), enter: func(text string) tea.Cmd {
			if text == "" || text == name {
				return nil
			}
			return a.renameView(name, text)
		}}, name)
	})
}

func (a *App) renameView(from, to string) tea.Cmd {
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.renamed", to)
	var cmd tea.Cmd
	if a.view.Place == newsroom.PlaceView && a.view.Name == from {
		cmd = a.change(func(v *newsroom.View) { v.Name = to })
	}
	return tea.Batch(cmd, func() tea.Msg { return done{text: text, undo: true, err: desk.RenameView(ctx, from, to)} })
}

func (a *App) removeView() tea.Cmd {
	return a.ofView(func(name string) tea.Cmd {
		desk, ctx, text := a.desk, a.ctx, a.tr.S("done.removed", name)
		return func() tea.Msg { return done{text: text, undo: true, err: desk.RemoveView(ctx, name)} }
	})
}

func (a *App) moveView(by int) tea.Cmd {
	return a.ofView(func(name string) tea.Cmd {
		views := slices.Clone(a.overview.Views) // on screen at once
		if i := slices.IndexFunc(views, func(v newsroom.SavedView) bool { return v.Name == name }); i >= 0 && i+by >= 0 && i+by < len(views) {
			views[i], views[i+by] = views[i+by], views[i]
			a.overview.Views = views
			a.side.SetOverview(a.overview)
		}
		desk, ctx := a.desk, a.ctx
		return func() tea.Msg { return done{err: desk.MoveView(ctx, name, by)} }
	})
}
