package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// maxHeld is how long a quotation or bracket may be and still be kept in one
// sentence, in bytes: a longer one is split, although a mark is then left
// without its partner in each part.
const maxHeld = 900

// usualSentence is how long sentences are in the middle, in bytes.
const usualSentence = 128

// splitSentences fills in the sentences of every block.
func (d *Document) splitSentences() {
	d.Sentences = make([]Sentence, 0, len(d.Blocks)+len(d.Text)/usualSentence)
	quoted := d.Quoted
	for i := range d.Blocks {
		b := &d.Blocks[i]
		b.First = len(d.Sentences)
		n := 0
		for n < len(quoted) && quoted[n].Block == i {
			n++
		}
		d.splitBlock(i, quoted[:n])
		quoted = quoted[n:]
		b.Last = len(d.Sentences)
	}
}

func (d *Document) splitBlock(block int, quoted []Quoted) {
	b := d.Blocks[block]
	add := func(span news.Span) {
		span = trim(d.Text, span)
		if span.Start >= span.End {
			return
		}
		if span.Start > b.Start {
			span = afterDash(d.Text, span)
		}
		s := Sentence{Span: span, Block: block, Dateline: span.Start}
		if span.Start == b.Start {
			s.Dateline = dateline(d.Text, span)
		}
		for _, q := range quoted {
			if q.Open && q.Outer.Overlaps(span) || q.Outer.Overlaps(span) && !span.Contains(q.Outer) {
				s.Unbalanced = true
			}
		}
		d.Sentences = append(d.Sentences, s)
	}
	switch b.Kind {
	case news.Heading, news.TableRow, news.Code:
		add(b.Span)
		return
	}
	sp := splitter{d: d, lang: known(d.Language), end: b.End, quoted: quoted}
	start := b.Start
	for i := b.Start; i < b.End; {
		c := d.Text[i]
		n := 1
		if c != '.' && c != '!' && c != '?' {
			if c < utf8.RuneSelf {
				i++
				continue
			}
			var r rune
			if r, n = utf8.DecodeRuneInString(d.Text[i:b.End]); r != '…' {
				i += n
				continue
			}
		}
		end, ok := sp.ends(start, i, n)
		if ok {
			add(news.Span{Start: start, End: end})
			start = end
		}
		i = max(end, i+n)
	}
	add(news.Span{Start: start, End: b.End})
}

// afterDash leaves out the dash between a date and the text, "22 mai. - Le
// groupe …", which begins the second sentence.
func afterDash(text string, span news.Span) news.Span {
	r, n := utf8.DecodeRuneInString(text[span.Start:span.End])
	if r != '-' && r != '–' && r != '—' {
		return span
	}
	rest := trim(text, news.Span{Start: span.Start + n, End: span.End})
	if rest.Start == span.Start+n || rest.Start >= rest.End {
		return span
	}
	return rest
}

type splitter struct {
	d      *Document
	lang   *language
	end    int
	quoted []Quoted
}

// ends decides whether the mark at i (n bytes) ends the sentence that began at
// start, and where: after further marks and closing signs.
func (sp *splitter) ends(start, i, n int) (int, bool) {
	s := sp.d.Text
	mark := s[i]
	j := i + n
	for j < sp.end {
		r, m := utf8.DecodeRuneInString(s[j:sp.end])
		if r != '.' && r != '!' && r != '?' && r != '…' {
			break
		}
		j += m
	}
	dots := j > i+1 && mark == '.'
	closed := j
	closing := false
	for k := j; k < sp.end; {
		r, m := utf8.DecodeRuneInString(s[k:sp.end])
		switch {
		case isCloser(r) && r != '“' || r == '“' && sp.d.Language == "de":
			k += m
			closed, closing = k, true
		case r == '[' && footnote(s[k:sp.end]) > 0:
			k += footnote(s[k:sp.end])
			closed = k
		case (r == '\u00a0' || r == '\u202f' || r == ' ') && nextIs(s[k+m:sp.end], "»›"):
			k += m
			continue
		default:
			m = 0
		}
		if m == 0 {
			break
		}
	}
	if closed >= sp.end {
		return sp.end, true
	}
	next := closed
	for next < sp.end {
		r, m := utf8.DecodeRuneInString(s[next:sp.end])
		if !unicode.IsSpace(r) {
			break
		}
		next += m
	}
	if next == closed {
		return j, false
	}
	if next >= sp.end {
		return sp.end, true
	}
	if sp.held(i, closed) {
		return j, false
	}
	if !startsSentence(s[next:sp.end]) {
		return j, false
	}
	if agencyFollows(s[next:sp.end]) || mark == '.' && isPlace(s[start:i]) && startsDash(s[next:sp.end]) {
		return j, false
	}
	word := sp.wordAt(next)
	lower := strings.ToLower(word)
	switch {
	case mark == '.' && !dots && !closing:
		if sp.abbreviation(start, i, word, lower) {
			return j, false
		}
	case mark == '!' || mark == '?':
		if sp.lang.bang[strings.ToLower(lastWord(s[start:i]))+string(mark)] && !sp.lang.stop[lower] {
			return j, false
		}
		if closing && sp.reportingFollows(next) {
			return j, false
		}
	}
	return closed, true
}

// held reports whether the mark at i is inside a quotation or bracket that
// goes on beyond end.
func (sp *splitter) held(i, end int) bool {
	for _, q := range sp.quoted {
		if q.Outer.Start > i {
			break
		}
		if !q.Open && i < q.Outer.End && end < q.Outer.End && q.Outer.End-q.Outer.Start <= maxHeld {
			return true
		}
	}
	s := sp.d.Text
	from := max(i-200, 0)
	if open := strings.LastIndexByte(s[from:i], '('); open >= 0 && !strings.Contains(s[from+open:i], ")") {
		to := min(sp.end, i+200)
		if e := strings.IndexByte(s[i:to], ')'); e >= 0 && i+e >= end && !strings.Contains(s[i:i+e], "(") {
			return true
		}
	}
	return false
}

// abbreviation decides whether the point at i belongs to an abbreviation, an
// initial or a number, and ends nothing.
func (sp *splitter) abbreviation(start, i int, next, lower string) bool {
	s := sp.d.Text
	before := lastWord(s[start:i])
	if before == "" {
		return false
	}
	w := strings.ToLower(before)
	function := sp.lang.stop[lower]
	runes := utf8.RuneCountInString(before)
	if sp.lang.abbrev[w] {
		// "no" and the like are also words: they abbreviate only before a number.
		if w == "no" || w == "art" || w == "min" || w == "max" || w == "dir" || w == "fig" || w == "sun" || w == "mar" || w == "may" || w == "nos" || w == "ed" || w == "p" && runes == 1 {
			return next != "" && next[0] >= '0' && next[0] <= '9'
		}
		return true
	}
	if sp.lang.abbrevEnd[w] {
		return !function
	}
	r, _ := utf8.DecodeRuneInString(before)
	if runes == 1 && unicode.IsUpper(r) {
		// An initial, unless a sentence begins: "plan B. The …".
		return !function || sp.d.Language == "fr" && before == "M"
	}
	if strings.Contains(before, ".") && unicode.IsUpper(r) && runes <= 6 {
		return !function
	}
	// "1. First point": a number that begins the sentence.
	if i-start <= 3 && allDigits(s[start:i]) {
		return true
	}
	return false
}

// reportingFollows: a few words on stands a verb of saying, as in “Really?”
// Smith asked.
func (sp *splitter) reportingFollows(at int) bool {
	if len(sp.lang.reporting) == 0 {
		return false
	}
	words := Words(sp.d.Text, news.Span{Start: at, End: min(sp.end, at+60)})
	for i, w := range words {
		if i > 3 {
			break
		}
		if sp.lang.reporting[w.Of(sp.d.Text)] {
			rest := sp.d.Text[w.End:sp.end]
			return strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ",") || i <= 2
		}
	}
	return false
}

func (sp *splitter) wordAt(at int) string {
	s := sp.d.Text
	for at < sp.end {
		r, n := utf8.DecodeRuneInString(s[at:sp.end])
		if isWordRune(r) {
			break
		}
		at += n
	}
	var room [24]news.Span // 40 bytes have no more words
	words := AppendWords(room[:0], s, news.Span{Start: at, End: min(sp.end, cut(s, at, 40))})
	if len(words) == 0 {
		return ""
	}
	return strings.TrimRight(words[0].Of(s), "'’")
}

// cut is at+n, moved to the start of a rune.
func cut(s string, at, n int) int {
	end := min(len(s), at+n)
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end--
	}
	return end
}

// lastWord is the last word of s, with inner points ("U.S", "J.-C").
func lastWord(s string) string {
	i := len(s)
	for i > 0 && len(s)-i < 40 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !isWordRune(r) && r != '.' && r != '-' && !isApostrophe(r) {
			break
		}
		if isApostrophe(r) && elision(lettersBefore(s[:i-n])) {
			break
		}
		i -= n
	}
	return strings.Trim(s[i:], ".-'’")
}

func lettersBefore(s string) string {
	i := len(s)
	for i > 0 && len(s)-i < 12 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) {
			break
		}
		i -= n
	}
	return s[i:]
}

// startsSentence: a capital, a digit, an opening mark, a name like iPhone, or a
// script without case.
func startsSentence(s string) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.IsTitle(r):
			return true
		case unicode.IsLetter(r):
			second, _ := utf8.DecodeRuneInString(s[n:])
			return unicode.IsUpper(second) || !unicode.IsLower(r)
		case strings.ContainsRune("«“\"„‘'‹([»-–—•*¿¡ \u00a0\u202f@#$€£", r):
			s = s[n:]
		default:
			return false
		}
	}
	return false
}

func nextIs(s, set string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return len(s) > 0 && strings.ContainsRune(set, r)
}

// footnote is the length of "[12]" at the start of s, or 0.
func footnote(s string) int {
	end := strings.IndexByte(s, ']')
	if end > 1 && end <= 4 && allDigits(s[1:end]) {
		return end + 1
	}
	return 0
}

// dateline finds where a sentence begins after "PARIS (AFP) — " or "22 mai
// 2012. - "; the start of the span when there is none.
func dateline(text string, span news.Span) int {
	s := text[span.Start:min(span.End, cut(text, span.Start, 90))]
	for _, dash := range []string{"— ", "– ", "/ -- ", "/ - ", "- ", "-- ", "—", ")--", ": "} {
		i := strings.Index(s, dash)
		if i < 3 {
			continue
		}
		capitals, words, digits := 0, 0, 0
		var room [48]news.Span // 90 bytes have no more words
		for _, w := range AppendWords(room[:0], s, news.Span{Start: 0, End: i}) {
			word := w.Of(s)
			r, _ := utf8.DecodeRuneInString(word)
			words++
			switch {
			case unicode.IsDigit(r) || IsDate(strings.ToLower(word)):
				digits++
			case strings.ToUpper(word) == word && len(word) > 2:
				capitals++
			}
		}
		if words == 0 || words > 8 {
			continue
		}
		agency := signedBy(s[:i], capitals+digits/2, dash == ": ")
		if (dash != ": " && (capitals*3 >= words*2 || digits == words || agency)) || dash == ": " && agency {
			return span.Start + i + len(dash)
		}
	}
	return span.Start
}

// agencyFollows: "(Reuters) - " stands behind a place that ends in a point:
// "SAN JOSE, Calif. (Reuters) - ".
func agencyFollows(s string) bool {
	const most = 24 // bytes of an agency's name
	if s == "" || s[0] != '(' {
		return false
	}
	end := strings.IndexByte(s[:min(len(s), most)], ')')
	if end < 3 || strings.ContainsAny(s[1:end], ".,:;!?") {
		return false
	}
	rest := strings.TrimLeft(s[end+1:], " \u00a0")
	return len(rest) < len(s)-end-1 && (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—"))
}

// startsDash: "— Nvidia said", behind "SAN JOSE, Calif.".
func startsDash(s string) bool {
	return strings.HasPrefix(s, "— ") || strings.HasPrefix(s, "– ") || strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "-- ")
}

// isPlace: a name in capitals with the state behind it, "SANTA ROSA, Calif".
func isPlace(head string) bool {
	town, state, ok := strings.Cut(strings.TrimSpace(head), ", ")
	return ok && len(town) <= 32 && len(state) <= 12 && town == strings.ToUpper(town) && strings.IndexByte(state, ' ') < 0
}

// signedBy: the words before a dash name an agency: "PARIS (AFP)", "Paris
// (Reuters)", "LONDON, Nov. 24 /PRNewswire".
func signedBy(head string, capitals int, colon bool) bool {
	open, end := strings.IndexByte(head, '('), strings.IndexByte(head, ')')
	if open < 0 || end < open {
		return strings.Contains(head, " /") && capitals > 0 && !colon
	}
	inside := head[open+1 : end]
	if strings.Contains(inside, ":") {
		return false // "Valtor (NYSE: VAL)"
	}
	if capitals > 0 {
		return true
	}
	place, _, _ := strings.Cut(strings.TrimSpace(head[:open]), " ")
	lower := strings.ToLower(place)
	first, _ := utf8.DecodeRuneInString(place + inside)
	return !colon && strings.TrimSpace(head[end+1:]) == "" && unicode.IsUpper(first) && len(strings.Fields(inside)) <= 2 &&
		!IsStop("en", lower) && !IsStop("fr", lower) && len(strings.Fields(head[:open])) <= 3
}
