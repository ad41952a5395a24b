package reader

import (
	"strings"
	"time"

	"lede/news"
	"lede/newsroom"
)

var clock = time.Date(2026, 11, 24, 14, 5, 0, 0, time.UTC)

// sample makes a reading of an article of ours. In text, {q:…} marks a quote
// and {k:…} a key sentence; companies are found by name.
type sample struct {
	title, outlet, author, lang string
	html                        string // with the same words as text
	speaker                     news.Speaker
	truncated                   bool
	companies                   []string
	quotes, keys                []string
	story                       []string
}

func (s sample) reading(id news.ArticleID) newsroom.Reading {
	text := plainOf(s.html)
	var r newsroom.Reading
	r.Article = news.Article{
		ID: id, Title: s.title, Outlet: s.outlet, Authors: []string{s.author}, URL: "https://example.org/story",
		Published: clock.Add(-3 * time.Hour), HTML: s.html, Text: text, Truncated: s.truncated, Print: s.title,
	}
	r.Digest = news.Digest{Version: 1, Language: s.lang, Words: len(strings.Fields(text))}
	span := func(words string) news.Span {
		i := strings.Index(text, words)
		if i < 0 {
			panic("not in the text: " + words)
		}
		return news.Span{Start: i, End: i + len(words)}
	}
	for i, k := range s.keys {
		r.Digest.Summary = append(r.Digest.Summary, news.SummarySentence{
			Span: span(k), Rank: i + 1, Score: 0.9 - float64(i)/10, Why: []news.Evidence{{Cue: "position", Weight: 0.4}, {Cue: "title words", Weight: 0.31}},
		})
	}
	for i, q := range s.quotes {
		quote := news.Quote{Span: span(q), Text: q, Kind: news.Direct, Confidence: 0.92, Cue: "said"}
		if s.speaker.Name != "" && i%3 != 2 {
			speaker := s.speaker
			quote.Speaker = &speaker
		}
		r.Digest.Quotes = append(r.Digest.Quotes, quote)
	}
	for i, c := range s.companies {
		m := news.Mention{Company: news.CompanyID(strings.ToLower(c)), Name: c, Salience: news.Mentions, Score: 0.8 - float64(i)/5}
		if i == 0 {
			m.Salience = news.About
		}
		for from := 0; ; {
			k := strings.Index(text[from:], c)
			if k < 0 {
				break
			}
			m.Spans = append(m.Spans, news.MentionSpan{Span: news.Span{Start: from + k, End: from + k + len(c)}, Why: "name", Evidence: []news.Evidence{{Cue: "exact name", Weight: 0.7}}})
			from += k + len(c)
		}
		r.Digest.Companies = append(r.Digest.Companies, m)
	}
	for i, o := range s.story {
		r.Story = append(r.Story, news.Headline{ID: id + 100 + news.ArticleID(i), Outlet: o})
	}
	return r
}

var blocks = strings.NewReplacer("</p>", "\n\n", "</h2>", "\n\n", "</li>", "\n", "</ul>", "\n", "</tr>", "\n", "</td>", "\t", "</th>", "\t", "</table>", "\n\n", "</pre>", "\n\n", "</figcaption>", "\n\n", "<br>", "\n", "&amp;", "&", "&lt;", "<")

// plainOf is the text of the little HTML there is in these tests.
func plainOf(html string) string {
	s := blocks.Replace(html)
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '<' && !in:
			in = true
		case r == '>' && in:
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

var samples = map[string]sample{
	"french": {
		title: "À Dunkerque, Verkor promet mille emplois de plus et une deuxième ligne avant l’été", outlet: "Le Journal", author: "Anaïs Leroy", lang: "fr",
		speaker:   news.Speaker{Name: "Benoît Caron", AsWritten: "le directeur du site", Role: "directeur du site", Organisation: "Verkor"},
		companies: []string{"Verkor", "Renault"}, story: []string{"Les Nouvelles", "The Ledger"},
		keys:   []string{"Verkor ouvrira en juin une deuxième ligne dans son usine de Dunkerque, un an plus tôt que prévu.", "Mille personnes seront embauchées d’ici à 2028, dont la moitié dans la région."},
		quotes: []string{"Nous n’attendrons pas que la demande revienne\u202f: nous serons prêts quand elle reviendra", "Il faut former avant d’embaucher", "tout ou rien"},
		html: "<p>Verkor ouvrira en juin une deuxième ligne dans son usine de <a href=\"https://example.org/dunkerque\">Dunkerque</a>, un an plus tôt que prévu. L’annonce a surpris jusqu’à Renault, son premier client.</p>" +
			"<p>«\u00a0Nous n’attendrons pas que la demande revienne\u202f: nous serons prêts quand elle reviendra\u00a0», a déclaré le directeur du site devant les élus. «\u00a0Il faut former avant d’embaucher\u00a0», a-t-il ajouté, <em>sans</em> donner de calendrier.</p>" +
			"<h2>Des emplois, mais pas tout de suite</h2><p>Mille personnes seront embauchées d’ici à 2028, dont la moitié dans la région. Un syndicat parle d’un pari «\u00a0tout ou rien\u00a0».</p>",
	},
	"english": {
		title: "Harbour ferries go electric as Northline orders twelve boats", outlet: "The Ledger", author: "Tom Okafor", lang: "en",
		speaker:   news.Speaker{Name: "Grace Whitfield", AsWritten: "Whitfield", Role: "chief executive", Organisation: "Northline"},
		companies: []string{"Northline", "Siemens"},
		keys:      []string{"Northline has ordered twelve electric ferries for the harbour routes, the largest such order in the country.", "The boats will charge in nine minutes at each end of the crossing."},
		quotes:    []string{"We looked at every route and the numbers worked on all of them", "People will hear the water again"},
		html: "<p>Northline has ordered twelve electric ferries for the harbour routes, the largest such order in the country. The boats will charge in nine minutes at each end of the crossing.</p>" +
			"<p>“We looked at every route and the numbers worked on all of them,” Whitfield told reporters on the quay. Siemens builds the chargers.</p><blockquote><p>“People will hear the water again,” she said.</p></blockquote>",
	},
	"table": {
		title: "How the four phones compare", outlet: "Bench", author: "R. Sato", lang: "en", companies: []string{"Fairphone"},
		keys: []string{"The Fairphone lasted longest in our test, and it is the only one you can open."},
		html: "<p>The Fairphone lasted longest in our test, and it is the only one you can open.</p><ul><li>Battery: hours of video at half brightness, until the screen went dark</li><li>Weight with battery</li></ul>" +
			"<table><tr><th>Phone</th><th>Battery</th><th>Weight</th></tr><tr><td>Fairphone 6</td><td>14.5 h</td><td>212 g</td></tr><tr><td>Another one with a long name</td><td>9 h</td><td>180 g</td></tr></table>" +
			"<pre>for phone in phones:\n    print(phone.name, phone.hours)</pre><figure><img src=\"https://example.org/p.png\" alt=\"four phones on a table\"><figcaption>The four phones.</figcaption></figure>",
	},
	"wide": {
		title: "東京でラーメン価格が上昇 👩‍🚀 et les nouilles aussi", outlet: "新聞", author: "山田", lang: "ja",
		html: "<p>東京のラーメン店では、小麦の値上がりを受けて価格が上昇している。店主は「もう限界だ」と話す。❤️ cafe\u0301 naïve 👩‍🚀🇫🇷 fin.</p>",
	},
	"truncated": {
		title: "Only a teaser", outlet: "Paywall Daily", author: "A. Writer", lang: "en", truncated: true,
		html: "<p>The minister resigned on Tuesday after…</p>",
	},
	"empty": {title: "No body at all", outlet: "Link Blog", author: "B. Linker"},
}

func long() sample {
	s := samples["english"]
	s.title = "A very long report"
	var b strings.Builder
	b.WriteString(s.html)
	for range 60 {
		b.WriteString("<p>The committee met again and decided nothing of note, as it had the week before, and will meet once more when the weather is better.</p>")
	}
	b.WriteString("<p>“This is the last word of it,” the chair said.</p>")
	s.html = b.String()
	s.quotes = append(append([]string(nil), s.quotes...), "This is the last word of it")
	return s
}
