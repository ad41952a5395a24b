package newsroom

import (
	"context"
	"time"

	"lede/news"
	"lede/summarize"
)

const (
	// redigestBatch is how many articles are digested anew between two looks
	// at whether to stop; redigestPause leaves the machine to whoever reads.
	redigestBatch = 50
	redigestPause = 200 * time.Millisecond
	redigestStart = 3 * time.Second
)

// redigest makes the digests of an older digester again, newest first.
func (n *Newsroom) redigest(ctx context.Context) {
	made := 0
	for wait := redigestStart; sleep(ctx, wait); wait = redigestPause {
		if n.retagging.active.Load() {
			continue // it makes the digests of what it tags again, too
		}
		some, err := n.digestStale(ctx)
		if err != nil {
			if ctx.Err() == nil {
				n.log.Error("old digests cannot be made again", "error", err)
			}
			return
		}
		if some == 0 {
			if made > 0 {
				n.log.Info("digests were made again", "articles", made)
			}
			return
		}
		made += some
	}
}

// digestStale makes the digests of some articles again that an older digester made,
// and says of how many; none: there are no more.
func (n *Newsroom) digestStale(ctx context.Context) (int, error) {
	articles, err := n.store.StaleDigests(ctx, summarize.Version, redigestBatch)
	if err != nil || len(articles) == 0 {
		return 0, err
	}
	part := make([]*news.Article, len(articles))
	for i := range articles {
		part[i] = &articles[i]
		part[i].Blocks = blocks(part[i])
	}
	items, err := n.digest(ctx, part)
	if err != nil {
		return 0, err
	}
	digests := make(map[news.ArticleID]news.Digest, len(items))
	for _, item := range items {
		digests[item.Article.ID] = item.Digest
	}
	return len(items), n.store.SaveDigests(ctx, digests)
}
