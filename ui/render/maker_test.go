package render

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"lede/news"
)

// maker writes an article as HTML and as plain text at once, as the cleaning of
// feeds does, and remembers where its quotes stand.
type maker struct {
	rnd    *rand.Rand
	html   strings.Builder
	text   strings.Builder
	quotes []news.Quote
	marks  [][2]string
}

var words = strings.Fields("le conseil a investi dans l’usine de Toulouse data-centre 42 % co\u00adopérative *étoile* _souligné_ `code` [crochet] <balise> a&b #titre 1. 2) - + ~vague~ \\barre |tube| 日本語 東京、大阪 👩‍🚀 ❤️ e\u0301cole cafe\u0301 naïve https://example.org/a_b_c $5 50/50 c’est-à-dire l'été … fin. oui, non; ici: là! où?")

func (m *maker) word() string { return words[m.rnd.IntN(len(words))] }

func (m *maker) put(s string) {
	m.text.WriteString(s)
	m.html.WriteString(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s))
}

func (m *maker) tag(s string) { m.html.WriteString(s) }

func (m *maker) run(n int) {
	open := ""
	for i := range n {
		if i > 0 {
			m.text.WriteString(" ")
			m.html.WriteString([]string{" ", "\n  ", " "}[m.rnd.IntN(3)])
		}
		if open == "" && m.rnd.IntN(6) == 0 {
			open = []string{"b", "em", "code", "a", "s", "span"}[m.rnd.IntN(6)]
			if open == "a" {
				m.tag(fmt.Sprintf(`<a href="https://example.org/%d">`, m.rnd.IntN(50)))
			} else {
				m.tag("<" + open + ">")
			}
		}
		m.put(m.word())
		if open != "" && m.rnd.IntN(2) == 0 {
			m.tag("</" + open + ">")
			open = ""
		}
	}
	if open != "" {
		m.tag("</" + open + ">")
	}
}

func (m *maker) sentence() {
	m.run(2 + m.rnd.IntN(12))
	if m.rnd.IntN(2) == 0 {
		m.put(" ")
		pair := m.marks[m.rnd.IntN(len(m.marks))]
		m.put(pair[0])
		start := m.text.Len()
		m.run(1 + m.rnd.IntN(25))
		q := news.Quote{Span: news.Span{Start: start, End: m.text.Len()}}
		q.Text = m.text.String()[q.Start:q.End]
		if m.rnd.IntN(2) == 0 {
			q.Speaker = &news.Speaker{Name: "Ada Lovelace"}
		}
		m.quotes = append(m.quotes, q)
		m.put(pair[1])
		m.put(" ")
		m.run(1 + m.rnd.IntN(4))
	}
	m.put(".")
}

func (m *maker) block() {
	if m.text.Len() > 0 {
		m.text.WriteString("\n\n")
	}
	switch m.rnd.IntN(8) {
	case 0:
		m.tag("<ul>")
		for i := range 3 {
			if i > 0 {
				m.text.WriteString("\n")
			}
			m.tag("<li>")
			m.sentence()
			m.tag("</li>")
		}
		m.tag("</ul>")
	case 1:
		m.tag("<blockquote><p>")
		m.sentence()
		m.tag("</p></blockquote>")
	case 2:
		m.tag("<table><tr><th>")
		m.run(2)
		for range 2 {
			m.text.WriteString("\t")
			m.tag("</th><th>")
			m.run(1)
		}
		m.tag("</th></tr>")
		for range 3 {
			m.text.WriteString("\n")
			m.tag("<tr><td>")
			m.sentence()
			m.text.WriteString("\t")
			m.tag("</td><td>")
			m.run(3)
			m.text.WriteString("\t")
			m.tag("</td><td>")
			m.put("12")
			m.tag("</td></tr>")
		}
		m.tag("</table>")
	case 3:
		m.tag("<h2>")
		m.run(4)
		m.tag(`</h2><p><img src="https://example.org/i.png" alt="not in the text"></p>`)
	case 4:
		m.tag("<ol><li><p>")
		m.sentence()
		m.tag("</p><ul><li>")
		m.text.WriteString("\n")
		m.sentence()
		m.tag("</li></ul></li></ol>")
	default:
		m.tag("<p>")
		for i := range 1 + m.rnd.IntN(4) {
			if i > 0 {
				m.put(" ")
			}
			m.sentence()
		}
		m.tag("</p>\n")
	}
}

func made(seed uint64) (*news.Article, *news.Digest) {
	m := &maker{rnd: rand.New(rand.NewPCG(seed, 7)), marks: [][2]string{{"«\u00a0", "\u00a0»"}, {"«\u202f", "\u202f»"}, {"“", "”"}, {"\"", "\""}}}
	for range 2 + m.rnd.IntN(6) {
		m.block()
	}
	return &news.Article{ID: news.ArticleID(seed), HTML: m.html.String(), Text: m.text.String()}, &news.Digest{Quotes: m.quotes}
}
