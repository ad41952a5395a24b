package newsroom

import (
	"sync"

	"lede/courtesy"
)

// workshop is where what keeps a processor busy for milliseconds is done: feeds
// are parsed and articles digested in it. It has as many places as there are
// processors; where somebody reads meanwhile one less, so that keys are answered.
type workshop struct {
	places int
	desk   *courtesy.Desk // where it is known whether somebody reads; nil: somebody always does

	mu     sync.Mutex
	free   sync.Cond // a place is
	taken  int
	shared bool // somebody may read meanwhile
}

func newWorkshop(places int, desk *courtesy.Desk) *workshop {
	w := &workshop{places: places, desk: desk}
	w.free.L = &w.mu
	return w
}

// share leaves a processor to whoever reads, if there are several, from now on.
func (w *workshop) share() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.shared = true
}

// spares is called with the lock held.
func (w *workshop) spares() bool {
	return w.shared && w.places > 1 && (w.desk == nil || w.desk.Attended())
}

// do does something when there is a place for it.
func (w *workshop) do(job func()) {
	w.mu.Lock()
	for {
		free := w.places
		if w.spares() {
			free--
		}
		if w.taken < free {
			break
		}
		w.free.Wait()
	}
	w.taken++
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.taken--
		w.free.Broadcast() // there may be one place more than was taken
	}()
	w.pause()
	job()
}

// beside does something that has a processor of its own besides the places, such
// as storing; where somebody reads it takes a place, too.
func (w *workshop) beside(job func()) {
	w.mu.Lock()
	spares := w.spares()
	w.mu.Unlock()
	if spares {
		w.do(job)
		return
	}
	job()
}

// pause waits, for a moment, while a key waits for its answer.
func (w *workshop) pause() { w.desk.Wait() }
