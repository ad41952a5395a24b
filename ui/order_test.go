package ui

import "testing"

// The oldest articles come first at a key, in every place, and the next time.
func TestOldestFirst(t *testing.T) {
	d := drive(t, newFake(12), 120, 40, Options{})
	d.keys(";")
	d.sees("All · oldest first", "The oldest articles first")
	if id := d.app.list.ID(); id != 2 { // 1 is read
		t.Errorf("the first is %d", id)
	}
	d.keys("1", "0", "F", "F")
	if !d.app.view.Oldest {
		t.Error("another place is in another order")
	}
	if d.desk.settings["ui.order"] != "oldest" {
		t.Errorf("remembered is %v", d.desk.settings)
	}
	again := drive(t, d.desk, 120, 40, Options{})
	again.sees("oldest first")
	again.keys(";")
	again.lacks("oldest first")
	if id := again.app.list.ID(); id != 12 {
		t.Errorf("then the first is %d", id)
	}
}
