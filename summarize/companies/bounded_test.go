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
	for name, piece := range map[string]string{"names": "Orange X : ", "initials": "X ", "owners": "Orange, filiale de ", "capitals": "ORANGE FALLS AS SHELL RISES ", "brackets": "Gap (Kent) Boots ", "backers": "mené par Eurazeo, Orange, "} {
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

// A text, or a title, without an end of a sentence is read in pieces of bounded length,
// whole words each, and what is named in it keeps its place.
func TestSentencesWithoutEnd(t *testing.T) {
	x := &Builtin().index
	for name, piece := range map[string]string{
		"capitals": "ORANGE FALLS AS SHELL RISES ", "letters": "é", "one word": "abc", "marks": "Orange: Free: ", "lines": "Orange et\n",
	} {
		long := strings.Repeat(piece, 60_000/len(piece))
		for _, a := range []news.Article{{Text: long, Language: "en"}, {Title: long, Text: "Orange opens a shop.", Language: "fr"}} {
			doc := text.Analyse(&a)
			r := x.read(doc)
			for _, b := range r.bounds {
				if n := int(r.tokens[b.to-1].end - r.tokens[b.from].start); n > longSentence+4 {
					t.Errorf("%s: a sentence of %d bytes", name, n)
				}
			}
			for i := 1; i < len(r.tokens); i++ {
				if i != r.title && r.tokens[i].start < r.tokens[i-1].end && r.of[i] != r.of[i-1] {
					t.Fatalf("%s: a word begins at %d, inside of the one before it", name, r.tokens[i].start)
				}
			}
		}
	}
	report := "Orange, the French telecoms operator, raised its prices on Tuesday"
	text := strings.Repeat("and so it went on and on ", 1000) + report
	if got := tagged(Builtin(), "", text); len(got) != 1 || got[0] != "orange" {
		t.Errorf("at the end of a text without sentences: %v", got)
	}
}
