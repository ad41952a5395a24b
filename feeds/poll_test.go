package feeds

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode"

	"lede/news"
)

const good = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Good &amp; new</title><link>https://a.example/</link>
<item><title>One</title><link>https://a.example/1</link><guid>1</guid><pubDate>Mon, 29 Apr 2024 10:00:00 GMT</pubDate><description>Words.</description></item>
<item><title>Two</title><link>https://a.example/2</link><guid>2</guid><pubDate>Tue, 30 Apr 2024 10:00:00 GMT</pubDate></item></channel></rss>`

// publisher is a server that plays what is met in the wild, by path.
func publisher(t testing.TB) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		send := func(body string) { _, _ = io.WriteString(w, body) }
		switch r.URL.Path {
		case "/good":
			w.Header().Set("ETag", `"v1"`)
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			send(good)
		case "/same":
			send(good)
		case "/html":
			send(`<!doctype html><html><head><title>Hi</title><link rel="alternate" type="application/rss+xml" title="News" href="/good"></head><body>Hello</body></html>`)
		case "/site":
			send(`<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments"><link rel="alternate" type="application/atom+xml" title="News" href="good"></head></html>`)
		case "/bare/":
			send(`<html><body>No feed is named here.</body></html>`)
		case "/bare/feed":
			send(good)
		case "/empty":
		case "/truncated":
			send(good[:strings.Index(good, "<guid>2")])
		case "/huge":
			chunk := []byte(strings.Repeat("<item><title>x</title></item>", 4096))
			send(`<rss><channel>`)
			for range 50 << 20 / len(chunk) {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 64 {
				if _, err := z.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
			_ = z.Close()
		case "/latin1":
			send("<rss><channel><title>\xc9t\xe9</title><item><title>L\x92\xe9t\xe9 \x80</title></item></channel></rss>")
		case "/many":
			send("<rss><channel><title>Many</title>")
			for i := range 20_000 {
				fmt.Fprintf(w, "<item><title>Number %d</title><guid>%d</guid><description>Some words.</description></item>", i, i)
			}
			send("</channel></rss>")
		case "/undated":
			send("<rss><channel><title>U</title><item><title>a</title></item><item><title>b</title></item></channel></rss>")
		case "/circle":
			http.Redirect(w, r, "/circle", http.StatusFound)
		case "/moved":
			http.Redirect(w, r, "/good", http.StatusMovedPermanently)
		case "/slow":
			send("<rss>")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		case "/busy":
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/broken":
			w.Header().Set("ETag", `"broken"`)
			send("<rss><<<")
		case "/hostile":
			send(hostileFeed)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

var hostileFeed = "<rss version=\"2.0\"><channel><title>\x1b]0;owned\x07Evil\x1b[2J</title><link>javascript:alert(1)</link>" +
	"<item><title>\x1b[31mred\u009b1m \u202eright to left\u2066 &#27;]52;c;aGVsbG8=&#7;copy &amp;#27;[5m Z" + strings.Repeat("\u0301", 200) + "</title>" +
	"<link>file:///etc/passwd</link><guid>\x1bPdcs\x1b\\g\u200b</guid><author>\x1b_apc\x1b\\Mallory\u202e</author><category>\u0007c</category>" +
	"<description>&lt;p onclick=x&gt;a &amp;#x1b;[31mb\u009d8;;http://evil.example\u009clink &lt;a href=\"java&#10;script:alert(1)\"&gt;x&lt;/a&gt; \U000e0041\u2028c &lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description>" +
	"<enclosure url=\"data:text/html,x\" type=\"\x1b[0mx\" length=\"1\"/></item></channel></rss>"

func poller(o PollerOptions) *Poller {
	if o.Clock == nil {
		o.Clock = func() time.Time { return noon }
	}
	return NewPoller(o)
}

func TestPollGood(t *testing.T) {
	s := publisher(t)
	p := poller(PollerOptions{})
	feed := news.Feed{ID: 3, URL: s.URL + "/good"}
	got := p.Poll(context.Background(), feed, news.FetchState{})
	if len(got.Articles) != 2 || got.Feed.Title != "Good & new" || got.Feed.SiteURL != "https://a.example/" || got.Health.State != news.FeedOK ||
		got.Health.Status != 200 || got.Unchanged || got.State.ETag != `"v1"` || got.Health.NextPoll.Before(noon.Add(Floor)) {
		t.Fatalf("%+v", got)
	}
	again := p.Poll(context.Background(), got.Feed, got.State)
	if !again.Unchanged || again.Health.Status != 304 || again.State.ETag != `"v1"` || again.Feed.Title != "Good & new" {
		t.Errorf("304: %+v", again)
	}
	feed.URL = s.URL + "/same"
	first := p.Poll(context.Background(), feed, news.FetchState{})
	if second := p.Poll(context.Background(), feed, first.State); first.Unchanged || !second.Unchanged || second.Health.Status != 200 {
		t.Errorf("an identical body is no news: %+v", second)
	}
}

func TestPollBad(t *testing.T) {
	s := publisher(t)
	p := poller(PollerOptions{})
	quick := poller(PollerOptions{FirstByte: 40 * time.Millisecond, Total: 80 * time.Millisecond})
	for path, want := range map[string]string{
		"/html": "web page", "/empty": "nothing", "/none": "404", "/huge": "larger than 10 MB", "/bomb": "larger than 10 MB",
		"/circle": "circle", "/slow": "too slowly", "/busy": "429", "/gone": "410", "/broken": ".",
	} {
		q := p
		if path == "/slow" {
			q = quick
		}
		got := q.Poll(context.Background(), news.Feed{URL: s.URL + path, Health: news.Health{Failures: 2, LastSuccess: noon.Add(-time.Hour)}}, news.FetchState{ETag: "e", BodyPrint: "p"})
		h := got.Health
		if h.State != news.FeedFailing || !strings.Contains(h.Problem, want) || h.Advice == "" || h.Failures != 3 || !h.LastSuccess.Equal(noon.Add(-time.Hour)) || h.NextPoll.IsZero() {
			t.Errorf("%s: %+v", path, h)
		}
		if len(got.Articles) > 0 {
			t.Errorf("%s: articles", path)
		}
		// A body that could not be read must be sent whole next time.
		if kept := got.State.ETag != ""; kept != (path != "/html" && path != "/empty" && path != "/huge" && path != "/bomb" && path != "/broken") {
			t.Errorf("%s: the validator is kept: %v", path, kept)
		}
	}
	if got := p.Poll(context.Background(), news.Feed{URL: s.URL + "/html"}, news.FetchState{}); !strings.Contains(got.Health.Advice, s.URL+"/good") {
		t.Errorf("a page that names its feed: %+v", got.Health)
	}
}

func TestPollRetryAfter(t *testing.T) {
	s := publisher(t)
	now := noon
	p := poller(PollerOptions{Clock: func() time.Time { return now }})
	feed := news.Feed{URL: s.URL + "/busy"}
	got := p.Poll(context.Background(), feed, news.FetchState{})
	until := noon.Add(2 * time.Hour)
	if !got.State.NotBefore.Equal(until) || got.Health.NextPoll.Before(until) {
		t.Fatalf("%+v", got)
	}
	feed.URL, feed.Health = s.URL+"/good", got.Health
	now = until.Add(-time.Second)
	if early := p.Poll(context.Background(), feed, got.State); !early.Unchanged || len(early.Articles) > 0 || !early.Health.NextPoll.Equal(until) {
		t.Errorf("asked before its time: %+v", early)
	}
	now = until
	if late := p.Poll(context.Background(), feed, got.State); len(late.Articles) != 2 || late.Health.Failures != 0 || !late.State.NotBefore.IsZero() {
		t.Errorf("not asked at its time: %+v", late)
	}
}

func TestPollGoneAndMoved(t *testing.T) {
	s := publisher(t)
	now := noon
	p := poller(PollerOptions{Clock: func() time.Time { return now }})
	feed, state := news.Feed{URL: s.URL + "/gone"}, news.FetchState{}
	for i := range goneSightings {
		got := p.Poll(context.Background(), feed, state)
		if disabled := got.Health.State == news.FeedDisabled; disabled != (i == goneSightings-1) || disabled != got.Health.NextPoll.IsZero() {
			t.Errorf("after %d: %+v", i+1, got.Health)
		}
		feed.Health, state = got.Health, got.State
	}
	feed, state = news.Feed{URL: s.URL + "/moved"}, news.FetchState{}
	for i, want := range []string{"", "", "", s.URL + "/good"} {
		got := p.Poll(context.Background(), feed, state)
		if got.URL != want {
			t.Errorf("sighting %d: moved to %q, want %q", i+1, got.URL, want)
		}
		state = got.State
		now = now.Add(10 * time.Hour)
	}
}

func TestPollRepaired(t *testing.T) {
	s := publisher(t)
	p := poller(PollerOptions{})
	poll := func(path string) Polled {
		t.Helper()
		got := p.Poll(context.Background(), news.Feed{URL: s.URL + path}, news.FetchState{})
		if got.Health.State != news.FeedOK {
			t.Fatalf("%s: %+v", path, got.Health)
		}
		return got
	}
	if got := poll("/truncated"); len(got.Articles) != 1 || len(got.Warnings) == 0 {
		t.Errorf("truncated: %d articles, %q", len(got.Articles), got.Warnings)
	}
	if got := poll("/latin1"); got.Feed.Title != "Été" || got.Articles[0].Title != "L’été €" {
		t.Errorf("latin-1: %q, %q", got.Feed.Title, got.Articles[0].Title)
	}
	if got := poll("/many"); len(got.Articles) != 20_000 {
		t.Errorf("%d of 20,000 articles", len(got.Articles))
	}
	if got := poll("/undated"); len(got.Articles) != 2 || got.Articles[0].Published.After(noon) || got.Articles[0].Published.Before(got.Articles[1].Published) {
		t.Errorf("undated: %+v", got.Articles)
	}
}

// Nothing of a hostile feed reaches a terminal.
func TestPollHostile(t *testing.T) {
	s := publisher(t)
	got := poller(PollerOptions{}).Poll(context.Background(), news.Feed{URL: s.URL + "/hostile"}, news.FetchState{})
	if len(got.Articles) != 1 {
		t.Fatalf("%+v", got)
	}
	a := got.Articles[0]
	if got.Feed.Title != "Evil" || a.URL != "" || len(a.Enclosures) != 0 || !strings.HasPrefix(a.Title, "red right to left copy Z") || strings.Contains(a.HTML, "script") {
		t.Errorf("%q %+v", got.Feed.Title, a)
	}
	all := []string{got.Feed.Title, got.Feed.SiteURL, a.Title, a.URL, a.GUID, a.HTML, a.Text, a.Comments, a.Image, a.Language}
	all = append(append(append(all, a.Authors...), a.Categories...), got.Warnings...)
	for _, field := range all {
		for _, r := range field {
			if r != '\n' && unicode.Is(unicode.Cc, r) || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r >= 0xE0000 && r < 0xE1000 {
				t.Errorf("%U in %.80q", r, field)
			}
		}
	}
}

type panicking struct{}

func (panicking) RoundTrip(*http.Request) (*http.Response, error) { panic("boom") }

type failing struct{}

func (failing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("a cable is loose")
}

func TestPollNeverPanics(t *testing.T) {
	got := poller(PollerOptions{Transport: panicking{}}).Poll(context.Background(), news.Feed{URL: "https://a.example/"}, news.FetchState{ETag: "x"})
	if got.Health.State != news.FeedFailing || !strings.Contains(got.Health.Problem, "boom") || got.State.ETag != "" {
		t.Errorf("%+v", got)
	}
	got = poller(PollerOptions{Transport: failing{}}).Poll(context.Background(), news.Feed{URL: "https://a.example/"}, news.FetchState{ETag: "x"})
	if got.Health.State != news.FeedFailing || got.State.ETag != "x" {
		t.Errorf("%+v", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	was := news.Health{State: news.FeedOK, LastPoll: noon.Add(-time.Hour)}
	if got = poller(PollerOptions{}).Poll(ctx, news.Feed{URL: "https://a.example/", Health: was}, news.FetchState{}); got.Health.State != news.FeedOK || got.Health.Failures != 0 {
		t.Errorf("whoever cancels says nothing about the feed: %+v", got.Health)
	}
}

func TestPollBuiltin(t *testing.T) {
	p := poller(PollerOptions{Builtin: map[string][]byte{"lede:tour": []byte(good)}, Transport: panicking{}})
	got := p.Poll(context.Background(), news.Feed{URL: "lede:tour"}, news.FetchState{})
	if len(got.Articles) != 2 || got.Health.State != news.FeedOK {
		t.Fatalf("%+v", got)
	}
	if again := p.Poll(context.Background(), news.Feed{URL: "lede:tour"}, got.State); !again.Unchanged {
		t.Errorf("%+v", again)
	}
}

func TestDiscover(t *testing.T) {
	s := publisher(t)
	p := poller(PollerOptions{})
	for path, want := range map[string]Candidate{
		"/good":  {s.URL + "/good", "Good & new", "rss"},
		"/html":  {s.URL + "/good", "News", "rss"},
		"/site":  {s.URL + "/good", "News", "atom"},
		"/bare/": {s.URL + "/bare/feed", "Good & new", "rss"},
		"/moved": {s.URL + "/good", "Good & new", "rss"},
	} {
		got, err := p.Discover(context.Background(), " "+s.URL+path)
		if err != nil || len(got) == 0 || got[0] != want {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
	for _, bad := range []string{s.URL + "/none", s.URL + "/empty", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "https://"} {
		if got, err := p.Discover(context.Background(), bad); err == nil {
			t.Errorf("%s: %+v", bad, got)
		}
	}
	// Without a scheme https is tried, then http.
	if got, err := p.Discover(context.Background(), strings.TrimPrefix(s.URL, "http://")+"/good"); err != nil || got[0].URL != s.URL+"/good" {
		t.Errorf("%+v, %v", got, err)
	}
}

// known answers with a feed at a few addresses and with 404 elsewhere.
type known map[string]string

func (k known) RoundTrip(r *http.Request) (*http.Response, error) {
	body, ok := k[r.URL.String()]
	res := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader([]byte(body))), Request: r}
	if !ok {
		res.StatusCode = http.StatusNotFound
	}
	return res, nil
}

func TestDiscoverKnownSites(t *testing.T) {
	for page, feed := range map[string]string{
		"https://www.youtube.com/channel/UC123":      "https://www.youtube.com/feeds/videos.xml?channel_id=UC123",
		"https://www.youtube.com/playlist?list=PL1":  "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1",
		"https://old.reddit.com/r/golang/":           "https://www.reddit.com/r/golang/.rss",
		"https://github.com/golang/go":               "https://github.com/golang/go/releases.atom",
		"https://mastodon.example/@ann":              "https://mastodon.example/@ann.rss",
		"https://mastodon.example/tags/go":           "https://mastodon.example/tags/go.rss",
		"https://bsky.app/profile/ann.example":       "https://bsky.app/profile/ann.example/rss",
		"https://codeberg.org/ann/thing":             "https://codeberg.org/ann/thing.rss",
		"https://vimeo.com/ann":                      "https://vimeo.com/ann/videos/rss",
		"https://dev.to/ann/a-post":                  "https://dev.to/feed/ann",
		"https://github.com/ann":                     "https://github.com/ann.atom",
		"https://ann.substack.com/p/a-letter":        "https://ann.substack.com/feed",
		"https://ann.wordpress.com/2024/05/01/post/": "https://ann.wordpress.com/feed/",
		"https://medium.com/@ann":                    "https://medium.com/feed/@ann",
	} {
		p := poller(PollerOptions{Transport: known{feed: good}})
		if got, err := p.Discover(context.Background(), page); err != nil || len(got) != 1 || got[0].URL != feed {
			t.Errorf("%s: %+v, %v", page, got, err)
		}
	}
	handle := "https://www.youtube.com/@ann"
	id := "UC" + strings.Repeat("a", 22)
	p := poller(PollerOptions{Transport: known{handle: `<html><script>{"externalId":"` + id + `"}</script>`, "https://www.youtube.com/feeds/videos.xml?channel_id=" + id: good}})
	if got, err := p.Discover(context.Background(), handle); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

// BenchmarkPollWarm is a poll that finds nothing new, over loopback.
func BenchmarkPollWarm(b *testing.B) {
	s := publisher(b)
	p := poller(PollerOptions{})
	feed := news.Feed{URL: s.URL + "/good"}
	state := p.Poll(context.Background(), feed, news.FetchState{}).State
	b.ReportAllocs()
	for b.Loop() {
		if !p.Poll(context.Background(), feed, state).Unchanged {
			b.Fatal("changed")
		}
	}
}
