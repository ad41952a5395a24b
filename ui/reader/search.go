package reader

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"lede/news"
)

// mostHits bounds what one search marks in one article.
const mostHits = 2000

// find returns where terms stand in a text, in order and not overlapping. Case
// and diacritics do not matter; a blank matches any white space.
func find(text string, terms []string) []news.Span {
	folded, places := foldText(text)
	var hits []news.Span
	for _, term := range terms {
		needle, _ := foldText(strings.TrimSpace(term))
		if needle == "" {
			continue
		}
		for from := 0; len(hits) < mostHits; {
			i := strings.Index(folded[from:], needle)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(needle)
			hits = append(hits, news.Span{Start: places[start], End: places[end]})
			from = end
		}
	}
	slices.SortFunc(hits, func(a, b news.Span) int { return a.Start - b.Start })
	end := 0
	return slices.DeleteFunc(hits, func(h news.Span) bool {
		if h.Start < end {
			return true
		}
		end = h.End
		return false
	})
}

// foldText is the text as it is compared, and for each of its bytes, and for its
// end, where that stands in the text.
func foldText(text string) (string, []int) {
	out := make([]byte, 0, len(text))
	places := make([]int, 0, len(text)+1)
	put := func(s string, at int) {
		for range len(s) {
			places = append(places, at)
		}
		out = append(out, s...)
	}
	for i, r := range text {
		switch {
		case r == '\u00ad' || unicode.Is(unicode.Mn, r):
		case unicode.IsSpace(r):
			put(" ", i)
		case r == '’':
			put("'", i)
		case r < 0x80:
			put(string(unicode.ToLower(r)), i)
		default:
			base := strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return unicode.ToLower(r)
			}, norm.NFD.String(string(r)))
			put(base, i)
		}
	}
	return string(out), append(places, len(text))
}
