package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// The benchmarks run on 500 feeds with 200 articles of 3–6 KB each, of words
// that are as unevenly frequent as those of a language. LEDE_BENCH_STORE names
// a directory where the store is kept between runs; LEDE_BENCH_FEEDS changes
// its size.

var benchStart = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// words of a made-up language: word n is about n times rarer than the first.
type wordSource struct {
	r    *rand.Rand
	zipf *rand.Zipf
}

func newWordSource(seed uint64) *wordSource {
	r := rand.New(rand.NewPCG(seed, 1))
	return &wordSource{r, rand.NewZipf(r, 1.07, 8, 60000)}
}

func wordNumber(n uint64) string {
	const consonants, vowels = "bcdfglmnprstvz", "aeiou"
	var b strings.Builder
	for n += 7; n > 0; {
		b.WriteByte(consonants[n%14])
		n /= 14
		b.WriteByte(vowels[n%5])
		n /= 5
	}
	return b.String()
}

func (w *wordSource) text(size int) string {
	var b strings.Builder
	for n := 1; b.Len() < size; n++ {
		b.WriteString(wordNumber(w.zipf.Uint64()))
		switch {
		case n%90 == 0:
			b.WriteString(".\n\n")
		case n%15 == 0:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// item makes a digested article: four companies of 800, two quotes.
func (w *wordSource) item(feed news.FeedID, n int) store.Item {
	text := w.text(3000 + w.r.IntN(3000))
	title := w.text(60)
	at := benchStart.Add(time.Duration(w.r.IntN(365*24*3600)) * time.Second)
	a := &news.Article{
		FeedID: feed, GUID: fmt.Sprintf("urn:entry:%d:%d", feed, n), URL: fmt.Sprintf("https://outlet%d.example/2026/%d/%s", feed, n, wordNumber(w.r.Uint64N(1e9))),
		Print: strconv.FormatUint(w.r.Uint64(), 16), Title: title, Authors: []string{wordNumber(w.r.Uint64N(500))}, Published: at, Fetched: at.Add(time.Hour),
		Language: "en", Text: text, HTML: "<p>" + strings.ReplaceAll(text, "\n\n", "</p>\n<p>") + "</p>",
	}
	g := news.Digest{Version: 1, Language: "en", Words: len(text) / 7}
	for i := 0; i+200 < len(text); i += 120 {
		g.Sentences = append(g.Sentences, news.Span{Start: i, End: i + 118})
	}
	for i := range 5 {
		g.Summary = append(g.Summary, news.SummarySentence{Span: g.Sentences[i], Sentence: i, Rank: i + 1, Score: 0.5, Why: []news.Evidence{{Cue: "position", Weight: 0.5}, {Cue: "terms", Weight: 0.25}}})
	}
	companies := rand.NewZipf(w.r, 1.3, 4, 799)
	for i := range 4 {
		id := fmt.Sprintf("company-%d", companies.Uint64())
		salience := news.Mentions
		if i == 0 {
			salience = news.About
		}
		g.Companies = append(g.Companies, news.Mention{Company: news.CompanyID(id), Name: id, Salience: salience, Score: 0.5,
			Spans: []news.MentionSpan{{Span: g.Sentences[i], Why: "name", Evidence: []news.Evidence{{Cue: "name", Weight: 1}}}}})
	}
	for i := range 2 {
		name := wordNumber(w.r.Uint64N(3000)) + " " + wordNumber(w.r.Uint64N(3000))
		g.Quotes = append(g.Quotes, news.Quote{Span: g.Sentences[i+3], Text: g.Sentences[i+3].Of(text), Cue: "said", Kind: news.Direct, Confidence: 0.9, Speaker: &news.Speaker{Name: name, AsWritten: name}})
	}
	for range 12 {
		g.Terms = append(g.Terms, news.Term{Text: wordNumber(w.zipf.Uint64()), Weight: w.r.Float64()})
		g.Fingerprint.Names = append(g.Fingerprint.Names, wordNumber(w.r.Uint64N(5000)))
		g.Fingerprint.Stems = append(g.Fingerprint.Stems, wordNumber(w.zipf.Uint64()))
	}
	return store.Item{Article: a, Digest: g}
}

var bench struct {
	sync.Once
	path string
}

func benchFeeds() int {
	if n, err := strconv.Atoi(os.Getenv("LEDE_BENCH_FEEDS")); err == nil && n > 0 {
		return n
	}
	return 500
}

// large opens the large store, making it the first time.
func large(b *testing.B) *DB {
	b.Helper()
	bench.Do(func() {
		dir := os.Getenv("LEDE_BENCH_STORE")
		if dir == "" {
			dir = filepath.Join(os.TempDir(), "lede-bench-store")
		}
		bench.path = filepath.Join(dir, fmt.Sprintf("lede-%d-v%d.db", benchFeeds(), latestVersion()))
		if _, err := os.Stat(bench.path + ".done"); err == nil {
			return
		}
		for _, suffix := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(bench.path + suffix)
		}
		s := openBench(b, bench.path)
		fill(b, s, benchFeeds(), 200)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(bench.path+".done", nil, 0o600); err != nil {
			b.Fatal(err)
		}
	})
	s := openBench(b, bench.path)
	b.Cleanup(func() { _ = s.Close() })
	return s
}

func openBench(b *testing.B, path string) *DB {
	b.Helper()
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	return s.(*DB)
}

// fill stores articles in feeds; one in three is marked read, one in ten
// stands in a story of three.
func fill(b *testing.B, s *DB, feeds, each int) {
	b.Helper()
	ctx := context.Background()
	w := newWordSource(1)
	began, saving := time.Now(), time.Duration(0)
	var last []news.ArticleID
	for i := range feeds {
		folder := fmt.Sprintf("Folder %d", i%20)
		f, _, err := s.Subscribe(ctx, news.LocalUser, news.Feed{URL: fmt.Sprintf("https://outlet%d.example/rss", i), Title: "Outlet " + wordNumber(uint64(i)), Folders: []string{folder}})
		if err != nil {
			b.Fatal(err)
		}
		items := make([]store.Item, each)
		for n := range items {
			items[n] = w.item(f.ID, n)
		}
		t := time.Now()
		if err := s.SaveArticles(ctx, items); err != nil {
			b.Fatal(err)
		}
		saving += time.Since(t)
		var read, mates []news.ArticleID
		for n := range items {
			if n%3 == 0 {
				read = append(read, items[n].Article.ID)
			}
			if n%30 == 0 {
				mates = append(mates, items[n].Article.ID)
			}
		}
		if _, err := s.Do(ctx, news.LocalUser, store.Action{Kind: store.MarkRead, Articles: read}); err != nil {
			b.Fatal(err)
		}
		if i%3 == 2 {
			for n := range mates {
				if _, err := s.SetStory(ctx, 0, append(last[n:n+1:n+1], mates[n])); err != nil {
					b.Fatal(err)
				}
			}
		}
		last = mates
		if _, err := s.Do(ctx, news.LocalUser, store.Action{Kind: store.Star, Articles: mates[:2]}); err != nil {
			b.Fatal(err)
		}
	}
	info, err := os.Stat(s.path)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d articles in %v, of which saving %v (%.0f/s); %d MB", feeds*each, time.Since(began).Round(time.Second),
		saving.Round(time.Millisecond), float64(feeds*each)/saving.Seconds(), info.Size()>>20)
}

// measure runs fn and reports the median and the 99th percentile of its time,
// by the clock and by what the processor did.
func measure(b *testing.B, fn func(i int) error) {
	b.Helper()
	if err := fn(0); err != nil { // what is read from the disk once
		b.Fatal(err)
	}
	var took, work []time.Duration
	for i := 1; b.Loop(); i++ {
		t, w := time.Now(), worked()
		if err := fn(i); err != nil {
			b.Fatal(err)
		}
		took, work = append(took, time.Since(t)), append(work, worked()-w)
	}
	report := func(all []time.Duration, unit string) {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-"+unit)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-"+unit)
	}
	report(took, "ms")
	report(work, "cpu-ms")
	b.ReportMetric(0, "ns/op")
}

func parsed(b *testing.B, src string) query.Node {
	b.Helper()
	n, err := query.Parse(src, benchStart.AddDate(1, 0, 0))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func BenchmarkList(b *testing.B) {
	s := large(b)
	ctx := context.Background()
	w := newWordSource(3)
	for _, c := range []struct{ name, query string }{
		{"river", ""}, {"unread", "unread"}, {"starred", "starred"}, {"company", "company:company-0"}, {"company-unread", "company:company-0 unread"},
		{"rare-company-unread", "company:company-700 unread"}, {"about", "about:company-5"}, {"folder", "folder:\"Folder 3\""},
		{"folder-unread", "folder:\"Folder 3\" unread"}, {"feed", "feed:outlet7."}, {"two-companies", "company:company-20 company:company-30"},
		{"either-company", "(company:company-0 OR company:company-1) unread"}, {"speaker", "speaker:bada"}, {"author", "author:" + wordNumber(17)},
		{"newer", "newer:30d unread"}, {"not-company", "-company:company-0 unread"},
	} {
		for _, collapse := range []bool{false, true} {
			f := store.Filter{River: true, Collapse: collapse, Where: parsed(b, c.query)}
			name := c.name
			if collapse {
				name += "-collapsed"
			}
			b.Run(name, func(b *testing.B) {
				measure(b, func(i int) error {
					_, err := s.List(ctx, news.LocalUser, f, store.Page{Limit: 50})
					return err
				})
			})
		}
	}
	b.Run("deep", func(b *testing.B) {
		measure(b, func(i int) error {
			at := store.Place{Published: benchStart.Add(time.Duration(w.r.IntN(365*24)) * time.Hour)}
			_, err := s.List(ctx, news.LocalUser, store.Filter{River: true, Collapse: true, Where: parsed(b, "unread")}, store.Page{After: &at, Limit: 50})
			return err
		})
	})
	for _, c := range []struct {
		name string
		from uint64
		to   uint64
	}{{"common", 0, 30}, {"usual", 30, 1000}, {"rare", 1000, 60000}} {
		b.Run("text-"+c.name, func(b *testing.B) {
			measure(b, func(i int) error {
				f := store.Filter{Where: parsed(b, wordNumber(c.from+w.r.Uint64N(c.to-c.from))+" ")}
				_, err := s.List(ctx, news.LocalUser, f, store.Page{Limit: 50})
				return err
			})
		})
	}
	b.Run("text-two", func(b *testing.B) {
		measure(b, func(i int) error {
			f := store.Filter{Collapse: true, Where: parsed(b, "unread "+wordNumber(w.r.Uint64N(300))+" "+wordNumber(w.r.Uint64N(300))+" ")}
			_, err := s.List(ctx, news.LocalUser, f, store.Page{Limit: 50})
			return err
		})
	})
	b.Run("text-prefix", func(b *testing.B) {
		measure(b, func(i int) error {
			f := store.Filter{Where: parsed(b, (wordNumber(w.zipf.Uint64()) + "baba")[:3+i%3])}
			_, err := s.List(ctx, news.LocalUser, f, store.Page{Limit: 50})
			return err
		})
	})
}

func BenchmarkCounts(b *testing.B) {
	s := large(b)
	ctx := context.Background()
	count := func(name, q string) {
		f := store.Filter{River: true, Where: parsed(b, q)}
		b.Run(name, func(b *testing.B) {
			measure(b, func(int) error { _, err := s.Count(ctx, news.LocalUser, f); return err })
		})
	}
	count("all", "")
	count("unread", "unread")
	count("company-unread", "company:company-0 unread")
	count("about", "about:company-0")
	count("search", wordNumber(40)+" unread ") // as for a saved view
	count("folder-unread", "folder:\"Folder 3\" unread")
	for _, c := range []struct{ name, query string }{{"all", ""}, {"unread", "unread"}, {"folder", "folder:\"Folder 3\""}, {"company", "company:company-9"}} {
		f := store.Filter{River: true, Where: parsed(b, c.query)}
		b.Run("companies-"+c.name, func(b *testing.B) {
			measure(b, func(int) error {
				s.articlesGen.Add(1) // as when articles have come in
				_, err := s.CompanyCounts(ctx, news.LocalUser, f, 0)
				return err
			})
		})
	}
	b.Run("feeds", func(b *testing.B) {
		measure(b, func(int) error { _, err := s.ListFeeds(ctx, news.LocalUser); return err })
	})
}

func BenchmarkArticle(b *testing.B) {
	s := large(b)
	ctx := context.Background()
	r := rand.New(rand.NewPCG(5, 5))
	measure(b, func(int) error {
		_, err := s.Article(ctx, news.LocalUser, news.ArticleID(1+r.IntN(benchFeeds()*200)))
		return err
	})
}

func BenchmarkMark(b *testing.B) {
	s := large(b)
	ctx := context.Background()
	r := rand.New(rand.NewPCG(6, 6))
	measure(b, func(int) error {
		id := news.ArticleID(1 + r.IntN(benchFeeds()*200))
		_, err := s.Do(ctx, news.LocalUser, store.Action{Kind: store.MarkRead, Articles: []news.ArticleID{id}, Stories: true})
		if err == nil {
			_, _, err = s.Undo(ctx, news.LocalUser)
		}
		if err != nil && err.Error() == store.ErrNoUndo.Error() {
			err = nil
		}
		return err
	})
}

func BenchmarkOpen(b *testing.B) {
	large(b)
	measure(b, func(int) error {
		s, err := Open(context.Background(), bench.path, Options{})
		if err != nil {
			return err
		}
		_, err = s.List(context.Background(), news.LocalUser, store.Filter{River: true, Collapse: true, Where: query.Term{Field: query.FieldUnread}}, store.Page{Limit: 50})
		if err == nil {
			err = s.Close()
		}
		return err
	})
}

// BenchmarkSave stores batches of 200 new articles in an empty store.
func BenchmarkSave(b *testing.B) {
	s := openBench(b, filepath.Join(b.TempDir(), "lede.db"))
	defer s.Close()
	ctx := context.Background()
	w := newWordSource(2)
	n := 0
	for b.Loop() {
		b.StopTimer()
		f, _, err := s.Subscribe(ctx, news.LocalUser, news.Feed{URL: fmt.Sprintf("https://%d.example", n)})
		if err != nil {
			b.Fatal(err)
		}
		items := make([]store.Item, 200)
		for i := range items {
			items[i] = w.item(f.ID, i)
		}
		n += len(items)
		b.StartTimer()
		if err := s.SaveArticles(ctx, items); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
