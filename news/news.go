// Package news holds the nouns of lede: what a feed is, what it said, what we
// keep of it and what we found in it. It has no logic and imports nothing of
// ours, so that every other package can speak the same language.
//
// All offsets are byte offsets into [Article.Text] (UTF-8), end exclusive.
package news

import "time"

type (
	// FeedID identifies a feed in a store; 0 is no feed.
	FeedID int64
	// ArticleID identifies an article in a store; 0 is no article. It is never
	// reused, also not after the article was purged.
	ArticleID int64
	// StoryID identifies a cluster of articles about one event; 0 is none.
	StoryID int64
	// UserID identifies a reader; LocalUser is whoever runs lede on this machine.
	UserID int64
	// CompanyID is a lexicon slug such as "microsoft" or "mistral-ai".
	CompanyID string
)

// LocalUser is the user of a lede that is not served over SSH.
const LocalUser UserID = 1

// User is somebody who reads.
type User struct {
	ID   UserID
	Name string
	Role Role
	// Key is the fingerprint ("SHA256:…") of the SSH key they were found by,
	// empty when they were not.
	Key  string
	Seen time.Time
}

// Role is what an account may do, beside reading.
type Role string

// The roles. Each may do what those before it may.
const (
	Guest  Role = "guest"  // nothing is remembered
	Reader Role = "reader" // feeds of their own
	Editor Role = "editor" // the feeds that everybody sees
	Admin  Role = "admin"  // accounts, sessions, backups
)

// AtLeast reports whether a role may do what other may.
func (r Role) AtLeast(other Role) bool { return r.rank() >= other.rank() }

func (r Role) rank() int {
	switch r {
	case Reader:
		return 1
	case Editor:
		return 2
	case Admin:
		return 3
	}
	return 0
}

// Span is a stretch of [Article.Text]: bytes, end exclusive.
type Span struct{ Start, End int }

// Of cuts the span out of text; an empty string when it does not fit.
func (s Span) Of(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}

// Overlaps reports whether two spans share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }
