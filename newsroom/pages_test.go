package newsroom

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/store"
)

// webPage is a page with an article of n paragraphs and what stands around it.
func webPage(title string, n int, more string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title></head><body><nav><a href="/">Home</a> <a href="/all">All</a></nav><article><h1>%s</h1>`, title, title)
	for i := range n {
		fmt.Fprintf(&b, "<p>The people of the town, who had waited for years, walked over the bridge on day %d, and the mayor said that it would stand for a century or more.</p>", i+1)
	}
	return b.String() + more + `</article><footer>Imprint</footer></body></html>`
}

const teaser = "The people of the town walked over the bridge …"

func (d *desk) article(feed news.FeedID, at int) Reading {
	d.Helper()
	w, err := d.Headlines(d.Context(), View{Place: PlaceFeed, Feed: feed, Apart: true}, store.Page{Limit: 50})
	d.must(err)
	if at >= len(w.Rows) {
		d.Fatalf("%d articles", len(w.Rows))
	}
	a, err := d.Article(d.Context(), w.Rows[at].ID)
	d.must(err)
	return a
}

// The beginning of an article is there at once; the page follows in the
// background, once, and only while somebody has the newsroom open.
func TestTeasers(t *testing.T) {
	d := newDesk(t)
	id := d.follow(paper)[0]
	const bridge, wall, paid, dead, dead2, gone = "https://site.example/bridge", "https://site.example/wall", "https://site.example/paid", "https://dead.example/1", "https://dead.example/2", "https://site.example/gone"
	d.feed(bridge, webPage("The bridge opens", 6, ""))
	d.feed(wall, `<html><body><article><h1>Consent</h1>`+strings.Repeat("<p>We and our partners store cookies, measure audiences and personalise advertising.</p>", 9)+`</article></body></html>`)
	d.feed(paid, webPage("The bridge opens", 4, `<p>To continue reading, take a subscription.</p>`))
	d.on(dead, func(*http.Request) answer { return answer{status: 503} })
	d.on(dead2, func(*http.Request) answer { return answer{status: 503} })
	var entries []entry
	for i, link := range []string{bridge, wall, paid, gone, dead, dead2} {
		entries = append(entries, entry{title: "The bridge opens", guid: link, link: link, text: teaser, date: d.clock().Add(-time.Duration(i+1) * time.Hour).Format(time.RFC1123Z)})
	}
	d.feed(paper, feedOf(entries...))
	d.next(id)
	if a := d.article(id, 0).Article; !a.Truncated || !strings.HasPrefix(a.Text, "The people") || len(d.room.pages.queue) != 0 {
		t.Fatalf("before anything runs: %+v, %d pages wanted", a, len(d.room.pages.queue))
	}
	d.room.pages.start()
	for i := range entries {
		d.article(id, i) // opened: their pages are wanted
		d.article(id, i) // and not twice
	}
	if n := len(d.room.pages.queue); n != len(entries) {
		t.Fatalf("%d pages are wanted, want %d", n, len(entries))
	}
	for len(d.room.pages.queue) > 0 {
		d.room.nextPage(t.Context())
	}
	if a := d.article(id, 0); a.Article.Truncated || !strings.Contains(a.Article.Text, "day 6") || len(a.Digest.Summary) == 0 || a.Article.EditedFrom != "" {
		t.Errorf("the whole article: %+v", a)
	}
	if a := d.article(id, 1).Article; !a.Truncated || strings.Contains(a.Text, "cookies") {
		t.Errorf("behind a wall of consent: %+v", a)
	}
	if a := d.article(id, 2).Article; !a.Truncated || !strings.Contains(a.Text, "day 4") {
		t.Errorf("behind a wall of money: %+v", a)
	}
	if n := len(d.requests(dead)) + len(d.requests(dead2)); n != 1 {
		t.Errorf("a host that has no time was asked for %d pages", n)
	}
	// What comes with a poll is wanted by itself, and an unchanged feed does not
	// take the text away again.
	entries = append([]entry{{title: "The bridge opens again", guid: "new", link: bridge + "?2", text: teaser, date: d.clock().Format(time.RFC1123Z)}}, entries...)
	d.feed(bridge+"?2", webPage("The bridge opens again", 3, ""))
	d.feed(paper, feedOf(entries...))
	d.next(id)
	if len(d.room.pages.queue) != 1 {
		t.Fatalf("%d pages are wanted after a poll", len(d.room.pages.queue))
	}
	d.room.nextPage(t.Context())
	if a := d.article(id, 0).Article; a.Truncated || !strings.Contains(a.Text, "day 3") {
		t.Errorf("%+v", a)
	}
	if a := d.article(id, 1).Article; !strings.Contains(a.Text, "day 6") {
		t.Errorf("the next poll took the text away: %+v", a)
	}
	// An edit of the teaser does not either.
	entries[1].text = "Now, " + teaser
	d.feed(paper, feedOf(entries...))
	d.next(id)
	if a := d.article(id, 1).Article; !strings.Contains(a.Text, "day 6") || a.Truncated {
		t.Errorf("an edit took the text away: %+v", a)
	}
}

// What stands in several articles of a feed is left out of digests, unless the
// articles are versions of one, and unless a reader says that it belongs there.
func TestRecurring(t *testing.T) {
	d := newDesk(t)
	id := d.follow(paper)[0]
	const box = "You are reading a report of the bridge desk; our reporters walk so that you need not."
	report := func(n int) entry {
		return entry{title: fmt.Sprint("Report ", n), guid: fmt.Sprint(n), link: fmt.Sprintf("https://site.example/%d", n), date: d.clock().Add(time.Duration(n) * time.Second).Format(time.RFC1123Z),
			text: fmt.Sprintf("<![CDATA[<p>Report %d tells of engineer %d, who measured the river for %d days and found that it rises.</p><p>%s</p><p>Nobody had expected number %d to be the answer, said the mayor to those who had come.</p>]]>", n, n*7, n+2, box, n*13)}
	}
	recurring := func(at int) string {
		a := d.article(id, at)
		for _, b := range a.Digest.Boilerplate {
			if b.Why == "recurring" {
				return b.Of(a.Article.Text)
			}
		}
		return ""
	}
	d.feed(paper, feedOf(report(1), report(2)))
	d.next(id)
	if got := recurring(0); got != "" {
		t.Errorf("twice is by chance, but %q is left out", got)
	}
	d.feed(paper, feedOf(report(1), report(2), report(3)))
	d.next(id)
	d.restart()
	d.feed(paper, feedOf(report(2), report(3), report(4)))
	d.next(id)
	if got := recurring(0); got != box {
		t.Errorf("left out of the fourth is %q", got)
	}
	list, err := d.Recurring(t.Context(), id)
	d.must(err)
	if len(list) != 1 || list[0].Text != box || list[0].Articles != 4 {
		t.Fatalf("what recurs: %+v", list)
	}
	d.must(d.KeepRecurring(t.Context(), id, list[0].Key, true))
	d.feed(paper, feedOf(report(5)))
	d.next(id)
	if got := recurring(0); got != "" {
		t.Errorf("a reader keeps it, but %q is left out", got)
	}
	if err := d.KeepRecurring(t.Context(), id, "none", true); err == nil {
		t.Error("an unknown block can be kept")
	}
	// Five versions of one article are not boilerplate.
	other := d.follow("https://agency.example/feed")[0]
	for n := range 5 {
		e := entry{title: fmt.Sprint("Update ", n), guid: fmt.Sprint("u", n), text: "<![CDATA[" + strings.Repeat("<p>The river has risen over its banks near the old mill this morning.</p>", 1) +
			"<p>Some three hundred people were led to the school on the hill.</p><p>" + fmt.Sprintf("This is version %d of the report.", n) + "</p>]]>"}
		d.feed("https://agency.example/feed", feedOf(e))
		d.next(other)
	}
	if list, err = d.Recurring(t.Context(), other); err != nil || len(list) != 0 {
		t.Errorf("versions of one article recur: %+v, %v", list, err)
	}
}

func TestRecurringIsBounded(t *testing.T) {
	var known []Recurring
	for i := range 1000 {
		r := Recurring{Key: fmt.Sprint(i), Articles: 1}
		if i%5 == 0 {
			r.Articles = recurs
		}
		known = append(known, r)
	}
	known[5].Kept = true
	out := bounded(known)
	often := 0
	for _, r := range out {
		if r.Articles >= recurs {
			often++
		}
	}
	if len(out) > maxLearned || often < maxRecurring || often > maxRecurring+1 || out[len(out)-1].Key != "999" {
		t.Errorf("%d blocks, %d that recur, the last %+v", len(out), often, out[len(out)-1])
	}
}
