package newsroom

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/courtesy"
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

// Where it is known whether somebody reads, a processor is left to them only while
// they do, and storing takes a place, too.
func TestWorkshopWhileSomebodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var desk courtesy.Desk
		w := newWorkshop(2, &desk)
		w.share()
		atOnce := func() (most int) {
			now := 0
			var mu sync.Mutex
			var asked sync.WaitGroup
			job := func() {
				mu.Lock()
				now++
				most = max(most, now)
				mu.Unlock()
				time.Sleep(10 * time.Millisecond)
				mu.Lock()
				now--
				mu.Unlock()
			}
			for range 4 {
				asked.Go(func() { w.do(job) })
			}
			asked.Go(func() { w.beside(job) })
			asked.Wait()
			return most
		}
		for _, step := range []struct {
			when string
			then func()
			want int
		}{
			{"nobody has pressed a key", func() {}, 3},
			{"a key was pressed", func() { desk.Asked(); desk.Answered() }, 1},
			{"the last key was long ago", func() { time.Sleep(time.Minute) }, 3},
		} {
			step.then()
			if n := atOnce(); n != step.want {
				t.Errorf("%s: %d at once, want %d", step.when, n, step.want)
			}
		}
	})
}
