//go:build unix

package serve

import (
	"database/sql"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Nothing is left of sessions whose line broke, or that an admin ended.
func TestRemoteSessionsLeaveNothing(t *testing.T) {
	r, key := readable(t, 5)
	r.settles(t, 0)
	before := r.goroutines(t)
	for round := range 3 {
		var all []*far
		for range 4 {
			f := r.far(t, key, 120, 40)
			f.sees("number 4")
			f.types("j\r")
			f.sees("papers of the town")
			all = append(all, f)
		}
		if round == 2 {
			r.admin("kick", "ada")
		}
		for _, f := range all {
			_ = f.c.Close()
		}
	}
	r.settles(t, before)
}

func (r *running) goroutines(t *testing.T) int {
	t.Helper()
	body, _ := get(t, "http://"+r.metrics+"/metrics")
	m := regexp.MustCompile(`(?m)^go_goroutines (\d+)$`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no goroutines in the metrics:\n%s", body)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// settles waits until no more goroutines run than there were, or, with 0, until
// their number stands still.
func (r *running) settles(t *testing.T, most int) {
	t.Helper()
	late := time.After(20 * time.Second)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for last, still := -1, 0; ; {
		n := r.goroutines(t)
		if n == last {
			still++
		} else {
			still = 0
		}
		if last = n; most > 0 && n <= most || most == 0 && still == 5 {
			return
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("%d goroutines run, there were %d", n, most)
		}
	}
}

// Another program holds the store locked: who reads goes on reading, what one
// reader writes waits, and is there when the lock is gone.
func TestRemoteLockedStore(t *testing.T) {
	r, key := readable(t, 30)
	one, two := r.far(t, key, 120, 40), r.far(t, newKey(t), 120, 40)
	for _, f := range []*far{one, two} {
		f.sees("number 29")
	}
	db, err := sql.Open("sqlite", filepath.Join(r.dir, "lede.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(t.Context(), "PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	one.types("f") // cannot be written now
	at := func(want string) func([]string) bool {
		return func(lines []string) bool { _, a := cursor(lines); return a == want }
	}
	for _, f := range []*far{two, one} {
		f.types("jjj")
		f.until("the cursor further down", at("26"))
		f.types("\r")
		f.sees("papers of the town")
	}
	if out, errs, code := run(t, two.c, "list --json -n 3", ""); strings.Count(out, "\n") != 3 || code != 0 {
		t.Errorf("a list while the store is locked: %q, %q, %d", out, errs, code)
	}
	if _, err := conn.ExecContext(t.Context(), "COMMIT"); err != nil {
		t.Fatal(err)
	}
	one.until("the star in the store", func([]string) bool {
		out, _, _ := run(t, one.c, "list starred --json", "")
		return strings.Contains(out, "number 29 of")
	})
}
