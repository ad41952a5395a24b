package sqlite

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"lede/store"
)

// hub tells those who listen what changed. Each listener has a channel of one:
// what it has not taken yet is merged with what comes next, so a slow one
// blocks nobody.
type hub struct {
	articles  *atomic.Int64 // see DB.articlesGen
	mu        sync.Mutex
	closed    bool
	listeners map[chan store.Changed]struct{}
}

func (h *hub) announce(c store.Changed) {
	if c == (store.Changed{}) {
		return
	}
	if c.Articles || c.Feeds {
		h.articles.Add(1)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.listeners {
		merged := c
		select { // only announce sends, and under the lock: there is room afterwards
		case old := <-ch:
			merged.Articles = merged.Articles || old.Articles
			merged.States = merged.States || old.States
			merged.Feeds = merged.Feeds || old.Feeds
			merged.Foreign = merged.Foreign || old.Foreign
		default:
		}
		ch <- merged
	}
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
	ch := make(chan store.Changed, 1)
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
