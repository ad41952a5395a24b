package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/store"
)

// bytesFor is how much the program writes to the terminal for keys.
func (x *terminal) bytesFor(keys ...string) int {
	x.t.Helper()
	before, _ := x.screen.Bytes()
	x.keys(keys...)
	x.agrees()
	after, _ := x.screen.Bytes()
	return after - before
}

// walking never lets the cursor rest: on a machine that is slow, too, the article
// does not follow it between two steps.
func walking(a *App) {
	tick := a.after
	a.after = func(d time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		if d == rest {
			return nil
		}
		return tick(d, f)
	}
}

var wireSizes = [][2]int{{40, 12}, {60, 24}, {80, 24}, {120, 40}, {200, 60}}

// A step of the cursor within the list is a few dozen bytes, also where the
// article stands beside it.
func TestCursorMovesAreSmall(t *testing.T) {
	for _, size := range wireSizes {
		x := runTerminal(t, size[0], size[1], newFake(400), Options{ShowRead: true}, walking)
		x.rests()
		x.bytesFor("j") // the first step is followed by the article
		x.rests()
		rows := (size[1] - 4) / 2
		total := 0
		for i := range 4 {
			for range rows - 3 {
				total += x.bytesFor([]string{"j", "k"}[i%2])
			}
		}
		if mean := total / (4 * (rows - 3)); mean > 120 {
			t.Errorf("%dx%d: %d bytes for a step", size[0], size[1], mean)
		}
	}
}

// Opening an article costs about what stands on the screen then: its letters
// and the styles they are in.
func TestOpeningIsAScreenful(t *testing.T) {
	for _, size := range wireSizes[:2] { // where it takes the place of the list
		x := runTerminal(t, size[0], size[1], newFake(40), Options{})
		x.rests()
		n := x.bytesFor("enter")
		f := x.wanted()
		letters := len(strings.Join(strings.Fields(plainOf(f.lines)), " "))
		if n > 3*letters+500 {
			t.Errorf("%dx%d: %d bytes for a screen of %d", size[0], size[1], n, letters)
		}
	}
}

// What somebody else changes, as often as it may, does not make the screen
// write anything when nothing looks different.
func TestChangesNobodySeesAreNotDrawn(t *testing.T) {
	x := runTerminal(t, 120, 40, newFake(60), Options{})
	x.rests()
	before, _ := x.screen.Bytes()
	for range 500 {
		x.program.Send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true, States: true}}})
	}
	x.rests()
	if after, _ := x.screen.Bytes(); after-before > 200 {
		t.Errorf("%d bytes are written", after-before)
	}
}

// BenchmarkBytesPerStep prints what TestCursorMovesAreSmall bounds.
func BenchmarkBytesPerStep(b *testing.B) {
	for _, size := range wireSizes {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			x := runTerminal(b, size[0], size[1], newFake(400), Options{ShowRead: true}, walking)
			x.rests()
			x.bytesFor("j")
			x.rests()
			total, n := 0, 0
			for i := 0; b.Loop(); i++ {
				total += x.bytesFor([]string{"j", "k"}[i/4%2])
				n++
			}
			b.ReportMetric(float64(total)/float64(n), "bytes/step")
			b.ReportMetric(0, "ns/op") // it is the wait for the next frame
		})
	}
}

// BenchmarkBytesPerArticle: Enter on a screen of one pane, and back.
func BenchmarkBytesPerArticle(b *testing.B) {
	for _, size := range wireSizes {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			x := runTerminal(b, size[0], size[1], newFake(40), Options{ShowRead: true})
			x.rests()
			total, n := 0, 0
			for b.Loop() {
				total += x.bytesFor("enter", "z")
				n++
				x.bytesFor("z", "esc")
			}
			b.ReportMetric(float64(total)/float64(n), "bytes/article")
			b.ReportMetric(float64(size[0]*size[1]), "cells")
			b.ReportMetric(0, "ns/op")
		})
	}
}
