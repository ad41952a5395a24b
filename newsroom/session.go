package newsroom

import (
	"sync/atomic"

	"lede/news"
	"lede/store"
)

// Session is one person at one screen: who they are, what they may do, and
// everything they can ask of the newsroom. A ui program, an SSH command and a
// command of the command line are all given one, and know nothing else of
// where they run. Its methods block: an interface calls them from commands.
//
//	reading.go   lists, articles, counts, quotes
//	acting.go    read, star, tag, undo, settings
//	pins.go      the companies on the keys 1 to 9
//	views.go     searches with a name
//	mutes.go     what is not to be shown
//	company.go   what a company is in the news with
//	correct.go   what is wrong about companies
//	feeding.go   feeds: add, remove
//	lists.go     lists of feeds: import, export
//	switching.go everything newsboat has
//	polling.go   refresh
//	briefing.go  what has happened since the last visit
//	hub.go       events
type Session struct {
	User news.User
	Can  Abilities
	// room is the newsroom behind it.
	room *Newsroom
	// given are the keys of companies for a session that is not remembered.
	given atomic.Pointer[[]news.CompanyID]
}

// Abilities say what a session may do.
type Abilities struct {
	Browser bool // open links in a browser on this machine
	Feeds   bool // add and remove feeds
	Files   bool // read and write files on this machine
	House   bool // add and remove the feeds that everybody sees
	Guest   bool // nothing is remembered

	MaxFeeds int // that may be followed; 0: as many as one likes
	Fetches  int // of feeds that may be asked for in an hour, beside the schedule; 0: as many as one likes
}

// View is what a list shows: a place, narrowed by companies and a search. It is
// a comparable description, not a result.
type View struct {
	Place  Place
	Feed   news.FeedID // for PlaceFeed
	Folder string      // for PlaceFolder
	Name   string      // for PlaceView
	Saved  string      // for PlaceView: its query
	// Mute is the rule whose hidden articles are shown, for PlaceMuted; 0: of
	// all rules.
	Mute store.MuteID
	// Search is a query as typed.
	Search string
	// Typing: the last word of Search may go on.
	Typing bool
	// Companies: articles of any of these, of none of those excluded.
	Companies []news.CompanyID
	Excluded  []news.CompanyID
	// AboutOnly: as a subject, not as a mention.
	AboutOnly bool
	// RollUp: with the companies that belong to them.
	RollUp     bool
	UnreadOnly bool
	// Muted shows what rules hide as well.
	Muted bool
	// AsOf leaves out what came after this article; 0: nothing.
	AsOf news.ArticleID
	// By is the order, one of query.Orders, and Reverse turns it round; "": as the
	// saved query says, else by date. A search that asks for an order has it.
	By      string
	Reverse bool
	// Apart: the articles of a story each in a row of their own.
	Apart bool
	// Keep are rows that stay although they no longer match.
	Keep []news.ArticleID
}

// Place is where a list is taken from.
type Place string

// The places of the sidebar.
const (
	PlaceRiver   Place = "river"
	PlaceStarred Place = "starred"
	PlaceFeed    Place = "feed"
	PlaceFolder  Place = "folder"
	PlaceView    Place = "view"
	PlaceMuted   Place = "muted"
)

// Overview is everything around a list: the company bar and the sidebar.
type Overview struct {
	Unread, Total, Starred int
	Pinned                 []store.CompanyCount // slots 1–9 in order, counted within the river; one without a company is free
	// RollUp: the pinned companies are counted with those that belong to them.
	RollUp bool
	// Offer is a company that is in no list and was found several times: to be
	// offered, once. Its ID is empty when there is none.
	Offer   store.CompanyCount
	Folders []FolderCount
	Feeds   []store.FeedRow
	Views   []SavedView // not counted; see Session.CountViews
}

// FolderCount is a folder with its unread articles.
type FolderCount struct {
	Name          string
	Unread, Total int
}

// Reading is an article on the desk: with its digest, state, story mates and
// the names of the companies in it.
type Reading struct {
	store.Full
	Story []news.Headline // the other articles of the story, oldest first
}

// Event is something that happened; see the types below.
type Event any

type (
	// Changed says that lists and counts may look different now.
	Changed struct{ store.Changed }
	// Progress of a refresh. Running is false in the last one of a refresh.
	Progress struct {
		Running                  bool
		Done, Total, Failed, New int
	}
	// Retagging is how the tagging of stored articles goes, when it takes a
	// while. Running is false in the last one.
	Retagging struct {
		Running     bool
		Done, Total int
	}
	// Notice is a sentence for the status line; Problem marks bad news.
	Notice struct {
		Text    string
		Problem bool
	}
)

// Added is the outcome of adding a feed.
type Added struct {
	Feed    news.Feed
	Created bool
	// Candidates are the feeds found on a page that has several; then nothing
	// was added and the user chooses.
	Candidates []Candidate
	Articles   int
}

// Candidate is a feed found on a page.
type Candidate struct{ URL, Title, Format string }

// Imported is what came of a list of feeds.
type Imported struct {
	Added    int
	Known    int      // were followed already
	Views    int      // of newsboat's query feeds
	Warnings []string // sentences about what was left out
}
