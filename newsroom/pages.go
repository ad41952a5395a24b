package newsroom

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/feeds/fetch"
	"lede/feeds/fulltext"
	"lede/news"
)

// A feed that gives only the beginning of an article is one's business with
// its publisher: the page is fetched, as a reader would who opens it, after the
// beginning is on screen. While nobody reads, nothing is fetched.

const (
	pageWorkers = 3
	maxWaiting  = 500 // articles
	maxTried    = 20_000
	// shutFor is how long a host is left alone whose page could not be had.
	shutFor = 15 * time.Minute
)

var errOther = errors.New("the page is about something else; perhaps it asks for a consent or a browser")

// pageDesk has the articles whose pages are wanted.
type pageDesk struct {
	queue chan news.Article

	mu    sync.Mutex
	open  bool
	tried map[news.ArticleID]bool
	shut  map[string]time.Time // hosts, until when
}

// want asks for the pages of articles, in the background; those that wait
// longest go first, and what is too much is left for who opens the article.
func (n *Newsroom) want(articles ...*news.Article) {
	d := &n.pages
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.open {
		return
	}
	for _, a := range articles[:min(len(articles), maxPages)] {
		if !a.Truncated || a.ID == 0 || !strings.HasPrefix(a.URL, "http") || d.tried[a.ID] {
			continue
		}
		wanted := *a
		wanted.Blocks = nil
		select {
		case d.queue <- wanted:
			if len(d.tried) >= maxTried {
				clear(d.tried)
			}
			d.tried[a.ID] = true
		default:
			return
		}
	}
}

// fetchPages fetches what is wanted until ctx ends.
func (n *Newsroom) fetchPages(ctx context.Context) {
	if !n.o.Config.Refresh.Teasers {
		return
	}
	n.pages.start()
	var working sync.WaitGroup
	for range pageWorkers {
		working.Go(func() {
			for n.nextPage(ctx) {
			}
		})
	}
	working.Wait()
	n.pages.mu.Lock()
	n.pages.open = false
	n.pages.mu.Unlock()
}

func (d *pageDesk) start() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open, d.tried, d.shut = true, map[news.ArticleID]bool{}, map[string]time.Time{}
}

// nextPage waits for an article whose page is wanted and completes it; false
// when ctx has ended.
func (n *Newsroom) nextPage(ctx context.Context) bool {
	select {
	case a := <-n.pages.queue:
		if err := n.completeLater(ctx, a); err != nil && ctx.Err() == nil {
			n.log.Info("no full text", "url", a.URL, "error", err)
		}
		return true
	case <-ctx.Done():
		return false
	}
}

// completeLater gives an article that is stored the text of its page.
func (n *Newsroom) completeLater(ctx context.Context, a news.Article) error {
	host := ""
	if u, err := url.Parse(a.URL); err == nil {
		host = u.Host
	}
	if !n.pages.mayAsk(host, n.clock()) {
		return nil
	}
	if full, err := n.store.Article(ctx, news.LocalUser, a.ID); err == nil {
		a = full.Article // it may have been edited
	}
	if !a.Truncated {
		return nil
	}
	page, err := n.page(ctx, a.URL)
	var failed *fetch.Error
	if errors.As(err, &failed) && failed.Kind != fetch.KindCancelled && failed.Status != 404 {
		until := n.clock().Add(shutFor)
		if failed.RetryAfter.After(until) {
			until = failed.RetryAfter
		}
		n.pages.leave(host, until)
	}
	if err != nil {
		return err
	}
	if !resembles(&a, page) {
		return errOther
	}
	if err := fill(&a, page); err != nil {
		return err
	}
	n.learn(ctx, a.FeedID, []*news.Article{&a})
	items, err := n.digest(ctx, []*news.Article{&a})
	if err != nil {
		return err
	}
	return n.store.SaveArticles(ctx, items)
}

func (d *pageDesk) mayAsk(host string, now time.Time) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	until, ok := d.shut[host]
	if ok && !now.Before(until) {
		delete(d.shut, host)
	}
	return !ok || !now.Before(until)
}

func (d *pageDesk) leave(host string, until time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.shut) >= 1000 {
		clear(d.shut)
	}
	d.shut[host] = until
}

// resembles reports whether a page is about what the feed said of it: at least
// half of the words of title and beginning stand on it.
func resembles(a *news.Article, page fulltext.Page) bool {
	said, on := longWords(a.Title+" "+a.Text), longWords(page.Title+" "+page.Text)
	found := 0
	for w := range said {
		if on[w] {
			found++
		}
	}
	return len(said) == 0 || 2*found >= len(said)
}

func longWords(s string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if utf8.RuneCountInString(w) >= 4 {
			words[w] = true
		}
	}
	return words
}
