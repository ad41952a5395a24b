// Package render makes lines of cells out of an article. A rendered article is
// a value: made once by a command, kept in a [Cache] that every session shares,
// and never changed. Every cell of it knows which byte of the article's plain
// text it shows, so that one highlighter can mark quotes, companies, links and
// search hits on lines that are wrapped, indented and styled already.
//
// The way is: HTML → blocks (blocks.go) → each character finds its place in
// the plain text (align.go) → each block becomes lines, running text through
// glamour (flow.go), tables fitted to the width (table.go) → colours on them
// (paint.go).
package render

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/ui/theme"
)

// Options of rendering.
type Options struct {
	Width int // cells of the widest line of running text
	// Wide is how wide tables and program text may be that need more; nothing
	// below Width counts.
	Wide  int
	Theme *theme.Theme
	// Bare leaves out the speakers' names after quotes.
	Bare bool
	// Justify stretches the lines of paragraphs to one width.
	Justify bool
	// Words are in the reader's language.
	Words Words
}

// Line is one line of a rendered article.
type Line struct {
	base    string  // styled, without highlights
	painted string  // with them
	at      []int32 // per cell: byte offset into the text, or a mark below 0
	link    []int16 // per cell: index of a link plus one; nil when there is none
	from    int32   // smallest offset on the line, -1 none
	to      int32   // greatest offset on the line
}

// Article is a rendered article. It is never changed after it was made.
type Article struct {
	Lines []Line
	// Links are the links in the article, each address once, in reading order.
	Links []Link

	th    *theme.Theme
	paint []ink // per byte of the text
}

// Render lays out an article. It may take tens of milliseconds and belongs in
// a command. It takes bounded time on any article and does not fail: what can
// not be understood is shown as text.
func Render(a *news.Article, d *news.Digest, o Options) *Article {
	words := o.Words.orEnglish()
	blocks, links := pageOf(a, words)
	if !o.Bare {
		blocks = withSpeakers(blocks, a.Text, d.Quotes)
	}
	r := &Article{Links: links, th: o.Theme, paint: inkOf(a, d)}
	s := &setter{th: o.Theme, justify: o.Justify, colon: called(words.Pair, ""), left: glamourMost, known: map[string]*glamourRenderer{}}
	for i := range blocks {
		b := &blocks[i]
		if len(r.Lines) > 0 && !b.tight && !(blocks[i-1].kind == image && (b.kind == caption || b.kind == image)) {
			r.Lines = append(r.Lines, s.gap(&blocks[i-1], b))
		}
		r.Lines = append(r.Lines, s.block(b, max(o.Width, 1), o.Wide)...)
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		l.from, l.to = -1, -1
		for _, at := range l.at {
			if at >= 0 {
				l.to = max(l.to, at)
				if l.from < 0 || at < l.from {
					l.from = at
				}
			}
		}
		l.painted = r.draw(l, nil)
	}
	return r
}

// gap is the empty line between two blocks; a blockquote's bar goes on in it.
func (s *setter) gap(above, below *block) Line {
	common := 0
	for common < len(above.indent) && common < len(below.indent) && above.indent[common] == below.indent[common] {
		common++
	}
	for common > 0 && !above.indent[common-1].bar {
		common--
	}
	return s.indented(Line{}, above.indent[:common], "")
}

// indented puts a line into what its block stands in.
func (s *setter) indented(l Line, in []indent, bullet string) Line {
	if len(in) == 0 {
		return l
	}
	var b strings.Builder
	width := 0
	for i, level := range in {
		var mark string
		switch {
		case level.bar:
			mark = s.th.Faint.Render("│") + " "
		case bullet != "" && i == len(in)-1:
			mark = strings.Repeat(" ", max(0, level.width-ansi.StringWidth(bullet))) + s.th.Accent.Render(bullet)
		default:
			mark = strings.Repeat(" ", level.width)
		}
		b.WriteString(mark)
		width += ansi.StringWidth(mark)
	}
	l.base = b.String() + l.base
	l.at = append(fill(ours, width), l.at...)
	if l.link != nil {
		l.link = append(make([]int16, width), l.link...)
	}
	return l
}

// block lays one block out.
func (s *setter) block(b *block, width, wide int) []Line {
	in := b.indent
	used := 0
	for i, level := range in {
		if used += level.width; used > width/2 { // nested deeper than the page is wide
			in, used = in[:i], used-level.width
			break
		}
	}
	room := max(1, width-used)
	wide = max(room, wide-used)
	var lines []Line
	switch b.kind {
	case heading:
		lines = s.flow(b.chars, room, s.th.Heading)
	case caption:
		lines = s.flow(b.chars, room, s.th.Caption)
	case image:
		lines = plain(b.chars, room, s.th.Dim)
	case source:
		lines = s.source(b.chars, wide)
	case table:
		lines = s.table(b, room, wide)
	case rule:
		n := min(room, 24)
		lines = []Line{{base: s.th.Faint.Render(strings.Repeat("─", n)), at: fill(ours, n)}}
	default:
		style := s.th.Text
		if slices.ContainsFunc(in, func(i indent) bool { return i.bar }) {
			style = s.th.Blockquote
		}
		lines = s.prose(b.chars, room, style)
	}
	for i := range lines {
		bullet := ""
		if i == 0 {
			bullet = b.bullet
		}
		lines[i] = s.indented(lines[i], in, bullet)
	}
	return lines
}

// source lays out program text: as it is written, beside a bar; a line too long
// goes on in the next one, wherever it is cut.
func (s *setter) source(chars []char, width int) []Line {
	bar := s.th.CodeBar.Render("│") + " "
	room := max(1, width-2)
	var lines []Line
	for start := 0; start <= len(chars); {
		end := start
		for end < len(chars) && chars[end].r != '\n' {
			end++
		}
		row := Line{}
		var b strings.Builder
		for _, c := range chars[start:end] {
			n := ansi.StringWidth(string(c.r))
			if len(row.at)+n > room {
				row.base = b.String()
				lines = append(lines, row)
				row = Line{}
				b.Reset()
			}
			b.WriteRune(c.r)
			at := c.at
			if c.r == ' ' {
				at = blank
			}
			row.at = append(row.at, fill(at, n)...)
		}
		row.base = b.String()
		lines = append(lines, row)
		start = end + 1
	}
	for i := range lines {
		l := &lines[i]
		if n := ansi.StringWidth(l.base); n != len(l.at) { // characters that join
			l.at = fill(unknown, n)
		}
		l.base = bar + sgr(s.th.Code).Styled(l.base)
		l.at = append([]int32{ours, ours}, l.at...)
	}
	return lines
}

// within is how near a quote, in bytes, its speaker's whole name must stand to
// need no saying.
const within = 120

// saysWho reports whether the text around a quote names the speaker in full, in
// the same paragraph.
func saysWho(text string, quote news.Span, name string) bool {
	from, to := max(0, quote.Start-within), min(len(text), quote.End+within)
	if i := strings.LastIndex(text[from:quote.Start], "\n\n"); i >= 0 {
		from += i
	}
	if i := strings.Index(text[quote.End:to], "\n\n"); i >= 0 {
		to = quote.End + i
	}
	return strings.Contains(text[from:quote.Start], name) || strings.Contains(text[quote.End:to], name)
}

// withSpeakers writes after each quote, in square brackets as an editor would,
// who said it, where the words around it do not: once per paragraph for quotes
// in a row by one person.
func withSpeakers(blocks []block, text string, quotes []news.Quote) []block {
	wanted := map[int32]string{} // offset of a quote's last character -> name
	for _, q := range quotes {
		if q.Speaker == nil || q.Speaker.Name == "" {
			continue
		}
		for _, s := range append([]news.Span{q.Span}, q.AlsoAt...) {
			inside := strings.TrimRightFunc(s.Of(text), unicode.IsSpace)
			if inside == "" || saysWho(text, s, q.Speaker.Name) {
				continue
			}
			_, n := utf8.DecodeLastRuneInString(inside)
			wanted[int32(s.Start+len(inside)-n)] = q.Speaker.Name
		}
	}
	if len(wanted) == 0 {
		return blocks
	}
	for i := range blocks {
		b := &blocks[i]
		said := ""
		for k := 0; k < len(b.chars); k++ {
			if b.chars[k].r == '\n' {
				said = ""
			}
			name, ok := wanted[b.chars[k].at]
			if !ok || b.chars[k].at < 0 {
				continue
			}
			delete(wanted, b.chars[k].at)
			if name == said {
				continue
			}
			said = name
			k = afterMarks(b.chars, k+1)
			b.chars = slices.Insert(b.chars, k, nameChars(name)...)
			k += len([]rune(name)) + 2
		}
	}
	return blocks
}

// afterMarks skips the closing marks of a quote and the punctuation around them:
// ",”" as well as " »,".
func afterMarks(chars []char, k int) int {
	closing := func(i int) bool { return i < len(chars) && strings.ContainsRune("»”\"’'›", chars[i].r) }
	for k < len(chars) {
		next := k
		for next < len(chars) && unicode.IsSpace(chars[next].r) {
			next++
		}
		switch {
		case next > k && chars[next-1].r == ' ' && next < len(chars) && chars[next].r != '»':
			return k // after an ordinary blank only a guillemet can be meant
		case closing(next):
			k = next + 1
		case next < len(chars) && strings.ContainsRune(",.;:!?…", chars[next].r):
			k = next + 1
		default:
			return k
		}
	}
	return k
}

func nameChars(name string) []char {
	out := []char{{r: ' ', at: blank}, {r: '[', at: named}}
	for _, r := range name {
		if !ignorable(r) {
			out = append(out, char{r: r, at: named})
		}
	}
	return append(out, char{r: ']', at: named})
}

// Text is a line with its highlights.
func (r *Article) Text(i int) string { return r.Lines[i].painted }

// LineOf is the first line that shows the text at an offset or after it.
func (r *Article) LineOf(offset int) int {
	for i := range r.Lines {
		if int(r.Lines[i].to) >= offset {
			return i
		}
	}
	return 0
}

// OffsetAt is the place in the text where a line, or the next one with text,
// begins.
func (r *Article) OffsetAt(line int) int {
	for i := max(line, 0); i < len(r.Lines); i++ {
		if r.Lines[i].from >= 0 {
			return int(r.Lines[i].from)
		}
	}
	return 0
}

// Touches reports whether a line shows a part of a span.
func (r *Article) Touches(i int, s news.Span) bool {
	l := &r.Lines[i]
	if l.from < 0 || int(l.to) < s.Start || int(l.from) >= s.End {
		return false
	}
	for _, at := range l.at {
		if int(at) >= s.Start && int(at) < s.End {
			return true
		}
	}
	return false
}

// LinkAt is the link under a cell.
func (r *Article) LinkAt(line, cell int) (Link, bool) {
	if line < 0 || line >= len(r.Lines) {
		return Link{}, false
	}
	l := &r.Lines[line]
	if cell < 0 || cell >= len(l.link) || l.link[cell] == 0 {
		return Link{}, false
	}
	return r.Links[l.link[cell]-1], true
}

// Overlay is a highlight that comes and goes: a search hit, the place one has
// jumped to.
type Overlay struct {
	news.Span
	Style lipgloss.Style
}
