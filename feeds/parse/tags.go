package parse

import (
	"strings"
)

// Elements that hold nothing but text in RSS; the start of another element of
// an item inside them means that their end was forgotten.
var (
	textOnly = words("title link guid pubdate comments category lastbuilddate language ttl generator dc:creator dc:date")
	itemTags = words("title link guid pubdate comments description item author category channel enclosure content:encoded dc:creator dc:date")
	voidTags = words("br hr img input wbr")
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func isEntry(lower string) bool {
	return lower == "item" || lower == "entry" || strings.HasSuffix(lower, ":item") && !strings.HasPrefix(lower, "media:") ||
		strings.HasSuffix(lower, ":entry")
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.' || c >= 0x80
}

func nameStart(c byte) bool {
	return nameByte(c) && c != '-' && c != '.' && (c < '0' || c > '9') && c != ':'
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// tag takes the tag s begins with and returns its length: 0 when it is no tag
// but text, -1 when it has no end.
func (m *mender) tag(s string) int {
	i := 1
	closing := i < len(s) && s[i] == '/'
	if closing {
		i++
	}
	if i >= len(s) {
		return -1
	}
	if !nameStart(s[i]) {
		return 0
	}
	from := i
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	name := s[from:i]
	if i < len(s) && !space(s[i]) && s[i] != '>' && s[i] != '/' || len(name) > 200 {
		return 0
	}
	attrs, n, selfClosing := attributes(s[i:], closing)
	if n < 0 {
		return -1
	}
	i += n
	if closing {
		m.end(name)
		return i
	}
	if !selfClosing && validName(name) {
		if n := m.construct(strings.ToLower(name), name, attrs, s[i:]); n > 0 {
			return i + n
		}
	}
	m.start(name, attrs, selfClosing)
	if m.atom && !selfClosing && localName(strings.ToLower(name)) == "author" && !strings.HasPrefix(strings.TrimSpace(s[i:]), "<") {
		m.open("name", nil) // an author written as text
		m.named = true
	}
	return i
}

// attribute is one attribute, its value as written.
type attribute struct{ name, value string }

// attributes reads up to the ">" of a tag; n is -1 when there is none.
func attributes(s string, skip bool) (attrs []attribute, n int, selfClosing bool) {
	i := 0
	for {
		for i < len(s) && (space(s[i]) || s[i] == '/') {
			selfClosing = s[i] == '/'
			i++
		}
		if i >= len(s) {
			return nil, -1, false
		}
		if s[i] == '>' {
			return attrs, i + 1, selfClosing
		}
		if s[i] == '<' { // "<b <i>": the ">" was forgotten
			return attrs, i, false
		}
		selfClosing = false
		from := i
		for i < len(s) && !space(s[i]) && s[i] != '=' && s[i] != '>' && s[i] != '/' && s[i] != '<' {
			i++
		}
		a := attribute{name: s[from:i]}
		for i < len(s) && space(s[i]) {
			i++
		}
		if i < len(s) && s[i] == '=' {
			i++
			for i < len(s) && space(s[i]) {
				i++
			}
			switch {
			case i >= len(s):
				return nil, -1, false
			case s[i] == '"' || s[i] == '\'':
				end := strings.IndexByte(s[i+1:], s[i])
				if end < 0 {
					// The quote never ends: take one word.
					end = strings.IndexAny(s[i+1:], " >\n")
					if end < 0 {
						return nil, -1, false
					}
					a.value = s[i+1 : i+1+end]
					i += 1 + end
				} else {
					a.value = s[i+1 : i+1+end]
					i += end + 2
				}
			default:
				from = i
				for i < len(s) && !space(s[i]) && s[i] != '>' {
					i++
				}
				a.value = s[from:i]
			}
		} else if a.name == "" {
			i++ // a stray "="
			continue
		}
		if !skip && len(attrs) < maxAttributes && validName(a.name) && !duplicate(attrs, a.name) {
			attrs = append(attrs, a)
		}
	}
}

func validName(s string) bool {
	if s == "" || len(s) > 200 || !nameStart(s[0]) || strings.HasSuffix(s, ":") || strings.Count(s, ":") > 1 {
		return false
	}
	for i := 1; i < len(s); i++ {
		if !nameByte(s[i]) {
			return false
		}
	}
	return true
}

func duplicate(attrs []attribute, name string) bool {
	for _, a := range attrs {
		if a.name == name {
			return true
		}
	}
	return false
}

func (m *mender) start(name string, attrs []attribute, selfClosing bool) {
	if !validName(name) {
		m.tags++
		return
	}
	lower := strings.ToLower(name)
	if len(m.stack) == 0 {
		m.begin(lower, attrs)
	}
	if n := len(m.stack); m.rss && n > 2 && textOnly[strings.ToLower(m.stack[n-1])] && itemTags[lower] &&
		!strings.EqualFold(m.stack[n-1], "category") {
		m.tags++
		m.closeTo(n - 1)
	}
	if isEntry(lower) && m.item >= 0 { // entries do not nest
		m.tags++
		m.closeTo(m.itemDepth)
	}
	if len(m.stack) >= maxNesting {
		if !selfClosing {
			m.over++
		}
		return
	}
	if m.atom && localName(lower) == "content" && strings.HasPrefix(strings.ToLower(value(attrs, "type")), "multipart/") {
		m.wrapped++ // alternatives, each a content of its own
		return
	}
	if isEntry(lower) && m.item < 0 {
		m.rich, m.wrapped = false, 0
		if m.entries++; m.entries > maxEntries {
			m.full = true
			return
		}
		m.item, m.itemDepth, m.itemAside = m.out.Len(), len(m.stack), len(m.aside)
	}
	adapted, attrs := m.adapt(lower, name, attrs)
	if voidTags[lower] {
		m.void(adapted, attrs)
		return
	}
	m.open(adapted, attrs)
	if m.atom && m.markup == 0 && constructs[localName(lower)] {
		m.markup = len(m.stack)
	}
	m.attributesSaid(lower, attrs)
	if selfClosing {
		m.closeTo(len(m.stack) - 1)
	}
}

// begin sees from the root element what kind of feed it is, and supplies the
// root that some documents lack.
func (m *mender) begin(lower string, attrs []attribute) {
	m.rss = lower == "rss" || strings.HasSuffix(lower, "rdf")
	switch {
	case lower == "channel": // RSS 2.0 that forgot its root, or CDF
		m.rss, m.implied = true, true
		m.cdf = value(attrs, "href", "base", "lastmod") != ""
		if !m.cdf {
			m.tags++
		}
		m.open("rss", []attribute{{"version", "2.0"}})
	case localName(lower) == "entry": // an Atom entry is a document, too
		m.atom, m.implied = true, true
		var spaces []attribute
		for _, a := range attrs {
			if strings.HasPrefix(a.name, "xmlns") {
				spaces = append(spaces, a)
			}
		}
		root := "feed"
		if prefix, _, ok := strings.Cut(lower, ":"); ok {
			root = prefix + ":feed"
		}
		m.open(root, spaces)
	case !m.rss:
		m.atom = true
	}
}

// void writes an element of HTML that has no end: "<br></br>" would be two.
func (m *mender) void(name string, attrs []attribute) {
	m.startTag(name, attrs)
	m.out.WriteString("/>")
}

func (m *mender) open(name string, attrs []attribute) {
	m.startTag(name, attrs)
	m.out.WriteByte('>')
	m.stack = append(m.stack, name)
}

// startTag writes a start tag without its end.
func (m *mender) startTag(name string, attrs []attribute) {
	m.elements++
	m.full = m.full || m.elements > maxElements
	m.out.WriteByte('<')
	m.out.WriteString(name)
	for _, a := range attrs {
		m.out.WriteByte(' ')
		m.out.WriteString(a.name)
		m.out.WriteString(`="`)
		ampersands, isURL := m.ampersands, strings.HasSuffix(strings.ToLower(a.name), "url") || a.name == "href" || a.name == "src"
		if isURL {
			a.value = strings.TrimSpace(a.value)
		}
		m.value(a.value)
		if isURL {
			m.ampersands = ampersands // a URL with bare ampersands is not worth a word
		}
		m.out.WriteByte('"')
	}
}

// value writes the value of an attribute.
func (m *mender) value(s string) {
	for {
		i := strings.IndexAny(s, `"<`)
		if i < 0 {
			m.text(s)
			return
		}
		m.text(s[:i])
		if s[i] == '"' {
			m.out.WriteString("&quot;")
		} else {
			m.out.WriteString("&lt;")
		}
		s = s[i+1:]
	}
}

func (m *mender) end(name string) {
	if m.over > 0 {
		m.over--
		return
	}
	if name = m.renamed(strings.ToLower(name), name); m.inMarkup() {
		if _, local, ok := strings.Cut(name, ":"); ok && len(m.stack) > m.markup {
			name = local
		}
	}
	for i := len(m.stack) - 1; i >= 0; i-- {
		if strings.EqualFold(m.stack[i], name) {
			// An end tag inside an entry does not reach out of it, unless it
			// closes the feed.
			if m.item >= 0 && i < m.itemDepth && i > 1 {
				break
			}
			if i < len(m.stack)-1 && !m.named {
				m.tags++
			}
			m.named = false
			m.closeTo(i)
			return
		}
	}
	if m.wrapped > 0 && localName(strings.ToLower(name)) == "content" {
		m.wrapped--
		return
	}
	if !voidTags[strings.ToLower(name)] {
		m.tags++
	}
}
