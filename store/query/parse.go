package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"lede/spelling"
)

// Limits of a query.
const (
	MaxLength = 10000 // code points
	MaxDepth  = 100   // of parentheses and negations
	MaxTerms  = 500
)

// fields that take a value, as spelled; flags stand alone.
var (
	fields = []Field{FieldCompany, FieldAbout, FieldImplied, FieldSpeaker, FieldFeed, FieldFolder, FieldLang, FieldTag, FieldAuthor,
		FieldTitle, FieldNewer, FieldOlder, FieldHas, FieldSort}
	flags    = []Field{FieldUnread, FieldRead, FieldStarred}
	hasWords = []string{"quote", "quotes", "summary", "enclosure"}
)

// Parse reads a query. now is what newer: and older: count from. Words stand
// side by side when all must match, with or without AND between them; OR binds
// weaker. NOT is the minus sign. They are words in small letters. A word that
// ends in * also matches longer words. An empty query is nil.
//
// The error is a *Error.
func Parse(src string, now time.Time) (Node, error) { return parse(src, now, false) }

// Typing is Parse of a query that is still being typed: a last word that touches
// the end of the source may go on, and also matches longer words.
func Typing(src string, now time.Time) (Node, error) { return parse(src, now, true) }

func parse(src string, now time.Time, typing bool) (Node, error) {
	tokens, err := scanTokens(src)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens, now: now, typing: typing}
	node, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != end {
		return nil, fail(t.column, "this ) closes nothing")
	}
	if empty(node) {
		return p.sort, nil
	}
	if t, ok := node.(Term); ok && t.Field == FieldText && t.Value == "-" && !t.Phrase {
		return nil, fail(t.Column, "there is nothing after this %s to leave out", t.Value)
	}
	return ordered(node, p.sort), nil
}

func fail(column int, format string, args ...any) *Error {
	return &Error{Column: column, Message: fmt.Sprintf(format, args...)}
}

type parser struct {
	tokens []token
	terms  int
	now    time.Time
	sort   Node // the order asked for
	typing bool // the last word may go on
}

func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) next() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) or(depth int) (Node, error) {
	first, err := p.and(depth)
	if err != nil || p.peek().kind != or {
		return first, err
	}
	any := Or{}
	if err := operand(first, p.peek().column, "before", "OR"); err != nil {
		return nil, err
	}
	any = append(any, first)
	for p.peek().kind == or {
		column := p.next().column
		part, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		if err := operand(part, column, "after", "OR"); err != nil {
			return nil, err
		}
		any = append(any, part)
	}
	return any, nil
}

func operand(n Node, column int, where, word string) error {
	if empty(n) {
		return fail(column, "there is nothing %s this %s", where, word)
	}
	return nil
}

func (p *parser) and(depth int) (Node, error) {
	all := And{}
	for {
		switch t := p.peek(); t.kind {
		case end, or, closed:
			if len(all) == 1 {
				return all[0], nil
			}
			return all, nil
		case and:
			if err := operand(all, t.column, "before", "AND"); err != nil {
				return nil, err
			}
			p.next()
			switch p.peek().kind {
			case end, or, and, closed:
				return nil, operand(And{}, t.column, "after", "AND")
			}
		}
		part, err := p.part(depth)
		if err != nil {
			return nil, err
		}
		if !empty(part) {
			all = append(all, part)
		}
	}
}

// empty is what () comes to.
func empty(n Node) bool {
	and, ok := n.(And)
	return ok && len(and) == 0
}

func (p *parser) part(depth int) (Node, error) {
	t := p.next()
	if depth > MaxDepth {
		return nil, fail(t.column, "parentheses go deeper than %d here", MaxDepth)
	}
	switch t.kind {
	case not:
		switch p.peek().kind {
		case word, open, not:
		default:
			return nil, fail(t.column, "there is nothing after this %s to leave out", t.value)
		}
		if next := p.peek(); next.colon && Field(strings.ToLower(next.field)) == FieldSort {
			return p.order(p.next(), true)
		}
		part, err := p.part(depth + 1)
		if err == nil && empty(part) {
			err = fail(t.column, "there is nothing after this %s to leave out", t.value)
		}
		if err != nil {
			return nil, err
		}
		return Not{part}, nil
	case open:
		inner, err := p.or(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.next().kind != closed {
			return nil, fail(t.column, "this ( is never closed")
		}
		return inner, nil
	}
	if t.colon && Field(strings.ToLower(t.field)) == FieldSort {
		return p.order(t, false)
	}
	if p.terms++; p.terms > MaxTerms {
		return nil, fail(t.column, "a query may have %d terms", MaxTerms)
	}
	return p.term(t)
}

func (p *parser) term(t token) (Node, error) {
	term := Term{Value: t.value, Phrase: t.quoted, Column: t.column}
	if !t.colon {
		if flag := Field(strings.ToLower(t.value)); !t.quoted && slices.Contains(flags, flag) {
			return Term{Field: flag, Column: t.column}, nil
		}
		return p.text(term, t), nil
	}
	term.Field = Field(strings.ToLower(t.field))
	switch {
	case slices.Contains(flags, term.Field):
		return nil, fail(t.column, "%s stands alone, without a colon", term.Field)
	case !slices.Contains(fields, term.Field):
		return nil, fail(t.column, "there is no field %q%s", t.field, suggestion(strings.ToLower(t.field)))
	case strings.TrimSpace(t.value) == "":
		return nil, fail(t.column, "%s: needs a value right after the colon", term.Field)
	}
	switch term.Field {
	case FieldTitle:
		return p.text(term, t), nil
	case FieldCompany, FieldAbout, FieldImplied:
		term.Below = t.below
		if cut, ok := strings.CutSuffix(term.Value, "+"); ok && !t.quoted && cut != "" {
			term.Value, term.Below = cut, true
			if strings.HasSuffix(cut, "+") { // it is printed in quotes
				term.Value = strings.ReplaceAll(cut, `"`, "")
			}
		}
	case FieldHas:
		term.Value = strings.ToLower(term.Value)
		if !slices.Contains(hasWords, term.Value) {
			return nil, fail(t.column, "has:%s is not known; write has:quote, has:summary or has:enclosure", t.value)
		}
	case FieldNewer, FieldOlder:
		when, ok := moment(t.value, p.now)
		if !ok {
			return nil, fail(t.column, "%s:%s is no time; write for example %s:12h, %s:3d, %s:2w or %s:2026-03-31",
				term.Field, t.value, term.Field, term.Field, term.Field, term.Field)
		}
		term.When = when
	}
	return term, nil
}

// text finishes a full-text term: its star, or that it is still being typed.
func (p *parser) text(term Term, t token) Term {
	if t.quoted {
		return term
	}
	if cut := strings.TrimRight(term.Value, "*"); cut != term.Value && cut != "" {
		term.Value, term.Prefix = cut, true
	}
	if p.typing && t.last && Searchable(term.Value) {
		term.Prefix = true
	}
	return term
}

// Searchable reports whether a text holds anything the full-text index knows:
// a letter or a digit.
func Searchable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// Prefixed reports whether a term is searched as the beginning of words: it is
// marked so and has three letters, or one of a script that writes words in
// few. Shorter beginnings match nearly everything and are searched as words.
func Prefixed(t Term) bool {
	if !t.Prefix {
		return false
	}
	letters := 0
	for _, r := range t.Value {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return true
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			letters++
		} else if !unicode.Is(unicode.Mn, r) {
			letters = 0
		}
	}
	return letters >= 3
}

// moment reads 90m, 12h, 3d, 2w, 6mo, 1y (before now), today, yesterday or a
// date (2026, 2026-03, 2026-03-31), in now's time zone.
func moment(s string, now time.Time) (time.Time, bool) {
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch strings.ToLower(s) {
	case "today":
		return day, true
	case "yesterday":
		return day.AddDate(0, 0, -1), true
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, now.Location()); err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
			return t, true
		}
	}
	digits := strings.TrimRightFunc(s, unicode.IsLetter)
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || n > 100000 {
		return time.Time{}, false
	}
	var t time.Time
	switch strings.ToLower(s[len(digits):]) {
	case "m", "min":
		t = now.Add(-time.Duration(n) * time.Minute)
	case "h":
		t = now.Add(-time.Duration(n) * time.Hour)
	case "d", "j":
		t = now.AddDate(0, 0, -n)
	case "w":
		t = now.AddDate(0, 0, -7*n)
	case "mo":
		t = now.AddDate(0, -n, 0)
	case "y":
		t = now.AddDate(-n, 0, 0)
	default:
		return time.Time{}, false
	}
	if t.Year() < 1 {
		return time.Time{}, false
	}
	return t, true
}

// suggestion names the field that was probably meant.
func suggestion(name string) string {
	best, distance := "", 3
	for _, f := range fields {
		if d := spelling.Edits(name, string(f)); d < distance || strings.HasPrefix(string(f), name) && distance > 0 {
			best, distance = string(f), min(d, distance)
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %s:?", best)
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	return "; there are " + strings.Join(names, ", ")
}
