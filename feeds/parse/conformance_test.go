package parse

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/news"
)

// conformance is one feed and what must be read from it: a line per field,
// "title: T" of the feed, "0 title: T" of its first entry.
type conformance struct{ name, body, want string }

// field is a field of a document by the name the tables use.
func field(doc news.Document, path string) string {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	var at int
	name := path
	if _, err := fmt.Sscanf(path, "%d %s", &at, &name); err != nil {
		switch path {
		case "format":
			return doc.Format + " " + doc.Version
		case "title":
			return doc.Title
		case "link":
			return doc.Link
		case "self":
			return doc.FeedURL
		case "description":
			return doc.Description
		case "language":
			return doc.Language
		case "updated":
			return day(doc.Updated)
		case "ttl":
			return doc.TTL.String()
		case "entries":
			return fmt.Sprint(len(doc.Entries))
		}
		return "no field " + path
	}
	if at >= len(doc.Entries) {
		return "no entry"
	}
	e := doc.Entries[at]
	switch name {
	case "title":
		return e.Title
	case "link":
		return e.Link
	case "id":
		return e.GUID
	case "idislink":
		return fmt.Sprint(e.GUIDIsLink)
	case "published":
		return day(e.Published)
	case "updated":
		return day(e.Updated)
	case "authors":
		return strings.Join(e.Authors, ", ")
	case "summary":
		return e.SummaryHTML
	case "content":
		return e.ContentHTML
	case "categories":
		return strings.Join(e.Categories, ", ")
	case "image":
		return e.Image
	case "comments":
		return e.Comments
	case "language":
		return e.Language
	case "enclosures":
		var out []string
		for _, n := range e.Enclosures {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %d", n.URL, n.Type, n.Length)))
		}
		return strings.Join(out, ", ")
	}
	return "no field " + path
}

func conform(t *testing.T, table []conformance) {
	t.Helper()
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			doc, err := Parse([]byte(c.body), "", "https://a.example/dir/feed.xml")
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.SplitSeq(strings.TrimSpace(c.want), "\n") {
				path, want, _ := strings.Cut(strings.TrimSpace(line), ":")
				want = strings.TrimSpace(want)
				if got := field(doc, path); got != want {
					t.Errorf("%s is %q, want %q", path, got, want)
				}
			}
		})
	}
}

func rssFeed(inner string) string {
	return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" ` +
		`xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/" ` +
		`xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><title>T</title>` + inner + `</channel></rss>`
}

func atomFeed(inner string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom">` + inner + `</feed>`
}

func atom03(inner string) string {
	return `<feed version="0.3" xmlns="http://purl.org/atom/ns#">` + inner + `</feed>`
}

func rdf(inner string) string {
	return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns="http://purl.org/rss/1.0/">` + inner + `</rdf:RDF>`
}

func TestConformAtom(t *testing.T) {
	conform(t, []conformance{
		{"title text", atomFeed(`<title type="text">One &lt; two</title><entry><title type="text">Three &amp; four</title></entry>`), "title: One < two\n0 title: Three & four"},
		{"title html", atomFeed(`<entry><title type="html">Big &lt;b&gt;news&lt;/b&gt; &amp;amp; more</title></entry>`), "0 title: Big news & more"},
		{"title xhtml", atomFeed(`<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Big <b>news</b></div></title></entry>`), "0 title: Big news"},
		{"title cdata", atomFeed(`<entry><title type="html"><![CDATA[Big <i>news</i> &eacute;]]></title></entry>`), "0 title: Big news é"},
		{"title with no type is text", atomFeed(`<entry><title>Use &lt;table&gt; sparingly</title></entry>`), "0 title: Use <table> sparingly"},
		{"content text", atomFeed(`<entry><content type="text">5 &lt; 6 &amp; 7</content></entry>`), "0 content: 5 &lt; 6 &amp; 7"},
		{"content without type", atomFeed(`<entry><content>5 &lt; 6</content></entry>`), "0 content: 5 &lt; 6"},
		{"content text/plain", atomFeed(`<entry><content type="text/plain">5 &lt; 6</content></entry>`), "0 content: 5 &lt; 6"},
		{"content html", atomFeed(`<entry><content type="html">&lt;p&gt;Five &amp;lt; six&lt;/p&gt;</content></entry>`), "0 content: <p>Five &lt; six</p>"},
		{"content text/html", atomFeed(`<entry><content type="text/html">&lt;p&gt;Five&lt;/p&gt;</content></entry>`), "0 content: <p>Five</p>"},
		{"content xhtml", atomFeed(`<entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Five &lt; six</p></div></content></entry>`), "0 content: <p>Five &lt; six</p>"},
		{"content xhtml with prefix", atomFeed(`<entry><content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>Five <h:b>six</h:b></h:p></h:div></content></entry>`), "0 content: <p>Five <b>six</b></p>"},
		{"content base64", atomFeed(`<entry><content type="application/octet-stream">PHA+SGVsbG88L3A+</content></entry>`), "0 content: <p>Hello</p>"},
		{"content src", atomFeed(`<entry><content type="text/html" src="/body.html"/></entry>`), "0 link: https://a.example/body.html"},
		{"summary html", atomFeed(`<entry><summary type="html">&lt;i&gt;short&lt;/i&gt;</summary></entry>`), "0 summary: <i>short</i>"},
		{"summary text", atomFeed(`<entry><summary>a &lt;b&gt; c</summary></entry>`), "0 summary: a &lt;b&gt; c"},
		{"links", atomFeed(`<link rel="self" href="self.xml"/><link href="/home"/><entry><link rel="self" href="/self"/><link rel="related" href="/related"/><link rel="alternate" type="text/html" href="/page"/></entry>`),
			"link: https://a.example/home\nself: https://a.example/dir/self.xml\n0 link: https://a.example/page"},
		{"link without rel", atomFeed(`<entry><link href="page"/></entry>`), "0 link: https://a.example/dir/page"},
		{"link of html before others", atomFeed(`<entry><link rel="alternate" type="application/json" href="/j"/><link rel="alternate" type="text/html" href="/h"/></entry>`), "0 link: https://a.example/h"},
		{"link with the relation as a URL", atomFeed(`<entry><link rel="http://www.iana.org/assignments/relation/alternate" href="/page"/></entry>`), "0 link: https://a.example/page"},
		{"only a self link", atomFeed(`<entry><id>urn:x:1</id><link rel="self" href="/self"/></entry>`), "0 id: urn:x:1"},
		{"no link and a permanent id", atomFeed(`<entry><id>https://a.example/9</id></entry>`), "0 id: https://a.example/9\n0 link: https://a.example/9\n0 idislink: true"},
		{"id with spaces", atomFeed("<entry><id>\n  tag:a.example,2024:1\n </id></entry>"), "0 id: tag:a.example,2024:1"},
		{"enclosures", atomFeed(`<entry><link rel="enclosure" href="/a.mp3" type="audio/mpeg" length="7"/><link rel="enclosure" href="b.ogg"/></entry>`),
			"0 enclosures: https://a.example/a.mp3 audio/mpeg 7, https://a.example/dir/b.ogg  0"},
		{"dates", atomFeed(`<updated>2024-02-03T04:05:06Z</updated><entry><published>2024-01-02T03:04:05+01:00</published><updated>2024-01-02T03:04:06.5Z</updated></entry>`),
			"updated: 2024-02-03T04:05:06Z\n0 published: 2024-01-02T02:04:05Z\n0 updated: 2024-01-02T03:04:06Z"},
		{"author", atomFeed(`<entry><author><name>Ann Onym</name><email>ann@a.example</email><uri>https://a.example/ann</uri></author></entry>`), "0 authors: Ann Onym"},
		{"authors", atomFeed(`<entry><author><name>Ann</name></author><author><name>Bob</name></author><contributor><name>Cat</name></contributor></entry>`), "0 authors: Ann, Bob"},
		{"author with only an address", atomFeed(`<entry><author><email>ann@a.example</email></author></entry>`), "0 authors: ann@a.example"},
		{"author of the feed", atomFeed(`<author><name>Ann</name></author><entry><title>x</title></entry>`), "0 authors: Ann"},
		{"author of the source", atomFeed(`<author><name>Ann</name></author><entry><source><author><name>Sue</name></author></source></entry>`), "0 authors: Sue"},
		{"author as text", atomFeed(`<entry><author>Ann Onym</author></entry>`), "0 authors: Ann Onym"},
		{"title of the source is not the entry's", atomFeed(`<entry><title>Mine</title><source><title>Theirs</title><id>urn:s</id><link href="/s"/></source><id>urn:m</id><link href="/m"/></entry>`),
			"0 title: Mine\n0 id: urn:m\n0 link: https://a.example/m"},
		{"categories", atomFeed(`<entry><category term="t1" label="First"/><category term="t2" scheme="urn:s"/></entry>`), "0 categories: First, t2"},
		{"subtitle", atomFeed(`<subtitle type="html">A &lt;em&gt;fine&lt;/em&gt; feed</subtitle>`), "description: A fine feed"},
		{"xml:lang", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><entry xml:lang="de"><title>x</title></entry></feed>`, "language: fr\n0 language: de"},
		{"xml:base of the feed", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><link href="y"/><entry><link href="z"/><content type="html">&lt;a href="w"&gt;w&lt;/a&gt;</content></entry></feed>`,
			"link: https://b.example/x/y\n0 link: https://b.example/x/z\n0 content: <a href=\"https://b.example/x/w\">w</a>"},
		{"xml:base of an entry", atomFeed(`<entry xml:base="https://b.example/e/"><link href="z"/><title>t</title></entry><entry><link href="q"/></entry>`), "0 link: https://b.example/e/z\n1 link: https://a.example/dir/q"},
		{"xml:base nested", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/"><entry xml:base="sub/"><link href="z"/></entry></feed>`, "0 link: https://b.example/x/sub/z"},
		{"xml:base of content", atomFeed(`<entry><content type="html" xml:base="https://c.example/">&lt;img src="i.png"&gt;</content></entry>`), `0 content: <img src="https://c.example/i.png"/>`},
		{"xml:base of a link", atomFeed(`<entry><link xml:base="https://c.example/l/" href="m"/></entry>`), "0 link: https://c.example/l/m"},
		{"prefixed", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title><a:link href="/h"/><a:entry><a:title>One</a:title><a:id>urn:1</a:id><a:link href="/1"/><a:updated>2024-01-01T00:00:00Z</a:updated><a:content type="html">&lt;p&gt;x&lt;/p&gt;</a:content></a:entry></a:feed>`,
			"title: T\nlink: https://a.example/h\n0 title: One\n0 id: urn:1\n0 link: https://a.example/1\n0 updated: 2024-01-01T00:00:00Z\n0 content: <p>x</p>"},
		{"without a namespace", `<feed><title>T</title><entry><title>One</title><link href="/1"/></entry></feed>`, "title: T\n0 title: One\n0 link: https://a.example/1"},
		{"one entry is the document", `<entry xmlns="http://www.w3.org/2005/Atom"><title>Alone</title><id>urn:1</id><link href="/1"/></entry>`, "entries: 1\n0 title: Alone\n0 id: urn:1"},
		{"media thumbnail", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><title>v</title><media:group><media:title>no</media:title><media:thumbnail url="/t.jpg"/><media:description>About it</media:description><media:content url="/v.mp4" type="video/mp4"/></media:group></entry></feed>`,
			"0 title: v\n0 image: https://a.example/t.jpg\n0 summary: <p>About it</p>\n0 enclosures: https://a.example/v.mp4 video/mp4 0"},
		{"replies", atomFeed(`<entry><link rel="replies" type="text/html" href="/c"/></entry>`), "0 comments: https://a.example/c"},
		{"dublin core dates and names", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><entry><dc:creator>Ann</dc:creator><dc:date>2024-01-02T00:00:00Z</dc:date></entry></feed>`, "0 authors: Ann\n0 published: 2024-01-02T00:00:00Z"},
	})
}

func TestConformAtom03(t *testing.T) {
	conform(t, []conformance{
		{"escaped", atom03(`<entry><title type="text/html" mode="escaped">Big &lt;b&gt;news&lt;/b&gt;</title><content type="text/html" mode="escaped">&lt;p&gt;x&lt;/p&gt;</content></entry>`), "0 title: Big news\n0 content: <p>x</p>"},
		{"base64", atom03(`<entry><title type="text/html" mode="base64">QmlnIG5ld3M=</title><content type="text/html" mode="base64">PHA+eDwvcD4=</content></entry>`), "0 title: Big news\n0 content: <p>x</p>"},
		{"inline xml", atom03(`<entry><title type="application/xhtml+xml">Big <b>news</b></title><content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry>`), "0 title: Big news\n0 content: <p>x</p>"},
		{"dates", atom03(`<modified>2004-01-01T00:00:00Z</modified><entry><issued>2003-12-31T10:14:55Z</issued><modified>2004-01-02T00:00:00Z</modified><created>2003-12-30T00:00:00Z</created></entry>`),
			"updated: 2004-01-01T00:00:00Z\n0 published: 2003-12-31T10:14:55Z\n0 updated: 2004-01-02T00:00:00Z"},
		{"created only", atom03(`<entry><created>2003-12-30T00:00:00Z</created></entry>`), "0 published: 2003-12-30T00:00:00Z"},
		{"tagline and link", atom03(`<tagline>About</tagline><link rel="alternate" type="text/html" href="https://a.example/"/><entry><id>tag:x</id><link rel="alternate" type="text/html" href="/1"/><author><name>Ann</name><url>https://a.example/ann</url></author></entry>`),
			"format: atom 0.3\ndescription: About\nlink: https://a.example/\n0 id: tag:x\n0 link: https://a.example/1\n0 authors: Ann"},
		{"summary", atom03(`<entry><summary type="text/plain">short</summary></entry>`), "0 summary: short"},
	})
}
