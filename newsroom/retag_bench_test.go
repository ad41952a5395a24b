//go:build unix

package newsroom

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/config"
	"lede/feeds/clean"
	"lede/news"
	"lede/store"
	"lede/store/sqlite"
)

// storyOf is an article of about 400 words in which some companies are named.
func storyOf(r *rand.Rand) string {
	names := []string{"Microsoft", "OpenAI", "Orange", "Renault", "Siemens", "Nvidia", "Mistral AI", "Shell", "Apple", "Nantes Town"}
	say := []string{
		"%s said on Tuesday that it would build a second plant near the harbour, where some three hundred people will work.",
		"Shares in %s rose by four per cent after the figures came out, more than anybody had expected in the spring.",
		"A spokesman for %s told reporters that the talks were going well and would be over before the summer.",
		"The weather was fine, the streets were full and nobody seemed to mind the long queue in front of the bakery.",
		"Two years ago the council had promised new lamps for the square; they came last week, and the children cheered.",
		"Prices of wheat and milk have hardly moved since January, which farmers in the north call a small miracle.",
		"Analysts had thought of a smaller sum, and some of them now look at the whole sector with other eyes.",
		"She had worked there for eleven years before she left, and what she found in the archive surprised even her.",
	}
	var b strings.Builder
	for range 6 {
		b.WriteString("<p>")
		for range 4 {
			s := say[r.IntN(len(say))]
			if strings.Contains(s, "%s") {
				s = fmt.Sprintf(s, names[int(float64(len(names))*r.Float64()*r.Float64()*r.Float64())])
			}
			b.WriteString(s + " ")
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}

// manyStories is a store of n articles on disk, tagged with the built-in
// companies, and the file of companies that a reader may write.
func manyStories(b *testing.B, n int) (room *Newsroom, companiesFile string) {
	b.Helper()
	dir := b.TempDir()
	db, err := sqlite.Open(b.Context(), filepath.Join(dir, "lede.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	companiesFile = filepath.Join(dir, "companies.yaml")
	room = Open(Options{Store: db, Config: config.Default(), CompaniesFile: companiesFile})
	b.Cleanup(func() { _, _ = room.Close(), db.Close() })
	feed, _, err := db.Subscribe(b.Context(), news.LocalUser, news.Feed{URL: "https://a.example/feed"})
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < n; i += batch {
		var part []*news.Article
		for j := range batch {
			a := &news.Article{
				FeedID: feed.ID, GUID: fmt.Sprint(i + j), Print: fmt.Sprint(i + j), Title: "What happened on day " + fmt.Sprint(i+j),
				HTML: storyOf(r), Published: time.Date(2026, 1, 1, 0, i+j, 0, 0, time.UTC),
			}
			body := clean.HTML(a.HTML, nil)
			a.HTML, a.Text, a.Blocks = body.HTML, body.Text, body.Blocks
			part = append(part, a)
		}
		items, err := room.digest(b.Context(), part)
		if err == nil {
			err = db.SaveArticles(b.Context(), items)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	room.tellCompanies(b.Context())
	if err := dropRetags(b, db); err != nil {
		b.Fatal(err)
	}
	return room, companiesFile
}

func dropRetags(b *testing.B, db store.Store) error {
	all, err := db.Retags(b.Context(), 0)
	if err == nil {
		err = db.SaveRetagged(b.Context(), all, nil)
	}
	return err
}

// worked reports the processor time of each run: on a machine that others use,
// too, it says more than the clock.
func worked(b *testing.B) func() {
	b.Helper()
	spent := func() time.Duration {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			b.Fatal(err)
		}
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	before := spent()
	return func() { b.ReportMetric((spent()-before).Seconds()/float64(b.N), "cpu-s/op") }
}

// BenchmarkRetag10000 tags 10,000 stored articles again: all of them, as after
// another release, and those that hold a name that has been added to the
// reader's file; and those of a word that nearly every article has, which all
// get another tag. A processor is left to the reader in the cases "beside".
func BenchmarkRetag10000(b *testing.B) {
	room, file := manyStories(b, 10000)
	b.Run("all", func(b *testing.B) {
		defer worked(b)()
		for b.Loop() {
			if _, err := room.store.SetCompanies(b.Context(), store.KnownCompanies{Print: room.lexicons.knows().print, All: true}); err != nil {
				b.Fatal(err)
			}
			room.retagAll(b.Context(), nil)
		}
	})
	names := 0
	b.Run("one name", func(b *testing.B) {
		defer worked(b)()
		for b.Loop() {
			names++
			src := fmt.Sprintf("companies:\n  - {name: Nantes Town, always: true, not: [w%d]}\n", names)
			if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
				b.Fatal(err)
			}
			room.lexicons.load()
			room.tellCompanies(b.Context())
			room.retagAll(b.Context(), nil)
		}
	})
	room.workshop.share()
	b.Run("all, beside", func(b *testing.B) {
		defer worked(b)()
		for b.Loop() {
			if _, err := room.store.SetCompanies(b.Context(), store.KnownCompanies{Print: room.lexicons.knows().print, All: true}); err != nil {
				b.Fatal(err)
			}
			room.retagAll(b.Context(), nil)
		}
	})
	b.Run("other tags, beside", func(b *testing.B) {
		defer worked(b)()
		for b.Loop() {
			names++
			src := fmt.Sprintf("companies:\n  - {name: Town %d, always: true, aliases: [archive]}\n", names)
			if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
				b.Fatal(err)
			}
			room.lexicons.load()
			room.tellCompanies(b.Context())
			room.retagAll(b.Context(), nil)
		}
	})
}
