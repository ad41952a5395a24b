package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func load(t *testing.T, text string) (Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(path)
}

func TestExampleSaysTheDefaults(t *testing.T) {
	for name, text := range map[string]string{"as it is": Example(), "in force": Uncommented(Example())} {
		c, err := load(t, text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		c.file, c.lines = "", nil
		if len(c.Feeds) == 0 {
			c.Feeds = nil
		}
		if len(c.Companies.Pins) == 0 {
			c.Companies.Pins = nil
		}
		if len(c.Serve.Private) == 0 {
			c.Serve.Private = nil
		}
		if len(c.Keys.Bind) == 0 {
			c.Keys.Bind = nil
		}
		if len(c.Keys.Macros) == 0 {
			c.Keys.Macros = nil
		}
		if len(c.UI.OpenWith) == 0 {
			c.UI.OpenWith = nil
		}
		if want := Default(); !reflect.DeepEqual(c, want) {
			t.Errorf("%s:\n%+v\nwant\n%+v", name, c, want)
		}
	}
}

// Every field of the struct must stand in the example, so that it can be found.
func TestExampleIsComplete(t *testing.T) {
	c, err := load(t, Uncommented(Example()))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		for i := range typ.NumField() {
			f := typ.Field(i)
			key := f.Tag.Get("yaml")
			if key == "" {
				continue
			}
			if c.lines[join(path, key)] == 0 {
				t.Errorf("%s is not in the example", join(path, key))
			}
			if f.Type.Kind() == reflect.Struct {
				walk(join(path, key), f.Type)
			}
		}
	}
	walk("", reflect.TypeFor[Config]())
}

func TestTopOfTheRepositoryHasTheExample(t *testing.T) {
	data, err := os.ReadFile("../config.example.yaml")
	if err != nil || string(data) != Example() {
		t.Errorf("config.example.yaml is not config/example.yaml: %v", err)
	}
}

func TestStarterPack(t *testing.T) {
	seen, folders := map[string]bool{}, map[string]int{}
	for _, f := range Default().Starter {
		if seen[f.URL] || !strings.HasPrefix(f.URL, "https://") || f.Title == "" || len(f.Folders) != 1 {
			t.Errorf("%+v", f)
		}
		seen[f.URL] = true
		folders[f.Folders[0]]++
	}
	if len(seen) < 24 || len(seen) > 30 || len(folders) != 4 {
		t.Errorf("%d feeds in %v", len(seen), folders)
	}
}

func TestLoad(t *testing.T) {
	c, err := load(t, `
feeds:
  - url: https://a.example/feed
    folders: Tech
    interval: 1h30m
refresh: {interval: 2d, max_body: 512KiB, concurrency: 4}
retention: forever
keys: newsboat
companies:
  pins: [microsoft, openai]
ui:
`)
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Feeds = []Feed{{URL: "https://a.example/feed", Folders: []string{"Tech"}, Interval: Duration(90 * time.Minute)}}
	want.Refresh.Interval, want.Refresh.MaxBody, want.Refresh.Concurrency = Duration(48*time.Hour), 512<<10, 4
	want.Retention = 0
	want.Keys.Preset = "newsboat"
	want.Companies.Pins = []string{"microsoft", "openai"}
	c.file, c.lines = "", nil
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got\n%+v\nwant\n%+v", c, want)
	}
	if c, err := Load(filepath.Join(t.TempDir(), "none.yaml")); err != nil || c.Summary.Sentences != 3 {
		t.Errorf("a file that is not there: %v", err)
	}
	for _, empty := range []string{"", "# nothing\n", "---\n"} {
		if _, err := load(t, empty); err != nil {
			t.Errorf("%q: %v", empty, err)
		}
	}
}

func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		"ui:\n  theme: " + strings.Repeat("[", 100_000):  `:2: more than 32 lists or groups lie within each other; close a bracket or write it flatter`,
		"refresh:\n\tinterval: 5m\n":                     `:2: a tab indents this line; use spaces`,
		"\xef\xbb\xbfrefresh:\n  interval: 5\n":          `:2: interval "5" needs a unit, for example 5m or 5h`,
		"refresh:\n  interval: 5\n":                      `:2: interval "5" needs a unit, for example 5m or 5h`,
		"refresh:\n  interval: 5x\n":                     `:2: interval "5x" has the unit "x"; there are s, m, h, d and w`,
		"refresh:\n  interval: soon\n":                   `:2: interval "soon" is not a time; it looks like 15m, 1h30m or 7d`,
		"refresh:\n  interval: 10s\n":                    `:2: interval "10s" is too short; 1m is the least`,
		"refresh:\n  total_timeout: 0\n":                 `:2: total_timeout cannot be 0; 1s is the least`,
		"refresh:\n  concurrency: lots\n":                `:2: concurrency "lots" must be a whole number`,
		"refresh:\n  concurrency: 0\n":                   `:2: concurrency "0" is too small; 1 is the least`,
		"refresh:\n  max_body: 3 apples\n":               `:2: max_body "3 apples" is not a size; it looks like 10MiB`,
		"refresh: 5m\n":                                  `:1: refresh must have options below it (interval, on_start, concurrency, host_gap, first_byte_timeout, total_timeout, max_body, user_agent, contact, teasers), not the word "5m"`,
		"summary:\n  sentences: 9\n":                     `:2: sentences "9" is too large; 5 is the most`,
		"ui:\n  mouse: maybe\n":                          `:2: mouse "maybe" must be true or false`,
		"ui:\n  theme: drak\n":                           `:2: theme "drak" must be one of auto, dark, light, high-contrast, high-contrast-dark, high-contrast-light, basic, none, or the name of a file beside this one (themes/NAME.yaml); did you mean "dark"?`,
		"ui:\n  theme: [dark]\n":                         `:2: theme must be a word, not a list`,
		"ui:\n  theme: ../x\n":                           `:2: theme "../x" must be one of auto, dark, light, high-contrast, high-contrast-dark, high-contrast-light, basic, none, or the name of a file beside this one (themes/NAME.yaml)`,
		"ui:\n  open_with:\n    - host: a.example\n":     `:3: entry 1 of open_with needs ` + "`run:`",
		"keys:\n  macros: {M: {a: b}}\n":                 `:2: M must be a list (lines that begin with ` + "`- `" + `), not a group of options`,
		"ui:\n\n  mesure: 80\n":                          `:3: unknown option "mesure" in ui; did you mean "measure"?`,
		"serve:\n  mode: closed\n":                       `:2: mode "closed" must be one of open, allow-list, invite`,
		"serve:\n  limits: {feeds: 0}\n":                 `:2: feeds "0" is too small; 1 is the least`,
		"serve:\n  limits: {longest: 10s}\n":             `:2: longest "10s" is too short; 1m is the least`,
		"colour: blue\n":                                 `:1: unknown option "colour"; there are feeds, starter, refresh, retention, summary, companies, ui, keys, serve, log`,
		"feeds:\n  - title: No address\n":                `:2: entry 1 of feeds needs ` + "`url:`",
		"feeds: https://a.example/\n":                    `:1: feeds must be a list (lines that begin with ` + "`- `" + `), not the word "https://a.example/"`,
		"companies:\n  pins: [a,b,c,d,e,f,g,h,i,j]\n":    `:2: pins has 10 entries; 9 are the most`,
		"keys:\n  bind: next\n":                          `:2: bind must have lines such as ` + "`name: value`" + ` below it, not the word "next"`,
		"just words\n":                                   `:1: expected options such as ` + "`summary:`" + `, not the word "just words"`,
		"ui:\n  theme: *x\n":                             `:2: theme: aliases (*name) are not read here; write the value`,
		"refresh:\n  interval: 5\nsummary:\n  length: 2": ":2: interval \"5\" needs a unit, for example 5m or 5h\nFILE:4: unknown option \"length\" in summary; there are sentences",
	} {
		_, err := load(t, text)
		if err == nil {
			t.Errorf("%q is accepted", text)
			continue
		}
		got := err.Error()
		if i := strings.Index(got, "config.yaml"); i >= 0 {
			got = strings.ReplaceAll(got, got[:i+len("config.yaml")], "FILE")
		}
		if got != "FILE"+want {
			t.Errorf("%q\n got %s\nwant FILE%s", text, got, want)
		}
	}
}

func TestServe(t *testing.T) {
	c, err := load(t, "serve:\n  mode: invite\n  guests: true\n  metrics: 127.0.0.1:9323\n  limits: {feeds: 50, longest: 8h, input_per_second: 1KiB}\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Default().Serve
	want.Mode, want.Guests, want.Metrics = "invite", true, "127.0.0.1:9323"
	want.Limits.Feeds, want.Limits.Longest, want.Limits.InputRate = 50, Duration(8*time.Hour), 1<<10
	if !reflect.DeepEqual(c.Serve, want) {
		t.Errorf("got\n%+v\nwant\n%+v", c.Serve, want)
	}
}

func TestBrokenSyntaxSaysWhere(t *testing.T) {
	for text, line := range map[string]int{"ui:\n  theme: \"dark\n": 2, "ui:\n\ttheme: dark\n": 2, "ui:\n  theme: dark\n  theme: light\n": 3} {
		_, err := load(t, text)
		var problems Problems
		if !errors.As(err, &problems) || len(problems) == 0 || problems[0].Line != line {
			t.Errorf("%q: %v, want line %d", text, err, line)
		}
	}
	if _, err := load(t, "ui: \xff\n"); err == nil {
		t.Error("what is not UTF-8 is accepted")
	}
	dir := t.TempDir()
	if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "cannot be read") {
		t.Errorf("a directory: %v", err)
	}
}

func TestThemesOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.yaml")
	for name, text := range map[string]string{path: "ui:\n  theme: evening\n", filepath.Join(dir, "themes", "evening.yaml"): "quote: red\n"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if c, err := Load(path); err != nil || c.UI.Theme != "evening" {
		t.Errorf("%q: %v", c.UI.Theme, err)
	}
}

func TestAtFindsTheLine(t *testing.T) {
	c, err := load(t, "keys:\n  preset: newsboat\n  bind:\n    open: [x]\n")
	if err != nil {
		t.Fatal(err)
	}
	for path, line := range map[string]int{"keys.bind.open": 4, "keys.bind.gone": 3, "keys.preset": 2, "log.level": 0} {
		if p := c.At(path, "x"); p.Line != line {
			t.Errorf("%s is at line %d, want %d", path, p.Line, line)
		}
	}
}

func TestDurationsAreWrittenAsRead(t *testing.T) {
	for _, s := range []string{"0", "15m", "1h30m", "2h", "90d", "20s", "1m", "1m30s"} {
		d, err := ParseDuration(s)
		if err != nil || d.String() != s {
			t.Errorf("%s becomes %s (%v)", s, d, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(Uncommented(Example()))
	f.Add("keys: newsboat\nfeeds: [{url: x}, 3, [], {}]\nui: &a {theme: *a}\n? [x]\n: y\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := Default()
		c.read("f", []byte(text))
	})
}
