package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"lede/news"
	"lede/store"
)

// identity hashes one thing an entry can be recognised by. Two entries of one
// feed that meet by chance would need 2^32 entries.
func identity(kind byte, value string) int64 {
	sum := sha256.Sum256(append([]byte{kind}, value...))
	return int64(binary.LittleEndian.Uint64(sum[:8]))
}

// identities of a key, best first.
func identities(k store.Key) []int64 {
	var ids []int64
	if k.GUID != "" {
		ids = append(ids, identity('g', k.GUID))
	}
	if k.URL != "" {
		ids = append(ids, identity('u', k.URL))
	}
	if k.Print != "" {
		ids = append(ids, identity('p', k.Print))
	}
	return ids
}

// distrust takes away GUIDs that stand in one batch with different URLs or, without
// URLs, with different prints: some feeds give all their entries the same one,
// and it says nothing then.
func distrust(keys []store.Key) []store.Key {
	first := make(map[string]store.Key, len(keys))
	var bad map[string]bool
	for _, k := range keys {
		if k.GUID == "" {
			continue
		}
		f, seen := first[k.GUID]
		if !seen {
			first[k.GUID] = k
			continue
		}
		if f.URL != k.URL || k.URL == "" && f.Print != k.Print {
			if bad == nil {
				bad = map[string]bool{}
			}
			bad[k.GUID] = true
		}
	}
	if bad == nil {
		return keys
	}
	trusted := make([]store.Key, len(keys))
	for i, k := range keys {
		if bad[k.GUID] {
			k.GUID = ""
		}
		trusted[i] = k
	}
	return trusted
}

// found are the articles of a feed by what they are recognised by.
type found map[int64]store.Known

// lookUp finds the articles that have some of the hashes, all at once.
func lookUp(ctx context.Context, q querier, feed news.FeedID, hashes []int64) (found, error) {
	f := make(found, len(hashes))
	err := q.query(ctx, `SELECT i.hash, i.article, coalesce(a.print, ''), coalesce(a.purged, 0) FROM json_each(?2) j
		CROSS JOIN identities i ON i.feed = ?1 AND i.hash = j.value LEFT JOIN articles a ON a.id = i.article`,
		[]any{feed, asJSON(hashes)}, func(scan scan) error {
			var hash int64
			var k store.Known
			err := scan(&hash, &k.ID, &k.Print, &k.Purged)
			f[hash] = k
			return err
		})
	return f, err
}

// best is the article an entry is by its best identity, a zero one when it is new.
func (f found) best(hashes []int64) store.Known {
	for _, hash := range hashes {
		if k, ok := f[hash]; ok {
			return k
		}
	}
	return store.Known{}
}

// Identify implements store.Articles.
func (s *DB) Identify(ctx context.Context, feed news.FeedID, keys []store.Key) ([]store.Known, error) {
	known := make([]store.Known, len(keys))
	hashes, all := hashesOf(distrust(keys))
	err := s.read(ctx, "find articles again", func(q querier) error {
		f, err := lookUp(ctx, q, feed, all)
		for i := range known {
			known[i] = f.best(hashes[i])
		}
		return err
	})
	return known, err
}

// hashesOf are the identities of each key, and of all.
func hashesOf(keys []store.Key) (each [][]int64, all []int64) {
	each, all = make([][]int64, len(keys)), make([]int64, 0, 3*len(keys))
	for i, k := range keys {
		each[i] = identities(k)
		all = append(all, each[i]...)
	}
	return each, all
}

// Purge implements store.Articles.
func (s *DB) Purge(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for { // in short transactions, so that nobody waits for a long one
		n, err := s.purge(ctx, before, 500)
		total += n
		if err != nil || n == 0 {
			return total, err
		}
	}
}

func (s *DB) purge(ctx context.Context, before time.Time, limit int) (int, error) {
	var ids []int64
	err := s.write(ctx, "remove old articles", again, func(ctx context.Context, t *tx) error {
		const old = `SELECT a.id FROM articles a WHERE a.purged = 0 AND a.published < ?
			AND NOT EXISTS (SELECT 1 FROM states s WHERE s.article = a.id AND s.starred = 1)
			AND NOT EXISTS (SELECT 1 FROM subscriptions u CROSS JOIN unread n
				WHERE u.feed = a.feed AND u.gone = 0 AND n.user = u.user AND n.company = 0
				AND n.published = a.published AND n.article = a.id)
			ORDER BY a.published LIMIT ?`
		err := t.query(ctx, old, []any{millis(before), limit}, func(scan scan) error {
			var id int64
			defer func() { ids = append(ids, id) }()
			return scan(&id)
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := t.empty(ctx, ids); err != nil {
			return err
		}
		t.changed.Articles = true
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(ids), nil
}

// empty removes all of articles but that they were there.
func (t *tx) empty(ctx context.Context, ids []int64) error {
	if err := t.forgetMuted(ctx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		for _, text := range []string{
			"DELETE FROM bodies WHERE id = ?",
			"DELETE FROM words WHERE rowid = ?",
			"DELETE FROM quotes WHERE article = ?",
			"DELETE FROM tags WHERE article = ?",
			"DELETE FROM mentions WHERE (company, published, article) IN (SELECT company, published, article FROM mentions WHERE article = ?)",
			"DELETE FROM implied WHERE (company, published, article) IN (SELECT company, published, article FROM implied WHERE article = ?)",
			"DELETE FROM sources WHERE (company, published, article) IN (SELECT company, published, article FROM sources WHERE article = ?)",
			"UPDATE articles SET purged = 1, story = NULL, title = '', url = '', lede = '', companies = '', authors = '' WHERE id = ?",
		} {
			if _, err := t.exec(ctx, text, id); err != nil {
				return err
			}
		}
	}
	return nil
}
