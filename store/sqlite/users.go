package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/news"
	"lede/store"
)

const userColumns = "u.id, u.name, u.role, u.seen"

func scanUser(scan scan, more ...any) (u news.User, err error) {
	var seen int64
	err = scan(append([]any{&u.ID, &u.Name, &u.Role, &seen}, more...)...)
	u.Seen = fromMillis(seen)
	return u, err
}

// userOf finds the user of a key.
func userOf(ctx context.Context, q querier, key string) (user news.User, found bool, err error) {
	err = q.query(ctx, "SELECT "+userColumns+" FROM keys k CROSS JOIN users u ON u.id = k.user WHERE k.print = ?", []any{key}, func(scan scan) (err error) {
		found = true
		user, err = scanUser(scan)
		user.Key = key
		return err
	})
	return user, found, err
}

// UserByKey implements store.Accounts.
func (s *DB) UserByKey(ctx context.Context, key, name string, create bool) (user news.User, err error) {
	if key == "" {
		return user, errors.New("find a user: the key is empty")
	}
	found := false
	err = s.read(ctx, "find a user", func(q querier) (err error) {
		user, found, err = userOf(ctx, q, key)
		return err
	})
	switch {
	case err != nil || found:
		return user, err
	case !create:
		return user, fmt.Errorf("a user with the key %s: %w", key, store.ErrNotFound)
	}
	err = s.write(ctx, "make a user", synced, func(ctx context.Context, t *tx) error {
		if user, found, err = userOf(ctx, t, key); err != nil || found { // made in the meantime
			return err
		}
		user, err = t.newUser(ctx, name, news.Reader, &store.SSHKey{Print: key})
		t.who = user.ID
		return err
	})
	return user, err
}

// newUser makes an account with its first key, if any, and the feeds of the house.
func (t *tx) newUser(ctx context.Context, name string, role news.Role, key *store.SSHKey) (u news.User, err error) {
	now := t.s.o.Now()
	id, err := t.insert(ctx, "INSERT INTO users (name, role, seen) VALUES (?,?,?)", name, string(role), millis(now))
	if err != nil {
		return u, err
	}
	u = news.User{ID: news.UserID(id), Name: name, Role: role, Seen: fromMillis(millis(now))}
	if key != nil {
		u.Key = key.Print
		if _, err := t.exec(ctx, "INSERT INTO keys (print, user, name, added, used) VALUES (?,?,?,?,?)", key.Print, id, key.Name, millis(now), millis(now)); err != nil {
			return u, err
		}
	}
	return u, t.furnish(ctx, u.ID)
}

// Guest implements store.Accounts.
func (s *DB) Guest(ctx context.Context) (user news.User, err error) {
	found := false
	find := func(q querier) error {
		return q.query(ctx, "SELECT "+userColumns+" FROM users u WHERE u.role = ? ORDER BY u.id LIMIT 1", []any{string(news.Guest)}, func(scan scan) (err error) {
			found = true
			user, err = scanUser(scan)
			return err
		})
	}
	if err = s.read(ctx, "find the guests", find); err != nil || found {
		return user, err
	}
	err = s.write(ctx, "make an account for guests", synced, func(ctx context.Context, t *tx) error {
		if err := find(t); err != nil || found {
			return err
		}
		user, err = t.newUser(ctx, "guest", news.Guest, nil)
		t.who = user.ID
		return err
	})
	return user, err
}

// User implements store.Accounts.
func (s *DB) User(ctx context.Context, id news.UserID) (user news.User, err error) {
	found := false
	err = s.read(ctx, "find a user", func(q querier) error {
		return q.query(ctx, "SELECT "+userColumns+" FROM users u WHERE u.id = ?", []any{id}, func(scan scan) (err error) {
			found = true
			user, err = scanUser(scan)
			return err
		})
	})
	if err == nil && !found {
		err = noUser(id)
	}
	return user, err
}

func noUser(id news.UserID) error { return fmt.Errorf("user %d: %w", id, store.ErrNotFound) }

// ListUsers implements store.Accounts.
func (s *DB) ListUsers(ctx context.Context) ([]store.Account, error) {
	var users []store.Account
	err := s.read(ctx, "list users", func(q querier) error {
		return q.query(ctx, "SELECT "+userColumns+`, (SELECT count(*) FROM keys k WHERE k.user = u.id),
			(SELECT count(*) FROM subscriptions s WHERE s.user = u.id AND s.gone = 0) FROM users u ORDER BY u.id`, nil, func(scan scan) (err error) {
			var a store.Account
			a.User, err = scanUser(scan, &a.Keys, &a.Feeds)
			users = append(users, a)
			return err
		})
	})
	return users, err
}

// UpdateUser implements store.Accounts.
func (s *DB) UpdateUser(ctx context.Context, u news.User) error {
	switch u.Role {
	case news.Guest, news.Reader, news.Editor, news.Admin:
	default:
		return fmt.Errorf("change a user: there is no role %q; there are reader, editor and admin", u.Role)
	}
	return s.write(ctx, "change a user", synced, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "UPDATE users SET name = ?, role = ? WHERE id = ?", u.Name, string(u.Role), u.ID)
		if err == nil && n == 0 {
			err = noUser(u.ID)
		}
		return err
	})
}

// RemoveUser implements store.Accounts.
func (s *DB) RemoveUser(ctx context.Context, id news.UserID) error {
	if id == news.LocalUser {
		return errors.New("remove a user: the local user stays; it is whoever runs lede on this machine")
	}
	return s.write(ctx, "remove a user", synced, func(ctx context.Context, t *tx) error {
		// Left first: triggers count who follows a feed.
		if _, err := t.exec(ctx, "UPDATE subscriptions SET gone = 1 WHERE user = ? AND gone = 0", id); err != nil {
			return err
		}
		for _, table := range []string{"subscriptions", "unread", "tallies", "states", "tags", "mutes", "muted", "journal", "settings", "keys"} {
			if _, err := t.exec(ctx, "DELETE FROM "+table+" WHERE user = ?", id); err != nil {
				return err
			}
		}
		n, err := t.exec(ctx, "DELETE FROM users WHERE id = ?", id)
		if err == nil && n == 0 {
			err = noUser(id)
		}
		t.who, t.changed = id, store.Changed{Feeds: true, States: true}
		return err
	})
}

// Saw implements store.Accounts.
func (s *DB) Saw(ctx context.Context, key string, at time.Time) error {
	return s.write(ctx, "remember a visit", again, func(ctx context.Context, t *tx) error {
		if _, err := t.exec(ctx, "UPDATE keys SET used = ?2 WHERE print = ?1", key, millis(at)); err != nil {
			return err
		}
		n, err := t.exec(ctx, "UPDATE users SET seen = ?2 WHERE id = (SELECT user FROM keys WHERE print = ?1)", key, millis(at))
		if err == nil && n == 0 {
			err = fmt.Errorf("a user with the key %s: %w", key, store.ErrNotFound)
		}
		return err
	})
}

// Keys implements store.Accounts.
func (s *DB) Keys(ctx context.Context, id news.UserID) ([]store.SSHKey, error) {
	var keys []store.SSHKey
	err := s.read(ctx, "list keys", func(q querier) error {
		return q.query(ctx, "SELECT print, name, added, used FROM keys WHERE user = ? ORDER BY added, print", []any{id}, func(scan scan) error {
			var k store.SSHKey
			var added, used int64
			err := scan(&k.Print, &k.Name, &added, &used)
			k.Added, k.Used = fromMillis(added), fromMillis(used)
			keys = append(keys, k)
			return err
		})
	})
	return keys, err
}

// AddKey implements store.Accounts.
func (s *DB) AddKey(ctx context.Context, id news.UserID, key store.SSHKey) error {
	if key.Print == "" {
		return errors.New("add a key: it has no fingerprint")
	}
	return s.write(ctx, "add a key", synced, func(ctx context.Context, t *tx) error {
		n := 0
		if _, err := one(ctx, t, "SELECT count(*) FROM users WHERE id = ?", []any{id}, &n); err != nil {
			return err
		}
		if n == 0 {
			return noUser(id)
		}
		n, err := t.exec(ctx, "INSERT INTO keys (print, user, name, added) VALUES (?,?,?,?) ON CONFLICT DO NOTHING", key.Print, id, key.Name, millis(s.o.Now()))
		if err == nil && n == 0 {
			err = keyTaken(key.Print)
		}
		return err
	})
}

func keyTaken(print string) error {
	return fmt.Errorf("the key %s belongs to an account already: %w", print, store.ErrTaken)
}

// RemoveKey implements store.Accounts.
func (s *DB) RemoveKey(ctx context.Context, id news.UserID, print string) error {
	return s.write(ctx, "remove a key", synced, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM keys WHERE user = ? AND print = ?", id, print)
		if err == nil && n == 0 {
			err = fmt.Errorf("the key %s: %w among those of user %d", print, store.ErrNotFound, id)
		}
		return err
	})
}
