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
		for _, k := range r.Keys {
			if n, err := Normalise(k); err != nil || n != k {
				t.Errorf("%s: key %q is written %q (%v)", r.Action, k, n, err)
			}
		}
	}
}

// No preset gives one key to two actions of a context, and each of its lines
// is in force.
func TestPresetsHaveNoConflicts(t *testing.T) {
	for _, preset := range Presets {
		m, problems := New(preset, nil)
		if len(problems) > 0 {
			t.Errorf("%s: %v", preset, problems)
		}
		bindings, _ := presetOf(preset)
		for _, b := range bindings {
			if got := m.bind[b.in][b.key]; got != b.action {
				t.Errorf("%s: %q in %s is %s, wanted for %s", preset, b.key, b.in, got, b.action)
			}
		}
		for _, r := range table {
			if len(m.Keys(r.Action)) == 0 {
				t.Errorf("%s: %s has no key", preset, r.Action)
			}
		}
	}
	for name, keys := range newsboat {
		c, a := split(name)
		row, ok := RowOf(Action(a))
		if !ok || c == "" && slices.Equal(row.Keys, keys) {
			t.Errorf("newsboat: %s says nothing", name)
		}
	}
}

// What newsboat does on these keys is there on these keys.
func TestNewsboatHabits(t *testing.T) {
	m, _ := New("newsboat", nil)
	for _, c := range []struct {
		in   Context
		keys string
		want Action
	}{
		{List, "enter", Open}, {List, "q", Quit}, {Reader, "q", Quit}, {Reader, "Q", QuitNow}, {List, "r", Refresh}, {List, "R", RefreshAll},
		{List, "A", MarkAll}, {SideList, "C", MarkEverything}, {List, "J", Down}, {List, "K", Up}, {Reader, "J", NextGroup}, {Reader, "K", PrevGroup},
		{List, "j", NextFeed}, {List, "k", PrevFeed}, {List, "ctrl+n", NextUnreadFeed}, {List, "ctrl+p", PrevUnreadFeed},
		{List, "n", NextUnread}, {Reader, "n", NextUnread}, {Reader, "p", PrevUnread}, {List, "N", ToggleRead}, {List, "l", UnreadOnly},
		{Reader, "o", OpenBrowser}, {List, "O", OpenAndMark}, {Reader, "u", Links}, {Reader, "#", Links}, {Reader, "s", SaveArticle}, {Reader, "|", Pipe},
		{List, "t", Places}, {List, "f", Places}, {SideList, "l", QuietFeeds}, {List, "g", Sort}, {List, "G", Sort}, {List, "ctrl+t", River}, {List, "F", Search}, {List, "ctrl+f", River}, {List, "/", Search}, {List, "E", Feeds},
		{List, "ctrl+e", Tag}, {List, "ctrl+b", Star}, {Reader, "b", PageUp}, {List, "b", Briefing}, {Reader, "space", Advance}, {List, ":", Command},
		{List, "?", Help}, {List, "ctrl+l", Redraw}, {List, "up", Up}, {List, "pgdown", PageDown}, {List, "home", Top},
	} {
		if got, _ := m.Lookup([]string{c.keys}, c.in); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.keys, c.in, got, c.want)
		}
	}
	for _, c := range Contexts { // a screen that is added must have its rows to walk through
		if c == Everywhere || c == Reader || c == Searching {
			continue
		}
		if got, _ := m.Lookup([]string{"J"}, c); got != Down {
			t.Errorf("J in %s is %q", c, got)
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

func TestBindingsOfOneContext(t *testing.T) {
	m, problems := New("newsboat", map[string][]string{"headlines.down": {"j"}, "reader.star": {"b"}, "quotes": {"K"}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		in   Context
		key  string
		want Action
	}{
		{List, "j", Down}, {List, "J", ""}, {Reader, "b", Star}, {List, "b", Briefing}, {List, "*", Starred}, {Reader, "J", NextGroup},
		{List, "K", Quotes}, {Reader, "K", Quotes}, // a key bound everywhere also loses what the preset says of one pane
	} {
		if got, _ := m.Lookup([]string{c.key}, c.in); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.key, c.in, got, c.want)
		}
	}
	if a, _ := m.Lookup([]string{"a"}, FeedScreen); a != FeedAdd {
		t.Errorf("a on the feeds screen is %q", a)
	}
}

func TestMacros(t *testing.T) {
	m, problems := Build(Wishes{Macros: map[string][]string{
		", o": {"open-and-mark", "next-unread"}, "reader.M": {":tag later", "next-unread"}, "headlines..": {"star"}, ".": {"undo"},
	}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		in   Context
		keys []string
		want []string
	}{
		{List, []string{",", "o"}, []string{"open-and-mark", "next-unread"}},
		{Reader, []string{"M"}, []string{":tag later", "next-unread"}}, {List, []string{"M"}, nil},
		{List, []string{"."}, []string{"star"}}, {Reader, []string{"."}, []string{"undo"}},
	} {
		a, _ := m.Lookup(c.keys, c.in)
		if got := m.Steps(a); !slices.Equal(got, c.want) {
			t.Errorf("%v in %s does %v, want %v", c.keys, c.in, got, c.want)
		}
	}
	if _, more := m.Lookup([]string{","}, List); !more {
		t.Error("the beginning of a macro's keys is not waited for")
	}
	if !strings.Contains(m.Text("en"), "open-and-mark, next-unread") {
		t.Error("macros are not listed")
	}
	js, err := m.JSON("en")
	if err != nil || !strings.Contains(string(js), `{"context":"reader","steps":[":tag later","next-unread"],"keys":["M"],"help":":tag later, next-unread"}`) {
		t.Errorf("%v\n%s", err, js)
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
		{"", map[string][]string{"star": {"@"}, "tag": {"@"}}, `key "@" is bound to both`},
		{"", map[string][]string{"star": {""}}, "empty key"},
		{"", map[string][]string{"satr": {"x"}}, "did you mean star?"},
		{"", map[string][]string{"list.star": {"x"}}, `before the dot stands one of everywhere, headlines`},
		{"", map[string][]string{"star": {"g"}, "top": {"g g"}}, `key "g" is also the beginning of "g g"`},
		{"", map[string][]string{"reader.star": {"@"}, "reader.tag": {"@"}}, `key "@" is bound to both`},
	} {
		_, problems := New(c.preset, c.overrides)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, c.want) {
			t.Errorf("%q %v: %v, want %q", c.preset, c.overrides, problems, c.want)
		}
	}
}

func TestProblemsOfMacrosAreSaid(t *testing.T) {
	for want, w := range map[string]Wishes{
		`there is no action "opn"`:             {Macros: map[string][]string{"M": {"opn"}}},
		"does nothing":                         {Macros: map[string][]string{"M": {}}},
		`there is no key "moon"`:               {Macros: map[string][]string{"moon": {"star"}}},
		`bound to both star and a macro (tag)`: {Macros: map[string][]string{"@": {"tag"}}, Bind: map[string][]string{"star": {"@"}}},
	} {
		_, problems := Build(w)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) || !strings.HasPrefix(problems[0].Path, "keys.macros.") {
			t.Errorf("%+v, want %q", problems, want)
		}
	}
}

func TestDigitsOfAFrenchKeyboardInSequences(t *testing.T) {
	m, _ := New("", map[string][]string{"company-1": {"g 1"}, "starred": {"1"}})
	if a, more := m.Lookup([]string{"g", "&"}, List); a != Company1 || more {
		t.Errorf("g & is %q", a)
	}
	if a, _ := m.Lookup([]string{"&"}, List); a != Starred {
		t.Errorf("& is %q where 1 is bound", a)
	}
	if d, ok := Digit("ç"); d != 9 || !ok {
		t.Error("ç is not 9")
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
			if !strings.Contains(md, "`"+string(r.Action)+"`") || !strings.Contains(text, " "+string(r.Action)+" ") || !strings.Contains(md, r.Text(lang)) {
				t.Errorf("%s: %s is missing", lang, r.Action)
			}
		}
	}
}

// Every place has a name in each language; a page with an empty heading is
// missed by nobody who writes it.
func TestEveryPlaceHasAName(t *testing.T) {
	for lang, names := range titles {
		for _, c := range Contexts {
			if names[c] == "" {
				t.Errorf("%s: %s has no name", lang, c)
			}
		}
		for _, page := range []string{Default().Markdown(lang), Default().Text(lang)} {
			if strings.Contains(page, "## \n") || strings.Contains(page, "\n\n\n") || strings.HasPrefix(page, "\n") {
				t.Errorf("%s: an empty heading", lang)
			}
		}
	}
}

// Hints name keys that do what they say where they are shown, in every preset and
// with a person's own keys.
func TestHintsAreKeysOfTheirPlace(t *testing.T) {
	got := Default().Hints(FeedScreen, "fr")
	if len(got) != 4 || got[0].Action != FeedAdd || got[0].Text != "ajouter" || got[3].Action != Help {
		t.Errorf("%v", got)
	}
	for _, preset := range Presets {
		m, _ := New(preset, map[string][]string{"reader.correct-company": {"ctrl+x"}})
		places := append([]Context{QuotesBox, LinksBox, WhyBox, Empty}, Contexts[1:]...)
		for _, c := range places {
			if len(hints[c]) == 0 {
				t.Errorf("%s has no hints", c)
			}
			for _, lang := range []string{"en", "fr"} {
				all := m.Hints(c, lang)
				if len(all) < 3 {
					t.Errorf("%s, %s: only %v", preset, c, all)
				}
				for _, h := range all {
					if h.Text == "" || h.Key == "" {
						t.Errorf("%s, %s: %v says nothing in %s", preset, c, h, lang)
					}
				}
			}
		}
	}
	m, _ := New("", map[string][]string{"reader.correct-company": {"ctrl+x"}})
	if h := m.Hints(WhyBox, "en")[1]; h.Key != "^X" || h.Text != "correct" {
		t.Errorf("a key of one's own is not the hint: %v", h)
	}
	if m, _ = New("", map[string][]string{"reader.star": {"e"}}); m.Hints(Reader, "en")[1].Action == Quotes {
		t.Error("a key that means something else there is a hint")
	}
	if m.Hints(List, "en")[1].Action != Quotes {
		t.Error("where the key still holds it is no hint")
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
