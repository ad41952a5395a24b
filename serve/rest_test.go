package serve

import (
	"testing"
	"time"
)

// A session that nobody touches stops its clock, and the next key is on the screen
// all the same. Should this fail after an update of the library, see idle.Clock.
func TestSessionsRest(t *testing.T) {
	h := open(t, nil)
	guards := make(chan *guard, 1)
	h.srv.seat = func(g *guard) { guards <- g }
	s := sit(t, h.client("ada", newKey(t)), "xterm", 120, 24)
	s.sees("reader=ada")
	g := <-guards
	if !g.shared.Load() {
		t.Error("the session has a table of keys of its own; see shareKeys")
	}
	for round := range 3 {
		late := time.After(20 * time.Second)
		tick := time.NewTicker(20 * time.Millisecond)
		for asleep := false; !asleep; {
			select {
			case <-tick.C:
			case <-late:
				t.Fatal("the session does not rest")
			}
			asleep = g.clock.Asleep()
		}
		tick.Stop()
		s.forgets()
		key := string("ABC"[round])
		s.types(key)
		s.sees(key)
	}
	s.types("q")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
