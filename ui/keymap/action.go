// Package keymap is the one table of what the interface can do: every action
// with its name, its keys, where it works and what help says about it. Key
// handling, the command line, the help overlay, the hints of the status line,
// docs/keys.md and `lede keys` all read this table and nothing else.
package keymap

// Action names something the interface can do. Names are what configuration
// files and the command line use.
type Action string

// The actions.
const (
	Down       Action = "down"
	Up         Action = "up"
	Top        Action = "top"
	Bottom     Action = "bottom"
	HalfDown   Action = "half-page-down"
	HalfUp     Action = "half-page-up"
	PageDown   Action = "page-down"
	PageUp     Action = "page-up"
	Advance    Action = "advance"
	Open       Action = "open"
	Back       Action = "back"
	Escape     Action = "cancel"
	NextGroup  Action = "next-group"
	PrevGroup  Action = "previous-group"
	NextUnread Action = "next-unread"
	PrevUnread Action = "previous-unread"

	NextFeed       Action = "next-feed"
	PrevFeed       Action = "previous-feed"
	NextUnreadFeed Action = "next-unread-feed"
	PrevUnreadFeed Action = "previous-unread-feed"
	River          Action = "river"

	NextMatch Action = "next-match"
	PrevMatch Action = "previous-match"
	NextPane  Action = "next-pane"
	PrevPane  Action = "previous-pane"
	Zen       Action = "zen"

	AllCompanies Action = "all-companies"
	Company1     Action = "company-1"
	Company2     Action = "company-2"
	Company3     Action = "company-3"
	Company4     Action = "company-4"
	Company5     Action = "company-5"
	Company6     Action = "company-6"
	Company7     Action = "company-7"
	Company8     Action = "company-8"
	Company9     Action = "company-9"
	PickCompany  Action = "pick-company"
	AboutOnly    Action = "about-only"

	Summary       Action = "summary"
	SummaryLength Action = "summary-length"
	Quotes        Action = "quotes"
	QuoteBook     Action = "quote-book"
	Briefing      Action = "briefing"
	Why           Action = "why"
	FullText      Action = "full-text"
	Links         Action = "links"
	OpenBrowser   Action = "open-browser"
	OpenAndMark   Action = "open-and-mark"
	CopyLink      Action = "copy-link"
	CopyMarkdown  Action = "copy-markdown"
	SaveArticle   Action = "save-article"
	Pipe          Action = "pipe"

	ToggleRead Action = "toggle-read"
	MarkAll    Action = "mark-all-read"

	MarkEverything Action = "mark-everything-read"

	Undo       Action = "undo"
	Star       Action = "star"
	Starred    Action = "starred"
	Tag        Action = "tag"
	Untag      Action = "untag"
	UnreadOnly Action = "unread-only"
	Ledes      Action = "ledes"
	Order      Action = "order"
	Sort       Action = "sort"

	Search     Action = "search"
	Command    Action = "command"
	Help       Action = "help"
	Refresh    Action = "refresh"
	RefreshAll Action = "refresh-all"
	Starter    Action = "starter-pack"
	Sidebar    Action = "sidebar"
	Places     Action = "places"
	Feeds      Action = "feeds"
	Suspend    Action = "suspend"
	Redraw     Action = "redraw"
	Quit       Action = "quit"
	QuitNow    Action = "quit-now"

	CompanyPage Action = "company-page"
	PinCompany  Action = "pin-company"
	Correct     Action = "correct-company"
	Corrections Action = "corrections"
	Follow      Action = "follow-company"
	MuteStory   Action = "mute-story"
	MuteQuery   Action = "mute"
	Mutes       Action = "mutes"
	ShowMuted   Action = "show-muted"
	SaveView    Action = "save-view"
	ViewRename  Action = "view-rename"
	ViewRemove  Action = "view-remove"
	ViewUp      Action = "view-up"
	ViewDown    Action = "view-down"
	QuietFeeds  Action = "unread-feeds"

	FeedAdd    Action = "feed-add"
	FeedRemove Action = "feed-remove"
	FeedRename Action = "feed-rename"
	FeedFolder Action = "feed-folder"
)

// Slot is the number of a company action: 0 for all, 1–9 for a pinned one.
func (a Action) Slot() (int, bool) {
	if a == AllCompanies {
		return 0, true
	}
	if len(a) == len("company-1") && a[:8] == "company-" && a[8] >= '1' && a[8] <= '9' {
		return int(a[8] - '0'), true
	}
	return 0, false
}

// Context is where a key works. A key means what the row of the focused
// context says, else what the row of Everywhere says.
type Context string

// The contexts.
const (
	Everywhere Context = "everywhere"
	List       Context = "headlines"
	Reader     Context = "reader"
	Searching  Context = "search"  // a search is shown; tried before the pane's own
	SideList   Context = "sidebar" // places and feeds
	FeedScreen Context = "feeds"   // the feeds screen
	Book       Context = "quote-book"
	Brief      Context = "briefing"
	Company    Context = "company" // the page of a company
)

// Contexts in the order of help.
var Contexts = []Context{Everywhere, List, Reader, Searching, SideList, FeedScreen, Book, Brief, Company}

// Row is one line of the table.
type Row struct {
	Action Action
	Keys   []string // defaults; a space parts the strokes of a sequence
	In     []Context
	En, Fr string // what help says
}

// Text is what help says, in a language.
func (r Row) Text(lang string) string {
	if lang == "fr" {
		return r.Fr
	}
	return r.En
}
