package stories

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

const (
	maxNames = 32
	maxStems = 32
	// maxRead bounds the sentences that are read: an event is told early.
	maxRead = 40
	// leadSentences are where the stems are taken from.
	leadSentences = 8
	// minWords is how many words a text must have to be told by it.
	minWords = 12
	// maxRun is how many words a name has at most.
	maxRun = 4
)

// Fingerprint keeps what an article's event can be known by, most telling
// first. Names are the same in every language: "@microsoft" is a company,
// "+london" a place, "++france" a country, "#2.4e+09" an amount, "!resign" what happened, anything else
// a person or thing as spelled, folded. One that stands only in the title has
// "^" before it, one that only opens sentences, and may be any word, has "~". Stems are the words of the opening that name nothing, in the
// article's language. A text of a few words has none of both: a title alone
// tells no event.
func Fingerprint(d *text.Document, companies []news.Mention, terms []news.Term) news.Fingerprint {
	r := readers.Get().(*reader)
	defer r.done()
	r.doc = d
	r.companies(companies)
	n := 0
	for _, s := range d.Sentences {
		b := &d.Blocks[s.Block]
		if b.Boiler != "" || b.Title || b.Kind == news.Heading || b.Kind == news.Code {
			continue
		}
		r.sentence(d.Text, max(s.Start, s.Dateline), s.End, n)
		if n++; n >= maxRead {
			break
		}
	}
	if r.words < minWords {
		return news.Fingerprint{}
	}
	r.openers()
	r.title()
	for _, t := range terms {
		lower := strings.ToLower(t.Text)
		if stem := text.Stem(d.Language, lower); r.stems[stem] > 0 {
			r.stems[stem] += t.Weight
		}
	}
	return news.Fingerprint{Names: heaviest(r.resolved(), maxNames), Stems: heaviest(r.stems, maxStems)}
}

// readers are used again, for their maps.
var readers = sync.Pool{New: func() any {
	return &reader{names: map[string]float64{}, stems: map[string]float64{}, first: map[string]float64{}, lower: map[string]bool{}}
}}

// largestReader is the most words that a reader's maps are kept with.
const largestReader = 1 << 12

// done gives the reader back, without what it holds on to.
func (r *reader) done() {
	if len(r.lower)+len(r.names) > largestReader {
		return
	}
	clear(r.names)
	clear(r.stems)
	clear(r.first)
	clear(r.lower)
	clear(r.run[:cap(r.run)])
	*r = reader{names: r.names, stems: r.stems, first: r.first, lower: r.lower, met: r.met[:0], spoken: r.spoken[:0], spans: r.spans[:0], run: r.run[:0]}
	readers.Put(r)
}

// reader collects names and stems, with their weights, all above nothing.
type reader struct {
	doc   *text.Document
	names map[string]float64
	stems map[string]float64
	// first are words that open a sentence, names perhaps; lower those seen
	// in lower case, which are none.
	first  map[string]float64
	lower  map[string]bool
	met    []bool      // by number of a word: its form is among the lower ones
	spoken []news.Span // where companies are named
	words  int
	spans  []news.Span // words of the sentence that is read
	run    []string    // words with capitals that stand together
}

func (r *reader) companies(mentions []news.Mention) {
	for _, m := range mentions {
		if m.Salience == news.Source {
			continue
		}
		w := 1 + 3*m.Score
		if m.Salience == news.About {
			w += 2
		}
		r.names["@"+string(m.Company)] += w
		for _, s := range m.Spans {
			if s.Why == "name" || s.Why == "ticker" {
				r.spoken = append(r.spoken, s.Span)
			}
		}
	}
	slices.SortFunc(r.spoken, func(a, b news.Span) int { return cmp.Compare(a.Start, b.Start) })
}

// early is how much more the opening counts.
func early(sentence int) float64 { return 1 + 2/float64(1+sentence) }

// sentence reads one sentence of the body.
func (r *reader) sentence(s string, start, end, n int) {
	tokens := r.doc.Tokens(news.Span{Start: start, End: end})
	r.spans = r.spans[:0]
	for _, t := range tokens {
		r.spans = append(r.spans, t.Span())
	}
	words := r.spans
	r.words += len(words)
	opens := true
	flush := func() {
		if len(r.run) > 0 {
			r.together(r.run, early(n))
			r.run = r.run[:0]
		}
	}
	last := start
	for i := 0; i < len(words); i++ {
		w := words[i]
		between := s[last:w.Start]
		if between != " " && between != "" && between != "-" {
			flush()
		}
		if between != " " && strings.ContainsAny(between, "«“\"") {
			opens = true
		}
		last = w.End
		x := known.At(r.doc, tokens[i], look)
		if x.digit {
			flush()
			key, took := amount(r.doc.Language, s, words, i)
			if key != "" {
				r.names[key] += early(n) * precision(key)
			}
			i += took - 1
			last = words[i].End
			opens = false
			continue
		}
		if x.named && r.company(w) {
			flush()
			opens = false
			continue
		}
		if x.named && !x.nameless {
			if opens && len(r.run) == 0 && !nextIsName(s, words, i) {
				r.first[x.folded] += early(n)
			} else {
				r.run = append(r.run, x.folded)
			}
			opens = false
			continue
		}
		flush()
		r.word(x, int(tokens[i].Word), n)
		opens = opens && x.elided
	}
	flush()
}

// word takes a word that is no name.
func (r *reader) word(x *word, number, n int) {
	if x.isPlace {
		r.place(x.place, early(n)/2)
		return
	}
	for number >= len(r.met) {
		r.met = append(r.met, false)
	}
	if !r.met[number] {
		r.met[number], r.lower[x.folded] = true, true
	}
	if n >= leadSentences || x.stem == "" {
		return
	}
	r.stems[x.stem] += early(n)
	if x.event != "" {
		r.names[x.event] += early(n)
	}
}

func (r *reader) place(p place, w float64) {
	if p.country {
		r.names["++"+p.key] += w
		return
	}
	r.names["+"+p.key] += w
}

// together takes words with capitals that stand together. In German every noun has
// one, so that only two together are a name there.
func (r *reader) together(words []string, w float64) {
	name := strings.Join(words[:min(len(words), maxRun)], " ")
	if p, ok := places[name]; ok {
		r.place(p, w)
		return
	}
	if len(words) == 1 && (r.doc.Language == "de" || utf8.RuneCountInString(words[0]) < 2) {
		return
	}
	r.names[name] += w
}

// company reports whether the word is part of a company's name.
func (r *reader) company(w news.Span) bool {
	i, found := slices.BinarySearchFunc(r.spoken, w.Start, func(s news.Span, at int) int { return cmp.Compare(s.Start, at) })
	if found {
		return true
	}
	return i > 0 && r.spoken[i-1].End >= w.End
}

// isName: a capital at the start or within (iPhone, eBay).
func isName(word string, c rune) bool {
	if unicode.IsUpper(c) {
		return true
	}
	return unicode.IsLower(c) && strings.IndexFunc(word[1:], unicode.IsUpper) >= 0
}

// unhyphened takes "Leeds" out of "Leeds-based".
func unhyphened(word string) string {
	i := strings.LastIndexByte(word, '-')
	if i <= 0 || i+1 >= len(word) || !unicode.IsUpper(rune(word[0])) {
		return word
	}
	if c, _ := utf8.DecodeRuneInString(word[i+1:]); unicode.IsLower(c) && len(word)-i > 3 {
		return word[:i]
	}
	return word
}

func nextIsName(s string, words []news.Span, i int) bool {
	if i+1 >= len(words) || s[words[i].End:words[i+1].Start] != " " {
		return false
	}
	c, _ := utf8.DecodeRuneInString(words[i+1].Of(s))
	return unicode.IsUpper(c)
}

// openers decides about words that opened sentences: a name if also seen as
// one, else perhaps if never seen in lower case.
func (r *reader) openers() {
	for _, word := range slices.Sorted(maps.Keys(r.first)) { // sums depend on the order
		w := r.first[word]
		if p, ok := places[word]; ok {
			r.place(p, w)
			continue
		}
		switch {
		case r.names[word] > 0 || r.partOfName(word):
			r.names[word] += w
		case !r.lower[word] && len(word) > 3 && r.doc.Language != "de":
			r.names["~"+word] += w / 2
		}
	}
}

// partOfName: the word is part of a name within a sentence.
func (r *reader) partOfName(word string) bool {
	for name := range r.names {
		if strings.HasPrefix(name, word+" ") || strings.HasSuffix(name, " "+word) {
			return true
		}
	}
	return false
}

// title raises the names that stand in the title, and notes those that stand
// nowhere else.
func (r *reader) title() {
	s := r.doc.Title
	words := text.Words(s, news.Span{Start: 0, End: len(s)})
	capitals, lows := 0, 0
	for _, w := range words {
		word := w.Of(s)
		if c, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(c) {
			capitals++
		} else if len(word) > 3 {
			lows++
		}
	}
	titleCase := capitals > lows+1 || r.doc.Language == "de"
	known := map[string]string{} // word of the title -> the name it is of
	for _, w := range words {
		known[fold(w.Of(s))] = ""
	}
	for name := range r.names {
		if name[0] == '!' {
			continue
		}
		for part := range strings.FieldsSeq(strings.TrimLeft(name, "+@~")) {
			if have, ok := known[part]; ok && (have == "" || name < have) {
				known[part] = name
			}
		}
	}
	raised := map[string]bool{}
	for i := 0; i < len(words); i++ {
		word := words[i].Of(s)
		c, _ := utf8.DecodeRuneInString(word)
		folded := fold(word)
		var name string
		if unicode.IsDigit(c) {
			key, took := amount(r.doc.Language, s, words, i)
			i += took - 1
			if name = key; key != "" && r.names[key] == 0 {
				r.names["^"+key] += 2
				continue
			}
		} else if p, ok := places[folded]; ok {
			name = "+" + p.key
			if p.country {
				name = "++" + p.key
			}
		} else if name = known[folded]; name == "" {
			stem := text.Stem(r.doc.Language, strings.ToLower(word))
			if event := events[r.doc.Language][stem]; event != "" {
				if key := "!" + event; r.names[key] > 0 {
					r.names[key] += 2
				} else {
					r.names["^"+key] += 2
				}
			}
			if unicode.IsUpper(c) && !titleCase && i > 0 && !r.lower[folded] && !nameless(r.doc.Language, strings.ToLower(word), folded) {
				r.names["^"+folded] += 2
			} else if r.stems[stem] > 0 && !raised[folded] {
				r.stems[stem] += 2
				raised[folded] = true
			}
			continue
		}
		if r.names[name] > 0 && !raised[name] {
			r.names[name] += 3
			raised[name] = true
		}
	}
}

// resolved joins "Hautepierre" to the "Célestin Hautepierre" it is short for.
func (r *reader) resolved() map[string]float64 {
	full := map[string]string{} // word -> the one longer name it is of
	for name := range r.names {
		if !strings.Contains(name, " ") {
			continue
		}
		parts := strings.Fields(name)
		if len(parts) < 2 {
			continue
		}
		for _, p := range parts {
			if _, ok := full[p]; ok {
				full[p] = "" // of several
			} else {
				full[p] = name
			}
		}
	}
	var short []string
	for name := range r.names {
		if full[name] != "" {
			short = append(short, name)
		}
	}
	slices.Sort(short) // sums depend on the order
	for _, name := range short {
		r.names[full[name]] += r.names[name]
		delete(r.names, name)
	}
	return r.names
}

// heaviest are the keys by weight, highest first, at most limit.
func heaviest(set map[string]float64, limit int) []string {
	if len(set) == 0 {
		return nil
	}
	type entry struct {
		key    string
		weight float64
	}
	all := make([]entry, 0, len(set))
	for k, w := range set {
		all = append(all, entry{k, w})
	}
	slices.SortFunc(all, func(a, b entry) int {
		if c := cmp.Compare(b.weight, a.weight); c != 0 {
			return c
		}
		return strings.Compare(a.key, b.key)
	})
	keys := make([]string, min(limit, len(all)))
	for i := range keys {
		keys[i] = all[i].key
	}
	return keys
}
