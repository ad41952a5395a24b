package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// line is a block in the making: its span and how many empty lines are before.
type line struct {
	news.Block
	gap int
}

// fromBlocks takes the blocks of an HTML article, repairing what cannot be:
// spans out of range, overlaps, blank blocks.
func fromBlocks(text string, blocks []news.Block) []line {
	out := make([]line, 0, len(blocks))
	end := 0
	for _, b := range blocks {
		b.Start, b.End = max(b.Start, end), min(b.End, len(text))
		if b.Start >= b.End {
			continue
		}
		b.Span = trim(text, b.Span)
		if b.Start >= b.End || !utf8.RuneStart(text[b.Start]) {
			continue
		}
		end = b.End
		out = append(out, line{b, -1})
	}
	return out
}

// fromText makes blocks of plain text: a line is a block, but lines that were
// broken to fit a width are joined first.
func fromText(text string) []line {
	var lines []line
	gap := 0
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		next := len(text)
		if end < 0 {
			end = len(text)
		} else {
			end += start
			next = end + 1
		}
		span := trim(text, news.Span{Start: start, End: end})
		start = next
		if span.Start >= span.End {
			gap++
			continue
		}
		lines = append(lines, line{news.Block{Span: span, Kind: kindOf(text[span.Start:span.End])}, gap})
		gap = 0
	}
	return joinWrapped(text, lines)
}

func trim(text string, s news.Span) news.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) && r != '\ufeff' {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}

// kindOf guesses what a line of plain text is from its looks.
func kindOf(s string) news.BlockKind {
	r, n := utf8.DecodeRuneInString(s)
	rest := s[n:]
	switch r {
	case '•', '◦', '▪', '●', '‣', '·':
		return news.ListItem
	case '*', '-', '–':
		// A dash with a space also opens a turn of a dialogue; that is a
		// paragraph when it ends like a sentence.
		if strings.HasPrefix(rest, " ") && !endsSentence(s) {
			return news.ListItem
		}
	case '|':
		return news.TableRow
	case '#':
		if strings.HasPrefix(strings.TrimLeft(rest, "#"), " ") {
			return news.Heading
		}
	}
	if strings.Contains(s, "\t") && !endsSentence(s) {
		return news.TableRow
	}
	if i := strings.IndexAny(s, ".)"); i > 0 && i <= 2 && i+1 < len(s) && s[i+1] == ' ' && allDigits(s[:i]) && !endsSentence(s) {
		return news.ListItem
	}
	if looksLikeCode(s) {
		return news.Code
	}
	return news.Paragraph
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// looksLikeCode: many signs that prose does not use.
func looksLikeCode(s string) bool {
	signs := 0
	for i := range len(s) {
		switch s[i] {
		case '{', '}', ';', '=', '<', '>', '_', '\\', '`', '|', '[', ']':
			signs++
		}
	}
	return signs >= 3 && signs*12 > len(s)
}

// joinWrapped joins hard-wrapped lines. Lines were wrapped if, nearly always,
// the first word of the next line would not have fitted at the end of a line.
func joinWrapped(text string, lines []line) []line {
	width, pairs, full := 0, 0, 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(text[l.Start:l.End]))
	}
	if width > 120 || width < 40 {
		return lines
	}
	wraps := func(i int) bool {
		a, b := lines[i], lines[i+1]
		word, _, _ := strings.Cut(text[b.Start:b.End], " ")
		return utf8.RuneCountInString(text[a.Start:a.End])+1+utf8.RuneCountInString(word) > width-3
	}
	for i := range len(lines) - 1 {
		if lines[i+1].gap == 0 {
			pairs++
			if wraps(i) {
				full++
			}
		}
	}
	if full < 2 || full*10 < pairs*6 {
		return lines
	}
	out := lines[:0]
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		for i+1 < len(lines) && lines[i+1].gap == 0 && lines[i+1].Kind == news.Paragraph && wraps(i) {
			i++
			l.End = lines[i].End
		}
		out = append(out, l)
	}
	return out
}

// endsSentence reports whether s ends as a sentence does, closing marks aside.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || isCloser(r) })
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '.' || r == '!' || r == '?' || r == '…'
}

// endsQuoted: the line ends with a quoted sentence, “Not yet.”, as a paragraph
// may and a heading hardly ever does.
func endsQuoted(s string) bool {
	inner := strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || isCloser(r) })
	return len(inner) < len(s) && (strings.HasSuffix(inner, ".") || strings.HasSuffix(inner, ","))
}

// isCloser: may stand between the end of a sentence and the space after it.
func isCloser(r rune) bool {
	switch r {
	case '"', '”', '’', '\'', '»', '›', ')', ']', '“', '*', '_':
		return true
	}
	return false
}

// titleLike: a line that reads as a title or a link and not as prose: short,
// not ending as a sentence does, beginning like a title.
func titleLike(s string, words int) bool {
	if words == 0 || words > 22 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if last == ';' || last == ',' || last == '.' && !strings.HasSuffix(s, "...") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "«“\"'‘ \u00a0-–•*>→▶#"))
	return unicode.IsUpper(first) || unicode.IsDigit(first) || !unicode.IsLetter(first) || strings.ContainsAny(s, "«»")
}

// markTitle finds the block that repeats the title. A text without a title of
// its own gives its first line when that is title-like.
func (d *Document) markTitle() {
	if len(d.Blocks) == 0 {
		return
	}
	title := squeeze(d.Title)
	for i := range min(3, len(d.Blocks)) {
		b := &d.Blocks[i]
		s := d.Text[b.Start:b.End]
		if title != "" {
			if len(s) < 2*len(d.Title)+20 && squeeze(s) == title {
				b.Title, b.Kind, b.Level = true, news.Heading, 1
				return
			}
			continue
		}
		if i == 0 && len(d.Blocks) > 1 && (b.Kind == news.Heading || b.Kind == news.Paragraph) && titleLike(s, countWords(s)) {
			next := d.Blocks[1]
			if b.Kind == news.Heading || next.End-next.Start > len(s) {
				b.Title, b.Kind, b.Level = true, news.Heading, 1
				d.Title = strings.TrimLeft(s, "# ")
				return
			}
		}
	}
}

// squeeze keeps letters and digits in lower case: titles compare by it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func countWords(s string) int { return len(Words(s, news.Span{Start: 0, End: len(s)})) }

// findHeadings marks short title-like lines between paragraphs of plain text.
func (d *Document) findHeadings() {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind != news.Paragraph || b.Title || b.End-b.Start > 110 {
			continue
		}
		s := d.Text[b.Start:b.End]
		words := countWords(s)
		if words > 12 || !titleLike(s, words) || endsQuoted(s) || strings.HasSuffix(s, ":") && !d.longAfter(i) {
			continue
		}
		if d.longAfter(i) {
			b.Kind, b.Level = news.Heading, 2
		}
	}
}

// longAfter: the next block is a paragraph of running text.
func (d *Document) longAfter(i int) bool {
	if i+1 >= len(d.Blocks) {
		return false
	}
	b := d.Blocks[i+1]
	s := d.Text[b.Start:b.End]
	return b.Kind == news.Paragraph && len(s) > 60 && !titleLike(s, countWords(s))
}

// markStandfirst finds the paragraph that sums up the article before it
// begins: the first of the article, short, and told again by what follows.
func (d *Document) markStandfirst() {
	var body []int
	for i, b := range d.Blocks {
		if b.Boiler == "" && !b.Title && b.Kind == news.Paragraph {
			body = append(body, i)
			if len(body) == 3 {
				break
			}
		}
	}
	if len(body) < 3 {
		return
	}
	first := d.Text[d.Blocks[body[0]].Start:d.Blocks[body[0]].End]
	if len(first) < 60 || len(first) > 700 || !endsSentence(first) {
		return
	}
	rest := map[string]bool{}
	for _, i := range body[1:] {
		for _, w := range d.contentWords(d.Blocks[i].Span) {
			rest[w] = true
		}
	}
	words, shared := d.contentWords(d.Blocks[body[0]].Span), 0
	for _, w := range words {
		if rest[w] {
			shared++
		}
	}
	d.Blocks[body[0]].Standfirst = len(words) >= 6 && shared*20 >= len(words)*9
}

// contentWords are the stems of a span's words that carry topic.
func (d *Document) contentWords(s news.Span) []string {
	var out []string
	for _, w := range d.Tokens(s) {
		if c := topical.At(d, w, topicOf); c.tells {
			out = append(out, c.stem)
		}
	}
	return out
}

// topic is the stem of a word, when it carries any.
type topic struct {
	stem  string
	tells bool
}

var topical = NewMemo[topic]()

func topicOf(lang, word string) topic {
	lower := strings.ToLower(word)
	if len(lower) < 3 || IsStop(lang, strings.TrimRight(lower, "'’")) {
		return topic{}
	}
	return topic{Stem(lang, lower), true}
}
