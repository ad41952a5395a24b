package newsboat

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/feeds/clean"
)

const (
	maxFilter = 8000 // bytes of an expression
	maxNested = 50   // parentheses
)

// Query says a filter expression of newsboat in lede's query language. Remarks
// are about what it finds a little differently. The error says what lede has no
// word for.
func Query(filter string) (query string, remarks []string, err error) {
	if len(filter) > maxFilter {
		return "", nil, fmt.Errorf("the expression is longer than %d bytes", maxFilter)
	}
	p := &filterParser{rest: filter}
	said, err := p.or(0)
	if err != nil {
		return "", nil, err
	}
	if p.blank(); p.rest != "" {
		return "", nil, fmt.Errorf("%q is not understood", shown(p.rest))
	}
	return strings.Join(said, " OR "), p.remarks, nil
}

// filterParser reads an expression from the left. What it gives is text of the
// other language, as a list of alternatives.
type filterParser struct {
	rest    string
	remarks []string
}

func (p *filterParser) blank() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }

func (p *filterParser) remark(text string) {
	if !slices.Contains(p.remarks, text) {
		p.remarks = append(p.remarks, text)
	}
}

// keyword takes a word, in any case.
func (p *filterParser) keyword(word string) bool {
	p.blank()
	if len(p.rest) < len(word) || !strings.EqualFold(p.rest[:len(word)], word) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(p.rest[len(word):]); r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
		return false
	}
	p.rest = p.rest[len(word):]
	return true
}

func (p *filterParser) or(depth int) ([]string, error) {
	var all []string
	for {
		part, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		all = append(all, part)
		if !p.keyword("or") {
			return all, nil
		}
	}
}

func (p *filterParser) and(depth int) (string, error) {
	var all []string
	for {
		part, err := p.part(depth)
		if err != nil {
			return "", err
		}
		all = append(all, part)
		if !p.keyword("and") {
			return strings.Join(all, " "), nil
		}
	}
}

func (p *filterParser) part(depth int) (string, error) {
	p.blank()
	if !strings.HasPrefix(p.rest, "(") {
		return p.comparison()
	}
	if depth >= maxNested {
		return "", fmt.Errorf("parentheses go deeper than %d", maxNested)
	}
	p.rest = p.rest[1:]
	inner, err := p.or(depth + 1)
	if err != nil {
		return "", err
	}
	if p.blank(); !strings.HasPrefix(p.rest, ")") {
		return "", errors.New("a parenthesis is never closed")
	}
	p.rest = p.rest[1:]
	return either(inner), nil
}

// either is one of several.
func either(alternatives []string) string {
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return "(" + strings.Join(alternatives, " OR ") + ")"
}

// operators, those first that others begin with.
var operators = []string{"==", "=~", "!=", "!~", "!#", "<=", ">=", "=", "<", ">", "#", "between"}

func (p *filterParser) comparison() (string, error) {
	p.blank()
	end := strings.IndexFunc(p.rest, func(r rune) bool { return r != '_' && !(r >= 'a' && r <= 'z') && !(r >= 'A' && r <= 'Z') })
	if end < 0 {
		end = len(p.rest)
	}
	name := strings.ToLower(p.rest[:end])
	if name == "" {
		if p.rest == "" {
			return "", errors.New("it ends where a condition is expected")
		}
		return "", fmt.Errorf("%q is no condition", shown(p.rest))
	}
	p.rest = p.rest[end:]
	p.blank()
	op := ""
	for _, o := range operators {
		if rest, ok := strings.CutPrefix(p.rest, o); ok {
			op, p.rest = o, rest
			break
		}
	}
	if op == "" {
		return "", fmt.Errorf("after %s there is no comparison", name)
	}
	value, err := p.value()
	if err != nil {
		return "", err
	}
	if op == "==" {
		op = "="
	}
	return p.say(name, op, value)
}

// value reads a quoted text, a number or a range.
func (p *filterParser) value() (string, error) {
	p.blank()
	if !strings.HasPrefix(p.rest, `"`) {
		end := strings.IndexAny(p.rest, " \t\r\n)")
		if end < 0 {
			end = len(p.rest)
		}
		word := p.rest[:end]
		p.rest = p.rest[end:]
		if word == "" {
			return "", errors.New("a comparison has no value")
		}
		return word, nil
	}
	var b strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			return b.String(), nil
		case c == '\\' && i+1 < len(p.rest) && (p.rest[i+1] == '"' || p.rest[i+1] == '\\'):
			i++
			b.WriteByte(p.rest[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", errors.New("a quoted text is never closed")
}

// fieldOf are lede's fields for newsboat's attributes of text.
var fieldOf = map[string]string{
	"title": "title:", "content": "", "author": "author:", "feedtitle": "feed:", "rssurl": "feed:", "feedlink": "feed:",
	"tags": "folder:", "flags": "tag:",
}

// say says one condition.
func (p *filterParser) say(name, op, value string) (string, error) {
	negative := op[0] == '!'
	no := func(said string) string {
		if negative {
			return "-" + said
		}
		return said
	}
	unsayable := fmt.Errorf("%s %s has no counterpart", name, op)
	switch name {
	case "unread":
		yes := strings.EqualFold(value, "yes")
		if op != "=" && op != "!=" || !yes && !strings.EqualFold(value, "no") {
			return "", unsayable
		}
		if yes != negative {
			return "unread", nil
		}
		return "read", nil
	case "age":
		return age(op, value)
	case "enclosure_url", "enclosure_type":
		if value != "" || op != "=" && op != "!=" {
			return "", unsayable
		}
		negative = !negative
		return no("has:enclosure"), nil
	case "flags":
		if value == "" && (op == "=" || op == "!=") {
			negative = !negative
			return no("starred"), nil
		}
		// A flag is a letter; those of an article are sorted.
		if value == "" || strings.ContainsFunc(value, func(r rune) bool { return r > 'z' || !unicode.IsLetter(r) }) || op == "=" || op == "!=" || strings.ContainsAny(op, "<>b") {
			return "", unsayable
		}
		if strings.Contains(op, "#") && len(value) > 1 {
			return "", unsayable
		}
		var all []string
		for _, letter := range value {
			all = append(all, "tag:"+string(letter))
		}
		said := strings.Join(all, " ")
		if len(all) > 1 && negative {
			said = "(" + said + ")"
		}
		return no(said), nil
	}
	field, ok := fieldOf[name]
	if !ok {
		return "", fmt.Errorf("%s has no counterpart", shown(name))
	}
	switch op {
	case "=~", "!~":
		said, err := p.pattern(name, field, value)
		if err != nil {
			return "", err
		}
		return no(either(said)), nil
	case "#", "!#":
		if name != "tags" {
			return "", unsayable
		}
	case "=", "!=":
		switch name {
		case "tags", "content":
			return "", unsayable
		case "title", "author":
			p.remark(name + " " + op + " also finds what has more words than these")
		}
	default:
		return "", unsayable
	}
	said, err := term(field, value, false)
	if err != nil {
		return "", err
	}
	return no(said), nil
}

// age says the days since publication, which newsboat counts in whole ones.
func age(op, value string) (string, error) {
	from, to, ranged := strings.Cut(value, ":")
	if ranged != (op == "between") {
		return "", fmt.Errorf("age %s %q is not understood", op, shown(value))
	}
	a, err := strconv.Atoi(strings.TrimSpace(from))
	b := a
	if err == nil && ranged {
		b, err = strconv.Atoi(strings.TrimSpace(to))
	}
	if err != nil || a < 0 || b < 0 || a > 36500 || b > 36500 {
		return "", fmt.Errorf("age %s %q is not understood", op, shown(value))
	}
	newer := func(days int) string { return fmt.Sprintf("newer:%dd", days) }
	older := func(days int) string { return fmt.Sprintf("older:%dd", days) }
	switch op {
	case "<":
		return newer(a), nil
	case "<=":
		return newer(a + 1), nil
	case ">":
		return older(a + 1), nil
	case ">=":
		return older(a), nil
	case "=", "between":
		a, b = min(a, b), max(a, b)
		if a == 0 {
			return newer(b + 1), nil
		}
		return older(a) + " " + newer(b+1), nil
	case "!=":
		if a == 0 {
			return older(1), nil
		}
		return either([]string{newer(a), older(a + 1)}), nil
	}
	return "", fmt.Errorf("age %s has no counterpart", op)
}

// pattern says a regular expression that is words, or several of them parted
// by bars.
func (p *filterParser) pattern(name, field, value string) ([]string, error) {
	inner := value
	if strings.HasPrefix(inner, "(") && strings.HasSuffix(inner, ")") && strings.Count(inner, "(") == 1 {
		inner = inner[1 : len(inner)-1]
	}
	var said []string
	for part := range strings.SplitSeq(inner, "|") {
		part = strings.TrimSuffix(strings.TrimPrefix(part, ".*"), ".*")
		if field == "feed:" {
			part = strings.TrimSuffix(strings.TrimPrefix(part, "^"), "$")
		}
		words := unescape(part)
		if words == "" {
			return nil, fmt.Errorf("the regular expression %q of %s has no counterpart; lede looks for words", shown(value), name)
		}
		one, err := term(field, words, field == "" || field == "title:")
		if err != nil {
			return nil, err
		}
		said = append(said, one)
	}
	switch field {
	case "", "title:":
		p.remark("lede looks for words and their beginnings, not for letters inside of words")
	case "folder:":
		p.remark("lede looks for the whole name of a folder")
	}
	return said, nil
}

// unescape is the text a regular expression stands for, "" when it stands for
// more than one.
func unescape(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern) && !unicode.IsLetter(rune(pattern[i+1])) && !unicode.IsDigit(rune(pattern[i+1])):
			i++
			b.WriteByte(pattern[i])
		case c == '.' && i+1 < len(pattern) && strings.IndexByte("*+?{", pattern[i+1]) < 0:
			b.WriteByte(c) // people write a.example and mean the dot
		case strings.IndexByte(`\*+?{}[]()^$|`, c) >= 0, c == '.':
			return ""
		default:
			b.WriteByte(c)
		}
	}
	return strings.TrimSpace(b.String())
}

// term writes a word or a phrase of a field.
func term(field, value string, prefix bool) (string, error) {
	value = strings.Join(strings.Fields(clean.Line(value)), " ")
	if !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return "", fmt.Errorf("%q has no letter to look for", shown(value))
	}
	if strings.Contains(value, `"`) {
		return "", fmt.Errorf("%q has quotation marks inside", shown(value))
	}
	plain := !strings.ContainsFunc(value, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	switch flag := strings.ToLower(value); {
	case !plain, value == "OR", field == "" && (flag == "unread" || flag == "read" || flag == "starred"):
		return field + `"` + value + `"`, nil
	case prefix:
		return field + value + "*", nil
	}
	return field + value, nil
}
