package sqlite

import (
	"context"
	"sync"

	"lede/news"
)

// hiddenTotals are how many articles rules hide from a user, in all and by
// company: what is taken away from the sums that the triggers keep.
type hiddenTotals struct {
	all       int
	companies companyTotals
}

// hiddenCache keeps them until rules hide other articles.
type hiddenCache struct {
	mu     sync.Mutex
	gen    int64
	totals map[countKey]hiddenTotals
}

// hiddenTotals counts them, most often by remembering.
func (s *DB) hiddenTotals(ctx context.Context, q querier, user news.UserID, river bool) (hiddenTotals, error) {
	some, err := mutesAny(ctx, q, user)
	if err != nil || !some {
		return hiddenTotals{}, err
	}
	c, k, gen := &s.hidden, countKey{user: user, river: river}, s.mutedGen.Load()
	c.mu.Lock()
	t, known := c.totals[k]
	known = known && c.gen == gen
	c.mu.Unlock()
	if known {
		return t, nil
	}
	if t, err = countHidden(ctx, q, user, river); err != nil {
		return t, err
	}
	if _, writing := q.(*tx); writing {
		return t, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gen != gen || c.totals == nil || len(c.totals) > 64 {
		c.gen, c.totals = gen, map[countKey]hiddenTotals{}
	}
	c.totals[k] = t
	return t, nil
}

func countHidden(ctx context.Context, q querier, user news.UserID, river bool) (hiddenTotals, error) {
	t := hiddenTotals{companies: companyTotals{}}
	of := `(SELECT DISTINCT m.article FROM muted m CROSS JOIN subscriptions s ON s.user = m.user AND s.feed = m.feed WHERE m.user = ? AND s.gone = 0`
	if river {
		of += " AND s.hidden = 0"
	}
	of += ") x"
	if _, err := one(ctx, q, "SELECT count(*) FROM "+of, []any{user}, &t.all); err != nil {
		return t, err
	}
	err := q.query(ctx, "SELECT n.company, count(*), sum(n.about) FROM "+of+" CROSS JOIN mentions n INDEXED BY mentions_article ON n.article = x.article GROUP BY n.company",
		[]any{user}, func(scan scan) error {
			var id int64
			var n [2]int
			err := scan(&id, &n[0], &n[1])
			t.companies[id] = n
			return err
		})
	return t, err
}
