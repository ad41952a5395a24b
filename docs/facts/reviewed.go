package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// reviewed are the differences that somebody has looked at.
type reviewed []reason

// reason says why ours differs from a list for some companies.
type reason struct {
	list      string
	what      fact
	companies []string
	text      string
	met       map[string]bool // companies that did differ
}

// readReviewed reads lines of
//
//	list | fact | company; company … | why
func readReviewed(src string) (reviewed, error) {
	var out reviewed
	n := 0
	for line := range strings.Lines(src) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "|")
		if len(col) != 4 {
			return nil, fmt.Errorf("reviewed.txt:%d: needs four columns, list | fact | companies | why", n)
		}
		for i := range col {
			col[i] = strings.TrimSpace(col[i])
		}
		if col[3] == "" {
			return nil, fmt.Errorf("reviewed.txt:%d: says no reason", n)
		}
		out = append(out, reason{list: col[0], what: fact(col[1]), companies: cut(col[2]), text: col[3], met: map[string]bool{}})
	}
	return out, nil
}

// why is the reason for a difference, "" when nobody has looked at it.
func (all reviewed) why(f finding) string {
	for _, r := range all {
		if r.list == f.list && r.what == f.what && slices.Contains(r.companies, f.company) {
			r.met[f.company] = true
			return r.text
		}
	}
	return ""
}

// unused are the lines, and their companies, that nothing differs for.
func (all reviewed) unused() []string {
	var out []string
	for _, r := range all {
		for _, c := range r.companies {
			if !r.met[c] {
				out = append(out, fmt.Sprintf("%s %s %s", r.list, r.what, c))
			}
		}
	}
	return out
}

// readChiefs reads lines of
//
//	as of | company; company … | what was read
//
// and gives the date for each company.
func readChiefs(src string) (map[string]string, error) {
	out := map[string]string{}
	n := 0
	for line := range strings.Lines(src) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "|")
		if len(col) != 3 {
			return nil, fmt.Errorf("chiefs.txt:%d: needs three columns, as of | companies | what was read", n)
		}
		date := strings.TrimSpace(col[0])
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return nil, fmt.Errorf("chiefs.txt:%d: %q is no date such as 2026-06-30", n, date)
		}
		for _, c := range cut(col[1]) {
			if _, twice := out[c]; twice {
				return nil, fmt.Errorf("chiefs.txt:%d: %s stands there twice", n, c)
			}
			out[c] = date
		}
	}
	return out, nil
}
