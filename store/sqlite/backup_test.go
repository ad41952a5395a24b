package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/news"
	"lede/store"
)

// A backup is one instant of a store that is written to all the while, and
// what was acknowledged before it began is in it.
func TestBackupWhileWriting(t *testing.T) {
	dir := t.TempDir()
	s := openAt(t, filepath.Join(dir, "lede.db"), Options{})
	feed := subscribed(t, s)
	for i := range 50 {
		if err := savedIn(t, s, feed, fmt.Sprintf("before-%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := savedIn(t, s, feed, fmt.Sprintf("during-%d", i)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	backup := filepath.Join(dir, "backup.db")
	err := s.Backup(t.Context(), backup)
	close(stop)
	writing.Wait()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(backup)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*part*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	restored := filepath.Join(dir, "elsewhere", "lede.db")
	if aside, err := Restore(t.Context(), backup, restored, Options{Now: time.Now}); err != nil || aside != "" {
		t.Fatalf("restore: %q, %v", aside, err)
	}
	again := openAt(t, restored, Options{})
	if n := counted(t, again); n < 50 || n > counted(t, s) {
		t.Errorf("%d articles in the backup, %d in the store", n, counted(t, s))
	}
	if r, err := again.Check(t.Context()); err != nil || !r.OK {
		t.Errorf("the check says %+v, %v", r, err)
	}
	if w, err := again.List(t.Context(), news.LocalUser, store.Filter{}, store.Page{Limit: 10}); err != nil || len(w.Rows) != 10 {
		t.Errorf("the list has %d rows, %v", len(w.Rows), err)
	}
}

func TestRestoreKeepsWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	path, backup := filepath.Join(dir, "lede.db"), filepath.Join(dir, "backup.db")
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	if err := savedIn(t, s, feed, "one"); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := savedIn(t, s, feed, "two"); err != nil {
		t.Fatal(err)
	}
	o := Options{Now: time.Now}
	if _, err := Restore(t.Context(), backup, path, o); !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), "stop lede first") {
		t.Errorf("restoring under a running lede gives %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := Restore(t.Context(), backup, path, o)
	if err != nil || aside == "" {
		t.Fatalf("restore: %q, %v", aside, err)
	}
	if n := counted(t, openAt(t, path, Options{})); n != 1 {
		t.Errorf("%d articles after restoring, want 1", n)
	}
	if n := counted(t, openAt(t, aside, Options{})); n != 2 {
		t.Errorf("%d articles in what was there, want 2", n)
	}
	broken := filepath.Join(dir, "broken")
	if err := os.WriteFile(broken, []byte("no store"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), broken, path, o); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("restoring from a file that is no store gives %v", err)
	}
}

// Keys of the first form of the store open the same accounts in the second.
func TestKeysAreTakenOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	old := &DB{path: path, o: Options{Busy: time.Second, Now: time.Now}, lock: make(chan struct{}, 1)}
	if err := old.prepareFile(); err != nil {
		t.Fatal(err)
	}
	old.wpool = pool(old.dsn("rwc", time.Second, 1024, "journal_mode(wal)"), 1)
	var err error
	if old.w, err = old.wpool.Conn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := old.migrateTo(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := old.w.ExecContext(t.Context(), "INSERT INTO users (name, key, seen) VALUES ('ada', 'SHA256:a', 5)"); err != nil {
		t.Fatal(err)
	}
	old.disconnect()
	s := openAt(t, path, Options{})
	ada, err := s.UserByKey(t.Context(), "SHA256:a", "", false)
	if err != nil || ada.Name != "ada" || ada.Role != news.Reader {
		t.Errorf("the user of the old key is %+v, %v", ada, err)
	}
	if local, err := s.User(t.Context(), news.LocalUser); err != nil || local.Role != news.Admin {
		t.Errorf("the local user is %+v, %v", local, err)
	}
}
