package health

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/theme"
)

var clock = time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC)

func screen(lang string, w, h int) *Model {
	m := New(theme.New(theme.None, true), i18n.New(lang), keymap.Default(), func() time.Time { return clock })
	m.SetSize(w, h)
	m.SetFeeds([]store.FeedRow{
		{Feed: news.Feed{ID: 1, Title: "Le Monde", URL: "https://example.org/1", Folders: []string{"Presse"}, Health: news.Health{State: news.FeedOK, LastSuccess: clock.Add(-5 * time.Minute), NextPoll: clock.Add(time.Hour)}}, Unread: 3, Total: 40},
		{Feed: news.Feed{ID: 2, URL: "https://example.org/2", Health: news.Health{State: news.FeedFailing, Failures: 2, Problem: "The page does not exist any more (404).", Advice: "Look for its new address.", NextPoll: clock.Add(72 * time.Hour)}}},
		{Feed: news.Feed{ID: 3, Title: "Gone", URL: "https://example.org/3", Health: news.Health{State: news.FeedDisabled, Problem: "The feed has ended (410)."}}},
	})
	return m
}

func plain(m *Model) string { return ansi.Strip(m.View()) }

func TestSaysHowFeedsAreDoing(t *testing.T) {
	m := screen("en", 100, 24)
	for _, want := range []string{"Feeds 3", "✓ Le Monde", "fine, 5m", "3/40", "! https://example.org/2", "failed 2 times", "switched off", "next poll in 1h"} {
		if !strings.Contains(plain(m), want) {
			t.Errorf("%q is missing:\n%s", want, plain(m))
		}
	}
	m.Do(keymap.NextUnread) // to the next feed that is not well
	if f, _ := m.Feed(); f.ID != 2 {
		t.Errorf("n goes to feed %d", f.ID)
	}
	for _, want := range []string{"The page does not exist any more (404).", "Look for its new address.", "next poll on 27 Nov 2026, 14:05"} {
		if !strings.Contains(plain(m), want) {
			t.Errorf("%q is missing:\n%s", want, plain(m))
		}
	}
}

func TestCursorStaysOnItsFeed(t *testing.T) {
	m := screen("en", 80, 24)
	m.Do(keymap.Bottom)
	m.SetFeeds(append([]store.FeedRow{{Feed: news.Feed{ID: 9}}}, m.feeds...))
	if f, _ := m.Feed(); f.ID != 3 {
		t.Errorf("the cursor is on feed %d", f.ID)
	}
	m.SetFeeds(nil)
	if _, ok := m.Feed(); ok {
		t.Error("a feed where there is none")
	}
	if !strings.Contains(plain(m), "a adds one, + adds a starter pack") {
		t.Error(plain(m))
	}
}

func TestFitsEverywhere(t *testing.T) {
	for w := 1; w < 130; w += 4 {
		for h := 1; h < 40; h += 2 {
			m := screen("fr", w, h)
			for _, a := range []keymap.Action{keymap.Down, keymap.Bottom, keymap.HalfUp, keymap.Top} {
				m.Do(a)
				lines := strings.Split(m.View(), "\n")
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) != w {
						t.Fatalf("%dx%d: %d cells: %q", w, h, ansi.StringWidth(l), l)
					}
				}
			}
		}
	}
}
