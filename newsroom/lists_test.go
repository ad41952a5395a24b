package newsroom

import (
	"slices"
	"strings"
	"testing"

	"lede/news"
)

// A list from another program is exported as it came: in its order, with its empty
// folders and with what only that program understands.
func TestListsAreExportedAsTheyCame(t *testing.T) {
	d := newDesk(t)
	d.must(func() error {
		_, err := d.Import(t.Context(), strings.NewReader(`<opml version="2.0"><head><title>Mine</title></head><body>
			<outline text="Zulu" xmlUrl="https://z.example/" unread="3"/>
			<outline text="Empty"/>
			<outline text="A/B"><outline text="Last" xmlUrl="https://y.example/"/><outline text="First" xmlUrl="https://b.example/" category="/x,y"/></outline>
			<outline text="Alpha" xmlUrl="https://a.example/"/></body></opml>`))
		return err
	}())
	exported := func() string {
		var b strings.Builder
		d.must(d.Export(t.Context(), &b))
		return b.String()
	}
	first := exported()
	at := -1
	for _, want := range []string{
		"<title>Mine</title>", `<outline text="Zulu" xmlUrl="https://z.example/" unread="3"/>`, `<outline text="Empty">`, `<outline text="A/B">`, `text="Last"`,
		`<outline text="First" xmlUrl="https://b.example/" category="/x,y"/>`, `text="Alpha"`,
	} {
		i := strings.Index(first, want)
		if i <= at {
			t.Fatalf("%s stands elsewhere, or is missing in\n%s", want, first)
		}
		at = i
	}
	// Another lede takes it over as it is, and the same list again changes nothing.
	other := newDesk(t)
	for range 2 {
		_, err := other.Import(t.Context(), strings.NewReader(first))
		d.must(err)
		var b strings.Builder
		d.must(other.Export(t.Context(), &b))
		if b.String() != first {
			t.Errorf("%s\nthen\n%s", first, b.String())
		}
	}
	rows, err := d.Feeds(t.Context())
	d.must(err)
	for _, row := range rows {
		if row.URL == "https://z.example/" {
			d.must(d.Remove(t.Context(), row.ID))
		}
	}
	if text := exported(); strings.Contains(text, "z.example") || !strings.Contains(text, `<outline text="Empty">`) {
		t.Error(text)
	}
}

// With `sort: own` feeds and folders stand as in the list, those of none behind them.
func TestFeedsInTheirOwnOrder(t *testing.T) {
	for sort, want := range map[string]string{"title": "a b m y z; f g", "own": "z b a y m; g f"} {
		d := newDesk(t)
		d.set.UI.Sort = sort
		d.restart()
		_, err := d.Import(t.Context(), strings.NewReader("https://z.example/ ~z\nhttps://b.example/ g ~b\nhttps://a.example/ f ~a\nhttps://y.example/ ~y\n"))
		d.must(err)
		_, _, err = d.room.store.Subscribe(t.Context(), d.User.ID, news.Feed{URL: "https://m.example/", Title: "m"})
		d.must(err)
		o, err := d.Overview(t.Context())
		d.must(err)
		rows, err := d.Feeds(t.Context())
		d.must(err)
		var titles, again, names []string
		for i := range o.Feeds {
			titles, again = append(titles, o.Feeds[i].Title), append(again, rows[i].Title)
		}
		for _, f := range o.Folders {
			names = append(names, f.Name)
		}
		if sort == "title" {
			slices.Sort(titles) // the store has those of no folder first
			slices.Sort(again)
		}
		if got := strings.Join(titles, " ") + "; " + strings.Join(names, " "); got != want || !slices.Equal(titles, again) {
			t.Errorf("%s: %s, want %s; listed %v", sort, got, want, again)
		}
	}
}

// Feeds of newsboat's list are exported in its order.
func TestOrderOfNewsboatIsKept(t *testing.T) {
	d := newDesk(t)
	_, err := d.Import(t.Context(), strings.NewReader("https://z.example/\nhttps://b.example/ grain\nhttps://a.example/ grain\nhttps://y.example/\n"))
	d.must(err)
	var b strings.Builder
	d.must(d.Export(t.Context(), &b))
	at := -1
	for _, name := range []string{"z.example", "b.example", "a.example", "y.example"} {
		i := strings.Index(b.String(), "xmlUrl=\"https://"+name)
		if i <= at {
			t.Fatalf("%s stands elsewhere in\n%s", name, b.String())
		}
		at = i
	}
}
