package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lede/news"
	"lede/store"
)

// followed is what the journal keeps of a feed that was subscribed to: how the
// subscription was before, nil when there was none.
type followed struct {
	Feed news.FeedID `json:"feed"`
	Was  *edition    `json:"was,omitempty"`
}

// Follow implements store.Following.
func (s *DB) Follow(ctx context.Context, user news.UserID, feeds []news.Feed) (out []store.Followed, err error) {
	err = s.write(ctx, "subscribe", synced, func(ctx context.Context, t *tx) error {
		t.who = user
		out = nil
		var before []followed
		created := 0
		for _, feed := range feeds {
			was, err := t.subscription(ctx, user, feed.URL)
			if err != nil {
				return err
			}
			f, fresh, err := t.subscribe(ctx, user, feed)
			if err != nil {
				return err
			}
			out = append(out, store.Followed{Feed: f, Created: fresh})
			switch {
			case fresh:
				created++
				before = append(before, followed{Feed: f.ID})
			case was != nil && foldersJSON(was.Folders) != foldersJSON(f.Folders):
				before = append(before, followed{f.ID, was})
			}
		}
		if len(before) == 0 {
			return nil
		}
		a := store.Action{Kind: store.Subscribed, At: s.o.Now()}
		if len(before) == 1 {
			a.Feed = before[0].Feed
			for _, f := range out {
				if f.ID == a.Feed {
					a.Value = cmp.Or(f.Title, f.URL)
				}
			}
		}
		return t.journal(ctx, user, a, nil, asJSON(before))
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// subscription is how a feed is followed now; nil when it is not.
func (t *tx) subscription(ctx context.Context, user news.UserID, url string) (*edition, error) {
	var title, folders, settings string
	found, err := one(ctx, t, `SELECT s.title, s.folders, s.settings FROM feeds f CROSS JOIN subscriptions s ON s.feed = f.id
		WHERE f.url = ? AND s.user = ? AND s.gone = 0`, []any{url, user}, &title, &folders, &settings)
	if err != nil || !found {
		return nil, err
	}
	e := &edition{Title: title, Folders: folderList(folders)}
	if err := json.Unmarshal([]byte(settings), &e.Settings); err != nil {
		return nil, fmt.Errorf("settings of %s: %w", url, err)
	}
	return e, nil
}

// unfollow takes a Follow back and returns how many feeds that concerned.
func (t *tx) unfollow(ctx context.Context, user news.UserID, old string) (n int, err error) {
	var before []followed
	if err := json.Unmarshal([]byte(old), &before); err != nil {
		return 0, errors.Join(fmt.Errorf("journal: %w", errBlob), err)
	}
	t.changed.Feeds, t.changed.Articles = true, true
	for _, f := range before {
		var changed int
		if f.Was == nil {
			changed, err = t.leave(ctx, user, f.Feed)
		} else {
			changed, err = t.editFeed(ctx, user, f.Feed, *f.Was)
		}
		if err != nil {
			return n, err
		}
		n += changed
	}
	return n, nil
}
