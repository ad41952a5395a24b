package text

import (
	"slices"
	"testing"

	"lede/news"
)

func TestQuoted(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // outermost
	}{
		{"guillemets with spaces", "Il a dit « oui, bien sûr » hier.", []string{"oui, bien sûr"}},
		{"nested", "« Il m'a dit “non” deux fois », raconte-t-elle.", []string{"Il m'a dit “non” deux fois"}},
		{"same marks nested", "« Un « vrai » succès », dit-il.", []string{"Un « vrai » succès"}},
		{"straight", `He said "yes" and then "no, never" again.`, []string{"yes", "no, never"}},
		{"apostrophes are no marks", "It's the dogs' food and the cats' beds, 'tis true.", nil},
		{"single style", "The report says 'the bridge is not safe at all', in short.", []string{"the bridge is not safe at all"}},
		{"german", "Er sagte: „Das ist gut.“ Dann ging er.", []string{"Das ist gut."}},
		{"reversed german", "Er sagte, das sei »nicht gut« gewesen und ging mit der Frau.", []string{"nicht gut"}},
		{"two paragraphs", "“The first part goes on and on.\n“The second part ends here.”", []string{"The first part goes on and on.", "The second part ends here."}},
		{"closing mark lost", "Elle a répondu : « Nous ne savons pas encore quand le port va rouvrir.", []string{"Nous ne savons pas encore quand le port va rouvrir."}},
		{"inches", `The 27" screen is "very good" in use.`, []string{"very good"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Analyse(&news.Article{Title: "Something else", Text: tt.in})
			var got []string
			for _, q := range d.Quoted {
				if q.Depth == 0 {
					got = append(got, q.Of(tt.in))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}
