package sqlite

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// feedColumns are what scanFeed reads, of feeds f and subscriptions s.
const feedColumns = `f.id, f.url, CASE WHEN s.title <> '' THEN s.title ELSE f.title END, f.site_url, f.description, f.language,
	s.folders, s.settings, s.added, f.state, f.last_poll, f.last_success, f.next_poll, f.failures, f.status, f.problem, f.advice`

func scanFeed(scan scan, more ...any) (news.Feed, error) {
	var f news.Feed
	var folders, settings string
	var added, last, success, next int64
	h := &f.Health
	dest := append([]any{&f.ID, &f.URL, &f.Title, &f.SiteURL, &f.Description, &f.Language, &folders, &settings, &added,
		&h.State, &last, &success, &next, &h.Failures, &h.Status, &h.Problem, &h.Advice}, more...)
	if err := scan(dest...); err != nil {
		return f, err
	}
	f.Added = fromMillis(added)
	h.LastPoll, h.LastSuccess, h.NextPoll = fromMillis(last), fromMillis(success), fromMillis(next)
	if err := json.Unmarshal([]byte(folders), &f.Folders); err != nil {
		return f, fmt.Errorf("folders of feed %d: %w", f.ID, err)
	}
	if len(f.Folders) == 0 {
		f.Folders = nil
	}
	if err := json.Unmarshal([]byte(settings), &f.Settings); err != nil {
		return f, fmt.Errorf("settings of feed %d: %w", f.ID, err)
	}
	return f, nil
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil { // our own plain structs
		panic(err)
	}
	return string(b)
}

func foldersJSON(folders []string) string {
	var kept []string
	for _, f := range folders {
		if f = strings.TrimSpace(f); f != "" && !slices.Contains(kept, f) {
			kept = append(kept, f)
		}
	}
	if kept == nil {
		return "[]"
	}
	return asJSON(kept)
}

// folderList reads what foldersJSON wrote.
func folderList(text string) []string {
	var folders []string
	if text == "[]" || json.Unmarshal([]byte(text), &folders) != nil {
		return nil
	}
	return folders
}

// Subscribe implements store.Feeds.
func (s *DB) Subscribe(ctx context.Context, user news.UserID, feed news.Feed) (f news.Feed, created bool, err error) {
	err = s.write(ctx, "subscribe to "+feed.URL, synced, func(ctx context.Context, t *tx) (err error) {
		t.who = user
		f, created, err = t.subscribe(ctx, user, feed)
		return err
	})
	return f, created && err == nil, err
}

func (t *tx) subscribe(ctx context.Context, user news.UserID, feed news.Feed) (f news.Feed, created bool, err error) {
	if feed.URL == "" {
		return f, false, errors.New("subscribe: a feed needs an address")
	}
	s := t.s
	now := millis(s.o.Now())
	if _, err := t.exec(ctx, `INSERT INTO feeds (url, site_url, description, language, next_poll) VALUES (?,?,?,?,?)
		ON CONFLICT (url) DO NOTHING`, feed.URL, feed.SiteURL, feed.Description, feed.Language, now); err != nil {
		return f, false, err
	}
	var id news.FeedID
	var title string
	if _, err := one(ctx, t, "SELECT id, title FROM feeds WHERE url = ?", []any{feed.URL}, &id, &title); err != nil {
		return f, false, err
	}
	var gone bool
	var folders string
	known, err := one(ctx, t, "SELECT gone, folders FROM subscriptions WHERE user = ? AND feed = ?", []any{user, id}, &gone, &folders)
	if err != nil {
		return f, false, err
	}
	if feed.Title == title {
		feed.Title = "" // as it calls itself: it may change that
	}
	created = !known || gone
	var kept []string
	switch {
	case !known:
		if _, err := t.exec(ctx, "INSERT INTO subscriptions (user, feed, title, folders, settings, hidden, added) VALUES (?,?,?,?,?,?,?)",
			user, id, feed.Title, foldersJSON(feed.Folders), asJSON(feed.Settings), feed.Settings.Hidden, now); err != nil {
			return f, false, err
		}
		if err := t.freshUnread(ctx, user, id, 0); err != nil {
			return f, false, err
		}
		for _, rule := range feed.Settings.Mute { // of a list of feeds: one that nobody understands hides nothing
			if _, err := query.ParseRule(rule, s.o.Now()); err == nil {
				kept = append(kept, rule)
			}
		}
		if err := t.feedRules(ctx, user, id, kept); err != nil {
			return f, false, err
		}
		if err := t.muteFeed(ctx, user, id); err != nil {
			return f, false, err
		}
	default:
		if err := json.Unmarshal([]byte(folders), &kept); err != nil {
			return f, false, err
		}
		if gone {
			if err := t.comeBack(ctx, user, id); err != nil {
				return f, false, err
			}
		}
		if _, err := t.exec(ctx, "UPDATE subscriptions SET folders = ?, house = ? WHERE user = ? AND feed = ?",
			foldersJSON(append(kept, feed.Folders...)), own, user, id); err != nil {
			return f, false, err
		}
	}
	t.changed.Feeds, t.changed.Articles = true, t.changed.Articles || created
	f, err = feedOf(ctx, t, user, id)
	return f, created, err
}

// freshUnread makes the articles of a feed unread that came after one.
func (t *tx) freshUnread(ctx context.Context, user news.UserID, feed news.FeedID, after int64) error {
	fresh, err := ids(ctx, t, "SELECT id FROM articles WHERE feed = ? AND purged = 0 AND id > ?", feed, after)
	if err == nil {
		err = t.insertUnread(ctx, user, fresh)
	}
	return err
}

// leave ends a subscription and keeps what was unread for the way back.
func (t *tx) leave(ctx context.Context, user news.UserID, feed news.FeedID) (int, error) {
	unread, err := ids(ctx, t, "SELECT article FROM unread WHERE user = ? AND feed = ? AND company = 0", user, feed)
	if err != nil {
		return 0, err
	}
	n, err := t.exec(ctx, `UPDATE subscriptions SET gone = 1, unread = ?, seen = (SELECT coalesce(max(id), 0) FROM articles)
		WHERE user = ? AND feed = ? AND gone = 0`, packIDs(unread), user, feed)
	if err != nil || n == 0 {
		return 0, err
	}
	t.hideOthers()
	return n, t.deleteUnread(ctx, user, unread)
}

// comeBack takes a subscription up again, with what was unread and what is new
// since.
func (t *tx) comeBack(ctx context.Context, user news.UserID, feed news.FeedID) error {
	var blob []byte
	var seen int64
	found, err := one(ctx, t, "SELECT unread, seen FROM subscriptions WHERE user = ? AND feed = ? AND gone = 1", []any{user, feed}, &blob, &seen)
	if err != nil || !found {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE subscriptions SET gone = 0, unread = NULL, seen = 0 WHERE user = ? AND feed = ?", user, feed); err != nil {
		return err
	}
	t.hideOthers()
	unread, err := unpackIDs(blob)
	if err != nil {
		return err
	}
	if _, err := t.setRead(ctx, user, unread, false); err != nil {
		return err
	}
	if err := t.freshUnread(ctx, user, feed, seen); err != nil {
		return err
	}
	return t.muteFeed(ctx, user, feed)
}

// Unsubscribe implements store.Feeds.
func (s *DB) Unsubscribe(ctx context.Context, user news.UserID, feed news.FeedID) error {
	n, err := s.Do(ctx, user, store.Action{Kind: store.Unsubscribe, Feed: feed, At: s.o.Now()})
	if err == nil && n == 0 {
		return fmt.Errorf("feed %d: %w among the subscriptions", feed, store.ErrNotFound)
	}
	return err
}

// ListFeeds implements store.Feeds.
func (s *DB) ListFeeds(ctx context.Context, user news.UserID) ([]store.FeedRow, error) {
	var rows []store.FeedRow
	err := s.read(ctx, "list feeds", func(q querier) error {
		return q.query(ctx, "SELECT "+feedColumns+`, coalesce(t.unread, 0), f.total, f.newest
			FROM subscriptions s CROSS JOIN feeds f ON f.id = s.feed
			LEFT JOIN tallies t ON t.user = s.user AND t.company = 0 AND t.feed = s.feed
			WHERE s.user = ? AND s.gone = 0`, []any{user}, func(scan scan) error {
			var row store.FeedRow
			var newest int64
			var err error
			if row.Feed, err = scanFeed(scan, &row.Unread, &row.Total, &newest); err != nil {
				return err
			}
			row.Newest = fromMillis(newest)
			rows = append(rows, row)
			return nil
		})
	})
	type sortKey struct{ folder, title string }
	keys := make(map[news.FeedID]sortKey, len(rows))
	for _, row := range rows {
		k := sortKey{title: fold(cmp.Or(row.Title, row.URL))}
		if len(row.Folders) > 0 {
			k.folder = fold(row.Folders[0])
		}
		keys[row.ID] = k
	}
	slices.SortFunc(rows, func(a, b store.FeedRow) int {
		x, y := keys[a.ID], keys[b.ID]
		return cmp.Or(store.Natural(x.folder, y.folder), store.Natural(x.title, y.title), cmp.Compare(a.ID, b.ID))
	})
	return rows, err
}

// Feed implements store.Feeds.
func (s *DB) Feed(ctx context.Context, user news.UserID, feed news.FeedID) (f news.Feed, err error) {
	err = s.read(ctx, "read a feed", func(q querier) error {
		f, err = feedOf(ctx, q, user, feed)
		return err
	})
	return f, err
}

func feedOf(ctx context.Context, q querier, user news.UserID, feed news.FeedID) (f news.Feed, err error) {
	found := false
	err = q.query(ctx, "SELECT "+feedColumns+` FROM subscriptions s CROSS JOIN feeds f ON f.id = s.feed
		WHERE s.user = ? AND s.feed = ? AND s.gone = 0`, []any{user, feed}, func(scan scan) (err error) {
		found = true
		f, err = scanFeed(scan)
		return err
	})
	if err == nil && !found {
		err = fmt.Errorf("feed %d: %w among the subscriptions", feed, store.ErrNotFound)
	}
	return f, err
}

// edition is what UpdateFeed changes, as the journal keeps it.
type edition struct {
	Title    string            `json:"title"`
	Folders  []string          `json:"folders"`
	Settings news.FeedSettings `json:"settings"`
}

// UpdateFeed implements store.Feeds.
func (s *DB) UpdateFeed(ctx context.Context, user news.UserID, feed news.Feed) error {
	return s.write(ctx, "change a feed", synced, func(ctx context.Context, t *tx) error {
		t.who = user
		var own, title, folders, settings string
		found, err := one(ctx, t, `SELECT f.title, s.title, s.folders, s.settings FROM subscriptions s CROSS JOIN feeds f ON f.id = s.feed
			WHERE s.user = ? AND s.feed = ? AND s.gone = 0`, []any{user, feed.ID}, &own, &title, &folders, &settings)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("feed %d: %w among the subscriptions", feed.ID, store.ErrNotFound)
		}
		old := edition{Title: title, Folders: folderList(folders)}
		if err := json.Unmarshal([]byte(settings), &old.Settings); err != nil {
			return fmt.Errorf("settings of feed %d: %w", feed.ID, err)
		}
		if feed.Title == own {
			feed.Title = ""
		}
		changed := edition{feed.Title, folderList(foldersJSON(feed.Folders)), feed.Settings}
		if asJSON(old) == asJSON(changed) {
			return nil
		}
		if _, err := t.editFeed(ctx, user, feed.ID, changed); err != nil {
			return err
		}
		a := store.Action{Kind: store.EditFeed, Feed: feed.ID, Value: cmp.Or(feed.Title, own, feed.URL), At: s.o.Now()}
		return t.journal(ctx, user, a, nil, asJSON(old))
	})
}

// editFeed has a subscription be as an edition says; 0 when there is none.
func (t *tx) editFeed(ctx context.Context, user news.UserID, feed news.FeedID, e edition) (int, error) {
	n, err := t.exec(ctx, "UPDATE subscriptions SET title = ?, folders = ?, settings = ?, hidden = ? WHERE user = ? AND feed = ? AND gone = 0",
		e.Title, foldersJSON(e.Folders), asJSON(e.Settings), e.Settings.Hidden, user, feed)
	if err != nil || n == 0 {
		return 0, err
	}
	// Hiding it from the river changes what the companies' totals add up.
	t.changed.Feeds = true
	t.hideOthers()
	if err := t.feedRules(ctx, user, feed, e.Settings.Mute); err != nil {
		return 0, err
	}
	return n, t.muteFeed(ctx, user, feed) // other rules may name its folder or title
}

// settingsOf joins the wishes of all who follow a feed: the shortest interval,
// the full text when anybody wants it.
func settingsOf(ctx context.Context, q querier, feed news.FeedID) (all news.FeedSettings, err error) {
	err = q.query(ctx, "SELECT settings FROM subscriptions WHERE feed = ? AND gone = 0", []any{feed}, func(scan scan) error {
		var text string
		var one news.FeedSettings
		if err := scan(&text); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			return fmt.Errorf("settings of feed %d: %w", feed, err)
		}
		all.FullText = all.FullText || one.FullText
		if one.Interval > 0 && (all.Interval == 0 || one.Interval < all.Interval) {
			all.Interval = one.Interval
		}
		return nil
	})
	return all, err
}
