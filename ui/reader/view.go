package reader

import (
	"strings"

	"lede/news"
	"lede/ui/cells"
	"lede/ui/keymap"
	"lede/ui/render"
)

// View draws the pane: exactly h lines of w cells.
func (m *Model) View() string {
	if m.w <= 0 || m.h <= 0 {
		return ""
	}
	if !m.has {
		return strings.Join(cells.Block(nil, m.w, m.h), "\n")
	}
	lines := m.textLines(m.textHeight())
	if m.panel != nil {
		lines = append(lines, m.panelLines(m.h-len(lines))...)
	}
	return strings.Join(m.fitted.Block(lines, m.w, m.h), "\n")
}

// textHeight is how many lines the article has when a panel is open.
func (m *Model) textHeight() int {
	if m.panel == nil {
		return m.h
	}
	return m.h - m.panelHeight()
}

// total is how many lines there are to scroll through.
func (m *Model) total() int {
	switch {
	case m.summary == summaryOnly && len(m.reading.Digest.Summary) > 0:
		return len(m.head)
	case m.body == nil || len(m.body.Lines) == 0:
		return len(m.head) + 1
	}
	return len(m.head) + len(m.body.Lines) + 1 // an empty line ends it
}

// sticky is 1 when the first line shows the title instead of the text.
func (m *Model) sticky() int {
	if m.top > 0 {
		return m.titleLine()
	}
	return 0
}

// titleLine is the height of the title above text that is scrolled: none where
// every line counts.
func (m *Model) titleLine() int {
	if m.textHeight() >= 8 {
		return 1
	}
	return 0
}

func (m *Model) end() int { return max(0, m.total()-m.textHeight()) }

func (m *Model) clamp() { m.top = max(0, min(m.top, m.end())) }

func (m *Model) atEnd() bool { return m.top >= m.end() }

// percent is how much of the text has been on screen.
func (m *Model) percent() int {
	if m.end() == 0 {
		return 100
	}
	return m.top * 100 / m.end()
}

func (m *Model) textLines(h int) []string {
	lines := make([]string, 0, h)
	keys, over := m.keySentences(), m.overlays()
	pad := cells.Space(m.left())
	total := m.total()
	scroll := total > h
	for y := range h {
		line := ""
		switch i := m.top + y; {
		case i < len(m.head):
			line = pad + cells.Space(gutter) + m.head[i]
		case i < total:
			line = pad + m.bodyLine(i-len(m.head), keys, over)
		}
		lines = append(lines, line)
	}
	if m.sticky() == 1 {
		th := m.o.Theme
		right := th.Dim.Render(m.o.Tr.S("reader.percent", m.percent()))
		title := th.PaneTitle.Render(cells.Cut(m.reading.Article.Title, max(1, m.measure()-7)))
		lines[0] = pad + cells.Space(gutter) + cells.Ends(title, right, m.measure())
	}
	lines = m.text.Block(lines, m.w-1, h)
	for y, cell := range m.bar(h, scroll) {
		lines[y] += cell
	}
	return lines
}

// bar are the cells of the scroll bar.
func (m *Model) bar(h int, scroll bool) []string {
	out := make([]string, h)
	track, thumb := " ", " "
	if scroll && m.w >= 8 {
		track, thumb = m.o.Theme.Scroll.Render("│"), m.o.Theme.ScrollThumb.Render("┃")
	}
	size := max(1, h*h/max(1, m.total()))
	from := 0
	if m.end() > 0 {
		from = (h - size) * m.top / m.end()
	}
	for y := range out {
		out[y] = track
		if y >= from && y < from+size {
			out[y] = thumb
		}
	}
	return out
}

func (m *Model) bodyLine(i int, keys []news.SummarySentence, over []render.Overlay) string {
	th := m.o.Theme
	if m.body == nil {
		return cells.Space(gutter) + th.Dim.Render(m.o.Tr.S("reader.loading"))
	}
	if len(m.body.Lines) == 0 {
		return cells.Space(gutter) + th.Dim.Render(m.o.Tr.S("reader.empty", m.o.Keys.Key(keymap.OpenBrowser)))
	}
	if i >= len(m.body.Lines) {
		return ""
	}
	mark := " "
	for _, k := range keys {
		if m.body.Touches(i, k.Span) {
			mark = th.KeyMark.Render(th.Glyphs.KeyMark)
			break
		}
	}
	return mark + " " + m.body.Draw(i, over)
}

// overlays are the highlights of this moment: the place one has come to, and
// what the search has found.
func (m *Model) overlays() []render.Overlay {
	var over []render.Overlay
	if m.flash.End > m.flash.Start {
		over = append(over, render.Overlay{Span: m.flash, Style: m.o.Theme.Quote.Reverse(true)})
	}
	if p := m.panel; p != nil && p.kind != linksPanel {
		if s := p.span(); s.End > s.Start {
			over = append(over, render.Overlay{Span: s, Style: m.o.Theme.Quote.Reverse(true)})
		}
	}
	if len(m.hits) == 0 || m.body == nil {
		return over
	}
	from := m.body.OffsetAt(max(0, m.top-len(m.head)))
	for i, hit := range m.hits {
		if hit.End < from {
			continue
		}
		if len(over) > 200 { // more than a screen can hold
			break
		}
		style := m.o.Theme.SearchHit
		if i == m.hit {
			style = m.o.Theme.SearchHitCurrent
		}
		over = append(over, render.Overlay{Span: hit, Style: style})
	}
	return over
}
