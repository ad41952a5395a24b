package parse

import (
	"strings"

	"golang.org/x/net/html"

	"lede/feeds/clean"
)

// Link is a feed that a web page names.
type Link struct {
	URL    string
	Title  string // may be empty
	Format string // rss, atom, json
}

// maxFeedLinks bounds what is offered of one page.
const maxFeedLinks = 20

// Links finds the feeds that a web page names in its head: <link
// rel="alternate"> of a feed's media type, first of all those of the site's own
// articles, last those of comments.
func Links(page []byte, contentType, pageURL string) []Link {
	text, _ := Decode(page, contentType)
	return pageLinks(text, pageURL)
}

func pageLinks(text, pageURL string) []Link {
	base := parseBase(pageURL)
	var links, comments []Link
	seen := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(1 << 20)
	for n := 0; n < 20_000 && len(links) < maxFeedLinks; n++ {
		tt := z.Next()
		if tt == html.ErrorToken {
			break
		}
		if tt != html.StartTagToken && tt != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		tag := string(name)
		if tag != "link" && tag != "base" || !more {
			continue
		}
		attr := map[string]string{}
		for i := 0; more && i < maxAttributes; i++ {
			var k, v []byte
			k, v, more = z.TagAttr()
			attr[string(k)] = string(v)
		}
		if tag == "base" {
			if href, ok := clean.URL(attr["href"], base); ok {
				base = parseBase(href)
			}
			continue
		}
		format := feedFormat(attr["type"])
		rel := " " + strings.ToLower(attr["rel"]) + " "
		if format == "" || !strings.Contains(rel, " alternate ") && !strings.Contains(rel, " feed ") {
			continue
		}
		href, ok := clean.URL(attr["href"], base)
		if !ok || seen[href] {
			continue
		}
		seen[href] = true
		l := Link{URL: href, Title: clean.Line(attr["title"]), Format: format}
		if lower := strings.ToLower(l.Title + l.URL); strings.Contains(lower, "comment") {
			comments = append(comments, l)
		} else {
			links = append(links, l)
		}
	}
	return append(links, comments...)
}

func feedFormat(mediaType string) string {
	mediaType, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(mediaType)), ";")
	switch strings.TrimSpace(mediaType) {
	case "application/rss+xml", "application/rdf+xml", "text/xml", "application/xml", "text/rss+xml", "application/x-rss+xml":
		return "rss"
	case "application/atom+xml":
		return "atom"
	case "application/feed+json":
		return "json"
	}
	return ""
}
