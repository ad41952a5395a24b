package newsroom

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lede/news"
	"lede/store"
	"lede/summarize"
	"lede/summarize/companies"
)

// When other companies are known than those that stored articles were tagged
// with (a file was saved, a reader has corrected something, this is another
// release of lede) the store makes a list of the articles this may concern, and
// one newsroom at a time works it off, newest first. The list is in the store:
// who comes next goes on where another has stopped.

const (
	// retagRead is how many articles are read at once, retagBatch how many of
	// them are tagged before they are stored.
	retagRead  = 512
	retagBatch = 64
	// retagLease is how long one that has died keeps others from going on.
	retagLease = 30 * time.Second
	// slow is how long tagging takes before a reader is told.
	slow = 500 * time.Millisecond
	// tellAgain is how often progress is told.
	tellAgain = 200 * time.Millisecond
	// tooManyWords is how many words of changed companies are looked for; where
	// there are more all articles are tagged again.
	tooManyWords = 2000
)

// known is what the store remembers of the companies: the built-in ones by a
// print, those a user has changed each by its own.
type known struct {
	Builtin string                    `json:"builtin"`
	Changed map[news.CompanyID]string `json:"changed"`
	print   string                    // all of it
}

func readKnown(print string) (k known, ok bool) {
	ok = json.Unmarshal([]byte(print), &k) == nil
	k.print = print
	return k, ok
}

// knows says which companies are known now.
func (l *lexicons) knows() *known {
	l.ready()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known == nil {
		k := &known{Builtin: companies.BuiltinPrint() + " " + l.room.o.Version, Changed: l.whole.Changed(l.base)}
		raw, err := json.Marshal(k)
		if err != nil {
			panic(err) // it is text
		}
		k.print = string(raw)
		l.known = k
	}
	return l.known
}

// tellCompanies tells the store which companies are known, if these are others
// than before, and has the articles tagged that this concerns.
func (n *Newsroom) tellCompanies(ctx context.Context) {
	if n.o.Lexicon != nil {
		return
	}
	now := n.lexicons.knows()
	print, err := n.store.CompaniesPrint(ctx)
	if err == nil && print != now.print {
		var waiting int
		if waiting, err = n.store.SetCompanies(ctx, n.lexicons.change(print, now)); err == nil {
			n.log.Info("other companies are known than before", "articles to tag again", waiting)
		}
	}
	if err = ignoreReadOnly(err); err != nil && ctx.Err() == nil {
		n.log.Warn("articles are not tagged again", "error", err)
	}
	poke(n.untagged)
}

// change is what the store is told: which articles may have other tags now.
func (l *lexicons) change(before string, now *known) store.KnownCompanies {
	l.mu.Lock()
	whole := l.whole
	l.mu.Unlock()
	k := store.KnownCompanies{Print: now.print}
	for _, f := range whole.Families() {
		k.Families = append(k.Families, store.Family(f))
	}
	was, ok := readKnown(before)
	if !ok || was.Builtin != now.Builtin {
		k.All = true
		return k
	}
	changed := map[news.CompanyID]bool{}
	for id, print := range now.Changed {
		changed[id] = was.Changed[id] != print
	}
	for id, print := range was.Changed {
		changed[id] = now.Changed[id] != print
	}
	maps.DeleteFunc(changed, func(_ news.CompanyID, changed bool) bool { return !changed })
	k.Companies = slices.Sorted(maps.Keys(changed))
	k.Words = whole.Words(changed)
	for _, id := range k.Companies { // one that is in no list is found by its name
		k.Words = append(k.Words, strings.ReplaceAll(string(id), "-", " "))
	}
	if len(k.Words) > tooManyWords {
		k.All, k.Companies, k.Words = true, nil, nil
	}
	return k
}

// retagger is the one that works the list off.
type retagger struct {
	mu     sync.Mutex  // held by who does
	active atomic.Bool // somebody does
	holder string      // its name among all newsrooms on the store
	// often are the blocks that are left out, by feed: there are more feeds than
	// the newsroom remembers of others.
	often sync.Map
}

// oftenIn are the blocks of a feed that are left out.
func (r *retagger) oftenIn(ctx context.Context, n *Newsroom, feed news.FeedID) map[string]bool {
	if keys, ok := r.often.Load(feed); ok {
		return keys.(map[string]bool)
	}
	keys := often(n.recurring(ctx, feed))
	r.often.Store(feed, keys)
	return keys
}

// retag tags articles whenever there are some to be tagged.
func (n *Newsroom) retag(ctx context.Context) {
	n.tellCompanies(ctx)
	for {
		wait := n.retagAll(ctx, nil)
		timer := time.NewTimer(wait)
		select {
		case <-n.untagged:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
	}
}

// retagAll works the list off, if nobody else does, and says when to look again;
// each, if there is one, is told how it goes.
func (n *Newsroom) retagAll(ctx context.Context, each func(done, total int)) (again time.Duration) {
	const later = time.Hour
	r := &n.retagging
	r.mu.Lock()
	defer r.mu.Unlock()
	if n.o.Lexicon != nil {
		return later
	}
	told := retagTold{room: n, began: time.Now(), each: each}
	r.active.Store(true)
	defer func() {
		told.end()
		if told.again+told.done > manyNew {
			poke(n.untidy)
		}
		r.often.Clear()
		r.active.Store(false)
	}()
	until := time.Time{}
	for ctx.Err() == nil {
		print, err := n.store.CompaniesPrint(ctx)
		if err == nil && print != n.lexicons.knows().print {
			n.giveRetag(until)
			return retagLease // another file, or what this process has not read yet
		}
		if now := n.clock(); err == nil && !now.Add(retagLease/2).Before(until) {
			var mine bool
			var waiting int
			mine, waiting, err = n.store.LeaseRetag(ctx, r.holder, now, retagLease)
			switch {
			case err == nil && waiting == 0:
				return later
			case err == nil && !mine:
				return retagLease
			}
			until = now.Add(retagLease)
			told.of(waiting)
		}
		done := 0
		if err == nil {
			done, err = n.retagSome(ctx)
		}
		if err != nil {
			n.giveRetag(until)
			if ctx.Err() == nil && ignoreReadOnly(err) != nil {
				n.log.Warn("articles could not be tagged again", "error", err)
			}
			return time.Minute
		}
		if done == 0 {
			n.giveRetag(until)
			n.log.Info("articles were tagged again", "articles", told.again+told.done, "took", time.Since(told.began).Round(time.Millisecond))
			return later
		}
		told.step(done)
	}
	n.giveRetag(until)
	return later
}

// giveRetag lets others go on.
func (n *Newsroom) giveRetag(until time.Time) {
	if until.IsZero() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(n.ctx), farewell)
	defer cancel()
	if _, _, err := n.store.LeaseRetag(ctx, n.retagging.holder, n.clock(), 0); err != nil {
		n.log.Warn("the turn at tagging was not given back", "error", err)
	}
}

// retagSome tags the next articles, a part of them while those before are
// stored.
func (n *Newsroom) retagSome(ctx context.Context) (int, error) {
	var all []store.Retag
	var err error
	n.workshop.beside(func() { all, err = n.store.Retags(ctx, retagRead) })
	if err != nil || len(all) == 0 {
		return 0, err
	}
	var storing sync.WaitGroup
	var failed error
	for part := range slices.Chunk(all, retagBatch) {
		digests := make([]*news.Digest, len(part))
		var reading sync.WaitGroup
		for i := range part {
			if part[i].Article == nil {
				continue // purged meanwhile
			}
			reading.Go(func() {
				if ctx.Err() == nil {
					digests[i] = n.tagAgain(ctx, &part[i].Item)
				}
			})
		}
		reading.Wait()
		storing.Wait()
		if err := cmp.Or(ctx.Err(), failed); err != nil {
			return 0, err
		}
		storing.Go(func() {
			n.workshop.beside(func() { failed = n.store.SaveRetagged(ctx, part, changedOnly(part, digests)) })
		})
	}
	storing.Wait()
	return len(all), failed
}

// changedOnly are the digests that are to be stored.
func changedOnly(part []store.Retag, digests []*news.Digest) map[news.ArticleID]news.Digest {
	changed := map[news.ArticleID]news.Digest{}
	for i, g := range digests {
		if g != nil {
			changed[part[i].ID] = *g
		}
	}
	return changed
}

// tagAgain is the digest of an article when others are found in it than before,
// or if some are only implied: a store of an earlier version counts these.
func (n *Newsroom) tagAgain(ctx context.Context, item *store.Item) (g *news.Digest) {
	a := item.Article
	n.workshop.do(func() {
		a.Blocks = blocks(a)
		markOften(a, n.retagging.oftenIn(ctx, n, a.FeedID))
		were := item.Digest.Companies
		if item.Digest.Version < summarize.Version {
			again := n.read(a) // which has to be, too
			g = &again
			return
		}
		again, changed := n.digester.Again(a, were)
		again.Companies = n.lexicons.spare(a.ID, again.Companies)
		switch {
		case changed:
			g = &again
		case slices.ContainsFunc(were, func(m news.Mention) bool { return m.Salience == news.Implied }):
			g = &item.Digest
		}
	})
	return g
}

// retagTold tells the sessions how it goes, once it takes long.
type retagTold struct {
	room        *Newsroom
	began, last time.Time
	done, total int
	again       int // were done before it began anew
	each        func(done, total int)
}

// of is told how many wait. Where more do than before, others are known again, and
// it begins anew.
func (t *retagTold) of(waiting int) {
	if t.total > 0 && t.done+waiting > t.total {
		t.again += t.done
		t.done = 0
	}
	t.total = t.done + waiting
}

func (t *retagTold) step(n int) {
	t.done += n
	t.total = max(t.total, t.done)
	if now := time.Now(); now.Sub(t.began) > slow && now.Sub(t.last) > tellAgain {
		t.last = now
		if t.each != nil {
			t.each(t.done, t.total)
		}
		t.room.hub.publish(everybody, Retagging{Running: true, Done: t.done, Total: t.total})
	}
}

func (t *retagTold) end() {
	if !t.last.IsZero() {
		t.room.hub.publish(everybody, Retagging{Done: t.done, Total: t.total})
	}
}

// HeedCompanies notes which companies are known, and so which stored articles are
// to be tagged again. What comes in after it is tagged with these.
func (s *Session) HeedCompanies(ctx context.Context) { s.room.tellCompanies(ctx) }

// Retag tags what waits, now: for commands that end before a newsroom at work
// would come to it. Where it takes long each, if there is one, is told how it goes.
func (s *Session) Retag(ctx context.Context, each func(done, total int)) {
	s.room.tellCompanies(ctx)
	s.room.retagAll(ctx, each)
}

// parents says to which company each belongs that belongs to one.
func (l *lexicons) parents() map[news.CompanyID]news.CompanyID {
	l.mu.Lock()
	defer l.mu.Unlock()
	of := map[news.CompanyID]news.CompanyID{}
	for _, f := range l.whole.Families() {
		of[f.Child] = f.Parent
	}
	return of
}
