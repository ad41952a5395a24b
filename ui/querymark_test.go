package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// What is wrong with a query is said in the reader's language and points at its
// place, also when there is no room for all of it.
func TestErrorsOfQueriesPointAtTheirPlace(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"bogus:x", "↓ il n’y a pas de champ"}, {"newer:3x", "↓ newer:3x n’est pas une durée"},
		{"title:mill speaker:ada folder:grain bogus:x", "il n’y a pas de champ"},
	} {
		d := drive(t, newFake(5), 60, 20, Options{Lang: "fr"})
		d.keys("/")
		d.typed(c.query)
		d.fire()
		lines, _ := d.app.frame()
		found := false
		for i, l := range lines {
			l = ansi.Strip(l)
			at := strings.Index(l, "↓")
			if at < 0 || !strings.Contains(l, c.want) {
				continue
			}
			place := strings.Index(c.query, "bogus:")
			if place < 0 {
				place = 0
			}
			below := ""
			for _, other := range lines[i+1:] {
				if other = ansi.Strip(other); strings.Contains(other, c.query[place:]) {
					below = other
				}
			}
			found = ansi.StringWidth(l[:at]) == ansi.StringWidth(below[:max(0, strings.Index(below, c.query[place:]))])
		}
		if !found {
			t.Errorf("%s: no mark in\n%s", c.query, ansi.Strip(strings.Join(lines, "\n")))
		}
	}
}
