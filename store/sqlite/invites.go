package sqlite

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/news"
	"lede/store"
)

// Invite implements store.Accounts.
func (s *DB) Invite(ctx context.Context, i store.Invite) (store.Invite, error) {
	if len(i.Hash) == 0 || !i.Role.AtLeast(news.Reader) {
		return i, errors.New("invite: a code and a role (reader, editor or admin) are needed")
	}
	err := s.write(ctx, "invite", synced, func(ctx context.Context, t *tx) (err error) {
		i.ID, err = t.insert(ctx, "INSERT INTO invites (hash, name, role, made_by, made, expires) VALUES (?,?,?,?,?,?)",
			i.Hash, i.Name, string(i.Role), i.By, millis(i.Made), millis(i.Expires))
		return err
	})
	return i, err
}

// Invites implements store.Accounts.
func (s *DB) Invites(ctx context.Context, at time.Time) ([]store.Invite, error) {
	var all []store.Invite
	err := s.read(ctx, "list invitations", func(q querier) error {
		return q.query(ctx, "SELECT id, hash, name, role, made_by, made, expires FROM invites WHERE used = 0 AND expires > ? ORDER BY id", []any{millis(at)}, func(scan scan) error {
			var i store.Invite
			var made, expires int64
			err := scan(&i.ID, &i.Hash, &i.Name, &i.Role, &i.By, &made, &expires)
			i.Made, i.Expires = fromMillis(made), fromMillis(expires)
			all = append(all, i)
			return err
		})
	})
	return all, err
}

// Revoke implements store.Accounts.
func (s *DB) Revoke(ctx context.Context, id int64) error {
	return s.write(ctx, "take an invitation back", synced, func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM invites WHERE id = ? AND used = 0", id)
		if err == nil && n == 0 {
			err = fmt.Errorf("invitation %d: %w, or it is used", id, store.ErrNotFound)
		}
		return err
	})
}

// Redeem implements store.Accounts.
func (s *DB) Redeem(ctx context.Context, hash []byte, key store.SSHKey, name string, at time.Time) (user news.User, err error) {
	err = s.write(ctx, "redeem an invitation", synced, func(ctx context.Context, t *tx) error {
		if _, found, err := userOf(ctx, t, key.Print); err != nil || found {
			if err == nil {
				err = keyTaken(key.Print)
			}
			return err
		}
		var id int64
		var called string
		var role news.Role
		found, err := one(ctx, t, "SELECT id, name, role FROM invites WHERE hash = ? AND used = 0 AND expires > ?", []any{hash, millis(at)}, &id, &called, &role)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("an invitation with this code: %w; each is good for one account, and not for ever", store.ErrNotFound)
		}
		if called != "" {
			name = called
		}
		if user, err = t.newUser(ctx, name, role, &key); err != nil {
			return err
		}
		t.who = user.ID
		_, err = t.exec(ctx, "UPDATE invites SET used = ?, used_by = ? WHERE id = ?", millis(at), user.ID, id)
		return err
	})
	return user, err
}
