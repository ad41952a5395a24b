package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// forms are words at the end of a name that say what a company is in law, or
// that lists add to it.
var forms = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`inc incorporated corp corporation co company companies ltd limited plc llc lp llp sa sas sarl se nv bv ag kgaa gmbh ab publ
		asa oyj oy as spa srl holding holdings group groupe gruppe groep the de a b c class sca adr depositary receipts ordinary shares preferred stock
		aktiengesellschaft aktiebolaget kommanditgesellschaft auf aktien sme pref societe anonyme europeenne en commandite par actions per azioni societa incorporation kk reit trust`) {
		forms[w] = true
	}
}

// key is a name by which two lists can be joined: without accents, case, signs
// and legal forms.
func key(name string) string {
	name = strings.NewReplacer("&", " and ", "+", " plus ", "ß", "ss", "ø", "o", "Ø", "o", "æ", "ae", "Æ", "ae", "ł", "l", "Ł", "l", "đ", "d").Replace(name)
	var b strings.Builder
	depth := 0
	for _, r := range norm.NFD.String(name) {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case depth > 0, unicode.Is(unicode.Mn, r), r == '.', r == '\'', r == '’':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && (forms[words[len(words)-1]] || words[len(words)-1] == "and") {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && (words[0] == "the" || words[0] == "groupe") {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// symbol is a ticker without its exchange, its classes of shares joined by one sign.
func symbol(ticker string) string {
	ticker = strings.TrimSuffix(ticker, ".")
	if i := strings.LastIndexByte(ticker, '.'); i > 0 && (len(ticker)-i > 2 || exchanges[ticker[i+1:]]) {
		ticker = ticker[:i]
	}
	return strings.NewReplacer(".", "-", " ", "-", "/", "-").Replace(strings.ToUpper(ticker))
}

// exchanges of one letter, as in "7203.T"; the longer ones need no list.
var exchanges = map[string]bool{"T": true, "L": true, "F": true, "O": true, "N": true}

// codes are the countries of the lists.
var codes = map[string]string{
	"argentina": "AR", "australia": "AU", "belgium": "BE", "bermuda": "BM", "canada": "CA", "china": "CN", "finland": "FI", "france": "FR",
	"germany": "DE", "guernsey": "GG", "india": "IN", "ireland": "IE", "isle of man": "IM", "israel": "IL", "italy": "IT", "japan": "JP",
	"luxembourg": "LU", "mexico": "MX", "netherlands": "NL", "norway": "NO", "russian federation": "RU", "singapore": "SG", "spain": "ES",
	"sweden": "SE", "switzerland": "CH", "togo": "TG", "uk": "GB", "united kingdom": "GB", "england": "GB", "united states": "US",
	"republic of ireland": "IE", "austria": "AT", "denmark": "DK", "portugal": "PT", "brazil": "BR", "hong kong": "HK", "south africa": "ZA",
}

// code is the two letters of a country, "" when the list names none.
func code(country string) string { return codes[strings.ToLower(country)] }
