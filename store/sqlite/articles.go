package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/news"
	"lede/store"
)

// record is an article as its tables hold it.
type record struct {
	published int64
	language  string
	lede      string
	companies string
	mentions  []mention
	sources   []int64 // companies cited
	implied   []int64 // companies only pointed to
	quotes    []int64 // speaker of each
	print     []byte  // fingerprint
	digest    []byte
	more      []byte
	body      []byte
}

type mention struct {
	company int64
	about   int
}

// SaveArticles implements store.Articles.
func (s *DB) SaveArticles(ctx context.Context, items []store.Item) error {
	if len(items) == 0 {
		return nil
	}
	// Encoding is the larger part of the work: it is done before the lock.
	records := make([]record, len(items))
	keys := map[news.FeedID][]store.Key{}
	for i := range items {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.o.Pause()
		a := items[i].Article
		records[i] = encodeItem(a, &items[i].Digest)
		keys[a.FeedID] = append(keys[a.FeedID], keyOf(a))
	}
	for feed := range keys {
		keys[feed] = distrust(keys[feed])
	}
	given := make([]news.ArticleID, len(items))
	for i := range items {
		given[i] = items[i].Article.ID
	}
	err := s.write(ctx, "store articles", again, func(ctx context.Context, t *tx) error {
		v := newSaver(t)
		for feed := range keys {
			if err := v.recognise(ctx, feed, keys[feed]); err != nil {
				return err
			}
		}
		next := map[news.FeedID]int{}
		for i := range items {
			a := items[i].Article
			s.o.Pause()
			key := keys[a.FeedID][next[a.FeedID]]
			next[a.FeedID]++
			if err := v.save(ctx, a, &items[i].Digest, &records[i], key); err != nil {
				return err
			}
		}
		t.changed.Articles = v.changed
		if err := v.index(ctx); err != nil {
			return err
		}
		return v.muteAgain(ctx)
	})
	if err != nil { // nothing is stored: nothing has an id
		for i := range items {
			items[i].Article.ID = given[i]
		}
	}
	return err
}

func keyOf(a *news.Article) store.Key {
	return store.Key(a.Identity())
}

func encodeItem(a *news.Article, g *news.Digest) record {
	r := record{
		published: millis(a.Published),
		more:      encodeMore(a),
		body:      encodeBody(a.Text, a.HTML),
	}
	r.setDigest(g, a.Text, a.Language)
	return r
}

// setDigest fills in what comes from the digest.
func (r *record) setDigest(g *news.Digest, text, hint string) {
	r.language = cmp.Or(g.Language, hint)
	r.digest = encodeDigest(g)
	r.print = encodeFingerprint(g.Fingerprint)
	r.companies = companyLines(g.Companies)
	r.lede = ""
	for _, sentence := range g.Summary {
		if sentence.Rank == 1 || r.lede == "" { // rank 1 is the summary of one sentence
			r.lede = strings.Join(strings.Fields(sentence.Of(text)), " ")
		}
		if sentence.Rank == 1 {
			break
		}
	}
}

// companyLines are the companies of a headline: subjects first, then mentions.
func companyLines(mentions []news.Mention) string {
	var b strings.Builder
	for _, about := range []bool{true, false} {
		for _, m := range mentions {
			if m.Salience == news.Source || m.Salience == news.Implied || (m.Salience == news.About) != about {
				continue
			}
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(string(m.Company))
		}
	}
	return b.String()
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// saver stores articles within one transaction.
type saver struct {
	*tx
	readers map[news.FeedID][]int64 // who follows a feed
	had     map[news.FeedID]found   // what is recognised as an article there is
	words   []wordsOf
	changed bool
	refound bool    // other companies were found in articles there were
	touched []int64 // articles that may be hidden by a rule now
}

func newSaver(t *tx) *saver {
	return &saver{tx: t, readers: map[news.FeedID][]int64{}, had: map[news.FeedID]found{}}
}

// recognise looks for the articles of a feed that have some of these keys, before
// they are saved.
func (v *saver) recognise(ctx context.Context, feed news.FeedID, keys []store.Key) (err error) {
	_, all := hashesOf(keys)
	v.had[feed], err = lookUp(ctx, v, feed, all)
	return err
}

// save stores one article, whose key was recognised before.
func (v *saver) save(ctx context.Context, a *news.Article, g *news.Digest, r *record, key store.Key) error {
	known := identities(key)
	if a.ID == 0 {
		// Somebody else may have stored it since it was looked for, or it
		// stands twice in this batch.
		a.ID = v.had[a.FeedID].best(known).ID
	}
	if err := v.intern(ctx, g, r); err != nil {
		return err
	}
	if a.ID != 0 {
		return v.edit(ctx, a, r, known)
	}
	return v.add(ctx, a, r, known)
}

func (v *saver) add(ctx context.Context, a *news.Article, r *record, known []int64) error {
	var story any
	if a.StoryID != 0 {
		story = a.StoryID
	}
	id, err := v.insert(ctx, `INSERT INTO articles
		(feed, story, published, truncated, quotes, enclosed, digested, language, title, url, lede, companies, authors, print)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		a.FeedID, story, r.published, a.Truncated, len(r.quotes), len(a.Enclosures) > 0, digestVersion(r.digest), r.language,
		a.Title, a.URL, r.lede, r.companies, strings.Join(a.Authors, "\n"), a.Print)
	if err != nil {
		return err
	}
	a.ID = news.ArticleID(id)
	v.changed, v.touched = true, append(v.touched, id)
	if _, err := v.exec(ctx, "INSERT INTO bodies (id, print, digest, more, body) VALUES (?,?,?,?,?)", id, r.print, r.digest, r.more, r.body); err != nil {
		return err
	}
	v.words = append(v.words, wordsOf{id: id, title: a.Title, text: a.Text})
	if err := v.remember(ctx, a, known); err != nil {
		return err
	}
	if err := v.addFound(ctx, id, a.FeedID, r); err != nil {
		return err
	}
	readers, err := v.followers(ctx, a.FeedID)
	if err != nil {
		return err
	}
	return v.addUnread(ctx, readers, id, a.FeedID, r.published, r.mentions)
}

// edit stores an article again. What is the same is not written.
func (v *saver) edit(ctx context.Context, a *news.Article, r *record, known []int64) error {
	var old struct {
		feed, published, story       int64
		purged, truncated            bool
		language, title, url         string
		lede, companies, authors, pr string
		print, digest, more, body    []byte
	}
	found, err := one(ctx, v, `SELECT a.feed, a.published, coalesce(a.story, 0), a.purged, a.truncated, a.language, a.title, a.url,
		a.lede, a.companies, a.authors, a.print, b.print, b.digest, b.more, b.body
		FROM articles a LEFT JOIN bodies b ON b.id = a.id WHERE a.id = ?`, []any{a.ID},
		&old.feed, &old.published, &old.story, &old.purged, &old.truncated, &old.language, &old.title, &old.url,
		&old.lede, &old.companies, &old.authors, &old.pr, &old.print, &old.digest, &old.more, &old.body)
	if err != nil {
		return err
	}
	if !found || news.FeedID(old.feed) != a.FeedID {
		return fmt.Errorf("article %d of feed %d: %w", a.ID, a.FeedID, store.ErrNotFound)
	}
	if err := v.remember(ctx, a, known); err != nil || old.purged {
		return err // a purged article stays away, but is known by its new names too
	}
	// An article keeps the time it first came; without a date of its own that
	// is also where it stands in lists.
	var before news.Article
	if err := decodeMore(old.more, &before); err == nil {
		if a.Published.Equal(a.Fetched) {
			r.published = old.published
			a.Published = fromMillis(old.published)
		}
		a.Fetched = before.Fetched
		if a.EditedFrom = before.EditedFrom; old.title != a.Title {
			a.EditedFrom = old.title
		}
		r.more = encodeMore(a)
	}
	if a.StoryID == 0 {
		a.StoryID = news.StoryID(old.story)
	}
	sameText := old.title == a.Title && bytes.Equal(old.body, r.body)
	sameFound := old.published == r.published && bytes.Equal(old.digest, r.digest)
	if sameText && sameFound && old.story == int64(a.StoryID) && old.truncated == a.Truncated && old.language == r.language &&
		old.url == a.URL && old.lede == r.lede && old.companies == r.companies && old.authors == strings.Join(a.Authors, "\n") &&
		old.pr == a.Print && bytes.Equal(old.print, r.print) && bytes.Equal(old.more, r.more) {
		return nil
	}
	v.changed, v.touched = true, append(v.touched, int64(a.ID))
	if !sameFound {
		if err := v.replaceFound(ctx, int64(a.ID), a.FeedID, old.published, r); err != nil {
			return err
		}
	}
	if _, err := v.exec(ctx, `UPDATE articles SET story = nullif(?, 0), published = ?, truncated = ?, quotes = ?, enclosed = ?, digested = ?,
		language = ?, title = ?, url = ?, lede = ?, companies = ?, authors = ?, print = ? WHERE id = ?`,
		a.StoryID, r.published, a.Truncated, len(r.quotes), len(a.Enclosures) > 0, digestVersion(r.digest),
		r.language, a.Title, a.URL, r.lede, r.companies, strings.Join(a.Authors, "\n"), a.Print, a.ID); err != nil {
		return err
	}
	if _, err := v.exec(ctx, "UPDATE feeds SET newest = max(newest, ?) WHERE id = ?", r.published, a.FeedID); err != nil {
		return err
	}
	if _, err := v.exec(ctx, "UPDATE bodies SET print = ?, digest = ?, more = ?, body = ? WHERE id = ?", r.print, r.digest, r.more, r.body, a.ID); err != nil {
		return err
	}
	if !sameText {
		w := wordsOf{id: int64(a.ID), title: a.Title, text: a.Text, known: true}
		if i := slices.IndexFunc(v.words, func(o wordsOf) bool { return o.id == w.id }); i >= 0 {
			w.known = v.words[i].known // twice in one batch: indexed once
			v.words[i] = w
		} else {
			v.words = append(v.words, w)
		}
	}
	return nil
}

// digestVersion reads the version off an encoded digest: its first field.
func digestVersion(blob []byte) int { return decode(blob).int() }

func (v *saver) remember(ctx context.Context, a *news.Article, known []int64) error {
	had := v.had[a.FeedID]
	rows := make([]any, 0, 9)
	for _, hash := range known {
		// An identity belongs to the article that had it first.
		if _, taken := had[hash]; !taken {
			had[hash] = store.Known{ID: a.ID}
			rows = append(rows, a.FeedID, hash, a.ID)
		}
	}
	return v.insertAll(ctx, "INSERT INTO identities (feed, hash, article)", 3, rows)
}

// addFound stores what was found in an article: mentions and quotes.
func (v *saver) addFound(ctx context.Context, id int64, feed news.FeedID, r *record) error {
	var rows []any
	for _, m := range r.mentions {
		rows = append(rows, m.company, r.published, id, feed, m.about)
	}
	if err := v.insertAll(ctx, "INSERT INTO mentions (company, published, article, feed, about)", 5, rows); err != nil {
		return err
	}
	for table, companies := range map[string][]int64{"sources": r.sources, "implied": r.implied} {
		rows = rows[:0]
		for _, company := range companies {
			rows = append(rows, company, r.published, id, feed)
		}
		if err := v.insertAll(ctx, "INSERT OR IGNORE INTO "+table+" (company, published, article, feed)", 4, rows); err != nil {
			return err
		}
	}
	rows = rows[:0]
	for place, speaker := range r.quotes {
		rows = append(rows, id, place, speaker, r.published)
	}
	return v.insertAll(ctx, "INSERT INTO quotes (article, place, speaker, published)", 4, rows)
}

// replaceFound moves mentions, quotes and everything that is sorted by them to
// what r says; who had not read the article still has not.
func (v *saver) replaceFound(ctx context.Context, id int64, feed news.FeedID, published int64, r *record) error {
	v.refound = true
	readers, err := v.unreadBy(ctx, feed, id, published)
	if err != nil {
		return err
	}
	for _, user := range readers {
		if err := v.deleteUnread(ctx, news.UserID(user), []int64{id}); err != nil {
			return err
		}
	}
	for _, table := range []string{"mentions", "sources", "implied"} {
		if _, err := v.exec(ctx, "DELETE FROM "+table+" WHERE (company, published, article) IN (SELECT company, published, article FROM "+table+" WHERE article = ?)", id); err != nil {
			return err
		}
	}
	if _, err := v.exec(ctx, "DELETE FROM quotes WHERE article = ?", id); err != nil {
		return err
	}
	if err := v.addFound(ctx, id, feed, r); err != nil {
		return err
	}
	if published != r.published {
		for _, table := range []string{"states", "tags"} {
			if _, err := v.exec(ctx, "UPDATE "+table+" SET published = ? WHERE user IN (SELECT user FROM subscriptions WHERE feed = ?) AND article = ?",
				r.published, feed, id); err != nil {
				return err
			}
		}
	}
	return v.addUnread(ctx, readers, id, feed, r.published, r.mentions)
}

// intern finds the ids of companies and speakers, making those that are new.
func (v *saver) intern(ctx context.Context, g *news.Digest, r *record) error {
	for _, m := range g.Companies {
		if m.Company == "" {
			continue
		}
		id, err := v.s.names.company(ctx, v.tx, m.Company, m.Name)
		if err != nil {
			return err
		}
		switch m.Salience {
		case news.Source:
			r.sources = append(r.sources, id)
			continue
		case news.Implied:
			r.implied = append(r.implied, id)
			continue
		}
		about := 0
		if m.Salience == news.About {
			about = 1
		}
		if i := slices.IndexFunc(r.mentions, func(o mention) bool { return o.company == id }); i >= 0 {
			r.mentions[i].about = max(r.mentions[i].about, about)
			continue
		}
		r.mentions = append(r.mentions, mention{company: id, about: about})
	}
	for _, q := range g.Quotes {
		var id int64
		if q.Speaker != nil && q.Speaker.Name != "" {
			var err error
			if id, err = v.s.names.speaker(ctx, v.tx, q.Speaker.Name); err != nil {
				return err
			}
		}
		r.quotes = append(r.quotes, id)
	}
	return nil
}

// Recent implements store.Articles.
func (s *DB) Recent(ctx context.Context, since time.Time, limit int) ([]store.Print, error) {
	var prints []store.Print
	err := s.read(ctx, "read recent articles", func(q querier) error {
		return q.query(ctx, `SELECT a.id, a.feed, coalesce(a.story, 0), a.title, a.language, a.published, a.companies, b.print
			FROM articles a CROSS JOIN bodies b ON b.id = a.id
			WHERE a.purged = 0 AND a.published >= ? ORDER BY a.published DESC, a.id DESC LIMIT ?`,
			[]any{millis(since), limitOf(limit)}, func(scan scan) error {
				var p store.Print
				var published int64
				var companies string
				var blob []byte
				if err := scan(&p.ID, &p.FeedID, &p.StoryID, &p.Title, &p.Language, &published, &companies, &blob); err != nil {
					return err
				}
				p.Published = fromMillis(published)
				p.Companies = companyIDs(companies)
				var err error
				if p.Fingerprint, err = decodeFingerprint(blob); err != nil {
					return fmt.Errorf("article %d: %w", p.ID, err)
				}
				prints = append(prints, p)
				return nil
			})
	})
	return prints, err
}

// limitOf is a LIMIT: 0 means none.
func limitOf(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}

func companyIDs(joined string) []news.CompanyID {
	var ids []news.CompanyID
	for _, id := range lines(joined) {
		ids = append(ids, news.CompanyID(id))
	}
	return ids
}
