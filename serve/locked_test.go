//go:build unix

package serve

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

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
