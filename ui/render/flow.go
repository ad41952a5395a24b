package render

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"charm.land/glamour/v2"
	gansi "charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/ui/cells"
	"lede/ui/theme"
)

// glamourMost is how much text of one article glamour lays out, and
// glamourBlock of one block. It needs about a millisecond for a thousand
// characters. Paragraphs without emphasis look the same without it, and what
// goes beyond these limits loses only its emphasis: both are wrapped directly,
// twenty times faster.
const (
	glamourMost  = 48_000
	glamourBlock = 8_000
)

type glamourRenderer = glamour.TermRenderer

// setter lays characters out as lines. It is used for one article by one
// goroutine.
type setter struct {
	th      *theme.Theme
	justify bool // paragraphs
	colon   string
	left    int // characters glamour may still lay out
	known   map[string]*glamourRenderer
}

// flow breaks characters into lines of at most width cells. Every character
// keeps its place.
func (s *setter) flow(chars []char, width int, style lipgloss.Style) []Line {
	return s.flowed(chars, width, style, false)
}

// prose is flow for running text, which may be justified.
func (s *setter) prose(chars []char, width int, style lipgloss.Style) []Line {
	return s.flowed(chars, width, style, s.justify)
}

func (s *setter) flowed(chars []char, width int, style lipgloss.Style, justify bool) []Line {
	width = max(width, 1)
	var lines []Line
	for len(chars) > 0 {
		end := 0
		for end < len(chars) && chars[end].r != '\n' {
			end++
		}
		part := trim(chars[:end])
		chars = chars[min(end+1, len(chars)):]
		if len(part) == 0 {
			continue
		}
		paragraph := s.paragraph(part, width, style)
		for i := 0; justify && i < len(paragraph)-1; i++ {
			paragraph[i] = stretched(paragraph[i], width, i%2 == 1)
		}
		lines = append(lines, paragraph...)
	}
	return lines
}

func (s *setter) paragraph(chars []char, width int, style lipgloss.Style) []Line {
	width = roomFor(chars, width)
	emphasis := slices.ContainsFunc(chars, func(c char) bool { return c.look != 0 })
	if emphasis && len(chars) <= glamourBlock && len(chars) <= s.left {
		s.left -= len(chars)
		if lines, ok := s.glamour(chars, width, style); ok {
			return lines
		}
	}
	return plain(chars, width, style)
}

// roomFor is the width for text in scripts whose syllables many terminals take
// apart, such as Devanagari: so much less than the width that the text fits there,
// too.
func roomFor(chars []char, width int) int {
	var those strings.Builder
	for _, c := range chars {
		if c.r >= 0x0900 && c.r <= 0x109f || c.r >= 0x1780 && c.r <= 0x17ff {
			those.WriteRune(c.r)
		}
	}
	more := ansi.StringWidthWc(those.String()) - ansi.StringWidth(those.String())
	if more <= 0 {
		return width
	}
	joined := ansi.StringWidth(stringOf(chars))
	return max(width/2, width*joined/(joined+more), 1)
}

func trim(chars []char) []char {
	for len(chars) > 0 && chars[0].r == ' ' {
		chars = chars[1:]
	}
	for len(chars) > 0 && chars[len(chars)-1].r == ' ' {
		chars = chars[:len(chars)-1]
	}
	return chars
}

// glamour writes the characters as Markdown, has glamour render that, and finds
// every character again on the lines that come back. Not ok: they are not what
// was given (or glamour failed), so the lines must not be shown.
func (s *setter) glamour(chars []char, width int, style lipgloss.Style) (lines []Line, ok bool) {
	defer func() {
		if recover() != nil {
			lines, ok = nil, false
		}
	}()
	r, err := s.renderer(style)
	if err != nil {
		return nil, false
	}
	out, err := r.Render(markdownOf(chars))
	if err != nil {
		return nil, false
	}
	// It is told not to wrap: it would pad each line with styled blanks.
	return placed(strings.Split(strings.Map(lively, lipgloss.Wrap(out, width, "")), "\n"), chars)
}

// plain wraps the characters without a look at their emphasis.
func plain(chars []char, width int, style lipgloss.Style) []Line {
	rows := strings.Split(strings.Map(lively, ansi.Wrap(inertOf(chars), width, "")), "\n")
	lines, ok := placed(rows, chars)
	if !ok { // never seen; the words matter more than their places
		lines = nil
		for _, row := range rows {
			lines = append(lines, Line{base: row, at: fill(unknown, ansi.StringWidth(row))})
		}
	}
	for i := range lines {
		lines[i].base = sgr(style).Styled(lines[i].base)
	}
	return lines
}

// placed finds the characters on rendered rows.
func placed(rows []string, chars []char) ([]Line, bool) {
	lines := make([]Line, 0, len(rows))
	next := 0
	for _, row := range rows {
		bare := strings.TrimRight(ansi.Strip(row), " ")
		if bare == "" {
			continue
		}
		l := Line{at: make([]int32, 0, len(bare))}
		var state byte
		for rest := bare; len(rest) > 0; {
			cluster, w, n, st := cells.Step(rest, state)
			state, rest = st, rest[n:]
			at, link := blank, int16(0)
			for i, r := range []rune(cluster) {
				if unicode.IsSpace(r) {
					continue
				}
				for next < len(chars) && unicode.IsSpace(chars[next].r) {
					next++
				}
				if next == len(chars) || chars[next].r != r {
					return nil, false
				}
				if i == 0 {
					at, link = chars[next].at, chars[next].link
				}
				next++
			}
			for range w {
				l.at = append(l.at, at)
			}
			if link != 0 && l.link == nil {
				l.link = make([]int16, len(l.at)-w, len(bare))
			}
			if l.link != nil {
				for range w {
					l.link = append(l.link, link)
				}
			}
		}
		l.base = row
		if bare != row {
			l.base = cutBlanks(row)
		}
		lines = append(lines, l)
	}
	for next < len(chars) && unicode.IsSpace(chars[next].r) {
		next++
	}
	return lines, next == len(chars)
}

// cutBlanks takes the padding off the end of a row, with the styles on it.
func cutBlanks(row string) string {
	var state byte
	end, styled := 0, false
	for pos := 0; pos < len(row); {
		seq, w, n, st := cells.Step(row[pos:], state)
		state = st
		pos += n
		if w > 0 && seq != " " || w == 0 && seq[0] >= 0x80 { // a character, or a mark on one
			end = pos
		}
		styled = styled || w == 0 && seq[0] == '\x1b'
	}
	if styled {
		return row[:end] + "\x1b[m"
	}
	return row[:end]
}

// Everything in a text that Markdown could take for a mark, and the spaces at
// which a line must not end, travel through the renderer as letters of a
// private plane, which mean nothing to it and take one cell too.
const private = 0xf0000

func inertAt(chars []char, i int) rune {
	r := chars[i].r
	if r == ' ' && holds(chars, i) || keycap(chars, i) {
		return private + r
	}
	if r > 0x7f && r < 0xa0 || r >= 0xfffe || r == ' ' || r == '\n' {
		return r
	}
	if r <= 0x7f {
		if !unicode.IsPunct(r) && !unicode.IsSymbol(r) {
			return r
		}
	} else if !unicode.IsPunct(r) && !unicode.IsSpace(r) {
		return r
	}
	if i+1 < len(chars) && joins(chars[i+1].r) { // part of an emoji
		return r
	}
	if r > 0x7f && ansi.StringWidth(string(r)) != 1 {
		return r
	}
	return private + r
}

// keycap reports the digit of a key cap or the selector in it. The library wraps a
// cap as one cell, but it takes two: so each of them travels as one.
func keycap(chars []char, i int) bool {
	at := func(k int, r rune) bool { return k < len(chars) && chars[k].r == r }
	if chars[i].r == '\ufe0f' {
		return at(i+1, '\u20e3')
	}
	return at(i+1, '\ufe0f') && at(i+2, '\u20e3')
}

// holds reports a blank at which a line must not end although it is written as
// an ordinary one: French sets it inside guillemets and before high marks, and
// many sites do not care for no-break spaces.
func holds(chars []char, i int) bool {
	return i > 0 && chars[i-1].r == '«' || i+1 < len(chars) && strings.ContainsRune("»:;!?%€", chars[i+1].r)
}

func joins(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200d' }

func lively(r rune) rune {
	if r >= private && r < private+0x10000 {
		return r - private
	}
	return r
}

// markdownOf writes characters as inline Markdown: no mark in it but those of
// emphasis.
func markdownOf(chars []char) string {
	var b strings.Builder
	b.Grow(2 * len(chars))
	for i := 0; i < len(chars); {
		end := i
		for end < len(chars) && chars[end].look == chars[i].look {
			end++
		}
		open, shut := marks(chars[i].look)
		from, to := i, end
		for from < to && chars[from].r == ' ' { // marks must touch their words
			from++
		}
		for to > from && chars[to-1].r == ' ' {
			to--
		}
		if from == to {
			open, shut = "", ""
		}
		for k := i; k < end; k++ {
			if k == from {
				b.WriteString(open)
			}
			if k == to {
				b.WriteString(shut)
			}
			b.WriteRune(inertAt(chars, k))
		}
		if to == end {
			b.WriteString(shut)
		}
		i = end
	}
	return b.String()
}

func marks(l look) (open, shut string) {
	if l&code != 0 {
		return "`", "`"
	}
	if l&struck != 0 {
		open, shut = "~~", "~~"
	}
	switch l & (bold | italic) {
	case bold:
		return open + "**", "**" + shut
	case italic:
		return open + "*", "*" + shut
	case bold | italic:
		return open + "***", "***" + shut
	}
	return open, shut
}

func (s *setter) renderer(style lipgloss.Style) (*glamourRenderer, error) {
	base := primitive(style)
	key := fmt.Sprint(deref(base.Color), *base.Bold, *base.Italic, *base.Underline)
	if r, ok := s.known[key]; ok {
		return r, nil
	}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(styles(s.th, base)), glamour.WithWordWrap(0))
	if err == nil {
		s.known[key] = r
	}
	return r, err
}

// styles is glamour's style sheet for running text in a base style. Blocks,
// bullets, tables and links are not its business here: they are laid out around
// what it returns.
func styles(th *theme.Theme, base gansi.StylePrimitive) gansi.StyleConfig {
	yes := true
	c := gansi.StyleConfig{Document: gansi.StyleBlock{StylePrimitive: base}}
	c.Strong = gansi.StylePrimitive{Bold: &yes}
	c.Emph = gansi.StylePrimitive{Italic: &yes}
	c.Strikethrough = gansi.StylePrimitive{CrossedOut: &yes}
	c.Code.StylePrimitive = gansi.StylePrimitive{Color: primitive(th.Code).Color}
	if th.Kind == theme.None {
		c.Code.StylePrimitive.Bold = &yes
	} else if c.Code.Color == nil || deref(c.Code.Color) == deref(base.Color) {
		c.Code.StylePrimitive.Color = primitive(th.Company).Color
	}
	return c
}

func primitive(s lipgloss.Style) gansi.StylePrimitive {
	b, i, u := s.GetBold(), s.GetItalic(), s.GetUnderline()
	p := gansi.StylePrimitive{Bold: &b, Italic: &i, Underline: &u}
	switch c := s.GetForeground().(type) {
	case nil, lipgloss.NoColor:
	case ansi.BasicColor:
		n := strconv.Itoa(int(c))
		p.Color = &n
	default:
		hex := hexOf(c)
		p.Color = &hex
	}
	return p
}

func hexOf(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func fill(v int32, n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = v
	}
	return out
}

// Wrap breaks plain text into lines of at most w cells. Lines do not end at
// no-break spaces.
func Wrap(text string, w int) []string {
	var chars []char
	for _, r := range text {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		if !ignorable(r) {
			chars = append(chars, char{r: r})
		}
	}
	chars = trim(chars)
	if len(chars) == 0 {
		return nil
	}
	return strings.Split(strings.Map(lively, ansi.Wrap(inertOf(chars), roomFor(chars, max(w, 1)), "")), "\n")
}

func inertOf(chars []char) string {
	var b strings.Builder
	b.Grow(len(chars))
	for i := range chars {
		b.WriteRune(inertAt(chars, i))
	}
	return b.String()
}
