package render

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/ui/cells"
	"lede/ui/theme"
)

var dark = theme.New(theme.Full, true)

// letters is a string without white space and what has no cell.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || ignorable(r) {
			return -1
		}
		return r
	}, s)
}

// shown is what the cells of a span show, in the order of the text.
func shown(r *Article, s news.Span) string {
	at := map[int32]string{}
	for _, l := range r.Lines {
		var state byte
		col := 0
		for rest := ansi.Strip(l.painted); len(rest) > 0; {
			seq, w, n, st := cells.Step(rest, state)
			state, rest = st, rest[n:]
			if place := col - 1 + min(w, 1); place >= 0 && place < len(l.at) { // a mark belongs to the cell before it
				if o := l.at[place]; int(o) >= s.Start && int(o) < s.End {
					at[o] += seq
				}
			}
			col += w
		}
	}
	var b strings.Builder
	for o := s.Start; o < s.End; o++ {
		b.WriteString(at[int32(o)])
	}
	return b.String()
}

// Key caps, flags and families are whole, and the places of what follows them are
// right, plain and in bold.
func TestSignsAreWhole(t *testing.T) {
	sentence := "Titre ❤️ ☀️ 1️⃣ ✔️ 🏳️‍🌈 👨🏾‍💻 👩‍👩‍👧‍👦 🇫🇷 कि fin"
	for _, html := range []string{"<p>" + sentence + "</p>", "<p><b>" + strings.Replace(sentence, " fin", "</b> fin", 1) + "</p>"} {
		for width := 7; width < 60; width++ {
			a := &news.Article{HTML: html, Text: sentence}
			at := strings.Index(sentence, "1️⃣")
			d := &news.Digest{Quotes: []news.Quote{{Span: news.Span{Start: at, End: at + len("1️⃣ ✔️")}}}}
			r := Render(a, d, Options{Width: width, Theme: dark})
			for i, l := range r.Lines {
				if n := ansi.StringWidth(l.painted); n != len(l.at) || n > width {
					t.Errorf("width %d, line %d: %d cells, %d places: %q", width, i, n, len(l.at), l.painted)
				}
			}
			if got := strings.Join(strings.Fields(screen(r)), " "); got != sentence {
				t.Errorf("width %d: %q", width, got)
			}
			if got := letters(shown(r, d.Quotes[0].Span)); got != "1️⃣✔️" {
				t.Errorf("width %d: the quote is at %q", width, got)
			}
		}
	}
}

// Text whose syllables a terminal takes apart fits there, too.
func TestScriptsFitWhereTheyAreTakenApart(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("हिन्दी में यह एक लंबा वाक्य है, जो अगली पंक्ति पर चलता है ", 8))
	for i, l := range Render(page("<p>"+text+"</p>"), &news.Digest{}, Options{Width: 60, Theme: dark}).Lines {
		if n := ansi.StringWidthWc(ansi.Strip(l.painted)); n > 62 { // two columns beside the text are free
			t.Errorf("line %d takes %d cells: %q", i, n, l.painted)
		}
	}
}

// Every quote's cells are exactly its words, whatever stands around them and
// however they are wrapped; and no line is too wide.
func TestQuotesAreWhereTheirWordsAre(t *testing.T) {
	for seed := range uint64(150) {
		a, d := made(seed)
		for _, width := range []int{9, 24, 40, 72} {
			r := Render(a, d, Options{Width: width, Theme: dark})
			for i, l := range r.Lines {
				if n := ansi.StringWidth(l.painted); n != len(l.at) {
					t.Fatalf("seed %d width %d: line %d has %d cells and %d places: %q", seed, width, i, n, len(l.at), l.painted)
				}
				if len(l.at) > max(width, 2) {
					t.Fatalf("seed %d: line %d is %d wide, not %d: %q", seed, i, len(l.at), width, ansi.Strip(l.painted))
				}
			}
			for _, q := range d.Quotes {
				if got, want := letters(shown(r, q.Span)), letters(q.Of(a.Text)); got != want {
					t.Fatalf("seed %d width %d: the quote %q shows as %q\n%s", seed, width, want, got, screen(r))
				}
			}
		}
	}
}

// The highlight itself: the cells in the colour of quotes are the words of
// quotes and nothing else.
func TestPaintedCells(t *testing.T) {
	for seed := range uint64(60) {
		a, d := made(seed + 1000)
		r := Render(a, d, Options{Width: 50, Theme: dark, Bare: true})
		var got, want strings.Builder
		for _, l := range r.Lines {
			got.WriteString(letters(inColour(l.painted, "38;5;180")))
		}
		for _, q := range d.Quotes {
			want.WriteString(letters(q.Of(a.Text)))
		}
		if sortRunes(got.String()) != sortRunes(want.String()) {
			t.Fatalf("seed %d:\n%q\n%q", seed, got.String(), want.String())
		}
	}
}

// inColour is the text whose last SGR sequence has a parameter string.
func inColour(s, sgr string) string {
	var b strings.Builder
	on := false
	var state byte
	for len(s) > 0 {
		seq, w, n, st := ansi.DecodeSequence(s, state, nil)
		state, s = st, s[n:]
		switch {
		case w > 0:
			if on {
				b.WriteString(seq)
			}
		case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
			on = strings.Contains(seq, sgr)
		case seq[0] >= 0x80 && on: // a mark on the character before it
			b.WriteString(seq)
		}
	}
	return b.String()
}

func sortRunes(s string) string { // cells of tables come line by line
	n := map[rune]int{}
	for _, r := range s {
		n[r]++
	}
	return fmt.Sprint(n)
}

func screen(r *Article) string {
	var b strings.Builder
	for _, l := range r.Lines {
		b.WriteString(ansi.Strip(l.painted) + "\n")
	}
	return b.String()
}

func page(s string) *news.Article {
	return &news.Article{HTML: s, Text: "-"}
}

func TestNoBreakSpacesHold(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("Il a dit\u00a0: «\u00a0oui\u00a0»\u202f! Est-ce vrai\u202f? Oui\u202f; 12\u202f000\u00a0€. ", 12),
		strings.Repeat("Il a dit : « oui » ! Est-ce vrai ? Oui ; 12 %. ", 12), // with ordinary blanks
	} {
		noBreak(t, text)
	}
}

func noBreak(t *testing.T, text string) {
	t.Helper()
	for width := 14; width < 60; width++ {
		a := &news.Article{HTML: "<p>" + text + "</p>", Text: strings.TrimSpace(text)}
		r := Render(a, &news.Digest{}, Options{Width: width, Theme: dark})
		for _, l := range r.Lines {
			s := ansi.Strip(l.painted)
			if first := []rune(s)[0]; strings.ContainsRune("»:;!?€%0", first) || strings.HasSuffix(s, "«") || strings.HasSuffix(s, "\u00a0") {
				t.Fatalf("width %d: a line is broken at a no-break space: %q", width, s)
			}
		}
		if got, want := strings.Count(screen(r), "\u00a0")+strings.Count(screen(r), "\u202f"), strings.Count(text, "\u00a0")+strings.Count(text, "\u202f"); got != want {
			t.Fatalf("%d no-break spaces of %d are left", got, want)
		}
	}
}

func TestLayouts(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"list", "<p>Three:</p><ul><li>one thing that is longer than a line</li><li>two<ul><li>deep</li></ul></li></ul><ol start=9><li>nine</li><li>ten</li></ol>",
			"Three:\n\n• one thing that is\n  longer than a line\n• two\n  ◦ deep\n\n 9. nine\n10. ten"},
		{"quote", "<blockquote><p>All the world is a stage</p><p>and more</p></blockquote>", "│ All the world is a\n│ stage\n│\n│ and more"},
		{"code", "<pre><code>func main() {\n\tprintln(\"a long line\")\n\n}</code></pre>", "│ func main() {\n│     println(\"a lon\n│ g line\")\n│\n│ }"},
		{"table", "<table><tr><th>Name</th><th>Sum</th></tr><tr><td>Ada</td><td>12</td></tr><tr><td>Grace Hopper</td><td>7</td></tr></table>",
			"Name         │ Sum\n─────────────┼────\nAda          │  12\nGrace Hopper │   7"},
		{"image", `<figure><img src="https://example.org/x.png" alt="a cat"><figcaption>Sleeping</figcaption></figure><p>Text</p>`, "[image: a cat]\nSleeping\n\nText"},
		{"break", "<p>one<br>two<br><br>three</p><hr><p>four</p>", "one\ntwo\n\nthree\n\n────────────────────\n\nfour"},
		{"marks", "<p>1. *no* list, # no heading, <b>bold</b>ly &amp; a_b_c</p>", "1. *no* list, # no\nheading, boldly &\na_b_c"},
		{"wide", "<table><tr><th>a</th><th>b</th><th>c</th><th>d</th></tr><tr><td>1234567</td><td>1234567</td><td>1234567</td><td>1234567</td></tr></table>",
			"• a: 1234567\n  b: 1234567\n  c: 1234567\n  d: 1234567"},
		{"note", `<p>Rates fell<sup><a href="https://example.org/#n1">1</a></sup>, by x<sup>2</sup> on the 1<sup>er</sup> mai.</p>`, "Rates fell[1], by x²\non the 1er mai."},
		{"figures", `<p>H<sub>2</sub>O, kg·m<sup>−1</sup>, 10<sup>6</sup>, a<sub>ij</sub>, 5<sup>*</sup></p>`, "H₂O, kg·m⁻¹, 10⁶,\naij, 5^*"},
		{"dl", "<dl><dt>Term</dt><dd>what it means</dd></dl>", "Term\n  what it means"},
		{"layout table", "<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "One\n\nTwo"},
	} {
		r := Render(page(c.html), &news.Digest{}, Options{Width: 20, Theme: dark})
		var got []string
		for _, l := range strings.Split(strings.TrimSuffix(screen(r), "\n"), "\n") {
			got = append(got, strings.TrimRight(l, " "))
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, s, c.want)
		}
	}
}

// Justified lines end at the measure, keep their words and their links, and
// never stretch what belongs together.
func TestJustified(t *testing.T) {
	text := strings.Repeat(`Le ministre a dit : « Nous verrons bien » ; puis il est <a href="https://example.org/">parti sans un mot</a> de plus, ce qui <b>n’étonne</b> personne ici. `, 6)
	a := page("<p>" + text + "</p><h2>Un titre qui est plus long que la ligne ne le voudrait et qui reste à gauche</h2>")
	even, loose := Render(a, &news.Digest{}, Options{Width: 44, Theme: dark, Justify: true}), Render(a, &news.Digest{}, Options{Width: 44, Theme: dark})
	if got, want := strings.Join(strings.Fields(screen(even)), " "), strings.Join(strings.Fields(screen(loose)), " "); got != want {
		t.Fatalf("the words differ:\n%s\n%s", got, want)
	}
	full, links := 0, 0
	for i := range even.Lines {
		l := &even.Lines[i]
		n := ansi.StringWidth(ansi.Strip(l.painted))
		if n > 44 || n != len(l.at) || l.link != nil && len(l.link) != n {
			t.Errorf("line %d: %d cells, %d places, %d links", i, n, len(l.at), len(l.link))
		}
		if n == 44 {
			full++
		}
		if l.link != nil {
			links++
		}
	}
	if full < len(even.Lines)/2 || links == 0 {
		t.Errorf("%d of %d lines end at the measure, %d have links", full, len(even.Lines), links)
	}
	s := screen(even)
	for _, bad := range []string{"«  ", "  »", "  ;", "  :"} {
		if strings.Contains(s, bad) {
			t.Errorf("%q is stretched", bad)
		}
	}
	if i := strings.Index(s, "Un titre"); strings.Contains(s[i:], "  ") && strings.Contains(strings.TrimSpace(s[i:]), "  ") {
		t.Errorf("headings are stretched: %q", s[i:])
	}
}

// The blanks that are added stand evenly over a line, from its other end in the
// next one; none is added after a hyphen, before a high mark, or after the dash
// with which somebody begins to speak.
func TestJustifiedEvenly(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		right bool
		want  string
	}{
		{"a b c d e f g h i", 19, false, "a b  c d e f  g h i"},
		{"a b c d e f g h i", 19, true, "a b c  d e f g  h i"},
		{"a b c d e", 12, false, "a  b  c d  e"},
		{"a b c d e", 14, false, "a  b   c  d  e"},
		{"mi- temps de jeu !", 20, false, "mi- temps  de  jeu !"},
		{"– Oui, dit le maire", 20, false, "– Oui,  dit le maire"},
		{"« Oui » : a\u00a0b c", 17, false, "« Oui » :  a\u00a0b  c"},
	} {
		l := stretched(Line{base: c.in, at: fill(ours, ansi.StringWidth(c.in))}, c.width, c.right)
		if l.base != c.want || len(l.at) != ansi.StringWidth(l.base) {
			t.Errorf("%q is %q, want %q", c.in, l.base, c.want)
		}
	}
	// No half of a line gets many more of them than the other.
	text := strings.Repeat("les mots de cette page sont courts et longs, alternativement, pour que rien ne tombe juste ", 30)
	r := Render(page("<p>"+text+"</p>"), &news.Digest{}, Options{Width: 50, Theme: dark, Justify: true})
	left, right := 0, 0
	for _, l := range strings.Split(screen(r), "\n") {
		if len([]rune(l)) == 50 {
			left += strings.Count(l[:25], "  ")
			right += strings.Count(l[25:], "  ")
		}
	}
	if left+right < 40 || left > right*3/2 || right > left*3/2 {
		t.Errorf("%d blanks were added at the left, %d at the right", left, right)
	}
}

// What takes two cells or none keeps every column where it is: rows of a table
// are as wide as its rule, whatever is written in them.
func TestColumnsStandUnderOneAnother(t *testing.T) {
	cells := []string{"Ada", "日本語", "👩‍👩‍👧‍👦", "👍🏽", "🇫🇷", "e\u0301te\u0301", "ﷺ", "ｱｲｳ", "n\u0303a"}
	var b strings.Builder
	b.WriteString("<table><tr><th>name</th><th>what</th></tr>")
	for _, c := range cells {
		b.WriteString("<tr><td>" + c + "</td><td>x</td></tr>")
	}
	r := Render(page(b.String()+"</table>"), &news.Digest{}, Options{Width: 40, Theme: dark})
	want := -1
	for i := range r.Lines {
		s := ansi.Strip(r.Lines[i].painted)
		bar := strings.IndexAny(s, "│┼")
		if bar < 0 {
			continue
		}
		at := ansi.StringWidth(s[:bar])
		if want < 0 {
			want = at
		}
		if at != want || ansi.StringWidth(s) != len(r.Lines[i].at) {
			t.Errorf("%q: the bar is at %d, not %d", s, at, want)
		}
	}
	if want < 0 {
		t.Fatal("no table")
	}
}

func TestSpeakersAreNamed(t *testing.T) {
	text := "«\u00a0Nous investirons\u00a0», a dit le directeur. «\u00a0Beaucoup\u00a0!\u00a0» Puis il est parti."
	start, start2 := strings.Index(text, "Nous"), strings.Index(text, "Beaucoup")
	ada := &news.Speaker{Name: "Ada Lovelace"}
	d := &news.Digest{Quotes: []news.Quote{
		{Span: news.Span{Start: start, End: start + len("Nous investirons")}, Speaker: ada},
		{Span: news.Span{Start: start2, End: start2 + len("Beaucoup\u00a0!")}, Speaker: &news.Speaker{Name: "Grace Hopper"}},
	}}
	r := Render(&news.Article{HTML: "<p>" + text + "</p>", Text: text}, d, Options{Width: 200, Theme: dark})
	want := "«\u00a0Nous investirons\u00a0», [Ada Lovelace] a dit le directeur. «\u00a0Beaucoup\u00a0!\u00a0» [Grace Hopper] Puis il est parti.\n"
	if got := screen(r); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestLinks(t *testing.T) {
	r := Render(page(`<p>See <a href="https://example.org/a">the report</a>, <a href="javascript:alert(1)">not this</a> and <a href="https://example.org/a">again</a>.</p>`), &news.Digest{}, Options{Width: 60, Theme: dark})
	if len(r.Links) != 1 || r.Links[0] != (Link{"https://example.org/a", "the report"}) {
		t.Fatalf("%v", r.Links)
	}
	if s := r.Text(0); strings.Count(s, "\x1b]8;id=") != 2 || strings.Contains(ansi.Strip(s), "https") || strings.Contains(s, "javascript") {
		t.Errorf("%q", s)
	}
	if l, ok := r.LinkAt(0, 5); !ok || l.URL != "https://example.org/a" {
		t.Errorf("no link under the cell: %v %v", l, ok)
	}
}

func TestAlignFindsItsPlaceAgain(t *testing.T) {
	a := &news.Article{
		HTML: "<p>Only on the page.</p><p>The first common sentence stands here.</p><p>Between, again only on the page.</p><p>And this is the second common sentence.</p>",
		Text: "The first common sentence stands here.\n\nOnly in the text, not on the page at all.\n\nAnd this is the second common sentence.",
	}
	r := Render(a, &news.Digest{}, Options{Width: 60, Theme: dark})
	for _, w := range []string{"first common sentence", "second common sentence."} {
		i := strings.Index(a.Text, w)
		if got := shown(r, news.Span{Start: i, End: i + len(w)}); got != letters(w) {
			t.Errorf("%q shows as %q", w, got)
		}
	}
}

// Hostile articles take bounded time and give lines that fit.
func TestHostileArticles(t *testing.T) {
	deep := strings.Repeat("<blockquote><ul><li>", 3000) + "bottom" + strings.Repeat("</li></ul></blockquote>", 3000)
	long := strings.Repeat("x", 200_000)
	big := strings.Repeat("<p>"+strings.Repeat("words and more words ", 40)+"</p>", 2400)
	for name, a := range map[string]*news.Article{
		"deep":       {HTML: deep, Text: "bottom"},
		"long word":  {HTML: "<p>" + long + "</p>", Text: long},
		"two MB":     {HTML: big, Text: strings.ReplaceAll(strings.ReplaceAll(big, "<p>", ""), "</p>", "\n\n")},
		"empty":      {},
		"only text":  {Text: "One\n\nTwo\tthree"},
		"unrelated":  {HTML: "<p>" + strings.Repeat("abc def ", 20_000) + "</p>", Text: strings.Repeat("fed cba ", 20_000)},
		"wide table": {HTML: "<table><tr>" + strings.Repeat("<td>x</td>", 5000) + "</tr></table>", Text: strings.Repeat("x\t", 5000)},
		"tables":     {HTML: strings.Repeat("<table><tr><td>a</td><td>", 400), Text: "a"},
		"nul":        {HTML: "<p>a\x00b\x1b[31mc</p>", Text: "abc"},
	} {
		r := Render(a, &news.Digest{}, Options{Width: 60, Theme: dark})
		if name != "empty" && len(r.Lines) == 0 {
			t.Errorf("%s: nothing is shown", name)
		}
		for _, l := range r.Lines {
			if n := ansi.StringWidth(l.painted); n > 60 || n != len(l.at) {
				t.Fatalf("%s: a line of %d cells (%d places)", name, n, len(l.at))
			}
			if strings.Contains(l.painted, "\x1b[31m") {
				t.Errorf("%s: an escape sequence came through", name)
			}
		}
	}
}

func TestCacheKeepsWhatWasUsedLast(t *testing.T) {
	c := NewCache(100)
	o := Options{Width: 40, Theme: dark}
	for id := range news.ArticleID(50) {
		c.Render(&news.Article{ID: id, Text: "One\n\nTwo"}, &news.Digest{}, o)
	}
	first, last := news.Article{ID: 0, Text: "One\n\nTwo"}, news.Article{ID: 49, Text: "One\n\nTwo"}
	if _, ok := c.Get(KeyOf(&first, &news.Digest{}, o)); ok {
		t.Error("the cache grows for ever")
	}
	r, ok := c.Get(KeyOf(&last, &news.Digest{}, o))
	if !ok || c.lines > 100 {
		t.Errorf("kept %v, %d lines", ok, c.lines)
	}
	if again := c.Render(&last, &news.Digest{}, o); again != r {
		t.Error("rendered twice")
	}
	if _, ok := c.Get(KeyOf(&last, &news.Digest{Version: 2}, o)); ok {
		t.Error("a new digest is not seen")
	}
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<h2>Title</h2><p>A <b>bold</b> <a href="https://example.org">link</a></p><ul><li>one</li></ul>`, "## Title\n\nA **bold** [link](https://example.org)\n\n- one"},
		{`<ul><li>one</li></ul><ul><li>two</li></ul><ol><li>three</li></ol>`, "- one\n\n- two\n\n1. three"},
		{`<p>So<sup><a href="#n1">1</a></sup>, 10<sup>6</sup> H<sub>2</sub>O</p><p><source src="https://example.org/v" type="video" title="A dam"><source src="https://example.org/w" type="audio"></p>`,
			"So\\[1], 10⁶ H₂O\n\n[▶ Video: A dam](https://example.org/v)\n\n[▶ Audio: example.org](https://example.org/w)"},
	} {
		if got := Markdown(page(c.html), Words{}); got != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
}

func tenKB() (*news.Article, *news.Digest) {
	m := &maker{rnd: rand.New(rand.NewPCG(1, 7)), marks: [][2]string{{"«\u00a0", "\u00a0»"}}}
	for m.text.Len() < 10_000 {
		m.block()
	}
	return &news.Article{ID: 1, HTML: m.html.String(), Text: m.text.String()}, &news.Digest{Quotes: m.quotes}
}

func BenchmarkRender10KB(b *testing.B) {
	a, d := tenKB()
	b.ReportAllocs()
	for b.Loop() {
		Render(a, d, Options{Width: 72, Theme: dark})
	}
}

func BenchmarkCached(b *testing.B) {
	a, d := tenKB()
	c := NewCache(10_000)
	o := Options{Width: 72, Theme: dark}
	c.Render(a, d, o)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := c.Get(KeyOf(a, d, o)); !ok {
			b.Fatal("not there")
		}
	}
}

// BenchmarkRender2MB is the longest text that is kept.
func BenchmarkRender2MB(b *testing.B) {
	big := strings.Repeat("<p>"+strings.Repeat("words and more words ", 40)+"</p>", 2400)
	a := &news.Article{HTML: big, Text: strings.ReplaceAll(strings.ReplaceAll(big, "<p>", ""), "</p>", "\n\n")}
	for b.Loop() {
		Render(a, &news.Digest{}, Options{Width: 72, Theme: dark})
	}
}
