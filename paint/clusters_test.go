package paint

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// simple is a terminal that counts the signs of a cluster one by one, as many
// do: the emulator is kept from joining them.
type simple struct{ *emulated }

func (s simple) Write(p []byte) (int, error) {
	var b strings.Builder
	var state byte
	for rest := string(p); len(rest) > 0; {
		seq, width, n, next := ansi.DecodeSequence(rest, state, nil)
		state, rest = next, rest[n:]
		if width == 0 {
			b.WriteString(seq)
			continue
		}
		for i, r := range seq {
			if ansi.StringWidthWc(string(r)) == 0 { // the emulator would give it a cell
				continue
			}
			if i > 0 {
				b.WriteString("\x1b[?7799h") // means nothing
			}
			b.WriteRune(r)
		}
	}
	_, err := s.emulated.Write([]byte(b.String()))
	return len(p), err
}

var signs = []string{"❤\ufe0f", "1\ufe0f\u20e3", "🏳\ufe0f\u200d🌈", "👨🏾\u200d💻", "👩\u200d👩\u200d👧\u200d👦", "🇫🇷", "👍🏽", "कि", "न्दी", "e\u0301", "مَ", "שָׁ", "🙂", "語"}

// Whatever a terminal makes of a sign, what follows it stands in its column, the
// next lines are left alone, and nothing of it is left behind.
func TestClustersKeepColumns(t *testing.T) {
	for _, joins := range []bool{true, false} {
		for _, sign := range signs {
			for left := range 12 {
				e := newEmulated(16, 3)
				if !joins {
					e.painter.out = simple{e}
				}
				line := strings.Repeat("a", left) + sign
				free := 14 - ansi.StringWidth(line)
				frame := func(end string) string {
					return line + strings.Repeat(" ", free) + "|" + end + "\n" + strings.Repeat("b", 16) + "\n" + line
				}
				for _, f := range []string{strings.Repeat("x", 16) + "\n" + strings.Repeat("b", 16) + "\n", frame("1"), frame("2")} {
					e.paint(tea.NewView(f))
				}
				text := func(y int) (s []string) {
					for x := range 16 {
						c := e.CellAt(x, y)
						switch {
						case c == nil || c.Content == "" || c.IsZero():
							s = append(s, "")
						default:
							s = append(s, c.Content)
						}
					}
					return s
				}
				row := text(0)
				if row[14] != "|" || row[15] != "2" {
					t.Errorf("%q after %d, joined %v: the end of the line is %q", sign, left, joins, row)
				}
				after := strings.Join(row[min(left+2, 14):14], "")
				if free > 0 && strings.Trim(after, " ") != "" && (joins || sign != "न्दी") { // whose vowel is read there
					t.Errorf("%q after %d, joined %v: %q is left behind", sign, left, joins, row)
				}
				if joins && row[left] != sign {
					t.Errorf("%q after %d is %q", sign, left, row)
				}
				if got := strings.Join(text(1), ""); got != strings.Repeat("b", 16) {
					t.Errorf("%q after %d, joined %v: the next line is %q", sign, left, joins, got)
				}
			}
		}
	}
}

// At the right edge a terminal that counts every sign would turn the line.
func TestClustersAtTheEdge(t *testing.T) {
	for _, sign := range signs {
		e := newEmulated(10, 3)
		e.painter.out = simple{e}
		line := strings.Repeat("a", 10-ansi.StringWidth(sign)) + sign
		bs := strings.Repeat("b", 10)
		e.paint(tea.NewView("\n" + bs + "\n" + bs))
		e.paint(tea.NewView(line + "\n" + bs + "\n" + bs))
		for y := 1; y < 3; y++ {
			for x := range 10 {
				if c := e.CellAt(x, y); c == nil || c.Content != "b" {
					t.Errorf("%q at the edge of line 0 writes into line %d: %v", sign, y, c)
				}
			}
		}
	}
}

// A script whose syllables a terminal takes apart is legible on it, and what
// follows still stands in its column.
func TestScriptsRunOn(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a हिन्दी में b", "aह\u093fनद\u0940मb"}, // marks without a cell are not emulated
		{"हिन्दी", "ह\u093fनद\u0940"},
	} {
		e := newEmulated(30, 3)
		e.painter.out = simple{e}
		bs := strings.Repeat("b", 30)
		line := c.text + strings.Repeat(" ", 16-ansi.StringWidth(c.text)) + "│ x  y" + strings.Repeat(" ", 7) + "┃"
		for _, f := range []string{bs + "\n" + bs, line + "\n" + bs} {
			e.paint(tea.NewView(f))
		}
		left := ""
		for x := range 16 {
			if cell := e.CellAt(x, 0); cell != nil {
				left += strings.TrimSpace(cell.Content)
			}
		}
		if left != c.want {
			t.Errorf("%q shows as %q, not %q", c.text, left, c.want)
		}
		for x, want := range map[int]string{16: "│", 17: " ", 18: "x", 21: "y", 29: "┃"} {
			if got := e.CellAt(x, 0); got == nil || got.Content != want {
				t.Errorf("%q: column %d is %v, not %q", c.text, x, got, want)
			}
		}
		if got := e.CellAt(0, 1); got == nil || got.Content != "b" {
			t.Errorf("%q: the next line begins with %v", c.text, got)
		}
	}
}
