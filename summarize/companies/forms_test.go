package companies

import (
	"fmt"
	"slices"
	"testing"
)

// Every legal form finds the name before it, however it is written, also where
// the name begins the sentence.
func TestLegalForms(t *testing.T) {
	for _, form := range []string{
		"SA", "S.A.", "AG", "plc", "Plc", "PLC", "S.p.A.", "SpA", "SE", "LLC", "L.L.C.", "SAS", "S.A.S.", "NV", "N.V.", "BV", "AB", "A/S", "ASA", "Oyj",
		"GmbH", "Inc.", "Co., Ltd.", "Pty Ltd", "Pvt Ltd", "Private Limited", "Srl", "SARL",
	} {
		for _, s := range []string{"It sued Tarvolin %s over losses.", "Tarvolin %s was sued over losses.", "Shares in Tarvolin %s rose.", "La société Tarvolin %s a été condamnée.", "Tarvolin %s a été condamnée."} {
			text := fmt.Sprintf(s, form)
			if got := tagged(Builtin(), "", text); !slices.Equal(got, []string{"tarvolin"}) {
				t.Errorf("%s: %v", text, got)
			}
		}
	}
}

// A legal form speaks for a name that is a word, too.
func TestLegalFormsOfKnownNames(t *testing.T) {
	for text, want := range map[string]string{
		"About Tarvolin Brothers Ltd: founded in 1990.": "tarvolin-brothers",
		"Boulanger SA supprime 200 postes.":             "boulanger",
		"Mars SE sold its unit.":                        "mars",
		"Shell plc said profit fell.":                   "shell",
		"Clay S.A. recrute.":                            "clay",
	} {
		if got := tagged(Builtin(), "", text); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}

// Two letters are also an office, a state and a postcode, and a body that is no
// company may have a group's name.
func TestNoLegalForms(t *testing.T) {
	for _, s := range []string{
		"Former SAS captain Mark Brown died.",
		"Texas AG Ken Paxton sued the school.",
		"He moved to Adelaide SA 5000 in spring.",
		"London SE was quiet.",
		"La route SA 12 est fermée.",
		"An analyst at International Crisis Group said the talks had failed.",
		"An analyst at the Brindale Observatory for Peace said so.",
		"Prices are set by Big Pharma, he said.",
		"A strategist at Brindale Council Research said so.",
	} {
		if got := tagged(Builtin(), "", s); len(got) > 0 {
			t.Errorf("%s: %v", s, got)
		}
	}
}

// Where a ticker stands for its company, it is no company of its own.
func TestTickerAsName(t *testing.T) {
	for text, want := range map[string][]string{
		"Shares in JPM rose 2%.":                                          {"jpmorgan"},
		"An analyst at JPM said the stock was cheap.":                     {"jpmorgan"},
		"Shares in Tarvolin rose 3% in London.":                           {"tarvolin"},
		"“It is over,” said Jane Doe, a strategist at research firm ETR.": {"etr"},
	} {
		if got := tagged(Builtin(), "", text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
