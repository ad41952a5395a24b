package feeds

import (
	_ "embed" // the endings of teasers
	"strings"
	"unicode/utf8"

	"lede/feeds/clean"
	"lede/news"
)

//go:embed data/teasers.txt
var teaserFile string

//go:embed data/footers.txt
var footerFile string

var (
	teaserEndings = phrases(teaserFile)
	footers       = phrases(footerFile)
)

// phrases reads a word list: a phrase per line, "#" begins a comment.
func phrases(file string) []string {
	var out []string
	for line := range strings.SplitSeq(file, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

const (
	// shortText is how many characters a whole article hardly stays below when
	// it has a title and a page of its own.
	shortText = 400
	// longText is above what a feed gives as a teaser, whatever it ends with.
	longText = 3000
)

// truncated reports whether a body is only a teaser of the article at link.
func truncated(b clean.Body, e news.Entry) bool {
	if e.Link == "" {
		return false
	}
	text := b.Text
	for len(b.Blocks) > 0 && footer(b.Blocks[len(b.Blocks)-1].Of(b.Text)) {
		text = strings.TrimSpace(text[:b.Blocks[len(b.Blocks)-1].Start])
		b.Blocks = b.Blocks[:len(b.Blocks)-1]
	}
	n := utf8.RuneCountInString(text)
	if n > longText {
		return false
	}
	if cut(text) {
		return true
	}
	if n < shortText && strings.TrimSpace(e.Title) != "" && !played(e.Enclosures) {
		return true
	}
	return false
}

// footer reports whether a block is a blog's "The post … appeared first on …".
func footer(block string) bool {
	block = strings.ToLower(block)
	for _, f := range footers {
		begin, follow, _ := strings.Cut(f, " … ")
		if strings.HasPrefix(block, begin) && strings.Contains(block, follow) && len(block) < 600 {
			return true
		}
	}
	return false
}

// cut reports whether text ends as a teaser does.
func cut(text string) bool {
	end := strings.TrimRight(text, " \u00a0\u202f\n»›>→.")
	for _, mark := range []string{"[…]", "[...]", "[&#8230;]", "(…)", "(...)", "[…", "[...", "[&hellip;]", "…", "..."} {
		if strings.HasSuffix(end, mark) || strings.HasSuffix(text, mark) {
			return true
		}
	}
	end = strings.ToLower(strings.TrimRight(end, "…[]() "))
	end = strings.ReplaceAll(end, "’", "'")
	for _, t := range teaserEndings {
		if rest, ok := strings.CutSuffix(end, t); ok && (rest == "" || strings.ContainsAny(rest[len(rest)-1:], " \n.!?]>)\"")) {
			// "more" alone ends many a sentence: it needs a line of its own.
			if strings.Contains(t, " ") || rest == "" || strings.HasSuffix(rest, "\n") {
				return true
			}
		}
	}
	return false
}

// played reports whether the article is something to hear or to see.
func played(enclosures []news.Enclosure) bool {
	for _, e := range enclosures {
		if strings.HasPrefix(e.Type, "audio/") || strings.HasPrefix(e.Type, "video/") {
			return true
		}
	}
	return false
}
