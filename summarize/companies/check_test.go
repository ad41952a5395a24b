package companies

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A wrong name or field costs that, and nothing else of the company.
func TestWrongPartsCostThemselves(t *testing.T) {
	own, errs := Parse("c.yaml", []byte("\xef\xbb\xbfcompanies:\n  - name: Brindacier\n    aliases: [the, Brindacier, a, BDC, {text: Brin, shade: 1}]\n    country: FRANCE\n    sector: magic\n    tickers: [BRD]\n"))
	if own.Len() != 1 || len(errs) != 5 {
		t.Fatalf("%d, %v", own.Len(), errs)
	}
	c, _ := Builtin().With(own).Company("brindacier")
	if !slices.Equal(c.Aliases, []string{"Brindacier", "BDC", "Brin"}) || c.Country != "" || c.Sector != "" || !slices.Equal(c.Tickers, []string{"BRD"}) {
		t.Errorf("%+v", c)
	}
	for _, err := range errs {
		if !strings.Contains(err.Error(), "left out") {
			t.Errorf("%v does not say what is left out", err)
		}
	}
}

// What a file means over the built-in companies is told with its line.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name, src, wrong, note string
	}{
		{"a circle", "  - {name: Aaa One, parent: Bbb Two}\n  - {name: Bbb Two, parent: Ccc Three}\n  - name: Ccc Three\n    parent: Aaa One\n",
			"c.yaml:5: Ccc Three cannot have the parent Aaa One, because that belongs to it: Ccc Three → Aaa One → Bbb Two → Ccc Three", ""},
		{"a circle through the built-in ones", "  - {name: Google, extend: true, parent: DeepMind}\n",
			"c.yaml:2: Google cannot have the parent DeepMind, because that belongs to it: Google → DeepMind → Google", ""},
		{"an unknown parent", "  - {name: Aaa One, parent: Nowhere Corp}\n", "c.yaml:2: no company is called Nowhere Corp, so Aaa One gets no parent", ""},
		{"a parent by another name", "  - {name: Aaa One, parent: Meta Platforms}\n", "", ""},
		{"a parent further down", "  - {name: Aaa One, parent: Bbb Two}\n  - {name: Bbb Two}\n", "", ""},
		{"nothing to extend", "  - {name: Googel, extend: true}\n", "c.yaml:2: no company is called Googel, so there is nothing to extend; it is added as a new one; did you mean Google?", ""},
		{"nothing to extend, and nothing near", "  - {name: Brindacier Unknown, extend: true}\n", "", "c.yaml:2: no company is called Brindacier Unknown"},
		{"nothing to leave out", "  - {name: Nonexist, off: true}\n", "", "c.yaml:2: no company is called Nonexist, so none is left out"},
		{"a name of another", "  - {name: Aaa One, aliases: [Aaa One, Google]}\n", "", "c.yaml:2: the name Google was that of Google and now means Aaa One"},
		{"a ticker of another", "  - name: Aaa One\n    tickers: [AAPL]\n", "", "c.yaml:3: the ticker AAPL was that of Apple and now means Aaa One"},
		{"a product of another", "  - name: Aaa One\n    country: FR\n    products: [iPhone]\n", "", "c.yaml:4: the name iPhone was that of Apple and now means Aaa One"},
		{"shared on purpose", "  - {name: Aaa One, aliases: [{text: Google, ambiguous: true}]}\n", "", ""},
		{"a town", "  - {name: Aaa One, aliases: [Paris]}\n", "", `c.yaml:2: the alias "Paris" is also a place, so it counts only beside what speaks for the company; write {text: Paris, ambiguous: [place]}`},
		{"a country", "  - {name: Aaa One, aliases: [France]}\n", "", `c.yaml:2: the alias "France" is also a place`},
		{"a day", "  - {name: Aaa One, aliases: [Monday]}\n", "", `c.yaml:2: the alias "Monday" is also a day or month`},
		{"a verb", "  - {name: Aaa One, aliases: [said]}\n", "", `c.yaml:2: the alias "said" is also a verb of saying`},
		{"marked", "  - {name: Aaa One, aliases: [{text: Monday, ambiguous: [en]}, {text: Next, ambiguous: true}]}\n", "", ""},
		{"nothing wrong", "  - {name: Orange, extend: true, aliases: [Wanadooo]}\n  - {name: Alan, off: true}\n", "", ""},
	} {
		own, errs := Parse("c.yaml", []byte("companies:\n"+c.src))
		wrong, notes := own.Check(BuiltinEntries())
		if len(errs) > 0 || !only(wrong, c.wrong) || !only(notes, c.note) {
			t.Errorf("%s:\n got %v, %v, %v\nwant %s, %s", c.name, errs, wrong, notes, c.wrong, c.note)
		}
	}
}

// only reports whether the errors are one that begins so, or none for "".
func only(errs []error, want string) bool {
	if want == "" {
		return len(errs) == 0
	}
	return len(errs) == 1 && strings.HasPrefix(errs[0].Error(), want)
}

// What the check says of names and parents is what happens.
func TestCheckedIsWhatHolds(t *testing.T) {
	own, _ := Parse("c.yaml", []byte("companies:\n  - {name: Aaa One, aliases: [Aaa One, Google], tickers: [AAPL], products: [iPhone], parent: Meta Platforms}\n"+
		"  - {name: DeepMind, extend: true, parent: Nowhere Corp}\n  - {name: Google, extend: true, parent: DeepMind}\n  - {name: Bbb Two, aliases: [Paris]}\n"))
	l := Builtin().With(own)
	for id, parent := range map[string]string{"aaa-one": "meta", "deepmind": "google", "google": "alphabet"} {
		if c, _ := l.Company(slug(id)); string(c.Parent) != parent {
			t.Errorf("%s: parent %q, want %s", id, c.Parent, parent)
		}
	}
	for text, want := range map[string][]string{
		"Google said it would hire.":              {"aaa-one"},
		"Shares of the firm ($AAPL) rose.":        {"aaa-one"},
		"Il pleut à Paris depuis deux jours.":     nil,
		"Google LLC said it would hire in Paris.": {"google"},
	} {
		if got := tagged(l, "", text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	if c, _ := l.Company("apple"); slices.Contains(c.Tickers, "AAPL") || slices.Contains(c.Products, "iPhone") {
		t.Errorf("Apple keeps %v, %v", c.Tickers, c.Products)
	}
}

// A file has so many companies and names, and no more are compiled.
func TestManyCompanies(t *testing.T) {
	var b strings.Builder
	b.WriteString("companies:\n")
	for i := range maxCompanies + 10 {
		fmt.Fprintf(&b, "  - {name: Name %d Firm}\n", i)
	}
	own, errs := Parse("c.yaml", []byte(b.String()))
	if own.Len() != maxCompanies || len(errs) != 1 || !strings.HasPrefix(errs[0].Error(), "c.yaml:5002: a file may have 5000 companies") {
		t.Errorf("%d, %.200v", own.Len(), errs)
	}
	b.Reset()
	b.WriteString("companies:\n")
	for i := range 15 {
		fmt.Fprintf(&b, "  - name: Name %d Firm\n    aliases:\n", i)
		for k := range 1900 {
			fmt.Fprintf(&b, "      - Firm %d %d\n", i, k)
		}
	}
	if own, errs = Parse("c.yaml", []byte(b.String())); own.Len() != 11 || len(errs) != 1 {
		t.Errorf("%d, %.200v", own.Len(), errs)
	}
}

// The file is read, its faults and those of its meaning come together.
func TestCheckFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(file, []byte("companies:\n  - {name: Aaa One, sector: magic, parent: Nowhere Corp, aliases: [Paris]}\n  - {name: Bbb Two, sector: magic}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	own, wrong, notes := Check(file)
	if own.Len() != 2 || len(wrong) != 3 || len(notes) != 1 || !strings.Contains(wrong[0].Error(), ":2: ") || !strings.Contains(wrong[1].Error(), ":2: ") || !strings.Contains(wrong[2].Error(), ":3: ") {
		t.Errorf("%d, %v, %v", own.Len(), wrong, notes)
	}
}

// A file of nothing but names nobody knows is compared with the list a bounded
// number of times.
func TestManyUnknownNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("companies:\n")
	for i := range maxCompanies {
		fmt.Fprintf(&b, "  - {name: Brindacier %d Firm, off: true}\n", i)
	}
	own, errs := Parse("c.yaml", []byte(b.String()))
	wrong, notes := own.Check(BuiltinEntries())
	if len(errs) > 0 || own.Len() != maxCompanies || len(wrong)+len(notes) != maxErrors {
		t.Errorf("%d, %.100v, %d, %d", own.Len(), errs, len(wrong), len(notes))
	}
}
