package companies

import (
	"slices"
	"strconv"
	"strings"

	"lede/summarize/quotes"
	"lede/summarize/wordlist"
)

// class is the sorts of context words a word belongs to, as a set of bits.
type class uint64

// The classes; the words are in data/words.txt, in sections of these names.
const (
	verb        class = 1 << iota // what companies do: annonce, acquires
	aux                           // a, ont, has, will: a verb may follow
	suffix                        // Inc, SA, GmbH
	noun                          // what companies are: groupe, opérateur, maker
	money                         // shares, stake, actions, titre
	role                          // PDG, chief executive, porte-parole, analyst
	at                            // chez, at: an employer follows
	of                            // de, of: in "PDG de", "shares of"
	title                         // Mme, President, Sir: a person follows
	person                        // first names
	placeNoun                     // ville, comté, vigilance, street
	venue                         // stadium, arena, foundation
	det                           // le, un, the
	and                           // et, or, &
	say                           // said, reported, rapporte
	tell                          // told, interview: "told CNBC"
	according                     // selon, according
	press                         // journal, agence, newspaper
	sport                         // match, coupe, league
	adverb                        // between auxiliary and verb
	deal                          // business of any sort: milliards, revenue
	function                      // words no name consists of
	legalWord                     // group, holdings: part of names
	firm                          // Airlines, Securities: the last word of names only companies have
	house                         // Partners, Capital: the same, where business is spoken of
	trade                         // brewer, brokerage: nouns a company's name follows
	deed                          // what only companies do: acquires, licencie
	geo                           // countries, cities and their people
	prep                          // à, pour, from: what follows does not act
	base                          // English verbs as they follow will and to
	public                        // Ministry, Council, Central: names of offices and bodies
	firstSector                   // sectors follow
)

// cue is a reason with a weight; see data/weights.txt.
type cue uint8

const (
	clearName cue = iota
	clearPhrase
	clearProduct
	clearPerson
	clearSurname
	openName
	likelyName
	auxAlone
	openPhrase
	openProduct
	openPerson
	remoteName
	remotePhrase
	blindName
	userAlways
	legalSuffix
	tickerAfter
	tickerForm
	firmWord
	employer
	knownHere
	together
	nounBefore
	nounNear
	nounAfter
	possessive
	verbAfter
	auxVerb
	roleOf
	moneyOf
	compound
	sayAfter
	sectorNear
	sectorHere
	business
	capital
	needed
	unwanted
	nameBefore
	titleBefore
	personHere
	placeNear
	venueAfter
	article
	nextName
	priorName
	firstWord
	titleLine
	lowerHere
	sportHere
	otherCompany
	elidedName
	byword
	humanNear
	atName
	plainText
	pageHere
	userNever
	calledSo
	personKnown
	peersHere
	actsHere
	wildAfter
	prefixed
	bareSubject
	quotedName
	tradeWord
	tradeMore
	firmLife
	itsOwn
	ownerBefore
	ownThing
	longAgo
	workOfArt
	mine
	givenName
	inBrackets
	moved
	soldiers
	listedSmall
	clearHere
	allSmall
	agrees
	shopHere
	spokenTo
	toldApart
	byFirm
	premisesOf
	cueCount
)

// cues are the names of the reasons in data/weights.txt.
var cues = [cueCount]string{
	"clear-name", "clear-phrase", "clear-product", "clear-person", "clear-surname", "open-name", "likely-name", "aux-alone", "open-phrase", "open-product",
	"open-person", "remote-name", "remote-phrase", "blind-name", "user-always", "legal-suffix", "ticker-after", "ticker-form", "firm-word",
	"employer", "known-here", "together", "noun-before", "noun-near", "noun-after", "possessive", "verb-after", "aux-verb",
	"role-of", "money-of", "compound", "say-after", "sector-near", "sector-here", "business", "capital", "needed", "unwanted",
	"name-before", "title-before", "person-here", "place-near", "venue-after", "article", "next-name", "prior-name", "first-word",
	"title-line", "lower-here", "sport-here", "other-company", "elided-name", "byword", "human-near", "at-name", "plain-text", "page-here", "user-never",
	"called-so", "person-known", "peers-here", "acts-here", "wild-after", "prefix", "bare-subject", "quoted-name",
	"trade-word", "trade-more", "firm-life", "its-own", "owner-before", "own-thing", "long-ago", "work-of-art", "mine", "given-name", "in-brackets", "moved", "soldiers", "listed-small", "clear-here", "all-small",
	"agrees", "shop-here", "spoken-to", "told-apart", "by-a-firm", "premises-of",
}

// weights and labels of the cues, in logits and in words, and the weights of
// the traits that tell the subjects of an article.
var weights, labels, traitWeights = loadWeights()

func loadWeights() (w [cueCount]float32, label [cueCount]string, about [traitCount]float64) {
	byName := map[string]int{}
	for i, name := range cues {
		byName[name] = i
	}
	traits := map[string]int{}
	for i, name := range traitNames {
		traits[name] = i
	}
	for _, line := range wordlist.Read(files, "data/weights.txt")[""] {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		v, err := strconv.ParseFloat(f[1], 32)
		if err != nil {
			continue
		}
		if i, ok := byName[f[0]]; ok {
			w[i], label[i] = float32(v), strings.Join(f[2:], " ")
		} else if i, ok := traits[f[0]]; ok {
			about[i] = v
		}
	}
	return w, label, about
}

// sections are the classes by the name of their section.
var sections = []string{
	"verb", "aux", "suffix", "noun", "money", "role", "at", "of", "title", "person", "place", "venue", "det", "and", "say", "tell",
	"according", "press", "sport", "adverb", "deal", "function", "legal", "firm", "house", "trade", "deed", "geo", "prep", "base", "public",
}

// sectors have a class each, in this order from firstSector on.
var sectors = []string{
	"tech", "retail", "transport", "energy", "auto", "industry", "media", "bank", "food", "ai", "aero", "fintech", "invest", "semi",
	"telecom", "pharma", "games", "consult", "insur", "lux", "biotech", "health", "build", "cyber", "crypto", "chem", "travel",
	"hotel", "cloud", "util", "home", "property", "press",
}

// sectorClass is the class of a sector's words; 0 for one we have no words of.
func sectorClass(sector string) class {
	for i, s := range sectors {
		if s == sector {
			return firstSector << i
		}
	}
	return 0
}

// context is the tables of context words as read, before words have numbers.
type context struct {
	table   wordlist.Table
	trades  wordlist.Table
	blocked []string
	rules   map[string]wordsBeside
	sources map[string]bool
}

type wordsBeside struct{ needs, not string }

// loadContext reads the tables.
func loadContext() *context {
	c := &context{table: wordlist.Read(files, "data/words.txt"), trades: wordlist.Read(files, "data/sectors.txt"), rules: map[string]wordsBeside{}}
	c.sources = wordlist.Read(files, "data/sources.txt").Set("")
	c.blocked = wordlist.Read(files, "data/blocked.txt")[""]
	for _, line := range wordlist.Read(files, "data/beside.txt")[""] {
		// company/Alias: needs … / not …
		key, rest, _ := strings.Cut(line, ":")
		needs, not, _ := strings.Cut(rest, "/")
		c.rules[strings.TrimSpace(key)] = wordsBeside{needs, not}
	}
	return c
}

var articles = map[string]bool{"le": true, "la": true, "les": true, "l": true, "the": true}

func (c *context) article(x *index, id uint32) bool {
	for w := range articles {
		if x.ids[w] == id {
			return true
		}
	}
	return false
}

// The languages context words are kept apart by.
const (
	french = iota
	english
	either
)

// number gives the context words their numbers and classes.
func (c *context) number(x *index) {
	put := func(section string, bit class) {
		for _, lang := range []struct {
			suffix string
			to     []int
		}{{"", []int{french, english, either}}, {".fr", []int{french, either}}, {".en", []int{english, either}}} {
			for _, line := range c.table[section+lang.suffix] {
				for w := range strings.FieldsSeq(line) {
					x.classify(w, bit, lang.to)
				}
			}
		}
	}
	for lang := range x.human {
		x.human[lang] = map[uint32]bool{}
	}
	for _, of := range []struct {
		section string
		langs   []int
	}{{"human.fr", []int{french, either}}, {"human.en", []int{english, either}}} {
		for _, w := range c.table.Words(of.section) {
			for _, lang := range of.langs {
				x.human[lang][x.word(w)] = true
			}
		}
	}
	x.called, x.body, x.prefixes = map[uint32]class{}, map[uint32]bool{}, map[uint32]bool{}
	for _, w := range c.table.Words("body") {
		x.body[x.word(w)] = true
	}
	for _, w := range c.table.Words("prefix") {
		x.prefixes[x.word(w)] = true
	}
	for _, w := range c.table.Words("called") {
		x.called[x.word(w)] |= verb // of any sector
	}
	x.counted = map[uint32]bool{}
	for _, w := range c.table.Words("counted") {
		x.counted[x.word(w)] = true
	}
	x.wild[either] = map[uint32]bool{}
	x.towns = map[uint32]bool{}
	for _, w := range c.table.Words("town") {
		x.towns[x.word(w)] = true
	}
	x.provinces, x.ballot, x.beings, x.onlyVerbs, x.noSubjects, x.onPurpose = map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}
	x.premises = [either + 1]map[uint32]bool{{}, {}, {}}
	for name, set := range map[string]map[uint32]bool{"province": x.provinces, "ballot": x.ballot, "being": x.beings, "onlyverb.en": x.onlyVerbs, "nosubject.en": x.noSubjects, "onpurpose.en": x.onPurpose,
		"premises.fr": x.premises[french], "premises.en": x.premises[english]} {
		for _, w := range c.table.Words(name) {
			set[x.word(w)] = true
		}
	}
	x.states, x.firmStates, x.begins = map[string]bool{}, map[string]bool{}, map[uint32]bool{}
	for name, set := range map[string]map[string]bool{"state.fr": x.states, "state.en": x.states, "firmstate.fr": x.firmStates, "firmstate.en": x.firmStates} {
		for phrase := range c.table.Phrases(name) {
			set[folded(phrase)] = true
			first, _, _ := strings.Cut(phrase, " ")
			x.begins[x.word(first)] = true
		}
	}
	for _, w := range c.table.Words("called.place") {
		x.called[x.word(w)] |= placeNoun
	}
	for lang, section := range [...]string{french: "wild.fr", english: "wild.en"} {
		x.wild[lang] = map[uint32]bool{}
		for _, w := range c.table.Words(section) {
			x.wild[lang][x.word(w)], x.wild[either][x.word(w)] = true, true
		}
	}
	for i, s := range sectors {
		for _, w := range c.table.Words("called." + s) {
			x.called[x.word(w)] |= firstSector << i
		}
	}
	for i, s := range sections {
		put(s, 1<<i)
	}
	for i, s := range sectors {
		c.sector(x, s, firstSector<<i)
	}
	c.senses(x)
	for w := range quotes.FirstNames() {
		x.classify(w, person, []int{french, english, either})
	}
}

func (x *index) classify(w string, bit class, langs []int) { x.mark(int(x.word(w)), bit, langs) }

// mark gives a numbered word a class.
func (x *index) mark(id int, bit class, langs []int) {
	for _, lang := range langs {
		if n := len(x.classes[lang]); n <= id {
			x.classes[lang] = slices.Grow(x.classes[lang], max(id+1, len(x.ids)+1500)-n)[:id+1]
		}
		x.classes[lang][id] |= bit
	}
}

// class of a word by its number.
func (x *index) class(lang int, id uint32) class {
	if int(id) < len(x.classes[lang]) {
		return x.classes[lang][id]
	}
	return 0
}

func folded(s string) string {
	var buf [maxWord]byte
	out := buf[:0]
	for _, r := range s {
		out = fold(out, r)
	}
	return string(out)
}
