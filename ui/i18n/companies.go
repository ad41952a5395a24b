package i18n

import "strings"

// Sector is the name of a sector of the lexicon, "insur" is "insurance". One of a
// person's own is what they wrote.
func (tr *Tr) Sector(code string) string { return tr.named("sector.", code) }

// Country is the name of a country by its two letters.
func (tr *Tr) Country(code string) string { return tr.named("country.", code) }

func (tr *Tr) named(family, code string) string {
	if key := family + strings.ToLower(code); tr.Has(key) {
		return tr.S(key)
	}
	return code
}
