package opml

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/news"
)

func TestRoundTrip(t *testing.T) {
	feeds := []news.Feed{
		{URL: "https://a.example/feed?x=1&y=2", Title: `Les "Échos" & <co>`, SiteURL: "https://a.example/", Description: "D", Language: "fr"},
		{URL: "https://b.example/feed", Title: "B", Folders: []string{"Tech"}},
		{URL: "https://c.example/feed", Title: "C", Folders: []string{"Tech/IA & plus", "Économie"}},
		{URL: "https://d.example/feed", Folders: []string{"Économie"}, Settings: news.FeedSettings{
			Interval: 90 * time.Minute, FullText: true, Hidden: true, Mute: []string{"company:x", "crypto OR nft"}}},
	}
	var b bytes.Buffer
	if err := Write(&b, feeds); err != nil {
		t.Fatal(err)
	}
	got, warnings, err := Read(bytes.NewReader(b.Bytes()))
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	if !reflect.DeepEqual(got, feeds) {
		t.Errorf("got\n%+v\nwant\n%+v\nfrom\n%s", got, feeds, b.String())
	}
	var again bytes.Buffer
	if err := Write(&again, got); err != nil || again.String() != b.String() {
		t.Errorf("the second file differs:\n%s\n%s", b.String(), again.String())
	}
}

func TestWriteKeepsSecrets(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, []news.Feed{{URL: "https://me:s3cret@a.example/feed"}, {URL: "lede:tour", Title: "Tour"}}); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Contains(s, "s3cret") || strings.Contains(s, "lede:tour") || !strings.Contains(s, "https://a.example/feed") {
		t.Error(s)
	}
}

func TestReadWild(t *testing.T) {
	for name, c := range map[string]struct {
		in       string
		want     []news.Feed
		warnings int
	}{
		"version 1": {`<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><body><outline text="` + "\xc9" + `co"><outline text="A" xmlUrl="http://a.example/"/></outline></body></opml>`,
			[]news.Feed{{URL: "http://a.example/", Title: "A", Folders: []string{"Éco"}}}, 0},
		"title before text": {`<opml><body><outline type="rss" title="T" text="x" xmlurl="http://a.example/?a=1&b=2"></outline></body></opml>`,
			[]news.Feed{{URL: "http://a.example/?a=1&b=2", Title: "T"}}, 0},
		"url for xmlUrl": {`<opml><body><outline type="rss" text="T" url="http://a.example/"/></body></opml>`, []news.Feed{{URL: "http://a.example/", Title: "T"}}, 0},
		"twice": {`<opml><body><outline text="F"><outline text="A" xmlUrl="http://a.example/"/></outline><outline text="G"><outline text="A" xmlUrl="http://a.example/"/></outline></body></opml>`,
			[]news.Feed{{URL: "http://a.example/", Title: "A", Folders: []string{"F", "G"}}}, 0},
		"refused": {`<opml><body><outline text="x" xmlUrl="file:///etc/passwd"/><outline text="y" xmlUrl="javascript:1"/><outline text="l" type="link" url="http://x.example"/><outline text="ok" xmlUrl="feed://a.example/"/></body></opml>`,
			[]news.Feed{{URL: "https://a.example/", Title: "ok"}}, 3},
		"cut off": {`<opml><body><outline text="F"><outline text="A" xmlUrl="http://a.example/"/><outline text="B" xmlU`, []news.Feed{{URL: "http://a.example/", Title: "A", Folders: []string{"F"}}}, 1},
		"escapes": {"<opml><body><outline text=\"\x1b[31mA\u202e\" xmlUrl=\"http://a.example/\"/></body></opml>", []news.Feed{{URL: "http://a.example/", Title: "A"}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got, warnings, err := Read(strings.NewReader(c.in))
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, %v, want %+v", got, err, c.want)
			}
			if len(warnings) != c.warnings {
				t.Errorf("%d warnings: %q", len(warnings), warnings)
			}
		})
	}
	for _, bad := range []string{"", "hello", "<html></html>", "<rss/>"} {
		if _, _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read as OPML", bad)
		}
	}
}

func TestReadNewsboat(t *testing.T) {
	got, warnings, err := ReadNewsboat(strings.NewReader(`# my feeds
https://a.example/feed tech "deep news" "~The \"A\" feed" # a comment
http://b.example/feed?x=#y "!hidden"

"query:Unread:unread = \"yes\""
exec:~/bin/feed.sh
"filter:~/bin/f:https://c.example/"
file:///home/me/x.xml
https://a.example/feed more
`))
	want := []news.Feed{
		{URL: "https://a.example/feed", Title: `The "A" feed`, Folders: []string{"tech", "deep news", "more"}},
		{URL: "http://b.example/feed?x=#y", Settings: news.FeedSettings{Hidden: true}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if len(warnings) != 4 || !strings.HasPrefix(warnings[0], "Line 5 ") || !strings.Contains(warnings[1], "exec:") {
		t.Errorf("warnings %q", warnings)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<opml><body><outline text="a"><outline xmlUrl="http://a.example/" title="b/c"/></outline></body></opml>`)
	f.Add(`https://a.example/ "~x" !h`)
	f.Fuzz(func(t *testing.T, in string) {
		if _, _, err := ReadNewsboat(strings.NewReader(in)); err != nil {
			t.Error(err)
		}
		feeds, _, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Write(&b, feeds); err != nil {
			t.Fatal(err)
		}
		again, _, err := Read(&b)
		if err != nil || len(again) > len(feeds) {
			t.Errorf("%d feeds, then %d, %v", len(feeds), len(again), err)
		}
	})
}
