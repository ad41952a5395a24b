package sqlite

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

// Whom these belong to: nobody; user 0 is no reader.
const (
	printSetting = "companies.print"
	turnSetting  = "companies.retagging"
)

// SetCompanies implements store.Retagging.
func (s *DB) SetCompanies(ctx context.Context, k store.KnownCompanies) (int, error) {
	waiting := 0
	err := s.write(ctx, "note which companies are known", synced, func(ctx context.Context, t *tx) error {
		if err := t.setSetting(ctx, 0, printSetting, k.Print); err != nil {
			return err
		}
		if err := t.setFamilies(ctx, k.Families); err != nil {
			return err
		}
		if err := t.queueRetags(ctx, k); err != nil {
			return err
		}
		_, err := one(ctx, t, "SELECT count(*) FROM retag", nil, &waiting)
		return err
	})
	return waiting, err
}

func (t *tx) setFamilies(ctx context.Context, families []store.Family) error {
	if _, err := t.exec(ctx, "DELETE FROM families"); err != nil {
		return err
	}
	for _, f := range families {
		if _, err := t.exec(ctx, "INSERT OR REPLACE INTO families (child, parent, name, fold) VALUES (?,?,?,?)",
			string(f.Child), string(f.Parent), f.ParentName, fold(f.ParentName)); err != nil {
			return err
		}
	}
	return nil
}

// wordsAtOnce bounds one question to the full-text index.
const wordsAtOnce = 100

func (t *tx) queueRetags(ctx context.Context, k store.KnownCompanies) error {
	gen := 0
	if _, err := one(ctx, t, "SELECT coalesce(max(gen), 0) + 1 FROM retag", nil, &gen); err != nil {
		return err
	}
	const into = "INSERT INTO retag (published, article, gen) SELECT a.published, a.id, ?1 FROM "
	const again = " ON CONFLICT DO UPDATE SET gen = excluded.gen"
	if k.All {
		_, err := t.exec(ctx, into+"articles a WHERE a.purged = 0"+again, gen)
		return err
	}
	for _, table := range []string{"mentions", "sources", "implied"} {
		if len(k.Companies) == 0 {
			break
		}
		if _, err := t.exec(ctx, into+`json_each(?2) j CROSS JOIN companies c ON c.slug = j.value CROSS JOIN `+table+` m ON m.company = c.id
			CROSS JOIN articles a ON a.id = m.article WHERE a.purged = 0`+again, gen, asJSON(k.Companies)); err != nil {
			return err
		}
	}
	var words []string
	for i, w := range k.Words {
		if w = strings.TrimSpace(strings.ReplaceAll(indexed(w), `"`, " ")); query.Searchable(w) {
			words = append(words, `"`+w+`"*`)
		}
		if len(words) == wordsAtOnce || i == len(k.Words)-1 && len(words) > 0 {
			if _, err := t.exec(ctx, into+"words w CROSS JOIN articles a ON a.id = w.rowid WHERE w.words MATCH ?2 AND a.purged = 0"+again, gen, strings.Join(words, " OR ")); err != nil {
				return err
			}
			words = words[:0]
		}
	}
	return nil
}

// CompaniesPrint implements store.Retagging.
func (s *DB) CompaniesPrint(ctx context.Context) (string, error) {
	return s.Setting(ctx, 0, printSetting)
}

// LeaseRetag implements store.Retagging.
func (s *DB) LeaseRetag(ctx context.Context, holder string, now time.Time, lease time.Duration) (mine bool, waiting int, err error) {
	err = s.read(ctx, "look for articles to retag", func(q querier) error {
		_, err := one(ctx, q, "SELECT count(*) FROM retag", nil, &waiting)
		return err
	})
	if err != nil || waiting == 0 && lease > 0 { // most of the time, and that costs no write
		return false, waiting, err
	}
	err = s.write(ctx, "take a turn at retagging", again, func(ctx context.Context, t *tx) error {
		var value string
		if _, err := one(ctx, t, "SELECT value FROM settings WHERE user = 0 AND key = ?", []any{turnSetting}, &value); err != nil {
			return err
		}
		until, who, _ := strings.Cut(value, " ")
		if end, err := strconv.ParseInt(until, 10, 64); err == nil && who != holder && end > millis(now) {
			return nil
		}
		mine = true
		return t.setSetting(ctx, 0, turnSetting, strconv.FormatInt(millis(now.Add(lease)), 10)+" "+holder)
	})
	return mine, waiting, err
}

// Retags implements store.Retagging.
func (s *DB) Retags(ctx context.Context, limit int) ([]store.Retag, error) {
	var all []store.Retag
	err := s.read(ctx, "read articles to retag", func(q querier) error {
		if err := q.query(ctx, "SELECT published, article, gen FROM retag ORDER BY published DESC, article DESC LIMIT ?", []any{limitOf(limit)}, func(scan scan) error {
			var r store.Retag
			var published int64
			err := scan(&published, &r.ID, &r.Gen)
			r.Published = fromMillis(published)
			all = append(all, r)
			return err
		}); err != nil {
			return err
		}
		for i := range all {
			s.o.Pause()
			a, g, err := wholeArticle(ctx, q, all[i].ID)
			switch {
			case errors.Is(err, store.ErrNotFound): // purged in between: there is nothing to read
			case err != nil && !errors.Is(err, errBlob):
				return err
			default:
				all[i].Article, all[i].Digest = &a, g
			}
		}
		return nil
	})
	return all, err
}

// SaveRetagged implements store.Retagging.
func (s *DB) SaveRetagged(ctx context.Context, done []store.Retag, digests map[news.ArticleID]news.Digest) error {
	if len(done) == 0 {
		return nil
	}
	return s.write(ctx, "store tags", again, func(ctx context.Context, t *tx) error {
		v := newSaver(t)
		for i := range done {
			s.o.Pause()
			r := &done[i]
			if g, ok := digests[r.ID]; ok {
				if err := v.saveDigest(ctx, r.ID, &g); err != nil {
					return err
				}
			}
			if _, err := t.exec(ctx, "DELETE FROM retag WHERE published = ? AND article = ? AND gen <= ?", millis(r.Published), r.ID, r.Gen); err != nil {
				return err
			}
		}
		t.changed.Articles = v.changed
		return v.muteAgain(ctx)
	})
}
