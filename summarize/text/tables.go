package text

import (
	"embed"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lede/summarize/wordlist"
)

//go:embed data/*.txt
var files embed.FS

// languages are those we know, in the order that breaks ties.
var languages = []string{"en", "fr", "de", "es", "it", "pt", "nl"}

// language is the tables of one language.
type language struct {
	stop      map[string]bool
	abbrev    map[string]bool // never ends a sentence
	abbrevEnd map[string]bool // may end one
	reporting map[string]bool
	bang      map[string]bool
	months    map[string]bool
	days      map[string]bool
	by        map[string]bool
	is        map[string]bool
	writer    map[string]bool
	cues      cueTable
}

var tables, stopWords, letterIn = load()

// stopLengths says how long function words are that begin with a letter: bit n is
// set when there is one of n bytes.
var stopLengths = lengthsOf(stopWords)

func lengthsOf(words map[string][]stopIn) (out [256]uint32) {
	for w := range words {
		if w != "" && len(w) <= longestStop {
			out[w[0]|0x20] |= 1 << len(w)
		}
	}
	return out
}

// allCues are the boilerplate cues of every language: a French site may well
// carry an English share bar.
var allCues = mergeCues()

func load() (map[string]*language, map[string][]stopIn, []letterGroup) {
	langs := map[string]*language{}
	stops := map[string][]stopIn{}
	letters := map[string][]int{}
	for number, code := range languages {
		t := wordlist.Read(files, "data/"+code+".txt")
		l := &language{
			stop: t.Set("stop"), abbrev: t.Set("abbrev"), abbrevEnd: t.Set("abbrev-end"), reporting: t.Set("reporting"),
			bang: t.Set("bang"), months: t.Set("months"), days: t.Set("days"), by: t.Set("by"), is: t.Set("is"), writer: t.Set("writer"), cues: cueTable{},
		}
		for w := range l.stop {
			stops[w] = append(stops[w], stopIn{language: number})
		}
		for _, g := range t.Words("letters") {
			letters[g] = append(letters[g], number)
		}
		for _, section := range slices.Sorted(maps.Keys(t)) { // of two kinds that fit, always the same wins
			if boilerKinds[section] {
				for _, e := range t[section] {
					l.cues.add(section, e)
				}
			}
		}
		langs[code] = l
	}
	for _, in := range stops {
		for i := range in {
			in[i].share = 1 / float64(len(in))
		}
	}
	var groups []letterGroup
	for _, g := range slices.Sorted(maps.Keys(letters)) { // the sum of their scores depends on the order
		groups = append(groups, letterGroup{g, letters[g]})
	}
	return langs, stops, groups
}

// none stands in for a language we do not know.
var none = &language{}

// known gives the tables of a language, empty ones when it is unknown.
func known(code string) *language {
	if l := tables[code]; l != nil {
		return l
	}
	return none
}

// IsStop reports whether a lower-case word is a function word of the language;
// in an unknown language, of any.
func IsStop(lang, word string) bool {
	if l := tables[lang]; l != nil {
		return l.stop[word]
	}
	return len(stopWords[word]) > 0
}

// networks, counted and agencies are the same in every language.
var networks, counted, agencies = loadAround()

func loadAround() (a, b map[string]bool, c map[string]bool) {
	t := wordlist.Read(files, "data/around.txt")
	return t.Set("networks"), t.Set("counted"), t.Phrases("agencies")
}

// dates are the months and weekdays of every language.
var dates = allDates()

func allDates() map[string]bool {
	out := map[string]bool{}
	for _, l := range tables {
		for w := range l.months {
			out[w] = true
		}
		for w := range l.days {
			out[w] = true
		}
	}
	return out
}

// IsDate reports whether a lower-case word names a month or a weekday.
func IsDate(word string) bool { return dates[word] }

// boilerKinds are the sections that hold boilerplate cues; the name of the
// section is the reason given.
var boilerKinds = map[string]bool{
	"related": true, "newsletter": true, "share": true, "caption": true, "byline": true, "legal": true, "ad": true,
}

// cue is one boilerplate cue: how its text must stand in a line.
type cue struct {
	text  string
	how   byte // '=' whole line, '^' start, '*' anywhere
	words int  // at most so many words in the line
	kind  string
	pairs pairs // of text, for a cue that may stand anywhere
}

// pairs says which pairs of bytes a text has, roughly: two of them may share a
// bit. A line that lacks one of a cue's does not have the cue, which is found
// out for hundreds of cues at the price of looking for one.
type pairs [4]uint64

func pairsOf(s string) (p pairs) {
	for i := 1; i < len(s); i++ {
		bit := (uint(s[i-1])*31 + uint(s[i])) % 256
		p[bit/64] |= 1 << (bit % 64)
	}
	return p
}

// has reports whether all pairs of q may be there.
func (p *pairs) has(q *pairs) bool {
	return q[0]&^p[0]|q[1]&^p[1]|q[2]&^p[2]|q[3]&^p[3] == 0
}

// cueTable finds cues by their first word; those that may stand anywhere are
// under "".
type cueTable map[string][]cue

func (t cueTable) add(kind, entry string) {
	how, text := entry[0], strings.TrimSpace(entry[1:])
	c := cue{text: text, how: how, words: 40, kind: kind}
	if i := strings.LastIndexByte(text, ' '); i > 0 {
		if n, err := strconv.Atoi(text[i+1:]); err == nil {
			c.text, c.words = strings.TrimSpace(text[:i]), n
		}
	}
	key := ""
	if how == '*' {
		c.pairs = pairsOf(c.text)
	} else {
		key = firstWord(c.text)
	}
	t[key] = append(t[key], c)
}

func mergeCues() cueTable {
	all := cueTable{}
	for _, code := range languages {
		for key, cues := range tables[code].cues {
			all[key] = append(all[key], cues...)
		}
	}
	return all
}

func firstWord(s string) string {
	s = strings.TrimLeft(s, " ")
	if i := strings.IndexAny(s, " :,"); i > 0 {
		return s[:i]
	}
	return s
}
