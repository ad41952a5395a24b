package sqlite

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"lede/store"
)

// hub tells those who listen what changed. Each listener has a channel: what it
// has not taken yet is merged with what comes next for the same user, so a slow
// one blocks nobody.
type hub struct {
	articles  *atomic.Int64 // see DB.articlesGen
	mu        sync.Mutex
	closed    bool
	listeners map[chan store.Changed]struct{}
}

func (h *hub) announce(c store.Changed) {
	if c == (store.Changed{User: c.User}) {
		return
	}
	if c.Articles || c.Feeds {
		h.articles.Add(1)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.listeners {
		deliver(ch, c)
	}
}

// waiting is how many users a slow listener is told apart; beyond, everybody is
// meant.
const waiting = 32

// deliver puts a change with those that wait. Only it sends, and under the
// lock: what it has taken out fits in again.
func deliver(ch chan store.Changed, c store.Changed) {
	var all []store.Changed
	for {
		select {
		case old := <-ch:
			all = append(all, old)
			continue
		default:
		}
		break
	}
	merged := false
	for i := range all {
		if all[i].User == c.User {
			all[i], merged = merge(all[i], c), true
		}
	}
	switch {
	case merged:
	case len(all) < waiting:
		all = append(all, c)
	default:
		for _, old := range all {
			c = merge(c, old)
		}
		c.User = 0
		all = []store.Changed{c}
	}
	for _, one := range all {
		ch <- one
	}
}

func merge(a, b store.Changed) store.Changed {
	a.Articles = a.Articles || b.Articles
	a.States = a.States || b.States
	a.Feeds = a.Feeds || b.Feeds
	a.Foreign = a.Foreign || b.Foreign
	return a
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ch := range h.listeners {
		close(ch)
	}
	h.listeners = nil
}

// Changes implements store.Store.
func (s *DB) Changes(ctx context.Context) <-chan store.Changed {
	ch := make(chan store.Changed, waiting)
	h := &s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || ctx.Err() != nil {
		close(ch)
		return ch
	}
	if h.listeners == nil {
		h.listeners = map[chan store.Changed]struct{}{}
	}
	h.listeners[ch] = struct{}{}
	context.AfterFunc(ctx, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if _, there := h.listeners[ch]; there {
			delete(h.listeners, ch)
			close(ch)
		}
	})
	return ch
}

// watch looks for commits of other processes until ctx ends. SQLite counts
// them for each connection (PRAGMA data_version); asked on the connection that
// does all our writing, the count moves only for those of others.
func (s *DB) watch(ctx context.Context, last int64) {
	tick := time.NewTicker(s.o.Watch)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		version, ok := s.dataVersion(ctx)
		if ok && version != last {
			s.mutedGen.Add(1)
			s.hub.announce(store.Changed{Articles: true, States: true, Feeds: true, Foreign: true})
		}
		if ok {
			last = version
		}
	}
}

func (s *DB) dataVersion(ctx context.Context) (version int64, ok bool) {
	if s.w == nil { // read only
		return 0, false
	}
	select {
	case s.lock <- struct{}{}:
		defer func() { <-s.lock }()
	default: // somebody is writing: next time
		return 0, false
	}
	err := s.w.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version)
	return version, err == nil
}
