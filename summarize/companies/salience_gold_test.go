package companies

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/text"
)

// annotated is an article with every mention of a company marked by hand, and
// whether the article is about it. Offsets are code points of the text.
type annotated struct {
	Title, Text string
	Mentions    []struct {
		Start, End      int
		Canonical, Type string
	}
	Companies []struct{ Name, Role string }
}

// How well the traits tell the subjects of an article from the companies it
// mentions, when the mentions are given: the area under the curve, that is how
// often a subject is above a mention. `make score` runs it; the articles are
// kept outside the repository.
func TestSalienceOfGivenMentions(t *testing.T) {
	data := os.Getenv("LEDE_SCORE_DATA")
	if data == "" {
		t.Skip("LEDE_SCORE_DATA names no directory of annotated articles")
	}
	for file, wanted := range map[string]float64{"wikinews-sel": 0.93, "wikinews-fr": 0.97} {
		subjects, others := scores(t, filepath.Join(data, "companies", "eval", file+".jsonl.gz"))
		above := 0.0
		for _, s := range subjects {
			for _, o := range others {
				switch {
				case s > o:
					above++
				case s == o:
					above += 0.5
				}
			}
		}
		auc := above / float64(len(subjects)*len(others))
		t.Logf("%s: %d subjects, %d mentions, AUC %.3f", file, len(subjects), len(others), auc)
		if auc < wanted {
			t.Errorf("%s: AUC %.3f, want %.2f", file, auc, wanted)
		}
	}
}

// scores are those of all companies of a file that are subjects, and of those
// that are not.
func scores(t *testing.T, name string) (subjects, others []float64) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a annotated
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		of := ofGold(&a)
		for _, c := range a.Companies {
			score, ok := of[c.Name]
			switch {
			case !ok: // in the title only, or optional
			case c.Role == "about":
				subjects = append(subjects, score)
			case c.Role == "mentioned":
				others = append(others, score)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return subjects, others
}

// ofGold scores the companies of an article by the mentions that are marked in it.
func ofGold(a *annotated) map[string]float64 {
	d := text.Analyse(&news.Article{Title: a.Title, Text: a.Text})
	r := Builtin().index.read(d)
	kept := r.decide(r.candidates())
	at := make([]int, 0, len(a.Text)+1) // bytes of code points
	for i := range a.Text {
		at = append(at, i)
	}
	at = append(at, len(a.Text))
	groups := map[string]*group{}
	all := 0
	for _, m := range a.Mentions {
		if m.Type != "company" || m.End >= len(at) {
			continue
		}
		c := &candidate{from: -1, alias: -1, company: -1, called: -1, kind: byName, name: m.Canonical}
		for i := r.title; i < len(r.tokens); i++ {
			if t := &r.tokens[i]; int(t.start) >= at[m.Start] && int(t.end) <= at[m.End] {
				if c.from < 0 {
					c.from = int32(i)
				}
				c.to = int32(i + 1)
			}
		}
		if c.from < 0 {
			continue
		}
		for k := range kept { // what is known of it
			if o := &kept[k]; o.from < c.to && c.from < o.to && o.company >= 0 {
				c.company, c.called, c.kind, c.name = o.company, o.called, o.kind, ""
			}
		}
		g := groups[m.Canonical]
		if g == nil {
			g = &group{name: m.Canonical, company: -1}
			groups[m.Canonical] = g
		}
		if c.company >= 0 {
			g.company = c.company
		}
		g.found = append(g.found, c)
		all++
	}
	p := r.plan()
	out := map[string]float64{}
	for name, g := range groups {
		traits := r.traits(g, p, all)
		out[name] = traits.score()
	}
	return out
}

// The traits are told apart: a subject of the title, of the lead and of all
// paragraphs is above what is named once at the end.
func TestSalienceOrder(t *testing.T) {
	d := text.Analyse(&news.Article{Title: "Nvidia ouvre une usine à Grenoble", Text: strings.Join([]string{
		"Nvidia va ouvrir une usine à Grenoble, où six cents personnes fabriqueront des puces. Le groupe a signé mardi.",
		"« Nous embauchons dès avril », a dit la direction de Nvidia. Intel avait renoncé au même terrain.",
	}, "\n\n")})
	of := map[news.CompanyID]float64{}
	for _, m := range Builtin().Tag(d) {
		of[m.Company] = m.Score
	}
	if of["nvidia"] < 0.5 || of["intel"] >= 0.5 || of["intel"] == 0 {
		t.Errorf("scores %v", of)
	}
}
