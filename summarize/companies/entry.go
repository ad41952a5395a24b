package companies

import (
	"embed"
	"strings"

	"lede/news"
)

//go:embed data
var files embed.FS

// The sources of the lexicon, see their heads.
var (
	//go:embed data/lexicon.psv
	firstTier string
	//go:embed data/second.psv
	secondTier string
)

// kind says what an alias is.
type kind uint8

const (
	byName kind = iota
	byTicker
	byProduct
	byPerson
	// blocked phrases contain an alias and are not the company: "Orange County".
	blocked
)

// why is how a kind is called in a news.MentionSpan.
var why = [...]string{"name", "ticker", "product", "person", ""}

// mark is what is known of an alias beyond its letters.
type mark uint16

const (
	ambiguous mark = 1 << iota // also something else: needs evidence
	exact                      // in exactly this case only
	wordFr                     // a French word
	wordEn                     // an English word
	place                      // a place, river or street
	surname                    // a family name
	given                      // a given name
	acronym                    // also another acronym
	remote                     // of a company of the second tier
	lower                      // written without a capital
	single                     // one word
	sure                       // a user said: always
	ascii                      // written without accents
	likely                     // the company is the most usual sense
	seldom                     // the company is a rare sense: a capital alone says nothing
	paired                     // only beside another company, or known here by its full name
)

// markNames are the names of marks in the sources: "Apple!en", "Ford!name".
var markNames = map[string]mark{
	"fr": wordFr, "en": wordEn, "place": place, "name": surname, "given": given, "acronym": acronym, "likely": likely, "pair": paired, "rare": seldom,
}

// alias is one way to write a company's name, ticker, product or person.
type alias struct {
	text   string
	kind   kind
	marks  mark
	beside *beside // of a user's alias
}

// beside are words beside an alias that speak for and against it.
type beside struct{ needs, not []string }

// words are the words beside the alias, to be filled.
func (a *alias) words() *beside {
	if a.beside == nil {
		a.beside = &beside{}
	}
	return a.beside
}

// entry is a company as a source describes it.
type entry struct {
	name, country, sector, parent string
	id                            news.CompanyID
	aliases                       []alias
	tickers                       []string
	second                        bool // second tier
	extend, off                   bool // user entries
	always                        bool
	nameless                      bool // its name is no alias: it would match everything
	user                          bool // from a user's file
	// not are words, or phrases with the name in them, beside which a user says
	// it is not the company; never are aliases that are not its own.
	not, never []string
	from       *origin // of a user's entry
}

// builtinEntries reads the built-in sources. They are tested, so a line that
// cannot be read is left out.
func builtinEntries() []entry {
	lines, lists := 0, 0
	for _, src := range [...]string{firstTier, secondTier} {
		lines += strings.Count(src, "\n")
		lists += strings.Count(src, ";")
	}
	p := sourceReader{aliases: make([]alias, 0, lists+2*lines), tickers: make([]string, 0, 2*lines)}
	p.ids.Grow(16 * lines)
	out := make([]entry, 0, lines)
	for i, src := range [...]string{firstTier, secondTier} {
		for line := range strings.Lines(src) {
			if e, ok := p.line(line); ok {
				e.second = i == 1
				out = append(out, e)
			}
		}
	}
	return out
}

// sourceReader reads lines of the sources. Thousands of small lists and strings share
// a few large ones, because making each by itself takes most of the time.
type sourceReader struct {
	aliases []alias
	tickers []string
	ids     strings.Builder
}

// line reads
//
//	name | country | sector | tickers | aliases | products | people | parent
//
// where lists are separated by semicolons and later columns may be missing.
func (p *sourceReader) line(line string) (entry, bool) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return entry{}, false
	}
	var col [8]string
	for i := range col {
		var more bool
		col[i], line, more = strings.Cut(line, "|")
		col[i] = strings.TrimSpace(col[i])
		if !more {
			break
		}
	}
	if col[0] == "" {
		return entry{}, false
	}
	e := entry{name: col[0], country: col[1], sector: col[2], parent: col[7]}
	var buf [64]byte
	from := p.ids.Len()
	p.ids.Write(appendSlug(buf[:0], e.name))
	e.id = news.CompanyID(p.ids.String()[from:])
	tickers, aliases := len(p.tickers), len(p.aliases)
	list(col[3], func(s string) { p.tickers = append(p.tickers, s) })
	list(col[4], func(s string) { p.aliases = append(p.aliases, parseAlias(s, byName)) })
	if col[4] == "" {
		p.aliases = append(p.aliases, alias{text: e.name, kind: byName})
	}
	list(col[5], func(s string) { p.aliases = append(p.aliases, parseAlias(s, byProduct)) })
	list(col[6], func(s string) { p.aliases = append(p.aliases, parseAlias(s, byPerson)) })
	e.tickers = p.tickers[tickers:len(p.tickers):len(p.tickers)]
	e.aliases = p.aliases[aliases:len(p.aliases):len(p.aliases)]
	return e, true
}

func list(s string, each func(string)) {
	for s != "" {
		var one string
		one, s, _ = strings.Cut(s, ";")
		if one = strings.TrimSpace(one); one != "" {
			each(one)
		}
	}
}

// parseAlias reads an alias with its marks: "Orange!fr+en", "AWS^", "Visa!".
func parseAlias(s string, k kind) alias {
	a := alias{kind: k}
	if strings.HasSuffix(s, "^") {
		a.marks |= exact
		s = s[:len(s)-1]
	}
	if i := strings.LastIndexByte(s, '!'); i > 0 && isMarks(s[i+1:]) {
		a.marks |= ambiguous
		for m := range strings.SplitSeq(s[i+1:], "+") {
			a.marks |= markNames[m]
		}
		s = s[:i]
	}
	if strings.HasSuffix(s, "^") {
		a.marks |= exact
		s = s[:len(s)-1]
	}
	a.text = s
	return a
}

func isMarks(s string) bool {
	for i := range len(s) {
		if s[i] != '+' && (s[i] < 'a' || s[i] > 'z') {
			return false
		}
	}
	return true
}

// slug is a company's ID: its name in lower case without accents, words joined
// by hyphens.
func slug(name string) news.CompanyID {
	var buf [64]byte
	return news.CompanyID(appendSlug(buf[:0], name))
}

func appendSlug(out []byte, name string) []byte {
	gap := false
	for _, r := range name {
		n := len(out)
		if gap && n > 0 {
			out = append(out, '-')
		}
		before := len(out)
		out = fold(out, r)
		if len(out) == before || !wordByte(out[before]) {
			out, gap = out[:n], gap || r != '\'' && r != '’' && r != '.'
			if r == '&' || r == '+' {
				word := "-and"
				if r == '+' {
					word = "-plus" // "Canal+"
				}
				if n == 0 {
					word = word[1:]
				}
				out, gap = append(out, word...), true
			}
			continue
		}
		gap = false
	}
	return out
}

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}
