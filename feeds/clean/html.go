package clean

import (
	"net/url"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lede/news"
)

const (
	maxDepth  = 64 // of kept containers
	maxInline = 16 // of inline elements around one word
	maxLinks  = 5000
)

// HTML sanitises markup and reads its text, its structure and its links in
// one walk. It is total: any string gives a body, broken markup is mended as
// a browser would. What it returns is a fixed point of HTML.
//
// Elements are opened late, when their first word comes, so there are no
// empty ones; text that stands nowhere gets a paragraph.
func HTML(raw string, base *url.URL) Body {
	w := walkers.Get().(*walker)
	defer w.done()
	w.base = base
	w.toks = tokenize(w.toks, head(raw, maxRaw))
	toks := w.toks
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		switch t.kind {
		case html.TextToken:
			w.text(t.text)
		case html.StartTagToken:
			if t.match > i && w.drop(toks, i) {
				i = t.match
				if !inlineTag(t.name) {
					w.boundary()
				}
				continue
			}
			if mediaTags[t.name] {
				w.media(toks, i)
				i = max(i, t.match)
				continue
			}
			w.start(t)
		case html.EndTagToken:
			w.end(t.name)
		}
		if len(w.txt) > maxText {
			break
		}
	}
	w.popTo(0)
	w.endBlock()
	return Body{HTML: string(w.htm), Text: string(w.txt), Blocks: w.blocks, Links: w.links, Image: w.image}
}

func inlineTag(name string) bool {
	return inlineKept[name] || name == "span" || name == "font" || name == "label" || name == "button" ||
		name == "script" || name == "style" || name == "noscript" || name == "template" || name == "svg"
}

// element is an open container; it is written when its first content comes.
type element struct {
	name    string
	open    string // its start tag
	written bool
	implied bool // not in the source
	empty   int  // of a row: cells without content so far
}

// inline is an open inline element.
type inline struct {
	name  string
	open  string
	url   string // of a link
	link  int    // index into links, -1 before it is written
	from  int    // where in the text it began
	depth int    // containers around it when it was opened
	quote bool   // a <q>, which is written as quotation marks
}

// walkers are used again: what they write into is needed for every article and
// only until it is read.
var walkers = sync.Pool{New: func() any { return &walker{over: map[string]int{}} }}

// largestKept is the most markup, in bytes, that a walker keeps room for.
const largestKept = 1 << 18

// done gives the walker back, without what it holds on to.
func (w *walker) done() {
	if cap(w.htm) > largestKept || cap(w.toks) > largestKept/16 {
		return
	}
	clear(w.toks)
	clear(w.stack[:cap(w.stack)])
	clear(w.inl[:cap(w.inl)])
	clear(w.over)
	*w = walker{toks: w.toks[:0], htm: w.htm[:0], txt: w.txt[:0], stack: w.stack[:0], inl: w.inl[:0], over: w.over, buf: w.buf[:0]}
	walkers.Put(w)
}

type walker struct {
	base   *url.URL
	toks   []token
	htm    []byte
	txt    []byte
	blocks []news.Block
	links  []Link
	image  string
	source string // another form of the picture that follows

	stack   []element
	inl     []inline
	written int            // inlines that are written: a prefix of inl
	over    map[string]int // containers beyond maxDepth, by name

	block  news.Block // while inBlock
	inside bool       // a block is open
	last   news.BlockKind
	space  bool // white space waits for a word
	breaks int  // <br> that wait for a word
	tabs   int  // cell borders that wait for a word
	rule   bool // an <hr> that waits for content
	row    int  // of a table row's block: where its <tr> is in stack
	filter filter
	buf    []byte
}

// drop reports whether the element at i goes with all that is in it.
func (w *walker) drop(toks []token, i int) bool {
	t := &toks[i]
	if dropped[t.name] {
		return true
	}
	return len(t.attr) > 0 && junk(t, func() bool {
		n := 0
		for j := i + 1; j < t.match; j++ {
			if j-i > 400 {
				return false
			}
			if toks[j].kind == html.TextToken {
				if n += len(strings.TrimSpace(toks[j].text)); n > 240 {
					return false
				}
			}
		}
		return true
	})
}

func (w *walker) top() *element {
	if len(w.stack) == 0 {
		return &element{}
	}
	return &w.stack[len(w.stack)-1]
}

// find returns the index of the innermost of names, looking no further out
// than the first of barriers; -1 for none.
func (w *walker) find(barriers string, names ...string) int {
	for i := len(w.stack) - 1; i >= 0; i-- {
		for _, n := range names {
			if w.stack[i].name == n {
				return i
			}
		}
		if barriers != "" && strings.Contains(barriers, " "+w.stack[i].name+" ") {
			return -1
		}
	}
	return -1
}

func (w *walker) inPre() bool { return w.find("", "pre") >= 0 }

func isHeading(name string) bool {
	return len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
}

// phrasing containers hold words and no blocks.
func phrasing(name string) bool { return name == "p" || name == "pre" || isHeading(name) }

// child is the element that words directly inside name must stand in.
func child(name string) string {
	switch name {
	case "ul", "ol":
		return "li"
	case "dl":
		return "dd"
	case "table", "thead", "tbody", "tfoot":
		return "tr"
	case "tr":
		return "td"
	case "", "blockquote", "aside", "figure":
		return "p"
	}
	return ""
}

// push opens a container, late.
func (w *walker) push(name, attrs string, implied bool) {
	if len(w.stack) >= maxDepth {
		if !implied {
			w.over[name]++
		}
		return
	}
	w.stack = append(w.stack, element{name: name, open: "<" + name + attrs + ">", implied: implied})
}

// popTo closes containers until n are open.
func (w *walker) popTo(n int) {
	for len(w.stack) > n {
		i := len(w.stack) - 1
		e := w.stack[i]
		cell := e.name == "td" || e.name == "th"
		switch {
		case e.written:
			if cell && w.inRow(i-1) {
				w.closeInlines(0)
			} else {
				w.endBlock()
			}
			w.htm = append(append(append(w.htm, "</"...), e.name...), '>')
		case cell && i > 0 && w.stack[i-1].name == "tr":
			w.stack[i-1].empty++
		}
		w.stack = w.stack[:i]
		for len(w.inl) > 0 && w.inl[len(w.inl)-1].depth > i {
			w.dropInline(len(w.inl) - 1)
		}
	}
}

// inRow reports whether the open block is the text of the row at i.
func (w *walker) inRow(i int) bool {
	return w.inside && w.block.Kind == news.TableRow && w.row == i
}

// apart keeps what comes from what came: if it turns out to be a block of its
// own, the open block ends when that is written; if not, a line ends.
func (w *walker) apart() {
	w.filter.reset()
	if w.inside {
		w.breaks = max(w.breaks, 1)
	}
}

// endBlock ends the open block of text.
func (w *walker) endBlock() {
	w.closeInlines(0)
	w.space, w.breaks, w.tabs = false, 0, 0
	w.filter.reset()
	if !w.inside {
		return
	}
	w.inside = false
	w.trim()
	w.block.End = len(w.txt)
	w.block.Linked = min(w.block.Linked, w.block.End-w.block.Start)
	w.last = w.block.Kind
	w.blocks = append(w.blocks, w.block)
}

// trim removes white space from the end of the line, not further than the block.
func (w *walker) trim() {
	for len(w.txt) > w.block.Start {
		r, size := utf8.DecodeLastRune(w.txt)
		if !unicode.IsSpace(r) {
			return
		}
		w.txt = w.txt[:len(w.txt)-size]
	}
}

// boundary is where a block-like tag that is not kept stands.
func (w *walker) boundary() {
	w.filter.reset()
	top := w.top().name
	switch {
	case w.inPre():
		w.breaks = max(w.breaks, 1)
	case top == "p":
		w.popTo(len(w.stack) - 1)
	case isHeading(top), top == "figcaption", top == "caption", top == "dt":
		w.space = true
	default:
		w.apart()
	}
}

// place makes sure that content may stand here, and writes the containers
// around it. loose content (a picture) needs no paragraph inside a figure.
func (w *walker) place(loose bool) {
	for {
		top := w.top()
		c := child(top.name)
		if c == "" || loose && top.name == "figure" {
			break
		}
		if top.implied && c != "p" && top.name != "tr" && top.name != "tbody" {
			w.popTo(len(w.stack) - 1) // a list nobody opened ends with its items
			continue
		}
		if len(w.stack) >= maxDepth {
			break
		}
		w.push(c, "", true)
	}
	for i := range w.stack {
		e := &w.stack[i]
		if e.written {
			continue
		}
		if (e.name == "td" || e.name == "th") && w.inRow(i-1) {
			w.closeInlines(0)
		} else {
			w.endBlock()
		}
		if w.rule && i == 0 {
			w.htm = append(w.htm, "<hr>"...)
		}
		w.rule = false
		if i > 0 && w.stack[i-1].name == "tr" {
			for ; w.stack[i-1].empty > 0; w.stack[i-1].empty-- {
				w.htm = append(w.htm, "<td></td>"...)
			}
		}
		w.htm = append(w.htm, e.open...)
		e.written = true
	}
}
