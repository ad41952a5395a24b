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
	mu    sync.Mutex
	desk  *stories.Desk
	fresh bool // the desk has what the store has
}

// forget has the store looked at again: another process has added articles or
// told stories.
func (d *storyDesk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fresh = false
}

// cluster puts articles into the stories they tell, oldest first. One that was
// edited stays in the story it is in, and is told from others by what it says
// now.
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
		n.workshop.pause()
		d.desk.Remove(a.ID) // read from the store just now, perhaps
		c := candidate(a, &item.Digest)
		if with, ok := d.desk.Match(c); ok && c.Story == 0 {
			add := []news.ArticleID{a.ID}
			if with.Story == 0 {
				add = []news.ArticleID{with.Article, a.ID}
			}
			story, err := n.store.SetStory(ctx, with.Story, add)
			if err != nil {
				return err
			}
			d.desk.Tell(with.Article, story)
			c.Story, a.StoryID = story, story
		}
		d.desk.Add(c)
	}
	return nil
}

func candidate(a *news.Article, g *news.Digest) stories.Candidate {
	return stories.Candidate{
		Article: a.ID, Feed: a.FeedID, Story: a.StoryID, Title: a.Title, Language: g.Language,
		Published: a.Published, Fingerprint: g.Fingerprint,
	}
}

// recall reads the fingerprints from the store when there may be new ones. It
// is called with the lock held.
func (n *Newsroom) recall(ctx context.Context, since time.Time) error {
	d := &n.stories
	if d.fresh {
		return nil
	}
	prints, err := n.store.Recent(ctx, since, maxRecent)
	if err != nil {
		return err
	}
	if d.desk == nil {
		d.desk = stories.NewDesk(maxRecent)
	}
	for _, p := range slices.Backward(prints) { // oldest first, as they came
		if d.desk.Has(p.ID) {
			d.desk.Tell(p.ID, p.StoryID)
			continue
		}
		d.desk.Add(stories.Candidate{
			Article: p.ID, Feed: p.FeedID, Story: p.StoryID, Title: p.Title, Language: p.Language,
			Published: p.Published, Fingerprint: p.Fingerprint,
		})
	}
	d.fresh = true
	return nil
}
