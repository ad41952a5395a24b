package ui

import (
	"fmt"
	"testing"

	"lede/news"
	"lede/store"
)

// Five thousand feeds in three hundred folders: every screen fits, and one can
// go from feed to feed.
func TestFiveThousandFeeds(t *testing.T) {
	desk := newFake(40)
	desk.feeds = nil
	for i := range 5000 {
		f := store.FeedRow{Feed: news.Feed{ID: news.FeedID(i + 1), URL: fmt.Sprintf("https://example.org/%d", i), Title: fmt.Sprintf("Feed %d", i+1), Folders: []string{fmt.Sprintf("Folder %03d", i%300)}}}
		desk.feeds = append(desk.feeds, f)
	}
	d := wholeOn(t, desk, 120, 40, Options{})
	d.fits()
	d.keys("h", "G", "k", "g", "j", "J", "J", "space")
	d.fits()
	d.keys("esc", "]", "]", "[")
	d.fits()
	if d.app.view.Feed == 0 {
		t.Errorf("no feed is shown: %+v", d.app.view)
	}
	d.keys("H", "E", "G", "ctrl+u", "g")
	d.fits()
}
