package text

import (
	"testing"

	"lede/news"
)

// TestDatelines: place, day and agency before a paragraph are boilerplate, and
// the sentence proper begins behind them.
func TestDatelines(t *testing.T) {
	const rest = "The bridge closed on Monday after a long storm."
	for _, head := range []string{
		"NEW YORK (Reuters) - ", "PARIS, 24 nov (AFP) – ", "LONDON — ", "Nov 24 (Reuters) - ", "Paris (Reuters) – ", "(Reuters) - ",
		"FRANKFURT, Germany (AP) — ", "SAN FRANCISCO--(BUSINESS WIRE)--", "WASHINGTON, Nov. 24, 2025 /PRNewswire/ -- ", "Santa Rosa, Nov. 24, 2025 /PRNewswire/ -- ", "SANTA ROSA, Calif. (Meridian) - ", "SANTA ROSA, Calif. — ",
		"LONDON, Nov 24 (Reuters) - ", "New York, le 3 mai (AFP) - ", "BRUXELLES (Agence Europe)\u00a0– ",
	} {
		d := Analyse(&news.Article{Title: "A bridge", Text: head + rest + "\n\nIt stays closed for a week, the city said."})
		if got := d.Sentences[0].Proper().Of(d.Text); got != rest {
			t.Errorf("%s: the sentence is %q", head, got)
		}
		if len(d.Boilerplate) != 1 || d.Boilerplate[0].Why != "byline" || d.Boilerplate[0].Start != 0 || !d.InBoiler(len(head)/2) || d.InBoiler(len(head)) {
			t.Errorf("%s: boilerplate %v", head, d.Boilerplate)
		}
	}
	for _, whole := range []string{
		"Valtor — the company that makes pumps — closed a plant on Monday.",
		"Le directeur (Yves Taconnet) - un homme sec - a parlé lundi.",
		"Valtor, Inc. (NYSE: VAL) - the pump maker - fell on Monday.",
	} {
		d := Analyse(&news.Article{Title: "A plant", Text: whole})
		if got := d.Sentences[0].Proper().Of(d.Text); got != whole || len(d.Boilerplate) != 0 {
			t.Errorf("%s: the sentence is %q, boilerplate %v", whole, got, d.Boilerplate)
		}
	}
}
