package newsroom

import (
	"sync"
	"sync/atomic"
	"testing"
)

// Two of three places are left when somebody reads, also when some work was done
// before; and what breaks keeps no place.
func TestWorkshop(t *testing.T) {
	w := newWorkshop(3, nil)
	w.do(func() {})
	for range 2 {
		w.share()
	}
	for range 5 {
		func() {
			defer func() {
				if r := recover(); r != "a hostile feed" {
					t.Errorf("recovered %v", r)
				}
			}()
			w.do(func() { panic("a hostile feed") })
		}()
	}

	var now, most atomic.Int32
	var once sync.Once
	both := make(chan struct{})
	var asked sync.WaitGroup
	for range 20 {
		asked.Go(func() {
			w.do(func() {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				if n == 2 {
					once.Do(func() { close(both) })
				}
				<-both
				now.Add(-1)
			})
		})
	}
	asked.Wait()
	if most.Load() != 2 {
		t.Errorf("%d work at once, want 2", most.Load())
	}

	one := newWorkshop(1, nil)
	one.share()
	done := false
	one.do(func() { done = true })
	if !done {
		t.Error("nothing is done on one processor")
	}
}
