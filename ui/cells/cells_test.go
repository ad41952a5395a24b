package cells

import (
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

var lines = []string{
	"", "plain", "a line that is rather longer than the pane it has to go into",
	"« guillemets\u00a0» et\u202fespaces fines", "漢字かな交じり文", "👩‍👩‍👧‍👦 family", "🇫🇷 flag and 👍🏽 thumb", "e\u0301le\u0301gant",
	lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Red).Render("styled text of some length"),
	"\x1b]8;;https://example.org\x07a link\x1b]8;;\x07 in a line",
}

func TestFitIsExact(t *testing.T) {
	for _, s := range lines {
		for w := range 40 {
			if got := Width(Fit(s, w)); got != w {
				t.Errorf("Fit(%q, %d) is %d cells", s, w, got)
			}
			if got := Width(Ends(s, "right", w)); got != w {
				t.Errorf("Ends(%q, %d) is %d cells", s, w, got)
			}
		}
	}
}

// A pane is exact, and what is one sign to a reader is in it whole: no part of
// an emoji is missing, and no dots stand for it.
func TestPaneKeepsSignsWhole(t *testing.T) {
	signs := []string{"❤️", "☀️", "1️⃣", "✔️", "🏳️‍🌈", "👨🏾‍💻", "👩‍👩‍👧‍👦", "🇫🇷", "👍🏽", "कि", "שָׁ", "مَ"}
	view := strings.Join(append(slices.Clone(lines), strings.Join(signs, " ")), "\n")
	for w := 1; w < 50; w++ {
		pane := Pane(view, w, 12)
		for i, l := range pane {
			if Width(l) != w {
				t.Errorf("width %d, line %d: %d cells", w, i, Width(l))
			}
		}
		if w < 40 {
			continue
		}
		if got := strings.Fields(pane[len(lines)]); !slices.Equal(got, signs) {
			t.Errorf("width %d: %q, not %q", w, got, signs)
		}
	}
}

func TestOverKeepsTheWidth(t *testing.T) {
	for x := -3; x < 30; x++ {
		screen := Block(lines, 30, 10)
		box := Block([]string{"┌──┐", "│ok│", "└──┘"}, 4, 3)
		if x < 0 || x > 26 {
			continue
		}
		for i, l := range Over(screen, box, x, 2) {
			if Width(l) != 30 {
				t.Errorf("at %d, line %d: %d cells", x, i, Width(l))
			}
		}
	}
}

func TestCutKeepsShortLines(t *testing.T) {
	if got := Cut("short", 10); got != "short" {
		t.Error(got)
	}
	if got := Cut("a longer line", 5); got != "a lo…" {
		t.Error(got)
	}
}

// No line begins with a French mark, also where its blank is an ordinary one, and
// the text is the same as before.
func TestWrapHoldsFrenchMarks(t *testing.T) {
	const s = "« On ne résume pas, on choisit » : dans l’atelier de celles qui apprennent ! 40 % de plus"
	for w := 12; w < 60; w++ {
		lines := Wrap(s, w)
		for _, line := range lines {
			if strings.ContainsAny(line[:1], ":!%»") || strings.HasPrefix(line, "»") || strings.HasSuffix(line, "«") || Width(line) > w {
				t.Errorf("width %d: %q", w, lines)
			}
		}
		if got := strings.Join(lines, " "); got != s {
			t.Errorf("width %d: %q", w, got)
		}
	}
}
