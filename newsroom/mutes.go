package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lede/news"
	"lede/store"
)

// MuteStory hides an article and all others of its story, also those that are
// still to come. It returns how many went.
func (s *Session) MuteStory(ctx context.Context, id news.ArticleID) (int, error) {
	full, err := s.room.store.Article(ctx, s.User.ID, id)
	if err != nil {
		return 0, err
	}
	return s.do(ctx, store.Action{Kind: store.MuteRule, Mute: store.Mute{Article: id, Title: full.Article.Title}})
}

// MuteQuery hides what a query finds, everywhere or (feed not 0) in one feed,
// now and later. It returns how many articles went. A query that cannot be
// understood, or that does not hold for ever, is a *query.Error.
func (s *Session) MuteQuery(ctx context.Context, feed news.FeedID, text string) (int, error) {
	text = strings.TrimSpace(text)
	if feed == 0 {
		return s.do(ctx, store.Action{Kind: store.MuteRule, Mute: store.Mute{Query: text}})
	}
	if s.Can.Guest {
		return 0, nil
	}
	f, err := s.room.store.Feed(ctx, s.User.ID, feed)
	if err != nil {
		return 0, err
	}
	f.Settings.Mute = append(slices.Clone(f.Settings.Mute), text)
	if err := s.room.store.UpdateFeed(ctx, s.User.ID, f); err != nil {
		return 0, err
	}
	rules, err := s.Mutes(ctx)
	for _, m := range rules {
		if m.Feed == feed && m.Query == text {
			return m.Hidden, err
		}
	}
	return 0, err
}

// Mutes are the rules that hide articles, newest first, with how many each
// hides.
func (s *Session) Mutes(ctx context.Context) ([]store.Mute, error) {
	return s.room.store.ListMutes(ctx, s.User.ID)
}

// Unmute ends a rule; what only it has hidden comes back as it was. It returns
// how many articles that are.
func (s *Session) Unmute(ctx context.Context, m store.Mute) (int, error) {
	if m.Feed == 0 {
		return s.do(ctx, store.Action{Kind: store.UnmuteRule, Mute: m})
	}
	if s.Can.Guest {
		return 0, nil
	}
	f, err := s.room.store.Feed(ctx, s.User.ID, m.Feed)
	if err != nil {
		return 0, err
	}
	left := slices.DeleteFunc(slices.Clone(f.Settings.Mute), func(q string) bool { return strings.TrimSpace(q) == m.Query })
	if len(left) == len(f.Settings.Mute) {
		return 0, fmt.Errorf("the rule %q of %s: %w", m.Query, f.Title, store.ErrNotFound)
	}
	f.Settings.Mute = left
	return m.Hidden, s.room.store.UpdateFeed(ctx, s.User.ID, f)
}
