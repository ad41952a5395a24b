// Package stories tells whether articles are about one event, across outlets
// and languages.
//
// [Fingerprint] keeps of an article what its event can be known by. A [Desk]
// remembers the fingerprints of the last days and finds, for a new article,
// one that tells the same event. A wrong story hides an outlet's news behind
// another's row, so it answers "none" unless several things agree.
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
}

// Match is an article that tells the same event.
type Match struct {
	Article news.ArticleID
	Story   news.StoryID // 0: it stands alone so far
	Score   float64      // 1 is just enough
}
