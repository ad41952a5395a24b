package newsroom

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"lede/config"
	"lede/feeds"
	"lede/news"
	"lede/newsroom/tour"
	"lede/store"
)

// builtin reports whether a feed comes with the program.
func builtin(url string) bool { return strings.HasPrefix(url, tour.Scheme) }

// Feeds are the user's feeds with their health and counts.
func (s *Session) Feeds(ctx context.Context) ([]store.FeedRow, error) {
	rows, err := s.room.store.ListFeeds(ctx, s.User.ID)
	if err == nil {
		err = s.inOwnOrder(ctx, rows, nil)
	}
	return rows, err
}

// discover finds the feed at an address, or on the page there; the candidates,
// when there are several.
func (n *Newsroom) discover(ctx context.Context, url string) (found feeds.Candidate, several []Candidate, err error) {
	all, err := n.poller.Discover(ctx, url)
	if err != nil {
		return found, nil, err
	}
	if len(all) == 1 {
		return all[0], nil, nil
	}
	for _, c := range all {
		several = append(several, Candidate{URL: c.URL, Title: c.Title, Format: c.Format})
	}
	return found, several, nil
}

// Add follows a feed, or the feed of a page, and polls it at once; undoable. When
// a page has several nothing is added and the candidates are returned.
func (s *Session) Add(ctx context.Context, url string, folders []string) (Added, error) {
	if err := may(s.Can.Feeds, "Adding feeds"); err != nil {
		return Added{}, err
	}
	found, several, err := s.room.discover(ctx, url)
	if err != nil || len(several) > 0 {
		return Added{Candidates: several}, err
	}
	free, err := s.freePlaces(ctx)
	if err == nil {
		err = free.one(found.URL)
	}
	if err != nil {
		return Added{}, err
	}
	followed, err := s.room.store.Follow(ctx, s.User.ID, []news.Feed{{URL: found.URL, Folders: folders}})
	if err != nil {
		return Added{}, err
	}
	feed := followed[0]
	a := Added{Feed: feed.Feed, Created: feed.Created}
	if !feed.Created {
		return a, nil
	}
	_, err = s.RefreshNow(ctx, []news.FeedID{feed.ID}, true, func(r FeedResult) { a.Articles = r.New })
	if err != nil {
		return a, err
	}
	a.Feed, err = s.room.store.Feed(ctx, s.User.ID, feed.ID)
	if a.Articles == 0 && err == nil { // somebody else follows it: its articles are there already
		a.Articles, err = s.Count(ctx, View{Place: PlaceFeed, Feed: feed.ID})
	}
	return a, err
}

// Remove stops following a feed; undoable.
func (s *Session) Remove(ctx context.Context, id news.FeedID) error {
	if err := may(s.Can.Feeds, "Removing feeds"); err != nil {
		return err
	}
	return s.room.store.Unsubscribe(ctx, s.User.ID, id)
}

// UpdateFeed changes what the user calls a feed, its folders and settings.
func (s *Session) UpdateFeed(ctx context.Context, f news.Feed) error {
	if err := may(s.Can.Feeds, "Changing feeds"); err != nil {
		return err
	}
	return s.room.store.UpdateFeed(ctx, s.User.ID, f)
}

// AddStarter follows the feeds of the starter pack and polls them in the
// background; undoable as one. It returns how many were not followed before.
func (s *Session) AddStarter(ctx context.Context) (int, error) {
	if err := may(s.Can.Feeds, "Adding feeds"); err != nil {
		return 0, err
	}
	var list []news.Feed
	for _, f := range s.room.o.Config.Starter {
		list = append(list, configured(f))
	}
	added, ids, err := s.followAll(ctx, list)
	if err != nil || len(ids) == 0 {
		return added, err
	}
	return added, s.Refresh(ctx, ids, true)
}

func configured(f config.Feed) news.Feed {
	return news.Feed{
		URL: f.URL, Title: f.Title, Folders: f.Folders,
		Settings: news.FeedSettings{Interval: time.Duration(f.Interval), FullText: f.FullText, Hidden: f.Hidden},
	}
}

// followAll subscribes to feeds as somebody wishes, to be undone as one, and
// returns how many are new, and which. Those there is a place for are followed
// where there is not one for all.
func (s *Session) followAll(ctx context.Context, list []news.Feed) (added int, ids []news.FeedID, err error) {
	free, err := s.freePlaces(ctx)
	if err != nil {
		return 0, nil, err
	}
	fit := list[:0:0]
	var full error
	for _, f := range list {
		if full = free.one(f.URL); full != nil {
			break
		}
		fit = append(fit, f)
	}
	followed, err := s.room.store.Follow(ctx, s.User.ID, fit)
	if err != nil {
		return 0, nil, err
	}
	for _, f := range followed {
		if f.Created {
			added++
			ids = append(ids, f.ID)
		}
	}
	return added, ids, full
}

// follow subscribes to feeds nobody has asked for at the keyboard and returns
// how many are new, and which.
func (s *Session) follow(ctx context.Context, list []news.Feed) (added int, ids []news.FeedID, err error) {
	free, err := s.freePlaces(ctx)
	if err != nil {
		return 0, nil, err
	}
	for _, f := range list {
		if err := free.one(f.URL); err != nil {
			return added, ids, err
		}
		feed, created, err := s.room.store.Subscribe(ctx, s.User.ID, f)
		if err != nil {
			return added, ids, err
		}
		if created {
			added++
			ids = append(ids, feed.ID)
		}
	}
	return added, ids, nil
}

const (
	welcomed   = "welcomed"
	syncedOnce = "config.feeds"
)

// Welcome prepares the desk: feeds of the configuration that are new are
// followed, and whoever follows nothing and was never here gets the tour, whose
// articles are there when it returns.
func (s *Session) Welcome(ctx context.Context) error {
	if err := s.FollowConfigured(ctx); err != nil {
		return err
	}
	was, err := s.Setting(ctx, welcomed)
	if err != nil || was != "" {
		return err
	}
	rows, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		var list []news.Feed
		for _, url := range tour.URLs() {
			list = append(list, news.Feed{URL: url})
		}
		_, ids, err := s.follow(ctx, list)
		if err != nil {
			return ignoreReadOnly(err)
		}
		if _, err := s.RefreshNow(ctx, ids, true, nil); err != nil {
			return err
		}
	}
	return ignoreReadOnly(s.room.store.SetSetting(ctx, s.User.ID, welcomed, s.room.clock().UTC().Format(time.RFC3339)))
}

// language is that of the interface, "fr" or "en": what the configuration says,
// else what the environment does.
func language(c config.Config) string {
	wish := c.UI.Language
	if wish == "" || wish == "auto" {
		wish = cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	}
	if strings.HasPrefix(strings.ToLower(wish), "fr") {
		return "fr"
	}
	return "en"
}

// ignoreReadOnly: a store that cannot be written can still be read.
func ignoreReadOnly(err error) error {
	if errors.Is(err, store.ErrReadOnly) {
		return nil
	}
	return err
}

// FollowConfigured follows the feeds of the configuration, each once: one that
// was removed stays removed. A store that cannot be written is left as it is.
func (s *Session) FollowConfigured(ctx context.Context) error {
	wanted := s.room.o.Config.Feeds
	if len(wanted) == 0 || s.User.ID != news.LocalUser {
		return nil
	}
	raw, err := s.Setting(ctx, syncedOnce)
	if err != nil {
		return err
	}
	var seen []string
	_ = json.Unmarshal([]byte(cmp.Or(raw, "[]")), &seen) // what cannot be read is followed again
	var list []news.Feed
	for _, f := range wanted {
		if !slices.Contains(seen, f.URL) {
			list = append(list, configured(f))
			seen = append(seen, f.URL)
		}
	}
	if len(list) == 0 {
		return nil
	}
	if _, _, err := s.follow(ctx, list); err != nil {
		return ignoreReadOnly(err)
	}
	all, err := json.Marshal(seen)
	if err != nil {
		return err
	}
	s.room.nudge()
	return s.room.store.SetSetting(ctx, s.User.ID, syncedOnce, string(all))
}

// OpenURL opens a web address in a browser on this machine. The address is an
// argument of the program; no shell sees it.
func (s *Session) OpenURL(url string) error {
	if err := may(s.Can.Browser, "Opening a browser"); err != nil {
		return err
	}
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return fmt.Errorf("only web addresses are opened, not %q", url)
	}
	program, args := browser()
	cmd := exec.Command(program, append(args, url)...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("no browser could be started (%s): set $BROWSER to the program to use", program)
	}
	go func() { _ = cmd.Wait() }() // it lives as long as it likes
	return nil
}

func browser() (program string, args []string) {
	if own, _, _ := strings.Cut(os.Getenv("BROWSER"), string(os.PathListSeparator)); own != "" && !strings.Contains(own, "%") {
		if words := strings.Fields(own); len(words) > 0 {
			return words[0], words[1:]
		}
	}
	switch runtime.GOOS {
	case "darwin":
		return "open", nil
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}
