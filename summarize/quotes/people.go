package quotes

import (
	"strings"

	"lede/news"
)

// person is somebody named in the article with more than one word.
type person struct {
	name   string // as first written in full
	words  []string
	gender byte // 'm', 'f', 0 unknown
	known  bool // surely a person: a known first name or a title
	first  int
	role   string
	org    string
	acts   bool     // somewhere does what people do: says, is described
	does   []string // words of the roles they were said to have
}

// mention is one place where a person, or perhaps an organisation, is named
// outside of quotations.
type mention struct {
	news.Span
	who     int // index into people, -1 a name that is no person we know
	name    string
	gender  byte
	subject bool // it begins its sentence or clause
	acts    bool // a verb of saying or an apposition follows, as after people
	spoke   bool // a quotation was given to it
	owns    bool // "Child's kitchen": only what belongs to them is spoken of
}

// people is everybody in an article.
type people struct {
	all      []person
	byLast   map[string][]int
	mentions []mention
}

// run is a stretch of capitalised words, token indices, end exclusive.
type run struct{ from, to int }

// gather finds everybody named in the article, first the full names, then all
// mentions.
func (f *finder) gather() {
	f.noteCapitals()
	f.who.byLast = map[string][]int{}
	type place struct {
		n           named
		block       int
		start, acts bool
	}
	var places []place
	for b, toks := range f.tokens {
		for _, r := range f.runs(toks) {
			n := f.parse(toks, r)
			if n.from >= n.to {
				continue
			}
			places = append(places, place{n, b, f.startsClause(toks, r.from), f.acts(toks, r.to)})
			if f.d.Blocks[b].Boiler != "" || !n.person || n.to-n.from < 2 {
				continue
			}
			f.meet(toks, n, f.d.Blocks[b].Title || f.d.Blocks[b].Kind == news.Heading)
		}
	}
	for _, p := range places {
		if f.d.Blocks[p.block].Boiler != "" || f.d.Blocks[p.block].Kind == news.Heading {
			continue
		}
		span, name := f.nameText(f.tokens[p.block], p.n.from, p.n.to)
		who := f.resolveName(name, span.Start, p.n.gender)
		if who >= 0 {
			f.learn(f.tokens[p.block], p.n, who)
		}
		m := mention{Span: span, who: who, name: name, gender: p.n.gender, subject: p.start, acts: p.acts, owns: possessed(f.d.Text, f.tokens[p.block][p.n.to-1])}
		if who >= 0 && (p.acts || p.n.to-p.n.from == 1) { // by surname alone, as only people are
			f.who.all[who].acts = true
		}
		if who >= 0 && m.gender != 0 && f.who.all[who].gender == 0 {
			f.who.all[who].gender = m.gender
		}
		f.who.mentions = append(f.who.mentions, m)
	}
}

// acts: what stands at i says that the name before it is a person.
func (f *finder) acts(toks []token, i int) bool {
	if i >= len(toks) {
		return false
	}
	if toks[i].lower == "," && i+1 < len(toks) {
		next := toks[i+1].lower
		return f.g.who[next] || f.g.role[next] || toks[i+1].kind == 'n' || (next == "a" || next == "an") && f.d.Language == "en"
	}
	for i < len(toks) && toks[i].kind == 'w' && f.g.auxiliary[toks[i].lower] {
		i++
	}
	return i < len(toks) && f.g.verb[toks[i].lower] && !f.g.weak[toks[i].lower] || i < len(toks) && f.g.who[toks[i].lower]
}

func (f *finder) startsClause(toks []token, i int) bool {
	for i > 0 && toks[i-1].kind == 'w' && (f.g.title[toks[i-1].lower] || f.g.determiner[toks[i-1].lower]) {
		i--
	}
	return f.startsSentence(toks, i) || toks[i-1].lower == ","
}

// meet notes a full name.
func (f *finder) meet(toks []token, n named, heading bool) {
	span, name := f.nameText(toks, n.from, n.to)
	words := nameWords(name)
	if len(words) < 2 {
		return
	}
	last := words[len(words)-1]
	for _, i := range f.who.byLast[last] {
		p := &f.who.all[i]
		if len(p.words[0]) == 1 && strings.HasPrefix(words[0], p.words[0]) && len(words[0]) > 1 {
			// The full name of whom we knew by an initial.
			p.name, p.words, p.gender = name, words, n.gender
		}
		if p.words[0] == words[0] || len(words[0]) == 1 && strings.HasPrefix(p.words[0], words[0]) {
			p.known = p.known || n.known
			if p.gender == 0 {
				p.gender = n.gender
			}
			return
		}
	}
	_ = heading
	f.who.byLast[last] = append(f.who.byLast[last], len(f.who.all))
	f.who.all = append(f.who.all, person{name: name, words: words, gender: n.gender, known: n.known, first: span.Start})
}

func nameWords(name string) []string {
	w := strings.Fields(strings.ToLower(possessive(name)))
	for i := range w {
		w[i] = strings.Trim(w[i], ".,’'")
	}
	if n := len(w); n > 2 && (w[n-1] == "jr" || w[n-1] == "sr" || w[n-1] == "iii" || w[n-1] == "ii") {
		w = w[:n-1]
	}
	return w
}

// resolveName finds the person a name stands for: the one with that surname
// met last before the place, else the first one met after. -1 if nobody.
func (f *finder) resolveName(name string, at int, gender byte) int {
	words := nameWords(name)
	if len(words) == 0 {
		return -1
	}
	best := -1
	fits := func(i int) bool {
		p := f.who.all[i]
		return gender == 0 || p.gender == 0 || p.gender == gender || p.gender == 'n'
	}
	for _, i := range f.who.byLast[words[len(words)-1]] {
		p := f.who.all[i]
		if len(words) > 1 && p.words[0] != words[0] && !f.g.particle[words[0]] && !(len(words[0]) == 1 && strings.HasPrefix(p.words[0], words[0])) || !fits(i) {
			continue
		}
		if best < 0 || p.first <= at {
			best = i
		}
	}
	if best < 0 && len(words) == 1 {
		// A first name alone, if only one person has it.
		for i, p := range f.who.all {
			if p.words[0] == words[0] && p.known {
				if best >= 0 {
					return -1
				}
				best = i
			}
		}
	}
	return best
}
