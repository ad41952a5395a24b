// Package storetest is the specification of a store as a test: every store
// passes Run. A bug found in one becomes a case here first.
package storetest

import (
	"errors"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Run tests a store. open returns a new empty one and closes it when the test
// ends.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for name, test := range map[string]func(t *testing.T, open func(t *testing.T) store.Store){
		"feeds":        testFeeds,
		"leave":        testLeave,
		"follow":       testFollow,
		"polling":      testPolling,
		"lease":        testLease,
		"users":        testUsers,
		"keys":         testKeys,
		"remove user":  testRemoveUser,
		"invites":      testInvites,
		"house":        testHouse,
		"backup":       testBackup,
		"settings":     testSettings,
		"identity":     testIdentity,
		"duplicates":   testDuplicates,
		"edits":        testEdits,
		"purge":        testPurge,
		"whole":        testWhole,
		"digests":      testDigests,
		"recent":       testRecent,
		"windows":      testWindows,
		"sorted":       testSorted,
		"inserting":    testInserting,
		"keep":         testKeep,
		"stories":      testStories,
		"river":        testRiver,
		"companies":    testCompanies,
		"quotes":       testQuotes,
		"undo":         testUndo,
		"steps":        testSteps,
		"going on":     testAgain,
		"fill":         testFill,
		"bring":        testBring,
		"mark all":     testMarkAll,
		"tags":         testTags,
		"set":          testSet,
		"edit feeds":   testEditFeed,
		"mute":         testMute,
		"mute stories": testMuteStory,
		"mute feeds":   testMuteFeed,
		"profile":      testProfile,
		"implied":      testImplied,
		"families":     testFamilies,
		"retagging":    testRetagging,
		"turns":        testRetagTurns,
		"two users":    testTwoUsers,
		"changes":      testChanges,
		"concurrency":  testConcurrency,
		"text":         testText,
		"random":       testRandom,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

var (
	unreadOnly = store.Filter{Where: query.Term{Field: query.FieldUnread}}
	starred    = store.Filter{Where: query.Term{Field: query.FieldStarred}}
)

func inFeed(id news.FeedID) query.Term { return query.Term{Field: query.FieldFeedID, ID: int64(id)} }

func testFeeds(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 0)
	feed, created, err := f.Subscribe(f.ctx, f.user, news.Feed{URL: "https://a.example/rss", Title: "Zeta", Folders: []string{"Tech"}})
	f.must(err)
	if !created || feed.ID == 0 || feed.Title != "Zeta" || feed.Health.State != news.FeedNew || feed.Added.IsZero() {
		t.Errorf("new subscription: created %v, %+v", created, feed)
	}
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: feed.ID, Health: feed.Health, Title: "What it calls itself"}))
	if named, err := f.Feed(f.ctx, f.user, feed.ID); err != nil || named.Title != "Zeta" {
		t.Errorf("the first poll calls the feed %q (%v)", named.Title, err)
	}
	again, created, err := f.Subscribe(f.ctx, f.user, news.Feed{URL: "https://a.example/rss", Folders: []string{"Tech", "Other"}})
	f.must(err)
	if created || again.ID != feed.ID {
		t.Errorf("a second subscription made feed %d, created %v", again.ID, created)
	}
	same(t, "folders are extended", again.Folders, []string{"Tech", "Other"})
	again.Title, again.Folders = "Émile", nil
	again.Settings = news.FeedSettings{Interval: time.Hour, Hidden: true, FullText: true, Mute: []string{"sport"}}
	f.must(f.UpdateFeed(f.ctx, f.user, again))
	got, err := f.Feed(f.ctx, f.user, feed.ID)
	f.must(err)
	same(t, "settings", got.Settings, again.Settings)
	if got.Title != "Émile" || len(got.Folders) != 0 {
		t.Errorf("updated feed is %+v", got)
	}
	f.subscribe(f.user, "https://b.example/rss")
	f.subscribe(f.user, "https://c.example/rss")
	f.add(got.ID, 3)
	for _, title := range []string{"Alpha", "Forge"} {
		rows, err := f.ListFeeds(f.ctx, f.user)
		f.must(err)
		for _, row := range rows {
			if row.Title == "" {
				row.Title = title
				f.must(f.UpdateFeed(f.ctx, f.user, row.Feed))
				break
			}
		}
	}
	rows, err := f.ListFeeds(f.ctx, f.user)
	f.must(err)
	var titles []string
	for _, row := range rows {
		titles = append(titles, row.Title)
	}
	same(t, "feeds by title, accents folded", titles, []string{"Alpha", "Émile", "Forge"})
	if row := rows[1]; row.Unread != 3 || row.Total != 3 || !row.Newest.Equal(Epoch.Add(3*time.Minute)) {
		t.Errorf("counts of the feed: %d unread, %d in all, newest %v", row.Unread, row.Total, row.Newest)
	}
	if _, err := f.Feed(f.ctx, f.user, 999); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown feed gives %v", err)
	}
	if err := f.UpdateFeed(f.ctx, f.user, news.Feed{ID: 999}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("changing an unknown feed gives %v", err)
	}
	if err := f.Unsubscribe(f.ctx, f.user, 999); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("leaving an unknown feed gives %v", err)
	}
}

func testLeave(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	mine := f.feeds[0]
	ids := f.add(mine, 4)
	f.add(f.feeds[1], 1)
	feed, err := f.Feed(f.ctx, f.user, mine)
	f.must(err)
	feed.Title, feed.Folders, feed.Settings.FullText = "My name", []string{"Tech"}, true
	f.must(f.UpdateFeed(f.ctx, f.user, feed))
	f.do(store.Action{Kind: store.MarkRead, Articles: ids[:2]})
	f.do(store.Action{Kind: store.Star, Articles: ids[:1]})

	check := func(when string, unread int) {
		t.Helper()
		got, err := f.Feed(f.ctx, f.user, mine)
		f.must(err)
		if got.Title != "My name" || len(got.Folders) != 1 || !got.Settings.FullText {
			t.Errorf("%s the feed is %+v", when, got)
		}
		if n := f.count(store.Filter{Where: query.And{inFeed(mine), query.Term{Field: query.FieldUnread}}}); n != unread {
			t.Errorf("%s %d are unread, want %d", when, n, unread)
		}
		if n := f.count(starred); n != 1 {
			t.Errorf("%s %d are starred, want 1", when, n)
		}
	}
	check("before", 2)
	f.must(f.Unsubscribe(f.ctx, f.user, mine))
	if n := f.count(store.Filter{}); n != 1 {
		t.Errorf("after leaving %d articles are listed, want 1", n)
	}
	if n := f.count(unreadOnly); n != 1 {
		t.Errorf("after leaving %d are unread, want 1", n)
	}
	if _, err := f.Article(f.ctx, f.user, ids[0]); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an article of a feed that was left gives %v", err)
	}
	a, n := f.undo()
	if a.Kind != store.Unsubscribe || n != 1 {
		t.Errorf("undo says %v of %d", a.Kind, n)
	}
	check("after undo", 2)
	f.must(f.Unsubscribe(f.ctx, f.user, mine))
	f.add(mine, 1) // somebody else's poll
	_, created, err := f.Subscribe(f.ctx, f.user, news.Feed{URL: feed.URL})
	f.must(err)
	if !created {
		t.Error("coming back is not told as new")
	}
	check("after coming back", 3)
}

func testPolling(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 2)
	now := time.Now().Add(time.Minute).Truncate(time.Second).UTC()
	jobs, err := f.LeaseDue(f.ctx, now, 10, time.Minute)
	f.must(err)
	if len(jobs) != 2 {
		t.Fatalf("%d feeds are due, want 2", len(jobs))
	}
	health := news.Health{State: news.FeedOK, LastPoll: now, LastSuccess: now, NextPoll: now.Add(time.Hour), Status: 200}
	state := news.FetchState{ETag: `W/"x"`, LastModified: "Sun", BodyPrint: "p", NotBefore: now, MaxAge: time.Minute, TTL: time.Hour,
		SkipHours: []int{1, 2}, SkipDays: []time.Weekday{time.Sunday}, MovedTo: "https://x", MovedSeen: 2, MovedSince: now, GoneSeen: 1, Rhythm: time.Hour}
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: f.feeds[0], Health: health, State: state, URL: "https://moved.example/rss", Title: "Own title",
		SiteURL: "https://site", Description: "What", Language: "fr"}))
	got, err := f.Feed(f.ctx, f.user, f.feeds[0])
	f.must(err)
	if got.URL != "https://moved.example/rss" || got.Title != "Own title" || got.SiteURL != "https://site" || got.Language != "fr" || got.Description != "What" {
		t.Errorf("the polled feed is %+v", got)
	}
	same(t, "health", got.Health, health)
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: f.feeds[0], Health: health, State: state, Unchanged: true, Title: "ignored"}))
	// An address that has changed is kept also when nothing else has.
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: f.feeds[0], Health: health, State: state, Unchanged: true, URL: "https://moved.example/again"}))
	got, err = f.Feed(f.ctx, f.user, f.feeds[0])
	f.must(err)
	same(t, "address", got.URL, "https://moved.example/again")
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: f.feeds[0], Health: health, State: state, Unchanged: true, URL: "https://moved.example/rss"}))
	// The address of another feed is never taken.
	f.must(f.SavePoll(f.ctx, store.Outcome{Feed: f.feeds[1], Health: health, URL: "https://moved.example/rss"}))
	jobs, err = f.LeaseFeeds(f.ctx, f.user, nil, now, time.Minute)
	f.must(err)
	if len(jobs) != 2 {
		t.Fatalf("%d feeds could be leased, want 2", len(jobs))
	}
	for _, job := range jobs {
		if job.Feed.ID == f.feeds[0] {
			same(t, "fetch state", job.State, state)
			same(t, "title", job.Feed.Title, "Own title")
		} else if job.Feed.URL != "https://feed1.example/rss" {
			t.Errorf("the other feed moved to %s", job.Feed.URL)
		}
	}
	if err := f.SavePoll(f.ctx, store.Outcome{Feed: 999}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the poll of an unknown feed gives %v", err)
	}
}

func testLease(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 3)
	now := time.Now().Add(time.Minute).Truncate(time.Second)
	first, err := f.LeaseDue(f.ctx, now, 2, time.Minute)
	f.must(err)
	second, err := f.LeaseDue(f.ctx, now, 10, time.Minute)
	f.must(err)
	if len(first) != 2 || len(second) != 1 {
		t.Fatalf("leased %d, then %d; want 2, then 1", len(first), len(second))
	}
	rest, err := f.LeaseFeeds(f.ctx, f.user, nil, now.Add(time.Second), time.Minute)
	f.must(err)
	if len(rest) != 0 {
		t.Errorf("%d feeds were leased twice", len(rest))
	}
	later, err := f.LeaseDue(f.ctx, now.Add(time.Minute), 10, time.Minute)
	f.must(err)
	if len(later) != 3 {
		t.Errorf("when the leases have run out %d are due, want 3", len(later))
	}
	for _, job := range later {
		h := news.Health{State: news.FeedOK, NextPoll: now.Add(time.Hour + time.Duration(job.Feed.ID)*time.Minute)}
		if job.Feed.ID == f.feeds[0] {
			h = news.Health{State: news.FeedDisabled, NextPoll: now}
		}
		f.must(f.SavePoll(f.ctx, store.Outcome{Feed: job.Feed.ID, Health: h, Unchanged: true}))
	}
	next, err := f.NextDue(f.ctx)
	f.must(err)
	if want := now.Add(time.Hour + time.Duration(f.feeds[1])*time.Minute); !next.Equal(want) {
		t.Errorf("next due %v, want %v", next, want)
	}
	f.must(f.Unsubscribe(f.ctx, f.user, f.feeds[1]))
	f.must(f.Unsubscribe(f.ctx, f.user, f.feeds[2]))
	if next, err = f.NextDue(f.ctx); err != nil || !next.IsZero() {
		t.Errorf("without feeds to poll the next is due %v, %v", next, err)
	}
}
