package quotes

import (
	"embed"
	"iter"
	"maps"
	"strings"

	"lede/news"
	"lede/summarize/text"
	"lede/summarize/wordlist"
)

//go:embed data/*.txt
var files embed.FS

// set is a set of lower-case words.
type set map[string]bool

// grammar is what we know of a language's ways to say who speaks; each set is
// a section of the language's data file, explained there.
type grammar struct {
	verb, weak, opinion        set // forms of verbs of saying
	cueOpener, auxiliary       set
	nounMarker, nounMarkerWeak set
	according, aside           [][]string // phrases, word by word
	statement, called, tongs   set
	he, she, they, it, first   set // pronouns
	heAfter, theyAfter         set // those that stand behind a preposition only
	determiner, preposition    set
	stop, and, who, that       set
	source, when, toWhom       set
	time, timeEnd              set // "two weeks ago", "la semaine dernière"
	outside, outsideName       set
	title, titleHe, titleShe   set
	particle, organisation     set
	role                       set
	fixed, company, stands     set             // phrases
	knownAs                    set             // "known as": a name follows
	particleAfter              set             // "points out"
	opener                     set             // begin sentences, with a capital, and no names
	names                      set             // "appelle": what one or two words behind it are
	quantity                   set             // "one of those advisers"
	speaker, definite          set             // nouns of people and bodies; "the"
	latter                     map[string]byte // "ce dernier": whoever was named last, by gender
	named                      set             // between a role and the name: "a judge named X"
	its                        set             // before a role: of the company spoken of
	governs                    set             // "veut croire": before the infinitive of a verb of saying
	whose                      set             // "même constat chez X :": before a name and a colon
	nobody, circle             set             // "on", and what may stand behind to say who that is
	nationality                set             // "the French carmaker": it is the carmaker
	courtesy                   set             // before a name, and no role
	holder                     set             // roles that one person of a house or place has
	roleGender                 map[string]byte
	finite                     []string // endings of finite verbs
	titleEnd                   []string // endings of words that say what somebody is
}

var grammars = loadGrammars()

// he and she are first names that tell the gender.
var firstNames = loadNames()

// firstName is the gender of a first name: 'm', 'f', 'n' for both, 0 for a word
// that is none. The first part of a compound tells: Anne-Lise, Jean-Marie.
func firstName(lower string) byte {
	if g := firstNames[lower]; g != 0 {
		return g
	}
	if first, rest, ok := strings.Cut(lower, "-"); ok && rest != "" {
		return firstNames[first]
	}
	return 0
}

// FirstNames are the first names known, in lower case, for whoever must tell a
// person from something else.
func FirstNames() iter.Seq[string] { return maps.Keys(firstNames) }

func loadGrammars() map[string]*grammar {
	out := map[string]*grammar{}
	for _, code := range []string{"fr", "en", "de", "es", "it", "pt", "nl"} {
		t := wordlist.Read(files, "data/"+code+".txt")
		g := &grammar{
			verb: set{}, weak: t.Set("weak"), opinion: t.Set("opinion"), tongs: t.Set("tongs"),
			outside: t.Set("outside"), outsideName: t.Set("outside-name"), fixed: set(t.Phrases("fixed")), knownAs: set(t.Phrases("known-as")), when: t.Set("when"), toWhom: t.Set("to-whom"),
			and: t.Set("and"), who: t.Set("who"), that: t.Set("that"), source: t.Set("source"), nounMarker: t.Set("noun-marker"),
			nounMarkerWeak: t.Set("noun-marker-weak"), cueOpener: t.Set("cue-opener"), particle: t.Set("particle"),
			titleHe: t.Set("title-he"), titleShe: t.Set("title-she"), statement: t.Set("statement"), called: t.Set("called"),
			he: t.Set("pronoun-he"), she: t.Set("pronoun-she"), they: t.Set("pronoun-they"), it: t.Set("pronoun-it"), first: t.Set("pronoun-i"),
			heAfter: t.Set("pronoun-he-after"), theyAfter: t.Set("pronoun-they-after"), time: t.Set("time"), particleAfter: t.Set("verb-particle"), finite: t.Words("finite"), titleEnd: t.Words("title-end"),
			speaker: t.Set("speaker"), opener: t.Set("opener"), quantity: t.Set("quantity"), names: t.Set("names"), definite: t.Set("definite"), timeEnd: t.Set("time-end"),
			determiner: t.Set("determiner"), preposition: t.Set("preposition"), stop: t.Set("stop"), auxiliary: t.Set("auxiliary"),
			title: t.Set("title"), organisation: t.Set("organisation"), role: t.Set("role"),
			named: t.Set("named"), its: t.Set("its"), courtesy: t.Set("courtesy"), governs: t.Set("governs"), whose: t.Set("whose"), nobody: t.Set("nobody"), circle: t.Set("circle"), nationality: t.Set("nationality"), holder: t.Set("holder"), company: set(t.Phrases("company")), stands: set(t.Phrases("pronoun-role")),
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
			g.according = append(g.according, words(phrase))
		}
		for _, phrase := range t["aside"] {
			g.aside = append(g.aside, words(phrase))
		}
		g.roleGender = roleGenders(g.role)
		g.latter = map[string]byte{}
		for section, gender := range map[string]byte{"latter-he": 'm', "latter-she": 'f', "latter": 'n'} {
			for phrase := range t.Phrases(section) {
				g.latter[phrase] = gender
			}
		}
		out[code] = g
	}
	return out
}

// words cuts a phrase of the tables as texts are cut: "d'après" is two words.
func words(phrase string) []string {
	var out []string
	for _, w := range text.Words(phrase, news.Span{End: len(phrase)}) {
		out = append(out, w.Of(phrase))
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

// unknownGrammar is for a language we have no tables for: its marks are found,
// and nobody is named.
var unknownGrammar = &grammar{}

func grammarOf(lang string) *grammar {
	if g := grammars[lang]; g != nil {
		return g
	}
	return unknownGrammar
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

// genderOf is the gender a title tells, 0 if none.
func (g *grammar) genderOf(title string) byte {
	switch {
	case g.titleHe[title]:
		return 'm'
	case g.titleShe[title]:
		return 'f'
	}
	return 0
}
