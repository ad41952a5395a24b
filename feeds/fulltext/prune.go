package fulltext

import (
	"strings"

	"golang.org/x/net/html"
)

// prune takes boxes of links out of an article: elements that hold several
// links and hardly another word, with the line above that announces them. What
// an article cites stands in its sentences.
func prune(top *html.Node) {
	var boxes []*html.Node
	chosen := map[*html.Node]bool{}
	for n := range top.Descendants() {
		if n.Type == html.ElementNode && boxLike[n.Data] && !inside(n, chosen) {
			if words, linked, links := measure(n); links >= 2 && words > 0 && linked*100 >= words*85 && words < 3000 {
				boxes, chosen[n] = append(boxes, n), true
			}
		}
	}
	for _, box := range boxes {
		if box == top || box.Parent == nil {
			continue
		}
		if above := before(box); above != nil && announces(above) {
			above.Parent.RemoveChild(above)
		}
		box.Parent.RemoveChild(box)
	}
}

var boxLike = map[string]bool{"ul": true, "ol": true, "div": true, "section": true, "aside": true, "table": true, "p": true}

// inside reports whether an element around n was chosen.
func inside(n *html.Node, chosen map[*html.Node]bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if chosen[p] {
			return true
		}
	}
	return false
}

// measure is how many bytes of words an element has, how many of them are
// links, and in how many links.
func measure(top *html.Node) (words, linked, links int) {
	var walk func(n *html.Node, in bool, depth int)
	walk = func(n *html.Node, in bool, depth int) {
		if depth > 400 {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				size := len(strings.TrimSpace(c.Data))
				words += size
				if in {
					linked += size
				}
			case c.Type == html.ElementNode && c.Data == "a":
				links++
				walk(c, true, depth+1)
			default:
				walk(c, in, depth+1)
			}
		}
	}
	walk(top, false, 0)
	return words, linked, links
}

// before is the element before n.
func before(n *html.Node) *html.Node {
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode {
			return p
		}
		if strings.TrimSpace(p.Data) != "" {
			return nil
		}
	}
	return nil
}

// announces reports whether an element is the title of the box below it.
func announces(n *html.Node) bool {
	text := ""
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			text += c.Data
		}
	}
	text = strings.TrimSpace(text)
	heading := len(n.Data) == 2 && n.Data[0] == 'h'
	return len(text) < 60 && (heading || n.Data == "p" && strings.HasSuffix(text, ":"))
}
