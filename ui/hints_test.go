package ui

import (
	"strings"
	"testing"

	"lede/ui/keymap"
)

// The status line names keys of the pane, the page or the list over an article
// that has the focus, and all of them do what it says.
func TestHintsAreOfWhatHasTheFocus(t *testing.T) {
	for _, c := range []struct{ keys, hints string }{
		{"", "Enter read  e quotes  s summary  ? help"},
		{"enter", "Space on  e quotes  s summary  ? help"},
		{"enter e", "Enter to the place  j next  Esc close  ? help"},
		{"enter i", "Enter to the place  ! correct  Esc close  ? help"},
		{"enter U", "  Esc close  ? help"}, // without links
		{"h", "Enter show  / find  B hide"},
		{"E", "a add  x remove  / find"},
		{"Q", "Enter read  Tab by speaker"},
		{"Q enter", "Space on  e quotes  s summary  ? help"},
		{"Q enter e", "Enter to the place  j next  Esc close  ? help"},
		{"b", "Enter read  J next company"},
		{"1 I", "P unpin  Enter read"},
		{"1 I P", "P pin  Enter read"},
	} {
		d := whole(t, 120, 40, Options{})
		d.desk.tagged = 1
		for _, k := range strings.Fields(c.keys) {
			d.keys(k)
			d.fire()
		}
		lines := strings.Split(d.screen(), "\n")
		if got := lines[len(lines)-1]; !strings.Contains(got, c.hints) {
			t.Errorf("after %q the status line says %q, want %q", c.keys, got, c.hints)
		}
	}
}

// A box says its own keys; those of the pane below it are not offered.
func TestBoxesAreNotUnderHintsOfTheList(t *testing.T) {
	for _, key := range []string{"c", "?"} {
		d := whole(t, 120, 40, Options{})
		d.keys(key)
		if got := d.app.hints(); len(got) > 0 {
			t.Errorf("under the box of %s: %v", key, got)
		}
	}
	d := whole(t, 120, 40, Options{})
	d.desk.rows = nil
	d.keys("v")
	if h := d.app.hints(); h[0].Action == keymap.Open {
		t.Errorf("an empty list offers %v", h)
	}
}
