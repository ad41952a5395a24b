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

// sentence is one line of testdata: a sentence and the companies in it.
type sentence struct {
	text string
	want []string
}

// sentences reads "company, company | sentence | more companies".
func sentences(t *testing.T, name string) []sentence {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []sentence
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
		s := sentence{text: strings.TrimSpace(col[1])}
		for _, part := range append([]string{col[0]}, col[2:]...) {
			for id := range strings.SplitSeq(part, ",") {
				if id = strings.TrimSpace(id); id != "" && id != "-" {
					s.want = append(s.want, id)
				}
			}
		}
		slices.Sort(s.want)
		out = append(out, s)
	}
	return out
}

// Every sentence has its companies and no others.
func TestAmbiguousSentences(t *testing.T) {
	all := sentences(t, "testdata/ambiguous.txt")
	for _, s := range all {
		if got := tagged(Builtin(), "", s.text); !slices.Equal(got, s.want) {
			t.Errorf("%s\n\tgot  %v\n\twant %v", s.text, got, s.want)
		}
	}
	if len(all) < 190 {
		t.Errorf("only %d sentences", len(all))
	}
}

// Sentences that were written without looking at the rules are right nearly
// always; their heads say how they fared at first sight.
func TestSentencesKeptAside(t *testing.T) {
	right, wrong, missing, traps := 0, 0, 0, 0
	all := append(sentences(t, "testdata/aside.txt"), sentences(t, "testdata/aside2.txt")...)
	for _, name := range []string{"aside3", "fresh", "fresh-aside"} {
		all = append(all, sentences(t, "testdata/"+name+".txt")...)
	}
	for _, s := range all {
		got := tagged(Builtin(), "", s.text)
		for _, id := range got {
			if slices.Contains(s.want, id) {
				right++
			} else {
				wrong++
				t.Logf("%s: %s", s.text, id)
			}
		}
		for _, id := range s.want {
			if !slices.Contains(got, id) {
				missing++
				t.Logf("%s: no %s", s.text, id)
			}
		}
		if len(s.want) == 0 && len(got) > 0 {
			traps++
		}
	}
	f1 := 2 * float64(right) / float64(2*right+wrong+missing)
	t.Logf("%d sentences: F1 %.3f, %d traps", len(all), f1, traps)
	if f1 < 0.97 || traps > 8 {
		t.Errorf("F1 %.3f, want 0.97; %d traps, want at most 8", f1, traps)
	}
}

// Every rule of data/beside.txt is of an alias that the lexicon has.
func TestRulesAreOfAliases(t *testing.T) {
	have := map[string]bool{}
	for _, e := range builtinEntries() {
		for _, a := range e.aliases {
			have[string(e.id)+"/"+a.text] = true
		}
	}
	for key := range loadContext().rules {
		if !have[key] {
			t.Errorf("%s is no alias", key)
		}
	}
}
