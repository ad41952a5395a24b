package reader

import (
	"strings"
	"time"

	"lede/newsroom"
	"lede/ui/i18n"
	"lede/ui/render"
)

// Markdown is the article for pasting elsewhere.
func (m *Model) Markdown() string {
	if !m.has {
		return ""
	}
	return Markdown(&m.reading, m.o.Sentences, m.o.Tr, m.o.Now().Location())
}

// Markdown is an article for other programs: where it is from, its summary of so
// many sentences, its quotes with their speakers, its text.
func Markdown(r *newsroom.Reading, sentences int, tr *i18n.Tr, zone *time.Location) string {
	a := &r.Article
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line("# ", markdownText(a.Title))
	line()
	line(markdownText(strings.Join(Facts(r, tr, zone), " · ")))
	if a.URL != "" {
		line()
		line("<", a.URL, ">")
	}
	if a.Truncated {
		line()
		line("*", tr.S("reader.teaser"), "*")
	}
	if summary := keySentences(r, sentences); len(summary) > 0 {
		line()
		line("## ", tr.S("reader.summary"))
		line()
		for _, s := range summary {
			line("- ", markdownText(oneLine(s.Of(a.Text))))
		}
	}
	if len(r.Digest.Quotes) > 0 {
		line()
		line("## ", tr.S("reader.quotes"))
		for _, q := range r.Digest.Quotes {
			line()
			line("> ", markdownText(oneLine(q.Text)))
			if q.Speaker != nil && q.Speaker.Name != "" {
				line(">")
				line("> — ", markdownText(SpeakerWords(q.Speaker)))
			}
		}
	}
	if body := render.Markdown(a, Words(tr)); body != "" {
		line()
		line("## ", tr.S("reader.text"))
		line()
		line(body)
	}
	return b.String()
}

// Words are what stands for what a terminal can not show.
func Words(tr *i18n.Tr) render.Words {
	if tr == nil {
		return render.Words{}
	}
	as := func(key string) string { return tr.S(key, "%s") }
	return render.Words{
		Image: as("reader.image"), Bare: tr.S("reader.imagebare"), Video: as("reader.video"),
		Audio: as("reader.audio"), Page: as("reader.frame"), File: as("reader.file"), Pair: as("reader.pair"),
	}
}

var markdownEscapes = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "<", "\\<")

func markdownText(s string) string { return markdownEscapes.Replace(s) }
