package text

import (
	"slices"
	"testing"

	"lede/news"
)

// However a span lies, its tokens are the words of that span.
func TestTokensAreTheWordsOfASpan(t *testing.T) {
	for _, s := range []string{
		"L’usine d'Orval ferme : 3.5 millions d’euros, dit-on. « C’est l' »",
		"Smith's \"won't\" isn’t U.S.A rendez-vous, A.B 1,234.5 qu’ l’",
		"",
	} {
		d := Analyse(&news.Article{Text: s})
		for from := range len(s) + 1 {
			for to := from; to <= len(s); to++ {
				var got []news.Span
				for _, token := range d.Tokens(news.Span{Start: from, End: to}) {
					got = append(got, token.Span())
				}
				if want := Words(s, news.Span{Start: from, End: to}); !slices.Equal(got, want) {
					t.Fatalf("%q: %v, not %v", s[from:to], got, want)
				}
			}
		}
		d.Done()
	}
}

var twice = NewMemo[string]()

// A place that was used before tells nothing of the last article, and a memo
// nothing of another one.
func TestWhatIsKeptIsOfTheWord(t *testing.T) {
	for range 3 {
		for _, s := range []string{"Orval ferme. Orval vend.", "Marle opens, and Marle closes."} {
			d := Analyse(&news.Article{Text: s})
			for _, token := range d.Tokens(news.Span{End: len(s)}) {
				word := token.Span().Of(s)
				got := *twice.At(d, token, func(lang, word string) string { return lang + "/" + word })
				if want := d.Language + "/" + word; got != want {
					t.Errorf("%q, not %q", got, want)
				}
				if got, want := Stem(d.Language, word), stem(d.Language, word); got != want {
					t.Errorf("%q, not %q", got, want)
				}
			}
			d.Done()
		}
	}
}
