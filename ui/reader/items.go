package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lede/news"
	"lede/ui/i18n"
	"lede/ui/keymap"
)

// quoteItems are the quotes with who said them.
func (m *Model) quoteItems() []item {
	th, tr := m.o.Theme, m.o.Tr
	var items []item
	for _, q := range m.reading.Digest.Quotes {
		head := tr.S("reader.unknown")
		style := th.Dim
		if q.Speaker != nil && q.Speaker.Name != "" {
			head, style = SpeakerWords(q.Speaker), th.Speaker
		}
		items = append(items, item{head: head, style: style, body: []string{oneLine(q.Text)}, quote: true, span: q.Span})
	}
	return items
}

// SpeakerWords are the name, and what the article says this person is; "" for
// nobody.
func SpeakerWords(s *news.Speaker) string {
	if s == nil {
		return ""
	}
	words := cmp.Or(s.Name, s.AsWritten)
	for _, w := range []string{s.Role, s.Organisation} {
		if w != "" && !strings.Contains(words, w) {
			words += ", " + w
		}
	}
	return words
}

func (m *Model) linkItems() []item {
	var items []item
	for i, l := range m.Links() {
		it := item{head: fmt.Sprintf("%d  %s", i+1, l.Text), style: m.o.Theme.Text, body: []string{l.URL}, url: l.URL}
		if l.Text == "" || bareURL(l.Text) == bareURL(l.URL) {
			it.head, it.body = fmt.Sprintf("%d  %s", i+1, l.URL), nil
		}
		items = append(items, it)
	}
	return items
}

// bareURL is an address as people write it.
func bareURL(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
}

// whyItems explain what was concluded from the article: each company with the
// words that name it, each speaker with the words that say so, each sentence of
// the summary with what speaks for it.
func (m *Model) whyItems() []item {
	d, text, th, tr := &m.reading.Digest, m.reading.Article.Text, m.o.Theme, m.o.Tr
	group := func(key string) item { return item{head: tr.S(key), style: th.Group, group: true} }
	var items []item
	if len(d.Companies) > 0 {
		items = append(items, group("why.companies"))
	}
	for _, c := range d.Companies {
		it := item{head: tr.S("why.company", c.Name, tr.S("why.salience."+string(c.Salience)), percent(c.Score)), style: th.ChipAbout.UnsetBackground(), company: &c}
		if len(c.Spans) > 0 {
			it.span = c.Spans[0].Span
		}
		if len(c.Spans) > 0 {
			it.body = append(it.body, m.matched(c.Spans))
		} else {
			it.body = append(it.body, tr.S("why.headline", i18n.Quoted(oneLine(m.reading.Article.Title), d.Language)))
		}
		if e := m.evidenceWords(evidenceOf(c.Spans)); e != "" {
			it.body = append(it.body, tr.S("why.evidence", e))
		}
		if m.o.Known != nil && !m.o.Known(c.Company) {
			it.body = append(it.body, tr.S("why.inlist.no", m.o.Keys.Key(keymap.Follow)))
		}
		items = append(items, it)
	}
	if len(d.Quotes) > 0 {
		items = append(items, group("why.quotes"))
	}
	for _, q := range d.Quotes {
		it := item{head: i18n.Quoted(oneLine(q.Text), d.Language), style: th.Quote, span: q.Span}
		if r := []rune(it.head); len(r) > 90 {
			it.head = string(r[:89]) + "…"
		}
		switch {
		case q.Speaker == nil:
			it.body = append(it.body, tr.S("why.nospeaker"))
		case q.Speaker.AsWritten != "" && q.Speaker.AsWritten != q.Speaker.Name:
			it.body = append(it.body, tr.S("why.resolved", SpeakerWords(q.Speaker), q.Speaker.AsWritten))
		default:
			it.body = append(it.body, tr.S("why.speaker", SpeakerWords(q.Speaker)))
		}
		if q.Cue != "" {
			it.body = append(it.body, tr.S("why.cue", q.Cue))
		}
		it.body = append(it.body, tr.S("why.kind", tr.S("why.kind."+string(q.Kind)), percent(q.Confidence)))
		if n := len(q.AlsoAt); n > 0 {
			it.body = append(it.body, tr.N("why.alsoat", n))
		}
		items = append(items, it)
	}
	summary := slices.Clone(d.Summary)
	slices.SortStableFunc(summary, func(a, b news.SummarySentence) int { return a.Rank - b.Rank })
	if len(summary) > 0 {
		items = append(items, group("why.summary"))
	}
	for _, s := range summary {
		it := item{head: fmt.Sprintf("%d. %s", s.Rank, oneLine(s.Of(text))), style: th.Text, span: s.Span}
		if r := []rune(it.head); len(r) > 90 {
			it.head = string(r[:89]) + "…"
		}
		it.body = append(it.body, tr.S("why.score", percent(s.Score)))
		if e := m.evidenceWords(s.Why); e != "" {
			it.body = append(it.body, tr.S("why.evidence", e))
		}
		items = append(items, it)
	}
	return items
}

func percent(f float64) int { return int(f*100 + 0.5) }

// matched are the words that name a company, how often, and what kind of word
// they are.
func (m *Model) matched(spans []news.MentionSpan) string {
	type found struct {
		words, why string
		n          int
	}
	var all []found
	for _, s := range spans {
		words := oneLine(s.Of(m.reading.Article.Text))
		i := slices.IndexFunc(all, func(f found) bool { return f.words == words && f.why == s.Why })
		if i < 0 {
			all = append(all, found{words: words, why: s.Why})
			i = len(all) - 1
		}
		all[i].n++
	}
	var parts []string
	for _, f := range all {
		why := f.why
		if m.o.Tr.Has("why.by." + f.why) {
			why = m.o.Tr.S("why.by." + f.why)
		}
		part := i18n.Quoted(f.words, m.o.Tr.Lang)
		if f.n > 1 {
			part += fmt.Sprintf(" ×%d", f.n)
		}
		if why != "" {
			part += " (" + why + ")"
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// evidenceOf gathers what speaks for a company over all its places, strongest
// first, each cue once.
func evidenceOf(spans []news.MentionSpan) []news.Evidence {
	var out []news.Evidence
	for _, s := range spans {
		for _, e := range s.Evidence {
			i := slices.IndexFunc(out, func(o news.Evidence) bool { return o.Cue == e.Cue })
			switch {
			case i < 0:
				out = append(out, e)
			case e.Weight > out[i].Weight:
				out[i].Weight = e.Weight
			}
		}
	}
	slices.SortStableFunc(out, func(a, b news.Evidence) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return 0
	})
	return out
}

func (m *Model) evidenceWords(list []news.Evidence) string {
	const most = 6
	var parts []string
	for i, e := range list {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, m.o.Tr.Said(e.Cue)+" "+m.o.Tr.Decimal(e.Weight, 2, true))
	}
	return strings.Join(parts, ", ")
}
