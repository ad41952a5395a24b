package feeds

import (
	"strings"
	"testing"
	"time"

	"lede/news"
)

func one(t *testing.T, e news.Entry) news.Article {
	t.Helper()
	got := Articles(news.Document{Title: "Feed", Language: "fr", Link: "https://a.example/", Entries: []news.Entry{e}}, news.Feed{ID: 7, URL: "https://a.example/feed"}, noon)
	if len(got) != 1 {
		t.Fatalf("%d articles", len(got))
	}
	return got[0]
}

func TestArticle(t *testing.T) {
	long := "<p>" + strings.Repeat("A sentence of the article. ", 40) + `</p><p><a href="/more">Link</a></p>`
	a := one(t, news.Entry{
		GUID: "g", Title: "Un &amp;titre", Link: "https://a.example/1?utm_source=rss&id=2#xtor=RSS-1", SummaryHTML: "Short", ContentHTML: long,
		Published: noon.Add(-time.Hour), Authors: []string{"Ann\x1b[31m"}, Categories: []string{"c", ""}, Image: "/i.jpg",
		Enclosures: []news.Enclosure{{URL: "javascript:x"}, {URL: "/a.mp3", Type: "audio/mpeg", Length: -1}},
	})
	if a.FeedID != 7 || a.GUID != "g" || a.URL != "https://a.example/1?id=2" || a.Language != "fr" || a.Authors[0] != "Ann" || len(a.Categories) != 1 ||
		a.Image != "https://a.example/i.jpg" || len(a.Enclosures) != 1 || a.Enclosures[0].URL != "https://a.example/a.mp3" || a.Enclosures[0].Length != 0 {
		t.Errorf("%+v", a)
	}
	if !strings.HasPrefix(a.Text, "A sentence") || len(a.Blocks) != 2 || a.Truncated || a.Print == "" || !strings.Contains(a.HTML, `href="https://a.example/more"`) {
		t.Errorf("body %+v", a)
	}
	if !a.Published.Equal(noon.Add(-time.Hour)) || !a.Updated.Equal(a.Published) || !a.Fetched.Equal(noon) {
		t.Errorf("dates %v %v", a.Published, a.Updated)
	}
}

func TestFallbacks(t *testing.T) {
	if a := one(t, news.Entry{Title: "T", Link: "https://a.example/x"}); a.GUID != "https://a.example/x" || !a.Published.Equal(noon) || !a.Truncated {
		t.Errorf("link as identity: %+v", a)
	}
	if a := one(t, news.Entry{Title: "T", ContentHTML: "x"}); !strings.HasPrefix(a.GUID, "print:") {
		t.Errorf("print as identity: %q", a.GUID)
	}
	if a := one(t, news.Entry{Published: noon.Add(48 * time.Hour), Updated: noon.Add(49 * time.Hour), Title: "T"}); a.Published.After(noon) || a.Updated.After(noon) {
		t.Errorf("a future date: %v", a.Published)
	}
	if a := one(t, news.Entry{Updated: noon.Add(-time.Hour)}); !a.Published.Equal(noon.Add(-time.Hour)) {
		t.Errorf("updated for published: %v", a.Published)
	}
	for want, e := range map[string]news.Entry{
		"First words of the text and of the sentence.":                                            {ContentHTML: "<p>First words of the text and of the sentence. And more.</p>"},
		"Une première phrase assez longue pour un titre, et qui continue bien au-delà de ce qui…": {ContentHTML: "<p>Une première phrase assez longue pour un titre, et qui continue bien au-delà de ce qui est lisible</p>"},
		"an article about cats": {Link: "https://a.example/2024/an-article-about-cats.html"},
		"a.example":             {Link: "https://a.example/"},
		"Feed":                  {GUID: "x"},
	} {
		if a := one(t, e); a.Title != want {
			t.Errorf("title %q, want %q", a.Title, want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	doc := news.Document{Entries: []news.Entry{
		{GUID: "1", Title: "a", Link: "https://a.example/a"}, {GUID: "1", Title: "b", Link: "https://a.example/b"},
		{GUID: "1", Title: "b", Link: "https://a.example/b"}, {GUID: "1", Title: "c", Link: "https://a.example/b"},
		{GUID: "2", Title: "d"}, {GUID: "2", Title: "e"}, {GUID: "2", Title: "e"},
	}}
	got := Articles(doc, news.Feed{}, noon)
	seen := map[string]string{}
	titles := ""
	for _, a := range got {
		if other, ok := seen[a.GUID]; ok {
			t.Errorf("%q and %q are both %q", other, a.Title, a.GUID)
		}
		seen[a.GUID] = a.Title
		titles += a.Title
	}
	if titles != "abcde" {
		t.Errorf("articles %q", titles)
	}
	reversed := news.Document{Entries: []news.Entry{doc.Entries[1], doc.Entries[0]}}
	if again := Articles(reversed, news.Feed{}, noon); again[0].GUID != got[1].GUID || again[1].GUID != got[0].GUID {
		t.Error("the identity of an entry depends on its place")
	}
}

func TestTruncated(t *testing.T) {
	filler := strings.Repeat("Une phrase complète de l’article, avec des mots. ", 14)
	for text, want := range map[string]bool{
		filler:                    false,
		filler + "Et puis […]":    true,
		filler + "And then [...]": true,
		filler + "And then…":      true,
		"<p>" + filler + "</p><a href='/x'>Lire la suite</a>":                                                   true,
		"<p>" + filler + "</p><a href='/x'>Read more →</a>":                                                     true,
		"<p>" + filler + "[&#8230;]</p><p>The post <a href='/x'>T</a> appeared first on <a href='/'>B</a>.</p>": true,
		"<p>" + filler + "</p><p>The post <a href='/x'>T</a> appeared first on <a href='/'>B</a>.</p>":          false,
		filler + "He had no more.":                     false,
		"Two lines only.":                              true,
		strings.Repeat(filler, 6) + "to be continued…": false,
	} {
		if a := one(t, news.Entry{Title: "T", Link: "https://a.example/1", ContentHTML: text}); a.Truncated != want {
			t.Errorf("truncated is %v for …%q", a.Truncated, text[max(0, len(text)-60):])
		}
	}
	if a := one(t, news.Entry{Link: "https://a.example/1", ContentHTML: "A whole short note without a title."}); a.Truncated {
		t.Error("a note is no teaser")
	}
	if a := one(t, news.Entry{Title: "T", ContentHTML: "No page of its own."}); a.Truncated {
		t.Error("without a link there is nothing to be a teaser of")
	}
}

func TestMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"&lt;p&gt;Escaped &lt;b&gt;twice&lt;/b&gt;&lt;/p&gt;": "Escaped twice",
		"Plain text\n\nof two paragraphs\nand a line":         "Plain text\n\nof two paragraphs\nand a line",
		"5 &lt; 6":                "5 < 6",
		"<p>Real</p>\n\n<p>x</p>": "Real\n\nx",
	} {
		if a := one(t, news.Entry{ContentHTML: in}); a.Text != want {
			t.Errorf("%q is %q, want %q", in, a.Text, want)
		}
	}
}
