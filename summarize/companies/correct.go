package companies

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"lede/news"
	"lede/summarize/text"
	"lede/yamltext"
)

// Verdict is what a reader says of a tag.
type Verdict int

// The verdicts.
const (
	NotHere    Verdict = iota // not this company beside these words
	NeverAlias                // this alias never means the company
	Always                    // this alias always means the company
	Never                     // this company is not to be found at all
)

// Correction is a reader's word on a tag, to become a rule in their file.
type Correction struct {
	Verdict Verdict
	Company string   // the company's name, as in news.Mention
	Alias   string   // as written in the article; for NeverAlias and Always
	Near    []string // words beside it, or phrases with it; for NotHere, see [Near]
}

// rule is the line of a file that says it.
func (c Correction) rule() (string, error) {
	name := strings.TrimSpace(c.Company)
	if slug(name) == "" {
		return "", errors.New("a rule needs the name of a company")
	}
	alias := strings.TrimSpace(c.Alias)
	if (c.Verdict == NeverAlias || c.Verdict == Always) && plain(alias) == "" {
		return "", fmt.Errorf("a rule about %s needs the name as the article has it", name)
	}
	switch c.Verdict {
	case NotHere:
		var words []string
		for _, w := range c.Near {
			if plain(w) != "" {
				words = append(words, quoted(w))
			}
		}
		if len(words) == 0 {
			return "", fmt.Errorf("nothing beside %s tells it from others here; add \"not: [word]\" to your file yourself", name)
		}
		return fmt.Sprintf("{name: %s, extend: true, not: [%s]}", quoted(name), strings.Join(words, ", ")), nil
	case NeverAlias:
		return fmt.Sprintf("{name: %s, extend: true, never: [%s]}", quoted(name), quoted(alias)), nil
	case Always:
		return fmt.Sprintf("{name: %s, extend: true, aliases: [{text: %s, always: true}]}", quoted(name), quoted(alias)), nil
	case Never:
		return fmt.Sprintf("{name: %s, off: true}", quoted(name)), nil
	}
	return "", fmt.Errorf("unknown verdict %d", c.Verdict)
}

// quoted is a text as YAML reads it back, in quotes.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.Join(strings.Fields(s), " ") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// Correct adds a rule to the text of a user's file and returns the new text.
// Everything that is in the file stays as it is, comments included; a rule that
// is there already is not added again. A file that cannot be read as YAML is
// not touched: the error says where it is wrong.
func Correct(src []byte, c Correction) ([]byte, error) {
	rule, err := c.rule()
	if err != nil {
		return nil, err
	}
	at, indent, fresh, err := endOfList(src)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(src, []byte("- "+rule)) {
		return src, nil
	}
	head, tail := src[:at], src[at:]
	out := slices.Clone(head)
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	if fresh {
		out = append(out, "companies:\n"...)
	}
	out = append(out, indent+"- "+rule+"\n"...)
	out = append(out, tail...)
	before, faults := Parse("companies.yaml", src)
	after, errs := Parse("companies.yaml", out)
	if after.Len() != before.Len()+1 || len(errs) > len(faults) {
		if len(errs) > len(faults) {
			return nil, errs[len(errs)-1]
		}
		return nil, errors.New("companies.yaml: the rule does not fit into the file; write it yourself: " + rule)
	}
	return out, nil
}

// endOfList finds where a line can be added to the list of companies: its
// offset, its indentation, and whether "companies:" itself is missing.
func endOfList(src []byte) (at int, indent string, fresh bool, err error) {
	file, fault := yamltext.Parse(src, maxFile)
	if fault != nil {
		return 0, "", false, (&userFile{name: "companies.yaml"}).syntax(fault)
	}
	var list *ast.MappingValueNode
	for _, doc := range file.Docs {
		pairs, _ := mapping(doc.Body)
		for _, pair := range pairs {
			if keyOf(pair) == "companies" {
				list = pair
			}
		}
		if doc.Body != nil && pairs == nil {
			if _, empty := doc.Body.(*ast.NullNode); !empty {
				if _, comment := doc.Body.(*ast.CommentGroupNode); !comment {
					return 0, "", false, errors.New("companies.yaml: a list of companies begins with \"companies:\"")
				}
			}
		}
	}
	if list == nil {
		return len(src), "  ", true, nil
	}
	key := line(list.Key)
	seq, ok := list.Value.(*ast.SequenceNode)
	if !ok || len(seq.Values) == 0 {
		if _, empty := list.Value.(*ast.NullNode); !empty {
			return 0, "", false, fmt.Errorf("companies.yaml:%d: write the companies as a list, one \"- name: …\" for each, so that rules can be added", key)
		}
		return offsetOfLine(src, key+1), "  ", false, nil
	}
	if seq.IsFlowStyle {
		return 0, "", false, fmt.Errorf("companies.yaml:%d: write the companies as a list, one \"- name: …\" for each, so that rules can be added", key)
	}
	// The dash of the last entry, and the first line behind it that is none of
	// the entry's.
	last := lastDash(src, line(seq.Values[len(seq.Values)-1]))
	if last == 0 {
		return 0, "", false, fmt.Errorf("companies.yaml:%d: the list of companies cannot be added to; write the rule yourself", key)
	}
	from := offsetOfLine(src, last)
	width := len(src[from:]) - len(bytes.TrimLeft(src[from:], " \t"))
	end := offsetOfLine(src, last+1)
	for at = end; at < len(src); {
		next := at + len(src[at:])
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		body := bytes.TrimLeft(src[at:next], " \t")
		blank := len(bytes.TrimSpace(body)) == 0 || body[0] == '#'
		if !blank && len(src[at:next])-len(body) <= width {
			break
		}
		at = next
		if !blank {
			end = at
		}
	}
	return end, string(src[from : from+width]), false, nil
}

// lastDash is the line at or before n that begins with a dash; 0 none.
func lastDash(src []byte, n int) int {
	for ; n > 0; n-- {
		if bytes.HasPrefix(bytes.TrimLeft(src[offsetOfLine(src, n):], " \t"), []byte("-")) {
			return n
		}
	}
	return 0
}

// offsetOfLine is where line n begins, counted from 1.
func offsetOfLine(src []byte, n int) int {
	at := 0
	for ; n > 1; n-- {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return len(src)
		}
		at += i + 1
	}
	return at
}

// Near proposes the words for a [NotHere] correction: those closest to a
// mention that are neither small words nor words of business, three at most.
// They are in the text of the article, in order of their distance.
func (l *Lexicon) Near(d *text.Document, where news.Span) []string {
	r := l.index.read(d)
	first, last := -1, -1
	for i := r.title; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		if int(t.start) < where.End && int(t.end) > where.Start && t.shape&word != 0 {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	var out []string
	take := func(i int) {
		if !r.in(i, r.of[first]) || len(out) >= 3 {
			return
		}
		t := &r.tokens[i]
		lit := strings.ToLower(r.literal(i))
		if t.shape&word == 0 || len(lit) < 3 || t.class&(function|aux|det|of|and|at|prep|adverb|deal|noun|money|role|verb|legalWord|suffix|say|tell) != 0 || slices.Contains(out, lit) {
			return
		}
		out = append(out, lit)
	}
	for n := 1; n <= 12; n++ {
		take(last + n)
		take(first - n)
	}
	return out
}
