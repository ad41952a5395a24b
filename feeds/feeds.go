// Package feeds brings the news in: it polls politely, repairs what arrives,
// cleans it and hands over articles. One poll is the pipeline
//
//	fetch → parse → clean → identify
//
// with one function for each step; saving and digesting is the newsroom's.
package feeds

import (
	"context"
	"net/http"
	"time"

	"lede/feeds/fetch"
	"lede/news"
)

// Options for a poller; zero values are sensible.
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
}

// Poller polls feeds.
type Poller struct{ client *fetch.Client }

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

// Candidate is a feed found on a page.
type Candidate struct{ URL, Title, Format string }

// NewPoller makes a poller.
func NewPoller(o PollerOptions) *Poller { return &Poller{} }

// Poll polls one feed. It never panics and never blocks past its limits.
func (p *Poller) Poll(ctx context.Context, feed news.Feed, state news.FetchState) Polled {
	return Polled{Feed: feed, State: state}
}

// Discover finds the feeds of a page; a feed URL itself gives one.
func (p *Poller) Discover(ctx context.Context, rawURL string) ([]Candidate, error) { return nil, nil }

// Page fetches a web page for fulltext.Extract, with the same client.
func (p *Poller) Page(ctx context.Context, pageURL string) (body []byte, contentType, finalURL string, err error) {
	return nil, "", "", nil
}

// Articles makes articles of a document's entries.
func Articles(doc news.Document, feed news.Feed, now time.Time) []news.Article { return nil }
