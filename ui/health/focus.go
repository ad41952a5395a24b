package health

// CursorY is the line of the screen the cursor is on, -1 without feeds.
func (m *Model) CursorY() int {
	if len(m.feeds) == 0 {
		return -1
	}
	return 2 + m.cursor - m.top
}
