package quotebook

// CursorY is the line of the screen the quote under the cursor begins on, -1
// without quotes.
func (m *Model) CursorY() int {
	m.lay()
	if m.cursor < 0 || m.cursor >= len(m.starts) {
		return -1
	}
	return 1 + m.starts[m.cursor] - m.top
}
