package reader

import (
	"strings"

	"lede/ui/render"
)

// Markdown is the article for pasting elsewhere: where it is from, its summary,
// its quotes with their speakers, its text.
func (m *Model) Markdown() string {
	if !m.has {
		return ""
	}
	a, tr := &m.reading.Article, m.o.Tr
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line("# ", markdownText(a.Title))
	line()
	line(markdownText(strings.Join(m.facts(), " · ")))
	if a.URL != "" {
		line()
		line("<", a.URL, ">")
	}
	if a.Truncated {
		line()
		line("*", tr.S("reader.teaser"), "*")
	}
	if sentences := m.keySentences(); len(sentences) > 0 {
		line()
		line("## ", tr.S("reader.summary"))
		line()
		for _, s := range sentences {
			line("- ", markdownText(oneLine(s.Of(a.Text))))
		}
	}
	if len(m.reading.Digest.Quotes) > 0 {
		line()
		line("## ", tr.S("reader.quotes"))
		for _, q := range m.reading.Digest.Quotes {
			line()
			line("> ", markdownText(oneLine(q.Text)))
			if q.Speaker != nil && q.Speaker.Name != "" {
				line(">")
				line("> — ", markdownText(speakerWords(q.Speaker)))
			}
		}
	}
	if body := render.Markdown(a); body != "" {
		line()
		line("## ", tr.S("reader.text"))
		line()
		line(body)
	}
	return b.String()
}

var markdownEscapes = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "<", "\\<")

func markdownText(s string) string { return markdownEscapes.Replace(s) }
