package companies

import (
	"bytes"
	"strings"
)

// mostPieces bounds how many entries of a text that is no YAML are read one by one.
const mostPieces = 500

// pieces are the entries of a text that is no YAML as a whole, each as a text of its
// own in which its lines have the numbers they have there: so an entry with a tab or
// an open bracket costs that entry, and not all others.
func pieces(src []byte) (out [][]byte) {
	lines := bytes.SplitAfter(src, []byte{'\n'})
	first := 0 // the line after "companies:"
	for i, l := range lines {
		if rest, ok := bytes.CutPrefix(l, []byte("companies:")); ok && blankLine(rest) {
			first = i + 1
			break
		}
	}
	if first == 0 {
		return nil
	}
	indent, begun := "", -1
	add := func(end int) {
		if begun >= 0 && len(out) < mostPieces {
			piece := []byte(strings.Repeat("\n", begun-1) + "companies:\n")
			out = append(out, append(piece, bytes.Join(lines[begun:end], nil)...))
		}
	}
	for i := first; i < len(lines); i++ {
		text := string(lines[i])
		dash := strings.Index(text, "-")
		switch {
		case begun < 0 && blankLine(lines[i]):
			continue
		case begun < 0:
			if dash < 0 || strings.Trim(text[:dash], " ") != "" {
				return nil
			}
			indent = text[:dash]
		case !strings.HasPrefix(text, indent+"- ") && strings.TrimRight(text, "\r\n") != indent+"-":
			continue
		}
		add(i)
		begun = i
	}
	add(len(lines))
	return out
}

// blankLine reports whether nothing stands in a line but a remark.
func blankLine(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) == 0 || line[0] == '#'
}
