package news

import "time"

// Feed is a subscription as one user sees it: what is fetched (shared by all
// users) and how this user files it.
type Feed struct {
	ID          FeedID
	URL         string // where it is fetched; "lede:tour/…" are the built-in feeds
	Title       string // what the user calls it, else what it calls itself
	SiteURL     string
	Description string
	Language    string // BCP 47, as the feed says; may be empty
	Folders     []string
	Settings    FeedSettings
	Health      Health
	Added       time.Time
}

// FeedSettings are a user's wishes for one feed. Zero values mean "as in the
// configuration".
type FeedSettings struct {
	Interval time.Duration // 0: adaptive
	FullText bool          // always fetch the page
	Hidden   bool          // not in the river of all articles
	Mute     []string      // queries whose articles are not shown
}

// FeedState says how a feed is doing.
type FeedState string

// The states of a feed.
const (
	FeedNew      FeedState = "new"      // never fetched
	FeedOK       FeedState = "ok"       // last poll succeeded
	FeedFailing  FeedState = "failing"  // last poll failed; retried with backoff
	FeedDisabled FeedState = "disabled" // gone (410) or switched off
)

// Health is what is known of a feed's polls. Problem and Advice are sentences
// for people.
type Health struct {
	State       FeedState
	LastPoll    time.Time
	LastSuccess time.Time
	NextPoll    time.Time
	Failures    int // in a row
	Status      int // last HTTP status, 0 if none was received
	Problem     string
	Advice      string
}

// FetchState is what a polite client must remember of a feed between polls.
type FetchState struct {
	ETag         string        // verbatim
	LastModified string        // verbatim
	BodyPrint    string        // hash of the last body, to skip identical 200s
	NotBefore    time.Time     // Retry-After, obeyed to the second
	MaxAge       time.Duration // Cache-Control or Expires, 0 unknown
	TTL          time.Duration // RSS ttl or sy:update*, 0 unknown
	SkipHours    []int         // 0–23, UTC
	SkipDays     []time.Weekday
	MovedTo      string // target of a permanent redirect seen before
	MovedSeen    int
	MovedSince   time.Time
	GoneSeen     int
	Rhythm       time.Duration // typical distance between entries, 0 unknown
	Newest       time.Time     // date of the newest entry; without dates, of the last change
}

// Document is a feed as parsed: format-neutral, cleaned of nothing yet.
type Document struct {
	Format      string // rss, atom, json
	Version     string
	Title       string
	Description string
	Link        string
	FeedURL     string
	Language    string
	Updated     time.Time
	TTL         time.Duration
	SkipHours   []int
	SkipDays    []time.Weekday
	Entries     []Entry
	// Warnings are sentences about what had to be repaired.
	Warnings []string
}

// Entry is what a feed said about one article. Its strings come from the
// network: they must pass feeds/clean before anybody shows them.
type Entry struct {
	GUID        string
	GUIDIsLink  bool
	Title       string
	Link        string
	Authors     []string
	Published   time.Time
	Updated     time.Time
	SummaryHTML string
	ContentHTML string
	Categories  []string
	Enclosures  []Enclosure
	Image       string
	Comments    string
	Language    string
}

// Enclosure is a file that belongs to an entry.
type Enclosure struct {
	URL    string
	Type   string // media type
	Length int64  // bytes, 0 unknown
}
