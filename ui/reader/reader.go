// Package reader is the pane in which an article is read: what is known of it,
// its summary, then its text with key sentences marked in the margin and quotes
// in a colour of their own. Laying out the text is not done on the way of a
// key: header and summary are there at once, the body comes with a message.
package reader

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/render"
	"lede/ui/theme"
)

// Options of a reader; functions may be nil, then what they are for is not
// offered.
type Options struct {
	Theme *theme.Theme
	Tr    *i18n.Tr
	Keys  *keymap.Map
	Now   func() time.Time
	// Sentences is the length of the summary, 1–5. Measure is the widest line
	// of text in cells.
	Sentences, Measure int
	// Justify stretches the lines of paragraphs to one width.
	Justify bool
	// Cache holds rendered articles; nil: the one all sessions share.
	Cache *render.Cache
	// Open opens a link.
	Open func(url string) tea.Cmd
	// Company narrows the list to a company.
	Company func(news.CompanyID) tea.Cmd
	// Save remembers a setting: "reader.summary" (box, only, off) and
	// "reader.sentences".
	Save func(key, value string) tea.Cmd
	// Say puts a sentence where the person sees it.
	Say func(text string) tea.Cmd
	// Correct offers what can be said of a company that was found.
	Correct func(of newsroom.Reading, m news.Mention) tea.Cmd
	// Known reports whether a company is in the lexicon; others may be followed.
	Known func(news.CompanyID) bool
	// Ask opens a line to type into, with a text that typing replaces.
	Ask func(label, text string, f Find) tea.Cmd
	// After waits, as tea.Tick does.
	After func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// The settings a reader saves.
const (
	SummarySetting   = "reader.summary"
	SummaryDefault   = "box"
	SentencesSetting = "reader.sentences"
)

// Model is the pane.
type Model struct {
	fitted, text cells.Memory
	o            Options
	words        render.Words // in the reader's language
	w, h         int

	reading newsroom.Reading
	has     bool
	body    *render.Article // nil while it is on its way
	bodyKey render.Key
	work    work

	head     []string // lines above the body
	spots    []spot   // that can be clicked in it
	top      int      // the first line on screen
	restore  int      // offset to go to when the body is there, 0 none
	summary  string
	terms    []string // of the search in the list
	find     string   // of the search in this article
	hits     []news.Span
	hit      int // index of the current one, -1 none
	panel    *panel
	flash    news.Span
	flashSeq int
}

// How the summary is shown.
const (
	summaryBox  = SummaryDefault
	summaryOnly = "only"
	summaryOff  = "off"
)

type flashEnded struct {
	of  *Model
	seq int
}

// flashFor is how long a place one has jumped to is lit.
const flashFor = 1500 * time.Millisecond

// New makes an empty reader.
func New(o Options) *Model {
	if o.Cache == nil {
		o.Cache = render.Shared
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = tea.Tick
	}
	if o.Sentences < 1 || o.Sentences > 5 {
		o.Sentences = 3
	}
	if o.Measure <= 0 {
		o.Measure = 72
	}
	return &Model{o: o, words: Words(o.Tr), summary: summaryBox, hit: -1}
}

// SetSize gives the pane its rectangle. Resize says what must be done then.
func (m *Model) SetSize(w, h int) {
	if w == m.w && h == m.h {
		return
	}
	at := m.Position()
	wider := w != m.w
	m.w, m.h = w, h
	if !m.has {
		return
	}
	if wider {
		m.layHead()
		if at > 0 && m.restore == 0 {
			m.restore = at
		}
		m.takeCached()
	}
	m.clamp()
}

// Resize is SetSize with the command that lays the article out again.
func (m *Model) Resize(w, h int) tea.Cmd {
	m.SetSize(w, h)
	return m.next()
}

// SetTheme changes the styles.
func (m *Model) SetTheme(th *theme.Theme) tea.Cmd {
	at := m.Position()
	m.o.Theme = th
	if !m.has {
		return nil
	}
	m.layHead()
	if at > 0 {
		m.restore = at
	}
	m.body = nil
	m.takeCached()
	return m.next()
}

// SetText changes how the text is laid out.
func (m *Model) SetText(measure int, justify bool) tea.Cmd {
	at := m.Position()
	m.o.Measure, m.o.Justify = measure, justify
	if !m.has {
		return nil
	}
	m.layHead()
	if at > 0 {
		m.restore = at
	}
	m.body = nil
	m.takeCached()
	m.clamp()
	return m.next()
}

// SetSettings brings back how somebody liked the summary; empty values leave
// what is.
func (m *Model) SetSettings(summary, sentences string) {
	switch summary {
	case summaryBox, summaryOnly, summaryOff:
		m.summary = summary
	}
	if len(sentences) == 1 && sentences[0] >= '1' && sentences[0] <= '5' {
		m.o.Sentences = int(sentences[0] - '0')
	}
	m.layHead()
	m.clamp()
}

// Show opens an article where it was left. The same article again (edited, or
// with a new digest) stays where it is.
func (m *Model) Show(r newsroom.Reading) tea.Cmd {
	same := m.has && m.reading.Article.ID == r.Article.ID
	at := m.Position()
	m.reading, m.has, m.body = r, true, nil
	m.restore = r.State.Position
	if same {
		m.restore = at
	} else {
		m.top, m.panel, m.find, m.flash = 0, nil, "", news.Span{}
	}
	m.layHead()
	m.search()
	m.takeCached()
	if same && m.panel != nil {
		m.panel = m.newPanel(m.panel.kind)
	}
	m.clamp()
	return m.next()
}

// ArticleID is the article shown, 0 none.
func (m *Model) ArticleID() news.ArticleID {
	if !m.has {
		return 0
	}
	return m.reading.Article.ID
}

// CopyLink is the article's link.
func (m *Model) CopyLink() string { return m.reading.Article.URL }

// Links are the links in the text.
func (m *Model) Links() []render.Link {
	if m.body == nil {
		return nil
	}
	return m.body.Links
}

// QuotesOpen reports whether the quotes are listed.
func (m *Model) QuotesOpen() bool { return m.panel != nil && m.panel.kind == quotesPanel }

// Searching reports whether there is something n and N go through.
func (m *Model) Searching() bool { return m.find != "" }

// Position is the place in the text at the top of the screen, as a byte offset;
// 0 while the beginning is on screen.
func (m *Model) Position() int {
	if m.restore > 0 {
		return m.restore
	}
	if m.body == nil || m.top <= len(m.head) {
		return 0
	}
	return m.body.OffsetAt(m.top + m.sticky() - len(m.head))
}

// GoTo scrolls to a place in the text and lights it for a moment.
func (m *Model) GoTo(s news.Span) tea.Cmd {
	if m.summary == summaryOnly {
		m.summary = summaryBox
		m.layHead()
	}
	m.flash = s
	m.flashSeq++
	seq := m.flashSeq
	if m.body == nil {
		m.restore = max(s.Start, 1)
	} else {
		m.scrollTo(s)
	}
	return m.o.After(flashFor, func(time.Time) tea.Msg { return flashEnded{m, seq} })
}

// scrollTo brings a place to the upper third of the text.
func (m *Model) scrollTo(s news.Span) {
	if m.body == nil {
		return
	}
	line := len(m.head) + m.body.LineOf(s.Start)
	h := m.textHeight()
	if line < m.top+m.sticky()+1 || line > m.top+h-3 {
		m.top = line - max(1, h/3)
	}
	m.clamp()
}

// Update takes what comes back from commands.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case rendered:
		if msg.of == m {
			return m.rendered(msg)
		}
	case flashEnded:
		if msg.of == m && msg.seq == m.flashSeq {
			m.flash = news.Span{}
		}
	}
	return nil
}
