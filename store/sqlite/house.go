package sqlite

import (
	"context"
	"errors"
	"fmt"

	"lede/news"
	"lede/store"
)

// What subscriptions.house says.
const (
	own     = 0 // the user's own
	housed  = 1 // from the house
	dropped = 2 // the house has let go of it
)

// HouseFeeds implements store.Accounts.
func (s *DB) HouseFeeds(ctx context.Context) ([]news.Feed, error) {
	var feeds []news.Feed
	err := s.read(ctx, "list the feeds of the house", func(q querier) error {
		return q.query(ctx, "SELECT "+feedColumns+` FROM (SELECT feed, title, folders, settings, made AS added FROM house) s
			CROSS JOIN feeds f ON f.id = s.feed ORDER BY f.id`, nil, func(scan scan) error {
			f, err := scanFeed(scan)
			feeds = append(feeds, f)
			return err
		})
	})
	return feeds, err
}

// furnish gives an account the feeds of the house that it does not have.
func (t *tx) furnish(ctx context.Context, user news.UserID) error {
	feeds, err := ids(ctx, t, "SELECT feed FROM house WHERE feed NOT IN (SELECT feed FROM subscriptions WHERE user = ?) ORDER BY feed", user)
	for _, feed := range feeds {
		if err == nil {
			err = t.house(ctx, user, news.FeedID(feed))
		}
	}
	t.changed.Feeds = t.changed.Feeds || len(feeds) > 0
	return err
}

// house gives one account one feed of the house.
func (t *tx) house(ctx context.Context, user news.UserID, feed news.FeedID) error {
	n, err := t.exec(ctx, `INSERT INTO subscriptions (user, feed, title, folders, settings, hidden, added, house)
		SELECT ?1, feed, title, folders, settings, coalesce(json_extract(settings, '$.Hidden'), 0), ?3, ?4 FROM house WHERE feed = ?2
		ON CONFLICT DO NOTHING`, user, feed, millis(t.s.o.Now()), housed)
	if err != nil || n == 0 {
		return err
	}
	if err := t.freshUnread(ctx, user, feed, 0); err != nil {
		return err
	}
	return t.muteFeed(ctx, user, feed)
}

// AddHouseFeed implements store.Accounts.
func (s *DB) AddHouseFeed(ctx context.Context, by news.UserID, feed news.Feed) (f news.Feed, created bool, err error) {
	if feed.URL == "" {
		return f, false, errors.New("add a feed to the house: it needs an address")
	}
	err = s.write(ctx, "add a feed to the house", synced, func(ctx context.Context, t *tx) error {
		now := millis(s.o.Now())
		if _, err := t.exec(ctx, "INSERT INTO feeds (url, next_poll) VALUES (?,?) ON CONFLICT (url) DO NOTHING", feed.URL, now); err != nil {
			return err
		}
		var id news.FeedID
		var title string
		if _, err := one(ctx, t, "SELECT id, title FROM feeds WHERE url = ?", []any{feed.URL}, &id, &title); err != nil {
			return err
		}
		if feed.Title == title {
			feed.Title = "" // as it calls itself
		}
		var oldTitle, oldFolders string
		known, err := one(ctx, t, "SELECT title, folders FROM house WHERE feed = ?", []any{id}, &oldTitle, &oldFolders)
		if err != nil {
			return err
		}
		created = !known
		folders := foldersJSON(feed.Folders)
		if _, err := t.exec(ctx, `INSERT INTO house (feed, title, folders, settings, made_by, made) VALUES (?1,?2,?3,?4,?5,?6)
			ON CONFLICT DO UPDATE SET title = ?2, folders = ?3, settings = ?4`, id, feed.Title, folders, asJSON(feed.Settings), by, now); err != nil {
			return err
		}
		t.changed = store.Changed{Feeds: true, Articles: created}
		if known { // those who made it their own keep what they call it
			_, err := t.exec(ctx, "UPDATE subscriptions SET title = ?, folders = ? WHERE feed = ? AND house = ? AND title = ? AND folders = ?",
				feed.Title, folders, id, housed, oldTitle, oldFolders)
			return err
		}
		return t.houseForAll(ctx, id, folders, feed.Title)
	})
	if err != nil {
		return f, false, err
	}
	f, err = s.houseFeed(ctx, feed.URL)
	return f, created, err
}

// houseForAll brings back those who had it from the house before, and gives it
// to those who never had it.
func (t *tx) houseForAll(ctx context.Context, feed news.FeedID, folders, title string) error {
	back, err := ids(ctx, t, "SELECT user FROM subscriptions WHERE feed = ? AND house = ?", feed, dropped)
	if err != nil {
		return err
	}
	for _, user := range back {
		if _, err := t.exec(ctx, "UPDATE subscriptions SET house = ?, title = ?, folders = ? WHERE feed = ? AND user = ?", housed, title, folders, feed, user); err != nil {
			return err
		}
		if err := t.comeBack(ctx, news.UserID(user), feed); err != nil {
			return err
		}
	}
	all, err := ids(ctx, t, "SELECT id FROM users")
	for _, user := range all {
		if err == nil {
			err = t.house(ctx, news.UserID(user), feed)
		}
	}
	return err
}

func (s *DB) houseFeed(ctx context.Context, url string) (news.Feed, error) {
	all, err := s.HouseFeeds(ctx)
	for _, f := range all {
		if f.URL == url {
			return f, nil
		}
	}
	if err == nil {
		err = fmt.Errorf("the feed %s: %w in the house", url, store.ErrNotFound)
	}
	return news.Feed{}, err
}

// RemoveHouseFeed implements store.Accounts.
func (s *DB) RemoveHouseFeed(ctx context.Context, id news.FeedID) error {
	return s.write(ctx, "take a feed out of the house", synced, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM house WHERE feed = ?", id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("feed %d: %w in the house", id, store.ErrNotFound)
		}
		users, err := ids(ctx, t, "SELECT user FROM subscriptions WHERE feed = ? AND house = ? AND gone = 0", id, housed)
		if err != nil {
			return err
		}
		for _, user := range users {
			if _, err := t.leave(ctx, news.UserID(user), id); err != nil {
				return err
			}
			if _, err := t.exec(ctx, "UPDATE subscriptions SET house = ? WHERE feed = ? AND user = ?", dropped, id, user); err != nil {
				return err
			}
		}
		t.changed = store.Changed{Feeds: true, Articles: true}
		return nil
	})
}
