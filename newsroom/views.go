package newsroom

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// SavedView is a query with a name, listed among the places.
type SavedView struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

const (
	viewSetting = "views"
	maxViews    = 200
	maxViewName = 80 // code points
)

// Views are the user's saved views, in their order.
func (s *Session) Views(ctx context.Context) ([]SavedView, error) {
	raw, err := s.Setting(ctx, viewSetting)
	if err != nil || raw == "" {
		return nil, err
	}
	var views []SavedView
	if err := json.Unmarshal([]byte(raw), &views); err != nil {
		return nil, fmt.Errorf("the saved views cannot be read (%w); save one anew to begin again", err)
	}
	return views, nil
}

// changeViews reads the views, changes them and keeps them; undoable.
func (s *Session) changeViews(ctx context.Context, change func([]SavedView) ([]SavedView, error)) error {
	raw, err := s.Setting(ctx, viewSetting)
	if err != nil {
		return err
	}
	var views []SavedView
	_ = json.Unmarshal([]byte(raw), &views) // what cannot be read begins anew
	if views, err = change(views); err != nil {
		return err
	}
	if len(views) > maxViews {
		return fmt.Errorf("%d views are kept at most; remove one first", maxViews)
	}
	changed, err := json.Marshal(views)
	if err != nil {
		return err
	}
	return s.set(ctx, viewSetting, string(changed))
}

// SaveView gives a query a name; a view of that name gets the new query. A
// query nobody understands is a *query.Error.
func (s *Session) SaveView(ctx context.Context, name, text string) error {
	name, text = oneLine(name), strings.TrimSpace(text)
	switch {
	case name == "":
		return errors.New("a view needs a name")
	case len([]rune(name)) > maxViewName:
		return fmt.Errorf("the name of a view may have %d letters", maxViewName)
	case text == "":
		return errors.New("a view needs something to look for: search or filter first")
	}
	if _, err := query.Parse(text, s.room.clock()); err != nil {
		return err
	}
	return s.changeViews(ctx, func(views []SavedView) ([]SavedView, error) {
		if i := findView(views, name); i >= 0 {
			views[i] = SavedView{name, text}
			return views, nil
		}
		return append(views, SavedView{name, text}), nil
	})
}

// RenameView gives a view another name.
func (s *Session) RenameView(ctx context.Context, from, to string) error {
	if to = oneLine(to); to == "" || len([]rune(to)) > maxViewName {
		return fmt.Errorf("the name of a view has 1 to %d letters", maxViewName)
	}
	return s.changeViews(ctx, func(views []SavedView) ([]SavedView, error) {
		i, other := findView(views, from), findView(views, to)
		switch {
		case i < 0:
			return nil, noView(from)
		case other >= 0 && other != i:
			return nil, fmt.Errorf("there is a view %q already", to)
		}
		views[i].Name = to
		return views, nil
	})
}

// RemoveView forgets a view.
func (s *Session) RemoveView(ctx context.Context, name string) error {
	return s.changeViews(ctx, func(views []SavedView) ([]SavedView, error) {
		i := findView(views, name)
		if i < 0 {
			return nil, noView(name)
		}
		return slices.Delete(views, i, i+1), nil
	})
}

// MoveView moves a view up (by -1) or down.
func (s *Session) MoveView(ctx context.Context, name string, by int) error {
	return s.changeViews(ctx, func(views []SavedView) ([]SavedView, error) {
		i := findView(views, name)
		if i < 0 {
			return nil, noView(name)
		}
		to := max(0, min(i+by, len(views)-1))
		v := views[i]
		return slices.Insert(slices.Delete(views, i, i+1), to, v), nil
	})
}

func noView(name string) error {
	return fmt.Errorf("there is no saved view %q: %w", name, store.ErrNotFound)
}

// findView is the place of a view, whatever the case of its letters; -1: there
// is none.
func findView(views []SavedView, name string) int {
	return slices.IndexFunc(views, func(v SavedView) bool { return strings.EqualFold(v.Name, oneLine(name)) })
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// View is the saved view of a name, or of the only name that begins so; none is
// store.ErrNotFound.
func (s *Session) View(ctx context.Context, name string) (View, error) {
	views, err := s.Views(ctx)
	if err != nil {
		return View{}, err
	}
	i := findView(views, name)
	if i < 0 {
		for j, v := range views {
			if !strings.HasPrefix(strings.ToLower(v.Name), strings.ToLower(oneLine(name))) {
				continue
			}
			if i >= 0 {
				return View{}, fmt.Errorf("several views begin with %q: %s, %s; write more of the name", name, views[i].Name, v.Name)
			}
			i = j
		}
	}
	if i < 0 {
		return View{}, noView(name)
	}
	return View{Place: PlaceView, Name: views[i].Name, Saved: views[i].Query}, nil
}

// CountViews counts the unread articles of each saved view, by name. It may
// take a while and is not for the way of a key.
func (s *Session) CountViews(ctx context.Context) (map[string]int, error) {
	views, err := s.Views(ctx)
	if err != nil || len(views) == 0 {
		return nil, err
	}
	counts := make(map[string]int, len(views))
	for _, v := range views {
		n, err := s.Count(ctx, View{Place: PlaceView, Name: v.Name, Saved: v.Query, UnreadOnly: true})
		var wrong *query.Error
		switch {
		case errors.As(err, &wrong): // of a newer lede
			n = 0
		case err != nil:
			return counts, err
		}
		counts[v.Name] = n
	}
	return counts, nil
}

// QueryOf writes what a view shows as a query, to be saved or typed elsewhere.
// Feeds are named by their titles; whether articles are read is left out. What
// was typed stays as it was: newer:3d goes on meaning three days.
func (s *Session) QueryOf(ctx context.Context, v View) (string, error) {
	var where query.And
	var parts []string
	switch v.Place {
	case PlaceStarred:
		where = append(where, query.Term{Field: query.FieldStarred})
	case PlaceFolder:
		where = append(where, query.Term{Field: query.FieldFolder, Value: v.Folder})
	case PlaceFeed:
		feed, err := s.room.store.Feed(ctx, s.User.ID, v.Feed)
		if err != nil {
			return "", err
		}
		where = append(where, query.Term{Field: query.FieldFeed, Value: cmp.Or(feed.Title, feed.URL)})
	case PlaceView:
		parts = append(parts, v.Saved)
	}
	if text := query.String(append(where, companyTerms(v)...)); text != "" {
		parts = append(parts, text)
	}
	parts = append(parts, v.Search)
	for i, part := range parts {
		parts[i] = query.Unsorted(part) // the order is said once, behind everything
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return strings.TrimSpace(part) == "" })
	order := ""
	if by, reverse := v.Order(); by != query.ByDate || reverse {
		order = " " + query.Order(by, reverse)
	}
	if len(parts) < 2 {
		text := strings.TrimSpace(strings.Join(parts, ""))
		if node, err := query.Parse(text, s.room.clock()); err != nil {
			return "", err
		} else if _, either := node.(query.Or); either && order != "" {
			text = "(" + text + ")"
		}
		return strings.TrimSpace(text + order), nil
	}
	for i, part := range parts {
		node, err := query.Parse(part, s.room.clock())
		if err != nil {
			return "", err
		}
		if _, either := node.(query.Or); either { // OR binds weaker than what stands beside it
			parts[i] = "(" + strings.TrimSpace(part) + ")"
		}
	}
	return strings.Join(parts, " ") + order, nil
}

// companyTerms are what the companies of a view ask for.
func companyTerms(v View) []query.Node {
	var where []query.Node
	field := query.FieldCompany
	if v.AboutOnly {
		field = query.FieldAbout
	}
	term := func(field query.Field, id news.CompanyID) query.Node {
		return query.Term{Field: field, Value: string(id), Below: v.RollUp}
	}
	switch len(v.Companies) {
	case 0:
	case 1:
		where = append(where, term(field, v.Companies[0]))
	default:
		var any query.Or
		for _, id := range v.Companies {
			any = append(any, term(field, id))
		}
		where = append(where, any)
	}
	for _, id := range v.Excluded {
		where = append(where, query.Not{Node: term(query.FieldCompany, id)})
	}
	return where
}
