package companies

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"lede/spelling"
	"lede/summarize/quotes"
	"lede/summarize/wordlist"
)

// wordKind is what a name is besides, in words.
type wordKind string

const (
	noWord    wordKind = ""
	smallWord wordKind = "a small word"
	placeName wordKind = "a place"
	dayOrTime wordKind = "a day or month"
	firstName wordKind = "a first name"
	sayVerb   wordKind = "a verb of saying"
)

// marksOf are the marks that say so, as a file has them.
var marksOf = map[wordKind]string{placeName: "place", dayOrTime: "en", firstName: "given", sayVerb: "en"}

// wordKinds are the words that are names only with a mark.
var wordKinds = sync.OnceValue(func() map[string]wordKind {
	out := map[string]wordKind{}
	table := wordlist.Read(files, "data/words.txt")
	put := func(kind wordKind, sections ...string) {
		for _, s := range sections {
			for _, w := range table.Words(s) {
				out[folded(w)] = kind
			}
		}
	}
	for w := range quotes.FirstNames() {
		out[folded(w)] = firstName
	}
	put(firstName, "person")
	put(sayVerb, "say.fr", "say.en")
	put(placeName, "geo")
	put(smallWord, "det.fr", "det.en", "and", "and.fr", "and.en", "at.fr", "at.en", "of.fr", "of.en", "aux.fr", "aux.en", "prep.fr", "prep.en",
		"according.fr", "according.en", "function.fr", "function.en")
	for _, line := range wordlist.Read(files, "data/plain.txt")[""] {
		for w := range strings.FieldsSeq(line) {
			out[folded(w)] = dayOrTime
		}
	}
	return out
})

// known tells what a name is besides, and the mark for it: of several words,
// when all of them are of one kind.
func known(name string) (wordKind, string) {
	kinds := wordKinds()
	kind, first := noWord, true
	scan(name, func(t token, folded []byte) {
		if t.shape&word == 0 {
			return
		}
		switch k := kinds[string(folded)]; {
		case first:
			kind = k
		case k != kind:
			kind = noWord
		}
		first = false
	})
	return kind, marksOf[kind]
}

// findings collect what merging a user's entries over others brings to light.
// What is wrong is left out; what is noted is used, but may not be meant.
type findings struct {
	wrong, notes []error
	names        []form
}

func (f *findings) fail(e *entry, what, format string, args ...any) {
	if f != nil && len(f.wrong) < maxErrors {
		f.wrong = append(f.wrong, e.at(what, format, args...))
	}
}

func (f *findings) note(e *entry, what, format string, args ...any) {
	if f != nil && len(f.notes) < maxErrors {
		f.notes = append(f.notes, e.at(what, format, args...))
	}
}

// at is a sentence about a name, ticker or parent of an entry, with its line.
func (e *entry) at(what, format string, args ...any) error {
	line := e.from.line
	if l, ok := e.from.at[what]; ok {
		line = l
	}
	return fault{e.from.file, line, fmt.Sprintf(format, args...)}
}

// Check is what a user's companies mean over others: wrong is what is left out
// because it fits none of them (a parent nobody knows), notes are what is used,
// but may not be meant (a name that was another company's).
func (e Entries) Check(over Entries) (wrong, notes []error) {
	f := &findings{}
	merge(over.list, e.list, f)
	return f.wrong, append(slices.Clone(e.notes), f.notes...)
}

// Check reads a user's file and tells everything that is wrong in it or may not
// be meant, over the companies that come with the program.
func Check(path string) (own Entries, wrong, notes []error) {
	own, wrong = Load(path)
	faults, notes := own.Check(BuiltinEntries())
	wrong = append(wrong, faults...)
	byLine(wrong)
	byLine(notes)
	return own, wrong, notes
}

// byLine sorts what was found by the lines of the file.
func byLine(list []error) {
	line := func(err error) int {
		var f fault
		errors.As(err, &f)
		return f.line
	}
	slices.SortStableFunc(list, func(a, b error) int { return line(a) - line(b) })
}

// fault is a sentence about a line of a user's file.
type fault struct {
	file string
	line int
	text string
}

func (f fault) Error() string { return fmt.Sprintf("%s:%d: %s", f.file, f.line, f.text) }

// form is a name and how it is compared with others.
type form struct{ plain, as string }

// nearest is the name among the entries that somebody may have meant; "" none,
// or when enough is wrong already. The names are gathered once.
func (f *findings) nearest(name string, list []entry) string {
	if len(f.wrong)+len(f.notes) >= maxErrors {
		return ""
	}
	if f.names == nil {
		for i := range list {
			f.names = append(f.names, form{plain(list[i].name), list[i].name})
			for _, a := range list[i].aliases {
				if a.kind == byName && a.text != list[i].name {
					f.names = append(f.names, form{plain(a.text), a.text})
				}
			}
		}
	}
	name = plain(name)
	best, distance := "", 3
	if len(name) < 6 {
		distance = 2
	}
	for _, s := range f.names {
		if n := len(s.plain) - len(name); n >= distance || -n >= distance || s.plain == name {
			continue
		}
		if d := spelling.Edits(name, s.plain); d < distance {
			best, distance = s.as, d
		}
	}
	return best
}
