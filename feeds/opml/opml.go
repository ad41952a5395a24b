// Package opml reads and writes lists of subscriptions: OPML 1 and 2; it reads
// those of nom and goread, too. Those of newsboat are in feeds/newsboat.
//
// Nested folders are paths such as "News/Tech". What Write writes Read reads
// as it was, settings included; names and passwords in addresses are not
// written.
package opml

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
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
	body, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("the list cannot be read: %w", err)
	}
	if len(body) > maxFile {
		return nil, nil, fmt.Errorf("the list is larger than %d MB; no list of feeds is", maxFile>>20)
	}
	text, note := parse.Decode(body, "")
	mended, warnings, ok := parse.Mend(text, "opml")
	if !ok {
		if mended, warnings, ok = parse.Mend(text, "body"); !ok {
			return nil, nil, errors.New("this is no OPML file: it has no <opml> element")
		}
	}
	if note != "" {
		warnings = append(warnings, note)
	}
	l := list{warnings: warnings, index: map[string]int{}, line: clean.Title}
	if strings.Contains(mended[:min(len(mended), 1000)], namespace) {
		l.line = clean.Line // of our own writing: nothing in it is markup
	}
	err = l.read(mended)
	return l.feeds, l.warnings, err
}

// list collects feeds, each once.
type list struct {
	feeds    []news.Feed
	warnings []string
	index    map[string]int
	line     func(string) string // cleans a title
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
			if strings.EqualFold(t.Name.Local, "outline") {
				path = append(path, l.outline(t, path))
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") && len(path) > 0 {
				path = path[:len(path)-1]
			}
		}
	}
}

// outline takes one outline and returns its name when it is a folder.
func (l *list) outline(t xml.StartElement, open []string) string {
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
		}
		if len(open) >= maxDepth {
			return ""
		}
		return path(title)
	}
	address, err := Address(raw)
	if err != nil {
		l.warnings = append(l.warnings, fmt.Sprintf("%q was left out: %v.", title, err))
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
	for name := range strings.SplitSeq(a["category"], ",") {
		if name = path(name); name != "" && !slices.Contains(f.Folders, name) {
			f.Folders = append(f.Folders, name)
		}
	}
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

// folder is a folder while it is written.
type folder struct {
	name    string
	feeds   []news.Feed
	folders []*folder
}

func (f *folder) sub(name string) *folder {
	for _, s := range f.folders {
		if s.name == name {
			return s
		}
	}
	s := &folder{name: name}
	f.folders = append(f.folders, s)
	return s
}

// Write writes OPML 2.0. The built-in feed is left out.
func Write(w io.Writer, feeds []news.Feed) error {
	root := &folder{}
	for _, f := range feeds {
		u, err := url.Parse(f.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			continue
		}
		if u.User != nil {
			u.User = nil
			f.URL = u.String()
		}
		if len(f.Folders) == 0 {
			root.feeds = append(root.feeds, f)
		}
		for _, path := range f.Folders {
			at := root
			for name := range strings.SplitSeq(path, "/") {
				if name != "" {
					at = at.sub(name)
				}
			}
			at.feeds = append(at.feeds, f)
		}
	}
	b := bufio.NewWriter(w)
	_, _ = b.WriteString(xml.Header + `<opml version="2.0" xmlns:lede="` + namespace + `">` + "\n  <head>\n    <title>lede subscriptions</title>\n  </head>\n  <body>\n")
	root.write(b, "    ")
	_, _ = b.WriteString("  </body>\n</opml>\n")
	return b.Flush()
}

// write relies on bufio keeping the first error.
func (f *folder) write(b *bufio.Writer, indent string) {
	for _, feed := range f.feeds {
		_, _ = b.WriteString(indent + "<outline type=\"rss\"")
		title := feed.Title
		if title == "" {
			title = feed.URL
		}
		attr(b, "text", title)
		attr(b, "title", feed.Title)
		attr(b, "xmlUrl", feed.URL)
		attr(b, "htmlUrl", feed.SiteURL)
		attr(b, "description", feed.Description)
		attr(b, "language", feed.Language)
		s := feed.Settings
		if s.Interval > 0 {
			attr(b, "lede:interval", s.Interval.String())
		}
		if s.FullText {
			attr(b, "lede:fullText", "true")
		}
		if s.Hidden {
			attr(b, "lede:hidden", "true")
		}
		attr(b, "lede:mute", strings.Join(s.Mute, "\n"))
		_, _ = b.WriteString("/>\n")
	}
	for _, sub := range f.folders {
		_, _ = b.WriteString(indent + "<outline")
		attr(b, "text", sub.name)
		attr(b, "title", sub.name)
		_, _ = b.WriteString(">\n")
		sub.write(b, indent+"  ")
		_, _ = b.WriteString(indent + "</outline>\n")
	}
}

func attr(b *bufio.Writer, name, value string) {
	if value == "" {
		return
	}
	_, _ = b.WriteString(" " + name + `="`)
	_ = xml.EscapeText(b, []byte(value))
	_ = b.WriteByte('"')
}
