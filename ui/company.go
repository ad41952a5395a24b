package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/layout"
	"lede/ui/profile"
)

// companyHere opens the page of the company of the filter, else of the one the
// article under the cursor is about; again leaves. Without one, a company is
// picked first.
func (a *App) companyHere() tea.Cmd {
	if a.pages.company == nil {
		return nil
	}
	if a.screen == companyScreen {
		return a.leave()
	}
	if len(a.view.Companies) > 0 {
		return a.openCompany(a.view.Companies[0])
	}
	if row, ok := a.list.Row(); ok && a.screen == mainScreen && len(row.Companies) > 0 {
		return a.openCompany(row.Companies[0])
	}
	return a.pickCompany()
}

func (a *App) openCompany(id news.CompanyID) tea.Cmd {
	if a.pages.company == nil {
		return nil
	}
	a.screen = companyScreen
	a.pages.companyLeaf.shown = nil
	return tea.Batch(a.relayout(), a.pages.company.Show(id, a.view.AboutOnly))
}

func (a *App) loadCompany(turn int, id news.CompanyID, about bool) tea.Cmd {
	desk, ctx := a.desk, a.ctx
	return func() tea.Msg {
		p, err := desk.CompanyPage(ctx, id, about)
		return profile.Loaded{Turn: turn, Page: p, Err: err}
	}
}

// companyAgain has the page on screen read again.
func (a *App) companyAgain() tea.Cmd {
	if a.screen != companyScreen {
		return nil
	}
	return a.pages.company.Again()
}

// articlesOf lists the articles of a company, read ones too: those in which
// somebody is quoted, with a name.
func (a *App) articlesOf(id news.CompanyID, about bool, speaker string) tea.Cmd {
	a.screen = mainScreen
	return tea.Batch(a.focus(layout.List), a.change(func(v *newsroom.View) {
		*v = newsroom.View{Place: newsroom.PlaceRiver, Companies: []news.CompanyID{id}, AboutOnly: about}
		if speaker != "" {
			v.Search = "speaker:\"" + strings.ReplaceAll(speaker, "\"", " ") + "\""
		}
	}))
}

// listOf lists what a query finds, read ones too.
func (a *App) listOf(query string) tea.Cmd {
	a.screen = mainScreen
	return tea.Batch(a.focus(layout.List), a.change(func(v *newsroom.View) { *v = newsroom.View{Place: newsroom.PlaceRiver, Search: query} }))
}

// pinHere pins the company of the filter, or unpins it. Of several, or of none,
// one is chosen in the picker.
func (a *App) pinHere() tea.Cmd {
	if len(a.view.Companies) != 1 {
		return tea.Batch(a.pickCompany(), a.say(statusPlain, a.tr.S("status.pinwhich")))
	}
	return a.pin(a.view.Companies[0])
}

// commandPage is ":page NAME": the page of a company.
func (a *App) commandPage(rest string) tea.Cmd {
	if rest == "" {
		return a.companyHere()
	}
	id, ok := a.companyNamed(rest)
	if !ok {
		return a.companyUnknown(rest)
	}
	return a.openCompany(id)
}

// companyNamed finds a company as somebody wrote it: one that is pinned, else
// one of the lexicon.
func (a *App) companyNamed(written string) (news.CompanyID, bool) {
	found := a.desk.FindCompanies(written, 10)
	if i := slices.IndexFunc(found, func(c news.Company) bool { return strings.EqualFold(c.Name, written) || string(c.ID) == written }); i > 0 {
		found = found[i:]
	}
	if len(found) == 0 {
		return "", false
	}
	return found[0].ID, true
}

func (a *App) companyUnknown(written string) tea.Cmd {
	return a.say(statusProblem, strings.Join(a.unknownWords(written), ". "))
}

// companyPinned reports whether the company whose page is on screen is on a key.
func (a *App) companyPinned() bool {
	return a.screen == companyScreen && slices.Contains(a.pins(), a.pages.company.ID())
}
