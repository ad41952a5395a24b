package opml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"lede/news"
)

// outlines is the body of a list, as far as its meaning goes: every outline with its
// attributes in their order.
func outlines(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	depth := 0
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			line := strings.Repeat(" ", depth) + e.Name.Local
			for _, a := range e.Attr {
				if a.Value != namespace && a.Name.Local != "version" {
					line += fmt.Sprintf(" {%s}%s=%q", a.Name.Space, a.Name.Local, a.Value)
				}
			}
			out, depth = append(out, line), depth+1
		case xml.EndElement:
			depth--
		case xml.CharData:
			if text := strings.TrimSpace(string(e)); text != "" {
				out = append(out, text)
			}
		}
	}
}

const elsewhere = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:mill="https://mill.example/ns">
  <head>
    <title>My  mills &amp; more</title>
    <dateModified>Tue, 24 Nov 2026 09:00:00 GMT</dateModified>
    <ownerName>Ada</ownerName>
  </head>
  <body>
    <outline text="Zulu" type="rss" xmlUrl="https://z.example/feed" mill:stones="3" unread="12" title=""/>
    <outline text="Empty" title="Nothing here" isOpen="false"></outline>
    <outline text="News" expansionState="1,2">
      <outline text="Zebra" xmlUrl="https://zebra.example/?a=1&amp;b=2" htmlUrl="https://zebra.example" category="/a/b,c" description="Stripes"/>
      <outline text="Deep">
        <outline text="Aardvark" xmlUrl="https://aardvark.example/feed" version="RSS2"/>
      </outline>
      <outline text="Able" xmlUrl="https://able.example/feed"/>
    </outline>
    <outline text="A/B" title="A/B">
      <outline text="Slash" xmlUrl="https://slash.example/feed"/>
    </outline>
    <outline text="Alpha" xmlUrl="https://a.example/feed" category="/a/b,c"/>
    <outline text="A page" type="link" url="https://page.example/"/>
    <outline text="Old" xmlUrl="gopher://old.example/"/>
    <outline text="Zebra again" xmlUrl="https://zebra.example/?a=1&amp;b=2"/>
  </body>
</opml>`

// What another program wrote is written as it was: order, folders without feeds,
// names with a slash, categories, attributes lede knows nothing of.
func TestListsFromElsewhereComeBack(t *testing.T) {
	feeds, layout, warnings, err := ReadAs(strings.NewReader(elsewhere))
	if err != nil || len(warnings) != 2 {
		t.Fatal(err, warnings)
	}
	for _, f := range feeds {
		want := map[string][]string{"https://zebra.example/?a=1&b=2": {"News"}, "https://slash.example/feed": {"A/B"}, "https://a.example/feed": {"a/b", "c"}}[f.URL]
		if want != nil && !reflect.DeepEqual(f.Folders, want) {
			t.Errorf("%s is in %q", f.URL, f.Folders)
		}
	}
	stored, err := layout.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, order := range [][]news.Feed{feeds, {feeds[4], feeds[1], feeds[5], feeds[0], feeds[3], feeds[2]}} { // the store has an order of its own
		var b bytes.Buffer
		if err := WriteAs(&b, order, Decode(stored)); err != nil {
			t.Fatal(err)
		}
		got, want := outlines(t, b.String()), outlines(t, elsewhere)
		// A feed that stands at the top besides its folder is in that folder only.
		want = want[:len(want)-1]
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// What was changed since is changed in the list, and nothing else.
func TestChangesInAList(t *testing.T) {
	feeds, layout, _, err := ReadAs(strings.NewReader(elsewhere))
	if err != nil {
		t.Fatal(err)
	}
	for i := range feeds {
		switch feeds[i].URL {
		case "https://z.example/feed":
			feeds[i].Title = "Zoo"
		case "https://able.example/feed":
			feeds[i].Folders = []string{"Deep/er"}
		case "https://slash.example/feed":
			feeds[i].URL = "" // no longer followed
		}
	}
	feeds = append(feeds, news.Feed{URL: "https://me:secret@new.example/feed", Title: "New", Folders: []string{"A/B"}})
	var b bytes.Buffer
	if err := WriteAs(&b, feeds, layout); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		`<outline text="Zoo" type="rss" xmlUrl="https://z.example/feed" mill:stones="3" unread="12" title="Zoo"/>`,
		"<outline text=\"A/B\" title=\"A/B\">\n      <outline type=\"rss\" text=\"New\" title=\"New\" xmlUrl=\"https://new.example/feed\"/>\n    </outline>",
		"<outline text=\"er\" title=\"er\">\n        <outline type=\"rss\" text=\"Able\"", `<outline text="Empty" title="Nothing here" isOpen="false">`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "slash.example") || strings.Contains(text, "secret") || strings.Count(text, "able.example") != 1 {
		t.Error(text)
	}
}

// A second list goes behind the first; what both have stands once.
func TestListsAreMerged(t *testing.T) {
	read := func(body string) ([]news.Feed, Layout) {
		feeds, layout, _, err := ReadAs(strings.NewReader("<opml><body>" + body + "</body></opml>"))
		if err != nil {
			t.Fatal(err)
		}
		return feeds, layout
	}
	first, one := read(`<outline text="F"><outline text="B" xmlUrl="https://b.example/"/></outline><outline text="Empty"/>`)
	second, two := read(`<outline text="C" xmlUrl="https://c.example/"/><outline text="F" colour="red"><outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlUrl="https://b.example/"/></outline>`)
	var b bytes.Buffer
	if err := WriteAs(&b, append(first, second[:2]...), one.Merge(two)); err != nil {
		t.Fatal(err)
	}
	want := outlines(t, `<opml><head><title>lede subscriptions</title></head><body><outline text="F" colour="red"><outline text="B" xmlUrl="https://b.example/"/><outline text="A" xmlUrl="https://a.example/"/></outline>
		<outline text="Empty"/><outline text="C" xmlUrl="https://c.example/"/></body></opml>`)
	if got := outlines(t, b.String()); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWhatIsNotKeptIsSaid(t *testing.T) {
	_, layout, warnings, err := ReadAs(strings.NewReader("<opml><!-- mine --><body><outline text=\"A\" xmlUrl=\"https://a.example/\"/></body></opml>"))
	if err != nil || len(warnings) != 1 || !strings.Contains(warnings[0], "comments") || len(layout.Body) != 1 {
		t.Errorf("%v %q", err, warnings)
	}
	many := "<opml><body>" + strings.Repeat(`<outline text="A" xmlUrl="https://a.example/"/>`, maxOutlines+1) + "</body></opml>"
	feeds, layout, warnings, err := ReadAs(strings.NewReader(many))
	if err != nil || len(feeds) != 1 || len(layout.Body) != 0 || len(warnings) != 1 || !strings.Contains(warnings[0], "too large") {
		t.Errorf("%v %q", err, warnings)
	}
	large := "<opml><body>" + strings.Repeat(`<outline text="`+strings.Repeat("x", 9000)+`"/>`, 300) + `<outline text="A" xmlUrl="https://a.example/"/></body></opml>`
	if feeds, layout, warnings, _ := ReadAs(strings.NewReader(large)); len(feeds) != 1 || len(layout.Body) != 0 || len(warnings) != 1 {
		t.Errorf("%d feeds, %d outlines, %q", len(feeds), len(layout.Body), warnings)
	}
}

// The order of feeds is a layout, too.
func TestArrange(t *testing.T) {
	feeds := []news.Feed{{URL: "https://z.example/"}, {URL: "https://b.example/", Folders: []string{"F/G", "E"}}, {URL: "https://a.example/", Folders: []string{"F/G"}}, {URL: "https://y.example/"}}
	var b bytes.Buffer
	if err := WriteAs(&b, []news.Feed{feeds[2], feeds[3], feeds[1], feeds[0]}, Arrange(feeds)); err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, l := range outlines(t, b.String()) {
		for _, name := range []string{"z.example", "b.example", "a.example", "y.example"} {
			if strings.Contains(l, "xmlUrl=\"https://"+name) {
				order = append(order, name[:1])
			}
		}
	}
	if got := strings.Join(order, ""); got != "zbaby" {
		t.Errorf("%s\n%s", got, b.String())
	}
}

// A list that was read is written with everything in it, and that is read the same.
func FuzzLayout(f *testing.F) {
	f.Add(elsewhere)
	f.Add(`<opml><body><outline text="a/ /b" x:y="1"><outline xmlUrl="http://a.example/" category="x,/y/z"><outline text="in"/></outline></outline></body></opml>`)
	f.Fuzz(func(t *testing.T, in string) {
		feeds, layout, _, err := ReadAs(strings.NewReader(in))
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := WriteAs(&first, feeds, layout); err != nil {
			t.Fatal(err)
		}
		again, same, _, err := ReadAs(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := WriteAs(&second, again, same); err != nil {
			t.Fatal(err)
		}
		if len(layout.Body) > 0 && first.String() != second.String() {
			t.Errorf("%s\nthen\n%s", first.String(), second.String())
		}
	})
}
