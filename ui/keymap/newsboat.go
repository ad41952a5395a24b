package keymap

// newsboat are the keys of the preset of that name where they differ from the
// default ones: what newsboat does on a key out of the box is on that key here.
// A name after a dot holds in the context before it. What newsboat has no key
// for keeps ours, or moves where newsboat's own would be in the way:
//
//   - its tags are folders (t goes to the sidebar to choose one, ^T shows all again),
//     its filters are searches and views, its flags are tags, a bookmark is a
//     star, and deleting an article mutes its story;
//   - 1–9 choose companies; in the list of links (u) they open links, as there;
//   - sorting (g, G) knows date, title and feed, each in both directions; random
//     articles (^K) and podcasts (e) have no counterpart.
var newsboat = map[string][]string{
	"down":            {"down"},
	"headlines.down":  {"J"},
	"sidebar.down":    {"J", "j"},
	"feeds.down":      {"J", "j"},
	"quote-book.down": {"J", "j"},
	"briefing.down":   {"J", "j"},
	"company.down":    {"J", "j"},
	"reader.down":     {"j"},
	"up":              {"up"},
	"headlines.up":    {"K"},
	"sidebar.up":      {"K", "k"},
	"feeds.up":        {"K", "k"},
	"quote-book.up":   {"K", "k"},
	"briefing.up":     {"K", "k"},
	"company.up":      {"K", "k"},
	"reader.up":       {"k"},

	"next-group":              {"}"},
	"reader.next-group":       {"J"},
	"previous-group":          {"{"},
	"reader.previous-group":   {"K"},
	"headlines.next-feed":     {"j"},
	"headlines.previous-feed": {"k"},

	"top":             {"home"},
	"bottom":          {"end"},
	"sort":            {"g", "G"},
	"open":            {"enter", "right"},
	"previous-unread": {"p"},
	"half-page-up":    {"ctrl+u"},
	"page-down":       {"pgdown"},
	"page-up":         {"pgup"},
	"reader.page-up":  {"b"},

	"toggle-read":  {"N"},
	"unread-only":  {"l"},
	"unread-feeds": {"l"},
	"places":       {"t", "f"},
	"river":        {"ctrl+t", "ctrl+f"},
	"search":       {"/", "F"},
	"tag":          {"ctrl+e"},
	"star":         {"ctrl+b"},
	"starred":      {"*"},
	"links":        {"u", "#"},

	"save-article":   {"s"},
	"summary":        {"S"},
	"summary-length": {"ctrl+s"},
	"quote-book":     {"W"},
	"follow-company": {"ctrl+w"},
	"quit-now":       {"Q"},
}
