package paint

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// shows is a terminal that remembers when something was written to it.
type shows struct {
	began time.Time
	at    []time.Duration
}

func (s *shows) Write(p []byte) (int, error) {
	s.at = append(s.at, time.Since(s.began))
	return len(p), nil
}

// A painter at sixty frames a second draws twice in the time of two, and what
// answers a key in any case: what happens besides does not keep it waiting.
func TestAnswersDoNotWait(t *testing.T) {
	const ms = time.Millisecond
	type at struct {
		when time.Duration
		key  bool
	}
	every := func(n int, gap time.Duration, key bool) (all []at) {
		for i := range n {
			all = append(all, at{time.Duration(i) * gap, key})
		}
		return all
	}
	for _, tt := range []struct {
		name   string
		views  []at
		frames int           // at most
		by     time.Duration // the last view is drawn
	}{
		{"two views", []at{{0, false}, {ms, false}}, 2, ms},
		{"three views", []at{{0, false}, {ms, false}, {2 * ms, false}}, 3, 34 * ms},
		{"a key after two views", []at{{0, false}, {ms, false}, {2 * ms, true}}, 3, 2 * ms},
		{"a key while the third view waits", []at{{0, false}, {ms, false}, {2 * ms, false}, {7 * ms, true}}, 3, 7 * ms},
		{"three keys", []at{{0, true}, {ms, true}, {2 * ms, true}}, 3, 34 * ms},
		{"a flood of views", every(1000, ms, false), 64, 1033 * ms},
		{"a flood of keys", every(1000, ms, true), 64, 1033 * ms},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				out := &shows{began: time.Now()}
				p := New(out, Options{Now: func() int64 { return int64(time.Since(out.began)) + 1 }})
				for i, view := range tt.views {
					time.Sleep(view.when - time.Since(out.began))
					if view.key {
						p.Learn(tea.KeyPressMsg{Code: 'j'})
					}
					p.Show(tea.NewView(fmt.Sprintf("view %d", i)), 20, 1)
					synctest.Wait()
				}
				time.Sleep(time.Second)
				synctest.Wait()
				if n := len(out.at); n > tt.frames || out.at[n-1] > tt.by {
					t.Errorf("%d frames, the last after %v; want %d at most, by %v", n, out.at[n-1], tt.frames, tt.by)
				}
				if want := fmt.Sprint("view ", len(tt.views)-1); p.shown.view.Content != want {
					t.Errorf("%q is drawn last, want %q", p.shown.view.Content, want)
				}
			})
		})
	}
}
