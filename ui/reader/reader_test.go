package reader

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"lede/news"
	"lede/newsroom"
	"lede/ui/keymap"
	"lede/ui/theme"
)

func TestGoldenArticles(t *testing.T) {
	for name, s := range samples {
		lang := "en"
		if s.lang == "fr" {
			lang = "fr"
		}
		for _, w := range []int{40, 56, 72, 100} {
			d := drive(t, dark, lang, w, 44).show(s.reading(1))
			golden(t, fmt.Sprintf("%s-%d", name, w), d.screen())
		}
	}
}

func TestGoldenPanels(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		s := samples[map[string]string{"fr": "french", "en": "english"}[lang]]
		for _, w := range []int{40, 72} {
			for name, a := range map[string]keymap.Action{"quotes": keymap.Quotes, "links": keymap.Links, "why": keymap.Why} {
				d := drive(t, dark, lang, w, 30).show(s.reading(1)).do(a)
				golden(t, fmt.Sprintf("panel-%s-%s-%d", name, lang, w), d.screen())
			}
		}
	}
}

// The styles of each theme, as the terminal gets them.
func TestGoldenStyles(t *testing.T) {
	for _, th := range []*theme.Theme{dark, theme.New(theme.Full, false), theme.New(theme.Basic, true), theme.New(theme.None, true)} {
		d := drive(t, th, "fr", 64, 30).show(samples["french"].reading(1))
		s := ""
		for l := range strings.Lines(d.View()) {
			s += fmt.Sprintf("%q\n", strings.TrimSuffix(l, "\n"))
		}
		golden(t, "styled-"+th.ID(), s)
	}
}

// Without colour everything that is marked can still be told from the rest.
func TestMarksWithoutColour(t *testing.T) {
	d := drive(t, theme.New(theme.None, true), "en", 72, 40).show(samples["english"].reading(1))
	v := d.View()
	if strings.Contains(v, "38;") || strings.Contains(v, "48;") {
		t.Error("there is colour")
	}
	plain := strings.SplitAfter(v, "numbers")[0]
	quote := plain[strings.LastIndex(plain, "\x1b["):]
	if !strings.HasPrefix(quote, "\x1b[4m") {
		t.Errorf("a quote is not underlined: %q", quote)
	}
	d.sees("▎ Northline has ordered", "[Grace Whitfield]")
}

func TestHeadIsThereBeforeTheBody(t *testing.T) {
	d := drive(t, dark, "en", 72, 30)
	cmd := d.Show(samples["english"].reading(1))
	d.sees("Harbour ferries", "Tom Okafor", "Summary", "The boats will charge")
	d.lacks("on the quay")
	d.run(cmd)
	d.sees("on the quay")
	if cmd := d.Show(samples["english"].reading(1)); cmd != nil {
		t.Error("what is cached is laid out again")
	}
	d.sees("on the quay")
}

func TestOneArticleAtATimeIsLaidOut(t *testing.T) {
	d := drive(t, dark, "en", 72, 30)
	first := d.Show(samples["english"].reading(1))
	for id := range news.ArticleID(50) { // the cursor runs down the list
		if cmd := d.Show(samples["truncated"].reading(id + 2)); cmd != nil {
			t.Fatal("a second article is laid out while the first one is")
		}
	}
	d.run(first)
	d.sees("The minister resigned")
	if cmd := d.Prefetch(samples["table"].reading(99)); cmd == nil {
		t.Error("the neighbour is not laid out")
	} else {
		d.run(cmd)
	}
	d.Show(samples["table"].reading(99))
	d.sees("lasted longest", "Fairphone 6")
}

func TestScrolling(t *testing.T) {
	d := drive(t, dark, "en", 60, 20).show(long().reading(1))
	d.do(keymap.Down, keymap.Down)
	if d.top != 2 {
		t.Errorf("two lines down is line %d", d.top)
	}
	d.sees("A very long report", "%")
	d.do(keymap.Up, keymap.Up, keymap.Up)
	if d.top != 0 {
		t.Errorf("top is %d", d.top)
	}
	d.do(keymap.Bottom)
	d.sees("the chair said", "100%")
	if _, done := d.Do(keymap.Advance); done {
		t.Error("Space at the end is kept from the list")
	}
	d.do(keymap.Top)
	n := 0
	for {
		if _, done := d.Do(keymap.Advance); !done {
			break
		}
		if n++; n > 100 {
			t.Fatal("Space never comes to the end")
		}
	}
	if d.do(keymap.HalfUp); d.atEnd() {
		t.Error("u does not go up")
	}
}

func TestPositionIsKept(t *testing.T) {
	r := long().reading(1)
	d := drive(t, dark, "en", 60, 20).show(r)
	if d.Position() != 0 {
		t.Error("the beginning is not position 0")
	}
	d.do(keymap.PageDown, keymap.PageDown, keymap.PageDown)
	at := d.Position()
	if at == 0 {
		t.Fatal("no position")
	}
	line := strings.Split(d.screen(), "\n")[1]
	r.State.Position = at
	again := drive(t, dark, "en", 60, 20)
	cmd := again.Show(r)
	if again.Position() != at {
		t.Errorf("while the body is on its way the position is %d, not %d", again.Position(), at)
	}
	again.run(cmd)
	if got := strings.Split(again.screen(), "\n")[1]; got != line {
		t.Errorf("opened at %q, left at %q", got, line)
	}
	again.run(again.Resize(44, 20)) // other lines, the same place
	if got := again.Position(); got > at || got < at-80 {
		t.Errorf("after a resize at %d, before at %d", got, at)
	}
}

func TestSummaryCycles(t *testing.T) {
	d := drive(t, dark, "en", 72, 40).show(samples["english"].reading(1))
	d.sees("╭─ Summary", "on the quay")
	d.do(keymap.Summary)
	d.sees("Summary only")
	d.lacks("on the quay")
	d.do(keymap.Summary)
	d.lacks("╭─", "Summary")
	d.sees("on the quay")
	d.do(keymap.Summary)
	d.sees("╭─ Summary")
	if d.saved[SummarySetting] != "box" {
		t.Errorf("saved %v", d.saved)
	}
	d.do(keymap.SummaryLength, keymap.SummaryLength, keymap.SummaryLength) // 3 → 4 → 5 → 1
	d.sees("• Northline")
	d.lacks("• The boats")
	if d.saved[SentencesSetting] != "1" {
		t.Errorf("saved %v", d.saved)
	}
	d.SetSettings("off", "2")
	d.lacks("• Northline")
}

func TestQuotePanel(t *testing.T) {
	d := drive(t, dark, "en", 60, 24).show(long().reading(1))
	d.do(keymap.Quotes)
	d.sees("Quotes 1/3", "Grace Whitfield, chief executive, Northline", "numbers worked")
	if !d.QuotesOpen() {
		t.Error("the panel does not say that it is open")
	}
	d.do(keymap.Down, keymap.Down)
	d.sees("Quotes 3/3", "the chair said")
	d.do(keymap.Open)
	if d.QuotesOpen() || len(d.timers) != 1 {
		t.Error("Enter does not jump")
	}
	d.sees("the chair said")
	if !strings.Contains(d.View(), "\x1b[7;38;5;180mThis is the last word of it") {
		t.Errorf("the place is not lit:\n%q", d.View())
	}
	d.run(d.timers[0])
	if strings.Contains(d.View(), "\x1b[7;") {
		t.Error("the place is lit for ever")
	}
	d.do(keymap.Quotes)
	d.do(keymap.Escape)
	if d.QuotesOpen() {
		t.Error("Esc does not close the panel")
	}
	if _, done := d.Do(keymap.Escape); done {
		t.Error("Esc without a panel is kept from the others")
	}
	d.show(samples["table"].reading(2)).do(keymap.Quotes)
	d.sees("No quotes in this article")
	d.do(keymap.Down, keymap.Up, keymap.Open)
}

func TestLinkPanel(t *testing.T) {
	d := drive(t, dark, "fr", 60, 24).show(samples["french"].reading(1)).do(keymap.Links)
	d.sees("1  Dunkerque", "https://example.org/dunkerque")
	d.do(keymap.Open)
	if len(d.opened) != 1 || d.opened[0] != "https://example.org/dunkerque" {
		t.Errorf("opened %v", d.opened)
	}
	d.do(keymap.CopyLink)
	if len(d.said) != 1 {
		t.Error("nothing is said of the copied link")
	}
}

func TestWhy(t *testing.T) {
	d := drive(t, dark, "en", 72, 60).show(samples["english"].reading(1)).do(keymap.Why)
	d.sees("Northline: a subject of the article, weight 80", "“Northline” (name)", "exact name +0.70", "written here as", "shown by “said”", "position +0.40")
	d.do(keymap.Bottom, keymap.Open)
	if d.flash.End == 0 {
		t.Error("the explanation does not lead to the place")
	}
}

// What only the headline names has a reason, too, and is the first to be corrected.
func TestWhyOfAHeadline(t *testing.T) {
	r := samples["english"].reading(1)
	r.Digest.Companies = []news.Mention{{Company: "airbus", Name: "Airbus", Salience: news.About, Score: 0.9}}
	d := drive(t, dark, "en", 72, 60).show(r).do(keymap.Why)
	d.sees("Airbus: a subject of the article, weight 90", "Only the headline names it: “")
	if m, ok := d.Explained(); !ok || m.Company != "airbus" {
		t.Errorf("%+v is to be corrected, %v", m, ok)
	}
}

func TestFind(t *testing.T) {
	d := drive(t, dark, "en", 60, 20).show(long().reading(1))
	d.do(keymap.Search)
	for _, s := range []string{"L", "LA", "LAST WÔRD"} {
		d.asked(s)
	}
	d.sees("This is the last word of it")
	if !d.Searching() {
		t.Error("n and N are not for the matches")
	}
	d.asked("committee")
	if len(d.hits) != 60 {
		t.Fatalf("%d hits", len(d.hits))
	}
	at := d.hit
	d.do(keymap.NextMatch, keymap.NextMatch, keymap.PrevMatch)
	if d.hit != (at+1)%60 {
		t.Errorf("from match %d to %d", at, d.hit)
	}
	d.do(keymap.Escape)
	if d.Searching() || len(d.hits) > 0 {
		t.Error("Esc does not clear the search")
	}
	if _, done := d.Do(keymap.NextMatch); done {
		t.Error("without matches n is kept from others")
	}
	d.SetSearch([]string{"ferries"})
	if len(d.hits) != 1 {
		t.Errorf("%d hits of the search in the list", len(d.hits))
	}
}

func TestFoldedFind(t *testing.T) {
	text := "L’Émancipation, l'e\u0301mancipation… É\u00a0mancipation co\u00adopération STRASSE"
	for term, want := range map[string][]string{
		"emancipation": {"Émancipation", "e\u0301mancipation"}, "l'éman": {"L’Éman", "l'e\u0301man"}, "cooperation": {"co\u00adopération"}, "É mancipation": {"É\u00a0mancipation"}, "zzz": nil, " ": nil,
	} {
		var got []string
		for _, h := range find(text, []string{term}) {
			got = append(got, h.Of(text))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q finds %q, want %q", term, got, want)
		}
	}
	if hits := find("aaa", []string{"aa", "a"}); len(hits) != 2 || hits[0].Overlaps(hits[1]) {
		t.Errorf("overlapping hits: %v", hits)
	}
}

func TestMarkdownHasSourceSummaryAndQuotes(t *testing.T) {
	d := drive(t, dark, "en", 60, 20).show(samples["english"].reading(1))
	golden(t, "markdown", d.Markdown())
}

// A chip is its company, a sentence of the summary is its place in the text.
func TestClicksInTheHead(t *testing.T) {
	r := samples["english"].reading(1)
	d := drive(t, dark, "en", 60, 14).show(r)
	for y, l := range strings.Split(d.screen(), "\n") {
		for _, c := range r.Digest.Companies {
			x := strings.Index(l, " "+c.Name+" ")
			if x < 0 || len(d.picked) > 0 || c.Salience == news.Source {
				continue
			}
			d.run(d.Click(len([]rune(l[:x]))+2, y)) // in the title it is only a word
			if len(d.picked) > 0 && d.picked[0] != c.Company {
				t.Errorf("a click on %s picks %v", c.Name, d.picked)
			}
		}
	}
	if len(d.picked) == 0 {
		t.Errorf("no chip was found:\n%s", d.screen())
	}
	last := r.Digest.Summary[len(r.Digest.Summary)-1]
	words := strings.Join(strings.Fields(last.Of(r.Article.Text))[:3], " ")
	for y, l := range strings.Split(d.screen(), "\n") {
		if strings.Contains(l, words) {
			d.run(d.Click(10, y))
			break
		}
	}
	if d.flash != last.Span {
		t.Errorf("a click on a sentence lights %v, not %v:\n%s", d.flash, last.Span, d.screen())
	}
}

// Digits choose links; where another digit could follow, Enter opens.
func TestLinksByNumber(t *testing.T) {
	html := ""
	for i := range 23 {
		html += fmt.Sprintf(`<p><a href="https://example.org/%d">link %d</a></p>`, i+1, i+1)
	}
	r := newsroom.Reading{}
	r.Article = news.Article{ID: 9, Title: "Links", HTML: html}
	for _, c := range []struct {
		keys []keymap.Action
		want string
	}{
		{[]keymap.Action{keymap.Company3}, "3"}, {[]keymap.Action{keymap.Company2, keymap.Company1}, "21"},
		{[]keymap.Action{keymap.Company1, keymap.Open}, "1"}, {[]keymap.Action{keymap.Company2, keymap.AllCompanies}, "20"},
		{[]keymap.Action{keymap.Company2, keymap.Company9}, "9"}, {[]keymap.Action{keymap.AllCompanies}, ""},
		{[]keymap.Action{keymap.Company1, keymap.Down, keymap.Company3}, "3"},
	} {
		d := drive(t, dark, "en", 60, 30).show(r).do(keymap.Links).do(c.keys...)
		got := strings.TrimPrefix(strings.Join(d.opened, " "), "https://example.org/")
		if got != c.want {
			t.Errorf("%v opens %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestClickOpensALink(t *testing.T) {
	d := drive(t, dark, "fr", 72, 40).show(samples["french"].reading(1))
	for y, l := range strings.Split(d.screen(), "\n") {
		if strings.HasPrefix(l, "▎ Dunkerque") {
			d.run(d.Click(3, y))
		}
	}
	if len(d.opened) != 1 {
		t.Errorf("opened %v\n%s", d.opened, d.screen())
	}
	d.do(keymap.Quotes)
	d.run(d.Click(5, d.textHeight()+4))
	d.run(d.Wheel(d.h-1, 1))
	d.run(d.Wheel(0, 1))
	d.screen()
}

// Whatever happens, in whatever size: the frame fits.
func TestFramesFit(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	actions := []keymap.Action{keymap.Down, keymap.Up, keymap.HalfDown, keymap.PageUp, keymap.Bottom, keymap.Top, keymap.Advance, keymap.Summary, keymap.SummaryLength, keymap.Quotes, keymap.Links, keymap.Why, keymap.Open, keymap.Escape, keymap.NextMatch, keymap.PrevMatch}
	all := []newsroom.Reading{long().reading(50)}
	for _, name := range []string{"french", "english", "table", "wide", "truncated", "empty"} {
		all = append(all, samples[name].reading(news.ArticleID(len(all))))
	}
	hostile := samples["english"].reading(60)
	hostile.Article.HTML, hostile.Article.Title = "<p>"+strings.Repeat("x", 5000)+"</p>", strings.Repeat("w", 300)
	hostile.Digest.Quotes[0].Span = news.Span{Start: -5, End: 1 << 30}
	hostile.Digest.Summary[0].Span = news.Span{Start: 90, End: 10}
	all = append(all, hostile)
	d := drive(t, dark, "fr", 1, 1)
	for range 3000 {
		switch rnd.IntN(6) {
		case 0:
			d.SetSize(rnd.IntN(130), rnd.IntN(50))
			d.run(d.next())
		case 1:
			r := all[rnd.IntN(len(all))]
			r.State.Position = rnd.IntN(3000)
			d.show(r)
		case 2:
			d.SetSearch([][]string{nil, {"the"}, {"e", "zz"}}[rnd.IntN(3)])
		case 3:
			d.run(d.Click(rnd.IntN(130), rnd.IntN(50)))
		default:
			d.do(actions[rnd.IntN(len(actions))])
		}
		if d.w > 0 && d.h > 0 {
			d.screen()
		}
	}
}

func BenchmarkKey(b *testing.B) {
	d := drive(&testing.T{}, dark, "en", 100, 60).show(long().reading(1))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if d.atEnd() {
			d.top = 0
		}
		d.Do(keymap.Down)
		d.View()
	}
}

// A word without end fills the body, which wraps it and scrolls; the summary
// shows an excerpt of it.
func TestSummaryIsBounded(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	r := newsroom.Reading{}
	r.Article = news.Article{ID: 8, Title: "Long", HTML: "<p>" + long + "</p>", Text: long}
	r.Digest = news.Digest{Version: 1, Summary: []news.SummarySentence{{Span: news.Span{End: len(long)}, Rank: 1}}}
	d := drive(t, dark, "en", 60, 40).show(r)
	if len(d.head) > 30 {
		t.Fatalf("%d lines stand above the text", len(d.head))
	}
	d.sees("…")
	if got := len(d.body.Lines); got < 200_000/60 {
		t.Errorf("the text has only %d lines", got)
	}
	d.do(keymap.Bottom)
	d.sees("xxx", "100%")
	for _, s := range []string{strings.Repeat("mot ", 200), "court"} {
		got := excerpt(s)
		if whole := len(s) <= longSentence; whole != (got == s) || !whole && (!strings.HasSuffix(got, "mot …") || len(got) > longSentence+5) {
			t.Errorf("%q", got)
		}
	}
}

// A link whose words are its address is listed once.
func TestLinksSayTheirAddressOnce(t *testing.T) {
	r := newsroom.Reading{}
	r.Article = news.Article{ID: 9, Title: "Links", HTML: `<p><a href="https://www.example.org/one/">example.org/one</a>, <a href="https://example.org/two">the second</a></p><p><source src="https://example.org/film" type="video"></p>`}
	d := drive(t, dark, "fr", 60, 30).show(r).do(keymap.Links)
	d.sees("1  https://www.example.org/one/", "2  the second", "https://example.org/two", "3  ▶ Vidéo\u00a0: example.org")
	if s := d.screen(); strings.Count(s, "example.org/one") != 2 { // in the text and in the list
		t.Errorf("an address is said twice:\n%s", s)
	}
}
