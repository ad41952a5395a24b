package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// What stands around an article is told by more than its first words: lines of
// dates, of networks to share on, of who took the picture and who the author is.

// dated: a line near the head that is a place and a date, "Toulouse, le 12 mars
// 2025". A time or a year alone may be a heading.
func (d *Document) dated(i int) bool {
	b := d.Blocks[i]
	if i > 4 || b.End-b.Start > 60 || b.Kind != news.Paragraph && b.Kind != news.Heading {
		return false
	}
	month, digits, others := false, 0, 0
	for _, w := range Words(d.Text, b.Span) {
		word := w.Of(d.Text)
		r, _ := utf8.DecodeRuneInString(word)
		switch lower := strings.ToLower(word); {
		case unicode.IsDigit(r):
			digits++
		case IsDate(lower):
			month = true
		case IsStop(d.Language, lower) || len(word) <= 3:
		case unicode.IsUpper(r):
			others++
		default:
			others += 2
		}
	}
	return (month && digits >= 1 || digits >= 4) && others <= 2 && digits <= 8 && !strings.ContainsAny(b.Of(d.Text), "?!:«»“”\"%€$£") ||
		month && digits >= 3 && others <= 1
}

// author: "Anna Gray is a reporter at The Lantern", below the article.
func (d *Document) author(i int) bool {
	b := d.Blocks[i]
	if i < len(d.Blocks)-3 || i < 2 || b.End-b.Start > 300 {
		return false
	}
	words := Words(d.Text, b.Span)
	if len(words) < 5 {
		return false
	}
	k := 0
	for k < len(words) && k < 4 {
		if r, _ := utf8.DecodeRuneInString(words[k].Of(d.Text)); !unicode.IsUpper(r) {
			break
		}
		k++
	}
	if k < 2 || k > 3 {
		return false
	}
	l := known(d.Language)
	if !l.is[strings.ToLower(words[k].Of(d.Text))] {
		return false
	}
	for j := k + 1; j < len(words) && j < k+6; j++ {
		if l.writer[strings.ToLower(words[j].Of(d.Text))] {
			return true
		}
	}
	return false
}

// bar: nothing but the names of networks and what one can do with a page, or a
// count of comments.
func (d *Document) bar(b Block) bool {
	if b.End-b.Start > 120 {
		return false
	}
	words := Words(d.Text, b.Span)
	hits, numbers := 0, 0
	for _, w := range words {
		lower := strings.ToLower(w.Of(d.Text))
		switch {
		case networks[lower]:
			hits++
		case lower[0] >= '0' && lower[0] <= '9':
			numbers++
		default:
			return false
		}
	}
	return hits >= 2 || hits == 1 && numbers >= 1 && counted[strings.ToLower(words[len(words)-1].Of(d.Text))] || hits == 1 && numbers == 1 && counted[strings.ToLower(words[0].Of(d.Text))]
}

// credit: "Anna Gray / Reuters", "Anna Gray/Getty Images".
func (d *Document) credit(b Block) bool {
	s := b.Of(d.Text)
	if len(s) > 80 || endsSentence(s) {
		return false
	}
	i := strings.LastIndexAny(s, "/|")
	if i < 0 {
		return false
	}
	last := strings.Trim(fold(s[i+1:]), " ()")
	return agencies[last]
}
