package sqlite

import (
	"context"
	"strings"
	"sync"

	"lede/news"
)

// companyNames remembers the numbers of companies and speakers, so that saving
// an article does not look each up. Only what was committed is remembered.
type companyNames struct {
	mu        sync.Mutex
	companies map[news.CompanyID]company
	speakers  map[string]int64
	byID      map[int64]companyName
}

type companyName struct {
	slug news.CompanyID
	name string
}

// all returns the names by number. Companies are never taken away: they are
// read again only when there are more, or one was renamed here.
func (c *companyNames) all(ctx context.Context, q querier) (map[int64]companyName, error) {
	n := 0
	if _, err := one(ctx, q, "SELECT coalesce(max(id), 0) FROM companies", nil, &n); err != nil {
		return nil, err
	}
	c.mu.Lock()
	known := c.byID
	c.mu.Unlock()
	if len(known) == n {
		return known, nil
	}
	names := make(map[int64]companyName, n)
	err := q.query(ctx, "SELECT id, slug, name FROM companies", nil, func(scan scan) error {
		var id int64
		var name companyName
		err := scan(&id, &name.slug, &name.name)
		names[id] = name
		return err
	})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byID = names
	return names, nil
}

type company struct {
	id   int64
	name string
}

// nameLimit bounds the memory; a full table starts over.
const nameLimit = 20000

func (c *companyNames) company(ctx context.Context, t *tx, slug news.CompanyID, name string) (int64, error) {
	c.mu.Lock()
	known, ok := c.companies[slug]
	c.mu.Unlock()
	if ok && (name == "" || known.name == name) {
		return known.id, nil
	}
	if name == "" {
		name = known.name
	}
	if _, err := t.exec(ctx, `INSERT INTO companies (slug, name, fold) VALUES (?1,?2,?3)
		ON CONFLICT (slug) DO UPDATE SET name = ?2, fold = ?3 WHERE ?2 <> '' AND name <> ?2`, string(slug), name, fold(name)); err != nil {
		return 0, err
	}
	var id int64
	if _, err := one(ctx, t, "SELECT id, name FROM companies WHERE slug = ?", []any{string(slug)}, &id, &name); err != nil {
		return 0, err
	}
	t.after = append(t.after, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.companies == nil || len(c.companies) >= nameLimit {
			c.companies = map[news.CompanyID]company{}
		}
		c.companies[slug] = company{id, name}
		c.byID = nil
	})
	return id, nil
}

func (c *companyNames) speaker(ctx context.Context, t *tx, name string) (int64, error) {
	c.mu.Lock()
	id, ok := c.speakers[name]
	c.mu.Unlock()
	if ok {
		return id, nil
	}
	if _, err := t.exec(ctx, "INSERT OR IGNORE INTO speakers (name, fold) VALUES (?,?)", name, fold(name)); err != nil {
		return 0, err
	}
	if _, err := one(ctx, t, "SELECT id FROM speakers WHERE name = ?", []any{name}, &id); err != nil {
		return 0, err
	}
	name = strings.Clone(name)
	t.after = append(t.after, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.speakers == nil || len(c.speakers) >= nameLimit {
			c.speakers = map[string]int64{}
		}
		c.speakers[name] = id
	})
	return id, nil
}

// CompanyNames implements store.Reading.
func (s *DB) CompanyNames(ctx context.Context, companies []news.CompanyID) (map[news.CompanyID]string, error) {
	names := map[news.CompanyID]string{}
	err := s.read(ctx, "look companies up", func(q querier) error {
		return q.query(ctx, "SELECT c.slug, c.name FROM json_each(?) j CROSS JOIN companies c ON c.slug = j.value WHERE c.name <> ''", []any{asJSON(companies)}, func(scan scan) error {
			var id news.CompanyID
			var name string
			err := scan(&id, &name)
			names[id] = name
			return err
		})
	})
	return names, err
}
