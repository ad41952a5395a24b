package ui

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/store"
)

// TestStorm presses keys, resizes, clicks and changes things at random: the
// frame always fits and nothing panics.
func TestStorm(t *testing.T) {
	keys := []string{"enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "pgdown", "pgup", "home", "end", "backspace", "space", "ctrl+d", "ctrl+u", "ctrl+p", "ctrl+l", "delete"}
	for r := '!'; r <= '~'; r++ {
		if r != 'q' {
			keys = append(keys, string(r))
		}
	}
	keys = append(keys, "é", "è", "ç", "à", "漢", "👍🏽")
	for seed := range uint64(6) {
		rng := rand.New(rand.NewPCG(seed, 7))
		desk := newFake(int(seed) * 40)
		d := drive(t, desk, 80, 24, Options{Lang: []string{"en", "fr"}[seed%2]})
		for step := range 1500 {
			switch n := rng.IntN(40); {
			case n == 0:
				d.send(tea.WindowSizeMsg{Width: rng.IntN(220), Height: rng.IntN(70)})
			case n == 1:
				d.send(tea.MouseClickMsg{X: rng.IntN(200), Y: rng.IntN(60), Button: tea.MouseLeft})
			case n == 2:
				d.send(tea.MouseWheelMsg{X: rng.IntN(200), Y: rng.IntN(60), Button: tea.MouseWheelDown})
			case n == 3:
				d.send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: rng.IntN(2) == 0, States: true}}})
			case n == 4:
				d.fire()
			case n == 5:
				d.send(tea.PasteMsg{Content: []string{"https://e.org", "text\x1b[31m\n", strings.Repeat("漢", 300), ""}[rng.IntN(4)]})
			case n == 6:
				d.send(eventCame{event: newsroom.Progress{Running: rng.IntN(2) == 0, Done: 1, Total: 9}})
			case n == 7 && len(desk.rows) > 0:
				i := rng.IntN(len(desk.rows))
				desk.rows = slices.Delete(desk.rows, i, i+1)
			default:
				d.keys(keys[rng.IntN(len(keys))])
			}
			lines, cursor := d.app.frame()
			if len(lines) != d.app.h && d.app.w > 0 {
				t.Fatalf("seed %d step %d: %d lines for %dx%d", seed, step, len(lines), d.app.w, d.app.h)
			}
			for i, l := range lines {
				if w := width(l); w != d.app.w {
					t.Fatalf("seed %d step %d: line %d has %d cells of %d: %q", seed, step, i, w, d.app.w, l)
				}
			}
			if cursor != nil && (cursor.X < 0 || cursor.Y < 0 || cursor.X >= max(1, d.app.w) || cursor.Y >= max(1, d.app.h)) {
				t.Fatalf("seed %d step %d: cursor at %d,%d of %dx%d", seed, step, cursor.X, cursor.Y, d.app.w, d.app.h)
			}
		}
	}
}
