package render

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pre keeps program text as it is written.
func (w *walker) pre(n *html.Node, p place) {
	b := block{kind: source, indent: p.indent}
	column := 0
	for _, r := range strings.Trim(textOf(n, 0), "\n\r") {
		switch {
		case r == '\t':
			for range 4 - column%4 {
				b.chars = append(b.chars, char{r: ' ', at: unknown})
				column++
			}
			continue
		case r == '\n':
			column = -1
		case r == '\r' || ignorable(r):
			continue
		}
		column++
		b.chars = append(b.chars, char{r: r, at: unknown})
	}
	if len(b.chars) > 0 {
		w.add(b)
	}
}

// table collects the cells of a table. One of a single column is there for the
// layout only: its content is the page's.
func (w *walker) table(n *html.Node, p place, depth int) {
	b := block{kind: table, indent: p.indent}
	columns, nested := 0, false
	var captions []*html.Node
	var find func(n *html.Node, depth int)
	var rows []*html.Node
	find = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Tr:
				rows = append(rows, c)
			case atom.Caption:
				captions = append(captions, c)
			default:
				find(c, depth+1)
			}
		}
	}
	find(n, 0)
	for _, row := range rows {
		n := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if isCell(c) {
				n++
				nested = nested || has(c, atom.Table, 0) || has(c, atom.Ul, 0) || has(c, atom.Pre, 0)
			}
		}
		columns = max(columns, n)
	}
	// This is settled before any cell is walked: tables within tables would be
	// walked twice at each level.
	if columns < 2 || nested || len(captions) > 1 {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			w.walk(c, p, depth+1)
		}
		w.flush()
		return
	}
	var below [maxCells]int // rows that a cell above still fills, per column
	for _, row := range rows {
		var cells []field
		heads, at := 0, 0
		free := func() { // past what cells above fill
			for ; at < maxCells && below[at] > 0; at++ {
				below[at]--
				cells = append(cells, field{span: 1})
			}
		}
		full := true
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if !isCell(c) {
				continue
			}
			if free(); at >= maxCells {
				break
			}
			full = full && c.DataAtom == atom.Th
			heads++
			f := field{chars: w.cell(c, depth), span: min(spanOf(c, "colspan"), maxCells-at)}
			for k := range f.span {
				below[at+k] = spanOf(c, "rowspan") - 1
			}
			cells = append(cells, f)
			at += f.span
		}
		if heads == 0 {
			continue
		}
		free()
		if full && b.heads == len(b.rows) {
			b.heads++
		}
		b.rows = append(b.rows, cells)
	}
	clamp(b.rows)
	for _, c := range captions {
		w.walk(c, p, depth+1)
	}
	w.add(b)
}

func isCell(n *html.Node) bool { return n.DataAtom == atom.Td || n.DataAtom == atom.Th }

func spanOf(n *html.Node, name string) int {
	v, err := strconv.Atoi(attr(n, name))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, 1000)
}

// clamp makes cells end where the last column does that a cell begins in: many
// pages let a title span a hundred of them.
func clamp(rows [][]field) {
	columns := 0
	for _, row := range rows {
		at := 0
		for _, f := range row {
			columns = max(columns, at+1)
			at += f.span
		}
	}
	for _, row := range rows {
		at := 0
		for c := range row {
			row[c].span = min(row[c].span, columns-at)
			at += row[c].span
		}
	}
}

func (w *walker) cell(n *html.Node, depth int) []char {
	in := walker{known: w.known, links: w.links, here: w.here, words: w.words}
	in.inline(n, place{}, depth+1)
	in.flush()
	w.links = in.links
	var out []char
	for _, b := range in.blocks {
		if len(out) > 0 {
			out = append(out, char{r: '\n', at: unknown})
		}
		out = append(out, b.chars...)
	}
	return out
}
