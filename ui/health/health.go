// Package health is the screen of feeds: what is followed, how each feed is
// doing, in plain words, and when it is asked again.
package health

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

// Model is the screen.
type Model struct {
	th     *theme.Theme
	tr     *i18n.Tr
	now    func() time.Time
	keys   *keymap.Map
	w, h   int
	feeds  []store.FeedRow
	cursor int
	top    int
	loaded bool
}

// New makes the screen; it is empty until SetFeeds.
func New(th *theme.Theme, tr *i18n.Tr, keys *keymap.Map, now func() time.Time) *Model {
	return &Model{th: th, tr: tr, keys: keys, now: now}
}

// SetTheme changes the styles.
func (m *Model) SetTheme(th *theme.Theme) { m.th = th }

// SetSize gives the screen its rectangle.
func (m *Model) SetSize(w, h int) { m.w, m.h = w, h; m.scroll() }

// SetFeeds brings the feeds; the cursor stays on its feed.
func (m *Model) SetFeeds(feeds []store.FeedRow) {
	here, _ := m.Feed()
	m.feeds, m.loaded = feeds, true
	for i, f := range feeds {
		if f.ID == here.ID {
			m.cursor = i
		}
	}
	m.scroll()
}

// Feed is the feed under the cursor.
func (m *Model) Feed() (store.FeedRow, bool) {
	if m.cursor < 0 || m.cursor >= len(m.feeds) {
		return store.FeedRow{}, false
	}
	return m.feeds[m.cursor], true
}

// Wheel moves the cursor.
func (m *Model) Wheel(n int) { m.cursor += n; m.scroll() }

// Click puts the cursor on a line.
func (m *Model) Click(y int) {
	if i := m.top + y - 2; y >= 2 && y < 2+m.rows() && i < len(m.feeds) {
		m.cursor = i
		m.scroll()
	}
}

// Do carries out an action; done is false where the screen does not know it.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	switch a {
	case keymap.Down:
		m.Wheel(1)
	case keymap.Up:
		m.Wheel(-1)
	case keymap.HalfDown:
		m.Wheel(m.rows() / 2)
	case keymap.HalfUp:
		m.Wheel(-m.rows() / 2)
	case keymap.PageDown, keymap.Advance:
		m.Wheel(m.rows())
	case keymap.PageUp:
		m.Wheel(-m.rows())
	case keymap.Top:
		m.Wheel(-len(m.feeds))
	case keymap.Bottom:
		m.Wheel(len(m.feeds))
	case keymap.NextGroup:
		m.group(1)
	case keymap.PrevGroup:
		m.group(-1)
	case keymap.NextUnread: // the next feed that is not well
		m.failing(1)
	case keymap.PrevUnread:
		m.failing(-1)
	default:
		return nil, false
	}
	return nil, true
}

// At is the line of the cursor, for [Model.GoTo].
func (m *Model) At() int { return m.cursor }

// GoTo puts the cursor on a line.
func (m *Model) GoTo(line int) { m.cursor = line; m.scroll() }

// Titles are what the feeds are called, in their order.
func (m *Model) Titles() []string {
	titles := make([]string, len(m.feeds))
	for i, f := range m.feeds {
		if titles[i] = f.Title; f.Title == "" {
			titles[i] = f.URL
		}
	}
	return titles
}

func (m *Model) failing(dir int) {
	for i := m.cursor + dir; i >= 0 && i < len(m.feeds); i += dir {
		if s := m.feeds[i].Health.State; s == news.FeedFailing || s == news.FeedDisabled {
			m.Wheel(i - m.cursor)
			return
		}
	}
}

func (m *Model) group(dir int) {
	for i := m.cursor + dir; i >= 0 && i < len(m.feeds); i += dir {
		if folder(m.feeds[i]) != folder(m.feeds[i-dir]) {
			m.Wheel(i - m.cursor)
			return
		}
	}
}

func folder(f store.FeedRow) string { return strings.Join(f.Folders, ", ") }

// detail is how many lines the words about one feed take.
const detail = 6

func (m *Model) rows() int {
	if m.h < detail+8 {
		return max(1, m.h-4)
	}
	return m.h - 2 - detail
}

func (m *Model) scroll() {
	m.cursor = max(0, min(m.cursor, len(m.feeds)-1))
	m.top = max(0, min(m.top, len(m.feeds)-m.rows()))
	if m.cursor < m.top {
		m.top = m.cursor
	}
	if m.cursor >= m.top+m.rows() {
		m.top = m.cursor - m.rows() + 1
	}
}

// View draws the screen: exactly its height of lines.
func (m *Model) View() string {
	title := m.tr.S("feeds.title")
	if n := len(m.feeds); n > 0 {
		title += " " + m.tr.Number(n)
	}
	lines := []string{m.th.PaneTitleFocus.Render(cells.Fit(" "+title, m.w))}
	if len(m.feeds) == 0 {
		word := m.tr.S("list.loading")
		if m.loaded {
			word = m.tr.S("feeds.none", m.keys.Key(keymap.FeedAdd), m.keys.Key(keymap.Starter))
		}
		return strings.Join(append(lines, cells.Centre(cells.Wrap(m.th.Dim.Render(word), max(1, m.w-4)), m.w, m.h-1)...), "\n")
	}
	lines = append(lines, m.th.Faint.Render(strings.Repeat("─", max(0, m.w))))
	for i := m.top; i < len(m.feeds) && i < m.top+m.rows(); i++ {
		lines = append(lines, m.line(m.feeds[i], i == m.cursor))
	}
	for len(lines) < m.rows()+2 {
		lines = append(lines, "")
	}
	lines = append(lines, m.about()...)
	return strings.Join(cells.Block(lines, m.w, m.h), "\n")
}

func (m *Model) line(f store.FeedRow, cursor bool) string {
	mark, style := " ", m.th.Text
	switch f.Health.State {
	case news.FeedFailing, news.FeedDisabled:
		mark, style = m.th.Glyphs.Failing, m.th.Failing
	case news.FeedOK:
		mark, style = "✓", m.th.Good
	}
	name := f.Title
	if name == "" {
		name = f.URL
	}
	right := m.tr.Number(f.Unread) + "/" + m.tr.Number(f.Total)
	if m.w >= 60 {
		right = cells.Fit(m.state(f), 22) + cells.Space(10-cells.Width(right)) + right
	}
	if m.w >= 90 {
		right = cells.Fit(folder(f), 24) + " " + right
	}
	right += " "
	if cursor {
		return m.th.Cursor.Render(cells.Ends(" "+mark+" "+name, right, m.w))
	}
	room := max(0, m.w-cells.Width(right)-4)
	return " " + style.Render(mark) + " " + m.th.Text.Render(cells.Fit(name, room)) + " " + m.th.Dim.Render(right)
}

// state says in two or three words how a feed is doing.
func (m *Model) state(f store.FeedRow) string {
	switch f.Health.State {
	case news.FeedFailing:
		return m.tr.N("feeds.failing", f.Health.Failures)
	case news.FeedDisabled:
		return m.tr.S("feeds.disabled")
	case news.FeedOK:
		return m.tr.S("feeds.ok", m.tr.Age(f.Health.LastSuccess, m.now()))
	default:
		return m.tr.S("feeds.new")
	}
}

// about says everything about the feed under the cursor.
func (m *Model) about() []string {
	f, ok := m.Feed()
	if !ok || m.h < 8 {
		return nil
	}
	out := []string{m.th.Faint.Render(strings.Repeat("─", max(0, m.w)))}
	add := func(style theme.Style, s string) {
		for _, l := range cells.Wrap(s, max(1, m.w-2)) {
			out = append(out, " "+style.Render(l))
		}
	}
	if f.Health.Problem != "" {
		add(m.th.Error, m.tr.Said(f.Health.Problem))
		if f.Health.Advice != "" {
			add(m.th.Text, m.tr.Said(f.Health.Advice))
		}
	}
	add(m.th.Text, f.URL)
	line := ""
	if !f.Health.NextPoll.IsZero() && f.Health.State != news.FeedDisabled {
		line = m.tr.S("feeds.next", m.tr.Until(f.Health.NextPoll, m.now()))
	}
	if !f.Newest.IsZero() {
		line = strings.TrimPrefix(line+" · "+m.tr.S("feeds.newest", m.tr.Age(f.Newest, m.now())), " · ")
	}
	if f.SiteURL != "" {
		line = strings.TrimPrefix(line+" · "+f.SiteURL, " · ")
	}
	add(m.th.Dim, line)
	if len(out) > detail {
		out = out[:detail]
	}
	return out
}
