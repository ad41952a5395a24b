package clean

import (
	"strings"
)

// start handles a start tag.
func (w *walker) start(t *token) {
	name := t.name
	if w.inPre() && !inlineKept[name] {
		w.startInPre(name)
		return
	}
	switch {
	case name == "br":
		w.lineBreak()
	case name == "hr":
		w.leavePhrasing()
		w.apart()
		w.rule = len(w.stack) == 0 && len(w.htm) > 0
	case name == "img":
		w.picture(t)
	case name == "q":
		w.openQuote()
	case name == "strike":
		w.openInline(inline{name: "s", open: "<s>"})
	case name == "tt":
		w.openInline(inline{name: "code", open: "<code>"})
	case name == "a":
		w.openLink(t)
	case name == "time":
		w.openInline(inline{name: name, open: "<time" + line(t, "datetime", 64) + ">"})
	case name == "abbr":
		w.openInline(inline{name: name, open: "<abbr" + line(t, "title", 200) + ">"})
	case name == "code" && language(t) != "":
		w.openInline(inline{name: name, open: "<code" + attribute("class", language(t)) + ">"})
	case inlineKept[name]:
		w.openInline(inline{name: name, open: "<" + name + ">"})
	case blocky[name]:
		w.boundary()
	default:
		w.startContainer(t)
	}
}

// line writes an attribute that is one short line.
func line(t *token, name string, longest int) string {
	v := Line(head(t.get(name), longest))
	if v == "" {
		return ""
	}
	return attribute(name, v)
}

// startInPre: inside preformatted text every block is a line.
func (w *walker) startInPre(name string) {
	switch name {
	case "br":
		w.preText("\n")
	case "p", "div", "tr", "li", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre":
		w.boundary()
	}
}

// startContainer handles the start tags of kept containers.
func (w *walker) startContainer(t *token) {
	name := t.name
	switch name {
	case "p":
		switch top := w.top().name; {
		case isHeading(top), top == "figcaption", top == "caption", top == "dt":
			w.boundary()
			return
		}
		fallthrough
	case "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "table", "figure", "aside", "dl", "pre":
		w.openBlock(name, "")
	case "ol":
		w.openBlock(name, number(t, "start", 100000))
	case "li":
		if i := w.find(" td th table blockquote figure aside ", "ul", "ol"); i >= 0 {
			w.popTo(i + 1)
		} else {
			w.openBlock("ul", "")
			w.imply("ul")
		}
		w.item(name, "")
	case "dt", "dd":
		if i := w.find(" td th table blockquote figure aside ul ol ", "dl"); i >= 0 {
			w.popTo(i + 1)
		} else {
			w.openBlock("dl", "")
			w.imply("dl")
		}
		w.item(name, "")
	case "caption", "thead", "tbody", "tfoot":
		if i := w.find("", "table"); i >= 0 {
			w.popTo(i + 1)
			w.item(name, "")
		}
	case "tr":
		if i := w.find("", "table", "thead", "tbody", "tfoot"); i >= 0 {
			w.popTo(i + 1)
			w.item(name, "")
		} else {
			w.boundary()
		}
	case "td", "th":
		w.cell(t)
	case "figcaption":
		if w.find("", "figure") < 0 {
			w.openBlock("p", "")
			return
		}
		w.popTo(w.find("", "figure") + 1)
		w.item(name, "")
	}
}

// imply marks the list just opened as one nobody wrote.
func (w *walker) imply(name string) {
	if top := w.top(); top.name == name {
		top.implied = true
	}
}

// item opens a container in the place its parent has made.
func (w *walker) item(name, attrs string) {
	w.apart()
	w.push(name, attrs, false)
}

func (w *walker) cell(t *token) {
	i := w.find("", "table")
	if i < 0 {
		w.boundary()
		return
	}
	row := w.find(" table ", "tr")
	if row < 0 {
		if j := w.find(" table ", "thead", "tbody", "tfoot"); j > i {
			i = j
		}
		w.popTo(i + 1)
		w.item("tr", "")
		row = len(w.stack) - 1
	}
	w.popTo(row + 1)
	w.apart()
	if w.inRow(row) {
		w.tabs++
	}
	w.push(t.name, number(t, "colspan", 100)+number(t, "rowspan", 1000), false)
}

// leavePhrasing closes containers that hold no blocks.
func (w *walker) leavePhrasing() {
	for len(w.stack) > 0 && phrasing(w.top().name) {
		w.popTo(len(w.stack) - 1)
	}
}

// openBlock opens a block-level container where one may stand.
func (w *walker) openBlock(name, attrs string) {
	w.leavePhrasing()
	switch w.top().name {
	case "dt", "caption", "figcaption":
		w.popTo(len(w.stack) - 1)
	}
	w.apart()
	for {
		top := w.top()
		c := child(top.name)
		if c == "" || c == "p" || len(w.stack) >= maxDepth {
			break
		}
		if top.implied && top.name != "tr" && top.name != "tbody" {
			w.popTo(len(w.stack) - 1)
			continue
		}
		w.push(c, "", true)
	}
	w.push(name, attrs, false)
}

// end handles an end tag.
func (w *walker) end(name string) {
	if w.over[name] > 0 {
		w.over[name]--
		w.boundary()
		return
	}
	switch name {
	case "br": // </br>, as browsers do
		w.lineBreak()
		return
	case "q":
		w.closeQuote()
		return
	case "strike":
		name = "s"
	case "tt":
		name = "code"
	}
	if inlineKept[name] {
		w.endInline(name)
		return
	}
	if blocky[name] {
		w.boundary()
		return
	}
	i := -1
	switch {
	case isHeading(name):
		i = w.find(" td th li blockquote table figure aside ", "h1", "h2", "h3", "h4", "h5", "h6")
	case name == "p":
		i = w.find(" td th li dd blockquote table figure aside figcaption caption dt h1 h2 h3 h4 h5 h6 ", "p")
		if i < 0 && len(w.stack) > 0 {
			w.boundary()
		}
	case name == "li":
		i = w.find(" ul ol td th table blockquote ", "li")
	case name == "dt", name == "dd":
		i = w.find(" dl td th table blockquote ", name)
	case name == "td", name == "th":
		i = w.find(" table ", "td", "th")
	case name == "tr", name == "thead", name == "tbody", name == "tfoot", name == "caption":
		i = w.find(" table ", name)
	case name == "table":
		i = w.find("", name)
	case name == "ul", name == "ol", name == "dl", name == "blockquote", name == "pre",
		name == "figure", name == "figcaption", name == "aside":
		i = w.find(" td th ", name)
	}
	if i >= 0 {
		w.popTo(i)
	}
}

// lineBreak is a <br>. Two of them are what people without a paragraph key
// type for a paragraph.
func (w *walker) lineBreak() {
	if w.inPre() {
		w.preText("\n")
		return
	}
	w.filter.reset()
	if !w.inside {
		return
	}
	w.breaks++
	if w.breaks >= 2 && w.top().name == "p" {
		w.popTo(len(w.stack) - 1)
	}
}

// language is the class that names the language of code.
func language(t *token) string {
	for c := range strings.FieldsSeq(t.get("class")) {
		lang, ok := strings.CutPrefix(c, "language-")
		if !ok {
			lang, ok = strings.CutPrefix(c, "lang-")
		}
		if ok && lang != "" && len(lang) <= 20 && strings.Trim(strings.ToLower(lang), "abcdefghijklmnopqrstuvwxyz0123456789+#-") == "" {
			return "language-" + strings.ToLower(lang)
		}
	}
	return ""
}

// preText takes preformatted text: white space counts.
func (w *walker) preText(s string) {
	fresh := !w.inside || !w.stack[w.find("", "pre")].written
	if w.breaks > 0 && !fresh { // a block inside the preformatted text began or ended
		w.breaks = 0
		if w.txt[len(w.txt)-1] != '\n' {
			s = "\n" + s
		}
	}
	w.buf = w.filter.append(w.buf[:0], s)
	b := w.buf
	if len(b) == 0 || w.backlink(b) {
		return
	}
	if fresh {
		// Leading empty lines are dropped, the indentation of the first line is not.
		i := 0
		for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t') {
			i++
		}
		if i == len(b) {
			return
		}
		b = b[lastNewline(b[:i])+1:]
		w.begin()
	} else {
		w.openInlines()
	}
	for len(b) > 0 {
		i := 0
		for i < len(b) && b[i] != '\t' {
			i++
		}
		if i > 0 {
			w.write(b[:i])
		}
		if i < len(b) {
			w.write([]byte("    "))
			i++
		}
		b = b[i:]
	}
}

func lastNewline(b []byte) int {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == '\n' {
			return i
		}
	}
	return -1
}
