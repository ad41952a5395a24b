package render

import (
	"slices"
	"strings"

	"lede/ui/cells"
)

// stretched spreads the blanks of a line until it is as wide as the paragraph:
// evenly over the line, and from its other end in the next one, so that no side
// looks looser. A line that would become too loose stays as it is, as do the
// blanks inside guillemets, before high marks and after a hyphen or a dash that
// opens the line.
func stretched(l Line, width int, fromRight bool) Line {
	missing := width - len(l.at)
	if missing <= 0 || missing*5 > width*2 {
		return l
	}
	type piece struct {
		seq   string
		width int
		gap   bool
	}
	var pieces []piece
	var gaps []int // indexes of pieces
	var state byte
	started, words := false, 0 // signs before the first gap
	for rest := l.base; len(rest) > 0; {
		seq, w, n, st := cells.Step(rest, state)
		state, rest = st, rest[n:]
		p := piece{seq: seq, width: w}
		if seq == " " && started {
			p.gap = true
			gaps = append(gaps, len(pieces))
		} else if w > 0 && len(gaps) == 0 {
			words++
		}
		started = started || w > 0 && seq != " "
		pieces = append(pieces, p)
	}
	beside := func(i, dir int) string {
		for i += dir; i >= 0 && i < len(pieces); i += dir {
			if pieces[i].width > 0 {
				return pieces[i].seq
			}
		}
		return ""
	}
	opening := -1 // the blank after a dash with which somebody begins to speak
	if len(gaps) > 0 && words == 1 && strings.Contains("–—", beside(gaps[0], -1)) {
		opening = gaps[0]
	}
	gaps = slices.DeleteFunc(gaps, func(i int) bool {
		after := beside(i, 1)
		before := beside(i, -1)
		return before == "«" || before == "-" || after == "" || after == " " || strings.Contains("»:;!?%€", after) || i == opening
	})
	if len(gaps) == 0 || missing > 2*len(gaps) {
		return l
	}
	more := map[int]int{}
	for k := range missing {
		i := (4*k + 1) * len(gaps) / (4 * missing) // in the first half of the k-th of as many parts
		if fromRight {
			i = len(gaps) - 1 - i
		}
		more[gaps[i]]++
	}
	var b strings.Builder
	out := Line{at: make([]int32, 0, width)}
	if l.link != nil {
		out.link = make([]int16, 0, width)
	}
	cell := 0
	for i, p := range pieces {
		b.WriteString(p.seq)
		for c := range p.width + more[i] {
			from := cell + min(c, p.width-1)
			out.at = append(out.at, l.at[from])
			if l.link != nil {
				out.link = append(out.link, l.link[from])
			}
		}
		b.WriteString(strings.Repeat(" ", more[i]))
		cell += p.width
	}
	out.base = b.String()
	return out
}
