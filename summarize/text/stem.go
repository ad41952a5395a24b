package text

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/spanish"
)

// Stem reduces a lower-case word to its stem: Snowball for French, English and
// Spanish, light suffix cutting for the others.
func Stem(lang, word string) string { return *stems.Of(lang, word, stem) }

var stems = NewMemo[string]()

func stem(lang, word string) string {
	switch lang {
	case "en":
		return english.Stem(strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s"), true)
	case "fr":
		return french.Stem(word, true)
	case "es":
		return spanish.Stem(word, true)
	}
	for _, suffix := range lightSuffixes {
		if len(word)-len(suffix) >= 4 && strings.HasSuffix(word, suffix) {
			return word[:len(word)-len(suffix)]
		}
	}
	return word
}

// lightSuffixes are plural and case endings that German, Italian, Portuguese
// and Dutch share or do not mind.
var lightSuffixes = []string{"ungen", "ions", "heit", "keit", "ung", "ern", "en", "er", "es", "em", "s", "e", "o", "a", "i", "n"}
