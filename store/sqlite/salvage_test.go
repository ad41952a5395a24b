package sqlite

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// damage overwrites the file from a place on.
func damage(t *testing.T, path string, from, n int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte(strings.Repeat("damaged ", int(n/8))), from); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedFileIsSalvaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	for i := range 300 {
		if err := savedIn(t, s, feed, strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Do(t.Context(), news.LocalUser, store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{1, 2, 3}}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(t.Context(), news.LocalUser, "pins", "acme"); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	// The root page of one table is lost. That is found when it is used; the
	// next one to open the file takes over what can be read.
	other := foreign(t, path)
	var root int64
	if err := other.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = 'quotes'").Scan(&root); err != nil {
		t.Fatal(err)
	}
	_ = other.Close()
	damage(t, path, (root-1)*4096, 4096)

	s = openAt(t, path, Options{})
	if r, err := s.Check(t.Context()); err != nil || r.OK || !strings.Contains(r.Problem, "taken over") && !strings.Contains(r.Problem, "damaged") {
		t.Fatalf("the check of a damaged store says %+v, %v", r, err)
	}
	_ = s.Close()

	var warned string
	s = openAt(t, path, Options{Warn: func(w string) { warned = w }})
	if r, err := s.Check(t.Context()); err != nil || !r.OK {
		t.Fatalf("after salvage the check says %+v, %v", r, err)
	}
	if !strings.Contains(warned, "1 subscriptions") || !strings.Contains(warned, "300 articles") {
		t.Errorf("the warning is %q", warned)
	}
	unread, err := s.Count(t.Context(), news.LocalUser, store.Filter{Where: query.Term{Field: query.FieldUnread}})
	if err != nil || unread != 297 || counted(t, s) != 300 {
		t.Errorf("%d articles, %d unread, %v", counted(t, s), unread, err)
	}
	if v, err := s.Setting(t.Context(), news.LocalUser, "pins"); v != "acme" || err != nil {
		t.Errorf("the setting is %q, %v", v, err)
	}
	if n, err := s.Count(t.Context(), news.LocalUser, store.Filter{Where: query.Term{Value: "299"}}); n != 1 || err != nil {
		t.Errorf("the full text finds %d, %v", n, err)
	}
	f, err := s.Feed(t.Context(), news.LocalUser, feed)
	if err != nil || f.Title != "A" || len(f.Folders) != 1 {
		t.Errorf("the feed is %+v, %v", f, err)
	}
}

// Pages in the middle of the largest tables are lost: what stands before and
// behind them is taken over.
func TestRowsBehindTheDamageAreSalvaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	const all = 1500
	for i := range all {
		if err := savedIn(t, s, feed, strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	_ = s.Close()
	other := foreign(t, path)
	rows, err := other.Query("SELECT pageno FROM dbstat WHERE name = 'articles' AND pagetype = 'leaf' ORDER BY path")
	if err != nil {
		t.Skipf("pages cannot be listed: %v", err)
	}
	defer rows.Close()
	var pages []int64
	for rows.Next() {
		var page int64
		if err := rows.Scan(&page); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	_ = other.Close()
	if len(pages) < 8 {
		t.Fatalf("the articles have only %d pages", len(pages))
	}
	for _, i := range []int{1, 2, len(pages) / 2} {
		damage(t, path, (pages[i]-1)*4096, 4096)
	}
	s = openAt(t, path, Options{})
	if r, err := s.Check(t.Context()); err != nil || r.OK {
		t.Fatalf("the check of a damaged store says %+v, %v", r, err)
	}
	_ = s.Close()
	s = openAt(t, path, Options{})
	lost := all - counted(t, s)
	if most := 4 * all * 3 / len(pages); lost == 0 || lost > most {
		t.Errorf("%d of %d articles are lost with 3 of %d pages; at most %d were expected", lost, all, len(pages), most)
	}
	if r, err := s.Check(t.Context()); err != nil || !r.OK {
		t.Errorf("after salvage the check says %+v, %v", r, err)
	}
}
