package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// The check counts in words, tells what is wrong apart from what may not be
// meant, and fails for the first only.
func TestCompaniesCheck(t *testing.T) {
	home(t)
	file := filepath.Join(t.TempDir(), "mine.yaml")
	for _, c := range []struct {
		src  string
		code int
		want []string
	}{
		{"companies:\n  - name: Brindacier\n", 0, []string{file + ": 1 company, 0 problems\n"}},
		{"companies:\n  - {name: Brindacier, country: FRANCE}\n  - {name: Aaa One, aliases: [Paris]}\n", 2,
			[]string{file + `:2: country "FRANCE"`, "note: " + file + `:3: the alias "Paris"`, ": 2 companies, 1 problem, 1 note\n"}},
		{"companies:\n  - {name: Aaa One, aliases: [Aaa One, Google]}\n", 0, []string{": 1 company, 0 problems, 1 note\n"}},
		{"companies:\n  - {name: Google, extend: true, parent: DeepMind}\n  - {name: Googel, off: true}\n", 2, []string{": 2 companies, 2 problems\n", "did you mean Google?"}},
	} {
		if err := os.WriteFile(file, []byte(c.src), 0o600); err != nil {
			t.Fatal(err)
		}
		lede(t, "", "companies", "check", file).want(t, c.code, c.want...)
	}
}
