package i18n

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed said
var saidFiles embed.FS

// saying is a sentence of another room: its fixed parts and how it is said.
type saying struct {
	parts []string // between the places
	as    string
}

// sayings are the sentences by the language they are said in.
var sayings = sync.OnceValue(func() map[string][]saying {
	all := map[string][]saying{}
	for _, lang := range Languages[1:] {
		joints := 0                                            // these come first, as they stand
		files, err := fs.Glob(saidFiles, "said/"+lang+"*.txt") // by name: the joints of sentences come first
		var text strings.Builder
		for _, name := range files {
			part, wrong := saidFiles.ReadFile(name)
			err = errors.Join(err, wrong)
			text.Write(part)
		}
		if err != nil {
			panic(err) // they are part of the program
		}
		for line := range strings.Lines(text.String()) {
			line = strings.TrimRight(line, "\r\n")
			english, as, ok := strings.Cut(line, " = ")
			if ok && !strings.HasPrefix(line, "# ") {
				all[lang] = append(all[lang], saying{strings.Split(english, "%s"), as})
			}
			if strings.HasPrefix(line, "# The others") {
				joints = len(all[lang])
			}
		}
		// A sentence is never taken by one that only has a part of its words.
		slices.SortStableFunc(all[lang][joints:], func(a, b saying) int { return b.words() - a.words() })
	}
	return all
})

// words is how much of a sentence is its own.
func (s saying) words() (n int) {
	for _, part := range s.parts {
		n += len(part)
	}
	return n
}

// Said says in the language of the reader what another room has said in
// English: an error, or why a feed fails. Of several lines each is looked up,
// and what stands before a colon, a file with its line or a host, stays. A
// sentence that is not known is returned as it is.
func (tr *Tr) Said(english string) string {
	if tr.Lang == Languages[0] {
		return english
	}
	return tr.said(english, 0)
}

func (tr *Tr) said(english string, depth int) string {
	const deepest = 6 // a cause of a cause of a cause
	if depth > deepest || english == "" || len(english) > 100_000 {
		return english
	}
	if strings.Contains(english, "\n") {
		// Line by line, so that no sentence takes what belongs to another.
		lines := strings.Split(english, "\n")
		for i := range lines {
			lines[i] = tr.said(lines[i], depth)
		}
		return strings.Join(lines, "\n")
	}
	if place := placed.FindString(english); place != "" && len(place) < len(english) {
		rest := tr.said(english[len(place):], depth+1)
		if number, ok := strings.CutPrefix(place, "line "); ok {
			return "ligne " + strings.TrimSuffix(number, ": ") + " : " + rest
		}
		return place + rest
	}
	if said, ok := tr.known(english, depth); ok {
		return said
	}
	if line, rest, ok := strings.Cut(english, ": "); ok && rest != "" {
		if number, ok := strings.CutPrefix(line, "Line "); ok && !strings.Contains(number, " ") {
			return "Ligne " + number + " : " + tr.said(rest, depth+1)
		}
		if !strings.Contains(line, " ") {
			return line + ": " + tr.said(rest, depth+1)
		}
	}
	return english
}

// placed is the file with or without its line, or the line, before what is wrong
// there.
var placed = regexp.MustCompile(`^(\S+:\d+|/\S*[^\s:]|line \d+): `)

// known is a sentence by the list.
func (tr *Tr) known(english string, depth int) (string, bool) {
	if len(english) > 4000 {
		return "", false
	}
	for _, s := range sayings()[tr.Lang] {
		found, ok := s.match(english)
		if !ok {
			continue
		}
		args := make([]any, len(found))
		before := ""
		for i, f := range found {
			before += s.parts[i]
			if word, ok := quoted(f); ok && !code(before) {
				args[i] = Quoted(word, tr.Lang)
				continue
			}
			said := tr.said(f, depth+1)
			if key, word, ok := strings.Cut(said, " "); ok && said == f { // an option with what was written there
				if word, ok := quoted(word); ok {
					said = key + " " + Quoted(word, tr.Lang)
				}
			}
			args[i] = said
		}
		return fmt.Sprintf(s.as, args...), true
	}
	return "", false
}

// quoted is what somebody wrote, without the marks that an English sentence has
// around it.
func quoted(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	word, err := strconv.Unquote(s)
	return word, err == nil
}

// code reports whether what follows is to be written as it stands: between
// backticks, in braces or behind a colon.
func code(before string) bool {
	return strings.Count(before, "`")%2 == 1 || strings.Count(before, "{") > strings.Count(before, "}") || strings.HasSuffix(before, ":")
}

// match finds what stands in the places of a sentence.
func (s saying) match(english string) ([]string, bool) {
	first, last := s.parts[0], s.parts[len(s.parts)-1]
	if len(s.parts) == 1 {
		return nil, english == first
	}
	rest, ok := strings.CutPrefix(english, first)
	if !ok || !strings.HasSuffix(rest, last) {
		return nil, false
	}
	rest = rest[:len(rest)-len(last)]
	var found []string
	for _, part := range s.parts[1 : len(s.parts)-1] {
		here, after, ok := strings.Cut(rest, part)
		if !ok || here == "" {
			return nil, false
		}
		found, rest = append(found, here), after
	}
	return append(found, rest), rest != ""
}
