package render

import (
	"slices"
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	tables "github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/news"
)

// Lists end without the comment that would keep two of them apart: what is
// copied is for people.
var toMarkdown = sync.OnceValue(func() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(commonmark.WithListEndComment(false)), tables.NewTablePlugin(), strikethrough.NewStrikethroughPlugin(),
	))
})

// Markdown is an article's body as Markdown, for copying it elsewhere. It is
// the plain text where the body has no HTML or one that can not be converted.
func Markdown(a *news.Article, words Words) string {
	if a.HTML == "" || len(a.HTML) > maxHTML {
		return a.Text
	}
	root, err := html.Parse(strings.NewReader(a.HTML))
	if err != nil {
		return a.Text
	}
	w := walker{known: map[string]int16{}, here: pageURL(a.URL), words: words.orEnglish()}
	for _, n := range slices.Collect(root.Descendants()) {
		w.portable(n)
	}
	md, err := toMarkdown().ConvertNode(root)
	if err != nil {
		return a.Text
	}
	return strings.TrimSpace(string(md))
}

// portable writes in words what Markdown has no mark for: players become links,
// the anchors of notes and raised numbers what they are on the screen.
func (w *walker) portable(n *html.Node) {
	text := func(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }
	switch n.DataAtom {
	case atom.Source:
		words, address := w.mediaWords(n)
		if words == "" {
			return
		}
		link := &html.Node{Type: html.ElementNode, DataAtom: atom.A, Data: "a", Attr: []html.Attribute{{Key: "href", Val: address}}}
		link.AppendChild(text(words))
		n.DataAtom, n.Data, n.Attr = atom.Div, "div", nil // a line of its own
		n.AppendChild(link)
	case atom.A:
		if href := attr(n, "href"); strings.HasPrefix(href, "#") || w.linkTo(href, "") == 0 {
			n.DataAtom, n.Data, n.Attr = atom.Span, "span", nil
		}
	case atom.Sup, atom.Sub:
		words := strings.TrimSpace(textOf(n, 0))
		only := func(s string) {
			for c := n.FirstChild; c != nil; c = n.FirstChild {
				n.RemoveChild(c)
			}
			n.AppendChild(text(s))
		}
		high := int8(1)
		if n.DataAtom == atom.Sub {
			high = -1
		}
		switch number, note := isNote(n, 0); {
		case note && high > 0:
			only("[" + words + "]")
		case settable(words):
			only(figure(words, high))
		case number && high > 0:
			n.InsertBefore(text("^"), n.FirstChild)
		}
	}
}
