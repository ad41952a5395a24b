package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// markBoilerplate says of each block whether it is the article or something
// around it, and collects the spans.
func (d *Document) markBoilerplate() {
	cues := make([]string, len(d.Blocks))
	headings := d.headingWords(cues)
	for i := 0; i < len(d.Blocks); i++ {
		b := &d.Blocks[i]
		if b.Boiler != "" || b.Title {
			continue
		}
		if b.Recurring {
			b.Boiler = "recurring"
			continue
		}
		c, ok := cues[i], cues[i] != ""
		if !ok {
			switch {
			case b.Kind == news.Caption:
				b.Boiler = "caption"
			case b.Kind == news.Aside:
				b.Boiler = "related"
			case d.mostlyLink(*b):
				b.Boiler = "related"
			case d.byline(i) || d.dated(i) || d.author(i):
				b.Boiler = "byline"
			case d.bar(*b):
				b.Boiler = "share"
			case d.credit(*b):
				b.Boiler = "caption"
			}
			continue
		}
		b.Boiler = c
		if c == "related" && d.opener(*b) {
			i = d.box(i, headings)
		}
	}
	d.markInline()
}

// headingWords fills in the cue of every block, and gives the typical length
// in words of the headings that are surely headings: it helps to tell a
// heading after a box of links from one more link.
func (d *Document) headingWords(cues []string) int {
	total, n, after := 0, 0, false
	for i, b := range d.Blocks {
		s := d.Text[b.Start:b.End]
		if !b.Title {
			cues[i] = boilerCue(s)
		}
		if b.Kind == news.Heading && !b.Title && !after && cues[i] == "" {
			total += countWords(s)
			n++
		}
		after = cues[i] == "related" || after && titleLike(s, countWords(s))
	}
	if n == 0 {
		return 6
	}
	return max(6, (total+n-1)/n+2)
}

// boilerCue looks a line up in the cue tables: why it is boilerplate, or "".
func boilerCue(s string) string {
	if len(s) > 600 || wordier(s, mostCueWords) {
		return ""
	}
	line := fold(s)
	words := strings.Count(line, " ") + 1
	bare := strings.TrimRight(line, " :.!…>»→▶")
	there := pairsOf(line)
	match := func(cues []cue) string {
		for i := range cues {
			c := &cues[i]
			if words > c.words {
				continue
			}
			switch c.how {
			case '=':
				if bare == c.text {
					return c.kind
				}
			case '^':
				if strings.HasPrefix(line, c.text) && bounded(line, len(c.text)) {
					return c.kind
				}
			default:
				if there.has(&c.pairs) && strings.Contains(line, c.text) {
					return c.kind
				}
			}
		}
		return ""
	}
	if kind := match(allCues[firstWord(line)]); kind != "" {
		return kind
	}
	return match(allCues[""])
}

// mostCueWords is the most words that a line with a cue has.
var mostCueWords = func() int {
	most := 0
	for _, cues := range allCues {
		for _, c := range cues {
			most = max(most, c.words)
		}
	}
	return most
}()

// wordier reports whether a line has more words than that, once it is folded.
func wordier(s string, most int) bool {
	s = strings.TrimLeftFunc(s, symbol)
	words, space := 0, true
	for _, r := range s {
		switch {
		case r > ' ' && r < utf8.RuneSelf:
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '\u200b' || r == '\ufe0f':
			continue
		}
		if space {
			if words++; words > most {
				return true
			}
			space = false
		}
	}
	return false
}

// symbol: what a line may begin with before its words do.
func symbol(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' && r != '(' && r != '/'
}

// bounded: a cue must not end within a word.
func bounded(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	after, _ := utf8.DecodeRuneInString(line[at:])
	return at >= len(line) || !isWordRune(before) || !isWordRune(after)
}

// fold prepares a line for the cue tables: lower case, plain spaces and
// apostrophes, no leading symbols.
func fold(s string) string {
	s = strings.TrimLeftFunc(s, symbol)
	b := make([]byte, 0, len(s))
	space := false
	for i, r := range s {
		switch {
		case r > ' ' && r < utf8.RuneSelf:
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			c := s[i]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '’':
			r = '\''
		case r == '\u200b' || r == '\ufe0f':
			continue
		default:
			r = unicode.ToLower(r)
		}
		if space && len(b) > 0 {
			b = append(b, ' ')
		}
		space = false
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// opener reports whether a related-link cue stands alone, so that its links
// are the following lines.
func (d *Document) opener(b Block) bool {
	s := strings.TrimRightFunc(d.Text[b.Start:b.End], unicode.IsSpace)
	return countWords(s) <= 6 && (strings.HasSuffix(s, ":") || !strings.Contains(s, ":"))
}

// box marks the links after an opener at i and returns the last block of the
// box. The first title-like line is a link; more of them are too, except that
// a short one before running text is the heading of what follows.
func (d *Document) box(i, heading int) int {
	last := i
	for j := i + 1; j < len(d.Blocks) && j <= i+12; j++ {
		b := &d.Blocks[j]
		s := d.Text[b.Start:b.End]
		words := countWords(s)
		linked := b.Linked*10 >= (b.End-b.Start)*7
		if !linked && (!titleLike(s, words) || b.gap < 0 && b.Kind == news.Heading) {
			break
		}
		if boilerCue(s) != "" {
			break
		}
		if j > i+1 && !linked {
			apart := b.gap > 0 && d.Blocks[i+1].gap == 0
			if apart || b.Kind == news.Heading && words <= heading && words < 12 {
				break
			}
		}
		b.Boiler, b.Kind = "related", linkKind(b.Kind)
		last = j
	}
	return last
}

// linkKind: what looked like a heading was a link.
func linkKind(k news.BlockKind) news.BlockKind {
	if k == news.Heading {
		return news.Paragraph
	}
	return k
}

// mostlyLink: nearly all of the block is link text and it is no sentence.
func (d *Document) mostlyLink(b Block) bool {
	n := b.End - b.Start
	if b.Kind == news.Heading || b.Linked*10 < n*8 || n > 220 {
		return false
	}
	s := d.Text[b.Start:b.End]
	return !endsSentence(s) || b.Kind == news.ListItem
}

// byline reports whether block i names the author: "Par Anne Martin, le 3
// mai", "By John Smith". Only near the start or the end of an article.
func (d *Document) byline(i int) bool {
	b := d.Blocks[i]
	if b.End-b.Start > 120 || i > 4 && i < len(d.Blocks)-3 {
		return false
	}
	s := d.Text[b.Start:b.End]
	words := Words(d.Text, b.Span)
	if len(words) == 0 || len(words) > 16 {
		return false
	}
	first := strings.ToLower(words[0].Of(d.Text))
	lang := known(d.Language)
	if lang.by[first] && len(words) >= 2 {
		small, big := 0, 0
		for _, w := range words[1:] {
			word := w.Of(d.Text)
			r, _ := utf8.DecodeRuneInString(word)
			lower := strings.ToLower(word)
			if unicode.IsUpper(r) || unicode.IsDigit(r) || IsDate(lower) {
				big++
			} else {
				small++
			}
		}
		r, _ := utf8.DecodeRuneInString(words[1].Of(d.Text))
		return unicode.IsUpper(r) && big >= 2*small && !endsSentence(s)
	}
	// A line that is only a date or a time.
	dates := 0
	for _, w := range words {
		word := strings.ToLower(w.Of(d.Text))
		if IsDate(word) || word[0] >= '0' && word[0] <= '9' {
			dates++
		}
	}
	return dates*3 >= len(words)*2 && b.Kind == news.Paragraph
}

// markDatelines adds "PARIS (AFP) — " before a paragraph to the boilerplate:
// place, day and agency are no part of the article.
func (d *Document) markDatelines() {
	found := false
	for _, s := range d.Sentences {
		b := d.Blocks[s.Block]
		if s.Dateline <= s.Start || b.Boiler != "" || b.Title || b.Kind != news.Paragraph {
			continue
		}
		found = true
		d.Boilerplate = append(d.Boilerplate, news.Boilerplate{Span: trim(d.Text, news.Span{Start: s.Start, End: s.Proper().Start}), Why: "byline"})
	}
	if found {
		slices.SortFunc(d.Boilerplate, func(a, b news.Boilerplate) int { return a.Start - b.Start })
	}
}

// markInline finds related links in brackets within a paragraph, "(Lire aussi
// : …)", and gathers all boilerplate spans in text order.
func (d *Document) markInline() {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Boiler != "" {
			d.Boilerplate = append(d.Boilerplate, news.Boilerplate{Span: b.Span, Why: b.Boiler})
			continue
		}
		s := d.Text[b.Start:b.End]
		for at := 0; at < len(s); {
			open := strings.IndexAny(s[at:], "([")
			if open < 0 {
				break
			}
			open += at
			end := strings.IndexAny(s[open:], ")]")
			if end < 0 {
				break
			}
			end += open + 1
			if kind := boilerCue(s[open+1 : end-1]); kind == "related" || kind == "caption" && end-open < 80 {
				d.Boilerplate = append(d.Boilerplate, news.Boilerplate{Span: news.Span{Start: b.Start + open, End: b.Start + end}, Why: kind})
			}
			at = end
		}
	}
}
