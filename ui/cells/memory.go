package cells

import "strings"

// Memory makes panes fit as Block and Pane do, and remembers the lines of the
// last frame: from one frame to the next few of them change, and measuring a
// styled line takes longer than all else that is done with it. The zero value is
// ready; it is for one pane.
type Memory struct {
	width      int
	last, next map[string]string
}

// Pane is [Pane].
func (m *Memory) Pane(view string, w, h int) []string {
	return m.Block(strings.Split(view, "\n"), w, h)
}

// Block is [Block].
func (m *Memory) Block(lines []string, w, h int) []string {
	if w != m.width || m.last == nil {
		m.width, m.last, m.next = w, map[string]string{}, map[string]string{}
	}
	out := make([]string, max(h, 0))
	for i := range out {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		fitted, known := m.last[line]
		if !known {
			fitted = Fit(line, w)
		}
		m.next[line], out[i] = fitted, fitted
	}
	m.last, m.next = m.next, m.last
	clear(m.next)
	return out
}
