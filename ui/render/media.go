package render

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"

	"lede/news"
)

// Words are what stands for what a terminal can not show, with %s for what it is
// called. The zero value is English.
type Words struct {
	Image, Bare        string // a picture with its description, and without
	Video, Audio, Page string
	File               string
	Pair               string // the heading of a value
}

func (w Words) orEnglish() Words {
	if w != (Words{}) {
		return w
	}
	return Words{Image: "[image: %s]", Bare: "[image]", Video: "▶ Video: %s", Audio: "▶ Audio: %s", Page: "▶ Embedded: %s", File: "▶ File: %s", Pair: "%s:"}
}

func (w Words) picture(alt string) string {
	if alt = strings.Join(strings.Fields(alt), " "); alt == "" {
		return w.Bare
	}
	return called(w.Image, alt)
}

func called(words, name string) string { return strings.Replace(words, "%s", name, 1) }

// line adds a line of our own, which leads somewhere, after the block it stands
// in.
func (w *walker) line(words, address string, p place) {
	link := p.link // a picture that is a link leads where the page says
	if link == 0 {
		link = w.linkTo(address, words)
	}
	b := block{kind: image, indent: p.indent}
	for _, r := range words {
		if !ignorable(r) {
			b.chars = append(b.chars, char{r: r, at: ours, link: link})
		}
	}
	w.images = append(w.images, b)
	if len(w.cur) == 0 {
		w.flush()
	}
}

func (w *walker) image(n *html.Node, p place) {
	w.line(w.words.picture(attr(n, "alt")), strings.TrimSpace(attr(n, "src")), p)
}

// media is a film, a recording or a frame of another site.
func (w *walker) media(n *html.Node, p place) {
	if words, address := w.mediaWords(n); words != "" {
		w.line(words, address, p)
	}
}

// mediaWords are what stands for it, and where it is.
func (w *walker) mediaWords(n *html.Node) (words, address string) {
	address = strings.TrimSpace(attr(n, "src"))
	title := strings.Join(strings.Fields(attr(n, "title")), " ")
	if title == "" {
		title = hostOf(address)
	}
	if title == "" {
		return "", ""
	}
	words = w.words.Page
	switch attr(n, "type") {
	case "video":
		words = w.words.Video
	case "audio":
		words = w.words.Audio
	}
	return called(words, title), address
}

// enclosures puts what can be played above the text, and other files below it,
// unless the text has them.
func (w *walker) enclosures(list []news.Enclosure) {
	body := w.blocks
	w.blocks = nil
	var after []block
	shown := map[string]bool{}
	for _, l := range w.links {
		shown[pageURL(l.URL)] = true
	}
	for _, e := range list[:min(len(list), 50)] {
		at := pageURL(e.URL)
		if at == "" || shown[at] {
			continue
		}
		shown[at] = true
		kind, _, _ := strings.Cut(strings.ToLower(e.Type), "/")
		if kind != "audio" && kind != "video" && kind != "image" {
			kind = kindOf(at)
		}
		name := path.Base(at)
		if u, err := url.PathUnescape(name); err == nil {
			name = u
		}
		words := called(w.words.File, name)
		switch kind {
		case "audio":
			words = called(w.words.Audio, hostOf(e.URL))
		case "video":
			words = called(w.words.Video, hostOf(e.URL))
		case "image":
			words = w.words.Bare
		}
		before := len(w.blocks)
		w.line(words, e.URL, place{})
		if kind != "audio" && kind != "video" {
			after = append(after, w.blocks[before:]...)
			w.blocks = w.blocks[:before]
		}
	}
	w.blocks = append(append(w.blocks, body...), after...)
}

// kindOf tells a kind of file by its name.
func kindOf(address string) string {
	switch strings.ToLower(path.Ext(address)) {
	case ".mp3", ".m4a", ".ogg", ".opus", ".aac", ".wav", ".flac":
		return "audio"
	case ".mp4", ".webm", ".m4v", ".mov", ".m3u8", ".ogv", ".mkv":
		return "video"
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif":
		return "image"
	}
	return ""
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
