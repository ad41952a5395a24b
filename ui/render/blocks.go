package render

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"lede/news"
)

// char is one character of a block and where it comes from.
type char struct {
	r    rune
	at   int32 // byte offset into Article.Text, or one of the marks below
	link int16 // index into links plus one, 0 none
	look look
	high int8 // 1 raised, -1 lowered
}

// What stands in place of an offset.
const (
	unknown int32 = -1 // of the article, but its place in the text is not known
	ours    int32 = -2 // decoration: bullets, borders, image lines
	named   int32 = -3 // the speaker's name after a quote
	blank   int32 = -4 // white space of the article
)

// look is how a character is written in the article.
type look uint8

const (
	bold look = 1 << iota
	italic
	struck
	code
)

type blockKind int

const (
	prose blockKind = iota
	heading
	caption
	image
	source // program text
	table
	rule
)

// block is a piece of the page that is laid out by itself.
type block struct {
	kind   blockKind
	level  int // of headings
	chars  []char
	rows   [][]field // of a table
	heads  int       // how many of the rows are headings
	indent []indent
	bullet string
	tight  bool // no blank line before it
}

// field is a cell of a table, over one column or more.
type field struct {
	chars []char
	span  int
}

// indent is one level of what a block stands in.
type indent struct {
	bar   bool // a blockquote; else a list
	width int
}

// Link is a link of an article.
type Link struct{ URL, Text string }

const (
	maxDepth  = 64
	maxHTML   = 4 << 20
	maxIndent = 8
	maxCells  = 40 // per table row
)

// pageOf takes an article's HTML apart. Where there is none, or where it is too
// much, the plain text is the page.
func pageOf(a *news.Article, words Words) ([]block, []Link) {
	w := walker{known: map[string]int16{}, here: pageURL(a.URL), words: words}
	if len(a.HTML) > 0 && len(a.HTML) <= maxHTML {
		if root, err := html.Parse(strings.NewReader(a.HTML)); err == nil {
			w.walk(root, place{}, 0)
			w.flush()
		}
	}
	if len(w.blocks) == 0 {
		w.blocks = fromText(a.Text)
	}
	w.enclosures(a.Enclosures)
	align(w.blocks, a.Text)
	each(w.blocks, set)
	return w.blocks, w.links
}

// fromText makes paragraphs of plain text; every offset is known.
func fromText(text string) []block {
	var blocks []block
	for start := 0; start < len(text); {
		end := strings.Index(text[start:], "\n\n")
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		b := block{}
		for i, r := range text[start:end] {
			if r == '\t' || r == '\r' {
				r = ' '
			}
			if !ignorable(r) {
				b.chars = append(b.chars, char{r: r, at: int32(start + i)})
			}
		}
		if len(strings.TrimSpace(text[start:end])) > 0 {
			blocks = append(blocks, b)
		}
		start = end
		for start < len(text) && text[start] == '\n' {
			start++
		}
	}
	return blocks
}

// ignorable are characters without a cell of their own that say nothing to a
// reader, and those the renderer needs for itself.
func ignorable(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r >= 0xf0000 || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' && r != '\f'
}
