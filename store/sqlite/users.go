package sqlite

import (
	"context"
	"errors"
	"fmt"

	"lede/news"
	"lede/store"
)

const userColumns = "SELECT id, name, coalesce(key, ''), seen FROM users"

func scanUser(scan scan) (u news.User, err error) {
	var seen int64
	err = scan(&u.ID, &u.Name, &u.Key, &seen)
	u.Seen = fromMillis(seen)
	return u, err
}

// UserByKey implements store.Users.
func (s *DB) UserByKey(ctx context.Context, key, name string, create bool) (news.User, error) {
	var user news.User
	if key == "" {
		return user, errors.New("find a user: the key is empty")
	}
	find := func(ctx context.Context, q querier) (bool, error) {
		found := false
		err := q.query(ctx, userColumns+" WHERE key = ?", []any{key}, func(scan scan) (err error) {
			found = true
			user, err = scanUser(scan)
			return err
		})
		return found, err
	}
	if !create {
		err := s.read(ctx, "find a user", func(q querier) error {
			found, err := find(ctx, q)
			if err == nil && !found {
				err = fmt.Errorf("a user with the key %s: %w", key, store.ErrNotFound)
			}
			return err
		})
		return user, err
	}
	err := s.write(ctx, "make a user", synced, func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "INSERT INTO users (name, key, seen) VALUES (?1,?2,?3) ON CONFLICT (key) DO UPDATE SET seen = ?3",
			name, key, millis(s.o.Now())); err != nil {
			return err
		}
		_, err := find(ctx, t)
		return err
	})
	return user, err
}

// ListUsers implements store.Users.
func (s *DB) ListUsers(ctx context.Context) ([]news.User, error) {
	var users []news.User
	err := s.read(ctx, "list users", func(q querier) error {
		return q.query(ctx, userColumns+" ORDER BY id", nil, func(scan scan) error {
			u, err := scanUser(scan)
			users = append(users, u)
			return err
		})
	})
	return users, err
}

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
	return s.write(ctx, "remember a setting", synced, func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, "INSERT INTO settings (user, key, value) VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET value = ?3", user, key, value)
		return err
	})
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
