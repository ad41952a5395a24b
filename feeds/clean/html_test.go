package clean

import (
	"net/url"
	"strings"
	"testing"
	"unicode"

	"lede/news"
)

func base(t testing.TB) *url.URL {
	u, err := url.Parse("https://example.org/news/today.html")
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestHTML(t *testing.T) {
	for name, c := range map[string]struct{ in, html, text string }{
		"paragraphs":        {"<p>One  two.</p>\n<p>Three.</p>", "<p>One two.</p><p>Three.</p>", "One two.\n\nThree."},
		"bare text":         {"Hello <b>world</b>", "<p>Hello <b>world</b></p>", "Hello world"},
		"divs":              {"<div>One<div>Two</div>Three</div>", "<p>One</p><p>Two</p><p>Three</p>", "One\n\nTwo\n\nThree"},
		"two breaks":        {"One<br><br>Two<br>Three", "<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"},
		"script":            {"<p>a<script>alert('x')</script>b</p><style>p{}</style>", "<p>ab</p>", "ab"},
		"xhtml script":      {"<p>a</p><script src='x'/><p>b</p><iframe src='y'/><p>c</p>", `<p>a</p><p>b</p><p><source src="https://example.org/news/y" type="text/html"></p><p>c</p>`, "a\n\nb\n\nc"},
		"unclosed nav":      {"<nav><p>Never closed, must not be lost", "<p>Never closed, must not be lost</p>", "Never closed, must not be lost"},
		"nav":               {"<nav><ul><li>Home</li></ul></nav><p>Text</p>", "<p>Text</p>", "Text"},
		"list":              {"<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"},
		"list with p":       {"<ol start=3><li><p>a</p></li><li><p>b</p></li></ol>", `<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>`, "a\nb"},
		"loose li":          {"<li>a</li><li>b</li>After", "<ul><li>a</li><li>b</li></ul><p>After</p>", "a\nb\n\nAfter"},
		"table":             {"<table><tr><th>Year<th>Sales<tr><td>2024<td>12</table>", "<table><tr><th>Year</th><th>Sales</th></tr><tr><td>2024</td><td>12</td></tr></table>", "Year\tSales\n2024\t12"},
		"empty cell":        {"<table><tr><td>a</td><td></td><td>c</td></tr></table>", "<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"},
		"layout table":      {"<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "One\n\nTwo"},
		"quote":             {"<blockquote>Said so</blockquote>", "<blockquote><p>Said so</p></blockquote>", "Said so"},
		"pre":               {"<pre>\n  if x {\n\ty()\n  }\n</pre>", "<pre>  if x {\n    y()\n  }\n</pre>", "  if x {\n    y()\n  }"},
		"code language":     {`<pre><code class="hl language-go">x := 1</code></pre>`, `<pre><code class="language-go">x := 1</code></pre>`, "x := 1"},
		"link":              {`See <a href="/a?x=1&amp;y=2" onclick="evil()">this page</a>.`, `<p>See <a href="https://example.org/a?x=1&amp;y=2">this page</a>.</p>`, "See this page."},
		"link over blocks":  {`<a href="/x"><h3>Title</h3><p>Teaser</p></a>`, `<h3><a href="https://example.org/x">Title</a></h3><p><a href="https://example.org/x">Teaser</a></p>`, "Title\n\nTeaser"},
		"bad link":          {`<a href="javascript:alert(1)">x</a>`, `<p>x</p>`, "x"},
		"misnested":         {"<b>a<i>b</b>c</i>", "<p><b>a<i>b</i></b><i>c</i></p>", "abc"},
		"figure":            {`<figure><img src="/i.jpg" alt="A cat"><figcaption>A cat, yesterday</figcaption></figure>`, `<figure><img src="https://example.org/i.jpg" alt="A cat"><figcaption>A cat, yesterday</figcaption></figure>`, "A cat, yesterday"},
		"tracker":           {`<p>a<img src="https://x.example/t.gif" width="1" height="1"></p>`, "<p>a</p>", "a"},
		"lazy image":        {`<img src="data:image/gif;base64,R0" data-src="/i.jpg">`, `<p><img src="https://example.org/i.jpg"></p>`, ""},
		"emoji image":       {`Hi <img class="emoji" alt="😀" src="/e.png">`, "<p>Hi 😀</p>", "Hi 😀"},
		"q":                 {"He said <q>yes</q>.", "<p>He said “yes”.</p>", "He said “yes”."},
		"entities":          {"&lt;b&gt; &eacute;&nbsp;! &#8220;x&#148;", "<p>&lt;b&gt; é\u00a0! “x”</p>", "<b> é\u00a0! “x”"},
		"empty":             {"<p>&nbsp;</p><div><span> </span></div><ul><li></li></ul>", "", ""},
		"share bar":         {`<p>Text</p><div class="share-buttons"><a href="/f">Facebook</a></div>`, "<p>Text</p>", "Text"},
		"share is no share": {`<div class="market-share">` + strings.Repeat("Long text about shares. ", 20) + `</div>`, "<p>" + strings.TrimSpace(strings.Repeat("Long text about shares. ", 20)) + "</p>", strings.TrimSpace(strings.Repeat("Long text about shares. ", 20))},
		"hidden":            {`<p style="display: none">spam</p><p>a</p>`, "<p>a</p>", "a"},
		"heading":           {"<h2>Le titre</h2>Texte", "<h2>Le titre</h2><p>Texte</p>", "Le titre\n\nTexte"},
		"rule":              {"<p>a</p><hr><hr><p>b</p><hr>", "<p>a</p><hr><p>b</p>", "a\n\nb"},
		"escape in entity":  {"<p>&#27;[31mred&#x9b;31m</p>", "<p>red›31m</p>", "red›31m"},
		"comment":           {"a<!-- x --><![CDATA[b]]>c", "<p>ac</p>", "ac"},
		"dl":                {"<dl><dt>Term<dd>Meaning</dl>", "<dl><dt>Term</dt><dd>Meaning</dd></dl>", "Term\nMeaning"},
		"spaces at tags":    {"<p>a <b> b </b> c</p>", "<p>a <b>b</b> c</p>", "a b c"},
	} {
		t.Run(name, func(t *testing.T) {
			b := HTML(c.in, base(t))
			if b.HTML != c.html {
				t.Errorf("HTML\n got %q\nwant %q", b.HTML, c.html)
			}
			if b.Text != c.text {
				t.Errorf("Text\n got %q\nwant %q", b.Text, c.text)
			}
			check(t, c.in, b)
		})
	}
}

// check asserts what holds of every body.
func check(t *testing.T, in string, b Body) {
	t.Helper()
	again := HTML(b.HTML, nil)
	if again.HTML != b.HTML {
		t.Errorf("HTML is no fixed point\n in %q\n 1: %q\n 2: %q", in, b.HTML, again.HTML)
	}
	if again.Text != b.Text {
		t.Errorf("Text changes when cleaned again\n in %q\n 1: %q\n 2: %q", in, b.Text, again.Text)
	}
	for _, s := range []string{b.HTML, b.Text} {
		if r, bad := hostile(s); bad {
			t.Errorf("%U survived in %q from %q", r, s, in)
		}
	}
	at := 0
	for i, bl := range b.Blocks {
		if bl.Start < at || bl.End <= bl.Start || bl.End > len(b.Text) {
			t.Fatalf("block %d %v does not follow %d in %q", i, bl.Span, at, b.Text)
		}
		if s := strings.TrimFunc(b.Text[at:bl.Start], unicode.IsSpace); s != "" {
			t.Errorf("%q is in no block of %q", s, b.Text)
		}
		if bl.Linked > bl.End-bl.Start || bl.Linked < 0 {
			t.Errorf("block %d has %d linked bytes of %d", i, bl.Linked, bl.End-bl.Start)
		}
		if s := bl.Of(b.Text); bl.Kind != news.Code && s != strings.TrimSpace(s) {
			t.Errorf("block %q has space around it", s)
		}
		at = bl.End
	}
	if s := strings.TrimFunc(b.Text[at:], unicode.IsSpace); s != "" {
		t.Errorf("%q is after the last block", s)
	}
	for _, l := range b.Links {
		if u, ok := URL(l.URL, nil); !ok || u != l.URL {
			t.Errorf("link %q is not clean: %q", l.URL, u)
		}
	}
}

// hostile reports a rune that must not reach a terminal.
func hostile(s string) (rune, bool) {
	marks := 0
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
		case unicode.Is(unicode.Cc, r), unicode.Is(invisible, r), r == 0x2028, r == 0x2029:
			return r, true
		}
		if unicode.Is(unicode.M, r) && !isVariation(r) {
			if marks++; marks > maxMarks {
				return r, true
			}
		} else if !isVariation(r) {
			marks = 0
		}
	}
	return 0, false
}

func TestBlocks(t *testing.T) {
	b := HTML(`<h2>Title</h2><p>Para <a href="/x">linked</a></p><ul><li>one<ul><li>two</li></ul></li></ul>
		<blockquote><p>said</p></blockquote><pre>code</pre><table><tr><td>a<td>b</table><aside>also</aside>
		<figure><img src=/i.png><figcaption>cap</figcaption></figure>`, base(t))
	want := []struct {
		kind          news.BlockKind
		text          string
		level, linked int
	}{
		{news.Heading, "Title", 2, 0}, {news.Paragraph, "Para linked", 0, 6}, {news.ListItem, "one", 1, 0},
		{news.ListItem, "two", 2, 0}, {news.Blockquote, "said", 0, 0}, {news.Code, "code", 0, 0},
		{news.TableRow, "a\tb", 0, 0}, {news.Aside, "also", 0, 0}, {news.Caption, "cap", 0, 0},
	}
	if len(b.Blocks) != len(want) {
		t.Fatalf("%d blocks, want %d: %+v", len(b.Blocks), len(want), b.Blocks)
	}
	for i, w := range want {
		g := b.Blocks[i]
		if g.Kind != w.kind || g.Of(b.Text) != w.text || g.Level != w.level || g.Linked != w.linked {
			t.Errorf("block %d is %s %q level %d linked %d, want %+v", i, g.Kind, g.Of(b.Text), g.Level, g.Linked, w)
		}
	}
	if len(b.Links) != 1 || b.Links[0] != (Link{"https://example.org/x", "linked"}) {
		t.Errorf("links %+v", b.Links)
	}
	if b.Image != "https://example.org/i.png" {
		t.Errorf("image %q", b.Image)
	}
}

// Hostile sizes end, and lose no word that fits.
func TestHTMLHostileSizes(t *testing.T) {
	for name, in := range map[string]string{
		"deep divs":       strings.Repeat("<div>", 100_000) + "word",
		"deep quotes":     strings.Repeat("<blockquote>", 100_000) + "word",
		"deep lists":      strings.Repeat("<ul><li>", 100_000) + "word",
		"deep tables":     strings.Repeat("<table><tr><td>", 50_000) + "word",
		"deep spans":      strings.Repeat("<b><i>", 100_000) + "word",
		"many attributes": "<p " + strings.Repeat("a=b ", 500_000) + ">word",
		"open navs":       strings.Repeat("<nav>", 100_000) + "word",
		"end tags":        strings.Repeat("</p></b>", 100_000) + "word",
	} {
		t.Run(name, func(t *testing.T) {
			b := HTML(in, nil)
			if b.Text != "word" {
				t.Errorf("text is %.40q", b.Text)
			}
			if again := HTML(b.HTML, nil); again.HTML != b.HTML {
				t.Error("no fixed point")
			}
		})
	}
	if b := HTML(strings.Repeat("mot ", 3<<20), nil); len(b.Text) > maxRaw || b.Text == "" {
		t.Errorf("%d bytes of text", len(b.Text))
	}
}

func FuzzHTML(f *testing.F) {
	f.Add(`<li>a<iframe src="https://vimeo.com/1" title="x"></iframe><pre><video src=/v><source src=/w><object><param name=movie value=/m><table><td><audio src=//s><a href="#n%41">1</a><a href="#r">↩`)
	for _, s := range []string{
		"<p>a<br><br>b", "<table><tr><td>x<p>y<td>z", "<ul><li>a<p>b</ul>c<li>d", "<a href=x><b>y</a>z</b>", "<pre>\n a\tb<div>c",
		"<q>a<b>b</q>c", "<h1>a<p>b<div>c</h1>d", "<dl><dt>a<dd>b<ul>c", "<figure>a<img src=x><figcaption>b<p>c", "a\u200d\u0301<i>\u0301",
		"<img src=//a alt=b> c", "<td>a<tr>b<table>c<caption>d", "\u00a0a\u00a0<br>\u00a0b", "&#27;]0;x&#7;y", "<code class=language-share>x",
		"<h1><div>\u0915\u094d</div>\u200d\u0937", "<hr><p>a<hr>b", "<li><hr>x<table>", "<time datetime=' 1'>x", "<s><strike>x</s>",
	} {
		f.Add(s)
	}
	b := base(f)
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 20_000 {
			return
		}
		check(t, in, HTML(in, b))
	})
}

func BenchmarkHTML10KB(b *testing.B) {
	para := `<p>Le groupe a annoncé <a href="/x">un plan</a> de <strong>deux milliards</strong> d'euros, selon une source proche du dossier, qui n'a pas souhaité être citée dans cet article du matin.</p>` + "\n"
	in := strings.Repeat(para, 10_240/len(para)+1)
	u := base(b)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		HTML(in, u)
	}
}
