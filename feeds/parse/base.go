package parse

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"lede/news"
)

// based resolves the relative links of an RSS entry's markup against the
// xml:base it was given. Without one they stay: the article's own page is a
// better base than the feed, and is known later.
func (c *converter) based(e *news.Entry, base string) {
	u := parseBase(base)
	if u == nil && base != "" && c.base != nil {
		if at, err := c.base.Parse(base); err == nil {
			u = at
		}
	}
	if u == nil || u.Host == "" {
		return
	}
	e.SummaryHTML = resolve(e.SummaryHTML, u)
	e.ContentHTML = resolve(e.ContentHTML, u)
}

// linking are attributes that hold an address.
var linking = words("href src cite data poster background longdesc usemap action")

// resolve makes the links of markup absolute and leaves all else as it is.
func resolve(markup string, base *url.URL) string {
	if !strings.ContainsRune(markup, '<') {
		return markup
	}
	var out strings.Builder
	out.Grow(len(markup) + 64)
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			out.Write(z.Raw())
			return out.String()
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			out.Write(z.Raw())
			continue
		}
		raw := string(z.Raw())
		token := z.Token()
		changed := false
		for i, a := range token.Attr {
			if !linking[a.Key] {
				continue
			}
			if u, err := base.Parse(strings.TrimSpace(a.Val)); err == nil && u.String() != a.Val {
				token.Attr[i].Val, changed = u.String(), true
			}
		}
		if changed {
			raw = token.String()
		}
		out.WriteString(raw)
	}
}
