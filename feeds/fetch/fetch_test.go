package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func compress(t testing.TB, coding string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func problem(t *testing.T, err error) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v, want an *Error", err)
	}
	if e.Problem == "" || !strings.HasSuffix(e.Problem, ".") || e.Advice == "" {
		t.Errorf("no sentences: %q, %q", e.Problem, e.Advice)
	}
	return e
}

func TestConditional(t *testing.T) {
	const etag, modified = `W/"odd, but ""verbatim"`, "Tue, 5 Mar 2024 8:00:00 GMT"
	var got http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		w.Header().Set("Cache-Control", "public, max-age=1200")
		if r.Header.Get("If-None-Match") == etag && r.Header.Get("If-Modified-Since") == modified {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "body")
	})
	c := New(Options{UserAgent: "lede/1 (+https://example.org)"})
	res, err := c.Get(context.Background(), Request{URL: s.URL})
	if err != nil || string(res.Body) != "body" || res.ETag != etag || res.LastModified != modified || res.MaxAge != 20*time.Minute {
		t.Fatalf("%+v, %v", res, err)
	}
	if got.Get("If-None-Match") != "" || got.Get("User-Agent") != "lede/1 (+https://example.org)" || got.Get("Accept") != AcceptFeed {
		t.Errorf("headers %v", got)
	}
	res, err = c.Get(context.Background(), Request{URL: s.URL, ETag: res.ETag, LastModified: res.LastModified})
	if err != nil || !res.NotModified {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestCodings(t *testing.T) {
	body := []byte(strings.Repeat("news ", 5000))
	for _, coding := range []string{"gzip", "br", "zstd"} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.Header.Get("Accept-Encoding"), coding) {
				t.Errorf("%s is not asked for", coding)
			}
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(compress(t, coding, body))
		})
		res, err := New(Options{}).Get(context.Background(), Request{URL: s.URL})
		if err != nil || !bytes.Equal(res.Body, body) {
			t.Errorf("%s: %d bytes, %v", coding, len(res.Body), err)
		}
		// Small on the wire, 64 MB when unpacked.
		bomb := compress(t, coding, make([]byte, 64<<20))
		s = serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(bomb)
		})
		_, err = New(Options{MaxBody: 1 << 20}).Get(context.Background(), Request{URL: s.URL})
		if e := problem(t, err); e.Kind != KindTooLarge {
			t.Errorf("%s bomb: %v", coding, err)
		}
	}
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(compress(t, "gzip", body)) })
	if res, err := New(Options{}).Get(context.Background(), Request{URL: s.URL}); err != nil || !bytes.Equal(res.Body, body) {
		t.Errorf("a file that is compressed and does not say so: %v", err)
	}
}

func TestLargeAndTruncated(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/endless":
			chunk := make([]byte, 64<<10)
			for {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		case "/cut":
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("beginning"))
		}
	})
	_, err := New(Options{}).Get(context.Background(), Request{URL: s.URL + "/endless"})
	if e := problem(t, err); e.Kind != KindTooLarge || !strings.Contains(e.Problem, "10 MB") {
		t.Errorf("%v", err)
	}
	res, err := New(Options{}).Get(context.Background(), Request{URL: s.URL + "/cut"})
	if err != nil || !res.Truncated || string(res.Body) != "beginning" {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestRedirects(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		to := func(where string, code int) {
			w.Header().Set("Location", where)
			w.WriteHeader(code)
		}
		switch r.URL.Path {
		case "/moved":
			to("/moved2", 301)
		case "/moved2":
			to("/feed#top", 308)
		case "/found":
			to("/feed", 302)
		case "/both":
			to("/found", 301)
		case "/later":
			to("/moved", 307)
		case "/circle":
			to("/circle2", 302)
		case "/circle2":
			to("/circle", 302)
		case "/file":
			to("file:///etc/passwd", 302)
		case "/js":
			to("javascript:alert(1)", 302)
		case "/nowhere":
			w.WriteHeader(302)
		case "/feed":
			fmt.Fprint(w, "feed")
		default:
			to("/chain"+r.URL.Path, 302)
		}
	})
	for path, moved := range map[string]string{"/moved": "/feed", "/found": "", "/both": "/found", "/later": "", "/feed": ""} {
		res, err := New(Options{}).Get(context.Background(), Request{URL: s.URL + path})
		want := ""
		if moved != "" {
			want = s.URL + moved
		}
		if err != nil || string(res.Body) != "feed" || res.Moved != want || res.URL != s.URL+"/feed" {
			t.Errorf("%s: moved %q, want %q; at %q, %v", path, res.Moved, want, res.URL, err)
		}
	}
	for path, kind := range map[string]Kind{"/circle": KindRedirect, "/file": KindScheme, "/js": KindScheme, "/nowhere": KindRedirect, "/x": KindRedirect} {
		_, err := New(Options{}).Get(context.Background(), Request{URL: s.URL + path})
		if e := problem(t, err); e.Kind != kind {
			t.Errorf("%s: %s %v", path, e.Kind, err)
		}
	}
}

func TestStatuses(t *testing.T) {
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var code int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &code); err != nil {
			t.Error(err)
		}
		w.Header().Set("Retry-After", r.URL.Query().Get("after"))
		w.WriteHeader(code)
	})
	c := New(Options{Clock: func() time.Time { return now }})
	for path, retry := range map[string]time.Time{
		"/401": {}, "/403": {}, "/404": {}, "/410": {}, "/418": {}, "/500": {}, "/502": {},
		"/429?after=90": now.Add(90 * time.Second),
		"/503?after=Wed,+01+May+2024+13:00:00+GMT": now.Add(time.Hour),
		"/503?after=Wed,+01+May+2023+13:00:00+GMT": {},
		"/429?after=-5":           {},
		"/429?after=999999999999": now.Add(maxRetryAfter),
	} {
		_, err := c.Get(context.Background(), Request{URL: s.URL + path})
		e := problem(t, err)
		if fmt.Sprintf("/%d", e.Status) != path[:4] || !e.RetryAfter.Equal(retry) {
			t.Errorf("%s: status %d, retry after %v, want %v", path, e.Status, e.RetryAfter, retry)
		}
	}
}

func TestFailuresInPlainWords(t *testing.T) {
	hang := make(chan struct{})
	slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			fmt.Fprint(w, "a")
			w.(http.Flusher).Flush()
		}
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	})
	defer close(hang)
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	short := Options{FirstByte: 30 * time.Millisecond, Total: 60 * time.Millisecond}
	for name, c := range map[string]struct {
		url  string
		o    Options
		kind Kind
	}{
		"no host":       {"http://does-not-exist.invalid/", Options{}, KindDNS},
		"refused":       {closed.URL, Options{}, KindRefused},
		"first byte":    {slow.URL, short, KindTimeout},
		"slow body":     {slow.URL + "/body", short, KindTimeout},
		"certificate":   {secure.URL, Options{}, KindTLS},
		"no TLS":        {"https" + strings.TrimPrefix(slow.URL, "http"), Options{}, KindTLS},
		"file":          {"file:///etc/passwd", Options{}, KindScheme},
		"lede":          {"lede:other", Options{}, KindScheme},
		"no address":    {"http://", Options{}, KindURL},
		"loopback":      {slow.URL, Options{PublicOnly: true}, KindPrivate},
		"loopback name": {strings.Replace(slow.URL, "127.0.0.1", "localhost", 1), Options{PublicOnly: true}, KindPrivate},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := New(c.o).Get(context.Background(), Request{URL: c.url})
			if e := problem(t, err); e.Kind != c.kind && !(c.kind == KindDNS && e.Kind == KindTimeout) {
				t.Errorf("kind %q: %v (%v)", e.Kind, e, e.Err)
			}
		})
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := New(Options{}).Get(ctx, Request{URL: slow.URL})
	if e := problem(t, err); e.Kind != KindCancelled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestAllowed(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") })
	c := New(Options{PublicOnly: true, Allowed: []string{strings.TrimPrefix(s.URL, "http://")}})
	if _, err := c.Get(context.Background(), Request{URL: s.URL}); err != nil {
		t.Error(err)
	}
}

func TestPublic(t *testing.T) {
	for a, want := range map[string]bool{
		"93.184.216.34": true, "2606:4700::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.0.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "::1": false, "fe80::1": false, "fd00::1": false, "::": false,
		"::ffff:127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "198.18.0.1": false,
	} {
		if got := public(netip.MustParseAddr(a)); got != want {
			t.Errorf("public(%s) = %v", a, got)
		}
	}
}

// One host has one request at a time, whatever is asked at once.
func TestOneAtATime(t *testing.T) {
	var now, most atomic.Int32
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		fmt.Fprint(w, "x")
		now.Add(-1)
	})
	c := New(Options{})
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if _, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/%d", s.URL, i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 {
		t.Errorf("%d requests at once", most.Load())
	}
	if len(c.hosts.gates) != 0 {
		t.Errorf("%d hosts are remembered for nothing", len(c.hosts.gates))
	}
}

func TestBuiltin(t *testing.T) {
	c := New(Options{Builtin: map[string][]byte{"lede:tour": []byte("tour")}})
	res, err := c.Get(context.Background(), Request{URL: "lede:tour"})
	if err != nil || string(res.Body) != "tour" {
		t.Fatalf("%+v %v", res, err)
	}
	if res, err = c.Get(context.Background(), Request{URL: "lede:tour", ETag: res.ETag}); err != nil || !res.NotModified {
		t.Errorf("%+v %v", res, err)
	}
}

func TestSecretsStaySecret(t *testing.T) {
	var auth string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, auth, _ = r.BasicAuth()
		w.WriteHeader(401)
	})
	_, err := New(Options{}).Get(context.Background(), Request{URL: strings.Replace(s.URL, "http://", "http://me:s3cret@", 1)})
	if e := problem(t, err); auth != "s3cret" || strings.Contains(e.Problem+e.Advice, "s3cret") {
		t.Errorf("auth %q, %v", auth, e)
	}
}

func TestHeaderFlood(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		for i := range 2000 {
			w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 1000))
		}
		fmt.Fprint(w, "body")
	})
	_, err := New(Options{}).Get(context.Background(), Request{URL: s.URL})
	if e := problem(t, err); !strings.Contains(e.Problem, "too many headers") {
		t.Errorf("%v (%v)", e, e.Err)
	}
}

// An allowed host does not open the way to others of the private network.
func TestRedirectToPrivate(t *testing.T) {
	secret := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a private host was asked") })
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, secret.URL+"/feed", http.StatusFound)
	})
	c := New(Options{PublicOnly: true, Allowed: []string{strings.TrimPrefix(s.URL, "http://")}})
	_, err := c.Get(context.Background(), Request{URL: s.URL})
	if e := problem(t, err); e.Kind != KindPrivate {
		t.Errorf("%s: %v", e.Kind, err)
	}
}

// A host that has too many requests before this one is left alone.
func TestBusyHost(t *testing.T) {
	asked, done := make(chan struct{}), make(chan struct{})
	s := serve(t, func(http.ResponseWriter, *http.Request) { close(asked); <-done })
	c := New(Options{})
	c.hosts.turn = 0
	var first sync.WaitGroup
	first.Go(func() { _, _ = c.Get(context.Background(), Request{URL: s.URL}) })
	<-asked
	_, err := c.Get(context.Background(), Request{URL: s.URL})
	close(done)
	first.Wait()
	if e := problem(t, err); e.Kind != KindBusy {
		t.Errorf("%s: %v", e.Kind, err)
	}
}

// A body that hardly comes is given up long before the time for the whole is
// over; one that comes steadily is not.
func TestSteady(t *testing.T) {
	gaveUp := make(chan struct{})
	body, writer := io.Pipe()
	s := newSteady(body, time.Millisecond, func() { close(gaveUp) })
	go func() { _, _ = writer.Write([]byte("a")) }()
	_, _ = s.Read(make([]byte, 1))
	<-gaveUp
	s = newSteady(io.NopCloser(bytes.NewReader(make([]byte, 1<<20))), time.Hour, func() { t.Error("given up") })
	if n, err := io.Copy(io.Discard, s); n != 1<<20 || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	s.stop()
}

// Only so many large bodies are read at once; small ones do not wait for them.
func TestLargeBodies(t *testing.T) {
	large := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2*largeBody)) })
	small := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "small") })
	c := New(Options{})
	for range maxLarge {
		c.large <- struct{}{}
	}
	ctx, cancel := context.WithCancel(context.Background())
	var waits sync.WaitGroup
	waits.Go(func() {
		if _, err := c.Get(ctx, Request{URL: large.URL}); err == nil {
			t.Error("a large body was read beside all that may be")
		}
	})
	if res, err := c.Get(context.Background(), Request{URL: small.URL}); err != nil || string(res.Body) != "small" {
		t.Errorf("a small body: %v", err)
	}
	cancel()
	waits.Wait()
	<-c.large
	if res, err := c.Get(context.Background(), Request{URL: large.URL}); err != nil || len(res.Body) != 2*largeBody || len(c.large) != maxLarge-1 {
		t.Errorf("%d bytes, %v, %d places taken", len(res.Body), err, len(c.large))
	}
}

func TestMaxAge(t *testing.T) {
	const date = "Wed, 01 May 2024 12:00:00 GMT"
	for name, c := range map[string]struct {
		header map[string]string
		want   time.Duration
	}{
		"max-age":         {map[string]string{"Cache-Control": "public, Max-Age=600"}, 10 * time.Minute},
		"quoted":          {map[string]string{"Cache-Control": `max-age="600"`}, 10 * time.Minute},
		"before expires":  {map[string]string{"Cache-Control": "max-age=600", "Date": date, "Expires": "Wed, 01 May 2024 13:00:00 GMT"}, 10 * time.Minute},
		"no-cache":        {map[string]string{"Cache-Control": "no-cache", "Date": date, "Expires": "Wed, 01 May 2024 13:00:00 GMT"}, 0},
		"expires":         {map[string]string{"Date": date, "Expires": "Wed, 01 May 2024 13:00:00 GMT"}, time.Hour},
		"expired":         {map[string]string{"Date": date, "Expires": "Wed, 01 May 2024 11:00:00 GMT"}, 0},
		"expires at zero": {map[string]string{"Date": date, "Expires": "0"}, 0},
		"negative":        {map[string]string{"Cache-Control": "max-age=-1"}, 0},
		"nonsense":        {map[string]string{"Cache-Control": "max-age=soon"}, 0},
		"nothing":         {nil, 0},
	} {
		h := http.Header{}
		for k, v := range c.header {
			h.Set(k, v)
		}
		if got := maxAge(h); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Proxies are those of the environment, except where addresses must be
// checked: what a proxy resolves could not be.
func TestProxies(t *testing.T) {
	if transport(Options{}).(*http.Transport).Proxy == nil {
		t.Error("the proxy of the environment is not used")
	}
	if transport(Options{PublicOnly: true}).(*http.Transport).Proxy != nil {
		t.Error("a proxy is used where addresses must be public")
	}
	if !transport(Options{}).(*http.Transport).ForceAttemptHTTP2 {
		t.Error("HTTP/2 is not tried")
	}
}
