package newsroom

import "sync"

// workshop is where what keeps a processor busy for milliseconds is done: feeds
// are parsed and articles digested in it. It has as many places as there are
// processors; where somebody reads meanwhile one less, so that keys are answered.
type workshop struct {
	places chan struct{}
	once   sync.Once
	pause  func() // returns when work may go on
}

func newWorkshop(places int, pause func()) *workshop {
	if pause == nil {
		pause = func() {}
	}
	return &workshop{places: make(chan struct{}, places), pause: pause}
}

// spare leaves a processor to whoever reads, if there are several: it takes a
// place and keeps it.
func (w *workshop) spare() {
	w.once.Do(func() {
		if cap(w.places) > 1 {
			w.places <- struct{}{}
		}
	})
}

// do does something when there is a place for it.
func (w *workshop) do(job func()) {
	w.places <- struct{}{}
	defer func() { <-w.places }()
	w.pause()
	job()
}
