package render

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

const (
	columnGap   = 3 // " │ "
	leastColumn = 5
)

// table lays a table out in columns that together fit the width; where there
// are too many columns for it, each row becomes a short list.
func (s *setter) table(b *block, width int) []Line {
	columns := 0
	for _, row := range b.rows {
		columns = max(columns, len(row))
	}
	widths := fit(naturalWidths(b.rows, columns), width-columnGap*(columns-1))
	if widths == nil {
		return s.records(b, width)
	}
	right := numeric(b, columns)
	var lines []Line
	for i, row := range b.rows {
		lines = append(lines, s.row(row, widths, right, i < b.heads)...)
		if i+1 == b.heads && len(b.rows) > b.heads {
			parts := make([]string, columns)
			total := columnGap * (columns - 1)
			for c, w := range widths {
				parts[c] = strings.Repeat("─", w)
				total += w
			}
			lines = append(lines, Line{base: s.th.Table.Render(strings.Join(parts, "─┼─")), at: fill(ours, total)})
		}
	}
	return lines
}

func (s *setter) row(row [][]char, widths []int, right []bool, head bool) []Line {
	style := s.th.Text
	if head {
		style = s.th.Strong
	}
	columns := make([][]Line, len(widths))
	height := 1
	for c := range widths {
		if c < len(row) {
			columns[c] = s.flow(row[c], widths[c], style)
		}
		height = max(height, len(columns[c]))
	}
	lines := make([]Line, height)
	for y := range lines {
		var out Line
		for c, w := range widths {
			if c > 0 {
				out = join(out, Line{base: " " + s.th.Table.Render("│") + " ", at: fill(ours, columnGap)})
			}
			var in Line
			if y < len(columns[c]) {
				in = columns[c][y]
			}
			pad := max(0, w-len(in.at))
			space := Line{base: strings.Repeat(" ", pad), at: fill(ours, pad)}
			if right[c] {
				out = join(join(out, space), in)
			} else {
				out = join(join(out, in), space)
			}
		}
		lines[y] = out
	}
	return lines
}

func join(a, b Line) Line {
	if a.link != nil || b.link != nil {
		link := make([]int16, len(a.at)+len(b.at))
		copy(link, a.link)
		copy(link[len(a.at):], b.link)
		a.link = link
	}
	a.base += b.base
	a.at = append(a.at, b.at...)
	return a
}

func naturalWidths(rows [][][]char, columns int) []int {
	widths := make([]int, columns)
	for _, row := range rows {
		for c, cell := range row {
			for _, line := range strings.Split(stringOf(cell), "\n") {
				widths[c] = max(widths[c], ansi.StringWidth(line))
			}
		}
	}
	for c := range widths {
		widths[c] = max(1, widths[c])
	}
	return widths
}

// fit makes the widest columns narrower until all fit; nil: they can not.
func fit(widths []int, room int) []int {
	total := 0
	for _, w := range widths {
		total += w
	}
	for total > room {
		widest := 0
		for c, w := range widths {
			if w > widths[widest] {
				widest = c
			}
		}
		second := leastColumn
		for c, w := range widths {
			if c != widest && w < widths[widest] {
				second = max(second, w)
			}
		}
		cut := min(total-room, widths[widest]-second)
		if cut <= 0 {
			cut = 1
		}
		if widths[widest]-cut < leastColumn {
			return nil
		}
		widths[widest] -= cut
		total -= cut
	}
	return widths
}

// numeric finds the columns of figures, which stand to the right.
func numeric(b *block, columns int) []bool {
	right := make([]bool, columns)
	for c := range right {
		figures := 0
		for _, row := range b.rows[b.heads:] {
			if c >= len(row) || len(trim(row[c])) == 0 {
				continue
			}
			digits, letters := 0, 0
			for _, ch := range row[c] {
				switch {
				case unicode.IsDigit(ch.r):
					digits++
				case unicode.IsLetter(ch.r):
					letters++
				}
			}
			if digits == 0 || letters > 3 || letters > digits {
				figures = -1
				break
			}
			figures++
		}
		right[c] = figures > 0
	}
	return right
}

// records shows each row of a table as lines of "heading: value".
func (s *setter) records(b *block, width int) []Line {
	var heads [][]char
	rows := b.rows
	if b.heads > 0 {
		heads, rows = rows[b.heads-1], rows[b.heads:]
	}
	var lines []Line
	for i, row := range rows {
		if i > 0 {
			lines = append(lines, Line{})
		}
		for c, cell := range row {
			var chars []char
			if c < len(heads) && len(heads[c]) > 0 {
				if i == 0 {
					chars = append(chars, heads[c]...)
				} else { // the same words again are ours
					for _, h := range heads[c] {
						chars = append(chars, char{r: h.r, at: ours})
					}
				}
				chars = append(chars, char{r: ':', at: ours}, char{r: ' ', at: blank})
			}
			chars = append(chars, cell...)
			for k, l := range s.flow(chars, max(1, width-2), s.th.Text) {
				bullet := ""
				if c == 0 && k == 0 {
					bullet = "• "
				}
				lines = append(lines, s.indented(l, []indent{{width: 2}}, bullet))
			}
		}
	}
	return lines
}

func stringOf(chars []char) string {
	var b strings.Builder
	for _, c := range chars {
		b.WriteRune(c.r)
	}
	return b.String()
}
