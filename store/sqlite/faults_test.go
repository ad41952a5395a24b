package sqlite

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/news"
	"lede/store"
	"lede/store/query"
)

func savedIn(t *testing.T, s store.Store, feed news.FeedID, guid string) error {
	t.Helper()
	a := &news.Article{FeedID: feed, GUID: guid, Title: "Title " + guid, Text: strings.Repeat("word ", 200) + guid,
		Published: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	return s.SaveArticles(t.Context(), []store.Item{{Article: a}})
}

func subscribed(t *testing.T, s store.Store) news.FeedID {
	t.Helper()
	f, _, err := s.Subscribe(t.Context(), news.LocalUser, news.Feed{URL: "https://a.example/rss", Title: "A", Folders: []string{"F"}})
	if err != nil {
		t.Fatal(err)
	}
	return f.ID
}

func counted(t *testing.T, s store.Store) int {
	t.Helper()
	n, err := s.Count(t.Context(), news.LocalUser, store.Filter{Where: query.Not{Node: query.Or{}}})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// foreign opens the file as another program would.
func foreign(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func execute(t *testing.T, db *sql.DB, text string) {
	t.Helper()
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
}

// sentence checks that an error is of a kind and says what a person needs.
func sentence(t *testing.T, err, kind error, words ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("the error is %v, want %v", err, kind)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error does not say %q: %v", w, err)
		}
	}
}

func TestPermissions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(dir, "lede.db")
	s := openAt(t, path, Options{})
	subscribed(t, s)
	for name, want := range map[string]os.FileMode{dir: 0o700 | os.ModeDir, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600} {
		info, err := os.Stat(name)
		if err != nil || info.Mode() != want {
			t.Errorf("%s has mode %v, %v; want %v", filepath.Base(name), info.Mode(), err, want)
		}
	}
}

func TestPathIsADirectory(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(t.Context(), dir, Options{})
	if err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("opening a directory gives %v", err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), filepath.Join(file, "lede.db"), Options{}); err == nil {
		t.Error("a store below a file opens")
	}
}

func TestEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path, Options{})
	if err := savedIn(t, s, subscribed(t, s), "g"); err != nil {
		t.Error(err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	if err := savedIn(t, s, feed, "g"); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{ReadOnly: true})
	if n := counted(t, s); n != 1 {
		t.Errorf("%d articles can be read", n)
	}
	sentence(t, savedIn(t, s, feed, "h"), store.ErrReadOnly, path)
	_, err = s.Do(t.Context(), news.LocalUser, store.Action{Kind: store.Star, Articles: []news.ArticleID{1}})
	sentence(t, err, store.ErrReadOnly)
	_ = s.Close()
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Error("reading changed the file")
	}
	if _, err := Open(t.Context(), path+"-missing", Options{ReadOnly: true}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("a missing store opened for reading gives %v", err)
	}
}

func TestReadOnlyFileAndDirectory(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere; TestReadOnly covers the same way")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "lede.db")
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	_ = s.Close()
	for _, mode := range []struct{ file, dir os.FileMode }{{0o400, 0o700}, {0o400, 0o500}, {0o600, 0o500}} {
		if err := errors.Join(os.Chmod(path, mode.file), os.Chmod(dir, mode.dir)); err != nil {
			t.Fatal(err)
		}
		s := openAt(t, path, Options{})
		sentence(t, savedIn(t, s, feed, "g"), store.ErrReadOnly, path)
		_ = s.Close()
	}
	_, err := Open(t.Context(), filepath.Join(dir, "new.db"), Options{})
	sentence(t, err, store.ErrReadOnly, "--data")
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestLockedByAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{Busy: 20 * time.Millisecond})
	feed := subscribed(t, s)
	other := foreign(t, path)
	execute(t, other, "BEGIN IMMEDIATE")
	sentence(t, savedIn(t, s, feed, "g"), store.ErrBusy, path, "20ms")
	if n := counted(t, s); n != 0 { // reading goes on
		t.Errorf("%d articles", n)
	}
	// Another lede can be started meanwhile.
	second := openAt(t, path, Options{Busy: 20 * time.Millisecond})
	counted(t, second)
	execute(t, other, "COMMIT")
	if err := savedIn(t, s, feed, "g"); err != nil {
		t.Errorf("when the other is done: %v", err)
	}
	// A wait ends with the one who waits.
	execute(t, other, "BEGIN IMMEDIATE")
	patient := openAt(t, path, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := patient.SetSetting(ctx, news.LocalUser, "k", "v"); err == nil {
		t.Error("a write went through a lock")
	}
	execute(t, other, "ROLLBACK")
}

func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{MaxPages: 100})
	feed := subscribed(t, s)
	var err error
	n := 0
	for ; err == nil && n < 10000; n++ {
		err = savedIn(t, s, feed, strconv.Itoa(n))
	}
	sentence(t, err, store.ErrFull, "make room")
	if got := counted(t, s); got != n-1 {
		t.Errorf("%d articles are stored, %d were acknowledged", got, n-1)
	}
	if r, err := s.Check(t.Context()); err != nil || !r.OK {
		t.Errorf("afterwards the check says %+v, %v", r, err)
	}
	_ = s.Close()
	s = openAt(t, path, Options{})
	if err := savedIn(t, s, feed, "more room"); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func TestNewerSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{})
	subscribed(t, s)
	_ = s.Close()
	other := foreign(t, path)
	execute(t, other, "PRAGMA user_version = 999")
	_ = other.Close()
	for _, o := range []Options{{}, {ReadOnly: true}} {
		_, err := Open(t.Context(), path, o)
		sentence(t, err, store.ErrTooNew, path, "999", "newer lede")
	}
	if found, _ := filepath.Glob(path + ".damaged*"); len(found) > 0 {
		t.Error("a newer store is taken for a damaged one")
	}
}

// TestMigrations opens a store of each earlier version.
func TestMigrations(t *testing.T) {
	for version := range latestVersion() {
		t.Run(strconv.Itoa(version), func(t *testing.T) {
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
			if err := old.migrateTo(t.Context(), version); err != nil {
				t.Fatal(err)
			}
			old.disconnect()
			s := openAt(t, path, Options{})
			if err := savedIn(t, s, subscribed(t, s), "g"); err != nil {
				t.Fatal(err)
			}
			if r, err := s.Check(t.Context()); err != nil || !r.OK || r.Version != latestVersion() || r.Articles != 1 {
				t.Errorf("the check says %+v, %v", r, err)
			}
		})
	}
}

func TestNotAStore(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "lede.db")
	content := strings.Repeat("this is not a database\n", 500)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for i, name := range []string{".damaged-2026-03-01-120000", ".damaged-2026-03-01-120000-2"} {
		var warned string
		s := openAt(t, path, Options{Warn: func(w string) { warned = w }, Now: func() time.Time { return at }})
		subscribed(t, s)
		_ = s.Close()
		kept, err := os.ReadFile(path + name)
		if err != nil || string(kept) != content {
			t.Fatalf("round %d: the file was not kept as %s: %v", i, name, err)
		}
		if !strings.Contains(warned, path+name) || !strings.Contains(warned, "nothing in it could be read") {
			t.Errorf("the warning is %q", warned)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTwoPrograms writes from two stores on one file at once; each sees what
// the other did.
func TestTwoPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	one, two := openAt(t, path, Options{Watch: time.Millisecond}), openAt(t, path, Options{Watch: time.Millisecond})
	feed := subscribed(t, one)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for c := range two.Changes(ctx) {
		if c.Foreign {
			break
		}
	}
	var wg sync.WaitGroup
	for n, s := range []*DB{one, two} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 40 {
				// The same articles from both: each is stored once.
				if err := savedIn(t, s, feed, strconv.Itoa(i)); err != nil {
					t.Error(n, err)
				}
				if _, err := s.Do(t.Context(), news.LocalUser, store.Action{Kind: store.MarkRead, Where: &store.Filter{}}); err != nil {
					t.Error(n, err)
				}
			}
		}()
	}
	wg.Wait()
	for _, s := range []*DB{one, two} {
		if n := counted(t, s); n != 40 {
			t.Errorf("%d articles, want 40", n)
		}
		if r, err := s.Check(t.Context()); err != nil || !r.OK {
			t.Errorf("the check says %+v, %v", r, err)
		}
	}
}

const childEnv = "LEDE_STORE_TEST_CHILD"

// TestChild is not a test: it is what TestKill kills. It saves articles and
// marks them, and says what was acknowledged.
func TestChild(t *testing.T) {
	path := os.Getenv(childEnv)
	if path == "" {
		t.Skip("run by TestKill")
	}
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	for i := 0; ; i++ {
		guid := fmt.Sprint(os.Getpid(), "-", i)
		if err := savedIn(t, s, feed, guid); err != nil {
			t.Fatal(err)
		}
		fmt.Println("saved", guid)
		known, err := s.Identify(t.Context(), feed, []store.Key{{GUID: guid}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Do(t.Context(), news.LocalUser, store.Action{Kind: store.Star, Articles: []news.ArticleID{known[0].ID}}); err != nil {
			t.Fatal(err)
		}
		fmt.Println("starred", guid)
	}
}

// TestKill kills a process in the midst of its writing, again and again:
// everything it had acknowledged is there.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	var saved []string
	starred := 0
	for round := range 5 {
		child := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
		child.Env = append(os.Environ(), childEnv+"="+path)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); {
			if guid, ok := strings.CutPrefix(lines.Text(), "saved "); ok {
				saved = append(saved, guid)
			} else if strings.HasPrefix(lines.Text(), "starred ") {
				starred++
			}
			if n++; n == 20+13*round { // then read to its end: what was said before it died counts
				_ = child.Process.Kill()
			}
		}
		_ = child.Wait()
	}
	s := openAt(t, path, Options{Warn: func(w string) { t.Error(w) }})
	if len(saved) < 50 {
		t.Fatalf("only %d articles were saved", len(saved))
	}
	for _, guid := range saved {
		known, err := s.Identify(t.Context(), 1, []store.Key{{GUID: guid}})
		if err != nil || known[0].ID == 0 {
			t.Fatalf("article %s is lost: %v", guid, err)
		}
	}
	if n, err := s.Count(t.Context(), news.LocalUser, store.Filter{Where: query.Term{Field: query.FieldStarred}}); n < starred || err != nil {
		t.Errorf("%d stars, %d were acknowledged, %v", n, starred, err)
	}
	if r, err := s.Check(t.Context()); err != nil || !r.OK {
		t.Errorf("the check says %+v, %v", r, err)
	}
}

func TestCheckFindsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lede.db")
	s := openAt(t, path, Options{})
	feed := subscribed(t, s)
	for i := range 100 {
		if err := savedIn(t, s, feed, strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := s.Check(t.Context()); err != nil || !r.OK || r.Articles != 100 || r.Feeds != 1 || r.Path != path || r.Bytes == 0 {
		t.Fatalf("the check of a sound store says %+v, %v", r, err)
	}
	_ = s.Close()
	other := foreign(t, path)
	execute(t, other, "UPDATE tallies SET unread = unread + 1")
	_ = other.Close()
	s = openAt(t, path, Options{})
	if r, err := s.Check(t.Context()); err != nil || r.OK || !strings.Contains(r.Problem, "counts") {
		t.Errorf("the check of wrong counts says %+v, %v", r, err)
	}
}

func TestClosed(t *testing.T) {
	s := openAt(t, ":memory:", Options{})
	changes := s.Changes(t.Context())
	dir := s.temp
	_ = s.Close()
	_ = s.Close()
	if _, err := s.ListFeeds(t.Context(), news.LocalUser); err == nil {
		t.Error("a closed store lists feeds")
	}
	for range changes { // ends
	}
	for range s.Changes(t.Context()) { // ends too
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the temporary store is left behind: %v", err)
	}
}
