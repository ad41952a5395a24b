package ui

import (
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/store"
	"lede/store/query"
	"lede/ui/layout"
	"lede/ui/picker"
)

// The oldest articles come first at a key, in every place that has no other order, and
// the next time.
func TestOldestFirst(t *testing.T) {
	d := drive(t, newFake(12), 120, 40, Options{})
	d.keys(";")
	d.sees("All · oldest first", "The oldest articles first")
	if id := d.app.list.ID(); id != 2 { // 1 is read
		t.Errorf("the first is %d", id)
	}
	d.keys("1", "0", "F", "F")
	if !d.app.view.Reverse {
		t.Error("another place is in another order")
	}
	if d.desk.settings["ui.order"] != "oldest river" {
		t.Errorf("remembered is %v", d.desk.settings)
	}
	again := drive(t, d.desk, 120, 40, Options{})
	again.sees("oldest first")
	again.keys(";")
	again.lacks("oldest first")
	if id := again.app.list.ID(); id != 12 {
		t.Errorf("then the first is %d", id)
	}
}

// A list is sorted by a key or a command, remembered for its place, and by what is
// searched for; a place without an order of its own has that of the river.
func TestSorting(t *testing.T) {
	d := drive(t, newFake(30), 120, 40, Options{})
	d.keys(".")
	d.sees("Sort by", "1 d  The newest articles first", "By title, from Z to A")
	d.keys("t")
	d.sees("All · by title", "  A", "  C", "By title")
	d.keys("J")
	if row, _ := d.app.list.Row(); row.Title[0] != 'C' {
		t.Errorf("the next group begins with %q", row.Title)
	}
	d.keys(";")
	d.sees("All · by title, Z to A")
	d.run(d.app.command("sort feed"))
	d.sees("All · by feed", "  Le Monde")
	d.run(d.app.command("sort size"))
	d.sees("sort:size is no order; write sort:date")
	d.keys("]")
	d.sees("by feed")
	d.run(d.app.command("sort oldest"))
	d.sees("oldest first")
	d.keys("H")
	d.sees("All · by feed")
	if got := d.desk.settings["ui.order"]; got != "feed river\noldest feed:1" {
		t.Errorf("remembered is %q", got)
	}
	d.run(d.app.command("search a sort:title"))
	d.sees("by title")
	d.keys(";") // the order chosen by a key takes the place of the one typed
	d.sees("/a · by title, Z to A")

	again := drive(t, d.desk, 120, 40, Options{})
	again.sees("All · by title, Z to A")
	again.keys("]")
	again.sees("oldest first")
}

// What an earlier lede remembered holds, and nonsense does not.
func TestReadOrders(t *testing.T) {
	for text, want := range map[string]string{
		"oldest": "oldest river", "newest": "date river", "": "", "title river\nbogus feed:1\n-feed folder:My folder": "title river\n-feed folder:My folder",
		"title OR": "title OR", "x y": "",
	} {
		if got := readOrders(text).String(); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
	var all orders
	for i := range 2 * mostOrders {
		all = all.with(string(rune('a'+i)), ordering{by: "title"})
	}
	if len(all) != mostOrders {
		t.Errorf("%d are remembered", len(all))
	}
}

// inOrder is a page of a list, the newest first, in another order.
func inOrder(w store.Window, by string, reverse bool, p store.Page) store.Window {
	slices.SortStableFunc(w.Rows, func(a, b news.Headline) int {
		switch by {
		case query.ByTitle:
			return strings.Compare(picker.Fold(a.Title), picker.Fold(b.Title))
		case query.ByFeed:
			return strings.Compare(a.Outlet, b.Outlet)
		}
		return 0
	})
	if reverse {
		slices.Reverse(w.Rows)
	}
	at := func(p *store.Place) int {
		return slices.IndexFunc(w.Rows, func(r news.Headline) bool { return r.ID == p.ID })
	}
	from, to := 0, len(w.Rows)
	switch {
	case p.After != nil:
		from = at(p.After) + 1
	case p.From != nil:
		from = max(0, at(p.From))
	case p.Before != nil:
		to = max(0, at(p.Before))
		from = max(0, to-p.Limit)
		w.More, w.Rows = from > 0, w.Rows[from:to]
		return w
	}
	to = min(to, from+p.Limit)
	w.More, w.Rows = to < len(w.Rows), w.Rows[from:to]
	return w
}

// Feeds without unread articles are left out at a key, the next time too, and come
// back with undo.
func TestUnreadFeeds(t *testing.T) {
	desk := newFake(40)
	for i := range desk.rows {
		desk.rows[i].Read = desk.rows[i].Read || desk.rows[i].FeedID == 3
	}
	d := drive(t, desk, 160, 40, Options{})
	d.sees("Les Échos")
	quiet := func(d *driver) bool { return !strings.Contains(d.app.side.View(), "Les Échos") }
	if quiet(d) {
		t.Error("it is left out unasked")
	}
	d.keys("shift+tab", "v")
	d.sees("Only feeds with unread articles")
	if !quiet(d) || d.app.view.UnreadOnly == false {
		t.Error("it is still there, or the key has gone to the list too")
	}
	again := drive(t, desk, 160, 40, Options{})
	if !quiet(again) {
		t.Error("the next time it is back")
	}
	again.keys("Z")
	again.sees("which feeds are listed")
	if quiet(again) {
		t.Error("undone, it is not back")
	}
}

// A key goes to the places, whether they stand on screen or not, and back.
func TestPlaces(t *testing.T) {
	for _, size := range [][2]int{{160, 40}, {80, 24}, {50, 20}} {
		d := drive(t, newFake(20), size[0], size[1], Options{})
		d.keys("$")
		if d.app.state.Focus != layout.Side || !d.app.lay.Side.Shown() {
			t.Errorf("%v: the keys are at %v", size, d.app.state.Focus)
		}
		d.sees("Le Monde")
		d.keys("$")
		if d.app.state.Focus != layout.List {
			t.Errorf("%v: then they are at %v", size, d.app.state.Focus)
		}
		d.keys("E", "$")
		if d.app.screen != mainScreen || d.app.state.Focus != layout.Side {
			t.Errorf("%v: from the feeds they are at %v", size, d.app.state.Focus)
		}
	}
}

// A filter as newsboat has it is understood where one searches, and what is no such
// filter is searched for as it stands.
func TestFilterOfNewsboat(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	d.keys("/")
	d.typed(`title =~ "microsoft" and unread = "yes"`)
	d.keys("enter")
	if got := d.app.view.Search; got != "title:microsoft* unread" {
		t.Errorf("searched is %q", got)
	}
	d.sees("newsboat’s filter, as lede has it: title:microsoft* unread")
	for _, text := range []string{"1 + 1 = 2", "unread", "a = b", "C # or F #"} {
		d.run(d.app.command("search " + text))
		if got := d.app.view.Search; got != text {
			t.Errorf("%q is searched as %q", text, got)
		}
	}
}

// The configuration's order holds where none was chosen.
func TestUsualOrder(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{Order: "-title"})
	d.sees("All · by title, Z to A")
	d.keys("]")
	d.sees("by title, Z to A")
	d.run(d.app.command("sort date"))
	d.lacks("Z to A")
	d.keys("H")
	d.sees("All · by title, Z to A")
	d.run(d.app.command("sort date"))
	again := drive(t, d.desk, 120, 40, Options{Order: "-title"})
	again.lacks("Z to A")
	again.sees("Today")
}
