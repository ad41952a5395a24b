package headlines

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

var clock = time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC)

// shelf answers what a list asks, when it is told to.
type shelf struct {
	rows []news.Headline
	asks []Ask
}

func (s *shelf) load(a Ask) tea.Cmd { s.asks = append(s.asks, a); return nil }

func (s *shelf) answer(m *Model) {
	asks := s.asks
	s.asks = nil
	for _, a := range asks {
		l := Loaded{Ask: a}
		from, to := 0, len(s.rows)
		at := func(p *store.Place) int {
			for i, r := range s.rows {
				if r.ID <= p.ID { // IDs fall with the dates here
					return i
				}
			}
			return len(s.rows)
		}
		switch {
		case a.Page.After != nil:
			from = at(a.Page.After) + 1
		case a.Page.Before != nil:
			to = at(a.Page.Before)
			from = max(0, to-a.Page.Limit)
			l.Window.More = from > 0
		case a.Page.From != nil:
			from = at(a.Page.From)
			l.Before.Rows = s.rows[max(0, from-a.Page.Limit):from]
			l.Before.More = from > a.Page.Limit
		}
		rows := s.rows[min(from, to):to]
		if a.View.UnreadOnly {
			var unread []news.Headline
			for _, r := range rows {
				if !r.Read {
					unread = append(unread, r)
				}
			}
			rows = unread
		}
		if a.Page.Before == nil {
			l.Window.More = len(rows) > a.Page.Limit
			rows = rows[:min(len(rows), a.Page.Limit)]
		}
		l.Window.Rows = append([]news.Headline(nil), rows...)
		m.Update(l)
	}
}

func list(n, w, h int) (*Model, *shelf) {
	s := &shelf{}
	for i := range n {
		s.rows = append(s.rows, news.Headline{
			ID: news.ArticleID(n - i), Title: fmt.Sprintf("Headline number %d about nothing much at all", n-i), Outlet: "The Ledger", Lede: "One sentence says it all.",
			Published: clock.Add(-time.Duration(i) * time.Hour), Read: i%3 == 1, Starred: i == 2, Others: i % 2 * 4, Companies: []news.CompanyID{"microsoft", "openai"}[:i%3%2+i%2],
		})
	}
	m := New(Options{Theme: theme.New(theme.None, true), Tr: i18n.New("en"), Now: func() time.Time { return clock }, Load: s.load,
		Company: func(id news.CompanyID) string { return strings.ToUpper(string(id[:1])) + string(id[1:]) }})
	m.SetSize(w, h)
	m.SetFocus(true)
	m.Show(newsroom.View{Place: newsroom.PlaceRiver})
	s.answer(m)
	m.SetHeading("All", n, []string{"12 read hidden · v shows", "+12"}, []string{"Nothing here.", "v shows more."})
	return m, s
}

func plain(m *Model) string {
	lines := strings.Split(ansi.Strip(m.View()), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestFrames(t *testing.T) {
	for _, c := range []struct {
		name  string
		n     int
		w     int
		ledes bool
		want  string
	}{
		{"narrow", 3, 36, false, `
 All 3     12 read hidden · v shows
  Today
▌● Headline number 3 about nothing
▌  much at all       The Ledger now
   Headline number 2 about nothing
   much at all     The Ledger +4 1h
 ★ Headline number 1 about nothing
   much at all        The Ledger 2h`},
		{"narrower", 2, 20, false, `
 All 2          +12
  Today
▌● Headline number
▌  2 about not… now
   Headline number
   1 about noth… 1h`},
		{"a title that fits", 2, 60, false, `
 All 2                             12 read hidden · v shows
  Today
▌● Headline number 2 about nothing much at all
▌  The Ledger                                           now
   Headline number 1 about nothing much at all
   The Ledger +4 · Microsoft, Openai                     1h`},
		{"narrow with ledes", 1, 36, true, `
 All 1     12 read hidden · v shows
  Today
▌● Headline number 1 about nothing…
▌  The Ledger · One sentence s… now`},
		{"wide", 2, 100, false, `
 All 2                                                                     12 read hidden · v shows
  Today
▌● Headline number 2 about nothing much at all                            The Ledger            now
   Headline number 1 about nothing much at all         Microsoft, Openai  The Ledger       +4    1h`},
		{"empty", 0, 30, false, `
 All 0                    +12


        Nothing here.
        v shows more.`},
	} {
		m, _ := list(c.n, c.w, 8)
		m.SetLedes(c.ledes)
		if got := strings.TrimRight(plain(m), "\n"); got != c.want[1:] {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want[1:])
		}
	}
}

func TestEveryFrameFits(t *testing.T) {
	for w := 1; w < 120; w += 3 {
		for h := 1; h < 30; h += 2 {
			m, s := list(40, w, h)
			for _, a := range []keymap.Action{keymap.Down, keymap.PageDown, keymap.Bottom, keymap.PrevGroup, keymap.HalfUp, keymap.Top} {
				m.Do(a)
				s.answer(m)
				lines := strings.Split(m.View(), "\n")
				if len(lines) != h {
					t.Fatalf("%dx%d after %s: %d lines", w, h, a, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) != w {
						t.Fatalf("%dx%d after %s: %d cells in %q", w, h, a, ansi.StringWidth(l), l)
					}
				}
			}
		}
	}
}

func TestCursorIsAlwaysInView(t *testing.T) {
	for _, w := range []int{30, 90} {
		m, s := list(200, w, 11)
		for range 150 {
			m.Do(keymap.Down)
			s.answer(m)
			row, _ := m.Row()
			if !strings.Contains(plain(m), fmt.Sprintf("number %d ", row.ID)) {
				t.Fatalf("width %d: row %d is under the cursor and not on screen:\n%s", w, row.ID, plain(m))
			}
		}
	}
}

func TestMovingAsksNothingInsideTheWindow(t *testing.T) {
	m, s := list(200, 90, 20)
	m.Do(keymap.Down)
	m.Do(keymap.Up)
	if len(s.asks) > 0 {
		t.Errorf("moving by one asked %v", s.asks)
	}
}

func TestGroupsAreDays(t *testing.T) {
	m, s := list(100, 90, 40)
	m.Do(keymap.NextGroup)
	s.answer(m)
	if m.ID() != 100-15 { // 15 hours of today
		t.Errorf("J goes to %d", m.ID())
	}
	m.Do(keymap.NextGroup)
	s.answer(m)
	m.Do(keymap.PrevGroup)
	if m.ID() != 85 {
		t.Errorf("K goes to %d", m.ID())
	}
}

func TestNextUnreadGoesBeyondTheWindow(t *testing.T) {
	m, s := list(300, 90, 10)
	for i := range s.rows {
		s.rows[i].Read = i != 250
	}
	m.Show(newsroom.View{})
	s.answer(m)
	m.Do(keymap.NextUnread)
	asked := 0
	for ; m.Seeking(); asked++ {
		s.answer(m)
	}
	if m.ID() != 50 || asked > 3 || m.Len() > 60 {
		t.Errorf("n goes to %d, want 50; %d questions, %d rows in memory", m.ID(), asked, m.Len())
	}
	m.Do(keymap.NextUnread)
	for m.Seeking() {
		s.answer(m)
	}
	if m.ID() != 50 {
		t.Errorf("n at the last unread article goes to %d", m.ID())
	}
}

func TestReloadWhileTheCursorMoves(t *testing.T) {
	m, s := list(300, 90, 10)
	m.Reload()
	for range 60 { // far beyond what was asked about
		m.Do(keymap.Down)
	}
	id := m.ID()
	s.answer(m)
	s.answer(m)
	if m.ID() != id {
		t.Errorf("the answer moved the cursor from %d to %d", id, m.ID())
	}
}

// However long a title is, and wherever it breaks, the row says how old it is and
// whose it is, as far as there is room for both.
func TestEveryRowSaysHowOldItIs(t *testing.T) {
	for w := 24; w < 130; w++ {
		for words := 1; words < 24; words++ {
			m, _ := list(1, w, 5)
			title := strings.TrimSpace(strings.Repeat("word ", words) + strings.Repeat("x", words%5))
			m.rows[0].Title, m.rows[0].Published, m.rows[0].Companies = title, clock.Add(-7*time.Hour), []news.CompanyID{"microsoft", "openai"}
			m.cache = map[news.ArticleID]cached{}
			lines := strings.Split(strings.TrimRight(plain(m), "\n"), "\n")
			last := strings.TrimRight(lines[len(lines)-1], " ")
			if !strings.HasSuffix(last, " 7h") {
				t.Fatalf("%d columns, %q:\n%s", w, title, strings.Join(lines, "\n"))
			}
			if room := w - cells.Width(strings.TrimRight(strings.TrimSuffix(last, "7h"), " ")); room > 24 && !strings.Contains(last, "The Led") {
				t.Fatalf("%d columns, %q, and no outlet:\n%s", w, title, strings.Join(lines, "\n"))
			}
		}
	}
}
