package parse

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"lede/feeds/clean"
)

const (
	maxNesting    = 256 // of elements; what lies deeper keeps its text only
	maxAttributes = 64  // of one element
	// maxEntries and maxElements bound the memory that a hostile feed can take;
	// no feed in the wild comes near.
	maxEntries  = 25_000
	maxElements = 400_000
)

// TooMany is the warning of a feed of which only the beginning was read.
const TooMany = "The feed has more entries or elements than any feed needs; only its beginning was read."

// Truncated is the warning of a document that ends in the middle: what follows
// may come with the next poll.
const Truncated = "The feed ends in the middle; the complete entries were kept."

// root finds the first element of a feed.
var root = regexp.MustCompile(`(?i)<((?:[a-z][\w.-]*:)?(?:rss|feed|rdf|entry)|channel)(?:[\s>]|/>)`)

// fragment is where a feed begins in a body, and what stood before it.
func fragment(s string) (feed, before string, ok bool) {
	rest := s
	for {
		rest = strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == 0 })
		var end int
		switch {
		case strings.HasPrefix(rest, "<?"):
			end = strings.Index(rest, ">")
		case strings.HasPrefix(rest, "<!--"):
			if end = strings.Index(rest, "-->"); end >= 0 {
				end += 2
			}
		case strings.HasPrefix(rest, "<!"):
			end = doctypeEnd(rest)
		default:
			loc := root.FindStringIndex(rest)
			if loc == nil {
				return "", rest, false
			}
			return rest[loc[0]:], strings.TrimSpace(rest[:loc[0]]), true
		}
		if end < 0 {
			return "", rest, false
		}
		rest = rest[end+1:]
	}
}

// doctypeEnd is the index of the ">" that ends a document type declaration
// with its internal subset, -1 for none.
func doctypeEnd(s string) int {
	depth := 0
	var quote byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return i
		}
	}
	return strings.IndexByte(s, '>')
}

// mender makes well-formed XML of what a feed sent, in one pass. It knows
// nothing of namespaces and little of feeds: which elements hold only text, and
// that entries do not nest.
type mender struct {
	in    string
	out   bytes.Buffer
	stack []string // open elements as written
	rss   bool     // or RDF
	atom  bool
	cdf   bool // Microsoft's channels, which are read as RSS
	// markup is how many elements are open around XHTML content, 0 outside;
	// named: a name was opened for an author that is only text.
	markup int
	named  bool
	// rich: the entry has a content of HTML, which plain ones do not replace;
	// wrapped is how many elements around several contents were left out.
	rich    bool
	wrapped int
	base    string // xml:base of what stands around the entries of RSS
	// item is where the entry that is open began in out, -1 for none.
	item      int
	itemDepth int
	itemAside int  // how many texts were aside then
	implied   bool // the root element is ours
	over      int  // elements open beyond maxNesting

	ampersands, tags, controls int
	truncated                  bool
	aside                      []string // long texts of RSS, see aside.go
	whole                      bool     // none is kept aside
	marked                     bool     // the feed has our mark
	entries, elements          int
	full                       bool // nothing more is taken
}

// escapes are references to ESC and BEL, which only terminals can mean.
var escapes = regexp.MustCompile(`(?i)&#(?:0{0,4}27|x0{0,4}1b|0{0,4}7|x0{0,4}7);`)

// newMender is for s, which begins with the root element.
func newMender(s string) *mender {
	cleaned := clean.Controls(escapes.ReplaceAllStringFunc(s, func(ref string) string {
		if strings.Contains(ref, "7;") && !strings.Contains(ref, "27;") {
			return "\a"
		}
		return "\x1b"
	}))
	m := &mender{in: cleaned, item: -1}
	m.out.Grow(len(cleaned) / 8)
	if len(cleaned) != len(s) {
		m.controls = len(s) - len(cleaned)
	}
	return m
}

func (m *mender) warnings() []string {
	var w []string
	if m.truncated {
		w = append(w, Truncated)
	}
	if m.full {
		w = append(w, TooMany)
	}
	if m.tags > 0 {
		w = append(w, fmt.Sprintf("%s that did not fit together were mended.", count(m.tags, "tag", "tags")))
	}
	if m.ampersands > 0 {
		w = append(w, fmt.Sprintf("%s without their code were taken as text.", count(m.ampersands, "ampersand", "ampersands")))
	}
	if m.controls > 0 {
		w = append(w, "Characters that are not allowed in XML were removed.")
	}
	return w
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (m *mender) run() {
	for i := 0; i < len(m.in); {
		if m.in[i] != '<' {
			j := strings.IndexByte(m.in[i:], '<')
			if j < 0 {
				j = len(m.in) - i
			}
			m.text(m.in[i : i+j])
			i += j
			continue
		}
		rest := m.in[i:]
		switch {
		case strings.HasPrefix(rest, "<![CDATA["):
			end := strings.Index(rest, "]]>")
			if end < 0 {
				m.truncated = true
				i = len(m.in)
				continue
			}
			m.cdata(rest[9:end])
			i += end + 3
		case strings.HasPrefix(rest, "<!--"):
			end := strings.Index(rest[4:], "-->")
			if end < 0 {
				m.truncated = true
				i = len(m.in)
				continue
			}
			i += 4 + end + 3
		case strings.HasPrefix(rest, "<?"), strings.HasPrefix(rest, "<!"):
			end := strings.IndexByte(rest, '>')
			if end < 0 {
				i = len(m.in)
				continue
			}
			i += end + 1
		default:
			n := m.tag(rest)
			if n < 0 { // cut in the middle of a tag
				m.truncated = true
				i = len(m.in)
				continue
			}
			if n == 0 {
				m.out.WriteString("&lt;")
				n = 1
			}
			i += n
		}
		if m.full {
			break
		}
		if len(m.stack) == 0 && m.out.Len() > 0 {
			return // what follows the root element is not the feed
		}
	}
	m.finish()
}

// finish closes what a feed that ends in the middle left open.
func (m *mender) finish() {
	if len(m.stack) == 0 {
		return
	}
	if m.item >= 0 {
		m.out.Truncate(m.item)
		m.aside = m.aside[:m.itemAside]
		m.stack = m.stack[:m.itemDepth]
	}
	m.truncated = !m.full && (m.truncated || len(m.stack) > 1 || !m.implied)
	m.closeTo(0)
}

func (m *mender) closeTo(n int) {
	for len(m.stack) > n {
		m.out.WriteString("</")
		m.out.WriteString(m.stack[len(m.stack)-1])
		m.out.WriteByte('>')
		m.stack = m.stack[:len(m.stack)-1]
	}
	if m.item >= 0 && len(m.stack) <= m.itemDepth {
		m.item = -1
	}
	if len(m.stack) < m.markup {
		m.markup = 0
	}
}

func (m *mender) text(s string) {
	if inner := strings.TrimSpace(s); len(inner) >= longText && m.inBody() {
		before, behind, _ := strings.Cut(s, inner)
		m.out.WriteString(before)
		from := m.out.Len()
		m.references(inner)
		m.putAside(from, inText)
		m.out.WriteString(behind)
		return
	}
	m.references(s)
}

// references writes text and the references in it.
func (m *mender) references(s string) {
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			m.chars(s)
			return
		}
		m.chars(s[:i])
		s = s[i:]
		s = s[m.entity(s):]
	}
}

// entity writes the reference that s begins with and returns its length; a
// bare ampersand becomes text.
func (m *mender) entity(s string) int {
	end := strings.IndexByte(s[:min(len(s), 40)], ';')
	if end > 1 {
		ref := s[:end+1]
		if r, n := surrogates(s); n > 0 {
			m.rune(r)
			return n
		}
		switch ref {
		case "&amp;", "&lt;", "&gt;", "&quot;", "&apos;":
			m.out.WriteString(ref)
			return len(ref)
		}
		if decoded := html.UnescapeString(ref); decoded != ref && !strings.HasSuffix(decoded, ";") {
			for _, r := range decoded {
				switch r {
				case '&':
					m.out.WriteString("&amp;")
				case '<':
					m.out.WriteString("&lt;")
				case '>':
					m.out.WriteString("&gt;")
				case '"':
					m.out.WriteString("&quot;")
				default:
					m.rune(r)
				}
			}
			return len(ref)
		}
	}
	m.ampersands++
	m.out.WriteString("&amp;")
	return 1
}

var pair = regexp.MustCompile(`^&#(?:x(?i:(d[89ab][0-9a-f]{2}))|(\d{5}));&#(?:x(?i:(d[c-f][0-9a-f]{2}))|(\d{5}));`)

// surrogates reads one character that was written as its two halves in UTF-16;
// n is the length of the two references, 0 when there are none.
func surrogates(s string) (r rune, n int) {
	if !strings.HasPrefix(s, "&#xd") && !strings.HasPrefix(s, "&#xD") && !strings.HasPrefix(s, "&#5") {
		return 0, 0
	}
	half := pair.FindStringSubmatch(s)
	if half == nil {
		return 0, 0
	}
	read := func(hex, decimal string) rune {
		v, _ := strconv.ParseInt(hex, 16, 32)
		if hex == "" {
			v, _ = strconv.ParseInt(decimal, 10, 32)
		}
		return rune(v)
	}
	if r = utf16.DecodeRune(read(half[1], half[2]), read(half[3], half[4])); r == utf8.RuneError {
		return 0, 0
	}
	return r, len(half[0])
}

// chars writes text without what XML forbids.
func (m *mender) chars(s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7F || c < 0x20 && c != '\n' && c != '\t' || c == '>' {
			m.out.WriteString(s[:i])
			s = s[i:]
			r, size := utf8.DecodeRuneInString(s)
			if r == '>' {
				m.out.WriteString("&gt;")
			} else if r != utf8.RuneError || size > 1 {
				m.rune(r)
			}
			s, i = s[size:], -1
		}
	}
	m.out.WriteString(s)
}

// rune writes one character; C1 controls are Windows-1252 in disguise.
func (m *mender) rune(r rune) {
	switch {
	case r >= 0x80 && r < 0xA0:
		r = charmap.Windows1252.DecodeByte(byte(r))
		if r == utf8.RuneError || r < 0xA0 {
			return
		}
	case r == '\r':
		r = '\n'
	case r < 0x20 && r != '\n' && r != '\t', r == 0x7F, r == 0xFFFE, r == 0xFFFF, r >= 0xD800 && r <= 0xDFFF:
		m.controls++
		return
	}
	m.marked = m.marked || r == mark
	m.out.WriteRune(r)
}

// cdata writes a CDATA section.
func (m *mender) cdata(s string) {
	if len(s) >= longText && m.inBody() {
		defer m.putAside(m.out.Len(), inCDATA)
	}
	m.out.WriteString("<![CDATA[")
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7F || c < 0x20 && c != '\n' && c != '\t' {
			m.out.WriteString(s[:i])
			s = s[i:]
			if r, size := utf8.DecodeRuneInString(s); r != utf8.RuneError || size > 1 {
				m.rune(r)
				s = s[size:]
			} else {
				s = s[1:]
			}
			i = -1
		}
	}
	m.out.WriteString(s)
	m.out.WriteString("]]>")
}

// Mend makes well-formed XML of s from its first tag named root on, and says
// what it had to do; ok is false when there is no such tag. It is for documents
// that are no feeds, such as OPML.
func Mend(s, root string) (xml string, warnings []string, ok bool) {
	lower := strings.ToLower(s)
	if len(lower) != len(s) { // a letter whose lower case has another length
		lower = s
	}
	for at := 0; ; {
		i := strings.Index(lower[at:], "<"+root)
		if i < 0 {
			return "", nil, false
		}
		at += i
		if end := at + 1 + len(root); end < len(s) && (space(s[end]) || s[end] == '>' || s[end] == '/') {
			m := newMender(s[at:])
			m.whole = true
			m.run()
			return m.out.String(), m.warnings(), true
		}
		at++
	}
}
