package clean

import (
	"strings"
	"testing"
)

// What a terminal cannot show is kept as where it is, what it is and what it is
// called; what only counts readers is not.
func TestMedia(t *testing.T) {
	for name, c := range map[string]struct{ in, html string }{
		"youtube":       {`<p>a</p><iframe width="560" height="315" src="https://www.youtube-nocookie.com/embed/Ab-1?rel=0" title="The launch, in full"></iframe>`, `<p>a</p><p><source src="https://www.youtube.com/watch?v=Ab-1" type="video" title="The launch, in full"></p>`},
		"player title":  {`<iframe src="//www.youtube.com/embed/Ab1" title="YouTube video player"></iframe>`, `<p><source src="https://www.youtube.com/watch?v=Ab1" type="video"></p>`},
		"vimeo":         {`<iframe src="https://player.vimeo.com/video/77?h=9f"></iframe>`, `<p><source src="https://vimeo.com/77/9f" type="video"></p>`},
		"dailymotion":   {`<iframe data-src="https://geo.dailymotion.com/player/x1.html?video=x8" src="about:blank"></iframe>`, `<p><source src="https://www.dailymotion.com/video/x8" type="video"></p>`},
		"podcast":       {`<iframe src="https://open.spotify.com/embed/episode/4x"></iframe>`, `<p><source src="https://open.spotify.com/episode/4x" type="audio"></p>`},
		"player":        {`<iframe src="https://embed.acast.com/show/12"></iframe>`, `<p><source src="https://embed.acast.com/show/12" type="audio"></p>`},
		"chart":         {`<iframe title="Who owns the rivers" src="https://charts.example/7/" width="0" height="400" style="width: 0; min-width: 100% !important"></iframe>`, `<p><source src="https://charts.example/7/" type="text/html" title="Who owns the rivers"></p>`},
		"video":         {`<p>a</p><video controls poster="/p.jpg"><source src="/v.webm" type="video/webm"><source src="/v.mp4"><p>Get a browser.</p></video><p>b</p>`, `<p>a</p><p><source src="https://example.org/v.webm" type="video"></p><p>b</p>`},
		"audio":         {`<audio src="/s.mp3"></audio>`, `<p><source src="https://example.org/s.mp3" type="audio"></p>`},
		"figure":        {`<figure><video src="/v.mp4"></video><figcaption>The dam</figcaption></figure>`, `<figure><source src="https://example.org/v.mp4" type="video"><figcaption>The dam</figcaption></figure>`},
		"object":        {`<object width="400" height="300"><param name="movie" value="https://www.youtube.com/v/Ab1"><embed src="https://www.youtube.com/v/Ab1"></object>`, `<p><source src="https://www.youtube.com/watch?v=Ab1" type="video"></p>`},
		"embed":         {`<embed src="/talk.ogg">`, `<p><source src="https://example.org/talk.ogg" type="audio"></p>`},
		"lite":          {`<lite-youtube videoid="Ab1"></lite-youtube>`, `<p><source src="https://www.youtube.com/watch?v=Ab1" type="video"></p>`},
		"in a list":     {`<ul><li>a <iframe src="https://vimeo.com/1"></iframe></li><li>b</li></ul>`, `<ul><li>a <source src="https://vimeo.com/1" type="video"></li><li>b</li></ul>`},
		"tag manager":   {`<p>a</p><iframe src="https://www.googletagmanager.com/ns.html?id=G" height="0" width="0"></iframe>`, `<p>a</p>`},
		"one pixel":     {`<p>a</p><iframe src="https://x.example/p" width="1" height="1"></iframe><img src="https://x.example/p.png" width="1" height="1"><iframe src="https://x.example/q" style="height:1px; border:0"></iframe>`, `<p>a</p>`},
		"hidden":        {`<p>a</p><iframe src="https://x.example/p" style="display: none"></iframe>`, `<p>a</p>`},
		"advertisement": {`<p>a</p><iframe src="https://securepubads.g.doubleclick.net/x" width="300" height="250"></iframe>`, `<p>a</p>`},
		"script":        {`<p>a</p><iframe src="javascript:alert(1)"></iframe><video src="data:video/mp4;base64,AA"></video>`, `<p>a</p>`},
		"picture":       {`<picture><source srcset="/large.webp 2x" type="image/webp"><img alt="A dam"></picture>`, `<p><img src="https://example.org/large.webp" alt="A dam"></p>`},
		"picture link":  {`<a href="/dam"><img src="/d.jpg" alt="A dam"></a>`, `<p><a href="https://example.org/dam"><img src="https://example.org/d.jpg" alt="A dam"></a></p>`},
	} {
		b := HTML(c.in, base(t))
		if b.HTML != c.html {
			t.Errorf("%s:\n got %s\nwant %s", name, b.HTML, c.html)
		}
		check(t, c.in, b)
	}
}

// The anchors of notes lead nowhere else; the number stays, the arrow back goes.
func TestAnchors(t *testing.T) {
	b := HTML(`<p>True<sup><a href="#fn:1">1</a></sup>, or not<sup><a href="https://example.org/news/today.html#fn:2">2</a></sup>; <a href="#">top</a>, <a href="/news/other.html#part">other</a>.</p>`+
		`<ol><li id="fn:1"><p>A note. <a href="#ref1">↩︎</a></p></li><li>Another <a href="#ref2">^</a></li></ol>`, base(t))
	want := `<p>True<sup><a href="#fn:1">1</a></sup>, or not<sup><a href="#fn:2">2</a></sup>; top, <a href="https://example.org/news/other.html#part">other</a>.</p><ol><li><p>A note.</p></li><li>Another</li></ol>`
	if b.HTML != want {
		t.Errorf("got  %s\nwant %s", b.HTML, want)
	}
	if len(b.Links) != 1 || strings.ContainsAny(b.Text, "↩^") {
		t.Errorf("links %v in %q", b.Links, b.Text)
	}
	check(t, "anchors", b)
}
