package opml

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"lede/feeds/clean"
	"lede/news"
)

// Layout is how a list is arranged: the order of feeds and folders, folders without
// feeds, and what OPML has that lede has no use for. With it a list from elsewhere
// is written as it was read.
type Layout struct {
	Attrs []Pair    `json:"attrs,omitempty"` // of the opml element, but its version
	Head  []Pair    `json:"head,omitempty"`  // elements of the head, by name
	Body  []Outline `json:"body,omitempty"`
}

// Pair is a name and its value.
type Pair [2]string

// Outline is a feed, a folder, or something that is only kept.
type Outline struct {
	Attrs  []Pair    `json:"a,omitempty"` // as they were written; none: as lede writes them
	Feed   string    `json:"f,omitempty"` // the address of a feed
	Also   []string  `json:"c,omitempty"` // folders of the feed by its category
	Folder string    `json:"n,omitempty"` // the name of a folder, "A/B" for one within another
	Kept   bool      `json:"k,omitempty"` // neither: a link, or a feed that was refused
	Inner  []Outline `json:"i,omitempty"`
}

// Bounds of what is kept of a list; one that has more is a list of feeds all the same.
const (
	maxOutlines = 20_000
	maxAttrs    = 40       // of one outline
	maxValue    = 10 << 10 // bytes of one value
	maxLayout   = 2 << 20  // bytes of all, as they are stored
)

var (
	errLarge = errors.New("too large")
	nameOf   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?$`)
)

// Encode is a layout to be stored, "" for none; an error when it is too large.
func (l Layout) Encode() (string, error) {
	if len(l.Body) == 0 && len(l.Head) == 0 {
		return "", nil
	}
	b, err := json.Marshal(l)
	if err == nil && len(b) > maxLayout {
		err = errLarge
	}
	return string(b), err
}

// Decode reads what Encode made; what cannot be read is none.
func Decode(text string) Layout {
	var l Layout
	if json.Unmarshal([]byte(text), &l) != nil {
		return Layout{}
	}
	return l
}

// Arrange is the layout of feeds in their order.
func Arrange(feeds []news.Feed) Layout {
	var l Layout
	for _, f := range feeds {
		if len(f.Folders) == 0 {
			l.Body = append(l.Body, Outline{Feed: f.URL})
		}
		for _, folder := range f.Folders {
			at := &l.Body
			for name := range strings.SplitSeq(folder, "/") {
				i := slices.IndexFunc(*at, func(o Outline) bool { return o.Folder == name })
				if i < 0 {
					i = len(*at)
					*at = append(*at, Outline{Folder: name})
				}
				at = &(*at)[i].Inner
			}
			*at = append(*at, Outline{Feed: f.URL})
		}
	}
	return l
}

// Order is where each feed and each folder stands, by its address or path: the
// first of its places.
func (l Layout) Order() (feeds, folders map[string]int) {
	feeds, folders = map[string]int{}, map[string]int{}
	note := func(places map[string]int, name string) {
		if _, ok := places[name]; !ok && name != "" {
			places[name] = len(places)
		}
	}
	var walk func([]Outline, string)
	walk = func(outlines []Outline, path string) {
		for _, o := range outlines {
			at := path
			if o.Feed == "" && !o.Kept {
				at = within(path, o.Folder)
			}
			note(feeds, o.Feed)
			note(folders, at)
			for _, name := range o.Also {
				note(folders, name)
			}
			walk(o.Inner, at)
		}
	}
	walk(l.Body, "")
	return feeds, folders
}

// Merge puts a list that is read later behind this one; what both have stays where
// it is and is written as the later one has it.
func (l Layout) Merge(later Layout) Layout {
	if len(l.Body) == 0 {
		return later
	}
	l.Body = merge(l.Body, later.Body)
	for _, a := range later.Attrs {
		if !slices.ContainsFunc(l.Attrs, func(b Pair) bool { return a[0] == b[0] }) {
			l.Attrs = append(l.Attrs, a)
		}
	}
	return l
}

func merge(here, later []Outline) []Outline {
	here = slices.Clone(here)
	for _, o := range later {
		i := slices.IndexFunc(here, func(h Outline) bool {
			if o.Kept || h.Kept {
				return o.Kept == h.Kept && slices.Equal(o.Attrs, h.Attrs)
			}
			return h.Feed == o.Feed && h.Folder == o.Folder
		})
		if i < 0 {
			here = append(here, o)
			continue
		}
		if len(o.Attrs) > 0 {
			here[i].Attrs, here[i].Also = o.Attrs, o.Also
		}
		here[i].Inner = merge(here[i].Inner, o.Inner)
	}
	return here
}

// written are the attributes of an element as they stand there, prefixes included.
func written(attrs []xml.Attr, prefixes map[string]string) []Pair {
	var out []Pair
	for _, a := range attrs {
		name := a.Name.Local
		if space := a.Name.Space; space != "" {
			if p, ok := prefixes[space]; ok {
				space = p
			}
			name = space + ":" + name
		}
		if a.Name.Space == "xmlns" {
			prefixes[a.Value] = a.Name.Local
		}
		lines := strings.Split(a.Value, "\n")
		for i := range lines {
			lines[i] = strings.Map(visible, lines[i])
		}
		if value := strings.Join(lines, "\n"); nameOf.MatchString(name) && len(value) <= maxValue && len(out) < maxAttrs {
			out = append(out, Pair{name, value})
		}
	}
	return out
}

// visible drops what nobody sees, and keeps blanks as they are.
func visible(r rune) rune {
	if r == ' ' || r == '\t' || r == '\u00a0' || clean.Line("x"+string(r)+"x") == "x"+string(r)+"x" {
		return r
	}
	return -1
}

// folder is a folder while it is written.
type folder struct {
	outline Outline
	name    string
	items   []item
}

// item is one thing in a folder.
type item struct {
	feed  *news.Feed
	as    Outline
	inner *folder // of a folder; what stands below a feed or something that is kept
}

func (f *folder) sub(name string) *folder {
	for _, i := range f.items {
		if i.feed == nil && i.inner != nil && !i.as.Kept && i.inner.name == name {
			return i.inner
		}
	}
	s := &folder{name: name}
	f.items = append(f.items, item{inner: s, as: Outline{Folder: name}})
	return s
}

// at is the folder of a path below this one, made when it is not there. One that is
// called "A/B" is as good as B in A.
func (f *folder) at(path string) *folder {
	if path == "" {
		return f
	}
	for _, i := range f.items {
		if i.feed != nil || i.inner == nil || i.as.Kept {
			continue
		}
		if i.inner.name == path {
			return i.inner
		}
		if rest, ok := strings.CutPrefix(path, i.inner.name+"/"); ok && i.inner.name != "" {
			return i.inner.at(rest)
		}
	}
	name, rest, _ := strings.Cut(path, "/")
	if name == "" {
		return f.at(rest)
	}
	return f.sub(name).at(rest)
}

// placing puts feeds into a layout.
type placing struct {
	feeds map[string]*news.Feed
	left  map[string][]string // folders a feed is still to be put into, "" for none
}

// fill makes the items of outlines that stand in a folder.
func (p *placing) fill(to *folder, outlines []Outline, path string) {
	for _, o := range outlines {
		switch {
		case o.Feed != "":
			f := p.feeds[o.Feed]
			below := &folder{}
			p.fill(below, o.Inner, path)
			if f == nil || !p.take(o, path) {
				to.items = append(to.items, below.items...) // the feed is gone, what stood below it is not
				continue
			}
			to.items = append(to.items, item{feed: f, as: o, inner: below})
		case o.Kept:
			below := &folder{}
			p.fill(below, o.Inner, path)
			to.items = append(to.items, item{as: o, inner: below})
		default:
			f := &folder{name: o.Folder, outline: o}
			p.fill(f, o.Inner, within(path, o.Folder))
			to.items = append(to.items, item{as: o, inner: f})
		}
	}
}

func within(path, name string) string {
	switch {
	case path == "":
		return name
	case name == "":
		return path
	}
	return path + "/" + name
}

// take reports whether a feed stands in a folder, and that it need not be put there
// again.
func (p *placing) take(o Outline, path string) bool {
	left := p.left[o.Feed]
	if i := slices.Index(left, path); i >= 0 {
		p.left[o.Feed] = slices.Delete(left, i, i+1)
		return true
	}
	if path != "" || len(o.Also) == 0 {
		return false
	}
	for _, folder := range o.Also {
		if !slices.Contains(left, folder) {
			return false // its folders were changed: it is put where it is now
		}
	}
	p.left[o.Feed] = slices.DeleteFunc(left, func(s string) bool { return slices.Contains(o.Also, s) })
	return true
}

// WriteAs writes OPML 2.0 in a layout; feeds it does not know stand at the end of
// their folders. The built-in feed is left out.
func WriteAs(w io.Writer, feeds []news.Feed, l Layout) error {
	p := &placing{feeds: map[string]*news.Feed{}, left: map[string][]string{}}
	var order []string
	for _, f := range feeds {
		u, err := url.Parse(f.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		address := f.URL
		if u.User != nil {
			u.User = nil
			f.URL = u.String()
		}
		order = append(order, address)
		p.feeds[address] = &f
		p.left[address] = slices.Clone(f.Folders)
		if len(f.Folders) == 0 {
			p.left[address] = []string{""}
		}
	}
	root := &folder{}
	p.fill(root, l.Body, "")
	for _, address := range order {
		for _, path := range p.left[address] {
			to := root.at(path)
			added := item{feed: p.feeds[address], as: Outline{Feed: address}}
			// Feeds stand before folders, where nothing says otherwise.
			i := len(to.items)
			for len(l.Body) == 0 && i > 0 && to.items[i-1].feed == nil {
				i--
			}
			to.items = slices.Insert(to.items, i, added)
		}
	}
	b := bufio.NewWriter(w)
	_, _ = b.WriteString(xml.Header + `<opml version="2.0" xmlns:lede="` + namespace + `"`)
	for _, a := range l.Attrs {
		if a[0] != "version" && a[0] != "xmlns:lede" {
			attr(b, a[0], a[1], true)
		}
	}
	_, _ = b.WriteString(">\n  <head>\n")
	head := l.Head
	if len(head) == 0 {
		head = []Pair{{"title", "lede subscriptions"}}
	}
	for _, h := range head {
		_, _ = b.WriteString("    <" + h[0] + ">")
		_ = xml.EscapeText(b, []byte(h[1]))
		_, _ = b.WriteString("</" + h[0] + ">\n")
	}
	_, _ = b.WriteString("  </head>\n  <body>\n")
	root.write(b, "    ")
	_, _ = b.WriteString("  </body>\n</opml>\n")
	return b.Flush()
}

// write relies on bufio keeping the first error.
func (f *folder) write(b *bufio.Writer, indent string) {
	for _, i := range f.items {
		_, _ = b.WriteString(indent + "<outline")
		switch {
		case i.feed != nil:
			feedAttrs(b, *i.feed, i.as)
		case len(i.as.Attrs) > 0 || i.as.Kept:
			for _, a := range i.as.Attrs {
				attr(b, a[0], a[1], true)
			}
		default:
			attr(b, "text", i.inner.name, false)
			attr(b, "title", i.inner.name, false)
		}
		if i.inner == nil || (i.feed != nil || i.as.Kept) && len(i.inner.items) == 0 {
			_, _ = b.WriteString("/>\n")
			continue
		}
		_, _ = b.WriteString(">\n")
		i.inner.write(b, indent+"  ")
		_, _ = b.WriteString(indent + "</outline>\n")
	}
}

// feedAttrs writes a feed as it was read, but for what was changed since.
func feedAttrs(b *bufio.Writer, f news.Feed, as Outline) {
	if len(as.Attrs) == 0 {
		_, _ = b.WriteString(` type="rss"`)
		title := f.Title
		if title == "" {
			title = f.URL
		}
		attr(b, "text", title, false)
		attr(b, "title", f.Title, false)
		attr(b, "xmlUrl", f.URL, false)
		attr(b, "htmlUrl", f.SiteURL, false)
		attr(b, "description", f.Description, false)
		attr(b, "language", f.Language, false)
	}
	was := map[string]string{}
	for _, a := range as.Attrs {
		was[strings.ToLower(a[0])] = a[1]
	}
	called := was["title"]
	if clean.Title(called) == "" {
		called = was["text"]
	}
	renamed := f.Title != "" && f.Title != clean.Title(called) && f.Title != clean.Line(called)
	for _, a := range as.Attrs {
		switch key := strings.ToLower(a[0]); {
		case strings.HasPrefix(key, "lede:"):
		case renamed && (key == "text" || key == "title"):
			attr(b, a[0], f.Title, true)
		case key == "xmlurl", key == "url" && was["xmlurl"] == "":
			if same, err := Address(a[1]); err != nil || same != f.URL {
				a[1] = f.URL
			}
			attr(b, a[0], a[1], true)
		default:
			attr(b, a[0], a[1], true)
		}
	}
	if _, ok := was["text"]; renamed && !ok && len(as.Attrs) > 0 && was["title"] == "" {
		attr(b, "text", f.Title, false)
	}
	s := f.Settings
	if s.Interval > 0 {
		attr(b, "lede:interval", s.Interval.String(), false)
	}
	if s.FullText {
		attr(b, "lede:fullText", "true", false)
	}
	if s.Hidden {
		attr(b, "lede:hidden", "true", false)
	}
	attr(b, "lede:mute", strings.Join(s.Mute, "\n"), false)
}

// attr writes an attribute; an empty one only if it was there.
func attr(b *bufio.Writer, name, value string, empty bool) {
	if value == "" && !empty {
		return
	}
	_, _ = b.WriteString(" " + name + `="`)
	_ = xml.EscapeText(b, []byte(value))
	_ = b.WriteByte('"')
}
