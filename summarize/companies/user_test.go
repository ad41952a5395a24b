package companies

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A whole entry is read with everything it says.
func TestParse(t *testing.T) {
	own, errs := Parse("c.yaml", []byte(`
companies:
  - name: Brindacier
    aliases: [Brindacier SA, {text: Brin, ambiguous: [fr, name], needs: [acier], not: [herbe]}]
    products: [Fil 9]
    people: [Jeanne Dacier]
    tickers: [BRD]
    country: fr
    sector: industry
    parent: Orange
    not: [laine]
  - {name: Orange, extend: true, aliases: [FT2]}
  - {name: Alan, off: true}
  - name: 1337
`))
	if len(errs) > 0 || own.Len() != 4 {
		t.Fatalf("%d entries, %v", own.Len(), errs)
	}
	l := Builtin().With(own)
	c, ok := l.Company("brindacier")
	if !ok || c.Country != "FR" || c.Sector != "industry" || c.Parent != "orange" ||
		!slices.Equal(c.Aliases, []string{"Brindacier SA", "Brin"}) || !slices.Equal(c.Products, []string{"Fil 9"}) || !slices.Equal(c.People, []string{"Jeanne Dacier"}) {
		t.Errorf("%+v", c)
	}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Brindacier SA recrute à Lens.", []string{"brindacier"}},
		{"Un brin d'herbe. Brin pousse.", nil},
		{"L'usine Brin coule son acier à Lens.", []string{"brindacier"}},
		{"FT2 augmente ses prix.", []string{"orange"}},
		{"La licorne Alan, spécialiste de l'assurance santé, devient rentable.", nil},
	} {
		if got := tagged(l, "", c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.text, got, c.want)
		}
	}
	if l.Len() != Builtin().Len()+1 { // two new ones, one off
		t.Errorf("%d companies, built in are %d", l.Len(), Builtin().Len())
	}
}

// What is wrong is told with its line, and the rest is read.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		name, src, want string
		entries         int
	}{
		{"not YAML", "companies:\n  - name: \"A\n", "c.yaml:2: ", 0},
		{"a tab", "companies:\n\t- name: A One\n", "c.yaml:2: a tab indents this line; use spaces", 0},
		{"no list", "companies: 5\n", "c.yaml:1: companies must be a list", 0},
		{"only text", "Orange\n", "c.yaml:1: a list of companies begins with \"companies:\"", 0},
		{"another key", "company: []\n", "c.yaml:1: unknown key \"company\"", 0},
		{"no name", "companies:\n  - {country: FR}\n", "c.yaml:2: a company needs a name", 0},
		{"a name of marks", "companies:\n  - name: \"!!!\"\n", "c.yaml:2: a company needs a name", 0},
		{"an empty entry", "companies:\n  -\n  - name: B Two\n", "c.yaml:2: a company is written as", 1},
		{"unknown key", "companies:\n  - {name: A One, colour: red}\n  - name: B Two\n", "c.yaml:2: unknown key \"colour\" is left out", 2},
		{"matches everything", "companies:\n  - {name: A One, aliases: [a]}\n", "c.yaml:2: the alias \"a\" would match everything", 1},
		{"a digit", "companies:\n  - name: A One\n    aliases:\n      - \"1\"\n", "c.yaml:4: the alias \"1\" would match everything", 1},
		{"an empty alias", "companies:\n  - {name: A One, aliases: [\"\"]}\n", "c.yaml:2: an alias needs letters or digits", 1},
		{"a long alias", "companies:\n  - {name: A One, aliases: [" + strings.Repeat("ab ", 50) + "]}\n", "c.yaml:2: an alias may have 120 bytes", 1},
		{"aliases no list", "companies:\n  - {name: A One, aliases: Uno}\n", "c.yaml:2: aliases must be a list", 1},
		{"unknown mark", "companies:\n  - {name: A One, aliases: [{text: Uno, ambiguous: [xx]}]}\n", "c.yaml:2: unknown mark \"xx\"", 1},
		{"unknown sector", "companies:\n  - {name: A One, sector: magic}\n", "c.yaml:2: unknown sector \"magic\"", 1},
		{"country", "companies:\n  - {name: A One, country: France}\n", "c.yaml:2: country \"France\" must be two letters", 1},
		{"yes and no", "companies:\n  - {name: A One, off: maybe}\n", "c.yaml:2: off must be true or false", 1},
		{"a key twice", "companies:\n  - name: A One\n    sector: tech\n    name: B Two\n", "c.yaml:4: \"name\" stands here twice, first in line 2; leave one of them out", 0},
		{"brackets", "companies: " + strings.Repeat("[", 100_000), "c.yaml:1: more than 32 lists or groups lie within each other", 0},
		{"not UTF-8", "companies:\n  - name: Caf\xe9 One\n", "c.yaml:2: is not UTF-8 text", 0},
		{"a small word", "companies:\n  - {name: A One, aliases: [the]}\n", "c.yaml:2: the alias \"the\" is a word of every text and is left out; take a longer name", 1},
		{"small words", "companies:\n  - {name: A One, aliases: [De la]}\n", "c.yaml:2: the alias \"De la\" is a word of every text and is left out; write {text: De la, ambiguous: true}", 1},
		{"a parent of its own", "companies:\n  - {name: A One, parent: a one}\n", "c.yaml:2: A One cannot be its own parent", 1},
		{"twice", "companies:\n  - name: A One\n  - name: a one\n", "c.yaml:3: a one is described in line 2 already", 1},
	} {
		own, errs := Parse("c.yaml", []byte(c.src))
		if own.Len() != c.entries || len(errs) == 0 || !strings.HasPrefix(errs[0].Error(), c.want) {
			t.Errorf("%s: %d entries, %v; want %d and %q", c.name, own.Len(), errs, c.entries, c.want)
		}
	}
	if own, errs := Parse("c.yaml", nil); own.Len() != 0 || len(errs) > 0 {
		t.Errorf("an empty file: %d, %v", own.Len(), errs)
	}
}

// A mistake of form costs the entry it stands in; the others hold, and errors have
// the lines of the file.
func TestFormsThatAreWrong(t *testing.T) {
	for name, broken := range map[string]string{
		"a tab":           "  - name: Broken\n\tsector: bank\n",
		"an open bracket": "  - name: Broken\n    aliases: [One, Two\n",
		"an open quote":   "  - name: \"Broken\n",
		"a colon":         "  - name: Broken: SA\n",
		"a key twice":     "  - name: Broken\n    country: FR\n    country: DE\n",
		"not UTF-8":       "  - name: Brok\xe9n\n",
	} {
		src := "# mine\ncompanies:\n  # the first\n  - name: Brindacier\n    aliases: [Brin d’acier]\n" + broken + "  - {name: Filauvent, country: FRA}\n"
		own, errs := Parse("c.yaml", []byte(src))
		if own.Len() != 2 || len(errs) != 2 {
			t.Errorf("%s: %d entries, %v", name, own.Len(), errs)
			continue
		}
		last := strings.Count(src, "\n")
		if want := fmt.Sprintf("c.yaml:%d: country", last); !strings.HasPrefix(errs[1].Error(), want) {
			t.Errorf("%s: %v, want %q", name, errs[1], want)
		}
		var at int
		if n, _ := fmt.Sscanf(errs[0].Error(), "c.yaml:%d:", &at); n != 1 || at < 6 || at >= last+1 {
			t.Errorf("%s: %v", name, errs[0])
		}
	}
}

// A name that would match everything is refused and not used; the company is found
// by what else it has.
func TestNamesThatMatchEverything(t *testing.T) {
	own, errs := Parse("c.yaml", []byte(`
companies:
  - name: the
  - name: "3"
  - name: A
  - {name: de, products: [Filauvent]}
`))
	if len(errs) != 4 {
		t.Errorf("%d errors: %v", len(errs), errs)
	}
	l := Builtin().With(own)
	if got := tagged(l, "", "The price of 3 apples rose. A man of the town bought them; le prix de A et de l'or. Three of the 3 fell."); len(got) > 0 {
		t.Errorf("found %v", got)
	}
	if c, ok := l.Company("de"); !ok || !slices.Equal(c.Products, []string{"Filauvent"}) {
		t.Errorf("by its product: %+v, %v", c, ok)
	}
}

// Files that are missing, huge or full of aliases end in a sentence.
func TestLoadBounds(t *testing.T) {
	dir := t.TempDir()
	if _, errs := Load(filepath.Join(dir, "none.yaml")); len(errs) != 1 || !errors.Is(errs[0], fs.ErrNotExist) {
		t.Errorf("missing: %v", errs)
	}
	huge := filepath.Join(dir, "huge.yaml")
	f, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(maxFile + 1); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if _, errs := Load(huge); len(errs) != 1 || !strings.Contains(errs[0].Error(), "may have 1") {
		t.Errorf("huge: %v", errs)
	}
	var b strings.Builder
	b.WriteString("companies:\n  - name: Many Names\n    aliases:\n")
	for i := range maxAliases + 1 {
		fmt.Fprintf(&b, "      - Name %d\n", i)
	}
	b.WriteString("  - name: One Name\n")
	many := filepath.Join(dir, "many.yaml")
	if err := os.WriteFile(many, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	own, errs := Load(many)
	if own.Len() != 1 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "many.yaml:2: Many Names has 2001 aliases") {
		t.Errorf("many: %d, %v", own.Len(), errs)
	}
}

// A million aliases in one file are more than it may have.
func TestMillionAliases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.yaml")
	line := []byte("      - Brindacier\n")
	src := append([]byte("companies:\n  - name: A One\n    aliases:\n"), slices.Repeat(line, 1_000_000)...)
	if err := os.WriteFile(path, src, 0o600); err != nil {
		t.Fatal(err)
	}
	if own, errs := Load(path); own.Len() != 0 || len(errs) != 1 {
		t.Errorf("%d entries, %v", own.Len(), errs)
	}
}

// Parents in a circle lose one of their parents; the companies stay.
func TestParentsInACircle(t *testing.T) {
	own, errs := Parse("c.yaml", []byte("companies:\n  - {name: Aaa One, parent: Bbb Two}\n  - {name: Bbb Two, parent: Ccc Three}\n  - {name: Ccc Three, parent: Aaa One}\n  - {name: Self, parent: Self}\n"))
	if len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "c.yaml:5: Self cannot be its own parent") {
		t.Fatal(errs)
	}
	l := Builtin().With(own)
	for _, start := range []string{"aaa-one", "bbb-two", "ccc-three", "self"} {
		at, steps := slug(start), 0
		for ; steps < 10; steps++ {
			c, ok := l.Company(at)
			if !ok {
				t.Fatalf("no %s", at)
			}
			if c.Parent == "" {
				break
			}
			at = c.Parent
		}
		if steps == 10 {
			t.Errorf("from %s the parents go round", start)
		}
	}
}

// A name two companies have means the user's, or the better one beside words
// that speak for it; a clash never breaks the rest.
func TestClash(t *testing.T) {
	own, errs := Parse("c.yaml", []byte("companies:\n  - {name: Tarte Microsoft, aliases: [Microsoft]}\n"))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	got := tagged(Builtin().With(own), "", "Microsoft et Google recrutent.")
	if len(got) != 2 || got[0] != "google" {
		t.Errorf("got %v", got)
	}
}
