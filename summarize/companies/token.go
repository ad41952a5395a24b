package companies

import (
	"unicode"
	"unicode/utf8"
)

// shape is how a token is written.
type shape uint16

const (
	word     shape = 1 << iota // letters and digits
	upper                      // begins with a capital
	caps                       // no small letters, at least two capitals
	inner                      // a capital after a small letter: OpenAI
	digit                      // begins with a digit
	tight                      // no space before
	apos                       // an apostrophe before: the s of Moody's
	elided                     // an apostrophe after: the l of l'Oréal
	opens                      // first of its sentence, heading or quotation
	titled                     // in a line of Capitalised Words or CAPITALS
	heading                    // in a title or heading
	spoken                     // within quotation marks
	cut                        // first of a block: nothing before counts
	surtitle                   // in the document's title
)

// token is a word or a punctuation mark of a text.
type token struct {
	start, end int32
	id         uint32 // of the folded word; 0: in no list
	pair       uint32 // of the word with a hyphen that it ends: start-up
	class      class
	shape      shape
	block      int32
}

// fold appends the letter in lower case and without accent.
func fold(to []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(to, byte(r))
	}
	if r >= 0xc0 && r < 0x180 {
		if s := latin[r-0xc0]; s != "" {
			return append(to, s...)
		}
	}
	if r == '\u00ad' || r >= 0x300 && r < 0x370 {
		return to
	}
	return utf8.AppendRune(to, unicode.ToLower(r))
}

// latin are the letters U+00C0…U+017F without their accents.
var latin = func() (t [0xc0]string) {
	for s, letters := range map[string]string{
		"a": "àáâãäåÀÁÂÃÄÅāăąĀĂĄ", "ae": "æÆ", "c": "çÇćĉċčĆĈĊČ", "d": "ďđĎĐðÐ", "e": "èéêëÈÉÊËēĕėęěĒĔĖĘĚ",
		"g": "ĝğġģĜĞĠĢ", "h": "ĥħĤĦ", "i": "ìíîïÌÍÎÏĩīĭįıĨĪĬĮİ", "j": "ĵĴ", "k": "ķĶ", "l": "ĺļľŀłĹĻĽĿŁ",
		"n": "ñÑńņňŃŅŇ", "o": "òóôõöøÒÓÔÕÖØōŏőŌŎŐ", "oe": "œŒ", "r": "ŕŗřŔŖŘ", "s": "śŝşšŚŜŞŠ", "ss": "ß", "t": "ţťŧŢŤŦ",
		"th": "þÞ", "u": "ùúûüÙÚÛÜũūŭůűųŨŪŬŮŰŲ", "w": "ŵŴ", "y": "ýÿÝŷŸŶ", "z": "źżžŹŻŽ",
	} {
		for _, r := range letters {
			t[r-0xc0] = s
		}
	}
	return t
}()

// maxWord is how much of a word is kept for comparison, in bytes; no name is
// as long.
const maxWord = 40

// scan calls each for every token of s with its folded form, which is only
// valid during the call. Words are runs of letters and digits; apostrophes,
// hyphens and points between them are no tokens but show in the shape.
func scan(s string, each func(t token, folded []byte)) {
	var buf [maxWord + 8]byte
	glued, quote := false, false // no space before; an apostrophe before
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if !letter(r) {
			switch {
			case r == '\'' || r == '’':
				quote = glued && i+n < len(s)
				if !quote {
					each(token{start: int32(i), end: int32(i + n), shape: tightIf(glued)}, []byte{'\''})
				}
			case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\n' || r == '\t' || r == '\u2009':
				glued, quote = false, false
				i += n
				continue
			case r >= 0x200b && r <= 0x200d || r == 0xfeff:
			default:
				quote = false
				each(token{start: int32(i), end: int32(i + n), shape: tightIf(glued)}, punctuation(buf[:0], r))
			}
			glued = true
			i += n
			continue
		}
		t := token{start: int32(i), shape: word | tightIf(glued)}
		if quote {
			t.shape |= apos
		}
		folded := buf[:0]
		var big, small int
		for {
			if big+small == 0 {
				if up(r) {
					t.shape |= upper
				} else if r >= '0' && r <= '9' {
					t.shape |= digit
				}
			}
			if up(r) {
				if small > 0 {
					t.shape |= inner
				}
				big++
			} else if r < '0' || r > '9' {
				small++
			}
			if len(folded) < maxWord {
				folded = fold(folded, r)
			}
			i += n
			if i >= len(s) {
				break
			}
			r, n = rune(s[i]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(s[i:])
			}
			if !letter(r) {
				break
			}
		}
		if big >= 2 && small == 0 {
			t.shape |= caps
		}
		if i < len(s) && (r == '\'' || r == '’') && elision(folded) {
			t.shape |= elided
		}
		t.end = int32(i)
		each(t, folded)
		glued, quote = true, false
	}
}

// elision reports whether the word before an apostrophe is an elided article
// or conjunction: l', d', qu', jusqu'.
func elision(w []byte) bool {
	switch string(w) {
	case "l", "d", "qu", "s", "n", "j", "c", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "dell", "all", "nell", "sull":
		return true
	}
	return false
}

func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u00ad'
}

func up(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r)
}

func tightIf(b bool) shape {
	if b {
		return tight
	}
	return 0
}

// punctuation folds the variants of a mark to one.
func punctuation(to []byte, r rune) []byte {
	switch r {
	case '–', '—', '\u2010', '\u2011', '−':
		if r == '\u2010' || r == '\u2011' {
			return append(to, '-')
		}
		return append(to, "--"...)
	case '“', '”', '„', '«', '»', '‹', '›':
		return append(to, '"')
	case '‘':
		return append(to, '\'')
	case '…':
		return append(to, '.')
	}
	return utf8.AppendRune(to, r)
}
