package news

import "time"

// Article is what lede keeps of an entry. Everything in it has passed
// feeds/clean.
type Article struct {
	ID         ArticleID
	FeedID     FeedID
	StoryID    StoryID
	GUID       string
	URL        string // canonical
	Print      string // content print: hash over title and text, tells edits
	Title      string // one line
	EditedFrom string // the title before its last edit, "" when it never changed
	Authors    []string
	Published  time.Time // never zero and never in the future: falls back to Fetched
	Updated    time.Time
	Fetched    time.Time
	Language   string // hint of the feed before the digest, the digest's after
	HTML       string // cleaned body
	Text       string // plain text of HTML; all spans point into it
	Image      string
	Categories []string
	Enclosures []Enclosure
	Comments   string
	// Truncated: the feed gave only a teaser; nothing may pretend to know the whole.
	Truncated bool
	// Outlet is the feed's title, filled in when the article is read.
	Outlet string
	// Known is what it is recognised by, when GUID, URL and Print do not all
	// tell which article it is; zero: by these three. Not stored.
	Known Identity
	// Blocks is the structure of Text; not stored, made again from HTML.
	Blocks []Block
}

// Identity is what an article can be recognised by within its feed; empty
// strings say nothing.
type Identity struct{ GUID, URL, Print string }

// Identity is what the article is recognised by.
func (a *Article) Identity() Identity {
	if a.Known != (Identity{}) {
		return a.Known
	}
	return Identity{GUID: a.GUID, URL: a.URL, Print: a.Print}
}

// BlockKind says what a stretch of text is.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph  BlockKind = "paragraph"
	Heading    BlockKind = "heading"
	ListItem   BlockKind = "item"
	Blockquote BlockKind = "blockquote"
	Caption    BlockKind = "caption"
	Code       BlockKind = "code"
	TableRow   BlockKind = "row"
	Aside      BlockKind = "aside"
)

// Block is one block of text: a paragraph, a heading, a list item. Blocks do
// not overlap and are in text order.
type Block struct {
	Span
	Kind BlockKind
	// Level is 1–6 for headings, nesting depth for items.
	Level int
	// Linked is how many bytes of the block are link text: related-link boxes
	// are nearly all link.
	Linked int
	// Recurring: other articles of the feed have the block, too; it is not what
	// this one says.
	Recurring bool
}

// Headline is one row of a list: all that a list shows, and no body.
type Headline struct {
	ID        ArticleID
	FeedID    FeedID
	StoryID   StoryID
	Title     string
	Outlet    string
	URL       string
	Published time.Time
	Language  string
	Lede      string      // first summary sentence
	Companies []CompanyID // subjects first, then those named; none that is only implied, no sources
	Quotes    int
	Others    int // further articles of the same story in the same list
	Read      bool
	Starred   bool
	Truncated bool
	Tags      []string
}

// State is what one user did with one article.
type State struct {
	Read    bool
	Starred bool
	Tags    []string
	// Position is a byte offset into Text: where the reader stopped.
	Position int
}
