package parse

import (
	"encoding/base64"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// While tags are mended, what gofeed does not know of a format is said in
// words that it knows: the types of Atom's texts, Atom 0.3's base64, names of
// Microsoft's CDF, and what stands in attributes (xml:lang, xml:base,
// rdf:about), which becomes an element of ours.

// ours is the prefix of elements that say what gofeed drops.
const ours = "lede"

// constructs are Atom's elements whose text has a type.
var constructs = words("title subtitle tagline summary content rights copyright")

// foreignBodies are elements of an RSS item that hold markup, as text or bare.
var foreignBodies = words("content:encoded xhtml:body body xhtml:div fullitem atom:content atom:summary itunes:summary")

// adapt changes the name and the attributes of a start tag.
func (m *mender) adapt(lower, name string, attrs []attribute) (string, []attribute) {
	if m.inMarkup() { // XHTML: prefixes mean nothing to HTML
		_, local, ok := strings.Cut(name, ":")
		if ok {
			name = local
		}
		kept := attrs[:0]
		for _, a := range attrs {
			if !strings.HasPrefix(a.name, "xmlns") {
				kept = append(kept, a)
			}
		}
		return name, kept
	}
	name = m.renamed(lower, name)
	switch {
	case m.rss && (lower == "channel" || len(m.stack) == 0):
		// Atom as the default namespace would make RSS elements Atom's.
		for i, a := range attrs {
			if a.name == "xmlns" && strings.Contains(a.value, "w3.org/2005/Atom") {
				return name, append(attrs[:i:i], attrs[i+1:]...)
			}
		}
	}
	return name, attrs
}

// renamed is what an element is called in the words that gofeed knows.
func (m *mender) renamed(lower, name string) string {
	switch {
	case m.atom && localName(lower) == "created" && m.item >= 0:
		return "dcterms:created"
	case m.cdf && lower == "abstract":
		return "description"
	}
	return name
}

// inMarkup reports whether an element of XHTML content is open.
func (m *mender) inMarkup() bool { return m.markup > 0 && len(m.stack) >= m.markup }

func localName(lower string) string {
	if _, local, ok := strings.Cut(lower, ":"); ok {
		return local
	}
	return lower
}

func value(attrs []attribute, names ...string) string {
	for _, n := range names {
		for _, a := range attrs {
			if strings.EqualFold(a.name, n) {
				return html.UnescapeString(strings.TrimSpace(a.value))
			}
		}
	}
	return ""
}

// say writes an element with a text.
func (m *mender) say(name, text string) {
	if text == "" {
		return
	}
	m.out.WriteString("<" + name + ">")
	m.escaped(text)
	m.out.WriteString("</" + name + ">")
}

// escaped writes text so that XML reads it as it is.
func (m *mender) escaped(text string) {
	for {
		i := strings.IndexAny(text, "&<")
		if i < 0 {
			m.chars(text)
			return
		}
		m.chars(text[:i])
		if text[i] == '&' {
			m.out.WriteString("&amp;")
		} else {
			m.out.WriteString("&lt;")
		}
		text = text[i+1:]
	}
}

// attributesSaid writes, into an element that was just opened, what its
// attributes say.
func (m *mender) attributesSaid(lower string, attrs []attribute) {
	if m.inMarkup() || len(attrs) == 0 && m.base == "" {
		return
	}
	entry := isEntry(lower)
	if entry {
		m.say(ours+":language", value(attrs, "xml:lang"))
	}
	if m.atom {
		return
	}
	if base := value(attrs, "xml:base"); base != "" && !entry && (len(m.stack) <= 2 || lower == "channel") {
		m.base = joined(m.base, base)
	}
	if entry {
		m.say(ours+":base", m.baseOf(attrs))
		m.say(ours+":about", value(attrs, "rdf:about", "r:about", "about"))
	}
	if m.cdf && (entry || lower == "channel") {
		m.say("link", value(attrs, "href"))
		m.say("pubDate", value(attrs, "lastmod"))
	}
}

// baseOf is the xml:base that holds in an entry.
func (m *mender) baseOf(attrs []attribute) string { return joined(m.base, value(attrs, "xml:base")) }

func joined(base, ref string) string {
	if base == "" || ref == "" {
		return base + ref
	}
	u, err := url.Parse(base)
	if err != nil {
		return ref
	}
	if u, err = u.Parse(ref); err != nil {
		return base
	}
	return u.String()
}

// construct takes, whole, an element whose text is not to be read as it
// stands: s is what follows its start tag. It returns how much of s it took;
// 0 leaves the element to be read in the usual way. The start tag is not yet
// written.
func (m *mender) construct(lower, name string, attrs []attribute, s string) int {
	if m.inMarkup() {
		return 0
	}
	if m.rss {
		if m.item < 0 || !foreignBodies[lower] || len(m.stack) != m.itemDepth+1 {
			return 0
		}
		return m.foreignBody(lower, name, attrs, s)
	}
	if !m.atom || !constructs[localName(lower)] {
		return 0
	}
	inner, n := untilEnd(name, s)
	if n == 0 {
		return 0
	}
	kind, mode := strings.ToLower(value(attrs, "type")), strings.ToLower(value(attrs, "mode"))
	bare := strings.Contains(withoutCDATA(inner), "<")
	switch {
	case mode == "base64":
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(inner), ""))
		if err != nil {
			return 0
		}
		inner, _ = Decode(raw, "")
		if kind == "" || kind == "text" || kind == "text/plain" {
			inner = html.EscapeString(inner)
		}
	case bare || strings.Contains(kind, "xhtml") || kind != "" && kind != "text" && !strings.HasPrefix(kind, "text/") && kind != "html":
		return 0
	default:
		inner = textOf(inner)
		if kind != "html" && kind != "text/html" && !looksLikeHTML(inner) {
			inner = html.EscapeString(inner)
		}
	}
	if localName(lower) == "content" {
		html := strings.Contains(kind, "html")
		if !html && m.rich {
			return n
		}
		m.rich = m.rich || html
	}
	typed := []attribute{{"type", "html"}}
	for _, a := range attrs {
		if strings.HasPrefix(a.name, "xml") {
			typed = append(typed, a)
		}
	}
	m.open(name, typed)
	m.escaped(inner)
	m.closeTo(len(m.stack) - 1)
	return n
}

var (
	prefixed = regexp.MustCompile(`(</?)[a-zA-Z][\w.-]*:`)
)

// foreignBody writes markup that stands in an RSS item as text.
func (m *mender) foreignBody(lower, name string, attrs []attribute, s string) int {
	inner, n := untilEnd(name, s)
	if n == 0 {
		return 0
	}
	bare := strings.Contains(withoutCDATA(inner), "<")
	own := strings.HasSuffix(lower, "body") || lower == "xhtml:div" || lower == "fullitem"
	if !bare && !own {
		return 0
	}
	if bare {
		inner = prefixed.ReplaceAllString(inner, "$1")
	} else {
		inner = textOf(inner)
	}
	if own {
		name, attrs = ours+":body", nil
	}
	m.open(name, attrs)
	m.escaped(inner)
	m.closeTo(len(m.stack) - 1)
	return n
}

// untilEnd is what stands before the end tag of name, and how long that is
// with the end tag; 0 when there is none, one more of the name in it, or the
// end of an entry before it.
func untilEnd(name, s string) (inner string, n int) {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '<')
		if i < 0 {
			return "", 0
		}
		at += i
		rest := s[at:]
		end := 1
		switch {
		case strings.HasPrefix(rest, "<![CDATA["):
			end = strings.Index(rest, "]]>") + 1
		case strings.HasPrefix(rest, "<!--"):
			end = strings.Index(rest, "-->") + 1
		case tagNamed(rest[1:], name), isEntry(strings.ToLower(tagName(strings.TrimPrefix(rest[1:], "/")))):
			return "", 0
		case strings.HasPrefix(rest, "</") && tagNamed(rest[2:], name):
			end = strings.IndexByte(rest, '>') + 1
			if end > 0 {
				return s[:at], at + end
			}
		}
		if end == 0 {
			return "", 0
		}
		at += end
	}
}

// tagName is the name that s begins with.
func tagName(s string) string {
	for i := range min(len(s), 40) {
		if !nameByte(s[i]) {
			return s[:i]
		}
	}
	return ""
}

func tagNamed(s, name string) bool {
	return len(s) > len(name) && strings.EqualFold(s[:len(name)], name) && (s[len(name)] == '>' || s[len(name)] == '/' || space(s[len(name)]))
}

// withoutCDATA is s without its CDATA sections and comments.
func withoutCDATA(s string) string {
	for _, marks := range [][2]string{{"<![CDATA[", "]]>"}, {"<!--", "-->"}} {
		if !strings.Contains(s, marks[0]) {
			continue
		}
		var out strings.Builder
		for {
			before, rest, ok := strings.Cut(s, marks[0])
			if ok {
				_, rest, ok = strings.Cut(rest, marks[1])
			}
			if !ok {
				out.WriteString(s)
				break
			}
			out.WriteString(before)
			s = rest
		}
		s = out.String()
	}
	return s
}

// textOf is what XML reads of text with CDATA sections: references decoded
// once, but not within a section.
func textOf(s string) string {
	var out strings.Builder
	for {
		from := strings.Index(s, "<![CDATA[")
		if from < 0 {
			break
		}
		to := strings.Index(s[from:], "]]>")
		if to < 0 {
			break
		}
		out.WriteString(html.UnescapeString(s[:from]))
		out.WriteString(s[from+9 : from+to])
		s = s[from+to+3:]
	}
	out.WriteString(html.UnescapeString(s))
	return strings.TrimSpace(out.String())
}

var htmlTag = regexp.MustCompile(`(?i)</(?:p|a|div|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|span|table)>|<br ?/?>|<(?:img|a) [^<>]*=`)

// looksLikeHTML reports whether text that is said to be plain is not.
func looksLikeHTML(s string) bool { return htmlTag.MatchString(s) }
