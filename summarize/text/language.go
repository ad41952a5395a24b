package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/summarize/wordlist"
)

// stopIn is a language of which a word is a function word, and what the word
// counts for it.
type stopIn struct {
	language int // by its place in the list
	share    float64
}

type letterGroup struct {
	text string
	in   []int // languages, by their place in the list
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
	score, stops, words := countStops(s)
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
	first, next := -1, -1
	for code := range languages {
		switch {
		case first < 0 || score[code] > score[first]:
			first, next = code, first
		case next < 0 || score[code] > score[next]:
			next = code
		}
	}
	best, second := languages[first], languages[next]
	// Running text of a language has a function word in every third to fifth
	// word; much less means that it is another language, or no text.
	enough := stops[first]*12 >= words && words >= 12 || words < 12 && stops[first]*6 >= words+2
	if !enough || score[first] <= 0 {
		if words < 12 && tables[hint] != nil {
			return hint
		}
		return ""
	}
	if score[first]-score[next] < 0.08*score[first] && (hint == best || hint == second) {
		return hint
	}
	return best
}

// otherLetters are letters that none of our languages uses.
var otherLetters = lettersOf(strings.Join(wordlist.Read(files, "data/other.txt")["letters"], ""))

func lettersOf(s string) map[rune]bool {
	out := map[rune]bool{}
	for _, r := range s {
		out[r] = true
	}
	return out
}

// foreign: one word in eight has a letter of another language.
func foreign(s string, words int) bool {
	n := 0
	for _, r := range s {
		switch {
		case r < 0xc0:
		case otherLetters[unicode.ToLower(r)], r >= 0x370 && unicode.IsLetter(r):
			n++
		}
	}
	return n*8 > words
}

// countStops counts function words per language; a word shared by many
// languages counts less.
func countStops(s string) (score []float64, stops []int, words int) {
	score, stops = make([]float64, len(languages)), make([]int, len(languages))
	for i := 0; i < len(s); {
		// A word is what stands between two runes that are no letters.
		start, plain := i, true
		for i < len(s) {
			if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
				i++
				continue
			}
			if s[i] < utf8.RuneSelf {
				break
			}
			r, n := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) {
				break
			}
			plain = false
			i += n
		}
		if start == i {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		words++
		for _, code := range stopsOf(s[start:i], plain) {
			score[code.language] += code.share
			stops[code.language]++
		}
	}
	return score, stops, words
}

// longestStop is the longest word that is looked up, in bytes.
const longestStop = 16

// stopsOf are the languages of which a word is a function word; plain is one of
// ASCII letters. Most words are none, which their first letter and length tell.
func stopsOf(w string, plain bool) []stopIn {
	if len(w) > longestStop || plain && stopLengths[w[0]|0x20]>>len(w)&1 == 0 {
		return nil
	}
	if in := stopWords[w]; len(in) > 0 || isLower(w) {
		return in
	}
	if !plain {
		return stopWords[strings.ToLower(w)]
	}
	var lower [longestStop]byte
	for i := range len(w) {
		lower[i] = w[i] | 0x20
	}
	return stopWords[string(lower[:len(w)])]
}

// isLower: there is nothing in it but small ASCII letters.
func isLower(w string) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return true
}
