package newsroom

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"lede/news"
)

// everybody is no user: what is published for it goes to all.
const everybody news.UserID = 0

// maxNotices is how many sentences wait for a session that does not read.
const maxNotices = 16

// perReader is how much longer news for everybody may take to reach a session for
// each session there is. Each then asks the store for what it shows: at two
// hundred they do so over two seconds, not in the same instant. One's own doings
// are told at once.
const perReader = 10 * time.Millisecond

// hub tells sessions what has happened. Publishing never blocks: what a slow
// session has not taken yet is merged with what comes after.
type hub struct {
	mu    sync.Mutex
	boxes map[*mailbox]struct{}
}

// mailbox is what waits for one session.
type mailbox struct {
	user news.UserID
	full chan struct{} // one word: something is there
	now  chan struct{} // one word: and it cannot wait

	mu       sync.Mutex
	changed  *Changed
	progress *Progress
	tagging  *Retagging
	notices  []Notice
}

func (h *hub) publish(user news.UserID, e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for b := range h.boxes {
		if user == everybody || user == b.user {
			b.put(e)
			if user != everybody {
				poke(b.now)
			}
		}
	}
}

func (b *mailbox) put(e Event) {
	b.mu.Lock()
	switch e := e.(type) {
	case Changed:
		if b.changed != nil {
			e.Articles = e.Articles || b.changed.Articles
			e.States = e.States || b.changed.States
			e.Feeds = e.Feeds || b.changed.Feeds
			e.Foreign = e.Foreign || b.changed.Foreign
		}
		b.changed = &e
	case Progress:
		b.progress = &e
	case Retagging:
		b.tagging = &e
	case Notice:
		if len(b.notices) < maxNotices {
			b.notices = append(b.notices, e)
		}
	}
	b.mu.Unlock()
	poke(b.full)
}

// poke leaves a word, unless one is there.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// turn is how long a session leaves to the others what is news for everybody.
func (h *hub) turn() time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return rand.N(time.Duration(len(h.boxes)) * perReader)
}

// wait waits for news, and for the session's turn with those for everybody; false
// when it has left or the newsroom is closed.
func (h *hub) wait(b *mailbox, left, closed <-chan struct{}) bool {
	select {
	case <-b.full:
	case <-left:
		return false
	case <-closed:
		return false
	}
	timer := time.NewTimer(h.turn())
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-b.now:
	case <-left:
		return false
	case <-closed:
		return false
	}
	return true
}

// take empties the box: what changed comes before what is said about it.
func (b *mailbox) take() (events []Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changed != nil {
		events = append(events, *b.changed)
	}
	if b.progress != nil {
		events = append(events, *b.progress)
	}
	if b.tagging != nil {
		events = append(events, *b.tagging)
	}
	for _, n := range b.notices {
		events = append(events, n)
	}
	b.changed, b.progress, b.tagging, b.notices = nil, nil, nil, nil
	return events
}

// Events delivers what happens to this session until ctx or the newsroom ends;
// then the channel is closed.
func (s *Session) Events(ctx context.Context) <-chan Event {
	out := make(chan Event)
	b := &mailbox{user: s.User.ID, full: make(chan struct{}, 1), now: make(chan struct{}, 1)}
	h := &s.room.hub
	h.mu.Lock()
	if h.boxes == nil {
		h.boxes = map[*mailbox]struct{}{}
	}
	h.boxes[b] = struct{}{}
	h.mu.Unlock()
	s.room.work.Go(func() {
		defer close(out)
		defer func() {
			h.mu.Lock()
			delete(h.boxes, b)
			h.mu.Unlock()
		}()
		for h.wait(b, ctx.Done(), s.room.ctx.Done()) {
			for _, e := range b.take() {
				select {
				case out <- e:
				case <-ctx.Done():
					return
				case <-s.room.ctx.Done():
					return
				}
			}
		}
	})
	return out
}
