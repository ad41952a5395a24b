package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A key must be answered within a frame (16 ms); this is what it costs without
// the terminal.
func BenchmarkCursorDown(b *testing.B) {
	d := drive(&testing.T{}, newFake(2000), 200, 60, Options{ShowRead: true})
	down, up := press("j"), press("k")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		key := down
		if i/500%2 == 1 {
			key = up
		}
		d.app.Update(key)
		d.app.View()
	}
}

func BenchmarkResize(b *testing.B) {
	d := drive(&testing.T{}, newFake(2000), 200, 60, Options{ShowRead: true})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.app.Update(tea.WindowSizeMsg{Width: 100 + i%100, Height: 60})
		d.app.View()
	}
}
