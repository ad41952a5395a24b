package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

func testUndo(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 5)
	if _, _, err := f.Undo(f.ctx, f.user); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("nothing to undo gives %v", err)
	}
	f.do(store.Action{Kind: store.MarkRead, Articles: ids[:1]})
	if n := f.do(store.Action{Kind: store.MarkRead, Articles: ids[:3]}); n != 2 {
		t.Errorf("%d changed, want the 2 that were unread", n)
	}
	if n := f.do(store.Action{Kind: store.MarkRead, Articles: ids[:3]}); n != 0 {
		t.Errorf("%d changed, want none", n)
	}
	f.do(store.Action{Kind: store.Star, Articles: ids[4:], At: Epoch})
	f.do(store.Action{Kind: store.Tag, Articles: ids[3:], Value: "x"})
	f.do(store.Action{Kind: store.MarkUnread, Articles: ids[:2]})
	for i, want := range []string{"unread 2 3", "tag 2 3", "star 1 3", "read 2 1", "read 1 0"} {
		if i == 2 {
			if w := f.list(starred, store.Page{}); len(w.Rows) != 1 || len(w.Rows[0].Tags) != 0 {
				t.Errorf("before the star is undone: %+v", w.Rows)
			}
		}
		a, n := f.undo()
		read := 5 - f.count(unreadOnly)
		same(t, "undo", fmt.Sprintf("%s %d %d", a.Kind, n, read), want)
		if a.Kind == store.Star && (!a.At.Equal(Epoch) || len(a.Articles) != 1) {
			t.Errorf("the undone action is %+v", a)
		}
	}
	if _, _, err := f.Undo(f.ctx, f.user); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("nothing left to undo gives %v", err)
	}
	for _, bad := range []store.Action{{Kind: "explode"}, {Kind: store.Tag, Articles: ids}} {
		if _, err := f.Do(f.ctx, f.user, bad); err == nil {
			t.Errorf("%+v is done", bad)
		}
	}
}

func testMarkAll(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	a := f.add(f.feeds[0], 300)
	f.add(f.feeds[1], 5)
	f.do(store.Action{Kind: store.MarkRead, Articles: a[:10]})
	where := store.Filter{Where: inFeed(f.feeds[0])}
	if n := f.do(store.Action{Kind: store.MarkRead, Where: &where}); n != 290 {
		t.Errorf("%d were marked, want the 290 that were unread", n)
	}
	if n := f.count(unreadOnly); n != 5 {
		t.Errorf("%d are unread, want 5", n)
	}
	if _, n := f.undo(); n != 290 {
		t.Errorf("%d were undone", n)
	}
	if n := f.count(unreadOnly); n != 295 {
		t.Errorf("%d are unread, want 295", n)
	}
}

func testTags(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ids := f.add(f.feeds[0], 3)
	f.do(store.Action{Kind: store.Tag, Articles: ids[:2], Value: "À lire"})
	f.do(store.Action{Kind: store.Tag, Articles: ids[1:2], Value: "b"})
	tagged := store.Filter{Where: query.Term{Field: query.FieldTag, Value: "a lire"}}
	w := f.list(tagged, store.Page{})
	same(t, "tagged", rowIDs(w.Rows), []news.ArticleID{ids[1], ids[0]})
	same(t, "tags", w.Rows[0].Tags, []string{"b", "À lire"})
	if n := f.do(store.Action{Kind: store.Untag, Articles: ids, Value: "À lire"}); n != 2 {
		t.Errorf("%d lost the tag, want 2", n)
	}
	if n := f.count(tagged); n != 0 {
		t.Errorf("%d are tagged still", n)
	}
}

func testTwoUsers(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	ids := f.add(f.feeds[0], 3)
	f.add(f.feeds[1], 2)
	ada, err := f.UserByKey(f.ctx, "SHA256:ada", "ada", true)
	f.must(err)
	if w := f.listFor(ada.ID, store.Filter{}, store.Page{}); len(w.Rows) != 0 {
		t.Errorf("a new user reads %d articles", len(w.Rows))
	}
	shared := f.subscribe(ada.ID, "https://feed0.example/rss")
	if shared.ID != f.feeds[0] {
		t.Errorf("a feed two people follow is stored twice")
	}
	f.do(store.Action{Kind: store.MarkRead, Articles: ids})
	f.do(store.Action{Kind: store.Star, Articles: ids[:1]})
	w := f.listFor(ada.ID, unreadOnly, store.Page{})
	same(t, "what the other has not read", rowIDs(w.Rows), reversed(ids))
	if w.Rows[2].Starred {
		t.Error("one user's star is seen by the other")
	}
	if _, _, err := f.Undo(f.ctx, ada.ID); !errors.Is(err, store.ErrNoUndo) {
		t.Errorf("one user undoes what the other did: %v", err)
	}
	n, err := f.Do(f.ctx, ada.ID, store.Action{Kind: store.MarkRead, Where: &store.Filter{}})
	f.must(err)
	if n != 3 {
		t.Errorf("%d were marked, want the 3 of her feed", n)
	}
	more := f.add(f.feeds[0], 1)
	for _, user := range []news.UserID{f.user, ada.ID} {
		w := f.listFor(user, store.Filter{Where: query.And{inFeed(f.feeds[0]), query.Term{Field: query.FieldUnread}}}, store.Page{})
		same(t, "a new article is unread for both", rowIDs(w.Rows), more)
	}
	// One leaves; the other reads on.
	f.must(f.Unsubscribe(f.ctx, ada.ID, shared.ID))
	if n := f.count(store.Filter{}); n != 6 {
		t.Errorf("%d articles are left for the other", n)
	}
	if _, err := f.Article(f.ctx, ada.ID, more[0]); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an article of a feed she does not follow gives %v", err)
	}
	if n, err := f.Do(f.ctx, ada.ID, store.Action{Kind: store.Star, Articles: more}); n != 0 || err != nil {
		t.Errorf("it can be starred: %d, %v", n, err)
	}
}

func testChanges(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ctx, cancel := context.WithCancel(f.ctx)
	changes := f.Changes(ctx)
	ids := f.add(f.feeds[0], 1)
	for range 10 { // nobody listens: nothing blocks, all are merged
		f.do(store.Action{Kind: store.Star, Articles: ids})
		f.do(store.Action{Kind: store.Unstar, Articles: ids})
	}
	f.subscribe(f.user, "https://new.example/rss")
	if c := <-changes; c != (store.Changed{Articles: true}) {
		t.Errorf("what changed for everybody is told as %+v", c)
	}
	if c := <-changes; c != (store.Changed{Articles: true, States: true, Feeds: true, User: f.user}) {
		t.Errorf("what changed for the user is told as %+v", c)
	}
	for i := range 100 { // of very many users it is only known that there were some
		user, err := f.UserByKey(f.ctx, fmt.Sprint("SHA256:", i), "u", true)
		f.must(err)
		f.subscribe(user.ID, "https://new.example/rss")
	}
	everybody := false
	for len(changes) > 0 {
		c := <-changes
		everybody = everybody || c.User == 0 && c.Feeds
	}
	if !everybody {
		t.Error("the changes of a hundred users are not told for everybody")
	}
	cancel()
	for range changes { // ends
	}
}

func testConcurrency(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 4)
	var wg sync.WaitGroup
	run := func(fn func(i int) error) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 20 {
				if err := fn(i); err != nil {
					t.Error(err)
					return
				}
			}
		}()
	}
	for n, feed := range f.feeds {
		run(func(i int) error {
			a := &news.Article{FeedID: feed, GUID: fmt.Sprint(n, i), Title: "T", Published: Epoch.Add(time.Duration(i) * time.Second)}
			return f.SaveArticles(f.ctx, []store.Item{{Article: a, Digest: news.Digest{Companies: about("acme")}}})
		})
	}
	run(func(int) error { _, err := f.List(f.ctx, f.user, unreadOnly, store.Page{}); return err })
	run(func(int) error { _, err := f.ListFeeds(f.ctx, f.user); return err })
	run(func(int) error {
		_, err := f.Do(f.ctx, f.user, store.Action{Kind: store.MarkRead, Where: &unreadOnly})
		return err
	})
	run(func(int) error {
		if _, _, err := f.Undo(f.ctx, f.user); !errors.Is(err, store.ErrNoUndo) {
			return err
		}
		return nil
	})
	run(func(i int) error { return f.SetSetting(f.ctx, f.user, "k", fmt.Sprint(i)) })
	wg.Wait()
	if n := f.count(store.Filter{}); n != 80 {
		t.Errorf("%d articles are stored, want 80", n)
	}
	r, err := f.Check(f.ctx)
	f.must(err)
	if !r.OK || r.Articles != 80 || r.Feeds != 4 {
		t.Errorf("the check says %+v", r)
	}
}
