package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"lede/config"
	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/sqlite"
)

// queries measures what the interface asks of a session.
func (b *bench) queries() error {
	home, err := b.filled(false)
	if err != nil {
		return err
	}
	ctx := context.Background()
	db, err := sqlite.Open(ctx, filepath.Join(home, ".local", "share", "lede", "lede.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	room := newsroom.Open(newsroom.Options{Store: db, Config: config.Default(), Version: "bench"})
	defer func() { _ = room.Close() }()
	s := room.Local()
	s.AwaitLexicon()
	page := func(v newsroom.View) func(int) error {
		return func(int) error {
			_, err := s.Headlines(ctx, v, store.Page{Limit: 80})
			return err
		}
	}
	var rare []string // words that stand in few articles, another each time
	w := &writer{tongue: tongues[1]}
	for _, head := range w.heads {
		for _, middle := range w.heads {
			rare = append(rare, head+middle+"ton")
		}
	}
	for _, q := range []struct {
		name string
		ask  func(i int) error
	}{
		{"river, first page", page(newsroom.View{UnreadOnly: true})},
		{"one company, first page", page(newsroom.View{UnreadOnly: true, Companies: []news.CompanyID{"microsoft"}})},
		{"company bar and sidebar counts", func(int) error { _, err := s.Overview(ctx); return err }},
		{"a company, counted", func(i int) error {
			_, err := s.Tally(ctx, newsroom.View{UnreadOnly: true, Companies: []news.CompanyID{[]news.CompanyID{"microsoft", "openai", "nvidia", "renault", "airbus"}[i%5]}})
			return err
		}},
		{"a company with its companies, first page", page(newsroom.View{UnreadOnly: true, Companies: []news.CompanyID{"alphabet"}, RollUp: true})},
		{"a company with its companies, read ones too", page(newsroom.View{Companies: []news.CompanyID{"alphabet"}, RollUp: true})},
		{"a company with its companies, counted", func(i int) error {
			_, err := s.Tally(ctx, newsroom.View{UnreadOnly: true, RollUp: true, Companies: []news.CompanyID{[]news.CompanyID{"alphabet", "google", "microsoft", "meta", "lvmh"}[i%5]}})
			return err
		}},
		{"about a company, first page", page(newsroom.View{Companies: []news.CompanyID{"microsoft"}, AboutOnly: true})},
		{"implied, first page", page(newsroom.View{Search: "implied:openai"})},
		{"page of a company", func(int) error { _, err := s.CompanyPage(ctx, "google", false); return err }},
		{"search, rare words", func(i int) error { return page(newsroom.View{Search: rare[i%len(rare)]})(i) }},
		{"search, words of half the articles", page(newsroom.View{Search: "market price"})},
		{"search within a company", page(newsroom.View{Search: "usines", Companies: []news.CompanyID{"airbus"}})},
	} {
		if err := q.ask(0); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
		var took, work []time.Duration
		for i := range 100 {
			at, before := time.Now(), worked()
			if err := q.ask(i); err != nil {
				return fmt.Errorf("%s: %w", q.name, err)
			}
			took, work = append(took, time.Since(at)), append(work, worked()-before)
		}
		half, most := percentiles(took)
		halfWork, mostWork := percentiles(work)
		b.row("%s\tp50 %s, p99 %s\tp50 %s, p99 %s\t", q.name, ms(halfWork), ms(mostWork), ms(half), ms(most))
	}
	return nil
}

// worked is the processor time of this process.
func worked() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func percentiles(all []time.Duration) (half, most time.Duration) {
	if len(all) == 0 {
		return 0, 0
	}
	slices.Sort(all)
	return all[len(all)/2], all[len(all)*99/100]
}
