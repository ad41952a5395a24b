package theme

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"charm.land/lipgloss/v2"
)

func TestOwnThemes(t *testing.T) {
	own, problems := Read("themes/evening.yaml", "evening", []byte("base: light\nquote: \"#d7af5f\"\ncursor-background: bright-blue\nlink: 33\nfaint: '#ccc'\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	th := own.Theme(Full)
	if th.Dark || th.Quote.GetForeground() != hex("#d7af5f") || th.Cursor.GetBackground() != lipgloss.BrightBlue || th.Text.GetForeground() != New(Full, false).Text.GetForeground() {
		t.Errorf("%+v", own.p)
	}
	if th.ID() == New(Full, false).ID() {
		t.Error("articles of it would be taken from the cache of another theme")
	}
	if own.Theme(None).Quote.GetForeground() != (lipgloss.NoColor{}) {
		t.Error("it has colours where there are none")
	}
}

func TestNonsenseInOwnThemes(t *testing.T) {
	for text, want := range map[string]string{
		"text: \"#d0d0d0\"\nquote: blurple\n":  `f:2: quote "blurple" is no colour; it looks like "#d7af5f", 179 or bright-blue`,
		"quote: \"#12345\"\n":                  `f:1: quote "#12345" is no colour`,
		"quote: \"#ggffgg\"\n":                 `f:1: quote "#ggffgg" is no colour`,
		"quote: 256\n":                         `f:1: quote "256" is no colour`,
		"quote: -1\n":                          `f:1: quote "-1" is no colour`,
		"quote: [1, 2]\n":                      `f:1: quote`,
		"quote: #d7af5f\n":                     `f:1: quote "null" is no colour`,
		"qoute: red\n":                         `f:1: there is no colour "qoute"; there are accent,`,
		"base: beige\n":                        `f:1: base "beige" must be one of dark, light`,
		"- red\n":                              `f:1: expected lines such as`,
		"text: \"#d0d0d0\nx":                   `f:1: `,
		"text: \xff":                           `f:1: is not UTF-8 text`,
		"text: " + strings.Repeat("[", 50_000): `f:1: more than 32 lists or groups lie within each other`,
		"text: red\ntext: blue\n":              `f:2: "text" stands here twice, first in line 1`,
	} {
		own, problems := Read("f", "x", []byte(text))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), want) {
			t.Errorf("%q: %v, want %s", text, problems, want)
		}
		if got := own.Theme(Full).Quote.GetForeground(); got != darkPalette().quote {
			t.Errorf("%q: the default is lost: %v", text, got)
		}
	}
}

func TestReadDir(t *testing.T) {
	all, problems := ReadDir(fstest.MapFS{
		"a.yaml": {Data: []byte("quote: red\n")}, "dark.yaml": {Data: nil}, "notes.txt": {Data: nil}, "b.yaml": {Data: []byte("quote: reddish\n")},
	})
	if len(all) != 2 || all[0].Name != "a" || all[1].Name != "b" || len(problems) != 2 {
		t.Errorf("%v %v", all, problems)
	}
	if all, problems := ReadDir(fstest.MapFS{}); len(all)+len(problems) != 0 {
		t.Errorf("an empty directory: %v %v", all, problems)
	}
}

// Every colour can be named, and each of them is seen somewhere.
func TestEveryColourOfAThemeCounts(t *testing.T) {
	var p palette
	for name, place := range p.byName() {
		own, problems := Read("f", "x", []byte(name+": \"#123456\"\n"))
		if len(problems) > 0 || *own.p.byName()[name] != lipgloss.Color("#123456") || place == nil {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func FuzzOwnTheme(f *testing.F) {
	f.Add("base: dark\ntext: red\n")
	f.Add("? [x]\n: &a {b: *a}\n")
	f.Fuzz(func(t *testing.T, text string) {
		own, _ := Read("f", "x", []byte(text))
		own.Theme(Full).Quote.Render("x")
	})
}

func TestExampleIsTheDarkTheme(t *testing.T) {
	own, problems := Read("f", "x", []byte(Example()))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if got, want := own.Theme(Full).Quote.Render("x"), New(Full, true).Quote.Render("x"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestColoursOfThe256AreNamedByTheirNumber(t *testing.T) {
	for s, want := range map[string]string{"#87afff": "111", "#000000": "16", "#ffffff": "231", "#080808": "232", "#eeeeee": "255", "#9e9e9e": "247", "#5f5f5f": "59", "#123456": "#123456", "#d0d0d0": "252"} {
		got := hex(s)
		if got != lipgloss.Color(want) {
			t.Errorf("%s is %v, want %s", s, got, want)
		}
		r, g, b, _ := got.RGBA()
		x, y, z, _ := lipgloss.Color(s).RGBA()
		if r>>8 != x>>8 || g>>8 != y>>8 || b>>8 != z>>8 {
			t.Errorf("%s becomes another colour: %x %x %x", s, r>>8, g>>8, b>>8)
		}
	}
}

// Whatever a theme may stand on may also be chosen as it is.
func TestBasesAreThemes(t *testing.T) {
	for _, base := range []string{"dark", "light", "high-contrast", "high-contrast-dark", "high-contrast-light"} {
		own, problems := Read("f", "mine", []byte("base: "+base+"\n"))
		if len(problems) > 0 || !slices.Contains(Names, base) {
			t.Errorf("%s: %v", base, problems)
		}
		if light := base == "light" || base == "high-contrast-light"; own.dark == light {
			t.Errorf("%s is for the other background", base)
		}
	}
}
