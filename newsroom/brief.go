package newsroom

import (
	"time"

	"lede/news"
)

// Brief is what has happened since somebody last looked: the top stories of each
// pinned company, then of all others.
type Brief struct {
	Since, Until time.Time
	Sections     []BriefSection
}

// BriefSection is the news of one company. Company is empty in the last one,
// which has the stories about none of the pinned ones.
type BriefSection struct {
	Company news.CompanyID
	Name    string
	Stories []BriefStory // most important first
}

// BriefStory is a story in one sentence of its own and its best quote.
type BriefStory struct {
	Headline news.Headline
	Sentence string      // verbatim, the most important one
	Quote    *news.Quote // nil: there is none with a speaker
	Others   int         // further outlets that tell it
}
