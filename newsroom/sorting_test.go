package newsroom

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/store"
)

// A list in any order is the same from wherever one looks at it, also turned round;
// what asks for the order is, in this order, the search, the view and its query.
func TestSortedViews(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.press.feed("https://a.example/feed", feedOf(numbered(7)...))
	d.press.feed("https://b.example/feed", feedOf(numbered(4)...))
	d.follow("https://a.example/feed", "https://b.example/feed")
	d.refresh(true)
	titles := func(rows []news.Headline) (all []string) {
		for _, r := range rows {
			all = append(all, fmt.Sprint(r.FeedID, " ", r.Title))
		}
		return all
	}
	page := func(v View, p store.Page) store.Window {
		w, err := d.Headlines(ctx, v, p)
		d.must(err)
		return w
	}
	for _, search := range []string{"sort:date", "sort:oldest", "sort:title", "-sort:title", "sort:feed", "-sort:feed"} {
		v := View{Place: PlaceRiver, Search: search, Apart: true}
		all := page(v, store.Page{Limit: 50}).Rows
		if len(all) != 11 {
			t.Fatalf("%s shows %d", search, len(all))
		}
		for i := range all {
			at := store.PlaceOf(&all[i])
			if got, want := titles(page(v, store.Page{From: at, Limit: 3}).Rows), titles(all[i:min(11, i+3)]); !slices.Equal(got, want) {
				t.Errorf("%s from %d: %v, want %v", search, i, got, want)
			}
			if got, want := titles(page(v, store.Page{After: at, Limit: 3}).Rows), titles(all[i+1:min(11, i+4)]); !slices.Equal(got, want) {
				t.Errorf("%s after %d: %v, want %v", search, i, got, want)
			}
			if got, want := titles(page(v, store.Page{Before: at, Limit: 3}).Rows), titles(all[max(0, i-3):i]); !slices.Equal(got, want) {
				t.Errorf("%s before %d: %v, want %v", search, i, got, want)
			}
		}
		other, negated := strings.CutPrefix(search, "-")
		if !negated {
			other = "-" + search
		}
		turned := page(View{Place: PlaceRiver, Search: other, Apart: true}, store.Page{Limit: 50}).Rows
		slices.Reverse(turned)
		if !slices.Equal(titles(turned), titles(all)) {
			t.Errorf("%s turned round: %v", search, titles(turned))
		}
	}
	for _, c := range []struct {
		v    View
		want string
	}{
		{View{}, "date false"},
		{View{By: "title", Reverse: true}, "title true"},
		{View{By: "title", Search: "a sort:oldest"}, "date true"},
		{View{Place: PlaceView, Saved: "sort:feed a"}, "feed false"},
		{View{Place: PlaceView, Saved: "sort:feed a", By: "date"}, "date false"},
		{View{Place: PlaceView, Saved: "sort:feed a", Search: "b -sort:title"}, "title true"},
		{View{Search: "((("}, "date false"},
	} {
		if by, reverse := c.v.Order(); fmt.Sprint(by, " ", reverse) != c.want {
			t.Errorf("%+v is in the order %s %v, want %s", c.v, by, reverse, c.want)
		}
	}
	for _, c := range []struct {
		v    View
		want string
	}{
		{View{Place: PlaceRiver, Search: "a OR sort:title b", Companies: []news.CompanyID{"acme"}}, "company:acme (a OR b) sort:title"},
		{View{Place: PlaceRiver, Search: "a OR b", By: "date", Reverse: true}, "(a OR b) sort:oldest"},
		{View{Place: PlaceView, Saved: "a sort:feed", Search: "b", By: "date"}, "a b"},
		{View{Place: PlaceRiver, By: "feed"}, "sort:feed"},
	} {
		if got, err := d.QueryOf(ctx, c.v); err != nil || got != c.want {
			t.Errorf("%+v is saved as %q (%v), want %q", c.v, got, err, c.want)
		}
	}
	if n, err := d.Count(ctx, View{Place: PlaceRiver, Search: "sort:title title:1"}); err != nil || n != 2 {
		t.Errorf("sorted, %d are counted (%v)", n, err)
	}
}
