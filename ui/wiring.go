package ui

import (
	tea "charm.land/bubbletea/v2"
)

func (a *App) makePanes()          {}
func (a *App) themePanes() tea.Cmd { return nil }
func (a *App) sizePanes() tea.Cmd {
	a.read.SetSize(a.lay.Read.W, a.lay.Read.H)
	return nil
}
func (a *App) paneAnswer(msg tea.Msg) tea.Cmd { return a.read.Update(msg) }
func (a *App) openBook() tea.Cmd              { return nil }
func (a *App) openBriefing() tea.Cmd          { return nil }
func (a *App) wheelPage(dir int) tea.Cmd      { return nil }
func (a *App) wheelReader(dir int) tea.Cmd    { return nil }
func (a *App) clickReader(x, y int) tea.Cmd   { return nil }
