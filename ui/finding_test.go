package ui

import (
	"strings"
	"testing"
)

// Among feeds / finds one by typing: the cursor goes there at once, Esc goes back.
func TestFindAFeedByTyping(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("E", "/")
	d.typed("led")
	if f, _ := d.app.feeds.Feed(); f.Title != "The Ledger" { // the beginning of a word
		t.Errorf("found %q", f.Title)
	}
	d.typed("x")
	d.sees("No feed has “ledx” in its name")
	if f, _ := d.app.feeds.Feed(); f.Title != "Le Monde" {
		t.Errorf("of nothing it has found %q", f.Title)
	}
	d.keys("backspace", "backspace", "backspace") // "l"
	d.keys("down")
	if f, _ := d.app.feeds.Feed(); f.Title != "Les Échos" {
		t.Errorf("the next one is %q", f.Title)
	}
	d.keys("enter")
	if f, _ := d.app.feeds.Feed(); f.Title != "Les Échos" || d.app.screen != feedScreen || d.app.prompt != nil {
		t.Errorf("Enter stays at %q", f.Title)
	}
	d.keys("/")
	d.typed("wired")
	d.keys("esc")
	if f, _ := d.app.feeds.Feed(); f.Title != "Les Échos" {
		t.Errorf("Esc goes back to %q", f.Title)
	}

	d = drive(t, newFake(40), 120, 40, Options{})
	d.keys("h", "down", "down", "h") // fold Presse, where Les Échos is
	unfolded := func() bool { return strings.Contains(d.app.side.View(), "Les Échos") }
	if unfolded() {
		t.Fatal("the folder is not folded")
	}
	d.keys("/")
	d.typed("echos") // accents do not matter
	if !unfolded() {
		t.Error("a feed in a folded folder is not found")
	}
	d.keys("esc")
	if unfolded() {
		t.Error("Esc leaves the folder unfolded")
	}
	d.keys("/")
	d.typed("echos")
	d.keys("enter")
	if d.app.view.Feed != 3 || d.app.prompt != nil {
		t.Errorf("Enter opens %+v", d.app.view)
	}
	d.sees("Les Échos 6")
}
