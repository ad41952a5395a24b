package sqlite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Rules hide articles. What each hides is worked out when it begins and
// whenever an article comes in, changes or joins a story, and stands in the
// table muted. A hidden article is not unread, so that all counts of unread
// ones are right without looking; when the rule ends it is again if it was.

const ruleColumns = "SELECT id, feed, article, query, title, at FROM mutes"

func scanRule(scan scan) (m store.Mute, err error) {
	var at int64
	err = scan(&m.ID, &m.Feed, &m.Article, &m.Query, &m.Title, &at)
	m.At = fromMillis(at)
	return m, err
}

// ListMutes implements store.Mutes.
func (s *DB) ListMutes(ctx context.Context, user news.UserID) (rules []store.Mute, err error) {
	err = s.read(ctx, "list what is muted", func(q querier) error {
		if rules, err = rulesOf(ctx, q, user); err != nil || len(rules) == 0 {
			return err
		}
		for i := range rules {
			if _, err := one(ctx, q, "SELECT count(*) FROM muted WHERE rule = ?", []any{rules[i].ID}, &rules[i].Hidden); err != nil {
				return err
			}
		}
		return nil
	})
	return rules, err
}

func rulesOf(ctx context.Context, q querier, user news.UserID) (rules []store.Mute, err error) {
	err = q.query(ctx, ruleColumns+` m WHERE user = ? AND gone = 0 AND (feed = 0 OR EXISTS (SELECT 1 FROM subscriptions s
		WHERE s.user = m.user AND s.feed = m.feed AND s.gone = 0)) ORDER BY id DESC`, []any{user}, func(scan scan) error {
		m, err := scanRule(scan)
		rules = append(rules, m)
		return err
	})
	return rules, err
}

// nodeOf is what a rule asks of an article.
func (s *DB) nodeOf(m store.Mute) (query.Node, error) {
	if m.Article != 0 {
		return query.Term{Field: query.FieldStory, ID: int64(m.Article)}, nil
	}
	node, err := query.ParseRule(m.Query, s.o.Now())
	if err != nil || m.Feed == 0 {
		return node, err
	}
	return query.And{query.Term{Field: query.FieldFeedID, ID: int64(m.Feed)}, node}, nil
}

// mute begins a rule and returns it with how many articles it hides; 0 when
// there is the same one already.
func (t *tx) mute(ctx context.Context, user news.UserID, m store.Mute) (store.MuteID, int, error) {
	m.Query = strings.TrimSpace(m.Query)
	if (m.Article == 0) == (m.Query == "") {
		return 0, 0, errors.New("a rule hides a story or what a query finds")
	}
	if _, err := t.s.nodeOf(m); err != nil {
		return 0, 0, err
	}
	there := false
	if _, err := one(ctx, t, "SELECT EXISTS (SELECT 1 FROM mutes WHERE user = ? AND feed = ? AND article = ? AND query = ? AND gone = 0)",
		[]any{user, m.Feed, m.Article, m.Query}, &there); err != nil || there {
		return 0, 0, err
	}
	id, err := t.insert(ctx, "INSERT INTO mutes (user, feed, article, query, title, at) VALUES (?,?,?,?,?,?)",
		user, m.Feed, m.Article, m.Query, m.Title, millis(m.At))
	if err != nil {
		return 0, 0, err
	}
	n, err := t.hide(ctx, user, store.MuteID(id))
	return store.MuteID(id), n, err
}

// hide has a rule hide what it is meant for.
func (t *tx) hide(ctx context.Context, user news.UserID, id store.MuteID) (int, error) {
	var m store.Mute
	err := t.query(ctx, ruleColumns+" WHERE id = ? AND user = ?", []any{id, user}, func(scan scan) (err error) {
		m, err = scanRule(scan)
		return err
	})
	if err != nil || m.ID == 0 {
		return 0, err
	}
	node, err := t.s.nodeOf(m)
	if err != nil {
		return 0, err
	}
	found, err := t.s.match(ctx, t, user, store.Filter{Where: node, Muted: true})
	if err != nil {
		return 0, err
	}
	if _, err := t.exec(ctx, "UPDATE mutes SET gone = 0 WHERE id = ?", id); err != nil {
		return 0, err
	}
	return len(found), t.addMuted(ctx, user, id, found)
}

// addMuted notes that a rule hides articles.
func (t *tx) addMuted(ctx context.Context, user news.UserID, id store.MuteID, articles []int64) error {
	if len(articles) == 0 {
		return nil
	}
	t.mutesChanged()
	if _, err := t.exec(ctx, `INSERT OR IGNORE INTO muted (user, article, rule, feed, unread) SELECT ?1, a.id, ?2, a.feed,
		EXISTS (SELECT 1 FROM unread u WHERE u.user = ?1 AND u.company = 0 AND u.published = a.published AND u.article = a.id)
		FROM json_each(?3) j CROSS JOIN articles a ON a.id = j.value`, user, id, asJSON(articles)); err != nil {
		return err
	}
	return t.deleteUnread(ctx, user, articles)
}

// unmute ends a rule.
func (t *tx) unmute(ctx context.Context, user news.UserID, id store.MuteID) (int, error) {
	n, err := t.exec(ctx, "UPDATE mutes SET gone = 1 WHERE id = ? AND user = ? AND gone = 0", id, user)
	if err != nil || n == 0 {
		return 0, err
	}
	hidden, err := ids(ctx, t, "SELECT article FROM muted WHERE rule = ?", id)
	if err != nil {
		return 0, err
	}
	return max(1, len(hidden)), t.dropMuted(ctx, user, id, hidden)
}

// dropMuted notes that a rule does not hide articles any more. What no other
// rule hides comes back as it was.
func (t *tx) dropMuted(ctx context.Context, user news.UserID, id store.MuteID, articles []int64) error {
	if len(articles) == 0 {
		return nil
	}
	t.mutesChanged()
	set := asJSON(articles)
	unread, err := ids(ctx, t, "SELECT m.article FROM json_each(?3) j CROSS JOIN muted m WHERE m.user = ?1 AND m.article = j.value AND m.rule = ?2 AND m.unread = 1", user, id, set)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM muted WHERE user = ?1 AND rule = ?2 AND article IN (SELECT value FROM json_each(?3))", user, id, set); err != nil {
		return err
	}
	_, err = t.setRead(ctx, user, unread, false) // where another rule hides it, that one remembers
	return err
}

// withoutMuted leaves out what rules hide; the rules remember whether it is to
// be unread when they end.
func (t *tx) withoutMuted(ctx context.Context, user news.UserID, articles []int64, read bool) ([]int64, error) {
	some, err := mutesAny(ctx, t, user)
	if err != nil || !some {
		return articles, err
	}
	hidden, err := ids(ctx, t, "SELECT DISTINCT m.article FROM json_each(?2) j CROSS JOIN muted m WHERE m.user = ?1 AND m.article = j.value", user, asJSON(articles))
	if err != nil || len(hidden) == 0 {
		return articles, err
	}
	if _, err := t.exec(ctx, "UPDATE muted SET unread = ?3 WHERE user = ?1 AND article IN (SELECT value FROM json_each(?2))", user, asJSON(hidden), !read); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(articles), func(id int64) bool { return slices.Contains(hidden, id) }), nil
}

func (v *saver) muteAgain(ctx context.Context) error {
	if v.refound { // perhaps in hidden ones
		v.hideOthers()
	}
	return v.tx.muteAgain(ctx, v.touched)
}

// muteAgain works out anew, for everybody who has rules, which of them hide
// these articles.
func (t *tx) muteAgain(ctx context.Context, articles []int64) error {
	if len(articles) == 0 {
		return nil
	}
	users, err := ids(ctx, t, "SELECT DISTINCT user FROM mutes WHERE gone = 0")
	if err != nil {
		return err
	}
	for _, user := range users {
		if err := t.muteAgainFor(ctx, news.UserID(user), articles); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) muteAgainFor(ctx context.Context, user news.UserID, articles []int64) error {
	rules, err := rulesOf(ctx, t, user)
	if err != nil || len(rules) == 0 || len(articles) == 0 {
		return err
	}
	set := asJSON(articles)
	was := map[store.MuteID][]int64{}
	if err := t.query(ctx, "SELECT m.rule, m.article FROM json_each(?2) j CROSS JOIN muted m WHERE m.user = ?1 AND m.article = j.value", []any{user, set}, func(scan scan) error {
		var id store.MuteID
		var article int64
		err := scan(&id, &article)
		was[id] = append(was[id], article)
		return err
	}); err != nil {
		return err
	}
	for _, m := range rules {
		node, err := t.s.nodeOf(m)
		if err != nil {
			continue // a rule that an older lede understood hides nothing
		}
		found, err := t.s.match(ctx, t, user, store.Filter{Muted: true, Where: query.And{query.Term{Field: query.FieldArticles, Value: set}, node}})
		if err != nil {
			return err
		}
		fresh := slices.DeleteFunc(slices.Clone(found), func(id int64) bool { return slices.Contains(was[m.ID], id) })
		gone := slices.DeleteFunc(was[m.ID], func(id int64) bool { return slices.Contains(found, id) })
		if err := t.addMuted(ctx, user, m.ID, fresh); err != nil {
			return err
		}
		if err := t.dropMuted(ctx, user, m.ID, gone); err != nil {
			return err
		}
	}
	return nil
}

// muteFeed works out anew which articles of a feed a user's rules hide.
func (t *tx) muteFeed(ctx context.Context, user news.UserID, feed news.FeedID) error {
	some := false
	if _, err := one(ctx, t, "SELECT EXISTS (SELECT 1 FROM mutes WHERE user = ? AND gone = 0)", []any{user}, &some); err != nil || !some {
		return err
	}
	all, err := ids(ctx, t, "SELECT id FROM articles WHERE feed = ? AND purged = 0", feed)
	if err != nil {
		return err
	}
	return t.muteAgainFor(ctx, user, all)
}

// feedRules has exactly these queries be the rules of a feed.
func (t *tx) feedRules(ctx context.Context, user news.UserID, feed news.FeedID, queries []string) error {
	have := map[string]store.MuteID{}
	if err := t.query(ctx, "SELECT id, query FROM mutes WHERE user = ? AND feed = ? AND gone = 0", []any{user, feed}, func(scan scan) error {
		var id store.MuteID
		var query string
		err := scan(&id, &query)
		have[query] = id
		return err
	}); err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, text := range queries {
		text = strings.TrimSpace(text)
		if text == "" || wanted[text] {
			continue
		}
		wanted[text] = true
		if have[text] != 0 {
			continue
		}
		var wrong *query.Error
		if _, _, err := t.mute(ctx, user, store.Mute{Feed: feed, Query: text, At: t.s.o.Now()}); errors.As(err, &wrong) {
			return fmt.Errorf("the rule %s: %w", strconv.Quote(text), err)
		} else if err != nil {
			return err
		}
	}
	for text, id := range have {
		if !wanted[text] {
			if _, err := t.unmute(ctx, user, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// mutesChanged says that rules hide other articles now.
func (t *tx) mutesChanged() {
	t.changed.States, t.changed.Articles = true, true
	t.hideOthers()
}

// hideOthers has the sums of what is hidden counted anew.
func (t *tx) hideOthers() { t.after = append(t.after, func() { t.s.mutedGen.Add(1) }) }

// forgetMuted takes articles out of what is muted: they are purged.
func (t *tx) forgetMuted(ctx context.Context, articles []int64) error {
	t.mutesChanged()
	_, err := t.exec(ctx, `DELETE FROM muted WHERE (user, article, rule) IN (SELECT m.user, m.article, m.rule FROM json_each(?) j
		CROSS JOIN users u CROSS JOIN muted m WHERE m.user = u.id AND m.article = j.value)`, asJSON(articles))
	return err
}

// mutesAny reports whether anything is hidden from a user.
func mutesAny(ctx context.Context, q querier, user news.UserID) (some bool, err error) {
	_, err = one(ctx, q, "SELECT EXISTS (SELECT 1 FROM muted WHERE user = ?)", []any{user}, &some)
	return some, err
}

func driveMuted(ctx context.Context, pl *planner, id int64) (candidate, error) {
	c := candidate{plan: plan{from: "(SELECT DISTINCT article FROM muted WHERE user = ?) d CROSS JOIN articles a ON a.id = d.article",
		args: []any{pl.user}, published: "a.published", id: "a.id"}}
	count, args := "SELECT count(*) FROM muted WHERE user = ?", []any{pl.user}
	if id != 0 {
		c.plan = plan{from: "muted d INDEXED BY muted_rule CROSS JOIN articles a ON a.id = d.article", on: "d.rule = ?",
			args: []any{id}, published: "a.published", id: "a.id"}
		count, args = "SELECT count(*) FROM muted WHERE rule = ?", []any{id}
	}
	_, err := one(ctx, pl.q, count, args, &c.rows)
	return c, err
}
