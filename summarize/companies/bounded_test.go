package companies

import (
	"strconv"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// BenchmarkOneSentence is a text without an end of a sentence: twice as much of
// it takes twice as long.
func BenchmarkOneSentence(b *testing.B) {
	l := Builtin()
	for name, piece := range map[string]string{"names": "Orange X : ", "initials": "X ", "owners": "Orange, filiale de "} {
		for _, words := range []int{10_000, 20_000, 40_000} {
			doc := text.Analyse(&news.Article{Text: strings.Repeat(piece, words)})
			b.Run(name+strconv.Itoa(words), func(b *testing.B) {
				for b.Loop() {
					l.Tag(doc)
				}
			})
		}
	}
}

// What stands far off in a text without sentences says nothing of a name; near
// it, it does.
func TestWithinReach(t *testing.T) {
	far := "Orange " + strings.Repeat("et encore ", farthest) + "opérateur fibre 4G"
	near := "Orange, opérateur fibre et 4G"
	for s, want := range map[string]int{far: 0, near: 1} {
		if got := tagged(Builtin(), "", s); len(got) != want {
			t.Errorf("%.40s…: %v", s, got)
		}
	}
}
