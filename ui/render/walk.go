package render

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// place is what surrounds a node.
type place struct {
	kind   blockKind
	level  int
	look   look
	link   int16
	indent []indent
	inList bool
	high   int8
}

type walker struct {
	blocks []block
	links  []Link
	known  map[string]int16
	here   string // the page the article is on
	words  Words

	cur    []char
	at     place // of cur
	space  bool
	bullet string
	tight  bool
	images []block
}

// flush ends the current block.
func (w *walker) flush() {
	if len(w.cur) > 0 {
		w.add(block{kind: w.at.kind, level: w.at.level, chars: w.cur, indent: w.at.indent, tight: w.tight})
	}
	w.cur, w.space = nil, false
	for _, b := range w.images {
		w.add(b)
	}
	w.images = nil
}

func (w *walker) add(b block) {
	if w.bullet != "" && len(b.indent) > 0 {
		b.bullet, w.bullet = w.bullet, ""
	}
	w.blocks = append(w.blocks, b)
	w.tight = false
}

func (w *walker) put(r rune, p place) {
	if len(w.cur) == 0 {
		w.at = p
	}
	w.cur = append(w.cur, char{r: r, at: unknown, link: p.link, look: p.look, high: p.high})
}

// text adds running text: white space becomes one blank, but no-break spaces
// stay what they are.
func (w *walker) text(s string, p place) {
	for _, r := range s {
		switch {
		case ignorable(r):
		case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f':
			w.space = true
		default:
			if w.space && len(w.cur) > 0 && w.cur[len(w.cur)-1].r != '\n' {
				last := w.cur[len(w.cur)-1]
				gap := place{look: last.look & p.look}
				if last.link == p.link {
					gap.link = p.link
				}
				w.put(' ', gap)
			}
			w.space = false
			w.put(r, p)
		}
	}
}

func (w *walker) walk(n *html.Node, p place, depth int) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, p)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if depth > 4*maxDepth { // deeper than any page: only its text
		w.text(textOf(n, 0), p)
		return
	}
	switch n.DataAtom {
	case atom.Head, atom.Script, atom.Style, atom.Template, atom.Noscript:
		return
	case atom.Br:
		switch n := len(w.cur); {
		case n > 0 && w.cur[n-1].r == '\n': // two make a paragraph
			w.cur = w.cur[:n-1]
			w.flush()
		case n > 0:
			w.space = false
			w.put('\n', p)
		}
	case atom.Hr:
		w.flush()
		w.add(block{kind: rule, indent: p.indent})
	case atom.Img:
		w.image(n, p)
	case atom.Source:
		w.media(n, p)
	case atom.B, atom.Strong:
		w.inline(n, p.with(bold), depth)
	case atom.I, atom.Em, atom.Cite, atom.Var, atom.Dfn:
		w.inline(n, p.with(italic), depth)
	case atom.Del, atom.S, atom.Strike:
		w.inline(n, p.with(struck), depth)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		w.inline(n, p.with(code), depth)
	case atom.A:
		if id := w.link(n); id > 0 {
			p.link = id
		}
		w.inline(n, p, depth)
	case atom.Sup:
		w.raised(n, p, depth)
	case atom.Sub:
		if settable(textOf(n, depth)) {
			p.high = -1
		}
		w.inline(n, p, depth)
	case atom.Pre:
		w.flush()
		w.pre(n, p)
	case atom.Table:
		w.flush()
		w.table(n, p, depth)
	case atom.Ul, atom.Ol, atom.Menu:
		w.flush()
		w.list(n, p, depth)
	default:
		if !isBlock(n.DataAtom) {
			w.inline(n, p, depth)
			return
		}
		w.flush()
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			p.kind, p.level = heading, int(n.Data[1]-'0')
		case atom.Figcaption, atom.Caption:
			p.kind = caption
		case atom.Blockquote:
			p = p.into(indent{bar: true, width: 2})
		case atom.Dd:
			p = p.into(indent{width: 2})
			w.tight = true
		case atom.Dt:
			p = p.with(bold)
		}
		w.inline(n, p, depth)
		w.flush()
	}
}

func (p place) with(l look) place { p.look |= l; return p }

func (p place) into(i indent) place {
	if len(p.indent) < maxIndent {
		p.indent = append(p.indent[:len(p.indent):len(p.indent)], i)
	}
	return p
}

func (w *walker) inline(n *html.Node, p place, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, p, depth+1)
	}
}

// raised keeps what is raised apart from the word before it: the number of a
// note stands in brackets, a power is set high. Letters, as in "1er", say
// themselves what they are.
func (w *walker) raised(n *html.Node, p place, depth int) {
	number, note := isNote(n, depth)
	switch {
	case note:
		w.ours('[', p)
	case settable(textOf(n, depth)):
		p.high = 1
	case number && len(w.cur) > 0 && !w.space:
		w.ours('^', p)
	}
	w.inline(n, p, depth)
	if note {
		w.ours(']', p)
	}
}

// isNote reports whether what is raised is a number, and whether that is of a note.
func isNote(n *html.Node, depth int) (number, note bool) {
	words := strings.TrimSpace(textOf(n, depth))
	number = len(words) > 0 && len(words) <= 12 && !strings.ContainsFunc(words, func(r rune) bool {
		return !unicode.IsDigit(r) && !strings.ContainsRune("*†‡§,;–-+ ", r)
	})
	return number, number && has(n, atom.A, depth)
}

// ours adds a sign that is not the article's.
func (w *walker) ours(r rune, p place) {
	if w.space { // a blank before it is the article's
		w.put(' ', p)
		w.space = false
	}
	w.put(r, p)
	w.cur[len(w.cur)-1].at = ours
}

func (w *walker) list(n *html.Node, p place, depth int) {
	number, width := 0, 2
	if n.DataAtom == atom.Ol {
		number = 1
		if s, err := strconv.Atoi(attr(n, "start")); err == nil && s >= 0 && s < 1e6 {
			number = s
		}
		items := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				items++
			}
		}
		width = len(strconv.Itoa(number+items)) + 2
	}
	inner := p.into(indent{width: width})
	first := !p.inList
	inner.inList = true
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			w.walk(c, inner, depth+1)
			continue
		}
		w.flush()
		w.bullet = bullets[min(listDepth(inner), len(bullets))-1]
		if n.DataAtom == atom.Ol {
			w.bullet = strconv.Itoa(number) + ". "
			number++
		}
		w.tight, first = !first, false
		w.inline(c, inner, depth+1)
		w.flush()
		w.bullet = ""
	}
	w.tight = false
}

var bullets = []string{"• ", "◦ ", "▪ "}

func listDepth(p place) int {
	n := 0
	for _, i := range p.indent {
		if !i.bar {
			n++
		}
	}
	return max(1, n)
}

func (w *walker) link(n *html.Node) int16 {
	href := strings.TrimSpace(attr(n, "href"))
	text := strings.Join(strings.Fields(textOf(n, 0)), " ")
	if text == "" {
		text = w.pictured(n, 0)
	}
	return w.linkTo(href, text)
}

// pictured is what a link shows that has no words.
func (w *walker) pictured(n *html.Node, depth int) string {
	for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
		if c.DataAtom == atom.Img {
			return w.words.picture(attr(c, "alt"))
		}
		if words := w.pictured(c, depth+1); words != "" {
			return words
		}
	}
	return ""
}

func (w *walker) linkTo(href, text string) int16 {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return 0
	}
	if u.Fragment != "" && w.here != "" && pageURL(href) == w.here { // a place in this very article
		return 0
	}
	if id, ok := w.known[href]; ok {
		if l := &w.links[id-1]; l.Text == "" {
			l.Text = text
		}
		return id
	}
	if len(w.links) >= 2000 {
		return 0
	}
	w.links = append(w.links, Link{URL: href, Text: text})
	w.known[href] = int16(len(w.links))
	return int16(len(w.links))
}

// pageURL is an address without what leads to a place on its page or says where
// one came from.
func pageURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment, u.RawQuery, u.ForceQuery = "", "", "", false
	u.Path = strings.TrimSuffix(u.Path, "/")
	u.RawPath = ""
	return u.String()
}

func has(n *html.Node, a atom.Atom, depth int) bool {
	for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
		if c.DataAtom == a || has(c, a, depth+1) {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node, depth int) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.DataAtom == atom.Br {
		return "\n"
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil && depth < 500; c = c.NextSibling {
		b.WriteString(textOf(c, depth+1))
	}
	return b.String()
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Figure, atom.Figcaption, atom.Caption,
		atom.Dl, atom.Dt, atom.Dd, atom.Li, atom.Address, atom.Details, atom.Summary, atom.Tr, atom.Td, atom.Th,
		atom.Tbody, atom.Thead, atom.Tfoot, atom.Fieldset, atom.Form, atom.Body, atom.Html, atom.Center, atom.Hgroup:
		return true
	}
	return false
}
