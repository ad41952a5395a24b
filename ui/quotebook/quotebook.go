// Package quotebook is the screen of who said what: the quotes of all articles
// in view, newest first or by speaker. It holds what it has been given so far
// and asks for more as the cursor comes near the end.
package quotebook

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

// Options of a quote book.
type Options struct {
	Theme *theme.Theme
	Tr    *i18n.Tr
	Keys  *keymap.Map
	Now   func() time.Time
	// Load asks for a page; its answer is a Loaded with the same turn.
	Load func(turn int, p store.Page) tea.Cmd
	// Open opens an article at a place.
	Open func(id news.ArticleID, at news.Span) tea.Cmd
}

// Loaded is a page of quotes.
type Loaded struct {
	Turn int
	Rows []store.QuoteRow
	Err  error
}

const (
	pageSize = 60
	// mostRows bounds what is held: the newest quotes. A narrower filter shows
	// older ones.
	mostRows = 1500
)

// Model is the screen.
type Model struct {
	o    Options
	w, h int

	title     string // of the view: "All", "Microsoft", …
	rows      []store.QuoteRow
	order     []int // of rows, as shown
	bySpeaker bool
	turn      int
	asked     bool // a page is on its way
	complete  bool
	err       error
	cursor    int
	top       int // first line shown
	lines     []string
	starts    []int // line of each quote; a speaker's heading goes before it
	laid      int   // width lines were made for
	laidTo    int   // how many quotes of order have lines
}

// New makes an empty book.
func New(o Options) *Model { return &Model{o: o} }

// Show opens the book for a view and asks for its newest quotes.
func (m *Model) Show(title string) tea.Cmd {
	m.turn++
	m.title, m.rows, m.order, m.cursor, m.top = title, nil, nil, 0, 0
	m.complete, m.asked, m.err, m.laid = false, false, nil, 0
	return m.more()
}

// SetTheme changes the styles.
func (m *Model) SetTheme(th *theme.Theme) { m.o.Theme, m.laid = th, 0 }

// SetSize gives the screen its rectangle.
func (m *Model) SetSize(w, h int) {
	if w != m.w {
		m.laid = 0
	}
	m.w, m.h = w, h
}

func (m *Model) more() tea.Cmd {
	if m.asked || m.complete || m.o.Load == nil {
		return nil
	}
	m.asked = true
	p := store.Page{Limit: pageSize}
	if n := len(m.rows); n > 0 {
		last := m.rows[n-1]
		p.After = &store.Place{Published: last.Published, ID: last.Article}
	}
	return m.o.Load(m.turn, p)
}

// Update takes a page of quotes; one for another view is dropped.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	l, ok := msg.(Loaded)
	if !ok || l.Turn != m.turn {
		return nil
	}
	m.asked, m.err = false, l.Err
	if l.Err != nil {
		m.complete = true
		return nil
	}
	here := m.current()
	m.rows = append(m.rows, l.Rows...)
	m.complete = len(l.Rows) < pageSize || len(m.rows) >= mostRows
	m.sort(here)
	if m.bySpeaker {
		m.laid = 0
	}
	if m.bySpeaker || m.cursor+m.h > len(m.order) {
		return m.more() // a speaker may be anywhere: all that may be held is needed
	}
	return nil
}

func (m *Model) current() int {
	if m.cursor < len(m.order) {
		return m.order[m.cursor]
	}
	return -1
}

// sort orders what there is; the cursor stays on its quote.
func (m *Model) sort(here int) {
	m.order = m.order[:0]
	for i := range m.rows {
		m.order = append(m.order, i)
	}
	if m.bySpeaker {
		count := map[string]int{}
		for _, r := range m.rows {
			count[nameOf(r)]++
		}
		slices.SortStableFunc(m.order, func(a, b int) int {
			x, y := nameOf(m.rows[a]), nameOf(m.rows[b])
			switch {
			case x == y:
				return 0
			case x == "":
				return 1
			case y == "":
				return -1
			}
			return cmp.Or(cmp.Compare(count[y], count[x]), strings.Compare(x, y))
		})
	}
	if i := slices.Index(m.order, here); i >= 0 {
		m.cursor = i
	}
}

func nameOf(r store.QuoteRow) string {
	if r.Quote.Speaker == nil {
		return ""
	}
	return r.Quote.Speaker.Name
}

// Do carries out an action.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	page := max(1, m.h/4)
	switch a {
	case keymap.Down:
		return m.move(m.cursor + 1), true
	case keymap.Up:
		return m.move(m.cursor - 1), true
	case keymap.HalfDown, keymap.PageDown, keymap.Advance:
		return m.move(m.cursor + page), true
	case keymap.HalfUp, keymap.PageUp:
		return m.move(m.cursor - page), true
	case keymap.Top:
		return m.move(0), true
	case keymap.Bottom:
		return m.move(len(m.order) - 1), true
	case keymap.NextGroup:
		return m.move(m.group(1)), true
	case keymap.PrevGroup:
		return m.move(m.group(-1)), true
	case keymap.NextPane, keymap.PrevPane:
		here := m.current()
		m.bySpeaker = !m.bySpeaker
		m.sort(here)
		m.laid = 0
		return m.more(), true
	case keymap.Open:
		if i := m.current(); i >= 0 && m.o.Open != nil {
			return m.o.Open(m.rows[i].Article, m.rows[i].Quote.Span), true
		}
		return nil, true
	case keymap.CopyMarkdown, keymap.CopyLink:
		if i := m.current(); i >= 0 {
			return tea.SetClipboard(m.Markdown()), true
		}
		return nil, true
	}
	return nil, false
}

func (m *Model) move(to int) tea.Cmd {
	m.cursor = max(0, min(to, len(m.order)-1))
	if !m.complete && m.cursor+m.h > len(m.order) {
		return m.more()
	}
	return nil
}

// group is the first quote of the next or previous speaker or article.
func (m *Model) group(dir int) int {
	i := m.cursor
	for i+dir >= 0 && i+dir < len(m.order) {
		i += dir
		if !m.same(i, m.cursor) {
			break
		}
	}
	for dir < 0 && i > 0 && m.same(i-1, i) {
		i--
	}
	return i
}

func (m *Model) same(i, j int) bool {
	a, b := m.rows[m.order[i]], m.rows[m.order[j]]
	if m.bySpeaker {
		return nameOf(a) == nameOf(b)
	}
	return a.Article == b.Article
}

// Wheel moves the cursor.
func (m *Model) Wheel(n int) tea.Cmd { return m.move(m.cursor + n) }

// Click puts the cursor on a quote, or opens the one that has it.
func (m *Model) Click(y int) tea.Cmd {
	line := m.top + y - 1
	for i := len(m.starts) - 1; i >= 0 && y > 0; i-- {
		if line >= m.starts[i] {
			if i == m.cursor {
				cmd, _ := m.Do(keymap.Open)
				return cmd
			}
			return m.move(i)
		}
	}
	return nil
}
