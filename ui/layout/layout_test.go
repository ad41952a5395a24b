package layout

import (
	"fmt"
	"testing"
)

func TestEverySizeIsFilledWithoutOverlap(t *testing.T) {
	for w := 0; w <= 300; w++ {
		for h := 0; h <= 100; h += 1 + w%3 {
			for _, focus := range []Pane{Side, List, Read} {
				for bits := range 16 {
					s := State{Focus: focus, Sidebar: bits&1 > 0, Hidden: bits&2 > 0, Zen: bits&4 > 0, Linear: bits&8 > 0}
					if err := check(Compute(w, h, s), w, h); err != nil {
						t.Fatalf("%dx%d %+v: %v", w, h, s, err)
					}
				}
			}
		}
	}
}

func check(l Layout, w, h int) error {
	if l.TooSmall {
		if w >= MinWidth && h >= MinHeight {
			return fmt.Errorf("called too small")
		}
		return nil
	}
	area := 0
	rects := append([]Rect{l.Bar, l.Status, l.Side, l.List, l.Read}, l.Dividers...)
	for i, r := range rects {
		if r == (Rect{}) {
			continue
		}
		if r.W <= 0 || r.H <= 0 || r.X < 0 || r.Y < 0 || r.X+r.W > w || r.Y+r.H > h {
			return fmt.Errorf("%+v does not fit", r)
		}
		area += r.W * r.H
		for _, o := range rects[i+1:] {
			if r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H {
				return fmt.Errorf("%+v and %+v overlap", r, o)
			}
		}
	}
	if area != w*h {
		return fmt.Errorf("%d cells of %d are used", area, w*h)
	}
	return nil
}

func TestPanesByWidth(t *testing.T) {
	for _, c := range []struct {
		w, columns int
		state      State
	}{
		{40, 1, State{Focus: List}}, {69, 1, State{Focus: List}},
		{70, 2, State{Focus: List}}, {109, 2, State{Focus: List}},
		{110, 3, State{Focus: List}}, {200, 3, State{Focus: List}},
		{200, 2, State{Focus: List, Hidden: true}}, {80, 2, State{Focus: List, Sidebar: true}},
		{200, 1, State{Focus: Read, Zen: true}},
	} {
		l := Compute(c.w, 24, c.state)
		shown := 0
		for _, p := range []Pane{Side, List, Read} {
			if l.Of(p).Shown() {
				shown++
			}
		}
		if l.Columns != c.columns || shown != c.columns {
			t.Errorf("width %d %+v: %d columns, %d panes shown, want %d", c.w, c.state, l.Columns, shown, c.columns)
		}
		if !l.Of(c.state.Focus).Shown() {
			t.Errorf("width %d %+v: the focused pane is not shown", c.w, c.state)
		}
	}
}

func TestFocusedPaneIsAlwaysShown(t *testing.T) {
	for w := MinWidth; w < 140; w++ {
		for _, s := range []State{{Focus: List}, {Focus: Read}, {Focus: Read, Sidebar: true}, {Focus: List, Sidebar: true}, {Focus: Side, Sidebar: true}} {
			if !Compute(w, 20, s).Of(s.Focus).Shown() {
				t.Errorf("width %d, %+v: not shown", w, s)
			}
		}
	}
}

func TestBoxFitsEverywhere(t *testing.T) {
	for w := range 60 {
		for h := range 30 {
			b := Compute(w, h, State{}).Box(50, 20)
			if b.X < 0 || b.Y < 0 || b.W < 0 || b.H < 0 || b.X+b.W > w || b.Y+b.H > h {
				t.Errorf("%dx%d: %+v", w, h, b)
			}
		}
	}
}
