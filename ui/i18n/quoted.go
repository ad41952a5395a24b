package i18n

// Quoted puts words into the quotation marks of the language they are in, which
// is the article's and not the interface's.
func Quoted(words, lang string) string {
	switch lang {
	case "fr":
		return "«\u00a0" + words + "\u00a0»"
	case "es", "it":
		return "«" + words + "»"
	case "de":
		return "„" + words + "“"
	}
	return "“" + words + "”"
}
