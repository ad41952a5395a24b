package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/feeds/clean"
	"lede/news"
)

const (
	maxTitle = 90  // bytes of a title made of the first words
	maxGUID  = 512 // bytes; longer ones are hashed
	// tellingText is how many bytes of text tell an article from all others.
	tellingText = 200
)

// Articles makes articles of a document's entries: cleaned, dated, with an
// identity each. They are in the order of the document and have no ID yet.
func Articles(doc news.Document, feed news.Feed, now time.Time) []news.Article {
	articles := make([]news.Article, 0, len(doc.Entries))
	seen := map[string]int{}
	for i, e := range doc.Entries {
		a := article(e, doc, feed, now)
		if a.Published.IsZero() {
			// Entries without dates keep the order of their feed.
			a.Published = now.Add(-time.Duration(min(i, 1000)) * time.Millisecond)
		}
		if a.Updated.Before(a.Published) {
			a.Updated = a.Published
		}
		seen[a.GUID]++
		articles = append(articles, a)
	}
	articles = distinct(articles, seen)
	shared(articles)
	return articles
}

// shared says of each article what it is known by. An address that several
// have, as in a list of releases, or the front page, tells none of them apart;
// nor do few words under a title that returns every day, unless they have one
// date.
func shared(articles []news.Article) {
	urls := make(map[string]int, len(articles))
	for i := range articles {
		urls[articles[i].URL]++
	}
	for i := range articles {
		a := &articles[i]
		known := a.Identity()
		if u, err := url.Parse(a.URL); urls[a.URL] > 1 || err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" {
			known.URL = ""
		}
		if len(a.Text) < tellingText && !strings.HasPrefix(a.GUID, "print:") {
			known.Print = ""
			if dated(a) {
				known.Print = hash([]byte(a.Print + a.Published.UTC().Format(time.RFC3339)))
			}
		}
		if known != a.Identity() {
			a.Known = known
		}
	}
}

// dated reports whether an article has a date of its own.
func dated(a *news.Article) bool { return a.Published.Before(a.Fetched.Add(-2 * time.Second)) }

func article(e news.Entry, doc news.Document, feed news.Feed, now time.Time) news.Article {
	base := baseOf(e.Link, doc.Link, doc.FeedURL, feed.SiteURL, feed.URL)
	body := entryBody(e, base)
	a := news.Article{
		FeedID:     feed.ID,
		Title:      clean.Title(e.Title),
		Fetched:    now,
		Published:  e.Published,
		Updated:    e.Updated,
		Language:   language(e.Language, doc.Language, feed.Language),
		HTML:       body.HTML,
		Text:       body.Text,
		Blocks:     body.Blocks,
		Image:      body.Image,
		Truncated:  truncated(body, e),
		Enclosures: enclosures(e.Enclosures, base),
	}
	if a.Published.IsZero() {
		a.Published = e.Updated
	}
	if a.Published.After(now) {
		a.Published = now
	}
	if a.Updated.After(now) {
		a.Updated = now
	}
	if u, ok := clean.URL(e.Link, base); ok {
		a.URL = clean.Canonical(u)
	}
	if u, ok := clean.URL(e.Comments, base); ok {
		a.Comments = u
	}
	if u, ok := clean.URL(e.Image, base); ok {
		a.Image = u
	}
	for _, name := range e.Authors {
		if name = clean.Line(name); name != "" {
			a.Authors = append(a.Authors, name)
		}
	}
	for _, c := range e.Categories {
		if c = clean.Line(c); c != "" {
			a.Categories = append(a.Categories, c)
		}
	}
	if a.Title == "" {
		a.Title = titleOf(body, a.URL, doc.Title)
	}
	a.Print = Print(a.Title, a.Text)
	switch a.GUID = clean.Line(e.GUID); {
	case a.GUID == "" && a.URL != "":
		a.GUID = a.URL
	case a.GUID == "":
		a.GUID = "print:" + a.Print
	case len(a.GUID) > maxGUID:
		a.GUID = "hash:" + hash([]byte(a.GUID))
	}
	return a
}

// distinct gives entries that share a GUID one of their own, by their link or
// their content, and drops those that are the same in all.
func distinct(articles []news.Article, seen map[string]int) []news.Article {
	known := map[string]string{} // content prints by GUID
	out := articles[:0]
	for _, a := range articles {
		if seen[a.GUID] > 1 {
			own := a.URL
			if own == "" || own == a.GUID {
				own = a.Print
			}
			a.GUID += "#" + own
			if other, ok := known[a.GUID]; ok && other != a.Print {
				a.GUID += "#" + a.Print
			}
			if _, ok := known[a.GUID]; ok {
				continue
			}
		}
		known[a.GUID] = a.Print
		out = append(out, a)
	}
	return out
}

// Print is the content print of an article: a hash over title and text that
// changes when a reader would see a change.
func Print(title, text string) string {
	b := make([]byte, 0, len(title)+1+len(text))
	b = append(clean.AppendSpaced(b, title), 0)
	return hash(clean.AppendSpaced(b, text))
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// entryBody cleans the fuller of content and summary.
func entryBody(e news.Entry, base *url.URL) clean.Body {
	body := clean.HTML(markup(e.ContentHTML), base)
	if len(body.Text) >= shortText || strings.TrimSpace(e.SummaryHTML) == "" {
		return body
	}
	if summary := clean.HTML(markup(e.SummaryHTML), base); len(summary.Text) > len(body.Text) {
		if summary.Image == "" {
			summary.Image = body.Image
		}
		return summary
	}
	return body
}

var (
	anyTag     = regexp.MustCompile(`<[a-zA-Z/!]`)
	escapedTag = regexp.MustCompile(`(?i)&lt;/?(p|br|a|div|img|strong|em|b|i|ul|li|h[1-6]|blockquote|span)(\s[^&<]*|\s[^<]*?)?/?&gt;`)
)

// markup undoes what feeds do to HTML: markup that was escaped twice, and plain
// text whose paragraphs are empty lines.
func markup(raw string) string {
	if anyTag.MatchString(raw) {
		return raw
	}
	if len(escapedTag.FindAllStringIndex(raw, 2)) == 2 {
		return html.UnescapeString(raw)
	}
	trimmed := strings.TrimSpace(raw)
	if !strings.Contains(trimmed, "\n\n") && !strings.Contains(trimmed, "\r\n\r\n") {
		return raw
	}
	var out strings.Builder
	for p := range strings.SplitSeq(strings.ReplaceAll(trimmed, "\r\n", "\n"), "\n\n") {
		out.WriteString("<p>")
		out.WriteString(strings.ReplaceAll(strings.TrimSpace(p), "\n", "<br>"))
		out.WriteString("</p>")
	}
	return out.String()
}

// slugs makes words of the end of an address.
var slugs = strings.NewReplacer("-", " ", "_", " ", ".html", "")

// titleOf makes a title for an article without one: its first words, else the
// end of its address, else the name of its feed.
func titleOf(body clean.Body, link, feedTitle string) string {
	text := body.Text
	if len(body.Blocks) > 0 {
		text = body.Blocks[0].Of(body.Text)
	}
	if line, _, _ := strings.Cut(text, "\n"); strings.TrimSpace(line) != "" {
		return firstWords(clean.Line(line))
	}
	if u, err := url.Parse(link); err == nil {
		if last := strings.Trim(u.Path[strings.LastIndexByte(strings.TrimSuffix(u.Path, "/"), '/')+1:], "/"); last != "" {
			return firstWords(clean.Line(slugs.Replace(last)))
		}
		if u.Host != "" {
			return u.Host
		}
	}
	if feedTitle != "" {
		return feedTitle
	}
	return "—"
}

// firstWords cuts a line to the length of a title, at the end of a sentence
// when one is near, else between two words.
func firstWords(line string) string {
	for i, r := range line {
		if i > 30 && i <= maxTitle && (r == '.' || r == '!' || r == '?') {
			if rest := line[i+1:]; rest == "" || rest[0] == ' ' {
				return line[:i+1]
			}
		}
	}
	if len(line) <= maxTitle {
		return line
	}
	cut := strings.LastIndexByte(line[:maxTitle], ' ')
	if cut < maxTitle/3 {
		for cut = maxTitle; cut > 0 && !utf8.RuneStart(line[cut]); {
			cut--
		}
	}
	return strings.TrimRightFunc(line[:cut], func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == ':' }) + "…"
}

func enclosures(in []news.Enclosure, base *url.URL) []news.Enclosure {
	var out []news.Enclosure
	for _, e := range in {
		if u, ok := clean.URL(e.URL, base); ok {
			out = append(out, news.Enclosure{URL: u, Type: clean.Line(e.Type), Length: max(e.Length, 0)})
		}
	}
	return out
}

// baseOf is the first absolute web address of candidates.
func baseOf(candidates ...string) *url.URL {
	for _, c := range candidates {
		if u, err := url.Parse(c); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
			return u
		}
	}
	return nil
}

// language is the first plausible language tag of candidates, such as "fr" or
// "en-GB".
func language(candidates ...string) string {
	for _, c := range candidates {
		c = strings.ReplaceAll(strings.TrimSpace(c), "_", "-")
		primary, _, _ := strings.Cut(c, "-")
		if len(primary) < 2 || len(primary) > 3 || len(c) > 20 {
			continue
		}
		if strings.Trim(strings.ToLower(c), "abcdefghijklmnopqrstuvwxyz0123456789-") == "" {
			return c
		}
	}
	return ""
}
