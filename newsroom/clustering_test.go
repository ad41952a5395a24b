package newsroom

import (
	"strings"
	"testing"

	"lede/config"
	"lede/store"
	"lede/store/sqlite"
)

// TestTourTellsOneStoryTwice: the takeover is told by both outlets of the
// tour, in two languages, and is one story; nothing else there is.
func TestTourTellsOneStoryTwice(t *testing.T) {
	db, err := sqlite.Open(t.Context(), ":memory:", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	n := Open(Options{Store: db, Config: config.Default()})
	defer n.Close()
	s := n.Local()
	if err := s.Welcome(t.Context()); err != nil {
		t.Fatal(err)
	}
	w, err := s.Headlines(t.Context(), View{Apart: true}, store.Page{Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Rows) != 8 {
		t.Fatalf("%d articles in the tour, want 8", len(w.Rows))
	}
	stories := map[int64]int{}
	for _, h := range w.Rows {
		takeover := strings.Contains(h.Title, "Osterwick Labs")
		if (h.StoryID != 0) != takeover {
			t.Errorf("%q is in story %d", h.Title, h.StoryID)
		}
		if takeover {
			stories[int64(h.StoryID)]++
		}
	}
	if len(stories) != 1 {
		t.Errorf("the takeover is told in %d stories, want one: %v", len(stories), stories)
	}
}
