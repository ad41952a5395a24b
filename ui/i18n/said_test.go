package i18n

import (
	"errors"
	"os"
	"regexp"
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

// Every reason for or against a company, and for a sentence, is said in French;
// the reasons are those of the data files, so that a new one is not forgotten.
func TestCuesAreFrench(t *testing.T) {
	fr := New("fr")
	data, err := os.ReadFile("../../summarize/companies/data/weights.txt")
	if err != nil {
		t.Skip("not in the source tree")
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) < 3 || strings.HasPrefix(f[0], "#") || strings.HasPrefix(f[0], "about-") {
			continue
		}
		n++
		cue := strings.Join(f[2:], " ")
		if got := fr.Said(cue); got == cue {
			t.Errorf("%s: %q is said in English", f[0], cue)
		}
		if got := fr.Said("“said” " + cue); !strings.HasPrefix(got, "« said » ") || strings.HasSuffix(got, cue) {
			t.Errorf("%s, with its word: %q", f[0], got)
		}
	}
	if n < 60 {
		t.Errorf("%d cues were found", n)
	}
}

// The sectors and countries of the lexicon have names in both languages.
func TestSectorsAndCountriesHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range []string{"lexicon.psv", "second.psv"} {
		data, err := os.ReadFile("../../summarize/companies/data/" + name)
		if err != nil {
			t.Skip("not in the source tree")
		}
		for line := range strings.Lines(string(data)) {
			f := strings.Split(strings.TrimSpace(line), "|")
			if strings.HasPrefix(line, "#") || len(f) < 3 {
				continue
			}
			for key, code := range map[string]string{"country." + strings.ToLower(f[1]): f[1], "sector." + f[2]: f[2]} {
				if code == "" || seen[key] {
					continue
				}
				seen[key] = true
				for _, lang := range Languages {
					if !New(lang).Has(key) {
						t.Errorf("%s has no %s", lang, key)
					}
				}
			}
		}
	}
	if got := New("fr").Sector("insur") + " " + New("fr").Country("US") + " " + New("en").Sector("beekeeping"); got != "assurance États-Unis beekeeping" {
		t.Error(got)
	}
}

func TestDecimal(t *testing.T) {
	for want, got := range map[string]string{
		"+3.60": New("en").Decimal(3.6, 2, true), "+3,60": New("fr").Decimal(3.6, 2, true), "-1,5": New("fr").Decimal(-1.5, 1, false), "0.25": New("en").Decimal(0.25, 2, false),
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What stands before a colon stays, and every line of several is said.
func TestSayingsWithTheirPlaces(t *testing.T) {
	fr := New("fr")
	for english, want := range map[string]string{
		"config.yaml:3: not found":       "config.yaml:3: introuvable",
		"line 3: not found":              "ligne 3 : introuvable",
		"Line 3: not found":              "Ligne 3 : introuvable",
		"a:1: not found\nb:2: not found": "a:1: introuvable\nb:2: introuvable",
		"nobody knows this: not found":   "nobody knows this: not found",
	} {
		if got := fr.Said(english); got != want {
			t.Errorf("%q is said %q", english, got)
		}
	}
}

// Whatever is wrong with a query is said in French.
func TestQueryErrorsAreFrench(t *testing.T) {
	fr := New("fr")
	for _, q := range []string{
		"a )", "OR a", "a OR", "a OR OR b", "-", "(a", "unread:", "colour:red", "compny:x", "lang:", "has:wings", "newer:soon", `"open`, "a -",
		strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100), strings.Repeat("a ", 5000), strings.Repeat("a", 10001), "unread:yes", "- OR a", "bogus:x", "newer:3x", "older:", "company:", "about:(", "has:", "title:",
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
		if got := fr.Said(message); got == message || english.MatchString(got) {
			t.Errorf("%.20q: %q is said %q", q, message, got)
		}
		if wrong.Column < 1 {
			t.Errorf("%.20q: %q points nowhere", q, message)
		}
	}
	for q, want := range map[string]string{
		"bogus:x":  "il n’y a pas de champ «\u00a0bogus\u00a0» ; il y a company, about, ",
		"compny:x": "il n’y a pas de champ «\u00a0compny\u00a0» ; vouliez-vous dire company: ?",
		"newer:3x": "newer:3x n’est pas une durée ; écrivez par exemple newer:12h, newer:3d, newer:2w ou newer:2026-03-31",
	} {
		_, err := query.Parse(q, time.Unix(0, 0))
		var wrong *query.Error
		if !errors.As(err, &wrong) || !strings.HasPrefix(fr.Said(wrong.Message), want) {
			t.Errorf("%s: %q, want %q", q, fr.Said(wrong.Message), want)
		}
	}
}

// english finds words that no French sentence has.
var english = regexp.MustCompile(`\b(the|there|is|are|not|with|write|this|which|must|cannot)\b`)
