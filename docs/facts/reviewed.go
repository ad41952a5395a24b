package main

import (
	"errors"
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
	err := rows("reviewed.txt", src, "list | fact | companies | why", func(col []string) error {
		if col[3] == "" {
			return errors.New("says no reason")
		}
		out = append(out, reason{list: col[0], what: fact(col[1]), companies: cut(col[2]), text: col[3], met: map[string]bool{}})
		return nil
	})
	return out, err
}

// rows reads lines of columns, named as in an error, without blanks around them.
// Empty lines and remarks are passed over.
func rows(file, src, columns string, each func(col []string) error) error {
	n := 0
	for line := range strings.Lines(src) {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "|")
		if len(col) != 1+strings.Count(columns, "|") {
			return fmt.Errorf("%s:%d: needs the columns %s", file, n, columns)
		}
		for i := range col {
			col[i] = strings.TrimSpace(col[i])
		}
		if err := each(col); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
	}
	return nil
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
	err := rows("chiefs.txt", src, "as of | companies | what was read", func(col []string) error {
		if _, err := time.Parse(time.DateOnly, col[0]); err != nil {
			return fmt.Errorf("%q is no date such as 2026-06-30", col[0])
		}
		for _, c := range cut(col[1]) {
			if _, twice := out[c]; twice {
				return fmt.Errorf("%s stands there twice", c)
			}
			out[c] = col[0]
		}
		return nil
	})
	return out, err
}
