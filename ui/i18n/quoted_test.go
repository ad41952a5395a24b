package i18n

import (
	"strings"
	"testing"
)

func TestQuoted(t *testing.T) {
	for lang, want := range map[string]string{"en": "“a”", "fr": "«\u00a0a\u00a0»", "de": "„a“", "es": "«a»", "": "“a”", "nl": "“a”"} {
		if got := Quoted("a", lang); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}

// Words in another language than their article have the marks of their own.
func TestQuotedByItsOwnWords(t *testing.T) {
	for _, c := range []struct{ words, lang, open string }{
		{"Nous tiendrons nos engagements jusqu’au bout.", "en", "«"}, {"C’est une décision que nous regrettons", "en", "«"}, {"We have seen this before, and it was not good", "fr", "“"},
		{"Valtor", "en", "“"}, {"Valtor", "fr", "«"}, {"déjà vu", "en", "“"}, {"the nouveau riche of the town", "en", "“"}, {"le fameux one more thing", "fr", "«"},
	} {
		if got := Quoted(c.words, c.lang); !strings.HasPrefix(got, c.open) {
			t.Errorf("in %s: %s", c.lang, got)
		}
	}
}
