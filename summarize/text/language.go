package text

import (
	"strings"
	"unicode"

	"lede/summarize/wordlist"
)

type letterGroup struct {
	text string
	in   []string
}

// languageWindow is how many bytes are looked at: more tells nothing new.
const languageWindow = 6000

// Language guesses the language of a text: one of the seven we know, or "".
// Function words count most, frequent letter groups decide short texts. The
// hint (BCP 47, may be empty) only breaks ties.
func Language(s, hint string) string {
	if len(s) > languageWindow {
		s = s[:languageWindow]
	}
	hint = strings.ToLower(hint)
	if i := strings.IndexAny(hint, "-_"); i > 0 {
		hint = hint[:i]
	}
	score, words, stops := countStops(s)
	if words == 0 || foreign(s, words) {
		return ""
	}
	if words < 60 {
		lower := " " + strings.ReplaceAll(strings.ToLower(s), "’", "'") + " "
		for _, g := range letterIn {
			n := strings.Count(lower, g.text)
			for _, code := range g.in {
				score[code] += 0.25 * float64(min(n, 4)) / float64(len(g.in))
			}
		}
	}
	best, second := "", ""
	for _, code := range languages {
		switch {
		case best == "" || score[code] > score[best]:
			best, second = code, best
		case second == "" || score[code] > score[second]:
			second = code
		}
	}
	// Running text of a language has a function word in every third to fifth
	// word; much less means that it is another language, or no text.
	enough := stops[best]*12 >= words && words >= 12 || words < 12 && stops[best]*6 >= words+2
	if !enough || score[best] <= 0 {
		if words < 12 && tables[hint] != nil {
			return hint
		}
		return ""
	}
	if second != "" && score[best]-score[second] < 0.08*score[best] && (hint == best || hint == second) {
		return hint
	}
	return best
}

// otherLetters are letters that none of our languages uses.
var otherLetters = strings.Join(wordlist.Read(files, "data/other.txt")["letters"], "")

// foreign: one word in eight has a letter of another language.
func foreign(s string, words int) bool {
	n := 0
	for _, r := range s {
		if r >= 0xc0 && (strings.ContainsRune(otherLetters, unicode.ToLower(r)) || r >= 0x370 && unicode.IsLetter(r)) {
			n++
		}
	}
	return n*8 > words
}

// countStops counts function words per language; a word shared by many
// languages counts less.
func countStops(s string) (score map[string]float64, words int, stops map[string]int) {
	score, stops = map[string]float64{}, map[string]int{}
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	for w := range strings.FieldsFuncSeq(s, notLetter) {
		words++
		if len(w) > 16 {
			continue
		}
		in := stopIn[w]
		if len(in) == 0 {
			in = stopIn[strings.ToLower(w)]
		}
		for _, code := range in {
			score[code] += 1 / float64(len(in))
			stops[code]++
		}
	}
	return score, words, stops
}
