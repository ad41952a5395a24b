package stories

import (
	"embed"
	"strconv"
	"strings"
	"unicode"

	"lede/summarize/text"
	"lede/summarize/wordlist"
)

//go:embed data/*.txt
var files embed.FS

// accents are letters and what they are without their accents.
var accents = letters("àáâãäåāăą a çćč c ďđ d èéêëēėęě e ğ g ìíîïīı i łľ l ñńň n òóôõöøōő o řŕ r śšşș s ťţț t ùúûüūůű u ýÿ y źżž z")

func letters(s string) map[rune]rune {
	out := map[rune]rune{}
	fields := strings.Fields(s)
	for i := 0; i+1 < len(fields); i += 2 {
		for _, r := range fields[i] {
			out[r] = rune(fields[i+1][0])
		}
	}
	return out
}

// fold writes a word in lower case and without accents or possessive: names
// are spelled with and without them.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] >= 'A' && s[i] <= 'Z' || s[i] == '\'' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	for _, suffix := range []string{"'s", "’s", "'S", "’S", "'", "’"} {
		if t, ok := strings.CutSuffix(s, suffix); ok {
			s = t
			break
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		r = unicode.ToLower(r)
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r == 'ß':
			b.WriteString("ss")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case accents[r] != 0:
			b.WriteRune(accents[r])
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldTitle writes a title as folded words with one space around each.
func foldTitle(s string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		b.WriteString(fold(w))
		b.WriteByte(' ')
	}
	return b.String()
}

var (
	words      = wordlist.Read(files, "data/words.txt")
	places     = readPlaces(wordlist.Read(files, "data/places.txt"))
	scales     = readScales(words["scales"])
	percent    = words.Set("percent")
	empty      = words.Set("empty")
	columns    = words["columns"]
	eventLines = wordlist.Read(files, "data/events.txt")[""]
	events     = readEvents(eventLines)
)

// place is the key of a place; a country says less than a city.
type place struct {
	key     string
	country bool
}

func readPlaces(t wordlist.Table) map[string]place {
	out := map[string]place{}
	for section, lines := range t {
		for _, line := range lines {
			names := strings.Fields(line)
			for _, n := range names {
				out[strings.ReplaceAll(n, "_", " ")] = place{names[0], section == "countries"}
			}
		}
	}
	return out
}

func readScales(lines []string) map[string]float64 {
	out := map[string]float64{}
	for _, line := range lines {
		f := strings.Fields(line)
		factor, err := strconv.ParseFloat(f[0], 64)
		if err != nil {
			panic("stories: data/words.txt: " + line)
		}
		for _, w := range f[1:] {
			out[w] = factor
		}
	}
	return out
}

// eventLanguages are the columns of data/events.txt.
var eventLanguages = []string{"en", "fr"}

// readEvents gives for a language and a stem the event it is a word for.
func readEvents(lines []string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, lang := range eventLanguages {
		out[lang] = map[string]string{}
	}
	for _, line := range lines {
		f := strings.Split(line, "|")
		if len(f) != len(eventLanguages)+1 {
			panic("stories: data/events.txt: " + line)
		}
		for i, lang := range eventLanguages {
			for w := range strings.FieldsSeq(f[i+1]) {
				if stem := text.Stem(lang, w); out[lang][stem] == "" {
					out[lang][stem] = strings.TrimSpace(f[0])
				}
			}
		}
	}
	return out
}

// column reports whether a title is that of a column, a round-up or a live
// page.
func column(title string) bool {
	t := foldTitle(title)
	for _, c := range columns {
		how, phrase := c[0], " "+c[1:]+" "
		if how == '=' && t == phrase || how == '^' && strings.HasPrefix(t, phrase) || how == '*' && strings.Contains(t, phrase) {
			return true
		}
	}
	return false
}
