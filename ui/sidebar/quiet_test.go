package sidebar

import (
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/theme"
)

// Feeds without unread articles can be left out, with the folders that then have
// none; the one that is shown stays, and so does one that is looked for.
func TestQuiet(t *testing.T) {
	feed := func(id int, title string, unread int, folders ...string) store.FeedRow {
		return store.FeedRow{Feed: news.Feed{ID: news.FeedID(id), Title: title, Folders: folders}, Unread: unread}
	}
	o := newsroom.Overview{
		Feeds:   []store.FeedRow{feed(1, "Loud", 3, "A"), feed(2, "Still", 0, "A"), feed(3, "Mute", 0, "B"), feed(4, "Alone", 0), feed(5, "Busy", 1)},
		Folders: []newsroom.FolderCount{{Name: "A", Unread: 3}, {Name: "B"}},
		Views:   []newsroom.SavedView{{Name: "View", Query: "x"}},
	}
	m := New(theme.New(theme.None, true), i18n.New("en"))
	m.SetSize(30, 20)
	m.SetOverview(o)
	titles := func() string {
		var all []string
		for _, it := range m.items[2:] {
			all = append(all, it.title)
		}
		return strings.Join(all, " ")
	}
	want := func(when, list string) {
		t.Helper()
		if got := titles(); got != list {
			t.Errorf("%s: %s, want %s", when, got, list)
		}
	}
	want("all", "View A Loud Still B Mute Alone Busy")
	m.cursor = slices.IndexFunc(m.items, func(it item) bool { return it.title == "Busy" })
	m.SetQuiet(true)
	want("quiet", "View A Loud Busy")
	if m.items[m.cursor].title != "Busy" {
		t.Errorf("the cursor has gone to %s", m.items[m.cursor].title)
	}
	m.SetShown(newsroom.View{Place: newsroom.PlaceFeed, Feed: 3})
	want("while one is shown", "View A Loud B Mute Busy")
	m.SetShown(newsroom.View{Place: newsroom.PlaceFolder, Folder: "B"})
	want("while a folder is shown", "View A Loud B Busy")
	m.SetShown(newsroom.View{Place: newsroom.PlaceRiver})
	mark := m.Mark()
	if !m.Find("alo", strings.ToLower, 0) || m.items[m.cursor].title != "Alone" {
		t.Error("one that is left out is not found")
	}
	want("found", "View A Loud Alone Busy")
	m.Return(mark)
	want("not looked for any more", "View A Loud Busy")
	o.Feeds[0].Unread = 0
	o.Folders[0].Unread = 0
	m.SetOverview(o)
	want("when it is read", "View Busy")
	m.SetQuiet(false)
	want("all again", "View A Loud Still B Mute Alone Busy")
}
