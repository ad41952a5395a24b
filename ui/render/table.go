package render

import (
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

const (
	columnGap   = 3 // " │ "
	leastColumn = 5
	longWord    = 30 // what is longer is an address or the like, and may be torn apart
)

// table lays a table out in columns that together fit the width, or the wider
// room where they need it. Where they can not without tearing words apart, each
// row becomes a short list.
func (s *setter) table(b *block, width, wide int) []Line {
	columns := 0
	for _, row := range b.rows {
		n := 0
		for _, f := range row {
			n += f.span
		}
		columns = max(columns, n)
	}
	natural, least := widthsOf(b.rows, columns)
	need := columnGap * (columns - 1)
	for _, w := range natural {
		need += w
	}
	widths := best(b.rows, natural, least, max(width, min(wide, need))-columnGap*(columns-1))
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

func (s *setter) row(row []field, widths []int, right []bool, head bool) []Line {
	style := s.th.Text
	if head {
		style = s.th.Strong
	}
	type laid struct {
		lines []Line
		width int
		right bool
	}
	var fields []laid
	height, at := 1, 0
	for at < len(widths) {
		f := field{span: 1}
		if len(fields) < len(row) {
			f = row[len(fields)]
		}
		l := laid{width: columnGap * (f.span - 1), right: f.span == 1 && right[at]}
		for _, w := range widths[at : at+f.span] {
			l.width += w
		}
		l.lines = s.flow(f.chars, l.width, style)
		height = max(height, len(l.lines))
		fields = append(fields, l)
		at += f.span
	}
	lines := make([]Line, height)
	for y := range lines {
		var out Line
		for c, l := range fields {
			if c > 0 {
				out = join(out, Line{base: " " + s.th.Table.Render("│") + " ", at: fill(ours, columnGap)})
			}
			var in Line
			if y < len(l.lines) {
				in = l.lines[y]
			}
			pad := max(0, l.width-len(in.at))
			space := Line{base: strings.Repeat(" ", pad), at: fill(ours, pad)}
			if l.right {
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

// widthsOf is how wide each column would like to be, and how wide its longest
// word is.
func widthsOf(rows [][]field, columns int) (natural, least []int) {
	natural, least = make([]int, columns), make([]int, columns)
	for _, wide := range []bool{false, true} { // what spans columns needs what they lack
		for _, row := range rows {
			at := 0
			for _, f := range row {
				if wide == (f.span > 1) {
					line, word := measured(f.chars)
					stretch(natural[at:at+f.span], line)
					stretch(least[at:at+f.span], min(word, longWord))
				}
				at += f.span
			}
		}
	}
	for c := range natural {
		natural[c] = max(1, natural[c])
		least[c] = min(natural[c], max(least[c], leastColumn))
	}
	return natural, least
}

// measured is the width of the longest line and of the longest word.
func measured(chars []char) (line, word int) {
	from, blank := 0, 0
	for i := 0; i <= len(chars); i++ {
		end := i == len(chars) || chars[i].r == '\n'
		if end || chars[i].r == ' ' && !holds(chars, i) {
			word = max(word, ansi.StringWidth(stringOf(chars[blank:i])))
			blank = i + 1
		}
		if end {
			line = max(line, ansi.StringWidth(stringOf(chars[from:i])))
			from = i + 1
		}
	}
	return line, word
}

// stretch makes columns together at least w cells wide.
func stretch(columns []int, w int) {
	lacks := w - columnGap*(len(columns)-1)
	for _, n := range columns {
		lacks -= n
	}
	for c := range columns {
		if lacks <= 0 {
			return
		}
		more := (lacks + len(columns) - c - 1) / (len(columns) - c)
		columns[c] += more
		lacks -= more
	}
}

// best are the widths with which a table is least high: as [share] gives them,
// or with one column or two as wide as they would like to be.
func best(rows [][]field, natural, least []int, room int) []int {
	found := share(natural, least, room)
	if found == nil || slices.Equal(found, natural) {
		return found
	}
	lowest := heightOf(rows, found)
	tries := min(len(least), 8)
	for a := range tries {
		for b := a; b < tries; b++ {
			pinned := slices.Clone(least)
			pinned[a], pinned[b] = natural[a], natural[b]
			if widths := share(natural, pinned, room); widths != nil {
				if h := heightOf(rows, widths); h < lowest {
					found, lowest = widths, h
				}
			}
		}
	}
	return found
}

// heightOf is about how many lines the first rows of a table take.
func heightOf(rows [][]field, widths []int) (height int) {
	for _, row := range rows[:min(len(rows), 60)] {
		at, high := 0, 1
		for _, f := range row {
			room := columnGap * (f.span - 1)
			for _, w := range widths[at : at+f.span] {
				room += w
			}
			high = max(high, wrapped(f.chars, room))
			at += f.span
		}
		height += high
	}
	return height
}

// wrapped is about how many lines a cell takes.
func wrapped(chars []char, room int) int {
	lines, used := 1, 0
	for i := 0; i < len(chars); {
		end := i
		for end < len(chars) && chars[end].r != '\n' && (chars[end].r != ' ' || holds(chars, end)) {
			end++
		}
		switch word := end - i; {
		case used > 0 && used+1+word > room:
			lines, used = lines+1, word
		case used > 0:
			used += 1 + word
		default:
			used = word
		}
		if end < len(chars) && chars[end].r == '\n' {
			lines, used = lines+1, 0
		}
		i = end + 1
	}
	return lines
}

// share gives every column the room of its longest word, and the rest cell by
// cell to the one that would need most lines. nil: the words do not fit.
func share(natural, least []int, room int) []int {
	widths, rest := slices.Clone(least), room
	for _, w := range least {
		rest -= w
	}
	if rest < 0 {
		return nil
	}
	for ; rest > 0; rest-- {
		most := -1
		for c, w := range widths {
			if w < natural[c] && (most < 0 || natural[c]*widths[most] > natural[most]*w) {
				most = c
			}
		}
		if most < 0 {
			break
		}
		widths[most]++
	}
	return widths
}

// numeric finds the columns of figures, which stand to the right.
func numeric(b *block, columns int) []bool {
	right := make([]bool, columns)
	for c := range right {
		figures := 0
		for _, row := range b.rows[b.heads:] {
			chars := under(row, c)
			if len(trim(chars)) == 0 {
				continue
			}
			digits, letters := 0, 0
			for _, ch := range chars {
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

// under is what a row has in a column, when it is of that column alone.
func under(row []field, column int) []char {
	at := 0
	for _, f := range row {
		if at == column && f.span == 1 {
			return f.chars
		}
		at += f.span
	}
	return nil
}

// records shows each row of a table as lines of "heading: value".
func (s *setter) records(b *block, width int) []Line {
	var lines []Line
	heads := map[int][]char{} // by column
	rows := b.rows
	if b.heads > 0 && b.heads < len(rows) {
		for _, row := range rows[:b.heads-1] { // titles over several columns
			for _, f := range row {
				lines = append(lines, s.flow(f.chars, width, s.th.Strong)...)
			}
		}
		at := 0
		for _, f := range rows[b.heads-1] {
			heads[at] = f.chars
			at += f.span
		}
		rows = rows[b.heads:]
	}
	said := map[int]bool{}
	for _, row := range rows {
		if len(lines) > 0 {
			lines = append(lines, Line{})
		}
		at, first := 0, true
		for _, f := range row {
			head, column := heads[at], at
			if at += f.span; len(row) == 1 { // it is of the whole table
				head = nil
			}
			if len(trim(f.chars)) == 0 {
				continue
			}
			var chars []char
			if len(head) > 0 {
				for _, h := range head {
					if h.look |= bold; said[column] || h.r == '\n' { // the same words again are ours
						h = char{r: h.r, at: ours, look: h.look}
					}
					if h.r == '\n' {
						h.r = ' '
					}
					chars = append(chars, h)
				}
				said[column] = true
				for _, r := range s.colon {
					chars = append(chars, char{r: r, at: ours, look: bold})
				}
				chars = append(chars, char{r: ' ', at: blank})
			}
			chars = append(chars, f.chars...)
			for k, l := range s.flow(chars, max(1, width-2), s.th.Text) {
				bullet := ""
				if first && k == 0 {
					bullet = "• "
				}
				lines = append(lines, s.indented(l, []indent{{width: 2}}, bullet))
			}
			first = false
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
