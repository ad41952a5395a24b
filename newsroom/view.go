package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lede/store"
	"lede/store/query"
)

// filter is the question that a view asks of the store. A search that cannot be
// understood is a *query.Error.
func (s *Session) filter(ctx context.Context, v View) (store.Filter, error) {
	var where query.And
	f := store.Filter{Keep: v.Keep, Muted: v.Muted || v.Place == PlaceMuted, Collapse: v.Place != PlaceFeed && !v.Apart}
	switch v.Place {
	case PlaceStarred:
		where = append(where, query.Term{Field: query.FieldStarred})
	case PlaceFeed:
		where = append(where, query.Term{Field: query.FieldFeedID, ID: int64(v.Feed)})
	case PlaceFolder:
		where = append(where, query.Term{Field: query.FieldFolder, Value: v.Folder})
	case PlaceMuted:
		f.Collapse = false
		where = append(where, query.Term{Field: query.FieldMuted, ID: int64(v.Mute)})
	case PlaceView:
		node, err := query.Parse(v.Saved, s.room.clock())
		if err != nil {
			return f, fmt.Errorf("the view %q: %w", v.Name, err)
		}
		if node, _, _ = query.Sorted(node); node != nil {
			where = append(where, flat(node)...)
		}
		f.River = !placed(node)
	default:
		f.River = true
	}
	where = append(where, companyTerms(v)...)
	if strings.TrimSpace(v.Search) != "" {
		read := query.Parse
		if v.Typing {
			read = query.Typing
		}
		node, err := read(v.Search, s.room.clock())
		if err != nil {
			return f, err
		}
		if node, _, _ = query.Sorted(node); node != nil {
			where = append(where, flat(node)...)
		}
	}
	f.By, _ = v.Order()
	switch unread := (query.Term{Field: query.FieldUnread}); {
	case v.UnreadOnly && v.Muted: // what is hidden does not count as unread
		where = append(where, query.Or{unread, query.Term{Field: query.FieldMuted}})
	case v.UnreadOnly && v.Place != PlaceMuted:
		where = append(where, unread)
	}
	if v.AsOf != 0 {
		where = append(where, query.Term{Field: query.FieldUntil, ID: int64(v.AsOf)})
	}
	if below(where) {
		s.room.families.Do(func() { s.room.tellCompanies(ctx) })
	}
	switch len(where) {
	case 0:
	case 1:
		f.Where = where[0]
	default:
		f.Where = where
	}
	return f, nil
}

// placed reports whether a query says in which feeds to look: then those that
// are hidden from the river are meant too.
func placed(n query.Node) bool {
	for _, part := range flat(n) {
		if t, ok := part.(query.Term); ok && (t.Field == query.FieldFeed || t.Field == query.FieldFolder) {
			return true
		}
	}
	return false
}

// flat are the parts of a conjunction.
func flat(n query.Node) []query.Node {
	if and, ok := n.(query.And); ok {
		return and
	}
	return []query.Node{n}
}

// below reports whether a query asks for companies with those that belong to
// them: the store must have been told which these are.
func below(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, below)
	case query.Or:
		return slices.ContainsFunc(n, below)
	case query.Not:
		return below(n.Node)
	case query.Term:
		return n.Below
	}
	return false
}
