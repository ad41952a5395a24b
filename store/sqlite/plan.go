package sqlite

import (
	"context"
	"strconv"
	"strings"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// plan is how a filter is carried out: a driver (the rows that are walked), in
// the order of the list where possible, and the conditions each row must meet.
type plan struct {
	from      string // with the driver's parameters in args
	on        string // the driver's own condition, or ""
	args      []any
	published string // the driver's columns of the place
	id        string
	where     condition // of the user's and as asked for
	newest    condition // of its story, when stories are one row
	rows      int       // about how many are walked
}

// few rows are rather gathered and sorted than found by walking the timeline:
// about 3 µs each. Only tests change it.
var few = 6000

// plan chooses the driver and compiles the conditions, also those the driver
// ensures already: that is a look-up at a row just read. The full-text terms
// every match meets are one question to the index.
func (s *DB) plan(ctx context.Context, q querier, user news.UserID, f store.Filter, within ...query.Term) (*plan, error) {
	return s.planFor(ctx, f, &planner{q: q, user: user, conjuncts: conjuncts(f.Where)}, within...)
}

// planAll is the plan for all rows and not for a window of them.
func (s *DB) planAll(ctx context.Context, q querier, user news.UserID, f store.Filter) (*plan, error) {
	return s.planFor(ctx, f, &planner{q: q, user: user, conjuncts: conjuncts(f.Where), whole: true})
}

// planFor plans a filter. Terms of within narrow what is walked, but not what stands
// for its story.
func (s *DB) planFor(ctx context.Context, f store.Filter, pl *planner, within ...query.Term) (*plan, error) {
	if err := pl.heedRules(ctx, f); err != nil {
		return nil, err
	}
	all := pl.conjuncts
	pl.conjuncts = append(within[:len(within):len(within)], all...)
	p, err := s.driver(ctx, pl)
	pl.conjuncts = all
	if err != nil {
		return nil, err
	}
	p.where, err = pl.visible(ctx, f.River, "a")
	if err != nil {
		return nil, err
	}
	where, err := pl.where(ctx, f.Where, "a")
	if err != nil {
		return nil, err
	}
	p.where = p.where.with(where, " AND ")
	for _, t := range within {
		here, err := pl.where(ctx, t, "a")
		if err != nil {
			return nil, err
		}
		p.where = p.where.with(here, " AND ")
	}
	if pl.text.text != "" {
		p.where = p.where.with(pl.text.of("a"), " AND ")
	}
	p.newest, err = pl.newest(ctx, f)
	return p, err
}

// visible is the condition that an article is one of the user's.
func (p *planner) visible(ctx context.Context, river bool, alias string) (condition, error) {
	c := condition{alias + ".purged = 0 AND EXISTS (SELECT 1 FROM subscriptions su WHERE su.user = ? AND su.feed = " + alias + ".feed AND su.gone = 0", []any{p.user}}
	if river {
		c.text += " AND su.hidden = 0"
	}
	c.text += ")"
	if p.muted {
		c = c.with(condition{"NOT EXISTS (SELECT 1 FROM muted mu WHERE mu.user = ? AND mu.article = " + alias + ".id)", []any{p.user}}, " AND ")
	}
	return c, nil
}

// heedRules finds out whether there is anything to leave out.
func (p *planner) heedRules(ctx context.Context, f store.Filter) error {
	if f.Muted {
		return nil
	}
	some, err := mutesAny(ctx, p.q, p.user)
	p.muted = some
	return err
}

// newest is the condition that an article stands for its story: none of the
// filter's is newer.
func (p *planner) newest(ctx context.Context, f store.Filter) (condition, error) {
	if !f.Collapse {
		return condition{}, nil
	}
	mate, err := p.visible(ctx, f.River, "b")
	if err != nil {
		return never, err
	}
	where, err := p.where(ctx, f.Where, "b")
	if err != nil {
		return never, err
	}
	if p.text.text != "" {
		where = where.with(p.text.of("b"), " AND ")
		where.text = "(" + where.text + ")"
	}
	if len(f.Keep) > 0 {
		where = condition{"(" + where.text + " OR b.id IN (SELECT value FROM json_each(?)))", append(where.args[:len(where.args):len(where.args)], asJSON(f.Keep))}
	}
	c := condition{text: `(a.story IS NULL OR NOT EXISTS (SELECT 1 FROM articles b INDEXED BY articles_story
		WHERE b.story = a.story AND (b.published, b.id) > (a.published, a.id) AND `}
	c = c.with(mate, "").with(where, " AND ")
	c.text += "))"
	return c, nil
}

// candidate is a driver with what it would cost: how many rows it holds.
type candidate struct {
	plan
	rows int
}

// driver picks the walk that meets the fewest rows. What all drivers have in
// common is that no matching row is outside of them.
func (s *DB) driver(ctx context.Context, pl *planner) (*plan, error) {
	best := candidate{plan: plan{from: "articles a INDEXED BY articles_timeline", published: "a.published", id: "a.id"}, rows: 1 << 40}
	terms := pl.conjuncts
	unread := false
	for _, t := range terms {
		unread = unread || t.Field == query.FieldUnread
	}
	consider := func(c candidate, err error) error {
		if err == nil && c.from != "" && c.rows < best.rows {
			best = c
		}
		return err
	}
	if unread {
		if err := consider(driveUnread(ctx, pl, 0, 0)); err != nil {
			return nil, err
		}
	}
	for _, t := range terms {
		var err error
		switch t.Field {
		case query.FieldStarred:
			err = consider(candidate{plan{from: "states d INDEXED BY states_starred CROSS JOIN articles a ON a.id = d.article", on: "d.user = ? AND d.starred = 1",
				args: []any{pl.user}, published: "d.published", id: "d.article"}, 1000}, nil)
		case query.FieldTag:
			err = consider(candidate{plan{from: "tags d INDEXED BY tags_fold CROSS JOIN articles a ON a.id = d.article", on: "d.user = ? AND d.fold = ?",
				args: []any{pl.user, fold(t.Value)}, published: "d.published", id: "d.article"}, 1000}, nil)
		case query.FieldArticle:
			err = consider(candidate{plan{from: "articles a", on: "a.id = ?", args: []any{t.ID}, published: "a.published", id: "a.id"}, 1}, nil)
		case query.FieldArticles:
			err = consider(candidate{plan{from: "(SELECT DISTINCT value FROM json_each(?)) d CROSS JOIN articles a ON a.id = d.value", args: []any{t.Value}, published: "a.published", id: "a.id"}, 2}, nil)
		case query.FieldStory:
			err = consider(candidate{plan{from: `(SELECT ? AS id UNION SELECT o.id FROM articles c CROSS JOIN articles o INDEXED BY articles_story ON o.story = c.story
				WHERE c.id = ? AND o.purged = 0) d CROSS JOIN articles a ON a.id = d.id`, args: []any{t.ID, t.ID}, published: "a.published", id: "a.id"}, 50}, nil)
		case query.FieldMuted:
			err = consider(driveMuted(ctx, pl, t.ID))
		case query.FieldFeedID:
			err = consider(driveFeed(ctx, pl, t.ID, unread))
		case query.FieldFeed, query.FieldFolder:
			err = consider(driveFeeds(ctx, pl, t, unread))
		case query.FieldCompany, query.FieldAbout, query.FieldImplied:
			err = consider(driveCompany(ctx, pl, t, unread))
		case query.FieldSpeaker:
			err = consider(driveSpeaker(ctx, pl, t))
		}
		if err != nil {
			return nil, err
		}
	}
	if err := s.driveText(ctx, pl, terms, consider); err != nil {
		return nil, err
	}
	best.plan.rows = best.rows
	return &best.plan, nil
}

// conjuncts are the terms every match meets.
func conjuncts(n query.Node) []query.Term {
	switch n := n.(type) {
	case query.Term:
		return []query.Term{n}
	case query.And:
		var all []query.Term
		for _, part := range n {
			all = append(all, conjuncts(part)...)
		}
		return all
	case query.Or:
		if len(n) == 1 {
			return conjuncts(n[0])
		}
	}
	return nil
}

// driveUnread walks what is unread, of a company or (0) of all.
func driveUnread(ctx context.Context, pl *planner, company int64, rows int) (candidate, error) {
	c := candidate{plan{from: "unread d CROSS JOIN articles a ON a.id = d.article", on: "d.user = ? AND d.company = ?",
		args: []any{pl.user, company}, published: "d.published", id: "d.article"}, rows}
	if company != 0 {
		return c, nil
	}
	_, err := one(ctx, pl.q, "SELECT unread FROM tallies WHERE user = ? AND feed = 0 AND company = 0", []any{pl.user}, &c.rows)
	return c, err
}

func driveFeed(ctx context.Context, pl *planner, feed int64, unread bool) (candidate, error) {
	c := candidate{plan: plan{from: "articles a INDEXED BY articles_feed", on: "a.feed = ?", args: []any{feed}, published: "a.published", id: "a.id"}}
	if !unread {
		_, err := one(ctx, pl.q, "SELECT total FROM feeds WHERE id = ?", []any{feed}, &c.rows)
		return c, err
	}
	c.plan = plan{from: "unread d INDEXED BY unread_feed CROSS JOIN articles a ON a.id = d.article", on: "d.company = 0 AND d.user = ? AND d.feed = ?",
		args: []any{pl.user, feed}, published: "d.published", id: "d.article"}
	_, err := one(ctx, pl.q, "SELECT unread FROM tallies WHERE user = ? AND company = 0 AND feed = ?", []any{pl.user, feed}, &c.rows)
	return c, err
}

// driveFeeds gathers the articles of a few small feeds; of many, the timeline
// is walked.
func driveFeeds(ctx context.Context, pl *planner, t query.Term, unread bool) (candidate, error) {
	set, err := pl.lookup(ctx, t)
	if err != nil {
		return candidate{}, err
	}
	rows := 0
	if unread {
		_, err = one(ctx, pl.q, "SELECT coalesce(sum(t.unread), 0) FROM json_each(?) j CROSS JOIN tallies t ON t.user = ? AND t.company = 0 AND t.feed = j.value",
			[]any{set, pl.user}, &rows)
	} else {
		_, err = one(ctx, pl.q, "SELECT coalesce(sum(f.total), 0) FROM json_each(?) j CROSS JOIN feeds f ON f.id = j.value", []any{set}, &rows)
	}
	if err != nil || rows > few {
		return candidate{}, err
	}
	if unread {
		return candidate{plan{from: "json_each(?) j CROSS JOIN unread d INDEXED BY unread_feed CROSS JOIN articles a ON a.id = d.article",
			on: "d.company = 0 AND d.user = ? AND d.feed = j.value", args: []any{set, pl.user}, published: "a.published", id: "a.id"}, rows}, nil
	}
	return candidate{plan{from: "json_each(?) j CROSS JOIN articles a INDEXED BY articles_feed", on: "a.feed = j.value",
		args: []any{set}, published: "a.published", id: "a.id"}, rows}, nil
}

func driveCompany(ctx context.Context, pl *planner, t query.Term, unread bool) (candidate, error) {
	set, err := pl.lookup(ctx, t)
	if err != nil {
		return candidate{}, err
	}
	if t.Field == query.FieldImplied {
		return candidate{plan{from: "(SELECT DISTINCT m.article FROM json_each(?) j CROSS JOIN implied m ON m.company = j.value) d CROSS JOIN articles a ON a.id = d.article",
			args: []any{set}, published: "a.published", id: "a.id"}, 1000}, nil
	}
	rows := 0
	if unread {
		_, err = one(ctx, pl.q, "SELECT coalesce(sum(t.unread), 0) FROM json_each(?) j CROSS JOIN tallies t ON t.user = ? AND t.feed = 0 AND t.company = j.value",
			[]any{set, pl.user}, &rows)
	} else {
		_, err = one(ctx, pl.q, "SELECT coalesce(sum(c.total), 0) FROM json_each(?) j CROSS JOIN company_feeds c ON c.feed = 0 AND c.company = j.value", []any{set}, &rows)
	}
	company, many := strconv.ParseInt(strings.Trim(set, "[]"), 10, 64)
	switch {
	case err != nil:
		return candidate{}, err
	case many == nil && unread:
		return driveUnread(ctx, pl, company, rows)
	case many == nil:
		return candidate{plan{from: "mentions d CROSS JOIN articles a ON a.id = d.article", on: "d.company = ?",
			args: []any{company}, published: "d.published", id: "d.article"}, rows}, nil
	case rows > few:
		return candidate{}, nil
	}
	return candidate{plan{from: "(SELECT DISTINCT m.article FROM json_each(?) j CROSS JOIN mentions m ON m.company = j.value) d CROSS JOIN articles a ON a.id = d.article",
		args: []any{set}, published: "a.published", id: "a.id"}, rows}, nil
}

func driveSpeaker(ctx context.Context, pl *planner, t query.Term) (candidate, error) {
	set, err := pl.lookup(ctx, t)
	if err != nil {
		return candidate{}, err
	}
	rows := 0
	if _, err := one(ctx, pl.q, `SELECT count(*) FROM (SELECT 1 FROM json_each(?) j CROSS JOIN quotes q INDEXED BY quotes_speaker
		ON q.speaker = j.value LIMIT ?)`, []any{set, few + 1}, &rows); err != nil || rows > few {
		return candidate{}, err
	}
	return candidate{plan{from: `(SELECT DISTINCT q.article FROM json_each(?) j CROSS JOIN quotes q INDEXED BY quotes_speaker ON q.speaker = j.value) d
		CROSS JOIN articles a ON a.id = d.article`, args: []any{set}, published: "a.published", id: "a.id"}, rows}, nil
}
