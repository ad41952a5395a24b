// Package yamltext reads the text of YAML files that people write: it looks at
// how large and how deep a text is before it is parsed, because the parser
// takes time and memory by the square of the depth, and says what is wrong in
// one sentence with its line.
package yamltext

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// The bounds of a text. No file that says anything comes near them.
const (
	maxDepth = 32   // lists and groups within each other
	maxKeys  = 2000 // keys of one group
	maxDocs  = 50   // documents, parted by "---"
	maxMarks = 8    // anchors and tags before one value
)

// Fault is what is wrong with a text. Line is 0 when it is the whole of it.
type Fault struct {
	Line    int
	Message string
}

// Error is the message with its line.
func (f *Fault) Error() string {
	if f.Line == 0 {
		return f.Message
	}
	return fmt.Sprintf("line %d: %s", f.Line, f.Message)
}

// mark is the byte order mark that some editors put before a text.
var mark = []byte("\xef\xbb\xbf")

// Parse reads a text of at most so many bytes. A byte order mark before it is
// accepted.
func Parse(src []byte, most int) (*ast.File, *Fault) {
	if len(src) > most {
		return nil, &Fault{0, fmt.Sprintf("has %s; it may have %s: split it or shorten it", size(len(src)), size(most))}
	}
	src = bytes.TrimPrefix(src, mark)
	if i := notUTF8(src); i >= 0 {
		return nil, &Fault{lineAt(src, i), "is not UTF-8 text; save it as UTF-8"}
	}
	tokens := lexer.Tokenize(string(src))
	if fault := bounded(tokens); fault != nil {
		return nil, fault
	}
	file, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, explain(src, err)
	}
	return file, nil
}

func size(n int) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.3g MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", (n+1<<10-1)>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// notUTF8 is where a text stops being UTF-8; -1 nowhere.
func notUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func lineAt(src []byte, i int) int { return 1 + bytes.Count(src[:i], []byte{'\n'}) }

// level is a list or group that is open: the column it is written in, or 0
// between brackets, and how many keys it has.
type level struct{ column, keys int }

// bounded looks at how deep and how broad a text is.
func bounded(tokens token.Tokens) *Fault {
	var open []level
	marks, docs := 0, 0
	fault := func(t *token.Token, format string, args ...any) *Fault {
		f := &Fault{0, fmt.Sprintf(format, args...)}
		if t.Position != nil {
			f.Line = t.Position.Line
		}
		return f
	}
	// at opens the level of a column, and closes those within it.
	at := func(column int) {
		for n := len(open); n > 0 && open[n-1].column > column; n-- {
			open = open[:n-1]
		}
		if n := len(open); n == 0 || open[n-1].column < column {
			open = append(open, level{column: column})
		}
	}
	brackets := 0
	for i, t := range tokens {
		switch t.Type {
		case token.AnchorType, token.TagType:
			if marks++; marks > maxMarks {
				return fault(t, "more than %d marks (&name, !name) stand before one value", maxMarks)
			}
			continue
		case token.DocumentHeaderType:
			if docs++; docs > maxDocs {
				return fault(t, "more than %d documents, parted by \"---\"", maxDocs)
			}
			open, brackets = open[:0], 0
		case token.SequenceStartType, token.MappingStartType:
			open = append(open, level{})
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			if brackets > 0 {
				brackets--
				open = open[:len(open)-1]
			}
		case token.SequenceEntryType, token.MappingKeyType:
			if brackets == 0 && t.Position != nil {
				at(t.Position.Column)
			}
		case token.MappingValueType:
			if key := t; brackets == 0 {
				if i > 0 {
					key = tokens[i-1]
				}
				if key.Position != nil {
					at(key.Position.Column)
				}
			}
			if n := len(open); n > 0 {
				if open[n-1].keys++; open[n-1].keys > maxKeys {
					return fault(t, "more than %d keys stand in one group", maxKeys)
				}
			}
		}
		if t.Type != token.StringType { // the name of an anchor or tag
			marks = 0
		}
		if len(open) > maxDepth {
			return fault(t, "more than %d lists or groups lie within each other; close a bracket or write it flatter", maxDepth)
		}
	}
	return nil
}

// explain says what a parser's error means to somebody who writes a file.
func explain(src []byte, err error) *Fault {
	var at yaml.Error
	if !errors.As(err, &at) {
		return &Fault{0, "this is no YAML; check the indentation and quotes"}
	}
	f := &Fault{1, at.GetMessage()}
	t := at.GetToken()
	if t != nil && t.Position != nil {
		f.Line = t.Position.Line
	}
	var key string
	var line, column int
	if n, _ := fmt.Sscanf(f.Message, "mapping key %q already defined at [%d:%d]", &key, &line, &column); n >= 2 {
		f.Message = fmt.Sprintf("%q stands here twice, first in line %d; leave one of them out", key, line)
		return f
	}
	if n := tabbed(src, f.Line); n > 0 {
		return &Fault{n, "a tab indents this line; use spaces"}
	}
	f.Message = meant(f.Message) + "; check the indentation and quotes there"
	return f
}

// meanings say in words for people what the parser says of its own insides, by a
// part of its message; the first that fits holds.
var meanings = []struct{ part, means string }{
	{"sequence end token ']'", "a list that [ opens is not closed with ]"},
	{"mapping end token '}'", "a group that { opens is not closed with }"},
	{"corresponding to ']'", "this ] closes nothing"},
	{"corresponding to '}'", "this } closes nothing"},
	{"',' or ']'", "a list in brackets has its items between commas and ends with ]"},
	{"',' or '}'", "a group in braces has its keys between commas and ends with }"},
	{"flow map content", "a group in braces has its keys between commas and ends with }"},
	{"end character of", "a quotation mark is opened and not closed"},
	{"but found ','", "a comma stands where an item of the list is expected"},
	{"sequence entries", "an item that begins with a dash does not fit here"},
	{"multi-line", "text of several lines, after | or >, is not written so"},
	{"header option", "text of several lines, after | or >, is not written so"},
	{"number of indent", "text of several lines, after | or >, is not written so"},
	{"anchor", "the marks &, * and ! are not understood here; put words that have them into quotes"},
	{"alias", "the marks &, * and ! are not understood here; put words that have them into quotes"},
	{" tag", "the marks &, * and ! are not understood here; put words that have them into quotes"},
	{"reserved character", "this character begins nothing in YAML; put words that begin with it into quotes"},
	{"cannot start any token", "this character begins nothing in YAML; put words that begin with it into quotes"},
	{"directive", "a line that begins with a percent sign is not understood here; put it into quotes"},
	{"escape", "a backslash in double quotes stands before something it cannot mean; write two of them, or take single quotes"},
	{"UTF-", "a backslash in double quotes stands before something it cannot mean; write two of them, or take single quotes"},
	{"surrogate", "a backslash in double quotes stands before something it cannot mean; write two of them, or take single quotes"},
	{"non-map value", "here a key with a colon is expected, such as \"name: value\""},
	{"key name", "here a key with a colon is expected, such as \"name: value\""},
	{"delimiter ':'", "here a key with a colon is expected, such as \"name: value\""},
}

func meant(message string) string {
	for _, m := range meanings {
		if strings.Contains(message, m.part) {
			return m.means
		}
	}
	return "this line does not fit what stands before it"
}

// tabbed is the line with a tab before its text that is nearest to where the
// parser stopped, at or before the line after it; 0 none.
func tabbed(src []byte, line int) int {
	found, n := 0, 1
	for l := range bytes.Lines(src) {
		if n > line+1 {
			break
		}
		if indent := l[:len(l)-len(bytes.TrimLeft(l, " \t"))]; bytes.IndexByte(indent, '\t') >= 0 && len(bytes.TrimSpace(l)) > 0 {
			found = n
		}
		n++
	}
	return found
}
