package headlines

import (
	"unicode"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/unicode/norm"

	"lede/news"
	"lede/store"
	"lede/store/query"
	"lede/ui/keymap"
)

// Do carries out an action; done is false where the pane does not know it.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keymap.Down:
		return m.move(1), true
	case keymap.Up:
		return m.move(-1), true
	case keymap.HalfDown:
		return m.move(max(1, m.visible()/2)), true
	case keymap.HalfUp:
		return m.move(-max(1, m.visible()/2)), true
	case keymap.PageDown:
		return m.move(max(1, m.visible()-1)), true
	case keymap.PageUp:
		return m.move(-max(1, m.visible()-1)), true
	case keymap.Top:
		return m.topmost(), true
	case keymap.Bottom:
		return m.move(len(m.rows)), true
	case keymap.NextGroup:
		return m.group(1), true
	case keymap.PrevGroup:
		return m.group(-1), true
	case keymap.NextUnread:
		return m.unread(1), true
	case keymap.PrevUnread:
		return m.unread(-1), true
	case keymap.Advance:
		if m.cursor >= len(m.rows)-1 {
			return m.unread(1), true
		}
		return m.move(max(1, m.visible()-1)), true
	}
	return nil, false
}

// Step moves by n rows; the reader uses it for the next article.
func (m *Model) Step(n int) tea.Cmd { return m.move(n) }

// Number goes to the n-th row of the list; false when it has none, or none that is
// known here.
func (m *Model) Number(n int) (tea.Cmd, bool) {
	if n < 1 || n > len(m.rows) || m.above {
		return nil, false
	}
	return m.to(n - 1), true
}

// Wheel scrolls by rows.
func (m *Model) Wheel(n int) tea.Cmd { return m.move(n) }

func (m *Model) move(n int) tea.Cmd {
	return m.to(m.cursor + n)
}

func (m *Model) to(i int) tea.Cmd {
	if len(m.rows) == 0 {
		return nil
	}
	i = max(0, min(i, len(m.rows)-1))
	if i == m.cursor {
		return m.want()
	}
	m.cursor = i
	m.scroll()
	return m.want()
}

// topmost goes to the newest article, which may be beyond the window.
func (m *Model) topmost() tea.Cmd {
	if m.above {
		return m.Show(m.view)
	}
	return m.to(0)
}

// unread goes to the next or previous unread article. Where the window ends
// the next one is looked for; the cursor waits.
func (m *Model) unread(dir int) tea.Cmd {
	for i := m.cursor + dir; i >= 0 && i < len(m.rows); i += dir {
		if !m.rows[i].Read {
			return m.to(i)
		}
	}
	switch {
	case len(m.rows) == 0:
		return nil
	case dir > 0 && m.below:
		last := m.rows[len(m.rows)-1]
		return m.ask(Ask{Way: Seek, Page: store.Page{After: store.PlaceOf(&last), Limit: 1}})
	case dir < 0 && m.above:
		first := m.rows[0]
		return m.ask(Ask{Way: Seek, Page: store.Page{Before: store.PlaceOf(&first), Limit: 1}})
	case dir > 0:
		return m.wrap()
	}
	return nil
}

// wrap goes on from the top of the list, where that is in memory.
func (m *Model) wrap() tea.Cmd {
	for i := 0; i < m.cursor && !m.above; i++ {
		if !m.rows[i].Read {
			return m.to(i)
		}
	}
	return nil
}

func (m *Model) group(dir int) tea.Cmd {
	if len(m.rows) == 0 {
		return nil
	}
	i := m.cursor
	day := m.groupOf(m.rows[i])
	if dir < 0 && i > 0 && m.groupOf(m.rows[i-1]) != day {
		i--
		day = m.groupOf(m.rows[i])
	}
	for i+dir >= 0 && i+dir < len(m.rows) && m.groupOf(m.rows[i+dir]) == day {
		i += dir
	}
	if dir > 0 {
		i++
	}
	return m.to(i)
}

// groupOf is what a row stands under: its day, or what the list is sorted by.
func (m *Model) groupOf(r news.Headline) string {
	switch m.by {
	case query.ByTitle:
		return initial(r.Title)
	case query.ByFeed:
		return r.Outlet
	}
	now := m.now()
	return m.tr.Day(r.Published.In(now.Location()), now)
}

// initial is the letter a title is found under, without its accent; # for a digit
// and what else is no letter.
func initial(title string) string {
	for _, r := range norm.NFD.String(title) {
		switch {
		case r == 'œ' || r == 'Œ':
			return "O"
		case r == 'æ' || r == 'Æ':
			return "A"
		case unicode.IsLetter(r):
			return string(unicode.ToUpper(r))
		case unicode.IsNumber(r):
			return "#"
		}
	}
	return "#"
}

// Click puts the cursor on the row at a line of the pane; hit is false where
// there is none.
func (m *Model) Click(_, y int) (cmd tea.Cmd, hit bool) {
	line := 1 // the heading
	for i := m.top; i < len(m.rows) && line < m.h; i++ {
		if m.heads(i) {
			line++
		}
		if y >= line && y < line+m.rowHeight() {
			return m.to(i), true
		}
		line += m.rowHeight()
	}
	return nil, false
}

// rowHeight is how many lines a row takes: one where it is wide enough for
// everything, two where it is not, one more with the lede.
func (m *Model) rowHeight() int {
	if m.w < wide || m.ledes {
		return 2
	}
	return 1
}

// heads reports whether a row begins a new group.
func (m *Model) heads(i int) bool {
	return i == 0 && !m.above || i > 0 && m.groupOf(m.rows[i]) != m.groupOf(m.rows[i-1])
}

// visible is about how many rows are on screen.
func (m *Model) visible() int { return max(1, (m.h-1)/m.rowHeight()) }

// scroll brings the cursor into view.
func (m *Model) scroll() {
	m.cursor = max(0, min(m.cursor, len(m.rows)-1))
	at := m.top
	m.top = max(0, min(m.top, m.cursor))
	if len(m.rows) == 0 {
		return
	}
	// Beyond an edge a page is turned, with a row of the old one left to find
	// the place by: rows that stand still can be read, and sent once.
	context := min(1, m.visible()/3)
	if m.cursor < at && m.cursor > 0 {
		m.top = m.cursor
		for m.top > 0 && m.height(m.top-1, m.cursor+context) <= m.h-1 {
			m.top--
		}
	}
	if m.top < m.cursor && m.height(m.top, m.cursor) > m.h-1 {
		m.top = max(m.top+1, m.cursor-context)
	}
	for m.top < m.cursor && m.height(m.top, m.cursor) > m.h-1 {
		m.top++
	}
	// Do not leave the screen half empty at the end of the list.
	for m.top > 0 && !m.below && m.height(m.top-1, len(m.rows)-1) <= m.h-1 {
		m.top--
	}
}

// height is how many lines the rows from one to another take.
func (m *Model) height(from, to int) int {
	lines := 0
	for i := from; i <= to; i++ {
		lines += m.rowHeight()
		if m.heads(i) {
			lines++
		}
		if lines > 2*m.h {
			break
		}
	}
	return lines
}
