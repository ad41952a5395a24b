package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"lede/news"
	"lede/store"
)

// StaleDigests implements store.Articles.
func (s *DB) StaleDigests(ctx context.Context, version, limit int) ([]news.Article, error) {
	var articles []news.Article
	err := s.read(ctx, "look for old digests", func(q querier) error {
		stale, err := ids(ctx, q, `SELECT id FROM articles WHERE purged = 0 AND digested < ? ORDER BY published DESC, id DESC LIMIT ?`, version, limitOf(limit))
		if err != nil {
			return err
		}
		for _, id := range stale {
			a, _, err := wholeArticle(ctx, q, news.ArticleID(id))
			if errors.Is(err, errBlob) || err == nil {
				articles = append(articles, a)
			} else if !errors.Is(err, store.ErrNotFound) { // purged in between
				return err
			}
		}
		return nil
	})
	return articles, err
}

// SaveDigests implements store.Articles.
func (s *DB) SaveDigests(ctx context.Context, digests map[news.ArticleID]news.Digest) error {
	if len(digests) == 0 {
		return nil
	}
	return s.write(ctx, "store digests", again, func(ctx context.Context, t *tx) error {
		v := newSaver(t)
		for id, g := range digests {
			if err := v.saveDigest(ctx, id, &g); err != nil {
				return err
			}
		}
		t.changed.Articles = v.changed
		return v.muteAgain(ctx)
	})
}

func (v *saver) saveDigest(ctx context.Context, id news.ArticleID, g *news.Digest) error {
	var feed news.FeedID
	var language string
	var print, digest, body []byte
	r := record{}
	found, err := one(ctx, v, `SELECT a.feed, a.published, a.language, b.print, b.digest, b.body FROM articles a CROSS JOIN bodies b ON b.id = a.id
		WHERE a.id = ? AND a.purged = 0`, []any{id}, &feed, &r.published, &language, &print, &digest, &body)
	if err != nil || !found {
		return err // purged in between: nothing to keep it for
	}
	text, _, err := decodeBody(body)
	if err != nil {
		return fmt.Errorf("article %d: %w", id, err)
	}
	r.setDigest(g, text, language)
	if err := v.intern(ctx, g, &r); err != nil {
		return err
	}
	if bytes.Equal(print, r.print) && bytes.Equal(digest, r.digest) {
		if kept, err := v.keepsImplied(ctx, id, &r); err != nil || kept {
			return err
		}
	}
	v.changed, v.touched = true, append(v.touched, int64(id))
	if err := v.replaceFound(ctx, int64(id), feed, r.published, &r); err != nil {
		return err
	}
	if _, err := v.exec(ctx, "UPDATE articles SET digested = ?, quotes = ?, language = ?, lede = ?, companies = ? WHERE id = ?",
		g.Version, len(r.quotes), r.language, r.lede, r.companies, id); err != nil {
		return err
	}
	_, err = v.exec(ctx, "UPDATE bodies SET print = ?, digest = ? WHERE id = ?", r.print, r.digest, id)
	return err
}

// keepsImplied reports whether what is only implied stands where it should: a
// store of an earlier version had it among what is named.
func (v *saver) keepsImplied(ctx context.Context, id news.ArticleID, r *record) (bool, error) {
	if len(r.implied) == 0 {
		return true, nil
	}
	n := 0
	_, err := one(ctx, v, "SELECT count(*) FROM implied WHERE article = ?", []any{id}, &n)
	return n > 0, err
}

// SetStory implements store.Articles.
func (s *DB) SetStory(ctx context.Context, story news.StoryID, articles []news.ArticleID) (news.StoryID, error) {
	err := s.write(ctx, "store a story", again, func(ctx context.Context, t *tx) error {
		if story == 0 {
			id, err := t.insert(ctx, "INSERT INTO stories DEFAULT VALUES")
			if err != nil {
				return err
			}
			story = news.StoryID(id)
		}
		n, err := t.exec(ctx, "UPDATE articles SET story = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND purged = 0 AND story IS NOT ?1", story, asJSON(articles))
		t.changed.Articles = n > 0
		if err != nil || n == 0 {
			return err
		}
		told, err := ids(ctx, t, "SELECT id FROM articles INDEXED BY articles_story WHERE story = ? AND purged = 0", story)
		if err != nil {
			return err
		}
		return t.muteAgain(ctx, told)
	})
	return story, err
}
