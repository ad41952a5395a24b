package reader

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/newsroom"
	"lede/ui/cells"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/render"
	"lede/ui/theme"
)

const (
	gutter        = 2 // the margin mark and a blank
	wordsPerMin   = 230
	mostChips     = 12
	narrowSummary = 24 // below it the summary has no border
)

// measure is the width of the text.
func (m *Model) measure() int { return max(1, min(m.o.Measure, m.w-gutter-2)) }

// left is the space before the gutter: text stands in the middle of a wide pane.
func (m *Model) left() int { return max(0, (m.w-m.measure()-gutter-2)/2) }

// layHead makes the lines above the body. It is cheap: nothing is laid out but
// a few short texts.
func (m *Model) layHead() {
	m.head, m.spots = m.head[:0], m.spots[:0]
	if !m.has || m.w == 0 {
		return
	}
	a, th, w := &m.reading.Article, m.o.Theme, m.measure()
	add := func(lines ...string) { m.head = append(m.head, lines...) }
	for _, l := range render.Wrap(a.Title, w) {
		add(th.ArticleTitle.Render(l))
	}
	for _, l := range wrapParts(m.facts(), " · ", w) {
		add(th.Meta.Render(l))
	}
	chips, spots := m.chips(w)
	m.place(spots)
	add(chips...)
	if a.EditedFrom != "" {
		for _, l := range render.Wrap(m.o.Tr.S("reader.edited", a.EditedFrom), w) {
			add(th.Meta.Render(l))
		}
	}
	if also := m.also(); also != "" {
		for _, l := range render.Wrap(also, w) {
			add(th.Others.Render(l))
		}
	}
	if a.Truncated {
		key := "reader.short"
		if trailsOff(a.Text) {
			key = "reader.truncated"
		}
		for _, l := range render.Wrap(m.o.Tr.S(key, m.o.Keys.Key(keymap.FullText), m.o.Keys.Key(keymap.OpenBrowser)), w) {
			add(th.Warning.Render(l))
		}
	}
	add("")
	if m.summary != summaryOff {
		if box, spots := m.summaryLines(w); len(box) > 0 {
			m.place(spots)
			add(box...)
			add("")
		}
	}
}

// facts are outlet, author, date, reading time and language.
func (m *Model) facts() []string { return Facts(&m.reading, m.o.Tr, m.o.Now().Location()) }

// Facts are what is known of an article in a few words each: outlet, authors,
// date, reading time, language.
func Facts(r *newsroom.Reading, tr *i18n.Tr, zone *time.Location) []string {
	a := &r.Article
	var out []string
	put := func(s string) {
		if s != "" {
			out = append(out, s)
		}
	}
	put(a.Outlet)
	authors := a.Authors
	if len(authors) > 3 {
		authors = append(slices.Clone(authors[:2]), "…")
	}
	put(strings.Join(authors, ", "))
	if !a.Published.IsZero() {
		put(tr.Date(a.Published.In(zone)))
	}
	if a.Text != "" {
		words := r.Digest.Words
		if words == 0 {
			words = strings.Count(a.Text, " ") + 1
		}
		put(tr.S("reader.minutes", max(1, (words+wordsPerMin/2)/wordsPerMin)))
	}
	if lang := language(r); lang != "" {
		if tr.Has("lang." + lang) {
			put(tr.S("lang." + lang))
		} else {
			put(lang)
		}
	}
	return out
}

func language(r *newsroom.Reading) string {
	lang := r.Digest.Language
	if lang == "" {
		lang = r.Article.Language
	}
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	return lang
}

// wrapParts joins parts, breaking lines between them where they do not fit.
func wrapParts(parts []string, sep string, w int) []string {
	var lines []string
	line := ""
	for _, p := range parts {
		switch {
		case line == "":
			line = p
		case cells.Width(line)+cells.Width(sep)+cells.Width(p) <= w:
			line += sep + p
		default:
			lines = append(lines, line)
			line = p
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	for i := range lines {
		lines[i] = cells.Cut(lines[i], w)
	}
	return lines
}

// spot is a part of the head that can be clicked: a company, or a sentence of
// the summary that stands in the text.
type spot struct {
	line, from, to int // of the head; cells of the text
	company        news.CompanyID
	span           news.Span
}

// place puts the spots of lines that are about to be added where they will be.
func (m *Model) place(spots []spot) {
	for _, s := range spots {
		s.line += len(m.head)
		m.spots = append(m.spots, s)
	}
}

// clickHead narrows the list to the company under the mouse, or goes to the
// sentence under it.
func (m *Model) clickHead(line, x int) tea.Cmd {
	for _, s := range m.spots {
		switch {
		case s.line != line || x < s.from || x >= s.to:
		case s.company != "" && m.o.Company != nil:
			return m.o.Company(s.company)
		case s.span.End > 0:
			return m.GoTo(s.span)
		}
	}
	return nil
}

// chips are the companies: subjects first, then those that are named, and dimmed,
// in parentheses, those that only a product or a person points to.
func (m *Model) chips(w int) ([]string, []spot) {
	th := m.o.Theme
	var lines []string
	var spots []spot
	line, used, n := "", 0, 0
	styles := map[news.Salience]theme.Style{news.About: th.ChipAbout, news.Mentions: th.Chip, news.Implied: th.ChipImplied}
	for _, part := range []news.Salience{news.About, news.Mentions, news.Implied} {
		for _, c := range m.reading.Digest.Companies {
			if c.Salience != part {
				continue
			}
			if n++; n > mostChips {
				break
			}
			name := cells.Cut(c.Name, max(1, w-4))
			if part == news.Implied {
				name = "(" + name + ")"
			}
			chip, cw := styles[part].Render(" "+name+" "), cells.Width(name)+2
			if used > 0 && used+1+cw > w {
				lines = append(lines, line)
				line, used = "", 0
			}
			if used > 0 {
				line, used = line+" ", used+1
			}
			spots = append(spots, spot{line: len(lines), from: used, to: used + cw, company: c.Company})
			line, used = line+chip, used+cw
		}
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines, spots
}

// also names the other outlets that tell the story.
func (m *Model) also() string {
	var names []string
	for _, h := range m.reading.Story {
		if h.ID != m.reading.Article.ID && h.Outlet != "" && !slices.Contains(names, h.Outlet) {
			names = append(names, h.Outlet)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return m.o.Tr.S("reader.also", strings.Join(names, ", "))
}

// key sentences are the sentences of the summary at its present length, in the
// order of the text.
func (m *Model) keySentences() []news.SummarySentence {
	return keySentences(&m.reading, m.o.Sentences)
}

// keySentences is the summary of n sentences.
func keySentences(r *newsroom.Reading, n int) []news.SummarySentence {
	var out []news.SummarySentence
	for _, s := range r.Digest.Summary {
		if s.Rank <= n && s.Of(r.Article.Text) != "" {
			out = append(out, s)
		}
	}
	return out
}

// oneLine is a stretch of text without its line breaks; the words are not
// touched.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, s))
}

// longSentence is how many characters of a sentence the summary shows: more than
// any sentence for readers has. What is longer is a list or a fault.
const longSentence = 700

func excerpt(s string) string {
	if len(s) <= longSentence {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > longSentence {
			if cut := strings.LastIndexByte(s[:i], ' '); cut > i-60 {
				i = cut
			}
			return strings.TrimRight(s[:i], " ,;:") + " …"
		}
	}
	return s
}

func (m *Model) summaryLines(w int) ([]string, []spot) {
	sentences := m.keySentences()
	if len(sentences) == 0 {
		return nil, nil
	}
	th := m.o.Theme
	bordered := w >= narrowSummary
	inner := w - 2
	if bordered {
		inner = w - 6
	}
	var text []string
	var spots []spot
	for _, s := range sentences {
		for i, l := range render.Wrap(excerpt(oneLine(s.Of(m.reading.Article.Text))), max(1, inner)) {
			mark := "  "
			if i == 0 {
				mark = th.KeyMark.Render(th.Glyphs.Bullet) + " "
			}
			spots = append(spots, spot{line: len(text) + 1, to: w, span: s.Span}) // below the title
			text = append(text, mark+th.SummaryText.Render(l))
		}
	}
	title := m.o.Tr.S("reader.summary")
	if m.summary == summaryOnly {
		title = m.o.Tr.S("reader.summaryonly", m.o.Keys.Key(keymap.Summary))
	}
	title = cells.Cut(title, max(1, w-6))
	if !bordered {
		return append([]string{th.SummaryTitle.Render(title)}, text...), spots
	}
	rule := func(n int) string { return th.SummaryBorder.Render(strings.Repeat("─", max(0, n))) }
	lines := []string{th.SummaryBorder.Render("╭─ ") + th.SummaryTitle.Render(title) + " " + rule(w-cells.Width(title)-5) + th.SummaryBorder.Render("╮")}
	for _, t := range text {
		lines = append(lines, th.SummaryBorder.Render("│ ")+cells.Fit(t, w-4)+th.SummaryBorder.Render(" │"))
	}
	return append(lines, th.SummaryBorder.Render("╰")+rule(w-2)+th.SummaryBorder.Render("╯")), spots
}

// trailsOff reports whether a text ends in the middle. One that ends with its sentence
// may be all there is.
func trailsOff(text string) bool {
	end := strings.TrimRight(text, " \u00a0\u202f\n\"'”’»›)]")
	return !strings.HasSuffix(end, "!") && !strings.HasSuffix(end, "?") && (!strings.HasSuffix(end, ".") || strings.HasSuffix(end, ".."))
}
