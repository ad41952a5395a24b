package reader

// CursorY is the line of the pane one reads from: the chosen row of a panel,
// else the first line of the text.
func (m *Model) CursorY() int {
	if !m.has {
		return -1
	}
	if p := m.panel; p != nil && p.cursor >= 0 && p.cursor+1 < len(p.starts) {
		return m.textHeight() + 1 + p.starts[p.cursor] - p.top
	}
	return m.sticky()
}
