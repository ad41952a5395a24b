package sqlite

import (
	"context"
	"fmt"

	"lede/news"
	"lede/store"
)

// Setting implements store.Settings.
func (s *DB) Setting(ctx context.Context, user news.UserID, key string) (value string, err error) {
	err = s.read(ctx, "read a setting", func(q querier) error {
		_, err := one(ctx, q, "SELECT value FROM settings WHERE user = ? AND key = ?", []any{user, key}, &value)
		return err
	})
	return value, err
}

// SetSetting implements store.Settings.
func (s *DB) SetSetting(ctx context.Context, user news.UserID, key, value string) error {
	return s.write(ctx, "remember a setting", synced, func(ctx context.Context, t *tx) error { return t.setSetting(ctx, user, key, value) })
}

// Jot implements store.Settings.
func (s *DB) Jot(ctx context.Context, user news.UserID, key, value string) error {
	return s.write(ctx, "remember something", again, func(ctx context.Context, t *tx) error { return t.setSetting(ctx, user, key, value) })
}

func (t *tx) setSetting(ctx context.Context, user news.UserID, key, value string) error {
	_, err := t.exec(ctx, "INSERT INTO settings (user, key, value) VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET value = ?3", user, key, value)
	return err
}

// SetPosition implements store.Settings.
func (s *DB) SetPosition(ctx context.Context, user news.UserID, id news.ArticleID, position int) error {
	return s.write(ctx, "remember a place", again, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `INSERT INTO states (user, article, published, position) SELECT ?1, id, published, ?3 FROM articles WHERE id = ?2
			ON CONFLICT DO UPDATE SET position = ?3`, user, id, position)
		if err == nil && n == 0 {
			err = fmt.Errorf("article %d: %w", id, store.ErrNotFound)
		}
		return err
	})
}
