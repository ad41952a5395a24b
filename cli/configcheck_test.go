package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/config"
)

// put writes files beside the configuration.
func put(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(home(t), "config", "lede")
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Everything that is wrong is said in one run, each with its file and line, and
// nothing is well then.
func TestConfigCheckSaysEverything(t *testing.T) {
	put(t, map[string]string{
		"config.yaml": `refresh:
  interval: 5
feeds:
  - url: ftp://mill.example/feed
  - url: https://mill.example/feed
  - url: https://mill.example/feed
ui:
  open_with:
    - host: "http://mill.example/"
      run: [no-such-program-anywhere, "%u"]
keys:
  bind:
    star: [z]
    tag: [j]
  macros:
    K: [":nope"]
`,
		"themes/evening.yaml": "quote: mauve\nborder: \"#123456\"\nbogus: red\n",
		"themes/tabs.yaml":    "base: dark\n\tquote: red\n",
		"companies.yaml":      "companies:\n  - aliases: [Mill]\n",
	})
	r := lede(t, "", "config", "check").want(t, exitFailed,
		`config.yaml:2: interval "5" needs a unit`,
		"config.yaml:4: ", "only http: and https:",
		"config.yaml:6: https://mill.example/feed stands here twice, first in line 5",
		`config.yaml:9: host "http://mill.example/" is no name of a host`,
		`note: `, `config.yaml:10: there is no program "no-such-program-anywhere" in $PATH`,
		`config.yaml:13: key "z" is taken from zen, which is left without a key`,
		`config.yaml:14: key "j" is taken from down, which keeps "down"`,
		`config.yaml:16: there is no command ":nope"`,
		`evening.yaml:1: quote "mauve" is no colour`, `evening.yaml:3: there is no colour "bogus"`,
		"tabs.yaml:2: a tab indents this line; use spaces",
		"companies.yaml:2: ", "\n7 problems\n")
	if strings.Contains(r.out, "well") {
		t.Error(r.out)
	}
	if !strings.Contains(r.err, "note: ") || strings.Count(r.err, "is taken from down") != 1 {
		t.Errorf("a clash that costs nothing is a note, once:\n%s", r.err)
	}
}

// A key taken from an action that keeps another is a note and no problem.
func TestConfigCheckWithNotesIsWell(t *testing.T) {
	put(t, map[string]string{"config.yaml": "keys:\n  bind:\n    star: [j]\ncompanies:\n  pins: [microsoft, Mistral, nobodyatall]\n"})
	lede(t, "", "config", "check").want(t, 0, `note: `, `config.yaml:3: key "j" is taken from down, which keeps "down"`, `config.yaml:5: no company is called "nobodyatall"`, "all is well")
}

// A file that is no text, or has a key twice, is one sentence with its line.
func TestConfigCheckOfBrokenFiles(t *testing.T) {
	for text, want := range map[string]string{
		"ui:\n  theme: caf\xe9\n":                   "config.yaml:2: is not UTF-8 text; save it as UTF-8",
		"\xff\xfeu\x00i\x00":                        "config.yaml:1: is not UTF-8 text; save it as UTF-8",
		"ui:\n\ttheme: dark\n":                      "config.yaml:2: a tab indents this line; use spaces",
		"ui:\n  theme: dark\nui:\n  mouse: false\n": `config.yaml:3: "ui" stands here twice, first in line 1; leave one of them out`,
		"companies:\n  file: nowhere.yaml\n":        "config.yaml:2: there is no file ",
		"\ufeffui:\n  theme: dark\n  colour: red\n": `config.yaml:3: unknown option "colour" in ui`,
	} {
		put(t, map[string]string{"config.yaml": text})
		r := lede(t, "", "config", "check").want(t, exitFailed, want, "1 problem\n")
		if strings.Count(r.err, "\n") != 2 {
			t.Errorf("%q: %s", text, r.err)
		}
	}
	put(t, map[string]string{"config.yaml": "\ufeffui:\n  theme: dark\n"})
	lede(t, "", "config", "check").want(t, 0, "all is well")
}

func TestThemesAreListed(t *testing.T) {
	put(t, map[string]string{"themes/evening.yaml": "base: high-contrast-light\n", "config.yaml": "ui:\n  theme: high-contrast-light\n"})
	lede(t, "", "config", "check").want(t, 0, "all is well")
	lede(t, "", "config", "theme", "--list").want(t, 0, "auto ", "high-contrast-light ", "basic ", "evening ")
}

// The bindings and macros that the example shows are right.
func TestExamplesOfKeysAreRight(t *testing.T) {
	var text strings.Builder
	text.WriteString("keys:\n")
	n := 0
	for line := range strings.Lines(config.Example()) {
		for _, key := range []string{"#  # bind: {", "#  # macros: {"} {
			if strings.HasPrefix(line, key) {
				text.WriteString("  " + strings.TrimPrefix(line, "#  # "))
				n++
			}
		}
	}
	if n != 2 {
		t.Fatalf("%d lines in\n%s", n, text.String())
	}
	put(t, map[string]string{"config.yaml": text.String()})
	lede(t, "", "config", "check").want(t, 0, "all is well")
}

// A configuration that cannot be used says all that is wrong with it, or the first of it
// and how much more there is; a theme that is not in use keeps nobody from reading.
func TestWrongConfigurationsAreNamed(t *testing.T) {
	put(t, map[string]string{"config.yaml": "keys:\n  bind:\n    strar: [x]\n    tga: [x]\n", "themes/evening.yaml": "quote: mauve\n"})
	r := lede(t, "", "keys").want(t, exitUsage, `config.yaml:3: there is no action "strar"`, `config.yaml:4: there is no action "tga"`)
	if strings.Contains(r.err, "more:") || strings.Contains(r.err, "mauve") {
		t.Error(r.err)
	}
	put(t, map[string]string{"config.yaml": "refresh:\n  interval: 5\nui:\n  mouse: maybe\nkeys:\n  bind:\n    strar: [x]\n    tga: [x]\n    opn: [x]\n    sttar: [x]\n    topp: [x]\n"})
	lede(t, "", "list").want(t, exitUsage, "config.yaml:2: ", "config.yaml:4: ", "config.yaml:7: ", "config.yaml:8: ", "3 more: `lede config check` names them all")
	enFrançais(t, "", "list").want(t, exitUsage, "3 de plus : `lede config check` les nomme tous")

	put(t, map[string]string{"config.yaml": "ui:\n  theme: dark\n", "themes/evening.yaml": "quote: mauve\n"})
	lede(t, "", "config", "check").want(t, 0, "note: ", "mauve")
	sh := &shell{local: &local{}, lang: "en"}
	for theme, want := range map[string]int{"dark": 0, "evening": 1} {
		put(t, map[string]string{"config.yaml": "ui:\n  theme: " + theme + "\n", "themes/evening.yaml": "quote: mauve\n"})
		sh.local.loaded = false
		c, _, err := sh.configuration()
		if err != nil {
			t.Fatal(err)
		}
		o, err := sh.uiOptions(c)
		if err != nil || len(o.Warnings) != want {
			t.Errorf("%s: %v, warnings %q", theme, err, o.Warnings)
		}
	}
}

// A query that begins with a minus sign is taken for options: what to write instead is
// said. A minus sign alone is no query.
func TestQueriesWithAMinusSign(t *testing.T) {
	home(t)
	lede(t, "", "list", "-microsoft newer:3d").want(t, exitUsage, "lede list -- '-microsoft newer:3d'")
	enFrançais(t, "", "list", "-microsoft").want(t, exitUsage, "une recherche qui commence par un moins vient après -- : lede list -- '-microsoft'")
	lede(t, "", "list", "--", "-microsoft").want(t, 0)
	lede(t, "", "list", "-").want(t, exitUsage, "column 1", "there is nothing after this -")
}

// A feed, folder, tag or language that nobody knows is said, with the nearest names.
func TestUnknownNamesOfAQuery(t *testing.T) {
	put(t, map[string]string{"config.yaml": "feeds:\n  - url: https://mill.example/feed\n    title: The Mill\n    folders: [Grain]\n"})
	lede(t, "", "list", "company:zzzz OR feed:zzz OR lang:klingon OR folder:nope OR tag:nope").want(t, 0, "No company is called “zzzz”", "No feed is called “zzz”",
		"No article is in the language “klingon”", "There is no folder “nope”", "No article has the tag “nope”")
	r := lede(t, "", "list", "feed:Mlil folder:Grian -feed:mill folder:grain").want(t, 0, "No feed is called “Mlil”. The nearest name is “The Mill”", "There is no folder “Grian”. The nearest name is “Grain”")
	if strings.Contains(r.err, "“mill”") || strings.Contains(r.err, "“grain”") {
		t.Error(r.err)
	}
	enFrançais(t, "", "list", "feed:zzz lang:klingon folder:nope tag:nope").want(t, 0, "Aucun flux ne s’appelle", "Aucun article n’est dans la langue", "Il n’y a pas de dossier", "Aucun article n’a l’étiquette")
}
