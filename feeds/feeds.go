// Package feeds brings the news in: it polls politely, repairs what arrives,
// cleans it and hands over articles. One poll is the pipeline
//
//	fetch → parse → clean → identify
//
// with one function for each step; saving and digesting is the newsroom's.
package feeds

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"lede/feeds/fetch"
	"lede/news"
)

// PollerOptions are the options of a poller; zero values are sensible.
type PollerOptions struct {
	// Version and Contact make the User-Agent "lede/VERSION (+CONTACT)".
	Version, Contact string
	// UserAgent replaces the whole User-Agent when set.
	UserAgent string
	// Transport replaces the network, for tests.
	Transport http.RoundTripper
	// Clock is time.Now when nil.
	Clock func() time.Time
	// Seed makes the jitter of the schedule repeatable.
	Seed uint64
	// HostGap is the least time between two requests to one host.
	HostGap time.Duration
	// PublicOnly refuses private, loopback and link-local addresses.
	PublicOnly bool
	// AllowedHosts are exempt from PublicOnly ("host" or "host:port").
	AllowedHosts []string
	// MaxBody is the largest decompressed body in bytes; 0: 10 MiB.
	MaxBody int64
	// FirstByte and Total bound a request; 0: 20 s and 60 s.
	FirstByte, Total time.Duration
	// Interval is the wish of the configuration; 0: adaptive.
	Interval time.Duration
	// Builtin are bodies served without the network, by URL ("lede:tour").
	Builtin map[string][]byte
	// Work runs what keeps a processor busy, and returns when it is done; nil:
	// at once.
	Work func(func())
	// Headers are sent with the requests for a feed, by its URL; secrets, that
	// go to its own host only.
	Headers map[string]map[string]string
}

// Poller polls feeds. It is safe for concurrent use.
type Poller struct {
	o      PollerOptions
	client *fetch.Client
	mu     sync.Mutex
	jitter *rand.Rand
	// looked are answers that discovery has just had, by address: a feed that is
	// followed then need not be asked a second time.
	looked map[string]lookedAt
	// large is held while a large body is read: what many of them take
	// together would not be bounded otherwise.
	large sync.Mutex
}

// lookedAt is an answer and when it came.
type lookedAt struct {
	res fetch.Response
	at  time.Time
}

const (
	maxLooked = 8
	lookedFor = time.Minute // how long such an answer is new
)

// keep remembers an answer for the poll that follows it.
func (p *Poller) keep(address string, res fetch.Response) {
	if len(res.Body) > largeBody {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.looked == nil || len(p.looked) >= maxLooked {
		p.looked = map[string]lookedAt{}
	}
	p.looked[address] = lookedAt{res, p.o.Clock()}
}

// fetch asks for a feed, unless it was looked at a moment ago.
func (p *Poller) fetch(ctx context.Context, feed news.Feed, state news.FetchState) (fetch.Response, error) {
	p.mu.Lock()
	l, ok := p.looked[feed.URL]
	delete(p.looked, feed.URL)
	p.mu.Unlock()
	if ok && feed.Health.LastPoll.IsZero() && p.o.Clock().Sub(l.at) < lookedFor {
		return l.res, nil
	}
	return p.client.Get(ctx, fetch.Request{URL: feed.URL, ETag: state.ETag, LastModified: state.LastModified})
}

// largeBody is what a feed hardly has, in bytes.
const largeBody = 1 << 20

// NewPoller makes a poller.
func NewPoller(o PollerOptions) *Poller {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Work == nil {
		o.Work = func(job func()) { job() }
	}
	if o.UserAgent == "" {
		version, contact := o.Version, o.Contact
		if version == "" {
			version = "dev"
		}
		o.UserAgent = "lede/" + version
		if contact != "" {
			o.UserAgent += " (+" + contact + ")"
		}
	}
	return &Poller{
		o:      o,
		jitter: rand.New(rand.NewPCG(o.Seed, 0x6c656465)),
		client: fetch.New(fetch.Options{
			UserAgent:  o.UserAgent,
			Transport:  o.Transport,
			Clock:      o.Clock,
			HostGap:    o.HostGap,
			PublicOnly: o.PublicOnly,
			Allowed:    o.AllowedHosts,
			MaxBody:    o.MaxBody,
			FirstByte:  o.FirstByte,
			Total:      o.Total,
			Builtin:    o.Builtin,
			Headers:    o.Headers,
		}),
	}
}

// next is when feed is polled next.
func (p *Poller) next(feed news.Feed, h news.Health, s news.FetchState, now time.Time) time.Time {
	wish := feed.Settings.Interval
	if wish <= 0 {
		wish = p.o.Interval
	}
	p.mu.Lock()
	j := p.jitter.Float64()
	p.mu.Unlock()
	return Next(Plan{Now: now, Health: h, State: s, Wish: wish, Jitter: j})
}

// Page fetches a web page with the same client, for fulltext.Extract. finalURL
// is where it came from after redirects; the error is a sentence.
func (p *Poller) Page(ctx context.Context, pageURL string) (body []byte, contentType, finalURL string, err error) {
	res, err := p.client.Get(ctx, fetch.Request{URL: pageURL, Accept: fetch.AcceptPage})
	if err != nil {
		return nil, "", "", err
	}
	return res.Body, res.ContentType, res.URL, nil
}

// Polled is what came of polling one feed.
type Polled struct {
	Feed      news.Feed // Title, SiteURL, … as the feed says them
	Health    news.Health
	State     news.FetchState
	Unchanged bool
	// URL is set when the feed has moved for good: keep this one.
	URL      string
	Articles []news.Article
	Warnings []string
}

// Candidate is a feed found on a page. Format is rss, atom or json.
type Candidate struct{ URL, Title, Format string }
