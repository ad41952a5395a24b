package stories_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/summarize/stories"
)

// tell puts articles on a desk as the newsroom does, and returns which story
// each is in; 0 is none.
func tell(articles []stories.Candidate) map[news.ArticleID]news.StoryID {
	d, out, next := stories.NewDesk(4000), map[news.ArticleID]news.StoryID{}, news.StoryID(1)
	for _, c := range articles {
		if m, ok := d.Match(c); ok {
			c.Story = m.Story
			if c.Story == 0 {
				c.Story = next
				next++
				d.Tell(m.Article, c.Story)
				out[m.Article] = c.Story
			}
			out[c.Article] = c.Story
		}
		d.Add(c)
	}
	return out
}

// groups writes which articles are together, in an order of their own.
func groups(in map[news.ArticleID]news.StoryID) string {
	by := map[news.StoryID][]string{}
	for a, s := range in {
		by[s] = append(by[s], fmt.Sprintf("%03d", a))
	}
	var out []string
	for _, g := range by {
		slices.Sort(g)
		out = append(out, strings.Join(g, "+"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

const takeover = `Valdorne has agreed to buy Kestrel Grid of Leeds for €3.6bn, the companies said on Monday. The British firm builds substations and employs 4,300 people. Maud Escoffery, chief executive of Valdorne, called it “the deal of a decade”. It is expected to close in the autumn.`

func TestWhatMayBeTogether(t *testing.T) {
	at := func(hours int) time.Time { return epoch.Add(time.Duration(hours) * time.Hour) }
	title := "Valdorne agrees €3.6bn takeover of Kestrel Grid"
	quiet := "The index of the harbour cranes at Castell stood at 7,353 points. Freight rates in Castell were 12.4 lower, and the wind over Castell came from the west, as on most days of the year."
	for _, tt := range []struct {
		name string
		a, b stories.Candidate
		want bool
	}{
		{"a copy in another feed", candidate(1, "a", "en", title, takeover, at(0)), candidate(2, "b", "en", "Deal of the decade for Kestrel Grid", takeover, at(3)), true},
		{"a copy without titles", candidate(1, "a", "en", "", takeover, at(0)), candidate(2, "b", "en", "", takeover, at(3)), true},
		{"a correction in the same feed", candidate(1, "a", "en", title, takeover, at(0)), candidate(2, "a", "en", title, takeover, at(1)), true},
		{"a title without text", candidate(1, "a", "en", title, takeover, at(0)), candidate(2, "b", "en", title, "", at(0)), false},
		{"a copied title over an advertisement", candidate(1, "a", "en", title, takeover, at(0)),
			candidate(2, "b", "en", title, "Our garden gnomes are painted by hand and sent within two days. Every gnome comes with a lamp, a wheelbarrow and a warranty of ten years.", at(0)), false},
		{"a copied title and the names, without the event", candidate(1, "a", "en", title, takeover, at(0)),
			candidate(2, "b", "en", title, "Buy gnomes! Unlike Valdorne, Kestrel Grid or Maud Escoffery in Leeds, our gnomes never sleep. Painted by hand, sent within two days, loved by neighbours and by hedgehogs alike.", at(0)), false},
		{"a copy five days later", candidate(1, "a", "en", title, takeover, at(0)), candidate(2, "b", "en", title, takeover, at(120)), false},
		{"two titles and nothing else", candidate(1, "a", "en", title, "", at(0)), candidate(2, "b", "en", title, "", at(0)), false},
		{"the same report with other numbers", candidate(1, "a", "en", "Harbour report", quiet, at(0)),
			candidate(2, "b", "en", "Harbour report", strings.NewReplacer("7,353", "7,412", "12.4", "13.1").Replace(quiet), at(2)), false},
		{"the same report in the same feed", candidate(1, "a", "en", "Harbour report", quiet, at(0)),
			candidate(2, "a", "en", "Harbour report", strings.NewReplacer("7,353", "7,412", "12.4", "13.1").Replace(quiet), at(24)), false},
		{"a live page", candidate(1, "a", "en", title, takeover, at(0)),
			candidate(2, "b", "en", "Live: markets react", "Valdorne is buying Kestrel Grid of Leeds for €3.6bn. Shares of both are suspended. The mayor of Leeds will speak at noon. Maud Escoffery speaks in Lyon. Unions demand talks for 4,300 people. More follows.", at(1)), false},
	} {
		if got := groups(tell([]stories.Candidate{tt.a, tt.b})) != ""; got != tt.want {
			t.Errorf("%s: together is %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestStoriesOfTheTables puts the tables through a desk in several orders: no
// story may have two events, and the events of several articles come out.
func TestStoriesOfTheTables(t *testing.T) {
	var all []told
	for _, file := range []string{"development.txt", "heldout.txt"} {
		for _, a := range table(t, file) {
			a.Article = news.ArticleID(len(all) + 1)
			all = append(all, a)
		}
	}
	event := map[news.ArticleID]string{}
	for _, a := range all {
		event[a.Article] = a.event
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 12 {
		var in []stories.Candidate
		for _, i := range r.Perm(len(all)) {
			in = append(in, all[i].Candidate)
		}
		of, together := map[news.StoryID]string{}, 0
		for a, s := range tell(in) {
			together++
			if have := of[s]; have != "" && have != event[a] {
				t.Errorf("one story tells %q and %q", have, event[a])
			}
			of[s] = event[a]
		}
		if together < 60 {
			t.Errorf("only %d articles are in stories", together)
		}
	}
}

func TestOneFeedOnceInAStory(t *testing.T) {
	articles := table(t, "development.txt")[:3] // one merger, three feeds
	again := articles[2]
	again.Article, again.Feed = 9, articles[0].Feed
	of := tell([]stories.Candidate{articles[0].Candidate, articles[1].Candidate, articles[2].Candidate, again.Candidate})
	if got := groups(of); got != "001+002+003" {
		t.Errorf("together are %q: a feed is in a story once", got)
	}
}

// TestDeskStaysInBounds: words that nobody uses any more are forgotten.
func TestDeskStaysInBounds(t *testing.T) {
	d := stories.NewDesk(64)
	for i := range 6000 {
		c := stories.Candidate{Article: news.ArticleID(i + 1), Feed: news.FeedID(i % 3), Language: "en", Published: epoch.Add(time.Duration(i) * time.Second)}
		for j := range 20 {
			c.Fingerprint.Names = append(c.Fingerprint.Names, fmt.Sprint("name", i, "x", j))
		}
		d.Add(c)
	}
	if n := d.Features(); n > 50000 {
		t.Errorf("%d features of %d articles", n, d.Len())
	}
}

// TestCopiesDoNotFillAStory: a feed that repeats another's article leaves
// room for everybody else.
func TestCopiesDoNotFillAStory(t *testing.T) {
	in := []stories.Candidate{candidate(1, "a", "en", "Valdorne buys Kestrel Grid", takeover, epoch)}
	for i := range 100 {
		in = append(in, candidate(i+2, "x", "en", "Valdorne buys Kestrel Grid", takeover, epoch.Add(time.Duration(i)*time.Minute)))
	}
	last := candidate(500, "b", "en", "Kestrel Grid goes to Valdorne", takeover, epoch.Add(3*time.Hour))
	of := tell(append(in, last))
	if of[500] == 0 || of[500] != of[1] {
		t.Errorf("the first report is in story %d, the last in %d", of[1], of[500])
	}
}

// TestNoDrift: a story that passes from one subject to the next, half of each
// article new, does not become one story.
func TestNoDrift(t *testing.T) {
	people := strings.Fields("Aldermoor Brackwood Castelnau Delphine Escarpe Fontanel Grimshaw Hollander Ibarrond Jankovar Kerbrat Lindqvist Montrose Nordgard Ostrander Pellerin Quillan Rosenthal Sandvarg Tallow")
	verbs := strings.Fields("bridges lanterns orchards kitchens violins harbours tunnels bakeries gardens stables mirrors ladders candles carpets windows barrels anchors whistles saddles hammers")
	var in []stories.Candidate
	for i := range len(people) - 4 {
		p, v := people[i:i+4], verbs[i:i+4]
		body := fmt.Sprintf("On Monday, the brothers %s and %s inspected %s and %s. Near them, the sisters %s and %s painted %s and %s.", p[0], p[1], v[0], v[1], p[2], p[3], v[2], v[3])
		in = append(in, candidate(i+1, fmt.Sprint("f", i), "en", "About "+v[0]+" and "+v[1], body, epoch.Add(time.Duration(i)*time.Minute)))
	}
	size := map[news.StoryID]int{}
	for _, s := range tell(in) {
		if size[s]++; size[s] > 4 {
			t.Fatalf("a story has drifted over %d articles", size[s])
		}
	}
}

func TestDeskForgets(t *testing.T) {
	d := stories.NewDesk(8)
	for i := range 100 {
		d.Add(candidate(i+1, "a", "en", fmt.Sprint("Number ", i), fmt.Sprintf("The %d sailors of the ship Albatross%d sang %d songs in the harbour of Castell before the tide came in again.", 100+i, i, 200+i), epoch.Add(time.Duration(i)*time.Minute)))
		if d.Len() > 8 {
			t.Fatalf("%d articles on a desk for 8", d.Len())
		}
	}
	c := candidate(200, "b", "en", "Copy", takeover, epoch)
	d.Add(c)
	c.Article = 201
	c.Feed++
	if m, ok := d.Match(c); !ok || m.Article != 200 {
		t.Fatalf("a copy is not found: %+v", m)
	}
	d.Remove(200)
	d.Remove(200)
	if m, ok := d.Match(c); ok {
		t.Errorf("found what was taken off the desk: %+v", m)
	}
	if m, ok := stories.NewDesk(0).Match(stories.Candidate{}); ok {
		t.Errorf("nothing matches %+v", m)
	}
}

// TestOneFeedOfTwentyThousand: a feed that fills the desk with one sentence
// makes no story and leaves those of others.
func TestOneFeedOfTwentyThousand(t *testing.T) {
	d := stories.NewDesk(4000)
	spam := candidate(1, "x", "en", "Offer of the day", "Castell lamps and Castell gnomes are sold by the dozen to the friends of Castell, painted by hand and sent within two days.", epoch)
	real := candidate(1, "a", "en", "Valdorne buys Kestrel Grid", takeover, epoch.Add(time.Hour))
	d.Add(real)
	for i := range 20000 {
		c := spam
		c.Article = news.ArticleID(i + 10)
		c.Title = fmt.Sprint("Offer of the day ", i)
		c.Published = epoch.Add(time.Duration(i) * time.Millisecond)
		if i%1000 == 0 {
			if m, ok := d.Match(c); ok && m.Score < 1 {
				t.Fatalf("matched by %v", m.Score)
			}
		}
		d.Add(c)
	}
	if d.Len() > 600 {
		t.Errorf("one feed has %d places on the desk", d.Len())
	}
	real.Article, real.Feed = 2, real.Feed+1
	if m, ok := d.Match(real); !ok || m.Article != 1 {
		t.Errorf("the real story is lost among them: %+v", m)
	}
}

// random makes an article of few words, so that many are alike.
func random(r *rand.Rand, id int) stories.Candidate {
	pick := func(n int, from []string) (out []string) {
		for range r.IntN(n + 1) {
			if w := from[r.IntN(len(from))]; !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
		return out
	}
	names := strings.Fields("@acme @initech +london ++france #2.4e+09 #31% !buy !strike ^!sell ~maybe ^lost cook tim_cook jelko_brancic brancic maud kestrel ^ @ # + ! ~")
	for i := range names {
		names[i] = strings.ReplaceAll(names[i], "_", " ")
	}
	return stories.Candidate{
		Article: news.ArticleID(id), Feed: news.FeedID(r.IntN(4)), Story: 0, Title: strings.Join(pick(5, strings.Fields("live deal ferry quits again Ümläut 42 the")), " "),
		Language: []string{"en", "fr", ""}[r.IntN(3)], Published: epoch.Add(time.Duration(r.IntN(120)) * time.Hour),
		Fingerprint: news.Fingerprint{Names: pick(14, names), Stems: pick(14, strings.Fields("deal agre buy firm employ autumn clos board sail sang tide"))},
	}
}

func TestBothWaysAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	some := 0
	for range 400 {
		d := stories.NewDesk(100)
		for i := range 20 {
			d.Add(random(r, i+10))
		}
		a, b := random(r, 1), random(r, 2)
		d.Add(b)
		ab := d.Compare(a, 2)
		d.Remove(2)
		d.Add(a)
		ba := d.Compare(b, 1)
		if math.Abs(ab-ba) > 1e-9 {
			t.Fatalf("%v one way, %v the other:\n%+v\n%+v", ab, ba, a, b)
		}
		if ab > 0 {
			some++
		}
	}
	if some < 10 {
		t.Errorf("only %d pairs had anything in common", some)
	}
}

func TestSameAnswerEveryTime(t *testing.T) {
	articles := table(t, "development.txt")
	var in []stories.Candidate
	for _, a := range articles {
		in = append(in, a.Candidate)
	}
	want := groups(tell(in))
	for range 5 {
		if got := groups(tell(in)); got != want {
			t.Fatalf("%s\nthen %s", want, got)
		}
		for i, a := range table(t, "development.txt") {
			if fmt.Sprint(a.Fingerprint) != fmt.Sprint(articles[i].Fingerprint) {
				t.Fatalf("the fingerprint changes:\n%q\n%q", a.Fingerprint, articles[i].Fingerprint)
			}
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("Valdorne buys Kestrel", takeover, uint64(1))
	f.Add("", "2 400 emplois, 1,8 milliard, 3-1, 40.000.000, € % 12", uint64(2))
	f.Add("Live: \xff", "L’Île-de-France d’A. B-c 9999999999999999999 1.2.3 -5 −4", uint64(3))
	f.Fuzz(func(t *testing.T, title, body string, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		a := candidate(1, "a", "fr", title, body, epoch)
		if len(a.Fingerprint.Names) > 32 || len(a.Fingerprint.Stems) > 32 {
			t.Fatalf("too large: %q", a.Fingerprint)
		}
		d := stories.NewDesk(12)
		for i := range 16 {
			c := random(r, i+2)
			c.Story = news.StoryID(r.IntN(3))
			d.Add(c)
		}
		m, ok := d.Match(a)
		if ok != (m.Article != 0) || ok && m.Score < 1 {
			t.Fatalf("%v %+v", ok, m)
		}
		d.Add(a)
		if again, _ := d.Match(a); again.Article == 1 {
			t.Fatal("an article matches itself")
		}
		b := a
		b.Article, b.Feed = 100, 1000
		if len(a.Fingerprint.Names) > 4 && len(a.Fingerprint.Stems) > 4 && d.Compare(b, 1) < 1 {
			t.Fatalf("a copy is not known again: %v %q", d.Compare(b, 1), a.Fingerprint)
		}
		d.Remove(1)
	})
}

// benchDesk is a full desk of articles with names and stems as rare and as
// common as those of news.
func benchDesk() (*stories.Desk, func(id int) stories.Candidate) {
	r := rand.New(rand.NewPCG(5, 6))
	names, stems := rand.NewZipf(r, 1.2, 8, 20000), rand.NewZipf(r, 1.1, 20, 9000)
	make := func(id int) stories.Candidate {
		c := stories.Candidate{Article: news.ArticleID(id), Feed: news.FeedID(r.IntN(300)), Language: []string{"en", "fr"}[r.IntN(2)], Published: epoch.Add(time.Duration(r.IntN(5000)) * time.Minute)}
		for range 32 {
			c.Fingerprint.Names = append(c.Fingerprint.Names, fmt.Sprint("name", names.Uint64()))
			c.Fingerprint.Stems = append(c.Fingerprint.Stems, fmt.Sprint("stem", stems.Uint64()))
		}
		for range 8 {
			c.Title += fmt.Sprint("word", stems.Uint64(), " ")
		}
		return c
	}
	d := stories.NewDesk(4001)
	for i := range 4000 {
		d.Add(make(i + 1))
	}
	return d, make
}

// BenchmarkMatch is what a new article costs: the match, and its place on the
// desk.
func BenchmarkMatch(b *testing.B) {
	d, make := benchDesk()
	var in []stories.Candidate
	for i := range 256 {
		in = append(in, make(10000+i))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c := in[i%len(in)]
		d.Match(c)
		d.Add(c)
		d.Remove(c.Article)
	}
}

func BenchmarkFingerprint(b *testing.B) {
	body := strings.Repeat(takeover+"\n\n", 12)
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		candidate(1, "a", "en", "Valdorne buys Kestrel Grid", body, epoch)
	}
}
