// Package stories tells whether articles are about one event, across outlets
// and languages, and which stories matter most.
package stories

import (
	"time"

	"lede/news"
)

// Candidate is an article as the clustering sees it.
type Candidate struct {
	Article     news.ArticleID
	Feed        news.FeedID
	Story       news.StoryID
	Title       string
	Language    string
	Published   time.Time
	Fingerprint news.Fingerprint
	Companies   []news.CompanyID
}
