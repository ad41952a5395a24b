package newsroom

import (
	"context"
	"strings"
	"sync"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// filter is the question that a view asks of the store. A search that cannot be
// understood is a *query.Error.
func (s *Session) filter(ctx context.Context, v View) (store.Filter, error) {
	var where query.And
	f := store.Filter{Keep: v.Keep, Collapse: v.Place != PlaceFeed}
	switch v.Place {
	case PlaceStarred:
		where = append(where, query.Term{Field: query.FieldStarred})
	case PlaceFeed:
		where = append(where, query.Term{Field: query.FieldFeedID, ID: int64(v.Feed)})
	case PlaceFolder:
		where = append(where, query.Term{Field: query.FieldFolder, Value: v.Folder})
	default:
		f.River = true
	}
	field := query.FieldCompany
	if v.AboutOnly {
		field = query.FieldAbout
	}
	switch len(v.Companies) {
	case 0:
	case 1:
		where = append(where, query.Term{Field: field, Value: string(v.Companies[0])})
	default:
		var any query.Or
		for _, id := range v.Companies {
			any = append(any, query.Term{Field: field, Value: string(id)})
		}
		where = append(where, any)
	}
	for _, id := range v.Excluded {
		where = append(where, query.Not{Node: query.Term{Field: query.FieldCompany, Value: string(id)}})
	}
	if strings.TrimSpace(v.Search) != "" {
		node, err := query.Parse(v.Search, s.room.clock())
		if err != nil {
			return f, err
		}
		where = append(where, flat(node)...)
	}
	if v.UnreadOnly {
		where = append(where, query.Term{Field: query.FieldUnread})
	}
	muted, err := s.room.mutes.of(ctx, s)
	if err != nil {
		return f, err
	}
	where = append(where, muted...)
	switch len(where) {
	case 0:
	case 1:
		f.Where = where[0]
	default:
		f.Where = where
	}
	return f, nil
}

// flat are the parts of a conjunction.
func flat(n query.Node) []query.Node {
	if and, ok := n.(query.And); ok {
		return and
	}
	return []query.Node{n}
}

// muteBook remembers which articles of which feeds each user does not want to
// see. Most want to see all, and then it costs nothing.
type muteBook struct {
	mu     sync.Mutex
	byUser map[news.UserID][]query.Node
}

func (b *muteBook) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	clear(b.byUser)
}

// of are conditions that leave out what a user has muted.
func (b *muteBook) of(ctx context.Context, s *Session) ([]query.Node, error) {
	b.mu.Lock()
	muted, known := b.byUser[s.User.ID]
	b.mu.Unlock()
	if known {
		return muted, nil
	}
	rows, err := s.room.store.ListFeeds(ctx, s.User.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range rows {
		for _, rule := range f.Settings.Mute {
			node, err := query.Parse(rule, s.room.clock())
			if err != nil {
				continue // a rule nobody understands hides nothing
			}
			muted = append(muted, query.Not{Node: query.And{query.Term{Field: query.FieldFeedID, ID: int64(f.ID)}, node}})
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.byUser == nil {
		b.byUser = map[news.UserID][]query.Node{}
	}
	b.byUser[s.User.ID] = muted
	return muted, nil
}
