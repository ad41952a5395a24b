package ui

import (
	"slices"
	"testing"
)

// Names that come late are shown when they come.
func TestNamesThatComeLate(t *testing.T) {
	desk, known := newFake(10), slices.Clone(companies)
	t.Cleanup(func() { companies = known })
	companies = nil
	d := drive(t, desk, 120, 40, Options{})
	d.sees("Mistral Ai")
	d.send(freshenDue{})
	companies = known
	d.fire()
	d.sees("Mistral AI")
	d.lacks("Mistral Ai")
	if d.app.naming.waiting || d.app.naming.missing != "" {
		t.Errorf("%+v", d.app.naming)
	}
}
