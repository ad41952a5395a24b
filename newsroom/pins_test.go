package newsroom

import (
	"fmt"
	"slices"
	"testing"

	"lede/news"
	"lede/newsroom/tour"
)

// about are n articles that name a company, each with an address of its own.
func about(company string, n int) (out []entry) {
	for i, e := range numbered(n) {
		e.guid, e.link = fmt.Sprint(company, i), fmt.Sprintf("https://site.example/%s/%d", company, i)
		e.title = fmt.Sprintf("%s opens plant number %d", company, i)
		e.text = fmt.Sprintf("%s said on Tuesday that plant number %d makes parts. The shares of %s rose.", company, i, company)
		out = append(out, e)
	}
	return out
}

// A key that has a company keeps it, whatever comes in; new ones go to free keys,
// and only with enough news to tell.
func TestKeysKeepTheirCompanies(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	ctx := t.Context()
	d.must(d.Welcome(ctx))
	pins := func() []news.CompanyID {
		o, err := d.Overview(ctx)
		d.must(err)
		var ids []news.CompanyID
		for _, p := range o.Pinned {
			ids = append(ids, p.Company)
		}
		return ids
	}
	first := pins()
	if len(first) == 0 || !tourCompanies()[first[0]] {
		t.Fatalf("the tour puts %v on the keys", first)
	}
	d.press.feed("https://a.example/feed", feedOf(about("Siemens", 5)...))
	d.press.feed("https://b.example/feed", feedOf(append(about("Microsoft", 12), append(about("Nestlé", 9), about("Brelvane Robotics", 9)...)...)...))
	d.follow("https://a.example/feed")
	d.refresh(true)
	if got := pins(); !slices.Equal(got, first) {
		t.Errorf("with little news the keys are %v, they were %v", got, first)
	}
	d.follow("https://b.example/feed")
	d.refresh(true)
	got := pins()
	if len(got) <= len(first) || !slices.Equal(got[:len(first)], first) || !slices.Contains(got, "microsoft") {
		t.Fatalf("the keys are %v, they were %v", got, first)
	}
	for _, id := range got {
		if _, known := d.Company(id); !known {
			t.Errorf("%s was found and not looked up, and is on a key", id)
		}
	}
	d.restart()
	d.knowing()
	if again := pins(); !slices.Equal(again, got) {
		t.Errorf("after a restart the keys are %v, they were %v", again, got)
	}
	place := slices.Index(got, "microsoft")
	rows, err := d.Feeds(ctx)
	d.must(err)
	for _, row := range rows {
		if slices.Contains(tour.URLs(), row.URL) {
			d.must(d.Remove(ctx, row.ID))
		}
	}
	now := pins()
	if now[place] != "microsoft" || slices.ContainsFunc(now, func(id news.CompanyID) bool { return tourCompanies()[id] }) {
		t.Errorf("without the tour the keys are %v, they were %v", now, got)
	}
}

// What somebody has chosen is not added to, and a key in between may be free.
func TestKeysOfOnesOwn(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	ctx := t.Context()
	d.press.feed("https://b.example/feed", feedOf(about("Microsoft", 20)...))
	d.follow("https://b.example/feed")
	d.refresh(true)
	d.must(d.SetPins(ctx, []news.CompanyID{"siemens", "", "apple"}))
	o, err := d.Overview(ctx)
	d.must(err)
	if len(o.Pinned) != 3 || o.Pinned[1].Company != "" || o.Pinned[2].Name != "Apple" {
		t.Errorf("the keys are %+v", o.Pinned)
	}
	if b, err := d.Briefing(ctx, View{Place: PlaceRiver}, d.clock().Add(-48*3600e9)); err != nil {
		t.Error(err)
	} else if len(b.Sections) > 1 {
		t.Errorf("the briefing has %d sections", len(b.Sections))
	}
}

// Who is not remembered keeps the keys for the visit.
func TestKeysOfAGuest(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	ctx := t.Context()
	d.press.feed("https://b.example/feed", feedOf(about("Microsoft", 20)...))
	d.press.feed("https://a.example/feed", feedOf(about("Siemens", 40)...))
	d.follow("https://b.example/feed")
	d.refresh(true)
	guest := d.room.Session(d.User, Abilities{Guest: true})
	first, err := guest.Pins(ctx)
	d.must(err)
	d.follow("https://a.example/feed")
	d.refresh(true)
	second, err := guest.Pins(ctx)
	d.must(err)
	if len(first) == 0 || len(second) <= len(first) || !slices.Equal(second[:len(first)], first) {
		t.Errorf("the keys of a guest were %v and are %v", first, second)
	}
	if raw, _ := d.Setting(ctx, pinSetting); raw != "" {
		t.Errorf("of a guest %q was kept", raw)
	}
}
