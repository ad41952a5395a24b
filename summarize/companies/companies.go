// Package companies finds the companies of an article: by name, ticker,
// product, person or cue, with reasons that can be shown.
//
// A lexicon is compiled from readable sources (data/*.psv, and a user's YAML)
// into a trie over accent- and case-folded tokens. Matches are candidates;
// whether a candidate is the company or the fruit is decided by the words
// around it, whose weights stand in one table (data/weights.txt), and by the
// rest of the document.
package companies

import (
	"sync"

	"lede/news"
)

// Lexicon is a compiled list of companies. It is immutable and safe for
// concurrent use.
type Lexicon struct {
	entries []entry
	live    []int32 // the entries that are companies, by company number
	byID    map[news.CompanyID]int32
	off     map[news.CompanyID]bool // not to be found by cue either
	index   index
	finding sync.Once
	found   finder
}

var builtin = sync.OnceValue(func() *Lexicon { return compile(builtinEntries()) })

// Builtin is the lexicon that comes with the program, compiled on first use.
func Builtin() *Lexicon { return builtin() }

// With is the lexicon with a user's companies merged over it: entries with a
// name or an alias of their own replace or, with extend, complete the built-in
// ones; entries that are off are left out.
func (l *Lexicon) With(user Entries) *Lexicon {
	if len(user.list) == 0 {
		return l
	}
	return compile(merge(l.entries, user.list, nil))
}

// BuiltinEntries are the companies that come with the program, to be merged with
// others before [Compile]: compiling is what takes time and room, and is done
// once however many are merged.
func BuiltinEntries() Entries { return Entries{list: builtinEntries()} }

// With is a user's companies merged over these; see [Lexicon.With].
func (e Entries) With(user Entries) Entries {
	if len(user.list) == 0 {
		return e
	}
	return Entries{list: merge(e.list, user.list, nil)}
}

// Compile makes the lexicon of the companies.
func Compile(e Entries) *Lexicon { return compile(e.list) }

// Company is the company with the ID, as the lexicon knows it. Companies found
// by a cue are in no lexicon.
func (l *Lexicon) Company(id news.CompanyID) (news.Company, bool) {
	i, ok := l.byID[id]
	if !ok {
		return news.Company{}, false
	}
	return l.entry(i).company(), true
}

// Len is the number of companies.
func (l *Lexicon) Len() int { return len(l.live) }

// entry is what the sources say of a company.
func (l *Lexicon) entry(company int32) *entry { return &l.entries[l.live[company]] }
