package sqlite

import (
	"testing"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// A store of an earlier version has what is only implied among what is named; the
// same digest stored again puts it in its place.
func TestImpliedOfAnEarlierVersion(t *testing.T) {
	opened, err := Open(t.Context(), ":memory:", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	s := opened.(*DB)
	ctx := t.Context()
	feed, _, err := s.Subscribe(ctx, news.LocalUser, news.Feed{URL: "https://a.example/feed"})
	if err != nil {
		t.Fatal(err)
	}
	a := &news.Article{FeedID: feed.ID, GUID: "1", Print: "1", Title: "A chat", Text: "A chat."}
	g := news.Digest{Version: 1, Companies: []news.Mention{{Company: "openai", Name: "OpenAI", Salience: news.Implied}}}
	if err := s.SaveArticles(ctx, []store.Item{{Article: a, Digest: g}}); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"INSERT INTO mentions (company, published, article, feed, about) SELECT company, published, article, feed, 0 FROM implied",
		"INSERT INTO unread (user, company, published, article, feed, about) SELECT 1, company, published, article, feed, 0 FROM implied", "DELETE FROM implied"} {
		if _, err := s.w.ExecContext(ctx, text); err != nil {
			t.Fatal(err)
		}
	}
	count := func(field query.Field) int {
		n, err := s.Count(ctx, news.LocalUser, store.Filter{Where: query.And{query.Term{Field: field, Value: "openai"}, query.Term{Field: query.FieldUnread}}})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if count(query.FieldCompany) != 1 || count(query.FieldImplied) != 0 {
		t.Fatal("the store is not as an earlier version leaves it")
	}
	if err := s.SaveDigests(ctx, map[news.ArticleID]news.Digest{a.ID: g}); err != nil {
		t.Fatal(err)
	}
	if named, implied := count(query.FieldCompany), count(query.FieldImplied); named != 0 || implied != 1 {
		t.Errorf("%d articles name the company and %d imply it, want 0 and 1", named, implied)
	}
}
