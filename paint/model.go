package paint

import (
	tea "charm.land/bubbletea/v2"

	"lede/courtesy"
	"lede/idle"
)

// Model has another model shown by a painter, and lets its program rest.
type Model struct {
	Inner   tea.Model
	Painter *Painter
	Clock   idle.Clock
	Safely  func(func()) bool // runs what belongs to the inner one; nil: as it is
	Desk    *courtesy.Desk    // hears of keys; it may be nil

	width, height int // of the window, as soon as it is known
}

func (m *Model) safely(f func()) bool {
	if m.Safely == nil {
		f()
		return true
	}
	return m.Safely(f)
}

// Init implements tea.Model.
func (m *Model) Init() (cmd tea.Cmd) {
	if !m.safely(func() { cmd = m.Inner.Init() }) {
		return tea.Quit
	}
	return Guard(cmd, m.safely)
}

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.Clock.Wake()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyPressMsg, tea.MouseMsg:
		m.Desk.Asked()
	}
	m.Painter.Learn(msg)
	var cmd tea.Cmd
	if !m.safely(func() { m.Inner, cmd = m.Inner.Update(msg) }) {
		return m, tea.Quit
	}
	return m, Guard(cmd, m.safely)
}

// View implements tea.Model.
func (m *Model) View() (view tea.View) {
	if m.safely(func() { view = m.Inner.View() }) && m.height > 0 {
		m.Painter.Show(view, m.width, m.height)
	}
	return view
}
