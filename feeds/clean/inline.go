package clean

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// openInline opens an inline element; it is written with its first word.
func (w *walker) openInline(e inline) {
	if len(w.inl) >= maxInline {
		return
	}
	e.link, e.depth = -1, len(w.stack)
	w.inl = append(w.inl, e)
}

func (w *walker) openLink(t *token) {
	w.endInline("a") // links do not nest
	if anchor := w.anchor(t); anchor != "" {
		w.openInline(inline{name: "a", open: "<a" + attribute("href", anchor) + ">"})
		return
	}
	href, ok := URL(t.get("href"), w.base)
	if !ok || strings.HasPrefix(strings.TrimSpace(t.get("href")), "#") {
		return
	}
	w.openInline(inline{name: "a", open: "<a" + attribute("href", href) + ">", url: href})
}

// anchor is a place on the same page, such as "#note-1"; "" when a link leads
// elsewhere. It stays without an address: it is none to open.
func (w *walker) anchor(t *token) string {
	href := tidyURL(t.get("href"))
	if !strings.HasPrefix(href, "#") {
		u, ok := URL(href, w.base)
		page, place, found := strings.Cut(u, "#")
		if !ok || !found || w.base == nil {
			return ""
		}
		here := *w.base
		here.Fragment, here.RawFragment = "", ""
		if at, ok := URL(here.String(), nil); !ok || at != page {
			return ""
		}
		href = "#" + place
	}
	if u, ok := URL("https://a.invalid/"+href, nil); ok && len(href) > 1 {
		_, place, _ := strings.Cut(u, "#")
		return "#" + place
	}
	return ""
}

// backlink reports the arrow of a link back from a note to where it was called.
func (w *walker) backlink(words []byte) bool {
	if len(words) > 24 || !bytes.ContainsAny(words, arrows) || len(bytes.Trim(words, arrows+"\ufe0e\ufe0f\u00a0 \n\t")) > 0 {
		return false
	}
	for i := range w.inl {
		if w.inl[i].name == "a" && w.inl[i].url == "" {
			return true
		}
	}
	return false
}

const arrows = "↩↑⤴⏎^"

// openInlines writes the inline elements that wait for a word.
func (w *walker) openInlines() {
	for ; w.written < len(w.inl); w.written++ {
		e := &w.inl[w.written]
		w.htm = append(w.htm, e.open...)
		if e.url != "" && e.link < 0 && len(w.links) < maxLinks {
			e.link, e.from = len(w.links), len(w.txt)
			w.links = append(w.links, Link{URL: e.url})
		}
	}
}

// closeInlines writes the end tags of all but the first n inline elements;
// they stay open and are written again with the next word.
func (w *walker) closeInlines(n int) {
	for w.written > n {
		w.written--
		e := &w.inl[w.written]
		if e.open != "" {
			w.htm = append(append(append(w.htm, "</"...), e.name...), '>')
		}
	}
}

// endInline closes the innermost inline element of that name.
func (w *walker) endInline(name string) {
	for i := len(w.inl) - 1; i >= 0; i-- {
		if w.inl[i].name == name {
			w.closeInlines(i)
			w.dropInline(i)
			return
		}
	}
}

// dropInline forgets the inline element i, which is closed.
func (w *walker) dropInline(i int) {
	e := w.inl[i]
	if e.link >= 0 && e.from <= len(w.txt) {
		if text := Line(string(w.txt[e.from:])); text != "" {
			w.links[e.link].Text = text
		}
	}
	w.inl = append(w.inl[:i], w.inl[i+1:]...)
}

// A <q> is written as quotation marks: they are part of what is said, in the
// text as on the screen.
func (w *walker) openQuote() {
	if len(w.inl) >= maxInline {
		return
	}
	w.text("“")
	w.openInline(inline{name: "q", quote: true})
}

func (w *walker) closeQuote() {
	for i := len(w.inl) - 1; i >= 0; i-- {
		if w.inl[i].quote {
			w.closeInlines(i)
			w.dropInline(i)
			if w.inside && !w.lineStart() {
				w.space = false
				w.write(utf8.AppendRune(nil, '”'))
			}
			return
		}
	}
}
