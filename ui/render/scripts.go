package render

import "strings"

// Figures that fonts for terminals have raised and lowered.
const (
	figures = "0123456789+-−–=()"
	raised  = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾"
	lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎"
)

// settable reports words that can be set high or low as a whole.
func settable(words string) bool {
	words = strings.TrimSpace(words)
	return words != "" && len(words) <= 24 && strings.ContainsAny(words, "0123456789") && strings.Trim(words, figures) == ""
}

// set puts figures where they stand: after every character has found its place in
// the text, where they are plain.
func set(chars []char) {
	for i := range chars {
		c := &chars[i]
		if c.high == 0 {
			continue
		}
		row := []rune(raised)
		if c.high < 0 {
			row = []rune(lowered)
		}
		for k, f := range []rune(figures) {
			if c.r == f {
				c.r = row[k]
				break
			}
		}
	}
}
