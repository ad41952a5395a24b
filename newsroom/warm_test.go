package newsroom

import (
	"database/sql"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// checkTimes are the columns that say when a feed was asked, and when it will be.
var checkTimes = []string{"feeds.last_poll", "feeds.last_success", "feeds.leased_until", "feeds.next_poll"}

// When every feed answers that nothing is new, nothing is written but the times
// of the checks. Triggers in the file tell of every row, whatever statement
// changes it, also when it gets the values it had.
func TestNothingNewWritesOnlyCheckTimes(t *testing.T) {
	d := newDesk(t)
	urls := make([]string, 12)
	for i := range urls {
		urls[i] = fmt.Sprintf("https://paper%d.example/feed", i)
		d.on(urls[i], func(r *http.Request) answer {
			if r.Header.Get("If-None-Match") == `"same"` {
				return answer{status: http.StatusNotModified}
			}
			return answer{header: map[string]string{"ETag": `"same"`}, body: strings.NewReader(feedOf(numbered(5)...))}
		})
	}
	ids := d.follow(urls...)
	if got := d.refresh(true); got[urls[0]].New != 5 {
		t.Fatalf("there is nothing to leave alone: %+v", got)
	}
	warm := func() {
		d.later(d.get(ids[0]).Health.NextPoll.Sub(d.clock()))
		d.later(leastPause)
		for url, r := range d.refresh(true) {
			if r.Health.Status != http.StatusNotModified || r.New+r.Changed > 0 || r.Failed() {
				t.Errorf("%s: %+v", url, r)
			}
		}
	}
	warm() // the last answer was 200, and is 304 from now on
	ledger := keepLedger(t, d.path)
	for range 3 {
		warm()
	}
	written := ledger()
	for what := range written {
		if !slices.Contains(checkTimes, what) && what != "feeds" {
			t.Errorf("%s was written %d times", what, written[what])
		}
	}
	// Once when it is leased and once with the outcome.
	if want := 3 * 2 * len(urls); written["feeds"] != want || written["feeds.last_poll"] != want/2 {
		t.Errorf("rows of feeds were written %d times, not %d; in all: %v", written["feeds"], want, written)
	}
}

// keepLedger has the store's own file write down what is changed in it. What it
// returns counts the rows written by table, and the changes by column. The rows
// of the full-text index are compared, since they can have no triggers.
func keepLedger(t *testing.T, path string) func() map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	do := func(text string) {
		t.Helper()
		if _, err := db.Exec(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	texts := func(query string) (out []string) {
		t.Helper()
		rows, err := db.Query(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		defer rows.Close()
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return out
	}
	tables := texts(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words%'`)
	do("CREATE TABLE ledger (what TEXT)")
	for _, table := range tables {
		for _, when := range []string{"INSERT", "DELETE"} {
			do(fmt.Sprintf("CREATE TRIGGER ledger_%s_%s AFTER %s ON %s BEGIN INSERT INTO ledger VALUES ('%s'); END", table, when, when, table, table))
		}
		body := fmt.Sprintf("INSERT INTO ledger VALUES ('%s');", table)
		for _, column := range texts("SELECT name FROM pragma_table_info('" + table + "')") {
			body += fmt.Sprintf(" INSERT INTO ledger SELECT '%s.%s' WHERE OLD.%q IS NOT NEW.%q;", table, column, column, column)
		}
		do(fmt.Sprintf("CREATE TRIGGER ledger_%s_UPDATE AFTER UPDATE ON %s BEGIN %s END", table, table, body))
	}
	const index = "SELECT id || ' ' || hex(block) FROM words_data ORDER BY id"
	before := texts(index)
	return func() map[string]int {
		t.Helper()
		written := map[string]int{}
		for _, what := range texts("SELECT what FROM ledger") {
			written[what]++
		}
		if !slices.Equal(before, texts(index)) {
			written["words"]++
		}
		return written
	}
}
