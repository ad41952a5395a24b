package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// Removing the feed of the article one reads says that it is gone and how to
// have it back, and shows no article that nobody opened.
func TestRemovingTheFeedOfTheArticleThatIsOpen(t *testing.T) {
	d := drive(t, newFake(40), 160, 40, Options{})
	d.keys("enter")
	row, _ := d.app.list.Row()
	d.keys("E", "x") // the first feed of the list, whose article is open
	d.send(eventCame{newsroom.Changed{Changed: store.Changed{Feeds: true, Articles: true}}, nil})
	if row.FeedID != 1 || d.desk.calls["remove 1"] != 1 {
		t.Fatalf("feed %d was open, the desk was told %v", row.FeedID, d.desk.calls)
	}
	d.sees("Removed Le Monde · Z undoes")
	d.lacks("not found")
	d.keys("esc")
	if d.app.focused() != doer(d.app.list) {
		t.Error("the keys are still in the article that is gone")
	}
}

// The same when the rows are read again before the article is.
func TestTheRowsOfARemovedFeedGoFirst(t *testing.T) {
	d := drive(t, newFake(40), 160, 40, Options{})
	d.keys("enter")
	_ = d.desk.Remove(t.Context(), 1)
	d.run(d.app.list.Reload())
	if d.app.focused() != doer(d.app.list) {
		t.Error("the keys are in an article that nobody has opened")
	}
}

// A list of a feed that somebody removes, here or in another terminal, becomes
// the list of all feeds.
func TestAPlaceThatIsGoneIsLeft(t *testing.T) {
	for _, c := range []struct {
		name string
		into func(d *driver)
		gone func(d *driver)
		said string
	}{
		{"feed", func(d *driver) { d.keys("]", "enter") }, func(d *driver) { _ = d.desk.Remove(t.Context(), d.app.view.Feed) }, "Le Monde is there no more; this is everything"},
		{"view", func(d *driver) {
			d.desk.views = []newsroom.SavedView{{Name: "Chips", Query: "a"}}
			d.run(d.app.loadOverview())
			d.run(d.app.commandView("Chips"))
		}, func(d *driver) { d.desk.views = nil }, "Chips is there no more; this is everything"},
	} {
		d := drive(t, newFake(40), 160, 40, Options{})
		c.into(d)
		if d.app.view.Place == newsroom.PlaceRiver {
			t.Fatalf("%s: nothing was chosen", c.name)
		}
		c.gone(d)
		d.send(eventCame{newsroom.Changed{Changed: store.Changed{Foreign: true}}, nil})
		if d.app.view.Place != newsroom.PlaceRiver || d.app.focused() != doer(d.app.list) {
			t.Errorf("%s: still in %v", c.name, d.app.view)
		}
		d.sees(c.said)
		d.lacks("not found")
	}
}

func TestAddedFeedsSayHowToTakeThemBack(t *testing.T) {
	d := drive(t, newFake(4), 160, 20, Options{})
	d.keys("+")
	d.sees("Added 25 feeds; their news is on the way · Z undoes")
	d.desk.added = newsroom.Added{Feed: news.Feed{ID: 9, Title: "Ars"}, Created: true, Articles: 3}
	d.run(d.app.command("add https://ars.example/"))
	d.send(eventCame{newsroom.Progress{Done: 1, Total: 1, New: 3}, nil}) // which comes late
	d.sees("Added Ars: 3 articles · Z undoes")
	d.desk.added.Created = false
	d.run(d.app.command("add https://ars.example/"))
	d.sees("You follow Ars already")
	d.lacks("Z undoes")
	for want, u := range map[string]undone{
		"Undone: adding Ars":      {action: store.Action{Kind: store.Subscribed, Value: "Ars"}, n: 1},
		"Undone: adding 25 feeds": {action: store.Action{Kind: store.Subscribed}, n: 25},
	} {
		d.send(u)
		d.sees(want)
	}
}

func TestSeveralTagsAtOnce(t *testing.T) {
	d := drive(t, newFake(4), 160, 20, Options{})
	d.keys("t")
	d.typed("chips, to read, #chips ,")
	d.keys("enter")
	if tags := d.desk.rows[0].Tags; len(tags) != 2 || tags[0] != "chips" || tags[1] != "to-read" {
		t.Errorf("tags %v", tags)
	}
	d.sees("Tagged #chips #to-read · Z undoes")
}

func TestAViewThatGivesWaySaysSo(t *testing.T) {
	d := drive(t, newFake(4), 160, 20, Options{})
	d.desk.views = []newsroom.SavedView{{Name: "Chips", Query: "title:chip"}}
	d.run(d.app.loadOverview())
	d.run(d.app.command("search korea"))
	d.keys("V")
	d.typed("chips")
	d.sees("Enter replaces the view Chips: title:chip")
	d.typed("et")
	d.lacks("replaces")
	d.keys("backspace", "backspace", "enter")
	d.sees("(it was: title:chip) · Z undoes")
}

func TestPinningWithoutOrWithACompany(t *testing.T) {
	d := drive(t, newFake(40), 160, 40, Options{})
	d.keys("P")
	d.sees("Choose a company; ^P pins it", "❯")
	d.typed("apple")
	d.keys("enter", "P")
	d.sees("Apple is on key 4 now · Z undoes")
	d.keys("P")
	d.sees("Apple is not pinned any more · Z undoes")
}

// A digit never changes its company by itself: unpinning leaves its key free,
// pinning takes a free one, and what is new on a key is said.
func TestKeysStayWithTheirCompanies(t *testing.T) {
	d := drive(t, newFake(40), 160, 40, Options{})
	pinned := func() string { return fmt.Sprint(d.desk.pinned) }
	d.run(d.app.pin("openai"))
	if pinned() != "[microsoft  mistral-ai]" {
		t.Errorf("unpinning the second leaves %s", pinned())
	}
	d.sees("1 Microsoft", "3 Mistral AI")
	d.keys("2")
	d.sees("No company is pinned on 2")
	d.run(d.app.pin("apple"))
	if pinned() != "[microsoft apple mistral-ai]" {
		t.Errorf("pinning gives %s", pinned())
	}
	d.run(d.app.movePin("mistral-ai", 1)) // to a key that is free
	if pinned() != "[microsoft apple  mistral-ai]" {
		t.Errorf("moving gives %s", pinned())
	}
	d.desk.pinned = []news.CompanyID{"a", "b", "c", "d", "e", "f", "g", "h", "i"}
	d.run(d.app.pin("apple"))
	d.sees("All nine keys have a company; unpin one first")
	if len(d.desk.pinned) != 9 || d.desk.pinned[8] != "i" {
		t.Errorf("a full row of keys becomes %s", pinned())
	}

	d = drive(t, newFake(40), 160, 40, Options{})
	d.desk.pinned = append(d.desk.pinned, "apple")
	d.run(d.app.loadOverview())
	d.sees("New on the keys: 4 Apple")
}

// Nobody is told of read articles where there are none.
func TestAnEmptyStoreOffersNoReadArticles(t *testing.T) {
	d := drive(t, newFake(0), 120, 30, Options{})
	d.sees("There are no articles here yet.", "R asks all feeds for news.")
	d.lacks("read ones")
}

// What is wrong with the configuration and what the newsroom tells is said in the
// reader's language.
func TestWarningsAreInTheLanguageOfTheReader(t *testing.T) {
	d := whole(t, 120, 40, Options{Lang: "fr", Warnings: []string{`config.yaml:3: key "o" is taken from open-browser, which is left without a key; give it another, or write "open-browser: []" to do without`}})
	if got := ansi.Strip(strings.Join(d.app.statusLines(120), " ")); !strings.Contains(got, "qui reste sans touche") {
		t.Errorf("the status line is %q", got)
	}
	d.app.Update(eventCame{event: newsroom.Notice{Text: `key "z" is taken from zen, which is left without a key; give it another, or write "zen: []" to do without`, Problem: true}})
	if got := ansi.Strip(strings.Join(d.app.statusLines(120), " ")); !strings.Contains(got, "est prise à zen, qui reste sans touche") {
		t.Errorf("the notice is %q", got)
	}
}
