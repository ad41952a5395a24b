package reader

import (
	"fmt"
	"testing"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/keymap"
)

// A row of the list of links opens at the first click, as its number does.
func TestClickOnARowOfTheLinks(t *testing.T) {
	d := drive(t, dark, "en", 72, 40).show(samples["french"].reading(1)).do(keymap.Links)
	first := len(d.Links()) - 1
	row := d.textHeight() + 1 + d.panel.starts[first] - d.panel.top
	d.run(d.Click(5, row))
	if len(d.opened) != 1 || d.opened[0] != d.Links()[first].URL {
		t.Errorf("opened %v of %v", d.opened, d.Links())
	}
}

// A list without rows does not offer what can be done with one.
func TestTheListIsAPlaceOfTheKeys(t *testing.T) {
	d := drive(t, dark, "en", 72, 40).show(samples["french"].reading(1))
	if d.Panel() != "" {
		t.Error("no list is open")
	}
	for action, want := range map[keymap.Action]keymap.Context{keymap.Links: keymap.LinksBox, keymap.Quotes: keymap.QuotesBox, keymap.Why: keymap.WhyBox} {
		if d.do(action); d.Panel() != want {
			t.Errorf("%s opens %q", action, d.Panel())
		}
	}
	bare := drive(t, dark, "en", 72, 40).show(newsroom.Reading{Full: store.Full{Article: news.Article{ID: 9, Text: "One word.", HTML: "<p>One word.</p>"}}})
	if bare.do(keymap.Links); bare.Panel() != keymap.EmptyBox {
		t.Errorf("without links it is %q", bare.Panel())
	}
}

// The search says at once where one is, and when there is nothing to find.
func TestFindSaysWhatItFound(t *testing.T) {
	d := drive(t, dark, "en", 72, 40).show(samples["french"].reading(1)).do(keymap.Search)
	d.asked("Dunkerque")
	d.run(d.ended())
	if n := len(d.said); n != 1 || d.said[0] != fmt.Sprintf("Match 1 of %d", len(d.hits)) || !d.Searching() {
		t.Errorf("said %v", d.said)
	}
	d.do(keymap.Search)
	d.asked("zebra")
	d.run(d.ended())
	if d.said[len(d.said)-1] != "“zebra” is not in this article" || d.Searching() {
		t.Errorf("said %v", d.said)
	}
	d.do(keymap.Search)
	d.asked("")
	d.run(d.ended())
	if len(d.said) != 2 {
		t.Errorf("of nothing it says %q", d.said[2:])
	}
}
