package parse

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	jsonfeed "github.com/mmcdole/gofeed/json"

	"lede/feeds/clean"
	"lede/news"

	"github.com/mmcdole/gofeed"
)

func parseJSON(text, baseURL string) (news.Document, error) {
	repaired, cut := mendJSON(text)
	feed, err := (&jsonfeed.Parser{}).Parse(strings.NewReader(repaired))
	if err != nil && cut > 0 {
		repaired = repaired[:cut] + "]}"
		feed, err = (&jsonfeed.Parser{}).Parse(strings.NewReader(repaired))
		if err == nil {
			doc := jsonDocument(feed, baseURL)
			note := Truncated
			if len(doc.Entries) >= maxEntries {
				note = TooMany
			}
			doc.Warnings = append(doc.Warnings, note)
			return doc, nil
		}
	}
	if err != nil {
		if loose, ok := loosened(repaired); ok {
			feed, err = (&jsonfeed.Parser{}).Parse(strings.NewReader(loose))
		}
	}
	if err != nil {
		if !strings.Contains(text[:min(len(text), 4096)], "jsonfeed.org") {
			return news.Document{}, &NotFeedError{Message: "This is neither RSS, nor Atom, nor a JSON Feed."}
		}
		return news.Document{}, fmt.Errorf("the JSON Feed cannot be read: %w", err)
	}
	if feed.Items == nil && !strings.Contains(feed.Version, "jsonfeed.org") {
		return news.Document{}, &NotFeedError{Message: "This is JSON, but not a JSON Feed."}
	}
	return jsonDocument(feed, baseURL), nil
}

func jsonDocument(feed *jsonfeed.Feed, baseURL string) news.Document {
	c := newConverter(&gofeed.Feed{Link: feed.HomePageURL, FeedLink: feed.FeedURL}, baseURL)
	doc := news.Document{
		Format:      "json",
		Version:     clean.Line(feed.Version[strings.LastIndexByte(feed.Version, '/')+1:]),
		Title:       clean.Line(feed.Title),
		Description: clean.Line(feed.Description),
		Link:        c.link(feed.HomePageURL),
		FeedURL:     c.link(feed.FeedURL),
		Language:    clean.Line(feed.Language),
		Entries:     make([]news.Entry, 0, len(feed.Items)),
	}
	shared := names(append(feed.Authors, feed.Author))
	for _, it := range feed.Items {
		if it == nil {
			continue
		}
		doc.Entries = append(doc.Entries, c.jsonEntry(it, shared))
	}
	return doc
}

func (c *converter) jsonEntry(it *jsonfeed.Item, shared []string) news.Entry {
	e := news.Entry{
		GUID:        clean.Line(it.ID),
		Title:       clean.Line(it.Title),
		Link:        c.link(it.URL),
		Authors:     names(append(it.Authors, it.Author)),
		ContentHTML: it.ContentHTML,
		Image:       c.link(it.Image),
		Language:    clean.Line(it.Language),
	}
	e.Published, _ = Date(it.DatePublished)
	e.Updated, _ = Date(it.DateModified)
	if e.Link == "" {
		e.Link = c.link(it.ExternalURL)
	}
	if e.Link == "" {
		e.Link = c.link(it.ID)
	}
	e.GUIDIsLink = e.GUID != "" && e.GUID == e.Link
	if e.ContentHTML == "" && it.ContentText != "" {
		e.ContentHTML = paragraphs(it.ContentText)
	}
	if it.Summary != "" {
		e.SummaryHTML = html.EscapeString(it.Summary)
	}
	if e.Image == "" {
		e.Image = c.link(it.BannerImage)
	}
	if len(e.Authors) == 0 {
		e.Authors = shared
	}
	for _, tag := range it.Tags[:min(len(it.Tags), 50)] {
		if tag = clean.Line(tag); tag != "" {
			e.Categories = append(e.Categories, tag)
		}
	}
	if it.Attachments != nil {
		for _, a := range *it.Attachments {
			c.enclose(&e, a.URL, a.MimeType, fmt.Sprint(a.SizeInBytes))
		}
	}
	return e
}

func names(authors []*jsonfeed.Author) []string {
	var out []string
	for _, a := range authors {
		if a == nil {
			continue
		}
		name := clean.Line(a.Name)
		if name == "" {
			name = clean.Line(a.URL)
		}
		if name != "" && (len(out) == 0 || out[len(out)-1] != name) && len(out) < 20 {
			out = append(out, name)
		}
	}
	return out
}

// mendJSON escapes control characters in strings and drops commas before
// closing brackets. cut is how far the result is good when the rest is broken:
// the end of the last complete entry, 0 for none.
func mendJSON(s string) (repaired string, cut int) {
	var out strings.Builder
	out.Grow(len(s))
	depth, inString := 0, false
	entries := 0
	pending := false // a comma was read and not yet written
	for i := 0; i < len(s); i++ {
		c := s[i]
		if inString {
			switch {
			case c == '\\' && i+1 < len(s):
				out.WriteByte(c)
				i++
				c = s[i]
			case c == '"':
				inString = false
			case c < 0x20:
				quoted, _ := json.Marshal(string(rune(c)))
				out.Write(quoted[1 : len(quoted)-1])
				continue
			}
			out.WriteByte(c)
			continue
		}
		if pending && !space(c) {
			if c != ']' && c != '}' {
				out.WriteByte(',')
			}
			pending = false
		}
		switch c {
		case '"':
			inString = true
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case ',':
			pending = true
			continue
		}
		out.WriteByte(c)
		if c == '}' && depth == 2 {
			cut = out.Len()
			if entries++; entries >= maxEntries {
				break
			}
		}
		if depth == 0 && (c == '}' || c == ']') {
			break
		}
	}
	return out.String(), cut
}

// loosened gives the members of a JSON Feed the types they should have: a word
// for a list of one, an object for a list of one, and nothing for what cannot
// be what it should be. ok is false when s is no JSON.
func loosened(s string) (string, bool) {
	var feed map[string]any
	if json.Unmarshal([]byte(s), &feed) != nil {
		return "", false
	}
	retype(feed)
	items, _ := feed["items"].([]any)
	kept := items[:0]
	for _, it := range items {
		if item, ok := it.(map[string]any); ok {
			retype(item)
			kept = append(kept, item)
		}
	}
	feed["items"] = kept
	out, err := json.Marshal(feed)
	return string(out), err == nil
}

func retype(m map[string]any) {
	for name, v := range m {
		switch name {
		case "id", "expired", "items":
		case "tags":
			var tags []any
			for _, t := range listOf(v) {
				if s, ok := t.(string); ok {
					tags = append(tags, s)
				}
			}
			m[name] = tags
		case "authors", "attachments":
			m[name] = objects(name, listOf(v))
		case "author":
			if list := objects(name, listOf(v)); len(list) > 0 {
				m[name] = list[0]
			} else {
				delete(m, name)
			}
		default:
			if _, ok := v.(string); !ok {
				delete(m, name)
			}
		}
	}
}

func listOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// objects keeps objects; a word where an author stands is a name.
func objects(name string, list []any) []any {
	out := []any{}
	for _, v := range list {
		switch v := v.(type) {
		case string:
			if name != "attachments" {
				out = append(out, map[string]any{"name": v})
			}
		case map[string]any:
			for k, field := range v {
				_, isText := field.(string)
				if _, isNumber := field.(float64); !isText && !(isNumber && strings.Contains(k, "_in_")) {
					delete(v, k)
				}
			}
			out = append(out, v)
		}
	}
	return out
}
