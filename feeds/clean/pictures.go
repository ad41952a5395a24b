package clean

import (
	"net/url"
	"strconv"
	"strings"
)

// picture is an <img>.
func (w *walker) picture(t *token) {
	alt := Line(t.get("alt"))
	src := pictureURL(t, w.base)
	if src == "" {
		src = w.source
	}
	w.source = ""
	if strings.Contains(t.get("class"), "emoji") || strings.Contains(t.get("class"), "wp-smiley") {
		if alt != "" && len(alt) < 32 {
			w.text(alt)
		}
		return
	}
	width, height := pixels(t, "width"), pixels(t, "height")
	if src == "" || width >= 0 && width <= 2 || height >= 0 && height <= 2 || tracker(src) {
		return
	}
	w.place(true)
	if w.inside && w.tabs == 0 {
		w.separate()
	}
	w.openInlines()
	w.htm = append(w.htm, "<img"+attribute("src", src)...)
	if alt != "" {
		w.htm = append(w.htm, attribute("alt", alt)...)
	}
	for _, size := range []struct {
		name string
		n    int
	}{{"width", width}, {"height", height}} {
		if size.n > 0 {
			w.htm = append(w.htm, attribute(size.name, strconv.Itoa(size.n))...)
		}
	}
	w.htm = append(w.htm, '>')
	if w.image == "" && (width < 0 || width >= 100) && (height < 0 || height >= 60) {
		w.image = src
	}
	for i := range w.inl {
		if l := w.inl[i].link; l >= 0 && w.inl[i].url != "" && w.links[l].Text == "" {
			w.links[l].Text = alt
		}
	}
}

// pictureURL is where a picture is, also one that a script would load later.
func pictureURL(t *token, base *url.URL) string {
	for _, key := range []string{"data-src", "data-original", "data-lazy-src", "src"} {
		if v := t.get(key); v != "" {
			if src, ok := URL(v, base); ok && !strings.HasPrefix(src, "mailto:") {
				return src
			}
		}
	}
	for _, key := range []string{"srcset", "data-srcset"} {
		if fields := strings.Fields(t.get(key)); len(fields) > 0 {
			if src, ok := URL(strings.TrimSuffix(fields[0], ","), base); ok && !strings.HasPrefix(src, "mailto:") {
				return src
			}
		}
	}
	return ""
}

// pixels is a size in pixels, -1 when it is not said.
func pixels(t *token, name string) int {
	v := strings.TrimSuffix(strings.TrimSpace(t.get(name)), "px")
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > 100_000 {
		return -1
	}
	return n
}

// tracker recognises pictures that only count readers.
func tracker(src string) bool {
	for _, part := range []string{
		"feeds.feedburner.com/~", "pixel.wp.com/", "stats.wordpress.com/", "feedsportal.com/", "doubleclick.net/",
		"feeds.wordpress.com/1.0/", "/pixel.gif", "/1x1.", "google-analytics.com/", "rss-feed-pixel", "xiti.com/hit",
		"/count.gif", "/tracking-pixel", "/track/open",
	} {
		if strings.Contains(src, part) {
			return true
		}
	}
	return false
}
