package companies

import (
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

const ownFile = `# My companies.
companies:
  # The start-up of my sister.
  - name: Brindacier
    aliases: [Brindacier, BDC]   # two names
    sector: tech

  - {name: Orange, extend: true, aliases: [Wanadoo]}
# the end
`

// A rule is added behind the last entry; what is there stays, to the byte.
func TestCorrectKeepsTheFile(t *testing.T) {
	got, err := Correct([]byte(ownFile), Correction{Verdict: NotHere, Company: "Orange", Near: []string{"robe"}})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(ownFile, "# the end", "  - {name: \"Orange\", extend: true, not: [\"robe\"]}\n# the end", 1)
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	again, err := Correct(got, Correction{Verdict: NotHere, Company: "Orange", Near: []string{"robe"}})
	if err != nil || string(again) != string(got) {
		t.Errorf("the same rule twice: %v\n%s", err, again)
	}
}

// Files of all sorts can be added to.
func TestCorrectFilesOfAllSorts(t *testing.T) {
	c := Correction{Verdict: NeverAlias, Company: `Duo "D" & Co`, Alias: `D: #1 \ duo`}
	for name, src := range map[string]string{
		"empty":          "",
		"comments":       "# nothing here yet\n",
		"no list yet":    "companies:\n",
		"no line break":  "companies:\n- name: A One",
		"not indented":   "companies:\n- name: A One\n  aliases:\n  - A One\n  - A1 Corp\n",
		"deep":           "companies:\n    - name: A One\n      aliases:\n        - A One\n",
		"line endings":   "companies:\r\n  - name: A One\r\n",
		"trailing space": "companies:\n  - name: A One\n\n\n",
	} {
		before, _ := Parse("x", []byte(src))
		got, err := Correct([]byte(src), c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after, errs := Parse("x", got)
		if len(errs) > 0 || after.Len() != before.Len()+1 {
			t.Errorf("%s: %d entries, %v\n%s", name, after.Len(), errs, got)
		}
		last := after.list[after.Len()-1]
		if last.name != c.Company || !slices.Equal(last.never, []string{c.Alias}) {
			t.Errorf("%s: read back %q %q", name, last.name, last.never)
		}
	}
}

// What cannot be added to is refused with a sentence and a line.
func TestCorrectRefuses(t *testing.T) {
	c := Correction{Verdict: Never, Company: "Orange"}
	for src, want := range map[string]string{
		"companies: [{name: A One}]\n":       "companies.yaml:1",
		"companies:\n  - name: [\n":          "companies.yaml:",
		"- a\n- b\n":                         "begins with",
		"companies:\n  - name: \"A\n  - b\n": "companies.yaml:",
	} {
		if got, err := Correct([]byte(src), c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v\n%s", src, err, got)
		}
	}
	for _, c := range []Correction{{Verdict: Never}, {Verdict: NotHere, Company: "Orange"}, {Verdict: Always, Company: "Orange", Alias: "—"}, {Verdict: 9, Company: "Orange"}} {
		if got, err := Correct(nil, c); err == nil {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Every verdict changes what is found from then on, and only that.
func TestCorrectionsHold(t *testing.T) {
	const business = "Orange a annoncé une hausse de ses tarifs pour ses abonnés à la fibre."
	l := func(c ...Correction) *Lexicon {
		t.Helper()
		var src []byte
		for _, one := range c {
			var err error
			if src, err = Correct(src, one); err != nil {
				t.Fatal(err)
			}
		}
		own, errs := Parse("companies.yaml", src)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		return Builtin().With(own)
	}
	for _, c := range []struct {
		name string
		l    *Lexicon
		text string
		want []string
	}{
		{"before", Builtin(), business, []string{"orange"}},
		{"not beside a word", l(Correction{Verdict: NotHere, Company: "Orange", Near: []string{"tarifs"}}), business, nil},
		{"elsewhere still", l(Correction{Verdict: NotHere, Company: "Orange", Near: []string{"robe"}}), business, []string{"orange"}},
		{"not in a phrase", l(Correction{Verdict: NotHere, Company: "Nike", Near: []string{"Nike de Rhodes"}}), "La Nike de Rhodes fut vendue par Nike.", []string{"nike"}},
		{"never this alias", l(Correction{Verdict: NeverAlias, Company: "Microsoft", Alias: "Microsoft France"}), "Microsoft France recrute, selon Google France.", []string{"google", "microsoft"}},
		{"never the only alias", l(Correction{Verdict: NeverAlias, Company: "Orange", Alias: "Orange"}), business, nil},
		{"always", l(Correction{Verdict: Always, Company: "Orange", Alias: "Orange"}), "Elle portait du Orange hier.", []string{"orange"}},
		{"always, of none we know", l(Correction{Verdict: Always, Company: "Brindacier", Alias: "Brindacier"}), "On a vu Brindacier hier.", []string{"brindacier"}},
		{"never this company", l(Correction{Verdict: Never, Company: "Orange"}), business, nil},
		{"never one found by cue", l(Correction{Verdict: Never, Company: "Brindacier Analytics"}), "Brindacier Analytics Inc said profit rose.", nil},
		{"two rules", l(Correction{Verdict: NotHere, Company: "Orange", Near: []string{"robe"}}, Correction{Verdict: NotHere, Company: "Orange", Near: []string{"fibre"}}), business, nil},
	} {
		if got := tagged(c.l, "", c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// The words proposed are those that would have told the two apart.
func TestNear(t *testing.T) {
	const s = "Le jury a admiré la robe Orange de velours que portait la chanteuse."
	d := text.Analyse(&news.Article{Text: s})
	at := strings.Index(s, "Orange")
	near := Builtin().Near(d, news.Span{Start: at, End: at + len("Orange")})
	if !slices.Contains(near, "robe") || !slices.Contains(near, "velours") || len(near) > 3 {
		t.Errorf("near: %q", near)
	}
	if got := Builtin().Near(d, news.Span{Start: 4000, End: 4001}); got != nil {
		t.Errorf("outside the text: %q", got)
	}
}
