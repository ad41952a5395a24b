package newsroom

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"lede/feeds"
	"lede/feeds/newsboat"
	"lede/feeds/opml"
	"lede/news"
	"lede/store"
)

// atOnce is how many articles of newsboat's cache are held at once.
const atOnce = 256

// Switch says how newsboat's files are taken.
type Switch struct {
	Files newsboat.Files
	Home  string // what "~" stands for in the files
	// Dry only says what would be taken.
	Dry bool
	// Progress is told how many articles of how many are done.
	Progress func(done, total int)
}

// Switched is what came, or with Switch.Dry would come, of newsboat's files.
type Switched struct {
	Files      newsboat.Files // as they were read
	Feeds      int            // that were not followed before
	KnownFeeds int
	Views      int // of query feeds
	Mutes      int // of ignore-article
	Articles   int // that lede did not have
	Known      int // that it had
	Read       int // marked read, those deleted in newsboat among them
	Starred    int
	Tagged     int
	// Settings are those of the config file; they are not carried out.
	Settings newsboat.Settings
	// Notes say what was not taken and why, in the order of the files.
	Notes []newsboat.Note
}

// ImportNewsboat takes over what newsboat has: feeds with their folders, query
// feeds as views, ignore-article as mute rules, and the articles of the cache
// with their state. Articles lede has keep their text and their state beyond
// what newsboat adds. It may be done again, and undone as one, also after an error
// on the way. newsboat's files are not changed.
func (s *Session) ImportNewsboat(ctx context.Context, o Switch) (Switched, error) {
	if err := errors.Join(may(s.Can.Feeds, "Adding feeds"), may(s.Can.Files, "Reading files")); err != nil {
		return Switched{}, err
	}
	ctx = store.AsOne(ctx, stepImport)
	m := &mover{Session: s, o: o, sum: Switched{Files: o.Files}, feeds: map[string]news.Feed{}, had: map[news.FeedID]bool{}}
	err := m.move(ctx)
	return m.sum, err
}

// FromNewsboat says a filter expression of newsboat as a query; ok is false for what is
// none, or has no word in the language of queries.
func FromNewsboat(filter string) (text string, ok bool) {
	text, _, err := newsboat.Query(strings.TrimSpace(filter))
	return text, err == nil && text != ""
}

// mover carries newsboat's things over.
type mover struct {
	*Session
	o     Switch
	sum   Switched
	list  newsboat.URLs
	feeds map[string]news.Feed // followed, by the address the cache has
	order []string             // of feeds
	had   map[news.FeedID]bool // feeds that were followed before

	read, starred []news.ArticleID
	tagged        map[string][]news.ArticleID
	enqueued      int
}

func (m *mover) note(file string, line int, format string, args ...any) {
	m.sum.Notes = append(m.sum.Notes, newsboat.Note{File: file, Line: line, Text: fmt.Sprintf(format, args...)})
}

func (m *mover) move(ctx context.Context) error {
	if err := m.readFiles(); err != nil {
		return err
	}
	var cache *newsboat.Cache
	var sources []newsboat.Source
	if m.sum.Files.Cache != "" {
		var err error
		if cache, err = newsboat.OpenCache(ctx, m.sum.Files.Cache); err != nil {
			return err
		}
		defer func() { _ = cache.Close() }()
		if sources, err = cache.Sources(ctx); err != nil {
			return err
		}
	}
	m.choose(sources)
	if len(m.list.Feeds) == 0 && len(m.list.Views) == 0 {
		return errors.New("newsboat's files name no feed")
	}
	if err := m.follow(ctx, sources); err != nil {
		return err
	}
	if err := m.keepViews(ctx); err != nil {
		return err
	}
	if err := m.keepMutes(ctx); err != nil {
		return err
	}
	if cache == nil {
		return nil
	}
	return m.articles(ctx, cache, sources)
}

// readFiles reads config and urls. A config that cannot be read is no reason
// to leave the feeds.
func (m *mover) readFiles() error {
	f := &m.sum.Files
	if f.Config != "" {
		var err error
		if m.sum.Settings, err = newsboat.ReadConfig(f.Config, m.o.Home); err != nil {
			m.note(f.Config, 0, "The settings were not taken: %v.", err)
		}
		m.sum.Notes = append(m.sum.Notes, m.sum.Settings.Notes...)
		if own := m.sum.Settings.Cache; own != "" {
			if _, err := os.Stat(own); err == nil {
				f.Cache = own
			} else {
				m.note(f.Config, 0, "The cache %s is not there.", own)
			}
		}
	}
	if f.URLs == "" {
		return nil
	}
	in, err := os.Open(f.URLs)
	if err != nil {
		return fmt.Errorf("newsboat's list of feeds cannot be read: %w", err)
	}
	defer in.Close()
	if m.list, err = newsboat.ReadURLs(f.URLs, in); err != nil {
		return err
	}
	m.sum.Notes = append(m.sum.Notes, m.list.Notes...)
	return nil
}

// choose says which feeds are followed: those of the list, else those of the
// cache, which may have some that were given up long ago.
func (m *mover) choose(sources []newsboat.Source) {
	path := m.sum.Files.Cache
	if m.sum.Files.URLs == "" {
		m.list.Written = map[string]string{}
		for _, s := range sources {
			if s.Problem != "" {
				m.note(path, 0, "Not taken: %s.", s.Problem)
				continue
			}
			m.list.Feeds = append(m.list.Feeds, news.Feed{URL: s.Feed.URL})
			m.list.Written[s.Feed.URL] = s.Written
		}
		return
	}
	listed := map[string]bool{}
	for _, written := range m.list.Written {
		listed[written] = true
	}
	left, articles := 0, 0
	for _, s := range sources {
		if !listed[s.Written] && s.Items > 0 {
			left, articles = left+1, articles+s.Items
		}
	}
	if left > 0 {
		m.note(path, 0, "What is not in %s, or was refused there, was left in the cache (articles: %d, feeds: %d).", m.sum.Files.URLs, articles, left)
	}
}

// follow subscribes to the feeds. Until they are fetched they are called what
// newsboat's cache knows they call themselves.
func (m *mover) follow(ctx context.Context, sources []newsboat.Source) error {
	rows, err := m.Feeds(ctx)
	if err != nil {
		return err
	}
	known := map[string]news.Feed{}
	for _, row := range rows {
		known[row.URL] = row.Feed
	}
	free, err := m.freePlaces(ctx)
	if err != nil {
		return err
	}
	about := map[string]news.Feed{}
	for _, s := range sources {
		about[s.Written] = s.Feed
	}
	for _, f := range m.list.Feeds {
		written := m.list.Written[f.URL]
		m.order = append(m.order, written)
		feed, have := known[f.URL]
		if !have {
			feed = f
		}
		created := !have
		if !m.o.Dry {
			if err := free.one(f.URL); err != nil {
				return err
			}
			followed, err := m.room.store.Follow(ctx, m.User.ID, []news.Feed{f})
			if err != nil {
				return err
			}
			feed, created = followed[0].Feed, followed[0].Created
			if err := m.introduce(ctx, feed, about[written]); err != nil {
				return err
			}
		}
		if m.feeds[written] = feed; created {
			m.sum.Feeds++
		} else {
			m.sum.KnownFeeds++
			m.had[feed.ID] = true
		}
	}
	if m.o.Dry {
		return nil
	}
	if m.sum.Feeds > 0 {
		m.room.nudge()
	}
	return m.arrange(ctx, opml.Arrange(m.list.Feeds))
}

// introduce says what a feed calls itself that was never fetched.
func (m *mover) introduce(ctx context.Context, feed, about news.Feed) error {
	if feed.Health.State != news.FeedNew || feed.Title == about.Title && feed.SiteURL == about.SiteURL || about.Title == "" {
		return nil
	}
	return m.room.store.SavePoll(ctx, store.Outcome{Feed: feed.ID, Health: feed.Health, Title: about.Title, SiteURL: about.SiteURL})
}

// keepViews saves the query feeds as views. A view of that name is left alone.
func (m *mover) keepViews(ctx context.Context) error {
	views, err := m.Views(ctx)
	if err != nil {
		return err
	}
	for _, v := range m.list.Views {
		if i := findView(views, v.Name); i >= 0 {
			if views[i].Query != v.Query {
				m.note(m.sum.Files.URLs, v.Line, "There is a view %q already, of %s; it was left as it is.", views[i].Name, views[i].Query)
			}
			continue
		}
		if !m.o.Dry {
			if err := m.SaveView(ctx, v.Name, v.Query); err != nil {
				m.note(m.sum.Files.URLs, v.Line, "The query feed %q was not taken: %v.", v.Name, err)
				continue
			}
		}
		views = append(views, SavedView{v.Name, v.Query})
		m.sum.Views++
	}
	return nil
}

// keepMutes mutes what newsboat ignores, each once.
func (m *mover) keepMutes(ctx context.Context) error {
	rules, err := m.Mutes(ctx)
	if err != nil {
		return err
	}
	for _, r := range m.sum.Settings.Ignored {
		var feed news.FeedID
		if r.Feed != "" {
			f, ok := m.feeds[r.Feed]
			if !ok {
				m.note(r.File, r.Line, "ignore-article is not taken: its feed is not followed.")
				continue
			}
			feed = f.ID
		}
		if slices.ContainsFunc(rules, func(have store.Mute) bool {
			return have.Feed == feed && have.Query == r.Query && (feed != 0 || r.Feed == "")
		}) {
			continue
		}
		if !m.o.Dry {
			if _, err := m.MuteQuery(ctx, feed, r.Query); err != nil {
				m.note(r.File, r.Line, "ignore-article is not taken: %v.", err)
				continue
			}
		}
		rules = append(rules, store.Mute{Feed: feed, Query: r.Query})
		m.sum.Mutes++
	}
	return nil
}

// articles takes the articles of the cache, feed by feed, and then marks them.
func (m *mover) articles(ctx context.Context, cache *newsboat.Cache, sources []newsboat.Source) error {
	total, done := 0, 0
	for _, s := range sources {
		if _, ok := m.feeds[s.Written]; ok {
			total += s.Items
		}
	}
	m.tagged = map[string][]news.ArticleID{}
	for _, written := range m.order {
		seen := map[string]bool{}
		err := cache.Items(ctx, written, atOnce, func(items []newsboat.Item) error {
			err := m.take(ctx, m.feeds[written], items, seen)
			if done += len(items); m.o.Progress != nil {
				m.o.Progress(done, total)
			}
			return err
		})
		if errors.Is(err, newsboat.ErrDamaged) {
			m.note(m.sum.Files.Cache, 0, "Not all articles of %s could be read: %v.", plain(m.feeds[written].URL), err)
		} else if err != nil {
			return err
		}
	}
	if m.enqueued > 0 {
		m.note(m.sum.Files.Cache, 0, "The podcast queue (articles: %d) is not taken: lede has none, the files are among the links of the articles.", m.enqueued)
	}
	return m.mark(ctx)
}

// take stores what lede does not have and remembers what was done to each. seen
// are the addresses of the feed's articles before these.
func (m *mover) take(ctx context.Context, feed news.Feed, items []newsboat.Item, seen map[string]bool) error {
	doc := news.Document{FeedURL: feed.URL, Link: feed.SiteURL}
	for i, item := range items {
		e := item.Entry
		e.Categories = []string{strconv.Itoa(i)} // newsboat keeps none: it is the way back to the item
		doc.Entries = append(doc.Entries, e)
	}
	articles := feeds.Articles(doc, feed, m.room.clock())
	of := make([]newsboat.Item, len(articles))
	for i := range articles {
		n, _ := strconv.Atoi(articles[i].Categories[0])
		of[i], articles[i].Categories = items[n], nil
	}
	for i := range articles {
		a := &articles[i]
		if a.URL != "" && a.GUID != a.URL && seen[a.URL] { // it tells neither of the two
			a.Known = a.Identity()
			a.Known.URL = ""
		}
		seen[a.URL] = true
	}
	known := make([]store.Known, len(articles))
	if feed.ID != 0 {
		keys := make([]store.Key, len(articles))
		for i := range articles {
			keys[i] = store.Key(articles[i].Identity())
		}
		var err error
		if known, err = m.room.store.Identify(ctx, feed.ID, keys); err != nil {
			return err
		}
	}
	var fresh []*news.Article
	for i := range articles {
		if articles[i].FeedID = feed.ID; known[i].ID == 0 {
			fresh = append(fresh, &articles[i])
			continue
		}
		articles[i].ID = known[i].ID
		m.sum.Known++
	}
	m.sum.Articles += len(fresh)
	if !m.o.Dry && len(fresh) > 0 {
		m.room.learn(ctx, feed.ID, fresh)
	}
	for part := range slices.Chunk(fresh, batch) {
		if err := m.save(ctx, part); err != nil {
			return err
		}
	}
	if err := m.brought(ctx, feed, fresh); err != nil {
		return err
	}
	for i := range articles {
		if !known[i].Purged {
			m.remember(articles[i].ID, of[i])
		}
	}
	return nil
}

// save digests and stores new articles.
func (m *mover) save(ctx context.Context, fresh []*news.Article) error {
	if m.o.Dry {
		return nil
	}
	items, err := m.room.digest(ctx, fresh)
	if err != nil {
		return err
	}
	if err := m.room.store.SaveArticles(ctx, items); err != nil {
		return err
	}
	if err := m.room.cluster(ctx, items); err != nil {
		m.room.log.Warn("stories could not be put together", "error", err)
	}
	return nil
}

// brought journals the articles that came to a feed that was followed before: to be
// undone they must go again. Those of other feeds go with their feed.
func (m *mover) brought(ctx context.Context, feed news.Feed, fresh []*news.Article) error {
	if m.o.Dry || !m.had[feed.ID] || len(fresh) == 0 {
		return nil
	}
	ids := make([]news.ArticleID, len(fresh))
	for i, a := range fresh {
		ids[i] = a.ID
	}
	_, err := m.do(ctx, store.Action{Kind: store.Bring, Articles: ids})
	return err
}

// remember collects what was done to an article.
func (m *mover) remember(id news.ArticleID, item newsboat.Item) {
	if item.Enqueued {
		m.enqueued++
	}
	if !item.Unread || item.Deleted {
		m.read = append(m.read, id)
	}
	if item.Flags == "" || item.Deleted {
		return
	}
	m.starred = append(m.starred, id)
	for _, letter := range item.Flags {
		m.tagged[string(letter)] = append(m.tagged[string(letter)], id)
	}
}

// mark carries out what was collected and counts what changed.
func (m *mover) mark(ctx context.Context) error {
	m.sum.Read, m.sum.Starred = len(m.read), len(m.starred)
	letters := make([]string, 0, len(m.tagged))
	for letter, ids := range m.tagged {
		letters = append(letters, letter)
		m.sum.Tagged += len(ids)
	}
	if m.o.Dry {
		return nil
	}
	slices.Sort(letters)
	m.sum.Tagged = 0
	for _, letter := range letters {
		n, err := m.do(ctx, store.Action{Kind: store.Tag, Articles: m.tagged[letter], Value: letter})
		if err != nil {
			return err
		}
		m.sum.Tagged += n
	}
	var err error
	if m.sum.Starred, err = m.do(ctx, store.Action{Kind: store.Star, Articles: m.starred}); err != nil {
		return err
	}
	m.sum.Read, err = m.do(ctx, store.Action{Kind: store.MarkRead, Articles: m.read})
	return err
}
