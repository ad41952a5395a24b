package ui

import (
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/store"
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

// percentiles reports how long something took, in milliseconds.
func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, p := range []struct {
		name string
		of   int
	}{{"p50-ms", 50}, {"p99-ms", 99}} {
		at := took[min(len(took)-1, len(took)*p.of/100)]
		b.ReportMetric(float64(at.Microseconds())/1000, p.name)
	}
	b.ReportMetric(0, "ns/op")
}

var journey = []string{"j", "j", "j", "enter", "d", "d", "e", "esc", "esc", "1", "n", "0", "G", "g", "s", "J", "esc", "pgdown", "pgup"}

// BenchmarkKeyToFrame is what a key costs the program, from the press to the
// finished frame, while other things change all the time.
func BenchmarkKeyToFrame(b *testing.B) {
	d := whole(&testing.T{}, 200, 60, Options{ShowRead: true})
	changed := eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true, States: true, Feeds: true}}}
	progress := eventCame{event: newsroom.Progress{Running: true, Done: 3, Total: 500, New: 12}}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		d.app.Update(changed)
		d.app.Update(progress)
		k := press(journey[i%len(journey)])
		begin := time.Now()
		_, cmd := d.app.Update(k)
		d.app.View()
		took = append(took, time.Since(begin))
		d.run(cmd)
		if i%20 == 0 {
			d.fire()
		}
	}
	percentiles(b, took)
}

// BenchmarkKeyToTerminal is how long the terminal waits for the first byte that
// answers a key, through Bubble Tea and its renderer, while articles change five
// hundred times a second.
func BenchmarkKeyToTerminal(b *testing.B) {
	x := runTerminal(b, 120, 40, newFake(2000), Options{ShowRead: true})
	x.agrees()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				x.program.Send(eventCame{event: newsroom.Changed{Changed: store.Changed{Articles: true, States: true}}})
			case <-stop:
				return
			}
		}
	}()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		select {
		case <-x.screen.Drawn():
		default:
		}
		begin := time.Now()
		x.keys([]string{"j", "j", "j", "k", "k"}[i%5])
		<-x.screen.Drawn()
		_, last := x.screen.Bytes()
		took = append(took, last.Sub(begin))
		<-time.After(time.Duration(3+i%11) * time.Millisecond) // not in step with the frames
	}
	close(stop)
	<-stopped
	percentiles(b, took)
}

// BenchmarkHoldDown is a key held down as fast as the program takes it.
func BenchmarkHoldDown(b *testing.B) {
	d := whole(&testing.T{}, 120, 40, Options{ShowRead: true})
	down := press("j")
	b.ReportAllocs()
	for b.Loop() {
		_, cmd := d.app.Update(down)
		d.app.View()
		d.run(cmd)
	}
}
