// Package fetch is the polite HTTP client: one request at a time to a host,
// conditional requests, compressed bodies within bounds, no more redirects and
// no more seconds than agreed, an honest name. Its errors are sentences for
// people.
package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Defaults of Options.
const (
	DefaultMaxBody   = 10 << 20
	DefaultFirstByte = 20 * time.Second
	DefaultTotal     = 60 * time.Second
	MaxRedirects     = 5
	maxHeaderBytes   = 256 << 10
)

// Options of a client; zero values mean the defaults.
type Options struct {
	// UserAgent is sent as it is.
	UserAgent string
	// Transport replaces the network; PublicOnly then does nothing.
	Transport http.RoundTripper
	Clock     func() time.Time
	// HostGap is the least time between two requests to one host.
	HostGap time.Duration
	// PublicOnly refuses addresses that are not on the public internet, after
	// resolution, so that a name cannot point there either. Proxies are not
	// used then: what they resolve could not be checked.
	PublicOnly bool
	// Allowed are exempt from PublicOnly: "host" or "host:port".
	Allowed []string
	// MaxBody is the largest body in bytes after decompression.
	MaxBody int64
	// FirstByte bounds the wait for the headers of one response, Total the
	// whole with redirects and body; waiting for the host's turn is not counted.
	FirstByte, Total time.Duration
	// Builtin are bodies by URL that are served without the network.
	Builtin map[string][]byte
	// Headers are sent with requests for a URL, by URL and name; they do not
	// follow a redirect to another host. They may be secrets.
	Headers map[string]map[string]string
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	http  *http.Client
	o     Options
	hosts *hosts
	large chan struct{} // a place for each large body that may be read at once
}

// maxLarge bounds the large bodies in memory, however many hosts send them.
const maxLarge = 4

// New makes a client.
func New(o Options) *Client {
	if o.UserAgent == "" {
		o.UserAgent = "lede"
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.MaxBody <= 0 {
		o.MaxBody = DefaultMaxBody
	}
	if o.FirstByte <= 0 {
		o.FirstByte = DefaultFirstByte
	}
	if o.Total <= 0 {
		o.Total = DefaultTotal
	}
	rt := o.Transport
	if rt == nil {
		rt = transport(o)
	}
	return &Client{
		o:     o,
		hosts: newHosts(o.HostGap, o.Clock),
		large: make(chan struct{}, maxLarge),
		http: &http.Client{
			Transport:     rt,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// Request is what to fetch.
type Request struct {
	URL string
	// ETag and LastModified make the request conditional; they are sent as
	// they came, both when both are known.
	ETag, LastModified string
	// Accept is what is wanted, feeds when empty.
	Accept string
}

// Accept headers.
const (
	AcceptFeed = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	AcceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
	// AcceptAny is for an address that may be of a page or of a feed.
	AcceptAny = "text/html;q=0.9, " + AcceptFeed
)

// Response is what came.
type Response struct {
	// URL is where the body came from, after redirects.
	URL string
	// Moved is where an unbroken chain of permanent redirects led, "" for none.
	Moved        string
	Status       int
	NotModified  bool
	Body         []byte
	Truncated    bool // the connection ended before the body did
	ContentType  string
	ETag         string
	LastModified string
	MaxAge       time.Duration // of Cache-Control or Expires, 0 unknown
}

// Get fetches one URL. Every error is an *Error.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	res, err := c.get(ctx, r)
	return res, named(err, r.Accept)
}

func (c *Client) get(ctx context.Context, r Request) (Response, error) {
	if body, ok := c.o.Builtin[r.URL]; ok {
		return builtin(r, body), nil
	}
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" && (u.Scheme == "http" || u.Scheme == "https") {
		return Response{}, &Error{Kind: KindURL, Problem: "The address is not a web address.", Advice: "Check how it is written; it begins with https://."}
	}
	res := Response{}
	spent := time.Duration(0)
	seen := map[string]bool{}
	permanent := true
	for hop := 0; ; hop++ {
		u.Fragment = ""
		if u.Scheme != "http" && u.Scheme != "https" {
			return res, refusedScheme(u, hop)
		}
		if seen[u.String()] {
			return res, &Error{Kind: KindRedirect, Problem: "The server redirects in a circle.", Advice: "Open the site in a browser and look for another feed address."}
		}
		seen[u.String()] = true
		if hop > MaxRedirects {
			return res, &Error{Kind: KindRedirect, Problem: fmt.Sprintf("The server redirects more than %d times.", MaxRedirects), Advice: "Open the site in a browser and look for another feed address."}
		}
		next, took, err := c.hop(ctx, u, r, &res, c.o.Total-spent)
		spent += took
		if err != nil {
			return res, err
		}
		if next == nil {
			return res, nil
		}
		permanent = permanent && (res.Status == http.StatusMovedPermanently || res.Status == http.StatusPermanentRedirect)
		if permanent {
			moved := *next
			moved.Fragment = ""
			res.Moved = moved.String()
		}
		u = next
	}
}

var (
	errFirstByte = errors.New("no answer in time")
	errTotal     = errors.New("not complete in time")
)

// hop makes one request. next is where it redirects to, nil when res is done.
func (c *Client) hop(ctx context.Context, u *url.URL, r Request, res *Response, left time.Duration) (next *url.URL, took time.Duration, err error) {
	if left <= 0 {
		return nil, 0, explain(errTotal, u)
	}
	release, err := c.hosts.acquire(ctx, u.Host)
	if err != nil {
		return nil, 0, explain(err, u)
	}
	defer release()
	began := c.o.Clock()
	defer func() { took = c.o.Clock().Sub(began) }()
	ctx, cancelTotal := context.WithTimeoutCause(ctx, left, errTotal)
	defer cancelTotal()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(c.o.FirstByte, func() { cancel(errFirstByte) })
	defer timer.Stop()

	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, 0, explain(err, u)
	}
	c.headers(req, r)
	resp, err := c.http.Do(req)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil && ctx.Err() != nil {
			err = cause
		}
		return nil, 0, explain(err, u)
	}
	timer.Stop()
	steady := newSteady(resp.Body, min(c.o.Total, stallWindow), func() { cancel(errTotal) })
	resp.Body = steady
	defer func() {
		defer steady.stop()
		// A short rest is read so that the connection can be used again.
		_, _ = io.CopyN(io.Discard, resp.Body, 4096)
		_ = resp.Body.Close()
	}()
	res.Status = resp.StatusCode
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		next, err = location(u, resp)
		return next, 0, err
	}
	return nil, 0, c.finish(ctx, u, resp, res)
}

func (c *Client) headers(req *http.Request, r Request) {
	h := req.Header
	h.Set("User-Agent", c.o.UserAgent)
	h.Set("Accept-Encoding", "gzip, br, zstd")
	if r.Accept == "" {
		r.Accept = AcceptFeed
	}
	h.Set("Accept", r.Accept)
	if own := c.o.Headers[r.URL]; own != nil && sameHost(r.URL, req.URL) {
		for name, value := range own {
			if name = http.CanonicalHeaderKey(name); !ours[name] && validHeader(value) {
				h.Set(name, value)
			}
		}
	}
	// Validators go to wherever a redirect leads: they are the feed's.
	if validHeader(r.ETag) {
		h.Set("If-None-Match", r.ETag)
	}
	if validHeader(r.LastModified) {
		h.Set("If-Modified-Since", r.LastModified)
	}
}

// ours are headers that are the client's to set.
var ours = map[string]bool{
	"Accept-Encoding": true, "If-None-Match": true, "If-Modified-Since": true, "Host": true, "Content-Length": true,
	"Connection": true, "Transfer-Encoding": true, "Range": true, "Te": true, "Upgrade": true,
}

// sameHost reports whether u is on the host of raw, and as safe.
func sameHost(raw string, u *url.URL) bool {
	from, err := url.Parse(raw)
	return err == nil && strings.EqualFold(from.Host, u.Host) && from.Scheme == u.Scheme
}

// validHeader reports whether a value may be sent back.
func validHeader(v string) bool {
	return v != "" && len(v) <= 4096 && strings.IndexFunc(v, func(r rune) bool { return r < 0x20 || r == 0x7F }) < 0
}

// location resolves a redirect; a secure feed may move to an insecure address,
// but never to anything that is not the web.
func location(u *url.URL, resp *http.Response) (*url.URL, error) {
	loc := resp.Header.Get("Location")
	next, err := u.Parse(strings.TrimSpace(loc))
	if err != nil || loc == "" {
		return nil, &Error{Kind: KindRedirect, Status: resp.StatusCode, Problem: "The server redirects, but does not say where to.", Advice: "Try again later, or look for another feed address."}
	}
	next.User = nil
	if next.Host == u.Host && next.Scheme == u.Scheme {
		next.User = u.User
	}
	return next, nil
}

// finish takes what is no redirect.
func (c *Client) finish(ctx context.Context, u *url.URL, resp *http.Response, res *Response) error {
	h := resp.Header
	clean := *u
	clean.User = nil
	res.URL = clean.String()
	res.ETag, res.LastModified = h.Get("Etag"), h.Get("Last-Modified")
	res.ContentType = h.Get("Content-Type")
	res.MaxAge = maxAge(h)
	switch {
	case resp.StatusCode == http.StatusNotModified:
		res.NotModified = true
		return nil
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		err := c.status(u, resp)
		var e *Error
		if errors.As(err, &e) && e.Status == http.StatusTooManyRequests && !e.RetryAfter.IsZero() {
			c.hosts.rest(u.Host, e.RetryAfter)
		}
		return err
	}
	if resp.ContentLength > c.o.MaxBody && h.Get("Content-Encoding") == "" {
		return tooLarge(c.o.MaxBody)
	}
	release := func() {}
	defer func() { release() }()
	body, err := readBody(resp.Body, h.Get("Content-Encoding"), c.o.MaxBody, func() error {
		select {
		case c.large <- struct{}{}:
			release = func() { <-c.large }
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	switch {
	case err == nil:
	case errors.Is(err, errTooLarge):
		return tooLarge(c.o.MaxBody)
	case errors.Is(err, io.ErrUnexpectedEOF) && len(body) > 0 && ctx.Err() == nil:
		res.Truncated = true
	default:
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return explain(err, u)
	}
	res.Body = body
	return nil
}

// builtin serves a body that is part of the program, conditionally too.
func builtin(r Request, body []byte) Response {
	sum := sha256.Sum256(body)
	etag := `"` + hex.EncodeToString(sum[:8]) + `"`
	if r.ETag == etag {
		return Response{URL: r.URL, Status: http.StatusNotModified, NotModified: true, ETag: etag}
	}
	return Response{URL: r.URL, Status: http.StatusOK, Body: body, ETag: etag}
}
