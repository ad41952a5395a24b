package fulltext

import (
	"strings"
	"testing"
	"time"
)

var sentences = strings.Repeat("<p>Le conseil a approuvé le plan, qui prévoit une dizaine de mesures, et il sera voté en mars, après un long débat entre les deux groupes.</p>\n", 12)

func page(body string) []byte {
	return []byte(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le plan est approuvé - Le Journal</title>
<link rel="canonical" href="/politique/plan">
<meta property="og:site_name" content="Le Journal"><meta property="og:image" content="/img/plan.jpg">
<meta property="og:title" content="Le plan est approuvé">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Le plan est approuvé","datePublished":"2024-05-01T10:00:00+02:00","author":{"@type":"Person","name":"Anne Martin"}}</script>
</head><body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/politique">Politique</a></li></ul></nav>
<div class="cookie-banner">Nous utilisons des cookies.</div>
<main><article><h1>Le plan est approuvé</h1>` + body + `</article></main>
<aside class="related"><h2>À lire aussi</h2><ul><li><a href="/x">Autre chose</a></li></ul></aside>
<footer>© Le Journal</footer><script>track("` + "\x1b[31m" + `")</script></body></html>`)
}

func TestExtract(t *testing.T) {
	p, err := Extract(page(sentences+`<p>Voir <a href="/suite">la suite</a>.</p>`), "text/html", "https://journal.example/politique/plan?utm_source=rss")
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Le plan est approuvé" || p.Byline != "Anne Martin" || p.Site != "Le Journal" || p.Language != "fr" ||
		p.Image != "https://journal.example/img/plan.jpg" || p.URL != "https://journal.example/politique/plan" || p.Truncated ||
		!p.Published.Equal(time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", p)
	}
	if !strings.HasPrefix(p.Text, "Le conseil") || !strings.Contains(p.HTML, `href="https://journal.example/suite"`) || len(p.Blocks) != 13 {
		t.Errorf("%d blocks of %q", len(p.Blocks), p.Text)
	}
	for _, no := range []string{"Accueil", "cookies", "Autre chose", "©", "track"} {
		if strings.Contains(p.Text, no) {
			t.Errorf("%q is in the article", no)
		}
	}
}

// What can be played stays in the article, once; a frame of an advertiser goes.
func TestMediaStay(t *testing.T) {
	p, err := Extract(page(sentences+`<figure><iframe src="https://www.youtube.com/embed/Ab1"></iframe><figcaption>Le débat, en images</figcaption></figure>`+sentences+
		`<iframe src="https://embed.acast.com/plan/1"></iframe><audio controls src="/son.mp3"></audio><iframe src="https://ads.doubleclick.net/x"></iframe>`+sentences), "", "https://journal.example/a")
	if err != nil {
		t.Fatal(err)
	}
	for want, n := range map[string]int{"youtube.com/watch?v=Ab1": 1, "embed.acast.com/plan/1": 1, "journal.example/son.mp3": 1, "doubleclick": 0} {
		if got := strings.Count(p.HTML, want); got != n {
			t.Errorf("%s is there %d times, not %d: %s", want, got, n, p.HTML)
		}
	}
}

// Boxes of links within the article go; links within its sentences stay.
func TestBoxes(t *testing.T) {
	p, err := Extract(page(sentences+`<h3>Sur le même sujet</h3><ul><li><a href="/1">Le premier débat du conseil sur le plan</a></li><li><a href="/2">Le plan vu par ceux qui le paieront</a></li></ul>`+
		`<p>Le texte renvoie au <a href="/3">rapport</a> et à la <a href="/4">loi</a> de l’an dernier.</p>`+sentences), "", "https://journal.example/a")
	if err != nil || strings.Contains(p.Text, "premier débat") || strings.Contains(p.Text, "même sujet") || !strings.Contains(p.HTML, `href="https://journal.example/3"`) {
		t.Errorf("%v: %q", err, p.Text)
	}
}

// A short article in the place that is named for it is found.
func TestShortArticle(t *testing.T) {
	short := `<html><body><div class="menu"><a href="/">Accueil</a></div><main><div><span>Le plan est approuvé, dit le maire.</span><br><span>` +
		strings.Repeat("Il sera voté en mars. ", 12) + `</span></div></main></body></html>`
	if p, err := Extract([]byte(short), "", "https://journal.example/a"); err != nil || !strings.Contains(p.Text, "approuvé") || !strings.Contains(p.Text, "voté") || strings.Contains(p.Text, "Accueil") {
		t.Errorf("%v: %q", err, p.Text)
	}
}

func TestPaywalls(t *testing.T) {
	for end, want := range map[string]bool{
		"<p>Il vous reste 72 % de cet article à lire. La suite est réservée aux abonnés.</p>": true,
		"<p>Subscribe to continue reading this story, from two euros a month.</p>":            true,
		"<p>Et le débat, comme souvent, reprendra demain dans la salle du conseil.</p>":       false,
	} {
		p, err := Extract(page(sentences+end), "", "https://journal.example/a")
		if err != nil || p.Truncated != want {
			t.Errorf("%q: truncated %v, %v", end, p.Truncated, err)
		}
	}
	body := strings.Replace(string(page(sentences)), `"@type":"NewsArticle"`, `"@type":"NewsArticle","isAccessibleForFree": "False"`, 1)
	if p, err := Extract([]byte(body), "", "https://journal.example/a"); err != nil || !p.Truncated {
		t.Errorf("what says that it is not free: %v, %v", p.Truncated, err)
	}
}

func TestEncodingAndHostility(t *testing.T) {
	latin := strings.NewReplacer("é", "\xe9", "è", "\xe8", "à", "\xe0", "À", "\xc0", "©", "\xa9", `<meta charset="utf-8">`, "").Replace(string(page(sentences)))
	if p, err := Extract([]byte(latin), "text/html; charset=iso-8859-1", "https://journal.example/a"); err != nil || p.Title != "Le plan est approuvé" {
		t.Errorf("%q, %v", p.Title, err)
	}
	for name, in := range map[string]string{
		"empty": "", "no words": "<html><body></body></html>", "text": "Just a few words.",
		"deep": strings.Repeat("<div>", 100_000), "attributes": "<p " + strings.Repeat("a=b ", 200_000), "nul": strings.Repeat("\x00", 1000),
	} {
		if p, err := Extract([]byte(in), "", "https://a.example/"); err == nil && len(p.Text) > 100 {
			t.Errorf("%s: %.100q", name, p.Text)
		}
	}
	deep := strings.Repeat("<div>", 10_000) + sentences
	if p, err := Extract([]byte(deep), "", "https://a.example/"); err != nil || !strings.Contains(p.Text, "Le conseil") {
		t.Errorf("a page nested too deep keeps its words: %v", err)
	}
	evil := page("<p>\x1b]0;owned\x07Texte \u202erenversé.</p>" + sentences)
	if p, err := Extract(evil, "", "https://a.example/"); err != nil || strings.ContainsAny(p.Text+p.HTML, "\x1b\x07\u202e") {
		t.Errorf("%q, %v", p.Text[:60], err)
	}
}

func FuzzExtract(f *testing.F) {
	f.Add(page(sentences))
	f.Add([]byte("<article><p>a<table><tr><td>" + sentences))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 50_000 {
			return
		}
		p, err := Extract(in, "text/html", "https://a.example/")
		if err != nil {
			if strings.Contains(err.Error(), "could not be read") {
				t.Errorf("a panic was caught: %v", err)
			}
			return
		}
		for _, r := range p.Text + p.Title + p.Byline + p.Site {
			if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 {
				t.Errorf("%U survived", r)
			}
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	in := page(sentences + sentences)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Extract(in, "text/html", "https://a.example/"); err != nil {
			b.Fatal(err)
		}
	}
}
