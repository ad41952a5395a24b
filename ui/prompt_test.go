package ui

import (
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
