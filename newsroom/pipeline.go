package newsroom

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/feeds"
	"lede/feeds/clean"
	"lede/feeds/fulltext"
	"lede/news"
	"lede/store"
)

// The way of an article, one function for each step:
//
//	fetch → parse → clean → identify → digest → save → announce
//
// The first three are one call of the poller. Saving tells the store's
// listeners, among them announce, which tells the sessions.

const (
	// batch is about how many articles are digested and saved together: few enough
	// that the first ones are on screen while a large feed is still read.
	batch = 64
	// maxPages is how many pages are fetched for one poll of a feed that wants
	// full texts; the others keep what the feed gave.
	maxPages = 25
	// leastPause is between two requests for a feed, whoever wishes them.
	leastPause = time.Minute
	// farewell is how long a poll that was interrupted may take to say so.
	farewell = 5 * time.Second
)

// FeedResult is what came of polling one feed.
type FeedResult struct {
	Feed      news.Feed
	Health    news.Health
	New       int // articles
	Changed   int // articles
	Unchanged bool
	Warnings  []string
	Took      time.Duration
}

// Failed reports whether nothing could be had.
func (r *FeedResult) Failed() bool { return r.Health.Problem != "" }

// poll takes one feed all the way. Whatever goes wrong is in the result; a feed
// that fails harms no other. It calls fetched when nobody outside is waited for
// any more.
func (n *Newsroom) poll(ctx context.Context, job store.Job, fetched func()) FeedResult {
	began := n.clock()
	if justAnswered(job.Feed, began) {
		r := FeedResult{Feed: job.Feed, Health: job.Feed.Health, Unchanged: true,
			Warnings: []string{"It was asked less than a minute ago, and no publisher is asked more often."}}
		if err := n.savePoll(ctx, store.Outcome{Feed: job.Feed.ID, Health: job.Feed.Health, State: job.State, Unchanged: true}); err != nil {
			n.log.Error("a lease could not be given back", "feed", plain(job.Feed.URL), "error", err)
		}
		return r
	}
	polled := n.poller.Poll(ctx, job.Feed, job.State)
	if !job.Feed.Settings.FullText {
		fetched()
	}
	r := FeedResult{Feed: polled.Feed, Health: polled.Health, Unchanged: polled.Unchanged, Warnings: polled.Warnings}
	out := outcome(job, polled)
	if polled.URL != "" {
		n.log.Info("a feed has moved for good", "from", plain(job.Feed.URL), "to", plain(polled.URL))
	}
	err := n.take(ctx, job.Feed, polled.Articles, &r)
	if err != nil {
		// What was not kept must be asked for again: the old validators stay.
		out.State = job.State
		out.Health.State, out.Health.Problem, out.Health.Advice = news.FeedFailing, "The articles could not be stored: "+err.Error()+".", "Run `lede doctor`."
		out.Health.NextPoll = n.clock().Add(feeds.Floor)
		r.Health = out.Health
	}
	if err := n.savePoll(ctx, out); err != nil {
		n.log.Error("the outcome of a poll could not be stored", "feed", plain(job.Feed.URL), "error", err)
		r.Health.State = news.FeedFailing
		r.Health.Problem = cmp.Or(r.Health.Problem, "The outcome could not be stored: "+err.Error()+".")
	}
	r.Took = n.clock().Sub(began)
	n.log.Debug("polled", "feed", plain(job.Feed.URL), "new", r.New, "changed", r.Changed, "status", r.Health.Status, "problem", r.Health.Problem)
	return r
}

// justAnswered reports whether a feed's publisher was asked in the last minute.
// A host that could not be reached was not bothered.
func justAnswered(f news.Feed, now time.Time) bool {
	since := now.Sub(f.Health.LastPoll)
	return f.Health.Status > 0 && since >= 0 && since < leastPause && !builtin(f.URL)
}

// plain is an address as a log may show it: without a name and a password.
func plain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be read"
	}
	u.User = nil
	return u.String()
}

// outcome is what the store is told of a poll.
func outcome(job store.Job, p feeds.Polled) store.Outcome {
	o := store.Outcome{
		Feed: job.Feed.ID, Health: p.Health, State: p.State, Unchanged: p.Unchanged, URL: p.URL,
		Title: p.Feed.Title, SiteURL: p.Feed.SiteURL, Description: p.Feed.Description, Language: p.Feed.Language,
	}
	if strings.HasPrefix(job.Feed.URL, "lede:") && o.Health.State == news.FeedOK {
		o.Health.NextPoll = o.Health.LastPoll.AddDate(1, 0, 0) // it changes with the program
	}
	return o
}

// savePoll stores the outcome also when ctx has ended, so that no lease is
// left behind.
func (n *Newsroom) savePoll(ctx context.Context, o store.Outcome) error {
	if ctx.Err() != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
	}
	return n.store.SavePoll(ctx, o)
}

// take identifies, digests and saves, batch by batch.
func (n *Newsroom) take(ctx context.Context, feed news.Feed, articles []news.Article, r *FeedResult) error {
	fresh, err := n.identify(ctx, feed, articles)
	if err != nil {
		return err
	}
	if feed.Settings.FullText {
		n.complete(ctx, fresh)
	}
	n.learn(ctx, feed.ID, fresh)
	defer func() { n.want(fresh...) }()
	for part := range slices.Chunk(fresh, evenly(len(fresh))) {
		items, err := n.digest(ctx, part)
		if err != nil {
			return err
		}
		var added []store.Item
		for _, item := range items {
			if item.Article.ID == 0 {
				added = append(added, item)
			}
		}
		n.workshop.beside(func() { err = n.store.SaveArticles(ctx, items) })
		if err != nil {
			return err
		}
		r.New, r.Changed = r.New+len(added), r.Changed+len(items)-len(added)
		if err := n.cluster(ctx, items); err != nil {
			n.log.Warn("stories could not be put together", "feed", plain(feed.URL), "error", err)
		}
	}
	return nil
}

// evenly is how many of some articles are a batch, so that no batch is small: each
// costs something, too.
func evenly(articles int) int {
	batches := max(1, (articles+batch/2)/batch)
	return max(1, (articles+batches-1)/batches)
}

// identify leaves what is new or changed, newest first. Articles that were let
// go of do not come back.
func (n *Newsroom) identify(ctx context.Context, feed news.Feed, articles []news.Article) ([]*news.Article, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	keys := make([]store.Key, len(articles))
	for i := range articles {
		keys[i] = store.Key(articles[i].Identity())
	}
	known, err := n.store.Identify(ctx, feed.ID, keys)
	if err != nil {
		return nil, err
	}
	var fresh []*news.Article
	for i := range articles {
		a := &articles[i]
		a.FeedID = feed.ID
		switch k := known[i]; {
		case k.ID == 0:
		case k.Purged || k.Print == a.Print:
			continue
		default:
			a.ID = k.ID
			n.keepFuller(ctx, a)
		}
		fresh = append(fresh, a)
	}
	slices.SortStableFunc(fresh, func(a, b *news.Article) int { return b.Published.Compare(a.Published) })
	return fresh, nil
}

// keepFuller keeps the full text of an article whose teaser was edited.
func (n *Newsroom) keepFuller(ctx context.Context, a *news.Article) {
	if !a.Truncated {
		return
	}
	full, err := n.store.Article(ctx, news.LocalUser, a.ID)
	if err != nil || full.Article.Truncated || len(full.Article.Text) <= len(a.Text) {
		return
	}
	a.HTML, a.Text, a.Truncated = full.Article.HTML, full.Article.Text, false
	a.Blocks = blocks(&full.Article)
}

// complete fetches the pages of articles; one that cannot be had keeps the
// text of its feed.
func (n *Newsroom) complete(ctx context.Context, articles []*news.Article) {
	for _, a := range articles[:min(len(articles), maxPages)] {
		page, err := n.page(ctx, a.URL)
		if err == nil && !resembles(a, page) {
			err = errOther
		}
		if err == nil {
			err = fill(a, page)
		}
		if err != nil {
			n.log.Info("no full text", "url", a.URL, "error", err)
		}
	}
}

// fetchFull replaces an article's text by that of its page.
func (n *Newsroom) fetchFull(ctx context.Context, a *news.Article) error {
	page, err := n.page(ctx, a.URL)
	if err != nil {
		return err
	}
	return fill(a, page)
}

// page fetches a page and finds the article on it.
func (n *Newsroom) page(ctx context.Context, address string) (fulltext.Page, error) {
	body, contentType, at, err := n.poller.Page(ctx, address)
	if err != nil {
		return fulltext.Page{}, err
	}
	return fulltext.Extract(body, contentType, at)
}

// fill gives an article the text of its page, when there is more of it there.
func fill(a *news.Article, page fulltext.Page) error {
	if len(page.Text) < len(a.Text) {
		return errShorter
	}
	a.HTML, a.Text, a.Blocks, a.Truncated = page.HTML, page.Text, page.Blocks, page.Truncated
	a.Image = cmp.Or(a.Image, page.Image)
	if len(a.Authors) == 0 && page.Byline != "" {
		a.Authors = []string{page.Byline}
	}
	return nil
}

// digest reads the articles, as many at once as the workshop can.
func (n *Newsroom) digest(ctx context.Context, articles []*news.Article) ([]store.Item, error) {
	n.lexicons.ready()
	items := make([]store.Item, len(articles))
	var reading sync.WaitGroup
	for i, a := range articles {
		reading.Go(func() {
			if ctx.Err() != nil {
				return
			}
			n.markRecurring(ctx, a)
			n.workshop.do(func() { items[i] = store.Item{Article: a, Digest: n.read(a)} })
		})
	}
	reading.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return items, nil
}

// read is the digest of an article, as its readers have corrected it.
func (n *Newsroom) read(a *news.Article) news.Digest {
	g := n.digester.Digest(a)
	g.Companies = n.lexicons.spare(a.ID, g.Companies)
	return g
}

// blocks makes the structure of a stored article's text again.
func blocks(a *news.Article) []news.Block {
	base, _ := url.Parse(a.URL)
	if body := clean.HTML(a.HTML, base); body.Text == a.Text {
		return body.Blocks
	}
	return nil
}

// announce tells the sessions what the store says has changed.
func (n *Newsroom) announce(ctx context.Context) {
	for c := range n.store.Changes(ctx) {
		if c.Foreign {
			n.stories.forget()
			n.lexicons.heedRules(ctx)
			poke(n.untagged) // or made a list of what to tag and gone
			n.nudge()        // somebody may have added feeds
		}
		n.hub.publish(c.User, Changed{c}) // 0 is everybody
	}
}
