package render

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/ui/cells"
)

// ink is what lies over a byte of the text.
type ink uint8

const (
	inQuote ink = 1 << iota
	inCompany
	isName  // a speaker's name, written by us
	isAside // not the article: related links, newsletter prompts, bylines
)

// inkOf marks the bytes of the text that are quoted, name a company or are not the
// article's.
func inkOf(a *news.Article, d *news.Digest) []ink {
	paint := make([]ink, len(a.Text))
	mark := func(s news.Span, with ink) {
		for i := max(s.Start, 0); i < min(s.End, len(paint)); i++ {
			paint[i] |= with
		}
	}
	for _, b := range d.Boilerplate {
		mark(b.Span, isAside)
	}
	for _, q := range d.Quotes {
		mark(q.Span, inQuote)
		for _, s := range q.AlsoAt {
			mark(s, inQuote)
		}
	}
	for _, m := range d.Companies {
		if m.Salience == news.Source {
			continue
		}
		for _, s := range m.Spans {
			mark(s.Span, inCompany)
		}
	}
	return paint
}

// Draw is a line with its highlights and further ones over them; later
// overlays lie over earlier ones.
func (r *Article) Draw(i int, over []Overlay) string {
	l := &r.Lines[i]
	over = slices.DeleteFunc(slices.Clone(over), func(o Overlay) bool { return int(l.to) < o.Start || int(l.from) >= o.End })
	if len(over) == 0 {
		return l.painted
	}
	return r.draw(l, over)
}

// cell is how one cell is highlighted.
type cell struct {
	ink  ink
	link int16
	over int16 // index of an overlay plus one
}

// draw is the one highlighter: it computes the highlight of each cell and
// styles runs of equal ones.
func (r *Article) draw(l *Line, over []Overlay) string {
	looks := make([]cell, len(l.at))
	for i, at := range l.at {
		c := &looks[i]
		if l.link != nil {
			c.link = l.link[i]
		}
		switch {
		case at == named:
			c.ink = isName
		case at >= 0 && int(at) < len(r.paint):
			c.ink = r.paint[at]
			for k, o := range over {
				if o.Start <= int(at) && int(at) < o.End {
					c.over = int16(k + 1)
				}
			}
		}
	}
	bridge(l.at, looks)
	var b strings.Builder
	done, bare := 0, ""
	for i := 0; i < len(looks); {
		end := i + 1
		for end < len(looks) && looks[end] == looks[i] {
			end++
		}
		if looks[i] != (cell{}) {
			if bare == "" {
				bare = ansi.Strip(l.base)
			}
			if i > done {
				b.WriteString(cells.Slice(l.base, done, i))
			}
			style, link := r.style(looks[i], over)
			text := sgr(style).Styled(cells.Slice(bare, i, end))
			if link != "" {
				text = hyperlink(link, text)
			}
			b.WriteString(text)
			done = end
		}
		i = end
	}
	if bare == "" {
		return l.base
	}
	if done < len(looks) {
		b.WriteString(cells.Slice(l.base, done, len(looks)))
	}
	return b.String()
}

// sgr is a lipgloss style as the one sequence that it is. Lipgloss itself
// underlines rune by rune, which tears characters made of several apart.
func sgr(s lipgloss.Style) ansi.Style {
	var out ansi.Style
	if s.GetBold() {
		out = out.Bold()
	}
	if s.GetFaint() {
		out = out.Faint()
	}
	if s.GetItalic() {
		out = out.Italic(true)
	}
	if s.GetUnderline() {
		out = out.Underline(true)
	}
	if s.GetReverse() {
		out = out.Reverse(true)
	}
	if c := s.GetForeground(); c != (lipgloss.NoColor{}) {
		out = out.ForegroundColor(c)
	}
	if c := s.GetBackground(); c != (lipgloss.NoColor{}) {
		out = out.BackgroundColor(c)
	}
	return out
}

// hyperlink makes text a link; the id lets a terminal know that its parts on
// several lines are one.
func hyperlink(url, text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(url)) // it never fails
	return ansi.SetHyperlink(url, "id="+strconv.FormatUint(uint64(h.Sum32()), 36)) + text + ansi.ResetHyperlink()
}

// bridge gives white space between two cells what both of them have.
func bridge(at []int32, cells []cell) {
	for i := 1; i < len(cells); i++ {
		if at[i] != blank {
			continue
		}
		end := i
		for end < len(cells) && at[end] == blank {
			end++
		}
		if end < len(cells) && at[i-1] != ours && at[end] != ours {
			a, b := cells[i-1], cells[end]
			gap := cell{ink: a.ink & b.ink}
			if a.over == b.over {
				gap.over = a.over
			}
			if a.link == b.link {
				gap.link = a.link
			}
			for k := i; k < end; k++ {
				cells[k] = gap
			}
		}
		i = end
	}
}

// style is how a highlight looks. Where several meet, the one that comes and
// goes wins, then the quote; a link keeps its address in any case.
func (r *Article) style(c cell, over []Overlay) (s lipgloss.Style, url string) {
	switch {
	case c.over > 0:
		s = over[c.over-1].Style
	case c.ink&isName != 0:
		s = r.th.Speaker
	case c.ink&inQuote != 0 && c.ink&inCompany != 0:
		s = r.th.Quote.Bold(true)
	case c.ink&inQuote != 0:
		s = r.th.Quote
	case c.ink&isAside != 0:
		s = r.th.Dim
	case c.ink&inCompany != 0:
		s = r.th.Company
	default:
		s = r.th.Link
	}
	if c.link > 0 {
		if c.over == 0 && c.ink != 0 {
			s = s.Underline(true)
		}
		url = r.Links[c.link-1].URL
	}
	return s, url
}
