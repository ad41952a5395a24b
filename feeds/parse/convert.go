package parse

import (
	"cmp"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"lede/feeds/clean"
	"lede/news"
)

// converter makes a news.Document of what gofeed read.
type converter struct {
	feed *gofeed.Feed
	base *url.URL // of relative links, may be nil
}

func newConverter(feed *gofeed.Feed, baseURL string) *converter {
	c := &converter{feed: feed, base: parseBase(baseURL)}
	if c.base == nil {
		c.base = parseBase(feed.Link)
	}
	if c.base == nil {
		c.base = parseBase(feed.FeedLink)
	}
	return c
}

// ampersands undoes what was escaped twice; no other reference is one in an
// address ("&copy=1").
var ampersands = strings.NewReplacer("&amp;", "&", "&#38;", "&", "&#038;", "&")

// link cleans and resolves a link, "" when it is none.
func (c *converter) link(raw string) string {
	raw = ampersands.Replace(strings.TrimSpace(raw))
	u, ok := clean.URL(raw, c.base)
	if !ok {
		return ""
	}
	return u
}

func (c *converter) document() news.Document {
	f := c.feed
	updated := date(f.UpdatedParsed, f.Updated)
	if updated.IsZero() {
		updated, _ = Date(first(f.Extensions, "atom", "updated"))
	}
	if updated.IsZero() {
		updated = date(f.PublishedParsed, f.Published)
	}
	return news.Document{
		Format:      f.FeedType,
		Version:     clean.Line(f.FeedVersion),
		Title:       clean.Title(f.Title),
		Description: clean.Title(f.Description),
		Link:        c.link(f.Link),
		FeedURL:     c.link(f.FeedLink),
		Language:    clean.Line(f.Language),
		Updated:     updated,
		Entries:     make([]news.Entry, 0, len(f.Items)),
	}
}

// date takes gofeed's reading of a date, else ours. Zero when there is none.
func date(parsed *time.Time, raw string) time.Time {
	if t, ok := Date(raw); ok {
		return t
	}
	if parsed != nil && parsed.Year() > 1900 && parsed.Year() < 2200 {
		return parsed.UTC()
	}
	return time.Time{}
}

func (c *converter) entry(item *gofeed.Item) news.Entry {
	x := item.Extensions
	e := news.Entry{
		GUID:        clean.Line(cmp.Or(item.GUID, first(x, "atom", "id"), first(x, "dc", "identifier"))),
		Title:       clean.Title(cmp.Or(item.Title, first(x, "atom", "title"), first(x, "itunes", "title"))),
		Authors:     c.authors(item.Authors),
		Published:   date(item.PublishedParsed, item.Published),
		Updated:     date(item.UpdatedParsed, item.Updated),
		SummaryHTML: item.Description,
		ContentHTML: cmp.Or(item.Content, first(x, ours, "body")),
		Language:    clean.Line(cmp.Or(first(x, "dc", "language"), first(x, ours, "language"))),
	}
	c.names(&e, x["dc"])
	e.Link = c.link(first(x, "feedburner", "origLink"))
	for _, l := range append([]string{item.Link}, item.Links...) {
		if e.Link == "" && strings.TrimSpace(l) != "" {
			e.Link = c.link(l)
		}
	}
	if e.Link == "" {
		e.Link = c.link(atomLink(x, "alternate"))
	}
	c.dates(&e, x)
	for _, cat := range item.Categories {
		if cat = clean.Title(cat); cat != "" && !slices.Contains(e.Categories, cat) && len(e.Categories) < 50 {
			e.Categories = append(e.Categories, cat)
		}
	}
	if item.DublinCoreExt != nil && len(item.DublinCoreExt.Language) > 0 {
		e.Language = clean.Line(item.DublinCoreExt.Language[0])
	}
	if item.Image != nil {
		e.Image = c.link(item.Image.URL)
	}
	for _, enc := range item.Enclosures {
		c.enclose(&e, enc.URL, enc.Type, enc.Length)
	}
	for _, l := range x["atom"]["link"] {
		if l.Attrs["rel"] == "enclosure" {
			c.enclose(&e, l.Attrs["href"], l.Attrs["type"], l.Attrs["length"])
		}
	}
	c.media(&e, x["media"], 0)
	return e
}

// names are all authors when Dublin Core names several, or names the only one.
func (c *converter) names(e *news.Entry, dc map[string][]ext.Extension) {
	var people []*gofeed.Person
	for _, creator := range dc["creator"] {
		people = append(people, &gofeed.Person{Name: creator.Value})
	}
	if len(people) == 0 {
		return
	}
	if all := c.authors(people); len(e.Authors) == 0 || len(e.Authors) == 1 && slices.Contains(all, e.Authors[0]) {
		e.Authors = all
	}
}

// dates looks in the extensions for those an entry has not.
func (c *converter) dates(e *news.Entry, x ext.Extensions) {
	for _, place := range [][2]string{
		{"dcterms", "issued"}, {"dcterms", "created"}, {"dcterms", "available"}, {"dcterms", "date"}, {"dc", "date"},
	} {
		if !e.Published.IsZero() {
			break
		}
		e.Published, _ = Date(first(x, place[0], place[1]))
	}
	if e.Updated.IsZero() {
		e.Updated, _ = Date(first(x, "dcterms", "modified"))
	}
}

// address at the end of a name: "Ann Onym <ann@a.example>".
var address = regexp.MustCompile(`^(.*\S)\s*[<(\[]\s*(?:mailto:)?[^<>()\[\]@\s]+@[^<>()\[\]@\s]+\s*[>)\]]$`)

var nameElement = regexp.MustCompile(`(?is)<(?:[a-z]+:)?name>(.*?)</`)

// authors are the names of people, else their addresses.
func (c *converter) authors(people []*gofeed.Person) []string {
	var out []string
	for _, p := range people {
		if p == nil {
			continue
		}
		raw := html.UnescapeString(cmp.Or(p.Name, p.Email))
		if m := nameElement.FindStringSubmatch(raw); m != nil { // Atom's way, in RSS
			raw = m[1]
		}
		if m := address.FindStringSubmatch(strings.TrimSpace(raw)); m != nil {
			raw = m[1]
		}
		if name := clean.Title(raw); name != "" && !slices.Contains(out, name) && len(out) < 20 {
			out = append(out, name)
		}
	}
	return out
}

func (c *converter) enclose(e *news.Entry, rawURL, mediaType, length string) {
	u := c.link(rawURL)
	if u == "" || len(e.Enclosures) >= 50 {
		return
	}
	for _, known := range e.Enclosures {
		if known.URL == u {
			return
		}
	}
	n, err := strconv.ParseInt(strings.TrimSpace(length), 10, 64)
	if err != nil || n < 0 {
		n = 0
	}
	e.Enclosures = append(e.Enclosures, news.Enclosure{URL: u, Type: clean.Line(mediaType), Length: n})
}

// media reads Media RSS, also inside its groups.
func (c *converter) media(e *news.Entry, media map[string][]ext.Extension, depth int) {
	if media == nil || depth > 2 {
		return
	}
	for _, m := range media["content"] {
		mediaType := m.Attrs["type"]
		if m.Attrs["medium"] == "image" || strings.HasPrefix(mediaType, "image/") {
			if e.Image == "" {
				e.Image = c.link(m.Attrs["url"])
			}
		} else if m.Attrs["url"] != "" {
			c.enclose(e, m.Attrs["url"], mediaType, m.Attrs["fileSize"])
		}
		c.media(e, m.Children, depth+1)
	}
	for _, m := range media["thumbnail"] {
		if e.Image == "" {
			e.Image = c.link(m.Attrs["url"])
		}
	}
	if d := media["description"]; len(d) > 0 && e.ContentHTML == "" && e.SummaryHTML == "" {
		e.SummaryHTML = d[0].Value
		if d[0].Attrs["type"] != "html" && !strings.Contains(d[0].Value, "<") {
			e.SummaryHTML = paragraphs(d[0].Value)
		}
	}
	if t := media["title"]; len(t) > 0 && e.Title == "" {
		e.Title = clean.Title(t[0].Value)
	}
	for _, g := range media["group"] {
		c.media(e, g.Children, depth+1)
	}
}

// paragraphs makes HTML of plain text.
func paragraphs(text string) string {
	var out strings.Builder
	for p := range strings.SplitSeq(clean.Text(text), "\n\n") {
		out.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>") + "</p>")
	}
	return out.String()
}

func first(exts ext.Extensions, space, name string) string {
	if e := exts[space][name]; len(e) > 0 {
		return e[0].Value
	}
	return ""
}

func atomLink(exts ext.Extensions, rel string) string {
	for _, space := range []string{"atom", "atom10", "atom03"} {
		for _, l := range exts[space]["link"] {
			if r := l.Attrs["rel"]; r == rel || r == "" && rel == "alternate" {
				return l.Attrs["href"]
			}
		}
	}
	return ""
}

// ttl is how long a feed asks to be left alone: RSS ttl in minutes, or the
// syndication module's period and frequency.
func ttl(minutes string, exts ext.Extensions) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(minutes)); err == nil && n > 0 && n < 1_000_000 {
		return time.Duration(n) * time.Minute
	}
	period := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
	}[strings.ToLower(strings.TrimSpace(first(exts, "sy", "updatePeriod")))]
	if n, err := strconv.Atoi(strings.TrimSpace(first(exts, "sy", "updateFrequency"))); err == nil && n > 0 {
		period /= time.Duration(n)
	}
	return period
}

func skipHours(raw []string) []int {
	var out []int
	for _, s := range raw {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if n == 24 { // RSS 0.91 counts from 1
			n = 0
		}
		if err == nil && n >= 0 && n < 24 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

func skipDays(raw []string) []time.Weekday {
	var out []time.Weekday
	for _, s := range raw {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if strings.EqualFold(strings.TrimSpace(s), d.String()) && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	slices.Sort(out)
	return out
}
