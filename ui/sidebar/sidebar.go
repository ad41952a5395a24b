// Package sidebar is the pane of places: the river, what is starred, and the
// folders with their feeds.
package sidebar

import (
	"slices"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

// Chosen is sent when a place is opened.
type Chosen struct {
	Place  newsroom.Place
	Feed   news.FeedID
	Folder string
	Query  string // of a saved view; its name is the title
	// Title is how the place is called on screen.
	Title string
}

// item is one line.
type item struct {
	place   newsroom.Place
	feed    news.FeedID
	folder  string
	view    string // name of a saved view
	query   string // what it looks for
	title   string
	unread  int
	depth   int
	failing bool
	open    bool // a folder that is unfolded
}

func (i item) is(o item) bool {
	return i.place == o.place && i.feed == o.feed && i.folder == o.folder && i.view == o.view
}

// Model is the pane.
type Model struct {
	fitted    cells.Memory
	drawn     map[row]string // rows of the last frames, without the cursor of a focused pane
	th        *theme.Theme
	tr        *i18n.Tr
	w, h      int
	focused   bool
	overview  newsroom.Overview
	items     []item
	collapsed map[string]bool
	quiet     bool           // feeds without unread articles are left out
	found     item           // a place that was looked for is shown all the same
	counts    map[string]int // unread articles of the views
	cursor    int
	top       int
	shown     item // the place the list shows
}

// New makes the pane; it is empty until SetOverview.
func New(th *theme.Theme, tr *i18n.Tr) *Model {
	m := &Model{th: th, tr: tr, collapsed: map[string]bool{}, shown: item{place: newsroom.PlaceRiver}}
	m.build()
	return m
}

// SetTheme changes the styles.
func (m *Model) SetTheme(th *theme.Theme) { m.th, m.drawn = th, nil }

// SetSize gives the pane its rectangle.
func (m *Model) SetSize(w, h int) { m.w, m.h = w, h; m.scroll() }

// SetFocus says whether keys go here.
func (m *Model) SetFocus(on bool) { m.focused = on }

// SetShown says which place the list shows.
func (m *Model) SetShown(v newsroom.View) {
	m.shown = item{place: v.Place, feed: v.Feed, folder: v.Folder, view: v.Name}
	if m.quiet {
		m.rebuild()
	}
}

// SetQuiet leaves out feeds and folders without unread articles, but for the one the
// list shows.
func (m *Model) SetQuiet(on bool) {
	m.quiet, m.found = on, item{}
	m.rebuild()
}

// rebuild makes the lines anew; the cursor stays on its own.
func (m *Model) rebuild() {
	var at item
	if m.cursor < len(m.items) {
		at = m.items[m.cursor]
	}
	m.build()
	m.point(at)
}

// out reports whether a feed or folder is left out.
func (m *Model) out(it item) bool {
	if !m.quiet || it.unread > 0 || it.is(m.found) {
		return false
	}
	if it.place == newsroom.PlaceFeed {
		return m.shown.place != newsroom.PlaceFeed || it.feed != m.shown.feed
	}
	return !it.is(m.shown)
}

// SetOverview brings new counts and feeds; the cursor stays on its line.
func (m *Model) SetOverview(o newsroom.Overview) {
	m.overview = o
	m.rebuild()
}

// Collapsed are the folders that are folded, for remembering them.
func (m *Model) Collapsed() []string {
	var names []string
	for name, on := range m.collapsed {
		if on {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// SetCollapsed folds these folders.
func (m *Model) SetCollapsed(names []string) {
	m.collapsed = map[string]bool{}
	for _, n := range names {
		m.collapsed[n] = true
	}
	m.build()
}

// SetViewCounts brings how many unread articles each saved view has.
func (m *Model) SetViewCounts(counts map[string]int) {
	m.counts = counts
	for i := range m.items {
		if it := &m.items[i]; it.place == newsroom.PlaceView {
			it.unread = counts[it.view]
		}
	}
}

// HereView is the name of the saved view under the cursor; "" where there is none.
func (m *Model) HereView() string {
	if m.cursor < len(m.items) {
		return m.items[m.cursor].view
	}
	return ""
}

// Here is the feed or folder under the cursor.
func (m *Model) Here() (feed news.FeedID, folder string) {
	if m.cursor < len(m.items) {
		return m.items[m.cursor].feed, m.items[m.cursor].folder
	}
	return 0, ""
}

func (m *Model) build() {
	o := m.overview
	m.items = []item{
		{place: newsroom.PlaceRiver, title: m.tr.S("place.river"), unread: o.Unread},
		{place: newsroom.PlaceStarred, title: m.tr.S("place.starred"), unread: o.Starred},
	}
	for _, v := range o.Views {
		m.items = append(m.items, item{place: newsroom.PlaceView, view: v.Name, query: v.Query, title: v.Name, unread: m.counts[v.Name]})
	}
	failing := func(h news.Health) bool { return h.State == news.FeedFailing || h.State == news.FeedDisabled }
	filed := make(map[string][]item, len(o.Folders))
	for _, row := range o.Feeds {
		for _, name := range row.Folders {
			it := item{place: newsroom.PlaceFeed, feed: row.ID, folder: name, title: title(row.Feed), unread: row.Unread, depth: 1, failing: failing(row.Health)}
			if !m.out(it) {
				filed[name] = append(filed[name], it)
			}
		}
	}
	for _, f := range o.Folders {
		folder := item{place: newsroom.PlaceFolder, folder: f.Name, title: f.Name, unread: f.Unread, open: !m.collapsed[f.Name]}
		feeds := filed[f.Name]
		if len(feeds) == 0 && m.out(folder) {
			continue
		}
		folder.failing = slices.ContainsFunc(feeds, func(it item) bool { return it.failing })
		m.items = append(m.items, folder)
		if folder.open {
			m.items = append(m.items, feeds...)
		}
	}
	for _, row := range o.Feeds {
		it := item{place: newsroom.PlaceFeed, feed: row.ID, title: title(row.Feed), unread: row.Unread, failing: failing(row.Health)}
		if len(row.Folders) == 0 && !m.out(it) {
			m.items = append(m.items, it)
		}
	}
	m.cursor = min(m.cursor, len(m.items)-1)
	m.scroll()
}

func title(f news.Feed) string {
	if f.Title != "" {
		return f.Title
	}
	return f.URL
}

func (m *Model) point(at item) {
	for i, it := range m.items {
		if it.is(at) {
			m.cursor = i
			break
		}
	}
	m.scroll()
}

// Update takes the mouse wheel; everything else comes as actions.
func (m *Model) Update(tea.Msg) tea.Cmd { return nil }

// Wheel scrolls by lines.
func (m *Model) Wheel(lines int) tea.Cmd { m.move(lines); return nil }

// Click opens the line at a row of the pane.
func (m *Model) Click(_, y int) tea.Cmd {
	i := m.top + y
	if i < 0 || i >= len(m.items) {
		return nil
	}
	again := m.cursor == i && m.items[i].place == newsroom.PlaceFolder
	m.cursor = i
	if again {
		m.fold(!m.collapsed[m.items[i].folder])
	}
	return m.choose()
}

func (m *Model) move(n int) {
	m.cursor = max(0, min(m.cursor+n, len(m.items)-1))
	m.scroll()
}

// Do carries out an action; done is false where the pane does not know it.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	here := m.items[m.cursor]
	switch a {
	case keymap.Down:
		m.move(1)
	case keymap.Up:
		m.move(-1)
	case keymap.Top:
		m.move(-len(m.items))
	case keymap.Bottom:
		m.move(len(m.items))
	case keymap.HalfDown:
		m.move(m.h / 2)
	case keymap.HalfUp:
		m.move(-m.h / 2)
	case keymap.PageDown, keymap.Advance:
		m.move(m.h - 1)
	case keymap.PageUp:
		m.move(1 - m.h)
	case keymap.NextGroup:
		m.group(1)
	case keymap.PrevGroup:
		m.group(-1)
	case keymap.NextUnread:
		m.unread(1)
	case keymap.PrevUnread:
		m.unread(-1)
	case keymap.Open:
		if here.place == newsroom.PlaceFolder && !here.open {
			m.fold(false)
			return nil, true
		}
		return m.choose(), true
	case keymap.Back:
		if here.folder == "" || (here.place == newsroom.PlaceFolder && !here.open) {
			return nil, false
		}
		m.point(item{place: newsroom.PlaceFolder, folder: here.folder})
		m.fold(true)
	default:
		return nil, false
	}
	return nil, true
}

func (m *Model) choose() tea.Cmd {
	it := m.items[m.cursor]
	c := Chosen{Place: it.place, Feed: it.feed, Folder: it.folder, Query: it.query, Title: it.title}
	if it.place == newsroom.PlaceFeed {
		c.Folder = ""
	}
	return func() tea.Msg { return c }
}

func (m *Model) fold(on bool) {
	it := m.items[m.cursor]
	if it.place != newsroom.PlaceFolder {
		return
	}
	m.collapsed[it.folder] = on
	m.build()
	m.point(it)
}

// group moves to the next line that is not inside a folder.
func (m *Model) group(dir int) {
	for i := m.cursor + dir; i >= 0 && i < len(m.items); i += dir {
		if m.items[i].depth == 0 {
			m.move(i - m.cursor)
			return
		}
	}
}

func (m *Model) unread(dir int) {
	for i := m.cursor + dir; i >= 0 && i < len(m.items); i += dir {
		if it := m.items[i]; it.unread > 0 && (it.place == newsroom.PlaceFeed || it.place == newsroom.PlaceView) {
			m.move(i - m.cursor)
			return
		}
	}
}

func (m *Model) scroll() {
	if m.cursor < m.top {
		m.top = m.cursor
	}
	if m.h > 0 && m.cursor >= m.top+m.h {
		m.top = m.cursor - m.h + 1
	}
	m.top = max(0, min(m.top, max(0, len(m.items)-m.h)))
}

// View draws the pane: exactly its height of lines.
func (m *Model) View() string {
	var lines []string
	for i := m.top; i < len(m.items) && len(lines) < m.h; i++ {
		lines = append(lines, m.line(i))
	}
	return strings.Join(m.fitted.Block(lines, m.w, m.h), "\n")
}

// row is all that the drawing of a row depends on.
type row struct {
	mark, title, count      string
	depth, width            int
	failing, cursor, active bool
	place                   newsroom.Place
	unread                  bool
}

func (m *Model) line(i int) string {
	it, th := m.items[i], m.th
	mark := " "
	switch {
	case it.place == newsroom.PlaceFolder && it.open:
		mark = th.Glyphs.Open
	case it.place == newsroom.PlaceFolder:
		mark = th.Glyphs.Closed
	case it.place == newsroom.PlaceStarred:
		mark = th.Glyphs.Star
	case it.place == newsroom.PlaceView:
		mark = "/"
	}
	count := ""
	if it.unread > 0 {
		count = m.tr.Number(it.unread)
	}
	if it.failing {
		count = strings.TrimSpace(th.Glyphs.Failing + " " + count)
	}
	r := row{
		mark: mark, title: it.title, count: count, depth: it.depth, width: m.w, failing: it.failing, cursor: i == m.cursor,
		active: it.is(m.shown) || it.place == newsroom.PlaceFeed && it.feed == m.shown.feed && m.shown.place == newsroom.PlaceFeed,
		place:  it.place, unread: it.unread > 0,
	}
	if r.cursor && m.focused {
		return m.draw(r)
	}
	line, ok := m.drawn[r]
	if !ok {
		if m.drawn == nil || len(m.drawn) > 4*max(m.h, 1) {
			m.drawn = map[row]string{}
		}
		line = m.draw(r)
		m.drawn[r] = line
	}
	return line
}

func (m *Model) draw(r row) string {
	th := m.th
	left := " " + strings.Repeat("  ", r.depth) + r.mark + " " + r.title
	right := r.count + " "
	if r.cursor && m.focused {
		return th.Cursor.Render(cells.Ends(left, right, m.w))
	}
	style := th.Text
	switch {
	case r.active:
		style = th.PaneTitleFocus
	case r.place == newsroom.PlaceFolder:
		style = th.Folder
	case !r.unread:
		style = th.Dim
	}
	if r.cursor {
		style = th.CursorDim.Inherit(style) // its own colours: others may not be read on it
		return style.Render(cells.Ends(left, right, m.w))
	}
	number := th.Count.Render(r.count)
	if r.failing {
		number = th.Failing.Render(th.Glyphs.Failing) + th.Count.Render(strings.TrimPrefix(r.count, th.Glyphs.Failing))
	}
	w := m.w - cells.Width(right) - 1
	if w < 1 {
		return style.Render(cells.Fit(left, m.w))
	}
	return style.Render(cells.Fit(left, w)) + " " + number + " "
}
