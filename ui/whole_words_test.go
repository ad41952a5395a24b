package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Whatever is said in the status line can be read to its end in 80 columns, with
// the key that undoes it, in both languages.
func TestMessagesAreReadToTheirEnd(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		d := drive(t, newFake(20), 80, 24, Options{Lang: lang})
		for key, message := range messages(t, lang) {
			d.send(done{text: message, undo: strings.HasPrefix(key, "done.")})
			lines := strings.Split(d.screen(), "\n")
			seen := strings.Join(strings.Fields(strings.Join(lines[len(lines)-2:], " ")), " ")
			for _, word := range strings.Fields(message) {
				if !strings.Contains(seen, word) {
					t.Errorf("%s: %s is cut: %q shows as %q", lang, key, message, seen)
					break
				}
			}
			d.fits()
		}
	}
}

// messages are those of a catalogue that take one line there, with something of a
// usual length wherever something is put in.
func messages(t *testing.T, lang string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("i18n", "catalogue", lang, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	verb := regexp.MustCompile(`%(\[\d+\])?[sdq]`)
	out := map[string]string{}
	for _, f := range files {
		if filepath.Base(f) == "cli.txt" { // what the commands print
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			key, message, ok := strings.Cut(strings.TrimSpace(line), " = ")
			if ok && !strings.Contains(message, `\n`) {
				out[key] = verb.ReplaceAllString(message, "0123456789")
			}
		}
	}
	return out
}

// No box cuts its keys, and no message of several lines hides the list it is over.
func TestKeysOfBoxesAreWhole(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for _, w := range []int{60, 80, 120} {
			d := drive(t, newFake(20), w, 24, Options{Lang: lang})
			d.keys("c")
			for _, l := range strings.Split(d.screen(), "\n") {
				if strings.Contains(ansi.Strip(l), "^P") && strings.Contains(l, "…") {
					t.Errorf("%s, %d columns: %q", lang, w, l)
				}
			}
			d.sees("^O page")
		}
	}
}
