package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/layout"
)

func TestSavedViews(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("V")
	d.sees("Search or filter first")
	d.keys("/")
	d.typed("Microsoft")
	d.keys("enter", "V")
	d.typed("MS")
	d.keys("enter")
	d.sees("Saved as MS: Microsoft", "Z undoes")
	d.keys("esc", "/")
	d.typed("OpenAI")
	d.keys("enter")
	d.keys(":")
	d.typed("save AI")
	d.keys("enter")
	d.keys(":")
	d.typed("save Chips = chip equipment")
	d.keys("enter")
	d.fire()
	if got := fmt.Sprint(d.desk.views); got != "[{MS Microsoft} {AI OpenAI} {Chips chip equipment}]" {
		t.Fatalf("the views are %s", got)
	}
	d.sees("/ MS", "/ AI")
	for _, line := range strings.Split(d.screen(), "\n") {
		if strings.Contains(line, "/ MS ") && !strings.Contains(strings.SplitN(line, "│", 2)[0], "5") {
			t.Errorf("the view is not counted: %s", line)
		}
	}
	d.keys(":")
	d.typed("view m")
	d.keys("enter")
	if v := d.app.view; v.Place != newsroom.PlaceView || v.Name != "MS" || v.Saved != "Microsoft" {
		t.Errorf("the view on screen is %+v", v)
	}
	d.keys("1") // companies narrow it like any place
	d.sees("MS · Microsoft")
	d.keys("0", ":")
	d.typed("view x")
	d.keys("enter")
	d.sees("Which view? MS, AI, Chips")
	// In the list of places they are opened, moved, renamed and removed.
	d.keys("h", "g", "j", "j", "j", "enter")
	if d.app.view.Name != "AI" || d.app.state.Focus != layout.List {
		t.Errorf("the view on screen is %+v", d.app.view)
	}
	d.keys("h", ">")
	d.fire()
	d.keys("m")
	for range 2 {
		d.keys("backspace")
	}
	d.typed("OAI")
	d.keys("enter")
	d.fire()
	if got := fmt.Sprint(d.desk.views); got != "[{MS Microsoft} {Chips chip equipment} {OAI OpenAI}]" {
		t.Errorf("moved and renamed the views are %s", got)
	}
	d.sees("OAI")
	d.keys("x")
	d.fire()
	if got := fmt.Sprint(d.desk.views); got != "[{MS Microsoft} {Chips chip equipment}]" {
		t.Errorf("without one the views are %s", got)
	}
	d.fits()
}

func TestViewsAreNotCountedOnAKey(t *testing.T) {
	desk := newFake(40)
	desk.views = []newsroom.SavedView{{Name: "MS", Query: "Microsoft"}}
	d := drive(t, desk, 120, 40, Options{})
	before := desk.calls["count views"]
	d.keys("j", "j", "k", "1", "0", "v", "v", "enter", "esc", "h", "j", "enter")
	if n := desk.calls["count views"] - before; n > 1 { // opening an article changes a count
		t.Errorf("the views were counted %d times", n)
	}
}

func TestMutingAStory(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("j", "enter", "D")
	d.sees("Muted, 1 article: Microsoft signs a lease", "Z undoes")
	d.fire()
	d.fire()
	if len(d.desk.rules) != 1 || d.desk.rules[0].Article != 39 {
		t.Fatalf("the rules are %+v", d.desk.rules)
	}
	if d.app.state.Focus != layout.List || d.app.list.ID() != 38 {
		t.Errorf("the keys are at %v, the cursor on %d", d.app.state.Focus, d.app.list.ID())
	}
	if row, _ := d.app.list.Row(); row.Read {
		t.Error("the next article counts as read")
	}
	d.sees("+10 read · v, +1 muted · M")
	d.keys("M")
	d.sees("Microsoft signs a lease")
	d.keys("M", "X")
	d.sees("╭─ Muted", "story", "hides 1")
	d.keys("enter")
	d.sees("Muted 1")
	if d.app.list.ID() != 39 {
		t.Errorf("what the rule hides is %d", d.app.list.ID())
	}
	d.keys("X", "x")
	d.sees("1 article is back")
	if len(d.desk.rules) != 0 || d.app.box != nil {
		t.Errorf("the rules are %+v, the box is %v", d.desk.rules, d.app.box)
	}
	d.keys("X")
	d.sees("Nothing is muted; D mutes a story, m what a query finds")
}

func TestMutingWhatAQueryFinds(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{ShowRead: true})
	d.keys("m")
	d.typed("microsoft unread")
	d.sees("leave unread out")
	d.keys("enter") // what was typed stays
	d.sees("Mute: microsoft unread", "leave unread out")
	for range len(" unread") {
		d.keys("backspace")
	}
	d.keys("enter")
	d.sees("6 articles are muted: microsoft")
	d.fire()
	d.lacks("Microsoft signs")
	d.sees("6 muted · M shows")
	// On a feed the rule is for the feed.
	d.keys("E", "enter", "m")
	d.sees("Mute in Le Monde:")
	d.typed("openai")
	d.keys("enter", "X")
	if d.desk.rules[0].Feed != 1 {
		t.Errorf("the rule is for feed %d", d.desk.rules[0].Feed)
	}
	d.sees("everywhere", "Le Monde ")
	d.fits()
}

func TestOnlyWhatIsShownIsMarked(t *testing.T) {
	desk := newFake(40)
	d := drive(t, desk, 120, 40, Options{})
	late := desk.rows[0]
	late.ID, late.StoryID = 41, 41
	desk.rows = append([]news.Headline{late}, desk.rows...)
	d.keys("A")
	for _, r := range desk.rows {
		if r.Read == (r.ID == 41) {
			t.Errorf("article %d is read: %v", r.ID, r.Read)
		}
	}
}

func TestUndoSaysWhatItTookBack(t *testing.T) {
	for _, c := range []struct {
		action store.Action
		want   string
	}{
		{store.Action{Kind: store.Set, Key: "pins"}, "Undone: change of the pinned companies"},
		{store.Action{Kind: store.Set, Key: "views"}, "Undone: change of the saved views"},
		{store.Action{Kind: store.Set, Key: "anything"}, "Undone: change of a setting"},
		{store.Action{Kind: store.EditFeed, Value: "Le Monde"}, "Undone: change of Le Monde"},
		{store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: "sport"}}, "Undone: muting of 2 articles: sport"},
		{store.Action{Kind: store.UnmuteRule, Mute: store.Mute{Article: 1, Title: "A story"}}, "Undone: end of a rule, 2 articles are muted again: A story"},
		{store.Action{Kind: store.Tag, Value: "later"}, "Undone: tag on 2 articles #later"},
	} {
		d := drive(t, newFake(5), 160, 20, Options{})
		d.send(undone{c.action, 2, nil})
		d.sees(c.want)
	}
}

func TestPinsAreReorderedInThePicker(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("c", "down", "<")
	d.sees("1 OpenAI", "2 Microsoft", "OpenAI is on key 1 now", "Z undoes")
	d.keys(">", ">", ">")
	if !slices.Equal(d.desk.pinned, []news.CompanyID{"microsoft", "mistral-ai", "", "openai"}) { // the last key is free
		t.Errorf("the pins are %v", d.desk.pinned)
	}
}

func TestCompanyPage(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		d := whole(t, size[0], size[1], Options{})
		d.keys("1", "I")
		d.sees("Microsoft", "the subject of 12 articles", "█")
		d.fits()
		golden(t, fmt.Sprintf("company-page-%dx%d", size[0], size[1]), d.screen())
		d.keys("=")
		if d.desk.calls["page microsofttrue"] != 1 {
			t.Errorf("asked for %v", d.desk.calls)
		}
		d.keys("P")
		if slices.Contains(d.desk.pinned, "microsoft") {
			t.Errorf("the pins are %v", d.desk.pinned)
		}
		d.keys("j", "enter") // the first company beside it
		d.sees("OpenAI")
		d.keys("esc")
		d.sees("Microsoft")
		d.keys("J", "J", "enter") // who is quoted
		if v := d.app.view; v.Search != `speaker:"Ada Lovelace"` || !slices.Equal(v.Companies, []news.CompanyID{"microsoft"}) || !v.AboutOnly {
			t.Errorf("the list shows %+v", v)
		}
		d.keys("esc", "esc", ":")
		d.typed("page OpenAI")
		d.keys("enter", "G", "enter")
		d.sees("The plant will employ")
		d.fits()
		d.keys("esc", "esc")
		if d.app.screen != mainScreen {
			t.Error("Esc does not leave the page")
		}
	}
}

// The filter by company holds wherever one goes.
func TestCompanyFilterHolds(t *testing.T) {
	d := whole(t, 120, 40, Options{ShowRead: true})
	holds := func(where string) {
		t.Helper()
		if !slices.Equal(d.app.view.Companies, []news.CompanyID{"openai"}) {
			t.Errorf("%s the filter is %v", where, d.app.view.Companies)
		}
	}
	d.keys("2", "F")
	holds("among starred articles")
	d.keys("h", "j", "j", "enter")
	holds("in a folder")
	d.keys("/")
	d.typed("european")
	d.keys("enter")
	holds("in a search")
	d.keys("E", "j", "enter")
	holds("in a feed")
	d.keys("Q")
	holds("in the quote book")
	d.sees("OpenAI")
}

func TestManyFeedsAndALongQuery(t *testing.T) {
	desk := newFake(40)
	desk.feeds = nil
	for i := range 5000 {
		f := store.FeedRow{Feed: news.Feed{ID: news.FeedID(i + 1), URL: "https://example.org/" + fmt.Sprint(i), Title: fmt.Sprint("Feed ", i), Folders: []string{fmt.Sprint("Folder ", i%300)}}}
		desk.feeds = append(desk.feeds, f)
	}
	desk.folders = 300
	d := drive(t, desk, 120, 40, Options{})
	d.keys("h", "G")
	d.fits()
	d.sees("Feed 4799")
	d.keys("E", "G")
	d.fits()
	d.keys("esc", "/")
	d.typed("feed 479")
	d.fits()
	d.sees("Feed 479")
	d.keys("esc", "esc", "/")
	long := strings.Repeat("é", 4000) + strings.Repeat(" word", 1200)
	d.send(tea.PasteMsg{Content: long})
	d.fits()
	if n := len([]rune(d.app.prompt.input.Value())); n != 10000 {
		t.Errorf("%d letters of 10,000 are taken", n)
	}
	d.keys("left", "home", "end", "x")
	d.fits()
	d.fire()
	d.sees("← 6497: a query may have 500 terms")
	d.keys("enter")
	d.fits()
	d.sees("Column ")
}

func TestCorrectingACompany(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	d.desk.tagged = 1
	d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true}}})
	d.keys("j", "!") // the explanation opens first, at the company
	d.sees("Why 1/", "! corrects a company")
	d.keys("!")
	d.sees("OpenAI was found here", "“The plant” always means OpenAI", "never find OpenAI")
	d.fits()
	d.keys("esc", "!", "2")
	d.sees("Corrected: OpenAI", "Z undoes")
	if d.desk.calls["correct never-alias OpenAI The plant 59"] != 1 {
		t.Errorf("the desk was told %v", d.desk.calls)
	}
}

// An article is shown anew when other companies were found in it.
func TestNewCompaniesAreANewEdition(t *testing.T) {
	var r newsroom.Reading
	before := edition(r)
	r.Digest.Companies = []news.Mention{{Company: "microsoft", Salience: news.About}}
	tagged := edition(r)
	r.Digest.Companies = []news.Mention{{Company: "microsoft", Salience: news.Mentions}}
	if before == tagged || tagged == edition(r) {
		t.Error("other companies make no difference")
	}
}

func TestFollowingACompanyInNoList(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.desk.found = []store.CompanyCount{{Company: "brindacier", Name: "Brindacier", Total: 2}, {Company: "slip", Name: "Slip", Total: 1}}
	d.keys("c")
	if n := strings.Count(d.screen(), "new: ^P follows"); n != 1 {
		t.Errorf("%d companies are offered:\n%s", n, d.screen())
	}
	d.keys("down", "down", "down", "down", "down", "ctrl+p")
	if !slices.Contains(d.desk.pinned, "brindacier") || d.desk.calls["correct always Brindacier Brindacier 0"] != 1 {
		t.Errorf("pinned are %v, the desk was told %v", d.desk.pinned, d.desk.calls)
	}
}
