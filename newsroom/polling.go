package newsroom

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"lede/config"
	"lede/news"
	"lede/store"
)

const (
	// lease is how long a feed is kept from other pollers; longer than any
	// poll may take, with its wait for the host's turn.
	lease = 10 * time.Minute
	// lookAgain is how long the schedule sleeps at most.
	lookAgain = time.Minute
	// quietly is how many feeds are polled on schedule without a word.
	quietly = 4
	// patience is how long a poll keeps others from its place.
	patience = 3 * time.Second
	// justAsked is how recently a feed must have been polled for a refresh that
	// is not forced to leave it alone.
	justAsked = 5 * time.Minute
)

// headersOf are the headers that feeds of the configuration are asked with.
func headersOf(list []config.Feed) map[string]map[string]string {
	headers := map[string]map[string]string{}
	for _, f := range list {
		if len(f.Headers) > 0 {
			headers[f.URL] = f.Headers
		}
	}
	return headers
}

// Summary is what came of polling many feeds.
type Summary struct {
	Feeds, Failed, New, Changed int
}

// refreshCount is how many refreshes run.
type refreshCount struct{ atomic.Int32 }

// nudge has the schedule look at once.
func (n *Newsroom) nudge() {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// schedule polls what is due until ctx ends.
func (n *Newsroom) schedule(ctx context.Context) {
	if !n.o.Config.Refresh.OnStart && !sleep(ctx, lookAgain) {
		return
	}
	for ctx.Err() == nil {
		t := &tracker{room: n, user: everybody, quiet: quietly}
		err := n.pollAll(ctx, nil, func(limit int) ([]store.Job, error) {
			return n.store.LeaseDue(ctx, n.clock(), limit, lease)
		}, t.add, t.done)
		t.end()
		wait := lookAgain
		if err != nil && ctx.Err() == nil {
			n.log.Error("feeds cannot be polled", "error", err)
		} else if next, err := n.store.NextDue(ctx); err == nil && !next.IsZero() {
			wait = min(max(next.Sub(n.clock()), time.Second), lookAgain)
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-n.wake:
		}
		timer.Stop()
	}
}

// pollAll polls the feeds that next leases, until it gives none. A slow feed
// holds up no other, and a reader's wish takes no more places than part has.
func (n *Newsroom) pollAll(ctx context.Context, part chan struct{}, next func(limit int) ([]store.Job, error), begun func(int), each func(FeedResult)) error {
	var running sync.WaitGroup
	defer running.Wait()
	for ctx.Err() == nil {
		jobs, err := next(cap(n.polling))
		if err != nil || len(jobs) == 0 {
			return err
		}
		begun(len(jobs))
		for _, job := range jobs {
			if !n.place(ctx, part) { // give the lease back
				_ = n.savePoll(ctx, store.Outcome{Feed: job.Feed.ID, Health: job.Feed.Health, State: job.State, Unchanged: true})
				continue
			}
			running.Go(func() {
				keep, done := n.patiently(part)
				defer done()
				each(n.poll(ctx, job, keep))
			})
		}
	}
	return ctx.Err()
}

// patiently holds the place of a poll; the function it returns frees it. A poll
// that takes long, because its host does or because the host has others before
// it, gives its place to the next and goes on beside, so that a few dead hosts
// hold up nobody. After keep it holds its place to the end: what is left then is
// work on this machine, and the texts of more feeds at once would only take room.
func (n *Newsroom) patiently(part chan struct{}) (keep, done func()) {
	free := sync.OnceFunc(func() { n.free(part) })
	over := make(chan struct{})
	beside := false
	timer := time.AfterFunc(n.patience, func() {
		defer close(over)
		select {
		case n.beside <- struct{}{}:
			beside = true
			free()
		default: // too many are waited for already
		}
	})
	kept := sync.OnceValue(timer.Stop)
	keep = func() { kept() }
	done = func() {
		if !kept() {
			<-over
		}
		if beside {
			<-n.beside
		}
		free()
	}
	return keep, done
}

// tracker counts a refresh and tells its progress.
type tracker struct {
	room  *Newsroom
	user  news.UserID
	quiet int // feeds that are not worth a word
	each  func(FeedResult)

	mu      sync.Mutex
	p       Progress
	sum     Summary
	started bool
}

// add counts feeds that will be polled.
func (t *tracker) add(feeds int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.Total += feeds
	t.tell()
}

// expect says how many there will be in all, when that is known beforehand.
func (t *tracker) expect(feeds int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.Total = feeds
	t.tell()
}

func (t *tracker) done(r FeedResult) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.p.Done++
	t.p.New += r.New
	t.sum.Feeds++
	t.sum.New, t.sum.Changed = t.sum.New+r.New, t.sum.Changed+r.Changed
	if r.Failed() {
		t.p.Failed++
		t.sum.Failed++
	}
	if t.each != nil {
		t.each(r)
	}
	t.tell()
}

// tell publishes the progress; it is called with the lock held.
func (t *tracker) tell() {
	if t.p.Total <= t.quiet {
		return
	}
	t.started, t.p.Running = true, true
	t.room.hub.publish(t.user, t.p)
}

func (t *tracker) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.started {
		t.p.Running = false
		t.room.hub.publish(t.user, t.p)
	}
	if t.sum.New >= manyNew {
		poke(t.room.untidy)
	}
}

// Refresh polls in the background; its progress arrives as [Progress] events.
// Without feeds those are asked that are due or were not asked in the last
// minutes; with force all.
func (s *Session) Refresh(ctx context.Context, feeds []news.FeedID, force bool) error {
	ids, err := s.toPoll(ctx, feeds, force, justAsked)
	if err != nil {
		return err
	}
	s.room.refresh.Add(1)
	s.room.background(func(ctx context.Context) {
		defer s.room.refresh.Add(-1)
		t := &tracker{room: s.room, user: s.User.ID}
		defer t.end()
		if len(ids) == 0 {
			t.started = true // there is an end without a beginning: nothing to do
			return
		}
		if err := s.pollThese(ctx, ids, t); err != nil && ctx.Err() == nil {
			s.room.log.Error("the refresh was cut short", "error", err)
			s.room.hub.publish(s.User.ID, Notice{Text: err.Error(), Problem: true})
		}
	})
	return nil
}

// RefreshNow polls and waits. Without feeds those that are due are polled, with
// force all; each is told one by one, never two at once.
func (s *Session) RefreshNow(ctx context.Context, feeds []news.FeedID, force bool, each func(FeedResult)) (Summary, error) {
	ids, err := s.toPoll(ctx, feeds, force, -1)
	if err != nil || len(ids) == 0 {
		return Summary{}, err
	}
	s.room.refresh.Add(1)
	defer s.room.refresh.Add(-1)
	t := &tracker{room: s.room, user: s.User.ID, each: each}
	defer t.end()
	err = s.pollThese(ctx, ids, t)
	return t.sum, err
}

// Due counts the feeds that RefreshNow would poll.
func (s *Session) Due(ctx context.Context, force bool) (int, error) {
	ids, err := s.toPoll(ctx, nil, force, -1)
	return len(ids), err
}

// toPoll chooses the user's feeds to be polled: those asked for, or all, or
// those that are due or older than stale (negative: only those due).
func (s *Session) toPoll(ctx context.Context, feeds []news.FeedID, force bool, stale time.Duration) ([]news.FeedID, error) {
	if feeds != nil {
		return feeds, nil
	}
	rows, err := s.room.store.ListFeeds(ctx, s.User.ID)
	if err != nil {
		return nil, err
	}
	now := s.room.clock()
	var ids []news.FeedID
	for _, f := range rows {
		h := f.Health
		due := h.State != news.FeedDisabled && (!h.NextPoll.After(now) || stale >= 0 && now.Sub(h.LastPoll) >= stale && !builtin(f.URL))
		if force || due {
			ids = append(ids, f.ID)
		}
	}
	return ids, nil
}

func (s *Session) pollThese(ctx context.Context, ids []news.FeedID, t *tracker) error {
	ids, late := s.room.shares.afford(s, ids, s.room.clock())
	t.expect(len(ids))
	part, done := s.room.shares.of(s.User.ID, cap(s.room.polling))
	defer done()
	err := s.room.pollAll(ctx, part, func(limit int) ([]store.Job, error) {
		for len(ids) > 0 {
			part := slices.Clone(ids[:min(limit, len(ids))])
			ids = ids[len(part):]
			jobs, err := s.room.store.LeaseFeeds(ctx, s.User.ID, part, s.room.clock(), lease)
			if missing := len(part) - len(jobs); missing > 0 && err == nil {
				// Somebody else polls them at this moment.
				t.mu.Lock()
				t.p.Done += missing
				t.mu.Unlock()
			}
			if err != nil || len(jobs) > 0 {
				return jobs, err
			}
		}
		return nil, nil
	}, func(int) {}, t.done)
	return errors.Join(err, late)
}
