// Package store is lede's memory: one interface, told apart by the folders of
// its implementations (store/sqlite is the default), specified by the
// conformance suite in store/storetest.
//
// Everything that is acknowledged survives a crash. Identities are never
// forgotten: a purged article does not come back as new. Errors are sentences
// for people and wrap the sentinel errors below.
package store

import (
	"context"
	"errors"
	"time"

	"lede/news"
	"lede/store/query"
)

// Sentinel errors, wrapped with what, where and what to do.
var (
	ErrNotFound = errors.New("not found")
	ErrReadOnly = errors.New("the store is read-only")
	ErrFull     = errors.New("the disk is full")
	ErrCorrupt  = errors.New("the store is damaged")
	ErrTooNew   = errors.New("the store was written by a newer lede")
	ErrBusy     = errors.New("another program holds the store")
	ErrNoUndo   = errors.New("nothing to undo")
	ErrTaken    = errors.New("taken")
)

// Store is the memory. All methods may be called from many goroutines; a
// second process on the same data never makes one fail.
type Store interface {
	Accounts
	Feeds
	Following
	Polling
	Articles
	Reading
	Actions
	Undoing
	Mutes
	Profiles
	Retagging
	Settings

	// Changes delivers what was changed, by this process or another one on
	// the same data, until ctx ends. Bursts of one user, and those for
	// everybody, are merged; a slow receiver never blocks a writer.
	Changes(ctx context.Context) <-chan Changed
	// Check examines the store and returns what a person should know.
	Check(ctx context.Context) (Report, error)
	// Backup writes all that is stored to a new file, as it is at one instant
	// while everybody goes on. A file that is there already is not overwritten.
	Backup(ctx context.Context, path string) error
	Close() error
}

// Changed says what may look different now.
type Changed struct {
	Articles bool // new, edited or re-digested articles
	States   bool // read, starred, tags
	Feeds    bool // subscriptions or health
	// Foreign: another process did it (what exactly is then not known).
	Foreign bool
	// User is for whom it looks different; 0: for everybody.
	User news.UserID
}

// Report is what Check found.
type Report struct {
	Path     string
	Bytes    int64
	Version  int // schema
	Feeds    int
	Articles int
	OK       bool
	Problem  string
}

// Feeds are subscriptions.
type Feeds interface {
	// Subscribe adds a feed for a user. A feed that somebody else follows is
	// shared, not fetched twice; one this user follows already is returned
	// with created false and its folders extended; one that was left comes back
	// with its title, settings and read state. feed.Title is what the user
	// calls it; leave it empty and the feed's own title shows, as it changes.
	Subscribe(ctx context.Context, user news.UserID, feed news.Feed) (f news.Feed, created bool, err error)
	// Unsubscribe removes a subscription; undoable (it is journalled).
	Unsubscribe(ctx context.Context, user news.UserID, feed news.FeedID) error
	// ListFeeds returns a user's feeds with counts, by folder then title.
	ListFeeds(ctx context.Context, user news.UserID) ([]FeedRow, error)
	Feed(ctx context.Context, user news.UserID, feed news.FeedID) (news.Feed, error)
	// UpdateFeed changes title, folders and settings of a subscription;
	// undoable. The queries of Settings.Mute become rules; see Mutes.
	UpdateFeed(ctx context.Context, user news.UserID, feed news.Feed) error
}

// FeedRow is a feed with what is in it.
type FeedRow struct {
	news.Feed
	Unread, Total int
	Newest        time.Time
}

// Polling is what the poller needs. A lease keeps two pollers, in one process
// or in several, from fetching the same feed.
type Polling interface {
	// LeaseDue leases up to limit feeds whose NextPoll is at or before now.
	LeaseDue(ctx context.Context, now time.Time, limit int, lease time.Duration) ([]Job, error)
	// LeaseFeeds leases these feeds (nil: all of the user's) due or not.
	// Feeds leased by somebody else are left out.
	LeaseFeeds(ctx context.Context, user news.UserID, feeds []news.FeedID, now time.Time, lease time.Duration) ([]Job, error)
	// NextDue is when the next feed is due; zero when there are no feeds.
	NextDue(ctx context.Context) (time.Time, error)
	// SavePoll stores the outcome of a poll and ends the lease.
	SavePoll(ctx context.Context, o Outcome) error
}

// Job is a feed to be polled.
type Job struct {
	Feed  news.Feed
	State news.FetchState
}

// Outcome of a poll.
type Outcome struct {
	Feed   news.FeedID
	Health news.Health
	State  news.FetchState
	// Unchanged: only the check times and URL are written (a 304).
	Unchanged bool
	// What the feed says of itself; empty strings leave what is known. URL is
	// set when a permanent redirect is believed.
	URL, Title, SiteURL, Description, Language string
}

// Articles come in.
type Articles interface {
	// Identify finds articles again: by GUID, then canonical URL, then content
	// print, within the feed. The answer has one element per key, in order.
	Identify(ctx context.Context, feed news.FeedID, keys []Key) ([]Known, error)
	// SaveArticles stores articles with their digests in one transaction. An
	// article with an ID is an edit; one without is new and gets its ID in
	// place. Saving an edit keeps read state, stars and tags, and the title
	// before it in EditedFrom.
	SaveArticles(ctx context.Context, items []Item) error
	// StaleDigests returns articles whose digest is older than version, newest first.
	StaleDigests(ctx context.Context, version, limit int) ([]news.Article, error)
	// SaveDigests replaces digests of stored articles.
	SaveDigests(ctx context.Context, digests map[news.ArticleID]news.Digest) error
	// Recent returns the fingerprints of articles published since, for the
	// clustering of stories.
	Recent(ctx context.Context, since time.Time, limit int) ([]Print, error)
	// SetStory puts articles into one story (0: a new one) and returns it.
	SetStory(ctx context.Context, story news.StoryID, articles []news.ArticleID) (news.StoryID, error)
	// Purge removes bodies and digests of read, unstarred articles published
	// before; identities stay. It returns how many were purged.
	Purge(ctx context.Context, before time.Time) (int, error)
}

// Key is what an entry can be recognised by.
type Key struct{ GUID, URL, Print string }

// Known is what the store knows of a Key; ID 0: nothing.
type Known struct {
	ID     news.ArticleID
	Print  string
	Purged bool
}

// Item is an article with its digest.
type Item struct {
	Article *news.Article
	Digest  news.Digest
}

// Print is an article's story fingerprint.
type Print struct {
	ID          news.ArticleID
	FeedID      news.FeedID
	StoryID     news.StoryID
	Title       string
	Language    string
	Published   time.Time
	Fingerprint news.Fingerprint
	Companies   []news.CompanyID
}

// Reading is what a user sees. Lists are windows found by key, never by
// offset; their cost does not grow with the number of articles.
type Reading interface {
	// List returns a window of headlines in the order of Filter.By, newest first if
	// it does not say.
	List(ctx context.Context, user news.UserID, f Filter, p Page) (Window, error)
	// Count counts the articles of a filter (Collapse is ignored).
	Count(ctx context.Context, user news.UserID, f Filter) (int, error)
	Article(ctx context.Context, user news.UserID, id news.ArticleID) (Full, error)
	// StoryArticles are the headlines of a story, oldest first.
	StoryArticles(ctx context.Context, user news.UserID, story news.StoryID) ([]news.Headline, error)
	// CompanyCounts counts articles per company within a filter, most first;
	// sources do not count. limit 0: all.
	CompanyCounts(ctx context.Context, user news.UserID, f Filter, limit int) ([]CompanyCount, error)
	// CompanyNames are the names of companies as articles have them, of those
	// that articles name.
	CompanyNames(ctx context.Context, companies []news.CompanyID) (map[news.CompanyID]string, error)
	// Quotes returns quotes of articles within a filter, newest first. When
	// the filter names a speaker only that speaker's are returned. The quotes of
	// one article stay together: a window may be longer than its limit by those.
	Quotes(ctx context.Context, user news.UserID, f Filter, p Page) ([]QuoteRow, error)
}

// Filter chooses articles. Its zero value is all articles of the user's feeds.
type Filter struct {
	// Where is a parsed query; nil matches everything. Feeds, folders,
	// companies and states are all said in it.
	Where query.Node
	// Collapse shows one row per story: its newest article within the filter.
	Collapse bool
	// River leaves out feeds the user has hidden from the river of all articles.
	River bool
	// Muted shows what rules hide as well. It counts as read.
	Muted bool
	// By is the order of the list, one of query.Orders; "": by date. The order a query
	// asks for (see query.Sorted) is for whoever makes the filter.
	By string
	// Keep are articles shown although Where does not match them (any more):
	// those read while a list of unread ones is open.
	Keep []news.ArticleID
}

// Place is where an article stands in a list.
type Place struct {
	Published time.Time
	ID        news.ArticleID
	// Title, Outlet and Feed are for lists that are not sorted by date.
	Title  string
	Outlet string
	Feed   news.FeedID
}

// PlaceOf is where the article of a row stands, in a list of any order.
func PlaceOf(h *news.Headline) *Place {
	return &Place{Published: h.Published, ID: h.ID, Title: h.Title, Outlet: h.Outlet, Feed: h.FeedID}
}

// Page asks for a window: the Limit rows after a place, or before it; neither:
// from the top. From includes the place itself. Before the zero place are the
// last rows of the list.
type Page struct {
	After  *Place
	Before *Place
	From   *Place
	Limit  int
}

// Window is a part of a list, in its order.
type Window struct {
	Rows []news.Headline
	// More: there is something beyond the window in the direction asked for.
	More bool
	// AsOf is the newest article of the store at that moment: none that comes
	// later has a smaller ID.
	AsOf news.ArticleID
}

// Full is an article with everything a reader pane shows.
type Full struct {
	Article news.Article
	Digest  news.Digest
	State   news.State
}

// CompanyCount is how often a company is in the news.
type CompanyCount struct {
	Company       news.CompanyID
	Name          string
	Unread, Total int
	About         int
}

// QuoteRow is a quote with where it was said.
type QuoteRow struct {
	Quote     news.Quote
	Index     int // into Digest.Quotes
	Article   news.ArticleID
	Title     string
	Outlet    string
	Language  string // of the article, and so of the words
	Published time.Time
	Companies []news.CompanyID // of the article, subjects only
}

// ActionKind names something a user did.
type ActionKind string

// The actions that are journalled. Each has an inverse.
const (
	MarkRead    ActionKind = "read"
	MarkUnread  ActionKind = "unread"
	Star        ActionKind = "star"
	Unstar      ActionKind = "unstar"
	Tag         ActionKind = "tag"
	Untag       ActionKind = "untag"
	Unsubscribe ActionKind = "unsubscribe"
	Resubscribe ActionKind = "resubscribe"
	// EditFeed is journalled by UpdateFeed; it cannot be done by itself.
	EditFeed ActionKind = "edit"
	// Mute and Unmute begin and end the rule of Action.Mute.
	MuteRule   ActionKind = "mute"
	UnmuteRule ActionKind = "unmute"
	// Set changes the setting Action.Key to Action.Value.
	Set ActionKind = "set"
)

// Action is something a user did to articles, to a feed, to a rule or to a
// setting.
type Action struct {
	Kind     ActionKind
	Articles []news.ArticleID
	// Where, when set, acts on all articles of a filter instead ("all shown").
	Where *Filter
	// Stories extends the action to every article of the same stories.
	Stories bool
	Feed    news.FeedID
	Mute    Mute   // of MuteRule; UnmuteRule needs its ID only
	Key     string // of the setting
	Value   string // the tag, the setting, or what a step is called
	// Again, of Set, goes on with the change before it, when that was of the same
	// setting: one Undo takes both back.
	Again bool
	At    time.Time
	// Parts are the actions of a step that was undone, in the order they were done in,
	// and N is how much undoing each of them changed.
	Parts []Action
	N     int
}

// MuteID identifies a rule that hides articles.
type MuteID int64

// Mute is a rule that hides articles: those of a story, also the later ones, or
// those a query finds, everywhere or in one feed. What is hidden is in no list,
// is counted nowhere and does not count as unread.
type Mute struct {
	ID      MuteID
	Article news.ArticleID // its story is meant; 0: a query is
	Feed    news.FeedID    // 0: all feeds
	Query   string
	Title   string // of a story: the headline it was muted at
	At      time.Time
	Hidden  int // how many articles it hides now
}

// Mutes are the rules that hide articles. They begin and end with Actions,
// those of a feed with UpdateFeed.
type Mutes interface {
	// ListMutes returns the rules in force, newest first.
	ListMutes(ctx context.Context, user news.UserID) ([]Mute, error)
}

// Retagging looks for companies again in stored articles when others are known.
type Retagging interface {
	// SetCompanies tells the store which companies are known now, and puts the
	// articles that this may change with those to be retagged, all at once. It
	// returns how many wait.
	SetCompanies(ctx context.Context, k KnownCompanies) (int, error)
	// CompaniesPrint is the print of the companies told last, "" none.
	CompaniesPrint(ctx context.Context) (string, error)
	// LeaseRetag keeps others, in this process or another, from retagging until
	// then; the same holder extends it, or gives it back at once. It returns whether it is this holder's
	// turn, and how many articles wait.
	LeaseRetag(ctx context.Context, holder string, now time.Time, lease time.Duration) (mine bool, waiting int, err error)
	// Retags returns articles that wait, newest first, with their digests.
	Retags(ctx context.Context, limit int) ([]Retag, error)
	// SaveRetagged replaces digests and takes articles off those that wait,
	// unless they are to be retagged again meanwhile. An article without a digest
	// keeps its own.
	SaveRetagged(ctx context.Context, done []Retag, digests map[news.ArticleID]news.Digest) error
}

// KnownCompanies are the companies that are known, as far as a store must know.
type KnownCompanies struct {
	// Print tells them from others; it is remembered as it is.
	Print string
	// Families say which company belongs to which.
	Families []Family
	// All articles are to be retagged, or those that hold any of Words (or a word
	// that begins with its last), and those in which one of Companies was found.
	All       bool
	Words     []string
	Companies []news.CompanyID
}

// Family is a company that belongs to another.
type Family struct {
	Child, Parent news.CompanyID
	ParentName    string
}

// Retag is an article to be retagged. Gen says for which of the changes.
type Retag struct {
	Item
	ID        news.ArticleID
	Published time.Time
	Gen       int64
}

// Profiles say what a company is in the news with.
type Profiles interface {
	// Profile looks at the articles a user can read that name a company (as a
	// subject only, with about), published since.
	Profile(ctx context.Context, user news.UserID, company news.CompanyID, about bool, since time.Time) (Profile, error)
}

// Profile is a company in the news.
type Profile struct {
	// About, Mentions, Implied and Sources count the articles in which it is the
	// subject, is named, is only pointed to by a product or a person, or is cited
	// as a source.
	About, Mentions, Implied, Sources int
	// Parents are whose company it is, the nearest first; Children are its own
	// companies, those most in the news first. Total counts both with what belongs
	// to them, as far as the articles are those of this profile.
	Parents, Children []CompanyCount
	// Below counts the articles that name it or a company that belongs to it.
	Below int
	// Days counts articles by day of the location of since, oldest first; the
	// first is that of since.
	Days     []int
	Together []CompanyCount // companies in the same articles, most first
	Speakers []SpeakerCount // who is quoted there, most first
}

// SpeakerCount is how often somebody is quoted.
type SpeakerCount struct {
	Name   string
	Quotes int
}

// Actions are a user's journal: what was done, and its undoing.
type Actions interface {
	// Do carries out an action and journals exactly what it changed. It
	// returns how many articles (or feeds, settings) changed; an action that
	// changed nothing is not journalled. A rule that hides nothing yet is.
	Do(ctx context.Context, user news.UserID, a Action) (int, error)
	// Undo takes back the newest action not yet undone, or the newest step as a
	// whole, and returns it with how much it changed, or ErrNoUndo.
	Undo(ctx context.Context, user news.UserID) (Action, int, error)
}

// Settings are small things remembered per user: pinned companies, reading
// positions, the last visit.
type Settings interface {
	// Setting returns "" for what was never set.
	Setting(ctx context.Context, user news.UserID, key string) (string, error)
	SetSetting(ctx context.Context, user news.UserID, key, value string) error
	// Jot is SetSetting for what may be learned again: a power cut may lose it.
	Jot(ctx context.Context, user news.UserID, key, value string) error
	// SetPosition remembers where reading stopped (byte offset into Text).
	SetPosition(ctx context.Context, user news.UserID, id news.ArticleID, position int) error
}
