package newsroom

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"lede/news"
)

// shares keep the wishes of one reader from taking what all of them share: the
// places of polling, and the patience of publishers. Feeds that are polled on
// schedule, once for all who follow them, do not count.
type shares struct {
	mu     sync.Mutex
	byUser map[news.UserID]*share
}

// share is one reader's.
type share struct {
	places chan struct{} // half of all
	users  int           // refreshes under way
	budget *rate.Limiter
}

func (b *shares) get(user news.UserID) *share {
	if b.byUser == nil {
		b.byUser = map[news.UserID]*share{}
	}
	if b.byUser[user] == nil {
		b.byUser[user] = &share{}
	}
	return b.byUser[user]
}

// of are the places a reader's refreshes share among them; done gives them back.
func (b *shares) of(user news.UserID, all int) (places chan struct{}, done func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.get(user)
	if s.places == nil {
		s.places = make(chan struct{}, max(1, all/2))
	}
	s.users++
	return s.places, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if s.users--; s.users == 0 && s.budget == nil {
			delete(b.byUser, user)
		}
	}
}

// afford cuts a wish to what is left of the reader's hour, and says so.
func (b *shares) afford(s *Session, feeds []news.FeedID, now time.Time) ([]news.FeedID, error) {
	if s.Can.Guest {
		return nil, may(false, "Asking for feeds")
	}
	most := s.Can.Fetches
	if most <= 0 || len(feeds) == 0 {
		return feeds, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	mine := b.get(s.User.ID)
	if mine.budget == nil || mine.budget.Burst() != most {
		mine.budget = rate.NewLimiter(rate.Limit(float64(most)/time.Hour.Seconds()), most)
	}
	n := min(len(feeds), max(0, int(mine.budget.TokensAt(now))))
	mine.budget.AllowN(now, n)
	if n == len(feeds) {
		return feeds, nil
	}
	return feeds[:n], fmt.Errorf("not all feeds were asked (left: %d of %d): a reader may ask for %d in an hour; all are polled by themselves when they are due",
		len(feeds)-n, len(feeds), most)
}

// place waits for a place to poll at, also within a reader's part; false when
// ctx has ended.
func (n *Newsroom) place(ctx context.Context, part chan struct{}) bool {
	if part != nil {
		select {
		case part <- struct{}{}:
		case <-ctx.Done():
			return false
		}
	}
	select {
	case n.polling <- struct{}{}:
		return true
	case <-ctx.Done():
	}
	if part != nil {
		<-part
	}
	return false
}

func (n *Newsroom) free(part chan struct{}) {
	<-n.polling
	if part != nil {
		<-part
	}
}

// freePlaces are the feeds somebody may still follow.
func (s *Session) freePlaces(ctx context.Context) (*freePlaces, error) {
	f := &freePlaces{most: s.Can.MaxFeeds}
	if f.most <= 0 {
		return f, nil
	}
	rows, err := s.Feeds(ctx)
	f.known = make(map[string]bool, len(rows))
	for _, row := range rows {
		f.known[row.URL] = true
	}
	return f, err
}

type freePlaces struct {
	most  int
	known map[string]bool
}

// one takes a place for a feed, unless it has one.
func (f *freePlaces) one(url string) error {
	if f.most <= 0 || f.known[url] {
		return nil
	}
	if len(f.known) >= f.most {
		return fmt.Errorf("you follow %d feeds, and %d are the most here; remove one first, or ask whoever runs this server", len(f.known), f.most)
	}
	f.known[url] = true
	return nil
}
