package cells

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What is remembered is what would be made.
func TestMemory(t *testing.T) {
	var block, pane Memory
	styled := "\x1b[1mun titre\x1b[m 漢字 👨‍👩‍👧 é"
	for i := range 40 {
		w, h := 8+i/10*7, 3+i%4
		var lines []string
		for k := range h - i%2 {
			lines = append(lines, fmt.Sprintf("%d %s", (i+k)%9, styled))
		}
		view := strings.Join(lines, "\n")
		if got, want := block.Block(lines, w, h), Block(lines, w, h); !slices.Equal(got, want) {
			t.Fatalf("%dx%d: %q, not %q", w, h, got, want)
		}
		if got, want := pane.Pane(view, w, h), Pane(view, w, h); !slices.Equal(got, want) {
			t.Fatalf("%dx%d: %q, not %q", w, h, got, want)
		}
	}
	if got := block.Block(nil, 0, 2); !slices.Equal(got, []string{"", ""}) {
		t.Errorf("%q", got)
	}
}

func BenchmarkPane(b *testing.B) {
	lines := make([]string, 60)
	for i := range lines {
		lines[i] = fmt.Sprintf("\x1b[1m%d\x1b[m l’émancipation des machines \x1b[38;5;81mvue du terminal\x1b[m", i)
	}
	view := strings.Join(lines, "\n")
	b.Run("anew", func(b *testing.B) {
		for b.Loop() {
			Pane(view, 80, 60)
		}
	})
	b.Run("remembered", func(b *testing.B) {
		var m Memory
		for b.Loop() {
			m.Pane(view, 80, 60)
		}
	})
}
