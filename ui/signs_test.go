package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Emoji of several parts and scripts of all kinds are whole in the list, above the
// text and in it, and the borders stand under one another, as a terminal shows it.
func TestSignsOnTheScreen(t *testing.T) {
	signs := []string{"❤️", "☀️", "1️⃣", "✔️", "🏳️\u200d🌈", "👨🏾\u200d💻", "👨\u200d👩\u200d👧\u200d👦", "🇫🇷", "हिन्दी", "مَرْحَبًا", "שָׁלוֹם"}
	desk := newFake(12)
	for i := range desk.rows {
		desk.rows[i].Title = strings.Join(signs, " ") + " fin"
		desk.rows[i].Others = 0
	}
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}} {
		x := runTerminal(t, size[0], size[1], desk, Options{})
		x.rests()
		x.keys("enter")
		x.rests()
		screen := x.screen.Text()
		for _, s := range signs {
			if n := strings.Count(screen, s); n < 3 { // two rows of the list and the header
				t.Errorf("%v: %q is there %d times:\n%s", size, s, n, screen)
			}
		}
		at := map[int]int{} // lines with a border in a column
		lines := strings.Split(screen, "\n")
		for _, l := range lines {
			for i := range l {
				if strings.HasPrefix(l[i:], "│") {
					at[ansi.StringWidth(l[:i])]++
				}
			}
		}
		full := false
		for _, n := range at {
			full = full || n >= size[1]-4
		}
		if !full {
			t.Errorf("%v: no border goes through:\n%s", size, screen)
		}
	}
}
