// Package clean is the only door from network text to the rest of lede. What
// has passed it holds no control characters, no escape sequences, no
// direction overrides and no invisible tricks; its HTML is a small, harmless
// subset, and its plain text is the same words in the same order.
//
// Everything here takes time linear in its input and never recurses, so that
// markup nested a hundred thousand deep is only a longer string.
package clean

import "lede/news"

// Body is cleaned HTML with everything that is read from it. All spans are
// byte offsets into Text.
type Body struct {
	// HTML is the harmless subset of the markup, well formed.
	HTML string
	// Text are its words: blocks separated by a blank line; list items, table
	// rows (cells by a tab) and forced line breaks by a newline.
	Text string
	// Blocks is the structure of Text: in order, not overlapping, and together
	// all of its words.
	Blocks []news.Block
	// Links are the links in the order of the text.
	Links []Link
	// Image is the first picture large enough to be one, "" for none.
	Image string
}

// Link is a hyperlink of a body.
type Link struct {
	URL  string // absolute, clean
	Text string // one line, may be empty
}
