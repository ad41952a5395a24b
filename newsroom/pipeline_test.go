package newsroom

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/config"
	"lede/news"
	"lede/store"
	"lede/store/sqlite"
)

// press is all publishers of the world: it answers by address, remembers what
// it was asked, and whether two requests came to a host at once.
type press struct {
	mu     sync.Mutex
	pages  map[string]func(*http.Request) answer
	asked  []*http.Request
	active map[string]int
	crowd  string // a host that was asked twice at once
}

// answer is what a publisher says.
type answer struct {
	status int // 0: 200
	header map[string]string
	body   io.Reader
}

func (p *press) on(url string, say func(*http.Request) answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[url] = say
}

// feed has a feed at an address, always the same.
func (p *press) feed(url, body string) {
	p.on(url, func(*http.Request) answer { return answer{body: strings.NewReader(body)} })
}

// requests are those for an address, and takes them off the record.
func (p *press) requests(url string) (out []*http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	rest := p.asked[:0:0]
	for _, r := range p.asked {
		if r.URL.String() == url {
			out = append(out, r)
		} else {
			rest = append(rest, r)
		}
	}
	p.asked = rest
	return out
}

func (p *press) RoundTrip(r *http.Request) (*http.Response, error) {
	p.mu.Lock()
	p.asked = append(p.asked, r)
	if p.active[r.URL.Host]++; p.active[r.URL.Host] > 1 {
		p.crowd = r.URL.Host
	}
	say := p.pages[r.URL.String()]
	p.mu.Unlock()
	a := answer{status: http.StatusNotFound}
	if say != nil {
		a = say(r)
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if a.body == nil {
		a.body = strings.NewReader("")
	}
	res := &http.Response{StatusCode: a.status, Header: http.Header{}, Request: r, ContentLength: -1,
		Body: &closing{Reader: within{r.Context(), a.body}, done: func() {
			p.mu.Lock()
			p.active[r.URL.Host]--
			p.mu.Unlock()
		}}}
	for k, v := range a.header {
		res.Header.Set(k, v)
	}
	return res, nil
}

// within is a body that ends when its request does.
type within struct {
	ctx context.Context
	r   io.Reader
}

func (w within) Read(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(b)
}

type closing struct {
	io.Reader
	once sync.Once
	done func()
}

func (c *closing) Close() error { c.once.Do(c.done); return nil }

// desk is a newsroom under test with its publishers, its store and a clock
// that only the test moves.
type desk struct {
	*testing.T
	*press
	*Session
	path  string
	mu    sync.Mutex
	now   time.Time
	set   config.Config
	log   *slog.Logger
	close func()
}

func newDesk(t *testing.T) *desk {
	d := &desk{T: t, press: &press{pages: map[string]func(*http.Request) answer{}, active: map[string]int{}},
		path: filepath.Join(t.TempDir(), "lede.db"), now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), set: config.Default()}
	d.set.Refresh.HostGap = 0
	d.open()
	t.Cleanup(func() { d.close() })
	return d
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// later moves the clock.
func (d *desk) later(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = d.now.Add(by)
}

// open opens the store and a newsroom over it, as a start of the program does.
func (d *desk) open() {
	d.Helper()
	db, err := sqlite.Open(context.Background(), d.path, sqlite.Options{Now: d.clock})
	d.must(err)
	room := Open(Options{Store: db, Config: d.set, Transport: d.press, Clock: d.clock, Version: "1.2", Log: d.log, Lexicon: noCompanies{}})
	d.Session = room.Local()
	d.close = func() {
		_ = room.Close()
		_ = db.Close()
	}
}

// restart ends the program and starts it again.
func (d *desk) restart() {
	d.Helper()
	d.close()
	d.open()
}

// noCompanies is a lexicon of none, which takes no time to load.
type noCompanies struct{}

func (d *desk) must(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// follow subscribes without asking the publisher.
func (d *desk) follow(urls ...string) (ids []news.FeedID) {
	d.Helper()
	for _, url := range urls {
		f, _, err := d.room.store.Subscribe(d.Context(), d.User.ID, news.Feed{URL: url})
		d.must(err)
		ids = append(ids, f.ID)
	}
	return ids
}

// refresh polls what is due; with force everything.
func (d *desk) refresh(force bool) map[string]FeedResult {
	d.Helper()
	results := map[string]FeedResult{}
	_, err := d.RefreshNow(d.Context(), nil, force, func(r FeedResult) { results[r.Feed.URL] = r })
	d.must(err)
	return results
}

// next moves the clock to when a feed is due and polls what is due then.
func (d *desk) next(id news.FeedID) map[string]FeedResult {
	d.Helper()
	if wait := d.get(id).Health.NextPoll.Sub(d.clock()); wait > 0 {
		d.later(wait)
	}
	return d.refresh(false)
}

func (d *desk) get(id news.FeedID) news.Feed {
	d.Helper()
	f, err := d.room.store.Feed(d.Context(), d.User.ID, id)
	d.must(err)
	return f
}

// titles are those of a feed's articles, newest first.
func (d *desk) titles(id news.FeedID) string {
	d.Helper()
	w, err := d.Headlines(d.Context(), View{Place: PlaceFeed, Feed: id, Apart: true}, store.Page{Limit: 100})
	d.must(err)
	var out []string
	for _, h := range w.Rows {
		out = append(out, h.Title)
	}
	return strings.Join(out, ", ")
}

// entry is an item of a feed.
type entry struct{ title, guid, link, text, date string }

func (e entry) String() string {
	s := "<item><title>" + e.title + "</title>"
	for _, f := range [][2]string{{"link", e.link}, {"guid", e.guid}, {"pubDate", e.date}, {"description", e.text}} {
		if f[1] != "" {
			s += "<" + f[0] + ">" + f[1] + "</" + f[0] + ">"
		}
	}
	return s + "</item>"
}

func feedOf(entries ...entry) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>The feed</title><link>https://site.example/</link>`)
	for _, e := range entries {
		b.WriteString(e.String())
	}
	b.WriteString(`</channel></rss>`)
	return b.String()
}

// numbered are n entries of an hour each, newest first.
func numbered(n int) (out []entry) {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for i := range n {
		out = append(out, entry{title: fmt.Sprint("Number ", n-i), guid: fmt.Sprint("guid-", n-i), link: fmt.Sprintf("https://site.example/%d", n-i),
			date: at.Add(-time.Duration(i) * time.Hour).Format(time.RFC1123Z), text: fmt.Sprintf("What happened on occasion %d.", n-i)})
	}
	return out
}

// An article is one article, whatever of it a publisher changes; what was let
// go of does not come back.
func TestIdentity(t *testing.T) {
	first := entry{title: "The bridge opens", guid: "g1", link: "https://site.example/bridge", text: "People walked over it.", date: "Mon, 02 Mar 2026 07:00:00 GMT"}
	for name, c := range map[string]struct {
		change func(*entry)
		edited string // EditedFrom afterwards
		same   bool   // not even an edit
	}{
		"title":                     {func(e *entry) { e.title = "The bridge opens at last" }, "The bridge opens", false},
		"text":                      {func(e *entry) { e.text = "Many people walked over it." }, "", false},
		"guid":                      {func(e *entry) { e.guid = "g2" }, "", true},
		"guid and title":            {func(e *entry) { e.guid, e.title = "g2", "Opened" }, "The bridge opens", false},
		"link":                      {func(e *entry) { e.link = "https://site.example/new/bridge" }, "", true},
		"link with tracking":        {func(e *entry) { e.guid, e.link = "g2", e.link+"?utm_source=rss&utm_medium=feed#xtor=RSS-1" }, "", true},
		"guid and link":             {func(e *entry) { e.guid, e.link = "g2", "https://new.example/bridge" }, "", true},
		"no guid any more":          {func(e *entry) { e.guid = "" }, "", true},
		"guid, link and its scheme": {func(e *entry) { e.guid, e.link = "", "http://site.example/bridge" }, "", true},
	} {
		for _, purged := range []bool{false, true} {
			d := newDesk(t)
			id := d.follow(paper)[0]
			d.feed(paper, feedOf(first))
			d.next(id)
			w, err := d.Headlines(t.Context(), View{Place: PlaceFeed, Feed: id}, store.Page{Limit: 9})
			d.must(err)
			article := w.Rows[0].ID
			_, err = d.Mark(t.Context(), []news.ArticleID{article}, true)
			d.must(err)
			if purged {
				_, err = d.room.store.Purge(t.Context(), d.clock())
				d.must(err)
			}
			e := first
			c.change(&e)
			d.feed(paper, feedOf(e))
			d.restart()
			r := d.next(id)[paper]
			if w, err = d.Headlines(t.Context(), View{Place: PlaceFeed, Feed: id}, store.Page{Limit: 9}); err != nil || r.New != 0 {
				t.Errorf("%s, purged %v: %+v, %v", name, purged, r, err)
			}
			if purged {
				if len(w.Rows) != 0 {
					t.Errorf("%s: what was purged came back as %+v", name, w.Rows)
				}
				continue
			}
			if len(w.Rows) != 1 || w.Rows[0].ID != article || !w.Rows[0].Read || (r.Changed == 0) != c.same {
				t.Errorf("%s: %+v, %d changed", name, w.Rows, r.Changed)
				continue
			}
			a, err := d.Article(t.Context(), article)
			d.must(err)
			if a.Article.EditedFrom != c.edited || !c.same && a.Article.Title != e.title {
				t.Errorf("%s: %q, edited from %q, want %q", name, a.Article.Title, a.Article.EditedFrom, c.edited)
			}
		}
	}
}

// A feed that was left and followed again, and one that changes all its GUIDs
// with each poll, bring nothing twice.
func TestNothingTwice(t *testing.T) {
	d := newDesk(t)
	id := d.follow(paper)[0]
	polls := 0
	d.on(paper, func(*http.Request) answer {
		polls++
		entries := numbered(5)
		for i := range entries {
			entries[i].guid += fmt.Sprint("-", polls)
		}
		return answer{body: strings.NewReader(feedOf(entries...))}
	})
	for i := range 4 {
		if r := d.next(id)[paper]; (r.New != 0) != (i == 0) {
			t.Errorf("poll %d brings %d new articles", i+1, r.New)
		}
	}
	d.must(d.Remove(t.Context(), id))
	d.later(time.Hour)
	d.follow(paper)
	if r := d.next(id)[paper]; r.New != 0 || d.titles(id) != "Number 5, Number 4, Number 3, Number 2, Number 1" {
		t.Errorf("after coming back: %d new, %s", r.New, d.titles(id))
	}
}

// Entries that all lead to one page are told apart by what else they have.
func TestSharedLinks(t *testing.T) {
	d := newDesk(t)
	const releases, front = "https://site.example/releases", "https://site.example/"
	ids := d.follow(paper, front+"feed")
	releasesOf := func(n int, link string) string {
		entries := numbered(n)
		for i := range entries {
			entries[i].link = link
		}
		return feedOf(entries...)
	}
	d.feed(paper, releasesOf(3, releases))
	d.feed(front+"feed", releasesOf(1, front))
	d.refresh(true)
	d.feed(paper, releasesOf(5, releases))
	d.feed(front+"feed", feedOf(entry{title: "Another", guid: "another", link: front, text: "Other words."}))
	const daily = "https://daily.example/feed"
	ids = append(ids, d.follow(daily)...)
	for day := range 3 {
		d.feed(daily, feedOf(entry{title: "Open thread", guid: fmt.Sprint("thread-", day), link: fmt.Sprint("https://site.example/thread-", day), date: d.clock().Format(time.RFC1123Z)}))
		d.later(24 * time.Hour)
		d.refresh(true)
	}
	if got := d.titles(ids[2]); got != "Open thread, Open thread, Open thread" {
		t.Errorf("the same title every day: %s", got)
	}
	if got := d.titles(ids[0]); len(strings.Split(got, ", ")) != 5 {
		t.Errorf("releases: %s", got)
	}
	if got := d.titles(ids[1]); got != "Another, Number 1" {
		t.Errorf("links to the front page: %s", got)
	}
}
