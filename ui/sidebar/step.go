package sidebar

import (
	"slices"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// Step is the feed before or after one, as the sidebar orders them, folded
// folders included; from no feed it is the first or the last. unread passes
// over feeds without unread articles.
func (m *Model) Step(from news.FeedID, dir int, unread bool) (Chosen, bool) {
	var all []item
	seen := map[news.FeedID]bool{}
	add := func(row store.FeedRow) {
		if !seen[row.ID] {
			seen[row.ID] = true
			all = append(all, item{feed: row.ID, title: title(row.Feed), unread: row.Unread})
		}
	}
	in := byFolder(m.overview.Feeds)
	for _, f := range m.overview.Folders {
		for _, i := range in[f.Name] {
			add(m.overview.Feeds[i])
		}
	}
	for _, row := range m.overview.Feeds {
		add(row)
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

// byFolder are the indexes of the feeds in each folder.
func byFolder(feeds []store.FeedRow) map[string][]int {
	in := map[string][]int{}
	for i, row := range feeds {
		for _, name := range row.Folders {
			in[name] = append(in[name], i)
		}
	}
	return in
}
