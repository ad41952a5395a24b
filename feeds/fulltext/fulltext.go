// Package fulltext finds the article on a web page: its words without the menus,
// boxes and prompts around them, by readability and then feeds/clean.
package fulltext

import (
	"bytes"
	_ "embed" // the words of paywalls
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"lede/feeds/clean"
	"lede/feeds/parse"
	"lede/news"
)

//go:embed data/paywalls.txt
var paywallFile string

const (
	maxPage     = 4 << 20 // bytes of markup that are looked at
	maxElements = 60_000
	// paidText is how many characters a page that is not free hardly has when
	// only its beginning was sent.
	paidText = 3000
	// fewWords is how many bytes an article hardly has.
	fewWords = 500
)

// Page is an article as found on a web page; everything in it is clean.
type Page struct {
	Title     string
	Byline    string
	Published time.Time // UTC, zero when the page does not say
	Site      string
	Language  string // as the page says, may be empty
	Image     string // the lead picture
	URL       string // canonical, else where it was fetched
	HTML      string
	Text      string
	Blocks    []news.Block
	// Truncated: a paywall hides the rest.
	Truncated bool
}

// Extract finds the article in page, which came from pageURL. A page without
// an article is an error.
func Extract(page []byte, contentType, pageURL string) (out Page, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = Page{}, fmt.Errorf("the page could not be read: %v", r)
		}
	}()
	text, _ := parse.Decode(page, contentType)
	if len(text) > maxPage {
		text = strings.ToValidUTF8(text[:maxPage], "")
	}
	base, err := url.Parse(pageURL)
	if err != nil || base.Host == "" {
		base = &url.URL{Scheme: "https", Host: "page.invalid", Path: "/"}
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		// Nested deeper than any page: take all its words.
		return bare(text, base)
	}
	out.URL = canonical(doc, base)
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	parser.AllowedVideoRegex = players
	article, err := parser.ParseAndMutate(doc, base)
	if err != nil || article.Node == nil {
		return bare(text, base)
	}
	prune(article.Node)
	var rendered bytes.Buffer
	if err := article.RenderHTML(&rendered); err != nil {
		return bare(text, base)
	}
	body := clean.HTML(rendered.String(), base)
	if len(body.Text) < fewWords {
		body = fuller(body, text, base)
	}
	out.HTML, out.Text, out.Blocks = body.HTML, body.Text, body.Blocks
	out.Title = clean.Title(article.Title())
	out.Byline = byline(article.Byline())
	out.Site = clean.Title(article.SiteName())
	out.Language = clean.Line(article.Language())
	if t, err := article.PublishedTime(); err == nil {
		out.Published = t.UTC()
	}
	if u, ok := clean.URL(article.ImageURL(), base); ok {
		out.Image = u
	} else {
		out.Image = body.Image
	}
	if out.Text == "" {
		return Page{}, errNoArticle
	}
	out.Truncated = paywalled(text, out)
	return out, nil
}

// fuller looks once more when hardly a word was found: at the element that is
// named as the article, then at the main one.
func fuller(found clean.Body, page string, base *url.URL) clean.Body {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return found
	}
	places := make([]*html.Node, 2)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for i, name := range []string{"article", "main"} {
			if places[i] == nil && n.Data == name {
				places[i] = n
			}
		}
	}
	for _, n := range places {
		var rendered bytes.Buffer
		if n == nil || html.Render(&rendered, n) != nil {
			continue
		}
		if body := clean.HTML(rendered.String(), base); len(body.Text) >= 2*max(len(found.Text), 100) {
			return body
		}
	}
	return found
}

// players are the frames that stay in an article although frames are mostly
// furniture.
var players = regexp.MustCompile(`(?i)//([a-z0-9-]+\.)*(dailymotion\.com|youtube\.com|youtube-nocookie\.com|vimeo\.com|bilibili\.com|twitch\.tv|ted\.com|brightcove\.net|jwplayer\.com|jwplatform\.com|ultimedia\.com|digiteka\.net|wistia\.(com|net)|archive\.org|upload\.wikimedia\.org|arte\.tv|ina\.fr|soundcloud\.com|spotify\.com|podcasts\.apple\.com|acast\.com|ausha\.co|audioboom\.com|podbean\.com|buzzsprout\.com|simplecast\.com|megaphone\.fm|libsyn\.com|omny\.fm|deezer\.com|spreaker\.com|transistor\.fm|audiomeans\.fr|radiofrance\.fr|bandcamp\.com|datawrapper\.de|dwcdn\.net|flourish\.studio)/`)

var errNoArticle = errors.New("no article was found on the page; it may need a browser")

// bare is the page without the art of finding the article on it.
func bare(text string, base *url.URL) (Page, error) {
	body := clean.HTML(text, base)
	if utf8.RuneCountInString(body.Text) < 200 {
		return Page{}, errNoArticle
	}
	return Page{URL: base.String(), HTML: body.HTML, Text: body.Text, Blocks: body.Blocks, Image: body.Image}, nil
}

// canonical is the address the page gives itself, when that is on its own host.
func canonical(doc *html.Node, base *url.URL) string {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "link" {
			continue
		}
		var rel, href string
		for _, a := range n.Attr {
			switch a.Key {
			case "rel":
				rel = strings.ToLower(a.Val)
			case "href":
				href = a.Val
			}
		}
		if rel != "canonical" {
			continue
		}
		if clean, ok := clean.URL(href, base); ok {
			if u, err := url.Parse(clean); err == nil && strings.EqualFold(u.Host, base.Host) {
				return clean
			}
		}
	}
	if base.Host == "page.invalid" {
		return ""
	}
	u, _ := clean.URL(base.String(), nil)
	return u
}

var by = regexp.MustCompile(`(?i)^(?:by|par|von|por|di|door)[\s:\x{A0}]+`)

// byline is a name, without the "By" before it.
func byline(s string) string {
	s = clean.Title(s)
	return by.ReplaceAllString(s, "")
}

var notFree = regexp.MustCompile(`(?i)"isAccessibleForFree"\s*:\s*"?false`)

// paywalled reports whether the page holds only the beginning of its article.
func paywalled(page string, p Page) bool {
	n := utf8.RuneCountInString(p.Text)
	if n < paidText && notFree.MatchString(page) {
		return true
	}
	if n > 3*paidText {
		return false
	}
	tail := strings.ToLower(p.Text[max(0, len(p.Text)-500):])
	tail = strings.ReplaceAll(tail, "’", "'")
	for line := range strings.SplitSeq(paywallFile, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && strings.Contains(tail, line) {
			return true
		}
	}
	return false
}
