package render

import (
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	tables "github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"

	"lede/news"
)

var toMarkdown = sync.OnceValue(func() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), tables.NewTablePlugin(), strikethrough.NewStrikethroughPlugin(),
	))
})

// Markdown is an article's body as Markdown, for copying it elsewhere. It is
// the plain text where the body has no HTML or one that can not be converted.
func Markdown(a *news.Article) string {
	if a.HTML == "" || len(a.HTML) > maxHTML {
		return a.Text
	}
	md, err := toMarkdown().ConvertString(a.HTML)
	if err != nil {
		return a.Text
	}
	return strings.TrimSpace(md)
}
