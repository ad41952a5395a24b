// Package briefing is the screen of what has happened since the last visit: the
// top stories of each pinned company, each with one sentence of its own and its
// best quote.
package briefing

import (
	"strings"
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

// Options of a briefing.
type Options struct {
	Theme *theme.Theme
	Tr    *i18n.Tr
	Now   func() time.Time
	// Load asks for the briefing; its answer is a Loaded with the same turn.
	Load func(turn int) tea.Cmd
	// Open opens an article at a place, or at its beginning.
	Open func(id news.ArticleID, at news.Span) tea.Cmd
}

// Loaded is a briefing that was asked for.
type Loaded struct {
	Turn  int
	Brief newsroom.Brief
	Err   error
}

// Model is the screen.
type Model struct {
	o    Options
	w, h int

	turn    int
	brief   newsroom.Brief
	loaded  bool
	err     error
	stories []newsroom.BriefStory // of all sections, in order
	heads   []int                 // index of each section's first story
	cursor  int
	top     int
	lines   []string
	starts  []int // line of each story
	ends    []int
	laid    int
}

// New makes an empty briefing.
func New(o Options) *Model { return &Model{o: o} }

// Show asks for the briefing anew.
func (m *Model) Show() tea.Cmd {
	m.turn++
	m.loaded, m.err, m.stories, m.cursor, m.top, m.laid = false, nil, nil, 0, 0, 0
	if m.o.Load == nil {
		return nil
	}
	return m.o.Load(m.turn)
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

// Update takes the briefing; one that was asked for earlier is dropped.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	l, ok := msg.(Loaded)
	if !ok || l.Turn != m.turn {
		return nil
	}
	m.brief, m.err, m.loaded, m.laid = l.Brief, l.Err, true, 0
	m.stories, m.heads = nil, nil
	for _, s := range l.Brief.Sections {
		m.heads = append(m.heads, len(m.stories))
		m.stories = append(m.stories, s.Stories...)
	}
	return nil
}

// Do carries out an action.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keymap.Down:
		m.move(m.cursor + 1)
	case keymap.Up:
		m.move(m.cursor - 1)
	case keymap.HalfDown, keymap.PageDown, keymap.Advance:
		m.move(m.cursor + max(1, m.h/8))
	case keymap.HalfUp, keymap.PageUp:
		m.move(m.cursor - max(1, m.h/8))
	case keymap.Top:
		m.move(0)
	case keymap.Bottom:
		m.move(len(m.stories) - 1)
	case keymap.NextGroup:
		for _, i := range m.heads {
			if i > m.cursor {
				m.move(i)
				break
			}
		}
	case keymap.PrevGroup:
		for k := len(m.heads) - 1; k >= 0; k-- {
			if m.heads[k] < m.cursor {
				m.move(m.heads[k])
				break
			}
		}
	case keymap.Open:
		if m.cursor < len(m.stories) && m.o.Open != nil {
			return m.o.Open(m.stories[m.cursor].Headline.ID, news.Span{}), true
		}
	case keymap.CopyMarkdown:
		return tea.SetClipboard(m.Markdown()), true
	default:
		return nil, false
	}
	return nil, true
}

func (m *Model) move(to int) { m.cursor = max(0, min(to, len(m.stories)-1)) }

// Wheel moves the cursor.
func (m *Model) Wheel(n int) tea.Cmd { m.move(m.cursor + n); return nil }

// Click puts the cursor on a story, or opens the one that has it.
func (m *Model) Click(y int) tea.Cmd {
	line := m.top + y - 1
	for i := range m.starts {
		if y > 0 && line >= m.starts[i] && line < m.ends[i] {
			if i == m.cursor {
				cmd, _ := m.Do(keymap.Open)
				return cmd
			}
			m.move(i)
		}
	}
	return nil
}

// Markdown is the briefing for pasting elsewhere.
func (m *Model) Markdown() string {
	var b strings.Builder
	b.WriteString("# " + m.o.Tr.S("brief.title") + ", " + m.since() + "\n")
	for _, s := range m.brief.Sections {
		b.WriteString("\n## " + m.name(s) + "\n")
		for _, story := range s.Stories {
			h := story.Headline
			b.WriteString("\n- **" + h.Title + "** (" + h.Outlet + ")")
			if story.Sentence != "" {
				b.WriteString("  \n  " + story.Sentence)
			}
			if q := story.Quote; q != nil {
				b.WriteString("  \n  > " + q.Text + speaker(q))
			}
			if h.URL != "" {
				b.WriteString("  \n  <" + h.URL + ">")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func (m *Model) since() string {
	return m.o.Tr.S("brief.since", m.o.Tr.Date(m.brief.Since.In(m.o.Now().Location())))
}

func (m *Model) name(s newsroom.BriefSection) string {
	switch {
	case s.Name != "":
		return s.Name
	case s.Company != "":
		return string(s.Company)
	}
	return m.o.Tr.S("brief.rest")
}

func speaker(q *news.Quote) string {
	if q.Speaker == nil || q.Speaker.Name == "" {
		return ""
	}
	return " — " + q.Speaker.Name
}

func (m *Model) lay() {
	if m.laid == m.w && m.w > 0 {
		return
	}
	m.laid = m.w
	th, tr := m.o.Theme, m.o.Tr
	w := max(1, min(m.w-4, 92))
	m.lines, m.starts, m.ends = m.lines[:0], m.starts[:0], m.ends[:0]
	for _, s := range m.brief.Sections {
		m.lines = append(m.lines, " "+th.ChipAbout.Render(" "+cells.Cut(m.name(s), max(1, w-2))+" "))
		if len(s.Stories) == 0 {
			m.lines = append(m.lines, "  "+th.Dim.Render(tr.S("brief.none")), "")
		}
		for _, story := range s.Stories {
			m.starts = append(m.starts, len(m.lines))
			h := story.Headline
			style := th.Unread
			if h.Read {
				style = th.Read
			}
			for _, l := range render.Wrap(h.Title, w) {
				m.lines = append(m.lines, "  "+style.Render(l))
			}
			where := h.Outlet + " · " + tr.Age(h.Published, m.o.Now())
			if story.Others > 0 {
				where += " · " + tr.N("brief.others", story.Others)
			}
			m.lines = append(m.lines, "  "+th.Dim.Render(cells.Cut(where, w)))
			for _, l := range render.Wrap(story.Sentence, max(1, w-2)) {
				m.lines = append(m.lines, "    "+th.SummaryText.Render(l))
			}
			if q := story.Quote; q != nil {
				for _, l := range render.Wrap(i18n.Quoted(q.Text, h.Language), max(1, w-2)) {
					m.lines = append(m.lines, "    "+th.Quote.Render(l))
				}
				if s := speaker(q); s != "" {
					m.lines = append(m.lines, "    "+th.Speaker.Render(cells.Cut(strings.TrimSpace(s), max(1, w-2))))
				}
			}
			m.ends = append(m.ends, len(m.lines))
			m.lines = append(m.lines, "")
		}
	}
}

// View draws the screen: exactly h lines of w cells.
func (m *Model) View() string {
	if m.w <= 0 || m.h <= 0 {
		return ""
	}
	m.lay()
	th, tr := m.o.Theme, m.o.Tr
	head := th.PaneTitleFocus.Render(" " + tr.S("brief.title"))
	if m.loaded && m.err == nil {
		head += th.PaneTitle.Render(" · " + m.since())
	}
	lines := []string{cells.Cut(head, m.w)}
	switch {
	case m.err != nil:
		lines = append(lines, "", "  "+th.Error.Render(cells.Cut(m.o.Tr.Said(m.err.Error()), max(1, m.w-2))))
	case !m.loaded:
		lines = append(lines, "", "  "+th.Dim.Render(tr.S("list.loading")))
	case len(m.stories) == 0:
		lines = append(lines, "")
		for _, l := range render.Wrap(tr.S("brief.empty", tr.Date(m.brief.Since.In(m.o.Now().Location()))), max(1, m.w-4)) {
			lines = append(lines, "  "+th.Dim.Render(l))
		}
	default:
		m.show(m.h - 1)
		for y := range m.h - 1 {
			i := m.top + y
			if i >= len(m.lines) {
				break
			}
			line := m.lines[i]
			if i >= m.starts[m.cursor] && i < m.ends[m.cursor] {
				line = th.KeyMark.Render("▌") + line[1:] // the first cell of a line is a blank
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(cells.Block(lines, m.w, m.h), "\n")
}

// show scrolls so that the story under the cursor is on screen, with its
// company when it is the first one.
func (m *Model) show(h int) {
	from, to := m.starts[m.cursor], m.ends[m.cursor]
	for _, i := range m.heads {
		if i == m.cursor && from > 0 {
			from--
		}
	}
	if to > m.top+h {
		m.top = to - h
	}
	if from < m.top {
		m.top = from
	}
	m.top = max(0, min(m.top, len(m.lines)-1))
}
