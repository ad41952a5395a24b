package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/query"
	"lede/ui/cells"
	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/sidebar"
)

// change shows another view: what the list shows is changed here and nowhere
// else.
func (a *App) change(how func(*newsroom.View)) tea.Cmd { return a.changeAt(nil, how) }

// changeAt is change with the cursor at a place of the list; nil: at its top.
func (a *App) changeAt(at *store.Place, how func(*newsroom.View)) tea.Cmd {
	v := a.view
	v.Companies, v.Excluded, v.Keep = slices.Clone(v.Companies), slices.Clone(v.Excluded), nil
	how(&v)
	v.RollUp = a.rollUp
	order := a.orderFor(v)
	v.By, v.Reverse = order.by, order.reverse
	a.view = v
	a.turn++
	a.around.counted, a.opening = false, false
	a.side.SetShown(v)
	a.read.SetSearch(terms(v.Search, a.o.Now()))
	a.heading()
	rows := a.list.Show
	if at != nil {
		rows = func(v newsroom.View) tea.Cmd { return a.list.Return(v, *at) }
	}
	cmds := []tea.Cmd{rows(v), a.loadCounts()}
	if a.screen == bookScreen {
		cmds = append(cmds, a.showBook())
	}
	return tea.Batch(cmds...)
}

func (a *App) goHome() tea.Cmd {
	unread := a.view.UnreadOnly
	return a.change(func(v *newsroom.View) {
		*v = a.home
		v.UnreadOnly = unread
	})
}

// slot filters by a pinned company; the same again, or 0, shows all.
func (a *App) slot(n int) tea.Cmd {
	if n > len(a.overview.Pinned) || n > 0 && a.overview.Pinned[n-1].Company == "" {
		return a.say(statusPlain, a.tr.S("status.noslot", n, a.keys.Key(keymap.PickCompany)))
	}
	var cmd tea.Cmd
	if a.screen != mainScreen && a.screen != bookScreen { // the book is narrowed where it stands
		cmd = a.leave()
	}
	var want []news.CompanyID
	if n > 0 {
		id := a.overview.Pinned[n-1].Company
		if !slices.Equal(a.view.Companies, []news.CompanyID{id}) {
			want = []news.CompanyID{id}
		}
	}
	if len(want) == 0 && len(a.view.Companies)+len(a.view.Excluded) == 0 {
		if n == 0 && a.view.Place != newsroom.PlaceRiver {
			return tea.Batch(cmd, a.goHome())
		}
		return cmd
	}
	return tea.Batch(cmd, a.filter(want, nil))
}

// filter narrows the list to companies. The keys go to the list: what is shown
// there is what one has asked for.
func (a *App) filter(companies, excluded []news.CompanyID) tea.Cmd {
	var cmd tea.Cmd
	if a.state.Focus != layout.List {
		cmd = a.focus(layout.List)
	}
	return tea.Batch(cmd, a.change(func(v *newsroom.View) {
		v.Companies, v.Excluded = companies, excluded
		if len(companies) == 0 {
			v.AboutOnly = false
		}
	}))
}

func (a *App) toggleAbout() tea.Cmd {
	if len(a.view.Companies) == 0 {
		return a.say(statusPlain, a.tr.S("status.noabout"))
	}
	return a.change(func(v *newsroom.View) { v.AboutOnly = !v.AboutOnly })
}

func (a *App) toggleUnread() tea.Cmd {
	return a.change(func(v *newsroom.View) { v.UnreadOnly = !v.UnreadOnly })
}

// toggleStarred shows the starred articles, read ones too; again goes back.
func (a *App) toggleStarred() tea.Cmd {
	if a.view.Place == newsroom.PlaceStarred {
		return a.change(func(v *newsroom.View) { *v = a.home })
	}
	return a.change(func(v *newsroom.View) {
		*v = newsroom.View{Place: newsroom.PlaceStarred, Companies: v.Companies, Excluded: v.Excluded}
	})
}

func (a *App) placeChosen(c sidebar.Chosen) tea.Cmd {
	a.feedName = c.Title
	if !a.lay.SideStands {
		a.state.Sidebar = false
	}
	return tea.Batch(a.focus(layout.List), a.change(func(v *newsroom.View) {
		*v = newsroom.View{Place: c.Place, Feed: c.Feed, Folder: c.Folder, Saved: c.Query, Search: v.Search, Muted: v.Muted,
			Companies: v.Companies, Excluded: v.Excluded, AboutOnly: v.AboutOnly, UnreadOnly: v.UnreadOnly && c.Place != newsroom.PlaceStarred}
		if c.Place == newsroom.PlaceView {
			v.Name = c.Title
		}
	}))
}

// terms are the words of a query that can be seen in a text.
func terms(search string, now time.Time) []string {
	if search == "" {
		return nil
	}
	node, err := query.Parse(search, now)
	if err != nil {
		return nil
	}
	var out []string
	for _, t := range wanted(node, nil) {
		if (t.Field == query.FieldText || t.Field == query.FieldTitle) && t.Value != "" {
			out = append(out, t.Value)
		}
	}
	return out
}

// wanted are the terms that a query asks for, not those that it leaves out.
func wanted(node query.Node, out []query.Term) []query.Term {
	switch n := node.(type) {
	case query.And:
		for _, part := range n {
			out = wanted(part, out)
		}
	case query.Or:
		for _, part := range n {
			out = wanted(part, out)
		}
	case query.Term:
		out = append(out, n)
	}
	return out
}

// heading says what the list shows, how much of it, and what is hidden.
func (a *App) heading() {
	total, notes := -1, []string(nil)
	if a.around.counted {
		total, notes = a.around.tally.Shown, a.hiddenWords()
	}
	a.list.SetHeading(a.viewWords(), total, notes, a.emptyWords())
}

// hiddenWords say what is not shown and which key shows it, in three lengths.
func (a *App) hiddenWords() []string {
	t := a.around.tally
	var long, middle, short []string
	add := func(n int, what string, action keymap.Action) {
		if n > 0 {
			key := a.keys.Key(action)
			long = append(long, a.tr.N("list."+what, n, key))
			middle = append(middle, a.tr.N("list."+what+"s", n, key))
			short = append(short, "+"+a.tr.Number(n)+" "+key)
		}
	}
	add(t.Read, "hidden", keymap.UnreadOnly)
	add(t.Muted, "muted", keymap.ShowMuted)
	if len(long) == 0 {
		return nil
	}
	return []string{strings.Join(long, ", "), strings.Join(middle, ", "), strings.Join(short, " ")}
}

// companyWords name the companies of the filter: "Microsoft + OpenAI − Apple".
func (a *App) companyWords() string {
	var in, out []string
	for _, id := range a.view.Companies {
		in = append(in, a.companyName(id))
	}
	for _, id := range a.view.Excluded {
		out = append(out, "− "+a.companyName(id))
	}
	s := strings.Join(in, " + ")
	if a.view.RollUp && s != "" {
		s = a.tr.S("list.rollup", s)
	}
	if a.view.AboutOnly {
		s = a.tr.S("list.about", s)
	}
	return strings.TrimSpace(s + " " + strings.Join(out, " "))
}

// emptyWords say why there is nothing, and which key helps.
func (a *App) emptyWords() []string {
	v, key := a.view, a.keys.Key
	v.Search = cells.Cut(v.Search, 60)
	hidden := a.around.counted && a.around.tally.Read > 0
	if t := a.around.tally; a.around.counted && t.Muted > 0 && !hidden {
		return []string{a.tr.S("empty.nothing"), a.tr.N("empty.muted", t.Muted, key(keymap.ShowMuted))}
	}
	switch {
	case v.Place == newsroom.PlaceMuted:
		return []string{a.tr.S("empty.nothing")}
	case v.Search != "" && hidden:
		return []string{a.tr.S("empty.search", v.Search), a.tr.N("empty.readones", a.around.tally.Read, key(keymap.UnreadOnly))}
	case v.Search != "" && a.unknownCompany(v.Search) != "":
		return append(a.unknownWords(a.unknownCompany(v.Search)), a.tr.S("empty.clear", key(keymap.Escape)))
	case v.Search != "" && a.unknownPlace(v.Search) != nil:
		return append(a.unknownPlace(v.Search), a.tr.S("empty.clear", key(keymap.Escape)))
	case v.Search != "":
		words := []string{a.tr.S("empty.search", v.Search)}
		if !v.Typing && a.goesOn(v.Search) {
			words = append(words, a.tr.S("empty.longer", v.Search+"*"))
		}
		return append(words, a.tr.S("empty.clear", key(keymap.Escape)))
	case len(v.Companies)+len(v.Excluded) > 0 && hidden:
		return []string{a.tr.S("empty.unreadof", a.companyWords()), a.tr.N("empty.readones", a.around.tally.Read, key(keymap.UnreadOnly)), a.tr.S("empty.all", key(keymap.AllCompanies))}
	case len(v.Companies)+len(v.Excluded) > 0:
		return []string{a.tr.S("empty.company", a.companyWords()), a.tr.S("empty.all", key(keymap.AllCompanies))}
	case v.Place == newsroom.PlaceStarred:
		return []string{a.tr.S("empty.starred"), a.tr.S("empty.star", key(keymap.Star))}
	case len(a.overview.Feeds) == 0 && a.overview.Total == 0:
		return []string{a.tr.S("empty.feeds"), a.tr.S("empty.starter", key(keymap.Starter)), a.tr.S("empty.add", key(keymap.Command))}
	case a.overview.Total == 0 && a.around.known: // nothing has come yet
		return []string{a.tr.S("empty.nothing"), a.tr.S("empty.refresh", key(keymap.RefreshAll))}
	case v.UnreadOnly && a.around.counted && a.around.tally.Read == 0:
		return []string{a.tr.S("empty.unread"), a.tr.S("empty.refresh", key(keymap.RefreshAll))}
	case v.UnreadOnly:
		return []string{a.tr.S("empty.unread"), a.tr.S("empty.read", key(keymap.UnreadOnly)), a.tr.S("empty.refresh", key(keymap.RefreshAll))}
	}
	return []string{a.tr.S("empty.nothing"), a.tr.S("empty.refresh", key(keymap.RefreshAll))}
}

// rollUpAs has companies mean those that belong to them, too, or not.
func (a *App) rollUpAs(on bool) tea.Cmd {
	if a.rollUp == on {
		return nil
	}
	a.rollUp = on
	if len(a.view.Companies)+len(a.view.Excluded) == 0 {
		a.view.RollUp = on
		return nil
	}
	return a.change(func(*newsroom.View) {})
}

// setRollUp is ":set rollup on": it is remembered.
func (a *App) setRollUp(on bool) tea.Cmd {
	desk, ctx, tr := a.desk, a.ctx, a.tr
	text := tr.S("rollup.off")
	if on {
		text = tr.S("rollup.on")
	}
	return tea.Batch(a.rollUpAs(on), func() tea.Msg { return done{text: text, undo: true, rows: true, err: desk.SetRollUp(ctx, on)} })
}
