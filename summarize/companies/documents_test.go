package companies

import (
	"os"
	"slices"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// short is one article of testdata/documents*.txt.
type short struct {
	title, body string
	want        map[string]string // company: role, or "" for any but implied
}

// shorts reads "= company/role, company", a title and paragraphs.
func shorts(t *testing.T, name string) []short {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []short
	for _, part := range strings.Split(string(raw), "\n= ")[1:] {
		head, rest, _ := strings.Cut(part, "\n")
		title, body, _ := strings.Cut(rest, "\n")
		s := short{title: title, body: strings.TrimSpace(body), want: map[string]string{}}
		if title == "-" {
			s.title = ""
		}
		for w := range strings.SplitSeq(head, ",") {
			if id, role, _ := strings.Cut(strings.TrimSpace(w), "/"); id != "-" {
				s.want[id] = role
			}
		}
		out = append(out, s)
	}
	return out
}

// roles are the companies of the article and what they are to it.
func (s short) roles() map[string]string {
	got := map[string]string{}
	for _, m := range Builtin().Tag(text.Analyse(&news.Article{Title: s.title, Text: s.body})) {
		if m.Salience != news.Implied {
			got[string(m.Company)] = string(m.Salience)
		}
	}
	return got
}

// faults are the differences between what an article should have and has.
func (s short) faults() (missing, wrong []string) {
	got := s.roles()
	for id, role := range s.want {
		if have, ok := got[id]; !ok || role != "" && role != have {
			missing = append(missing, id+" "+role+", not "+have)
		}
	}
	for id, role := range got {
		if _, ok := s.want[id]; !ok {
			wrong = append(wrong, id+" "+role)
		}
	}
	slices.Sort(missing)
	slices.Sort(wrong)
	return missing, wrong
}

// An article whose subject has an ambiguous name is about it when the rest of
// the article says so, and not when it only has such a word.
func TestDocuments(t *testing.T) {
	for _, s := range shorts(t, "testdata/documents.txt") {
		if missing, wrong := s.faults(); len(missing)+len(wrong) > 0 {
			t.Errorf("%s\n\tmissing %v\n\twrong %v", s.body, missing, wrong)
		}
	}
}

// Articles written before the rules are right nearly always.
func TestDocumentsKeptAside(t *testing.T) {
	all := shorts(t, "testdata/documents-aside.txt")
	right := 0
	for _, s := range all {
		missing, wrong := s.faults()
		if len(missing)+len(wrong) == 0 {
			right++
			continue
		}
		t.Logf("%s\n\tmissing %v\n\twrong %v", s.body, missing, wrong)
	}
	t.Logf("%d of %d", right, len(all))
	if right*10 < len(all)*9 {
		t.Errorf("%d of %d articles are right", right, len(all))
	}
}

// An article whose title and opening name one company as the one that acts is
// about it; one that names a company in passing is not.
func TestPlainSubjects(t *testing.T) {
	all := shorts(t, "testdata/about.txt")
	for _, s := range all {
		missing, wrong := s.faults()
		for id, role := range s.roles() {
			if s.want[id] == "" && role == string(news.About) {
				wrong = append(wrong, id+" is no subject")
			}
		}
		if len(missing)+len(wrong) > 0 {
			t.Errorf("%s\n%s\n\tmissing %v\n\twrong %v", s.title, s.body, missing, wrong)
		}
	}
	if len(all) < 20 {
		t.Errorf("only %d articles", len(all))
	}
}
