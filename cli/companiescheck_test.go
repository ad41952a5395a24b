package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The check counts in words, tells what is wrong apart from what may not be
// meant, and fails for the first only.
// Nobody needs a file of companies; and the one the documentation shows is right.
func TestCompaniesCheckWithoutAFile(t *testing.T) {
	home(t)
	lede(t, "", "companies", "check").want(t, 0, "companies.yaml: only the companies that are built in")
	page, err := os.ReadFile("../docs/companies.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(page), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	file := filepath.Join(t.TempDir(), "shown.yaml")
	if err := os.WriteFile(file, []byte(example), 0o600); err != nil {
		t.Fatal(err)
	}
	lede(t, "", "companies", "check", file).want(t, 0, file+": 3 companies, 0 problems\n")
}

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
