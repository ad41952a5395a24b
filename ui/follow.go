package ui

import (
	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/store"
	"lede/ui/keymap"
	"lede/ui/picker"
)

// following is about companies that are in no list: they were found by the words
// around their names, and are offered once.
type following struct {
	offer store.CompanyCount // the one that was offered last
	asked store.CompanyCount // what the box asks about
}

// The answers to "follow this company?".
const (
	followYes   = "yes"
	followNo    = "no"
	followLater = "later"
)

// offer says once that there is a company to follow. It waits while something
// else is said.
func (a *App) offer() tea.Cmd {
	o := a.overview.Offer
	if o.Company == "" || o.Company == a.following.offer.Company || a.status.text != "" || a.keys.Key(keymap.Follow) == "" {
		return nil
	}
	a.following.offer = o
	desk, ctx := a.desk, a.ctx
	noted := func() tea.Msg {
		_ = desk.Offered(ctx, o.Company) // at worst it is offered again
		return nil
	}
	return tea.Batch(a.say(statusGood, a.tr.S("follow.offer", o.Name, a.tr.N("articles", o.Total), a.keys.Key(keymap.Follow))), noted)
}

// inList reports whether a company is in the list of companies; while there is no
// list yet, none is said to be missing.
func (a *App) inList(id news.CompanyID) bool {
	_, known := a.desk.Company(id)
	return known || len(a.desk.FindCompanies("a", 1)) == 0
}

// followFound asks whether to follow a company that is in no list: the one that
// is explained, that of the page or the filter, of the article under the cursor,
// or the one that was offered.
func (a *App) followFound() tea.Cmd {
	var ids []news.CompanyID
	if m, ok := a.read.Explained(); ok && a.screen == mainScreen {
		ids = append(ids, m.Company)
	}
	if a.screen == companyScreen {
		ids = append(ids, a.pages.company.ID())
	}
	ids = append(ids, a.view.Companies...)
	if a.following.offer.Company != "" {
		ids = append(ids, a.following.offer.Company)
	}
	if row, ok := a.list.Row(); ok && a.screen == mainScreen {
		ids = append(ids, row.Companies...)
	}
	for _, id := range ids {
		if !a.inList(id) {
			return a.askFollow(store.CompanyCount{Company: id, Name: a.companyName(id)})
		}
	}
	return a.say(statusPlain, a.tr.S("follow.none"))
}

func (a *App) askFollow(c store.CompanyCount) tea.Cmd {
	a.following.asked = c
	a.box = picker.NewChoice(a.th, a.tr, "follow", a.tr.S("follow.title", c.Name), []picker.Item{
		{Value: followYes, Title: a.tr.S("follow.yes")},
		{Value: followNo, Title: a.tr.S("follow.no")},
		{Value: followLater, Title: a.tr.S("follow.later")},
	})
	return nil
}

// followAnswer takes the answer of the box.
func (a *App) followAnswer(answer string) tea.Cmd {
	desk, ctx, tr, c := a.desk, a.ctx, a.tr, a.following.asked
	switch answer {
	case followYes:
		return func() tea.Msg {
			pin, err := desk.Follow(ctx, c.Company, c.Name)
			text := tr.S("follow.done", c.Name)
			if pin > 0 {
				text = tr.S("follow.pinned", c.Name, pin)
			}
			return done{text: text, undo: true, rows: true, err: err}
		}
	case followNo:
		return func() tea.Msg {
			return done{text: tr.S("follow.refused", c.Name), undo: true, rows: true, err: desk.Refuse(ctx, c.Company)}
		}
	}
	return nil
}
