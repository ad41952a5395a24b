package newsroom

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"lede/config"
)

func forced() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumForcedGC
}

// Memory goes back after the start and after a refresh that brought much, and
// is left alone otherwise.
func TestTidy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := Open(Options{Config: config.Default()})
		go n.tidy(t.Context())
		after := func(d time.Duration) uint32 {
			time.Sleep(d)
			synctest.Wait()
			return forced()
		}
		begun := forced()
		if got := after(settles + time.Second); got != begun+1 {
			t.Fatalf("collected %d times after the start", got-begun)
		}
		refresh := func(articles int) {
			(&tracker{room: n, sum: Summary{New: articles}}).end()
		}
		refresh(manyNew - 1)
		if got := after(time.Hour); got != begun+1 {
			t.Errorf("collected after a few articles")
		}
		refresh(manyNew)
		if got := after(settles + time.Second); got != begun+2 {
			t.Errorf("collected %d times after a large refresh", got-begun-1)
		}
	})
}

// A poll that takes long lets another one in, unless all that is left is work on
// this machine.
func TestPatience(t *testing.T) {
	for name, fetched := range map[string]bool{"fetching": false, "fetched": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := config.Default()
				c.Refresh.Concurrency = 1
				n := Open(Options{Config: c})
				if !n.place(t.Context(), nil) {
					t.Fatal("no place")
				}
				keep, done := n.patiently(nil)
				if fetched {
					keep()
				}
				time.Sleep(2 * patience)
				synctest.Wait()
				if held := len(n.polling) == 1; held != fetched {
					t.Errorf("the place is held: %v", held)
				}
				done()
				if len(n.polling) != 0 || len(n.beside) != 0 {
					t.Errorf("%d places and %d beside are left", len(n.polling), len(n.beside))
				}
			})
		})
	}
}
