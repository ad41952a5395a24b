package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks may sit on one character. Vietnamese
// needs two, pointed Hebrew four, Tibetan stacks a few more.
const maxMarks = 8

// maxPayload is how far the terminator of an OSC, DCS, APC, PM or SOS string
// is looked for. A string without one is text that lost its end: only its
// introducer is removed, so that nobody loses an article to one stray byte.
const maxPayload = 4096

// filter removes what must not reach a terminal, rune by rune. It carries its
// context from one piece of text to the next, so that markup between two
// pieces hides nothing.
type filter struct {
	prev  rune // last rune let through
	marks int  // combining marks let through in a row
}

func (f *filter) reset() { *f = filter{} }

// append filters s into dst. Line and paragraph separators become newlines;
// newlines and tabs are kept for the caller to judge.
func (f *filter) append(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		plain := i
		for plain < len(s) && s[plain] >= 0x20 && s[plain] < 0x7F {
			plain++
		}
		if plain > i {
			dst = append(dst, s[i:plain]...)
			f.prev, f.marks = rune(s[plain-1]), 0
			i = plain
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size <= 1 {
			i++ // a byte that is not UTF-8, a lone surrogate, a bare C1 byte
			continue
		}
		if n := sequence(s[i:]); n > 0 {
			i += n
			continue
		}
		i += size
		if r == '\r' {
			if i < len(s) && s[i] == '\n' {
				continue
			}
			r = '\n'
		}
		r = replacement(r)
		if r < 0 || !f.allowed(r, s[i:]) {
			continue
		}
		if unicode.Is(unicode.M, r) && !isVariation(r) {
			if f.marks >= maxMarks {
				continue
			}
			f.marks++
		} else if !isVariation(r) {
			f.marks = 0
		}
		f.prev = r
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// replacement maps a rune to what is kept in its place, -1 for nothing.
func replacement(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\v' || r == '\f' || r == 0x2028 || r == 0x2029:
		return '\n'
	case r < 0x20 || r == 0x7F:
		return -1
	case r >= 0x80 && r < 0xA0:
		return typographic(r)
	case unicode.Is(invisible, r):
		return -1
	case r&0xFFFE == 0xFFFE: // noncharacters at the end of each plane
		return -1
	}
	return r
}

// typographic saves the punctuation of Windows-1252 text that somebody took
// for Latin-1: there is no C1 control a feed could mean.
func typographic(r rune) rune {
	switch r {
	case 0x80:
		return '€'
	case 0x85:
		return '…'
	case 0x8C:
		return 'Œ'
	case 0x91:
		return '‘'
	case 0x92:
		return '’'
	case 0x93:
		return '“'
	case 0x94:
		return '”'
	case 0x95:
		return '•'
	case 0x96:
		return '–'
	case 0x97:
		return '—'
	case 0x9C:
		return 'œ'
	}
	return -1
}

// invisible are format characters that no news text needs and that hide or
// reorder what a reader sees: direction marks, embeddings, overrides and
// isolates, zero-width spaces, fillers, tag characters, annotations, soft
// hyphens. Joiners and variation selectors are judged by their neighbours.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00AD, Hi: 0x00AD, Stride: 1},
		{Lo: 0x034F, Hi: 0x034F, Stride: 1},
		{Lo: 0x061C, Hi: 0x061C, Stride: 1},
		{Lo: 0x115F, Hi: 0x1160, Stride: 1},
		{Lo: 0x17B4, Hi: 0x17B5, Stride: 1},
		{Lo: 0x180B, Hi: 0x180F, Stride: 1},
		{Lo: 0x200B, Hi: 0x200B, Stride: 1},
		{Lo: 0x200E, Hi: 0x200F, Stride: 1},
		{Lo: 0x202A, Hi: 0x202E, Stride: 1},
		{Lo: 0x2060, Hi: 0x206F, Stride: 1},
		{Lo: 0x3164, Hi: 0x3164, Stride: 1},
		{Lo: 0xD800, Hi: 0xDFFF, Stride: 1},
		{Lo: 0xFDD0, Hi: 0xFDEF, Stride: 1},
		{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1},
		{Lo: 0xFFA0, Hi: 0xFFA0, Stride: 1},
		{Lo: 0xFFF0, Hi: 0xFFFB, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1BCA0, Hi: 0x1BCA3, Stride: 1},
		{Lo: 0x1D173, Hi: 0x1D17A, Stride: 1},
		{Lo: 0xE0000, Hi: 0xE0FFF, Stride: 1},
	},
	LatinOffset: 1,
}

// joining are the scripts in whose words ZWJ and ZWNJ change letters.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mongolian,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

func isVariation(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F }

// allowed judges the characters whose right to stay depends on neighbours:
// rest is what follows in the same piece of text.
func (f *filter) allowed(r rune, rest string) bool {
	switch {
	case isVariation(r):
		return (r == 0xFE0F || r == 0xFE0E) &&
			(pictograph(f.prev) || f.prev == '#' || f.prev == '*' || f.prev >= '0' && f.prev <= '9')
	case r == 0x200C || r == 0x200D:
		next, _ := utf8.DecodeRuneInString(rest)
		if r == 0x200D && (pictograph(f.prev) || f.prev == 0xFE0F) && pictograph(next) {
			return true
		}
		return unicode.In(f.prev, joining...) && unicode.IsLetter(next) && unicode.In(next, joining...)
	}
	return true
}

// pictograph reports whether r may be part of an emoji sequence.
func pictograph(r rune) bool {
	switch {
	case r < 0xA9:
		return false
	case r == 0xA9, r == 0xAE, r == 0x203C, r == 0x2049, r == 0x2122, r == 0x2139,
		r == 0x3030, r == 0x303D, r == 0x3297, r == 0x3299:
		return true
	case r >= 0x2190 && r <= 0x21FF, r >= 0x2300 && r <= 0x23FF, r >= 0x2460 && r <= 0x24FF,
		r >= 0x25A0 && r <= 0x27BF, r >= 0x2900 && r <= 0x297F, r >= 0x2B00 && r <= 0x2BFF,
		r >= 0x1F000 && r <= 0x1FAFF:
		return true
	}
	return false
}

// sequence returns the length of the terminal control sequence (ECMA-48) that
// s starts with, 0 when s starts with none. Introducers are ESC and the C1
// controls as code points.
func sequence(s string) int {
	var kind byte // the 7-bit form of the introducer
	var n int
	switch {
	case s[0] == 0x1B:
		if len(s) == 1 {
			return 1
		}
		kind, n = s[1], 2
		if kind < 0x20 || kind >= 0x7F {
			return 1
		}
	case s[0] == 0xC2 && len(s) > 1 && s[1] >= 0x80 && s[1] < 0xA0:
		kind, n = s[1]-0x40, 2
		if !strings.ContainsRune("PX[]^_", rune(kind)) {
			return 0
		}
	default:
		return 0
	}
	switch {
	case kind == '[':
		return n + csi(s[n:])
	case strings.IndexByte("P]X^_", kind) >= 0:
		return n + payload(s[n:])
	case kind < 0x30: // ESC with intermediates: charset selection and the like
		for n < len(s) && n < 8 && s[n] >= 0x20 && s[n] < 0x30 {
			n++
		}
		if n < len(s) && s[n] >= 0x30 && s[n] < 0x7F {
			n++
		}
	}
	return n
}

// csi returns the length of the parameters, intermediates and final byte.
func csi(s string) int {
	n := 0
	for n < len(s) && n < 256 && s[n] >= 0x20 && s[n] < 0x40 {
		n++
	}
	if n < len(s) && s[n] >= 0x40 && s[n] < 0x7F {
		return n + 1
	}
	return 0
}

// payload returns the length of a control string with its terminator (BEL, or
// ST as ESC \ or U+009C), 0 when there is none near.
func payload(s string) int {
	for i := 0; i < len(s) && i < maxPayload; i++ {
		switch {
		case s[i] == 0x07:
			return i + 1
		case s[i] == 0x1B && i+1 < len(s) && s[i+1] == '\\':
			return i + 2
		case s[i] == 0xC2 && i+1 < len(s) && s[i+1] == 0x9C:
			return i + 2
		}
	}
	return 0
}
