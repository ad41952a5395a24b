package newsroom

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong in the file of companies is said, and so is that it is right
// again, so that no old complaint stays on the screen.
func TestRepairedCompaniesAreSaid(t *testing.T) {
	d := newDesk(t)
	file := filepath.Join(t.TempDir(), "companies.yaml")
	d.room.o.CompaniesFile = file
	events := d.Events(t.Context())
	notice := func() Notice {
		for e := range events {
			if n, ok := e.(Notice); ok {
				return n
			}
		}
		t.Fatal("no more events")
		return Notice{}
	}
	for _, c := range []struct {
		src     string
		problem bool
		want    string
	}{
		{"companies:\n  - {name: Aaa One, country: FRANCE}\n", true, "country"},
		{"companies:\n  - {name: Aaa One}\n", false, "nothing is wrong any more"},
		{"companies:\n  - {name: Google, extend: true, parent: DeepMind}\n", true, "cannot have the parent"},
		{"", false, "nothing is wrong any more"},
	} {
		if c.src == "" {
			d.must(os.Remove(file))
		} else {
			d.must(os.WriteFile(file, []byte(c.src), 0o600))
		}
		d.room.lexicons.load()
		if n := notice(); n.Problem != c.problem || !strings.Contains(n.Text, c.want) {
			t.Errorf("%q: %+v, want %q", c.src, n, c.want)
		}
	}
}
