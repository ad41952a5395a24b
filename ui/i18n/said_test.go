package i18n

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lede/store/query"
)

func TestSayings(t *testing.T) {
	fr, en := New("fr"), New("en")
	for english, want := range map[string]string{
		"this ) closes nothing":                                                                            "cette ) ne ferme rien",
		"lang: needs a value right after the colon":                                                        "lang: demande une valeur juste après les deux-points",
		"The certificate of example.org is not valid: nobody known has signed it.":                         "Le certificat de example.org n’est pas valable : personne de connu ne l’a signé.",
		"the full text cannot be had: example.org does not answer in time.":                                "le texte entier n’est pas disponible : example.org ne répond pas à temps.",
		"example.org has a problem of its own (502).":                                                      "example.org a un problème de son côté (502).",
		"Something nobody has thought of":                                                                  "Something nobody has thought of",
		"you follow 10 feeds, and 10 are the most here; remove one first, or ask whoever runs this server": "vous suivez 10 flux, et le maximum ici est 10 ; enlevez-en un d’abord, ou demandez à qui tient ce serveur",
		"": "",
	} {
		if got := fr.Said(english); got != want {
			t.Errorf("%q is said %q, want %q", english, got, want)
		}
		if got := en.Said(english); got != english {
			t.Errorf("in English %q is said %q", english, got)
		}
	}
}

// Each sentence has as many places in French as in English, and none stands
// behind one that takes everything it could.
func TestSayingsAreSound(t *testing.T) {
	for lang, all := range sayings() {
		for i, s := range all {
			if n := strings.Count(s.as, "%"); n != len(s.parts)-1 {
				t.Errorf("%s: %q has %d places, its English %d", lang, s.as, n, len(s.parts)-1)
			}
			sample := strings.Join(s.parts, "17")
			for _, before := range all[:i] {
				if _, ok := before.match(sample); ok {
					t.Errorf("%s: %q is taken by %q", lang, sample, strings.Join(before.parts, "%s"))
				}
			}
		}
	}
}

// Whatever is wrong with a query is said in French.
func TestQueryErrorsAreFrench(t *testing.T) {
	fr := New("fr")
	for _, q := range []string{
		"a )", "OR a", "a OR", "a OR OR b", "-", "(a", "unread:", "colour:red", "compny:x", "lang:", "has:wings", "newer:soon", `"open`, "a -",
		strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100), strings.Repeat("a ", 5000), strings.Repeat("a", 10001), "unread:yes", "- OR a",
	} {
		_, err := query.Parse(q, time.Unix(0, 0))
		if err == nil {
			continue
		}
		var wrong *query.Error
		if !errors.As(err, &wrong) {
			t.Fatal(err)
		}
		message := wrong.Message
		if got := fr.Said(message); got == message {
			t.Errorf("%.20q: %q is said in English", q, message)
		}
	}
}
