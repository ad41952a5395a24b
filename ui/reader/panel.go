package reader

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/ui/cells"
	"lede/ui/keymap"
	"lede/ui/render"
	"lede/ui/theme"
)

type panelKind int

const (
	quotesPanel panelKind = iota
	linksPanel
	whyPanel
)

// panel lists something of the article in the lower half of the pane: its
// quotes, its links, or what was concluded from it and why.
type panel struct {
	kind   panelKind
	title  string
	empty  string
	items  []item
	cursor int
	top    int   // first line shown
	starts []int // line at which each item begins, and the end
	lines  []string
	width  int
	number int // of a link, as far as it was typed
}

// item is one entry of a panel.
type item struct {
	head    string      // one line
	style   theme.Style // of head
	body    []string    // paragraphs
	quote   bool        // body is the article's own words
	span    news.Span   // where it is in the text
	url     string
	company *news.Mention // what is explained, when it is a company
	group   bool          // a heading: it can not be chosen
}

// Panel is the list that is open over the article, as a place of the keys; ""
// none.
func (m *Model) Panel() keymap.Context {
	if m.panel == nil {
		return ""
	}
	if len(m.panel.items) == 0 {
		return keymap.EmptyBox
	}
	switch m.panel.kind {
	case quotesPanel:
		return keymap.QuotesBox
	case linksPanel:
		return keymap.LinksBox
	default:
		return keymap.WhyBox
	}
}

func (p *panel) span() news.Span {
	if p.cursor < 0 || p.cursor >= len(p.items) {
		return news.Span{}
	}
	return p.items[p.cursor].span
}

func (m *Model) openPanel(kind panelKind) tea.Cmd {
	if m.panel != nil && m.panel.kind == kind {
		return m.closePanel()
	}
	if m.summary == summaryOnly { // the places it leads to must be there
		m.summary = summaryBox
		m.layHead()
	}
	at := m.Position()
	m.panel = m.newPanel(kind)
	m.clamp()
	if kind != linksPanel { // begin with what is on screen
		for i, it := range m.panel.items {
			if !it.group && (it.span.End > at || it.company != nil && len(it.company.Spans) == 0) {
				return m.choose(i)
			}
		}
	}
	return m.choose(0)
}

// chooseCompany opens the explanation at the first company, to be corrected.
func (m *Model) chooseCompany() tea.Cmd {
	words := m.o.Tr.S("why.nocompany")
	var cmd tea.Cmd
	if len(m.reading.Digest.Companies) > 0 {
		words = m.o.Tr.S("why.correct", m.o.Keys.Key(keymap.Correct))
		if m.panel == nil || m.panel.kind != whyPanel {
			cmd = m.openPanel(whyPanel)
		}
		cmd = tea.Batch(cmd, m.choose(0))
	}
	if m.o.Say == nil {
		return cmd
	}
	return tea.Batch(cmd, m.o.Say(words))
}

func (m *Model) closePanel() tea.Cmd {
	m.panel = nil
	m.clamp()
	return nil
}

func (m *Model) newPanel(kind panelKind) *panel {
	p := &panel{kind: kind}
	tr := m.o.Tr
	switch kind {
	case quotesPanel:
		p.items = m.quoteItems()
		p.title, p.empty = tr.S("reader.quotes"), tr.S("reader.noquotes")
	case linksPanel:
		p.items = m.linkItems()
		p.title, p.empty = tr.S("reader.links"), tr.S("reader.nolinks")
		if m.body == nil {
			p.empty = tr.S("reader.loading")
		}
	default:
		p.items = m.whyItems()
		p.title, p.empty = tr.S("reader.why"), tr.S("reader.nowhy")
	}
	p.cursor = -1
	if m.panel != nil && m.panel.kind == kind {
		p.cursor = min(m.panel.cursor, len(p.items)-1)
	}
	for p.cursor < len(p.items) && (p.cursor < 0 || p.items[p.cursor].group) {
		p.cursor++
	}
	return p
}

// panelDo does what a key means while a panel is open.
func (m *Model) panelDo(a keymap.Action) (tea.Cmd, bool) {
	p := m.panel
	if digit, ok := a.Slot(); ok && p.kind == linksPanel {
		return m.number(digit), true
	}
	p.number = 0
	switch a {
	case keymap.Down, keymap.NextMatch, keymap.NextUnread:
		return m.choose(p.cursor + 1), true
	case keymap.Up, keymap.PrevMatch, keymap.PrevUnread:
		return m.choose(p.cursor - 1), true
	case keymap.Top:
		return m.choose(0), true
	case keymap.Bottom:
		return m.choose(len(p.items) - 1), true
	case keymap.HalfDown, keymap.PageDown:
		return m.choose(p.cursor + 4), true
	case keymap.HalfUp, keymap.PageUp:
		return m.choose(p.cursor - 4), true
	case keymap.Open:
		return m.enter(), true
	case keymap.Back, keymap.Escape, keymap.Quit:
		return m.closePanel(), true
	case keymap.Correct:
		if p.cursor >= 0 && p.cursor < len(p.items) && p.items[p.cursor].company != nil && m.o.Correct != nil {
			return m.o.Correct(m.reading, *p.items[p.cursor].company), true
		}
	case keymap.CopyLink:
		if p.cursor >= 0 && p.cursor < len(p.items) && p.items[p.cursor].url != "" {
			url := p.items[p.cursor].url
			cmd := tea.SetClipboard(url)
			if m.o.Say != nil {
				cmd = tea.Batch(cmd, m.o.Say(m.o.Tr.S("done.copied", url)))
			}
			return cmd, true
		}
	}
	return nil, false
}

// choose moves to an item and brings its place in the text on screen.
func (m *Model) choose(i int) tea.Cmd {
	p := m.panel
	if len(p.items) == 0 {
		return nil
	}
	step := 1
	if i < p.cursor {
		step = -1
	}
	i = max(0, min(i, len(p.items)-1))
	for i >= 0 && i < len(p.items) && p.items[i].group {
		i += step
	}
	if i < 0 || i >= len(p.items) {
		p.top = 0 // only a heading is beyond: show it
		return nil
	}
	p.cursor = i
	m.layPanel()
	p.show(m.panelHeight() - 1)
	if s := p.items[i].span; s.End > s.Start {
		m.scrollTo(s)
	}
	return nil
}

// number takes a digit of a link's number. The link is opened as soon as no
// further digit could be meant; until then it is chosen, and Enter opens it.
func (m *Model) number(digit int) tea.Cmd {
	p := m.panel
	n := p.number*10 + digit
	if n > len(p.items) {
		n = digit
	}
	if n < 1 || n > len(p.items) {
		p.number = 0
		return nil
	}
	cmd := m.choose(n - 1)
	if p.number = n; n*10 <= len(p.items) {
		return cmd
	}
	p.number = 0
	return tea.Batch(cmd, m.enter())
}

// enter goes to the place of the chosen item, or opens its link.
func (m *Model) enter() tea.Cmd {
	p := m.panel
	if p.cursor < 0 || p.cursor >= len(p.items) {
		return m.closePanel()
	}
	it := p.items[p.cursor]
	if it.url != "" && p.kind == linksPanel {
		if m.o.Open == nil {
			return nil
		}
		return m.o.Open(it.url)
	}
	m.closePanel()
	if it.span.End <= it.span.Start {
		return nil
	}
	return m.GoTo(it.span)
}

// panelHeight is half of the pane, less when the panel needs less.
func (m *Model) panelHeight() int {
	m.layPanel()
	need := max(2, len(m.panel.lines)+1)
	return max(1, min(need, max(m.h/2, min(5, m.h-3))))
}

// layPanel makes the panel's lines.
func (m *Model) layPanel() {
	p, th := m.panel, m.o.Theme
	w := min(m.w, m.o.Measure+gutter+8)
	if p.width == w && p.lines != nil {
		return
	}
	p.width, p.lines, p.starts = w, []string{}, nil
	if len(p.items) == 0 {
		p.lines = append(p.lines, th.Dim.Render(cells.Cut("  "+p.empty, w)))
		return
	}
	for _, it := range p.items {
		p.starts = append(p.starts, len(p.lines))
		if it.head != "" {
			for _, l := range render.Wrap(it.head, max(1, w-4)) {
				p.lines = append(p.lines, "  "+it.style.Render(l))
			}
		}
		for _, text := range it.body {
			style := th.Dim
			if it.quote {
				style = th.Quote
			}
			rows := render.Wrap(text, max(1, w-6))
			const most = 6
			if len(rows) > most {
				rows = append(rows[:most-1], cells.Cut(rows[most-1], max(1, w-8))+" …")
			}
			for _, l := range rows {
				p.lines = append(p.lines, "    "+style.Render(l))
			}
		}
	}
	p.starts = append(p.starts, len(p.lines))
}

// show scrolls the panel so that the chosen item is among its h lines.
func (p *panel) show(h int) {
	if p.cursor < 0 || p.cursor+1 >= len(p.starts) || h <= 0 {
		return
	}
	from, to := p.starts[p.cursor], p.starts[p.cursor+1]
	if p.cursor > 0 && p.items[p.cursor-1].group {
		from = p.starts[p.cursor-1]
	}
	if to > p.top+h {
		p.top = to - h
	}
	if from < p.top {
		p.top = from
	}
	p.top = max(0, min(p.top, len(p.lines)-h))
}

func (p *panel) itemAt(y int) (int, bool) {
	line := p.top + y
	for i := range p.items {
		if i+1 < len(p.starts) && line >= p.starts[i] && line < p.starts[i+1] && y >= 0 {
			return i, !p.items[i].group
		}
	}
	return 0, false
}

// panelLines draws the panel in h lines.
func (m *Model) panelLines(h int) []string {
	p, th := m.panel, m.o.Theme
	m.layPanel()
	p.show(h - 1)
	title := " " + p.title + " "
	if n, at := p.count(); n > 0 {
		title += strconv.Itoa(at) + "/" + strconv.Itoa(n) + " "
	}
	title = cells.Cut(title, max(1, m.w-4))
	lines := []string{th.BorderFocus.Render("──") + th.PaneTitleFocus.Render(title) + th.BorderFocus.Render(rule(m.w-2-cells.Width(title)))}
	for y := 0; y < h-1; y++ {
		i := p.top + y
		if i >= len(p.lines) {
			lines = append(lines, "")
			continue
		}
		line := p.lines[i]
		if p.cursor >= 0 && p.cursor+1 < len(p.starts) && i >= p.starts[p.cursor] && i < p.starts[p.cursor+1] {
			line = th.KeyMark.Render("▌") + line[1:] // the first cell of a line is a blank
		}
		lines = append(lines, line)
	}
	return lines
}

// count is how many items can be chosen and which of them is.
func (p *panel) count() (n, at int) {
	for i, it := range p.items {
		if it.group {
			continue
		}
		n++
		if i == p.cursor {
			at = n
		}
	}
	return n, at
}

func rule(n int) string {
	out := make([]byte, 0, max(0, n)*3)
	for range max(0, n) {
		out = append(out, "─"...)
	}
	return string(out)
}

// Explained is the company whose explanation is chosen.
func (m *Model) Explained() (news.Mention, bool) {
	if p := m.panel; p != nil && p.kind == whyPanel && p.cursor >= 0 && p.cursor < len(p.items) && p.items[p.cursor].company != nil {
		return *p.items[p.cursor].company, true
	}
	return news.Mention{}, false
}
