package i18n

import (
	"strings"
	"unicode"
)

// Quoted puts words into the quotation marks of the language they are in: the
// article's, if they do not speak for another themselves.
func Quoted(words, lang string) string {
	switch own(words, lang) {
	case "fr":
		return "«\u00a0" + words + "\u00a0»"
	case "es", "it":
		return "«" + words + "»"
	case "de":
		return "„" + words + "“"
	}
	return "“" + words + "”"
}

// frequent are words that tell French and English apart, each in one of them only.
var frequent = map[string]map[string]bool{
	"fr": set("le la les des du de et est une nous vous ils elle que qui dans pour sur pas avec cette ces ont sont être je ne jusqu’au c’est n’est d’une au aux nos leur"),
	"en": set("the and of to is are was we you they it that this with for not have has will be been from our their there would i"),
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		all[word] = true
	}
	return all
}

// own is the language that words themselves are in, where several of them say so and
// none says the article's; else that of the article.
func own(words, lang string) string {
	if len(words) > 2000 {
		words = words[:2000]
	}
	count := map[string]int{}
	for word := range strings.FieldsFuncSeq(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) && r != '’' }) {
		for of, all := range frequent {
			if all[word] {
				count[of]++
			}
		}
	}
	for of, other := range map[string]string{"fr": "en", "en": "fr"} {
		if of != lang && count[of] >= 2 && count[other] == 0 {
			return of
		}
	}
	return lang
}
