package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// addedJSON is what came of adding one address.
type addedJSON struct {
	URL        string          `json:"url"`
	ID         news.FeedID     `json:"id,omitempty"`
	FeedURL    string          `json:"feed_url,omitempty"`
	Title      string          `json:"title,omitempty"`
	Created    bool            `json:"created"`
	Articles   int             `json:"articles"`
	Candidates []candidateJSON `json:"candidates"`
	Error      string          `json:"error"`
}

type candidateJSON struct {
	URL    string `json:"url"`
	Title  string `json:"title"`
	Format string `json:"format"`
}

func (sh *shell) addCommand() *cobra.Command {
	var folders []string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "add URL…",
		Short:   "Follow feeds, by their addresses or those of any page",
		Example: "  lede add https://example.org\n  lede add --folder Tech https://example.org/feed.xml",
		Args:    need(1, -1, "an address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			failed := 0
			for _, address := range args {
				a, err := s.Add(cmd.Context(), withScheme(address), folders)
				if err == nil && len(a.Candidates) > 0 {
					err = errors.New("the page has several feeds; add one of them by its address")
				}
				if err == nil && a.Feed.Health.Problem != "" {
					err = fmt.Errorf("it is followed, but cannot be read yet. %s %s", a.Feed.Health.Problem, a.Feed.Health.Advice)
				}
				if err != nil {
					failed++
				}
				if err := sh.added(address, a, err, asJSON); err != nil {
					return err
				}
			}
			return partly(failed, len(args))
		},
	}
	cmd.Flags().StringSliceVarP(&folders, "folder", "f", nil, "put them into a `FOLDER`; may be repeated")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per address")
	return cmd
}

// added tells what came of one address.
func (sh *shell) added(address string, a newsroom.Added, failure error, asJSON bool) error {
	if asJSON {
		j := addedJSON{URL: address, ID: a.Feed.ID, FeedURL: a.Feed.URL, Title: a.Feed.Title, Created: a.Created, Articles: a.Articles, Candidates: []candidateJSON{}}
		for _, c := range a.Candidates {
			j.Candidates = append(j.Candidates, candidateJSON(c))
		}
		if failure != nil {
			j.Error = failure.Error()
		}
		return emit(sh.out, j)
	}
	switch {
	case failure != nil:
		sh.note("lede: %s: %s", address, sh.tr().Said(failure.Error()))
		for _, c := range a.Candidates {
			sh.say("  %s  %s", c.URL, c.Title)
		}
	case a.Created:
		sh.say("%s: %s", feedName(a.Feed), sh.tr().N("articles", a.Articles))
	default:
		sh.say("%s", sh.tr().S("cli.add.known", feedName(a.Feed)))
	}
	return nil
}

// partly is the error of something that failed for some of many.
func partly(failed, all int) error {
	switch failed {
	case 0:
		return nil
	case all:
		return &fault{code: exitFailed}
	}
	return &fault{code: exitPartly}
}

// withScheme takes an address as people write it.
func withScheme(address string) string {
	if strings.Contains(address, "://") || strings.HasPrefix(address, "feed:") {
		return address
	}
	return "https://" + address
}

func (sh *shell) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove FEED…",
		Short:   "Stop following feeds, by number, address or title",
		Long:    "Stops following feeds. Their articles and what you did with them come back when you follow them again.\n`Z` in the interface takes it back.",
		Example: "  lede remove 12\n  lede remove https://example.org/feed.xml\n  lede remove \"Example News\"",
		Args:    need(1, -1, "a feed"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			var found []store.FeedRow
			for _, arg := range args {
				f, err := findFeed(cmd.Context(), s, arg)
				if err != nil {
					return err
				}
				found = append(found, f)
			}
			for _, f := range found {
				if err := s.Remove(cmd.Context(), f.ID); err != nil {
					return err
				}
				sh.say("%s", sh.tr().S("cli.remove.done", feedName(f.Feed)))
			}
			return nil
		},
	}
}

// findFeed finds one feed by its number, its address or its title; a part of the
// title is enough when no other feed has it.
func findFeed(ctx context.Context, s *newsroom.Session, what string) (store.FeedRow, error) {
	rows, err := s.Feeds(ctx)
	if err != nil {
		return store.FeedRow{}, err
	}
	id, isNumber := number(what)
	var near []store.FeedRow
	for _, f := range rows {
		switch {
		case isNumber && int64(f.ID) == id, f.URL == what, strings.EqualFold(f.Title, what):
			return f, nil
		case strings.Contains(strings.ToLower(f.Title), strings.ToLower(what)), strings.Contains(f.URL, what) && len(what) > 3:
			near = append(near, f)
		}
	}
	switch len(near) {
	case 1:
		return near[0], nil
	case 0:
		return store.FeedRow{}, fmt.Errorf("no feed is called %q; `lede feeds` lists them", what)
	}
	var b strings.Builder
	for _, f := range near[:min(len(near), 5)] {
		fmt.Fprintf(&b, "\n  %d  %s", f.ID, feedName(f.Feed))
	}
	return store.FeedRow{}, fmt.Errorf("%d feeds are called %q; give the number of one:%s", len(near), what, b.String())
}

// feedName is what a feed is called; by its address while it has no title.
func feedName(f news.Feed) string { return cmp.Or(f.Title, f.URL) }
