// Package profile is the page of a company: how much is written about it day by
// day, which companies it is named with, who is quoted, and the quotes.
package profile

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

// Options of a page.
type Options struct {
	Theme *theme.Theme
	Tr    *i18n.Tr
	Keys  *keymap.Map
	Now   func() time.Time
	// Load asks for a company; its answer is a Loaded with the same turn.
	Load func(turn int, id news.CompanyID, about bool) tea.Cmd
	// Open opens an article at a place.
	Open func(id news.ArticleID, at news.Span) tea.Cmd
	// Articles lists the articles of the company; those in which somebody is
	// quoted, with a name.
	Articles func(id news.CompanyID, about bool, speaker string) tea.Cmd
	// Search lists what a query finds.
	Search func(query string) tea.Cmd
	// Pin pins the company, or unpins it when it is.
	Pin func(id news.CompanyID) tea.Cmd
}

// Loaded is what is known of a company.
type Loaded struct {
	Turn int
	Page newsroom.CompanyPage
	Err  error
}

// Model is the screen.
type Model struct {
	o    Options
	w, h int

	id     news.CompanyID
	about  bool // articles that only mention it are left out
	turn   int
	page   newsroom.CompanyPage
	loaded bool
	err    error
	past   []news.CompanyID // the companies one came from

	items  []item
	cursor int
	top    int
}

// item is something to choose.
type item struct {
	lines   []string
	heading string // of the group that begins here
	open    func() tea.Cmd
}

// How many companies and speakers are listed.
const mostListed = 8

// New makes an empty page.
func New(o Options) *Model { return &Model{o: o} }

// Show opens the page of a company.
func (m *Model) Show(id news.CompanyID, about bool) tea.Cmd {
	m.past = nil
	return m.goTo(id, about)
}

func (m *Model) goTo(id news.CompanyID, about bool) tea.Cmd {
	m.id, m.about, m.loaded, m.err = id, about, false, nil
	m.items, m.cursor, m.top = nil, 0, 0
	return m.Again()
}

// Again asks for the same company once more.
func (m *Model) Again() tea.Cmd {
	if m.id == "" {
		return nil
	}
	m.turn++
	return m.o.Load(m.turn, m.id, m.about)
}

// ID is the company of the page.
func (m *Model) ID() news.CompanyID { return m.id }

// SetTheme changes the styles.
func (m *Model) SetTheme(th *theme.Theme) { m.o.Theme = th; m.lay() }

// SetSize gives the screen its rectangle.
func (m *Model) SetSize(w, h int) {
	m.w, m.h = w, h
	m.lay()
}

// Update takes an answer; one for another company is dropped.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	l, ok := msg.(Loaded)
	if !ok || l.Turn != m.turn {
		return nil
	}
	m.err = l.Err
	if l.Err == nil {
		m.page, m.loaded = l.Page, true
		m.lay()
	}
	return nil
}

// Do carries out an action; done is false where the page does not know it.
func (m *Model) Do(a keymap.Action) (cmd tea.Cmd, done bool) {
	page := max(1, (m.h-6)/3)
	switch a {
	case keymap.Down:
		m.move(1)
	case keymap.Up:
		m.move(-1)
	case keymap.HalfDown, keymap.PageDown, keymap.Advance:
		m.move(page)
	case keymap.HalfUp, keymap.PageUp:
		m.move(-page)
	case keymap.Top:
		m.move(-len(m.items))
	case keymap.Bottom:
		m.move(len(m.items))
	case keymap.NextGroup:
		m.group(1)
	case keymap.PrevGroup:
		m.group(-1)
	case keymap.Open:
		if m.cursor < len(m.items) {
			return m.items[m.cursor].open(), true
		}
	case keymap.AboutOnly:
		m.about = !m.about
		return m.Again(), true
	case keymap.PinCompany:
		return m.o.Pin(m.id), true
	case keymap.Back, keymap.Escape, keymap.Quit:
		if len(m.past) == 0 {
			return nil, false
		}
		last := m.past[len(m.past)-1]
		m.past = m.past[:len(m.past)-1]
		return m.goTo(last, m.about), true
	default:
		return nil, false
	}
	return nil, true
}

func (m *Model) move(n int) { m.cursor = max(0, min(m.cursor+n, len(m.items)-1)) }

func (m *Model) group(dir int) {
	for i := m.cursor + dir; i >= 0 && i < len(m.items); i += dir {
		if m.items[i].heading != "" {
			m.cursor = i
			return
		}
	}
}

// Wheel moves the cursor.
func (m *Model) Wheel(n int) tea.Cmd { m.move(n); return nil }

// Click puts the cursor on an item, or opens the one that has it.
func (m *Model) Click(y int) tea.Cmd {
	_, starts := m.body()
	line := m.top + y - len(m.head())
	for i := len(starts) - 1; i >= 0 && line >= 0; i-- {
		if line < starts[i] {
			continue
		}
		if line >= starts[i]+len(m.items[i].lines) {
			return nil
		}
		if i == m.cursor {
			return m.items[i].open()
		}
		m.cursor = i
		return nil
	}
	return nil
}

// lay makes the items anew; the cursor stays.
func (m *Model) lay() {
	if !m.loaded || m.w == 0 {
		return
	}
	th, tr, p := m.o.Theme, m.o.Tr, &m.page
	m.items = nil
	add := func(heading string, open func() tea.Cmd, lines ...string) {
		if m.begun(heading) {
			heading = ""
		}
		m.items = append(m.items, item{lines, heading, open})
	}
	id, about := m.id, m.about
	n := p.About + p.Mentions
	if about {
		n = p.About
	}
	add(tr.S("profile.articles"), func() tea.Cmd { return m.o.Articles(id, about, "") }, th.Text.Render(tr.N("profile.list", n)))
	if p.Below > n {
		field := "company:"
		if about {
			field = "about:"
		}
		add(tr.S("profile.articles"), func() tea.Cmd { return m.o.Search(field + string(id) + "+") }, th.Text.Render(tr.N("profile.listbelow", p.Below)))
	}
	if p.Implied > 0 {
		add(tr.S("profile.articles"), func() tea.Cmd { return m.o.Search("implied:" + string(id)) }, th.Dim.Render(tr.N("profile.listimplied", p.Implied)))
	}
	companies := func(heading string, all []store.CompanyCount) {
		for _, c := range all[:min(len(all), mostListed)] {
			add(tr.S(heading), func() tea.Cmd {
				m.past = append(m.past, id)
				return m.goTo(c.Company, about)
			}, m.counted(c.Name, c.Total))
		}
	}
	companies("profile.parents", p.Parents)
	companies("profile.children", p.Children)
	companies("profile.together", p.Together)
	for _, s := range p.Speakers[:min(len(p.Speakers), mostListed)] {
		add(tr.S("profile.speakers"), func() tea.Cmd { return m.o.Articles(id, about, s.Name) }, m.counted(s.Name, s.Quotes))
	}
	for _, q := range p.Quotes {
		text := i18n.Quoted(strings.Join(strings.Fields(q.Quote.Text), " "), q.Language)
		var lines []string
		for _, l := range cells.Wrap(text, max(8, min(m.w-4, 76))) {
			lines = append(lines, th.Quote.Render(l))
		}
		by := q.Outlet + " · " + tr.Age(q.Published, m.o.Now())
		if s := q.Quote.Speaker; s != nil && s.Name != "" {
			lines = append(lines, th.Speaker.Render(s.Name)+th.Dim.Render(" · "+by))
		} else {
			lines = append(lines, th.Dim.Render(by))
		}
		add(tr.S("profile.quotes"), func() tea.Cmd { return m.o.Open(q.Article, q.Quote.Span) }, lines...)
	}
	m.move(0)
}

// begun reports whether the group of a heading has begun.
func (m *Model) begun(heading string) bool {
	for i := len(m.items) - 1; i >= 0; i-- {
		if h := m.items[i].heading; h != "" {
			return h == heading
		}
	}
	return false
}

// counted is a name with a number, and a bar as long as it is large.
func (m *Model) counted(name string, n int) string {
	th := m.o.Theme
	number := m.o.Tr.Number(n)
	w := max(8, min(m.w-4, 48))
	return th.Text.Render(cells.Fit(name, max(1, w-cells.Width(number)-1))) + " " + th.Count.Render(number)
}
