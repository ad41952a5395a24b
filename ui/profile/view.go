package profile

import (
	"strings"

	"lede/ui/cells"
	"lede/ui/keymap"
)

// sparks are the heights of a day.
var sparks = []rune("▁▂▃▄▅▆▇█")

// spark draws numbers as a line of w cells at most; where there are more days
// than cells, each cell stands for several.
func spark(days []int, w int) string {
	if len(days) == 0 || w < 1 {
		return ""
	}
	per := (len(days) + w - 1) / w
	var sums []int
	most := 0
	for end := len(days); end > 0; end -= per { // the last cell ends today
		sum := 0
		for _, n := range days[max(0, end-per):end] {
			sum += n
		}
		sums = append([]int{sum}, sums...)
		most = max(most, sum)
	}
	var b strings.Builder
	for _, n := range sums {
		if n == 0 {
			b.WriteRune(' ')
			continue
		}
		b.WriteRune(sparks[min(len(sparks)-1, (n*len(sparks)-1)/most)])
	}
	return b.String()
}

// head is what stands above the items.
func (m *Model) head() []string {
	th, tr, p := m.o.Theme, m.o.Tr, &m.page
	name := p.Company.Name
	right := ""
	if p.Pin > 0 {
		right = tr.S("profile.pinned", p.Pin) + " "
	} else if key := m.o.Keys.Key(keymap.PinCompany); key != "" {
		right = tr.S("profile.pin", key) + " "
	}
	lines := []string{cells.Ends(th.PaneTitleFocus.Render(" "+name), th.Dim.Render(right), m.w)}
	about := strings.Join(nonEmpty(tr.Sector(p.Company.Sector), tr.Country(p.Company.Country), strings.Join(p.Company.Tickers, " ")), " · ")
	if !p.Known {
		about = tr.S("profile.found")
	}
	if about != "" {
		lines = append(lines, th.Dim.Render(cells.Fit(" "+about, m.w)))
	}
	words := tr.N("profile.about", p.About) + " · " + tr.N("profile.mentions", p.Mentions)
	if p.Implied > 0 {
		words += " · " + tr.N("profile.implied", p.Implied)
	}
	if p.Sources > 0 {
		words += " · " + tr.N("profile.sources", p.Sources)
	}
	lines = append(lines, th.Text.Render(cells.Fit(" "+words, m.w)))
	if line := spark(p.Days, min(len(p.Days), m.w-2)); strings.TrimSpace(line) != "" {
		lines = append(lines, " "+th.Accent.Render(line))
		most, at := 0, 0
		for i, n := range p.Days {
			if n >= most {
				most, at = n, i
			}
		}
		day := p.Since.AddDate(0, 0, at)
		lines = append(lines, th.Dim.Render(cells.Fit(" "+tr.S("profile.days", len(p.Days)/7, tr.N("articles", most), tr.Day(day, m.o.Now())), m.w)))
	}
	key := m.o.Keys.Key(keymap.AboutOnly)
	mode := tr.S("profile.all", key)
	if m.about {
		mode = tr.S("profile.subject", key)
	}
	return append(lines, th.Dim.Render(cells.Fit(" "+mode, m.w)))
}

func nonEmpty(all ...string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// body is the items with their headings; starts are the first line of each.
func (m *Model) body() (lines []string, starts []int) {
	for i, it := range m.items {
		if it.heading != "" {
			lines = append(lines, "", m.o.Theme.Group.Render(cells.Fit(" "+it.heading, m.w)))
		}
		starts = append(starts, len(lines))
		for _, l := range it.lines {
			mark := "   "
			if i == m.cursor {
				mark = " " + m.o.Theme.KeyMark.Render("▌") + " "
			}
			lines = append(lines, mark+l)
		}
	}
	return lines, starts
}

// View draws the screen: exactly its height of lines.
func (m *Model) View() string {
	if !m.loaded {
		word := m.o.Tr.S("list.loading")
		if m.err != nil {
			word = m.o.Tr.Said(m.err.Error())
		}
		return strings.Join(cells.Centre(cells.Wrap(m.o.Theme.Dim.Render(word), max(1, m.w-4)), m.w, m.h), "\n")
	}
	head := m.head()
	lines, starts := m.body()
	room := max(1, m.h-len(head))
	if m.cursor < len(starts) {
		from, to := starts[m.cursor], starts[m.cursor]+len(m.items[m.cursor].lines)
		if m.items[m.cursor].heading != "" {
			from = max(0, from-2)
		}
		if to > m.top+room {
			m.top = to - room
		}
		if from < m.top {
			m.top = from
		}
	}
	m.top = max(0, min(m.top, len(lines)-room))
	end := min(len(lines), m.top+room)
	return strings.Join(cells.Block(append(head, lines[m.top:end]...), m.w, m.h), "\n")
}

// CursorY is the line of the focus, for screen readers.
func (m *Model) CursorY() int {
	_, starts := m.body()
	if !m.loaded || m.cursor >= len(starts) {
		return -1
	}
	return len(m.head()) + starts[m.cursor] - m.top
}
