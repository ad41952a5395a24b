package text

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/news"
)

// opened is a quotation mark that waits for its partner.
type opened struct {
	mark rune
	at   int
	n    int
}

// No article has more quotations than this in a block or in all; what has is
// noise, and must not take long.
const (
	mostInBlock = 400
	mostQuoted  = 10000
)

// quotations pairs the quotation marks of a document, block by block.
func quotations(d *Document) []Quoted {
	var out []Quoted
	var left rune // the mark the block before was left open with
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == news.Code || len(out) > mostQuoted {
			left = 0
			continue
		}
		found := pair(d, i)
		first, _ := utf8.DecodeRuneInString(d.Text[b.Start:b.End])
		if left != 0 && first == left && len(found) > 0 && found[0].Outer.Start == b.Start {
			found[0].Continued = true
		}
		left = 0
		for j := len(found) - 1; j >= 0; j-- {
			if found[j].Open && found[j].Depth == 0 {
				left = found[j].Mark
			}
		}
		// An open mark is believed at the end of an article only when the next
		// paragraph opens with the same mark, or when nothing else speaks
		// against it; pair has dropped those with other marks behind them.
		out = append(out, found...)
	}
	return out
}

// pair finds the quoted stretches of one block.
func pair(d *Document, block int) []Quoted {
	b := d.Blocks[block]
	s := d.Text
	var stack []opened
	var out []Quoted
	reversed := d.Language == "de" && reversedGuillemets(s[b.Start:b.End])
	closeTop := func(at, n int) {
		o := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		in := trim(s, news.Span{Start: o.at + o.n, End: at})
		if in.Start < in.End {
			out = append(out, Quoted{Span: in, Outer: news.Span{Start: o.at, End: at + n}, Mark: o.mark, Depth: len(stack), Block: block})
		}
	}
	// closeFor closes the innermost of the given opening marks, dropping what
	// was left open inside it.
	closeFor := func(at, n int, marks string) bool {
		for k := len(stack) - 1; k >= 0; k-- {
			if strings.ContainsRune(marks, stack[k].mark) {
				stack = stack[:k+1]
				closeTop(at, n)
				return true
			}
		}
		return false
	}
	for i := b.Start; i < b.End && len(out) < mostInBlock && len(stack) < mostInBlock; {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:b.End])
		}
		if r != '"' && r != '\'' && r < 0xab {
			i += n
			continue
		}
		switch r {
		case '«', '»':
			opens := (r == '«') != reversed
			switch {
			case opens:
				stack = append(stack, opened{r, i, n})
			case !closeFor(i, n, "«»") && i == b.Start:
				// « » before each paragraph of a long quotation ».
				stack = append(stack, opened{'«', i, n})
			}
		case '‹', '›':
			if (r == '‹') != reversed {
				stack = append(stack, opened{r, i, n})
			} else {
				closeFor(i, n, "‹›")
			}
		case '„', '‟', '‚':
			stack = append(stack, opened{r, i, n})
		case '“':
			if closes(s, i, n, b.Span) && closeFor(i, n, "„“‟") {
				break
			}
			if d.Language == "de" && closeFor(i, n, "„") {
				break
			}
			stack = append(stack, opened{r, i, n})
		case '”':
			if !closeFor(i, n, "“„”\"‟") && opens(s, i, n, b.Span) {
				stack = append(stack, opened{r, i, n})
			}
		case '"':
			straight(s, i, n, b.Span, &stack, closeFor)
		case '‘':
			if d.Language == "de" && closeFor(i, n, "‚") {
				break
			}
			if opens(s, i, n, b.Span) {
				stack = append(stack, opened{r, i, n})
			}
		case '’':
			if len(stack) > 0 && stack[len(stack)-1].mark == '‘' && closes(s, i, n, b.Span) {
				closeFor(i, n, "‘")
			}
		case '\'':
			// Two apostrophes in a row are a typist's mark, not one of print:
			// which opens and which closes cannot be told. They are left alone.
			if i+1 < b.End && s[i+1] == '\'' || i > b.Start && s[i-1] == '\'' {
				break
			}
			if len(stack) > 0 && stack[len(stack)-1].mark == '\'' {
				if closes(s, i, n, b.Span) {
					closeFor(i, n, "'")
				}
			} else if opens(s, i, n, b.Span) && closesLater(s, i+n, b.End) {
				stack = append(stack, opened{r, i, n})
			}
		}
		i += n
	}
	out = append(out, leftOpen(d, block, stack, out)...)
	// What was found inside something dropped is outermost now.
	sort.SliceStable(out, func(i, j int) bool { return out[i].Outer.Start < out[j].Outer.Start })
	var ends []int
	for i := range out {
		for len(ends) > 0 && ends[len(ends)-1] <= out[i].Outer.Start {
			ends = ends[:len(ends)-1]
		}
		out[i].Depth = len(ends)
		ends = append(ends, out[i].Outer.End)
	}
	return out
}

// leftOpen makes a quotation of an outermost mark that no other closed, when
// no complete quotation follows it in the block.
func leftOpen(d *Document, block int, stack []opened, done []Quoted) []Quoted {
	b := d.Blocks[block]
	for _, o := range stack {
		if o.mark == '\'' || o.mark == '‘' || o.mark == '‚' {
			continue
		}
		clean := true
		for _, q := range done {
			if q.Outer.Start > o.at && q.Mark == o.mark {
				clean = false
			}
		}
		in := trim(d.Text, news.Span{Start: o.at + o.n, End: b.End})
		if clean && in.End-in.Start > 15 {
			return []Quoted{{Span: in, Outer: news.Span{Start: o.at, End: b.End}, Mark: o.mark, Block: block, Open: true}}
		}
	}
	return nil
}

// straight decides what a straight double quotation mark does.
func straight(s string, i, n int, b news.Span, stack *[]opened, closeFor func(at, n int, marks string) bool) {
	within := false
	for _, o := range *stack {
		within = within || o.mark == '"'
	}
	may, must := opens(s, i, n, b), closes(s, i, n, b)
	switch {
	case within && (must || !may):
		closeFor(i, n, "\"")
	case within && !closesBetween(s, i+n, b.End):
		// It looks like an opening mark, but nothing would close it.
		closeFor(i, n, "\"")
	case within:
		// The mark before was never closed: forget it.
		for k := len(*stack) - 1; k >= 0; k-- {
			if (*stack)[k].mark == '"' {
				*stack = append((*stack)[:k], opened{'"', i, n})
				return
			}
		}
	case may || !must:
		*stack = append(*stack, opened{'"', i, n})
	}
}

// opens: the mark at i stands as an opening one does, before a word and not
// after one.
func opens(s string, i, n int, b news.Span) bool {
	before, after := around(s, i, n, b)
	return (before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–-/«“\"‘:", before)) && after != 0 && !unicode.IsSpace(after)
}

// closes: the mark at i stands as a closing one does, after a word or sign and
// not before one.
func closes(s string, i, n int, b news.Span) bool {
	before, after := around(s, i, n, b)
	return before != 0 && !unicode.IsSpace(before) && !strings.ContainsRune("([{", before) &&
		(after == 0 || !unicode.IsLetter(after) && !unicode.IsDigit(after))
}

func around(s string, i, n int, b news.Span) (before, after rune) {
	if i > b.Start {
		before, _ = utf8.DecodeLastRuneInString(s[b.Start:i])
	}
	if i+n < b.End {
		after, _ = utf8.DecodeRuneInString(s[i+n : b.End])
	}
	return before, after
}

// closesLater: a single straight mark that would close a quotation of three
// words or more follows. One word between single marks is hardly ever speech,
// and apostrophes must not be taken for marks.
func closesLater(s string, from, end int) bool {
	words := 0
	for i := from; i < end && i < from+600; i++ {
		switch {
		case s[i] == ' ':
			words++
		case s[i] == '"':
			return false
		case s[i] == '\'' && i > from && (i+1 == end || strings.IndexByte(" .,;:!?)\n", s[i+1]) >= 0):
			// The s of a plural possessive is no end, unless a sign is before.
			if s[i-1] != 's' || i+1 < end && s[i+1] != ' ' {
				return words >= 2
			}
		}
	}
	return false
}

// closesBetween: a straight mark that can close follows before one that opens.
func closesBetween(s string, from, end int) bool {
	i := strings.IndexByte(s[from:end], '"')
	if i < 0 {
		return false
	}
	return closes(s, from+i, 1, news.Span{Start: from, End: end})
}

// reversedGuillemets: German texts may quote »so« instead of «so».
func reversedGuillemets(s string) bool {
	i, j := strings.Index(s, "»"), strings.Index(s, "«")
	return i >= 0 && (j < 0 || i < j)
}
