package newsroom

import (
	"net/http"
	"strings"
	"testing"

	"lede/store"
)

// The full text of an article is taken back like everything else, with what was
// found in it.
func TestUndoFullText(t *testing.T) {
	d := newDesk(t)
	d.knowing()
	page := `<html><head><title>The lock opens</title></head><body><article><h1>The lock opens</h1>` +
		strings.Repeat(`<p>Microsoft paid for a part of the new lock, said the engineer who has built it, and nobody in the town had expected that it would.</p>`, 6) + `</article></body></html>`
	d.press.feed("https://a.example/feed", feedOf(entry{title: "The lock opens", guid: "l", link: "https://a.example/lock", text: "A lock opens. Read more"}))
	d.press.on("https://a.example/lock", func(*http.Request) answer {
		return answer{body: strings.NewReader(page), header: map[string]string{"Content-Type": "text/html"}}
	})
	feed := d.follow("https://a.example/feed")[0]
	d.refresh(true)
	was := d.article(feed, 0)
	id := was.Article.ID
	d.must(d.FullText(t.Context(), id))
	if now := d.article(feed, 0); len(now.Article.Text) < 300 || d.companies(id) != "microsoft" {
		t.Fatalf("the full text is %q, about %s", now.Article.Text, d.companies(id))
	}
	d.knowing() // after a restart
	if kind := d.undo(); kind != store.Fill {
		t.Errorf("undone was %s", kind)
	}
	if now := d.article(feed, 0); now.Article.Text != was.Article.Text || d.companies(id) != "" || now.Article.Truncated != was.Article.Truncated {
		t.Errorf("undone, it is %q, about %s", now.Article.Text, d.companies(id))
	}
}

// How things are shown is undone, a number of steps of the same as one; what a
// guest likes is not remembered.
func TestUndoPreferences(t *testing.T) {
	d := newDesk(t)
	ctx := t.Context()
	d.must(d.SetRollUp(ctx, true))
	for _, n := range []string{"2", "3"} {
		d.must(d.Prefer(ctx, "reader.sentences", n))
	}
	d.restart()
	for _, want := range []string{" on", " "} {
		d.undo()
		sentences, err := d.Setting(ctx, "reader.sentences")
		d.must(err)
		rollUp, err := d.Setting(ctx, rollUpSetting)
		d.must(err)
		if got := sentences + " " + rollUp; got != want {
			t.Errorf("undone, the settings are %q, want %q", got, want)
		}
	}
	d.Can.Guest = true
	d.must(d.Prefer(ctx, "reader.sentences", "5"))
	if _, _, err := d.Undo(ctx); err == nil {
		t.Error("what a guest likes is remembered")
	}
}

// Several tags are one thing to undo.
func TestUndoTags(t *testing.T) {
	d := newDesk(t)
	d.press.feed("https://a.example/feed", feedOf(numbered(1)...))
	feed := d.follow("https://a.example/feed")[0]
	d.refresh(true)
	d.must(d.Tag(t.Context(), d.article(feed, 0).Article.ID, true, "one", "two"))
	if tags := d.article(feed, 0).State.Tags; len(tags) != 2 {
		t.Fatalf("the tags are %v", tags)
	}
	d.undo()
	if tags := d.article(feed, 0).State.Tags; len(tags) != 0 {
		t.Errorf("undone, the tags are %v", tags)
	}
}
