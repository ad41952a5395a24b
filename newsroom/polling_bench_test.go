package newsroom

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"lede/config"
	"lede/news"
	"lede/store/sqlite"
)

// followMany follows n feeds of a publisher on this machine that has nothing
// new, and polls each once. The clock is the caller's.
func followMany(b *testing.B, n int, clock func() time.Time) *Session {
	b.Helper()
	body := feedOf(numbered(10)...)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"same"`)
		if r.Header.Get("If-None-Match") == `"same"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, body)
	}))
	b.Cleanup(s.Close)
	db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "lede.db"), sqlite.Options{Now: clock})
	if err != nil {
		b.Fatal(err)
	}
	room := Open(Options{Store: db, Config: config.Default(), Clock: clock, Lexicon: noCompanies{}})
	b.Cleanup(func() { _, _ = room.Close(), db.Close() })
	desk := room.Local()
	for i := range n {
		if _, _, err := db.Subscribe(b.Context(), desk.User.ID, news.Feed{URL: fmt.Sprintf("%s/%d", s.URL, i)}); err != nil {
			b.Fatal(err)
		}
	}
	if sum, err := desk.RefreshNow(b.Context(), nil, true, nil); err != nil || sum.New != 10*n {
		b.Fatalf("%+v, %v", sum, err)
	}
	return desk
}

// BenchmarkRefreshWarm500 asks 500 feeds over loopback that all answer 304, and
// stores what came of it.
func BenchmarkRefreshWarm500(b *testing.B) { refreshWarm(b, 500) }

// BenchmarkRefreshWarm5000 is the same with 5,000; it reports the memory in
// use, as what the heap holds at most.
func BenchmarkRefreshWarm5000(b *testing.B) { refreshWarm(b, 5000) }

func refreshWarm(b *testing.B, n int) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	desk := followMany(b, n, func() time.Time { return now })
	runtime.GC()
	most := uint64(0)
	for b.Loop() {
		now = now.Add(48 * time.Hour)
		sum, err := desk.RefreshNow(b.Context(), nil, true, func(r FeedResult) {
			if r.Health.Status != http.StatusNotModified {
				b.Errorf("%+v", r.Health)
			}
			s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
			metrics.Read(s)
			most = max(most, s[0].Value.Uint64())
		})
		if err != nil || sum.Feeds != n || sum.Failed != 0 {
			b.Fatalf("%+v, %v", sum, err)
		}
	}
	b.ReportMetric(float64(most)/(1<<20), "MB")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/feed")
}
