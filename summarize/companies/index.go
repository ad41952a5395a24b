package companies

import (
	"slices"
	"strings"

	"lede/news"
)

// node of the trie. Aliases that end here are a list by place in index.ends.
type node struct{ ends int32 }

// ending is one alias at a node.
type ending struct {
	alias int32
	next  int32 // further ending at the same node; 0 none
}

// compiled is an alias as the matcher needs it.
type compiled struct {
	company int32
	kind    kind
	marks   mark
	tokens  uint8
	// capital has a bit for each token that needs a capital, strict for each
	// that must be in capitals.
	capital, strict uint16
	last            uint32 // id of its last token
	text            string
	rule            int32 // index into index.rules, 0 none
}

// rule is what one alias needs beside it, as token ids; never are the words a
// user gave.
type rule struct{ needs, not, never []uint32 }

// index is the trie with its vocabulary: one numbering of words for names and
// context words, so that a word of a text is looked up once.
type index struct {
	ids     map[string]uint32
	words   strings.Builder // the words of ids, one after the other
	classes [3][]class      // by language (french, english, either), by id
	senses  [3][]sense      // the same of what else is known of a word
	root    []int32         // by id: the node after it
	edges   map[uint64]int32
	nodes   []node
	ends    []ending
	aliases []compiled
	rules   []rule
	tickers map[string]int32
	pairs   map[uint64]uint32  // words with a hyphen, by their halves: start-up
	human   [3]map[uint32]bool // by language: words of the lives of people
	sectors []class            // by company
	// called is, by noun, the sectors whose companies a text calls so; with the
	// class verb for nouns of any company and placeNoun for those of a town.
	called map[uint32]class
	towns  map[uint32]bool // names that are towns, too, without being weighed as places
	// states are what befalls somebody, firmStates firms only; in headlines.
	// Their first words are in begins.
	states, firmStates map[string]bool
	begins             map[uint32]bool
	// provinces have governors, ballot are words of elections, beings are names of
	// those who act by themselves: admirals, jaguars.
	// onlyVerbs end with an s and are no nouns.
	provinces, ballot, beings, onlyVerbs map[uint32]bool
	// noSubjects are adjectives and the like; onPurpose is what only somebody did.
	noSubjects, onPurpose map[uint32]bool
	premises              [either + 1]map[uint32]bool
	counted               map[uint32]bool    // English names that as words need an article
	body                  map[uint32]bool    // last words of the names of bodies
	prefixes              map[uint32]bool    // names that are prefixes, too
	wild                  [3]map[uint32]bool // by language: what lives by a river
	media                 []bool             // by company: a newspaper, an agency, a broadcaster
	sources               []bool             // by company: of these, those that are shown as sources
	second                []bool             // by company: of the second tier
}

// id numbers a word.
func (x *index) id(w []byte) uint32 {
	if id, ok := x.ids[string(w)]; ok {
		return id
	}
	id := uint32(len(x.ids) + 1)
	from := x.words.Len()
	x.words.Write(w)
	x.ids[x.words.String()[from:]] = id
	return id
}

// sectorOf is the class of the words of a company's trade.
func (r *reading) sectorOf(company int32) class { return r.x.sectors[company] }

// compile makes a lexicon of entries.
func compile(entries []entry) *Lexicon {
	n := 0
	for i := range entries {
		n += len(entries[i].aliases)
	}
	l := &Lexicon{entries: entries, byID: make(map[news.CompanyID]int32, len(entries)), live: make([]int32, 0, len(entries))}
	x := &l.index
	x.ids = make(map[string]uint32, n+7000)
	x.words.Grow(9*n + 70_000)
	x.edges = make(map[uint64]int32, n*3/2)
	x.pairs = map[uint64]uint32{}
	x.tickers = make(map[string]int32, len(entries))
	x.nodes, x.ends = make([]node, 1, n*3/2), make([]ending, 1, n+n/8)
	x.aliases, x.rules = make([]compiled, 0, n), make([]rule, 1)
	x.sectors, x.media, x.sources, x.second = make([]class, 0, len(entries)), make([]bool, 0, len(entries)), make([]bool, 0, len(entries)), make([]bool, 0, len(entries))
	words := loadContext()
	for i := range entries {
		e := &entries[i]
		if e.off {
			if l.off == nil {
				l.off = map[news.CompanyID]bool{}
			}
			l.off[e.id] = true
			continue
		}
		if _, twice := l.byID[e.id]; twice {
			continue
		}
		company := int32(len(l.live))
		l.byID[e.id] = company
		l.live = append(l.live, int32(i))
		x.sectors = append(x.sectors, sectorClass(e.sector))
		x.media = append(x.media, e.sector == "press")
		x.second = append(x.second, e.second)
		x.sources = append(x.sources, e.sector == "press" && (words.sources[string(e.id)] || e.user))
		for k := range e.aliases {
			x.add(company, e, &e.aliases[k], words)
		}
		for _, phrase := range e.not {
			if strings.Contains(strings.TrimSpace(phrase), " ") { // "Orange County"
				x.add(-1, &entry{}, &alias{text: phrase, kind: blocked}, words)
			}
		}
		for _, t := range e.tickers {
			if at, taken := x.tickers[t]; !taken || l.entry(at).second && !e.second {
				x.tickers[t] = company
			}
		}
	}
	for _, phrase := range words.blocked {
		x.add(-1, &entry{}, &alias{text: phrase, kind: blocked}, words)
	}
	x.root = make([]int32, len(x.ids)+1, len(x.ids)+1024)
	for key, to := range x.edges {
		if key>>32 == 0 {
			x.root[uint32(key)] = to
		}
	}
	words.number(x)
	for len(x.root) <= len(x.ids) {
		x.root = append(x.root, 0)
	}
	return l
}

// company is the entry as others see it.
func (e *entry) company() news.Company {
	c := news.Company{ID: e.id, Name: e.name, Tickers: e.tickers, Sector: e.sector, Country: e.country}
	if e.parent != "" {
		c.Parent = slug(e.parent)
	}
	all := make([]string, 0, len(e.aliases))
	for _, k := range [...]kind{byName, byProduct, byPerson} {
		from := len(all)
		for i := range e.aliases {
			if e.aliases[i].kind == k {
				all = append(all, e.aliases[i].text)
			}
		}
		part := all[from:len(all):len(all)]
		if len(part) == 0 {
			continue
		}
		switch k {
		case byName:
			c.Aliases = part
		case byProduct:
			c.Products = part
		case byPerson:
			c.People = part
		}
	}
	return c
}

// maxTokens is how many words an alias may have.
const maxTokens = 12

// add puts an alias into the trie.
func (x *index) add(company int32, e *entry, a *alias, words *context) {
	c := compiled{company: company, kind: a.kind, marks: a.marks, text: a.text}
	at, first := int32(0), uint32(0)
	scan(a.text, func(t token, folded []byte) {
		if skipped(t, folded) || c.tokens >= maxTokens {
			return
		}
		id := x.id(folded)
		if c.tokens == 0 {
			first = id
		}
		if t.shape&upper != 0 {
			c.capital |= 1 << c.tokens
			if t.shape&caps != 0 && t.end-t.start <= 3 {
				c.strict |= 1 << c.tokens
			}
		}
		c.tokens++
		c.last = id
		key := uint64(at)<<32 | uint64(id)
		to, ok := x.edges[key]
		if !ok {
			to = int32(len(x.nodes))
			x.nodes = append(x.nodes, node{})
			x.edges[key] = to
		}
		at = to
	})
	if c.tokens == 0 {
		return
	}
	if c.tokens == 1 || c.tokens == 2 && strings.HasSuffix(a.text, "'s") {
		c.marks |= single
		if e.second && c.kind == byName && len(a.text) < 9 {
			c.marks |= ambiguous
		}
	} else if c.marks&(ambiguous|exact) == 0 && (e.country == "FR" || e.country == "BE" || e.country == "CH") && !words.article(x, first) {
		c.capital &= 1 // "Crédit agricole", "Société générale"
	}
	if plainLetters(a.text) {
		c.marks |= ascii
	}
	if e.always {
		c.marks |= sure
	}
	if e.second {
		c.marks |= remote
	}
	var needs, not []string
	if a.beside != nil {
		needs, not = a.beside.needs, a.beside.not
	}
	if r, ok := words.rules[string(e.id)+"/"+a.text]; ok {
		needs, not = append(slices.Clone(needs), strings.Fields(r.needs)...), append(slices.Clone(not), strings.Fields(r.not)...)
	}
	var never []string // a user's words
	if a.kind != blocked {
		for _, w := range e.not {
			if !strings.Contains(strings.TrimSpace(w), " ") {
				never = append(never, w)
			}
		}
	}
	if len(needs)+len(not)+len(never) > 0 {
		c.rule = x.rule(needs, not, never)
	}
	x.ends = append(x.ends, ending{alias: int32(len(x.aliases)), next: x.nodes[at].ends})
	x.nodes[at].ends = int32(len(x.ends) - 1)
	x.aliases = append(x.aliases, c)
}

func (x *index) rule(needs, not, never []string) int32 {
	number := func(words []string) (out []uint32) {
		for _, w := range words {
			out = append(out, x.word(w))
		}
		return out
	}
	own := number(needs)
	for _, w := range needs { // "mutuelle" and "mutuelles"
		if len(w) > 3 && w[0] >= 'a' && w[0] <= 'z' && w[len(w)-1] != 's' && w[len(w)-1] != 'x' {
			own = append(own, x.word(w+"s"))
		}
	}
	x.rules = append(x.rules, rule{own, number(not), number(never)})
	return int32(len(x.rules) - 1)
}

// word numbers a context word; one with a hyphen gets a number of its own,
// which the second of its halves carries in a text.
func (x *index) word(w string) uint32 {
	w = folded(w)
	id := x.id([]byte(w))
	if a, b, two := strings.Cut(w, "-"); two && a != "" && b != "" {
		x.pairs[uint64(x.id([]byte(a)))<<32|uint64(x.id([]byte(b)))] = id
	}
	return id
}

// skipped are the tokens within names that do not count: hyphens, points, and
// the marks that are written or not.
func skipped(t token, folded []byte) bool {
	if t.shape&word != 0 || len(folded) != 1 {
		return false
	}
	switch folded[0] {
	case '-', '.', ',', '\'', '!', '/', '?':
		return true
	}
	return false
}

// step follows a token from a node; -1: there is no way.
func (x *index) step(at int32, id uint32) int32 {
	if id == 0 {
		return -1
	}
	if at == 0 {
		if to := x.root[id]; to != 0 {
			return to
		}
		return -1
	}
	if to, ok := x.edges[uint64(at)<<32|uint64(id)]; ok {
		return to
	}
	return -1
}

// has reports whether a token is one of the words.
func (*rule) has(ids []uint32, t *token) bool {
	for _, id := range ids {
		if id == t.id || id == t.pair {
			return true
		}
	}
	return false
}
