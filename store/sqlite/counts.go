package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Count implements store.Reading.
func (s *DB) Count(ctx context.Context, user news.UserID, f store.Filter) (n int, err error) {
	f.Collapse = false
	err = s.read(ctx, "count articles", func(q querier) error {
		if len(f.Keep) == 0 {
			if unread, fast := tallied(f.Where); fast {
				n, err = tally(ctx, q, user, f.River, unread)
				return err
			}
		}
		p, err := s.plan(ctx, q, user, f)
		if err != nil {
			return err
		}
		c := p.all(false)
		if _, err = one(ctx, q, "SELECT count(*) FROM "+c.text, c.args, &n); err != nil || len(f.Keep) == 0 {
			return err
		}
		kept, err := s.match(ctx, q, user, store.Filter{River: f.River, Where: query.And{anyOf(f.Keep), query.Not{Node: orAll(f.Where)}}})
		n += len(kept)
		return err
	})
	return n, err
}

func orAll(n query.Node) query.Node {
	if n == nil {
		return query.And{}
	}
	return n
}

func anyOf(articles []news.ArticleID) query.Node {
	var or query.Or
	for _, id := range articles {
		or = append(or, query.Term{Field: query.FieldArticle, ID: int64(id)})
	}
	return or
}

// tallied reports whether a filter is all articles, or all unread ones: those
// are counted already.
func tallied(n query.Node) (unread, ok bool) {
	terms := conjuncts(n)
	switch n.(type) {
	case nil:
		return false, true
	case query.Term, query.And:
		if len(terms) == 1 && terms[0].Field == query.FieldUnread && size(n) == 1 {
			return true, true
		}
		return false, size(n) == 0
	}
	return false, false
}

// size is how many terms, negations and alternatives a query has.
func size(n query.Node) int {
	switch n := n.(type) {
	case nil:
		return 0
	case query.And:
		total := 0
		for _, part := range n {
			total += size(part)
		}
		return total
	case query.Term:
		return 1
	}
	return 1000
}

func tally(ctx context.Context, q querier, user news.UserID, river, unread bool) (n int, err error) {
	text := "SELECT coalesce(sum(f.total), 0) FROM subscriptions s CROSS JOIN feeds f ON f.id = s.feed WHERE s.user = ? AND s.gone = 0"
	if unread {
		text = `SELECT coalesce(sum(t.unread), 0) FROM subscriptions s CROSS JOIN tallies t ON t.user = s.user AND t.company = 0 AND t.feed = s.feed
			WHERE s.user = ? AND s.gone = 0`
	}
	if river {
		text += " AND s.hidden = 0"
	}
	_, err = one(ctx, q, text, []any{user}, &n)
	return n, err
}

// CompanyCounts implements store.Reading.
func (s *DB) CompanyCounts(ctx context.Context, user news.UserID, f store.Filter, limit int) ([]store.CompanyCount, error) {
	f.Collapse = false
	var counts []store.CompanyCount
	err := s.read(ctx, "count companies", func(q querier) error {
		unread, fast := tallied(f.Where)
		if fast && len(f.Keep) == 0 {
			var err error
			counts, err = s.counts.get(countKey{user, f.River, unread}, s.gen.Load(), func() ([]store.CompanyCount, error) {
				return talliedCompanies(ctx, q, user, f.River, unread)
			})
			return err
		}
		p, err := s.plan(ctx, q, user, f)
		if err != nil {
			return err
		}
		c := p.all(false)
		return q.query(ctx, `SELECT c.slug, c.name, count(*), sum(m.about),
			sum(EXISTS (SELECT 1 FROM unread u WHERE u.user = ? AND u.company = 0 AND u.published = m.published AND u.article = m.article))
			FROM (SELECT `+p.id+` AS id FROM `+c.text+`) x CROSS JOIN mentions m INDEXED BY mentions_article ON m.article = x.id
			CROSS JOIN companies c ON c.id = m.company GROUP BY m.company`, append([]any{user}, c.args...), func(scan scan) error {
			var n store.CompanyCount
			err := scan(&n.Company, &n.Name, &n.Total, &n.About, &n.Unread)
			counts = append(counts, n)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	counts = slices.Clone(counts) // the cache keeps its own
	slices.SortFunc(counts, func(a, b store.CompanyCount) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), strings.Compare(string(a.Company), string(b.Company)))
	})
	if limit > 0 && len(counts) > limit {
		counts = counts[:limit]
	}
	return counts, nil
}

// talliedCompanies adds up what the triggers count for each feed.
func talliedCompanies(ctx context.Context, q querier, user news.UserID, river, unreadOnly bool) ([]store.CompanyCount, error) {
	hidden := ""
	if river {
		hidden = " AND s.hidden = 0"
	}
	var counts []store.CompanyCount
	if unreadOnly {
		// About is not tallied for each user: it is counted among the unread.
		err := q.query(ctx, `SELECT c.slug, c.name, count(*), sum(m.about) FROM unread u
			CROSS JOIN mentions m ON m.company = u.company AND m.published = u.published AND m.article = u.article
			CROSS JOIN companies c ON c.id = u.company
			CROSS JOIN subscriptions s ON s.user = u.user AND s.feed = u.feed AND s.gone = 0`+hidden+`
			WHERE u.user = ? AND u.company > 0 GROUP BY u.company`, []any{user}, func(scan scan) error {
			var n store.CompanyCount
			err := scan(&n.Company, &n.Name, &n.Total, &n.About)
			n.Unread = n.Total
			counts = append(counts, n)
			return err
		})
		return counts, err
	}
	unread := map[int64]int{}
	err := q.query(ctx, `SELECT t.company, sum(t.unread) FROM tallies t CROSS JOIN subscriptions s ON s.user = t.user AND s.feed = t.feed
		WHERE t.user = ? AND t.company > 0 AND s.gone = 0`+hidden+` GROUP BY t.company`, []any{user}, func(scan scan) error {
		var id int64
		var n int
		err := scan(&id, &n)
		unread[id] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	err = q.query(ctx, `SELECT c.id, c.slug, c.name, sum(cf.total), sum(cf.about) FROM company_feeds cf CROSS JOIN subscriptions s ON s.user = ? AND s.feed = cf.feed
		CROSS JOIN companies c ON c.id = cf.company WHERE s.gone = 0`+hidden+` GROUP BY cf.company HAVING sum(cf.total) > 0`, []any{user}, func(scan scan) error {
		var n store.CompanyCount
		var id int64
		err := scan(&id, &n.Company, &n.Name, &n.Total, &n.About)
		n.Unread = unread[id]
		counts = append(counts, n)
		return err
	})
	return counts, err
}

// countCache keeps the company counts of whole rivers until something changes:
// the company bar asks for them after every key.
type countCache struct {
	mu   sync.Mutex
	gen  int64
	rows map[countKey][]store.CompanyCount
}

type countKey struct {
	user          news.UserID
	river, unread bool
}

func (c *countCache) get(k countKey, gen int64, count func() ([]store.CompanyCount, error)) ([]store.CompanyCount, error) {
	c.mu.Lock()
	rows, known := c.rows[k]
	known = known && c.gen == gen
	c.mu.Unlock()
	if known {
		return rows, nil
	}
	rows, err := count()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gen != gen || c.rows == nil || len(c.rows) > 64 {
		c.gen, c.rows = gen, map[countKey][]store.CompanyCount{}
	}
	c.rows[k] = rows
	return rows, nil
}
