package newsroom

import (
	"context"
	"errors"
	"fmt"

	"lede/news"
	"lede/store"
)

// ErrNotHere is what a session is told that may not do something.
var ErrNotHere = errors.New("this session may not do that")

// may refuses what a session may not do, in a sentence.
func may(allowed bool, what string) error {
	if allowed {
		return nil
	}
	return fmt.Errorf("%s is not possible here: %w", what, ErrNotHere)
}

// do carries out an action, for those who are remembered.
func (s *Session) do(ctx context.Context, a store.Action) (int, error) {
	if s.Can.Guest {
		return 0, nil
	}
	a.At = s.room.clock()
	return s.room.store.Do(ctx, s.User.ID, a)
}

// set changes a setting in a way that can be undone.
func (s *Session) set(ctx context.Context, key, value string) error {
	_, err := s.do(ctx, store.Action{Kind: store.Set, Key: key, Value: value})
	return err
}

func kindOf(on bool, yes, no store.ActionKind) store.ActionKind {
	if on {
		return yes
	}
	return no
}

// Mark marks articles, with all others of their stories, read or unread. It
// returns how many changed.
func (s *Session) Mark(ctx context.Context, ids []news.ArticleID, read bool) (int, error) {
	return s.do(ctx, store.Action{Kind: kindOf(read, store.MarkRead, store.MarkUnread), Articles: ids, Stories: true})
}

// MarkAll marks all articles of a view. With AsOf those are left alone that
// came later, and were not there to be seen.
func (s *Session) MarkAll(ctx context.Context, v View, read bool) (int, error) {
	v.Keep = nil
	f, err := s.filter(ctx, v)
	if err != nil {
		return 0, err
	}
	return s.do(ctx, store.Action{Kind: kindOf(read, store.MarkRead, store.MarkUnread), Where: &f, Stories: f.Collapse})
}

// Star stars an article, or takes the star away.
func (s *Session) Star(ctx context.Context, id news.ArticleID, on bool) error {
	_, err := s.do(ctx, store.Action{Kind: kindOf(on, store.Star, store.Unstar), Articles: []news.ArticleID{id}})
	return err
}

// Tag gives an article tags, or takes them away; undoable as one.
func (s *Session) Tag(ctx context.Context, id news.ArticleID, on bool, tags ...string) error {
	if len(tags) > 1 {
		ctx = store.AsOne(ctx, stepTags)
	}
	for _, tag := range tags {
		if _, err := s.do(ctx, store.Action{Kind: kindOf(on, store.Tag, store.Untag), Articles: []news.ArticleID{id}, Value: tag}); err != nil {
			return err
		}
	}
	return nil
}

// What steps of several actions are called; see store.AsOne.
const (
	stepTags   = "tags"
	stepFollow = "follow"
	stepImport = "import"
)

// Undo takes back the last action and says which it was and how much it
// changed, or store.ErrNoUndo.
func (s *Session) Undo(ctx context.Context) (store.Action, int, error) {
	a, n, err := s.room.store.Undo(ctx, s.User.ID)
	if err != nil {
		return a, n, err
	}
	parts := a.Parts
	if len(parts) == 0 {
		parts = []store.Action{a}
	}
	for _, part := range parts {
		switch {
		case part.Kind == store.Set && part.Key == rulesSetting:
			err = s.room.readAgain(ctx, s, openRulebook(part.Value).Last)
		case part.Kind == store.Fill: // other companies may be known than when it was stored
			err = s.room.digestAgain(ctx, s, part.Articles)
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return a, n, err
		}
	}
	return a, n, nil
}

// SetPosition remembers where reading stopped, as a byte offset.
func (s *Session) SetPosition(ctx context.Context, id news.ArticleID, position int) error {
	if s.Can.Guest {
		return nil
	}
	return s.room.store.SetPosition(ctx, s.User.ID, id, position)
}

// Setting is a small thing the user wants remembered; "" when never set.
func (s *Session) Setting(ctx context.Context, key string) (string, error) {
	return s.room.store.Setting(ctx, s.User.ID, key)
}

// SetSetting remembers a small thing.
func (s *Session) SetSetting(ctx context.Context, key, value string) error {
	if s.Can.Guest {
		return nil
	}
	return s.room.store.SetSetting(ctx, s.User.ID, key, value)
}

// Prefer remembers how a user likes something to be shown; undoable, several
// changes of the same in a row as one.
func (s *Session) Prefer(ctx context.Context, key, value string) error {
	_, err := s.do(ctx, store.Action{Kind: store.Set, Key: key, Value: value, Again: true})
	return err
}

var errShorter = errors.New("the page has less than the feed")

// FullText fetches the page of an article, finds the article on it, and stores
// it with a new digest; undoable.
func (s *Session) FullText(ctx context.Context, id news.ArticleID) error {
	if err := may(!s.Can.Guest, "Fetching pages"); err != nil {
		return err
	}
	n := s.room
	full, err := n.store.Article(ctx, s.User.ID, id)
	if err != nil {
		return err
	}
	a := &full.Article
	if a.URL == "" {
		return errors.New("the article has no address to fetch it from")
	}
	if err := n.fetchFull(ctx, a); err != nil {
		return fmt.Errorf("the full text cannot be had: %w", err)
	}
	items, err := n.digest(ctx, []*news.Article{a})
	if err != nil {
		return err
	}
	return n.store.Fill(ctx, s.User.ID, items[0])
}
