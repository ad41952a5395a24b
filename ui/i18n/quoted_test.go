package i18n

import "testing"

func TestQuoted(t *testing.T) {
	for lang, want := range map[string]string{"en": "“a”", "fr": "«\u00a0a\u00a0»", "de": "„a“", "es": "«a»", "": "“a”", "nl": "“a”"} {
		if got := Quoted("a", lang); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}
