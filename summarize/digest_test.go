package summarize

import (
	"strings"
	"testing"
	"unicode/utf8"

	"lede/news"
)

// harbour is an article of the kind that is read most: a standfirst that the
// body repeats, headings, a box of links, quotations of one person.
const harbour = `Le port de Brennac change de mains
La ville de Brennac vend son port au groupe Valtor pour 40 millions d’euros. Claire Vasseur a promis que « pas un seul emploi ne sera supprimé sur les quais ».

Le conseil municipal de Brennac a voté mardi la vente du port au groupe Valtor, après deux ans de négociations. Claire Vasseur, directrice générale de Valtor, promet : « Pas un seul emploi ne sera supprimé sur les quais ».
Il s’agit de la plus grosse opération de l’histoire de la ville.
Un pari risqué
Le groupe Valtor exploite déjà six ports sur la façade atlantique et a investi 120 millions d’euros depuis 2019. Mais les syndicats redoutent une hausse des tarifs pour les pêcheurs, selon un rapport de la chambre de commerce.
Que deviendront les bateaux de pêche ?
Cependant, Vasseur reste confiante, ajoutant que « la pêche gardera ses deux bassins et son marché ».
Pour aller plus loin
« On nous a menti » : comment la ville a laissé son port vieillir en vingt ans
Des travaux dès le printemps
Les premiers travaux commenceront en avril avec le dragage du chenal, qui n’a plus été entretenu depuis dix ans. Le groupe prévoit ensuite de construire un terminal pour les ferries, dont l’ouverture est attendue en 2027.
Pour aller plus loin
Trois ports bretons cherchent encore un repreneur`

func TestDigest(t *testing.T) {
	a := &news.Article{Text: harbour}
	d := New(Options{}).Digest(a)
	if d.Language != "fr" {
		t.Errorf("language %q", d.Language)
	}
	if len(d.Summary) < 3 || len(d.Summary) > 5 {
		t.Fatalf("%d summary sentences", len(d.Summary))
	}
	first := ""
	for _, s := range d.Summary {
		if s.Rank == 1 {
			first = s.Of(a.Text)
		}
		body := s.Of(a.Text)
		for _, bad := range []string{"?", "On nous a menti", "Trois ports", "Pour aller plus loin"} {
			if strings.Contains(body, bad) {
				t.Errorf("in the summary: %q", body)
			}
		}
	}
	if !strings.Contains(first, "Brennac") || !strings.Contains(first, "Valtor") {
		t.Errorf("the first sentence does not tell the story: %q", first)
	}
	if len(d.Quotes) != 2 {
		t.Fatalf("%d quotations, want 2: %+v", len(d.Quotes), d.Quotes)
	}
	for _, q := range d.Quotes {
		if q.Speaker == nil || q.Speaker.Name != "Claire Vasseur" {
			t.Errorf("%q: speaker %+v", q.Text, q.Speaker)
		}
	}
	if len(d.Quotes[0].AlsoAt) != 1 {
		t.Error("the words of the standfirst and of the body are two quotations")
	}
	if len(d.Boilerplate) != 4 {
		t.Errorf("%d pieces of boilerplate, want 4", len(d.Boilerplate))
	}
}

// TestSummaryOfOddArticles: whatever an article is, its summary is sensible.
func TestSummaryOfOddArticles(t *testing.T) {
	long := strings.Repeat("The river rose by two metres in the night and the town of Marle closed its three bridges. ", 40)
	tests := []struct {
		name, in string
		min, max int
	}{
		{"empty", "", 0, 0},
		{"only a word", "Breaking", 0, 1},
		{"one sentence", "The bridge at Marle reopened on Monday after a year of repairs.", 1, 1},
		{"three sentences", "The bridge at Marle reopened on Monday. It was closed for a year. Repairs cost 3 million euros.", 1, 2},
		{"the same again and again", long, 1, 1},
		{"a list", "- apples from the north\n- pears from the south\n- plums from the west", 0, 2},
		{"only code", "for (i = 0; i < n; i++) { a[i] = b[i]; }\nif (x == y) { return z[0]; }", 0, 1},
		{"a teaser", "The council of Marle voted on Thursday to close the old bridge for good, after engineers found…", 1, 1},
		{"questions and answers", "Why did the bridge close?\nWe closed it because the arches had moved since the last flood in March.\nWhen will it open?\nWe hope to open one lane of the bridge in May, if the weather allows it.", 1, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := &news.Article{Title: "News of the day", Text: tt.in}
			d := New(Options{}).Digest(a)
			if n := len(d.Summary); n < tt.min || n > tt.max {
				t.Errorf("%d sentences, want %d to %d: %v", n, tt.min, tt.max, d.Summary)
			}
			check(t, a, d)
		})
	}
}

// TestLeaningSentences: a sentence that opens with what came before is chosen
// only after the one it leans on.
func TestLeaningSentences(t *testing.T) {
	in := "The council of Marle voted on Thursday to close the old bridge. However, it kept the ferry.\n" +
		"Engineers measured the arches of the bridge in March. They had moved by four centimetres since the flood.\n" +
		"The council will build a new bridge beside the old one. It will cost 12 million euros, the council said."
	a := &news.Article{Title: "Marle closes its bridge", Text: in}
	d := New(Options{}).Digest(a)
	have := map[int]int{}
	for _, s := range d.Summary {
		have[s.Sentence] = s.Rank
	}
	for i, s := range d.Sentences {
		body := s.Of(in)
		if !strings.HasPrefix(body, "However") && !strings.HasPrefix(body, "They") && !strings.HasPrefix(body, "It ") {
			continue
		}
		if r, ok := have[i]; ok && (have[i-1] == 0 || have[i-1] > r) {
			t.Errorf("%q is chosen without the sentence it leans on", body)
		}
	}
}

// check asserts what holds for every digest.
func check(t *testing.T, a *news.Article, d news.Digest) {
	t.Helper()
	fits := func(what string, s news.Span) {
		t.Helper()
		if s.Start < 0 || s.End > len(a.Text) || s.Start >= s.End {
			t.Fatalf("%s: span %v of %d bytes", what, s, len(a.Text))
		}
		if !utf8.RuneStart(a.Text[s.Start]) || s.End < len(a.Text) && !utf8.RuneStart(a.Text[s.End]) {
			t.Fatalf("%s: span %v cuts a rune", what, s)
		}
	}
	end := 0
	for _, s := range d.Sentences {
		fits("sentence", s)
		if s.Start < end {
			t.Fatalf("sentence %v begins before the one before ends", s)
		}
		end = s.End
	}
	ranks := map[int]bool{}
	for i, s := range d.Summary {
		fits("summary", s.Span)
		if d.Sentences[s.Sentence] != s.Span {
			t.Fatal("a summary sentence is not verbatim")
		}
		if i > 0 && d.Summary[i-1].Start >= s.Start {
			t.Fatal("the summary is not in text order")
		}
		if s.Rank < 1 || s.Rank > len(d.Summary) || ranks[s.Rank] || s.Score < 0 || s.Score > 1 {
			t.Fatalf("rank %d, score %v", s.Rank, s.Score)
		}
		ranks[s.Rank] = true
	}
	for _, q := range d.Quotes {
		for _, s := range append([]news.Span{q.Span}, q.AlsoAt...) {
			fits("quotation", s)
		}
		if q.Text != strings.Join(strings.Fields(q.Of(a.Text)), " ") {
			t.Fatalf("quotation %q is not the text %q", q.Text, q.Of(a.Text))
		}
		if q.Speaker != nil {
			fits("speaker", q.Speaker.Span)
			if q.Speaker.AsWritten != q.Speaker.Of(a.Text) || q.Speaker.Name == "" {
				t.Fatalf("speaker %+v", q.Speaker)
			}
		}
		if q.Cue != "" && q.Cue != q.CueSpan.Of(a.Text) {
			t.Fatalf("cue %q is not the text %q", q.Cue, q.CueSpan.Of(a.Text))
		}
	}
	for _, b := range d.Boilerplate {
		fits("boilerplate", b.Span)
	}
}

func FuzzDigest(f *testing.F) {
	f.Add("A title", harbour)
	f.Add("", "“A,” said B. “C,” he said. ‘D’ \"E \" « F » » « G")
	f.Add("x", "M. . . « ... » (((( \"\"\"\" '''' \u00a0\u202f\n\n\n- \n| a | b |\n")
	f.Add("\xff", "\xff\xfe“\x80”\xc3")
	dg := New(Options{})
	f.Fuzz(func(t *testing.T, title, body string) {
		if !utf8.ValidString(body) {
			body = strings.ToValidUTF8(body, "\ufffd")
		}
		a := &news.Article{Title: title, Text: body}
		check(t, a, dg.Digest(a))
		// Blocks that do not fit the text must do no harm.
		n := len(body)
		a.Blocks = []news.Block{
			{Span: news.Span{Start: -3, End: n / 3}, Kind: news.Paragraph},
			{Span: news.Span{Start: n / 4, End: n + 9}, Kind: news.ListItem, Linked: n},
		}
		dg.Digest(a)
	})
}

// TestHostileTexts: long inputs of one kind take bounded time.
func TestHostileTexts(t *testing.T) {
	for _, unit := range []string{"“", "\"", "'", "« ", "(", ". ", "A. ", "a", "“a” ", "He said: “No.” ", "\n", "Lire aussi\n", "- x\n", "Abc ", "said ", ", "} {
		a := &news.Article{Title: "t", Text: strings.Repeat(unit, (200<<10)/len(unit))}
		check(t, a, New(Options{}).Digest(a))
	}
}

func BenchmarkDigest(b *testing.B) {
	a := &news.Article{Text: harbour + "\n" + strings.Repeat("Le groupe Valtor a déjà agrandi deux ports voisins, où le trafic a doublé en cinq ans. « Nous tiendrons nos délais », assure Claire Vasseur.\n", 14)}
	dg := New(Options{})
	b.ReportAllocs()
	b.ReportMetric(float64(dg.Digest(a).Words), "words")
	for b.Loop() {
		dg.Digest(a)
	}
}

// TestSummaryWithoutDateline: a summary does not open with place and agency.
func TestSummaryWithoutDateline(t *testing.T) {
	in := "NEW YORK (Reuters) - Valtor will close its plant in Marle and dismiss two hundred workers before the summer.\n\n" +
		"The company has lost money in Marle for three years. The town fears for its school and its shops.\n\n" +
		"Workers stopped the machines on Monday. They want to talk with the owners of Valtor this week."
	dg := New(Options{}).Digest(&news.Article{Title: "Valtor closes its plant in Marle", Text: in})
	if len(dg.Summary) == 0 || dg.Summary[0].Start != len("NEW YORK (Reuters) - ") {
		t.Errorf("summary %+v", dg.Summary)
	}
}
