package serve

import (
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// rest stops the clock of a session that nobody touches. The program looks
// sixty times a second whether there is something to show, also for five hundred
// sessions at night; this was all the processor time they cost. Its clock starts
// again with the next message, before the view of it is made.
type rest struct {
	mu     sync.Mutex
	clock  *time.Ticker // of the program; nil: not known, and then it runs on
	timer  *time.Timer
	asleep bool
}

const (
	framesPerSecond = 60
	// drowsy is how long after the last message the clock stops: long enough
	// for everything to be on the screen.
	drowsy = 500 * time.Millisecond
)

// of takes the clock of a program that runs. It is not exported; a test says when
// another version of the library has none of this name, and then sessions rest
// no more, which is all that happens.
func (r *rest) of(program *tea.Program) {
	field := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() || field.IsNil() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clock = *(**time.Ticker)(unsafe.Pointer(field.UnsafeAddr()))
	r.timer = time.AfterFunc(drowsy, r.sleep)
}

func (r *rest) sleep() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.clock != nil {
		r.clock.Stop()
		r.asleep = true
	}
}

// wake is called with every message.
func (r *rest) wake() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.clock == nil {
		return
	}
	if r.asleep {
		r.clock.Reset(time.Second / framesPerSecond)
		r.asleep = false
	}
	r.timer.Reset(drowsy)
}

// end lets go of the clock, which the program stops itself.
func (r *rest) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.timer != nil {
		r.timer.Stop()
	}
	r.clock = nil
}
