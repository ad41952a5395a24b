package sqlite

import (
	"context"
	"slices"
	"strings"
	"sync"

	"lede/store/query"
)

// How the hits of a full-text search are met, by their number of 100,000: few
// are gathered and sorted; more are a set in which the rows of another walk
// are looked up; words so common that a hit is never far are looked up in the
// index, row by row (100 to 160 µs each; a hit of a set costs 0.5 µs). A prefix
// is never looked up row by row: each time all words that begin so would be put
// together.
var (
	gatheredHits = 400
	setHits      = 35000
)

// hits are what a full-text search finds, up to one more than setHits.
type hits struct {
	n   int
	set string // a JSON list of article IDs
}

// hitCache remembers the hits of the latest searches until there are other
// articles: a search is asked for its first page, its counts and its next pages.
type hitCache struct {
	mu    sync.Mutex
	gen   int64
	found map[string]hits
	order []string
}

// cachedHits bounds the memory: a set has at most 250 KB.
const cachedHits = 8

func (c *hitCache) get(match string, gen int64, find func() (hits, error)) (hits, error) {
	c.mu.Lock()
	h, known := c.found[match]
	known = known && c.gen == gen
	c.mu.Unlock()
	if known {
		return h, nil
	}
	h, err := find()
	if err != nil {
		return h, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gen != gen || c.found == nil {
		c.gen, c.found, c.order = gen, map[string]hits{}, nil
	}
	if _, known := c.found[match]; !known {
		c.order = append(c.order, match)
	}
	c.found[match] = h
	if len(c.order) > cachedHits {
		delete(c.found, c.order[0])
		c.order = slices.Delete(c.order, 0, 1)
	}
	return h, nil
}

// hitsOf asks the full-text index; what is being written is not remembered.
func (s *DB) hitsOf(ctx context.Context, q querier, match string) (hits, error) {
	find := func() (h hits, err error) {
		_, err = one(ctx, q, "SELECT count(*), json_group_array(rowid) FROM (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)",
			[]any{match, setHits + 1}, &h.n, &h.set)
		if h.n > setHits {
			h.set = "" // it would never be used
		}
		return h, err
	}
	if _, writing := q.(*tx); writing {
		return find()
	}
	return s.hits.get(match, s.articlesGen.Load(), find)
}

// driveText chooses among them.
func (s *DB) driveText(ctx context.Context, pl *planner, terms []query.Term, consider func(candidate, error) error) error {
	var matches []string
	prefix := false
	for _, t := range terms {
		if t.Field == query.FieldText || t.Field == query.FieldTitle {
			if m, some := matchTerm(t); some {
				matches = append(matches, m)
				prefix = prefix || query.Prefixed(t)
			}
		}
	}
	if len(matches) == 0 {
		return nil
	}
	match := strings.Join(matches, " AND ")
	if !prefix && slices.ContainsFunc(terms, func(t query.Term) bool { return t.Field == query.FieldArticles }) {
		pl.text = condition{"EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = @.id)", []any{match}}
		return nil // the few it is asked of are known
	}
	h, err := s.hitsOf(ctx, pl.q, match)
	switch {
	case err != nil:
		return err
	case h.n <= setHits:
		pl.text = condition{"@.id IN (SELECT value FROM json_each(?))", []any{h.set}}
	case prefix || pl.whole:
		pl.text = condition{"@.id IN (SELECT rowid FROM words WHERE words MATCH ?)", []any{match}}
	default:
		pl.text = condition{"EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = @.id)", []any{match}}
	}
	if h.n > gatheredHits {
		return nil
	}
	return consider(candidate{plan{from: "json_each(?) w CROSS JOIN articles a ON a.id = w.value",
		args: []any{h.set}, published: "a.published", id: "a.id"}, h.n}, nil)
}
