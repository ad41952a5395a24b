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
		`config.yaml:10: there is no program "no-such-program-anywhere" in $PATH`,
		`config.yaml:13: key "z" is taken from zen, which is left without a key`,
		`config.yaml:14: key "j" is taken from down, which keeps "down"`,
		`config.yaml:16: there is no command ":nope"`,
		`evening.yaml:1: quote "mauve" is no colour`, `evening.yaml:3: there is no colour "bogus"`,
		"tabs.yaml:2: a tab indents this line; use spaces",
		"companies.yaml:2: ", "\n11 problems\n")
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
