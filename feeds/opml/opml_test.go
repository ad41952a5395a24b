package opml

import (
	"bytes"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/feeds/clean"
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

func TestReadOwnTitles(t *testing.T) {
	feeds := []news.Feed{{URL: "https://a.example/", Title: "R&amp;D <b>now</b>", Folders: []string{"a &amp; b/<i>"}}}
	var b bytes.Buffer
	if err := Write(&b, feeds); err != nil {
		t.Fatal(err)
	}
	if got, _, err := Read(&b); err != nil || !reflect.DeepEqual(got, feeds) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReadCategories(t *testing.T) {
	got, _, err := Read(strings.NewReader(`<opml><body><outline text="F"><outline text="A" xmlUrl="http://a.example/" category="/Boston/Weather, news,F"/></outline>
		<outline text="B" xmlUrl="http://b.example/" category="/Boston/Weather, news"/></body></opml>`))
	want := []news.Feed{
		{URL: "http://a.example/", Title: "A", Folders: []string{"F"}}, // it has its place
		{URL: "http://b.example/", Title: "B", Folders: []string{"Boston/Weather", "news"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReadYAML(t *testing.T) {
	for name, c := range map[string]struct {
		in       string
		want     []news.Feed
		warnings int
	}{
		"nom": {"theme:\n  glamour: dark\nfeeds:\n- url: https://a.example/feed # the first\n  # mine\n  name: 'A''s \x1b[31m'\n- url: ftp://b.example/\n  name: B\n\n- name: \"C \\u202e\\\"c\\\"\"\n  url: https://c.example/#x\n- {url: \"https://d.example/\", name: D, x}\nbackends:\n  miniflux:\n    host: http://x.example\n    api_key: y\n  freshrss:\n    host: z\nopeners:\n- url: https://no.example/\n",
			[]news.Feed{{URL: "https://a.example/feed", Title: "A's"}, {URL: "https://c.example/#x", Title: "C \"c\""}, {URL: "https://d.example/", Title: "D"}}, 4},
		"goread": {"categories:\n  - name: Tech/IA\n    desc: d\n    subscriptions:\n      - name: A\n        desc: \"x: y\"\n        url: https://a.example/feed\n      - url: https://b.example/\n        name: B\n  - subscriptions:\n    - {name: C, url: https://c.example/}\n    name: 'Last'\n  - name: All Feeds\n    subscriptions:\n      - name: D\n        url: https://d.example/\n",
			[]news.Feed{{URL: "https://a.example/feed", Title: "A", Folders: []string{"Tech/IA"}}, {URL: "https://b.example/", Title: "B", Folders: []string{"Tech/IA"}},
				{URL: "https://c.example/", Title: "C", Folders: []string{"Last"}}, {URL: "https://d.example/", Title: "D"}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			if !IsYAML([]byte(c.in)) {
				t.Error("it is not recognised")
			}
			got, warnings, err := ReadYAML(strings.NewReader(c.in))
			if err != nil || !reflect.DeepEqual(got, c.want) || len(warnings) != c.warnings {
				t.Errorf("got  %+v\nwant %+v\n%q, %v", got, c.want, warnings, err)
			}
		})
	}
	if IsYAML([]byte("https://a.example/feeds: x\n")) {
		t.Error("a urls file is taken for YAML")
	}
	for in, says := range map[string]string{"feeds:\n  - url: [": "line 2 ", "feeds:\n- &a\n- *a\n": "line 2 ", "feeds:\n" + strings.Repeat("[", 200_000): "", strings.Repeat("- ", 600_000): "larger"} {
		if got, _, err := ReadYAML(strings.NewReader(in)); len(got) > 0 || says != "" && (err == nil || !strings.Contains(err.Error(), says)) {
			t.Errorf("%.30q: %v, %v", in, got, err)
		}
	}
}

// What was read once is written and read without a change, in whatever way it
// was wrong before.
func FuzzRead(f *testing.F) {
	f.Add(`<opml><body><outline text="a"><outline xmlUrl="http://a.example/" title="b/c"/></outline></body></opml>`)
	f.Add(`<opml xmlns:lede="urn:lede:opml"><body><outline text="a/ /b"><outline xmlUrl="http://a.example/" category="x,/y/z" lede:mute="a&#xA;b" lede:interval="90m"/></outline><outline text="a"><outline xmlUrl="http://me:pw@a.example/"/></outline></body></opml>`)
	f.Fuzz(func(t *testing.T, in string) {
		feeds, _, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := Write(&first, feeds); err != nil {
			t.Fatal(err)
		}
		again, _, err := Read(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := Write(&second, again); err != nil {
			t.Fatal(err)
		}
		once, _, err := Read(&second)
		if err != nil || !reflect.DeepEqual(byAddress(once), byAddress(again)) {
			t.Errorf("%+v, then %+v, %v", again, once, err)
		}
		if slices.ContainsFunc(feeds, func(f news.Feed) bool { u, err := url.Parse(f.URL); return err != nil || u.User != nil }) {
			return // without their passwords two of them may be one
		}
		had := byAddress(feeds)
		for address, f := range byAddress(again) {
			if old, ok := had[address]; !ok || old.Title != f.Title || !slices.Equal(old.Folders, f.Folders) || !reflect.DeepEqual(old.Settings, f.Settings) {
				t.Errorf("%+v came back as %+v", old, f)
			}
		}
	})
}

// byAddress are feeds without an order, neither of their own nor of their folders.
func byAddress(feeds []news.Feed) map[string]news.Feed {
	m := map[string]news.Feed{}
	for _, f := range feeds {
		f.Folders = slices.Sorted(slices.Values(f.Folders))
		m[f.URL] = f
	}
	return m
}

// Whatever a person calls a feed and its folders comes back as it was.
func FuzzRoundTrip(f *testing.F) {
	f.Add("R&D <b>", "a/b & c", "title:\"x\" -y", "https://a.example/?a=1&b=%20")
	f.Add("\u00ab\u00a0L\u2019\u00c9co\u00a0\u00bb", "\u00c9co/&#10;x", "'", "http://a.example/\u00e9")
	f.Fuzz(func(t *testing.T, title, folder, mute, address string) {
		address, err := Address(address)
		if u, wrong := url.Parse(address); err != nil || wrong != nil || u.User != nil {
			return
		}
		feed := news.Feed{URL: address, Title: clean.Line(title)}
		if feed.Title == address {
			return // as good as none
		}
		if name := path(folder); name != "" {
			feed.Folders = []string{name}
		}
		if mute = clean.Line(mute); mute != "" {
			feed.Settings.Mute = []string{mute, mute + "2"}
		}
		var b bytes.Buffer
		if err := Write(&b, []news.Feed{feed}); err != nil {
			t.Fatal(err)
		}
		written := b.String()
		got, warnings, err := Read(&b)
		if err != nil || len(warnings) > 0 || !reflect.DeepEqual(got, []news.Feed{feed}) {
			t.Errorf("%+v came back as %+v, %q, %v\n%s", feed, got, warnings, err, written)
		}
	})
}

func FuzzReadYAML(f *testing.F) {
	f.Add("feeds:\n- url: https://a.example/\n  name: A\n  tags: [x]\nbackends: {miniflux: {host: x}}\n")
	f.Add("categories:\n  - name: &a N\n    subscriptions: [{name: *a, url: \"https://b.example/\"}]\n")
	f.Fuzz(func(t *testing.T, in string) {
		feeds, _, err := ReadYAML(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, feed := range feeds {
			if _, err := Address(feed.URL); err != nil || feed.Title != clean.Line(feed.Title) {
				t.Errorf("%+v", feed)
			}
		}
	})
}
