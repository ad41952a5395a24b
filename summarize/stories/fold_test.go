package stories

import (
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

func TestAmount(t *testing.T) {
	for _, tt := range []struct{ lang, in, want string }{
		{"en", "€2.4bn", "#2.4e+09"},
		{"fr", "2,4 milliards", "#2.4e+09"},
		{"en", "2.4 billion", "#2.4e+09"},
		{"de", "2,4 Milliarden", "#2.4e+09"},
		{"en", "90m", "#9e+07"},
		{"fr", "90 millions", "#9e+07"},
		{"en", "40,000", "#40000"},
		{"fr", "40 000", "#40000"},
		{"fr", "40\u202f000", "#40000"},
		{"de", "40.000", "#40000"},
		{"en", "1,234,567", "#1.2346e+06"},
		{"fr", "1 234 567", "#1.2346e+06"},
		{"en", "3.1 per cent", "#3.1%"},
		{"fr", "3,1 %", "#3.1%"},
		{"fr", "3,1 pour cent", "#3.1%"},
		{"en", "3-1", "#3-1"},
		{"en", "640", "#640"},
		{"en", "2027", ""}, // a year
		{"en", "22 May", ""},
		{"fr", "18h30", ""},
		{"en", "A", ""},
		{"en", "9", ""},
		{"en", "99999999999999999999999", ""},
	} {
		words := text.Words(tt.in, news.Span{Start: 0, End: len(tt.in)})
		if got, _ := amount(tt.lang, tt.in, words, 0); got != tt.want {
			t.Errorf("%s: %q is %q, want %q", tt.lang, tt.in, got, tt.want)
		}
	}
}

func TestColumn(t *testing.T) {
	for title, want := range map[string]bool{
		"Les infos du jour": true, "Morning briefing: cables and pencils": true, "EN DIRECT. La Bourse recule": true,
		"Live: markets react": true, "L’essentiel de l’actualité": true, "Météo": true,
		"Météo : une entreprise emprunte": false, "Living with wolves": false, "Le direct au foie": false, "": false,
	} {
		if got := column(title); got != want {
			t.Errorf("%q is a column: %v, want %v", title, got, want)
		}
	}
}

func TestFingerprint(t *testing.T) {
	a := &news.Article{
		Title: "Zoé Kerbrat quits Ferrolune",
		Text:  "Zoé Kerbrat resigned on Tuesday as head of Ferrolune in London, six years after she came. The company paid her £3.2m. Kerbrat’s deputy, Ivo de Mol, will run the Leeds-based group from Brussels. Investors in France were surprised.",
	}
	f := Fingerprint(text.Analyse(a), nil, nil)
	all := "|" + strings.Join(f.Names, "|") + "|"
	for _, want := range []string{"zoe kerbrat", "ferrolune", "+london", "+brussels", "++france", "#3.2e+06", "!resign", "leeds", "~investors"} {
		if !strings.Contains(all, "|"+want+"|") {
			t.Errorf("%q is missing in %q", want, f.Names)
		}
	}
	for _, bad := range []string{"tuesday", "kerbrat", "the", "zoe"} {
		if strings.Contains(all, "|"+bad+"|") {
			t.Errorf("%q should not be in %q", bad, f.Names)
		}
	}
	if f.Names[0] != "zoe kerbrat" && f.Names[0] != "ferrolune" && f.Names[0] != "!resign" {
		t.Errorf("the most telling name is %q", f.Names[0])
	}
	if f := Fingerprint(text.Analyse(&news.Article{Title: a.Title, Text: "Read more."}), nil, nil); len(f.Names)+len(f.Stems) != 0 {
		t.Errorf("a title alone has the fingerprint %q", f)
	}
}

// TestTables: entries are folded as they are compared, and no word is in two
// rows, where one of them would never be used.
func TestTables(t *testing.T) {
	for name := range places {
		if strings.ReplaceAll(fold(strings.ReplaceAll(name, " ", "")), "-", "") != strings.NewReplacer(" ", "", "-", "").Replace(name) {
			t.Errorf("places.txt: %q is not folded", name)
		}
	}
	for _, c := range columns {
		if !strings.ContainsRune("=^*", rune(c[0])) || strings.TrimSpace(foldTitle(c[1:])) != c[1:] {
			t.Errorf("words.txt: the column %q can never be found", c)
		}
	}
	for w := range empty {
		if fold(w) != w {
			t.Errorf("words.txt: %q is not folded", w)
		}
	}
	for _, line := range eventLines {
		f := strings.Split(line, "|")
		key := strings.TrimSpace(f[0])
		for i, lang := range eventLanguages {
			for w := range strings.FieldsSeq(f[i+1]) {
				if have := events[lang][text.Stem(lang, w)]; have != key {
					t.Errorf("events.txt: %s %q is in the rows %q and %q", lang, w, have, key)
				}
				if text.IsStop(lang, w) {
					t.Errorf("events.txt: %s %q is a function word and never looked up", lang, w)
				}
			}
		}
	}
}
