package ui

import "testing"

// The unshifted row of a French keyboard is digits wherever digits mean
// something, and letters wherever one types.
func TestUnshiftedRowOfAFrenchKeyboard(t *testing.T) {
	d := drive(t, newFake(30), 120, 40, Options{Lang: "fr"})
	for key, id := range map[string]string{"&": "microsoft", "é": "openai", "\"": "mistral-ai"} {
		d.keys(key)
		if len(d.app.view.Companies) != 1 || string(d.app.view.Companies[0]) != id {
			t.Errorf("%s shows %v, want %s", key, d.app.view.Companies, id)
		}
		d.keys("à")
		if len(d.app.view.Companies) != 0 {
			t.Errorf("à after %s shows %v", key, d.app.view.Companies)
		}
	}
	d.keys("/")
	d.typed("élève & (à)")
	d.sees("/ élève & (à)")
	d.keys("esc", ":")
	d.typed("tag été")
	d.keys("enter")
	if tags := d.desk.rows[0].Tags; len(tags) != 1 || tags[0] != "été" {
		t.Errorf("tags %v", tags)
	}
	d.keys("c")
	d.typed("é")
	if d.app.box == nil || len(d.app.view.Companies) != 0 {
		t.Error("a letter typed into the picker chose a company")
	}
}
