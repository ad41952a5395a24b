package quotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
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
}

// people is everybody in an article.
type people struct {
	all      []person
	byLast   map[string][]int
	mentions []mention
}

// run is a stretch of capitalised words, token indices, end exclusive.
type run struct{ from, to int }

// particles may stand inside a name.
var particles = set{"de": true, "du": true, "des": true, "d'": true, "van": true, "von": true, "der": true, "den": true, "della": true,
	"di": true, "da": true, "dos": true, "al": true, "el": true, "ben": true, "bin": true, "la": true, "le": true, "y": true, "ter": true}

// runs finds the capitalised stretches of a block.
func (f *finder) runs(toks []token) []run {
	var out []run
	for i := 0; i < len(toks); {
		if !f.nameWord(toks, i) {
			i++
			continue
		}
		j := i + 1
		for j < len(toks) {
			if f.nameWord(toks, j) && !possessed(f.d.Text, toks[j-1]) && adjacent(f.d.Text, toks[j-1], toks[j]) {
				j++
				continue
			}
			// "George W. Bush", "Rep. Alan Grayson": the point after an initial or
			// a title.
			if toks[j].lower == "." && j+1 < len(toks) && (f.initial(toks[j-1]) && f.nameWord(toks, j+1) || f.g.title[toks[j-1].lower] && toks[j+1].upper) {
				j++
				continue
			}
			// "Bruno Le Roux", "Ann Van Dyke".
			if toks[j].upper && particles[toks[j].lower] && firstNames[toks[j-1].lower] != 0 && j+1 < len(toks) && f.nameWord(toks, j+1) {
				j++
				continue
			}
			// "Secretary of State Jane Doe".
			if toks[j].lower == "of" && f.g.title[toks[j-1].lower] && j+1 < len(toks) && f.nameWord(toks, j+1) {
				j++
				continue
			}
			k := j
			for k < len(toks) && k < j+2 && toks[k].kind == 'w' && !toks[k].upper && particles[toks[k].lower] {
				k++
			}
			if k > j && k < len(toks) && toks[k].kind == 'w' && toks[k].upper && f.personStart(toks, i, j) && !possessed(f.d.Text, toks[j-1]) {
				j = k + 1
				continue
			}
			break
		}
		if f.believable(toks, i, j) {
			out = append(out, run{i, j})
		}
		i = j
	}
	return out
}

// believable: a single word at the start of a sentence has its capital from
// there; it is a name only if it is one elsewhere.
func (f *finder) believable(toks []token, i, j int) bool {
	if j-i > 1 {
		return true
	}
	if f.g.title[toks[i].lower] {
		return false // "President", "Ms": nobody yet
	}
	if !f.startsSentence(toks, i) {
		return true
	}
	w := possessive(toks[i].lower)
	return f.capitals[w] || firstNames[w] != 0 || acronym(toks[i].Of(f.d.Text)) || strings.Contains(w, "-")
}

// initial: "W", "J", "G.K", before a point.
func (f *finder) initial(t token) bool {
	n := utf8.RuneCountInString(t.lower)
	return n <= 2 || n <= 4 && strings.Contains(t.lower, ".") || t.lower == "jr"
}

// noteCapitals collects the words that have a capital within a sentence.
func (f *finder) noteCapitals() {
	f.capitals, f.solo = set{}, set{}
	for b, toks := range f.tokens {
		if k := f.d.Blocks[b].Kind; k == news.Heading && f.d.Language == "en" {
			continue
		}
		for i, t := range toks {
			if t.kind == 'w' && t.upper && !f.startsSentence(toks, i) {
				f.capitals[possessive(t.lower)] = true
				if (i+1 == len(toks) || !toks[i+1].upper) && (i == 0 || !toks[i-1].upper) {
					f.solo[possessive(t.lower)] = true
				}
			}
		}
	}
	for _, c := range f.companySpans {
		f.capitals[strings.ToLower(c.Of(f.d.Text))] = true
	}
}

// personStart: a name so far goes on after a particle only if it began like a
// person's: "Dominique de Villepin", but not "Banque de France".
func (f *finder) personStart(toks []token, i, j int) bool {
	return j-i <= 2 && firstNames[toks[j-1].lower] != 0 || j-i == 1 && firstNames[toks[i].lower] != 0
}

func adjacent(s string, a, b token) bool {
	gap := s[a.End:b.Start]
	return strings.TrimFunc(gap, unicode.IsSpace) == "" && !strings.Contains(gap, "\n\n")
}

func possessed(s string, t token) bool {
	w := t.Of(s)
	return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s")
}

// nameWord: a capitalised word that may be part of a name.
func (f *finder) nameWord(toks []token, i int) bool {
	t := toks[i]
	if t.kind != 'w' || !t.upper {
		return t.kind == 'w' && mixedCase(t.Of(f.d.Text))
	}
	w := strings.TrimSuffix(t.lower, "'")
	if base, _, ok := strings.Cut(w, "'"); ok && f.d.Language == "en" && text.IsStop("en", base) {
		return false // "It's", "They're"
	}
	if text.IsStop(f.d.Language, w) || f.g.determiner[t.lower] || f.g.first[w] || text.IsDate(w) && w != "may" && w != "mars" && w != "april" && w != "august" {
		return false
	}
	return !f.g.verb[w] || i+1 < len(toks) && toks[i+1].upper && !f.startsSentence(toks, i)
}

func (f *finder) startsSentence(toks []token, i int) bool {
	return i == 0 || toks[i-1].kind == 'p' && strings.ContainsAny(toks[i-1].lower, ".!?…:•") || toks[i-1].kind == 'q'
}

// mixedCase: iPhone, eBay.
func mixedCase(s string) bool {
	if len(s) < 3 {
		return false
	}
	return s[0] >= 'a' && s[0] <= 'z' && s[1] >= 'A' && s[1] <= 'Z'
}

// named is what a capitalised stretch says: the person's name in it, the
// title or role before it.
type named struct {
	from, to int // tokens of the name proper
	person   bool
	known    bool
	gender   byte
	titled   bool
}

// parse finds the name in a run: "OpenAI CEO Sam Altman" is Sam Altman,
// "Orange Stéphane Richard" is Stéphane Richard, "M. Dupont" is Dupont.
func (f *finder) parse(toks []token, r run) named {
	n := named{from: r.from, to: r.to}
	for i := r.from; i < r.to; i++ {
		w := toks[i].lower
		if f.g.title[w] && i+1 < r.to {
			n.from, n.titled, n.known = i+1, true, true
			if n.from < r.to && toks[n.from].lower == "." {
				n.from++
			}
			switch w {
			case "mr", "m", "herr", "sir", "lord", "king", "monsieur", "mm":
				n.gender = 'm'
			case "mrs", "ms", "miss", "mme", "mlle", "frau", "lady", "dame", "queen", "madame", "spokeswoman", "chairwoman":
				n.gender = 'f'
			}
		}
	}
	if n.from > r.from && n.from > 0 && toks[n.from-1].lower == "." && n.from >= 2 {
		n.titled = true
	}
	// A title may stand before the run, in small letters or cut off by its point.
	if i := r.from - 1; i >= 0 && n.from == r.from {
		if toks[i].lower == "." && i > 0 {
			i--
		}
		if toks[i].kind == 'w' && f.g.title[toks[i].lower] {
			n.titled = true
			n.known = true
			switch toks[i].lower {
			case "mr", "m", "herr", "monsieur":
				n.gender = 'm'
			case "mrs", "ms", "mme", "mlle", "frau", "madame":
				n.gender = 'f'
			}
		}
	}
	for i := n.from; i < n.to; i++ {
		if g := firstNames[strings.TrimSuffix(possessive(toks[i].lower), ".")]; g != 0 && (i+1 < n.to || i == n.from && n.titled) {
			if i > n.from && firstNames[toks[n.from].lower] != 0 {
				break
			}
			if i > n.from && i+1 >= n.to || i == n.from+1 && !n.titled && !f.solo[toks[n.from].lower] && !f.isCompany(toks[n.from].Span) {
				// "Azfar Ali Khan" is one name, "Orange Stéphane Richard" is not,
				// when the article also names Orange alone.
				break
			}
			n.from, n.known = i, true
			if g != 'n' && n.gender == 0 {
				n.gender = g
			}
			break
		}
	}
	words := 0
	org := false
	for i := n.from; i < n.to; i++ {
		if toks[i].kind != 'w' {
			continue
		}
		words++
		if f.g.organisation[toks[i].lower] {
			org = true
		}
	}
	n.person = n.known && !org || !org && words >= 2 && words <= 3 && !acronym(toks[n.from].Of(f.d.Text)) && !f.isCompany(news.Span{Start: toks[n.from].Start, End: toks[n.to-1].End})
	if org && !n.titled {
		n.known = false
	}
	return n
}

func acronym(s string) bool {
	return len(s) >= 2 && strings.ToUpper(s) == s && !strings.Contains(s, ".")
}

func (f *finder) isCompany(s news.Span) bool {
	for _, c := range f.companySpans {
		if c.Overlaps(s) && c.why != "person" {
			return true
		}
		if c.Start >= s.End {
			break
		}
	}
	return false
}

// nameText is the text of a name without a possessive ending.
func (f *finder) nameText(toks []token, from, to int) (news.Span, string) {
	s := news.Span{Start: toks[from].Start, End: toks[to-1].End}
	written := possessive(s.Of(f.d.Text))
	s.End = s.Start + len(written)
	return s, strings.Join(strings.Fields(written), " ")
}

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
		m := mention{Span: span, who: who, name: name, gender: p.n.gender, subject: p.start, acts: p.acts}
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
		return next == "who" || next == "qui" || f.g.role[next] || toks[i+1].kind == 'n' || (next == "a" || next == "an") && f.d.Language == "en"
	}
	for i < len(toks) && toks[i].kind == 'w' && f.g.auxiliary[toks[i].lower] {
		i++
	}
	return i < len(toks) && f.g.verb[toks[i].lower] && !f.g.weak[toks[i].lower] || i < len(toks) && toks[i].lower == "who"
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
		if len(words) > 1 && p.words[0] != words[0] && !particles[words[0]] && !(len(words[0]) == 1 && strings.HasPrefix(p.words[0], words[0])) || !fits(i) {
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
