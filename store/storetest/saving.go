package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

func testSettings(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	if v, err := f.Setting(f.ctx, f.user, "pins"); v != "" || err != nil {
		t.Errorf("a setting never set is %q, %v", v, err)
	}
	f.must(f.SetSetting(f.ctx, f.user, "pins", "a,b"))
	f.must(f.SetSetting(f.ctx, f.user, "pins", "c"))
	if v, err := f.Setting(f.ctx, f.user, "pins"); v != "c" || err != nil {
		t.Errorf("the setting is %q, %v", v, err)
	}
	if v, _ := f.Setting(f.ctx, 7, "pins"); v != "" {
		t.Errorf("somebody else's setting is %q", v)
	}
	id := f.add(f.feeds[0], 1)[0]
	f.must(f.SetPosition(f.ctx, f.user, id, 42))
	full, err := f.Article(f.ctx, f.user, id)
	f.must(err)
	if full.State.Position != 42 || full.State.Read || full.State.Starred {
		t.Errorf("the state is %+v", full.State)
	}
	if err := f.SetPosition(f.ctx, f.user, 999, 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a place in an unknown article gives %v", err)
	}
}

func testIdentity(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	a := f.article(f.feeds[0], "One|Body.")
	f.save(a, news.Digest{})
	for name, c := range map[string]struct {
		feed  news.FeedID
		key   store.Key
		known bool
	}{
		"guid":          {f.feeds[0], store.Key{GUID: a.GUID, URL: "https://other", Print: "other"}, true},
		"url":           {f.feeds[0], store.Key{GUID: "new", URL: a.URL, Print: "other"}, true},
		"print":         {f.feeds[0], store.Key{Print: a.Print}, true},
		"nothing":       {f.feeds[0], store.Key{}, false},
		"new":           {f.feeds[0], store.Key{GUID: "new", URL: "https://other", Print: "other"}, false},
		"other feed":    {f.feeds[1], store.Key{GUID: a.GUID, URL: a.URL, Print: a.Print}, false},
		"guid as a url": {f.feeds[0], store.Key{URL: a.GUID}, false},
	} {
		known, err := f.Identify(f.ctx, c.feed, []store.Key{c.key})
		f.must(err)
		want := store.Known{}
		if c.known {
			want = store.Known{ID: a.ID, Print: a.Print}
		}
		if len(known) != 1 || known[0] != want {
			t.Errorf("%s: %+v, want %+v", name, known, want)
		}
	}
	// An article whose names all change one after the other stays the same one.
	b := f.article(f.feeds[0], "One, edited|Body.")
	b.GUID = a.GUID
	f.save(b, news.Digest{})
	if b.ID != a.ID {
		t.Errorf("an article with a known GUID was stored as new")
	}
	known, err := f.Identify(f.ctx, f.feeds[0], []store.Key{{URL: b.URL}, {URL: a.URL}})
	f.must(err)
	if known[0].ID != a.ID || known[1].ID != a.ID {
		t.Errorf("after an edit its addresses are known as %+v", known)
	}
}

func testDuplicates(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	feed := f.feeds[0]
	batch := func() []store.Item {
		one, two, three := f.article(feed, "One|1"), f.article(feed, "Two|2"), f.article(feed, "Three|3")
		one.GUID, one.URL, one.Print = "same", "https://u/1", "p1"
		two.GUID, two.URL, two.Print = "same", "https://u/2", "p2"
		three.GUID, three.URL, three.Print = "three", "https://u/3", "p3"
		again := *three
		return []store.Item{{Article: one}, {Article: two}, {Article: three}, {Article: &again}}
	}
	first := batch()
	f.must(f.SaveArticles(f.ctx, first))
	if n := f.count(store.Filter{}); n != 3 {
		t.Fatalf("%d articles are stored, want 3: a GUID that all entries share says nothing, and an entry that stands twice is one", n)
	}
	if first[2].Article.ID != first[3].Article.ID {
		t.Error("an entry that stands twice has two ids")
	}
	// An address that several have is not one to be known by.
	shared := f.article(feed, "Four|4")
	shared.URL, shared.Known = "https://u/1", news.Identity{GUID: shared.GUID}
	f.save(shared, news.Digest{})
	if n := f.count(store.Filter{}); n != 4 {
		t.Fatalf("%d articles are stored, want 4: one that shares its address was taken for another", n)
	}
	second := batch()
	var keys []store.Key
	for _, item := range second {
		keys = append(keys, store.Key{GUID: item.Article.GUID, URL: item.Article.URL, Print: item.Article.Print})
	}
	known, err := f.Identify(f.ctx, feed, keys)
	f.must(err)
	for i, k := range known {
		if k.ID != first[i].Article.ID {
			t.Errorf("entry %d is known as %d, want %d", i, k.ID, first[i].Article.ID)
		}
	}
	f.must(f.SaveArticles(f.ctx, second))
	if n := f.count(store.Filter{}); n != 4 {
		t.Errorf("the same batch again makes %d articles", n)
	}
}

func testEdits(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	a := f.article(f.feeds[0], "Before|The oldword body.")
	f.save(a, news.Digest{Version: 1, Companies: about("acme", "globex")})
	f.add(f.feeds[0], 1)
	f.do(store.Action{Kind: store.Star, Articles: []news.ArticleID{a.ID}})
	f.do(store.Action{Kind: store.Tag, Articles: []news.ArticleID{a.ID}, Value: "Later"})

	edit := *a
	edit.Title, edit.Text, edit.Print = "After", "The newword body.", "print-new"
	edit.Published = a.Published.Add(time.Hour)
	f.save(&edit, news.Digest{Version: 1, Companies: about("initech", "acme")})
	w := f.list(unreadOnly, store.Page{})
	if len(w.Rows) != 2 || w.Rows[0].Title != "After" || !w.Rows[0].Starred || w.Rows[0].Read || fmt.Sprint(w.Rows[0].Tags) != "[Later]" {
		t.Fatalf("after an edit the list is %+v", w.Rows)
	}
	for company, want := range map[string]int{"acme": 1, "globex": 0, "initech": 1} {
		filter := store.Filter{Where: query.And{query.Term{Field: query.FieldCompany, Value: company}, query.Term{Field: query.FieldUnread}}}
		if n := f.count(filter); n != want {
			t.Errorf("%d unread of %s, want %d", n, company, want)
		}
	}
	for word, want := range map[string]int{"oldword": 0, "newword": 1} {
		if n := f.count(store.Filter{Where: query.Term{Value: word}}); n != want {
			t.Errorf("%d with %s, want %d", n, word, want)
		}
	}
	f.do(store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{a.ID}})
	edit.Title = "After again"
	f.save(&edit, news.Digest{Version: 1})
	if w := f.list(starred, store.Page{}); len(w.Rows) != 1 || !w.Rows[0].Read || w.Rows[0].Title != "After again" {
		t.Errorf("an edit of a read article gives %+v", w.Rows)
	}

	// The title before the last edit of it stays known.
	body := edit
	body.Text, body.EditedFrom = "The same headline over another body.", ""
	f.save(&body, news.Digest{Version: 1})
	full, err := f.Article(f.ctx, f.user, a.ID)
	f.must(err)
	same(t, "title before the edit", full.Article.EditedFrom, "After")
	edit = body

	// An edit that changes nothing is not told to anybody.
	changes := f.Changes(f.ctx)
	fetched := edit
	fetched.Fetched = edit.Fetched.Add(time.Hour)
	f.save(&fetched, news.Digest{Version: 1})
	f.must(f.SaveDigests(f.ctx, map[news.ArticleID]news.Digest{a.ID: {Version: 1}}))
	f.do(store.Action{Kind: store.Unstar, Articles: []news.ArticleID{a.ID}})
	if c := <-changes; c.Articles || !c.States {
		t.Errorf("an edit that changes nothing is told as %+v", c)
	}
	if err := f.SaveArticles(f.ctx, []store.Item{{Article: &news.Article{ID: 999, FeedID: f.feeds[0]}}}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the edit of an unknown article gives %v", err)
	}

	// Without a date of its own an article stays where it came first.
	b := f.article(f.feeds[0], "Undated|Body.")
	b.Published = b.Fetched
	f.save(b, news.Digest{})
	later := *b
	later.Text, later.Fetched = "Edited.", b.Fetched.Add(time.Hour)
	later.Published = later.Fetched
	f.save(&later, news.Digest{})
	full, err = f.Article(f.ctx, f.user, b.ID)
	f.must(err)
	if !full.Article.Published.Equal(b.Published) || full.Article.Text != "Edited." {
		t.Errorf("an undated article moved from %v to %v", b.Published, full.Article.Published)
	}
}

func testPurge(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 6)
	f.do(store.Action{Kind: store.MarkRead, Articles: ids[:4]})
	f.do(store.Action{Kind: store.Star, Articles: ids[:1]})
	n, err := f.Purge(f.ctx, Epoch.Add(4*time.Minute)) // before the fourth
	f.must(err)
	if n != 2 {
		t.Errorf("%d were purged, want 2", n)
	}
	want := []news.ArticleID{ids[5], ids[4], ids[3], ids[0]}
	same(t, "what is left", rowIDs(f.list(store.Filter{}, store.Page{}).Rows), want)
	if _, err := f.Article(f.ctx, f.user, ids[1]); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a purged article gives %v", err)
	}
	known, err := f.Identify(f.ctx, f.feeds[0], []store.Key{{GUID: "guid-2"}})
	f.must(err)
	if known[0].ID != ids[1] || !known[0].Purged {
		t.Errorf("a purged article is known as %+v", known[0])
	}
	again := &news.Article{FeedID: f.feeds[0], GUID: "guid-2", Title: "Back", Published: Epoch}
	f.must(f.SaveArticles(f.ctx, []store.Item{{Article: again}}))
	if n := f.count(store.Filter{}); n != 4 || again.ID != ids[1] {
		t.Errorf("a purged article came back: %d articles, id %d", n, again.ID)
	}
	rows, err := f.ListFeeds(f.ctx, f.user)
	f.must(err)
	if rows[0].Total != 4 || rows[0].Unread != 2 {
		t.Errorf("the feed counts %d articles and %d unread, want 4 and 2", rows[0].Total, rows[0].Unread)
	}
	if n, err := f.Purge(f.ctx, Epoch.Add(4*time.Minute)); n != 0 || err != nil {
		t.Errorf("a second purge takes %d, %v", n, err)
	}
}

// wholeDigest is a digest with every field in use.
func wholeDigest() news.Digest {
	span := func(a, b int) news.Span { return news.Span{Start: a, End: b} }
	return news.Digest{
		Version: 3, Language: "fr", Words: 7,
		Sentences: []news.Span{span(0, 5), span(6, 11)},
		Summary: []news.SummarySentence{
			{Span: span(0, 5), Rank: 2, Score: 0.25, Why: []news.Evidence{{Cue: "lead", Weight: 1.5}}},
			{Span: span(6, 11), Sentence: 1, Rank: 1, Score: 0.75, Why: []news.Evidence{}},
		},
		Quotes: []news.Quote{
			{Span: span(6, 11), Text: "Monde", Speaker: &news.Speaker{Span: span(0, 2), Name: "Zoé Ünal", AsWritten: "Zoé", Role: "PDG", Organisation: "Acme"},
				Cue: "dit", CueSpan: span(3, 4), Kind: news.Mixed, Confidence: 0.5, AlsoAt: []news.Span{span(1, 2)}},
			{Span: span(0, 1), Text: "S", Kind: news.Fragment},
		},
		Companies: []news.Mention{
			{Company: "acme", Name: "Acme", Salience: news.About, Score: 0.5, Spans: []news.MentionSpan{
				{Span: span(1, 3), Why: "name", Evidence: []news.Evidence{{Cue: "x", Weight: -1}}}, {Span: span(3, 4)}}},
			{Company: "globex", Name: "Globex", Salience: news.Source},
			{Company: "initech", Name: "Initech", Salience: news.Implied},
		},
		Boilerplate: []news.Boilerplate{{Span: span(10, 11), Why: "related"}},
		Terms:       []news.Term{{Text: "monde", Weight: 2}},
		Fingerprint: news.Fingerprint{Names: []string{"Acme", "Zoé"}, Stems: []string{"mond"}},
	}
}

func testWhole(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	at := Epoch
	a := news.Article{
		FeedID: f.feeds[0], GUID: "g", URL: "https://u", Print: "p", Title: "Salut monde", Authors: []string{"A. B", "C"},
		Published: at, Updated: at.Add(time.Hour), Fetched: at.Add(2 * time.Hour), Language: "fr",
		HTML: "<p>Salut Monde\x00</p>", Text: "Salut Monde", Image: "https://i", Categories: []string{"x"},
		Enclosures: []news.Enclosure{{URL: "https://e", Type: "audio/mpeg", Length: 5}}, Comments: "https://c", Truncated: true,
	}
	g := wholeDigest()
	f.save(&a, g)
	full, err := f.Article(f.ctx, f.user, a.ID)
	f.must(err)
	want := a
	want.Outlet = full.Article.Outlet
	if !reflect.DeepEqual(full.Article, want) {
		t.Errorf("the article comes back as\n%+v, want\n%+v", full.Article, want)
	}
	if !reflect.DeepEqual(full.Digest, g) {
		t.Errorf("the digest comes back as\n%+v, want\n%+v", full.Digest, g)
	}
	w := f.list(store.Filter{}, store.Page{})
	h := w.Rows[0]
	if h.Lede != "Monde" || fmt.Sprint(h.Companies) != "[acme]" || h.Quotes != 2 || !h.Truncated || h.Language != "fr" || h.URL != "https://u" {
		t.Errorf("the headline is %+v", h)
	}
	empty := f.article(f.feeds[0], "|")
	f.save(empty, news.Digest{})
	full, err = f.Article(f.ctx, f.user, empty.ID)
	f.must(err)
	if !reflect.DeepEqual(full.Digest, news.Digest{}) {
		t.Errorf("an empty digest comes back as %+v", full.Digest)
	}
}

func testDigests(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 3)
	stale, err := f.StaleDigests(f.ctx, 1, 2)
	f.must(err)
	if len(stale) != 2 || stale[0].ID != ids[2] || stale[0].Text != "Body 3." {
		t.Fatalf("old digests: %+v", stale)
	}
	g := wholeDigest()
	f.must(f.SaveDigests(f.ctx, map[news.ArticleID]news.Digest{ids[2]: g, ids[1]: {Version: 3}, 999: {}}))
	stale, err = f.StaleDigests(f.ctx, 3, 10)
	f.must(err)
	if len(stale) != 1 || stale[0].ID != ids[0] {
		t.Errorf("old digests after two were made again: %+v", stale)
	}
	full, err := f.Article(f.ctx, f.user, ids[2])
	f.must(err)
	if !reflect.DeepEqual(full.Digest, g) {
		t.Errorf("the digest comes back as %+v", full.Digest)
	}
	filter := store.Filter{Where: query.And{query.Term{Field: query.FieldCompany, Value: "acme"}, query.Term{Field: query.FieldUnread}}}
	if n := f.count(filter); n != 1 {
		t.Errorf("%d unread of the company found anew, want 1", n)
	}
}

func testRecent(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	f.add(f.feeds[0], 2)
	a := f.article(f.feeds[0], "Salut|Salut Monde")
	f.save(a, wholeDigest())
	prints, err := f.Recent(f.ctx, Epoch.Add(2*time.Minute), 10)
	f.must(err)
	if len(prints) != 2 || prints[0].ID != a.ID || prints[0].Title != "Salut" || fmt.Sprint(prints[0].Companies) != "[acme]" ||
		!reflect.DeepEqual(prints[0].Fingerprint, wholeDigest().Fingerprint) || !prints[0].Published.Equal(a.Published) {
		t.Errorf("recent: %+v", prints)
	}
}
