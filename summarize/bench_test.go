package summarize

import (
	"strings"
	"testing"

	"lede/news"
	"lede/summarize/companies"
)

// BenchmarkArticle digests an article of about 600 words, companies and all:
// the articles of the tables one after the other, by language.
func BenchmarkArticle(b *testing.B) {
	for _, lang := range []string{"fr", "en"} {
		b.Run(lang, func(b *testing.B) {
			var body strings.Builder
			for _, x := range readAnnotated(b, "articles.txt") {
				if x.lang == lang && len(strings.Fields(body.String())) < 600 {
					body.WriteString(x.article.Text)
				}
			}
			a := &news.Article{Title: "One day's news", Text: body.String()}
			dg := New(Options{Lexicon: companies.Builtin()})
			words := dg.Digest(a).Words
			b.ReportAllocs()
			for b.Loop() {
				dg.Digest(a)
			}
			b.ReportMetric(float64(words), "words")
		})
	}
}
