package cells

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Step is the first sign or control sequence of a line, how many cells and bytes
// it takes, and the state to go on with. Unlike the library's it does not take a
// letter apart from what joins it: a key cap is a digit with two marks.
func Step(s string, state byte) (sign string, width, n int, next byte) {
	sign, width, n, next = ansi.DecodeSequence(s, state, nil)
	if n == 1 && len(s) > 1 && s[0] > 0x1f && s[0] < 0x7f && s[1] >= 0xc0 {
		sign, width = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		n = len(sign)
	}
	return sign, width, n, next
}

// Slice is what stands in the cells from (inclusive) to (exclusive) of a line,
// with all its control sequences. A sign that is only half in it is left out.
func Slice(s string, from, to int) string {
	var b strings.Builder
	b.Grow(len(s))
	var state byte
	at, in := 0, false
	for len(s) > 0 {
		sign, width, n, next := Step(s, state)
		switch {
		case width > 0:
			in = at >= from && at+width <= to
			at += width
		case sign[0] < 0xc0: // a control
			b.WriteString(sign)
			sign = ""
		}
		if in {
			b.WriteString(sign)
		}
		s, state = s[n:], next
	}
	return b.String()
}

// truncate shortens a line that is too long for w cells, with an ellipsis.
func truncate(s string, w int) string {
	var b strings.Builder
	b.Grow(len(s))
	var state byte
	at, over := 0, false
	for len(s) > 0 {
		sign, width, n, next := Step(s, state)
		switch {
		case width == 0 && sign[0] < 0xc0: // a control
			b.WriteString(sign)
		case over:
		case at+width > w-1:
			over = true
			b.WriteString("…")
		default:
			b.WriteString(sign)
			at += width
		}
		s, state = s[n:], next
	}
	return b.String()
}
