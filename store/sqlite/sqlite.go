// Package sqlite is lede's default store: one embedded SQLite file, pure Go.
//
// One connection writes, in short IMMEDIATE transactions queued within the
// process; a few others read. WAL lets both go on at once, also between
// processes. The schema is in migrations/, applied in order and never
// backwards.
//
// Durability: every commit survives the death of the process. What a person
// did (actions, subscriptions, settings) is also synced to the disk before it
// is acknowledged, so that it survives a power cut; articles and polls are
// not (synchronous=NORMAL), because the network can give them again and a sync
// for every poll of 500 feeds would cost seconds. Neither can damage the file.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"lede/store"
)

// Options of a store. The zero value is what lede uses.
type Options struct {
	// Busy is how long a write waits for another process that holds the
	// store before it gives up with store.ErrBusy; 0: 30 s.
	Busy time.Duration
	// Watch is how often changes of other processes are looked for; 0: 250 ms.
	Watch time.Duration
	// ReadOnly opens without writing anything.
	ReadOnly bool
	// Now is the clock; nil: time.Now.
	Now func() time.Time
	// MaxPages bounds the file, in pages of 4 KiB; 0: no bound.
	MaxPages int
	// Pause is called between the steps of work that can wait, and returns when it
	// may go on; nil: it never waits.
	Pause func()
	// Warn is told what was repaired while opening, in sentences for people.
	Warn func(string)
}

// DB is a store in a SQLite file.
type DB struct {
	path     string
	temp     string // directory of a ":memory:" store, removed on Close
	o        Options
	readonly bool

	lock    chan struct{} // held by whoever writes
	wpool   *sql.DB
	w       *sql.Conn
	wstmts  statements
	durable bool // what PRAGMA synchronous of w is now

	readers *sql.DB
	rstmts  statements
	names   companyNames
	counts  countCache
	hits    hitCache

	hub    hub
	stop   context.CancelFunc
	done   sync.WaitGroup
	close  sync.Once
	closed atomic.Bool
	// mutedGen goes up when rules hide other articles, here or elsewhere.
	mutedGen atomic.Int64
	hidden   hiddenCache
	// articlesGen goes up when articles or feeds change, here or elsewhere.
	articlesGen atomic.Int64
}

var _ store.Store = (*DB)(nil)

// Open opens the store in the file path, making it and its directory when
// missing. ":memory:" is a store of its own that is gone when closed.
//
// A damaged file is moved aside as path.damaged-<date> and what can be read of
// it is taken over; Options.Warn is told. A file that cannot be written is
// opened for reading only; changing it then fails with store.ErrReadOnly.
func Open(ctx context.Context, path string, o Options) (store.Store, error) {
	if o.Busy <= 0 {
		o.Busy = 30 * time.Second
	}
	if o.Watch <= 0 {
		o.Watch = 250 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	if o.Pause == nil {
		o.Pause = func() {}
	}
	s := &DB{path: path, o: o, readonly: o.ReadOnly, lock: make(chan struct{}, 1)}
	s.hub.articles = &s.articlesGen
	if path == ":memory:" {
		dir, err := os.MkdirTemp("", "lede-memory-")
		if err != nil {
			return nil, fmt.Errorf("no directory for a temporary store: %w", err)
		}
		s.temp, s.path = dir, filepath.Join(dir, "lede.db")
	}
	if err := s.open(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	watch, stop := context.WithCancel(context.Background())
	s.stop = stop
	if version, ok := s.dataVersion(ctx); ok {
		s.done.Add(1)
		go func() {
			defer s.done.Done()
			s.watch(watch, version)
		}()
	}
	return s, nil
}

func (s *DB) open(ctx context.Context) error {
	if err := s.prepareFile(); err != nil {
		return err
	}
	err := s.connect(ctx)
	if errors.Is(err, store.ErrReadOnly) && !s.readonly {
		s.disconnect()
		s.readonly = true
		err = s.connect(ctx)
	}
	if errors.Is(err, store.ErrCorrupt) && !s.readonly {
		s.disconnect()
		return s.replaceDamaged(ctx, err)
	}
	return err
}

// prepareFile makes the directory (0700) and an empty file (0600), and finds
// out what stands in the way in words a person understands.
func (s *DB) prepareFile() error {
	info, err := os.Stat(s.path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("the store %s is a directory: name a file in it, for example %s",
			s.path, filepath.Join(s.path, "lede.db"))
	case err == nil:
		if f, err := os.OpenFile(s.path, os.O_RDWR, 0); err == nil {
			return f.Close()
		} else if errors.Is(err, os.ErrPermission) {
			s.readonly = true
			return nil
		}
		return nil
	case s.readonly:
		return fmt.Errorf("the store %s does not exist and may not be made: %w", s.path, store.ErrReadOnly)
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return fmt.Errorf("the directory for the store cannot be made: %w", err)
	}
	f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("the store %s cannot be made there (%w); choose another place with --data", s.path, store.ErrReadOnly)
	}
	if err != nil {
		return fmt.Errorf("the store %s cannot be made: %w", s.path, err)
	}
	return f.Close()
}

// connect opens writer and readers and brings the schema up to date.
func (s *DB) connect(ctx context.Context) error {
	if s.readonly {
		return s.connectReadOnly(ctx)
	}
	s.wpool = pool(s.dsn("rwc", s.o.Busy, 4096, "journal_mode(wal)", "synchronous(normal)", "foreign_keys(on)",
		"journal_size_limit(33554432)", "wal_autocheckpoint(8000)"), 1)
	w, err := s.wpool.Conn(ctx)
	if err != nil {
		return s.explain("open", err)
	}
	s.w, s.wstmts = w, statements{prepare: w.PrepareContext}
	if s.o.MaxPages > 0 {
		if _, err := w.ExecContext(ctx, "PRAGMA max_page_count="+strconv.Itoa(s.o.MaxPages)); err != nil {
			return s.explain("open", err)
		}
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	s.openReaders("rw")
	return s.examine(ctx)
}

func (s *DB) connectReadOnly(ctx context.Context) error {
	s.w = nil
	s.openReaders("ro")
	version, err := s.schemaVersion(ctx, s.readers)
	if err != nil {
		// No room for the shared memory file of WAL in a directory that cannot
		// be written: then nobody else writes here either.
		s.disconnect()
		s.readers = pool(s.dsn("ro&immutable=1", s.o.Busy, 2048), readerCount)
		s.rstmts = statements{prepare: s.readers.PrepareContext}
		if version, err = s.schemaVersion(ctx, s.readers); err != nil {
			return s.explain("open", err)
		}
	}
	switch latest := latestVersion(); {
	case version > latest:
		return s.tooNew(version)
	case version < latest:
		return fmt.Errorf("the store %s has an older form and cannot be brought up to date: %w", s.path, store.ErrReadOnly)
	}
	return nil
}

// readerCount connections read at the same time; more would only multiply
// their caches.
const readerCount = 4

func (s *DB) openReaders(mode string) {
	s.readers = pool(s.dsn(mode, s.o.Busy, 2048, "query_only(on)"), readerCount)
	s.rstmts = statements{prepare: s.readers.PrepareContext}
}

// dsn names the file to the driver. The caches are small (cacheKiB each): the
// operating system caches the file already, outside of our memory.
func (s *DB) dsn(mode string, busy time.Duration, cacheKiB int, pragmas ...string) string {
	dsn := "file:" + (&url.URL{Path: s.path}).EscapedPath() + "?mode=" + mode +
		"&_pragma=busy_timeout(" + strconv.FormatInt(busy.Milliseconds(), 10) + ")" +
		"&_pragma=cache_size(-" + strconv.Itoa(cacheKiB) + ")&_pragma=temp_store(memory)"
	for _, p := range pragmas {
		dsn += "&_pragma=" + p
	}
	return dsn
}

func pool(dsn string, n int) *sql.DB {
	db, err := sql.Open("sqlite", dsn)
	if err != nil { // only for an unknown driver, and ours is imported
		panic(err)
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db
}

func (s *DB) disconnect() {
	s.wstmts.close()
	s.rstmts.close()
	if s.w != nil {
		_ = s.w.Close()
	}
	if s.readers != nil {
		_ = s.readers.Close() // waits for what is being read
	}
	if s.wpool != nil {
		_ = s.wpool.Close()
	}
}

// Close waits for the write under way and closes the file.
func (s *DB) Close() error {
	s.close.Do(func() {
		if s.stop != nil {
			s.stop()
		}
		s.done.Wait()
		s.lock <- struct{}{} // whoever writes ends first
		s.closed.Store(true)
		<-s.lock
		s.disconnect()
		s.hub.close()
		if s.temp != "" {
			_ = os.RemoveAll(s.temp)
		}
	})
	return nil
}
