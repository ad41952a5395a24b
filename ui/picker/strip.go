package picker

import (
	tea "charm.land/bubbletea/v2"

	"lede/ui/cells"
	"lede/ui/theme"
)

// strip is a list in a box that one moves through and takes lines away from:
// the mutes and the corrections.
type strip struct {
	cursor int
	rows   int // that are on the screen
	length int
}

// set says how many lines there are now.
func (s *strip) set(length int) { s.length = length; s.Wheel(0) }

// Size is how big the box would like to be.
func (s *strip) Size() (w, h int) { return 84, s.length + 4 }

// Wheel moves the cursor.
func (s *strip) Wheel(n int) { s.cursor = max(0, min(s.cursor+n, s.length-1)) }

func (s *strip) top() int { return max(0, s.cursor-s.rows+1) }

// move takes the keys that every such box has; false: it is another one.
func (s *strip) move(k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch k.String() {
	case "esc", "q", "h", "left":
		return func() tea.Msg { return Closed{} }, true
	case "down", "j", "ctrl+n", "tab":
		s.Wheel(1)
	case "up", "k", "ctrl+p", "shift+tab":
		s.Wheel(-1)
	case "pgdown", "ctrl+d":
		s.Wheel(max(1, s.rows))
	case "pgup", "ctrl+u":
		s.Wheel(-max(1, s.rows))
	case "home", "g":
		s.Wheel(-s.length)
	case "end", "G":
		s.Wheel(s.length)
	default:
		return nil, false
	}
	return nil, true
}

// at puts the cursor on a line of the box; false: there is none.
func (s *strip) at(y int) bool {
	i := s.top() + y - 1
	if y < 1 || y > s.rows || i >= s.length {
		return false
	}
	s.cursor = i
	return true
}

// draw draws the box; row gives the left and the right half of a line.
func (s *strip) draw(th *theme.Theme, title, keys string, w, h int, row func(i int) (left, right string)) []string {
	below := keyLines(keys, w-2, max(1, h-4))
	s.rows = max(0, h-2-len(below))
	var lines []string
	for i := s.top(); i < s.length && len(lines) < s.rows; i++ {
		left, right := row(i)
		if i == s.cursor {
			lines = append(lines, th.Cursor.Render(cells.Ends(left, right, w-2)))
			continue
		}
		room := max(1, w-2-cells.Width(right)-1)
		lines = append(lines, th.Text.Render(cells.Fit(left, room))+" "+th.Dim.Render(right))
	}
	for len(lines) < s.rows {
		lines = append(lines, "")
	}
	for _, l := range below {
		lines = append(lines, th.KeyText.Render(l))
	}
	return Box(th, title, lines, w, h)
}
