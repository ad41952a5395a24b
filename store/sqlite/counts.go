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
			if t, ok := tallied(f.Where); ok {
				var fast bool
				if n, fast, err = s.countTallied(ctx, q, user, f, t); fast || err != nil {
					return err
				}
			}
		}
		p, err := s.planAll(ctx, q, user, f)
		if err != nil {
			return err
		}
		c := p.all(false)
		if _, err = one(ctx, q, "SELECT count(*) FROM "+c.text, c.args, &n); err != nil || len(f.Keep) == 0 {
			return err
		}
		kept, err := s.match(ctx, q, user, store.Filter{River: f.River, Muted: f.Muted, Where: query.And{anyOf(f.Keep), query.Not{Node: orAll(f.Where)}}})
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

// tallyOf is a filter whose articles are counted already: those of some feeds,
// of one company, unread or all.
type tallyOf struct {
	unread  bool
	feeds   []query.Term // each narrows them
	company *query.Term
}

// tallied reports whether a query is one of those.
func tallied(n query.Node) (t tallyOf, ok bool) {
	terms := conjuncts(n)
	if len(terms) != size(n) {
		return t, false
	}
	for _, term := range terms {
		switch term.Field {
		case query.FieldUnread:
			t.unread = true
		case query.FieldFeed, query.FieldFolder, query.FieldFeedID:
			t.feeds = append(t.feeds, term)
		case query.FieldCompany, query.FieldAbout:
			if t.company != nil {
				return t, false
			}
			t.company = &term
		default:
			return t, false
		}
	}
	return t, true
}

// size is how many terms a query has, and very many when it is more than terms
// that must all match.
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
	case query.Or:
		if len(n) == 1 {
			return size(n[0])
		}
	case query.Term:
		return 1
	}
	return 1 << 20
}

// countTallied adds up; where the words for the company mean several, whose
// articles may be the same, these are counted.
func (s *DB) countTallied(ctx context.Context, q querier, user news.UserID, f store.Filter, t tallyOf) (n int, ok bool, err error) {
	pl := &planner{q: q, user: user}
	company := int64(0)
	if t.company != nil {
		found, err := pl.find(ctx, *t.company)
		switch {
		case err != nil:
			return 0, false, err
		case len(found) == 0:
			return 0, true, nil
		case len(found) > 1:
			if len(t.feeds) > 0 {
				return 0, false, nil
			}
			all := reach{about: t.company.Field == query.FieldAbout}
			if t.unread { // what is hidden is not unread
				all.unread = user
			}
			if all.visible, err = visibleMentions(ctx, q, user, f.River, f.Muted || t.unread); err == nil {
				n, err = countAny(ctx, q, found, all)
			}
			return n, true, err
		}
		company = found[0]
	}
	sum := map[bool]string{false: "coalesce(sum(t.total), 0)", true: "coalesce(sum(t.unread), 0)"}[t.unread]
	if company != 0 && t.company.Field == query.FieldAbout {
		sum = "coalesce(sum(t.about), 0)"
	}
	of := condition{" WHERE s.user = ? AND s.gone = 0", []any{user}}
	if f.River {
		of.text += " AND s.hidden = 0"
	}
	for _, feed := range t.feeds {
		if feed.Field == query.FieldFeedID {
			of = of.with(condition{"s.feed = ?", []any{feed.ID}}, " AND ")
			continue
		}
		set, err := pl.lookup(ctx, feed)
		if err != nil {
			return 0, false, err
		}
		of = of.with(condition{"s.feed IN (SELECT value FROM json_each(?))", []any{set}}, " AND ")
	}
	c := condition{text: "SELECT coalesce(sum(t.total), 0) FROM subscriptions s CROSS JOIN feeds t ON t.id = s.feed"}
	switch {
	case t.unread:
		c = condition{"SELECT " + sum + " FROM subscriptions s CROSS JOIN tallies t ON t.user = s.user AND t.feed = s.feed AND t.company = ?", []any{company}}
	case company != 0:
		c = condition{"SELECT " + sum + " FROM subscriptions s CROSS JOIN company_feeds t ON t.feed = s.feed AND t.company = ?", []any{company}}
	}
	c = c.with(of, "")
	if _, err = one(ctx, q, c.text, c.args, &n); err != nil || t.unread || f.Muted {
		return n, true, err // what is hidden is not unread
	}
	if len(t.feeds) == 0 {
		less, err := s.hiddenTotals(ctx, q, user, f.River)
		switch {
		case company == 0:
			n -= less.all
		case t.company.Field == query.FieldAbout:
			n -= less.companies[company][1]
		default:
			n -= less.companies[company][0]
		}
		return n, true, err
	}
	hidden := 0
	c = condition{text: "SELECT count(DISTINCT m.article) FROM muted m CROSS JOIN subscriptions s ON s.user = m.user AND s.feed = m.feed"}
	if company != 0 {
		c = condition{c.text + " CROSS JOIN mentions mm INDEXED BY mentions_article ON mm.article = m.article AND mm.company = ?", []any{company}}
		if t.company.Field == query.FieldAbout {
			c.text += " AND mm.about = 1"
		}
	}
	of.text = strings.Replace(of.text, "s.user = ?", "m.user = ?", 1)
	c = c.with(of, "")
	_, err = one(ctx, q, c.text, c.args, &hidden)
	return n - hidden, true, err
}

// CompanyCounts implements store.Reading.
func (s *DB) CompanyCounts(ctx context.Context, user news.UserID, f store.Filter, limit int) ([]store.CompanyCount, error) {
	f.Collapse = false
	var counts []store.CompanyCount
	err := s.read(ctx, "count companies", func(q querier) error {
		if t, ok := tallied(f.Where); ok && len(t.feeds) == 0 && t.company == nil && len(f.Keep) == 0 {
			var err error
			counts, err = s.talliedCompanies(ctx, q, user, f, t.unread)
			return err
		}
		p, err := s.planAll(ctx, q, user, f)
		if err != nil {
			return err
		}
		c := p.all(false)
		return q.query(ctx, `SELECT c.slug, c.name, n.total, n.about, n.unread FROM
			(SELECT m.company, count(*) AS total, sum(m.about) AS about, sum(x.unread) AS unread FROM
				(SELECT `+p.id+` AS id, EXISTS (SELECT 1 FROM unread u WHERE u.user = ? AND u.company = 0
					AND u.published = a.published AND u.article = a.id) AS unread FROM `+c.text+` LIMIT -1) x
				CROSS JOIN mentions m INDEXED BY mentions_article ON m.article = x.id GROUP BY m.company) n
			CROSS JOIN companies c ON c.id = n.company`, append([]any{user}, c.args...), func(scan scan) error {
			var n store.CompanyCount
			err := scan(&n.Company, &n.Name, &n.Total, &n.About, &n.Unread)
			counts = append(counts, n)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(counts, func(a, b store.CompanyCount) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), strings.Compare(string(a.Company), string(b.Company)))
	})
	if limit > 0 && len(counts) > limit {
		counts = counts[:limit]
	}
	return counts, nil
}

// talliedCompanies adds up what the triggers count. A user who follows every
// feed of the store, as on one's own machine, gets the sums over all feeds,
// less those of hidden feeds; another user's are added up feed by feed, and
// those of all articles remembered until there are new ones.
func (s *DB) talliedCompanies(ctx context.Context, q querier, user news.UserID, f store.Filter, unreadOnly bool) ([]store.CompanyCount, error) {
	skip := "0"
	if f.River {
		skip = "s.hidden"
	}
	type sums struct{ unread, unreadAbout, total, about int }
	all := map[int64]sums{}
	add := func(sign int) func(scan) error {
		return func(scan scan) error {
			var id int64
			var d sums
			err := scan(&id, &d.unread, &d.unreadAbout, &d.total, &d.about)
			c := all[id]
			all[id] = sums{c.unread + sign*d.unread, c.unreadAbout + sign*d.unreadAbout, c.total + sign*d.total, c.about + sign*d.about}
			return err
		}
	}
	// What is unread is only ever of feeds the user follows.
	const unread = "SELECT t.company, t.unread, t.about, 0, 0 FROM tallies t WHERE t.user = ? AND t.feed = 0 AND t.company > 0 AND t.unread > 0"
	if err := q.query(ctx, unread, []any{user}, add(1)); err != nil {
		return nil, err
	}
	hidden := "SELECT t.company, t.unread, t.about, 0, 0 FROM subscriptions s CROSS JOIN tallies t ON t.user = s.user AND t.feed = s.feed AND t.company > 0" +
		" WHERE s.user = ? AND s.gone = 0 AND " + skip
	if err := q.query(ctx, hidden, []any{user}, add(-1)); err != nil {
		return nil, err
	}
	if !unreadOnly {
		totals, err := s.counts.get(countKey{user, f.River, f.Muted}, s.articlesGen.Load(), func() (companyTotals, error) {
			totals, err := totalsOf(ctx, q, user, skip)
			if err != nil || f.Muted {
				return totals, err
			}
			less, err := s.hiddenTotals(ctx, q, user, f.River)
			for id, n := range less.companies {
				was := totals[id]
				totals[id] = [2]int{was[0] - n[0], was[1] - n[1]}
			}
			return totals, err
		})
		if err != nil {
			return nil, err
		}
		for id, t := range totals {
			c := all[id]
			c.total, c.about = t[0], t[1]
			all[id] = c
		}
	}
	names, err := s.names.all(ctx, q)
	if err != nil {
		return nil, err
	}
	counts := make([]store.CompanyCount, 0, len(all))
	for id, c := range all {
		if unreadOnly {
			c.total, c.about = c.unread, c.unreadAbout
		}
		if name, ok := names[id]; ok && c.total > 0 {
			counts = append(counts, store.CompanyCount{Company: name.slug, Name: name.name, Unread: c.unread, Total: c.total, About: c.about})
		}
	}
	return counts, nil
}

// companyTotals are articles and those about it, by company.
type companyTotals map[int64][2]int

func totalsOf(ctx context.Context, q querier, user news.UserID, skip string) (companyTotals, error) {
	totals := companyTotals{}
	add := func(sign int) func(scan) error {
		return func(scan scan) error {
			var id int64
			var total, about int
			err := scan(&id, &total, &about)
			t := totals[id]
			totals[id] = [2]int{t[0] + sign*total, t[1] + sign*about}
			return err
		}
	}
	others := 0
	if _, err := one(ctx, q, `SELECT count(*) FROM feeds f WHERE f.total > 0 AND NOT EXISTS
		(SELECT 1 FROM subscriptions s WHERE s.user = ? AND s.feed = f.id AND s.gone = 0)`, []any{user}, &others); err != nil {
		return nil, err
	}
	const of = "SELECT t.company, t.total, t.about FROM subscriptions s CROSS JOIN company_feeds t ON t.feed = s.feed WHERE s.user = ? AND s.gone = 0 AND "
	if others > 0 {
		return totals, q.query(ctx, of+"NOT "+skip, []any{user}, add(1))
	}
	if err := q.query(ctx, "SELECT company, total, about FROM company_feeds WHERE feed = 0", nil, add(1)); err != nil {
		return nil, err
	}
	return totals, q.query(ctx, of+skip, []any{user}, add(-1))
}

// countCache keeps totals until there are other articles or feeds.
type countCache struct {
	mu   sync.Mutex
	gen  int64
	rows map[countKey]companyTotals
}

type countKey struct {
	user         news.UserID
	river, muted bool
}

func (c *countCache) get(k countKey, gen int64, count func() (companyTotals, error)) (companyTotals, error) {
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
		c.gen, c.rows = gen, map[countKey]companyTotals{}
	}
	c.rows[k] = rows
	return rows, nil
}
