package render

import "unicode"

// align gives every character of the blocks its place in the plain text. Both
// were made from one walk over one tree, so they have the same characters in
// the same order but for white space; should they differ all the same, the
// walk finds the place from where they agree again. It takes bounded time on
// any two texts.
func align(blocks []block, text string) {
	var page []*char
	each(blocks, func(chars []char) {
		for i := range chars {
			if c := &chars[i]; c.at == unknown && !unicode.IsSpace(c.r) {
				page = append(page, c)
			}
		}
	})
	runes, places := make([]rune, 0, len(text)), make([]int32, 0, len(text))
	for i, r := range text {
		if !unicode.IsSpace(r) && !ignorable(r) {
			runes, places = append(runes, r), append(places, int32(i))
		}
	}
	budget := 4_000_000 // comparisons spent on finding the place again
	for i, j := 0, 0; i < len(page) && j < len(runes); {
		if page[i].r == runes[j] {
			page[i].at = places[j]
			i, j = i+1, j+1
			continue
		}
		di, dj, ok := resync(page[i:], runes[j:], &budget)
		if !ok {
			return
		}
		i, j = i+di, j+dj
	}
}

// each calls f with all characters of the blocks in reading order.
func each(blocks []block, f func([]char)) {
	for i := range blocks {
		f(blocks[i].chars)
		for _, row := range blocks[i].rows {
			for _, cell := range row {
				f(cell.chars)
			}
		}
	}
}

// agree is how many characters must be the same for two places to be one.
const agree = 14

// resync finds the smallest step forward in both texts from where they agree.
// Something added to one of them is by far the likeliest.
func resync(page []*char, text []rune, budget *int) (di, dj int, ok bool) {
	same := func(i, j int) bool {
		for k := range agree {
			if i+k >= len(page) || j+k >= len(text) {
				return k >= 3 && i+k >= len(page) && j+k >= len(text)
			}
			*budget--
			if page[i+k].r != text[j+k] {
				return false
			}
		}
		return true
	}
	for d := 1; d < 5000 && *budget > 0 && (d < len(page) || d < len(text)); d++ {
		if same(0, d) {
			return 0, d, true
		}
		if same(d, 0) {
			return d, 0, true
		}
		if d > 200 {
			continue
		}
		for a := 1; a < d; a++ {
			if same(a, d-a) {
				return a, d - a, true
			}
		}
	}
	return 0, 0, false
}
