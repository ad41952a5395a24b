package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/picker"
)

// pickCompany opens the company picker and asks which companies are in the
// news of the place shown.
func (a *App) pickCompany() tea.Cmd {
	known := func(id news.CompanyID) bool { _, ok := a.desk.Company(id); return ok }
	a.box = picker.NewCompanies(a.th, a.tr, a.desk.FindCompanies, known, a.pins(), a.view.Companies, a.view.Excluded)
	desk, ctx, view := a.desk, a.ctx, a.view
	view.Companies, view.Excluded, view.UnreadOnly, view.AboutOnly = nil, nil, false, false
	a.picking = picking{view: a.view, screen: a.screen, focus: a.state.Focus, sidebar: a.state.Sidebar}
	if row, ok := a.list.Row(); ok {
		a.picking.at = store.PlaceOf(&row)
		a.picking.view.Keep = []news.ArticleID{row.ID} // it may be read by now
	}
	return func() tea.Msg {
		counts, err := desk.CompanyCounts(ctx, view, 0)
		if err != nil {
			return done{err: err}
		}
		return picker.Counted{Counts: counts}
	}
}

// picking is what was on screen when the company picker was opened. While one
// types in it, the news of the company meant is shown behind it; Esc puts
// everything back.
type picking struct {
	view    newsroom.View
	screen  screen
	focus   layout.Pane
	sidebar bool
	at      *store.Place // of the cursor
	shown   bool         // something else is on screen
}

// showPicked shows the news of a company behind the picker.
func (a *App) showPicked(company news.CompanyID) tea.Cmd {
	if company == "" {
		return a.unshowPicked()
	}
	a.picking.shown = true
	if a.screen != bookScreen {
		a.screen = mainScreen
	}
	return tea.Batch(a.relayout(), a.filter([]news.CompanyID{company}, nil))
}

// unshowPicked puts back what was on screen when the picker was opened.
func (a *App) unshowPicked() tea.Cmd {
	was := a.picking
	if !was.shown {
		return nil
	}
	a.picking.shown = false
	a.screen = was.screen
	cmd := a.focus(was.focus)
	a.state.Sidebar = was.sidebar
	return tea.Batch(cmd, a.relayout(), a.changeAt(was.at, func(v *newsroom.View) { *v = was.view }))
}

// pins are the pinned companies as the bar shows them.
func (a *App) pins() []news.CompanyID {
	var pins []news.CompanyID
	for _, p := range a.overview.Pinned {
		pins = append(pins, p.Company)
	}
	return pins
}

// boxAnswer takes what a box has to say.
func (a *App) boxAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case picker.Closed:
		_, picks := a.box.(*picker.Companies)
		a.box = nil
		if picks {
			return a.unshowPicked()
		}
	case picker.Shown:
		if _, ok := a.box.(*picker.Companies); ok {
			return a.showPicked(msg.Company)
		}
	case picker.Counted:
		if p, ok := a.box.(*picker.Companies); ok {
			return p.SetCounts(msg.Counts)
		}
	case picker.Picked:
		if _, ok := a.box.(*picker.Companies); !ok {
			return nil // it was closed meanwhile
		}
		a.box = nil
		if a.picking.shown && slices.Equal(a.view.Companies, msg.Companies) && slices.Equal(a.view.Excluded, msg.Excluded) {
			return nil // it is on screen already
		}
		if a.screen != bookScreen {
			a.screen = mainScreen
		}
		return tea.Batch(a.relayout(), a.filter(msg.Companies, msg.Excluded))
	case picker.Pin:
		if msg.Found && !slices.Contains(a.pins(), msg.Company) {
			return tea.Sequence(a.pin(msg.Company), a.learn(msg.Company, msg.Name))
		}
		return a.pin(msg.Company)
	case picker.MovePin:
		return a.movePin(msg.Company, msg.By)
	case picker.Page:
		a.box = nil
		return a.openCompany(msg.Company)
	case picker.Unmute:
		return a.unmute(msg.Rule)
	case picker.RemoveRule:
		return a.removeRule(msg.Number)
	case picker.ShowHidden:
		return a.showHidden(msg.Rule)
	case picker.Chosen:
		a.box = nil
		switch msg.For {
		case "feed":
			return a.add(msg.Item.Value)
		case "sort":
			return a.commandSort(msg.Item.Value)
		case "follow":
			return a.followAnswer(msg.Item.Value)
		case "correction":
			return a.correct(newsroom.Verdict(msg.Item.Value))
		case "untag":
			if row, ok := a.list.Row(); ok {
				return a.untag(row.ID, msg.Item.Value)
			}
		}
	}
	return nil
}

// mostPins is how many keys there are for companies.
const mostPins = 9

// pin pins a company to the first key that is free, or unpins it and leaves its
// key free: no other company ever moves.
func (a *App) pin(company news.CompanyID) tea.Cmd {
	return a.changePins(company, func(pins []news.CompanyID) []news.CompanyID {
		if i := slices.Index(pins, company); i >= 0 {
			pins[i] = ""
			return pins
		}
		if i := slices.Index(pins, ""); i >= 0 {
			pins[i] = company
			return pins
		}
		if len(pins) >= mostPins {
			return nil
		}
		return append(pins, company)
	})
}

// movePin moves a pinned company to the next key, or to the one before; what is
// there changes places with it.
func (a *App) movePin(company news.CompanyID, by int) tea.Cmd {
	return a.changePins(company, func(pins []news.CompanyID) []news.CompanyID {
		i := slices.Index(pins, company)
		if i < 0 || i+by < 0 || i+by >= mostPins {
			return pins
		}
		if i+by == len(pins) {
			pins = append(pins, "")
		}
		pins[i], pins[i+by] = pins[i+by], pins[i]
		return pins
	})
}

// changePins reads the pins as they are stored, changes them and shows the
// result. change answers nil where no key is free.
func (a *App) changePins(company news.CompanyID, change func([]news.CompanyID) []news.CompanyID) tea.Cmd {
	desk, ctx, full := a.desk, a.ctx, a.tr.S("pins.full")
	return func() tea.Msg {
		pins, err := desk.Pins(ctx)
		if err != nil {
			return pinsLoaded{err: err}
		}
		if pins = change(slices.Clone(pins)); pins == nil {
			return done{refused: full}
		}
		for len(pins) > 0 && pins[len(pins)-1] == "" {
			pins = pins[:len(pins)-1]
		}
		return pinsLoaded{pins: pins, company: company, err: desk.SetPins(ctx, pins)}
	}
}

func (a *App) pinsLoaded(msg pinsLoaded) tea.Cmd {
	if msg.err != nil {
		return a.problem(msg.err)
	}
	if p, ok := a.box.(*picker.Companies); ok {
		p.SetPins(msg.pins)
	}
	text := a.tr.S("done.unpinned", a.companyName(msg.company))
	if i := slices.Index(msg.pins, msg.company); i >= 0 {
		text = a.tr.S("done.pinned", a.companyName(msg.company), i+1)
	}
	text += " · " + a.tr.S("status.undo", a.keys.Key(keymap.Undo))
	return tea.Batch(a.say(statusGood, text), a.loadOverview(), a.companyAgain())
}

// sayKeys says which keys have got a company that did not have it before.
func (a *App) sayKeys(before []store.CompanyCount) tea.Cmd {
	var got []string
	for i, p := range a.overview.Pinned {
		if p.Company != "" && (i >= len(before) || before[i].Company != p.Company) {
			got = append(got, strconv.Itoa(i+1)+" "+cmp.Or(p.Name, a.companyName(p.Company)))
		}
	}
	if len(got) == 0 || a.status.text != "" {
		return nil
	}
	return a.say(statusPlain, a.tr.S("status.keys", strings.Join(got, ", ")))
}

// askUntag takes a tag off; where there are several one chooses.
func (a *App) askUntag() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	switch len(row.Tags) {
	case 0:
		return a.say(statusPlain, a.tr.S("status.notags"))
	case 1:
		return a.untag(row.ID, row.Tags[0])
	}
	var items []picker.Item
	for _, t := range row.Tags {
		items = append(items, picker.Item{Value: t, Title: "#" + t})
	}
	a.box = picker.NewChoice(a.th, a.tr, "untag", a.tr.S("ask.untag"), items)
	return nil
}
