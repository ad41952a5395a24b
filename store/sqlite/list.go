package sqlite

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// place is an article's place as stored.
type place struct{ published, id int64 }

func (p place) before(o place) int {
	return cmp.Or(cmp.Compare(p.published, o.published), cmp.Compare(p.id, o.id))
}

// List implements store.Reading.
func (s *DB) List(ctx context.Context, user news.UserID, f store.Filter, p store.Page) (store.Window, error) {
	var w store.Window
	err := s.read(ctx, "list articles", func(q querier) error {
		places, more, err := s.window(ctx, q, user, f, p)
		if err != nil {
			return err
		}
		w.More = more
		if _, err := one(ctx, q, "SELECT coalesce(max(id), 0) FROM articles", nil, &w.AsOf); err != nil {
			return err
		}
		w.Rows, err = headlines(ctx, q, user, places)
		return err
	})
	return w, err
}

// defaultLimit is the length of a window when none is asked for.
const defaultLimit = 50

// window finds the places of a window, in its order.
func (s *DB) window(ctx context.Context, q querier, user news.UserID, f store.Filter, p store.Page) (places []place, more bool, err error) {
	if p.Limit <= 0 {
		p.Limit = defaultLimit
	}
	switch f.By {
	case query.ByTitle:
		return s.byTitle(ctx, q, user, f, p)
	case query.ByFeed:
		return s.byFeed(ctx, q, user, f, p)
	}
	plan, err := s.plan(ctx, q, user, f)
	if err != nil {
		return nil, false, err
	}
	if places, err = plan.places(ctx, q, p); err != nil {
		return nil, false, err
	}
	if len(f.Keep) > 0 {
		kept, err := s.kept(ctx, q, user, f, plan)
		if err != nil {
			return nil, false, err
		}
		var within []place
		within, err = kept.places(ctx, q, p)
		if err != nil {
			return nil, false, err
		}
		places = append(places, within...)
	}
	slices.SortFunc(places, func(a, b place) int { return b.before(a) })
	places = slices.Compact(places)
	if more = len(places) > p.Limit; !more {
		return places, false, nil
	}
	if p.Before != nil {
		return places[len(places)-p.Limit:], true, nil
	}
	return places[:p.Limit], true, nil
}

// kept is the plan of the rows that stay although they do not match any more.
func (s *DB) kept(ctx context.Context, q querier, user news.UserID, f store.Filter, main *plan) (*plan, error) {
	pl := &planner{q: q, user: user}
	if err := pl.heedRules(ctx, f); err != nil {
		return nil, err
	}
	visible, err := pl.visible(ctx, f.River, "a")
	return &plan{from: "(SELECT DISTINCT value FROM json_each(?)) k CROSS JOIN articles a ON a.id = k.value", args: []any{asJSON(f.Keep)},
		published: "a.published", id: "a.id", where: visible, newest: main.newest}, err
}

// all is the body of a query over everything the plan matches.
func (p *plan) all(newest bool) condition {
	c := condition{p.from + " WHERE ", p.args}
	if p.on != "" {
		c.text += p.on + " AND "
	}
	c = c.with(p.where, "")
	if newest && p.newest.text != "" {
		c = c.with(p.newest, " AND ")
	}
	return c
}

// places returns up to one more than the limit.
func (p *plan) places(ctx context.Context, q querier, page store.Page) ([]place, error) {
	c := p.all(true)
	here := "(" + p.published + ", " + p.id + ")"
	bound := func(op string, at *store.Place) {
		// The first comparison is what SQLite bounds the walk with.
		c = c.with(condition{here + " " + op + " (?, ?)", []any{millis(at.Published), at.ID}}, " AND ")
	}
	order := "DESC"
	switch {
	case page.After != nil:
		bound("<", page.After)
	case page.Before != nil:
		bound(">", page.Before)
		order = "ASC"
	case page.From != nil:
		bound("<=", page.From)
	}
	text := "SELECT " + p.published + ", " + p.id + " FROM " + c.text +
		" ORDER BY " + p.published + " " + order + ", " + p.id + " " + order + " LIMIT ?"
	var places []place
	err := q.query(ctx, text, append(c.args, page.Limit+1), func(scan scan) error {
		var at place
		err := scan(&at.published, &at.id)
		places = append(places, at)
		return err
	})
	return places, err
}

// match returns all articles of a filter.
func (s *DB) match(ctx context.Context, q querier, user news.UserID, f store.Filter) ([]int64, error) {
	p, err := s.planAll(ctx, q, user, f)
	if err != nil {
		return nil, err
	}
	c := p.all(true)
	return ids(ctx, q, "SELECT "+p.id+" FROM "+c.text, c.args...)
}

// headlines reads the rows of places, in their order.
func headlines(ctx context.Context, q querier, user news.UserID, places []place) ([]news.Headline, error) {
	if len(places) == 0 {
		return nil, nil
	}
	list := make([]int64, len(places))
	for i, p := range places {
		list[i] = p.id
	}
	rows := make([]news.Headline, 0, len(places))
	err := q.query(ctx, `SELECT a.id, a.feed, coalesce(a.story, 0), a.title, CASE WHEN s.title <> '' THEN s.title ELSE f.title END, a.url,
		a.published, a.language, a.lede, a.companies, a.quotes, a.truncated,
		CASE WHEN a.story IS NULL THEN 0 ELSE (SELECT count(*) FROM articles o INDEXED BY articles_story
			WHERE o.story = a.story AND o.purged = 0 AND o.id <> a.id
			AND EXISTS (SELECT 1 FROM subscriptions os WHERE os.user = ?1 AND os.feed = o.feed AND os.gone = 0)) END,
		NOT EXISTS (SELECT 1 FROM unread u WHERE u.user = ?1 AND u.company = 0 AND u.published = a.published AND u.article = a.id),
		coalesce((SELECT st.starred FROM states st WHERE st.user = ?1 AND st.article = a.id), 0),
		(SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM tags t WHERE t.user = ?1 AND t.article = a.id ORDER BY tag))
		FROM json_each(?2) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN feeds f ON f.id = a.feed
		CROSS JOIN subscriptions s ON s.user = ?1 AND s.feed = a.feed WHERE a.purged = 0`,
		[]any{user, asJSON(list)}, func(scan scan) error {
			var h news.Headline
			var published int64
			var companies string
			var tags *string
			if err := scan(&h.ID, &h.FeedID, &h.StoryID, &h.Title, &h.Outlet, &h.URL, &published, &h.Language, &h.Lede,
				&companies, &h.Quotes, &h.Truncated, &h.Others, &h.Read, &h.Starred, &tags); err != nil {
				return err
			}
			h.Published = fromMillis(published)
			h.Companies = companyIDs(companies)
			if tags != nil {
				h.Tags = lines(*tags)
			}
			rows = append(rows, h)
			return nil
		})
	return rows, err
}

// StoryArticles implements store.Reading.
func (s *DB) StoryArticles(ctx context.Context, user news.UserID, story news.StoryID) ([]news.Headline, error) {
	var rows []news.Headline
	err := s.read(ctx, "read a story", func(q querier) error {
		var places []place
		err := q.query(ctx, `SELECT a.published, a.id FROM articles a INDEXED BY articles_story WHERE a.story = ? AND a.purged = 0
			AND EXISTS (SELECT 1 FROM subscriptions s WHERE s.user = ? AND s.feed = a.feed AND s.gone = 0)
			ORDER BY a.published, a.id`, []any{story, user}, func(scan scan) error {
			var at place
			err := scan(&at.published, &at.id)
			places = append(places, at)
			return err
		})
		if err != nil {
			return err
		}
		rows, err = headlines(ctx, q, user, places)
		return err
	})
	return rows, err
}

// Article implements store.Reading.
func (s *DB) Article(ctx context.Context, user news.UserID, id news.ArticleID) (store.Full, error) {
	var full store.Full
	err := s.read(ctx, "read an article", func(q querier) error {
		rows, err := headlines(ctx, q, user, []place{{id: int64(id)}})
		if err != nil {
			return err
		}
		var mine bool
		if _, err := one(ctx, q, `SELECT EXISTS (SELECT 1 FROM articles a CROSS JOIN subscriptions s
			WHERE a.id = ? AND s.user = ? AND s.feed = a.feed AND s.gone = 0)`, []any{id, user}, &mine); err != nil {
			return err
		}
		if len(rows) == 0 || !mine {
			return fmt.Errorf("article %d: %w", id, store.ErrNotFound)
		}
		h := rows[0]
		if full.Article, full.Digest, err = wholeArticle(ctx, q, id); err != nil {
			return err
		}
		full.Article.Outlet = h.Outlet
		full.State = news.State{Read: h.Read, Starred: h.Starred, Tags: h.Tags}
		_, err = one(ctx, q, "SELECT position FROM states WHERE user = ? AND article = ?", []any{user, id}, &full.State.Position)
		return err
	})
	return full, err
}

// wholeArticle reads an article with its body and its digest.
func wholeArticle(ctx context.Context, q querier, id news.ArticleID) (a news.Article, g news.Digest, err error) {
	var published int64
	var print, digest, more, body []byte
	found, err := one(ctx, q, `SELECT a.id, a.feed, coalesce(a.story, 0), a.published, a.truncated, a.language, a.title, a.url, a.print,
		b.print, b.digest, b.more, b.body FROM articles a CROSS JOIN bodies b ON b.id = a.id WHERE a.id = ? AND a.purged = 0`, []any{id},
		&a.ID, &a.FeedID, &a.StoryID, &published, &a.Truncated, &a.Language, &a.Title, &a.URL, &a.Print, &print, &digest, &more, &body)
	if err == nil && !found {
		err = fmt.Errorf("article %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return a, g, err
	}
	a.Published = fromMillis(published)
	if err = decodeMore(more, &a); err == nil {
		a.Text, a.HTML, err = decodeBody(body)
	}
	if err == nil {
		g, err = decodeDigest(digest)
	}
	if err == nil {
		g.Fingerprint, err = decodeFingerprint(print)
	}
	if err != nil {
		err = fmt.Errorf("article %d: %w", id, err)
	}
	return a, g, err
}
