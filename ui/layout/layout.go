// Package layout computes where everything stands: a pure function from the
// size of the terminal to rectangles. Nothing else in the interface asks for
// the size of the window.
package layout

// The widths from which more panes stand side by side, and the size below
// which nothing useful fits.
const (
	ThreePanes = 110
	TwoPanes   = 70
	MinWidth   = 24
	MinHeight  = 6
)

// Rect is a rectangle of cells; the zero Rect is not shown.
type Rect struct{ X, Y, W, H int }

// Shown reports whether there is anything of it.
func (r Rect) Shown() bool { return r.W > 0 && r.H > 0 }

// Contains reports whether a cell is inside.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Pane names one of the three panes.
type Pane int

// The panes, from left to right.
const (
	Side Pane = iota
	List
	Read
)

// State is what the layout depends on besides the size.
type State struct {
	Focus Pane
	// Sidebar says whether the person wants it where it does not stand by
	// itself (below three panes) and whether they hid it where it does.
	Sidebar, Hidden bool
	// Zen shows the article and nothing else.
	Zen bool
	// Linear shows one pane at a time, however much room there is.
	Linear bool
}

// Layout is where everything stands. Panes that are not shown have a zero
// Rect. Dividers are one cell wide.
type Layout struct {
	W, H int
	// TooSmall: only a word about it fits.
	TooSmall          bool
	Bar, Status       Rect
	Side, List, Read  Rect
	Dividers          []Rect
	Columns           int // how many panes stand side by side
	SideStands, Ample bool
}

// Compute places everything in a window of w by h cells.
func Compute(w, h int, s State) Layout {
	l := Layout{W: max(w, 0), H: max(h, 0)}
	if w < MinWidth || h < MinHeight {
		l.TooSmall = true
		return l
	}
	l.Ample = w >= ThreePanes
	body := Rect{0, 1, w, h - 2}
	l.Bar = Rect{0, 0, w, 1}
	l.Status = Rect{0, h - 1, w, 1}
	if s.Zen {
		l.Bar = Rect{}
		l.Read, l.Columns = Rect{0, 0, w, h - 1}, 1
		return l
	}
	if s.Linear {
		l.one(body, s.Focus)
		return l
	}
	switch {
	case w >= ThreePanes && !s.Hidden:
		l.SideStands = true
		side := clamp(w*17/100, 22, 34)
		list := clamp((w-side-2)*43/100, 36, 84)
		l.columns(body, side, list)
	case w >= TwoPanes && s.Sidebar:
		side := clamp(w*34/100, 24, 34)
		l.Side = Rect{body.X, body.Y, side, body.H}
		l.Dividers = []Rect{{side, body.Y, 1, body.H}}
		l.List = Rect{side + 1, body.Y, w - side - 1, body.H}
		l.Columns = 2
		if s.Focus == Read { // the article is asked for: it takes the list's place
			l.Read, l.List = l.List, Rect{}
		}
	case w >= TwoPanes:
		list := clamp(w*45/100, 32, 84)
		l.List = Rect{body.X, body.Y, list, body.H}
		l.Dividers = []Rect{{list, body.Y, 1, body.H}}
		l.Read = Rect{list + 1, body.Y, w - list - 1, body.H}
		l.Columns = 2
	default:
		l.one(body, s.Focus)
	}
	return l
}

func (l *Layout) one(body Rect, focus Pane) {
	l.Columns = 1
	switch focus {
	case Side:
		l.Side = body
	case Read:
		l.Read = body
	default:
		l.List = body
	}
}

func (l *Layout) columns(body Rect, side, list int) {
	x := body.X
	l.Side = Rect{x, body.Y, side, body.H}
	x += side
	l.Dividers = append(l.Dividers, Rect{x, body.Y, 1, body.H})
	x++
	l.List = Rect{x, body.Y, list, body.H}
	x += list
	l.Dividers = append(l.Dividers, Rect{x, body.Y, 1, body.H})
	x++
	l.Read = Rect{x, body.Y, body.W - x, body.H}
	l.Columns = 3
}

// Of is the rectangle of a pane.
func (l Layout) Of(p Pane) Rect {
	switch p {
	case Side:
		return l.Side
	case List:
		return l.List
	default:
		return l.Read
	}
}

// At is the pane under a cell.
func (l Layout) At(x, y int) (Pane, bool) {
	for _, p := range []Pane{Side, List, Read} {
		if l.Of(p).Contains(x, y) {
			return p, true
		}
	}
	return 0, false
}

// Box is a rectangle for something that floats: as wide and high as wanted
// where it fits, in the middle.
func (l Layout) Box(w, h int) Rect {
	w, h = min(w, max(l.W-2, 0)), min(h, max(l.H-2, 0))
	return Rect{(l.W - w) / 2, (l.H - h) / 2, w, h}
}

func clamp(v, lo, hi int) int { return max(lo, min(v, hi)) }
