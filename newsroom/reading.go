package newsroom

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Headlines returns a window of a view in its order, see View.Order, one row per
// story. After and Before of the page are meant in that order. A wrong
// search is a *query.Error.
func (s *Session) Headlines(ctx context.Context, v View, p store.Page) (store.Window, error) {
	f, err := s.filter(ctx, v)
	if err != nil {
		return store.Window{}, err
	}
	_, reverse := v.Order()
	if reverse {
		p = upward(p, f.By)
	}
	w, err := s.room.store.List(ctx, s.User.ID, f, p)
	if err == nil {
		if reverse {
			slices.Reverse(w.Rows)
		}
		s.room.learnNames(ctx, w.Rows)
	}
	return w, err
}

// Order is the order of a view and whether it is turned round.
func (v View) Order() (by string, reverse bool) {
	asked := func(text string) {
		node, err := query.Parse(text, time.Unix(0, 0)) // no order depends on the time
		if err != nil {
			return
		}
		if _, b, r := query.Sorted(node); b != "" {
			by, reverse = b, r
		}
	}
	if by, reverse = v.By, v.Reverse; by == "" {
		by, reverse = query.ByDate, false
		if v.Place == PlaceView {
			asked(v.Saved)
		}
	}
	if v.Search != "" {
		asked(v.Search)
	}
	return by, reverse
}

// upward is the page of a list that is turned round as the store, which does not turn
// lists, is asked for it.
func upward(p store.Page, by string) store.Page {
	up := store.Page{Limit: p.Limit}
	switch {
	case p.After != nil:
		up.Before = p.After
	case p.Before != nil:
		up.After = p.Before
	case p.From != nil:
		with := *p.From // the place itself is before the next article in the order
		if with.ID--; by == query.ByTitle {
			with.ID += 2
		}
		up.Before = &with
	default:
		up.Before = &store.Place{} // before all others: the last ones
	}
	return up
}

// Count counts the articles of a view.
func (s *Session) Count(ctx context.Context, v View) (int, error) {
	f, err := s.filter(ctx, v)
	if err != nil {
		return 0, err
	}
	return s.room.store.Count(ctx, s.User.ID, f)
}

// Tally is how much a view shows, and what it does not.
type Tally struct {
	Shown int
	Read  int // hidden because only unread ones are shown
	Muted int // hidden by rules
}

// Tally counts a view and what it hides.
func (s *Session) Tally(ctx context.Context, v View) (t Tally, err error) {
	if t.Shown, err = s.Count(ctx, v); err != nil {
		return t, err
	}
	unread := v.UnreadOnly
	v.UnreadOnly, v.Keep = false, nil
	if unread {
		all, err := s.Count(ctx, v)
		if err != nil {
			return t, err
		}
		t.Read = max(0, all-t.Shown)
	}
	if v.Muted || v.Place == PlaceMuted {
		return t, nil
	}
	rules, err := s.room.store.ListMutes(ctx, s.User.ID)
	if err != nil || !slices.ContainsFunc(rules, func(m store.Mute) bool { return m.Hidden > 0 }) {
		return t, err
	}
	f, err := s.filter(ctx, v)
	if err != nil {
		return t, err
	}
	f.Muted, f.Where = true, query.And{query.Term{Field: query.FieldMuted}, orAll(f.Where)}
	t.Muted, err = s.room.store.Count(ctx, s.User.ID, f)
	return t, err
}

func orAll(n query.Node) query.Node {
	if n == nil {
		return query.And{}
	}
	return n
}

// Article returns an article with its digest, what the user did with it, and
// the other articles of its story.
func (s *Session) Article(ctx context.Context, id news.ArticleID) (Reading, error) {
	full, err := s.room.store.Article(ctx, s.User.ID, id)
	if err != nil {
		return Reading{}, err
	}
	full.Article.Blocks = blocks(&full.Article)
	if s.User.ID == news.LocalUser && s.room.opened.Add(1)%manyOpened == 0 {
		poke(s.room.untidy)
	}
	if !s.Can.Guest {
		s.room.want(&full.Article)
	}
	r := Reading{Full: full}
	if full.Article.StoryID == 0 {
		return r, nil
	}
	r.Story, err = s.StoryArticles(ctx, full.Article.StoryID)
	r.Story = slices.DeleteFunc(r.Story, func(h news.Headline) bool { return h.ID == id })
	return r, err
}

// StoryArticles are the articles of a story, oldest first.
func (s *Session) StoryArticles(ctx context.Context, id news.StoryID) ([]news.Headline, error) {
	return s.room.store.StoryArticles(ctx, s.User.ID, id)
}

// Overview is everything around a list: counts, the company bar, the feeds.
func (s *Session) Overview(ctx context.Context) (o Overview, err error) {
	river := func(terms ...query.Node) store.Filter {
		f := store.Filter{River: true}
		if len(terms) > 0 {
			f.Where = query.And(terms)
		}
		return f
	}
	db, user := s.room.store, s.User.ID
	if o.Feeds, err = db.ListFeeds(ctx, user); err != nil {
		return o, err
	}
	o.Folders = folders(o.Feeds)
	if err := s.inOwnOrder(ctx, o.Feeds, o.Folders); err != nil {
		return o, err
	}
	if o.Views, err = s.Views(ctx); err != nil {
		return o, err
	}
	if o.Unread, err = db.Count(ctx, user, river(query.Term{Field: query.FieldUnread})); err != nil {
		return o, err
	}
	if o.Total, err = db.Count(ctx, user, river()); err != nil {
		return o, err
	}
	if o.Starred, err = db.Count(ctx, user, store.Filter{Where: query.Term{Field: query.FieldStarred}}); err != nil {
		return o, err
	}
	counts, err := db.CompanyCounts(ctx, user, river(), 0)
	if err != nil {
		return o, err
	}
	pins, err := s.pins(ctx, counts, o.Feeds)
	if err != nil {
		return o, err
	}
	o.Pinned = s.counted(ctx, pins, counts)
	if o.RollUp, err = s.RollUp(ctx); err == nil && o.RollUp {
		err = s.rollUp(ctx, View{Place: PlaceRiver}, o.Pinned)
	}
	if err != nil {
		return o, err
	}
	o.Offer, err = s.offer(ctx, counts, pins)
	return o, err
}

// counted are companies with their counts, and their names.
func (s *Session) counted(ctx context.Context, companies []news.CompanyID, counts []store.CompanyCount) (out []store.CompanyCount) {
	byID := make(map[news.CompanyID]store.CompanyCount, len(counts))
	for _, c := range counts {
		byID[c.Company] = c
	}
	for _, id := range companies {
		c, ok := byID[id]
		if !ok && id != "" {
			c = store.CompanyCount{Company: id, Name: s.companyName(ctx, id)}
		}
		out = append(out, c)
	}
	return out
}

func folders(feeds []store.FeedRow) []FolderCount {
	place := map[string]int{}
	var out []FolderCount
	for _, f := range feeds {
		for _, name := range f.Folders {
			i, ok := place[name]
			if !ok {
				i = len(out)
				place[name] = i
				out = append(out, FolderCount{Name: name})
			}
			out[i].Unread += f.Unread
			out[i].Total += f.Total
		}
	}
	slices.SortFunc(out, func(a, b FolderCount) int { return store.Natural(foldName(a.Name), foldName(b.Name)) })
	return out
}

// foldName is a name without its case and accents.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
}

// Quotes are the quotes of the articles of a view, newest first.
func (s *Session) Quotes(ctx context.Context, v View, p store.Page) ([]store.QuoteRow, error) {
	f, err := s.filter(ctx, v)
	if err != nil {
		return nil, err
	}
	f.Collapse = false
	return s.room.store.Quotes(ctx, s.User.ID, f, p)
}

// CompanyCounts counts the articles of a view per company, with those that belong to
// it if the view says so, most first; limit 0 is all.
func (s *Session) CompanyCounts(ctx context.Context, v View, limit int) ([]store.CompanyCount, error) {
	f, err := s.filter(ctx, v)
	if err != nil {
		return nil, err
	}
	if !v.RollUp {
		return s.room.store.CompanyCounts(ctx, s.User.ID, f, limit)
	}
	counts, err := s.room.store.CompanyCounts(ctx, s.User.ID, f, 0)
	if err != nil {
		return nil, err
	}
	if counts, err = s.rollAllUp(ctx, v, counts); err != nil {
		return nil, err
	}
	slices.SortStableFunc(counts, func(a, b store.CompanyCount) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Company, b.Company))
	})
	if limit > 0 {
		counts = counts[:min(limit, len(counts))]
	}
	return counts, nil
}
