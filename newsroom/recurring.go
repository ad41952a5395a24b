package newsroom

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"lede/feeds/clean"
	"lede/news"
)

// Blocks that stand in several articles of one feed are not what these
// articles say: "You are reading our newsletter", "All rights reserved". They are
// learned, feed by feed, from the articles as they come in, and left out of
// digests.

const (
	recurs       = 3   // articles a block must stand in
	maxLearned   = 300 // blocks that are remembered of a feed
	maxRecurring = 100 // of them, those that recur
	minBlock     = 20  // bytes; shorter ones are words, not blocks
	maxBlock     = 600 // bytes; longer ones are articles
)

// Recurring is a block that recurs in the articles of a feed.
type Recurring struct {
	Key  string `json:"h"` // names it
	Text string `json:"t,omitempty"`
	// Articles is how many it was seen in.
	Articles int `json:"n"`
	// Kept: a reader said that it belongs to the articles after all.
	Kept bool   `json:"k,omitempty"`
	Last string `json:"l"` // the article it was seen in last
}

func (r *Recurring) boilerplate() bool { return r.Articles >= recurs && !r.Kept }

// recurringBook remembers the blocks of feeds; the store has them all.
type recurringBook struct {
	mu    sync.Mutex
	feeds map[news.FeedID][]Recurring // least recently seen first
}

func recurringKey(feed news.FeedID) string { return fmt.Sprintf("recurring.%d", feed) }

// recurring are the blocks known of a feed; the slice is never changed, only
// replaced.
func (n *Newsroom) recurring(ctx context.Context, feed news.FeedID) []Recurring {
	b := &n.blocks
	b.mu.Lock()
	known, ok := b.feeds[feed]
	b.mu.Unlock()
	if ok {
		return known
	}
	raw, err := n.store.Setting(ctx, news.LocalUser, recurringKey(feed))
	if err != nil {
		return nil
	}
	_ = json.Unmarshal([]byte(raw), &known) // what cannot be read is learned again
	b.remember(feed, known)
	return known
}

func (b *recurringBook) remember(feed news.FeedID, known []Recurring) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.feeds == nil || len(b.feeds) >= 200 { // they are read again from the store
		b.feeds = map[news.FeedID][]Recurring{}
	}
	b.feeds[feed] = known
}

// keepRecurring stores the blocks of a feed with one of the store's ways to
// remember something.
func (n *Newsroom) keepRecurring(ctx context.Context, feed news.FeedID, known []Recurring, remember func(ctx context.Context, user news.UserID, key, value string) error) error {
	raw, err := json.Marshal(known)
	if err != nil {
		return err
	}
	if err := remember(ctx, news.LocalUser, recurringKey(feed), string(raw)); err != nil {
		return err
	}
	n.blocks.remember(feed, known)
	return nil
}

// learn takes note of the blocks of new articles of a feed.
func (n *Newsroom) learn(ctx context.Context, feed news.FeedID, articles []*news.Article) {
	known := slices.Clone(n.recurring(ctx, feed))
	at := make(map[string]int, len(known))
	for i, r := range known {
		at[r.Key] = i
	}
	changed, again := false, false
	for _, a := range articles[:min(len(articles), 200)] {
		blocks := blocksOf(a)
		if versionOf(a, blocks, func(key string) bool { _, ok := at[key]; return ok }) {
			continue
		}
		me := blockKey([]byte(a.GUID))
		for _, b := range blocks {
			i, ok := at[b.key]
			if !ok {
				i = len(known)
				at[b.key] = i
				known = append(known, Recurring{Key: b.key})
			}
			r := &known[i]
			if r.Last == me {
				continue
			}
			r.Last = me
			r.Articles++
			changed = true
			again = again || r.Articles > 1
			if r.Articles >= recurs && r.Text == "" {
				r.Text = strings.Join(strings.Fields(b.Of(a.Text)), " ")
			}
		}
	}
	switch {
	case !changed:
		return
	case !again: // nothing that is worth a write
		n.blocks.remember(feed, bounded(known))
		return
	}
	if err := n.keepRecurring(ctx, feed, bounded(known), n.store.Jot); err != nil && ctx.Err() == nil {
		n.log.Warn("what recurs in a feed could not be stored", "error", err)
	}
}

// bounded forgets the blocks that were learned first, and last of all those
// that recur.
func bounded(known []Recurring) []Recurring {
	recurring := 0
	for i := range known {
		if known[i].Articles >= recurs {
			recurring++
		}
	}
	out := known[:0:0]
	drop := len(known) - maxLearned
	for _, r := range known {
		often := r.Articles >= recurs
		switch {
		case often && recurring > maxRecurring && !r.Kept:
			recurring--
			drop--
		case !often && drop > 0:
			drop--
		default:
			out = append(out, r)
		}
	}
	return out
}

// keyed is a block with its name.
type keyed struct {
	news.Block
	key string
}

// blocksOf are the distinct blocks of an article that could recur.
func blocksOf(a *news.Article) (out []keyed) {
	seen := map[string]bool{}
	var written, text []byte
	for _, b := range a.Blocks {
		if b.Kind == news.Heading {
			continue
		}
		written = clean.AppendSpaced(written[:0], b.Of(a.Text))
		text = appendLower(text[:0], written)
		if len(text) < minBlock || len(text) > maxBlock || bytes.Count(text, []byte(" ")) < 2 {
			continue
		}
		if key := blockKey(text); !seen[key] {
			seen[key] = true
			out = append(out, keyed{b, key})
		}
	}
	return out
}

// appendLower appends text in lower case.
func appendLower(to, text []byte) []byte {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			to = append(to, c)
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		to = utf8.AppendRune(to, unicode.ToLower(r))
		i += size
	}
	return to
}

func blockKey(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// versionOf reports whether most of an article is known: then it is another
// version of an article and its blocks are not boilerplate.
func versionOf(a *news.Article, blocks []keyed, known func(key string) bool) bool {
	bytes := 0
	for _, b := range blocks {
		if known(b.key) {
			bytes += b.End - b.Start
		}
	}
	return bytes*2 > len(a.Text)
}

// markRecurring marks the blocks of an article that recur in its feed.
func (n *Newsroom) markRecurring(ctx context.Context, a *news.Article) {
	markOften(a, often(n.recurring(ctx, a.FeedID)))
}

// often are the keys of the blocks that are left out.
func often(known []Recurring) map[string]bool {
	var keys map[string]bool
	for i := range known {
		if known[i].boilerplate() {
			if keys == nil {
				keys = map[string]bool{}
			}
			keys[known[i].Key] = true
		}
	}
	return keys
}

// markOften marks the blocks with these keys.
func markOften(a *news.Article, often map[string]bool) {
	if len(often) == 0 || len(a.Blocks) == 0 {
		return
	}
	blocks := blocksOf(a)
	if versionOf(a, blocks, func(key string) bool { return often[key] }) {
		return
	}
	marked := map[string]bool{}
	for _, b := range blocks {
		if often[b.key] {
			marked[strings.ToLower(b.Of(a.Text))] = true
		}
	}
	for i := range a.Blocks {
		if b := &a.Blocks[i]; b.Kind != news.Heading {
			b.Recurring = marked[strings.ToLower(b.Of(a.Text))]
		}
	}
}

// Recurring are the blocks that recur in the articles of a feed and are left
// out of digests, those seen most first; those a reader kept are among them.
func (s *Session) Recurring(ctx context.Context, feed news.FeedID) ([]Recurring, error) {
	if _, err := s.room.store.Feed(ctx, s.User.ID, feed); err != nil {
		return nil, err
	}
	var out []Recurring
	for _, r := range s.room.recurring(ctx, feed) {
		if r.Articles >= recurs {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Recurring) int { return b.Articles - a.Articles })
	return out, nil
}

// KeepRecurring says that a block belongs to the articles of a feed after all,
// or takes that back. It holds for the digests to come.
func (s *Session) KeepRecurring(ctx context.Context, feed news.FeedID, key string, keep bool) error {
	if err := may(s.Can.Feeds, "Changing feeds"); err != nil {
		return err
	}
	if _, err := s.room.store.Feed(ctx, s.User.ID, feed); err != nil {
		return err
	}
	known := slices.Clone(s.room.recurring(ctx, feed))
	i := slices.IndexFunc(known, func(r Recurring) bool { return r.Key == key })
	if i < 0 {
		return fmt.Errorf("no block %q recurs in this feed; `lede feeds recurring` lists those that do", key)
	}
	known[i].Kept = keep
	return s.room.keepRecurring(ctx, feed, known, s.room.store.SetSetting) // a person said so
}
