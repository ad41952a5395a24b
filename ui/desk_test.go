package ui

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/query"
	"lede/ui/picker"
)

var clock = time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC)

// fakeDesk is a newsroom in memory. It knows what the interface can ask, not
// how a store answers.
type fakeDesk struct {
	mu       sync.Mutex
	rows     []news.Headline
	feeds    []store.FeedRow
	pinned   []news.CompanyID
	settings map[string]string
	// paragraphs are added to each article; places is where reading stopped.
	paragraphs  int
	places      map[news.ArticleID]int
	events      chan newsroom.Event
	journal     []store.Action
	calls       map[string]int
	added       newsroom.Added
	views       []newsroom.SavedView
	tagged      int                  // how many companies an article is tagged with, 1 at most
	found       []store.CompanyCount // companies in no list
	folders     int                  // folders "Folder n" besides the two
	rules       []store.Mute
	muted       map[news.ArticleID]bool
	opened      []string
	gone        []news.FeedID // that were removed
	corrections []newsroom.Rule
	offer       store.CompanyCount
	salience    news.Salience // of the company an article is tagged with
	rollUp      bool
	fail        error
}

var companies = []news.Company{
	{ID: "microsoft", Name: "Microsoft", Sector: "Technology"}, {ID: "openai", Name: "OpenAI", Sector: "Technology"},
	{ID: "mistral-ai", Name: "Mistral AI", Sector: "Technology"}, {ID: "apple", Name: "Apple", Sector: "Technology"},
	{ID: "general-motors", Name: "General Motors", Sector: "Cars"}, {ID: "nestle", Name: "Nestlé", Sector: "Food"},
}

func newFake(n int) *fakeDesk {
	d := &fakeDesk{settings: map[string]string{}, events: make(chan newsroom.Event, 16), calls: map[string]int{}, pinned: []news.CompanyID{"microsoft", "openai", "mistral-ai"}}
	titles := []string{
		"Le constructeur annonce une usine de batteries près de Dunkerque",
		"Microsoft signs a lease for three data centres in Iceland",
		"La Commission ouvre une enquête sur les contrats d’hébergement",
		"OpenAI moves its European office to Dublin, a filing shows",
		"Court lets the antitrust case against Apple go forward",
		"Mistral AI publie un modèle pour les administrations",
		"A long quiet year for chip equipment ends with a surprise order from Korea and a promise to build more",
	}
	outlets := []string{"Le Monde", "The Ledger", "Les Échos", "Reuters", "Wired"}
	for i := range n {
		h := news.Headline{
			ID: news.ArticleID(n - i), FeedID: news.FeedID(i%5 + 1), StoryID: news.StoryID(n - i), Title: titles[i%len(titles)], Outlet: outlets[i%5],
			URL: fmt.Sprintf("https://example.org/%d", n-i), Published: clock.Add(-time.Duration(i*47) * time.Minute),
			Lede: "The plant will employ eight hundred people and open in the spring of 2028.", Read: i%4 == 3, Starred: i%9 == 2, Others: i % 3,
		}
		if c := companies[i%len(companies)]; i%2 == 1 {
			h.Companies = []news.CompanyID{c.ID, companies[(i+1)%4].ID}
		}
		d.rows = append(d.rows, h)
	}
	for i, o := range outlets {
		f := store.FeedRow{Feed: news.Feed{ID: news.FeedID(i + 1), URL: "https://example.org/feed/" + fmt.Sprint(i), Title: o, Folders: []string{[]string{"Presse", "Tech"}[i%2]}, SiteURL: "https://example.org/"}, Total: n / 5}
		f.Health = news.Health{State: news.FeedOK, LastSuccess: clock.Add(-20 * time.Minute), NextPoll: clock.Add(40 * time.Minute)}
		if i == 3 {
			f.Health = news.Health{State: news.FeedFailing, Failures: 3, Problem: "The server example.org does not answer.", Advice: "It is asked again later; nothing needs to be done.", NextPoll: clock.Add(3 * time.Hour)}
		}
		d.feeds = append(d.feeds, f)
	}
	return d
}

func (d *fakeDesk) called(name string) { d.calls[name]++ }

func (d *fakeDesk) match(v newsroom.View, r news.Headline) bool {
	if v.Place == newsroom.PlaceMuted {
		return d.muted[r.ID]
	}
	if d.muted[r.ID] {
		return v.Muted
	}
	if v.UnreadOnly && r.Read && !slices.Contains(v.Keep, r.ID) {
		return false
	}
	switch v.Place {
	case newsroom.PlaceStarred:
		if !r.Starred {
			return false
		}
	case newsroom.PlaceFeed:
		if r.FeedID != v.Feed {
			return false
		}
	case newsroom.PlaceView:
		if !strings.Contains(picker.Fold(r.Title), picker.Fold(v.Saved)) {
			return false
		}
	case newsroom.PlaceFolder:
		if !slices.Contains(d.feeds[r.FeedID-1].Folders, v.Folder) {
			return false
		}
	}
	if len(v.Companies) > 0 && !slices.ContainsFunc(v.Companies, func(c news.CompanyID) bool { return slices.Contains(r.Companies, c) }) {
		return false
	}
	if slices.ContainsFunc(v.Excluded, func(c news.CompanyID) bool { return slices.Contains(r.Companies, c) }) {
		return false
	}
	return v.Search == "" || strings.Contains(picker.Fold(r.Title), picker.Fold(v.Search))
}

func newer(a, b store.Place) bool {
	return a.Published.After(b.Published) || a.Published.Equal(b.Published) && a.ID > b.ID
}

func (d *fakeDesk) Headlines(ctx context.Context, v newsroom.View, p store.Page) (store.Window, error) {
	if by, reverse := v.Order(); by != query.ByDate || reverse {
		v.By, v.Reverse, v.Search = "", false, query.Unsorted(v.Search)
		all, err := d.Headlines(ctx, v, store.Page{Limit: 1e6})
		return inOrder(all, by, reverse, p), err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("headlines")
	if d.fail != nil {
		return store.Window{}, d.fail
	}
	if strings.HasSuffix(v.Search, ":") {
		return store.Window{}, &query.Error{Column: len([]rune(v.Search)), Message: "a value is missing"}
	}
	var rows []news.Headline
	for _, r := range d.rows {
		at := store.Place{Published: r.Published, ID: r.ID}
		switch {
		case !d.match(v, r):
		case p.After != nil && !newer(*p.After, at):
		case p.Before != nil && !newer(at, *p.Before):
		case p.From != nil && newer(at, *p.From):
		default:
			rows = append(rows, r)
		}
	}
	if p.Before != nil {
		more := len(rows) > p.Limit
		return store.Window{Rows: slices.Clone(rows[max(0, len(rows)-p.Limit):]), More: more}, nil
	}
	var newest news.ArticleID
	for _, r := range d.rows {
		newest = max(newest, r.ID)
	}
	return store.Window{Rows: slices.Clone(rows[:min(p.Limit, len(rows))]), More: len(rows) > p.Limit, AsOf: newest}, nil
}

func (d *fakeDesk) Article(_ context.Context, id news.ArticleID) (newsroom.Reading, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("article")
	for _, r := range d.rows {
		if r.ID == id {
			var out newsroom.Reading
			out.Article = news.Article{ID: r.ID, Title: r.Title, Outlet: r.Outlet, URL: r.URL, Published: r.Published, Text: r.Lede, HTML: "<p>" + r.Lede + "</p>"}
			for i := range d.paragraphs {
				p := fmt.Sprintf("Paragraph %d says a little more about what was said before it, and ends.", i+1)
				out.Article.Text += "\n\n" + p
				out.Article.HTML += "<p>" + p + "</p>"
			}
			out.State.Position = d.places[id]
			out.Digest.Quotes = []news.Quote{quoteOf(r.Lede)}
			for _, id := range r.Companies[:min(1, len(r.Companies), d.tagged)] {
				c, _ := d.Company(id)
				out.Digest.Companies = append(out.Digest.Companies, news.Mention{Company: id, Name: c.Name, Salience: cmp.Or(d.salience, news.About), Score: 0.8,
					Spans: []news.MentionSpan{{Span: news.Span{End: len("The plant")}, Why: "name"}}})
			}
			out.Digest.Summary = []news.SummarySentence{{Span: news.Span{End: len(r.Lede)}, Rank: 1}}
			return out, nil
		}
	}
	return newsroom.Reading{}, store.ErrNotFound
}

func (d *fakeDesk) FullText(context.Context, news.ArticleID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("fulltext")
	return d.fail
}

func (d *fakeDesk) Overview(context.Context) (o newsroom.Overview, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("overview")
	o = newsroom.Overview{Total: len(d.rows), Views: slices.Clone(d.views), RollUp: d.rollUp, Offer: d.offer}
	byFolder := map[string]*newsroom.FolderCount{}
	for _, f := range d.feeds {
		for _, name := range f.Folders {
			if byFolder[name] == nil {
				byFolder[name] = &newsroom.FolderCount{Name: name}
			}
		}
	}
	o.Feeds = slices.Clone(d.feeds)
	for i := range o.Feeds {
		o.Feeds[i].Unread = 0
	}
	defer func() {
		o.Feeds = slices.DeleteFunc(o.Feeds, func(f store.FeedRow) bool { return slices.Contains(d.gone, f.ID) })
	}()
	for _, r := range d.rows {
		if r.Starred {
			o.Starred++
		}
		if r.Read {
			continue
		}
		o.Unread++
		if int(r.FeedID) <= len(o.Feeds) {
			f := &o.Feeds[r.FeedID-1]
			f.Unread++
			for _, name := range f.Folders {
				byFolder[name].Unread++
			}
		}
	}
	names := []string{"Presse", "Tech"}
	for i := range d.folders {
		names = append(names, fmt.Sprint("Folder ", i))
	}
	for _, name := range names {
		if f := byFolder[name]; f != nil {
			o.Folders = append(o.Folders, *f)
		}
	}
	for _, id := range d.pinned {
		c, _ := d.Company(id)
		count := store.CompanyCount{Company: id, Name: c.Name}
		for _, r := range d.rows {
			if slices.Contains(r.Companies, id) {
				count.Total++
				if !r.Read {
					count.Unread++
				}
			}
		}
		o.Pinned = append(o.Pinned, count)
	}
	return o, nil
}

func (d *fakeDesk) Quotes(ctx context.Context, v newsroom.View, p store.Page) (rows []store.QuoteRow, err error) {
	w, err := d.Headlines(ctx, v, p)
	for _, r := range w.Rows {
		rows = append(rows, store.QuoteRow{Quote: quoteOf(r.Lede), Article: r.ID, Title: r.Title, Outlet: r.Outlet, Published: r.Published})
	}
	return rows, err
}

func (d *fakeDesk) Briefing(context.Context, newsroom.View, time.Time) (newsroom.Brief, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b := newsroom.Brief{Since: clock.Add(-24 * time.Hour), Until: clock}
	for _, id := range d.pinned {
		c, _ := d.Company(id)
		s := newsroom.BriefSection{Company: id, Name: c.Name}
		for _, r := range d.rows {
			if slices.Contains(r.Companies, id) && len(s.Stories) < 2 {
				q := quoteOf(r.Lede)
				s.Stories = append(s.Stories, newsroom.BriefStory{Headline: r, Sentence: r.Lede, Quote: &q, Others: r.Others})
			}
		}
		b.Sections = append(b.Sections, s)
	}
	return b, nil
}

// quoteOf has Ada Lovelace say the first words of a text.
func quoteOf(text string) news.Quote {
	end := min(len(text), len("The plant will employ eight hundred people"))
	return news.Quote{Span: news.Span{End: end}, Text: text[:end], Kind: news.Direct, Speaker: &news.Speaker{Name: "Ada Lovelace", Role: "engineer"}}
}

func (d *fakeDesk) CompanyCounts(context.Context, newsroom.View, int) ([]store.CompanyCount, error) {
	var out []store.CompanyCount
	for i, c := range companies[:5] {
		out = append(out, store.CompanyCount{Company: c.ID, Name: c.Name, Unread: 9 - i, Total: 20 - i})
	}
	return append(out, d.found...), nil
}

func (d *fakeDesk) FindCompanies(prefix string, limit int) (out []news.Company) {
	for _, c := range companies {
		if strings.HasPrefix(picker.Fold(c.Name), picker.Fold(prefix)) && (limit == 0 || len(out) < limit) {
			out = append(out, c)
		}
	}
	return out
}

func (d *fakeDesk) Company(id news.CompanyID) (news.Company, bool) {
	for _, c := range companies {
		if c.ID == id {
			return c, true
		}
	}
	return news.Company{}, false
}

func (d *fakeDesk) Mark(_ context.Context, ids []news.ArticleID, read bool) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for i := range d.rows {
		if slices.Contains(ids, d.rows[i].ID) && d.rows[i].Read != read {
			d.rows[i].Read = read
			n++
		}
	}
	kind := store.MarkUnread
	if read {
		kind = store.MarkRead
	}
	d.journal = append(d.journal, store.Action{Kind: kind, Articles: ids})
	return n, nil
}

func (d *fakeDesk) MarkAll(_ context.Context, v newsroom.View, read bool) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var ids []news.ArticleID
	for i := range d.rows {
		if d.match(v, d.rows[i]) && d.rows[i].Read != read && (v.AsOf == 0 || d.rows[i].ID <= v.AsOf) {
			d.rows[i].Read = read
			ids = append(ids, d.rows[i].ID)
		}
	}
	d.journal = append(d.journal, store.Action{Kind: store.MarkRead, Articles: ids})
	return len(ids), nil
}

func (d *fakeDesk) Star(_ context.Context, id news.ArticleID, on bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.rows {
		if d.rows[i].ID == id {
			d.rows[i].Starred = on
		}
	}
	return nil
}

func (d *fakeDesk) Tag(_ context.Context, id news.ArticleID, on bool, tags ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range d.rows {
		if d.rows[i].ID == id {
			d.rows[i].Tags = slices.DeleteFunc(slices.Clone(d.rows[i].Tags), func(t string) bool { return slices.Contains(tags, t) })
			if on {
				d.rows[i].Tags = append(d.rows[i].Tags, tags...)
			}
		}
	}
	return nil
}

func (d *fakeDesk) Undo(context.Context) (store.Action, int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.journal) == 0 {
		return store.Action{}, 0, store.ErrNoUndo
	}
	last := d.journal[len(d.journal)-1]
	d.journal = d.journal[:len(d.journal)-1]
	if last.Kind == store.Set {
		d.settings[last.Key] = last.Value // as it was
		return last, 1, nil
	}
	for i := range d.rows {
		if slices.Contains(last.Articles, d.rows[i].ID) {
			d.rows[i].Read = last.Kind == store.MarkUnread
		}
	}
	return last, len(last.Articles), nil
}

func (d *fakeDesk) SetPosition(_ context.Context, id news.ArticleID, at int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.places == nil {
		d.places = map[news.ArticleID]int{}
	}
	d.places[id] = at
	return nil
}
func (d *fakeDesk) Pins(context.Context) ([]news.CompanyID, error) {
	return slices.Clone(d.pinned), nil
}
func (d *fakeDesk) SetPins(_ context.Context, pins []news.CompanyID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pinned = pins
	return nil
}
func (d *fakeDesk) Setting(_ context.Context, key string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.settings[key], nil
}
func (d *fakeDesk) SetSetting(_ context.Context, key, value string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settings[key] = value
	return nil
}

func (d *fakeDesk) Prefer(ctx context.Context, key, value string) error {
	d.mu.Lock()
	d.journal = append(d.journal, store.Action{Kind: store.Set, Key: key, Value: d.settings[key]})
	d.mu.Unlock()
	return d.SetSetting(ctx, key, value)
}

func (d *fakeDesk) Feeds(ctx context.Context) ([]store.FeedRow, error) {
	o, err := d.Overview(ctx)
	return o.Feeds, err
}
func (d *fakeDesk) Add(_ context.Context, url string, _ []string) (newsroom.Added, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("add " + url)
	return d.added, d.fail
}
func (d *fakeDesk) Remove(_ context.Context, id news.FeedID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called(fmt.Sprint("remove ", id))
	d.rows = slices.DeleteFunc(d.rows, func(r news.Headline) bool { return r.FeedID == id })
	d.gone = append(d.gone, id)
	return nil
}
func (d *fakeDesk) UpdateFeed(_ context.Context, f news.Feed) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called("update " + f.Title + " " + strings.Join(f.Folders, "+"))
	return nil
}
func (d *fakeDesk) Refresh(_ context.Context, feeds []news.FeedID, force bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.called(fmt.Sprint("refresh ", feeds, force))
	return nil
}
func (d *fakeDesk) Import(context.Context, io.Reader) (newsroom.Imported, error) {
	return newsroom.Imported{}, nil
}
func (d *fakeDesk) Export(context.Context, io.Writer) error      { return nil }
func (d *fakeDesk) AddStarter(context.Context) (int, error)      { return 25, nil }
func (d *fakeDesk) Events(context.Context) <-chan newsroom.Event { return d.events }
func (d *fakeDesk) OpenURL(url string) error                     { d.opened = append(d.opened, url); return nil }

var _ Desk = (*fakeDesk)(nil)
