package quotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
	"lede/summarize/text"
)

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
			if toks[j].upper && f.g.particle[toks[j].lower] && !possessed(f.d.Text, toks[j-1]) && j+1 < len(toks) && f.nameWord(toks, j+1) {
				j++
				continue
			}
			// "Secretary of State Jane Doe".
			if toks[j].lower == "of" && f.g.title[toks[j-1].lower] && j+1 < len(toks) && f.nameWord(toks, j+1) {
				j++
				continue
			}
			k := j
			for k < len(toks) && k < j+2 && toks[k].kind == 'w' && !toks[k].upper && f.g.particle[toks[k].lower] {
				k++
			}
			if k > j && k < len(toks) && toks[k].kind == 'w' && toks[k].upper && f.personStart(toks, i, j) && !possessed(f.d.Text, toks[j-1]) {
				j = k + 1
				continue
			}
			break
		}
		if at := f.afterMedium(toks, i, j); at > i && at < j {
			out = append(out, run{i, at})
			i = at
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
	return f.capitals[w] || firstName(w) != 0 || acronym(toks[i].Of(f.d.Text)) || strings.Contains(w, "-")
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
	return j-i <= 2 && firstName(toks[j-1].lower) != 0 || j-i == 1 && firstName(toks[i].lower) != 0
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
	if w != t.lower {
		return false // "D'après"
	}
	if base, _, ok := strings.Cut(w, "'"); ok && f.d.Language == "en" && text.IsStop("en", base) {
		return false // "It's", "They're"
	}
	if text.IsStop(f.d.Language, w) || f.g.determiner[t.lower] || f.g.first[w] || f.g.opener[w] && f.startsSentence(toks, i) || text.IsDate(w) && w != "may" && w != "mars" && w != "april" && w != "august" {
		return false
	}
	if f.startsSentence(toks, i) && (i+1 >= len(toks) || !toks[i+1].upper) && article(w) {
		return false // "Le ministre a déclaré" in an English article
	}
	if !f.g.verb[w] || i+1 < len(toks) && toks[i+1].upper && !f.startsSentence(toks, i) {
		return true
	}
	if len(f.who.byLast[w]) > 0 {
		return true
	}
	// "Claire Tonnant": a surname may be spelt like a verb.
	return i > 0 && toks[i-1].upper && (firstName(toks[i-1].lower) != 0 || f.g.title[toks[i-1].lower]) && adjacent(f.d.Text, toks[i-1], t)
}

// article reports whether a word stands before nouns in one of the languages: at the
// start of a sentence it is no name, whatever language the rest is in.
func article(w string) bool {
	for lang, g := range grammars {
		if g.determiner[w] && text.IsStop(lang, w) {
			return true
		}
	}
	return false
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
		if (f.g.title[w] || f.compound(w)) && i+1 < r.to {
			n.from, n.titled, n.known = i+1, true, true
			if n.from < r.to && toks[n.from].lower == "." {
				n.from++
			}
			if g := f.g.genderOf(w); g != 0 {
				n.gender = g
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
			if g := f.g.genderOf(toks[i].lower); g != 0 {
				n.gender = g
			}
		}
	}
	for i := n.from; i < n.to; i++ {
		if g := firstName(strings.TrimSuffix(possessive(toks[i].lower), ".")); g != 0 && (i+1 < n.to || i == n.from && n.titled) {
			if i > n.from && firstName(toks[n.from].lower) != 0 {
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

// compound: a German word for what somebody is is written as one with the house:
// "SAP-Chef", "Digitalministerin".
func (f *finder) compound(lower string) bool {
	for _, end := range f.g.titleEnd {
		if len(lower) > len(end) && strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
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
