package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lede/news"
	"lede/store"
)

// before is what the journal keeps of an article that was stored again.
type before struct {
	Article news.Article
	Digest  news.Digest
}

// Fill implements store.Undoing.
func (s *DB) Fill(ctx context.Context, user news.UserID, item store.Item) error {
	a := item.Article
	r := encodeItem(a, &item.Digest)
	return s.write(ctx, "store the full text", synced, func(ctx context.Context, t *tx) error {
		var was before
		var err error
		if was.Article, was.Digest, err = wholeArticle(ctx, t, a.ID); err != nil {
			return err
		}
		if err := t.saveAgain(ctx, a, &item.Digest, &r); err != nil {
			return err
		}
		done := store.Action{Kind: store.Fill, Value: a.Title, At: s.o.Now()}
		return t.journal(ctx, user, done, []int64{int64(a.ID)}, asJSON(was))
	})
}

// saveAgain stores an article that is there already.
func (t *tx) saveAgain(ctx context.Context, a *news.Article, g *news.Digest, r *record) error {
	v := newSaver(t)
	if err := v.recognise(ctx, a.FeedID, []store.Key{keyOf(a)}); err != nil {
		return err
	}
	if err := v.save(ctx, a, g, r, keyOf(a)); err != nil {
		return err
	}
	t.changed.Articles = t.changed.Articles || v.changed
	if err := v.index(ctx); err != nil {
		return err
	}
	return v.muteAgain(ctx)
}

// unfill gives an article the text it had.
func (t *tx) unfill(ctx context.Context, old string) (int, error) {
	var was before
	if err := json.Unmarshal([]byte(old), &was); err != nil {
		return 0, errors.Join(fmt.Errorf("journal: %w", errBlob), err)
	}
	t.who = 0 // articles are everybody's
	r := encodeItem(&was.Article, &was.Digest)
	err := t.saveAgain(ctx, &was.Article, &was.Digest, &r)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil // it is gone meanwhile
	}
	return 1, err
}

// sendBack takes articles out that somebody has brought, and their identities, so
// that they may come again. Those that anybody has starred or tagged stay.
func (t *tx) sendBack(ctx context.Context, articles []int64) (int, error) {
	t.changed.Articles = true
	v := newSaver(t)
	var gone []int64
	byFeed := map[int64][]int64{}
	for _, id := range articles {
		var feed, published int64
		found, err := one(ctx, t, `SELECT feed, published FROM articles WHERE id = ?1 AND purged = 0
			AND NOT EXISTS (SELECT 1 FROM states s CROSS JOIN users u WHERE s.user = u.id AND s.article = ?1 AND s.starred = 1)
			AND NOT EXISTS (SELECT 1 FROM tags WHERE article = ?1)`, []any{id}, &feed, &published)
		if err != nil {
			return 0, err
		}
		if !found {
			continue
		}
		readers, err := v.unreadBy(ctx, news.FeedID(feed), id, published)
		if err != nil {
			return 0, err
		}
		for _, reader := range readers {
			if err := t.deleteUnread(ctx, news.UserID(reader), []int64{id}); err != nil {
				return 0, err
			}
		}
		gone = append(gone, id)
		byFeed[feed] = append(byFeed[feed], id)
	}
	if err := t.empty(ctx, gone); err != nil {
		return 0, err
	}
	for feed, ids := range byFeed {
		if _, err := t.exec(ctx, "DELETE FROM identities WHERE feed = ? AND article IN (SELECT value FROM json_each(?))", feed, asJSON(ids)); err != nil {
			return 0, err
		}
	}
	return len(gone), nil
}
