package clean

import (
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// token is one piece of markup, with what lookahead found out about it.
type token struct {
	kind html.TokenType // TextToken, StartTagToken, EndTagToken
	name string         // lower case
	text string         // decoded
	attr []html.Attribute
	// match is the index of the end tag of a start tag, 0 when there is none.
	match int
}

// Bounds of what is kept of hostile markup.
const (
	maxAttrs  = 32
	maxTokens = 400_000
)

// tokenize splits markup into tokens, in the place that is given; comments and
// doctypes are gone.
func tokenize(toks []token, raw string) []token {
	z := html.NewTokenizer(strings.NewReader(raw))
	z.SetMaxBuf(maxRaw + 1)
	open := map[string][]int{}
	for len(toks) < maxTokens {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) && len(toks) == 0 {
				return nil
			}
			return toks
		case html.TextToken:
			toks = append(toks, token{kind: html.TextToken, text: string(z.Text())})
		case html.StartTagToken, html.SelfClosingTagToken:
			b, more := z.TagName()
			name := tagName(b)
			t := token{kind: html.StartTagToken, name: name}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if len(t.attr) < maxAttrs && wanted(string(k)) {
					t.attr = append(t.attr, html.Attribute{Key: string(k), Val: string(v)})
				}
			}
			closed := tt == html.SelfClosingTagToken
			if closed || name == "noscript" || name == "plaintext" || name == "xmp" {
				// XHTML closes <script/> and <iframe/>, HTML's rules would
				// swallow all that follows.
				z.NextIsNotRawText()
			}
			toks = append(toks, t)
			switch {
			case void[name]:
			case closed:
				toks[len(toks)-1].match = len(toks)
				toks = append(toks, token{kind: html.EndTagToken, name: name})
			default:
				open[name] = append(open[name], len(toks)-1)
			}
		case html.EndTagToken:
			b, _ := z.TagName()
			name := tagName(b)
			if o := open[name]; len(o) > 0 {
				toks[o[len(o)-1]].match = len(toks)
				open[name] = o[:len(o)-1]
			}
			toks = append(toks, token{kind: html.EndTagToken, name: name})
		}
	}
	return toks
}

// tagName bounds the names that are remembered.
func tagName(b []byte) string {
	if len(b) > 20 {
		return "unknown"
	}
	if name, ok := usual[string(b)]; ok {
		return name
	}
	return string(b)
}

// usual are the names that most tags have.
var usual = func() map[string]string {
	names := map[string]string{}
	for _, name := range strings.Fields("p br a em strong b i u div span img h1 h2 h3 h4 ul ol li blockquote figure figcaption table tr td th pre code hr") {
		names[name] = name
	}
	return names
}()

func wanted(key string) bool {
	switch key {
	case "href", "src", "srcset", "alt", "width", "height", "style", "class", "id", "hidden", "colspan", "rowspan",
		"start", "datetime", "title", "data-src", "data-original", "data-lazy-src", "data-srcset", "rel",
		"type", "data", "name", "value", "videoid", "data-videoid", "aria-label":
		return true
	}
	return false
}

func (t *token) get(key string) string {
	for i := range t.attr {
		if t.attr[i].Key == key {
			return t.attr[i].Val
		}
	}
	return ""
}

func (t *token) has(key string) bool {
	for i := range t.attr {
		if t.attr[i].Key == key {
			return true
		}
	}
	return false
}

// sets makes a set of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	void = set("area base br col embed hr img input link meta param source track wbr keygen frame basefont bgsound")
	// dropped go with all that is in them.
	dropped = set(`script style form svg nav button noscript noembed noframes applet
		canvas select textarea template head title dialog datalist map menu progress meter frameset`)
	// blocky tags are not kept, but text before and after them is apart.
	blocky = set("div section article main header footer address center body html fieldset legend hgroup search details summary")
	// inlineKept are kept around text.
	inlineKept = set("a em strong b i u sub sup cite del ins s abbr time code kbd samp var mark small dfn")
)

// junk reports whether an element is furniture: hidden, or a share bar. small
// tells whether there is little text in it; a share bar has little.
func junk(t *token, small func() bool) bool {
	if t.name == "code" || t.name == "pre" {
		return false
	}
	if t.has("hidden") {
		return true
	}
	if style := t.get("style"); style != "" {
		style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
		if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
			return true
		}
	}
	class := t.get("class")
	if id := t.get("id"); id != "" {
		class += " " + id
	}
	if class == "" {
		return false
	}
	class = strings.ToLower(class)
	for word := range strings.FieldsSeq(class) {
		switch word {
		case "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "linenos", "gutter", "lineno":
			return true
		}
	}
	for _, mark := range shareMarks {
		if i := strings.Index(class, mark); i >= 0 && edge(class, i-1) && edge(class, i+len(mark)) {
			return small()
		}
	}
	return false
}

func edge(s string, i int) bool {
	return i < 0 || i >= len(s) || s[i] == ' ' || s[i] == '-' || s[i] == '_'
}

// shareMarks are class names of share bars, follow buttons and feed flare.
var shareMarks = []string{
	"share", "shares", "sharing", "sharedaddy", "addtoany", "addthis", "feedflare", "jp-relatedposts", "social-icons",
	"social-links", "social-share", "social-media", "social-buttons", "wp-block-buttons", "post-tags", "outbrain",
	"taboola", "simplefavorite", "heateor", "ssba", "a2a", "mc4wp", "partage", "partager",
}
