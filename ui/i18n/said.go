package i18n

import (
	"embed"
	"fmt"
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
		text, err := saidFiles.ReadFile("said/" + lang + ".txt")
		if err != nil {
			panic(err) // they are part of the program
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimRight(line, "\r\n")
			english, as, ok := strings.Cut(line, " = ")
			if ok && !strings.HasPrefix(line, "# ") {
				all[lang] = append(all[lang], saying{strings.Split(english, "%s"), as})
			}
		}
	}
	return all
})

// Said says in the language of the reader what another room has said in
// English: an error, or why a feed fails. A sentence that is not known is
// returned as it is.
func (tr *Tr) Said(english string) string { return tr.said(english, 0) }

func (tr *Tr) said(english string, depth int) string {
	const deepest = 4 // a cause of a cause of a cause
	if depth > deepest || len(english) > 2000 {
		return english
	}
	for _, s := range sayings()[tr.Lang] {
		found, ok := s.match(english)
		if !ok {
			continue
		}
		args := make([]any, len(found))
		for i, f := range found {
			args[i] = tr.said(f, depth+1)
		}
		return fmt.Sprintf(s.as, args...)
	}
	return english
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
