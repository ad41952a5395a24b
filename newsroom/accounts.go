package newsroom

import (
	"context"
	"errors"

	"lede/news"
	"lede/store"
)

// MaySee is what an account may do from another machine: neither the browser
// nor the files of this one are theirs. feeds bounds how many they may follow.
func MaySee(user news.User, feeds int) Abilities {
	return Abilities{
		Feeds: user.Role.AtLeast(news.Reader), House: user.Role.AtLeast(news.Editor),
		Guest: user.Role == news.Guest, MaxFeeds: feeds,
	}
}

// Account finds the reader of an SSH key ("SHA256:…"); with create an unknown
// one is made, and finds the tour on the desk. Without, it is store.ErrNotFound.
func (n *Newsroom) Account(ctx context.Context, key, name string, create bool) (news.User, error) {
	user, err := n.store.UserByKey(ctx, key, name, create)
	if err != nil {
		return user, err
	}
	return user, n.welcome(ctx, user)
}

// Join makes an account of an invitation: hash is that of the code. It is
// store.ErrNotFound when the code is good for nothing.
func (n *Newsroom) Join(ctx context.Context, hash []byte, key store.SSHKey, name string) (news.User, error) {
	user, err := n.store.Redeem(ctx, hash, key, name, n.clock())
	if err != nil {
		return user, err
	}
	return user, n.welcome(ctx, user)
}

// Guest is the account all guests share.
func (n *Newsroom) Guest(ctx context.Context) (news.User, error) {
	user, err := n.store.Guest(ctx)
	if err != nil {
		return user, err
	}
	return user, n.welcome(ctx, user)
}

// welcome furnishes the desk of somebody who came in with a key. A disk that is
// full, or a store that is busy, keeps nobody from reading.
func (n *Newsroom) welcome(ctx context.Context, user news.User) error {
	err := n.Session(user, Abilities{Feeds: true}).Welcome(ctx)
	if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrBusy) {
		n.log.Warn("the desk of a reader is not furnished", "user", user.ID, "error", err)
		return nil
	}
	return err
}

// Accounts are the people who read here and how they prove who they are.
func (n *Newsroom) Accounts() store.Accounts { return n.store }

// Backup writes all that is stored to a new file; see store.Store.
func (n *Newsroom) Backup(ctx context.Context, path string) error { return n.store.Backup(ctx, path) }

// AddHouse adds a feed, or the feed of a page, for everybody. When a page has
// several nothing is added and the candidates are returned.
func (s *Session) AddHouse(ctx context.Context, url string, folders []string) (Added, error) {
	if err := may(s.Can.House, "Adding feeds for everybody"); err != nil {
		return Added{}, err
	}
	found, several, err := s.room.discover(ctx, url)
	if err != nil || len(several) > 0 {
		return Added{Candidates: several}, err
	}
	feed, created, err := s.room.store.AddHouseFeed(ctx, s.User.ID, news.Feed{URL: found.URL, Folders: folders})
	if err == nil && created {
		s.room.nudge() // new to the store it is due at once, polled once for all
	}
	return Added{Feed: feed, Created: created}, err
}

// House are the feeds that everybody sees.
func (s *Session) House(ctx context.Context) ([]news.Feed, error) {
	return s.room.store.HouseFeeds(ctx)
}

// RemoveHouse takes a feed away from all who do not follow it themselves.
func (s *Session) RemoveHouse(ctx context.Context, id news.FeedID) error {
	if err := may(s.Can.House, "Removing feeds of everybody"); err != nil {
		return err
	}
	return s.room.store.RemoveHouseFeed(ctx, id)
}
