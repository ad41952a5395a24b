package companies

import (
	"runtime"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// Compiling the lexicon: at most 15 ms and 6 MiB.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		compile(builtinEntries())
	}
}

// article600 is some 600 words about companies, as a business page has them.
var article600 = strings.Repeat(`Orange et son rival SFR discutent d'un partage de leurs réseaux, a indiqué mardi
un porte-parole de l'opérateur. Le groupe, dont le titre a gagné 2 % à la Bourse de Paris, emploie 130 000 personnes. Selon Les Échos,
Free (Iliad) et Bouygues Telecom suivent de près ces négociations, que la Commission européenne pourrait examiner au printemps.
Christel Heydemann, directrice générale d'Orange, a défendu devant les salariés une stratégie « prudente ». Les analystes de Bernstein
jugent qu'Apple, Google et Microsoft tireraient profit d'un réseau plus dense. À Marseille, le mistral a retardé la pose d'un câble.

`, 6)

// A 600-word article all in: at most 0.3 ms.
func BenchmarkTag600Words(b *testing.B) {
	d := text.Analyse(&news.Article{Title: "Orange et SFR discutent d'un partage de réseaux", Text: article600})
	l := Builtin()
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		l.Tag(d)
	}
}

// The compiled lexicon keeps at most 6 MiB.
func TestLexiconIsSmall(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	l := compile(builtinEntries())
	runtime.GC()
	runtime.ReadMemStats(&after)
	if l.Len() == 0 {
		t.Fatal("empty")
	}
	kept := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d companies keep %.1f MiB", l.Len(), float64(kept)/(1<<20))
	if kept > 6<<20 {
		t.Errorf("the lexicon keeps %d KiB", kept>>10)
	}
	runtime.KeepAlive(l)
}
