package render

import (
	"slices"
	"strings"
)

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
		if c := &chars[i]; c.high != 0 {
			c.r = []rune(figure(string(c.r), c.high))[0]
		}
	}
}

// figure is a figure set high (1) or low (-1).
func figure(s string, high int8) string {
	row := []rune(raised)
	if high < 0 {
		row = []rune(lowered)
	}
	return strings.Map(func(r rune) rune {
		if i := slices.Index([]rune(figures), r); i >= 0 {
			return row[i]
		}
		return r
	}, s)
}
