package sqlite

import (
	"context"
	"math/rand/v2"
	"testing"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// BenchmarkSorted lists by title and by feed: the first page, one somewhere in the
// middle, and the one before that.
func BenchmarkSorted(b *testing.B) {
	s := large(b)
	ctx := context.Background()
	r := rand.New(rand.NewPCG(5, 5))
	for _, by := range []string{query.ByTitle, query.ByFeed} {
		for _, c := range []struct{ name, query string }{
			{"river", ""}, {"unread", "unread"}, {"company-unread", "company:company-0 unread"}, {"rare-company", "company:company-700"},
			{"some-company", "company:company-9"}, {"either-company", "(company:company-0 OR company:company-1) unread"},
			{"folder-unread", "folder:\"Folder 3\" unread"}, {"feed", "feed:outlet7."}, {"starred", "starred"}, {"newer", "newer:30d unread"},
			{"not-company", "-company:company-0 unread"}, {"text", wordNumber(40) + " "}, {"text-common", wordNumber(3) + " "}, {"none", "lang:xx"},
		} {
			f := store.Filter{River: true, Collapse: true, By: by, Where: parsed(b, c.query)}
			list := func(p store.Page) (store.Window, error) { return s.List(ctx, news.LocalUser, f, p) }
			b.Run(by+"-"+c.name, func(b *testing.B) {
				at := &store.Place{}
				measure(b, func(i int) error {
					if i%3 == 0 {
						at = &store.Place{ID: news.ArticleID(1 + r.IntN(1000)), Title: wordNumber(r.Uint64N(1000)), Feed: news.FeedID(1 + r.IntN(benchFeeds())), Published: benchStart.AddDate(0, r.IntN(12), 0)}
					}
					page := [3]store.Page{{Limit: 50}, {After: at, Limit: 50}, {Before: at, Limit: 50}}[i%3]
					_, err := list(page)
					return err
				})
			})
		}
	}
}
