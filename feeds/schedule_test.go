package feeds

import (
	"math/rand/v2"
	"slices"
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
		"slow feed":           {Plan{Health: ok, State: news.FetchState{Rhythm: 9 * time.Hour}}, 3 * time.Hour},
		"fast feed":           {Plan{Health: ok, State: news.FetchState{Rhythm: time.Minute}}, Floor},
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
	if got := rhythm(articles, noon); got != 2*time.Hour {
		t.Errorf("%v, want 2 h", got)
	}
	if got := rhythm(articles, noon.Add(30*24*time.Hour)); got != 10*24*time.Hour {
		t.Errorf("a feed silent for 30 days: %v, want 10 days", got)
	}
	if got := rhythm(articles[:2], noon); got != 0 {
		t.Errorf("two entries are no rhythm: %v", got)
	}
}

// Four simulated weeks of feeds of several rhythms: how often each is asked,
// and how long an entry waits, on a fake clock.
func TestFourWeeks(t *testing.T) {
	for _, c := range []struct {
		every     time.Duration
		maxPerDay float64
		maxDelay  time.Duration // median
	}{
		{10 * time.Minute, 96, 10 * time.Minute},
		{time.Hour, 70, 15 * time.Minute},
		{6 * time.Hour, 12, 90 * time.Minute},
		{24 * time.Hour, 3, 7 * time.Hour},
		{7 * 24 * time.Hour, 1.1, 14 * time.Hour},
	} {
		rng := rand.New(rand.NewPCG(1, 2))
		start, now := noon, noon
		end := now.Add(28 * 24 * time.Hour)
		var published []time.Time
		for at := start.Add(-40 * c.every); at.Before(end); {
			published = append(published, at)
			at = at.Add(time.Duration(float64(c.every) * (0.5 + rng.Float64())))
		}
		var delays []time.Duration
		polls, seen := 0, now
		for now.Before(end) {
			polls++
			var articles []news.Article
			last, _ := slices.BinarySearchFunc(published, now, time.Time.Compare)
			for _, at := range published[max(0, last-200):last] {
				if !at.After(now) {
					articles = append(articles, news.Article{Published: at, Fetched: now.Add(3 * time.Second)})
					if at.After(seen) {
						delays = append(delays, now.Sub(at))
					}
				}
			}
			seen = now
			now = Next(Plan{Now: now, Health: news.Health{State: news.FeedOK}, Jitter: rng.Float64(),
				State: news.FetchState{Rhythm: rhythm(articles, now)}})
		}
		slices.Sort(delays)
		perDay, median := float64(polls)/28, delays[len(delays)/2]
		t.Logf("an entry every %v: %.1f requests a day, median delay %v", c.every, perDay, median.Round(time.Minute))
		if perDay > c.maxPerDay || median > c.maxDelay {
			t.Errorf("an entry every %v: %.1f requests a day, want at most %.1f; median delay %v, want at most %v", c.every, perDay, c.maxPerDay, median, c.maxDelay)
		}
	}
}
