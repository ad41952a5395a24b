package summarize

import (
	"fmt"
	"os"
	"reflect"
	"sort"
	"strings"
	"testing"
	"unicode"

	"lede/news"
	"lede/summarize/companies"
)

// An annotated article of testdata: a line "=== language name" begins it, "# "
// its title, "~ " a line of boilerplate, or the beginning of a line up to
// " ~~ ". [[words|speaker]] is a quotation:
// nobody is named when the speaker is empty, and * says that it may be taken
// for one or not. Of several names with a slash between them any is right.
type annotated struct {
	name, lang string
	article    news.Article
	quotes     []expected
	boiler     []news.Span
}

type expected struct {
	news.Span
	speaker string
}

func readAnnotated(t testing.TB, file string) []annotated {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []annotated
	var body strings.Builder
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\n")
		if rest, ok := strings.CutPrefix(line, "=== "); ok {
			lang, name, _ := strings.Cut(rest, " ")
			out = append(out, annotated{name: name, lang: lang})
			body.Reset()
			continue
		}
		if len(out) == 0 {
			continue
		}
		a := &out[len(out)-1]
		if title, ok := strings.CutPrefix(line, "# "); ok {
			a.article.Title = title
			continue
		}
		line, boiler := strings.CutPrefix(line, "~ ")
		start := body.Len()
		if head, rest, ok := strings.Cut(line, " ~~ "); boiler && ok {
			body.WriteString(head)
			a.boiler = append(a.boiler, news.Span{Start: start, End: body.Len()})
			body.WriteByte(' ')
			line, boiler = rest, false
		}
		for {
			before, rest, ok := strings.Cut(line, "[[")
			body.WriteString(before)
			if !ok {
				break
			}
			inner, after, _ := strings.Cut(rest, "]]")
			words, speaker, ok := strings.Cut(inner, "|")
			if !ok {
				t.Fatalf("%s: %s: no speaker: %s", file, a.name, line)
			}
			at := body.Len()
			body.WriteString(words)
			a.quotes = append(a.quotes, expected{news.Span{Start: at, End: body.Len()}, speaker})
			line = after
		}
		if boiler {
			a.boiler = append(a.boiler, news.Span{Start: start, End: body.Len()})
		}
		body.WriteByte('\n')
		a.article.Text = body.String()
	}
	return out
}

// tally counts what was found, right or wrong.
type tally struct {
	language, articles             int
	quotes, found, right           int // spans
	named, given, correct          int // speakers of the quotations found
	lines, cut, wrongly, inSummary int // boilerplate: lines, those found, lines wrongly taken
	remarks                        []string
}

func (c *tally) note(format string, args ...any) {
	c.remarks = append(c.remarks, fmt.Sprintf(format, args...))
}

// measure digests annotated articles and counts.
func measure(t testing.TB, articles []annotated) *tally {
	t.Helper()
	c := &tally{}
	digester := New(Options{Lexicon: companies.Builtin()})
	for _, x := range articles {
		a := x.article
		d := digester.Digest(&a)
		c.articles++
		if d.Language == x.lang {
			c.language++
		} else {
			c.note("%s: language %q", x.name, d.Language)
		}
		c.compareQuotes(x, d)
		c.compareBoiler(x, d)
	}
	return c
}

func (c *tally) compareQuotes(x annotated, d news.Digest) {
	type place struct {
		news.Span
		q news.Quote
	}
	var places []place
	for _, q := range d.Quotes {
		for _, s := range append([]news.Span{q.Span}, q.AlsoAt...) {
			places = append(places, place{s, q})
		}
	}
	sort.Slice(places, func(i, j int) bool { return places[i].Start < places[j].Start })
	taken := make([]bool, len(places))
	for _, want := range x.quotes {
		hit := -1
		for i, p := range places {
			if core(x.article.Text, p.Span) == core(x.article.Text, want.Span) {
				hit = i
			}
		}
		if want.speaker == "*" {
			if hit >= 0 {
				taken[hit] = true
			}
			continue
		}
		c.quotes++
		if hit < 0 {
			c.note("%s: missed %q", x.name, want.Of(x.article.Text))
			continue
		}
		taken[hit] = true
		c.found++
		c.right++
		got := ""
		if s := places[hit].q.Speaker; s != nil {
			got = s.Name
		}
		if want.speaker != "" {
			c.named++
		}
		switch {
		case got == "":
			if want.speaker != "" {
				c.note("%s: no speaker, want %s: %q", x.name, want.speaker, want.Of(x.article.Text))
			}
		case want.speaker == "":
			if unicode.IsUpper([]rune(got)[0]) {
				c.given++
				c.note("%s: speaker %q, want none: %q", x.name, got, want.Of(x.article.Text))
			}
		default:
			c.given++
			if sameSpeaker(got, want.speaker) {
				c.correct++
			} else {
				c.note("%s: speaker %q, want %s: %q", x.name, got, want.speaker, want.Of(x.article.Text))
			}
		}
	}
	for i, p := range places {
		if !taken[i] {
			c.found++
			c.note("%s: no quotation: %q", x.name, p.Of(x.article.Text))
		}
	}
}

func (c *tally) compareBoiler(x annotated, d news.Digest) {
	text := x.article.Text
	c.lines += len(x.boiler)
	for _, want := range x.boiler {
		hit := false
		for _, b := range d.Boilerplate {
			hit = hit || b.Overlaps(want)
		}
		if hit {
			c.cut++
		} else {
			c.note("%s: boilerplate missed: %s", x.name, want.Of(text))
		}
		for _, s := range d.Summary {
			if s.Overlaps(want) {
				c.inSummary++
				c.note("%s: in the summary: %s", x.name, want.Of(text))
			}
		}
	}
	for _, b := range d.Boilerplate {
		hit := false
		for _, want := range x.boiler {
			hit = hit || b.Overlaps(want)
		}
		if !hit {
			c.wrongly++
			c.note("%s: no boilerplate: %s", x.name, b.Of(text))
		}
	}
}

// core is a span's text without marks and signs at its edges.
func core(s string, span news.Span) string {
	return strings.TrimFunc(span.Of(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func sameSpeaker(got, want string) bool {
	for name := range strings.SplitSeq(want, "/") {
		if strings.EqualFold(got, name) {
			return true
		}
	}
	return false
}

func (c *tally) String() string {
	share := func(a, b int) string {
		if b == 0 {
			return "-"
		}
		return fmt.Sprintf("%.3f", float64(a)/float64(b))
	}
	return fmt.Sprintf("articles %d  language %s  quotations %d P %s R %s  speakers P %s R %s  boilerplate %d P %s R %s  in a summary %d",
		c.articles, share(c.language, c.articles), c.quotes, share(c.right, c.found), share(c.right, c.quotes),
		share(c.correct, c.given), share(c.correct, c.named), c.lines, share(c.cut, c.cut+c.wrongly), share(c.cut, c.lines), c.inSummary)
}

// TestAnnotatedArticles: how well articles of our own are read. The floors are
// just below what was measured; go test -v prints every mistake.
func TestAnnotatedArticles(t *testing.T) {
	for _, tt := range []struct {
		file                                       string
		precision, recall, speakers, named, boiler float64
	}{
		{"articles.txt", 0.97, 0.98, 0.97, 0.96, 0.98},
		{"heldout.txt", 0.95, 0.98, 0.95, 0.97, 0.98},
		{"second.txt", 0.93, 0.98, 0.93, 0.93, 0.98},
	} {
		t.Run(tt.file, func(t *testing.T) {
			c := measure(t, readAnnotated(t, tt.file))
			for _, r := range c.remarks {
				t.Log(r)
			}
			t.Log(c)
			floor := func(what string, a, b int, least float64) {
				if b == 0 || float64(a) < least*float64(b) {
					t.Errorf("%s: %d of %d, want %.0f %%", what, a, b, 100*least)
				}
			}
			floor("quotations that are some", c.right, c.found, tt.precision)
			floor("quotations found", c.right, c.quotes, tt.recall)
			floor("speakers that are right", c.correct, c.given, tt.speakers)
			floor("speakers named", c.correct, c.named, tt.named)
			floor("boilerplate found", c.cut, c.lines, tt.boiler)
			if c.inSummary > 0 || c.language < c.articles {
				t.Errorf("%d lines of boilerplate in summaries, %d languages wrong", c.inSummary, c.articles-c.language)
			}
		})
	}
}

// An article read again has the same digest to the last bit, or the store would
// take it for another one. The order of a map must show nowhere.
func TestDigestIsAlwaysTheSame(t *testing.T) {
	for _, x := range readAnnotated(t, "articles.txt") {
		dg := New(Options{Lexicon: companies.Builtin()})
		first := dg.Digest(&x.article)
		for range 3 {
			if again := dg.Digest(&x.article); !reflect.DeepEqual(first, again) {
				t.Fatalf("%s:\n%+v\nand then\n%+v", x.name, first, again)
			}
		}
	}
}
