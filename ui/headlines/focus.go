package headlines

// CursorY is the line of the pane the cursor's row begins on, -1 without rows.
func (m *Model) CursorY() int {
	if len(m.rows) == 0 || m.cursor < m.top {
		return -1
	}
	y := 1
	for i := m.top; i <= m.cursor && i < len(m.rows); i++ {
		if m.heads(i) {
			y++
		}
		if i < m.cursor {
			y += len(m.row(i))
		}
	}
	return y
}
