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
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/render"
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

// Markdown is the quote under the cursor with who said it and where.
func (m *Model) Markdown() string {
	i := m.current()
	if i < 0 {
		return ""
	}
	r := m.rows[i]
	s := "> " + r.Quote.Text + "\n"
	if n := nameOf(r); n != "" {
		s += ">\n> — " + n + "\n"
	}
	return s + "\n" + r.Title + " (" + r.Outlet + ", " + m.o.Tr.Date(r.Published.In(m.o.Now().Location())) + ")\n"
}

// lay makes the lines of the quotes that have none yet.
func (m *Model) lay() {
	if m.laid != m.w {
		m.laid, m.laidTo = m.w, 0
		m.lines, m.starts = m.lines[:0], m.starts[:0]
	}
	th, w := m.o.Theme, m.measure()
	for ; m.laidTo < len(m.order); m.laidTo++ {
		k := m.laidTo
		r := m.rows[m.order[k]]
		if k > 0 && (!m.bySpeaker || !m.same(k-1, k)) {
			m.lines = append(m.lines, "")
		}
		if m.bySpeaker && (k == 0 || !m.same(k-1, k)) {
			m.lines = append(m.lines, m.speaker(r, w))
		}
		m.starts = append(m.starts, len(m.lines))
		for _, l := range quoted(r.Quote.Text, m.o.Tr.Lang, max(1, w-4)) {
			m.lines = append(m.lines, "  "+th.Quote.Render(l))
		}
		where := r.Outlet + " · " + m.o.Tr.Age(r.Published, m.o.Now()) + " · " + r.Title
		if !m.bySpeaker {
			where = m.speaker(r, w/2) + th.Dim.Render(" · "+where)
		} else {
			where = th.Dim.Render(where)
		}
		m.lines = append(m.lines, "  "+cells.Cut(where, max(1, w-2)))
	}
}

func (m *Model) speaker(r store.QuoteRow, w int) string {
	th := m.o.Theme
	if nameOf(r) == "" {
		return th.Dim.Render(cells.Cut(m.o.Tr.S("reader.unknown"), w))
	}
	s := r.Quote.Speaker
	words := ""
	for _, x := range []string{s.Role, s.Organisation} {
		if x != "" && !strings.Contains(s.Name+words, x) {
			words += ", " + x
		}
	}
	return cells.Cut(th.Speaker.Render(s.Name)+th.Dim.Render(words), max(1, w))
}

func quoted(text, lang string, w int) []string {
	open, shut := "“", "”"
	if lang == "fr" {
		open, shut = "«\u00a0", "\u00a0»"
	}
	return render.Wrap(open+text+shut, w)
}

func (m *Model) measure() int { return max(1, min(m.w-2, 92)) }

// View draws the screen: exactly h lines of w cells.
func (m *Model) View() string {
	if m.w <= 0 || m.h <= 0 {
		return ""
	}
	m.lay()
	th, tr := m.o.Theme, m.o.Tr
	how := tr.S("book.newest")
	if m.bySpeaker {
		how = tr.S("book.speakers")
	}
	count := ""
	if len(m.order) > 0 {
		count = " " + tr.Number(len(m.order))
		if !m.complete {
			count += "+"
		}
	}
	head := th.PaneTitleFocus.Render(" "+tr.S("book.title")) + th.PaneTitle.Render(" · "+m.title+count)
	right := th.KeyText.Render(how+" ") + th.Key.Render(m.o.Keys.Key(keymap.NextPane)) + " "
	lines := []string{cells.Ends(head, right, m.w)}
	body := m.h - 1
	switch {
	case m.err != nil:
		lines = append(lines, "", "  "+th.Error.Render(cells.Cut(m.err.Error(), max(1, m.w-2))))
	case len(m.order) == 0 && m.asked:
		lines = append(lines, "", "  "+th.Dim.Render(tr.S("list.loading")))
	case len(m.order) == 0:
		lines = append(lines, "")
		for _, l := range render.Wrap(tr.S("book.empty"), max(1, m.w-4)) {
			lines = append(lines, "  "+th.Dim.Render(l))
		}
	default:
		m.show(body)
		from, to := m.starts[m.cursor], m.end(m.cursor)
		for y := range body {
			i := m.top + y
			if i >= len(m.lines) {
				break
			}
			line := m.lines[i]
			if i >= from && i < to && len(line) > 0 {
				line = th.KeyMark.Render("▌") + line[1:]
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(cells.Block(lines, m.w, m.h), "\n")
}

// end is the line after a quote.
func (m *Model) end(k int) int {
	i := m.starts[k]
	for i < len(m.lines) && m.lines[i] != "" && (k+1 >= len(m.starts) || i < m.starts[k+1]) {
		i++
	}
	return i
}

// show scrolls so that the quote under the cursor, and the heading above it,
// are on screen.
func (m *Model) show(h int) {
	from, to := m.starts[m.cursor], m.end(m.cursor)
	if from > 0 && m.lines[from-1] != "" {
		from--
	}
	if to > m.top+h {
		m.top = to - h
	}
	if from < m.top {
		m.top = from
	}
	m.top = max(0, min(m.top, len(m.lines)-1))
}
