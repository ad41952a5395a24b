// Package cells works on styled text measured in terminal cells: fitting a
// line to a width, a pane to a rectangle, a box over a screen. It never cuts
// an escape sequence or a character in two.
//
// Everything is measured by clusters: what a reader takes for one sign, such as
// an emoji of several parts, is as wide as one. Terminals that count otherwise
// are the painter's business, which puts what follows such a sign in its column.
package cells

import (
	"strings"

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
	if ansi.StringWidth(s) <= w {
		return s
	}
	return truncate(s, w)
}

// Fit makes a line exactly w cells wide.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := ansi.StringWidth(s)
	if n > w {
		s = truncate(s, w)
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
func Pane(view string, w, h int) []string { return Block(strings.Split(view, "\n"), w, h) }

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
		left, right := Fit(Slice(base, 0, x), x), Slice(base, x+w, 1<<30)
		if free := ansi.StringWidth(base) - x - w - ansi.StringWidth(right); free > 0 { // half a wide sign is under the edge
			right = Space(free) + right
		}
		screen[row] = left + "\x1b[m" + line + "\x1b[m" + right
	}
	return screen
}

// Wrap breaks plain text into lines of at most w cells at blanks, and not at those
// of French marks: no line begins with a colon.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	if !strings.ContainsAny(s, "«»:;!?%€") || strings.ContainsRune(s, held) {
		return strings.Split(ansi.Wrap(s, w, ""), "\n")
	}
	return strings.Split(strings.ReplaceAll(ansi.Wrap(holds.Replace(s), w, ""), string(held), " "), "\n")
}

// held stands for a blank at which no line ends although it is written as an
// ordinary one: French sets it inside guillemets and before high marks.
const held = '\ue000'

var holds = func() *strings.Replacer {
	pairs := []string{"« ", "«" + string(held)}
	for _, mark := range []string{"»", ":", ";", "!", "?", "%", "€"} {
		pairs = append(pairs, " "+mark, string(held)+mark)
	}
	return strings.NewReplacer(pairs...)
}()
