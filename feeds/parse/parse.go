// Package parse turns the bytes of a feed into a news.Document: RSS 0.9x to
// 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. gofeed reads what is well
// formed; this package makes well formed what is not, and says in warnings what
// it had to do.
//
// Titles, names and links of a document are clean; its HTML is not.
package parse

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"lede/feeds/clean"
	"lede/news"
)

// NotFeedError says that a body is no feed, and what it is instead.
type NotFeedError struct {
	// Message is a sentence for people.
	Message string
	// Links are the feeds that a web page names.
	Links []Link
}

func (e *NotFeedError) Error() string { return e.Message }

// Parse reads a feed. contentType is the header as sent and may be empty;
// baseURL is where the body came from, relative links are resolved against it.
// It returns a *NotFeedError when there is no feed in the body.
func Parse(body []byte, contentType, baseURL string) (doc news.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = news.Document{}, fmt.Errorf("the feed could not be read: %v", r)
		}
	}()
	text, note := Decode(body, contentType)
	trimmed := strings.TrimLeft(text, " \t\r\n\ufeff\x00")
	switch {
	case trimmed == "":
		return doc, &NotFeedError{Message: "The address answered with nothing; a feed has at least a title."}
	case trimmed[0] == '{' || trimmed[0] == '[':
		doc, err = parseJSON(trimmed, baseURL)
	default:
		doc, err = parseXML(trimmed, baseURL)
	}
	if err != nil {
		return news.Document{}, err
	}
	if note != "" {
		doc.Warnings = append([]string{note}, doc.Warnings...)
	}
	return doc, nil
}

func parseXML(text, baseURL string) (news.Document, error) {
	feed, before, ok := fragment(text)
	if !ok || isPage(before) {
		return news.Document{}, notFeed(text, baseURL)
	}
	m := newMender(feed)
	m.run()
	warnings := m.warnings()
	if before != "" {
		warnings = append([]string{"Text before the feed was skipped."}, warnings...)
	}
	var doc news.Document
	var err error
	if name := strings.ToLower(root.FindStringSubmatch(feed)[1]); strings.HasSuffix(name, "feed") || strings.HasSuffix(name, "entry") {
		doc, err = parseAtom(&m.out, baseURL)
	} else {
		doc, err = parseRSS(&m.out, m.aside, baseURL)
		if m.marked || errors.Is(err, errMisplaced) {
			m = newMender(feed)
			m.whole = true
			m.run()
			doc, err = parseRSS(&m.out, nil, baseURL)
		}
	}
	if err != nil {
		return doc, fmt.Errorf("the feed is damaged beyond repair: %w", err)
	}
	if doc.Title == "" && doc.Link == "" && doc.Language == "" && doc.Description == "" && len(doc.Entries) == 0 && len(warnings) > 0 {
		return doc, errors.New("the feed is damaged: it has neither a title nor a complete entry")
	}
	doc.Warnings = append(warnings, doc.Warnings...)
	return doc, nil
}

// errMisplaced: a text that was kept aside has no place among those gofeed read.
var errMisplaced = errors.New("a text found no place")

// parseRSS reads mended RSS, of which some texts were kept aside.
func parseRSS(xml io.Reader, aside []string, baseURL string) (news.Document, error) {
	native, err := (&rss.Parser{}).Parse(xml)
	if err != nil {
		return news.Document{}, err
	}
	if !putBack(native, aside) {
		return news.Document{}, errMisplaced
	}
	feed, err := (&gofeed.DefaultRSSTranslator{DisableContentImageScan: true}).Translate(native)
	if err != nil {
		return news.Document{}, err
	}
	c := newConverter(feed, baseURL)
	doc := c.document()
	doc.TTL = ttl(native.TTL, feed.Extensions)
	doc.SkipHours = skipHours(native.SkipHours)
	doc.SkipDays = skipDays(native.SkipDays)
	for i, item := range feed.Items {
		e := c.entry(item)
		if g := native.Items[i].GUID; g != nil {
			e.GUID = clean.Line(g.Value)
			permalink := !strings.EqualFold(strings.TrimSpace(g.IsPermalink), "false")
			if link, ok := clean.URL(g.Value, nil); ok && permalink {
				e.GUIDIsLink = true
				if e.Link == "" {
					e.Link = link
				}
			}
		}
		c.about(&e, first(item.Extensions, ours, "about"))
		e.Comments = c.link(native.Items[i].Comments)
		c.based(&e, first(item.Extensions, ours, "base"))
		doc.Entries = append(doc.Entries, e)
	}
	return doc, nil
}

// about takes the identity that RDF gives an item.
func (c *converter) about(e *news.Entry, about string) {
	if e.GUID == "" {
		e.GUID = clean.Line(about)
	}
	if link, ok := clean.URL(about, nil); ok && e.Link == "" {
		e.Link, e.GUIDIsLink = link, true
	}
}

func parseAtom(xml io.Reader, baseURL string) (news.Document, error) {
	native, err := (&atom.Parser{}).Parse(xml)
	if err != nil {
		return news.Document{}, err
	}
	for _, e := range native.Entries {
		preferPages(e.Links)
	}
	preferPages(native.Links)
	feed, err := (&gofeed.DefaultAtomTranslator{}).Translate(native)
	if err != nil {
		return news.Document{}, err
	}
	c := newConverter(feed, baseURL)
	doc := c.document()
	doc.Format = "atom"
	doc.TTL = ttl("", feed.Extensions)
	for i, item := range feed.Items {
		e := c.entry(item)
		raw := native.Entries[i]
		for _, l := range raw.Links {
			if l.Rel == "replies" && e.Comments == "" {
				e.Comments = c.link(l.Href)
			}
		}
		if raw.Content != nil && raw.Content.Value == "" && raw.Content.Src != "" && e.Link == "" {
			e.Link = c.link(raw.Content.Src)
		}
		if link, ok := clean.URL(e.GUID, nil); ok && e.Link == "" {
			e.Link = link
		}
		e.GUIDIsLink = e.GUID != "" && e.GUID == e.Link
		if len(raw.Authors) == 0 && raw.Source != nil && len(raw.Source.Authors) > 0 {
			e.Authors = nil
			for _, p := range raw.Source.Authors {
				e.Authors = append(e.Authors, c.authors([]*gofeed.Person{{Name: p.Name, Email: p.Email}})...)
			}
		}
		if len(e.Authors) == 0 {
			e.Authors = c.authors(feed.Authors)
		}
		doc.Entries = append(doc.Entries, e)
	}
	return doc, nil
}

// preferPages names relations as Atom does when they are written as addresses,
// and puts web pages before other alternates.
func preferPages(links []*atom.Link) {
	for _, l := range links {
		l.Rel = strings.TrimPrefix(l.Rel, "http://www.iana.org/assignments/relation/")
	}
	rank := func(l *atom.Link) int {
		switch {
		case l.Rel != "alternate":
			return 0
		case l.Type == "" || strings.Contains(l.Type, "html"):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(links, func(a, b *atom.Link) int { return rank(a) - rank(b) })
}

// notFeed says what a body is that is no feed.
func notFeed(text, baseURL string) error {
	start := strings.ToLower(text[:min(len(text), 8192)])
	switch {
	case isPage(start):
		links := pageLinks(text, baseURL)
		if len(links) == 0 {
			return &NotFeedError{Message: "This is a web page, not a feed, and it names no feed."}
		}
		urls := make([]string, 0, 3)
		for _, l := range links[:min(len(links), 3)] {
			urls = append(urls, l.URL)
		}
		return &NotFeedError{
			Message: "This is a web page, not a feed. It names " + count(len(links), "feed", "feeds") + ": " + strings.Join(urls, ", ") + ".",
			Links:   links,
		}
	case strings.Contains(start, "<opml"):
		return &NotFeedError{Message: "This is an OPML list of feeds, not a feed; import it instead."}
	case strings.Contains(start, "<urlset"), strings.Contains(start, "<sitemapindex"):
		return &NotFeedError{Message: "This is a sitemap for search engines, not a feed."}
	case strings.HasPrefix(start, "<"):
		return &NotFeedError{Message: "This is XML, but neither RSS nor Atom."}
	case strings.HasPrefix(start, "%pdf"):
		return &NotFeedError{Message: "This is a PDF document, not a feed."}
	}
	return &NotFeedError{Message: "This is no feed: it is neither RSS, nor Atom, nor JSON Feed."}
}

// isPage reports whether text begins like a web page.
func isPage(text string) bool {
	start := strings.ToLower(text[:min(len(text), 8192)])
	return strings.Contains(start, "<!doctype html") || strings.Contains(start, "<html") ||
		strings.Contains(start, "<head>") || strings.Contains(start, "<body")
}

func parseBase(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}
