package store

import (
	"context"

	"lede/news"
)

// Subscribed is journalled by Follow; it cannot be done by itself.
const Subscribed ActionKind = "subscribe"

// Following is subscribing as somebody does it by hand.
type Following interface {
	// Follow subscribes to feeds, all at once or none, and journals that as one
	// action, of which Action.Value names the feed when it is a single one. Undoing
	// it leaves the feeds that were not followed before; those that were keep
	// everything, and their folders are as they had been. What was followed already
	// and stays as it is is not journalled.
	Follow(ctx context.Context, user news.UserID, feeds []news.Feed) ([]Followed, error)
}

// Followed is a feed with what became of it.
type Followed struct {
	news.Feed
	Created bool // it was not followed before
}
