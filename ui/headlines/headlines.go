// Package headlines is the river: a list of which only the rows on screen and
// a page each way are in memory. It asks for rows by key through the function
// it is given; answers to questions that are no longer asked are dropped.
package headlines

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/theme"
)

// Way says what an answer is for.
type Way int

// The ways rows are asked for.
const (
	Fresh  Way = iota // a new view, from the top
	Older             // beyond the end of the window
	Newer             // before its beginning
	Around            // the same place again, because something changed
	Seek              // the next unread row beyond the window
	Land              // the rows around the one that was found
)

// Both reports whether the rows before Page.From are wanted too.
func (w Way) Both() bool { return w == Around || w == Land }

// Ask is a question for rows.
type Ask struct {
	Turn int // counts views; an answer of another turn is stale
	Way  Way
	View newsroom.View
	Page store.Page
}

// Loaded answers an Ask. Where both directions are wanted, Window starts at
// Page.From and Before is what is newer than it.
type Loaded struct {
	Ask
	Window store.Window
	Before store.Window
	Err    error
}

// Model is the pane.
type Model struct {
	fitted  cells.Memory
	th      *theme.Theme
	tr      *i18n.Tr
	now     func() time.Time
	load    func(Ask) tea.Cmd
	company func(news.CompanyID) string

	w, h    int
	focused bool
	ledes   bool

	view  newsroom.View
	by    string // the order of it
	title string
	empty []string // what an empty list says
	notes []string // what is hidden, in the heading: the longest way to say it first

	turn         int
	rows         []news.Headline
	cursor, top  int
	above, below bool // there are more rows beyond the window
	asking       map[Way]bool
	loaded       bool // the first answer of this turn has come
	total        int  // -1: not known yet
	again        bool // something changed while Around was being asked
	asOf         news.ArticleID

	cache map[news.ArticleID]cached
}

// Options of a list.
type Options struct {
	Theme *theme.Theme
	Tr    *i18n.Tr
	Now   func() time.Time
	// Load asks for rows; its command answers with Loaded.
	Load func(Ask) tea.Cmd
	// Company names a company; it must not block.
	Company func(news.CompanyID) string
}

// New makes an empty list.
func New(o Options) *Model {
	return &Model{th: o.Theme, tr: o.Tr, now: o.Now, load: o.Load, company: o.Company,
		asking: map[Way]bool{}, cache: map[news.ArticleID]cached{}, total: -1}
}

// SetTheme changes the styles.
func (m *Model) SetTheme(th *theme.Theme) { m.th = th; m.forget() }

// SetFocus says whether keys go here.
func (m *Model) SetFocus(on bool) { m.focused = on }

// SetLedes shows or hides the first summary sentence under each title.
func (m *Model) SetLedes(on bool) { m.ledes = on; m.forget(); m.scroll() }

// SetSize gives the pane its rectangle. More rows may be needed.
func (m *Model) SetSize(w, h int) tea.Cmd {
	if w != m.w {
		m.forget()
	}
	m.w, m.h = w, h
	m.scroll()
	return m.want()
}

// SetHeading says what the list is called, how many rows it has in all (-1
// unknown), what is hidden (in several lengths, the longest first), and what
// it says when there is nothing.
func (m *Model) SetHeading(title string, total int, notes, empty []string) {
	m.title, m.total, m.notes, m.empty = title, total, notes, empty
}

// Show changes what the list shows. The rows of the view before stay on screen
// until the answer comes.
func (m *Model) Show(v newsroom.View) tea.Cmd {
	m.turn++
	m.view = v
	m.by, _ = v.Order()
	m.asking = map[Way]bool{}
	m.again = false
	m.total, m.notes = -1, nil
	return m.ask(Ask{Way: Fresh, Page: store.Page{Limit: m.page() * 2}})
}

// Return shows a view around a place in it, with the cursor there.
func (m *Model) Return(v newsroom.View, at store.Place) tea.Cmd {
	m.turn++
	m.view = v
	m.by, _ = v.Order()
	m.asking = map[Way]bool{}
	m.again = false
	m.total, m.notes = -1, nil
	return m.ask(Ask{Way: Land, Page: store.Page{From: &at, Limit: m.page() * 2}})
}

// Reload asks for the same rows again; the cursor stays on its article.
func (m *Model) Reload() tea.Cmd {
	if !m.loaded {
		return nil
	}
	if m.asking[Around] {
		m.again = true
		return nil
	}
	if len(m.rows) == 0 {
		return m.ask(Ask{Way: Around, Page: store.Page{Limit: m.page() * 2}})
	}
	row := m.rows[m.cursor]
	return m.ask(Ask{Way: Around, Page: store.Page{From: store.PlaceOf(&row), Limit: m.page() * 2}})
}

// page is how many rows fit at most.
func (m *Model) page() int { return max(m.h, 10) }

func (m *Model) ask(a Ask) tea.Cmd {
	if m.asking[a.Way] {
		return nil
	}
	m.asking[a.Way] = true
	a.Turn, a.View = m.turn, m.view
	if a.Way == Seek {
		a.View.UnreadOnly = true
		return m.load(a)
	}
	if a.View.UnreadOnly {
		for _, r := range m.rows { // what was read here stays until the view changes
			if r.Read && a.Way != Fresh {
				a.View.Keep = append(a.View.Keep, r.ID)
			}
		}
	}
	return m.load(a)
}

// want asks for what is missing around the cursor.
func (m *Model) want() tea.Cmd {
	if !m.loaded || len(m.rows) == 0 {
		return nil
	}
	var older, newer tea.Cmd
	if m.below && m.cursor+m.page() >= len(m.rows) {
		last := m.rows[len(m.rows)-1]
		older = m.ask(Ask{Way: Older, Page: store.Page{After: store.PlaceOf(&last), Limit: m.page() * 2}})
	}
	if m.above && m.cursor < m.page() {
		first := m.rows[0]
		newer = m.ask(Ask{Way: Newer, Page: store.Page{Before: store.PlaceOf(&first), Limit: m.page() * 2}})
	}
	return tea.Batch(older, newer)
}

// Update takes answers.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	if l, ok := msg.(Loaded); ok {
		return m.take(l)
	}
	return nil
}

func (m *Model) take(l Loaded) tea.Cmd {
	if l.Turn != m.turn {
		return nil
	}
	delete(m.asking, l.Way)
	if l.Err != nil { // the last good rows stay; the root says what is wrong
		return nil
	}
	if l.Way != Older && l.Way != Seek {
		m.asOf = l.Window.AsOf
	}
	switch l.Way {
	case Fresh:
		m.rows, m.cursor, m.top = l.Window.Rows, 0, 0
		m.above, m.below, m.loaded = false, l.Window.More, true
		m.forget()
	case Older:
		m.rows = append(m.rows, m.unknown(l.Window.Rows)...)
		m.below = l.Window.More
		m.trimTop()
	case Newer:
		fresh := m.unknown(l.Window.Rows)
		m.rows = append(append([]news.Headline(nil), fresh...), m.rows...)
		m.cursor, m.top = m.cursor+len(fresh), m.top+len(fresh)
		m.above = l.Window.More
		m.trimBottom()
	case Around:
		if cmd, done := m.around(l); !done {
			return cmd
		}
	case Seek:
		return m.found(l)
	case Land:
		m.rows = append(append([]news.Headline(nil), l.Before.Rows...), l.Window.Rows...)
		m.cursor, m.above, m.below, m.loaded = len(l.Before.Rows), l.Before.More, l.Window.More, true
		m.top = max(0, m.cursor-m.visible()/3)
		m.forget()
	}
	m.scroll()
	cmds := []tea.Cmd{m.want()}
	if m.again && l.Way == Around {
		m.again = false
		cmds = append(cmds, m.Reload())
	}
	return tea.Batch(cmds...)
}

// found goes to where the next unread row was found.
func (m *Model) found(l Loaded) tea.Cmd {
	if len(l.Window.Rows) == 0 {
		if l.Page.After != nil {
			return m.wrap()
		}
		return nil
	}
	row := l.Window.Rows[0]
	return m.ask(Ask{Way: Land, Page: store.Page{From: store.PlaceOf(&row), Limit: m.page() * 2}})
}

// Seeking reports whether the next unread row is being looked for.
func (m *Model) Seeking() bool { return m.asking[Seek] || m.asking[Land] }

// around puts fresh rows under the cursor without moving it from its article.
func (m *Model) around(l Loaded) (tea.Cmd, bool) {
	id, offset, atTop := m.ID(), m.cursor-m.top, m.top == 0 && !m.above
	rows := append(append([]news.Headline(nil), l.Before.Rows...), l.Window.Rows...)
	cursor := len(l.Before.Rows)
	if i := find(rows, id); i >= 0 {
		cursor = i
	} else if from := l.Page.From; from != nil && id != 0 && from.ID != id && m.has(id) {
		// The cursor has left what was asked about: ask about where it is now.
		return m.Reload(), false
	}
	m.rows, m.cursor = rows, max(0, min(cursor, len(rows)-1))
	m.above, m.below = l.Before.More, l.Window.More
	m.top = m.cursor - offset
	if atTop { // what is new shows above, as far as the cursor stays in view
		m.top = max(0, m.cursor-max(1, m.visible()/2))
	}
	m.forget()
	return nil, true
}

// unknown leaves out rows the window has already.
func (m *Model) unknown(rows []news.Headline) []news.Headline {
	out := rows[:0:0]
	for _, r := range rows {
		if !m.has(r.ID) {
			out = append(out, r)
		}
	}
	return out
}

func (m *Model) has(id news.ArticleID) bool { return find(m.rows, id) >= 0 }

func find(rows []news.Headline, id news.ArticleID) int {
	for i := range rows {
		if rows[i].ID == id {
			return i
		}
	}
	return -1
}

// trimTop and trimBottom forget rows far from the cursor.
func (m *Model) trimTop() {
	if n := m.cursor - 3*m.page(); n > 0 {
		m.rows = append([]news.Headline(nil), m.rows[n:]...)
		m.cursor, m.top, m.above = m.cursor-n, max(0, m.top-n), true
	}
}

func (m *Model) trimBottom() {
	if n := m.cursor + 3*m.page(); n < len(m.rows) {
		m.rows, m.below = m.rows[:n:n], true
	}
}

// ID is the article under the cursor; 0: none.
func (m *Model) ID() news.ArticleID {
	if row, ok := m.Row(); ok {
		return row.ID
	}
	return 0
}

// Row is the headline under the cursor.
func (m *Model) Row() (news.Headline, bool) {
	if m.cursor < 0 || m.cursor >= len(m.rows) {
		return news.Headline{}, false
	}
	return m.rows[m.cursor], true
}

// Neighbours are the articles after and before the cursor, for prefetching.
func (m *Model) Neighbours() []news.ArticleID {
	var ids []news.ArticleID
	for _, i := range []int{m.cursor + 1, m.cursor - 1} {
		if i >= 0 && i < len(m.rows) {
			ids = append(ids, m.rows[i].ID)
		}
	}
	return ids
}

// AsOf is the newest article there was when the rows were read: what came later
// is not shown.
func (m *Model) AsOf() news.ArticleID { return m.asOf }

// Len is how many rows are in memory.
func (m *Model) Len() int { return len(m.rows) }

// Loaded reports whether the view's first answer has come.
func (m *Model) Loaded() bool { return m.loaded }

// Edit changes rows in place, at once, while the store is being told.
func (m *Model) Edit(change func(*news.Headline)) {
	for i := range m.rows {
		change(&m.rows[i])
	}
	m.forget()
}

// Turn counts the views shown; an answer of another turn is stale.
func (m *Model) Turn() int { return m.turn }
