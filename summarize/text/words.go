package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// Words cuts a span of the text into words: runs of letters and digits, with
// inner hyphens and points ("rendez-vous", "3.5", "U.S"). A French elision is
// a word of its own with its apostrophe ("l’"), an English one stays with its
// word ("don't", "Smith’s").
func Words(s string, span news.Span) []news.Span {
	return AppendWords(make([]news.Span, 0, (span.End-span.Start)/6+1), s, span)
}

// AppendWords is [Words] for a caller with a slice to spare.
func AppendWords(out []news.Span, s string, span news.Span) []news.Span {
	start := -1
	for i := span.Start; i < span.End; {
		if wordBytes[s[i]] { // as nearly all are
			if start < 0 {
				start = i
			}
			for i++; i < span.End && wordBytes[s[i]]; i++ {
			}
			continue
		}
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:span.End])
		}
		switch {
		case isWordRune(r):
			if start < 0 {
				start = i
			}
		case start >= 0 && i+n < span.End && joins(s, start, i, n, r):
			if isApostrophe(r) && elision(s[start:i]) {
				out = append(out, news.Span{Start: start, End: i + n})
				start = -1
			}
		case start >= 0:
			out = append(out, news.Span{Start: start, End: i})
			start = -1
		}
		i += n
	}
	if start >= 0 {
		out = append(out, news.Span{Start: start, End: span.End})
	}
	return out
}

// wordBytes are the ASCII letters and digits.
var wordBytes = func() (of [256]bool) {
	for c := range utf8.RuneSelf {
		of[c] = isWordRune(rune(c))
	}
	return of
}()

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u00ad'
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// joins reports whether the rune at i (of n bytes) holds a word together.
func joins(s string, start, i, n int, r rune) bool {
	next, _ := utf8.DecodeRuneInString(s[i+n:])
	if !isWordRune(next) {
		return false
	}
	switch r {
	case '-', '\u2010', '\u2011', '&':
		return true
	case '\'', '’':
		return true
	case '.':
		prev, _ := utf8.DecodeLastRuneInString(s[start:i])
		return unicode.IsDigit(prev) && unicode.IsDigit(next) || unicode.IsUpper(prev) && unicode.IsUpper(next)
	case ',':
		prev, _ := utf8.DecodeLastRuneInString(s[start:i])
		return unicode.IsDigit(prev) && unicode.IsDigit(next)
	}
	return false
}

// elision reports whether a word before an apostrophe is a French or Italian
// elided word, which is then a word of its own.
func elision(w string) bool {
	if len(w) == 1 {
		switch w[0] | 0x20 {
		case 'l', 'd', 'j', 'n', 's', 'c', 'm', 't':
			return true
		}
		return false
	}
	switch strings.ToLower(w) {
	case "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "nell", "all", "sull", "presqu":
		return true
	}
	return false
}
