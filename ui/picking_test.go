package ui

import (
	"slices"
	"testing"

	"lede/news"
)

// Nothing typed as part of a name is ever a command, at any speed: the picker
// stays open over the news it has found.
func TestPickerShowsAUniquePrefixAndStays(t *testing.T) {
	for _, typed := range []string{"microsoft", "microsoft corporation", "mistral ai", "zzyzxfoqx", "openai!"} {
		d := drive(t, newFake(40), 120, 40, Options{})
		before := d.desk.calls["add "]
		d.keys("c")
		d.typed(typed)
		d.fire() // a pause is no end of a name, either
		d.typed("fox")
		if len(d.desk.opened) > 0 || d.app.box == nil || d.app.prompt != nil || d.desk.calls["add "] != before || len(d.desk.journal) > 0 {
			t.Errorf("%q: a letter of the name was taken for a command", typed)
		}
		for _, r := range d.desk.rows {
			if r.Starred != (int(r.ID)%9 == (40-2)%9) {
				t.Fatalf("%q: a letter of the name put a star on %d", typed, r.ID)
			}
		}
	}
	d := drive(t, newFake(40), 120, 40, Options{})
	d.keys("j", "j", "enter")
	at := d.app.list.ID()
	d.keys("c")
	d.typed("mi") // Microsoft, Mistral AI
	if len(d.app.view.Companies) != 0 {
		t.Fatalf("“mi” is not clear and shows %v", d.app.view.Companies)
	}
	d.typed("c")
	if !slices.Equal(d.app.view.Companies, []news.CompanyID{"microsoft"}) || d.app.box == nil {
		t.Fatalf("filter is %v", d.app.view.Companies)
	}
	d.sees("All · Microsoft", "❯ mic", "✓ 1 Microsoft")
	d.keys("backspace")
	if len(d.app.view.Companies) != 0 {
		t.Errorf("a letter less still shows %v", d.app.view.Companies)
	}
	d.typed("c")
	d.keys("esc") // as it was before
	if d.app.box != nil || len(d.app.view.Companies) != 0 || d.app.list.ID() != at || d.app.focused() != doer(d.app.read) {
		t.Errorf("Esc leaves %v at %d, not %d", d.app.view.Companies, d.app.list.ID(), at)
	}
	d.keys("c")
	d.typed("microsoft")
	d.keys("enter")
	if d.app.box != nil || !slices.Equal(d.app.view.Companies, []news.CompanyID{"microsoft"}) {
		t.Errorf("Enter leaves %v", d.app.view.Companies)
	}
	d.keys("c")
	d.typed("nestle") // no news of it here
	d.sees("no articles here")
}

// A search for a company nobody knows says so and names the nearest, in the list
// and on the command line.
func TestUnknownCompaniesAreSaid(t *testing.T) {
	d := drive(t, newFake(40), 120, 40, Options{})
	d.run(d.app.command("search company:microsfot -company:zzzz"))
	d.sees("No company is called “microsfot”", "The nearest name is “Microsoft”", "Esc clears the search.")
	d.run(d.app.command("search about:zzzz"))
	d.sees("No company is called “zzzz”")
	d.lacks("nearest", "Nothing found")
	d.run(d.app.command("search folder:Press zebra"))
	d.sees("There is no folder “Press”", "The nearest name is “Presse”", "Esc clears the search.")
	d.run(d.app.command("search feed:zzzzzz"))
	d.sees("No feed is called “zzzzzz”")
	d.run(d.app.command("search folder:presse zebra"))
	d.sees("Nothing found for")
	d.run(d.app.command("search company:apple zebra"))
	d.sees("Nothing found for")
	for _, line := range []string{"company nesle", "page nesle"} {
		d.run(d.app.command(line))
		d.sees("No company is called “nesle”. The nearest name is “Nestlé”")
	}
}
