package main

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// publisher serves feeds over loopback: even ones in French, odd ones in
// English, every feed always the same.
type publisher struct {
	feeds, articles int
	at              string // http://127.0.0.1:PORT
	now             time.Time
	server          *http.Server
	unchanged       atomic.Int64 // answers of 304
	ready           [][]byte     // feeds made before they are asked for
}

func publish(feeds, articles int) (*publisher, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &publisher{feeds: feeds, articles: articles, at: "http://" + l.Addr().String(), now: time.Now().Truncate(time.Hour)}
	p.server = &http.Server{Handler: http.HandlerFunc(p.answer), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = p.server.Serve(l) }()
	return p, nil
}

func (p *publisher) answer(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/feed/"))
	if err != nil || n < 0 || n >= p.feeds {
		http.NotFound(w, r)
		return
	}
	tag := fmt.Sprintf(`"%d-%d"`, n, p.articles)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		p.unchanged.Add(1)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	if n < len(p.ready) {
		_, _ = w.Write(p.ready[n])
		return
	}
	_, _ = w.Write(p.feed(n))
}

// prepare makes the first feeds now: who publishes does it elsewhere, and not on
// the processors of who reads.
func (p *publisher) prepare(feeds int) {
	p.ready = nil
	for n := range feeds {
		p.ready = append(p.ready, p.feed(n))
	}
}

func (p *publisher) feed(n int) []byte {
	var b bytes.Buffer
	lang := tongues[n%len(tongues)]
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>%s %03d</title><link>%s/</link><language>%s</language>`, lang.outlet, n, p.at, lang.code)
	for i := range p.articles {
		p.item(&b, n, i)
	}
	b.WriteString("</channel></rss>")
	return b.Bytes()
}

// item writes an article of 3 to 6 KB: paragraphs, a heading, a link, a quote
// in one sentence of six.
func (p *publisher) item(b *bytes.Buffer, feed, n int) {
	w := &writer{tongue: tongues[feed%len(tongues)], r: rand.New(rand.NewPCG(uint64(feed), uint64(n)))}
	w.subject, w.rival = w.pick(firms), w.pick(firms)
	w.person = w.pick(w.first) + " " + w.pick(w.last)
	title := w.sentence(w.titles)
	h := fnv.New32a()
	_, _ = h.Write([]byte(title))
	fmt.Fprintf(b, "\n<item><title>%s</title><link>%s/%d/%d-%08x</link><guid isPermaLink=\"false\">%d/%d</guid><pubDate>%s</pubDate><description><![CDATA[",
		html.EscapeString(title), p.at, feed, n, h.Sum32(), feed, n, p.now.Add(-time.Duration(w.r.IntN(60*24*60))*time.Minute).Format(time.RFC1123Z))
	for size, least := b.Len(), 3000+w.r.IntN(3000); b.Len()-size < least; {
		switch w.r.IntN(12) {
		case 0:
			fmt.Fprintf(b, "<h2>%s</h2>\n", w.sentence(w.titles))
		case 1:
			fmt.Fprintf(b, "<p>%s <a href=\"%s/%s\">%s</a>.</p>\n", w.sentence(w.plain), p.at, w.pick(w.nouns), w.pick(w.nouns))
		default:
			b.WriteString("<p>")
			for range 2 + w.r.IntN(3) {
				from := w.plain
				if w.r.IntN(6) == 0 {
					from = w.said
				}
				b.WriteString(w.sentence(from))
				b.WriteByte(' ')
			}
			b.WriteString("</p>\n")
		}
	}
	b.WriteString("]]></description></item>")
}

// opml is the list of the first feeds, in folders of twenty.
func (p *publisher) opml(feeds int) string {
	var b strings.Builder
	b.WriteString(`<opml version="2.0"><body>`)
	for n := range feeds {
		if n%20 == 0 {
			if n > 0 {
				b.WriteString("</outline>")
			}
			fmt.Fprintf(&b, `<outline text="Folder %d">`, n/20)
		}
		fmt.Fprintf(&b, `<outline type="rss" text="Feed %d" xmlUrl="%s/feed/%d"/>`, n, p.at, n)
	}
	b.WriteString("</outline></body></opml>")
	return b.String()
}

// urls is the same list for newsboat.
func (p *publisher) urls() string {
	var b strings.Builder
	for n := range p.feeds {
		fmt.Fprintf(&b, "%s/feed/%d\n", p.at, n)
	}
	return b.String()
}
