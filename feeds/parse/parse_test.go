package parse

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"lede/news"
)

func item(inner string) string {
	return `<rss version="2.0"><channel><title>T</title><link>https://a.example/</link><item>` + inner + `</item></channel></rss>`
}

func must(t *testing.T, body, contentType string) news.Document {
	t.Helper()
	doc, err := Parse([]byte(body), contentType, "https://a.example/feed.xml")
	if err != nil {
		t.Fatalf("%v in %.200q", err, body)
	}
	return doc
}

func only(t *testing.T, body string) news.Entry {
	t.Helper()
	doc := must(t, body, "")
	if len(doc.Entries) != 1 {
		t.Fatalf("%d entries in %.200q", len(doc.Entries), body)
	}
	return doc.Entries[0]
}

func TestTitles(t *testing.T) {
	for in, want := range map[string]string{
		"L&amp;eacute;a":                 "Léa",
		"L&eacute;a &amp; co":            "Léa & co",
		"<![CDATA[L&eacute;a & co]]>":    "Léa & co",
		"R&D at AT&T":                    "R&D at AT&T",
		"a &lt;b&gt;bold&lt;/b&gt; move": "a bold move",
		"<b>naked</b> markup":            "naked markup",
		"5 &lt; 6":                       "5 < 6",
		"5 < 6":                          "5 < 6",
		"\x1b[31mred\x1b[0m":             "red",
		"&#27;[31mred":                   "red",
		"&#x1B;]0;owned&#7;red":          "red",
		"\x1b]52;c;aGVsbG8=\x07copied":   "copied",
		"a\x00b\x0bc":                    "abc",
		"&#146;quoted&#x92;":             "’quoted’",
		"evil\u202etxt":                  "eviltxt",
		"two\n  lines":                   "two lines",
		"&nbsp;spaces&nbsp;":             "spaces",
		"unknown &foo; entity":           "unknown &foo; entity",
	} {
		if got := only(t, item("<title>"+in+"</title>")).Title; got != want {
			t.Errorf("title %q is %q, want %q", in, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	latin := func(s string) string {
		b, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	utf16 := func(s string, e unicode.Endianness, bom unicode.BOMPolicy) string {
		b, err := unicode.UTF16(e, bom).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const title = "Éléphant « été » – œuf’s €"
	feed := item("<title>" + title + "</title>")
	decl := func(enc string) string { return `<?xml version="1.0" encoding="` + enc + `"?>` + "\n" }
	for name, c := range map[string]struct{ body, contentType string }{
		"utf-8":                         {feed, ""},
		"utf-8 with BOM":                {"\ufeff" + decl("utf-8") + feed, ""},
		"utf-8 said to be latin-1":      {decl("iso-8859-1") + feed, "text/xml"},
		"utf-8, header says latin-1":    {decl("utf-8") + feed, "text/xml; charset=ISO-8859-1"},
		"windows-1252 declared":         {decl("windows-1252") + latin(feed), ""},
		"windows-1252 said to be utf-8": {decl("utf-8") + latin(feed), "text/xml; charset=utf-8"},
		"windows-1252 undeclared":       {latin(feed), ""},
		"windows-1252 as latin-1":       {decl("ISO-8859-1") + latin(feed), ""},
		"windows-1252 by header":        {latin(feed), "application/rss+xml; charset=windows-1252"},
		"utf-16le with BOM":             {utf16(decl("utf-16")+feed, unicode.LittleEndian, unicode.UseBOM), ""},
		"utf-16be with BOM":             {utf16(decl("utf-16")+feed, unicode.BigEndian, unicode.UseBOM), ""},
		"utf-16le without BOM":          {utf16(decl("utf-16")+feed, unicode.LittleEndian, unicode.IgnoreBOM), ""},
		"declared as utf-16, is utf-8":  {decl("utf-16") + feed, ""},
		"unknown encoding":              {decl("x-klingon") + latin(feed), ""},
		"spaces before":                 {"\n\n  " + decl("utf-8") + feed, ""},
		"version 1.1":                   {`<?xml version="1.1"?>` + feed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			doc := must(t, c.body, c.contentType)
			if len(doc.Entries) != 1 || doc.Entries[0].Title != title {
				t.Errorf("got %+v", doc.Entries)
			}
		})
	}
	koi, err := charmap.KOI8R.NewEncoder().String(item("<title>Новости</title>"))
	if err != nil {
		t.Fatal(err)
	}
	if got := must(t, decl("koi8-r")+koi, "text/xml; charset=iso-8859-1").Entries[0].Title; got != "Новости" {
		t.Errorf("a declaration is better than a server's default: %q", got)
	}
}

func TestRepair(t *testing.T) {
	two := `<item><title>One</title><link>https://a.example/1</link></item><item><title>Two</title><link>https://a.example/2</link></item>`
	head := `<rss version="2.0"><channel><title>T</title>`
	for name, c := range map[string]struct {
		body  string
		items int
		warn  bool
	}{
		"junk before":          {`<br /><b>Warning</b>: mysql_connect() in /www/x.php<br /><?xml version="1.0"?>` + head + two + `</channel></rss>`, 2, true},
		"junk after":           {head + two + `</channel></rss><script>x</script><!-- 0.3 s -->`, 2, false},
		"comment before":       {`<!-- generated <rss> --><?xml version="1.0"?>` + head + two + `</channel></rss>`, 2, false},
		"stylesheet":           {`<?xml version="1.0"?><?xml-stylesheet href="x"?>` + head + two + `</channel></rss>`, 2, false},
		"no end":               {head + two, 2, true},
		"cut in an item":       {head + two + `<item><title>Thr`, 2, true},
		"cut in a tag":         {head + two + `<item><title>Three</title><li`, 2, true},
		"cut in CDATA":         {head + two + `<item><description><![CDATA[Three`, 2, true},
		"item never closed":    {head + `<item><title>One</title><item><title>Two</title></channel></rss>`, 2, true},
		"title never closed":   {head + `<item><title>One<link>https://a.example/1</link></item><item><title>Two</title></item></channel></rss>`, 2, true},
		"wrong end tag":        {head + `<item><title>One</titel></item><item><title>Two</title></item></channel></rss>`, 2, true},
		"html inside":          {head + `<item><title>One</title><description><p>a<br>b<img src=x></description></item><item><title>Two</title></item></channel></rss>`, 2, true},
		"attributes":           {head + `<item a=1 a=2 b "c" d='x & y <'><title>One</title></item><item/></channel></rss>`, 2, true},
		"no rss element":       {`<channel><title>T</title>` + two + `</channel>`, 2, true},
		"undeclared namespace": {head + `<item><title>One</title><media:content url="x"/><content:encoded>y</content:encoded></item><item/></channel></rss>`, 2, false},
		"upper case":           {`<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>One</TITLE></ITEM><ITEM></ITEM></CHANNEL></RSS>`, 2, false},
		"html entities":        {head + `<item><title>One &laquo;&nbsp;Un&nbsp;&raquo; &euro;</title></item><item/></channel></rss>`, 2, false},
		"empty channel":        {head + `</channel></rss>`, 0, false},
		"atom":                 {`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>One</title></entry><entry><title>Tw`, 1, true},
		"json":                 {`{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"One"},{"id":"2","title":"Two"},{"id":"3","ti`, 2, true},
		"json with commas":     {"{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"T\",\"items\":[{\"id\":1,\"title\":\"One\n\"},{\"id\":\"2\",},]}", 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			doc := must(t, c.body, "")
			if len(doc.Entries) != c.items {
				t.Fatalf("%d entries, want %d: %+v", len(doc.Entries), c.items, doc.Entries)
			}
			if doc.Title != "T" || c.items > 0 && !strings.HasPrefix(doc.Entries[0].Title, "One") {
				t.Errorf("title %q, first %+v", doc.Title, doc.Entries)
			}
			if (len(doc.Warnings) > 0) != c.warn {
				t.Errorf("warnings %q, want some: %v", doc.Warnings, c.warn)
			}
		})
	}
}

func TestNotFeeds(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"empty":   {"", "nothing"},
		"spaces":  {" \n ", "nothing"},
		"page":    {`<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head>`, "https://a.example/rss"},
		"no feed": {`<html><body>Hello</body></html>`, "names no feed"},
		"opml":    {`<?xml version="1.0"?><opml version="2.0"></opml>`, "OPML"},
		"sitemap": {`<urlset xmlns="x"></urlset>`, "sitemap"},
		"json":    {`{"error":"not found"}`, "JSON"},
		"array":   {`[1,2]`, "JSON"},
		"text":    {"Not found", "neither"},
		"xml":     {"<a><b/></a>", "neither RSS nor Atom"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(c.body), "", "https://a.example/x")
			var not *NotFeedError
			if !errors.As(err, &not) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestHostileXML(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>` + item("<title>a &l2; b</title>")
	if got := only(t, laughs).Title; got != "a &l2; b" {
		t.Errorf("an entity of a document type was expanded: %q", got)
	}
	external := `<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>` + item("<title>&xxe;</title>")
	if got := only(t, external).Title; got != "&xxe;" {
		t.Errorf("external entity: %q", got)
	}
	deep := item("<title>x</title><description>" + strings.Repeat("<p>", 100_000) + "deep" + strings.Repeat("</p>", 100_000) + "</description>")
	if e := only(t, deep); e.Title != "x" || !strings.Contains(e.SummaryHTML, "deep") {
		t.Errorf("%.80q", e.SummaryHTML)
	}
	if got := only(t, item("<title>"+strings.Repeat("long ", 2<<20)+"</title>")).Title; len(got) > 3000 {
		t.Errorf("a title of %d bytes", len(got))
	}
	if got := only(t, item("<title "+strings.Repeat(`a="b" `, 300_000)+">x</title>")).Title; got != "x" {
		t.Errorf("many attributes: %q", got)
	}
}

func TestRSS(t *testing.T) {
	doc := must(t, `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
	<channel><title>The &amp;eacute;t&#233;</title><link>/</link><description>D</description><language>fr-FR</language>
	<atom:link rel="self" href="/self.xml"/><lastBuildDate>Mon, 06 Sep 2021 00:01:00 +0000</lastBuildDate><ttl>90</ttl>
	<skipHours><hour>3</hour><hour>24</hour><hour>77</hour></skipHours><skipDays><day>Sunday</day><day>x</day></skipDays>
	<item><title>One</title><link>/1?a=1&b=2</link><guid isPermaLink="false">id-1</guid><dc:creator>Ann Onym</dc:creator>
	<pubDate>lun., 6 sept. 2021 10:05:00 +0200</pubDate><description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>
	<category>A</category><category>A</category><category>B &amp;amp; C</category><comments>/1#c</comments>
	<enclosure url="/a.mp3" type="audio/mpeg" length="123"/><media:content url="/b.mp4" type="video/mp4" fileSize="9"/><media:thumbnail url="/t.jpg"/></item>
	<item><guid>https://a.example/2</guid><author>bob@example.org (Bob Builder)</author></item>
	</channel></rss>`, "")
	if doc.Format != "rss" || doc.Version != "2.0" || doc.Title != "The été" || doc.Link != "https://a.example/" || doc.FeedURL != "https://a.example/self.xml" ||
		doc.Language != "fr-FR" || doc.TTL != 90*time.Minute || fmt.Sprint(doc.SkipHours, doc.SkipDays) != "[0 3] [Sunday]" || doc.Updated.IsZero() {
		t.Errorf("document %+v", doc)
	}
	e := doc.Entries[0]
	if e.GUID != "id-1" || e.GUIDIsLink || e.Link != "https://a.example/1?a=1&b=2" || fmt.Sprint(e.Authors) != "[Ann Onym]" ||
		e.SummaryHTML != "short" || e.ContentHTML != "<p>long</p>" || fmt.Sprint(e.Categories) != "[A B & C]" || e.Comments != "https://a.example/1#c" || e.Image != "https://a.example/t.jpg" {
		t.Errorf("entry %+v", e)
	}
	if want := time.Date(2021, 9, 6, 8, 5, 0, 0, time.UTC); !e.Published.Equal(want) {
		t.Errorf("published %v", e.Published)
	}
	if len(e.Enclosures) != 2 || e.Enclosures[0] != (news.Enclosure{URL: "https://a.example/a.mp3", Type: "audio/mpeg", Length: 123}) || e.Enclosures[1].Length != 9 {
		t.Errorf("enclosures %+v", e.Enclosures)
	}
	e = doc.Entries[1]
	if !e.GUIDIsLink || e.Link != "https://a.example/2" || fmt.Sprint(e.Authors) != "[Bob Builder]" {
		t.Errorf("entry %+v", e)
	}
}

func TestAtom(t *testing.T) {
	doc := must(t, `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://b.example/blog/"><title type="html">A &amp;lt;i&amp;gt;b&amp;lt;/i&amp;gt;</title>
	<link rel="self" href="feed"/><link href="."/><author><name>Ann</name></author><updated>2024-05-01T10:00:00Z</updated>
	<entry><id>urn:1</id><title>One</title><link rel="alternate" href="1"/><link rel="enclosure" href="1.mp3" type="audio/mpeg" length="5"/><link rel="replies" href="1#c"/>
	<published>2024-05-01T12:00:00+02:00</published><updated>2024-05-02T00:00:00Z</updated>
	<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello <a href="x">x</a></p></div></content><summary>s</summary></entry></feed>`, "")
	e := doc.Entries[0]
	if doc.Format != "atom" || doc.Version != "1.0" || doc.Language != "en" || doc.Link != "https://b.example/blog/" || doc.FeedURL != "https://b.example/blog/feed" {
		t.Errorf("document %+v", doc)
	}
	if e.GUID != "urn:1" || e.Link != "https://b.example/blog/1" || fmt.Sprint(e.Authors) != "[Ann]" || e.Comments != "https://b.example/blog/1#c" ||
		e.ContentHTML != `<p>Hello <a href="https://b.example/blog/x">x</a></p>` || e.SummaryHTML != "s" || len(e.Enclosures) != 1 {
		t.Errorf("entry %+v", e)
	}
	if !e.Published.Equal(time.Date(2024, 5, 1, 10, 0, 0, 0, time.UTC)) || !e.Updated.Equal(time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("dates %v %v", e.Published, e.Updated)
	}
}

func TestJSONFeed(t *testing.T) {
	doc := must(t, `{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://a.example/","language":"de","authors":[{"name":"Ann"}],
	"items":[{"id":7,"url":"/7","title":"Seven","content_text":"a < b\n\nc","summary":"x & y","date_published":"2024-05-01T12:00:00+02:00","tags":["t"],
	"attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":4}]}]}`, "application/feed+json")
	e := doc.Entries[0]
	if doc.Format != "json" || doc.Version != "1.1" || doc.Language != "de" || e.GUID != "7" || e.Link != "https://a.example/7" ||
		e.ContentHTML != "<p>a &lt; b</p><p>c</p>" || e.SummaryHTML != "x &amp; y" || fmt.Sprint(e.Authors) != "[Ann]" || e.Published.Hour() != 10 || len(e.Enclosures) != 1 {
		t.Errorf("%+v %+v", doc, e)
	}
}

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"Mon, 06 Sep 2021 10:05:00 +0200":             "2021-09-06T08:05:00Z",
		"Mon, 06 Sep 2021 10:05:00 GMT":               "2021-09-06T10:05:00Z",
		"06 Sep 21 10:05 EST":                         "2021-09-06T15:05:00Z",
		"Monday, September 6, 2021 10:05 PM":          "2021-09-06T22:05:00Z",
		"Sep 6, 2021":                                 "2021-09-06T00:00:00Z",
		"6 septembre 2021":                            "2021-09-06T00:00:00Z",
		"lundi 1er août 2022 à 14h30":                 "2022-08-01T14:30:00Z",
		"mer., 02 févr. 2022 08:00:00 +0100":          "2022-02-02T07:00:00Z",
		"Mi, 02 März 2022 08:00:00 CET":               "2022-03-02T07:00:00Z",
		"Do, 10 Mai 2022 08:00:00":                    "2022-05-10T08:00:00Z",
		"2021-09-06T10:05:00Z":                        "2021-09-06T10:05:00Z",
		"2021-09-06T10:05:00.123456+02:00":            "2021-09-06T08:05:00Z",
		"2021-09-06T10:05:00+0200":                    "2021-09-06T08:05:00Z",
		"2021-09-06 10:05":                            "2021-09-06T10:05:00Z",
		"2021-09-06 10:05:00 +0200":                   "2021-09-06T08:05:00Z",
		"2021-09-06":                                  "2021-09-06T00:00:00Z",
		"20210906":                                    "2021-09-06T00:00:00Z",
		"2021-09":                                     "2021-09-01T00:00:00Z",
		"2021":                                        "2021-01-01T00:00:00Z",
		"2021-032":                                    "2021-02-01T00:00:00Z",
		"1630922700":                                  "2021-09-06T10:05:00Z",
		"1630922700000":                               "2021-09-06T10:05:00Z",
		"31/12/2021 23:59":                            "2021-12-31T23:59:00Z",
		"12/31/2021":                                  "2021-12-31T00:00:00Z",
		"06.09.2021 10:05":                            "2021-09-06T10:05:00Z",
		"6-Sep-2021":                                  "2021-09-06T00:00:00Z",
		"Mon Sep  6 10:05:00 2021":                    "2021-09-06T10:05:00Z",
		"Mon Sep 06 10:05:00 CEST 2021":               "2021-09-06T08:05:00Z",
		"Mon, 6 Sep 2021 10:05:00GMT":                 "2021-09-06T10:05:00Z",
		"Mon, 6 Sep 2021 24:00:00 +0000":              "2021-09-07T00:00:00Z",
		"Thu, 01 Jan 04 19:48:21 GMT":                 "2004-01-01T19:48:21Z",
		"Tue, 30 Jun 98 12:00 -0500":                  "1998-06-30T17:00:00Z",
		"Mon, 06 Sep 2021 10:05:00 GMT+0200":          "2021-09-06T08:05:00Z",
		"2003-12-31T10:14:55Z":                        "2003-12-31T10:14:55Z",
		"2003-12-31T10:14:55+00:00":                   "2003-12-31T10:14:55Z",
		"2003-12-31T10:14:55":                         "2003-12-31T10:14:55Z",
		"2003-12-31T10:14:55.7-08:00":                 "2003-12-31T18:14:55Z",
		"2003-12-31T10:14-08:00":                      "2003-12-31T18:14:00Z",
		"2003-12-31T10:14Z":                           "2003-12-31T10:14:00Z",
		"2003-12-31T10Z":                              "2003-12-31T10:00:00Z",
		"03-12-31":                                    "2003-12-31T00:00:00Z",
		"031231":                                      "2003-12-31T00:00:00Z",
		"2003335":                                     "2003-12-01T00:00:00Z",
		"2003-335":                                    "2003-12-01T00:00:00Z",
		"2003-12":                                     "2003-12-01T00:00:00Z",
		"Thu, 01 Jan 2004 19:48:21 GMT":               "2004-01-01T19:48:21Z",
		"Thu, 01 Jan 2004 19:48:21 EST":               "2004-01-02T00:48:21Z",
		"01 Jan 2004 19:48:21 GMT":                    "2004-01-01T19:48:21Z",
		"Thu, 01 Jan 2004":                            "2004-01-01T00:00:00Z",
		"Thu, 01 Jan 2004 GMT":                        "2004-01-01T00:00:00Z",
		"01 Jan 2004":                                 "2004-01-01T00:00:00Z",
		"Thu, 01 Jan 04 19:48 GMT":                    "2004-01-01T19:48:00Z",
		"Wed, 19 Aug 2009 18:28:00 Etc/GMT":           "2009-08-19T18:28:00Z",
		"Wed, 19 Feb 2012 22:40:00 GMT-01:01":         "2012-02-19T23:41:00Z",
		"Mon, 13 Feb, 2012 06:28:00 UTC":              "2012-02-13T06:28:00Z",
		"Thu, 30 Jun 2011 00:00:00 +0000 ":            "2011-06-30T00:00:00Z",
		"Thu, 5 Apr 2012 10:00:00 GMT":                "2012-04-05T10:00:00Z",
		"Thu Apr  5 10:00:00 2012":                    "2012-04-05T10:00:00Z",
		"Sun Jan 4 16:29:06 PST 2004":                 "2004-01-05T00:29:06Z",
		"2004-07-08 23:56:58.7":                       "2004-07-08T23:56:58Z",
		"2004-07-08 23:56:58":                         "2004-07-08T23:56:58Z",
		"Κυρ, 11 Ιούλ 2004 12:00:00 EST":              "2004-07-11T17:00:00Z",
		"2004-július-13T9:15-05:00":                   "2004-07-13T14:15:00Z",
		"2004-05-25 오후 11:23:17":                      "2004-05-25T23:23:17Z",
		"2004년 05월 28일 01:31:15":                      "2004-05-28T01:31:15Z",
		"Fri, 2006/09/15 08:19:53 EDT":                "2006-09-15T12:19:53Z",
		"Fri, 2006/09/15 08:19:53":                    "2006-09-15T08:19:53Z",
		"Fri, 15 Sep 2006 08:19:53 +02:00":            "2006-09-15T06:19:53Z",
		"Fri, 15 September 2006 08:19:53 -0700 (PDT)": "2006-09-15T15:19:53Z",
		"Mi, 05 Okt 2011 12:00:00 +0200":              "2011-10-05T10:00:00Z",
		"mié, 05 oct 2011 12:00:00 +0200":             "2011-10-05T10:00:00Z",
		"5 октября 2011 12:00":                        "2011-10-05T12:00:00Z",
		"пт, 05 окт 2011 12:00:00 +0400":              "2011-10-05T08:00:00Z",
		"Sat, 05 Oct 2011 12:00:00 A":                 "2011-10-05T12:00:00Z",
		"1318000000000":                               "2011-10-07T15:06:40Z",
		"Tue, 29 Feb 2011 10:00:00 GMT":               "2011-03-01T10:00:00Z",
		"5 January, 2011 at 3:07 pm":                  "2011-01-05T15:07:00Z",
		"January 5th, 2011":                           "2011-01-05T00:00:00Z",
		"2011.01.05 12:00":                            "2011-01-05T12:00:00Z",
		"05/Jan/2011:12:00:00 +0100":                  "2011-01-05T11:00:00Z",
		"20040101T194821Z":                            "2004-01-01T19:48:21Z",
		"2004-01-01T19:48:21 +0100":                   "2004-01-01T18:48:21Z",
		"2011-01-05T12:00:00-0800":                    "2011-01-05T20:00:00Z",
		"2011-1-5T2:3:4Z":                             "2011-01-05T02:03:04Z",
		"mercredi 5 janvier 2011, 12h00":              "2011-01-05T12:00:00Z",
		"sam. 05 févr. 2011 à 09 h 30":                "2011-02-05T09:30:00Z",
		"le 1er février 2011 à 9h":                    "2011-02-01T09:00:00Z",
		"2010年1月5日":                                   "2010-01-05T00:00:00Z",
		"2010年1月5日 12:30":                             "2010-01-05T12:30:00Z",
		"Thu, 01 Jan 2004 19:48:21 +0000 (UTC)":       "2004-01-01T19:48:21Z",
		"Thursday, 01-Jan-04 19:48:21 GMT":            "2004-01-01T19:48:21Z",
		"yesterday":                                   "",
		"":                                            "",
		"Mon, 99 Sep 2021":                            "",
		"0000-00-00T00:00:00Z":                        "",
	} {
		got := ""
		if d, ok := Date(in); ok {
			got = d.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("Date(%q) = %q, want %q", in, got, want)
		}
	}
}

func big(n int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Big</title>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Title %d &amp; more</title><link>https://a.example/%d</link><guid>https://a.example/%d</guid><pubDate>Mon, 06 Sep 2021 10:05:00 +0200</pubDate><description><![CDATA[<p>Some words about number %d, and a few more to make a paragraph.</p>]]></description></item>`, i, i, i, i)
	}
	b.WriteString(`</channel></rss>`)
	return []byte(b.String())
}

func TestManyItems(t *testing.T) {
	doc, err := Parse(big(20_000), "", "")
	if err != nil || len(doc.Entries) != 20_000 || doc.Entries[19_999].Title != "Title 19999 & more" {
		t.Errorf("%d entries, %v", len(doc.Entries), err)
	}
}

// What no feed needs is not read, and what was complete before it is kept.
func TestBounds(t *testing.T) {
	entries := func(pre, one, post string, n int) string { return pre + strings.Repeat(one, n) + post }
	for name, body := range map[string]string{
		"rss":  entries("<rss><channel><title>T</title>", "<item><title>x</title></item>", "</channel></rss>", maxEntries+5),
		"atom": entries("<feed><title>T</title>", "<entry><title>x</title></entry>", "</feed>", maxEntries+5),
		"json": entries(`{"version":"https://jsonfeed.org/version/1","title":"T","items":[`, `{"id":"1","title":"x"},`, "{}]}", maxEntries+5),
	} {
		doc := must(t, body, "")
		if doc.Title != "T" || len(doc.Entries) != maxEntries || doc.Entries[maxEntries-1].Title != "x" || !slices.Contains(doc.Warnings, TooMany) {
			t.Errorf("%s: %d entries, %q", name, len(doc.Entries), doc.Warnings)
		}
	}
	doc := must(t, entries("<rss><channel><item><title>One</title></item><item>", "<a:b/>", "</item></channel></rss>", maxElements), "")
	if len(doc.Entries) != 1 || !slices.Contains(doc.Warnings, TooMany) || slices.Contains(doc.Warnings, Truncated) {
		t.Errorf("%d entries, %q", len(doc.Entries), doc.Warnings)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		item("<title>a</title>"), `<feed><entry><content type="xhtml"><div>x`, `{"version":"https://jsonfeed.org/version/1","items":[{"id":1},`,
		"<rss><channel><item><title a='b' c=\"d><![CDATA[x]]&gt;", "<rdf:RDF><item/></rdf:RDF>", "<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;", "\xff\xfe<\x00r\x00",
		"<channel><item>", "<html><link rel=alternate type=application/rss+xml href=x>",
	} {
		f.Add([]byte(s), "text/xml; charset=iso-8859-1")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		doc, err := Parse(body, contentType, "https://a.example/")
		if err != nil {
			if strings.Contains(err.Error(), "could not be read") {
				t.Errorf("a panic was caught: %v", err)
			}
			return
		}
		for _, e := range doc.Entries {
			for _, r := range e.Title + e.Link + doc.Title {
				if r < 0x20 || r >= 0x7F && r < 0xA0 {
					t.Errorf("%U in a title or a link", r)
				}
			}
		}
	})
}

func BenchmarkParse50(b *testing.B)    { benchmark(b, 50) }
func BenchmarkParse20000(b *testing.B) { benchmark(b, 20_000) }

func benchmark(b *testing.B, n int) {
	body := big(n)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(body, "text/xml", ""); err != nil {
			b.Fatal(err)
		}
	}
}
