package companies

import (
	"slices"
	"testing"
)

// A message without capitals names companies as well; a text that has capitals
// somewhere does not write names small.
func TestWithoutCapitals(t *testing.T) {
	for text, want := range map[string][]string{
		"free a encore planté hier soir":                   {"free"},
		"quel soir tu es free ?":                           nil,
		"revolut a bloqué ma carte":                        {"revolut"},
		"la sncf a supprimé mon train":                     {"sncf"},
		"sky put my bill up twice":                         {"sky"},
		"the sky is grey and so am i":                      nil,
		"netflix and spotify both got dearer":              {"netflix", "spotify"},
		"une tesla grise mal garée devant le portail":      nil,
		"c'est uber cool votre terrasse":                   nil,
		"Il mourut d'un coup de hachette.":                 nil,
		"Conductivity is given in siemens, says the book.": nil,
	} {
		if got := tagged(Builtin(), "", text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
