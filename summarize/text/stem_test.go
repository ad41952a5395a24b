package text

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// What is kept is what is made, also when many ask for more words than fit.
func TestStemsAreKeptRight(t *testing.T) {
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for i := range 30_000 {
				word := fmt.Sprintf("mot%dements", i%20_000)
				for _, lang := range []string{"fr", "en", "de"} {
					if got, want := Stem(lang, word), stem(lang, word); got != want {
						t.Errorf("%s %s: %q, not %q", lang, word, got, want)
						return
					}
				}
			}
		})
	}
	asking.Wait()
}

func BenchmarkStem(b *testing.B) {
	words := strings.Fields("les entreprises européennes investissaient davantage que leurs concurrentes américaines")
	for b.Loop() {
		for _, w := range words {
			Stem("fr", w)
		}
	}
}
