package newsroom

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/news"
	"lede/summarize/text"
)

func (noCompanies) Tag(*text.Document) []news.Mention           { return nil }
func (noCompanies) Company(news.CompanyID) (news.Company, bool) { return news.Company{}, false }
func (noCompanies) Find(string, int) []news.Company             { return nil }
func (noCompanies) Len() int                                    { return 0 }

const paper = "https://paper.example/feed"

// Validators go back as they came, both of them, also after a restart and a
// change of the configuration; they follow what the server says, and a body
// that cannot be read leaves none.
func TestValidators(t *testing.T) {
	d := newDesk(t)
	id := d.follow(paper)[0]
	etag, modified, body := `W/"odd, ""etag"`, "Tue, 5 Mar 2024 8:00:00 GMT", feedOf(numbered(2)...)
	d.on(paper, func(r *http.Request) answer {
		a := answer{header: map[string]string{}}
		if etag != "" {
			a.header["ETag"] = etag
		}
		if modified != "" {
			a.header["Last-Modified"] = modified
		}
		if etag != "" && r.Header.Get("If-None-Match") == etag {
			a.status = http.StatusNotModified
			return a
		}
		a.body = strings.NewReader(body)
		return a
	})
	asked := func(what, wantTag, wantModified string) {
		t.Helper()
		d.next(id)
		rs := d.requests(paper)
		if len(rs) != 1 || rs[0].Header.Get("If-None-Match") != wantTag || rs[0].Header.Get("If-Modified-Since") != wantModified {
			t.Errorf("%s: %d requests, %v", what, len(rs), rs)
		}
	}
	asked("first", "", "")
	asked("second", etag, modified)
	d.set.Refresh.UserAgent = "somebody/1"
	d.restart()
	asked("after a restart with another configuration", etag, modified)
	if h := d.get(id).Health; h.Status != 304 || h.State != news.FeedOK || d.titles(id) != "Number 2, Number 1" {
		t.Errorf("after a 304: %+v, %s", h, d.titles(id))
	}
	old := etag
	etag, body = `"new"`, feedOf(numbered(3)...)
	asked("the server has another one", old, modified)
	asked("the next", `"new"`, modified)
	etag, modified, body = "", "", feedOf(numbered(4)...)
	asked("the server drops both", `"new"`, "Tue, 5 Mar 2024 8:00:00 GMT")
	asked("nothing is left to send", "", "")
	etag, body = `"broken"`, "<rss><channel><item><title>cut"
	asked("a body that cannot be read", "", "")
	body = feedOf(numbered(5)...)
	asked("its validators are not sent back", "", "")
	if got := d.titles(id); !strings.HasPrefix(got, "Number 5, Number 4") || d.get(id).Health.State != news.FeedOK {
		t.Errorf("after it is mended: %s, %+v", got, d.get(id).Health)
	}
}

// An address changes only after a permanent redirect was seen several times
// over more than a day, and never for a temporary one.
func TestMovedFeed(t *testing.T) {
	d := newDesk(t)
	const away, home = "https://away.example/feed", "https://home.example/feed"
	ids := d.follow(paper, away)
	d.feed(home, feedOf(numbered(2)...))
	status := http.StatusMovedPermanently
	d.on(paper, func(*http.Request) answer { return answer{status: status, header: map[string]string{"Location": home}} })
	d.on(away, func(*http.Request) answer {
		return answer{status: http.StatusTemporaryRedirect, header: map[string]string{"Location": home}}
	})
	began, polls := d.clock(), 0
	for d.get(ids[0]).URL == paper && polls < 200 {
		d.next(ids[0])
		if polls++; polls == 2 {
			status = http.StatusPermanentRedirect
			d.restart()
		}
	}
	if over := d.clock().Sub(began); over <= 24*time.Hour || over > 72*time.Hour || polls < 3 || d.get(ids[0]).URL != home {
		t.Errorf("the address is %s after %d polls over %v", d.get(ids[0]).URL, polls, over)
	}
	d.feed(home, feedOf(numbered(3)...))
	d.next(ids[0])
	if got := d.titles(ids[0]); got != "Number 3, Number 2, Number 1" {
		t.Errorf("the articles of a feed that moved are %s", got)
	}
	for range 40 {
		d.next(ids[1])
	}
	if got := d.get(ids[1]).URL; got != away {
		t.Errorf("a temporary redirect changed the address to %s", got)
	}
}

// Who asks for time gets it, to the second, also from a forced refresh and
// after a restart.
func TestRetryAfter(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		after  func(now time.Time) string
	}{
		"seconds": {http.StatusTooManyRequests, func(time.Time) string { return "7200" }},
		"a date":  {http.StatusServiceUnavailable, func(now time.Time) string { return now.Add(2 * time.Hour).Format(http.TimeFormat) }},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			id := d.follow(paper)[0]
			d.on(paper, func(*http.Request) answer {
				return answer{status: c.status, header: map[string]string{"Retry-After": c.after(d.clock())}}
			})
			d.next(id)
			if h := d.get(id).Health; len(d.requests(paper)) != 1 || h.NextPoll.Before(d.clock().Add(2*time.Hour)) || h.Problem == "" {
				t.Fatalf("%+v", h)
			}
			d.feed(paper, feedOf(numbered(1)...))
			d.later(2*time.Hour - time.Second)
			d.restart()
			d.refresh(true)
			if n := len(d.requests(paper)); n != 0 {
				t.Errorf("asked %d times before the time", n)
			}
			d.later(time.Second)
			d.refresh(true)
			if h := d.get(id).Health; len(d.requests(paper)) != 1 || h.State != news.FeedOK || h.Failures != 0 {
				t.Errorf("not asked at the time: %+v", h)
			}
		})
	}
}

// Failures are asked after more and more rarely, up to a day, and forgotten
// with the first success; a feed that is gone is believed the third time.
func TestFailingFeeds(t *testing.T) {
	d := newDesk(t)
	const gone = "https://gone.example/feed"
	ids := d.follow(paper, gone)
	d.on(gone, func(*http.Request) answer { return answer{status: http.StatusGone} })
	var waits []time.Duration
	for range 10 {
		d.next(ids[0])
		waits = append(waits, d.get(ids[0]).Health.NextPoll.Sub(d.clock()))
	}
	for i, w := range waits {
		if w < 15*time.Minute || w > 29*time.Hour || i > 0 && i < 6 && w <= waits[i-1] {
			t.Errorf("waits after failures: %v", waits)
			break
		}
	}
	if h := d.get(ids[0]).Health; h.Failures != 10 || !strings.Contains(h.Problem, "404") || h.Advice == "" || waits[9] < 24*time.Hour {
		t.Errorf("after ten failures: %+v, wait %v", h, waits[9])
	}
	if h := d.get(ids[1]).Health; h.State != news.FeedDisabled || h.Status != 410 || !strings.Contains(h.Problem, "removed") || len(d.requests(gone)) != 3 {
		t.Errorf("a feed that is gone: %+v", h)
	}
	d.feed(paper, feedOf(numbered(1)...))
	d.next(ids[0])
	if h := d.get(ids[0]).Health; h.State != news.FeedOK || h.Failures != 0 || h.NextPoll.After(d.clock().Add(2*time.Hour)) {
		t.Errorf("after a success: %+v", h)
	}
}

// However often a reader asks, a publisher is asked once a minute.
func TestLeastPause(t *testing.T) {
	d := newDesk(t)
	d.follow(paper)
	d.feed(paper, feedOf(numbered(1)...))
	for range 5 {
		d.refresh(true)
		d.later(11 * time.Second)
	}
	if n := len(d.requests(paper)); n != 1 {
		t.Errorf("asked %d times within a minute", n)
	}
	d.later(10 * time.Second)
	if r := d.refresh(true)[paper]; len(d.requests(paper)) != 1 || r.Failed() {
		t.Errorf("not asked after a minute: %+v", r)
	}
	d.later(time.Second)
	if r := d.refresh(true)[paper]; !r.Unchanged || r.Failed() || len(r.Warnings) != 1 {
		t.Errorf("nothing is said about a feed that was just asked: %+v", r)
	}
}

func TestWhoAsks(t *testing.T) {
	d := newDesk(t)
	d.set.Refresh.Contact = "https://me.example/"
	d.restart()
	d.follow(paper)
	d.feed(paper, feedOf(numbered(1)...))
	d.refresh(true)
	r := d.requests(paper)[0]
	if got := r.Header.Get("User-Agent"); got != "lede/1.2 (+https://me.example/)" {
		t.Errorf("the User-Agent is %q", got)
	}
	if got := r.Header.Get("Accept-Encoding"); got != "gzip, br, zstd" {
		t.Errorf("the Accept-Encoding is %q", got)
	}
}

// A publisher that takes its time keeps nobody waiting, even with one place.
func TestSlowFeedHoldsUpNobody(t *testing.T) {
	d := newDesk(t)
	d.set.Refresh.Concurrency = 1
	d.restart()
	d.room.patience = 0
	const slow = "https://slow.example/feed"
	d.follow(slow, paper)
	arrived := make(chan struct{})
	d.on(slow, func(r *http.Request) answer {
		select {
		case <-arrived:
		case <-r.Context().Done():
			t.Error("the slow feed was waited for")
		}
		return answer{body: strings.NewReader(feedOf(numbered(1)...))}
	})
	d.feed(paper, feedOf(numbered(1)...))
	sum, err := d.RefreshNow(t.Context(), nil, true, func(r FeedResult) {
		if r.Feed.URL == paper {
			close(arrived)
		}
	})
	if err != nil || sum.Feeds != 2 || sum.Failed != 0 || sum.New != 2 {
		t.Errorf("%+v, %v", sum, err)
	}
}

// Headers and passwords of a feed go to its host and nowhere else: not to where
// it redirects, not into the log, not into what is exported.
func TestSecrets(t *testing.T) {
	d := newDesk(t)
	const own, with, elsewhere = "https://own.example/feed", "https://me:s3cret@paid.example/feed", "https://elsewhere.example/feed"
	var log strings.Builder
	d.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	d.set.Feeds = []config.Feed{{URL: own, Headers: map[string]string{"X-Token": "t0ken", "if-none-match": "mine"}}}
	d.restart()
	d.follow(own, with)
	d.on(own, func(*http.Request) answer {
		return answer{status: 302, header: map[string]string{"Location": own + "?2"}}
	})
	d.on(own+"?2", func(*http.Request) answer {
		return answer{status: 302, header: map[string]string{"Location": elsewhere}}
	})
	d.on(with, func(r *http.Request) answer {
		if _, password, _ := r.BasicAuth(); password != "s3cret" && r.URL.User.String() != "me:s3cret" {
			t.Errorf("asked without the password: %v", r.Header)
		}
		return answer{status: http.StatusMovedPermanently, header: map[string]string{"Location": elsewhere}}
	})
	d.feed(elsewhere, feedOf(numbered(1)...))
	for range 4 {
		d.refresh(true)
		d.later(20 * time.Hour)
	}
	for _, url := range []string{own, own + "?2"} {
		for _, r := range d.requests(url) {
			if r.Header.Get("X-Token") != "t0ken" || r.Header.Get("If-None-Match") == "mine" {
				t.Errorf("%s is asked with %v", url, r.Header)
			}
		}
	}
	for _, r := range d.requests(elsewhere) {
		if r.Header.Get("X-Token") != "" || r.Header.Get("Authorization") != "" || r.URL.User != nil {
			t.Errorf("a secret went elsewhere: %v %v", r.URL, r.Header)
		}
	}
	var list strings.Builder
	d.must(d.Export(t.Context(), &list))
	for what, text := range map[string]string{"the log": log.String(), "the export": list.String()} {
		if strings.Contains(text, "s3cret") || strings.Contains(text, "t0ken") || !strings.Contains(text, "paid.example") && !strings.Contains(text, elsewhere) {
			t.Errorf("%s has secrets, or nothing:\n%s", what, text)
		}
	}
}

// A host that says it is asked too often means all its feeds: the others are
// not asked before that time, and are not called failing for it.
func TestRestingHost(t *testing.T) {
	d := newDesk(t)
	var urls []string
	for _, name := range []string{"a", "b", "c"} {
		urls = append(urls, "https://forum.example/"+name)
	}
	ids := d.follow(urls...)
	for _, u := range urls {
		d.on(u, func(*http.Request) answer {
			return answer{status: http.StatusTooManyRequests, header: map[string]string{"Retry-After": "600"}}
		})
	}
	d.refresh(true)
	asked, failing := 0, 0
	for i, u := range urls {
		asked += len(d.requests(u))
		h := d.get(ids[i]).Health
		if h.State == news.FeedFailing {
			failing++
		}
		if h.NextPoll.Before(d.clock().Add(10 * time.Minute)) {
			t.Errorf("%s is asked at %v", u, h.NextPoll)
		}
		d.feed(u, feedOf(numbered(1)...))
	}
	if asked != 1 || failing != 1 {
		t.Errorf("%d requests and %d failing feeds, want one of each", asked, failing)
	}
	d.later(20 * time.Minute)
	for u, r := range d.refresh(true) {
		if r.Failed() || len(d.requests(u)) != 1 {
			t.Errorf("after its rest %s: %+v", u, r.Health)
		}
	}
}

// Following a feed asks for it once, not once to find it and once to read it.
func TestAddAsksOnce(t *testing.T) {
	d := newDesk(t)
	d.on(paper, func(*http.Request) answer {
		return answer{header: map[string]string{"ETag": `"v1"`}, body: strings.NewReader(feedOf(numbered(3)...))}
	})
	added, err := d.Add(t.Context(), paper, nil)
	if n := len(d.requests(paper)); err != nil || n != 1 || added.Articles != 3 {
		t.Errorf("%d requests, %+v, %v", n, added, err)
	}
	d.next(added.Feed.ID)
	if rs := d.requests(paper); len(rs) != 1 || rs[0].Header.Get("If-None-Match") != `"v1"` {
		t.Errorf("the next poll: %v", rs)
	}
}
