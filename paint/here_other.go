//go:build !unix

package paint

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/idle"
)

// Consoles that are no Unix terminals are left to Bubble Tea, which knows them.
func (h Here) show(told context.Context, model func(Lend) tea.Model) (tea.Model, error) {
	m := &idle.Model{Inner: model(tea.ExecProcess), Clock: idle.Clock{Interval: time.Second / time.Duration(h.FPS)}}
	program := tea.NewProgram(m, tea.WithInput(h.In), tea.WithOutput(h.Out), tea.WithoutSignalHandler(), tea.WithFilter(h.Filter), tea.WithFPS(h.FPS))
	stop := context.AfterFunc(told, program.Quit)
	defer stop()
	m.Clock.Of(program)
	_, err := program.Run()
	m.Clock.End()
	return m.Inner, err
}
