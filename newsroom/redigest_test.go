package newsroom

import (
	"net/http"
	"strings"
	"testing"

	"lede/news"
	"lede/store"
	"lede/summarize"
)

// A digest that an older digester has made is made again, once, and what its reader
// did to the article stays.
func TestOldDigestsAreMadeAgain(t *testing.T) {
	d := newDesk(t)
	d.on("https://paper.example/feed", func(*http.Request) answer {
		return answer{body: strings.NewReader(feedOf(numbered(3)...))}
	})
	d.follow("https://paper.example/feed")
	d.refresh(true)
	w, err := d.Headlines(t.Context(), View{Place: PlaceRiver}, store.Page{Limit: 10})
	d.must(err)
	if len(w.Rows) != 3 {
		t.Fatalf("%d articles", len(w.Rows))
	}
	id := w.Rows[1].ID
	_, err = d.Mark(t.Context(), []news.ArticleID{id}, true)
	d.must(err)
	d.must(d.room.store.SaveDigests(t.Context(), map[news.ArticleID]news.Digest{id: {Version: summarize.Version - 1, Language: "xx"}}))
	for _, want := range []int{1, 0} {
		if n, err := d.room.digestStale(t.Context()); n != want || err != nil {
			t.Errorf("%d made again, want %d: %v", n, want, err)
		}
	}
	r, err := d.Article(t.Context(), id)
	d.must(err)
	if r.Digest.Version != summarize.Version || r.Digest.Language == "xx" || !r.State.Read {
		t.Errorf("%+v, %+v", r.Digest, r.State)
	}
}
