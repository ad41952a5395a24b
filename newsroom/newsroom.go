// Package newsroom is the application: it ties feeds, summarize and store
// together, keeps them busy in the background and tells open sessions what has
// changed. The interface, the SSH server and the command line talk to nothing
// else.
//
// Start reading at session.go for what a reader can ask, and at pipeline.go
// for the way of an article.
package newsroom

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"lede/config"
	"lede/courtesy"
	"lede/feeds"
	"lede/news"
	"lede/newsroom/tour"
	"lede/store"
	"lede/summarize"
)

// Options of a newsroom. Only Store must be set.
type Options struct {
	Store  store.Store // closed by whoever opened it
	Config config.Config
	// CompaniesFile is a YAML file of a user's companies; it need not exist.
	CompaniesFile string
	// Lexicon replaces the built-in companies and those of CompaniesFile.
	Lexicon Lexicon
	Version string
	// Transport replaces the network, for tests.
	Transport http.RoundTripper
	// PublicOnly refuses to fetch from private addresses: for a server whose
	// readers are strangers.
	PublicOnly bool
	Clock      func() time.Time // nil: time.Now
	Seed       uint64           // of the jitter between polls
	Log        *slog.Logger     // nil: nothing is logged
	// Desk is where keys are heard of, which work that can wait lets be answered
	// first; nil: there are readers at all times, and nothing waits.
	Desk *courtesy.Desk
}

// Newsroom is everything behind the sessions. It is safe for concurrent use.
type Newsroom struct {
	o        Options
	store    store.Store
	poller   *feeds.Poller
	digester *summarize.Digester
	lexicons lexicons
	clock    func() time.Time
	log      *slog.Logger

	hub     hub
	pages   pageDesk
	blocks  recurringBook
	stories storyDesk
	polling chan struct{} // a place for each poll that may run
	beside  chan struct{} // a place for each that takes long
	// patience is how long a poll keeps others from its place.
	patience  time.Duration
	shares    shares
	workshop  *workshop
	wake      chan struct{} // the schedule looks again
	untidy    chan struct{} // memory has been left behind
	untagged  chan struct{} // articles may wait to be tagged again
	retagging retagger
	families  sync.Once // the store has been told of them
	names     nameBook
	opened    atomic.Int64 // articles on the local screen
	refresh   refreshCount

	ctx  context.Context // ends when the newsroom is closed
	stop context.CancelFunc
	work sync.WaitGroup // everything that runs in the background
}

// Open makes a newsroom over a store. Nothing runs in the background yet; see
// [Newsroom.Run].
func Open(o Options) *Newsroom {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	r := o.Config.Refresh
	n := &Newsroom{
		o: o, store: o.Store, clock: o.Clock, log: o.Log,
		digester:  summarize.New(summarize.Options{}),
		polling:   make(chan struct{}, max(1, r.Concurrency)),
		patience:  patience,
		beside:    make(chan struct{}, 3*max(1, r.Concurrency)),
		wake:      make(chan struct{}, 1),
		untidy:    make(chan struct{}, 1),
		untagged:  make(chan struct{}, 1),
		retagging: retagger{holder: rand.Text()},
	}
	n.lexicons.room = n
	n.pages.queue = make(chan news.Article, maxWaiting)
	n.ctx, n.stop = context.WithCancel(context.Background())
	n.workshop = newWorkshop(runtime.GOMAXPROCS(0), o.Desk)
	n.poller = feeds.NewPoller(feeds.PollerOptions{
		Version: o.Version, Contact: r.Contact, UserAgent: r.UserAgent, Transport: o.Transport, Clock: o.Clock, Seed: o.Seed,
		HostGap: time.Duration(r.HostGap), PublicOnly: o.PublicOnly, AllowedHosts: o.Config.Serve.Private,
		MaxBody: int64(r.MaxBody), FirstByte: time.Duration(r.FirstByte), Total: time.Duration(r.Total),
		Interval: time.Duration(r.Interval), Builtin: tour.Feeds(o.Clock(), language(o.Config)), Headers: headersOf(o.Config.Feeds),
		Work: n.workshop.do,
	})
	return n
}

// Run keeps the newsroom busy until ctx ends: it polls what is due, digests
// anew what an older digester made, reads the user's companies again when they
// change, tags the articles this concerns and lets go of what is too old. It returns when all of it has stopped.
func (n *Newsroom) Run(ctx context.Context) error {
	n.workshop.share()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := context.AfterFunc(n.ctx, cancel)
	defer stop()
	var running sync.WaitGroup
	for _, job := range []func(context.Context){n.lexicons.watch, n.announce, n.schedule, n.redigest, n.retag, n.retain, n.fetchPages, n.tidy} {
		running.Go(func() { job(ctx) })
	}
	running.Wait()
	return n.Close()
}

// Close ends what runs in the background and waits for it. The store stays
// open.
func (n *Newsroom) Close() error {
	n.stop()
	n.work.Wait()
	return nil
}

// Session is a session of a user.
func (n *Newsroom) Session(user news.User, can Abilities) *Session {
	return &Session{User: user, Can: can, room: n}
}

// Local is the session of whoever runs lede on this machine.
func (n *Newsroom) Local() *Session {
	return n.Session(news.User{ID: news.LocalUser}, Abilities{Browser: true, Feeds: true, Files: true})
}

// background runs a job that Close waits for.
func (n *Newsroom) background(job func(ctx context.Context)) {
	if n.ctx.Err() != nil {
		return
	}
	n.work.Go(func() { job(n.ctx) })
}

// retain lets go of what is read, not starred and too old; once at the start
// and then every day.
func (n *Newsroom) retain(ctx context.Context) {
	keep := time.Duration(n.o.Config.Retention)
	if keep <= 0 {
		return
	}
	for first := true; ; first = false {
		wait := 24 * time.Hour
		if first {
			wait = time.Minute // not while everything starts
		}
		if !sleep(ctx, wait) {
			return
		}
		switch purged, err := n.store.Purge(ctx, n.clock().Add(-keep)); {
		case err != nil && ctx.Err() == nil:
			n.log.Warn("articles that are too old stay", "error", err)
		case purged > 0:
			n.log.Info("articles that are too old have gone", "articles", purged)
		}
	}
}

// sleep waits; false when ctx has ended.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
