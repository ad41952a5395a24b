package query

import (
	"regexp"
	"strings"
	"time"
)

// Orders are what sort: can be followed by. Newest and oldest are the order by date
// and its reverse.
const (
	ByDate  = "date"  // the newest first
	ByTitle = "title" // as people order titles
	ByFeed  = "feed"  // by what the feeds are called, then the newest first
)

// Orders are the orders there are, for completion.
var Orders = []string{ByDate, ByTitle, ByFeed}

// order takes the order of what is found off the query, wherever it stands: it is
// that of the whole list.
func (p *parser) order(t token, reverse bool) (Node, error) {
	by := strings.ToLower(t.value)
	switch by {
	case "newest":
		by = ByDate
	case "oldest":
		by, reverse = ByDate, !reverse
	case ByDate, ByTitle, ByFeed:
	default:
		return nil, fail(t.column, "sort:%s is no order; write sort:date, sort:title, sort:feed or sort:oldest, with - before it the other way round", t.value)
	}
	if p.sort != nil {
		return nil, fail(t.column, "a list has one order: leave the second sort: out")
	}
	p.sort = Term{Field: FieldSort, Value: by, Column: t.column}
	if reverse {
		p.sort = Not{p.sort}
	}
	return And{}, nil
}

// ordered puts the order behind a query.
func ordered(n, order Node) Node {
	if order == nil {
		return n
	}
	if all, ok := n.(And); ok {
		return append(all, order)
	}
	return And{n, order}
}

// Sorted takes a query apart into what it finds, nil for everything, and the order of
// it: "" where it does not say.
func Sorted(n Node) (rest Node, by string, reverse bool) {
	var all And
	for _, part := range parts(n) {
		inner, not := part, false
		if negated, ok := part.(Not); ok {
			inner, not = negated.Node, true
		}
		if t, ok := inner.(Term); ok && t.Field == FieldSort {
			by, reverse = t.Value, not
			continue
		}
		all = append(all, part)
	}
	switch {
	case by == "":
		return n, "", false
	case len(all) == 0:
		return nil, by, reverse
	case len(all) == 1:
		return all[0], by, reverse
	}
	return all, by, reverse
}

func parts(n Node) []Node {
	switch n := n.(type) {
	case nil:
		return nil
	case And:
		return n
	}
	return []Node{n}
}

// Order writes an order as a query has it.
func Order(by string, reverse bool) string {
	switch {
	case by == ByDate && reverse:
		return "sort:oldest"
	case reverse:
		return "-sort:" + by
	}
	return "sort:" + by
}

var sortTerm = regexp.MustCompile(`(?i)(^|[\s(])(-|NOT\s+)?sort:[a-z]+\s?`)

// Unsorted is a query, as it was written, without the order it asks for. One that
// cannot be understood stays as it is.
func Unsorted(src string) string {
	n, err := Parse(src+" ", time.Unix(0, 0))
	if err != nil {
		return src
	}
	rest, by, _ := Sorted(n)
	if by == "" {
		return src
	}
	cut := strings.TrimSpace(sortTerm.ReplaceAllString(src, "$1"))
	if again, err := Parse(cut+" ", time.Unix(0, 0)); err == nil && String(again) == String(rest) {
		return cut
	}
	return String(rest)
}
