package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"lede/store"
)

// Check implements store.Store. It reads the whole file.
func (s *DB) Check(ctx context.Context) (store.Report, error) {
	r := store.Report{Path: s.path, OK: true}
	if info, err := os.Stat(s.path); err == nil {
		r.Bytes = info.Size()
	}
	problem := func(text string) {
		r.OK = false
		if r.Problem == "" {
			r.Problem = text
		}
	}
	err := s.read(ctx, "check the store", func(q querier) error {
		if _, err := one(ctx, q, "PRAGMA user_version", nil, &r.Version); err != nil {
			return err
		}
		if _, err := one(ctx, q, "SELECT (SELECT count(*) FROM feeds WHERE followers > 0), (SELECT coalesce(sum(total), 0) FROM feeds)", nil, &r.Feeds, &r.Articles); err != nil {
			return err
		}
		var found []string
		err := q.query(ctx, "PRAGMA quick_check(5)", nil, func(scan scan) error {
			var line string
			err := scan(&line)
			found = append(found, line)
			return err
		})
		if err != nil {
			return err
		}
		if len(found) != 1 || found[0] != "ok" {
			s.suspect()
			problem(fmt.Sprintf("the file is damaged (%s); close lede and open it again: %s is moved aside and what can be read is taken over",
				strings.Join(found, "; "), s.path))
		}
		return s.checkTallies(ctx, q, problem)
	})
	if errors.Is(err, store.ErrCorrupt) {
		problem(err.Error())
		err = nil
	}
	return r, err
}

// checkTallies compares what the triggers counted with what is there.
func (s *DB) checkTallies(ctx context.Context, q querier, problem func(string)) error {
	for what, text := range map[string]string{
		"articles of feeds": `SELECT count(*) FROM feeds f WHERE f.total <> (SELECT count(*) FROM articles a WHERE a.feed = f.id AND a.purged = 0)`,
		"unread articles": `SELECT count(*) FROM (SELECT user, company, feed, sum(n) AS n FROM
			(SELECT user, company, feed, 2 * count(*) + sum(about) AS n FROM unread GROUP BY user, company, feed
			 UNION ALL SELECT user, company, 0, 2 * count(*) + sum(about) FROM unread GROUP BY user, company
			 UNION ALL SELECT user, company, feed, -2 * unread - about FROM tallies) GROUP BY 1, 2, 3) WHERE n <> 0`,
		"companies": `SELECT count(*) FROM (SELECT company, feed, sum(n) AS n FROM
			(SELECT company, feed, 2 * count(*) + sum(about) AS n FROM mentions GROUP BY company, feed
			 UNION ALL SELECT company, 0, 2 * count(*) + sum(about) FROM mentions GROUP BY company
			 UNION ALL SELECT company, feed, -2 * total - about FROM company_feeds) GROUP BY 1, 2) WHERE n <> 0`,
	} {
		n := 0
		if _, err := one(ctx, q, text, nil, &n); err != nil {
			return err
		}
		if n > 0 {
			problem(fmt.Sprintf("the counts of %s are wrong (places: %d)", what, n))
		}
	}
	return nil
}
