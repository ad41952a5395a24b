package clean

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lede/news"
)

// kind says what a block that begins here is.
func (w *walker) kind() (news.BlockKind, int) {
	inParagraph := false
	for i := len(w.stack) - 1; i >= 0; i-- {
		switch name := w.stack[i].name; name {
		case "p":
			inParagraph = true
		case "pre":
			return news.Code, 0
		case "h1", "h2", "h3", "h4", "h5", "h6":
			return news.Heading, int(name[1] - '0')
		case "figcaption", "caption":
			return news.Caption, 0
		case "li", "dd", "dt":
			level := 0
			for _, e := range w.stack[:i+1] {
				if e.name == "li" || e.name == "dd" || e.name == "dt" {
					level++
				}
			}
			return news.ListItem, level
		case "td", "th":
			if inParagraph {
				return news.Paragraph, 0
			}
			return news.TableRow, 0
		case "blockquote":
			return news.Blockquote, 0
		case "aside":
			return news.Aside, 0
		}
	}
	return news.Paragraph, 0
}

// begin makes ready for a word: containers, separators, inline elements.
func (w *walker) begin() {
	w.place(false)
	if !w.inside {
		kind, level := w.kind()
		if len(w.txt) > 0 {
			w.txt = append(w.txt, '\n')
			if kind != w.last || kind != news.ListItem && kind != news.TableRow {
				w.txt = append(w.txt, '\n')
			}
		}
		w.row = w.find("", "tr")
		w.block = news.Block{Span: news.Span{Start: len(w.txt)}, Kind: kind, Level: level}
		w.inside, w.space, w.breaks, w.tabs = true, false, 0, 0
	} else {
		w.separate()
	}
	w.openInlines()
}

// separate writes the white space that waits inside a block.
func (w *walker) separate() {
	switch {
	case w.tabs > 0:
		w.trim()
		for ; w.tabs > 0; w.tabs-- {
			w.txt = append(w.txt, '\t')
		}
	case w.breaks > 0:
		w.trim()
		w.txt = append(w.txt, '\n')
		w.htm = append(w.htm, "<br>"...)
	case w.space:
		if !w.lineStart() && w.txt[len(w.txt)-1] != ' ' {
			w.txt = append(w.txt, ' ')
			w.htm = append(w.htm, ' ')
		}
	}
	w.space, w.breaks = false, 0
}

// lineStart reports whether the next word is the first of its line or cell.
func (w *walker) lineStart() bool {
	if !w.inside || len(w.txt) == w.block.Start {
		return true
	}
	last := w.txt[len(w.txt)-1]
	return last == '\n' || last == '\t'
}

// text takes the words of one piece of text.
func (w *walker) text(s string) {
	if w.inPre() {
		w.preText(s)
		return
	}
	w.buf = w.filter.append(w.buf[:0], s)
	if w.backlink(w.buf) {
		return
	}
	for b := w.buf; len(b) > 0; {
		if n := spaced(b); n > 0 {
			w.words(b[:n])
			b = b[n:]
		}
		n := 0
		for ; n < len(b) && (b[n] == ' ' || b[n] == '\n' || b[n] == '\t'); n++ {
			w.space = true
		}
		b = b[n:]
	}
}

// spaced is how long the words are that b begins with, with one space between
// them: they stay as they are.
func spaced(b []byte) int {
	for i, c := range b {
		switch c {
		case '\n', '\t':
			return i
		case ' ':
			if i == 0 || i+1 == len(b) || b[i+1] == ' ' || b[i+1] == '\n' || b[i+1] == '\t' {
				return i
			}
		}
	}
	return len(b)
}

// words writes words with one space between them; no-break spaces are part of
// them, but not at the start of a line.
func (w *walker) words(b []byte) {
	if b[0] >= 0x80 && (w.lineStart() || w.breaks > 0 || w.tabs > 0) {
		for len(b) > 0 {
			r, size := utf8.DecodeRune(b)
			if !unicode.IsSpace(r) {
				break
			}
			b = b[size:]
		}
		if len(b) == 0 {
			return
		}
	}
	w.begin()
	linked := w.block.Linked
	w.write(b)
	if w.block.Linked > linked { // in words, not in spaces
		w.block.Linked -= bytes.Count(b, []byte(" "))
	}
}

// write puts b into the text and, escaped, into the HTML.
func (w *walker) write(b []byte) {
	w.txt = append(w.txt, b...)
	w.htm = escape(w.htm, b)
	for i := range w.written {
		if w.inl[i].url != "" {
			w.block.Linked += len(b)
			break
		}
	}
}

func escape(dst, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		var ref string
		switch b[i] {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		default:
			continue
		}
		dst = append(append(dst, b[:i]...), ref...)
		b, i = b[i+1:], -1
	}
	return append(dst, b...)
}

func attribute(name, value string) string {
	return " " + name + `="` + html.EscapeString(value) + `"`
}

// number writes an attribute that is a small number.
func number(t *token, name string, highest int) string {
	n, err := strconv.Atoi(strings.TrimSpace(t.get(name)))
	if err != nil || n < 2 || n > highest {
		return ""
	}
	return attribute(name, strconv.Itoa(n))
}
