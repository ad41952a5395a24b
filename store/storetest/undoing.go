package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Several actions are taken back as one, the latest first; what changed nothing is
// no step.
func testSteps(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 4)
	f.do(store.Action{Kind: store.Star, Articles: ids[:1]})
	ctx := store.AsOne(f.ctx, "import")
	if store.AsOne(ctx, "more") != ctx {
		t.Error("there is a step within a step")
	}
	do := func(a store.Action) {
		_, err := f.Do(ctx, f.user, a)
		f.must(err)
	}
	_, err := f.Follow(ctx, f.user, []news.Feed{{URL: "https://new.example/rss"}})
	f.must(err)
	do(store.Action{Kind: store.MarkRead, Articles: ids[:3]})
	do(store.Action{Kind: store.Set, Key: "k", Value: "one"})
	do(store.Action{Kind: store.Set, Key: "k", Value: "two"})
	f.must(f.nothing(store.AsOne(f.ctx, "nothing"), ids[0]))
	a, n := f.undo()
	var kinds []store.ActionKind
	for _, part := range a.Parts {
		kinds = append(kinds, part.Kind)
	}
	same(t, "undone", fmt.Sprint(a.Kind, a.Value, n, kinds), fmt.Sprint(store.Several, "import", 6, []store.ActionKind{store.Subscribed, store.MarkRead, store.Set, store.Set}))
	if value, err := f.Setting(f.ctx, f.user, "k"); value != "" || err != nil {
		t.Errorf("the setting is %q (%v)", value, err)
	}
	if rows, err := f.ListFeeds(f.ctx, f.user); len(rows) != 1 || rows[0].Unread != 4 || err != nil {
		t.Errorf("the feeds are %+v (%v)", rows, err)
	}
	if a, _ := f.undo(); a.Kind != store.Star || len(a.Parts) != 0 {
		t.Errorf("then %+v is undone", a)
	}
	if _, _, err := f.Undo(f.ctx, f.user); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("then %v", err)
	}
}

// nothing does what is so already.
func (f *fixture) nothing(ctx context.Context, id news.ArticleID) error {
	_, err := f.Do(ctx, f.user, store.Action{Kind: store.Star, Articles: []news.ArticleID{id}})
	return err
}

// Going on with a change is the same change.
func testAgain(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 1)
	set := func(key, value string) { f.do(store.Action{Kind: store.Set, Key: key, Value: value, Again: true}) }
	f.do(store.Action{Kind: store.Star, Articles: ids})
	for _, value := range []string{"2", "3", "4"} {
		set("length", value)
	}
	set("other", "x")
	set("length", "5")
	set("other", "y")
	set("other", "x") // as it was
	for _, want := range []string{"length 4", "other ", "length ", "star"} {
		a, _ := f.undo()
		got := string(a.Kind)
		if a.Kind == store.Set {
			value, err := f.Setting(f.ctx, f.user, a.Key)
			f.must(err)
			got = a.Key + " " + value
		}
		same(t, "after undoing", got, want)
	}
}

// An article that was stored with more text has the text of its feed again, and so
// have lists and searches.
func testFill(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	a := f.article(f.feeds[0], "The harbour opens|A short teaser.")
	a.Truncated = true
	id := f.save(a, news.Digest{Language: "en", Version: 3, Sentences: []news.Span{{Start: 0, End: 15}}, Companies: about("acme")})
	f.do(store.Action{Kind: store.Star, Articles: []news.ArticleID{id}})
	was, err := f.Article(f.ctx, f.user, id)
	f.must(err)
	whole := was.Article
	whole.Text, whole.HTML, whole.Truncated, whole.Authors = "A short teaser. And all the lighthouses.", "<p>whole</p>", false, []string{"Somebody"}
	f.must(f.Fill(f.ctx, f.user, store.Item{Article: &whole, Digest: news.Digest{Language: "en", Version: 3, Companies: about("umbrella")}}))
	if n := f.finds("lighthouses"); n != 1 {
		t.Errorf("%d articles have the words of the page", n)
	}
	undone, n := f.undo()
	same(t, "undone", fmt.Sprint(undone.Kind, undone.Value, undone.Articles, n), fmt.Sprint(store.Fill, "The harbour opens", []news.ArticleID{id}, 1))
	now, err := f.Article(f.ctx, f.user, id)
	f.must(err)
	same(t, "the article", fmt.Sprintf("%+v", now), fmt.Sprintf("%+v", was))
	if f.finds("lighthouses") != 0 || f.finds("company:umbrella") != 0 || f.finds("company:acme") != 1 {
		t.Error("searches find what was undone")
	}
	if err := f.Fill(f.ctx, f.user, store.Item{Article: &news.Article{ID: 999, FeedID: f.feeds[0]}}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown article gives %v", err)
	}
	if a, _ := f.undo(); a.Kind != store.Star {
		t.Errorf("then %+v is undone", a)
	}
}

// Articles that were brought leave again, but for those somebody has kept, and may
// be brought another time.
func testBring(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	f.add(f.feeds[0], 2)
	ctx := store.AsOne(f.ctx, "import")
	ids := f.add(f.feeds[0], 3)
	if _, err := f.Do(ctx, f.user, store.Action{Kind: store.Bring, Articles: ids}); err != nil {
		t.Fatal(err)
	}
	_, err := f.Do(ctx, f.user, store.Action{Kind: store.MarkRead, Articles: ids[:2]})
	f.must(err)
	ada, err := f.UserByKey(f.ctx, "SHA256:ada", "ada", true)
	f.must(err)
	f.subscribe(ada.ID, "https://feed0.example/rss")
	_, err = f.Do(f.ctx, ada.ID, store.Action{Kind: store.Star, Articles: ids[2:]})
	f.must(err)
	gone, err := f.Article(f.ctx, f.user, ids[0])
	f.must(err)
	f.undo()
	if all, unread := f.count(store.Filter{}), f.count(unreadOnly); all != 3 || unread != 3 {
		t.Errorf("%d articles are left, %d unread; want the 2 that were there and the one with a star", all, unread)
	}
	if rows, err := f.ListFeeds(f.ctx, f.user); err != nil || rows[0].Total != 3 || rows[0].Unread != 3 {
		t.Errorf("the feed says %+v (%v)", rows[0], err)
	}
	gone.Article.ID = 0
	if again := f.save(&gone.Article, news.Digest{}); again == ids[0] {
		t.Error("a number is given twice")
	}
	if n := f.count(store.Filter{}); n != 4 {
		t.Errorf("brought again, there are %d", n)
	}
}

// finds counts what a query finds.
func (f *fixture) finds(text string) int {
	f.t.Helper()
	node, err := query.Parse(text, Epoch)
	f.must(err)
	return f.count(store.Filter{Where: node})
}
