package reader

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"lede/ui/keymap"
)

// Do carries out an action; done is false where the reader leaves it to others:
// Space at the end of the text is the next article, not the reader's.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	if !m.has {
		return nil, false
	}
	if m.panel != nil {
		if cmd, done := m.panelDo(a); done {
			return cmd, true
		}
	}
	page := max(1, m.textHeight()-2)
	switch a {
	case keymap.Down:
		m.scroll(1)
	case keymap.Up:
		m.scroll(-1)
	case keymap.HalfDown:
		m.scroll(max(1, page/2))
	case keymap.HalfUp:
		m.scroll(-max(1, page/2))
	case keymap.PageDown:
		m.scroll(page)
	case keymap.PageUp:
		m.scroll(-page)
	case keymap.Top:
		m.top = 0
	case keymap.Bottom:
		m.top = m.end()
	case keymap.Advance:
		if m.atEnd() {
			return nil, false
		}
		m.scroll(page)
	case keymap.Summary:
		return m.cycleSummary(), true
	case keymap.SummaryLength:
		return m.cycleLength(), true
	case keymap.Quotes:
		return m.openPanel(quotesPanel), true
	case keymap.Links:
		return m.openPanel(linksPanel), true
	case keymap.Correct: // which company is meant is chosen first
		if m.o.Correct == nil {
			return nil, false
		}
		return m.chooseCompany(), true
	case keymap.Why:
		return m.openPanel(whyPanel), true
	case keymap.Search:
		return m.ask()
	case keymap.NextMatch, keymap.PrevMatch:
		return m.toHit(a == keymap.NextMatch)
	case keymap.Escape, keymap.Quit:
		if m.find == "" {
			return nil, false
		}
		m.setFind("")
	default:
		return nil, false
	}
	return nil, true
}

func (m *Model) scroll(n int) {
	m.restore = 0 // whoever scrolls has chosen a place
	m.top += n
	m.clamp()
}

// cycleSummary goes from the summary in a box to the summary alone to none.
func (m *Model) cycleSummary() tea.Cmd {
	at := m.Position()
	switch m.summary {
	case summaryBox:
		m.summary = summaryOnly
		m.top = 0
	case summaryOnly:
		m.summary = summaryOff
	default:
		m.summary = summaryBox
	}
	m.relay(at)
	if m.o.Save == nil {
		return nil
	}
	return m.o.Save(SummarySetting, m.summary)
}

func (m *Model) cycleLength() tea.Cmd {
	at := m.Position()
	m.o.Sentences = m.o.Sentences%5 + 1
	if m.summary == summaryOff {
		m.summary = summaryBox
	}
	m.relay(at)
	var cmds []tea.Cmd
	if m.o.Save != nil {
		cmds = append(cmds, m.o.Save(SentencesSetting, strconv.Itoa(m.o.Sentences)))
	}
	if m.o.Say != nil {
		cmds = append(cmds, m.o.Say(m.o.Tr.N("reader.length", m.o.Sentences)))
	}
	return tea.Batch(cmds...)
}

// relay lays the head out again; the text stays where it was.
func (m *Model) relay(at int) {
	m.layHead()
	if at > 0 && m.body != nil && m.summary != summaryOnly {
		m.top = len(m.head) + m.body.LineOf(at) - m.titleLine()
	}
	m.clamp()
}

// Wheel scrolls the text, or the panel when the wheel is over it; y is the line
// under the mouse.
func (m *Model) Wheel(y, dir int) tea.Cmd {
	if m.panel != nil && y >= m.textHeight() {
		return m.choose(m.panel.cursor + dir)
	}
	m.scroll(3 * dir)
	return nil
}

// Click opens the link under the mouse, in the text or in the list of links, or
// chooses a row of another panel; on the row that is chosen already it does what
// Enter does.
func (m *Model) Click(x, y int) tea.Cmd {
	if m.panel != nil && y >= m.textHeight() {
		i, ok := m.panel.itemAt(y - m.textHeight() - 1)
		if !ok {
			return nil
		}
		if i == m.panel.cursor {
			return m.enter()
		}
		cmd := m.choose(i)
		if m.panel.kind == linksPanel {
			cmd = tea.Batch(cmd, m.enter())
		}
		return cmd
	}
	if m.sticky() > y {
		return nil
	}
	if line := m.top + y; line < len(m.head) {
		return m.clickHead(line, x-m.left()-gutter)
	}
	if m.body == nil {
		return nil
	}
	link, ok := m.body.LinkAt(m.top+y-len(m.head), x-m.left()-gutter)
	if !ok || m.o.Open == nil {
		return nil
	}
	return m.o.Open(link.URL)
}

// Find is told of what is typed into the line of a search: of every letter, of its
// end, and of its being given up.
type Find struct {
	Change func(text string)
	Enter  func() tea.Cmd
	Cancel func()
}

// ask opens the line of the search in this article.
func (m *Model) ask() (tea.Cmd, bool) {
	if m.o.Ask == nil {
		return nil, false
	}
	before, top := m.find, m.top
	return m.o.Ask(m.o.Tr.S("reader.find"), before, Find{
		Change: func(text string) {
			m.setFind(text)
			if m.hit >= 0 {
				m.scrollTo(m.hits[m.hit])
			}
		},
		Enter: func() tea.Cmd {
			words := m.findWords()
			if len(m.hits) == 0 { // there is nothing n and N could go through
				m.setFind("")
			}
			if words == "" || m.o.Say == nil {
				return nil
			}
			return m.o.Say(words)
		},
		Cancel: func() {
			m.setFind("")
			m.top = top
			m.clamp()
		},
	}), true
}

// findWords say which of how many matches one is at; "" when nothing is looked
// for.
func (m *Model) findWords() string {
	switch {
	case m.find == "":
		return ""
	case len(m.hits) == 0:
		return m.o.Tr.S("reader.nomatch", m.find)
	}
	return m.o.Tr.S("reader.match", m.hit+1, len(m.hits))
}

// toHit goes to the next or the previous match, around the ends.
func (m *Model) toHit(forward bool) (tea.Cmd, bool) {
	if len(m.hits) == 0 {
		return nil, false
	}
	switch {
	case m.hit < 0 && forward:
		m.hit = m.firstHit()
	case m.hit < 0:
		m.hit = len(m.hits) - 1
	case forward:
		m.hit = (m.hit + 1) % len(m.hits)
	default:
		m.hit = (m.hit - 1 + len(m.hits)) % len(m.hits)
	}
	m.scrollTo(m.hits[m.hit])
	if m.o.Say == nil {
		return nil, true
	}
	return m.o.Say(m.o.Tr.S("reader.match", m.hit+1, len(m.hits))), true
}

// firstHit is the first match on screen or below.
func (m *Model) firstHit() int {
	at := m.Position()
	for i, h := range m.hits {
		if h.Start >= at {
			return i
		}
	}
	return 0
}

// SetSearch marks the words of a search of all articles.
func (m *Model) SetSearch(terms []string) {
	m.terms = terms
	m.search()
}

func (m *Model) setFind(text string) {
	m.find = text
	m.search()
}

// search finds the matches in the article shown.
func (m *Model) search() {
	m.hits, m.hit = nil, -1
	if !m.has {
		return
	}
	terms := m.terms
	if m.find != "" {
		terms = []string{m.find}
	}
	m.hits = find(m.reading.Article.Text, terms)
	if m.find != "" && len(m.hits) > 0 {
		m.hit = m.firstHit()
	}
}
