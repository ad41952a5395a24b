package cli

import (
	"cmp"
	"slices"

	"lede/news"
)

// digestJSON is a digest as docs/json.md describes it. Offsets are code points.
type digestJSON struct {
	ID          any           `json:"id"`
	Lang        string        `json:"lang"`
	Title       string        `json:"title"`
	Text        string        `json:"text"`
	Sentences   []spanJSON    `json:"sentences"`
	Summary     []summaryJSON `json:"summary"`
	Quotes      []quoteJSON   `json:"quotes"`
	Companies   []mentionJSON `json:"companies"`
	Boilerplate []whyJSON     `json:"boilerplate"`
	Version     int           `json:"version"`
}

type summaryJSON struct {
	Text string `json:"text"`
	spanJSON
	Score float64 `json:"score"`
}

type quoteJSON struct {
	Text string `json:"text"`
	spanJSON
	Kind       news.QuoteKind `json:"kind"`
	Confidence float64        `json:"confidence"`
	Speaker    *speakerJSON   `json:"speaker"`
	Cue        string         `json:"cue"`
	AlsoAt     []spanJSON     `json:"also_at"`
}

type speakerJSON struct {
	Name         string `json:"name"`
	AsWritten    string `json:"as_written"`
	Role         string `json:"role"`
	Organisation string `json:"organisation"`
	spanJSON
}

type mentionJSON struct {
	ID       news.CompanyID `json:"id"`
	Name     string         `json:"name"`
	Parent   news.CompanyID `json:"parent"`
	Salience news.Salience  `json:"salience"`
	Score    float64        `json:"score"`
	Spans    []whyJSON      `json:"spans"`
}

// knownCompany looks a company up in the lexicon.
type knownCompany func(id news.CompanyID) (news.Company, bool)

type whyJSON struct {
	spanJSON
	Why string `json:"why"`
}

// digestOf is the digest of an article with a summary of so many sentences.
func digestOf(id any, a *news.Article, g *news.Digest, sentences int, known knownCompany) digestJSON {
	p := pointsOf(a.Text)
	d := digestJSON{
		ID: id, Lang: g.Language, Title: a.Title, Text: a.Text, Version: g.Version,
		Sentences: spans(p, g.Sentences), Summary: []summaryJSON{}, Quotes: []quoteJSON{}, Companies: []mentionJSON{}, Boilerplate: []whyJSON{},
	}
	for _, s := range shortened(g.Summary, sentences) {
		d.Summary = append(d.Summary, summaryJSON{Text: s.Of(a.Text), spanJSON: p.span(s.Span), Score: round(s.Score)})
	}
	for _, q := range g.Quotes {
		d.Quotes = append(d.Quotes, quoteOf(p, &q))
	}
	for _, m := range g.Companies {
		j := mentionJSON{ID: m.Company, Name: m.Name, Salience: m.Salience, Score: round(m.Score), Spans: []whyJSON{}}
		if c, ok := known(m.Company); ok {
			j.Parent = c.Parent
		}
		for _, s := range m.Spans {
			j.Spans = append(j.Spans, whyJSON{p.span(s.Span), s.Why})
		}
		d.Companies = append(d.Companies, j)
	}
	for _, b := range g.Boilerplate {
		d.Boilerplate = append(d.Boilerplate, whyJSON{p.span(b.Span), b.Why})
	}
	return d
}

// shortened is a summary of the n most important sentences, in text order.
func shortened(summary []news.SummarySentence, n int) []news.SummarySentence {
	return slices.DeleteFunc(slices.Clone(summary), func(s news.SummarySentence) bool { return s.Rank > n })
}

func quoteOf(p *points, q *news.Quote) quoteJSON {
	j := quoteJSON{Text: q.Text, spanJSON: p.span(q.Span), Kind: q.Kind, Confidence: round(q.Confidence), Cue: q.Cue, AlsoAt: spans(p, q.AlsoAt)}
	if s := q.Speaker; s != nil {
		j.Speaker = &speakerJSON{Name: cmp.Or(s.Name, s.AsWritten), AsWritten: s.AsWritten, Role: s.Role, Organisation: s.Organisation, spanJSON: p.span(s.Span)}
	}
	return j
}

func spans(p *points, list []news.Span) []spanJSON {
	out := make([]spanJSON, len(list))
	for i, s := range list {
		out[i] = p.span(s)
	}
	return out
}

// round keeps three digits: more would only seem exact.
func round(x float64) float64 { return float64(int64(x*1000+0.5)) / 1000 }
