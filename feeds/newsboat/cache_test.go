package newsboat

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/news"
)

// The tables of two versions of newsboat, as far as they matter.
const (
	feedTable = `CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);`
	oldItems  = `CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
		author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
		content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL);`
	newItems = `CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
		author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
		content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
		enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT '',
		content_mime_type VARCHAR(255) NOT NULL DEFAULT '', enclosure_description VARCHAR(1024) NOT NULL DEFAULT '',
		enclosure_description_mime_type VARCHAR(128) NOT NULL DEFAULT ''); CREATE INDEX idx_feedurl ON rss_item(feedurl);`
)

// database makes a file with SQL and leaves a connection open on it.
func database(t *testing.T, statements ...string) (string, *sql.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cache.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return path, db
}

func items(t *testing.T, path, feed string) (all []Item) {
	t.Helper()
	c, err := OpenCache(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(c.dir); !os.IsNotExist(err) {
			t.Errorf("the copy is still there: %v", err)
		}
	}()
	if err := c.Items(context.Background(), feed, 2, func(part []Item) error {
		if len(part) > 2 {
			t.Errorf("%d at once", len(part))
		}
		all = append(all, part...)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

const three = `INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, enqueued, flags, deleted, content_mime_type) VALUES
	('g1', 'One', 'Ann', 'http://a.example/1', 'http://a.example/rss', 1000, '<p>1</p>', 0, 'http://a.example/1.mp3', 'audio/mpeg', 1, 'xxs1', 0, 'text/html'),
	('http://a.example/2Tue, 24 Nov 2026 08:00:00 GMT', 'Two', '', 'http://a.example/2', 'http://a.example/rss', 3000, 'a < b', 1, NULL, NULL, 0, NULL, 1, 'text/plain'),
	('Three', 'Three', '', '', 'http://a.example/rss', 0, '', 1, '', '', 0, '', 0, ''),
	('z', 'Other', '', '', 'http://b.example/rss', 1, '', 1, '', '', 0, '', 0, '')`

func TestItems(t *testing.T) {
	path, db := database(t, feedTable, newItems, three)
	_ = db.Close()
	want := []Item{
		{Entry: news.Entry{GUID: "g1", Title: "One", Link: "http://a.example/1", ContentHTML: "<p>1</p>", Authors: []string{"Ann"}, Published: time.Unix(1000, 0).UTC(),
			Enclosures: []news.Enclosure{{URL: "http://a.example/1.mp3", Type: "audio/mpeg"}}}, Enqueued: true, Flags: "xs"},
		{Entry: news.Entry{Title: "Two", Link: "http://a.example/2", ContentHTML: "<p>a &lt; b</p>", Published: time.Unix(3000, 0).UTC()}, Unread: true, Deleted: true},
		{Entry: news.Entry{Title: "Three"}, Unread: true},
	}
	if got := items(t, path, "http://a.example/rss"); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestOldCache(t *testing.T) {
	path, _ := database(t, feedTable, oldItems,
		"INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) VALUES ('g', 'T', '', '', 'f', 5, 'x', 0)")
	if got := items(t, path, "f"); len(got) != 1 || got[0].Unread || got[0].Entry.GUID != "g" {
		t.Errorf("%+v", got)
	}
}

func TestSources(t *testing.T) {
	path, _ := database(t, feedTable, newItems, three, `INSERT INTO rss_feed VALUES
		('http://a.example/rss', 'http://a.example/', 'A `+"\x1b"+`[1m'), ('exec:x', '', 'X'), ('query:a:b', '', 'Q')`)
	c, err := OpenCache(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	got, err := c.Sources(context.Background())
	if err != nil || len(got) != 2 || got[0].Problem == "" || got[1].Items != 3 || got[1].Feed.SiteURL != "http://a.example/" || got[1].Feed.Title != "A" {
		t.Errorf("%+v, %v", got, err)
	}
}

// A newsboat that is open, even in the middle of writing, does not keep lede
// from reading, and its files stay as they are.
func TestCacheInUse(t *testing.T) {
	for name, prepare := range map[string]func(*testing.T, *sql.DB){
		"locked": func(t *testing.T, db *sql.DB) {
			for _, s := range []string{"BEGIN EXCLUSIVE", "DELETE FROM rss_item"} { // not committed
				if _, err := db.Exec(s); err != nil {
					t.Fatal(err)
				}
			}
		},
		"write-ahead log": func(t *testing.T, db *sql.DB) {
			for _, s := range []string{"PRAGMA journal_mode = wal", "UPDATE rss_item SET unread = 0 WHERE guid = 'Three'"} {
				if _, err := db.Exec(s); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			path, db := database(t, feedTable, newItems, three)
			prepare(t, db)
			before := listing(t, filepath.Dir(path))
			got := items(t, path, "http://a.example/rss")
			if len(got) != 3 || got[2].Unread != (name == "locked") {
				t.Errorf("%+v", got)
			}
			if after := listing(t, filepath.Dir(path)); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// listing is all files of a directory with their content.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(e.Name() + info.ModTime().String() + string(data) + "\n")
	}
	return b.String()
}

func TestNoCache(t *testing.T) {
	dir := t.TempDir()
	strange, _ := database(t, "CREATE TABLE items (id)")
	damaged, _ := database(t, feedTable, newItems, three)
	data, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	for i := 100; i < len(data); i++ {
		data[i] = 0xa5
	}
	for path, says := range map[string]string{
		filepath.Join(dir, "none.db"): "cannot be read",
		dir:                           "is a directory",
		write(t, dir, "text.db", "hello, hello, hello"): "not an SQLite file",
		write(t, dir, "empty.db", ""):                   "not an SQLite file",
		write(t, dir, "damaged.db", string(data)):       "cannot be read",
		strange: "it has no rss_",
	} {
		if c, err := OpenCache(context.Background(), path); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", path, err)
			if c != nil {
				_ = c.Close()
			}
		}
	}
}

// A damaged cache gives what can be read of it, and says that there was more.
func TestDamagedItems(t *testing.T) {
	path, db := database(t, feedTable, newItems, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
		INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)
		SELECT 'g' || i, 'T', '', '', 'f', 1000 - i, 'place-' || i || '-' || hex(zeroblob(500)), 1 FROM n`)
	_ = db.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	at := strings.Index(string(data), "place-150-") / page * page
	copy(data[at:], strings.Repeat("\xa5", 64))
	c, err := OpenCache(context.Background(), write(t, t.TempDir(), "cache.db", string(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	n := 0
	err = c.Items(context.Background(), "f", 7, func(part []Item) error { n += len(part); return nil })
	if !errors.Is(err, ErrDamaged) || n < 100 || n >= 150 {
		t.Errorf("%d articles, %v", n, err)
	}
}
