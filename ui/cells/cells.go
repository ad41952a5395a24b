// Package cells works on styled text measured in terminal cells: fitting a
// line to a width, a pane to a rectangle, a box over a screen. It never cuts
// an escape sequence or a character in two.
package cells

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many cells a line takes.
func Width(s string) int { return ansi.StringWidth(s) }

// Cut shortens a line to at most w cells, with an ellipsis where something is
// lost.
func Cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	return ansi.Truncate(s, w, "…")
}

// Fit makes a line exactly w cells wide.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := ansi.StringWidth(s)
	if n > w {
		s = ansi.Truncate(s, w, "…")
		n = ansi.StringWidth(s)
	}
	return s + Space(w-n)
}

// Ends puts one text at the left and one at the right of w cells; the left one
// gives way, then the right one goes.
func Ends(left, right string, w int) string {
	r := ansi.StringWidth(right)
	if r+1 >= w {
		return Fit(left, w)
	}
	return Fit(left, w-r-1) + " " + right
}

// Space is n blanks.
func Space(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat(" ", n)
}

// Block makes lines exactly h lines of exactly w cells.
func Block(lines []string, w, h int) []string {
	out := make([]string, max(h, 0))
	for i := range out {
		if i < len(lines) {
			out[i] = Fit(lines[i], w)
		} else {
			out[i] = Space(w)
		}
	}
	return out
}

// Pane makes what a pane returned exactly h lines of exactly w cells.
func Pane(view string, w, h int) []string {
	lines := Block(strings.Split(view, "\n"), w, h)
	for i, l := range lines {
		if s := Steady(l); s != l {
			lines[i] = Fit(s, w)
		}
	}
	return lines
}

// Centre puts lines into the middle of w by h cells.
func Centre(lines []string, w, h int) []string {
	out := make([]string, 0, max(h, 0))
	for range max(0, (h-len(lines))/2) {
		out = append(out, "")
	}
	for _, l := range lines {
		l = Cut(l, w)
		out = append(out, Space((w-ansi.StringWidth(l))/2)+l)
	}
	return Block(out, w, h)
}

// Over draws a box over a screen with its top left corner at x, y. Both are
// lines; what does not fit is left out.
func Over(screen, box []string, x, y int) []string {
	for i, line := range box {
		row := y + i
		if row < 0 || row >= len(screen) {
			continue
		}
		base := screen[row]
		w := ansi.StringWidth(line)
		left := Fit(ansi.Truncate(base, x, ""), x)
		want := ansi.StringWidth(base) - x - w
		right := ansi.TruncateLeft(base, x+w, "")
		if ansi.StringWidth(right) > want { // half a wide character is under the edge
			right = ansi.TruncateLeft(base, x+w+1, "")
			right = Space(want-ansi.StringWidth(right)) + right
		}
		screen[row] = left + "\x1b[m" + line + "\x1b[m" + right
	}
	return screen
}

// Steady replaces characters that terminals do not agree about: emoji joined
// from several, flags, skin tones. A terminal that counts their parts one by
// one would push everything to their right out of its column.
func Steady(s string) string {
	if !joined(s) {
		return s
	}
	if ansi.StringWidth(s) == ansi.StringWidthWc(s) {
		return s
	}
	var b strings.Builder
	var state byte
	rest := s
	for len(rest) > 0 {
		seq, width, n, next := ansi.DecodeSequence(rest, state, nil)
		state = next
		if width > 0 && ansi.StringWidthWc(seq) != width {
			b.WriteString(simple(seq, width))
		} else {
			b.WriteString(seq)
		}
		rest = rest[n:]
	}
	return b.String()
}

// joined finds the bytes of what makes one sign of several: joiners, variation
// selectors, key caps, regional indicators, skin tones. It runs over every line
// of every frame.
func joined(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		switch s[i] {
		case 0xe2: // U+200D, U+20E3
			if s[i+1] == 0x80 && s[i+2] == 0x8d || s[i+1] == 0x83 && s[i+2] == 0xa3 {
				return true
			}
		case 0xef: // U+FE0F
			if s[i+1] == 0xb8 && s[i+2] == 0x8f {
				return true
			}
		case 0xf0: // U+1F1E6…, U+1F3FB…
			if s[i+1] == 0x9f && (s[i+2] == 0x87 || s[i+2] == 0x8f) {
				return true
			}
		}
	}
	return false
}

// simple is the first rune of a cluster where that has its width, else dots.
func simple(cluster string, width int) string {
	r, _ := utf8.DecodeRuneInString(cluster)
	if s := string(r); ansi.StringWidthWc(s) == width && ansi.StringWidth(s) == width {
		return s
	}
	return strings.Repeat("·", width)
}

// Wrap breaks plain text into lines of at most w cells at blanks.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	return strings.Split(ansi.Wrap(s, w, ""), "\n")
}
