package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/store"
)

// Epoch is when the articles of the suite begin.
var Epoch = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// fixture is a store with a user and feeds, and short ways to ask it.
type fixture struct {
	store.Store
	t     *testing.T
	ctx   context.Context
	user  news.UserID
	feeds []news.FeedID
	next  int
}

func prepare(t *testing.T, open func(t *testing.T) store.Store, feeds int) *fixture {
	t.Helper()
	f := &fixture{Store: open(t), t: t, ctx: t.Context(), user: news.LocalUser}
	for i := range feeds {
		f.feeds = append(f.feeds, f.subscribe(f.user, fmt.Sprintf("https://feed%d.example/rss", i)).ID)
	}
	return f
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) subscribe(user news.UserID, url string) news.Feed {
	f.t.Helper()
	feed, _, err := f.Subscribe(f.ctx, user, news.Feed{URL: url})
	f.must(err)
	return feed
}

// article makes an article a minute newer than the one before, not stored yet.
func (f *fixture) article(feed news.FeedID, words string) *news.Article {
	f.next++
	at := Epoch.Add(time.Duration(f.next) * time.Minute)
	title, body, _ := strings.Cut(words, "|")
	return &news.Article{
		FeedID: feed, GUID: fmt.Sprintf("guid-%d", f.next), URL: fmt.Sprintf("https://example.org/%d", f.next),
		Print: fmt.Sprintf("print-%d", f.next), Title: title, Text: body, HTML: "<p>" + body + "</p>",
		Published: at, Fetched: at.Add(time.Second), Language: "en",
	}
}

func (f *fixture) save(a *news.Article, g news.Digest) news.ArticleID {
	f.t.Helper()
	f.must(f.SaveArticles(f.ctx, []store.Item{{Article: a, Digest: g}}))
	if a.ID == 0 {
		f.t.Fatal("a saved article has no id")
	}
	return a.ID
}

// add stores n plain articles in a feed and returns their ids, oldest first.
func (f *fixture) add(feed news.FeedID, n int) []news.ArticleID {
	f.t.Helper()
	items := make([]store.Item, n)
	for i := range items {
		items[i].Article = f.article(feed, fmt.Sprintf("Title %d|Body %d.", f.next+1, f.next+1))
	}
	f.must(f.SaveArticles(f.ctx, items))
	ids := make([]news.ArticleID, n)
	for i := range items {
		ids[i] = items[i].Article.ID
	}
	return ids
}

func (f *fixture) list(filter store.Filter, p store.Page) store.Window {
	f.t.Helper()
	return f.listFor(f.user, filter, p)
}

func (f *fixture) listFor(user news.UserID, filter store.Filter, p store.Page) store.Window {
	f.t.Helper()
	w, err := f.List(f.ctx, user, filter, p)
	f.must(err)
	return w
}

func (f *fixture) do(a store.Action) int {
	f.t.Helper()
	n, err := f.Do(f.ctx, f.user, a)
	f.must(err)
	return n
}

func (f *fixture) undo() (store.Action, int) {
	f.t.Helper()
	a, n, err := f.Undo(f.ctx, f.user)
	f.must(err)
	return a, n
}

func (f *fixture) count(filter store.Filter) int {
	f.t.Helper()
	n, err := f.Count(f.ctx, f.user, filter)
	f.must(err)
	return n
}

func rowIDs(rows []news.Headline) []news.ArticleID {
	all := []news.ArticleID{}
	for _, row := range rows {
		all = append(all, row.ID)
	}
	return all
}

func reversed(ids []news.ArticleID) []news.ArticleID {
	all := make([]news.ArticleID, len(ids))
	for i, id := range ids {
		all[len(ids)-1-i] = id
	}
	return all
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

// about makes mentions: companies the article is about, then others it names.
func about(subject string, others ...string) []news.Mention {
	var all []news.Mention
	if subject != "" {
		all = append(all, news.Mention{Company: news.CompanyID(subject), Name: strings.ToUpper(subject[:1]) + subject[1:], Salience: news.About, Score: 0.9})
	}
	for _, o := range others {
		all = append(all, news.Mention{Company: news.CompanyID(o), Name: strings.ToUpper(o[:1]) + o[1:], Salience: news.Mentions, Score: 0.3})
	}
	return all
}
