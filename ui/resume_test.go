package ui

import (
	"testing"
	"time"

	"lede/ui/layout"
)

// Who was interrupted in an article finds it open again, deep in the list, and
// the rows above it; who left, the top of the list.
func TestInterruptedSessionsAreTakenUp(t *testing.T) {
	desk := newFake(200)
	d := wholeOn(t, desk, 120, 40, Options{})
	for range 60 {
		d.keys("j")
	}
	d.keys("enter")
	id := d.app.list.ID()
	if d.app.state.Focus != layout.Read || d.app.article.shown != id {
		t.Fatal("no article is open")
	}
	d.app.Leave(t.Context())
	place := desk.settings[PlaceSetting]

	d = wholeOn(t, desk, 120, 40, Options{Resume: place})
	if d.app.list.ID() != id || d.app.state.Focus != layout.Read || d.app.article.shown != id {
		t.Errorf("it goes on at %d (focus %v), not in article %d", d.app.list.ID(), d.app.state.Focus, id)
	}
	d.keys("esc", "k")
	if up := d.app.list.ID(); up == id || up == 0 {
		t.Error("there is nothing above it")
	}
	d.keys("g", "g")
	top := d.app.list.ID()
	d.keys("ctrl+q")
	d.app.Leave(t.Context())
	if left := desk.settings[PlaceSetting]; left != "" {
		t.Errorf("who left is taken back to %q", left)
	}
	if d = wholeOn(t, desk, 120, 40, Options{Resume: desk.settings[PlaceSetting]}); d.app.list.ID() != top {
		t.Errorf("it begins at %d, not at the top", d.app.list.ID())
	}

	// Not opened: the cursor is there, the keys are the list's.
	d.keys("j", "j")
	id = d.app.list.ID()
	d.app.Leave(t.Context())
	if d = wholeOn(t, desk, 120, 40, Options{Resume: desk.settings[PlaceSetting]}); d.app.list.ID() != id || d.app.state.Focus != layout.List {
		t.Errorf("it goes on at %d with the focus %v, not in the list at %d", d.app.list.ID(), d.app.state.Focus, id)
	}
}

// Also in a list that is sorted otherwise, which is known only after the rows.
func TestInterruptionsInAnotherOrder(t *testing.T) {
	for _, order := range []string{"title", "oldest", "-feed"} {
		desk := newFake(200)
		d := wholeOn(t, desk, 120, 40, Options{})
		d.run(d.app.command("sort " + order))
		for range 50 {
			d.keys("j")
		}
		d.keys("enter")
		id, heading := d.app.list.ID(), d.app.viewWords()
		d.app.Leave(t.Context())
		d = wholeOn(t, desk, 120, 40, Options{Resume: desk.settings[PlaceSetting]})
		if d.app.list.ID() != id || d.app.article.shown != id || d.app.viewWords() != heading {
			t.Errorf("%s: it goes on at %d in %q, not at %d in %q", order, d.app.list.ID(), d.app.viewWords(), id, heading)
		}
	}
}

func TestInterruptionsThatDoNotMatter(t *testing.T) {
	d := wholeOn(t, newFake(20), 120, 40, Options{})
	d.keys("j")
	d.app.Leave(t.Context())
	place := d.desk.settings[PlaceSetting]
	for now, ok := range map[time.Time]bool{
		clock: true, clock.Add(time.Hour): true, clock.Add(-time.Hour): true, clock.Add(25 * time.Hour): false, clock.Add(-25 * time.Hour): false,
	} {
		if got := readInterruption(place, now); (got != nil) != ok {
			t.Errorf("%s later: %v", now.Sub(clock), got)
		}
	}
	for _, text := range []string{"", "x", "0 0 true 0", "-1 5 true 9", "1 2"} {
		if got := readInterruption(text, clock); got != nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
