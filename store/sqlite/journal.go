package sqlite

import (
	"context"
	"strconv"

	"lede/news"
	"lede/store"
)

// journal remembers what was done, within the step of ctx if there is one.
func (t *tx) journal(ctx context.Context, user news.UserID, a store.Action, changed []int64, old string) error {
	step, err := t.step(ctx, user, a)
	if err != nil {
		return err
	}
	if a.Mute.ID != 0 {
		a.Key = strconv.FormatInt(int64(a.Mute.ID), 10)
	}
	id, err := t.insert(ctx, "INSERT INTO journal (user, at, kind, value, feed, articles, key, old, step) VALUES (?,?,?,?,?,?,?,?,?)",
		user, millis(a.At), string(a.Kind), a.Value, a.Feed, packIDs(changed), a.Key, old, step)
	if err != nil || id%64 != 0 {
		return err
	}
	// A step stays whole as long as some of it does.
	_, err = t.exec(ctx, `WITH last AS (SELECT id FROM journal WHERE user = ?1 AND undone = 0 ORDER BY id DESC LIMIT 1 OFFSET ?2)
		DELETE FROM journal WHERE user = ?1 AND (undone = 1 OR id <= (SELECT id FROM last)
			AND step NOT IN (SELECT step FROM journal WHERE user = ?1 AND undone = 0 AND step <> 0 AND id > (SELECT id FROM last)))`, user, journalLength)
	return err
}

// step is the number of the step that what is done belongs to, 0 none. The first
// action of a step has its name written before it.
func (t *tx) step(ctx context.Context, user news.UserID, a store.Action) (int64, error) {
	s := store.StepOf(ctx)
	if s == nil {
		return 0, nil
	}
	if t.steps == 0 {
		t.steps = s.Begun()
	}
	if t.steps != 0 {
		return t.steps, nil
	}
	id, err := t.insert(ctx, "INSERT INTO journal (user, at, kind, value) VALUES (?,?,?,?)", user, millis(a.At), string(store.Several), s.Name())
	if err != nil {
		return 0, err
	}
	t.steps = id
	t.after = append(t.after, func() { s.Begin(id) })
	_, err = t.exec(ctx, "UPDATE journal SET step = id WHERE id = ?", id)
	return id, err
}

// goOn joins a change of a setting to the one before it, if it goes on with it.
// One that leads back to where it began has not happened.
func (t *tx) goOn(ctx context.Context, user news.UserID, a store.Action) (joined bool, err error) {
	if !a.Again {
		return false, nil
	}
	var id, step int64
	var kind, key, old string
	found, err := one(ctx, t, "SELECT id, kind, key, old, step FROM journal WHERE user = ? AND undone = 0 ORDER BY id DESC LIMIT 1",
		[]any{user}, &id, &kind, &key, &old, &step)
	if err != nil || !found || kind != string(store.Set) || key != a.Key || step != 0 {
		return false, err
	}
	if old == a.Value {
		_, err = t.exec(ctx, "DELETE FROM journal WHERE id = ?", id)
	} else {
		_, err = t.exec(ctx, "UPDATE journal SET value = ?, at = ? WHERE id = ?", a.Value, millis(a.At), id)
	}
	return true, err
}

// entry is a line of the journal.
type entry struct {
	store.Action
	id, step int64
	blob     []byte
	old      string
}

const entryColumns = "SELECT id, at, kind, value, feed, articles, key, old, step FROM journal WHERE user = ? AND undone = 0 "

// entries reads lines of the journal, the newest first.
func (t *tx) entries(ctx context.Context, more string, args ...any) (all []entry, err error) {
	err = t.query(ctx, entryColumns+more, args, func(scan scan) error {
		var e entry
		var at int64
		err := scan(&e.id, &at, &e.Kind, &e.Value, &e.Feed, &e.blob, &e.Key, &e.old, &e.step)
		e.At = fromMillis(at)
		all = append(all, e)
		return err
	})
	return all, err
}

// Undo implements store.Actions.
func (s *DB) Undo(ctx context.Context, user news.UserID) (a store.Action, n int, err error) {
	err = s.write(ctx, "undo", synced, func(ctx context.Context, t *tx) error {
		t.who = user
		a, n = store.Action{}, 0
		all, err := t.entries(ctx, "ORDER BY id DESC LIMIT 1", user)
		if err == nil && len(all) == 0 {
			err = store.ErrNoUndo
		}
		if err == nil && all[0].step != 0 {
			all, err = t.entries(ctx, "AND step = ? ORDER BY id DESC", user, all[0].step)
		}
		if err != nil {
			return err
		}
		for i := range all {
			e := &all[i]
			changed, err := t.takeBack(ctx, user, e)
			if err != nil {
				return err
			}
			n += changed
			switch {
			case e.step == 0:
				a = e.Action
			case e.Kind == store.Several:
				a.Kind, a.Value, a.At = e.Kind, e.Value, e.At
			default:
				e.N = changed
				a.Parts = append([]store.Action{e.Action}, a.Parts...)
			}
		}
		return nil
	})
	if err != nil {
		return store.Action{}, 0, err
	}
	return a, n, nil
}

// takeBack reverses a line of the journal and returns how much that changed.
func (t *tx) takeBack(ctx context.Context, user news.UserID, e *entry) (n int, err error) {
	articles, err := unpackIDs(e.blob)
	if err != nil {
		return 0, err
	}
	for _, id := range articles {
		e.Articles = append(e.Articles, news.ArticleID(id))
	}
	if e.Kind != store.Several {
		if n, err = t.reverse(ctx, user, &e.Action, articles, e.old); err != nil {
			return 0, err
		}
	}
	_, err = t.exec(ctx, "UPDATE journal SET undone = 1 WHERE id = ?", e.id)
	return n, err
}
