package idle

import (
	"bytes"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

type counter struct{ n int }

func (c counter) Init() tea.Cmd { return nil }
func (c counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if n, ok := msg.(int); ok {
		c.n = n
	}
	return c, nil
}
func (c counter) View() tea.View { return tea.NewView(sign(c.n)) }

// sign is a letter that stands in no escape sequence.
func sign(n int) string { return string(rune('ж' + n)) }

// screen is what was drawn.
type screen struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(p)
}

func (s *screen) shows(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.Contains(s.all.Bytes(), []byte(text))
}

// The clock stops when nothing happens, and what the next message changes is drawn
// all the same. Should this fail after an update of the library, see Clock.find.
func TestClockRests(t *testing.T) {
	m := &Model{Inner: counter{}, Clock: Clock{Interval: time.Second / 60}}
	var out screen
	program := tea.NewProgram(m, tea.WithInput(nil), tea.WithOutput(&out), tea.WithWindowSize(20, 2), tea.WithoutSignals())
	m.Clock.Of(program)
	ended := make(chan error, 1)
	go func() { _, err := program.Run(); ended <- err }()
	late := time.After(30 * time.Second)
	until := func(what string, is func() bool) {
		t.Helper()
		for !is() {
			select {
			case <-late:
				t.Fatal(what)
			case <-time.After(5 * time.Millisecond):
			}
		}
	}
	for n := 1; n <= 3; n++ {
		program.Send(n)
		until(sign(n)+" is not drawn", func() bool { return out.shows(sign(n)) })
		until("the clock does not stop", m.Clock.Asleep)
	}
	program.Quit()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	m.Clock.End()
}
