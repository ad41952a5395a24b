package ui

import (
	"maps"
	"slices"
	"testing"

	"lede/ui/keymap"
)

// The configuration is checked with the words that the command line has.
func TestWordsOfTheCommandLine(t *testing.T) {
	if have := slices.Sorted(maps.Keys(commands)); !slices.Equal(have, keymap.Words) {
		t.Errorf("the command line has %v, keymap.Words says %v", have, keymap.Words)
	}
}
