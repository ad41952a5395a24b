package storetest

import (
	"fmt"
	"testing"

	"lede/news"
	"lede/store"
)

// What was followed by hand is taken back as one: what was followed before stays
// with everything it had.
func testFollow(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	feeds := func() string {
		rows, err := f.ListFeeds(f.ctx, f.user)
		f.must(err)
		var all []string
		for _, row := range rows {
			all = append(all, fmt.Sprintf("%s %v %d/%d", row.URL, row.Folders, row.Unread, row.Total))
		}
		return fmt.Sprint(all)
	}
	known, err := f.Feed(f.ctx, f.user, f.feeds[0])
	f.must(err)
	f.add(f.feeds[0], 3)
	f.add(f.feeds[1], 2)
	f.must(f.Unsubscribe(f.ctx, f.user, f.feeds[1]))
	gone, before := f.feeds[1], feeds()
	row := news.Feed{URL: "https://new.example/feed", Title: "New", Folders: []string{"Press"}}
	got, err := f.Follow(f.ctx, f.user, []news.Feed{{URL: known.URL, Folders: []string{"Press"}}, row})
	f.must(err)
	if len(got) != 2 || got[0].Created || !got[1].Created || got[0].ID != known.ID {
		t.Fatalf("followed %+v", got)
	}
	again, err := f.Follow(f.ctx, f.user, []news.Feed{row, {URL: known.URL}})
	f.must(err)
	if again[0].Created || again[1].Created {
		t.Errorf("followed twice: %+v", again)
	}
	f.add(got[1].ID, 4)
	a, n := f.undo() // what changed nothing is not in the way
	same(t, "undone", fmt.Sprint(a.Kind, n), fmt.Sprint(store.Subscribed, 2))
	same(t, "feeds after undoing", feeds(), before)

	got, err = f.Follow(f.ctx, f.user, []news.Feed{row})
	f.must(err)
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: got[0].ID, Title: "Its own name"}))
	if a, n := f.undo(); a.Value != "Its own name" || a.Feed != got[0].ID || n != 1 {
		t.Errorf("undone %+v, %d", a, n)
	}
	if a, _ := f.undo(); a.Kind != store.Unsubscribe || a.Feed != gone {
		t.Errorf("then %+v is undone", a)
	}
	if _, err := f.Follow(f.ctx, f.user, []news.Feed{{URL: "https://half.example/feed"}, {}}); err == nil {
		t.Error("a feed without an address is followed")
	}
	if rows, _ := f.ListFeeds(f.ctx, f.user); len(rows) != 2 {
		t.Errorf("half of a list is followed: %d feeds", len(rows))
	}
	if _, err := f.Do(f.ctx, f.user, store.Action{Kind: store.Subscribed, Feed: gone}); err == nil {
		t.Error("subscribing is done as an action")
	}
}
