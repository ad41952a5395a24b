package parse

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed/rss"
)

// What is kept aside comes back as gofeed would have read it, whatever stands
// around it.
func TestTextsKeptAside(t *testing.T) {
	long := strings.Repeat("Orval & fils, <b>ferme</b> l’usine. ", 12)
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(long)
	pieces := []string{
		"<![CDATA[" + long + "]]>", "<![CDATA[ " + long + " ]]>", escaped, " " + escaped + "\n", "<![CDATA[short & <i>sweet</i>]]>",
		"&amp;lt;p&amp;gt; &eacute; &#233; &copy=2; & ", "<b>bold " + escaped + "</b>", "<!-- " + long + " -->", " \n ", strings.Repeat(" ", 300),
		"<![CDATA[" + long, "\ufdd00\ufdd0", "&#xfdd0;1&#xfdd0;", "<![CDATA[&lt;![CDATA[" + long + "]]>", "\x00\x1b" + escaped, "\u2028" + long,
		"</description><description>", "</item><item>", "<title>" + escaped + "</title>", "<dc:description>" + escaped + "</dc:description>",
		`<description xmlns="http://search.yahoo.com/mrss/">` + escaped + "</description>", "</description><content:encoded>" + escaped + "</content:encoded><description>",
		"<image><description>" + escaped + "</description></image>", "&#xd83d;&#xde00;" + escaped,
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for n := range 1500 {
		var body strings.Builder
		for range 1 + chance.IntN(4) {
			body.WriteString(pieces[chance.IntN(len(pieces))])
		}
		open, end := "<description>", "</description>"
		if n%3 == 0 {
			open, end = `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">`, "</content:encoded>"
		}
		feed := `<rss version="2.0"><channel><title>T</title><description>` + escaped + `</description><item><title>One</title>` +
			open + body.String() + end + `</item><item><description>` + escaped + `</description></item></channel></rss>`
		got, err := parseXML(feed, "")
		m := newMender(feed)
		m.whole = true
		m.run()
		want, wantErr := parseRSS(&m.out, nil, "")
		if (err == nil) != (wantErr == nil) || !reflect.DeepEqual(got.Entries, want.Entries) || got.Description != want.Description {
			t.Fatalf("%s\n%v %+v\n%v %+v", feed, err, got.Entries, wantErr, want.Entries)
		}
	}
}

// Most of a feed is not read by gofeed at all.
func TestLongTextsAreKeptAside(t *testing.T) {
	text := strings.Repeat("Orval ferme. ", 100)
	m := newMender("<rss><channel><item><description><![CDATA[" + text + "]]></description></item><item><description>" + text + "</description></item></channel></rss>")
	m.run()
	if len(m.aside) != 2 || m.out.Len() > longText {
		t.Errorf("%d aside, %d bytes are left", len(m.aside), m.out.Len())
	}
}

// A feed with marks of its own does not multiply its texts: two megabytes had become
// dozens of gigabytes before it was read the plain way.
func TestMarksOfAFeedsOwn(t *testing.T) {
	long := strings.Repeat("word ", 20_000)
	feed, given := &rss.Feed{}, len(long)
	for range 100 {
		marks := strings.Repeat("\ufdd00\ufdd0", 30)
		given += 2 * len(marks)
		feed.Items = append(feed.Items, &rss.Item{Description: marks, Content: marks})
	}
	if putBack(feed, []string{long}) {
		t.Error("a text with several places has found its own")
	}
	size := 0
	for _, item := range feed.Items {
		size += len(item.Description) + len(item.Content)
	}
	if size > given {
		t.Errorf("%d bytes became %d", given, size)
	}
}
