package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/store/query"
	"lede/ui/keymap"
	"lede/ui/layout"
)

// key routes a key press: to the box that floats, to the line one types into,
// else through the key map to an action.
func (a *App) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() == "ctrl+c" {
		return a.quit()
	}
	if k.Text != "" {
		if k.Text = harmless(k.Text); k.Text == "" {
			return nil
		}
	}
	if a.lay.TooSmall { // nothing is on screen that a key could mean
		if k.String() == "q" {
			return a.quit()
		}
		return nil
	}
	switch {
	case a.box != nil:
		return a.box.Key(k)
	case a.prompt != nil:
		return a.promptKey(k)
	}
	a.status.touch()
	a.pending = append(a.pending, k.String())
	action, more := a.keys.Lookup(a.pending, a.contexts()...)
	switch {
	case action != "":
		a.pending = nil
		return a.do(action)
	case more:
		return nil
	case len(a.pending) > 1: // the sequence led nowhere: take the key alone
		a.pending = nil
		return a.key(k)
	}
	a.pending = nil
	return nil
}

// contexts are where the keys are now, the narrowest first.
func (a *App) contexts() []keymap.Context {
	if read := a.reading(); read != nil {
		if read.Searching() || a.screen == mainScreen && a.view.Search != "" {
			return []keymap.Context{keymap.Searching, keymap.Reader}
		}
		return []keymap.Context{keymap.Reader}
	}
	switch a.screen {
	case feedScreen:
		return []keymap.Context{keymap.FeedScreen}
	case bookScreen:
		return []keymap.Context{keymap.Book}
	case briefScreen:
		return []keymap.Context{keymap.Brief}
	case companyScreen:
		return []keymap.Context{keymap.Company}
	}
	if a.state.Focus == layout.Side {
		return []keymap.Context{keymap.SideList}
	}
	return []keymap.Context{keymap.List}
}

// reading is the reader that has the keys: beside the list, or the one of a page
// whose article is open; nil where no article has them.
func (a *App) reading() readerPane {
	if l := a.leafOnScreen(); l != nil {
		if l.shown == nil {
			return nil
		}
		return l.read
	}
	if a.screen == mainScreen && a.state.Focus == layout.Read {
		return a.read
	}
	return nil
}

// do carries out an action: the page or pane with the focus first, then what
// the root itself knows.
func (a *App) do(action keymap.Action) tea.Cmd {
	if cmd := a.arrive(action); cmd != nil {
		return tea.Batch(cmd, a.do(action))
	}
	pane := a.focused()
	if cmd, done := pane.Do(action); done {
		if pane == doer(a.side) {
			return tea.Batch(cmd, a.saveFolds())
		}
		return cmd
	}
	if n, ok := action.Slot(); ok {
		return a.slot(n)
	}
	if steps := a.keys.Steps(action); steps != nil {
		return a.steps(steps)
	}
	if ofArticle[action] && a.screen == mainScreen && a.list.ID() == 0 {
		return a.say(statusPlain, a.tr.S("status.nohere"))
	}
	if handle, ok := handlers[action]; ok {
		return handle(a)
	}
	return nil
}

// steps does one thing after the other; each sees what the one before it has
// left on screen.
func (a *App) steps(steps []string) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range steps {
		if line, ok := strings.CutPrefix(s, ":"); ok {
			cmds = append(cmds, a.command(line))
		} else {
			cmds = append(cmds, a.do(keymap.Action(s)))
		}
		cmds = append(cmds, a.follow())
	}
	return tea.Batch(cmds...)
}

// doer is a pane or page as far as keys go.
type doer interface {
	Do(keymap.Action) (tea.Cmd, bool)
}

// focused is who gets the keys.
func (a *App) focused() doer {
	switch {
	case a.screen == feedScreen:
		return a.feeds
	case a.screen == bookScreen && a.book != nil:
		return a.book
	case a.screen == briefScreen && a.brief != nil:
		return a.brief
	case a.screen == companyScreen:
		return a.pages.companyLeaf
	case a.state.Focus == layout.Side:
		return a.side
	case a.state.Focus == layout.Read:
		return a.read
	}
	return a.list
}

func (a *App) quit() tea.Cmd {
	cmd := tea.Batch(a.remember(), a.leaves())
	return tea.Sequence(cmd, func() tea.Msg { a.cancel(); return nil }, tea.Quit)
}

// paste puts text where one is typing; a pasted address elsewhere offers to be
// added.
func (a *App) paste(text string) tea.Cmd {
	text = strings.TrimSpace(harmless(text))
	const most = query.MaxLength
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most])
	}
	switch {
	case text == "" || a.lay.TooSmall:
		return nil
	case a.box != nil:
		return a.box.Key(tea.KeyPressMsg{Text: text, Code: tea.KeyExtended})
	case a.prompt != nil:
		return a.promptInsert(text)
	case isURL(text):
		return a.askURL(text)
	}
	return nil
}

func isURL(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "feed:")) && !strings.Contains(s, " ")
}
