package companies

import (
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

func tag(title, body string) map[news.CompanyID]news.Mention {
	out := map[news.CompanyID]news.Mention{}
	for _, m := range Builtin().Tag(text.Analyse(&news.Article{Title: title, Text: body})) {
		out[m.Company] = m
	}
	return out
}

// What a company is to an article.
func TestSalience(t *testing.T) {
	const title = "Brindacier : Microsoft rachète l'éditeur Ubisoft"
	body := title + `
Microsoft va racheter Ubisoft pour deux milliards d'euros, selon Les Échos. Le groupe américain l'a confirmé mardi dans un communiqué.
La direction d'Ubisoft présentera le projet aux syndicats. Microsoft promet de garder les studios de Montreuil et de Lyon.
Les analystes s'attendent à une enquête de Bruxelles. L'an dernier, Sony avait renoncé à une opération du même genre.
À la maison, beaucoup jouent encore sur leur iPhone.
`
	got := tag(title, body)
	for id, want := range map[news.CompanyID]news.Salience{
		"microsoft": news.About, "ubisoft": news.About, "sony": news.Mentions, "les-echos": news.Source, "apple": news.Implied,
	} {
		if got[id].Salience != want {
			t.Errorf("%s: %q with %v, want %q", id, got[id].Salience, got[id].Score, want)
		}
	}
	if len(got) != 5 {
		t.Errorf("found %d: %v", len(got), got)
	}
}

// Newspapers are sources, or nothing, or the news itself.
func TestPress(t *testing.T) {
	for _, c := range []struct {
		text string
		id   news.CompanyID
		want news.Salience
	}{
		{"Apple prépare des lunettes, selon le Financial Times, qui cite des fournisseurs.", "financial-times", news.Source},
		{"« Nous sommes prêts », a dit le ministre à Reuters mardi soir.", "reuters", news.Source},
		{"Invitée de France Inter, la ministre a défendu sa réforme devant les auditeurs.", "france-inter", ""},
		{"Le ministre a été interrogé par Libération sur les retraites.", "liberation", ""},
		{"The minister told the Guardian that the plan was dead.", "the-guardian", ""},
		{"Libération a supprimé trente postes et cherche un actionnaire.", "liberation", news.Mentions},
		{"Shares in the New York Times rose 4% after it posted higher profit.", "the-new-york-times", news.Mentions},
	} {
		got := tag("", c.text)[c.id].Salience
		if got != c.want && !(c.want == news.Mentions && got == news.About) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// Companies in no list, by what stands beside them.
func TestDiscovery(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Shares of Brindacier Analytics Inc fell. Brindacier said sales were weak.", []string{"brindacier-analytics"}},
		{"“It is over,” said Jane Doe, an analyst at Brindacier.", []string{"brindacier"}},
		{"Brindacier analyst Jane Doe cut her forecast.", []string{"brindacier"}},
		{"The Polish brewer Brindacek posted a loss.", []string{"brindacek"}},
		{"Brindatek (NYSE: BRDT) soared.", []string{"brindatek"}},
		{"Lyon-based Brindatek Foods raised 3 million euros.", []string{"brindatek-foods"}},
		{"Neither Brindatek Foods nor its lawyers could be reached. Brindatek Foods did not respond to questions.", []string{"brindatek-foods"}},
		{"La start-up Brindalys lève 3 millions d'euros.", []string{"brindalys"}},
		{"Google, Brindatek and Microsoft signed the letter.", []string{"brindatek", "google", "microsoft"}},
		{"Le fondateur de Brindalys a vendu ses actions pour dix millions d'euros.", []string{"brindalys"}},
		// None of these is a company.
		{"La fondatrice de Sainte-Claire a légué ses biens, un million d'euros, à la ville.", nil},
		{"Le fondateur de Carthage avait réuni un trésor de mille talents.", nil},
		{"The chief executive of Age Concern Norfolk thanked the donors, who gave 3 million pounds.", nil},
		{"The retailer said on Monday it would close.", nil},
		{"An economist at the University of Brindale disagreed.", nil},
		{"French analysts said the vote was close.", nil},
		{"Mr Doe declined to comment. Doe did not respond to a letter.", nil},
		{"The Ministry of Energy and the World Bank agreed on a loan of 3 million dollars.", nil},
		{"La société Idéale n'existe que dans le roman de Platon.", nil},
	} {
		if got := tagged(Builtin(), "", c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.text, got, c.want)
		}
	}
}

// Ways to write a name.
func TestSpelling(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"L’Oréal recrute ; l'oréal n'est pas un nom, L'OREAL l'est.", []string{"loreal"}},
		{"Le PDG d\u2019Airbus et celui d\u00a0'Engie se voient.", []string{"airbus", "engie"}},
		{"Une alliance Renault-Nissan-Mitsubishi est née.", []string{"mitsubishi", "nissan", "renault"}},
		{"A Microsoft-backed fund pays.", []string{"microsoft"}},
		{"Nvidia's and Moody\u2019s results are due.", []string{"moodys", "nvidia"}},
		{"Buy $MSFT, not (NASDAQ: NVDA).", []string{"microsoft", "nvidia"}},
		{"SOCIÉTÉ GÉNÉRALE ET BNP PARIBAS AUGMENTENT LEURS TAUX", []string{"bnp-paribas", "societe-generale"}},
		{"Société générale et Societe Generale sont une banque.", []string{"societe-generale"}},
		{"J.P. Morgan and JPMorgan are one.", []string{"jpmorgan"}},
	} {
		if got := tagged(Builtin(), "", c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.text, got, c.want)
		}
	}
}

// Texts of no company give none.
func TestNoCompanies(t *testing.T) {
	for _, s := range []string{
		"Préchauffez le four. Pelez une orange, coupez la pomme et ajoutez un carré de chocolat. Servez avec un casino de fruits rouges.",
		"The team beat its rivals 3-1 on Saturday. Smith scored twice, and the keeper saved a penalty before half-time in front of 40,000 fans.",
		"Un séisme de magnitude 6 a frappé le nord du Chili dans la nuit. Aucune victime n'est à déplorer, a indiqué le gouverneur.",
		"Amazon deforestation fell. In the Amazon, tribes welcomed the ruling, and along the Delta the river rose to its highest level since Mars was last this close.",
		"Le Premier ministre a rencontré les syndicats. Le Sénat examinera le texte mardi, l'Assemblée jeudi.",
		"",
	} {
		if got := tagged(Builtin(), "", s); len(got) > 0 {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// Bad texts end in bounded work and spans that are in the text.
func TestBadTexts(t *testing.T) {
	small := "orange apple microsoft "
	for name, s := range map[string]string{
		"capitals":      strings.Repeat("MICROSOFT AND APPLE SAID ORANGE JUICE IS SOLD. ", 200),
		"no capitals":   strings.Repeat("microsoft and apple said orange juice is sold. ", 200),
		"scripts":       strings.Repeat("Микрософт и Apple 微软 said شركة Orange 🍊 Microsoft. ", 200),
		"two megabytes": strings.Repeat(small, 2<<20/len(small)),
		"one word":      strings.Repeat("A", 2<<20),
		"names only":    strings.Repeat("Microsoft ", 200_000),
		"marks":         strings.Repeat("(<$\"«'’", 100_000),
		"not UTF-8":     strings.Repeat("Micro\xffsoft Apple\xc3 ", 1000),
		"codes":         strings.Repeat("$A <B.C> (NASDAQ: D) ", 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			d := text.Analyse(&news.Article{Title: s[:min(len(s), 300)], Text: s})
			for _, m := range Builtin().Tag(d) {
				if m.Score < 0 || m.Score > 1 || m.Name == "" || m.Company == "" {
					t.Errorf("%+v", m)
				}
				for _, at := range m.Spans {
					if at.Start < 0 || at.End > len(d.Text) || at.Start >= at.End {
						t.Fatalf("%s: span %d–%d of %d", m.Name, at.Start, at.End, len(d.Text))
					}
				}
			}
		})
	}
}

func FuzzTag(f *testing.F) {
	for _, s := range []string{"Apple Inc (NASDAQ: AAPL), l'opérateur Orange et Moody's", "PT Abc, Lyon-based X & Co", "\xff$ <A.B>", "« A. B. C. »"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, body string) {
		d := text.Analyse(&news.Article{Title: title, Text: body})
		for _, m := range Builtin().Tag(d) {
			for _, at := range m.Spans {
				if at.Start < 0 || at.End > len(d.Text) || at.Start >= at.End {
					t.Fatalf("%s: span %d–%d of %d", m.Name, at.Start, at.End, len(d.Text))
				}
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("companies:\n  - {name: A One, aliases: [Uno, {text: Due, not: [x]}], never: [z]}\n")
	f.Add("companies:\n- name: |\n    A\n  off: yes\n")
	f.Fuzz(func(t *testing.T, src string) {
		own, _ := Parse("c.yaml", []byte(src))
		if out, err := Correct([]byte(src), Correction{Verdict: Never, Company: "Orange"}); err == nil {
			again, _ := Parse("c.yaml", out)
			if again.Len() < own.Len() {
				t.Fatalf("a rule took entries away: %d, then %d\n%s", own.Len(), again.Len(), out)
			}
		}
	})
}

// Companies of the second tier are found by their full names, legal forms and
// tickers; towns, islands and people of their names are none.
func TestSecondTier(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Galapagos tortoises live for a century.", nil},
		{"The ferry from Trelleborg was late.", nil},
		{"McCormick won the seat by a hair.", nil},
		{"Georg Fischer, 82, was found in the woods.", nil},
		{"Shares of Georg Fischer AG rose.", []string{"georg-fischer"}},
		{"Johnson Matthey (LSE: JMAT) rose 3%.", []string{"johnson-matthey"}},
		{"Samsung SDI (006400.KS) slipped.", []string{"samsung-sdi"}},
		{"Hyundai Steel will build a mill in Louisiana.", []string{"hyundai-steel"}},
		{"La banque kényane Equity Group Holdings s'étend au Congo.", []string{"equity-group-holdings"}},
	} {
		if got := tagged(Builtin(), "", c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.text, got, c.want)
		}
	}
}
