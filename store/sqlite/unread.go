package sqlite

import (
	"context"

	"lede/news"
)

// followers are the users of a feed.
func (v *saver) followers(ctx context.Context, feed news.FeedID) ([]int64, error) {
	if users, known := v.readers[feed]; known {
		return users, nil
	}
	users, err := ids(ctx, v, "SELECT user FROM subscriptions WHERE feed = ? AND gone = 0", feed)
	v.readers[feed] = users
	return users, err
}

// unreadBy are the users who have not read an article.
func (v *saver) unreadBy(ctx context.Context, feed news.FeedID, id, published int64) ([]int64, error) {
	return ids(ctx, v, `SELECT s.user FROM subscriptions s CROSS JOIN unread u
		WHERE s.feed = ? AND s.gone = 0 AND u.user = s.user AND u.company = 0 AND u.published = ? AND u.article = ?`, feed, published, id)
}

// addUnread makes an article unread for users for whom it is not yet.
func (t *tx) addUnread(ctx context.Context, users []int64, id int64, feed news.FeedID, published int64, mentions []mention) error {
	var rows []any
	for _, user := range users {
		rows = append(rows, user, 0, published, id, feed, 0)
		for _, m := range mentions {
			rows = append(rows, user, m.company, published, id, feed, m.about)
		}
	}
	return t.insertAll(ctx, "INSERT INTO unread (user, company, published, article, feed, about)", 6, rows)
}

// insertUnread makes articles unread.
func (t *tx) insertUnread(ctx context.Context, user news.UserID, articles []int64) error {
	if len(articles) == 0 {
		return nil
	}
	_, err := t.exec(ctx, `INSERT OR IGNORE INTO unread (user, company, published, article, feed, about)
		SELECT ?1, 0, a.published, a.id, a.feed, 0 FROM json_each(?2) j CROSS JOIN articles a ON a.id = j.value
		UNION ALL SELECT ?1, m.company, m.published, m.article, m.feed, m.about FROM json_each(?2) j
			CROSS JOIN mentions m INDEXED BY mentions_article ON m.article = j.value`, user, asJSON(articles))
	return err
}

// deleteUnread makes articles read.
func (t *tx) deleteUnread(ctx context.Context, user news.UserID, articles []int64) error {
	if len(articles) == 0 {
		return nil
	}
	var places []place
	err := t.query(ctx, "SELECT a.published, a.id FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value", []any{asJSON(articles)}, func(scan scan) error {
		var at place
		err := scan(&at.published, &at.id)
		places = append(places, at)
		return err
	})
	if err != nil {
		return err
	}
	// One by one: for many at once SQLite would walk all that is unread.
	for _, at := range places {
		if _, err := t.exec(ctx, `DELETE FROM unread WHERE user = ?1 AND published = ?3 AND article = ?2
			AND company IN (SELECT 0 UNION ALL SELECT company FROM mentions WHERE article = ?2)`, user, at.id, at.published); err != nil {
			return err
		}
	}
	return nil
}

// setRead makes articles read or unread and returns those that were not so
// before. Only articles of feeds the user follows count.
func (t *tx) setRead(ctx context.Context, user news.UserID, articles []int64, read bool) ([]int64, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	articles, err := t.withoutMuted(ctx, user, articles, read)
	if err != nil {
		return nil, err
	}
	changed, err := ids(ctx, t, `SELECT a.id FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value
		CROSS JOIN subscriptions s ON s.user = ?2 AND s.feed = a.feed
		WHERE a.purged = 0 AND s.gone = 0 AND ?3 = EXISTS
		(SELECT 1 FROM unread u WHERE u.user = ?2 AND u.company = 0 AND u.published = a.published AND u.article = a.id)`,
		asJSON(articles), user, read)
	if err != nil {
		return nil, err
	}
	if read {
		return changed, t.deleteUnread(ctx, user, changed)
	}
	return changed, t.insertUnread(ctx, user, changed)
}

// ids reads a query of one column of numbers.
func ids(ctx context.Context, q querier, text string, args ...any) ([]int64, error) {
	var all []int64
	err := q.query(ctx, text, args, func(scan scan) error {
		var id int64
		err := scan(&id)
		all = append(all, id)
		return err
	})
	return all, err
}
