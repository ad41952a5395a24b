package render

import (
	"strings"
	"testing"

	"lede/news"
)

// lines is what an article looks like, without blanks at the ends of lines.
func lines(a *news.Article, o Options) string {
	if o.Theme == nil {
		o.Theme = dark
	}
	var out []string
	for _, l := range strings.Split(strings.TrimSuffix(screen(Render(a, &news.Digest{}, o)), "\n"), "\n") {
		out = append(out, strings.TrimRight(l, " "))
	}
	return strings.Join(out, "\n")
}

// Every film, recording, frame, file and linked picture is one line and one link.
func TestMediaAreLines(t *testing.T) {
	a := page(`<p>Before.</p><figure><source src="https://www.youtube.com/watch?v=a" type="video" title="The dam breaks"><figcaption>Filmed from above</figcaption></figure>` +
		`<p>Then <source src="https://audio.example.org/1.mp3" type="audio"> and after.</p><p><source src="https://charts.example.org/7" type="text/html"></p>` +
		`<p><a href="https://example.org/story"><img src="https://example.org/p.jpg" alt="a dam"></a></p><table><tr><td>one</td><td><a href="https://example.org/big"><img src="https://example.org/q.jpg"></a></td></tr></table>`)
	a.Enclosures = []news.Enclosure{
		{URL: "https://cdn.example.org/show.mp3?from=feed", Type: "audio/mpeg"}, {URL: "https://cdn.example.org/show.mp3?again", Type: "audio/mpeg"},
		{URL: "https://audio.example.org/1.mp3?x=1", Type: "audio/mpeg"}, {URL: "https://example.org/big", Type: "image/jpeg"},
		{URL: "https://example.org/report%20one.pdf", Type: "application/pdf"},
	}
	want := `▶ Audio: cdn.example.org

Before.

▶ Video: The dam breaks
Filmed from above

Then and after.

▶ Audio: audio.example.org
▶ Embedded: charts.example.org
[image: a dam]

one │ [image]

▶ File: report one.pdf`
	if got := lines(a, Options{Width: 60}); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	r := Render(a, &news.Digest{}, Options{Width: 60, Theme: dark})
	var urls []string
	for _, l := range r.Links {
		urls = append(urls, l.URL)
		if l.Text == "" {
			t.Errorf("%s has no name", l.URL)
		}
	}
	if got, want := strings.Join(urls, " "), "https://www.youtube.com/watch?v=a https://audio.example.org/1.mp3 https://charts.example.org/7 https://example.org/story https://example.org/big https://cdn.example.org/show.mp3?from=feed https://example.org/report%20one.pdf"; got != want {
		t.Errorf("links\n%s, want\n%s", got, want)
	}
	if l, ok := r.LinkAt(11, 3); !ok || l.URL != "https://example.org/story" {
		t.Errorf("a picture that is a link leads to %v", l)
	}
	french := Words{Image: "[image : %s]", Bare: "[image]", Video: "▶ Vidéo : %s", Audio: "▶ Audio : %s", Page: "▶ Contenu intégré : %s", File: "▶ Fichier : %s"}
	if got := lines(a, Options{Width: 60, Words: french}); !strings.Contains(got, "▶ Vidéo : The dam breaks") || !strings.Contains(got, "▶ Contenu intégré : charts.example.org") {
		t.Errorf("in French:\n%s", got)
	}
}

// What leads to another place of the article is no link of it; the numbers of
// notes stay.
func TestAnchorsAreNoLinks(t *testing.T) {
	a := page(`<p>So<sup><a href="#n1">1</a></sup>, and so<sup><a href="https://example.org/story/?from=feed#n2">2</a></sup>; see <a href="https://example.org/other#part">that</a>.</p>`)
	a.URL = "https://example.org/story"
	r := Render(a, &news.Digest{}, Options{Width: 60, Theme: dark})
	if got := strings.TrimSpace(screen(r)); got != "So[1], and so[2]; see that." || len(r.Links) != 1 || r.Links[0].Text != "that" {
		t.Errorf("%q with links %v", got, r.Links)
	}
}
