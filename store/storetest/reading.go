package storetest

import (
	"fmt"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// walk reads a whole list window by window in both directions.
func (f *fixture) walk(filter store.Filter, limit int) (down, up []news.ArticleID) {
	f.t.Helper()
	p := store.Page{Limit: limit}
	for {
		w := f.list(filter, p)
		down = append(down, rowIDs(w.Rows)...)
		if !w.More || len(w.Rows) == 0 || len(down) > 10000 {
			break
		}
		p = store.Page{After: store.PlaceOf(&w.Rows[len(w.Rows)-1]), Limit: limit}
	}
	p = store.Page{Before: &store.Place{}, Limit: limit}
	for {
		w := f.list(filter, p)
		up = append(rowIDs(w.Rows), up...)
		if !w.More || len(w.Rows) == 0 || len(up) > 10000 {
			return down, up
		}
		p = store.Page{Before: store.PlaceOf(&w.Rows[0]), Limit: limit}
	}
}

// Lists by title and by feed: as people order names, the same both ways, from any
// place, also from one whose feed is followed no more.
func testSorted(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 3)
	for i, title := range []string{"Feed 10", "feed 2", "Écho"} {
		feed, err := f.Feed(f.ctx, f.user, f.feeds[i])
		f.must(err)
		feed.Title = title
		f.must(f.UpdateFeed(f.ctx, f.user, feed))
	}
	var ids []news.ArticleID
	for i, title := range []string{"zebra|x", "« Été » à Lyon|x", "eta|x", "Zebra|x", "“Apple”|x", "Œuvre|x", "12 rules|x"} {
		ids = append(ids, f.save(f.article(f.feeds[i%3], title), news.Digest{}))
	}
	of := func(numbers ...int) (all []news.ArticleID) {
		for _, n := range numbers {
			all = append(all, ids[n])
		}
		return all
	}
	for by, want := range map[string][]news.ArticleID{
		"": of(6, 5, 4, 3, 2, 1, 0), query.ByDate: of(6, 5, 4, 3, 2, 1, 0),
		query.ByTitle: of(6, 4, 2, 1, 5, 0, 3), query.ByFeed: of(5, 2, 4, 1, 6, 3, 0),
	} {
		for _, limit := range []int{1, 2, 3, 7, 50} {
			down, up := f.walk(store.Filter{By: by}, limit)
			same(t, fmt.Sprintf("by %q, %d down", by, limit), down, want)
			same(t, fmt.Sprintf("by %q, %d up", by, limit), up, want)
		}
		rows := f.list(store.Filter{By: by}, store.Page{}).Rows
		from := f.list(store.Filter{By: by}, store.Page{From: store.PlaceOf(&rows[2]), Limit: 2})
		same(t, fmt.Sprintf("by %q, from a place", by), rowIDs(from.Rows), want[2:4])
		if !from.More || f.list(store.Filter{By: by}, store.Page{From: store.PlaceOf(&rows[2]), Limit: 5}).More {
			t.Errorf("by %q, it is wrong whether there is more", by)
		}
	}
	rows := f.list(store.Filter{By: query.ByFeed}, store.Page{}).Rows
	gone := store.PlaceOf(&rows[3]) // of "feed 2"
	f.must(f.Unsubscribe(f.ctx, f.user, f.feeds[1]))
	same(t, "after a place that is gone", rowIDs(f.list(store.Filter{By: query.ByFeed}, store.Page{After: gone}).Rows), of(6, 3, 0))
	same(t, "before it", rowIDs(f.list(store.Filter{By: query.ByFeed}, store.Page{Before: gone}).Rows), of(5, 2))
	edited, err := f.Article(f.ctx, f.user, ids[0])
	f.must(err)
	edited.Article.Title = "A new title"
	f.save(&edited.Article, edited.Digest)
	same(t, "after an edit", rowIDs(f.list(store.Filter{By: query.ByTitle}, store.Page{}).Rows), of(6, 0, 2, 5, 3))
}

func testWindows(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	ids := append(f.add(f.feeds[0], 7), f.add(f.feeds[1], 4)...)
	tie := f.article(f.feeds[0], "Tie|Body.") // of the same instant as the last
	tie.Published = tie.Published.Add(-time.Minute)
	ids = append(ids, f.save(tie, news.Digest{}))
	want := reversed(ids)
	for _, limit := range []int{1, 3, 12, 50} {
		down, up := f.walk(store.Filter{}, limit)
		same(t, fmt.Sprintf("downwards by %d", limit), down, want)
		same(t, fmt.Sprintf("upwards by %d", limit), up, want)
	}
	place := store.Place{Published: Epoch.Add(5 * time.Minute), ID: ids[4]}
	same(t, "from a place", rowIDs(f.list(store.Filter{}, store.Page{From: &place, Limit: 2}).Rows), []news.ArticleID{ids[4], ids[3]})
	same(t, "after it", rowIDs(f.list(store.Filter{}, store.Page{After: &place, Limit: 2}).Rows), []news.ArticleID{ids[3], ids[2]})
	same(t, "before it", rowIDs(f.list(store.Filter{}, store.Page{Before: &place, Limit: 2}).Rows), []news.ArticleID{ids[6], ids[5]})
	w := f.list(store.Filter{Where: inFeed(f.feeds[1])}, store.Page{Limit: 4})
	if w.More || len(w.Rows) != 4 {
		t.Errorf("a window that holds everything says more: %v of %d", w.More, len(w.Rows))
	}
	if w.Rows[0].Outlet != w.Rows[1].Outlet || w.Rows[0].FeedID != f.feeds[1] {
		t.Errorf("rows of a feed: %+v", w.Rows[0])
	}
	if n := f.count(store.Filter{}); n != 12 {
		t.Errorf("%d articles are counted", n)
	}
}

func testInserting(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 10)
	first := f.list(store.Filter{}, store.Page{Limit: 4})
	same(t, "first window", rowIDs(first.Rows), reversed(ids[6:]))
	newer := f.add(f.feeds[0], 3) // while it is looked at
	last := first.Rows[3]
	next := f.list(store.Filter{}, store.Page{After: &store.Place{Published: last.Published, ID: last.ID}, Limit: 4})
	same(t, "next window", rowIDs(next.Rows), reversed(ids[2:6]))
	top := first.Rows[0]
	same(t, "what is new", rowIDs(f.list(store.Filter{}, store.Page{Before: &store.Place{Published: top.Published, ID: top.ID}}).Rows), reversed(newer))
}

func testKeep(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 6)
	f.do(store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{ids[1], ids[3], ids[4]}})
	filter := unreadOnly
	filter.Keep = []news.ArticleID{ids[3], ids[5], 999}
	want := []news.ArticleID{ids[5], ids[3], ids[2], ids[0]}
	for _, limit := range []int{1, 2, 10} {
		down, up := f.walk(filter, limit)
		same(t, "downwards", down, want)
		same(t, "upwards", up, want)
	}
	if n := f.count(filter); n != 4 {
		t.Errorf("%d are counted, want 4", n)
	}
}

func testStories(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 4)
	a := f.add(f.feeds[0], 2)
	b := f.add(f.feeds[1], 2)
	c := f.add(f.feeds[2], 1)
	story, err := f.SetStory(f.ctx, 0, []news.ArticleID{a[0], b[0]})
	f.must(err)
	same1, err := f.SetStory(f.ctx, story, []news.ArticleID{c[0]})
	f.must(err)
	other, err := f.SetStory(f.ctx, 0, []news.ArticleID{b[1]})
	f.must(err)
	if story == 0 || same1 != story || other == story {
		t.Fatalf("stories %d, %d, %d", story, same1, other)
	}
	all := store.Filter{Collapse: true}
	w := f.list(all, store.Page{})
	same(t, "one row for each story", rowIDs(w.Rows), []news.ArticleID{c[0], b[1], a[1]})
	if w.Rows[0].Others != 2 || w.Rows[1].Others != 0 || w.Rows[0].StoryID != story {
		t.Errorf("others: %d and %d", w.Rows[0].Others, w.Rows[1].Others)
	}
	// The newest within the filter stands for it.
	w = f.list(store.Filter{Collapse: true, Where: query.Not{Node: inFeed(f.feeds[2])}}, store.Page{})
	same(t, "within a filter", rowIDs(w.Rows), []news.ArticleID{b[1], b[0], a[1]})
	down, up := f.walk(all, 1)
	same(t, "down", down, []news.ArticleID{c[0], b[1], a[1]})
	same(t, "up", up, down)
	rows, err := f.StoryArticles(f.ctx, f.user, story)
	f.must(err)
	same(t, "articles of a story, oldest first", rowIDs(rows), []news.ArticleID{a[0], b[0], c[0]})
	if n := f.count(all); n != 5 {
		t.Errorf("%d articles are counted, want all 5", n)
	}
	n := f.do(store.Action{Kind: store.MarkRead, Articles: c, Stories: true})
	if n != 3 {
		t.Errorf("%d of a story were marked, want 3", n)
	}
	same(t, "unread", rowIDs(f.list(unreadOnly, store.Page{}).Rows), []news.ArticleID{b[1], a[1]})
	f.undo()
	if n := f.count(unreadOnly); n != 5 {
		t.Errorf("after undo %d are unread", n)
	}
}

func testRiver(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	a := f.add(f.feeds[0], 2)
	f.add(f.feeds[1], 3)
	feed, err := f.Feed(f.ctx, f.user, f.feeds[1])
	f.must(err)
	feed.Settings.Hidden = true
	f.must(f.UpdateFeed(f.ctx, f.user, feed))
	river := store.Filter{River: true}
	same(t, "the river", rowIDs(f.list(river, store.Page{}).Rows), reversed(a))
	if n := f.count(river); n != 2 {
		t.Errorf("the river counts %d", n)
	}
	river.Where = unreadOnly.Where
	if n := f.count(river); n != 2 {
		t.Errorf("the river counts %d unread", n)
	}
	same(t, "unread", rowIDs(f.list(river, store.Page{}).Rows), reversed(a))
	if n := f.count(store.Filter{}); n != 5 {
		t.Errorf("with hidden feeds there are %d", n)
	}
}

func testCompanies(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	one := f.save(f.article(f.feeds[0], "1|x"), news.Digest{Companies: about("acme", "globex")})
	f.save(f.article(f.feeds[0], "2|x"), news.Digest{Companies: about("globex", "acme")})
	f.save(f.article(f.feeds[1], "3|x"), news.Digest{Companies: append(about("acme"), news.Mention{Company: "globex", Salience: news.Source})})
	f.do(store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{one}})
	check := func(what string, filter store.Filter, want string) {
		t.Helper()
		for range 2 { // the second from memory, where a store remembers
			counts, err := f.CompanyCounts(f.ctx, f.user, filter, 0)
			f.must(err)
			got := ""
			for _, c := range counts {
				got += fmt.Sprintf("%s %s %d/%d/%d ", c.Company, c.Name, c.Unread, c.Total, c.About)
			}
			same(t, what, got, want)
		}
	}
	check("all", store.Filter{}, "acme Acme 2/3/2 globex Globex 1/2/1 ")
	check("unread", unreadOnly, "acme Acme 2/2/1 globex Globex 1/1/1 ")
	check("of a feed", store.Filter{Where: inFeed(f.feeds[1])}, "acme Acme 1/1/1 ")
	f.do(store.Action{Kind: store.MarkUnread, Articles: []news.ArticleID{one}})
	check("after a change", store.Filter{}, "acme Acme 3/3/2 globex Globex 2/2/1 ")
	counts, err := f.CompanyCounts(f.ctx, f.user, store.Filter{}, 1)
	f.must(err)
	if len(counts) != 1 || counts[0].Company != "acme" {
		t.Errorf("the first company is %+v", counts)
	}
	for q, want := range map[string]int{"company:acme": 3, "company:ACME": 3, "company:ac": 3, "about:globex": 1, "company:globex": 2,
		"company:nobody": 0, "-company:globex": 1, "company:acme company:globex": 2, "company:acme unread": 3} {
		node, err := query.Parse(q, Epoch)
		f.must(err)
		if n := f.count(store.Filter{Where: node}); n != want {
			t.Errorf("%s: %d, want %d", q, n, want)
		}
		if w := f.list(store.Filter{Where: node}, store.Page{}); len(w.Rows) != want {
			t.Errorf("%s lists %d, want %d", q, len(w.Rows), want)
		}
	}
}

func testQuotes(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	said := func(names ...string) news.Digest {
		g := news.Digest{Companies: about("acme", "globex")}
		for i, name := range names {
			q := news.Quote{Span: news.Span{Start: i, End: i + 1}, Text: fmt.Sprintf("%s %d", name, i), Kind: news.Direct}
			if name != "" {
				q.Speaker = &news.Speaker{Name: name}
			}
			g.Quotes = append(g.Quotes, q)
		}
		return g
	}
	f.save(f.article(f.feeds[0], "Old|aaaa"), said("Zoé Ünal", "Bob"))
	f.save(f.article(f.feeds[0], "None|aaaa"), said())
	f.save(f.article(f.feeds[0], "New|aaaa"), said("", "Zoé Ünal", "Zoé Ünal"))
	list := func(where query.Node, p store.Page) (texts []string) {
		rows, err := f.Quotes(f.ctx, f.user, store.Filter{Where: where}, p)
		f.must(err)
		for _, r := range rows {
			texts = append(texts, r.Quote.Text)
			if r.Article == 0 || r.Title == "" || fmt.Sprint(r.Companies) != "[acme]" || r.Published.IsZero() {
				t.Errorf("a quote without its place: %+v", r)
			}
		}
		return texts
	}
	same(t, "all", list(nil, store.Page{}), []string{" 0", "Zoé Ünal 1", "Zoé Ünal 2", "Zoé Ünal 0", "Bob 1"})
	same(t, "of a speaker", list(query.Term{Field: query.FieldSpeaker, Value: "unal"}, store.Page{}), []string{"Zoé Ünal 1", "Zoé Ünal 2", "Zoé Ünal 0"})
	first := list(nil, store.Page{Limit: 1})
	same(t, "the quotes of one article stay together", first, []string{" 0", "Zoé Ünal 1", "Zoé Ünal 2"})
	rows, err := f.Quotes(f.ctx, f.user, store.Filter{}, store.Page{Limit: 1})
	f.must(err)
	last := rows[len(rows)-1]
	place := store.Place{Published: last.Published, ID: last.Article}
	same(t, "next", list(nil, store.Page{After: &place, Limit: 1}), []string{"Zoé Ünal 0", "Bob 1"})
}

func testText(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	texts := []string{
		"Émancipation|Le cœur de l’œuvre, à l’état pur : 1 000 €.",
		"Chips|State-of-the-art microchips don't sleep",
		"Final|The ﬁnal conﬂict in Straße",
		"日本語|東京で新しい会社 emoji 🚀",
	}
	for _, text := range texts {
		a := f.article(f.feeds[0], text)
		a.Authors = []string{"Zoé Müller"}
		f.save(a, news.Digest{Language: "fr"})
	}
	for q, want := range map[string]int{
		"emancipation": 1, "ÉMANCIPATION": 1, "coeur": 1, "cœur": 1, "oeuvre": 1, "final": 1, "ﬁnal": 1, "strasse": 1,
		"micro": 0, "micro ": 0, "micro*": 1, "micro*  ": 1, `"state of the art"`: 1, `"art of"`: 0, "state-of-the-art": 1, "don't": 1, "l’état": 1, "l'état": 1,
		"title:chips": 1, "title:microchips": 0, "chips OR final": 2, "-chips": 3, "東京*": 1, `"`: -1, "'": 4, "*": 4, "NEAR": 0, "a:b": -1,
		"author:muller": 4, "lang:fr": 4, "lang:f": 0, "title:\"chips\"": 1, "body": 0, `🚀 `: 4, "AND": -1, `"AND"`: 0, "chips AND sleep": 1, "NOT chips": 3,
	} {
		node, err := query.Parse(q, Epoch)
		if (err != nil) != (want < 0) {
			t.Errorf("%s: error %v", q, err)
			continue
		}
		if err == nil {
			if n := f.count(store.Filter{Where: node}); n != want {
				t.Errorf("%s: %d, want %d", q, n, want)
			}
		}
	}
}
