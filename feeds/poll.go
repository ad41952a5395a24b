package feeds

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"lede/feeds/fetch"
	"lede/feeds/parse"
	"lede/news"
)

const (
	// A permanent redirect is believed after this many sightings over this long.
	movedSightings = 3
	movedFor       = 24 * time.Hour
	// goneSightings is how often 410 is answered before a feed is given up.
	goneSightings = 3
	// busyAgain is when a feed is tried whose host had no turn left for it.
	busyAgain = 2 * time.Minute
)

// Poll polls one feed: fetch, parse, clean, identify. It never panics and never
// blocks past its limits; whatever goes wrong is in Health, in plain words. A
// server that asked for time (Retry-After) is not asked before.
func (p *Poller) Poll(ctx context.Context, feed news.Feed, state news.FetchState) (out Polled) {
	now := p.o.Clock()
	defer func() {
		if r := recover(); r != nil {
			state.ETag, state.LastModified, state.BodyPrint = "", "", ""
			out = p.failed(feed, state, now, &fetch.Error{
				Problem: fmt.Sprintf("The feed made lede stumble (%v).", r),
				Advice:  "Please report the address of the feed; the others are not affected.",
			})
		}
	}()
	if state.NotBefore.After(now) {
		health := feed.Health
		health.NextPoll = state.NotBefore
		return Polled{Feed: feed, Health: health, State: state, Unchanged: true}
	}
	res, err := p.fetch(ctx, feed, state)
	if err != nil {
		return p.failed(feed, state, now, err)
	}
	state.NotBefore, state.GoneSeen = time.Time{}, 0
	state.MaxAge = res.MaxAge
	if res.NotModified {
		if res.ETag != "" {
			state.ETag = res.ETag
		}
		if res.LastModified != "" {
			state.LastModified = res.LastModified
		}
		return p.unchanged(feed, state, now, res)
	}
	print := bodyPrint(res.Body)
	if print == state.BodyPrint {
		state.ETag, state.LastModified = res.ETag, res.LastModified
		return p.unchanged(feed, state, now, res)
	}
	if len(res.Body) > largeBody {
		p.large.Lock()
		defer p.large.Unlock()
	}
	var doc news.Document
	p.o.Work(func() { doc, err = parse.Parse(res.Body, res.ContentType, res.URL) })
	if err != nil {
		return p.unreadable(feed, state, now, res, err)
	}
	return p.fresh(feed, state, now, res, doc, print)
}

// fresh takes a document that was read.
func (p *Poller) fresh(feed news.Feed, state news.FetchState, now time.Time, res fetch.Response, doc news.Document, print string) Polled {
	out := Polled{Feed: described(feed, doc), Warnings: doc.Warnings}
	state.ETag, state.LastModified, state.BodyPrint = res.ETag, res.LastModified, print
	if res.Truncated {
		// The rest may come next time: nothing may say that it did.
		state.ETag, state.LastModified, state.BodyPrint = "", "", ""
		out.Warnings = append(out.Warnings, "The connection ended before the feed did.")
	}
	if slices.Contains(doc.Warnings, parse.Truncated) {
		state.ETag, state.LastModified = "", ""
	}
	out.Articles = Articles(doc, out.Feed, now)
	state.TTL, state.SkipHours, state.SkipDays = doc.TTL, doc.SkipHours, doc.SkipDays
	learn(&state, out.Articles, now)
	out.URL = p.moved(&state, feed.URL, res.Moved, now)
	out.Health, out.State = p.healthy(feed, &state, now, res.Status), state
	return out
}

func (p *Poller) unchanged(feed news.Feed, state news.FetchState, now time.Time, res fetch.Response) Polled {
	out := Polled{Feed: feed, Unchanged: true}
	out.URL = p.moved(&state, feed.URL, res.Moved, now)
	out.Health, out.State = p.healthy(feed, &state, now, res.Status), state
	return out
}

func (p *Poller) healthy(feed news.Feed, state *news.FetchState, now time.Time, status int) news.Health {
	h := news.Health{State: news.FeedOK, LastPoll: now, LastSuccess: now, Status: status}
	h.NextPoll = p.next(feed, h, *state, now)
	return h
}

// unreadable is a body that is no feed. Its validators are forgotten, so that
// the next poll gets it whole.
func (p *Poller) unreadable(feed news.Feed, state news.FetchState, now time.Time, res fetch.Response, err error) Polled {
	e := &fetch.Error{Status: res.Status, Problem: sentence(err), Advice: "Open the address in a browser; the site may be under repair."}
	var not *parse.NotFeedError
	if errors.As(err, &not) && len(not.Links) > 0 {
		e.Advice = "Subscribe to " + not.Links[0].URL + " instead."
	}
	return p.failed(feed, state, now, e)
}

// failed is a poll that brought nothing.
func (p *Poller) failed(feed news.Feed, state news.FetchState, now time.Time, err error) Polled {
	state.ETag, state.LastModified, state.BodyPrint = keepValidators(err, state)
	e := &fetch.Error{Problem: sentence(err), Advice: "Nothing to do: it is tried again later."}
	errors.As(err, &e)
	h := news.Health{
		State:       news.FeedFailing,
		LastPoll:    now,
		LastSuccess: feed.Health.LastSuccess,
		Failures:    feed.Health.Failures + 1,
		Status:      e.Status,
		Problem:     e.Problem,
		Advice:      e.Advice,
	}
	if e.Kind == fetch.KindCancelled {
		// Whoever cancelled it says nothing about the feed.
		h = feed.Health
		h.Problem, h.Advice = e.Problem, e.Advice
		return Polled{Feed: feed, Health: h, State: state}
	}
	if e.Kind == fetch.KindBusy { // nor does a host that was not asked
		h = feed.Health
		if h.NextPoll = now.Add(busyAgain); h.NextPoll.Before(e.RetryAfter) {
			h.NextPoll = e.RetryAfter
		}
		return Polled{Feed: feed, Health: h, State: state, Unchanged: true}
	}
	state.NotBefore = e.RetryAfter
	if e.Status == 410 {
		if state.GoneSeen++; state.GoneSeen >= goneSightings {
			h.State = news.FeedDisabled
		}
	} else {
		state.GoneSeen = 0
	}
	h.NextPoll = p.next(feed, h, state, now)
	return Polled{Feed: feed, Health: h, State: state}
}

// keepValidators keeps what makes requests conditional when the failure was
// the server's or the network's, and forgets it when the body was at fault.
func keepValidators(err error, s news.FetchState) (etag, modified, print string) {
	var e *fetch.Error
	if errors.As(err, &e) && e.Kind != "" && e.Kind != fetch.KindTooLarge {
		return s.ETag, s.LastModified, s.BodyPrint
	}
	return "", "", ""
}

// moved is where a feed has moved to for good. One that is asked with headers
// of its own stays where its reader says it is: they are bound to the address.
func (p *Poller) moved(s *news.FetchState, from, to string, now time.Time) string {
	if p.o.Headers[from] != nil {
		return ""
	}
	return moved(s, from, to, now)
}

// moved keeps count of permanent redirects and returns the new address once it
// is believed: a wrong redirect of a day must not lose a subscription. A feed
// does not move from https to http.
func moved(s *news.FetchState, from, to string, now time.Time) string {
	if to == "" || to == from || secure(from) && !secure(to) {
		s.MovedTo, s.MovedSeen, s.MovedSince = "", 0, time.Time{}
		return ""
	}
	if s.MovedTo != to {
		s.MovedTo, s.MovedSeen, s.MovedSince = to, 1, now
		return ""
	}
	s.MovedSeen++
	if s.MovedSeen < movedSightings || now.Sub(s.MovedSince) <= movedFor {
		return ""
	}
	s.MovedTo, s.MovedSeen, s.MovedSince = "", 0, time.Time{}
	return to
}

func secure(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Scheme == "https"
}

// described is the feed with what it says of itself.
func described(feed news.Feed, doc news.Document) news.Feed {
	if doc.Title != "" {
		feed.Title = doc.Title
	}
	if feed.Title == "" {
		if u, err := url.Parse(feed.URL); err == nil && u.Host != "" {
			feed.Title = u.Hostname()
		}
	}
	if doc.Link != "" {
		feed.SiteURL = doc.Link
	}
	if doc.Description != "" {
		feed.Description = doc.Description
	}
	if l := language(doc.Language); l != "" {
		feed.Language = l
	}
	return feed
}

func bodyPrint(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}

// sentence makes a sentence of an error.
func sentence(err error) string {
	s := err.Error()
	if s == "" {
		return "The feed could not be read."
	}
	if c := s[0]; c >= 'a' && c <= 'z' {
		s = string(c-32) + s[1:]
	}
	if last := s[len(s)-1]; last != '.' && last != '!' && last != '?' {
		s += "."
	}
	return s
}
