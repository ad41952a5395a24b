package help

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/picker"
	"lede/ui/theme"
)

func box(lang string) *Model {
	return New(theme.New(theme.None, true), i18n.New(lang), keymap.Default(), keymap.FeedScreen)
}

func text(m *Model) string { return ansi.Strip(strings.Join(m.Lines(84, 200), "\n")) }

func TestEveryRowOfTheTableIsShown(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		got := strings.Join(strings.Fields(text(box(lang))), " ")
		got = strings.ReplaceAll(got, "│ │ ", "")
		for _, r := range keymap.Rows() {
			if first := strings.Fields(r.Text(lang)); !strings.Contains(got, strings.Join(first[:min(3, len(first))], " ")) {
				t.Errorf("%s: %q is not shown", lang, r.Text(lang))
			}
		}
	}
}

func TestTypingSearches(t *testing.T) {
	m := box("fr")
	for _, r := range "resume" { // without the accents
		m.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	got := text(m)
	if !strings.Contains(got, "résumé : encadré") || strings.Contains(got, "descendre") {
		t.Error(got)
	}
	m.Key(tea.KeyPressMsg{Code: 'z', Text: "z"})
	if got := text(m); !strings.Contains(got, "Rien sur « resumez »") {
		t.Error(got)
	}
	if cmd := m.Key(tea.KeyPressMsg{Code: tea.KeyEscape}); cmd != nil || m.typed != "" {
		t.Error("the first Esc does not just clear the search")
	}
	cmd := m.Key(tea.KeyPressMsg{Code: tea.KeyEscape})
	if _, ok := cmd().(picker.Closed); !ok {
		t.Error("the second Esc does not close")
	}
}

// What moves or closes elsewhere are letters here.
func TestEveryLetterTypes(t *testing.T) {
	m := box("en")
	for _, r := range "jkqhlGg0" {
		if cmd := m.Key(tea.KeyPressMsg{Code: r, Text: string(r)}); cmd != nil {
			t.Errorf("%c is a command", r)
		}
	}
	if m.typed != "jkqhlGg0" {
		t.Errorf("typed %q", m.typed)
	}
	cmd := m.Key(tea.KeyPressMsg{Code: '?', Text: "?"})
	if _, ok := cmd().(picker.Closed); !ok {
		t.Error("? does not close")
	}
}

func TestTheContextComesFirst(t *testing.T) {
	got := text(box("en"))
	if strings.Index(got, "Feeds screen") > strings.Index(got, "Everywhere") {
		t.Error("the keys of the screen one is on do not come first")
	}
}

func TestScrollsAndFits(t *testing.T) {
	m := box("en")
	for w := 1; w < 100; w += 7 {
		for h := 1; h < 30; h += 3 {
			for _, k := range []tea.KeyPressMsg{{Code: tea.KeyPgDown}, {Code: tea.KeyEnd}, {Code: tea.KeyDown}, {Code: tea.KeyHome}} {
				m.Key(k)
				lines := m.Lines(w, h)
				if len(lines) != h {
					t.Fatalf("%dx%d: %d lines", w, h, len(lines))
				}
				for _, l := range lines {
					if ansi.StringWidth(l) != w {
						t.Fatalf("%dx%d: %q", w, h, l)
					}
				}
			}
		}
	}
}
