package i18n

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var verbs = regexp.MustCompile(`%(\[\d+\])?[sdq%]`)

func TestCataloguesAreInStep(t *testing.T) {
	all := load()
	for key, en := range all["en"] {
		fr, ok := all["fr"][key]
		if !ok {
			t.Errorf("%s has no French", key)
			continue
		}
		if a, b := strings.Join(verbs.FindAllString(en, -1), " "), strings.Join(verbs.FindAllString(fr, -1), " "); a != b {
			t.Errorf("%s: English takes %q, French %q", key, a, b)
		}
	}
	for key := range all["fr"] {
		if _, ok := all["en"][key]; !ok {
			t.Errorf("%s has no English", key)
		}
	}
}

// Every message is said somewhere, and every key that is asked for exists.
func TestMessagesAndSourceAgree(t *testing.T) {
	used := map[string]bool{}
	call := regexp.MustCompile(`\.(S|N)\("([a-z0-9.-]+)"`)
	word := regexp.MustCompile(`"([a-z]+\.[a-z0-9.-]*)"`)
	all := load()["en"]
	look := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			key := m[2]
			if m[1] == "N" {
				if all[key+".one"] == "" && !strings.HasSuffix(key, ".") {
					t.Errorf("%s asks for %s, which has no .one and .other", path, key)
				}
			} else if _, ok := all[key]; !ok && !strings.HasSuffix(key, ".") {
				t.Errorf("%s asks for %s, which does not exist", path, key)
			}
			used[key] = true
		}
		for _, m := range word.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
		}
		return nil
	}
	for _, room := range []string{"..", "../../cli"} {
		if err := filepath.WalkDir(room, look); err != nil {
			t.Fatal(err)
		}
	}
	for key := range all {
		base := strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")
		if n, ok := strings.CutSuffix(key, ".none"); ok && all[n+".one"] != "" {
			base = n
		}
		family := base[:strings.LastIndex(base, ".")+1] // keys that are put together
		if !used[base] && !used[key] && !used[family] {
			t.Errorf("nobody says %s", key)
		}
	}
}

func TestNewAndDetect(t *testing.T) {
	for in, want := range map[string]string{"fr": "fr", "fr_CH.UTF-8": "fr", "FR": "fr", "en_GB": "en", "de_DE": "en", "": "en", "C": "en"} {
		if got := New(in).Lang; got != want {
			t.Errorf("New(%q) speaks %s", in, got)
		}
	}
	env := map[string]string{"LANG": "en_US.UTF-8", "LC_ALL": "fr_FR.UTF-8"}
	if got := Detect(func(k string) string { return env[k] }); got != "fr" {
		t.Errorf("detected %s", got)
	}
	if got := Detect(func(string) string { return "" }); got != "en" {
		t.Errorf("detected %s from nothing", got)
	}
}

func TestPlurals(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{{"en", 0, "0 articles"}, {"en", 1, "1 article"}, {"en", 12345, "12,345 articles"}, {"fr", 0, "0 article"}, {"fr", 2, "2 articles"}, {"fr", 12345, "12\u202f345 articles"}} {
		if got := New(c.lang).N("articles", c.n); got != c.want {
			t.Errorf("%s %d: %q", c.lang, c.n, got)
		}
	}
	if got := New("en").N("done.muted", 0, "Mill"); got != "Nothing is muted by it yet: Mill" {
		t.Error(got)
	}
	if got := New("en").S("no.such.key"); got != "no.such.key" {
		t.Error(got)
	}
}

// fixed are messages with a number before a word that is never one, before the
// sign of a unit, or of a place and not of things.
var fixed = []string{"cli.doctor.terminal", "reader.minutes", "profile.days", "small", "help.where", "reader.match", "done.pinned"}

// A number of things has a message for one and one for more, in both languages:
// nobody reads "1 articles".
// A number that chooses the form of a message comes written out: 12,000.
func TestCountsAreText(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for key, text := range load()[lang] {
			_, form, _ := cutLast(key, ".")
			if form != "one" && form != "other" && form != "none" {
				continue
			}
			first := text
			if i := strings.Index(text, "%"); i >= 0 {
				first = text[i:]
			}
			if strings.HasPrefix(first, "%d") || strings.Contains(text, "%[1]d") {
				t.Errorf("%s: %s = %s", lang, key, text)
			}
		}
	}
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func TestNumbersHavePlurals(t *testing.T) {
	counted := regexp.MustCompile(`%(\[\d+\])?d\s+\pL`)
	things := regexp.MustCompile(`%(\[\d+\])?[sd] ((new|read|unread|starred|nouveaux|query) )?(articles|feeds|problems|companies|views|rules|quotes|tags|times|sentences|flux suivis|problèmes|entreprises|vues|règles|citations)`)
	all := load()
	for lang, messages := range all {
		for key, message := range messages {
			form := key[strings.LastIndex(key, ".")+1:]
			base := strings.TrimSuffix(key, "."+form)
			switch form {
			case "one":
				if things.MatchString(message) {
					t.Errorf("%s: %s speaks of several: %q", lang, key, message)
				}
				if _, ok := messages[base+".other"]; !ok {
					t.Errorf("%s: %s has no .other", lang, key)
				}
			case "other":
				if _, ok := messages[base+".one"]; !ok {
					t.Errorf("%s: %s has no .one", lang, key)
				}
			default:
				if !slices.Contains(fixed, key) && (counted.MatchString(message) || things.MatchString(message)) {
					t.Errorf("%s: %s has a number and no plural: %q", lang, key, message)
				}
			}
		}
	}
}

// several are sentences of other rooms whose number is two at least, or a bound
// of the program's own.
var several = []string{
	"%d feeds are called", "%d accounts are called", "ended %d sessions", "%d lines", "an account has at most %d keys", "%s has %d entries",
	"a query may have %d", "more than %d", "%d views are kept", "a file may have %d companies", "you follow %d feeds", "%s has %d aliases",
}

func TestSentencesCountRight(t *testing.T) {
	counted := regexp.MustCompile(`%d (\w+ )?(articles|feeds|problems|companies|views|rules|quotes|tags|blocks|places|sessions|lines|entries|keys|accounts|aliases|terms)\b`)
	for _, where := range append(slices.Clone(speakers), "newsroom", "store/sqlite", "feeds", "feeds/fetch", "summarize/companies") {
		files := []string{filepath.Join("../..", where)}
		if !strings.HasSuffix(where, ".go") {
			files, _ = filepath.Glob(filepath.Join("../..", where, "*.go"))
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			for text, line := range sentences(t, path) {
				if counted.MatchString(text) && !slices.ContainsFunc(several, func(s string) bool { return strings.HasPrefix(text, s) }) {
					t.Errorf("%s:%d: %q would say \"1 things\"", path, line, text)
				}
			}
		}
	}
}

func TestTimes(t *testing.T) {
	now := time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC) // a Tuesday
	for _, c := range []struct {
		ago       time.Duration
		en, fr    string
		day, jour string
	}{
		{20 * time.Second, "now", "0m", "Today", "Aujourd’hui"},
		{5 * time.Minute, "5m", "5m", "Today", "Aujourd’hui"},
		{20 * time.Hour, "20h", "20h", "Yesterday", "Hier"},
		{50 * time.Hour, "2d", "2j", "Sunday", "dimanche"},
		{20 * 24 * time.Hour, "4Nov", "04/11", "4 Nov", "4 nov."},
		{400 * 24 * time.Hour, "2025", "2025", "20 Oct 2025", "20 oct. 2025"},
	} {
		at := now.Add(-c.ago)
		en, fr := New("en"), New("fr")
		if got := en.Age(at, now); got != c.en {
			t.Errorf("%v ago is %q, want %q", c.ago, got, c.en)
		}
		if got := fr.Age(at, now); got != c.fr {
			t.Errorf("il y a %v : %q, want %q", c.ago, got, c.fr)
		}
		if got := en.Day(at, now); got != c.day {
			t.Errorf("%v ago is %q, want %q", c.ago, got, c.day)
		}
		if got := fr.Day(at, now); got != c.jour {
			t.Errorf("il y a %v : %q, want %q", c.ago, got, c.jour)
		}
	}
	if got := New("fr").Date(now); got != "24 nov. 2026 à 14:05" {
		t.Error(got)
	}
}
