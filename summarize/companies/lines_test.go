package companies

import (
	"slices"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// How a headline is built tells a company from a town, a person, a party or a word.
func TestShortLines(t *testing.T) {
	for text, want := range map[string][]string{
		"Saint-Gobain (Aisne) : un cerf dans la mairie.":            nil,
		"Lacoste, dans le Luberon, ferme sa route.":                 nil,
		"Renault (RNO) recule de 3 %.":                              {"renault"},
		"Une fillette perdue au parc André-Citroën.":                nil,
		"Le groupe Peugeot-Citroën change de siège.":                {"citroen", "peugeot"},
		"Ontario's Ford vows to build a tunnel.":                    nil,
		"America's Ford vows to build a plant.":                     {"ford"},
		"The sergeant was listed KIA in March.":                     nil,
		"Progressive wins the Ohio primary.":                        nil,
		"Progressive wins back drivers with lower premiums.":        {"progressive"},
		"Le BNP remporte les législatives au Bangladesh.":           nil,
		"Carrefour : « Nous baisserons nos prix. »":                 {"carrefour"},
		"Carrefour : « priorité à droite » rétablie.":               nil,
		"Sage down for a second day as pay day nears.":              {"sage"},
		"L'ex-Orange Jeanne Valmy entendue par les députés.":        {"orange"},
		"Meta to pay Ohio $90 million.":                             {"meta"},
		"Sky to clear by noon.":                                     nil,
		"Target to halve road deaths missed.":                       nil,
		"Grab drivers strike in Jakarta.":                           {"grab"},
		"Shell bets on Norway.":                                     {"shell"},
		"Gap narrows.":                                              nil,
		"Boulanger ouvre à Metz.":                                   {"boulanger"},
		"L'entreprise fait appel à Midas pour changer les airbags.": {"midas"},
	} {
		if got := tagged(Builtin(), "", text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// A line of a few words is in the language of its words, whatever its letters look
// like.
func TestLanguageOfShortLines(t *testing.T) {
	for s, want := range map[string]int{
		"Grab puts robot shuttles on Singapore's Punggol estate.": english,
		"Frontier pounced on Spirit's routes.":                    english,
		"Enedis a réalimenté dix mille foyers.":                   french,
		"Picard recrute des saisonniers.":                         french,
		"Jazz, Toto, Paris.":                                      either,
	} {
		if r := Builtin().index.read(text.Analyse(&news.Article{Text: s})); r.lang != want {
			t.Errorf("%s: language %d, want %d", s, r.lang, want)
		}
	}
}

// What a French start-up is from or deals in may stand before its name.
func TestNamesAfterMore(t *testing.T) {
	for s, want := range map[string]string{
		"La start-up nantaise Velobrac annonce une levée de fonds de 12 millions d'euros.":                    "velobrac",
		"Le spécialiste de l'affichage Lumotel a bondi de 17 % en Bourse après avoir confirmé ses objectifs.": "lumotel",
	} {
		if got := tagged(Builtin(), "", s); !slices.Contains(got, want) {
			t.Errorf("%s: %v, want %s", s, got, want)
		}
	}
}
