package sqlite

import (
	"database/sql/driver"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"modernc.org/sqlite"
)

func init() {
	// author: compares as people do; SQLite itself folds ASCII only.
	sqlite.MustRegisterDeterministicScalarFunction("lede_fold", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		switch v := args[0].(type) {
		case string:
			return fold(v), nil
		case []byte:
			return fold(string(v)), nil
		}
		return "", nil
	})
}

// ligatures that Unicode does not take apart but readers write as two letters.
var ligatures = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ß", "ss", "ẞ", "SS", "ĳ", "ij", "Ĳ", "IJ",
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// fold is what names are compared by: no case, no accents, no ligatures, one
// space between words. "Émancipation" and "emancipation" fold alike.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c >= 'A' && c <= 'Z' || c == '\t' || c == '\n' || c == '\r' {
			plain = false
			break
		}
	}
	if plain && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(ligatures.Replace(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == 'ʼ':
			b.WriteByte('\'')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// indexed is text as the full-text index is given it. The tokenizer folds case
// and accents itself.
func indexed(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return ligatures.Replace(s)
		}
	}
	return s
}
