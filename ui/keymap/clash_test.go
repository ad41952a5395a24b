package keymap

import (
	"strings"
	"testing"
)

// A key that is taken from another action is said, and also when that one is left
// without any, unless this is what was wished for. lede opens all the same.
func TestKeysThatAreTaken(t *testing.T) {
	for _, c := range []struct {
		name            string
		bind            map[string][]string
		warning, bereft string // "" for none
	}{
		{"the other keeps one", map[string][]string{"star": {"j"}}, `key "j" is taken from down, which keeps "down"`, ""},
		{"the other has none", map[string][]string{"star": {"z"}}, "", `key "z" is taken from zen, which is left without a key; give it another, or write "zen: []" to do without`},
		{"none is meant", map[string][]string{"star": {"z"}, "zen": {}}, "", ""},
		{"it has another", map[string][]string{"star": {"z"}, "zen": {"@"}}, "", ""},
		{"in one place", map[string][]string{"reader.star": {"b"}}, `key "b" is taken from briefing in reader, which has no other there`, ""},
		{"the beginning", map[string][]string{"star": {"g s"}}, `key "g" is taken from top, because "g s" begins with it, which keeps "home"`, ""},
		{"its own", map[string][]string{"down": {"j"}}, "", ""},
		{"a free one", map[string][]string{"star": {"@"}}, "", ""},
	} {
		m, problems := New("", c.bind)
		if len(problems) > 0 { // lede would not open
			t.Errorf("%s: %v", c.name, problems)
		}
		for what, got := range map[string][]Problem{c.warning: m.Taken(), c.bereft: m.Bereft()} {
			if c.warning == c.bereft {
				got = append(m.Taken(), m.Bereft()...)
			}
			switch {
			case what == "" && len(got) > 0:
				t.Errorf("%s: %v", c.name, got)
			case what != "" && (len(got) != 1 || got[0].Message != what || !strings.HasPrefix(got[0].Path, "keys.bind.")):
				t.Errorf("%s: %v, want %s", c.name, got, what)
			}
		}
	}
}

// The first word of a line in a macro is a word of the command line or an action.
func TestLinesOfMacrosAreCommands(t *testing.T) {
	for line, want := range map[string]string{
		":nope": `there is no command ":nope"`, ":thme dark": "did you mean :theme?", ":": "a colon alone does nothing",
		":theme dark": "", ":sear mill": "", ":next-unread": "", ":tag later": "", ":company-1": "",
	} {
		_, problems := Build(Wishes{Macros: map[string][]string{"@": {line}}})
		if want == "" && len(problems) > 0 || want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Message, want)) {
			t.Errorf("%s: %v, want %q", line, problems, want)
		}
	}
}
