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

// addUnread makes an article unread for users who have read it, or never had it.
func (t *tx) addUnread(ctx context.Context, users []int64, id int64, feed news.FeedID, published int64, mentions []mention) error {
	const insert = "INSERT INTO unread (user, company, published, article, feed) VALUES (?,?,?,?,?)"
	for _, user := range users {
		if _, err := t.exec(ctx, insert, user, 0, published, id, feed); err != nil {
			return err
		}
		for _, m := range mentions {
			if _, err := t.exec(ctx, insert, user, m.company, published, id, feed); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeUnread makes an article read.
func (t *tx) removeUnread(ctx context.Context, user, id, published int64) error {
	_, err := t.exec(ctx, `DELETE FROM unread WHERE user = ?1 AND published = ?3 AND article = ?2
		AND company IN (SELECT 0 UNION ALL SELECT company FROM mentions WHERE article = ?2)`, user, id, published)
	return err
}

// setRead makes articles read or unread and returns those that were not so
// before. Only articles of feeds the user follows count.
func (t *tx) setRead(ctx context.Context, user news.UserID, articles []int64, read bool) ([]int64, error) {
	var changed []int64
	for _, id := range articles {
		var feed news.FeedID
		var published int64
		var unread bool
		found, err := one(ctx, t, `SELECT a.feed, a.published, EXISTS
			(SELECT 1 FROM unread u WHERE u.user = s.user AND u.company = 0 AND u.published = a.published AND u.article = a.id)
			FROM articles a CROSS JOIN subscriptions s
			WHERE a.id = ? AND a.purged = 0 AND s.user = ? AND s.feed = a.feed AND s.gone = 0`, []any{id, user}, &feed, &published, &unread)
		if err != nil {
			return nil, err
		}
		if !found || unread != read {
			continue
		}
		if read {
			err = t.removeUnread(ctx, int64(user), id, published)
		} else {
			err = t.setUnread(ctx, user, id, feed, published)
		}
		if err != nil {
			return nil, err
		}
		changed = append(changed, id)
	}
	return changed, nil
}

func (t *tx) setUnread(ctx context.Context, user news.UserID, id int64, feed news.FeedID, published int64) error {
	_, err := t.exec(ctx, `INSERT OR IGNORE INTO unread (user, company, published, article, feed)
		SELECT ?1, 0, ?3, ?2, ?4 UNION ALL SELECT ?1, company, published, article, feed FROM mentions WHERE article = ?2`,
		user, id, published, feed)
	return err
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
