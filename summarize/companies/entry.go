package companies

import (
	"embed"
	"slices"
	"strings"

	"lede/news"
)

//go:embed data
var files embed.FS

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
	paired                     // only beside another company, or known here by its full name
)

// markNames are the names of marks in the sources: "Apple!en", "Ford!name".
var markNames = map[string]mark{
	"fr": wordFr, "en": wordEn, "place": place, "name": surname, "given": given, "acronym": acronym, "likely": likely, "pair": paired,
}

// alias is one way to write a company's name, ticker, product or person.
type alias struct {
	text  string
	kind  kind
	marks mark
	// needs and not are words beside the alias that speak for and against it.
	needs, not []string
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
	user                          bool // from a user's file
	// not are words, or phrases with the name in them, beside which a user says
	// it is not the company; never are aliases that are not its own.
	not, never []string
}

// builtinEntries reads the built-in sources. They are tested, so a line that
// cannot be read is left out.
func builtinEntries() []entry {
	var out []entry
	for _, name := range []string{"data/lexicon.psv", "data/second.psv"} {
		raw, err := files.ReadFile(name)
		if err != nil {
			continue
		}
		src := string(raw)
		out = slices.Grow(out, strings.Count(src, "\n"))
		for line := range strings.Lines(src) {
			if e, ok := parseLine(line); ok {
				e.second = name == "data/second.psv"
				out = append(out, e)
			}
		}
	}
	return out
}

// parseLine reads
//
//	name | country | sector | tickers | aliases | products | people | parent
//
// where lists are separated by semicolons and later columns may be missing.
func parseLine(line string) (entry, bool) {
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
	e := entry{name: col[0], id: slug(col[0]), country: col[1], sector: col[2], parent: col[7]}
	e.aliases = make([]alias, 0, 2+strings.Count(col[4], ";")+strings.Count(col[5], ";")+strings.Count(col[6], ";"))
	list(col[3], func(s string) { e.tickers = append(e.tickers, s) })
	list(col[4], func(s string) { e.aliases = append(e.aliases, parseAlias(s, byName)) })
	if col[4] == "" {
		e.aliases = append(e.aliases, alias{text: e.name, kind: byName})
	}
	list(col[5], func(s string) { e.aliases = append(e.aliases, parseAlias(s, byProduct)) })
	list(col[6], func(s string) { e.aliases = append(e.aliases, parseAlias(s, byPerson)) })
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
	out, gap := buf[:0], false
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
	return news.CompanyID(out)
}

func wordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}
