package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/spanish"
)

// Stem reduces a lower-case word to its stem: Snowball for French, English and
// Spanish, light suffix cutting for the others.
func Stem(lang, word string) string {
	if len(word) > longestKept {
		return stem(lang, word)
	}
	at := &stems[maphash.String(stemSeed, word)%uint64(len(stems))]
	if s := at.Load(); s != nil && s.word == word && s.lang == lang {
		return s.stem
	}
	s := &stemmed{lang: strings.Clone(lang), word: strings.Clone(word), stem: strings.Clone(stem(lang, word))}
	at.Store(s)
	return s.stem
}

// stems keeps the words that were stemmed last, each in the one place its hash
// gives it: news is made of few words, and stemming one takes a hundred times as
// long as finding it. It is bounded by its size and needs no lock.
var (
	stems    [8192]atomic.Pointer[stemmed]
	stemSeed = maphash.MakeSeed()
)

// longestKept is the longest word that is worth keeping, in bytes.
const longestKept = 40

type stemmed struct{ lang, word, stem string }

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
