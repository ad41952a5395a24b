package cli

import (
	"bufio"
	"strconv"
	"strings"

	"lede/ui/cells"
)

// table prints rows whose columns are as wide as they need to be; on a terminal
// the widest column gives way so that a row stays on its line.
type table struct {
	sh     *shell
	widest int // the column that gives way
	rows   []tableRow
}

type tableRow struct {
	cells []string
	whole bool // a line that has no columns
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, tableRow{cells: cells}) }
func (t *table) line(text string)    { t.rows = append(t.rows, tableRow{[]string{text}, true}) }

// flush prints the rows.
func (t *table) flush() error {
	var wide []int
	for _, r := range t.rows {
		if r.whole {
			continue
		}
		for i, c := range r.cells {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], cells.Width(c))
		}
	}
	screen := t.sh.width()
	if screen > 0 && t.widest < len(wide) {
		used := 2 * (len(wide) - 1)
		for _, w := range wide {
			used += w
		}
		if over := used - screen; over > 0 {
			wide[t.widest] = max(min(wide[t.widest], 20), wide[t.widest]-over)
		}
	}
	w := bufio.NewWriter(t.sh.out)
	for _, r := range t.rows {
		line := r.cells[0]
		if !r.whole {
			parts := make([]string, len(r.cells))
			for i, c := range r.cells {
				parts[i] = cells.Fit(c, wide[i])
			}
			line = strings.TrimRight(strings.Join(parts, "  "), " ")
			if screen > 0 {
				line = cells.Cut(line, screen)
			}
		}
		if _, err := w.WriteString(line + "\n"); err != nil {
			return err
		}
	}
	return w.Flush()
}

func itoa(n int) string { return strconv.Itoa(n) }
