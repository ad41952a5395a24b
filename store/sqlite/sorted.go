package sqlite

import (
	"cmp"
	"context"
	"database/sql/driver"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"modernc.org/sqlite"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Lists by title and by feed. As in those by date a window is found by the key of
// its edge. What matches in few articles is gathered and put in order; else titles
// are walked along an index of theirs, and feeds one after the other, each along its
// own.

// gathered is how many articles are rather put in order than looked for along an
// index: of 100,000 articles, both then cost about 10 ms. Only tests change it.
var gathered = 2000

func init() { // the triggers of the table titles call it
	sqlite.MustRegisterDeterministicScalarFunction("lede_title", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		if title, ok := args[0].(string); ok {
			return titleKey(title), nil
		}
		return "", nil
	})
}

// longestKey is how many bytes of a title count in its order; of longer ones that
// begin alike, the one that came first comes first.
const longestKey = 64

// titleKey is what a title is ordered by: its letters and digits, whatever their case
// and accents, without the quotes before them.
func titleKey(title string) string {
	key := strings.TrimLeftFunc(fold(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if len(key) <= longestKey {
		return key
	}
	end := longestKey
	for end > 0 && !utf8.RuneStart(key[end]) {
		end--
	}
	return key[:end]
}

// spot is where an article stands in a list that is not by date: rank is that of its
// feed, key that of its title.
type spot struct {
	place
	feed int64
	rank int
	key  string
}

// order compares two spots.
type order func(a, b spot) int

func byTitle(a, b spot) int { return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) }

func byFeed(a, b spot) int { return cmp.Or(cmp.Compare(a.rank, b.rank), b.before(a.place)) }

// part takes the window of a page out of spots, which are all that match; they are
// put in order.
func (by order) part(spots []spot, p store.Page, at func(*store.Place) spot) (places []place, more bool) {
	slices.SortFunc(spots, by)
	spots = slices.CompactFunc(spots, func(a, b spot) bool { return a.id == b.id })
	from, to := 0, len(spots)
	first := func(place *store.Place, least int) int { // the first one that stands not before it, or behind it
		edge := at(place)
		return slices.IndexFunc(append(spots[:len(spots):len(spots)], spot{}), func(s spot) bool { return s.id == 0 || by(s, edge) >= least })
	}
	switch {
	case p.After != nil:
		from = first(p.After, 1)
	case p.From != nil:
		from = first(p.From, 0)
	case p.Before != nil && *p.Before != (store.Place{}):
		to = first(p.Before, 0)
	}
	if p.Before != nil {
		more = to-from > p.Limit
		from = max(from, to-p.Limit)
	} else {
		more = to-from > p.Limit
		to = min(to, from+p.Limit)
	}
	for _, s := range spots[from:to] {
		places = append(places, s.place)
	}
	return places, more
}

// spots reads all that a plan matches, for its order.
func (p *plan) spots(ctx context.Context, q querier, titles bool) (spots []spot, err error) {
	c := p.all(true)
	title := "''"
	if titles {
		title = "a.title"
	}
	err = q.query(ctx, "SELECT "+p.published+", "+p.id+", a.feed, "+title+" FROM "+c.text, c.args, func(scan scan) error {
		var s spot
		var title string
		err := scan(&s.published, &s.id, &s.feed, &title)
		s.key = titleKey(title)
		spots = append(spots, s)
		return err
	})
	return spots, err
}

// byTitle is the window of a list by title.
func (s *DB) byTitle(ctx context.Context, q querier, user news.UserID, f store.Filter, p store.Page) ([]place, bool, error) {
	main, err := s.plan(ctx, q, user, f)
	if err != nil {
		return nil, false, err
	}
	var spots []spot
	if main.rows <= gathered {
		spots, err = main.spots(ctx, q, true)
	} else {
		spots, err = main.alongTitles(ctx, q, p)
	}
	if err == nil && len(f.Keep) > 0 {
		var kept *plan
		if kept, err = s.kept(ctx, q, user, f, main); err == nil {
			var more []spot
			more, err = kept.spots(ctx, q, true)
			spots = append(spots, more...)
		}
	}
	if err != nil {
		return nil, false, err
	}
	places, more := order(byTitle).part(spots, p, func(at *store.Place) spot {
		return spot{place: place{id: int64(at.ID)}, key: titleKey(at.Title)}
	})
	return places, more, nil
}

// alongTitles walks the index of titles from the edge of a page, for one article more
// than it holds.
func (p *plan) alongTitles(ctx context.Context, q querier, page store.Page) (spots []spot, err error) {
	walk := *p
	walk.from, walk.on, walk.args = "titles d CROSS JOIN articles a ON a.id = d.article", "", nil
	c := walk.all(true)
	bound := func(op string, at *store.Place) {
		c = c.with(condition{"(d.key, d.article) " + op + " (?, ?)", []any{titleKey(at.Title), at.ID}}, " AND ")
	}
	direction := "ASC"
	switch {
	case page.After != nil:
		bound(">", page.After)
	case page.From != nil:
		bound(">=", page.From)
	case page.Before != nil:
		if direction = "DESC"; *page.Before != (store.Place{}) {
			bound("<", page.Before)
		}
	}
	err = q.query(ctx, "SELECT d.key, a.published, a.id FROM "+c.text+" ORDER BY d.key "+direction+", d.article "+direction+" LIMIT ?",
		append(c.args, page.Limit+1), func(scan scan) error {
			var s spot
			err := scan(&s.key, &s.published, &s.id)
			spots = append(spots, s)
			return err
		})
	return spots, err
}

// byFeed is the window of a list by feed.
func (s *DB) byFeed(ctx context.Context, q querier, user news.UserID, f store.Filter, p store.Page) ([]place, bool, error) {
	main, err := s.plan(ctx, q, user, f)
	if err != nil {
		return nil, false, err
	}
	feeds, err := feedOrder(ctx, q, user)
	if err != nil {
		return nil, false, err
	}
	kept := map[int64][]spot{}
	if len(f.Keep) > 0 {
		plan, err := s.kept(ctx, q, user, f, main)
		if err != nil {
			return nil, false, err
		}
		all, err := plan.spots(ctx, q, false)
		if err != nil {
			return nil, false, err
		}
		for _, k := range all {
			kept[k.feed] = append(kept[k.feed], k)
		}
	}
	var spots []spot
	if main.rows <= gathered {
		if spots, err = main.spots(ctx, q, false); err != nil {
			return nil, false, err
		}
		for _, k := range kept {
			spots = append(spots, k...)
		}
	} else if spots, err = s.feedByFeed(ctx, q, user, f, p, feeds, kept); err != nil {
		return nil, false, err
	}
	for i := range spots {
		spots[i].rank = feeds.rank[spots[i].feed]
	}
	places, more := order(byFeed).part(spots, p, func(at *store.Place) spot {
		return spot{place: place{millis(at.Published), int64(at.ID)}, rank: feeds.of(at)}
	})
	return places, more, nil
}

// feedByFeed walks the feeds from the edge of a page, each along its articles, until
// there is one article more than the page holds.
func (s *DB) feedByFeed(ctx context.Context, q querier, user news.UserID, f store.Filter, p store.Page, feeds *feedRanks, kept map[int64][]spot) (spots []spot, err error) {
	some, err := mayHave(ctx, q, user, f)
	if err != nil {
		return nil, err
	}
	rank, dir, beyond := feeds.edge(p), 1, store.Page{Limit: p.Limit}
	if p.Before != nil {
		dir, beyond.Before = -1, &store.Place{}
	}
	for i, n := feeds.at(rank, dir), 0; i >= 0 && i < len(feeds.list) && n <= p.Limit; i += dir {
		feed := feeds.list[i]
		spots = append(spots, kept[feed.feed]...)
		if f.River && feed.hidden || feed.total == 0 || some != nil && !some[feed.feed] {
			continue
		}
		plan, err := s.plan(ctx, q, user, f, query.Term{Field: query.FieldFeedID, ID: feed.feed})
		if err != nil {
			return nil, err
		}
		page := beyond // the feed at the edge is walked from there, the others whole
		if rankOf(i) == rank {
			page = p
		}
		found, err := plan.places(ctx, q, page)
		if err != nil {
			return nil, err
		}
		n += len(found)
		for _, at := range found {
			spots = append(spots, spot{place: at, feed: feed.feed})
		}
	}
	return spots, nil
}

// feedRanks are a user's feeds in the order of lists by feed.
type feedRanks struct {
	list []subscription
	rank map[int64]int
}

func feedOrder(ctx context.Context, q querier, user news.UserID) (*feedRanks, error) {
	pl := &planner{q: q, user: user}
	if err := pl.subscriptions(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(pl.subs, func(a, b subscription) int { return a.compare(b.title, b.feed) })
	feeds := &feedRanks{pl.subs, make(map[int64]int, len(pl.subs))}
	for i, s := range pl.subs {
		feeds.rank[s.feed] = rankOf(i)
	}
	return feeds, nil
}

// compare says whether a feed stands before one of a title, by its number where they
// are called the same.
func (s subscription) compare(title string, feed int64) int {
	return cmp.Or(store.Natural(s.title, title), cmp.Compare(s.feed, feed))
}

// rankOf is the rank of a feed by its place in the list: between two there is room for
// one that is followed no more.
func rankOf(i int) int { return 2*i + 1 }

// of is the rank of the feed of a place; of one that is followed no more, that
// between those around it.
func (r *feedRanks) of(at *store.Place) int {
	if rank, ok := r.rank[int64(at.Feed)]; ok {
		return rank
	}
	title := fold(at.Outlet)
	i := slices.IndexFunc(r.list, func(s subscription) bool { return s.compare(title, int64(at.Feed)) >= 0 })
	if i < 0 {
		i = len(r.list)
	}
	return rankOf(i) - 1
}

// edge is the rank at the edge of a page, that of the first or the last feed where it
// has none.
func (r *feedRanks) edge(p store.Page) int {
	switch {
	case p.After != nil:
		return r.of(p.After)
	case p.From != nil:
		return r.of(p.From)
	case p.Before != nil && *p.Before != (store.Place{}):
		return r.of(p.Before)
	case p.Before != nil:
		return rankOf(len(r.list)) - 1
	}
	return 0
}

// at is where in the list a walk in a direction begins that comes from a rank.
func (r *feedRanks) at(rank, dir int) int {
	if dir < 0 && rank%2 == 0 {
		return rank/2 - 1
	}
	return rank / 2
}

// mayHave are the feeds in which something may match, as far as articles are counted
// and feeds are named; nil: in any.
func mayHave(ctx context.Context, q querier, user news.UserID, f store.Filter) (map[int64]bool, error) {
	pl := &planner{q: q, user: user}
	text, args := "SELECT s.feed FROM subscriptions s WHERE s.user = ? AND s.gone = 0", []any{user}
	narrowed := false
	for _, t := range conjuncts(f.Where) {
		switch t.Field {
		case query.FieldUnread:
			text += " AND EXISTS (SELECT 1 FROM tallies t WHERE t.user = s.user AND t.feed = s.feed AND t.company = 0 AND t.unread > 0)"
		case query.FieldCompany, query.FieldAbout:
			set, err := pl.lookup(ctx, t)
			if err != nil {
				return nil, err
			}
			text += " AND EXISTS (SELECT 1 FROM json_each(?) j CROSS JOIN company_feeds c ON c.feed = s.feed AND c.company = j.value WHERE c.total > 0)"
			args = append(args, set)
		case query.FieldFeed, query.FieldFolder:
			set, err := pl.lookup(ctx, t)
			if err != nil {
				return nil, err
			}
			text += " AND s.feed IN (SELECT value FROM json_each(?))"
			args = append(args, set)
		case query.FieldFeedID:
			text += " AND s.feed = ?"
			args = append(args, t.ID)
		default:
			continue
		}
		narrowed = true
	}
	if !narrowed {
		return nil, nil
	}
	feeds, err := ids(ctx, q, text, args...)
	some := make(map[int64]bool, len(feeds))
	for _, feed := range feeds {
		some[feed] = true
	}
	return some, err
}
