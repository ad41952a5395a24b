package parse

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

var declared = regexp.MustCompile(`(?i)^[^<]{0,256}<\?xml[^>]{0,200}?encoding\s*=\s*["']?([a-z0-9._:-]+)`)

// Decode makes UTF-8 of a body: a byte order mark wins, then bytes that are
// valid UTF-8 (whatever a server claims), then the charset of the header and of
// the XML declaration. What is left is read as UTF-8 with stray Windows-1252
// bytes, which also is what undeclared Latin-1 comes to. The second result
// says what had to be guessed, "" when all was as declared.
func Decode(body []byte, contentType string) (string, string) {
	if s, ok := bom(body); ok {
		return s, ""
	}
	header := headerCharset(contentType)
	label := header
	if m := declared.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		decl := strings.ToLower(string(m[1]))
		// Latin-1 in a header is a server's default, not somebody's knowledge.
		if label == "" || isLatin1(label) || isUTF8(label) {
			label = decl
		}
	}
	if utf8.Valid(body) {
		if strings.HasPrefix(label, "iso-2022") && bytes.IndexByte(body, 0x1B) >= 0 {
			if s, ok := convert(body, label); ok {
				return s, ""
			}
		}
		if label != "" && !isUTF8(label) && !isASCII(body) {
			return string(body), fmt.Sprintf("The feed says it is in %s, but it is in UTF-8.", label)
		}
		return string(body), ""
	}
	if label != "" && !isUTF8(label) && !isLatin1(label) {
		if s, ok := convert(body, label); ok {
			return s, ""
		}
		return mixed(body), fmt.Sprintf("The encoding %q is not known; it was read as UTF-8 or Windows-1252.", label)
	}
	s := mixed(body)
	if label != "" && isLatin1(label) {
		return s, ""
	}
	return s, "The feed is not in the UTF-8 it should be in; single bytes were read as Windows-1252."
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(params["charset"]))
}

func isUTF8(label string) bool { return label == "utf-8" || label == "utf8" }

func isLatin1(label string) bool {
	switch label {
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso-8859-15":
		return true
	}
	return false
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// bom decodes what begins with a byte order mark, or is plainly UTF-16.
func bom(b []byte) (string, bool) {
	var out []byte
	var err error
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		if utf8.Valid(b[3:]) {
			return string(b[3:]), true
		}
		return mixed(b[3:]), true
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE, 0, 0}):
		out, err = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0, 0, 0xFE, 0xFF}):
		out, err = utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{'<', 0}):
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}), bytes.HasPrefix(b, []byte{0, '<'}):
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	default:
		return "", false
	}
	return string(out), err == nil
}

func convert(b []byte, label string) (string, bool) {
	e, _ := charset.Lookup(label)
	if e == nil {
		return "", false
	}
	out, err := e.NewDecoder().Bytes(b)
	return string(out), err == nil
}

// mixed reads UTF-8 and takes each byte that is none as Windows-1252.
func mixed(b []byte) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			if !utf8.FullRune(b) && len(b) < utf8.UTFMax {
				break // a character cut in two at the end
			}
			r = charmap.Windows1252.DecodeByte(b[0])
		}
		out.WriteRune(r)
		b = b[size:]
	}
	return out.String()
}
