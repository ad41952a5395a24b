package quotes

import (
	"embed"
	"strings"

	"lede/summarize/wordlist"
)

//go:embed data/*.txt
var files embed.FS

// set is a set of lower-case words.
type set map[string]bool

// grammar is what we know of a language's ways to say who speaks.
type grammar struct {
	verb, weak                     set // forms of verbs of saying; weak ones only beside a quotation
	according, aside               [][]string
	opinion                        set // verbs of thinking rather than saying
	tongs                          set // words right before marks that hold no speech
	statement, called              set
	he, she, they, it, first       set
	determiner, preposition, stop  set
	auxiliary, title, organisation set
	role                           set
	company                        map[string]bool // "the company"
	stands                         map[string]bool // "ce dernier"
}

var grammars = loadGrammars()

// he and she are first names that tell the gender.
var firstNames = loadNames()

func loadGrammars() map[string]*grammar {
	out := map[string]*grammar{}
	for _, code := range []string{"fr", "en", "de"} {
		t := wordlist.Read(files, "data/"+code+".txt")
		g := &grammar{
			verb: set{}, weak: t.Set("weak"), opinion: t.Set("opinion"), tongs: t.Set("tongs"), statement: t.Set("statement"), called: t.Set("called"),
			he: t.Set("pronoun-he"), she: t.Set("pronoun-she"), they: t.Set("pronoun-they"), it: t.Set("pronoun-it"), first: t.Set("pronoun-i"),
			determiner: t.Set("determiner"), preposition: t.Set("preposition"), stop: t.Set("stop"), auxiliary: t.Set("auxiliary"),
			title: t.Set("title"), organisation: t.Set("organisation"), role: t.Set("role"),
			company: t.Phrases("company"), stands: t.Phrases("pronoun-role"),
		}
		for _, base := range t.Words("verb") {
			for _, ending := range t.Words("endings") {
				g.verb[inflect(base, ending)] = true
			}
		}
		for _, form := range t.Words("form") {
			g.verb[form] = true
		}
		for _, phrase := range t["according"] {
			g.according = append(g.according, strings.Fields(phrase))
		}
		for _, phrase := range t["aside"] {
			g.aside = append(g.aside, strings.Fields(phrase))
		}
		out[code] = g
	}
	return out
}

// inflect joins a stem and an ending as it is spelt: cit-ing, repl-ied,
// annonç-ait, juge-ait.
func inflect(base, ending string) string {
	last := base[len(base)-1]
	switch {
	case ending == "ing" && last == 'e' && !strings.HasSuffix(base, "ee"), ending == "ed" && last == 'e':
		return base[:len(base)-1] + ending
	case last == 'y' && ending == "ed" && !strings.HasSuffix(base, "ey") && !strings.HasSuffix(base, "ay"):
		return base[:len(base)-1] + "ied"
	case last == 'c' && (ending[0] == 'a' || ending[0] == 'o'):
		return base[:len(base)-1] + "ç" + ending
	case last == 'g' && (ending[0] == 'a' || ending[0] == 'o'):
		return base + "e" + ending
	}
	return base + ending
}

// grammarOf gives the grammar of a language, English for one we have no
// tables for: its marks are found all the same.
func grammarOf(lang string) *grammar {
	if g := grammars[lang]; g != nil {
		return g
	}
	return grammars["en"]
}

func loadNames() map[string]byte {
	out := map[string]byte{}
	t := wordlist.Read(files, "data/names.txt")
	for _, n := range t.Words("he") {
		out[n] = 'm'
	}
	for _, n := range t.Words("she") {
		if out[n] == 'm' {
			out[n] = 'n' // both
			continue
		}
		out[n] = 'f'
	}
	return out
}
