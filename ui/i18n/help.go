package i18n

import (
	"embed"
	"strings"
	"sync"
)

//go:embed help
var helpFiles embed.FS

// helps are the texts of the command line's help by their English.
var helps = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range Languages[1:] {
		text, err := helpFiles.ReadFile("help/" + lang + ".txt")
		if err != nil {
			panic(err) // they are part of the program
		}
		all[lang] = map[string]string{}
		for line := range strings.Lines(string(text)) {
			english, as, ok := strings.Cut(strings.TrimRight(line, "\r\n"), " = ")
			if ok && !strings.HasPrefix(line, "# ") {
				all[lang][strings.ReplaceAll(english, `\n`, "\n")] = strings.ReplaceAll(as, `\n`, "\n")
			}
		}
	}
	return all
})

// Help is a text of the command line's help in the language. One that is not known
// is returned as it is.
func (tr *Tr) Help(english string) string {
	if as, ok := helps()[tr.Lang][english]; ok {
		return as
	}
	if name, ok := strings.CutPrefix(english, "help for "); ok && tr.Lang == "fr" {
		return "aide de " + name
	}
	return english
}
