package newsroom

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
)

func TestWorkshop(t *testing.T) {
	ctx, end := context.WithCancel(context.Background())
	var running sync.WaitGroup
	w := newWorkshop(ctx, &running)
	w.workers.Store(3)
	w.spare()

	// Two work at once, and never a third.
	var now, most atomic.Int32
	var once sync.Once
	both := make(chan struct{})
	var asked sync.WaitGroup
	for range 20 {
		asked.Go(func() {
			w.do(func() {
				n := now.Add(1)
				for {
					m := most.Load()
					if n <= m || most.CompareAndSwap(m, n) {
						break
					}
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

	// What breaks does so where it was asked for, and the others work on.
	func() {
		defer func() {
			if r := recover(); r != "a hostile feed" {
				t.Errorf("recovered %v", r)
			}
		}()
		w.do(func() { panic("a hostile feed") })
	}()
	done := 0
	w.do(func() { done++ })
	end()
	running.Wait()
	w.do(func() { done++ }) // at the end it is done all the same
	if done != 2 {
		t.Errorf("%d of two jobs were done", done)
	}
}
