package sidebar

// CursorY is the line of the pane the cursor is on.
func (m *Model) CursorY() int { return m.cursor - m.top }
