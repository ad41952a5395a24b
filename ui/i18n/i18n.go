// Package i18n holds every sentence the interface says, in English and in
// French. Catalogues are the files catalogue/LANG/*.txt, one per room; a test
// keeps the languages in step.
package i18n

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed catalogue
var files embed.FS

// Languages are the languages there is a catalogue for; the first is what
// everything else falls back to.
var Languages = []string{"en", "fr"}

// Tr speaks one language. It is safe for concurrent use.
type Tr struct {
	// Lang is "en" or "fr".
	Lang     string
	messages map[string]string
}

var load = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range Languages {
		all[lang] = map[string]string{}
		dir, err := files.ReadDir("catalogue/" + lang)
		if err != nil {
			panic(err) // the catalogues are part of the program
		}
		for _, f := range dir {
			text, err := files.ReadFile("catalogue/" + lang + "/" + f.Name())
			if err != nil {
				panic(err)
			}
			for key, message := range parse(string(text)) {
				all[lang][key] = message
			}
		}
	}
	return all
})

// parse reads "key = message" lines; # starts a comment line, \n in a message
// is a line break.
func parse(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, message, ok := strings.Cut(line, " = ")
		if !ok {
			continue
		}
		out[strings.TrimSpace(key)] = strings.ReplaceAll(message, `\n`, "\n")
	}
	return out
}

// New returns the catalogue of a language: "en", "fr", or a locale such as
// "fr_CH.UTF-8". Anything else speaks English.
func New(lang string) *Tr {
	l := strings.ToLower(lang)
	if i := strings.IndexAny(l, "_-.@"); i >= 0 {
		l = l[:i]
	}
	all := load()
	if _, ok := all[l]; !ok {
		l = Languages[0]
	}
	return &Tr{Lang: l, messages: all[l]}
}

// Detect finds the language of ui.language "auto": what LC_ALL, LC_MESSAGES
// or LANG says.
func Detect(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			return New(v).Lang
		}
	}
	return Languages[0]
}

// S is the message of a key, with its arguments as in fmt.Sprintf. An unknown
// key is its own message, so that a slip is seen and nothing breaks.
func (tr *Tr) S(key string, args ...any) string {
	message, ok := tr.messages[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return message
	}
	return fmt.Sprintf(message, args...)
}

// N is S for a number of things: it takes the message of key+".one" or
// key+".other" as the language counts, or key+".none" where there is one, and
// gives it the number, written out, as its first argument (%s).
func (tr *Tr) N(key string, n int, args ...any) string {
	form := ".other"
	if n == 0 && tr.Has(key+".none") {
		form = ".none"
	} else if n == 1 || (tr.Lang == "fr" && n == 0) {
		form = ".one"
	}
	return tr.S(key+form, append([]any{tr.Number(n)}, args...)...)
}

// Decimal writes v with so many places and, when signed, its sign: -1.5, +3.60;
// -1,5, +3,60 in French.
func (tr *Tr) Decimal(v float64, places int, signed bool) string {
	format := "%.*f"
	if signed {
		format = "%+.*f"
	}
	s := fmt.Sprintf(format, places, v)
	if tr.Lang == "fr" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Has reports whether there is a message for a key.
func (tr *Tr) Has(key string) bool { _, ok := tr.messages[key]; return ok }

// Number writes n with the thousands separator of the language: 12,345 or
// 12 345 (a narrow no-break space).
func (tr *Tr) Number(n int) string {
	s := strconv.Itoa(n)
	start := 0
	if n < 0 {
		start = 1
	}
	sep := ","
	if tr.Lang == "fr" {
		sep = "\u202f"
	}
	for i := len(s) - 3; i > start; i -= 3 {
		s = s[:i] + sep + s[i:]
	}
	return s
}
