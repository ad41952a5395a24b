package text

import (
	"slices"
	"testing"

	"lede/news"
)

func sentencesOf(s string) []string {
	d := Analyse(&news.Article{Title: "—", Text: s})
	var out []string
	for _, x := range d.Sentences {
		out = append(out, x.Of(s))
	}
	return out
}

func TestSentences(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"plain", "Le vent se lève. Il faut partir.", []string{"Le vent se lève.", "Il faut partir."}},
		{"title abbreviations fr", "M. Durand a vu Mme Petit et le Dr. Roy hier. Ils ont parlé.", []string{"M. Durand a vu Mme Petit et le Dr. Roy hier.", "Ils ont parlé."}},
		{"title abbreviations en", "Mr. Hale met Gen. Stone at St. Paul. They talked.", []string{"Mr. Hale met Gen. Stone at St. Paul.", "They talked."}},
		{"company that ends", "The buyer is Orchard Inc. The seller kept quiet.", []string{"The buyer is Orchard Inc.", "The seller kept quiet."}},
		{"company that goes on", "Orchard Inc. Chairman Lee Moss agreed with the plan.", []string{"Orchard Inc. Chairman Lee Moss agreed with the plan."}},
		{"country", "The U.S. Senate voted on it. Nobody objected.", []string{"The U.S. Senate voted on it.", "Nobody objected."}},
		{"initials", "J. K. Marlowe wrote it for C. S. Dane. It sold well.", []string{"J. K. Marlowe wrote it for C. S. Dane.", "It sold well."}},
		{"decimals", "Growth was 3.5 percent. Prices rose by 2.1.", []string{"Growth was 3.5 percent.", "Prices rose by 2.1."}},
		{"etc", "Des pommes, des poires, etc. Les prix montent.", []string{"Des pommes, des poires, etc.", "Les prix montent."}},
		{"p. ex.", "Certains fruits, p. ex. les poires, se vendent mal.", []string{"Certains fruits, p. ex. les poires, se vendent mal."}},
		{"before Christ", "La ville date de 52 av. J.-C. selon les fouilles.", []string{"La ville date de 52 av. J.-C. selon les fouilles."}},
		{"ellipsis", "On attendait… Rien ne vint. Puis... la pluie.", []string{"On attendait…", "Rien ne vint.", "Puis... la pluie."}},
		{"guillemets hold", "« Il pleut. Rentrons ! », a crié la guide. Tous ont couru.", []string{"« Il pleut. Rentrons ! », a crié la guide.", "Tous ont couru."}},
		{"guillemets close", "« Il pleut\u00a0! Rentrons\u00a0! » Tous ont couru.", []string{"« Il pleut\u00a0! Rentrons\u00a0! »", "Tous ont couru."}},
		{"curly quotes", "“It rains. We leave,” she said. They ran.", []string{"“It rains. We leave,” she said.", "They ran."}},
		{"question in quotes", "“Will it rain?” Baker asked. Nobody knew.", []string{"“Will it rain?” Baker asked.", "Nobody knew."}},
		{"exclamation in quotes, small letter", "« Partez ! » ordonne-t-il. Le silence revient.", []string{"« Partez ! » ordonne-t-il.", "Le silence revient."}},
		{"name with a mark", "Le rachat de Yahoo! Finance surprend. La bourse monte.", []string{"Le rachat de Yahoo! Finance surprend.", "La bourse monte."}},
		{"address", "Voir www.exemple.fr/a.b?c=1 pour plus. Merci.", []string{"Voir www.exemple.fr/a.b?c=1 pour plus.", "Merci."}},
		{"brackets", "Le port (fermé hier. Voir page 3.) rouvre. Les bateaux rentrent.", []string{"Le port (fermé hier. Voir page 3.) rouvre.", "Les bateaux rentrent."}},
		{"small name", "The phone is new. iPhones sell well.", []string{"The phone is new.", "iPhones sell well."}},
		{"agency behind a place", "SANTA ROSA, Calif. (Meridian) - The valley has water again. The dam is gone.", []string{"SANTA ROSA, Calif. (Meridian) - The valley has water again.", "The dam is gone."}},
		{"state", "They met in Miami, Fla. The dam is gone. He moved to Fresno, Calif. last year.", []string{"They met in Miami, Fla.", "The dam is gone.", "He moved to Fresno, Calif. last year."}},
		{"number abbreviation", "It is No. 5 on the list. We said no. They left.", []string{"It is No. 5 on the list.", "We said no.", "They left."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sentencesOf(tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct{ in, hint, want string }{
		{"Le gouvernement a présenté son budget mardi devant les députés.", "", "fr"},
		{"The government presented its budget to parliament on Tuesday.", "", "en"},
		{"Die Regierung hat am Dienstag ihren Haushalt vorgestellt.", "", "de"},
		{"El gobierno presentó el martes su presupuesto ante los diputados.", "", "es"},
		{"Il governo ha presentato martedì il bilancio alla camera dei deputati.", "", "it"},
		{"O governo apresentou na terça-feira o seu orçamento aos deputados.", "", "pt"},
		{"De regering heeft dinsdag haar begroting aan het parlement voorgelegd.", "", "nl"},
		{"Rząd przedstawił we wtorek budżet posłom i senatorom w Warszawie.", "", ""},
		{"Apple Microsoft Google", "fr-FR", "fr"},
		{"The government presented its budget on Tuesday.", "fr", "en"},
		{"", "fr", ""},
	}
	for _, tt := range tests {
		if got := Language(tt.in, tt.hint); got != tt.want {
			t.Errorf("Language(%q, %q) = %q, want %q", tt.in, tt.hint, got, tt.want)
		}
	}
}
