// Package wordlist reads the rule tables of the digester: plain text files
// with one entry per line, grouped in [sections]; # starts a comment.
package wordlist

import (
	"io/fs"
	"strings"
)

// Table is one file: its sections with their entries, in file order.
type Table map[string][]string

// Read reads a table. A missing file is an empty table, so that a language may
// have only some of the tables.
func Read(files fs.FS, name string) Table {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return Table{}
	}
	return Parse(string(raw))
}

// Parse reads the text of a table. Entries before the first section belong to
// the section "".
func Parse(src string) Table {
	t, section := Table{}, ""
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			section = line[1 : len(line)-1]
			continue
		}
		t[section] = append(t[section], line)
	}
	return t
}

// Words splits the entries of a section at spaces: for lists of single words
// that are written several to a line.
func (t Table) Words(section string) []string {
	var out []string
	for _, line := range t[section] {
		out = append(out, strings.Fields(line)...)
	}
	return out
}

// Set is the words of a section as a set.
func (t Table) Set(section string) map[string]bool {
	set := map[string]bool{}
	for _, w := range t.Words(section) {
		set[w] = true
	}
	return set
}

// Phrases is the entries of a section as a set, spaces kept.
func (t Table) Phrases(section string) map[string]bool {
	set := map[string]bool{}
	for _, p := range t[section] {
		set[p] = true
	}
	return set
}
