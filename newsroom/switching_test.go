package newsroom

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/feeds/newsboat"
	"lede/news"
	"lede/store"
	"lede/store/query"
)

const cacheTables = `
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL,
	lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT '');
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
	author VARCHAR(1024) NOT NULL DEFAULT '', url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
	content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
	enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT '');
CREATE INDEX idx_feedurl ON rss_item(feedurl);`

// newsboatFiles makes newsboat's files of a list, statements for the cache and
// a config file; "" for none.
func newsboatFiles(t *testing.T, urls, cache, config string) newsboat.Files {
	t.Helper()
	dir := t.TempDir()
	file := func(name, text string) string {
		if text == "" {
			return ""
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	f := newsboat.Files{URLs: file("urls", urls), Config: file("config", config)}
	if cache == "" {
		return f
	}
	f.Cache = filepath.Join(dir, "cache.db")
	db, err := sql.Open("sqlite", f.Cache)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(cacheTables + cache); err != nil {
		t.Fatal(err)
	}
	return f
}

const millFeed = "https://mill.example/feed"

// millCache has what newsboat keeps of millRSS, and articles that have left the feed.
const millCache = `
INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://mill.example/feed', 'https://mill.example/', 'The Mill'), ('https://gone.example/', '', 'Gone');
INSERT INTO rss_item (guid, title, url, feedurl, pubDate, content, unread, flags, deleted) VALUES
	('a', 'A mill opens', 'https://mill.example/a', 'https://mill.example/feed', 1772400000, '<p>It grinds flour for the whole town, and will for years.</p>', 0, 'sx', 0),
	('https://mill.example/bSun, 01 Mar 2026 20:00:00 GMT', 'No guid in the feed', 'https://mill.example/b', 'https://mill.example/feed', 1772395200, '<p>Only a link says which one it is.</p>', 0, '', 0),
	('c', 'Not read yet', 'https://mill.example/c', 'https://mill.example/feed', 1772391600, '<p>Somebody will.</p>', 1, '', 0),
	('old', 'Long gone from the feed', 'https://mill.example/old', 'https://mill.example/feed', 1700000000, '<p>Still worth keeping, with its words.</p>', 0, 's', 0),
	('del', 'Deleted', 'https://mill.example/del', 'https://mill.example/feed', 1700000100, '<p>Nobody wanted it.</p>', 1, 's', 1),
	('q', 'Of another feed', 'https://gone.example/q', 'https://gone.example/', 1700000200, 'x', 1, '', 0);`

const millRSS = `<rss version="2.0"><channel><title>The Mill of Today</title><link>https://mill.example/</link>
<item><guid>a</guid><title>A mill opens</title><link>https://mill.example/a</link><pubDate>Sun, 01 Mar 2026 21:20:00 GMT</pubDate><description>&lt;p&gt;It grinds flour for the whole town, and will for years.&lt;/p&gt;</description></item>
<item><title>No guid in the feed</title><link>https://mill.example/b</link><pubDate>Sun, 01 Mar 2026 20:00:00 GMT</pubDate><description>&lt;p&gt;Only a link says which one it is.&lt;/p&gt;</description></item>
<item><guid>c</guid><title>Not read yet</title><link>https://mill.example/c</link><pubDate>Sun, 01 Mar 2026 19:00:00 GMT</pubDate><description>&lt;p&gt;Somebody will.&lt;/p&gt;</description></item>
<item><guid>d</guid><title>New since</title><link>https://mill.example/d</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;newsboat never saw it.&lt;/p&gt;</description></item>
</channel></rss>`

// found are the titles of a search, in order.
func (d *desk) found(search string) string {
	d.Helper()
	w, err := d.Headlines(d.Context(), View{Place: PlaceRiver, Search: search, Apart: true}, store.Page{Limit: 100})
	d.must(err)
	var titles []string
	for _, h := range w.Rows {
		titles = append(titles, h.Title)
	}
	return strings.Join(titles, ", ")
}

func (d *desk) switchOver(f newsboat.Files, dry bool) Switched {
	d.Helper()
	done := 0
	got, err := d.ImportNewsboat(d.Context(), Switch{Files: f, Home: "/nowhere", Dry: dry, Progress: func(n, total int) {
		if n <= done || n > total {
			d.Errorf("progress %d after %d of %d", n, done, total)
		}
		done = n
	}})
	d.must(err)
	return got
}

func TestImportNewsboat(t *testing.T) {
	d := newDesk(t)
	d.feed(millFeed, millRSS)
	files := newsboatFiles(t, millFeed+" grain \"~My mill\"\n\"query:Flagged:flags != \\\"\\\"\"\n", millCache,
		"ignore-article \"*\" \"title =~ \\\"advert\\\"\"\nignore-article \""+millFeed+"\" \"title =~ \\\"horoscope\\\"\"\nignore-article \"*\" \"unread = \\\"yes\\\"\"\n")
	want := Switched{Feeds: 1, Views: 1, Mutes: 3, Articles: 5, Read: 4, Starred: 2, Tagged: 3}
	check := func(what string, got, want Switched) {
		t.Helper()
		got.Files, got.Settings, got.Notes = newsboat.Files{}, newsboat.Settings{}, nil
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
			t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
		}
	}
	check("dry", d.switchOver(files, true), want)
	if rows, err := d.Feeds(d.Context()); err != nil || len(rows) != 0 {
		t.Errorf("a dry run has followed %d feeds (%v)", len(rows), err)
	}

	want.Mutes = 2 // a rule that looks at what was read is none
	got := d.switchOver(files, false)
	check("taken", got, want)
	var notes []string
	for _, n := range got.Notes {
		notes = append(notes, n.String())
	}
	if all := strings.Join(notes, "\n"); !strings.Contains(all, "config:3: ") || !strings.Contains(all, "was left in the cache (articles: 1, feeds: 1)") {
		t.Errorf("notes:\n%s", all)
	}
	state := func(when string) {
		t.Helper()
		for search, want := range map[string]string{
			"unread -title:since": "Not read yet", "starred": "A mill opens, Long gone from the feed", "tag:x": "A mill opens", "worth keeping words": "Long gone from the feed",
			"read": "A mill opens, No guid in the feed, Deleted, Long gone from the feed",
		} {
			if got := d.found(search); got != want {
				t.Errorf("%s, %s: %s, want %s", when, search, got, want)
			}
		}
	}
	state("taken")
	rows, err := d.Feeds(d.Context())
	d.must(err)
	if len(rows) != 1 || rows[0].Title != "My mill" || !slices.Equal(rows[0].Folders, []string{"grain"}) {
		t.Errorf("feeds %+v", rows)
	}
	if view, err := d.View(d.Context(), "Flagged"); err != nil || view.Saved != "starred" {
		t.Errorf("view %+v, %v", view, err)
	}

	// The feed arrives: what newsboat had is not new, what it had read stays so.
	if r := d.refresh(true)[millFeed]; r.New != 1 || r.Changed != 0 {
		t.Errorf("the first poll brings %d new and %d changed: %+v", r.New, r.Changed, r.Health)
	}
	state("polled")
	if f := d.get(rows[0].ID); f.Title != "My mill" {
		t.Errorf("the feed is called %q after its first poll", f.Title)
	}

	// Once more, after something was read here: nothing comes twice, and nothing goes back.
	_, err = d.MarkAll(d.Context(), View{Place: PlaceRiver, Search: "title:since"}, true)
	d.must(err)
	check("again", d.switchOver(files, false), Switched{KnownFeeds: 1, Known: 5})
	if got := d.found("unread"); got != "Not read yet" {
		t.Errorf("unread after the second time: %s", got)
	}

	// All of it is taken back as one, after what was done since.
	d.restart()
	if kinds := [2]store.ActionKind{d.undo(), d.undo()}; kinds != [2]store.ActionKind{store.MarkRead, store.Several} {
		t.Errorf("undone were %v", kinds)
	}
	d.nothingLeft()
	check("once more", d.switchOver(files, false), Switched{Feeds: 1, Views: 1, Mutes: 2, Known: 5, Read: 4, Starred: 2, Tagged: 3})
	state("once more")
}

// nothingLeft fails for what an import that was undone has left behind.
func (d *desk) nothingLeft() {
	d.Helper()
	rows, err := d.Feeds(d.Context())
	d.must(err)
	rules, err := d.Mutes(d.Context())
	d.must(err)
	if left := d.found(""); len(rows) != 0 || len(rules) != 0 || d.viewNames() != "" || left != "" {
		d.Errorf("undone, there are still %d feeds, %d rules, the views %q and %s", len(rows), len(rules), d.viewNames(), left)
	}
	var out strings.Builder
	d.must(d.Export(d.Context(), &out))
	if strings.Contains(out.String(), "grain") {
		d.Errorf("undone, the list is still arranged:\n%s", out.String())
	}
}

// Articles lede has keep their text; what newsboat has read is read.
func TestImportNewsboatOverOwn(t *testing.T) {
	d := newDesk(t)
	d.feed(millFeed, strings.ReplaceAll(millRSS, "for the whole town", "for everybody here"))
	id := d.follow(millFeed)[0]
	d.refresh(true)
	got := d.switchOver(newsboatFiles(t, millFeed, millCache, ""), false)
	if got.Known != 3 || got.Articles != 2 || got.Read != 4 {
		t.Errorf("%+v", got)
	}
	if r := d.article(id, 1); !strings.Contains(r.Article.Text, "for everybody here") || !r.State.Starred {
		t.Errorf("%+v %+v", r.Article, r.State)
	}
	if got := d.found("unread"); got != "New since, Not read yet" {
		t.Errorf("unread: %s", got)
	}
	// Undone, what it brought is gone and the rest is as it was.
	d.undo()
	if all, unread := d.found(""), d.found("unread"); all != "New since, A mill opens, No guid in the feed, Not read yet" || unread != all {
		t.Errorf("undone, there are %s; unread: %s", all, unread)
	}
	if got := d.switchOver(newsboatFiles(t, millFeed, millCache, ""), false); got.Articles != 2 || got.Known != 3 {
		t.Errorf("once more: %+v", got)
	}
}

// A cache alone says what to follow; its feeds are called what they called
// themselves until they are fetched.
func TestImportCacheAlone(t *testing.T) {
	d := newDesk(t)
	got := d.switchOver(newsboatFiles(t, "", millCache+"INSERT INTO rss_feed (rssurl, url, title) VALUES ('exec:ls', '', 'x');", ""), false)
	if got.Feeds != 2 || got.Articles != 6 || len(got.Notes) != 1 || !strings.Contains(got.Notes[0].Text, "exec:") {
		t.Errorf("%+v", got)
	}
	rows, err := d.Feeds(d.Context())
	d.must(err)
	var titles []string
	for _, r := range rows {
		titles = append(titles, r.Title)
	}
	if strings.Join(titles, ", ") != "Gone, The Mill" {
		t.Errorf("feeds %q", titles)
	}
	d.feed(millFeed, millRSS)
	d.feed("https://gone.example/", millRSS)
	d.refresh(true)
	if rows, err = d.Feeds(d.Context()); err != nil || rows[1].Title != "The Mill of Today" {
		t.Errorf("feeds %+v, %v", rows, err)
	}
}

// Text of a cache comes through the same door as that of a feed.
func TestImportHostileCache(t *testing.T) {
	d := newDesk(t)
	d.switchOver(newsboatFiles(t, millFeed+" \"a\x1b[2Jb\" \"~t\x9b\u202ex\"\n", "\n"+`INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://mill.example/feed', 'javascript:x', 'x');
		INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type) VALUES
		(char(27) || ']0;g' || char(7), 'T' || char(27) || '[31mx' || char(8238), 'N' || char(155), 'javascript:alert(1)', 'https://mill.example/feed', 99999999999999,
		'<script>x</script><p onclick=x>body' || char(27) || '[2J</p><a href="javascript:y">l</a>', 1, 'file:///etc/passwd', 'a/b' || char(10));
		INSERT INTO rss_item (guid, title, url, feedurl, pubDate, content, unread) VALUES ('', '', '', 'https://mill.example/feed', -5, '', 1);`, ""), false)
	rows, err := d.Feeds(d.Context())
	d.must(err)
	w, err := d.Headlines(d.Context(), View{Place: PlaceRiver}, store.Page{Limit: 10})
	d.must(err)
	all := fmt.Sprintf("%q %q %q", rows[0].Title, rows[0].Folders, rows[0].SiteURL)
	for _, h := range w.Rows {
		r, err := d.Article(d.Context(), h.ID)
		d.must(err)
		a := r.Article
		all += fmt.Sprintf("\n%q %q %q %q %q %q %v", a.Title, a.Authors, a.URL, a.HTML, a.Text, a.GUID, a.Enclosures)
		if a.Published.After(d.clock()) || a.Published.IsZero() {
			t.Errorf("published %v", a.Published)
		}
	}
	if len(w.Rows) != 2 {
		t.Errorf("%d articles", len(w.Rows))
	}
	for _, bad := range []string{`\x1b`, `\u202e`, `\u009b`, `\x9b`, "javascript", "script", "onclick", "passwd"} {
		if strings.Contains(all, bad) {
			t.Errorf("%s is in\n%s", bad, all)
		}
	}
}

func TestImportNewsboatIsForOwnMachine(t *testing.T) {
	d := newDesk(t)
	files := newsboatFiles(t, millFeed, millCache, "")
	visitor := d.room.Session(news.User{ID: d.User.ID}, Abilities{Feeds: true})
	if _, err := visitor.ImportNewsboat(d.Context(), Switch{Files: files}); err == nil || !strings.Contains(err.Error(), "Reading files is not possible here") {
		t.Errorf("a visitor reads files: %v", err)
	}
	cache, err := os.Open(files.Cache)
	d.must(err)
	defer cache.Close()
	if _, err := d.Import(d.Context(), cache); err == nil || !strings.Contains(err.Error(), "lede import FILE") {
		t.Errorf("a cache through a pipe: %v", err)
	}
}

func TestImportLists(t *testing.T) {
	d := newDesk(t)
	for in, want := range map[string]Imported{
		"\ufeff<opml><body><outline xmlUrl='https://a.example/'/></body></opml>":                           {Added: 1},
		"https://a.example/\nhttps://b.example/ t\n\"query:Q:unread = \\\"yes\\\"\"\n":                     {Added: 1, Known: 1, Views: 1},
		"ordering: asc\nfeeds:\n- url: https://c.example/\n  name: C\n":                                    {Added: 1},
		"categories:\n  - name: N\n    subscriptions:\n      - name: A\n        url: https://a.example/\n": {Known: 1},
	} {
		got, err := d.Import(d.Context(), strings.NewReader(in))
		if err != nil || got.Added+got.Known != want.Added+want.Known || got.Views != want.Views || len(got.Warnings) > 0 {
			t.Errorf("%s: %+v, %v", in, got, err)
		}
	}
	for in, says := range map[string]string{"": "empty", "exec:x": "no feed", "SQLite format 3\x00": "database", "feeds:\n": "no feed", "feeds:\n  - [": "not understood"} {
		if _, err := d.Import(d.Context(), strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// What newsboat's expressions become is understood here.
func FuzzNewsboatQuery(f *testing.F) {
	for _, filter := range []string{
		`( unread = "yes" and age between 0:3 ) or title =~ "a|b c" and flags # "x"`, `title !~ "spam|advert" and tags # "a b" or enclosure_url != ""`,
		`content =~ "OR" or content =~ "unread|read" and author = "Ann-Lee (x)" and rssurl =~ "^https://a.example/feed\?x=(y)"`, `age != 0 and flags !~ "sx" and feedtitle = "-x"`,
	} {
		f.Add(filter)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, filter string) {
		text, _, err := newsboat.Query(filter)
		if err != nil {
			return
		}
		if node, err := query.Parse(text, now); err != nil || node == nil {
			t.Errorf("%q is said %q, which is %v, %v", filter, text, node, err)
		}
	})
}
