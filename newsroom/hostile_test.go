package newsroom

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"lede/config"
	"lede/news"
	"lede/store"
)

// memoryBound is what everything together may hold, with what waits for the
// garbage collector, while the worst feeds of the world are fetched at once.
const memoryBound = 384 << 20

// repeating is a body that says the same n times, after what begins it; n below
// 0 is without end.
type repeating struct {
	begin, again string
	n            int
	peak         *atomic.Uint64
}

func (r *repeating) Read(b []byte) (int, error) {
	sampleMemory(r.peak)
	done := copy(b, r.begin)
	r.begin = r.begin[done:]
	for done < len(b) && r.n != 0 && len(r.begin) == 0 {
		n := copy(b[done:], r.again)
		if n < len(r.again) {
			r.begin = r.again[n:]
		}
		done += n
		r.n--
	}
	if done == 0 {
		return 0, io.EOF
	}
	return done, nil
}

func sampleMemory(peak *atomic.Uint64) {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	for now := s[0].Value.Uint64(); ; {
		was := peak.Load()
		if now <= was || peak.CompareAndSwap(was, now) {
			return
		}
	}
}

// dripping sends a beginning and then nothing until its reader goes away.
type dripping struct {
	begin io.Reader
	gone  <-chan struct{}
}

func (d dripping) Read(b []byte) (int, error) {
	if n, err := d.begin.Read(b); n > 0 || err != io.EOF {
		return n, err
	}
	<-d.gone
	return 0, http.ErrHandlerTimeout
}

func squeezed(t *testing.T, coding string, megabytes int) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriterLevel(&b, 1)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	}
	zeros := make([]byte, 1<<20)
	for range megabytes {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// case of a publisher: what it sends, and what must come of it: titles, newest
// first, or a part of the problem.
type misbehaviour struct {
	say           func(r *http.Request) answer
	want, problem string
	count         int
}

func misbehaviours(t *testing.T, peak *atomic.Uint64) map[string]misbehaviour {
	sends := func(body string) func(*http.Request) answer {
		return func(*http.Request) answer { return answer{body: strings.NewReader(body)} }
	}
	goes := func(to string) func(*http.Request) answer {
		return func(*http.Request) answer { return answer{status: 302, header: map[string]string{"Location": to}} }
	}
	bomb := func(coding string) func(*http.Request) answer {
		body := squeezed(t, coding, 256)
		return func(*http.Request) answer {
			return answer{header: map[string]string{"Content-Encoding": coding}, body: bytes.NewReader(body)}
		}
	}
	long := func(begin, again string, n int) func(*http.Request) answer {
		return func(*http.Request) answer { return answer{body: &repeating{begin, again, n, peak}} }
	}
	const head = `<rss version="2.0"><channel><title>T</title>`
	const item = `<item><title>x</title><guid>g</guid></item>`
	undated := []entry{{title: "a", guid: "1"}, {title: "b", guid: "2"}, {title: "c", guid: "3"}}
	many := make([]entry, 20_000)
	for i := range many {
		many[i] = entry{title: fmt.Sprint("t", i), guid: fmt.Sprint(i), text: "Some words."}
	}
	return map[string]misbehaviour{
		"page":       {say: sends(`<!doctype html><html><head><title>Hi</title></head><body>Hello</body></html>`), problem: "web page"},
		"empty":      {say: sends(""), problem: "nothing"},
		"truncated":  {say: sends(strings.TrimSuffix(feedOf(numbered(2)...), "</description></item></channel></rss>")), want: "Number 2"},
		"huge":       {say: long(head, item, 50<<20/len(item)), problem: "larger than 10 MB"},
		"endless":    {say: long(head, item, -1), problem: "larger than 10 MB"},
		"title":      {say: long(head+"<item><title>", "long ", 9<<20/5), want: ""},
		"elements":   {say: long(head+item+"<item>", "<a:b/>", 9<<20/6), want: "x"},
		"attributes": {say: long(head+item+"<item a=''", " b=''", 9<<20/5), want: "x"},
		"entries":    {say: long(head, "<item/>", 9<<20/7), count: 1},
		"deep":       {say: sends(head + "<item><title>deep</title><description><![CDATA[" + strings.Repeat("<div>", 100_000) + "words]]></description></item></channel></rss>"), want: "deep"},
		"laughs":     {say: sends(`<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>` + head + `<item><title>&b;</title></item></channel></rss>`), want: "&b;"},
		"external":   {say: sends(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + head + `<item><title>x &a;</title></item></channel></rss>`), want: "x &a;"},
		"gzip bomb":  {say: bomb("gzip"), problem: "larger than 10 MB"},
		"br bomb":    {say: bomb("br"), problem: "larger than 10 MB"},
		"zstd bomb":  {say: bomb("zstd"), problem: "larger than 10 MB"},
		"no gzip": {say: func(*http.Request) answer {
			return answer{header: map[string]string{"Content-Encoding": "gzip"}, body: strings.NewReader(feedOf(numbered(1)...))}
		}, want: "Number 1"},
		"odd coding": {say: func(*http.Request) answer {
			return answer{header: map[string]string{"Content-Encoding": "rot13"}, body: strings.NewReader("x")}
		}, problem: "compression"},
		"latin":     {say: sends(head + "<item><title>L\x92\xe9t\xe9 \x80</title></item></channel></rss>"), want: "L’été €"},
		"many":      {say: sends(feedOf(many...)), count: 20_000},
		"undated":   {say: sends(feedOf(undated...)), want: "a, b, c"},
		"same guid": {say: sends(feedOf(entry{title: "a", guid: "g", link: "/1"}, entry{title: "b", guid: "g", link: "/2"}, entry{title: "b", guid: "g", link: "/2"})), want: "a, b"},
		"no guid":   {say: sends(feedOf(entry{title: "a", text: "one"}, entry{title: "b", text: "two"})), want: "a, b"},
		"circle":    {say: goes("https://circle.example/feed"), problem: "circle"},
		"file":      {say: goes("file:///etc/passwd"), problem: "not followed"},
		"data":      {say: goes("data:text/xml,<rss/>"), problem: "not followed"},
		"gopher":    {say: goes("gopher://x.example/"), problem: "not followed"},
		"nowhere":   {say: goes(""), problem: "where to"},
		"chain":     {say: func(r *http.Request) answer { return goes("https://chain.example/feed?" + r.URL.RawQuery + "x")(r) }, problem: "more than 5"},
		"drip": {say: func(r *http.Request) answer {
			return answer{body: dripping{strings.NewReader(head), r.Context().Done()}}
		}, problem: "too slowly"},
		"drip gzip": {say: func(r *http.Request) answer {
			return answer{header: map[string]string{"Content-Encoding": "gzip"}, body: dripping{strings.NewReader("\x1f\x8b"), r.Context().Done()}}
		}, problem: "too slowly"},
		"terminal": {say: sends(head + "<item><title>\x1b]0;owned\x07\x1b[31mred\u009b1m \u202eleft &#27;]52;c;aGk=&#7;copy</title><link>javascript:alert(1)</link><description>&lt;a href=\"data:text/html,x\"&gt;\u009d8;;http://e\u009cx&lt;/a&gt;</description></item></channel></rss>"), want: "red left copy"},
		"money":    {say: func(*http.Request) answer { return answer{status: http.StatusPaymentRequired} }, problem: "subscribers"},
		"password": {say: func(*http.Request) answer { return answer{status: http.StatusUnauthorized} }, problem: "password"},
		"broken":   {say: func(*http.Request) answer { return answer{status: 500} }, problem: "500"},
		"nonsense": {say: func(*http.Request) answer { return answer{status: 299, body: strings.NewReader("\x00\xff\xfe")} }, problem: "."},
	}
}

// All that can be wrong with publishers, at once and beside a hundred healthy
// feeds: these all arrive, those are each told in a sentence, and memory stays
// within its bound.
func TestHostileWorld(t *testing.T) {
	var peak atomic.Uint64
	d := newDesk(t)
	d.set.Refresh.Total = config.Duration(12 * time.Second)
	d.set.Refresh.Concurrency = 16
	d.restart()
	bad := misbehaviours(t, &peak)
	ids := map[string]news.FeedID{}
	at := func(name string) string { return "https://" + strings.ReplaceAll(name, " ", "-") + ".example/feed" }
	for name, m := range bad {
		d.on(at(name), m.say)
		ids[name] = d.follow(at(name))[0]
	}
	for i := range 100 {
		url := fmt.Sprintf("https://healthy-%d.example/feed", i)
		d.feed(url, feedOf(numbered(3)...))
		ids[url] = d.follow(url)[0]
	}
	for i := range 12 { // the chain that never ends
		d.on(at("chain")+"?"+strings.Repeat("x", i), bad["chain"].say)
	}
	results := map[string]FeedResult{}
	_, err := d.RefreshNow(t.Context(), nil, true, func(r FeedResult) {
		sampleMemory(&peak)
		results[r.Feed.URL] = r
	})
	d.must(err)
	t.Logf("at most %d MB were in use", peak.Load()>>20)
	if peak.Load() > memoryBound {
		t.Errorf("%d MB were in use, more than %d", peak.Load()>>20, memoryBound>>20)
	}
	if d.crowd != "" {
		t.Errorf("%s was asked twice at once", d.crowd)
	}
	for i := range 100 {
		url := fmt.Sprintf("https://healthy-%d.example/feed", i)
		if r := results[url]; r.Failed() || r.New != 3 {
			t.Errorf("a healthy feed did not arrive: %+v", r)
		}
	}
	for name, m := range bad {
		h := d.get(ids[name]).Health
		switch {
		case m.problem != "":
			if h.State != news.FeedFailing || !strings.Contains(h.Problem, m.problem) || h.Advice == "" || h.NextPoll.IsZero() {
				t.Errorf("%s: want %q, have %+v", name, m.problem, h)
			}
		case h.State != news.FeedOK:
			t.Errorf("%s: %+v", name, h)
		case m.count > 0:
			if n, err := d.Count(t.Context(), View{Place: PlaceFeed, Feed: ids[name], Apart: true}); err != nil || n != m.count {
				t.Errorf("%s: %d articles, want %d, %v", name, n, m.count, err)
			}
		default:
			if got := d.titles(ids[name]); got != m.want {
				t.Errorf("%s: %q, want %q", name, got, m.want)
			}
		}
		for _, r := range h.Problem + h.Advice {
			if unicode.IsControl(r) {
				t.Errorf("%s: %U in a sentence for people", name, r)
			}
		}
	}
}

// A feed that names another feed's articles by GUID, address and words does
// not get hold of them.
func TestNobodyElsesArticles(t *testing.T) {
	d := newDesk(t)
	const thief = "https://thief.example/feed"
	ids := d.follow(paper, thief)
	real := numbered(2)
	d.feed(paper, feedOf(real...))
	d.refresh(true)
	stolen := real[0]
	stolen.text = "Buy this instead."
	d.feed(thief, feedOf(stolen, real[1]))
	d.later(time.Hour)
	d.refresh(true)
	w, err := d.Headlines(t.Context(), View{Place: PlaceFeed, Feed: ids[0], Apart: true}, store.Page{Limit: 9})
	d.must(err)
	for _, h := range w.Rows {
		a, err := d.Article(t.Context(), h.ID)
		d.must(err)
		if h.FeedID != ids[0] || strings.Contains(a.Article.Text, "Buy") {
			t.Errorf("%+v", a.Article)
		}
	}
	if len(w.Rows) != 2 || d.titles(ids[1]) != "Number 2, Number 1" {
		t.Errorf("%d articles of the paper, those of the thief: %s", len(w.Rows), d.titles(ids[1]))
	}
}
