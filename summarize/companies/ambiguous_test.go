package companies

import (
	"os"
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// tagged are the companies of a text that are named, by a name, ticker or cue:
// those that a product or a person points to are left out.
func tagged(l *Lexicon, title, body string) []string {
	var out []string
	for _, m := range l.Tag(text.Analyse(&news.Article{Title: title, Text: body})) {
		if m.Salience != news.Implied {
			out = append(out, string(m.Company))
		}
	}
	slices.Sort(out)
	return out
}

// Every sentence has its companies and no others.
func TestAmbiguousSentences(t *testing.T) {
	raw, err := os.ReadFile("testdata/ambiguous.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "|")
		if len(col) < 2 || strings.TrimSpace(col[1]) == "" {
			t.Errorf("no sentence: %s", line)
			continue
		}
		n++
		var want []string
		for _, part := range append([]string{col[0]}, col[2:]...) {
			for id := range strings.SplitSeq(part, ",") {
				if id = strings.TrimSpace(id); id != "" && id != "-" {
					want = append(want, id)
				}
			}
		}
		slices.Sort(want)
		if got := tagged(Builtin(), "", strings.TrimSpace(col[1])); !slices.Equal(got, want) {
			t.Errorf("%s\n\tgot  %v\n\twant %v", strings.TrimSpace(col[1]), got, want)
		}
	}
	if n < 100 {
		t.Errorf("only %d sentences", n)
	}
}
