// Package opml reads and writes lists of subscriptions: OPML 1 and 2; it reads
// those of nom and goread, too. Those of newsboat are in feeds/newsboat.
//
// Nested folders are paths such as "News/Tech". What Write writes Read reads
// as it was, settings included; names and passwords in addresses are not
// written.
package opml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/feeds/clean"
	"lede/feeds/parse"
	"lede/news"
)

const (
	maxFile  = 32 << 20 // bytes of a list
	maxDepth = 32       // of folders
	// namespace of what OPML has no word for.
	namespace = "urn:lede:opml"
)

// Read reads OPML. Feeds come in the order of the file, each once, with all
// the folders it stands in. Warnings are sentences about what was left out.
func Read(r io.Reader) ([]news.Feed, []string, error) {
	feeds, _, warnings, err := ReadAs(r)
	return feeds, warnings, err
}

// Write writes OPML 2.0. The built-in feed is left out.
func Write(w io.Writer, feeds []news.Feed) error { return WriteAs(w, feeds, Layout{}) }

// ReadAs is Read with how the list is arranged, for [WriteAs].
func ReadAs(r io.Reader) ([]news.Feed, Layout, []string, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, Layout{}, nil, fmt.Errorf("the list cannot be read: %w", err)
	}
	if len(body) > maxFile {
		return nil, Layout{}, nil, fmt.Errorf("the list is larger than %d MB; no list of feeds is", maxFile>>20)
	}
	text, note := parse.Decode(body, "")
	mended, warnings, ok := parse.Mend(text, "opml")
	if !ok {
		if mended, warnings, ok = parse.Mend(text, "body"); !ok {
			return nil, Layout{}, nil, errors.New("this is no OPML file: it has no <opml> element")
		}
	}
	if note != "" {
		warnings = append(warnings, note)
	}
	l := list{warnings: warnings, index: map[string]int{}, line: clean.Title, prefixes: map[string]string{}}
	if strings.Contains(mended[:min(len(mended), 1000)], namespace) {
		l.line = clean.Line // of our own writing: nothing in it is markup
	}
	err = l.read(mended)
	if strings.Contains(text, "<!--") { // gone from what was mended
		l.warnings = append(l.warnings, "The comments in the list are not kept.")
	}
	if _, large := l.layout.Encode(); large != nil || l.outlines > maxOutlines {
		l.layout = Layout{}
		l.warnings = append(l.warnings, "The list is too large for its order, its empty folders and what else it says to be kept.")
	}
	return l.feeds, l.layout, l.warnings, err
}

// list collects feeds, each once.
type list struct {
	feeds    []news.Feed
	warnings []string
	index    map[string]int
	line     func(string) string // cleans a title

	layout   Layout
	prefixes map[string]string // by the names they stand for
	outlines int
}

func (l *list) add(f news.Feed) {
	if i, ok := l.index[f.URL]; ok {
		for _, folder := range f.Folders {
			if !slices.Contains(l.feeds[i].Folders, folder) {
				l.feeds[i].Folders = append(l.feeds[i].Folders, folder)
			}
		}
		return
	}
	l.index[f.URL] = len(l.feeds)
	l.feeds = append(l.feeds, f)
}

func (l *list) read(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	var path []string // names of open outlines, "" for feeds
	open := []*[]Outline{&l.layout.Body}
	var head string // the element of the head that is open
	inHead := false
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			if len(l.feeds) > 0 {
				l.warnings = append(l.warnings, "The end of the list cannot be read: "+err.Error()+".")
				return nil
			}
			return fmt.Errorf("the list cannot be read: %w", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch name := strings.ToLower(t.Name.Local); {
			case name == "outline":
				o := Outline{Attrs: written(t.Attr, l.prefixes)}
				path = append(path, l.outline(t, path, &o))
				if l.outlines++; l.outlines > maxOutlines {
					continue // the feeds are taken, their order is not
				}
				in := open[min(len(path), len(open))-1]
				*in = append(*in, o)
				open = append(open[:min(len(path), len(open))], &(*in)[len(*in)-1].Inner)
			case name == "opml":
				l.layout.Attrs = written(t.Attr, l.prefixes)
			case name == "head":
				inHead = true
			case inHead && head == "" && nameOf.MatchString(t.Name.Local) && len(l.layout.Head) < maxAttrs:
				head = t.Name.Local
				l.layout.Head = append(l.layout.Head, Pair{head, ""})
			}
		case xml.CharData:
			if n := len(l.layout.Head); head != "" && n > 0 && len(t) <= maxValue {
				l.layout.Head[n-1][1] += strings.Map(visible, string(t))
			}
		case xml.EndElement:
			switch name := strings.ToLower(t.Name.Local); {
			case name == "outline" && len(path) > 0:
				path = path[:len(path)-1]
			case name == "head":
				inHead, head = false, ""
			case t.Name.Local == head:
				// Mending has put the text of elements into its own form.
				at := &l.layout.Head[len(l.layout.Head)-1]
				at[1], head = strings.TrimSpace(html.UnescapeString(at[1])), ""
			}
		}
	}
}

// outline takes one outline, says in o what it is, and returns its name when it is a
// folder.
func (l *list) outline(t xml.StartElement, open []string, o *Outline) string {
	a := map[string]string{}
	for _, attr := range t.Attr {
		key := strings.ToLower(attr.Name.Local)
		if attr.Name.Space == namespace || attr.Name.Space == "lede" {
			key = "lede:" + key
		}
		a[key] = attr.Value
	}
	title := l.line(a["title"])
	if title == "" {
		title = l.line(a["text"])
	}
	raw := a["xmlurl"]
	if raw == "" && (strings.EqualFold(a["type"], "rss") || strings.EqualFold(a["type"], "atom")) {
		raw = a["url"]
	}
	if raw == "" {
		if kind := strings.ToLower(a["type"]); kind == "link" || kind == "include" {
			l.warnings = append(l.warnings, fmt.Sprintf("%q is a link and not a feed; it was left out.", title))
			o.Kept = true
		}
		if len(open) >= maxDepth {
			return ""
		}
		name := path(title)
		if !o.Kept {
			o.Folder = name
		}
		return name
	}
	address, err := Address(raw)
	if err != nil {
		l.warnings = append(l.warnings, fmt.Sprintf("%q was left out: %v.", title, err))
		o.Kept = true
		return ""
	}
	if title == raw { // written so because there was none
		title = ""
	}
	f := news.Feed{URL: address, Title: title, Description: clean.Line(a["description"]), Language: clean.Line(a["language"])}
	if site, ok := clean.URL(a["htmlurl"], nil); ok {
		f.SiteURL = site
	}
	if folder := join(open); folder != "" {
		f.Folders = []string{folder}
	}
	if len(f.Folders) == 0 { // a list without folders may have said them so
		for name := range strings.SplitSeq(a["category"], ",") {
			if name = path(name); name != "" && !slices.Contains(f.Folders, name) {
				f.Folders = append(f.Folders, name)
			}
		}
		o.Also = f.Folders
	}
	o.Feed = address
	f.Settings = settings(a)
	l.add(f)
	return ""
}

func join(names []string) string {
	named := slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" })
	return strings.Join(named, "/")
}

// path is the name of a folder, or of one within another, as lede keeps it.
func path(name string) string {
	var parts []string
	for part := range strings.SplitSeq(name, "/") {
		if part = clean.Line(part); part != "" && len(parts) < maxDepth {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}

func settings(a map[string]string) news.FeedSettings {
	var s news.FeedSettings
	if d, err := time.ParseDuration(a["lede:interval"]); err == nil && d > 0 {
		s.Interval = d
	}
	s.FullText = a["lede:fulltext"] == "true"
	s.Hidden = a["lede:hidden"] == "true"
	for q := range strings.SplitSeq(a["lede:mute"], "\n") {
		if q = clean.Line(q); q != "" {
			s.Mute = append(s.Mute, q)
		}
	}
	return s
}

// Address checks the address of a feed; it keeps what it does not refuse as it
// was written, a password too.
func Address(raw string) (string, error) {
	raw = strings.TrimSpace(raw)
	for _, prefix := range []string{"feed://", "feed:"} {
		if rest, ok := strings.CutPrefix(raw, prefix); ok {
			if raw = rest; !strings.Contains(raw, "://") {
				raw = "https://" + raw
			}
			break
		}
	}
	u, err := url.Parse(raw)
	if err == nil && clean.Line(raw) != raw {
		err = errors.New("signs nobody sees")
	}
	switch {
	case err != nil:
		return "", fmt.Errorf("%.100q is not an address", raw)
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%.100q is not a web address; only http: and https: feeds are fetched", clean.Line(raw))
	case u.Host == "":
		return "", fmt.Errorf("%.100q names no host", raw)
	}
	return raw, nil
}
