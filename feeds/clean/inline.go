package clean

import "unicode/utf8"

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
	href, ok := URL(t.get("href"), w.base)
	if !ok {
		return
	}
	w.openInline(inline{name: "a", open: "<a" + attribute("href", href) + ">", url: href})
}

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
