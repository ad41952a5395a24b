package briefing

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
	"lede/newsroom"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

var clock = time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC)

func brief() newsroom.Brief {
	b := newsroom.Brief{Since: clock.Add(-24 * time.Hour), Until: clock}
	for s, name := range []string{"Microsoft", "Verkor", ""} {
		section := newsroom.BriefSection{Company: news.CompanyID(strings.ToLower(name)), Name: name}
		for i := range 3 - s {
			h := news.Headline{ID: news.ArticleID(10*s + i + 1), Title: fmt.Sprintf("Story %d of section %d, with a title that is long", i, s), Outlet: "Le Journal", URL: "https://example.org", Published: clock.Add(-time.Hour), Read: i == 1}
			story := newsroom.BriefStory{Headline: h, Sentence: "Une phrase « citée\u00a0» telle quelle.", Others: i}
			if i == 0 {
				story.Quote = &news.Quote{Text: "Mot pour mot", Speaker: &news.Speaker{Name: "Ada Lovelace"}}
			}
			section.Stories = append(section.Stories, story)
		}
		b.Sections = append(b.Sections, section)
	}
	b.Sections = append(b.Sections, newsroom.BriefSection{Name: "Nobody"})
	return b
}

func show(b newsroom.Brief, err error) (*Model, *news.ArticleID) {
	opened := new(news.ArticleID)
	m := New(Options{
		Theme: theme.New(theme.None, true), Tr: i18n.New("en"), Now: func() time.Time { return clock },
		Load: func(turn int) tea.Cmd { return func() tea.Msg { return Loaded{turn, b, err} } },
		Open: func(id news.ArticleID, _ news.Span) tea.Cmd { *opened = id; return nil },
	})
	m.SetSize(72, 20)
	m.Update(m.Show()())
	return m, opened
}

func screen(m *Model) string { return ansi.Strip(m.View()) }

func TestStoriesOfEachCompany(t *testing.T) {
	m, opened := show(brief(), nil)
	s := screen(m)
	for _, want := range []string{"Briefing · since 23 Nov 2026", "Microsoft", "Story 0 of section 0", "Une phrase « citée\u00a0» telle quelle.", "“Mot pour mot”", "— Ada Lovelace", "+1 outlet"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is missing:\n%s", want, s)
		}
	}
	m.Do(keymap.NextGroup)
	m.Do(keymap.Open)
	if *opened != 11 {
		t.Errorf("opened %d", *opened)
	}
	m.Do(keymap.NextGroup)
	if s := screen(m); !strings.Contains(s, "Other news") {
		t.Errorf("the last section is not named:\n%s", s)
	}
	m.Do(keymap.PrevGroup)
	m.Do(keymap.PrevGroup)
	if m.cursor != 0 {
		t.Errorf("back at %d", m.cursor)
	}
}

func TestEmptyLateAndFailing(t *testing.T) {
	m, _ := show(newsroom.Brief{Since: clock}, nil)
	if !strings.Contains(screen(m), "Nothing new since") {
		t.Error(screen(m))
	}
	m.Do(keymap.Open)
	m.Do(keymap.NextGroup)
	m.Update(Loaded{Turn: m.turn - 1, Brief: brief()})
	if len(m.stories) > 0 {
		t.Error("an old briefing was taken")
	}
	m, _ = show(newsroom.Brief{}, errors.New("the store is damaged"))
	if !strings.Contains(screen(m), "the store is damaged") {
		t.Error(screen(m))
	}
}

func TestMarkdown(t *testing.T) {
	b := brief()
	b.Sections = b.Sections[:1]
	b.Sections[0].Stories = b.Sections[0].Stories[:1]
	m, _ := show(b, nil)
	want := "# Briefing, since 23 Nov 2026, 14:05\n\n## Microsoft\n\n- **Story 0 of section 0, with a title that is long** (Le Journal)  \n  Une phrase « citée\u00a0» telle quelle.  \n  > Mot pour mot — Ada Lovelace  \n  <https://example.org>\n"
	if got := m.Markdown(); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestFramesFit(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	actions := []keymap.Action{keymap.Down, keymap.Up, keymap.HalfDown, keymap.PageUp, keymap.Bottom, keymap.Top, keymap.NextGroup, keymap.PrevGroup, keymap.Open}
	m, _ := show(brief(), nil)
	for range 2000 {
		if rnd.IntN(5) == 0 {
			m.SetSize(1+rnd.IntN(120), 1+rnd.IntN(40))
		}
		m.Do(actions[rnd.IntN(len(actions))])
		m.Click(rnd.IntN(40))
		lines := strings.Split(m.View(), "\n")
		if len(lines) != m.h {
			t.Fatalf("%d lines of %d", len(lines), m.h)
		}
		for _, l := range lines {
			if ansi.StringWidth(l) != m.w {
				t.Fatalf("%q is not %d wide", l, m.w)
			}
		}
	}
}
