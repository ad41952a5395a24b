package query

import (
	"slices"
	"strings"
	"unicode"
)

type kind int

const (
	end    kind = iota
	word        // a term
	or          // OR
	and         // AND, which may as well be left out
	not         // - before something, or NOT
	open        // (
	closed      // )
)

type token struct {
	kind   kind
	column int
	field  string // before the colon, as written
	value  string
	quoted bool // the value stood in quotes
	colon  bool
	last   bool // touches the end of the source
	below  bool // a + stands right behind the quotes of a company
}

// scanTokens takes the source apart.
func scanTokens(src string) ([]token, error) {
	r := []rune(src)
	if len(r) > MaxLength {
		return nil, fail(MaxLength+1, "a query may have %d characters and this one has %d", MaxLength, len(r))
	}
	var tokens []token
	for i := 0; i < len(r); {
		switch c := r[i]; {
		case unicode.IsSpace(c):
			i++
		case c == '(':
			tokens = append(tokens, token{kind: open, column: i + 1})
			i++
		case c == ')':
			tokens = append(tokens, token{kind: closed, column: i + 1})
			i++
		case c == '-' && i+1 < len(r) && !unicode.IsSpace(r[i+1]) && r[i+1] != ')':
			tokens = append(tokens, token{kind: not, value: "-", column: i + 1})
			i++
		default:
			t, next, err := scanWord(r, i)
			if err != nil {
				return nil, err
			}
			t.last = next == len(r)
			tokens = append(tokens, t)
			i = next
		}
	}
	return append(tokens, token{kind: end, column: len(r) + 1}), nil
}

var quotes = map[rune]rune{'"': '"', '“': '”', '”': '”', '„': '“', '«': '»'}

// scanWord reads word, "phrase", field:word or field:"phrase" at i.
func scanWord(r []rune, i int) (token, int, error) {
	t := token{kind: word, column: i + 1}
	start := i
	for ; i < len(r); i++ {
		c := r[i]
		if unicode.IsSpace(c) || c == '(' || c == ')' {
			break
		}
		if closing, quote := quotes[c]; quote && i == start {
			for j := i + 1; j < len(r); j++ {
				if r[j] == closing {
					inner := strings.ReplaceAll(string(r[i+1:j]), `"`, " ")
					t.value, t.quoted = strings.TrimSpace(inner), true
					if t.colon && companyField(t.field) && j+1 < len(r) && r[j+1] == '+' && (j+2 == len(r) || unicode.IsSpace(r[j+2]) || r[j+2] == ')') {
						t.below = true
						j++
					}
					return t, j + 1, nil
				}
			}
			return t, 0, fail(i+1, "this quotation mark is never closed")
		}
		if c == ':' && !t.colon && i > start && isName(r[start:i]) {
			t.field, t.colon = string(r[start:i]), true
			start = i + 1
		}
	}
	t.value = string(r[start:i])
	if !t.colon {
		switch t.value {
		case "OR":
			t.kind = or
		case "AND":
			t.kind = and
		case "NOT":
			t.kind = not
		}
	}
	return t, i, nil
}

// companyField reports whether a field names companies.
func companyField(name string) bool {
	switch Field(strings.ToLower(name)) {
	case FieldCompany, FieldAbout, FieldImplied:
		return true
	}
	return false
}

// isName reports whether what stands before a colon could be a field: "12:30"
// and "https://…" are words.
func isName(r []rune) bool {
	for _, c := range r {
		if !unicode.IsLetter(c) {
			return false
		}
	}
	return !slices.Contains([]string{"http", "https", "mailto"}, strings.ToLower(string(r)))
}
