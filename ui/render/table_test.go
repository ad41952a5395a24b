package render

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"lede/news"
)

const firms = `<table><tr><th>Entreprise</th><th>Chiffre d’affaires</th><th>Commentaire</th></tr>` +
	`<tr><td>Microsoft</td><td>245</td><td>Porté par le nuage, et par un trimestre que personne n’attendait si bon</td></tr>` +
	`<tr><td>Schneider Electric</td><td>38</td><td>En hausse</td></tr></table>`

// A word of a table is never torn apart: columns have the room of their longest
// word, and where that is not to be had rows are lists.
func TestTablesKeepWords(t *testing.T) {
	for width := 14; width <= 120; width++ {
		r := Render(page(firms), &news.Digest{}, Options{Width: width, Theme: dark})
		found := map[string]bool{}
		for i := range r.Lines {
			s := ansi.Strip(r.Lines[i].painted)
			if n := ansi.StringWidth(s); n > width {
				t.Errorf("width %d: a line of %d cells: %q", width, n, s)
			}
			for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" │:•,\u00a0", r) }) {
				found[w] = true
			}
		}
		for _, w := range []string{"Entreprise", "d’affaires", "Commentaire", "Microsoft", "Schneider", "Electric", "trimestre", "n’attendait"} {
			if !found[w] {
				t.Errorf("width %d: %q is torn apart:\n%s", width, w, screen(r))
			}
		}
	}
}

func TestTableLayouts(t *testing.T) {
	for _, c := range []struct {
		name, html string
		width      int
		want       string
	}{
		{"the rest is shared by need", firms, 60, `Entreprise         │    Chiffre │ Commentaire
                   │ d’affaires │
───────────────────┼────────────┼───────────────────────────
Microsoft          │        245 │ Porté par le nuage, et par
                   │            │ un trimestre que personne
                   │            │ n’attendait si bon
Schneider Electric │         38 │ En hausse`},
		{"records", firms, 30, `• Entreprise: Microsoft
  Chiffre d’affaires: 245
  Commentaire: Porté par le
  nuage, et par un trimestre
  que personne n’attendait si
  bon

• Entreprise: Schneider
  Electric
  Chiffre d’affaires: 38
  Commentaire: En hausse`},
		{"a record of the whole table", `<table><tr><th>Lieu</th><th>Commentaire</th></tr><tr><td>Lyon</td><td>Enthousiasmant</td></tr><tr><td colspan="2">Source: nous</td></tr></table>`, 16, `• Lieu: Lyon
  Commentaire:
  Enthousiasmant

• Source: nous`},
		{"spans", `<table><tr><th colspan="3">Résultats</th></tr><tr><th>Lieu</th><th>Oui</th><th>Non</th></tr><tr><td rowspan="2">Lyon</td><td>3</td><td>4</td></tr><tr><td>5</td><td>6</td></tr><tr><td colspan="100">Sans les abstentions</td></tr></table>`, 60, `Résultats
Lieu   │  Oui │  Non
───────┼──────┼─────
Lyon   │    3 │    4
       │    5 │    6
Sans les abstentions`},
		{"an address may be torn", `<table><tr><th>Site</th><th>Note</th></tr><tr><td>https://example.org/a/very/long/address/that/nobody/reads</td><td>bien</td></tr></table>`, 44, `Site                                  │ Note
──────────────────────────────────────┼─────
https://example.org/a/very/long/addre │ bien
ss/that/nobody/reads                  │`},
	} {
		if got := lines(page(c.html), Options{Width: c.width}); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// A table that needs more than the measure takes it where there is room, and so
// does program text; one that does not need it stays as it is.
func TestTablesUseTheRoom(t *testing.T) {
	a := page(firms + "<p>" + strings.Repeat("Un paragraphe reste dans la mesure. ", 6) + "</p><pre>" + strings.Repeat("x", 50) + "</pre>")
	for _, c := range []struct{ wide, table, code int }{{0, 40, 40}, {30, 40, 40}, {60, 60, 52}, {200, 113, 52}} {
		table, code := 0, 0
		for _, l := range Render(a, &news.Digest{}, Options{Width: 40, Wide: c.wide, Theme: dark}).Lines {
			switch s := ansi.Strip(l.painted); {
			case strings.Contains(s, " │ "):
				table = max(table, len(l.at))
			case strings.Contains(s, "xx"):
				code = max(code, len(l.at))
			case len(l.at) > max(40, c.table):
				t.Errorf("with room for %d, text is %d wide: %q", c.wide, len(l.at), s)
			case strings.Contains(s, "mesure") && len(l.at) > 40:
				t.Errorf("with room for %d, running text is %d wide", c.wide, len(l.at))
			}
		}
		if table != c.table || code != c.code {
			t.Errorf("with room for %d the table is %d wide, the program text %d", c.wide, table, code)
		}
	}
}
