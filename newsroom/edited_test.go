package newsroom

import (
	"context"
	"strings"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/sqlite"
)

// An article that only tells a story once it was edited joins it then.
func TestEditedArticlesAreClustered(t *testing.T) {
	d := newDesk(t)
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Format(time.RFC1123Z)
	text := "The harbour board of Osterwick sold its last ferry, the Klara, to a museum in Bergen for 40,000 crowns on Sunday. " +
		"Captain Ruth Aldersen had steered her for thirty years. The museum will show her from May, the board said in Osterwick."
	one, other := "https://a.example/feed", "https://b.example/feed"
	d.press.feed(one, feedOf(entry{title: "More soon", guid: "1", link: "https://a.example/1", text: "We will say more soon.", date: at}))
	d.press.feed(other, feedOf(entry{title: "Osterwick sells its last ferry", guid: "2", link: "https://b.example/2", text: text, date: at}))
	d.follow(one, other)
	d.refresh(true)
	stories := func() (all []news.StoryID) {
		w, err := d.Headlines(t.Context(), View{Place: PlaceRiver, Apart: true}, store.Page{})
		d.must(err)
		for _, h := range w.Rows {
			all = append(all, h.StoryID)
		}
		return all
	}
	if s := stories(); len(s) != 2 || s[0] != 0 || s[1] != 0 {
		t.Fatalf("before, the stories are %v", s)
	}
	d.press.feed(one, feedOf(entry{title: "Osterwick sells its last ferry", guid: "1", link: "https://a.example/1", text: text, date: at}))
	d.later(2 * time.Hour)
	d.refresh(true)
	told := stories()
	if len(told) != 2 || told[0] == 0 || told[0] != told[1] {
		t.Fatalf("after the edit, the stories are %v", told)
	}
	d.press.feed(one, feedOf(entry{title: "Osterwick sells its last ferry", guid: "1", link: "https://a.example/1", text: text + " A correction: it was a gift.", date: at}))
	d.later(2 * time.Hour)
	d.refresh(true)
	if again := stories(); len(again) != 2 || again[0] != told[0] || again[1] != told[0] {
		t.Errorf("edited again, the stories are %v, they were %v", again, told)
	}
}

// settingsSynced counts what is remembered with a wait for the disk.
type settingsSynced struct {
	store.Store
	blocks int
}

func (s *settingsSynced) SetSetting(ctx context.Context, user news.UserID, key, value string) error {
	if strings.HasPrefix(key, "recurring.") {
		s.blocks++
	}
	return s.Store.SetSetting(ctx, user, key, value)
}

// What is learned of a feed's blocks does not wait for the disk; what a reader
// says of them does.
func TestLearnedBlocksDoNotWaitForTheDisk(t *testing.T) {
	d := newDesk(t)
	d.close()
	db, err := sqlite.Open(t.Context(), d.path, sqlite.Options{Now: d.clock})
	d.must(err)
	counted := &settingsSynced{Store: db}
	room := Open(Options{Store: counted, Config: d.set, Transport: d.press, Clock: d.clock, Version: "1.2", Lexicon: noCompanies{}})
	d.Session = room.Local()
	d.close = func() {
		_ = room.Close()
		_ = db.Close()
	}
	all := numbered(5)
	for i := range all {
		all[i].text = "<p>" + all[i].text + " It was a long day, and everybody went home late in the rain.</p><p>You are reading our letter of the week, dear friends.</p>"
	}
	d.press.feed("https://a.example/feed", feedOf(all...))
	id := d.follow("https://a.example/feed")[0]
	d.refresh(true)
	blocks, err := d.Recurring(t.Context(), id)
	d.must(err)
	if raw, err := db.Setting(t.Context(), news.LocalUser, recurringKey(id)); err != nil || raw == "" || len(blocks) == 0 || counted.blocks != 0 {
		t.Fatalf("%d blocks are known, %q is stored (%v), %d times with a wait", len(blocks), raw, err, counted.blocks)
	}
	d.must(d.KeepRecurring(t.Context(), id, blocks[0].Key, true))
	if counted.blocks != 1 {
		t.Errorf("what a reader said waited %d times for the disk, want once", counted.blocks)
	}
}
