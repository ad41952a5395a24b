package companies

import (
	"slices"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// A person implies her company although a medium she speaks on is named; the
// media that count as sources are sources.
func TestPeopleSpeakingToMedia(t *testing.T) {
	for _, c := range []struct {
		text            string
		implied, source []string
	}{
		{"Tim Cook était l'invité de France Info lundi matin.", []string{"apple"}, nil},
		{"« Nous embaucherons », a promis Patrick Pouyanné sur BFM Business mardi.", []string{"totalenergies"}, nil},
		{"Mark Zuckerberg told the BBC that he would be patient this time.", []string{"meta"}, nil},
		{"Jensen Huang said on CNBC that the demand for his chips was strong.", []string{"nvidia"}, []string{"cnbc"}},
		{"« C'est trop tôt », a déclaré Tim Cook à Bloomberg la semaine dernière.", []string{"apple"}, []string{"bloomberg"}},
		{"Dans un entretien aux Echos, Patrick Pouyanné défend son projet en Afrique.", []string{"totalenergies"}, []string{"les-echos"}},
		{"Mark Zuckerberg wrote on LinkedIn that the plan had changed again.", []string{"meta"}, nil},
		{"Tim Cook met the board of Nvidia for dinner on Tuesday evening.", nil, nil},
	} {
		var implied, source []string
		for _, m := range Builtin().Tag(text.Analyse(&news.Article{Text: c.text})) {
			switch m.Salience {
			case news.Implied:
				implied = append(implied, string(m.Company))
			case news.Source:
				source = append(source, string(m.Company))
			}
		}
		if !slices.Equal(implied, c.implied) || !slices.Equal(source, c.source) {
			t.Errorf("%s\n\timplied %v, want %v; sources %v, want %v", c.text, implied, c.implied, source, c.source)
		}
	}
}
