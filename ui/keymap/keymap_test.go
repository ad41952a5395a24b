package keymap

import (
	"slices"
	"strings"
	"testing"
)

func TestTableIsSound(t *testing.T) {
	seen := map[Action]bool{}
	for _, r := range table {
		if seen[r.Action] {
			t.Errorf("%s stands twice", r.Action)
		}
		seen[r.Action] = true
		if len(r.Keys) == 0 || len(r.In) == 0 || r.En == "" || r.Fr == "" {
			t.Errorf("%s: something is missing", r.Action)
		}
		if r.Hint > 0 && (r.HintEn == "" || r.HintFr == "") {
			t.Errorf("%s: a hint without words", r.Action)
		}
		for _, k := range r.Keys {
			if n, err := Normalise(k); err != nil || n != k {
				t.Errorf("%s: key %q is written %q (%v)", r.Action, k, n, err)
			}
		}
	}
}

// No preset gives one key to two actions of a context.
func TestPresetsHaveNoConflicts(t *testing.T) {
	for _, preset := range Presets {
		m, problems := New(preset, nil)
		if len(problems) > 0 {
			t.Errorf("%s: %v", preset, problems)
		}
		for _, r := range table {
			want := r.Keys
			if preset == "newsboat" && newsboat[r.Action] != nil {
				want = newsboat[r.Action]
			}
			if preset == "default" && !slices.Equal(m.Keys(r.Action), want) {
				t.Errorf("%s: %s lost a key: %v of %v", preset, r.Action, m.Keys(r.Action), want)
			}
			if len(m.Keys(r.Action)) == 0 {
				t.Errorf("%s: %s has no key", preset, r.Action)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	m := Default()
	for _, c := range []struct {
		key  string
		in   []Context
		want Action
	}{
		{"j", []Context{List}, Down}, {"a", []Context{List}, ToggleRead}, {"a", []Context{FeedScreen}, FeedAdd},
		{"n", []Context{Reader}, NextUnread}, {"n", []Context{Searching, Reader}, NextMatch},
		{"&", []Context{List}, Company1}, {"à", nil, AllCompanies}, {"0", nil, AllCompanies}, {"space", nil, Advance},
		{"@", nil, ""},
	} {
		if got, more := m.Lookup([]string{c.key}, c.in...); got != c.want || more {
			t.Errorf("%q in %v is %q", c.key, c.in, got)
		}
	}
}

func TestUnshiftedAzertyRow(t *testing.T) {
	m := Default()
	for i, k := range []string{"à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç"} {
		a, _ := m.Lookup([]string{k}, List)
		if n, ok := a.Slot(); !ok || n != i {
			t.Errorf("%s is %q, want slot %d", k, a, i)
		}
	}
}

func TestOverrides(t *testing.T) {
	m, problems := New("", map[string][]string{"down": {"Ctrl-J", "g g"}, "star": {"j"}, "zen": {}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if a, _ := m.Lookup([]string{"j"}); a != Star {
		t.Errorf("j is %q", a)
	}
	if a, more := m.Lookup([]string{"g"}); a != "" || !more { // else "g g" could never be typed
		t.Errorf("g is %q, more %v", a, more)
	}
	if a, _ := m.Lookup([]string{"ctrl+j"}); a != Down {
		t.Errorf("^J is %q", a)
	}
	if m.Key(Zen) != "" {
		t.Errorf("zen is still on %q", m.Key(Zen))
	}
}

func TestSequences(t *testing.T) {
	m, _ := New("", map[string][]string{"top": {"g g"}, "bottom": {"g e"}})
	if a, more := m.Lookup([]string{"g"}, List); a != "" || !more {
		t.Errorf("g is %q, more %v", a, more)
	}
	if a, _ := m.Lookup([]string{"g", "g"}, List); a != Top {
		t.Errorf("g g is %q", a)
	}
	if a, more := m.Lookup([]string{"g", "x"}, List); a != "" || more {
		t.Errorf("g x is %q, more %v", a, more)
	}
}

func TestProblemsAreSaid(t *testing.T) {
	for _, c := range []struct {
		preset    string
		overrides map[string][]string
		want      string
	}{
		{"vim", nil, `no key preset "vim"`},
		{"", map[string][]string{"strar": {"x"}}, `no action "strar"`},
		{"", map[string][]string{"quote": {"x"}}, "did you mean quotes?"},
		{"", map[string][]string{"star": {"hyperspace"}}, `no key "hyperspace"`},
		{"", map[string][]string{"star": {"x"}, "tag": {"x"}}, `key "x" is bound to both`},
		{"", map[string][]string{"star": {""}}, "empty key"},
	} {
		_, problems := New(c.preset, c.overrides)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.want) {
			t.Errorf("%q %v: %v, want %q", c.preset, c.overrides, problems, c.want)
		}
	}
}

func TestNormaliseAndLabel(t *testing.T) {
	for in, want := range map[string][2]string{
		"j": {"j", "j"}, "Ctrl-D": {"ctrl+d", "^D"}, "^d": {"ctrl+d", "^D"}, "Space": {"space", "Space"}, " ": {"space", "Space"},
		"shift+tab": {"shift+tab", "⇧Tab"}, "g g": {"g g", "g g"}, "PageDown": {"pgdown", "PgDn"}, "-": {"-", "-"}, "+": {"+", "+"}, "alt+x": {"alt+x", "⌥x"}, "é": {"é", "é"},
	} {
		got, err := Normalise(in)
		if err != nil || got != want[0] || Label(got) != want[1] {
			t.Errorf("%q is %q (%v), shown as %q", in, got, err, Label(got))
		}
	}
}

func TestMarkdownAndTextNameEveryAction(t *testing.T) {
	m := Default()
	for _, lang := range []string{"en", "fr"} {
		md, text := m.Markdown(lang), m.Text(lang)
		for _, r := range table {
			if !strings.Contains(md, "`"+string(r.Action)+"`") || !strings.Contains(text, string(r.Action)) || !strings.Contains(md, r.Text(lang)) {
				t.Errorf("%s: %s is missing", lang, r.Action)
			}
		}
	}
}

func TestHintsPreferTheContext(t *testing.T) {
	hints := Default().Hints(FeedScreen, "fr", 3)
	if len(hints) != 3 || hints[0].Action != FeedAdd || hints[0].Text != "ajouter" {
		t.Errorf("%v", hints)
	}
}

func FuzzNormalise(f *testing.F) {
	f.Add("ctrl+shift+x")
	f.Add("+-+")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Normalise(s)
		if err != nil {
			return
		}
		again, err := Normalise(n)
		if err != nil || again != n {
			t.Errorf("%q is %q, and that %q (%v)", s, n, again, err)
		}
		Label(n)
	})
}
