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
		articles, err := n.store.StaleDigests(ctx, summarize.Version, redigestBatch)
		if err != nil {
			if ctx.Err() == nil {
				n.log.Error("old digests cannot be read", "error", err)
			}
			return
		}
		if len(articles) == 0 {
			if made > 0 {
				n.log.Info("digests were made again", "articles", made)
			}
			return
		}
		part := make([]*news.Article, len(articles))
		for i := range articles {
			part[i] = &articles[i]
			part[i].Blocks = blocks(part[i])
		}
		items, err := n.digest(ctx, part)
		if err != nil {
			return
		}
		digests := make(map[news.ArticleID]news.Digest, len(items))
		for _, item := range items {
			digests[item.Article.ID] = item.Digest
		}
		if err := n.store.SaveDigests(ctx, digests); err != nil {
			if ctx.Err() == nil {
				n.log.Error("new digests cannot be stored", "error", err)
			}
			return
		}
		made += len(items)
	}
}
