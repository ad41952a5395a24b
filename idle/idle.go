// Package idle lets a program that nobody touches cost nothing.
package idle

import (
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// drowsy is how long after the last message the clock stops: long enough for
// everything to be on the screen.
const drowsy = 500 * time.Millisecond

// Clock is that of a program. Bubble Tea looks sixty or a hundred and twenty
// times a second whether there is something to show, at night, too: that is one
// and a half percent of a processor, all that an interface at rest costs. The
// clock stops when nothing has happened for a moment, and starts again with the
// next message.
type Clock struct {
	Interval time.Duration // a second by the frames in it

	mu      sync.Mutex
	program *tea.Program // until it runs
	clock   *time.Ticker // of the program; nil: not known, and then it runs on
	timer   *time.Timer
	asleep  bool
}

// Of says whose clock it is, before that program runs.
func (c *Clock) Of(program *tea.Program) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.program = program
}

// Wake is called with every message, before the view of it is made.
func (c *Clock) Wake() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.program != nil { // it runs now, so it has its clock
		c.find()
	}
	if c.clock == nil {
		return
	}
	if c.asleep {
		c.clock.Reset(c.Interval)
		c.asleep = false
	}
	c.timer.Reset(drowsy)
}

// find takes the clock of the program. It is not exported; a test says when
// another version of the library has none of this name, and then the program
// does not rest, which is all that happens.
func (c *Clock) find() {
	field := reflect.ValueOf(c.program).Elem().FieldByName("ticker")
	c.program = nil
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() || field.IsNil() {
		return
	}
	c.clock = *(**time.Ticker)(unsafe.Pointer(field.UnsafeAddr()))
	c.timer = time.AfterFunc(drowsy, c.sleep)
}

func (c *Clock) sleep() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.clock != nil {
		c.clock.Stop()
		c.asleep = true
	}
}

// Asleep reports whether the clock stands still.
func (c *Clock) Asleep() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asleep
}

// End lets go of the clock, which the program stops itself.
func (c *Clock) End() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.timer != nil {
		c.timer.Stop()
	}
	c.clock = nil
}

// Model is a model whose program rests.
type Model struct {
	Inner tea.Model
	Clock Clock
}

// Init implements tea.Model.
func (m *Model) Init() tea.Cmd { return m.Inner.Init() }

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.Clock.Wake()
	var cmd tea.Cmd
	m.Inner, cmd = m.Inner.Update(msg)
	return m, cmd
}

// View implements tea.Model.
func (m *Model) View() tea.View { return m.Inner.View() }
