package ui

import (
	"slices"
	"strings"
	"testing"

	"lede/newsroom"
	"lede/ui/keymap"
)

func TestPipeAndSave(t *testing.T) {
	d := drive(t, newFake(10), 120, 40, Options{})
	d.keys("enter", "|")
	d.sees("Give the article to:")
	d.typed(`pandoc -o "my file.pdf"`)
	d.keys("enter")
	if len(d.ran) != 1 || !slices.Equal(d.ran[0].Args, []string{"pandoc", "-o", "my file.pdf"}) || d.ran[0].Stdin == nil {
		t.Fatalf("%v", d.ran)
	}
	d.sees("The article went to pandoc")
	d.keys("w", "enter")
	for name, text := range d.files {
		if !strings.HasSuffix(name, ".md") || !strings.HasPrefix(text.String(), "# ") {
			t.Errorf("%s: %q", name, text)
		}
	}
	if len(d.files) != 1 {
		t.Errorf("%d files", len(d.files))
	}
	d.keys(":")
	d.typed("write notes.md")
	d.keys("enter")
	if d.files["notes.md"] == nil {
		t.Error(":write wrote nothing")
	}
	d.keys(":")
	d.typed("pipe 'less")
	d.keys("enter")
	d.sees("a quote (') is opened and not closed")
	if len(d.ran) != 1 {
		t.Error("it ran all the same")
	}
}

// Over SSH the machine is not the reader's: no program, no file.
func TestNothingRunsOnAServer(t *testing.T) {
	d := drive(t, newFake(10), 120, 40, Options{OpenWith: []OpenRule{{Host: "*", Run: []string{"mpv"}}}})
	d.app.can = newsroom.Abilities{Feeds: true}
	for _, line := range []string{"pipe sh", "write x.md", "export x.opml", "import x.opml"} {
		d.keys(":")
		d.typed(line)
		d.keys("enter")
		d.sees("Files of the server can not be used here")
	}
	d.keys("|", "w", "o")
	d.sees("Link copied; the browser is on your side")
	if len(d.ran)+len(d.files)+len(d.desk.opened) != 0 {
		t.Errorf("%v %v %v", d.ran, d.files, d.desk.opened)
	}
}

func TestOpenRules(t *testing.T) {
	for _, c := range []struct {
		rule OpenRule
		link string
		want string // argv, "" for no
	}{
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "https://example.org/v", "mpv https://example.org/v"},
		{OpenRule{Host: "example.org", Run: []string{"mpv", "--url=%u", "-q"}}, "https://www.Example.org:8080/v?a=b", "mpv --url=https://www.Example.org:8080/v?a=b -q"},
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "https://badexample.org/", ""},
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "https://example.org.evil.test/", ""},
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "https://evil.test/@example.org", ""},
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "https://user@example.org/", "mpv https://user@example.org/"},
		{OpenRule{Host: "*.example.org", Run: []string{"mpv"}}, "https://a.example.org", "mpv https://a.example.org"},
		{OpenRule{Host: "*.example.org", Run: []string{"mpv"}}, "https://example.org", ""},
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "file:///etc/passwd", ""},
		{OpenRule{Host: "example.org", Run: []string{"mpv"}}, "mailto:a@example.org", ""},
		{OpenRule{Host: "[", Run: []string{"mpv"}}, "https://example.org", ""},
		{OpenRule{Host: "example.org"}, "https://example.org", ""},
	} {
		got := ""
		if c.rule.fits(c.link) {
			got = strings.Join(c.rule.argv(c.link), " ")
		}
		if got != c.want {
			t.Errorf("%s for %s is %q, want %q", c.link, c.rule.Host, got, c.want)
		}
	}
	d := drive(t, newFake(10), 120, 40, Options{OpenWith: []OpenRule{{Host: "example.org", Run: []string{"w3m"}, Terminal: true}}})
	d.keys("o")
	if len(d.ran) != 1 || d.ran[0].Args[1] != "https://example.org/10" || len(d.desk.opened) != 0 {
		t.Errorf("%v %v", d.ran, d.desk.opened)
	}
}

func TestLinesAreTakenApartWithoutAShell(t *testing.T) {
	for line, want := range map[string][]string{
		"less":                       {"less"},
		`  grep -i "a b"  'c d' `:    {"grep", "-i", "a b", "c d"},
		`echo a\ b "c\"d" '\n' ""`:   {"echo", "a b", `c"d`, `\n`, ""},
		"cat > x; rm $HOME `id` * |": {"cat", ">", "x;", "rm", "$HOME", "`id`", "*", "|"},
		"":                           nil,
	} {
		got, err := argvOf(line)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q is %q (%v), want %q", line, got, err, want)
		}
	}
}

func TestSeveralStepsOnAKey(t *testing.T) {
	keys, problems := keymap.Build(keymap.Wishes{Macros: map[string][]string{"ctrl+y": {"star", ":tag later", "next-unread", "open-browser"}}})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	d := drive(t, newFake(10), 120, 40, Options{Keys: keys})
	d.keys("ctrl+y")
	if !d.desk.rows[0].Starred || !slices.Equal(d.desk.rows[0].Tags, []string{"later"}) {
		t.Errorf("%+v", d.desk.rows[0])
	}
	if !slices.Equal(d.desk.opened, []string{d.desk.rows[1].URL}) || d.reader.shown.Article.ID != d.desk.rows[1].ID {
		t.Errorf("opened %v, reads %d", d.desk.opened, d.reader.shown.Article.ID)
	}
}

func TestStepThroughFeeds(t *testing.T) {
	d := drive(t, newFake(20), 120, 40, Options{})
	d.keys("]")
	d.sees("Le Monde 3")
	d.keys("]", "]", "[")
	d.sees("Les Échos 3")
	d.keys("[", "[")
	d.sees("There is no further feed")
	d.keys("1", "H")
	if d.app.view.Place != newsroom.PlaceRiver || len(d.app.view.Companies) != 0 {
		t.Errorf("%+v", d.app.view)
	}
}

func TestFullText(t *testing.T) {
	d := drive(t, newFake(10), 120, 40, Options{})
	d.keys("enter", "x")
	if d.desk.calls["fulltext"] != 1 {
		t.Error("nobody was asked")
	}
	d.sees("The full text is here")
}

func TestSet(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	say := func(line string) { d.keys(":"); d.typed(line); d.keys("enter") }
	say("set theme light")
	if d.app.th.Dark {
		t.Error("the theme is dark")
	}
	say("set theme chartreuse")
	d.sees("“chartreuse” is nothing for theme; it can be: auto, dark, light")
	say("set ledes on")
	say("set ledes on")
	if !d.app.ledes {
		t.Error("ledes are off")
	}
	say("set read on")
	if d.app.view.UnreadOnly {
		t.Error("read articles are hidden")
	}
	say("set sentences 1")
	if d.desk.settings["reader.sentences"] != "1" {
		t.Errorf("%v", d.desk.settings)
	}
	say("set measure 20")
	d.sees("measure must be a number from 30 to 200")
	say("set")
	d.sees("Set what? There are justify, ledes")
	d.keys(":")
	d.typed("set th")
	d.keys("tab", "space")
	d.typed("hi")
	d.keys("tab", "enter")
	if d.app.th.Kind != "high-contrast" {
		t.Errorf("the theme is %s", d.app.th.Kind)
	}
}

func TestHistoryIsRemembered(t *testing.T) {
	desk := newFake(10)
	d := drive(t, desk, 120, 40, Options{})
	d.keys(":")
	d.typed("tag late")
	d.keys("enter", ":")
	d.typed("star")
	d.keys("enter")
	d = drive(t, desk, 120, 40, Options{})
	d.keys(":", "up", "up")
	d.sees(":tag late")
	d.keys("down")
	d.sees(":star")
	d.keys("down")
	d.lacks(":star")
	d.app.history = slices.Repeat([]string{"x"}, 300)
	d.keys("esc", ":")
	d.typed("undo")
	d.keys("enter")
	if n := strings.Count(desk.settings["ui.history"], "\n") + 1; n != mostHistory {
		t.Errorf("%d lines are kept", n)
	}
}

// The line of the search remembers as well, in a history of its own; what was being
// typed is in front of it. A line that is recalled is searched.
func TestSearchesAreRemembered(t *testing.T) {
	desk := newFake(20)
	d := drive(t, desk, 120, 40, Options{})
	for _, text := range []string{"chip", "korea", "korea"} {
		d.keys("/")
		d.typed(text)
		d.keys("enter")
	}
	d = drive(t, desk, 120, 40, Options{})
	d.keys(":", "up")
	d.lacks(":korea")
	d.keys("esc", "/")
	d.typed("micro")
	for _, step := range []struct{ key, want string }{{"up", "korea"}, {"up", "chip"}, {"up", "chip"}, {"down", "korea"}, {"down", "micro"}, {"down", "micro"}, {"up", "korea"}} {
		d.keys(step.key)
		if got := d.app.prompt.input.Value(); got != step.want {
			t.Errorf("%s: the line is %q, want %q", step.key, got, step.want)
		}
	}
	d.fire()
	if d.app.view.Search != "korea" {
		t.Errorf("the search is %q", d.app.view.Search)
	}
	d.keys("enter", "/", "up") // the search on screen is not its own past
	if got := d.app.prompt.input.Value(); got != "chip" {
		t.Errorf("before the search on screen stands %q", got)
	}
}

// While one types, the last word may go on; at Enter a query means what it means as
// a view and on the command line.
func TestEnterEndsTheWord(t *testing.T) {
	for _, c := range []struct {
		text   string
		reload bool
	}{{"mill", true}, {"mill*", false}, {"lang:fr", false}} {
		d := drive(t, newFake(20), 120, 40, Options{})
		d.keys("/")
		d.typed(c.text)
		d.fire()
		if v := d.app.view; v.Search != c.text || !v.Typing {
			t.Fatalf("while typing: %+v", v)
		}
		turn := d.app.turn
		d.keys("enter")
		if d.app.view.Typing || (d.app.turn != turn) != c.reload {
			t.Errorf("%s: after Enter typing %v, %d turns", c.text, d.app.view.Typing, d.app.turn-turn)
		}
	}
	for lang, want := range map[string]string{"en": "zzyx* also finds words", "fr": "zzyx* trouve aussi les mots"} {
		d := drive(t, newFake(20), 120, 40, Options{Lang: lang})
		d.run(d.app.command("search zzyx"))
		d.sees(want)
	}
}

// The interface for screen readers: one pane, no lines, the cursor on the
// focus.
func TestLinear(t *testing.T) {
	d := whole(t, 120, 40, Options{Linear: true})
	at := func() string {
		t.Helper()
		_, cursor := d.app.frame()
		if cursor == nil {
			t.Fatalf("no cursor:\n%s", d.screen())
		}
		return strings.Split(d.screen(), "\n")[cursor.Y]
	}
	for _, c := range []struct {
		keys []string
		on   string
	}{
		{nil, d.desk.rows[0].Title}, {[]string{"j"}, d.desk.rows[1].Title}, {[]string{"h"}, "All"}, {[]string{"j", "j"}, "Presse"},
		{[]string{"tab", "enter"}, d.desk.rows[1].Title}, {[]string{"e"}, "Ada Lovelace, engineer"}, {[]string{"esc", "esc", "E", "j"}, "The Ledger"},
		{[]string{"esc", "Q"}, "The plant"}, {[]string{"Q", "b"}, "OpenAI moves"},
	} {
		d.keys(c.keys...)
		if got := at(); !strings.Contains(got, c.on) {
			t.Errorf("after %v the cursor is on %q, want %q:\n%s", c.keys, got, c.on, d.screen())
		}
		d.fits()
		if strings.ContainsFunc(d.screen(), func(r rune) bool { return r >= 0x2500 && r <= 0x259f }) {
			t.Errorf("lines are drawn:\n%s", d.screen())
		}
	}
	d.keys("b", "?")
	if strings.ContainsRune(d.screen(), '│') {
		t.Error("help has a box")
	}
}

// ":open-with" gives the article under the cursor to a program; no shell is used, and
// without a program or an article it says so.
func TestOpenWith(t *testing.T) {
	d := whole(t, 120, 40, Options{})
	for line, want := range map[string]string{"open-with": "Which program?", "open-with mpv %u > log": "sh -c 'mpv %u > log'", "open-with 'mpv": "is opened and not closed", "open-with no-such-program-anywhere": "there is no such program in $PATH"} {
		d.keys(":")
		d.typed(line)
		d.keys("enter")
		d.sees(want)
	}
}
