package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A search that is opened over another one begins with its words selected: typing
// replaces them, any other key goes on from them.
func TestTypingReplacesTheSearchBefore(t *testing.T) {
	for _, c := range []struct {
		do   func(d *driver)
		want string
	}{
		{func(d *driver) { d.typed("ab") }, "ab"},
		{func(d *driver) { d.keys("end"); d.typed("s") }, "chips"},
		{func(d *driver) { d.keys("backspace"); d.typed("x") }, "x"},
		{func(d *driver) { d.send(tea.PasteMsg{Content: "korea"}); d.typed("n") }, "korean"},
		{func(d *driver) {}, "chip"},
	} {
		d := drive(t, newFake(20), 120, 40, Options{})
		d.run(d.app.command("search chip"))
		d.keys("/")
		c.do(d)
		if got := d.app.prompt.input.Value(); got != c.want {
			t.Errorf("the line is %q, want %q", got, c.want)
		}
		d.keys("enter")
		if d.app.view.Search != c.want {
			t.Errorf("searched %q, want %q", d.app.view.Search, c.want)
		}
	}
}

// What belongs to other programs is explained: words of vi and newsboat, what only a
// shell understands, a command in the line of something else; a number is a row.
func TestWordsOfOtherPrograms(t *testing.T) {
	for lang, say := range map[string][]string{"en": {"There is no :%s; it is :%s", "No shell is used; for one: %s"}, "fr": {"Il n’y a pas de :%s ; c’est :%s", "Il n’y a pas de shell ; pour en avoir un : %s"}} {
		d := drive(t, newFake(30), 120, 40, Options{Lang: lang})
		for _, c := range [][2]string{{"reload", "refresh"}, {"w", "write"}, {"exec open", "open"}, {"refrehs", "refresh"}} {
			word, _, _ := strings.Cut(c[0], " ")
			d.run(d.app.command(c[0]))
			d.sees(fmt.Sprintf(say[0], word, c[1]))
		}
		for line, shell := range map[string]string{"cat > file": "sh -c 'cat > file'", "grep a|less": "sh -c 'grep a|less'"} {
			d.run(d.app.command("pipe " + line))
			if shellIn(line) {
				d.sees(fmt.Sprintf(say[1], shell))
			}
		}
		d.run(d.app.command("source x"))
		d.sees(map[string]string{"en": "when it starts", "fr": "au départ"}[lang])
	}
	for line, want := range map[string]bool{"cat > file": true, "cat '> file'": false, `cat \> file`: false, "a | b": true, "pandoc -o x.pdf": false, "a `b`": true, "a $(b)": true, `"a;b" c`: false} {
		if shellIn(line) != want {
			t.Errorf("%s: a shell %v", line, !want)
		}
	}
	d := drive(t, newFake(30), 120, 40, Options{})
	first := d.app.list.ID()
	d.run(d.app.command("12"))
	twelfth := d.app.list.ID()
	d.run(d.app.command("1"))
	if d.app.list.ID() != first || twelfth == first {
		t.Error("a number does not go to its row")
	}
	d.run(d.app.command("99999"))
	d.sees("The list has no row 99999")
	d.keys("/")
	d.typed(":set theme light")
	d.keys("enter")
	if d.app.o.Theme != "light" || d.app.view.Search != "" {
		t.Errorf("a command typed into the search: theme %s, search %q", d.app.o.Theme, d.app.view.Search)
	}
}

// What is wrong stands first, and what there is instead can be read to its end.
func TestLongProblemsAreRead(t *testing.T) {
	for lang, want := range map[string][2]string{"en": {"“nope” is nothing for theme", "there is no field"}, "fr": {"« nope » ne va pas pour theme", "il n’y a pas de champ"}} {
		d := drive(t, newFake(20), 80, 24, Options{Lang: lang})
		for line, see := range map[string][]string{
			"set theme nope": {want[0], "high-contrast-light", "none"}, "set": {"theme", "rollup"}, "search bogus:x": {want[1], "older, has, sort"},
		} {
			d.run(d.app.command(line))
			screen := strings.Join(strings.Fields(d.screen()), " ")
			for _, s := range see {
				if !strings.Contains(screen, s) {
					t.Errorf("%s: %s: %q is missing in\n%s", lang, line, s, d.screen())
				}
			}
			d.fits()
		}
	}
}

// A rule that mutes is asked for with an example, and says what it would hide before
// it does.
func TestMuteSaysWhatItHides(t *testing.T) {
	for lang, want := range map[string][2]string{"en": {"For example: title:", "This hides"}, "fr": {"Par exemple : title:", "Cela cache"}} {
		d := drive(t, newFake(40), 80, 24, Options{Lang: lang})
		d.keys("m")
		d.sees(want[0])
		d.typed("microsoft")
		d.lacks(want[0])
		d.fire()
		d.sees(want[1])
		d.typed(" newer:3d")
		d.fire()
		d.lacks(want[1])
		d.keys("esc")
	}
}
