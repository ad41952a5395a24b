package feeds

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/news"
)

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC) // a Wednesday

func TestNext(t *testing.T) {
	ok := news.Health{State: news.FeedOK}
	failing := func(n int) news.Health { return news.Health{State: news.FeedFailing, Failures: n} }
	for name, c := range map[string]struct {
		plan Plan
		want time.Duration
	}{
		"unknown rhythm":      {Plan{Health: ok}, time.Hour},
		"slow feed":           {Plan{Health: ok, State: news.FetchState{Rhythm: 10 * time.Hour}}, 2 * time.Hour},
		"fast feed":           {Plan{Health: ok, State: news.FetchState{Rhythm: time.Minute}}, Floor},
		"gone silent":         {Plan{Health: ok, State: news.FetchState{Rhythm: time.Hour, Newest: noon.Add(-36 * time.Hour)}}, 144 * time.Minute},
		"silent feed":         {Plan{Health: ok, State: news.FetchState{Rhythm: 90 * 24 * time.Hour}}, Ceiling},
		"ttl":                 {Plan{Health: ok, State: news.FetchState{Rhythm: time.Hour, TTL: 3 * time.Hour}}, 3 * time.Hour},
		"max-age":             {Plan{Health: ok, State: news.FetchState{Rhythm: time.Hour, MaxAge: 2 * time.Hour}}, 2 * time.Hour},
		"ttl of a year":       {Plan{Health: ok, State: news.FetchState{TTL: 8760 * time.Hour}}, Ceiling},
		"wish":                {Plan{Health: ok, Wish: 5 * time.Minute, State: news.FetchState{TTL: 3 * time.Hour}}, 5 * time.Minute},
		"wish of a second":    {Plan{Health: ok, Wish: time.Second}, time.Minute},
		"first failure":       {Plan{Health: failing(1), State: news.FetchState{Rhythm: 8 * time.Hour}}, 15 * time.Minute},
		"third failure":       {Plan{Health: failing(3)}, time.Hour},
		"hundredth failure":   {Plan{Health: failing(100)}, Ceiling},
		"failure with a wish": {Plan{Health: failing(1), Wish: 2 * time.Hour}, 2 * time.Hour},
		"retry after":         {Plan{Health: failing(1), State: news.FetchState{NotBefore: noon.Add(5*time.Hour + time.Second)}}, 5*time.Hour + time.Second},
		"retry after a wish":  {Plan{Health: ok, Wish: time.Minute, State: news.FetchState{NotBefore: noon.Add(time.Hour)}}, time.Hour},
		"skip hours":          {Plan{Health: ok, State: news.FetchState{SkipHours: []int{13, 14}}}, 3 * time.Hour},
		"skip days":           {Plan{Health: ok, State: news.FetchState{SkipDays: []time.Weekday{time.Wednesday}}}, 12 * time.Hour},
		"skip everything":     {Plan{Health: ok, State: news.FetchState{SkipHours: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}}}, time.Hour},
		"jitter":              {Plan{Health: ok, Jitter: 0.5}, 66 * time.Minute},
	} {
		c.plan.Now = noon
		if got := Next(c.plan).Sub(noon); got != c.want {
			t.Errorf("%s: in %v, want %v", name, got, c.want)
		}
	}
	if next := Next(Plan{Now: noon, Health: news.Health{State: news.FeedDisabled}}); !next.IsZero() {
		t.Errorf("a feed that is gone is polled at %v", next)
	}
}

func TestMoved(t *testing.T) {
	const from, to = "https://a.example/feed", "https://b.example/feed"
	var s news.FetchState
	for i, step := range []struct {
		to   string
		at   time.Duration
		want string
	}{
		{to, 0, ""}, {to, time.Hour, ""}, {to, 2 * time.Hour, ""}, {to, 23 * time.Hour, ""}, {to, 25 * time.Hour, to},
		{to, 26 * time.Hour, ""}, {"", 27 * time.Hour, ""}, {to, 60 * time.Hour, ""}, {"https://c.example/", 90 * time.Hour, ""}, {to, 120 * time.Hour, ""},
	} {
		if got := moved(&s, from, step.to, noon.Add(step.at)); got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
	for i := range 10 {
		if got := moved(&s, from, "http://a.example/feed", noon.Add(time.Duration(i)*24*time.Hour)); got != "" {
			t.Error("a feed moved from https to http")
		}
	}
}

func TestRhythm(t *testing.T) {
	var articles []news.Article
	for i := range 30 {
		articles = append(articles, news.Article{Published: noon.Add(-time.Duration(i) * 2 * time.Hour), Fetched: noon.Add(time.Minute)})
	}
	if got, newest := rhythm(articles); got != 2*time.Hour || !newest.Equal(noon) {
		t.Errorf("%v since %v, want 2 h since noon", got, newest)
	}
	if got, _ := rhythm(articles[:2]); got != 0 {
		t.Errorf("two entries are no rhythm: %v", got)
	}
	// Without dates it is learned from the changes.
	var s news.FetchState
	undated := []news.Article{{Published: noon, Fetched: noon}}
	for i := range 6 {
		learn(&s, undated, noon.Add(time.Duration(i)*6*time.Hour))
	}
	if s.Rhythm != 6*time.Hour {
		t.Errorf("changed every six hours: %v", s.Rhythm)
	}
}

// publishing is a feed that says something every now and then.
type publishing struct {
	every     time.Duration
	by        func(time.Time) bool // when it says anything at all; nil: always
	hints     string               // elements of its channel
	undated   bool
	now       *time.Time
	published []time.Time
	asked     int
}

// write is what the feed says from start until end.
func (p *publishing) write(rng *rand.Rand, start, end time.Time) {
	for at := start; at.Before(end); {
		if p.by == nil || p.by(at) {
			p.published = append(p.published, at)
		}
		at = at.Add(time.Duration(float64(p.every) * (0.5 + rng.Float64())))
	}
}

func (p *publishing) RoundTrip(r *http.Request) (*http.Response, error) {
	p.asked++
	last, _ := slices.BinarySearchFunc(p.published, *p.now, time.Time.Compare)
	etag := fmt.Sprintf("%q", fmt.Sprint(last))
	res := &http.Response{StatusCode: http.StatusNotModified, Header: http.Header{"Etag": {etag}}, Body: http.NoBody, Request: r}
	if r.Header.Get("If-None-Match") == etag {
		return res, nil
	}
	var b strings.Builder
	b.WriteString("<rss><channel><title>T</title>" + p.hints)
	for i := last - 1; i >= max(0, last-12); i-- {
		fmt.Fprintf(&b, "<item><title>%d</title><guid>%d</guid>", i, i)
		if !p.undated {
			b.WriteString("<pubDate>" + p.published[i].Format(time.RFC1123Z) + "</pubDate>")
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	res.StatusCode, res.Body = http.StatusOK, io.NopCloser(strings.NewReader(b.String()))
	return res, nil
}

// Four simulated weeks of feeds of several rhythms, polled by the poller itself
// on a fake clock: how often each is asked, and how long an entry waits.
func TestFourWeeks(t *testing.T) {
	day := func(at time.Time) bool { return at.Hour() >= 6 && at.Hour() < 22 && at.Weekday() != time.Sunday }
	for _, c := range []struct {
		name      string
		p         publishing
		dies      time.Duration // after that it says nothing more; 0: never
		maxPerDay float64
		maxDelay  time.Duration // median
	}{
		{"agency, every 10 minutes", publishing{every: 10 * time.Minute}, 0, 96, 10 * time.Minute},
		{"newspaper, every 30 minutes by day", publishing{every: 30 * time.Minute, by: day}, 0, 75, 12 * time.Minute},
		{"magazine, every 3 hours", publishing{every: 3 * time.Hour}, 0, 26, 35 * time.Minute},
		{"magazine with a ttl of 2 hours", publishing{every: 3 * time.Hour, hints: "<ttl>120</ttl>"}, 0, 12, 90 * time.Minute},
		{"blog, daily", publishing{every: 24 * time.Hour}, 0, 5.5, 4 * time.Hour},
		{"blog, weekly", publishing{every: 7 * 24 * time.Hour}, 0, 1.3, 15 * time.Hour},
		{"without dates, every 2 hours", publishing{every: 2 * time.Hour, undated: true}, 0, 60, 40 * time.Minute},
		{"hourly, then silent after a week", publishing{every: time.Hour}, 7 * 24 * time.Hour, 30, 20 * time.Minute},
	} {
		rng := rand.New(rand.NewPCG(1, 2))
		now, end := noon, noon.Add(28*24*time.Hour)
		c.p.now = &now
		until := end
		if c.dies > 0 {
			until = noon.Add(c.dies)
		}
		c.p.write(rng, noon.Add(-40*c.p.every), until)
		poller := NewPoller(PollerOptions{Transport: &c.p, Clock: func() time.Time { return now }, Seed: 3})
		feed, state := news.Feed{URL: "https://a.example/feed"}, news.FetchState{}
		var delays []time.Duration
		seen, _ := slices.BinarySearchFunc(c.p.published, noon, time.Time.Compare)
		for now.Before(end) {
			got := poller.Poll(context.Background(), feed, state)
			if got.Health.State != news.FeedOK {
				t.Fatalf("%s: %+v", c.name, got.Health)
			}
			last, _ := slices.BinarySearchFunc(c.p.published, now, time.Time.Compare)
			for ; seen < last; seen++ {
				delays = append(delays, now.Sub(c.p.published[seen]))
			}
			feed.Health, state, now = got.Health, got.State, got.Health.NextPoll
		}
		slices.Sort(delays)
		perDay, median := float64(c.p.asked)/28, delays[len(delays)/2]
		t.Logf("%-36s %5.1f requests a day, median delay %s", c.name, perDay, strings.TrimSuffix(median.Round(time.Minute).String(), "0s"))
		if perDay > c.maxPerDay || median > c.maxDelay {
			t.Errorf("%s: %.1f requests a day, want at most %.1f; median delay %v, want at most %v", c.name, perDay, c.maxPerDay, median, c.maxDelay)
		}
	}
}
