package quotebook

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

var clock = time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC)

// shelf answers with quotes: two by each article, older and older.
type shelf struct {
	*Model
	articles int
	asked    []store.Page
	opened   news.ArticleID
	at       news.Span
	fail     error
}

func (s *shelf) rows(p store.Page) []store.QuoteRow {
	first := 0
	if p.After != nil {
		first = s.articles - int(p.After.ID) + 1
	}
	var out []store.QuoteRow
	names := []string{"Ada Lovelace", "Grace Hopper", "", "山田太郎"}
	for i := first; i < s.articles && len(out) < p.Limit; i++ {
		for k := range 2 {
			r := store.QuoteRow{
				Article: news.ArticleID(s.articles - i), Index: k, Title: fmt.Sprintf("Article %d", i), Outlet: "The Ledger", Published: clock.Add(-time.Duration(i) * time.Hour),
				Quote: news.Quote{Span: news.Span{Start: 10 * k, End: 10*k + 5}, Text: fmt.Sprintf("Words number %d of article %d, which are many enough for two lines of a narrow screen", k, i)},
			}
			if n := names[(i+k)%4]; n != "" {
				r.Quote.Speaker = &news.Speaker{Name: n, Role: "engineer"}
			}
			out = append(out, r)
		}
	}
	return out
}

func open(w, h, articles int) *shelf {
	s := &shelf{articles: articles}
	s.Model = New(Options{
		Theme: theme.New(theme.Full, true), Tr: i18n.New("en"), Keys: keymap.Default(), Now: func() time.Time { return clock },
		Load: func(turn int, p store.Page) tea.Cmd {
			s.asked = append(s.asked, p)
			return func() tea.Msg { return Loaded{Turn: turn, Rows: s.rows(p), Err: s.fail} }
		},
		Open: func(id news.ArticleID, at news.Span) tea.Cmd { s.opened, s.at = id, at; return nil },
	})
	s.SetSize(w, h)
	s.run(s.Show("All"))
	return s
}

func (s *shelf) run(cmd tea.Cmd) {
	for cmd != nil {
		cmd = s.Update(cmd())
	}
}

func (s *shelf) do(actions ...keymap.Action) {
	for _, a := range actions {
		cmd, _ := s.Do(a)
		s.run(cmd)
	}
}

func (s *shelf) screen() string { return ansi.Strip(s.View()) }

func TestItAsksForMoreNearTheEnd(t *testing.T) {
	s := open(80, 24, 200)
	if len(s.asked) != 1 {
		t.Fatalf("asked %d times for the first screen", len(s.asked))
	}
	for range 120 {
		s.do(keymap.Down)
	}
	if len(s.asked) < 2 || s.cursor != 120 {
		t.Fatalf("asked %d times, cursor at %d", len(s.asked), s.cursor)
	}
	if after := s.asked[1].After; after == nil || after.ID != s.rows(store.Page{Limit: pageSize})[pageSize-1].Article {
		t.Errorf("the second page begins after %v", after)
	}
	if !strings.Contains(s.screen(), "article 60") {
		t.Errorf("the cursor is not on screen:\n%s", s.screen())
	}
}

func TestBySpeakerGroupsAll(t *testing.T) {
	s := open(80, 24, 100)
	s.do(keymap.Down, keymap.NextPane)
	if !s.complete || len(s.order) != 200 {
		t.Fatalf("%d of 200 quotes are held", len(s.order))
	}
	if got := s.screen(); !strings.Contains(got, "by speaker") || !strings.Contains(got, "Grace Hopper") {
		t.Errorf("the cursor left its quote:\n%s", got)
	}
	s.do(keymap.Top)
	seen, last := map[string]bool{}, "-"
	for _, i := range s.order {
		if n := nameOf(s.Model.rows[i]); n != last {
			if seen[n] {
				t.Fatalf("%q is in two groups", n)
			}
			seen[n], last = true, n
		}
	}
	if last != "" {
		t.Error("quotes of nobody are not last")
	}
	s.do(keymap.NextGroup)
	if s.cursor != 50 {
		t.Errorf("the next speaker is at %d", s.cursor)
	}
	s.do(keymap.NextGroup, keymap.PrevGroup)
	if s.cursor != 50 {
		t.Errorf("back at %d", s.cursor)
	}
}

func TestEnterOpensThePlace(t *testing.T) {
	s := open(80, 24, 5)
	s.do(keymap.Down, keymap.Open)
	if s.opened != 5 || s.at != (news.Span{Start: 10, End: 15}) {
		t.Errorf("opened %d at %v", s.opened, s.at)
	}
}

func TestLatePagesAreDropped(t *testing.T) {
	s := open(80, 24, 5)
	s.run(s.Update(nil))
	old := Loaded{Turn: s.turn, Rows: s.rows(store.Page{Limit: 2})}
	s.run(s.Show("Microsoft"))
	n := len(s.order)
	s.run(s.Update(old))
	if len(s.order) != n {
		t.Error("a page of an earlier view was taken")
	}
}

func TestEmptyAndFailing(t *testing.T) {
	if s := open(60, 10, 0); !strings.Contains(s.screen(), "No quotes in these articles yet.") {
		t.Error(s.screen())
	}
	s := open(60, 10, 5)
	s.fail = errors.New("the store is damaged")
	s.run(s.Show("All"))
	if !strings.Contains(s.screen(), "the store is damaged") {
		t.Error(s.screen())
	}
	s.do(keymap.Open, keymap.Down, keymap.NextGroup, keymap.NextPane)
}

func TestMarkdown(t *testing.T) {
	s := open(80, 24, 1)
	want := "> Words number 0 of article 0, which are many enough for two lines of a narrow screen\n>\n> — Ada Lovelace\n\nArticle 0 (The Ledger, 24 Nov 2026, 14:05)\n"
	if got := s.Markdown(); got != want {
		t.Errorf("%q", got)
	}
}

func TestFramesFit(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	actions := []keymap.Action{keymap.Down, keymap.Up, keymap.HalfDown, keymap.PageUp, keymap.Bottom, keymap.Top, keymap.NextPane, keymap.NextGroup, keymap.PrevGroup, keymap.Open}
	s := open(80, 24, 120)
	for range 2000 {
		if rnd.IntN(5) == 0 {
			s.SetSize(1+rnd.IntN(120), 1+rnd.IntN(40))
		}
		s.do(actions[rnd.IntN(len(actions))])
		s.run(s.Click(rnd.IntN(40)))
		lines := strings.Split(s.View(), "\n")
		if len(lines) != s.h {
			t.Fatalf("%d lines of %d", len(lines), s.h)
		}
		for _, l := range lines {
			if ansi.StringWidth(l) != s.w {
				t.Fatalf("%q is not %d wide", l, s.w)
			}
		}
	}
}
