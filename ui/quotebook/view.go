package quotebook

import (
	"strings"

	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/render"
)

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
		for _, l := range render.Wrap(i18n.Quoted(r.Quote.Text, r.Language), max(1, w-4)) {
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
		lines = append(lines, "", "  "+th.Error.Render(cells.Cut(m.o.Tr.Said(m.err.Error()), max(1, m.w-2))))
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
