package stories_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/summarize/companies"
	"lede/summarize/stories"
	"lede/summarize/text"
)

var epoch = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

// told is an article of a table and the event it tells.
type told struct {
	stories.Candidate
	event, title string
}

// invented are the companies of the tables, as a lexicon would find them.
var invented = map[string]news.CompanyID{
	"Valdorne": "valdorne", "Kestrel": "kestrel-grid", "Merrowdale": "merrowdale", "Papyrine": "papyrine",
	"Voltessa": "voltessa", "Osterwick": "osterwick", "Ferrolune": "ferrolune", "Brumaline": "brumaline",
}

// tag finds the built-in companies and the invented ones.
func tag(d *text.Document) []news.Mention {
	out := companies.Builtin().Tag(d)
	at := map[news.CompanyID]int{}
	for _, w := range text.Words(d.Text, news.Span{Start: 0, End: len(d.Text)}) {
		word := strings.TrimSuffix(w.Of(d.Text), "’s")
		id, ok := invented[word]
		if !ok {
			continue
		}
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, news.Mention{Company: id, Name: word, Salience: news.About, Score: 0.8})
		}
		out[i].Spans = append(out[i].Spans, news.MentionSpan{Span: w, Why: "name"})
	}
	return out
}

func candidate(id int, feed, language, title, body string, at time.Time) stories.Candidate {
	a := &news.Article{Title: title, Text: body, Language: language}
	d := text.Analyse(a)
	n := news.FeedID(0)
	for _, c := range []byte(feed) {
		n = n*256 + news.FeedID(c)
	}
	return stories.Candidate{
		Article: news.ArticleID(id), Feed: n, Title: title, Language: d.Language, Published: at,
		Fingerprint: stories.Fingerprint(d, tag(d), nil),
	}
}

func table(t testing.TB, name string) []told {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []told
	for part := range strings.SplitSeq("\n"+string(raw), "\n> ") {
		head, body, ok := strings.Cut(part, "\n")
		if !ok || strings.HasPrefix(part, "\n#") || strings.HasPrefix(part, "#") {
			continue
		}
		f := strings.Fields(head)
		_, title, _ := strings.Cut(head, " | ")
		hours, err := strconv.Atoi(f[3])
		if err != nil {
			t.Fatalf("%s: %q: %v", name, head, err)
		}
		c := candidate(len(out)+1, f[2], f[1], title, strings.TrimSpace(body), epoch.Add(time.Duration(hours)*time.Hour))
		if c.Language != f[1] {
			t.Errorf("%q is taken for %q", title, c.Language)
		}
		out = append(out, told{c, f[0], fmt.Sprintf("%s (%s %s)", title, f[0], f[1])})
	}
	return out
}

// judge compares all pairs of a table on a desk that has all of it.
func judge(t *testing.T, articles []told) (right, wrong, missed int) {
	t.Helper()
	d := stories.NewDesk(4000)
	for _, a := range articles {
		d.Add(a.Candidate)
	}
	for i, a := range articles {
		for _, b := range articles[:i] {
			s, same := d.Compare(a.Candidate, b.Article), a.event == b.event
			why := func() string {
				return fmt.Sprintf("%.2f: %s\n   %s\n   %s", s, a.title, b.title, d.Explain(a.Candidate, b.Article))
			}
			switch {
			case same && s >= 1:
				right++
			case same:
				missed++
				t.Logf("missed %s", why())
			case s >= 1:
				wrong++
				t.Errorf("wrongly together %s", why())
			case s > 0.8:
				t.Logf("nearly together %s", why())
			}
		}
	}
	return right, wrong, missed
}

func TestPairs(t *testing.T) {
	for _, tt := range []struct {
		file   string
		recall float64
	}{{"development.txt", 0.9}, {"heldout.txt", 0.8}} {
		t.Run(tt.file, func(t *testing.T) {
			articles := table(t, tt.file)
			right, wrong, missed := judge(t, articles)
			p, r := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
			t.Logf("%d articles, %d pairs of one event: precision %.3f recall %.3f", len(articles), right+missed, p, r)
			if r < tt.recall {
				t.Errorf("recall %.2f, want %.2f", r, tt.recall)
			}
		})
	}
}
