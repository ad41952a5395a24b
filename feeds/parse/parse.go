// Package parse turns bytes into a news.Document.
package parse

import (
	"errors"

	"lede/news"
)

// Parse reads a feed.
func Parse(body []byte, contentType, baseURL string) (news.Document, error) {
	return news.Document{}, errors.New("not yet")
}
