package render

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"lede/news"
)

// Any HTML beside any text gives lines that fit, with a place for every cell
// that lies inside the text.
func FuzzRender(f *testing.F) {
	f.Add("<p>a <b>b</b></p>", "a b", 20, 0, 3)
	f.Add("<table><tr><td>x<td>y</table><pre>\tz</pre><ul><li><ol><li>q", "x\ty\n\nz", 7, 2, 9)
	f.Add("<blockquote><p>«\u00a0👩\u200d🚀\u00a0»</p></blockquote>", "«\u00a0👩\u200d🚀\u00a0»", 3, -1, 99)
	f.Add("<p>1\ufe0f\u20e3<sup><a href=#n>1</a></sup><source src=//a/b type=video><table><tr><th colspan=9>a<tr><td rowspan=3>1\ufe0f\u20e3<td>b<tr><td>c", "1\ufe0f\u20e31", 9, 0, 3)
	f.Fuzz(func(t *testing.T, html, text string, width, start, end int) {
		if len(html) > 20_000 || len(text) > 20_000 || !strings.ContainsRune(html, '<') {
			return
		}
		width = 4 + max(width, -width)%100
		d := &news.Digest{Quotes: []news.Quote{{Span: news.Span{Start: start, End: end}, Speaker: &news.Speaker{Name: "Ada"}}}}
		r := Render(&news.Article{HTML: html, Text: text}, d, Options{Width: width, Theme: dark})
		for i, l := range r.Lines {
			if n := ansi.StringWidth(l.painted); n != len(l.at) || n > width {
				t.Fatalf("line %d of %d cells has %d places in a width of %d: %q", i, n, len(l.at), width, l.painted)
			}
			for _, at := range l.at {
				if at >= 0 && int(at) >= len(text) {
					t.Fatalf("place %d in a text of %d bytes", at, len(text))
				}
			}
		}
	})
}
