package newsroom

import (
	"context"
	"slices"
	"sync"
	"time"

	"lede/news"
	"lede/store"
	"lede/summarize/stories"
)

const (
	// storyWindow is how far apart two articles of one story may be, and how
	// far back is remembered.
	storyWindow = 4 * 24 * time.Hour
	// maxRecent bounds the articles a new one is compared with.
	maxRecent = 4000
)

// storyDesk remembers the fingerprints of what was published lately.
type storyDesk struct {
	mu     sync.Mutex
	recent []stories.Candidate
	known  map[news.ArticleID]int // place in recent
	loaded bool
}

// forget has the fingerprints read again: another process has added some.
func (d *storyDesk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.loaded = false
}

// cluster puts new articles into the stories they tell, oldest first.
func (n *Newsroom) cluster(ctx context.Context, items []store.Item) error {
	d := &n.stories
	d.mu.Lock()
	defer d.mu.Unlock()
	since := n.clock().Add(-storyWindow)
	if err := n.recall(ctx, since); err != nil {
		return err
	}
	byAge := slices.Clone(items)
	slices.SortStableFunc(byAge, func(a, b store.Item) int { return a.Article.Published.Compare(b.Article.Published) })
	for _, item := range byAge {
		a := item.Article
		if a.Published.Before(since) {
			continue
		}
		d.drop(a.ID) // read from the store just now, perhaps
		c := candidate(a, &item.Digest)
		if i, _, ok := stories.Match(c, d.recent); ok {
			with := &d.recent[i]
			add := []news.ArticleID{c.Article}
			if with.Story == 0 {
				add = []news.ArticleID{with.Article, c.Article}
			}
			story, err := n.store.SetStory(ctx, with.Story, add)
			if err != nil {
				return err
			}
			with.Story, c.Story, a.StoryID = story, story, story
		}
		d.remember(c)
	}
	return nil
}

func candidate(a *news.Article, g *news.Digest) stories.Candidate {
	c := stories.Candidate{
		Article: a.ID, Feed: a.FeedID, Story: a.StoryID, Title: a.Title, Language: g.Language,
		Published: a.Published, Fingerprint: g.Fingerprint,
	}
	for _, m := range g.Companies {
		if m.Salience != news.Source {
			c.Companies = append(c.Companies, m.Company)
		}
	}
	return c
}

// recall reads the fingerprints from the store, once. It is called with the
// lock held.
func (n *Newsroom) recall(ctx context.Context, since time.Time) error {
	d := &n.stories
	if d.loaded {
		return nil
	}
	prints, err := n.store.Recent(ctx, since, maxRecent)
	if err != nil {
		return err
	}
	d.recent, d.known, d.loaded = nil, map[news.ArticleID]int{}, true
	for _, p := range prints {
		d.remember(stories.Candidate{
			Article: p.ID, Feed: p.FeedID, Story: p.StoryID, Title: p.Title, Language: p.Language,
			Published: p.Published, Fingerprint: p.Fingerprint, Companies: p.Companies,
		})
	}
	return nil
}

// drop takes an article out: nothing is compared with itself.
func (d *storyDesk) drop(id news.ArticleID) {
	i, ok := d.known[id]
	if !ok {
		return
	}
	last := len(d.recent) - 1
	d.recent[i] = d.recent[last]
	d.known[d.recent[i].Article] = i
	d.recent = d.recent[:last]
	delete(d.known, id)
}

// remember adds an article; of too many the oldest quarter goes.
func (d *storyDesk) remember(c stories.Candidate) {
	if len(d.recent) >= maxRecent {
		slices.SortStableFunc(d.recent, func(a, b stories.Candidate) int { return a.Published.Compare(b.Published) })
		d.recent = slices.Clone(d.recent[maxRecent/4:])
		clear(d.known)
		for i := range d.recent {
			d.known[d.recent[i].Article] = i
		}
	}
	d.known[c.Article] = len(d.recent)
	d.recent = append(d.recent, c)
}
