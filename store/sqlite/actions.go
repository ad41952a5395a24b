package sqlite

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lede/news"
	"lede/store"
)

// inverse of each kind of action.
var inverse = map[store.ActionKind]store.ActionKind{
	store.MarkRead: store.MarkUnread, store.MarkUnread: store.MarkRead,
	store.Star: store.Unstar, store.Unstar: store.Star,
	store.Tag: store.Untag, store.Untag: store.Tag,
	store.Unsubscribe: store.Resubscribe, store.Resubscribe: store.Unsubscribe,
	store.MuteRule: store.UnmuteRule, store.UnmuteRule: store.MuteRule,
	store.Set: store.Set, store.EditFeed: store.EditFeed, store.Bring: store.Bring,
}

// journalLength is how many actions of a user can be undone.
const journalLength = 1000

// packIDs writes numbers in increasing order as differences.
func packIDs(ids []int64) []byte {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	b := make([]byte, 0, len(ids)+8)
	last := int64(0)
	for _, id := range ids {
		b = binary.AppendVarint(b, id-last)
		last = id
	}
	return b
}

func unpackIDs(b []byte) ([]int64, error) {
	var ids []int64
	last := int64(0)
	for len(b) > 0 {
		n, size := binary.Varint(b)
		if size <= 0 {
			return nil, fmt.Errorf("journal: %w", errBlob)
		}
		last += n
		ids = append(ids, last)
		b = b[size:]
	}
	return ids, nil
}

// Do implements store.Actions.
func (s *DB) Do(ctx context.Context, user news.UserID, a store.Action) (int, error) {
	if inverse[a.Kind] == "" || a.Kind == store.EditFeed {
		return 0, fmt.Errorf("there is no action %q", a.Kind)
	}
	if a.Kind != store.Set {
		a.Value = strings.TrimSpace(a.Value)
	}
	if a.Value == "" && (a.Kind == store.Tag || a.Kind == store.Untag) {
		return 0, errors.New("a tag needs a name")
	}
	if a.At.IsZero() {
		a.At = s.o.Now()
	}
	n := 0
	err := s.write(ctx, "do "+string(a.Kind), synced, func(ctx context.Context, t *tx) (err error) {
		t.who = user
		var changed []int64
		var old string
		switch a.Kind {
		case store.Unsubscribe, store.Resubscribe:
			n, err = t.actOnFeed(ctx, user, a.Kind, a.Feed)
		case store.MuteRule:
			if a.Mute.Feed != 0 {
				return errors.New("the rules of a feed are changed with the feed")
			}
			a.Mute.At = a.At
			if a.Mute.ID, n, err = t.mute(ctx, user, a.Mute); err == nil && a.Mute.ID != 0 {
				return t.journal(ctx, user, a, nil, "") // also when it hides nothing yet
			}
		case store.UnmuteRule:
			n, err = t.unmute(ctx, user, a.Mute.ID)
		case store.Set:
			if old, n, err = t.set(ctx, user, a.Key, a.Value); err == nil && n > 0 {
				t.changed.States = true
				if joined, err := t.goOn(ctx, user, a); joined || err != nil {
					return err
				}
			}
		case store.Bring:
			for _, id := range a.Articles {
				changed = append(changed, int64(id))
			}
			n = len(changed)
		default:
			var targets []int64
			if targets, err = t.targets(ctx, user, a); err == nil {
				changed, err = t.actOnArticles(ctx, user, a.Kind, a.Value, targets)
				n = len(changed)
			}
		}
		if err != nil || n == 0 {
			return err
		}
		return t.journal(ctx, user, a, changed, old)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// set changes a setting and returns what it was; 0 when it was so already.
func (t *tx) set(ctx context.Context, user news.UserID, key, value string) (old string, n int, err error) {
	if key == "" {
		return "", 0, errors.New("a setting needs a name")
	}
	if _, err := one(ctx, t, "SELECT value FROM settings WHERE user = ? AND key = ?", []any{user, key}, &old); err != nil || old == value {
		return old, 0, err
	}
	_, err = t.exec(ctx, "INSERT INTO settings (user, key, value) VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET value = ?3", user, key, value)
	return old, 1, err
}

// targets are the articles an action is meant for.
func (t *tx) targets(ctx context.Context, user news.UserID, a store.Action) ([]int64, error) {
	var targets []int64
	if a.Where != nil {
		f := *a.Where
		if !a.Stories {
			f.Collapse = false
		}
		var err error
		if targets, err = t.s.match(ctx, t, user, f); err != nil {
			return nil, err
		}
	}
	for _, id := range a.Articles {
		targets = append(targets, int64(id))
	}
	slices.Sort(targets)
	targets = slices.Compact(targets)
	if !a.Stories || len(targets) == 0 {
		return targets, nil
	}
	mates, err := ids(ctx, t, `SELECT DISTINCT b.id FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value
		CROSS JOIN articles b ON b.story = a.story WHERE a.story IS NOT NULL AND b.purged = 0`, asJSON(targets))
	targets = append(targets, mates...)
	slices.Sort(targets)
	return slices.Compact(targets), err
}

// actOnArticles returns the articles that were not so before.
func (t *tx) actOnArticles(ctx context.Context, user news.UserID, kind store.ActionKind, value string, articles []int64) (changed []int64, err error) {
	t.changed.States = true
	switch kind {
	case store.MarkRead, store.MarkUnread:
		return t.setRead(ctx, user, articles, kind == store.MarkRead)
	}
	const mine = ` FROM articles a CROSS JOIN subscriptions s
		WHERE a.id = ?2 AND a.purged = 0 AND s.user = ?1 AND s.feed = a.feed AND s.gone = 0`
	for _, id := range articles {
		n := 0
		switch kind {
		case store.Star:
			n, err = t.exec(ctx, "INSERT INTO states (user, article, published, starred) SELECT ?1, a.id, a.published, 1"+mine+
				" ON CONFLICT DO UPDATE SET starred = 1 WHERE starred = 0", user, id)
		case store.Unstar:
			n, err = t.exec(ctx, "UPDATE states SET starred = 0 WHERE user = ? AND article = ? AND starred = 1", user, id)
		case store.Tag:
			n, err = t.exec(ctx, "INSERT OR IGNORE INTO tags (user, article, tag, fold, published) SELECT ?1, a.id, ?3, ?4, a.published"+mine,
				user, id, value, fold(value))
		case store.Untag:
			n, err = t.exec(ctx, "DELETE FROM tags WHERE user = ? AND article = ? AND tag = ?", user, id, value)
		}
		if err != nil {
			return nil, err
		}
		if n > 0 {
			changed = append(changed, id)
		}
	}
	return changed, nil
}

func (t *tx) actOnFeed(ctx context.Context, user news.UserID, kind store.ActionKind, feed news.FeedID) (int, error) {
	t.changed = store.Changed{Feeds: true, Articles: true}
	if kind == store.Unsubscribe {
		return t.leave(ctx, user, feed)
	}
	n := 0
	if _, err := one(ctx, t, "SELECT count(*) FROM subscriptions WHERE user = ? AND feed = ? AND gone = 1", []any{user, feed}, &n); err != nil || n == 0 {
		return 0, err
	}
	return n, t.comeBack(ctx, user, feed)
}

// reverse takes an action back and returns how much that changed.
func (t *tx) reverse(ctx context.Context, user news.UserID, a *store.Action, articles []int64, old string) (n int, err error) {
	switch a.Kind {
	case store.Unsubscribe, store.Resubscribe:
		return t.actOnFeed(ctx, user, inverse[a.Kind], a.Feed)
	case store.MuteRule, store.UnmuteRule:
		id, err := strconv.ParseInt(a.Key, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("journal: %w", errBlob)
		}
		a.Key = ""
		if err := t.query(ctx, ruleColumns+" WHERE id = ?", []any{id}, func(scan scan) (err error) { a.Mute, err = scanRule(scan); return err }); err != nil {
			return 0, err
		}
		if a.Kind == store.MuteRule {
			return t.unmute(ctx, user, store.MuteID(id))
		}
		return t.hide(ctx, user, store.MuteID(id))
	case store.Set:
		t.changed.States = true
		_, n, err = t.set(ctx, user, a.Key, old)
		return n, err
	case store.Subscribed:
		if a.Feed != 0 { // it has said by now how it is called
			if _, err := one(ctx, t, "SELECT CASE WHEN title <> '' THEN title ELSE url END FROM feeds WHERE id = ?", []any{a.Feed}, &a.Value); err != nil {
				return 0, err
			}
		}
		return t.unfollow(ctx, user, old)
	case store.Fill:
		return t.unfill(ctx, old)
	case store.Bring:
		t.who = 0 // articles are everybody's
		return t.sendBack(ctx, articles)
	case store.EditFeed:
		var e edition
		if err := json.Unmarshal([]byte(old), &e); err != nil {
			return 0, fmt.Errorf("journal: %w", errBlob)
		}
		return t.editFeed(ctx, user, a.Feed, e)
	}
	changed, err := t.actOnArticles(ctx, user, inverse[a.Kind], a.Value, articles)
	return len(changed), err
}
