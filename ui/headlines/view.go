package headlines

import (
	"strings"

	"lede/news"
	"lede/ui/cells"
)

// wide is the width from which everything about an article fits one line with
// its title whole, as most titles are: less than 90 cells.
const wide = 100

// slim is the width below which a row has no room for companies beside the outlet.
const slim = 32

// cached is a drawn row that is not under the cursor.
type cached struct{ lines []string }

// forget drops drawn rows.
func (m *Model) forget() { clear(m.cache) }

// Redraw draws every row anew: what its names are has changed.
func (m *Model) Redraw() { m.forget() }

// View draws the pane: exactly its height of lines.
func (m *Model) View() string {
	if m.w <= 0 || m.h <= 0 {
		return ""
	}
	lines := []string{m.heading()}
	if len(m.rows) == 0 {
		return strings.Join(append(lines, m.nothing()...), "\n")
	}
	for i := m.top; i < len(m.rows) && len(lines) < m.h; i++ {
		if m.heads(i) {
			lines = append(lines, m.th.Group.Render(cells.Fit("  "+m.groupOf(m.rows[i]), m.w)))
		}
		lines = append(lines, m.row(i)...)
	}
	if len(m.cache) > 6*m.page() {
		m.forget()
	}
	if len(lines) > m.h {
		lines = lines[:m.h]
	}
	return strings.Join(m.fitted.Block(lines, m.w, m.h), "\n")
}

func (m *Model) heading() string {
	style := m.th.PaneTitle
	if m.focused {
		style = m.th.PaneTitleFocus
	}
	left := " " + m.title
	if m.total >= 0 {
		left += " " + m.tr.Number(m.total)
	}
	right := ""
	for _, note := range m.notes { // the longest way to say it that fits
		if cells.Width(left)+cells.Width(note)+4 <= m.w {
			right = note
			break
		}
	}
	if m.above || m.top > 0 {
		right = strings.TrimLeft(right+" ↑", " ")
	}
	if right == "" {
		return style.Render(cells.Fit(left, m.w))
	}
	right += " "
	return style.Render(cells.Fit(left, max(0, m.w-cells.Width(right)-1))) + " " + m.th.Dim.Render(right)
}

// nothing says why the list is empty and which key helps.
func (m *Model) nothing() []string {
	if !m.loaded {
		return cells.Centre([]string{m.th.Dim.Render(m.tr.S("list.loading"))}, m.w, m.h-1)
	}
	var lines []string
	for i, s := range m.empty {
		for _, l := range cells.Wrap(s, max(1, m.w-4)) {
			if i == 0 {
				l = m.th.Strong.Render(l)
			} else {
				l = m.th.Dim.Render(l)
			}
			lines = append(lines, l)
		}
	}
	return cells.Centre(lines, m.w, m.h-1)
}

func (m *Model) row(i int) []string {
	r := m.rows[i]
	if i == m.cursor {
		return m.draw(r, true)
	}
	if c, ok := m.cache[r.ID]; ok {
		return c.lines
	}
	lines := m.draw(r, false)
	m.cache[r.ID] = cached{lines}
	return lines
}

// part is a piece of a row with the style it has off the cursor.
type part struct {
	text  string
	style func(...string) string
}

// blank is what stands under the mark of a row.
var blank = part{text: "  "}

func (m *Model) draw(r news.Headline, cursor bool) []string {
	title := m.th.Unread.Render
	if r.Read {
		title = m.th.Read.Render
	}
	age := m.tr.Age(r.Published, m.now())
	var lines []string
	if m.w >= wide {
		tail := m.tail(r)
		tail = append(tail, part{cells.Space(max(0, 5-cells.Width(age))) + age, m.th.Age.Render})
		lines = append(lines, m.line(m.lead(r), part{r.Title, title}, tail, cursor))
		if m.ledes {
			lines = append(lines, m.line([]part{{"  ", m.th.Lede.Render}}, part{r.Lede, m.th.Lede.Render}, nil, cursor))
		}
		return lines
	}
	about := r.Outlet
	if r.Others > 0 {
		about += " +" + m.tr.Number(r.Others)
	}
	tail := append(m.tags(r), part{age, m.th.Age.Render})
	if m.ledes && r.Lede != "" {
		lines = append(lines, m.line(m.lead(r), part{r.Title, title}, nil, cursor))
		second := []part{blank, {cells.Cut(about, m.w/2-3), m.th.Outlet.Render}, {" · ", m.th.Outlet.Render}}
		return append(lines, m.line(second, part{r.Lede, m.th.Lede.Render}, tail, cursor))
	}
	first, rest := m.split(r.Title)
	lines = append(lines, m.line(m.lead(r), part{first, title}, nil, cursor))
	names := m.names(r, 3)
	if rest != "" {
		return append(lines, m.line([]part{blank}, part{rest, title}, append(m.beside(rest, about, names, age), tail...), cursor))
	}
	if names == "" || m.w < slim {
		return append(lines, m.line([]part{blank}, part{about, m.th.Outlet.Render}, tail, cursor))
	}
	second := []part{blank, {cells.Cut(about, m.w/2-3), m.th.Outlet.Render}, {" · ", m.th.Outlet.Render}}
	return append(lines, m.line(second, part{names, m.th.Names.Render}, tail, cursor))
}

// split breaks a title over the two lines of a row: what the article says comes
// before who says it.
func (m *Model) split(title string) (first, rest string) {
	room := m.w - 4 // the cursor, the mark and its blank, and one at the right edge
	if room < 8 || cells.Width(title) <= room {
		return title, ""
	}
	lines := cells.Wrap(title, room)
	return strings.TrimRight(lines[0], " "), strings.TrimSpace(strings.Join(lines[1:], " "))
}

// beside is what there is room for at the end of a title's second line: the
// outlet, and the companies where that leaves much.
func (m *Model) beside(rest, about, names, age string) []part {
	const least, most = 10, 22
	room := m.w - 4 - cells.Width(rest) - cells.Width(age) - 3
	if room < min(least, cells.Width(about)) {
		return nil
	}
	about = cells.Cut(about, min(room, most))
	parts := []part{{" " + about, m.th.Outlet.Render}}
	if room -= cells.Width(about) + 3; names != "" && room >= least {
		parts = append(parts, part{" · ", m.th.Outlet.Render}, part{cells.Cut(names, room), m.th.Names.Render})
	}
	return append(parts, part{" ", m.th.Text.Render})
}

// lead is what stands before a title: whether it is unread, and the star, full
// while the article is unread. The first cell is the cursor's.
func (m *Model) lead(r news.Headline) []part {
	mark := part{m.th.Glyphs.Read + " ", m.th.Text.Render}
	switch {
	case r.Starred && r.Read:
		mark = part{m.th.Glyphs.StarRead + " ", m.th.Star.Render}
	case r.Starred:
		mark = part{m.th.Glyphs.Star + " ", m.th.Star.Render}
	case !r.Read:
		mark = part{m.th.Glyphs.Unread + " ", m.th.UnreadMark.Render}
	}
	return []part{mark}
}

// tail is what stands after a title in a wide row.
func (m *Model) tail(r news.Headline) []part {
	var tail []part
	tail = append(tail, m.tags(r)...)
	if names := m.names(r, 2); names != "" {
		tail = append(tail, part{cells.Cut(names, 24), m.th.Names.Render}, part{"  ", m.th.Text.Render})
	}
	others := ""
	if r.Others > 0 {
		others = " +" + m.tr.Number(r.Others)
	}
	outlet := max(12, m.w/6) // a column, so that the eye can run down it
	return append(tail,
		part{cells.Fit(r.Outlet, outlet), m.th.Outlet.Render},
		part{cells.Fit(others, 4), m.th.Others.Render})
}

func (m *Model) tags(r news.Headline) []part {
	if len(r.Tags) == 0 {
		return nil
	}
	return []part{{cells.Cut("#"+strings.Join(r.Tags, " #"), max(8, m.w/5)), m.th.Tag.Render}, {" ", m.th.Text.Render}}
}

// line lays parts out over the width: the middle one gives way. The cursor is a
// mark at the edge: what moves is two cells and not two rows, which over a slow
// line is the difference between following the key and lagging behind it.
func (m *Model) line(lead []part, middle part, tail []part, cursor bool) string {
	room := m.w - 2 // the cursor's cell, and one blank at the right edge
	for _, p := range lead {
		room -= cells.Width(p.text)
	}
	end := 0
	for _, p := range tail {
		end += cells.Width(p.text)
	}
	// What is said first goes first when there is little room; how old it is, last.
	for least := min(8, cells.Width(middle.text)); len(tail) > 0 && room-end-1 < least; tail = tail[1:] {
		end -= cells.Width(tail[0].text)
	}
	if end > 0 {
		room -= end + 1
	}
	middle.text = cells.Fit(middle.text, max(0, room))
	parts := append(append([]part(nil), lead...), middle)
	if end > 0 {
		parts = append(append(parts, part{" ", m.th.Text.Render}), tail...)
	}
	parts = append(parts, part{" ", m.th.Text.Render})
	var b strings.Builder
	switch {
	case cursor && m.focused:
		b.WriteString(m.th.CursorMark.Render(m.th.Glyphs.Cursor))
	case cursor:
		b.WriteString(m.th.CursorMarkDim.Render(m.th.Glyphs.CursorDim))
	default:
		b.WriteByte(' ')
	}
	for _, p := range parts {
		if strings.TrimSpace(p.text) == "" {
			b.WriteString(p.text)
		} else {
			b.WriteString(p.style(p.text))
		}
	}
	return cells.Fit(b.String(), m.w)
}

// names are the companies of an article, the subjects first.
func (m *Model) names(r news.Headline, limit int) string {
	var names []string
	for _, id := range r.Companies[:min(limit, len(r.Companies))] {
		names = append(names, m.company(id))
	}
	return strings.Join(names, ", ")
}
