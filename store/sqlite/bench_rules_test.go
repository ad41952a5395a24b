package sqlite

import (
	"context"
	"testing"

	"lede/news"
	"lede/store"
)

// BenchmarkProfile looks at the most frequent company of the store and at a
// rare one.
func BenchmarkProfile(b *testing.B) {
	s := large(b)
	since := benchStart.AddDate(1, 0, -56)
	for _, id := range []news.CompanyID{"company-0", "company-300"} {
		b.Run(string(id), func(b *testing.B) {
			measure(b, func(int) error {
				_, err := s.Profile(context.Background(), news.LocalUser, id, false, since)
				return err
			})
		})
	}
}

// BenchmarkMuted is what lists and counts cost while rules hide thousands of
// articles, and what it costs to begin and end one.
func BenchmarkMuted(b *testing.B) {
	s := large(b)
	ctx := context.Background()
	rule := func(q string) error {
		_, err := s.Do(ctx, news.LocalUser, store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: q}})
		return err
	}
	undo := func() error { _, _, err := s.Undo(ctx, news.LocalUser); return err }
	b.Run("begin-and-undo", func(b *testing.B) {
		measure(b, func(int) error {
			if err := rule(wordNumber(900)); err != nil {
				return err
			}
			return undo()
		})
	})
	rules := []string{wordNumber(900), wordNumber(1200), "company:company-3", "title:" + wordNumber(30), "about:company-7 " + wordNumber(50)}
	for _, q := range rules {
		if err := rule(q); err != nil {
			b.Fatal(err)
		}
	}
	b.Cleanup(func() {
		for range rules {
			if err := undo(); err != nil {
				b.Error(err)
			}
		}
	})
	hidden := 0
	mutes, err := s.ListMutes(ctx, news.LocalUser)
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range mutes {
		hidden += m.Hidden
	}
	b.Logf("%d rules hide %d articles", len(mutes), hidden)
	for _, c := range []struct{ name, query string }{{"river", ""}, {"unread", "unread"}, {"company-unread", "company:company-0 unread"}} {
		f := store.Filter{River: true, Collapse: true, Where: parsed(b, c.query)}
		b.Run("list-"+c.name, func(b *testing.B) {
			measure(b, func(int) error { _, err := s.List(ctx, news.LocalUser, f, store.Page{Limit: 50}); return err })
		})
		b.Run("count-"+c.name, func(b *testing.B) {
			measure(b, func(int) error { _, err := s.Count(ctx, news.LocalUser, f); return err })
		})
	}
	b.Run("companies", func(b *testing.B) {
		measure(b, func(int) error {
			s.articlesGen.Add(1) // as when articles have come in
			_, err := s.CompanyCounts(ctx, news.LocalUser, store.Filter{River: true}, 0)
			return err
		})
	})
}
