package idle

import (
	"io"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

type counter struct{ n int }

func (c counter) Init() tea.Cmd { return nil }
func (c counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(step); ok {
		c.n++
	}
	return c, nil
}
func (c counter) View() tea.View { return tea.NewView("x") }

type step struct{}

// The clock stops when nothing happens, and the next message starts it. Should this
// fail after an update of the library, see Clock.find.
func TestClockRests(t *testing.T) {
	m := &Model{Inner: counter{}, Clock: Clock{Interval: time.Second / 60}}
	program := tea.NewProgram(m, tea.WithInput(nil), tea.WithOutput(io.Discard), tea.WithWindowSize(10, 2), tea.WithoutSignals())
	m.Clock.Of(program)
	ended := make(chan error, 1)
	go func() { _, err := program.Run(); ended <- err }()
	for range 3 {
		program.Send(step{})
		for late := time.After(30 * time.Second); !m.Clock.Asleep(); {
			select {
			case <-late:
				t.Fatal("the clock does not stop")
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
	program.Quit()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	m.Clock.End()
	if n := m.Inner.(counter).n; n != 3 {
		t.Errorf("%d messages came, want 3", n)
	}
}
