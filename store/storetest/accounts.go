package storetest

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"lede/news"
	"lede/store"
)

func testUsers(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 0)
	if _, err := f.UserByKey(f.ctx, "SHA256:a", "ada", false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown key gives %v", err)
	}
	ada, err := f.UserByKey(f.ctx, "SHA256:a", "ada", true)
	f.must(err)
	again, err := f.UserByKey(f.ctx, "SHA256:a", "other", true)
	f.must(err)
	if ada.ID == news.LocalUser || again.ID != ada.ID || again.Name != "ada" || again.Key != "SHA256:a" || ada.Role != news.Reader {
		t.Errorf("the user of a key is %+v, then %+v", ada, again)
	}
	at := Epoch.Add(time.Hour)
	f.must(f.Saw(f.ctx, "SHA256:a", at))
	if err := f.Saw(f.ctx, "SHA256:none", at); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown key that was used gives %v", err)
	}
	ada.Name, ada.Role = "Ada L.", news.Editor
	f.must(f.UpdateUser(f.ctx, ada))
	got, err := f.User(f.ctx, ada.ID)
	f.must(err)
	if got.Name != "Ada L." || got.Role != news.Editor || !got.Seen.Equal(at) {
		t.Errorf("the changed user is %+v", got)
	}
	if err := f.UpdateUser(f.ctx, news.User{ID: ada.ID, Role: "king"}); err == nil {
		t.Error("an unknown role is stored")
	}
	if err := f.UpdateUser(f.ctx, news.User{ID: 99, Role: news.Reader}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("changing an unknown user gives %v", err)
	}
	if _, err := f.User(f.ctx, 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an unknown user gives %v", err)
	}
	guest, err := f.Guest(f.ctx)
	f.must(err)
	same, err := f.Guest(f.ctx)
	f.must(err)
	if guest.Role != news.Guest || same.ID != guest.ID {
		t.Errorf("the guests are %+v, then %+v", guest, same)
	}
	users, err := f.ListUsers(f.ctx)
	f.must(err)
	if len(users) != 3 || users[0].ID != news.LocalUser || users[0].Role != news.Admin || users[1].ID != ada.ID || users[1].Keys != 1 || users[2].Keys != 0 {
		t.Errorf("users are %+v", users)
	}
}

func testKeys(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 0)
	ada, err := f.UserByKey(f.ctx, "SHA256:a", "ada", true)
	f.must(err)
	bob, err := f.UserByKey(f.ctx, "SHA256:b", "bob", true)
	f.must(err)
	f.must(f.AddKey(f.ctx, ada.ID, store.SSHKey{Print: "SHA256:c", Name: "laptop"}))
	got, err := f.UserByKey(f.ctx, "SHA256:c", "nobody", true)
	f.must(err)
	if got.ID != ada.ID || got.Key != "SHA256:c" {
		t.Errorf("the second key is of %+v", got)
	}
	for _, print := range []string{"SHA256:b", "SHA256:c"} {
		if err := f.AddKey(f.ctx, ada.ID, store.SSHKey{Print: print}); !errors.Is(err, store.ErrTaken) {
			t.Errorf("adding %s again gives %v", print, err)
		}
	}
	if err := f.AddKey(f.ctx, 99, store.SSHKey{Print: "SHA256:d"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a key for nobody gives %v", err)
	}
	keys, err := f.Keys(f.ctx, ada.ID)
	f.must(err)
	if len(keys) != 2 || keys[0].Added.IsZero() {
		t.Errorf("the keys are %+v", keys)
	}
	if err := f.RemoveKey(f.ctx, bob.ID, "SHA256:c"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removing another's key gives %v", err)
	}
	f.must(f.RemoveKey(f.ctx, ada.ID, "SHA256:c"))
	if _, err := f.UserByKey(f.ctx, "SHA256:c", "", false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a removed key gives %v", err)
	}
	// The local user can be reached by a key as well.
	f.must(f.AddKey(f.ctx, news.LocalUser, store.SSHKey{Print: "SHA256:l"}))
	if got, err = f.UserByKey(f.ctx, "SHA256:l", "", false); err != nil || got.ID != news.LocalUser {
		t.Errorf("the key of the local user is of %+v, %v", got, err)
	}
}

func testRemoveUser(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	ada, err := f.UserByKey(f.ctx, "SHA256:a", "ada", true)
	f.must(err)
	f.subscribe(ada.ID, "https://feed0.example/rss")
	only := f.subscribe(ada.ID, "https://ada.example/rss")
	ids := f.add(f.feeds[0], 3)
	_, err = f.Do(f.ctx, ada.ID, store.Action{Kind: store.Star, Articles: ids[:1]})
	f.must(err)
	f.must(f.SetSetting(f.ctx, ada.ID, "pins", "x"))
	f.must(f.RemoveUser(f.ctx, ada.ID))
	if _, err := f.UserByKey(f.ctx, "SHA256:a", "", false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the key of a removed user gives %v", err)
	}
	if rows, err := f.ListFeeds(f.ctx, ada.ID); len(rows) != 0 || err != nil {
		t.Errorf("a removed user follows %v, %v", rows, err)
	}
	if v, _ := f.Setting(f.ctx, ada.ID, "pins"); v != "" {
		t.Errorf("a removed user has the setting %q", v)
	}
	if n := f.count(unreadOnly); n != 3 {
		t.Errorf("the others have %d unread, want 3", n)
	}
	now := time.Now().Add(time.Hour)
	due, err := f.LeaseDue(f.ctx, now, 10, time.Minute)
	f.must(err)
	for _, job := range due {
		if job.Feed.ID == only.ID {
			t.Error("a feed that only they followed is still polled")
		}
	}
	if err := f.RemoveUser(f.ctx, news.LocalUser); err == nil {
		t.Error("the local user was removed")
	}
	if err := f.RemoveUser(f.ctx, ada.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removing twice gives %v", err)
	}
	if r, err := f.Check(f.ctx); err != nil || !r.OK {
		t.Errorf("the check says %+v, %v", r, err)
	}
}

func testInvites(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 0)
	end := Epoch.Add(24 * time.Hour)
	invite := func(code string, role news.Role, name string) store.Invite {
		t.Helper()
		i, err := f.Invite(f.ctx, store.Invite{Hash: []byte(code), Role: role, Name: name, By: news.LocalUser, Made: Epoch, Expires: end})
		f.must(err)
		return i
	}
	first, second := invite("one", news.Editor, "ada"), invite("two", news.Reader, "")
	if _, err := f.Invite(f.ctx, store.Invite{Hash: []byte("three"), Role: news.Guest}); err == nil {
		t.Error("guests can be invited")
	}
	all, err := f.Invites(f.ctx, Epoch)
	f.must(err)
	if len(all) != 2 || all[0].ID != first.ID || all[0].Role != news.Editor || all[0].Name != "ada" || !all[0].Expires.Equal(end) {
		t.Errorf("the invitations are %+v", all)
	}
	for what, at := range map[string]time.Time{"unknown": Epoch, "one": end} {
		if _, err := f.Redeem(f.ctx, []byte(what), store.SSHKey{Print: "SHA256:a"}, "eve", at); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the code %q at %v gives %v", what, at, err)
		}
	}
	ada, err := f.Redeem(f.ctx, []byte("one"), store.SSHKey{Print: "SHA256:a", Name: "laptop"}, "somebody", Epoch)
	f.must(err)
	if ada.Name != "ada" || ada.Role != news.Editor || ada.Key != "SHA256:a" {
		t.Errorf("the invited user is %+v", ada)
	}
	if _, err := f.Redeem(f.ctx, []byte("one"), store.SSHKey{Print: "SHA256:b"}, "bob", Epoch); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a code used twice gives %v", err)
	}
	if _, err := f.Redeem(f.ctx, []byte("two"), store.SSHKey{Print: "SHA256:a"}, "bob", Epoch); !errors.Is(err, store.ErrTaken) {
		t.Errorf("a key that has an account gives %v", err)
	}
	f.must(f.Revoke(f.ctx, second.ID))
	for _, id := range []int64{first.ID, second.ID, 99} {
		if err := f.Revoke(f.ctx, id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("taking back invitation %d gives %v", id, err)
		}
	}
	if _, err := f.Redeem(f.ctx, []byte("two"), store.SSHKey{Print: "SHA256:b"}, "bob", Epoch); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a code taken back gives %v", err)
	}
}

func testHouse(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1) // the local user follows feed0 by themselves
	ada, err := f.UserByKey(f.ctx, "SHA256:a", "ada", true)
	f.must(err)
	ids := f.add(f.feeds[0], 2)
	follows := func(user news.UserID) (all []string) {
		t.Helper()
		rows, err := f.ListFeeds(f.ctx, user)
		f.must(err)
		for _, row := range rows {
			all = append(all, row.URL)
		}
		return all
	}
	unread := func(user news.UserID) int {
		t.Helper()
		n, err := f.Count(f.ctx, user, unreadOnly)
		f.must(err)
		return n
	}
	feed, created, err := f.AddHouseFeed(f.ctx, ada.ID, news.Feed{URL: "https://feed0.example/rss", Title: "Ours", Folders: []string{"House"}})
	f.must(err)
	if !created || feed.Title != "Ours" || feed.ID != f.feeds[0] {
		t.Errorf("the feed of the house is %+v, created %v", feed, created)
	}
	bob, err := f.UserByKey(f.ctx, "SHA256:b", "bob", true)
	f.must(err)
	for _, user := range []news.UserID{ada.ID, bob.ID} {
		if got := follows(user); len(got) != 1 || unread(user) != 2 {
			t.Errorf("user %d follows %v and has %d unread", user, got, unread(user))
		}
	}
	mine, err := f.Feed(f.ctx, f.user, feed.ID)
	f.must(err)
	theirs, err := f.Feed(f.ctx, ada.ID, feed.ID)
	f.must(err)
	if len(mine.Folders) != 0 || theirs.Title != "Ours" || len(theirs.Folders) != 1 {
		t.Errorf("who had it sees %+v, who had not %+v", mine, theirs)
	}
	// What one reads the other has not read.
	_, err = f.Do(f.ctx, ada.ID, store.Action{Kind: store.MarkRead, Articles: ids[:1]})
	f.must(err)
	if unread(ada.ID) != 1 || unread(bob.ID) != 2 {
		t.Error("read state is shared")
	}
	// A new name reaches those who did not give it one.
	theirs.Title = "My own name"
	f.must(f.UpdateFeed(f.ctx, ada.ID, theirs))
	_, created, err = f.AddHouseFeed(f.ctx, ada.ID, news.Feed{URL: feed.URL, Title: "New", Folders: []string{"House"}})
	f.must(err)
	a, _ := f.Feed(f.ctx, ada.ID, feed.ID)
	b, _ := f.Feed(f.ctx, bob.ID, feed.ID)
	if created || a.Title != "My own name" || b.Title != "New" {
		t.Errorf("after the new name: %q and %q", a.Title, b.Title)
	}
	// Bob leaves it for good; the house lets go of it and takes it again.
	f.must(f.Unsubscribe(f.ctx, bob.ID, feed.ID))
	f.must(f.RemoveHouseFeed(f.ctx, feed.ID))
	if len(follows(ada.ID)) != 0 || len(follows(f.user)) != 1 {
		t.Error("who followed it themselves keeps it, the others do not")
	}
	if err := f.RemoveHouseFeed(f.ctx, feed.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removing twice gives %v", err)
	}
	_, created, err = f.AddHouseFeed(f.ctx, ada.ID, news.Feed{URL: feed.URL})
	f.must(err)
	if !created || len(follows(ada.ID)) != 1 || unread(ada.ID) != 1 || len(follows(bob.ID)) != 0 {
		t.Errorf("when it comes back ada follows %v with %d unread, bob %v", follows(ada.ID), unread(ada.ID), follows(bob.ID))
	}
	// Who subscribes to it has it for their own.
	f.subscribe(ada.ID, feed.URL)
	f.must(f.RemoveHouseFeed(f.ctx, feed.ID))
	if len(follows(ada.ID)) != 1 {
		t.Error("a feed that was made one's own went with the house")
	}
	if all, err := f.HouseFeeds(f.ctx); len(all) != 0 || err != nil {
		t.Errorf("the house is left with %v, %v", all, err)
	}
	if r, err := f.Check(f.ctx); err != nil || !r.OK {
		t.Errorf("the check says %+v, %v", r, err)
	}
}

func testBackup(t *testing.T, open func(t *testing.T) store.Store) {
	f := prepare(t, open, 1)
	f.add(f.feeds[0], 5)
	path := filepath.Join(t.TempDir(), "backup")
	f.must(f.Backup(f.ctx, path))
	if err := f.Backup(f.ctx, path); err == nil {
		t.Error("a backup was overwritten")
	}
}
