package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	maxLine = 2000    // bytes of a title or a name
	maxText = 2 << 20 // bytes of plain text
	// maxRaw bounds the markup that is looked at for maxText of text.
	maxRaw = 16 << 20
)

// Line makes one clean line of s, for titles and names: white space is one
// space, and what is longer than any title is cut with an ellipsis.
func Line(s string) string {
	s = head(s, 16*maxLine)
	var f filter
	s = string(f.append(make([]byte, 0, len(s)), s))
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
	s = strings.TrimFunc(s, unicode.IsSpace)
	if len(s) > maxLine {
		s = strings.TrimFunc(head(s, maxLine-len("…")), unicode.IsSpace) + "…"
	}
	return s
}

// AppendSpaced appends the words of s with one space between them.
func AppendSpaced(to []byte, s string) []byte {
	first := true
	for i := 0; i < len(s); {
		from := i
		size := 0 // of the space that ends the words
		for i < len(s) && size == 0 {
			switch c := s[i]; {
			case c == ' ' && i > from && i+1 < len(s) && s[i+1] > ' ' && s[i+1] < utf8.RuneSelf:
				i++ // it stays as it is, and so may the next word
			case c == ' ' || c >= '\t' && c <= '\r':
				size = 1
			case c < utf8.RuneSelf:
				i++
			default:
				r, n := utf8.DecodeRuneInString(s[i:])
				if unicode.IsSpace(r) {
					size = n
				} else {
					i += n
				}
			}
		}
		if i > from {
			if !first {
				to = append(to, ' ')
			}
			first = false
			to = append(to, s[from:i]...)
		}
		i += size
	}
	return to
}

// Text cleans text of several lines: lines have no space at their ends, tabs
// are spaces, and at most one line in a row is empty. It is cut at 2 MB.
func Text(s string) string {
	s = head(s, maxText)
	var f filter
	s = string(f.append(make([]byte, 0, len(s)), s))
	var out strings.Builder
	out.Grow(len(s))
	empty := 0
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimFunc(strings.ReplaceAll(line, "\t", " "), unicode.IsSpace)
		if line == "" {
			empty++
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
			if empty > 0 {
				out.WriteByte('\n')
			}
		}
		empty = 0
		out.WriteString(line)
	}
	return out.String()
}

// Title decodes a title as the field does: feeds are at odds over whether a
// title is text or HTML, so entities that are left are decoded, tags that only
// format are dropped, and any other "<" is a character ("a < b", "List<T>").
func Title(s string) string {
	s = head(s, 16*maxLine)
	if !strings.ContainsAny(s, "<&") {
		return Line(s)
	}
	var out strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			out.WriteString(entities(s))
			break
		}
		out.WriteString(entities(s[:i]))
		s = s[i:]
		name, n := formatTag(s)
		if n == 0 {
			out.WriteByte('<')
			s = s[1:]
			continue
		}
		if name == "br" || name == "p" || name == "div" {
			out.WriteByte(' ')
		}
		s = s[n:]
	}
	return Line(out.String())
}

// entities decodes once, and once more what was escaped twice by mistake: an
// ampersand or a letter, never a bracket, which may be meant.
func entities(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	s = html.UnescapeString(s)
	i := strings.IndexByte(s, '&')
	if i < 0 || strings.IndexByte(s[i:], ';') < 0 {
		return s
	}
	again := html.UnescapeString(s)
	if strings.Count(again, "<") == strings.Count(s, "<") && strings.Count(again, ">") == strings.Count(s, ">") {
		return again
	}
	return s
}

// titleTags are tags that people put into titles for their looks.
var titleTags = map[string]bool{
	"a": true, "abbr": true, "b": true, "big": true, "br": true, "cite": true, "code": true, "del": true,
	"div": true, "em": true, "font": true, "h1": true, "h2": true, "h3": true, "i": true, "img": true,
	"ins": true, "mark": true, "p": true, "q": true, "s": true, "small": true, "span": true,
	"strike": true, "strong": true, "sub": true, "sup": true, "tt": true, "u": true, "wbr": true, "nobr": true,
}

// formatTag returns the name and length of the tag s starts with, when it is
// one that only formats.
func formatTag(s string) (name string, n int) {
	end := strings.IndexByte(s, '>')
	if end < 0 || end > 1000 {
		return "", 0
	}
	inner := strings.TrimPrefix(s[1:end], "/")
	cut := strings.IndexFunc(inner, func(r rune) bool { return r == '/' || unicode.IsSpace(r) })
	if cut < 0 {
		cut = len(inner)
	}
	name = strings.ToLower(inner[:cut])
	if !titleTags[name] {
		return "", 0
	}
	return name, end + 1
}

// head cuts s to at most n bytes between two characters.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Controls removes terminal control sequences with their payload and control
// characters from text that is still markup; newlines and tabs stay. Parsers
// need it before they drop the ESC and leave the payload behind.
func Controls(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r >= 0x7F && r < 0xA0 }) < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size <= 1 {
			out = append(out, s[i])
			i++
			continue
		}
		if n := sequence(s[i:]); n > 0 {
			// A sequence does not reach over markup.
			if lt := strings.IndexByte(s[i:i+n], '<'); lt > 0 {
				n = lt
			}
			i += n
			continue
		}
		if r < 0x20 && r != '\n' && r != '\t' && r != '\r' || r == 0x7F {
			i++
			continue
		}
		if r >= 0x80 && r < 0xA0 {
			if t := typographic(r); t > 0 {
				out = utf8.AppendRune(out, t)
			}
			i += size
			continue
		}
		out = append(out, s[i:i+size]...)
		i += size
	}
	return string(out)
}
