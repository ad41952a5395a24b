package parse

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/mmcdole/gofeed/rss"
)

// The texts of articles are nearly all there is in a feed, and gofeed's XML
// reader takes them byte by byte, several times. Long ones of RSS are kept aside
// while it reads, with a mark in their place, and put back afterwards.

const (
	// mark stands before and behind the number of a text. It is no character,
	// and what is read for people has none.
	mark = '\ufdd0'
	// longText is from how many bytes on a text is kept aside.
	longText = 256
)

// bodies are the elements of an RSS item whose texts are kept aside.
var bodies = words("description content:encoded")

// inBody reports whether what comes next stands directly in such an element.
func (m *mender) inBody() bool {
	n := len(m.stack)
	return m.rss && !m.whole && m.item >= 0 && n == m.itemDepth+2 && bodies[strings.ToLower(m.stack[n-1])]
}

// putAside keeps what was written from a place on, as XML reads it, and writes a
// mark instead.
func (m *mender) putAside(from int, read func(xml []byte) string) {
	text := read(m.out.Bytes()[from:])
	m.out.Truncate(from)
	m.out.WriteString("<![CDATA[" + string(mark) + strconv.Itoa(len(m.aside)) + string(mark) + "]]>")
	m.aside = append(m.aside, text)
}

// inCDATA is the text of a whole CDATA section.
func inCDATA(xml []byte) string {
	return string(bytes.TrimSuffix(bytes.TrimPrefix(xml, []byte("<![CDATA[")), []byte("]]>")))
}

// references are those that a mended text has.
var references = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'")

func inText(xml []byte) string { return references.Replace(string(xml)) }

// putBack puts the texts back into the articles that gofeed made. It reports
// whether each found its place, and one only: not when an article has two bodies, for
// example, or when the feed has marks of its own, which would multiply its texts.
func putBack(feed *rss.Feed, texts []string) bool {
	if len(texts) == 0 {
		return true
	}
	found, twice := 0, false
	used := make([]bool, len(texts))
	back := func(s string) string {
		var out strings.Builder
		for {
			before, rest, marked := strings.Cut(s, string(mark))
			number, behind, closed := strings.Cut(rest, string(mark))
			i, err := strconv.Atoi(number)
			if !marked || !closed || err != nil || i < 0 || i >= len(texts) || twice {
				break
			}
			if twice = used[i]; twice {
				break
			}
			used[i] = true
			if out.Len() == 0 && before == "" && behind == "" { // as nearly always
				found++
				return texts[i]
			}
			out.WriteString(before)
			out.WriteString(texts[i])
			found++
			s = behind
		}
		out.WriteString(s)
		return out.String()
	}
	for _, item := range feed.Items {
		item.Description, item.Content = back(item.Description), back(item.Content)
	}
	return found == len(texts) && !twice
}
