package sidebar

import (
	"slices"

	"lede/news"
	"lede/newsroom"
)

// Step is the feed before or after one, as the sidebar orders them, folded
// folders included; from no feed it is the first or the last. unread passes
// over feeds without unread articles.
func (m *Model) Step(from news.FeedID, dir int, unread bool) (Chosen, bool) {
	var all []item
	add := func(it item) {
		if !slices.ContainsFunc(all, func(o item) bool { return o.feed == it.feed }) {
			all = append(all, it)
		}
	}
	for _, f := range m.overview.Folders {
		for _, row := range m.overview.Feeds {
			if slices.Contains(row.Folders, f.Name) {
				add(item{feed: row.ID, title: title(row.Feed), unread: row.Unread})
			}
		}
	}
	for _, row := range m.overview.Feeds {
		add(item{feed: row.ID, title: title(row.Feed), unread: row.Unread})
	}
	at := slices.IndexFunc(all, func(it item) bool { return it.feed == from })
	if at < 0 && dir < 0 {
		at = len(all)
	}
	for i := at + dir; i >= 0 && i < len(all); i += dir {
		if !unread || all[i].unread > 0 {
			return Chosen{Place: newsroom.PlaceFeed, Feed: all[i].feed, Title: all[i].title}, true
		}
	}
	return Chosen{}, false
}
