package serve

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
)

// The clock on the wall jumps by a day, either way, and further: no session is
// cut or kept for it, no limit opens, and what is valid until a day is.
func TestClockJumps(t *testing.T) {
	var off atomic.Int64
	wall := func() time.Time { return time.Now().Round(0).Add(time.Duration(off.Load())) }
	h := open(t, func(o *Options) {
		o.clock = wall
		o.Mode = ModeInvite
		o.Limits.PerUser, o.Limits.Channels, o.Limits.Idle, o.Limits.Longest = 2, 3, time.Hour, 2*time.Hour
	})
	if !strings.Contains(h.srv.began.String(), " m=") {
		t.Fatal("the server measures its limits on the wall clock")
	}
	boss := h.as(news.Admin, "boss")
	out, _, _ := run(t, boss, "admin invite", "")
	code := strings.TrimSpace(out)
	h.holds(0)
	seat := sit(t, boss, "xterm", 200, 24)
	seat.sees("reader=boss")
	for i, jump := range []time.Duration{24 * time.Hour, -24 * time.Hour, 6 * 24 * time.Hour, -300 * 24 * time.Hour} {
		off.Store(int64(jump))
		seat.forgets()
		key := string("ABCD"[i])
		seat.types(key)
		seat.sees(key)
		second := sit(t, boss, "xterm", 120, 24)
		second.sees("reader=boss")
		if _, errs, code := run(t, boss, "whoami", ""); code != 1 || !strings.Contains(errs, english.tooMany) {
			t.Errorf("%s: a third session: %q, %d", jump, errs, code)
		}
		second.types("q")
		if code := second.leaves(); code != 0 {
			t.Errorf("%s: exit code %d", jump, code)
		}
		h.holds(1)
		if strings.Contains(seat.text(), "notice=N") {
			t.Errorf("%s: the session is warned", jump)
		}
		for _, row := range h.srv.list() {
			if row.Idle < 0 || row.Idle > 60 {
				t.Errorf("%s: a session is idle for %d seconds", jump, row.Idle)
			}
		}
	}
	off.Store(int64(8 * 24 * time.Hour)) // a code is good for seven days
	if _, err := h.dial("late", gossh.PublicKeys(newKey(t))); err == nil {
		t.Error("an expired invitation lets in")
	}
	off.Store(int64(24 * time.Hour)) // and still is after a jump that was taken back
	if _, errs, exit := run(t, h.client("ada", newKey(t)), "join "+code, ""); exit != 0 {
		t.Errorf("join: %q, %d", errs, exit)
	}
	seat.types("q")
	if code := seat.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// holds waits until so many sessions are there: a place is free only after the
// exit code has been sent.
func (h *house) holds(want int) {
	h.t.Helper()
	h.until(func() string {
		if n := len(h.srv.list()); n != want {
			return fmt.Sprintf("%d sessions are there, want %d", n, want)
		}
		return ""
	})
}

// until waits until nothing is wrong any more.
func (h *house) until(wrong func() string) {
	h.t.Helper()
	late := time.After(20 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for what := wrong(); what != ""; what = wrong() {
		select {
		case <-tick.C:
		case <-late:
			h.t.Fatal(what)
		}
	}
}
