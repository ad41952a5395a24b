package sidebar

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

func sample() newsroom.Overview {
	feed := func(id news.FeedID, title string, unread int, state news.FeedState, folders ...string) store.FeedRow {
		return store.FeedRow{Feed: news.Feed{ID: id, Title: title, URL: "https://example.org/" + title, Folders: folders, Health: news.Health{State: state}}, Unread: unread}
	}
	return newsroom.Overview{Unread: 1234, Starred: 3,
		Folders: []newsroom.FolderCount{{Name: "Presse", Unread: 7}, {Name: "Tech", Unread: 2}},
		Feeds: []store.FeedRow{
			feed(1, "Le Monde", 7, news.FeedOK, "Presse"), feed(2, "Wired", 0, news.FeedFailing, "Tech"),
			feed(3, "Ars", 2, news.FeedOK, "Tech"), feed(4, "", 0, news.FeedNew),
		}}
}

func pane(w, h int) *Model {
	m := New(theme.New(theme.None, true), i18n.New("en"))
	m.SetSize(w, h)
	m.SetFocus(true)
	m.SetOverview(sample())
	return m
}

func plain(m *Model) string {
	var out []string
	for _, l := range strings.Split(ansi.Strip(m.View()), "\n") {
		out = append(out, strings.TrimRight(l, " "))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

func TestFrame(t *testing.T) {
	want := `
   All          1,234
 ★ Starred          3
 ▾ Presse           7
     Le Monde       7
 ▾ Tech           ! 2
     Wired          !
     Ars            2
   https://example.…`
	if got := plain(pane(22, 10)); got != want[1:] {
		t.Errorf("%s\nwant:%s", got, want)
	}
}

func TestFoldAndOpen(t *testing.T) {
	m := pane(22, 10)
	for range 3 {
		m.Do(keymap.Down)
	}
	m.Do(keymap.Back) // from a feed: its folder is folded and under the cursor
	if got := plain(m); strings.Contains(got, "Le Monde") || !strings.Contains(got, "▸ Presse") {
		t.Error(got)
	}
	if got := m.Collapsed(); len(got) != 1 || got[0] != "Presse" {
		t.Error(got)
	}
	if _, done := m.Do(keymap.Back); done {
		t.Error("a folded folder can be folded further")
	}
	if cmd, _ := m.Do(keymap.Open); cmd != nil {
		t.Error("opening a folded folder chose it instead of unfolding it")
	}
	cmd, _ := m.Do(keymap.Open)
	if c, ok := cmd().(Chosen); !ok || c.Place != newsroom.PlaceFolder || c.Folder != "Presse" {
		t.Errorf("%+v", c)
	}
	m.Do(keymap.Down)
	cmd, _ = m.Do(keymap.Open)
	if c, ok := cmd().(Chosen); !ok || c.Place != newsroom.PlaceFeed || c.Feed != 1 || c.Title != "Le Monde" {
		t.Errorf("%+v", c)
	}
}

func TestCursorStaysOnItsLine(t *testing.T) {
	m := pane(22, 10)
	m.Do(keymap.Bottom)
	m.Do(keymap.Up)
	o := sample()
	o.Folders = append([]newsroom.FolderCount{{Name: "A new one"}}, o.Folders...)
	m.SetOverview(o)
	if feed, _ := m.Here(); feed != 3 {
		t.Errorf("the cursor is on feed %d, want 3", feed)
	}
	m.SetOverview(newsroom.Overview{})
	m.Do(keymap.Down)
	m.Do(keymap.Open)
	m.Click(0, 99)
}

func TestFitsEverywhere(t *testing.T) {
	for w := 1; w < 40; w++ {
		for h := 1; h < 12; h++ {
			m := pane(w, h)
			for _, a := range []keymap.Action{keymap.Bottom, keymap.NextUnread, keymap.PrevUnread, keymap.NextGroup, keymap.PrevGroup, keymap.PageUp} {
				m.Do(a)
				lines := strings.Split(m.View(), "\n")
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) != w {
						t.Fatalf("%dx%d: %q", w, h, l)
					}
				}
			}
		}
	}
}
