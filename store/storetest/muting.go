package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

func testSet(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	set := func(value string) int { return f.do(store.Action{Kind: store.Set, Key: "pins", Value: value}) }
	is := func(want string) {
		t.Helper()
		if v, err := f.Setting(f.ctx, f.user, "pins"); v != want || err != nil {
			t.Errorf("the setting is %q, want %q (%v)", v, want, err)
		}
	}
	if set(" a b ") != 1 || set("c") != 1 || set("c") != 0 {
		t.Error("setting a setting does not tell what it changed")
	}
	is("c")
	a, n := f.undo()
	if a.Kind != store.Set || a.Key != "pins" || a.Value != "c" || n != 1 {
		t.Errorf("undone was %+v of %d", a, n)
	}
	is(" a b ")
	f.undo()
	is("")
	if _, _, err := f.Undo(f.ctx, f.user); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("nothing left to undo gives %v", err)
	}
	if _, err := f.Do(f.ctx, f.user, store.Action{Kind: store.Set}); err == nil {
		t.Error("a setting without a name is set")
	}
}

func testEditFeed(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	feed, err := f.Feed(f.ctx, f.user, f.feeds[0])
	f.must(err)
	edited := feed
	edited.Title, edited.Folders, edited.Settings = "Mine", []string{"Tech"}, news.FeedSettings{Hidden: true, Interval: time.Hour}
	f.must(f.UpdateFeed(f.ctx, f.user, edited))
	f.must(f.UpdateFeed(f.ctx, f.user, edited)) // nothing new: nothing to undo
	a, n := f.undo()
	if a.Kind != store.EditFeed || a.Feed != feed.ID || a.Value != "Mine" || n != 1 {
		t.Errorf("undone was %+v of %d", a, n)
	}
	got, err := f.Feed(f.ctx, f.user, feed.ID)
	f.must(err)
	same(t, "the feed after undo", got, feed)
	if _, _, err := f.Undo(f.ctx, f.user); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("nothing left to undo gives %v", err)
	}
	if _, err := f.Do(f.ctx, f.user, store.Action{Kind: store.EditFeed, Feed: feed.ID}); err == nil {
		t.Error("an edit without a feed is done")
	}
}

// mute begins a rule and returns how many articles it hides.
func (f *fixture) mute(q string) int {
	f.t.Helper()
	return f.do(store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: q}})
}

func (f *fixture) mutes() []store.Mute {
	f.t.Helper()
	rules, err := f.ListMutes(f.ctx, f.user)
	f.must(err)
	return rules
}

func testMute(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	sport := f.save(f.article(f.feeds[0], "Football|A match."), news.Digest{Companies: about("acme")})
	read := f.save(f.article(f.feeds[0], "Football again|Another match."), news.Digest{Companies: about("acme")})
	other := f.save(f.article(f.feeds[1], "Chess|A draw in football boots."), news.Digest{Companies: about("acme")})
	news1 := f.save(f.article(f.feeds[1], "Trade|A treaty."), news.Digest{})
	f.do(store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{read}})
	shown := func(when string, want ...news.ArticleID) {
		t.Helper()
		same(t, when, rowIDs(f.list(store.Filter{}, store.Page{}).Rows), want)
		if n := f.count(store.Filter{}); n != len(want) {
			t.Errorf("%s %d are counted, want %d", when, n, len(want))
		}
		unread := f.list(unreadOnly, store.Page{}).Rows
		if n := f.count(unreadOnly); n != len(unread) {
			t.Errorf("%s %d unread ones are counted, want %d", when, n, len(unread))
		}
	}
	if n := f.mute("title:football"); n != 2 {
		t.Errorf("the rule hides %d, want 2", n)
	}
	if n := f.mute(" title:football "); n != 0 || len(f.mutes()) != 1 {
		t.Errorf("the same rule is begun twice: %+v", f.mutes())
	}
	shown("muted by title", news1, other)
	later := f.save(f.article(f.feeds[1], "More football|Today."), news.Digest{})
	shown("one that comes later", news1, other)
	if n := f.mute("boots"); n != 1 {
		t.Errorf("the second rule hides %d, want 1", n)
	}
	shown("muted twice", news1)
	counts, err := f.CompanyCounts(f.ctx, f.user, store.Filter{}, 0)
	f.must(err)
	if len(counts) != 0 {
		t.Errorf("what is hidden is counted: %+v", counts)
	}
	rules := f.mutes()
	if len(rules) != 2 || rules[0].Query != "boots" || rules[0].Hidden != 1 || rules[1].Hidden != 3 || rules[1].At.IsZero() {
		t.Errorf("the rules are %+v", rules)
	}
	hidden := store.Filter{Muted: true, Where: query.Term{Field: query.FieldMuted, ID: int64(rules[1].ID)}}
	same(t, "what a rule hides", rowIDs(f.list(hidden, store.Page{}).Rows), []news.ArticleID{later, read, sport})
	if all, n := f.list(store.Filter{Muted: true}, store.Page{}), f.count(store.Filter{Muted: true}); len(all.Rows) != 5 || n != 5 {
		t.Errorf("with what is muted %d are listed and %d counted, want 5", len(all.Rows), n)
	}
	// What is done to hidden ones is remembered until they come back.
	f.do(store.Action{Kind: store.MarkUnread, Articles: []news.ArticleID{read}})
	if n := f.do(store.Action{Kind: store.MarkRead, Where: &store.Filter{}}); n != 1 {
		t.Errorf("%d were marked, want the one that is shown", n)
	}
	f.undo()
	a, n := f.undo() // of the second rule
	if a.Kind != store.MuteRule || a.Mute.Query != "boots" || n != 1 {
		t.Errorf("undone was %+v of %d", a, n)
	}
	shown("the second rule undone", news1, other)
	if n := f.do(store.Action{Kind: store.UnmuteRule, Mute: store.Mute{ID: rules[1].ID}}); n != 3 || len(f.mutes()) != 0 {
		t.Errorf("ending the rule brings back %d; left %+v", n, f.mutes())
	}
	shown("no rule", later, news1, other, read, sport)
	if n := f.count(unreadOnly); n != 5 {
		t.Errorf("%d are unread, want all 5", n)
	}
	f.undo()
	shown("the rule is there again", news1, other)
	for _, bad := range []string{"", "unread", "a newer:3d", "a -(b OR tag:x)", "nofield:x", "("} {
		var wrong *query.Error
		_, err := f.Do(f.ctx, f.user, store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: bad}})
		if err == nil || bad != "" && (!errors.As(err, &wrong) || wrong.Column < 1) {
			t.Errorf("the rule %q gives %v", bad, err)
		}
	}
	if _, err := f.Do(f.ctx, f.user, store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: "a", Feed: f.feeds[0]}}); err == nil {
		t.Error("a rule of a feed is begun without the feed")
	}
	// A rule looks again at what is edited, and lets go of what is purged.
	edited := f.article(f.feeds[0], "Football|A match.")
	edited.ID, edited.GUID, edited.URL, edited.Title = sport, "guid-1", "https://example.org/1", "Rugby"
	f.must(f.SaveArticles(f.ctx, []store.Item{{Article: edited}}))
	if n := f.mutes()[0].Hidden; n != 2 {
		t.Errorf("after an edit the rule hides %d, want 2", n)
	}
	f.do(store.Action{Kind: store.MarkRead, Where: &store.Filter{Muted: true}})
	if _, err := f.Purge(f.ctx, Epoch.Add(24*time.Hour)); err != nil || f.mutes()[0].Hidden != 0 {
		t.Errorf("after a purge: %+v, %v", f.mutes(), err)
	}
}

func testMuteStory(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	a, b := f.add(f.feeds[0], 2), f.add(f.feeds[1], 3)
	story, err := f.SetStory(f.ctx, 0, []news.ArticleID{a[0], b[0]})
	f.must(err)
	mute := func(id news.ArticleID, title string) int {
		return f.do(store.Action{Kind: store.MuteRule, Mute: store.Mute{Article: id, Title: title}})
	}
	if n := mute(b[0], "A story"); n != 2 {
		t.Errorf("muting a story hides %d, want 2", n)
	}
	if n := mute(a[1], "Alone"); n != 1 { // in no story yet
		t.Errorf("muting an article hides %d, want 1", n)
	}
	_, err = f.SetStory(f.ctx, story, []news.ArticleID{b[1]})
	f.must(err)
	_, err = f.SetStory(f.ctx, 0, []news.ArticleID{a[1], b[2]})
	f.must(err)
	same(t, "what comes to a muted story is muted", fmt.Sprint(rowIDs(f.list(store.Filter{Collapse: true}, store.Page{}).Rows), f.count(unreadOnly)), "[] 0")
	f.undo()
	same(t, "the second story is back", rowIDs(f.list(store.Filter{}, store.Page{}).Rows), []news.ArticleID{b[2], a[1]})
	f.undo()
	if n := f.count(unreadOnly); n != 5 {
		t.Errorf("after undo %d are unread, want 5", n)
	}
}

func testMuteFeed(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	for _, feed := range f.feeds {
		f.save(f.article(feed, "Advert|Buy."), news.Digest{})
	}
	feed, err := f.Feed(f.ctx, f.user, f.feeds[0])
	f.must(err)
	feed.Settings.Mute = []string{"advert"}
	f.must(f.UpdateFeed(f.ctx, f.user, feed))
	if n := f.count(unreadOnly); n != 1 {
		t.Errorf("%d are shown, want that of the other feed", n)
	}
	if rules := f.mutes(); len(rules) != 1 || rules[0].Feed != feed.ID || rules[0].Query != "advert" || rules[0].Hidden != 1 {
		t.Errorf("the rules are %+v", rules)
	}
	// It goes and comes with the feed.
	f.must(f.Unsubscribe(f.ctx, f.user, feed.ID))
	if rules := f.mutes(); len(rules) != 0 {
		t.Errorf("the rules of a feed that was left are %+v", rules)
	}
	f.undo()
	f.save(f.article(feed.ID, "Advert|Buy more."), news.Digest{})
	if n := f.count(store.Filter{}); n != 1 {
		t.Errorf("%d are shown when the feed is back, want 1", n)
	}
	f.undo()
	if n := f.count(unreadOnly); n != 3 || len(f.mutes()) != 0 {
		t.Errorf("after undo %d are unread, want 3; the rules are %+v", n, f.mutes())
	}
	feed.Settings.Mute = []string{"ok", "wrong:"}
	var wrong *query.Error
	if err := f.UpdateFeed(f.ctx, f.user, feed); !errors.As(err, &wrong) || len(f.mutes()) != 0 {
		t.Errorf("a wrong rule gives %v; the rules are %+v", err, f.mutes())
	}
	// A list of feeds brings its rules along; those nobody understands hide nothing.
	more, _, err := f.Subscribe(f.ctx, f.user, news.Feed{URL: "https://more.example/rss", Settings: news.FeedSettings{Mute: []string{"wrong:", "buy"}}})
	f.must(err)
	f.save(f.article(more.ID, "Advert|Buy."), news.Digest{})
	if rules := f.mutes(); len(rules) != 1 || rules[0].Hidden != 1 {
		t.Errorf("the rules of an imported feed are %+v", rules)
	}
}

func testProfile(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	since := time.Date(2026, 2, 27, 0, 0, 0, 0, time.FixedZone("", 3600))
	save := func(feed news.FeedID, at time.Time, speaker string, found []news.Mention) news.ArticleID {
		a := f.article(feed, "T|Words.")
		a.Published = at
		g := news.Digest{Companies: found}
		if speaker != "" {
			g.Quotes = []news.Quote{{Span: news.Span{End: 5}, Text: "Words", Speaker: &news.Speaker{Name: speaker}}}
		}
		return f.save(a, g)
	}
	save(f.feeds[0], since.Add(-time.Minute), "Old", about("acme"))
	save(f.feeds[0], since.Add(time.Minute), "Ann", about("acme", "globex"))
	save(f.feeds[0], since.Add(23*time.Hour+59*time.Minute), "Bob", about("globex", "acme"))
	save(f.feeds[1], since.Add(49*time.Hour), "Ann", about("acme", "globex", "initech"))
	hidden := save(f.feeds[1], since.Add(50*time.Hour), "Eve", about("acme", "globex"))
	save(f.feeds[1], since.Add(51*time.Hour), "", []news.Mention{{Company: "acme", Name: "Acme", Salience: news.Source}})
	save(f.feeds[1], since.Add(51*time.Hour), "", []news.Mention{{Company: "acme", Name: "Acme", Salience: news.Implied}})
	f.do(store.Action{Kind: store.MuteRule, Mute: store.Mute{Article: hidden}})
	p, err := f.Profile(f.ctx, f.user, "acme", false, since)
	f.must(err)
	same(t, "the profile", fmt.Sprintf("%+v", p), `{About:2 Mentions:1 Implied:1 Sources:1 Parents:[] Children:[] Below:0 Days:[2 0 1] Together:[{Company:globex Name:Globex Unread:0 Total:3 About:1} {Company:initech Name:Initech Unread:0 Total:1 About:0}] Speakers:[{Name:Ann Quotes:2} {Name:Bob Quotes:1}]}`)
	p, err = f.Profile(f.ctx, f.user, "acme", true, since)
	f.must(err)
	same(t, "the profile as a subject", fmt.Sprint(p.About, p.Mentions, p.Days, p.Speakers, len(p.Together)), "2 1 [1 0 1] [{Ann 2}] 2")
	f.must(f.Unsubscribe(f.ctx, f.user, f.feeds[0]))
	p, err = f.Profile(f.ctx, f.user, "acme", false, since)
	f.must(err)
	same(t, "without a feed", fmt.Sprint(p.About, p.Mentions, p.Days, p.Speakers), "1 0 [0 0 1] [{Ann 1}]")
	if p, err = f.Profile(f.ctx, f.user, "nobody", false, since); err != nil || p.About+p.Mentions+p.Sources+len(p.Days) != 0 {
		t.Errorf("an unknown company has %+v, %v", p, err)
	}
}
