package newsroom

import (
	"testing"
	"time"

	"lede/news"
)

func TestReadersAskForAsMuchAsAnHourHas(t *testing.T) {
	var b shares
	s := &Session{User: news.User{ID: 2}, Can: Abilities{Fetches: 10}}
	now := time.Unix(1_700_000_000, 0)
	six := []news.FeedID{1, 2, 3, 4, 5, 6}
	for i, want := range []int{6, 4, 0} {
		got, err := b.afford(s, six, now)
		if len(got) != want || (err != nil) != (want < 6) {
			t.Errorf("wish %d: %d feeds, %v; want %d", i, len(got), err, want)
		}
	}
	if got, _ := b.afford(s, six, now.Add(30*time.Minute)); len(got) != 5 {
		t.Errorf("half an hour later %d feeds, want 5", len(got))
	}
	other := &Session{User: news.User{ID: 3}, Can: s.Can}
	if got, err := b.afford(other, six, now); len(got) != 6 || err != nil {
		t.Errorf("another reader: %d feeds, %v", len(got), err)
	}
	if got, err := b.afford(&Session{User: news.User{ID: 4}, Can: Abilities{Guest: true}}, six, now); len(got) != 0 || err == nil {
		t.Errorf("a guest: %d feeds, %v", len(got), err)
	}
	if got, err := b.afford(&Session{User: news.User{ID: 1}}, six, now); len(got) != 6 || err != nil {
		t.Errorf("at home: %d feeds, %v", len(got), err)
	}
}

// Half of the places are the most that one reader's refreshes hold together.
func TestReadersShareThePlaces(t *testing.T) {
	n := &Newsroom{polling: make(chan struct{}, 4)}
	one, done := n.shares.of(2, cap(n.polling))
	same, doneToo := n.shares.of(2, cap(n.polling))
	if one != same || cap(one) != 2 {
		t.Fatalf("a reader has %d places, one set for all refreshes: %v", cap(one), one == same)
	}
	for range 2 {
		if !n.place(t.Context(), one) {
			t.Fatal("no place")
		}
	}
	other, doneOther := n.shares.of(3, cap(n.polling))
	for range 2 { // would wait for ever if the first reader had more than half
		if !n.place(t.Context(), other) {
			t.Fatal("no place for another reader")
		}
	}
	for _, part := range []chan struct{}{one, one, other, other} {
		n.free(part)
	}
	done()
	doneToo()
	doneOther()
	if len(n.polling) != 0 || len(n.shares.byUser) != 0 {
		t.Errorf("%d places are taken and %d readers remembered after all have ended", len(n.polling), len(n.shares.byUser))
	}
}

func TestFeedsOfAReaderAreBounded(t *testing.T) {
	f := &freePlaces{most: 2, known: map[string]bool{"a": true}}
	for _, tt := range []struct {
		url string
		ok  bool
	}{{"a", true}, {"b", true}, {"c", false}, {"b", true}} {
		if err := f.one(tt.url); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.url, err)
		}
	}
}
