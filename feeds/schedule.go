package feeds

import (
	"slices"
	"time"

	"lede/news"
)

// Bounds of the schedule.
const (
	Floor   = 15 * time.Minute // between two polls of a feed
	Ceiling = 24 * time.Hour
	// unknownRhythm is polled for feeds whose rhythm is not known yet.
	unknownRhythm = time.Hour
	// userFloor bounds what a user may wish.
	userFloor = time.Minute
)

// Plan is what the time of the next poll depends on.
type Plan struct {
	Now    time.Time
	Health news.Health // after the poll
	State  news.FetchState
	// Wish is the interval a user has set, 0: adaptive.
	Wish time.Duration
	// Jitter, 0 to below 1, spreads feeds that would be polled together.
	Jitter float64
}

// Next is when a feed is polled next; the zero time means never. It is a pure
// function. What a server asks for with Retry-After always holds; a user's
// wish overrides the feed's hints; failures double the time up to a day.
func Next(p Plan) time.Time {
	if p.Health.State == news.FeedDisabled {
		return time.Time{}
	}
	interval := p.interval()
	interval += time.Duration(float64(interval) * 0.2 * min(max(p.Jitter, 0), 1))
	next := p.Now.Add(interval)
	if p.Wish <= 0 {
		next = afterSkips(next, p.State)
	}
	if next.Before(p.State.NotBefore) {
		next = p.State.NotBefore
	}
	return next.UTC()
}

func (p Plan) interval() time.Duration {
	if n := p.Health.Failures; n > 0 {
		back := Floor
		for i := 1; i < n && back < Ceiling; i++ {
			back *= 2
		}
		return min(max(back, min(p.Wish, Ceiling)), Ceiling)
	}
	if p.Wish > 0 {
		return max(p.Wish, userFloor)
	}
	interval := unknownRhythm
	if typical := p.State.Rhythm; typical > 0 {
		// A feed that has been silent for long is not about to speak.
		if silent := p.Now.Sub(p.State.Newest); !p.State.Newest.IsZero() && silent > 3*typical {
			typical = silent / 3
		}
		// Three times in the time of one entry: a sixth of it is the mean delay.
		// Those that speak rarely are asked five times, which is little still.
		interval = min(typical/3, max(unknownRhythm, typical/5))
	}
	interval = max(interval, p.State.TTL, p.State.MaxAge)
	return min(max(interval, Floor), Ceiling)
}

// afterSkips moves t out of the hours and days (UTC) in which a feed asks not
// to be polled. A feed that excludes every hour is not taken at its word.
func afterSkips(t time.Time, s news.FetchState) time.Time {
	if len(s.SkipHours) == 0 && len(s.SkipDays) == 0 {
		return t
	}
	moved := t.UTC()
	for range 8 * 24 {
		if !slices.Contains(s.SkipHours, moved.Hour()) && !slices.Contains(s.SkipDays, moved.Weekday()) {
			return moved
		}
		// The minute stays: it is the feed's share of the jitter.
		moved = moved.Add(time.Hour)
	}
	return t
}

// rhythm is the median distance between the newest entries, and the date of
// the newest; 0 when too few have dates.
func rhythm(articles []news.Article) (typical time.Duration, newest time.Time) {
	var dates []time.Time
	for i := range articles {
		if dated(&articles[i]) {
			dates = append(dates, articles[i].Published)
		}
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	dates = dates[:min(len(dates), 25)]
	if len(dates) < 3 {
		return 0, time.Time{}
	}
	gaps := make([]time.Duration, 0, len(dates))
	for i := 1; i < len(dates); i++ {
		gaps = append(gaps, dates[i-1].Sub(dates[i]))
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], time.Minute), dates[0]
}

// learn takes the rhythm of a feed that has just changed: from the dates of its
// entries, else from how long ago it changed before.
func learn(s *news.FetchState, articles []news.Article, now time.Time) {
	if typical, newest := rhythm(articles); typical > 0 {
		s.Rhythm, s.Newest = typical, newest
		return
	}
	if gap := now.Sub(s.Newest); !s.Newest.IsZero() && gap > 0 {
		if s.Rhythm > 0 {
			gap = (s.Rhythm + gap) / 2
		}
		s.Rhythm = min(gap, 3*Ceiling)
	}
	s.Newest = now.UTC()
}
