package parse

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
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
	if label == "" && shiftsToJapanese(body) {
		label = "iso-2022-jp"
	}
	if utf8.Valid(body) {
		if strings.HasPrefix(label, "hz") && bytes.Contains(body, []byte("~{")) {
			if s, ok := convert(body, label); ok {
				return s, ""
			}
		}
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
	if label == "iso-8859-15" || label == "latin-9" || label == "latin9" {
		if s, ok := convert(body, label); ok {
			return s, ""
		}
	}
	if label == "" || isUTF8(label) {
		if likeliest := guess(body); likeliest != "" {
			if s, ok := convert(body, likeliest); ok {
				return s, fmt.Sprintf("The feed does not say what it is in; it was read as %s.", likeliest)
			}
		}
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

func isUTF8(label string) bool {
	return label == "utf-8" || label == "utf8" || label == "utf_8" || label == "u8"
}

func isLatin1(label string) bool {
	switch label {
	case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso-8859-15",
		"l1", "cp819", "iso_8859-1:1987", "latin-9", "latin9":
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
	case bytes.HasPrefix(b, []byte{'<', 0, 0, 0}):
		out, err = utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM).NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0, 0, 0, '<'}):
		out, err = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0x4C, 0x6F, 0xA7, 0x94}): // "<?xm" in EBCDIC
		out, err = charmap.CodePage037.NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{'<', 0}):
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}), bytes.HasPrefix(b, []byte{0, '<'}):
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	default:
		return "", false
	}
	return string(out), err == nil
}

// pages are encodings that the web has no name for, and IANA another one.
var pages = map[string]encoding.Encoding{
	"037": charmap.CodePage037, "437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "855": charmap.CodePage855,
	"858": charmap.CodePage858, "860": charmap.CodePage860, "862": charmap.CodePage862, "863": charmap.CodePage863, "865": charmap.CodePage865,
	"866": charmap.CodePage866, "1047": charmap.CodePage1047, "1140": charmap.CodePage1140, "874": charmap.Windows874,
	"932": japanese.ShiftJIS, "936": simplifiedchinese.GBK, "949": korean.EUCKR, "950": traditionalchinese.Big5, "mac-roman": charmap.Macintosh, "mskanji": japanese.ShiftJIS,
	"ujis": japanese.EUCJP, "eucjp": japanese.EUCJP, "euckr": korean.EUCKR, "hz": simplifiedchinese.HZGB2312, "hz-gb-2312": simplifiedchinese.HZGB2312, "euc-cn": simplifiedchinese.GBK, "euccn": simplifiedchinese.GBK,
	"iso-8859-9": charmap.ISO8859_9, "latin5": charmap.ISO8859_9, "iso-8859-1": charmap.Windows1252,
	"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "utf-32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	"utf-32": utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "ucs-4": utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "iso-10646-ucs-4": utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	"ucs-2": unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "iso-10646-ucs-2": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
}

// known finds the encoding of a label under any of its names.
func known(label string) encoding.Encoding {
	if e, _ := charset.Lookup(label); e != nil && pages[label] == nil {
		return e
	}
	label = strings.ReplaceAll(strings.ToLower(label), "_", "-")
	short := label
	for _, prefix := range []string{"cp", "ibm", "x-", "ms-", "windows-"} {
		short = strings.TrimPrefix(short, prefix)
	}
	if e := pages[short]; e != nil {
		return e
	}
	for _, name := range []string{label, strings.ReplaceAll(label, "-", "_"), strings.ReplaceAll(label, "cp125", "windows-125"), strings.ReplaceAll(label, "latin-", "latin")} {
		if e, _ := charset.Lookup(name); e != nil {
			return e
		}
		if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil {
			return e
		}
	}
	return nil
}

func convert(b []byte, label string) (string, bool) {
	e := known(label)
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
