// Package fulltext finds the article on a web page.
package fulltext

import (
	"errors"
	"time"

	"lede/news"
)

// Page is an article as found on a web page; everything in it is clean.
type Page struct {
	Title     string
	Byline    string
	Published time.Time // zero when the page does not say
	Site      string
	Language  string // as the page says, may be empty
	Image     string
	URL       string // canonical, else where it was fetched
	HTML      string
	Text      string
	Blocks    []news.Block
	// Truncated: a paywall hides the rest.
	Truncated bool
}

// Extract finds the article in page.
func Extract(page []byte, contentType, pageURL string) (Page, error) {
	return Page{}, errors.New("not yet")
}
