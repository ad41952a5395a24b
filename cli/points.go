package cli

import (
	"unicode/utf8"

	"lede/news"
)

// points converts byte offsets of a text into code points: the program counts
// bytes, JSON counts what Python and jq count.
type points struct {
	text string
	// at[i] is how many code points come before byte i<<pointsShift; nil when
	// the text is ASCII and there is nothing to convert.
	at []int32
}

// pointsShift: a count is kept for every 128 bytes.
const pointsShift = 7

func pointsOf(text string) *points {
	p := &points{text: text}
	ascii := true
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return p
	}
	p.at = make([]int32, 0, len(text)>>pointsShift+1)
	n := int32(0)
	for i := range len(text) {
		if i&(1<<pointsShift-1) == 0 {
			p.at = append(p.at, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return p
}

// of is the number of code points before a byte.
func (p *points) of(byteOffset int) int {
	if p.at == nil || byteOffset <= 0 {
		return byteOffset
	}
	byteOffset = min(byteOffset, len(p.text))
	block := min(byteOffset>>pointsShift, len(p.at)-1)
	n := int(p.at[block])
	for i := block << pointsShift; i < byteOffset; i++ {
		if utf8.RuneStart(p.text[i]) {
			n++
		}
	}
	return n
}

func (p *points) span(s news.Span) spanJSON { return spanJSON{p.of(s.Start), p.of(s.End)} }

type spanJSON struct {
	Start int `json:"start"`
	End   int `json:"end"`
}
