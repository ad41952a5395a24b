package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"lede/store"
)

// tables in the order they are taken over from a damaged file: what only its
// user knows first, what the network can give again last.
var tables = []string{
	"users", "keys", "invites", "feeds", "subscriptions", "house", "settings", "articles", "identities", "bodies", "companies", "states", "tags",
	"speakers", "quotes", "mentions", "sources", "implied", "families", "retag", "unread", "mutes", "muted", "journal", "stories",
}

// suspicion is the name of a file beside the store that says: damage was found
// while it was open. The next one to open it looks closely.
const suspicion = ".damage-found"

func (s *DB) suspect() {
	if !s.readonly {
		_ = os.WriteFile(s.path+suspicion, nil, 0o600)
	}
}

// examine looks closely at a store under suspicion.
func (s *DB) examine(ctx context.Context) error {
	if _, err := os.Stat(s.path + suspicion); s.readonly || errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	var found string
	err := s.w.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	if err == nil && found == "ok" {
		// quick_check reads tables; a damaged full-text index is one too.
		_, err = s.w.ExecContext(ctx, "INSERT INTO words (words) VALUES ('integrity-check')")
		if err == nil {
			return os.Remove(s.path + suspicion)
		}
	}
	if err == nil {
		err = errors.New(found)
	}
	return fmt.Errorf("open: %w: %s (%w)", store.ErrCorrupt, s.path, err)
}

// replaceDamaged moves the damaged file aside, begins a new one and takes over
// what can be read.
func (s *DB) replaceDamaged(ctx context.Context, why error) error {
	aside := s.path + ".damaged-" + s.o.Now().Format("2006-01-02-150405")
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s.damaged-%s-%d", s.path, s.o.Now().Format("2006-01-02-150405"), n)
	}
	if err := os.Rename(s.path, aside); err != nil {
		return fmt.Errorf("%w; it cannot be moved aside either: %w", why, err)
	}
	for _, suffix := range []string{"-wal", "-shm"} { // they belong to it
		if err := os.Rename(s.path+suffix, aside+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%w; %s cannot be moved aside: %w", why, s.path+suffix, err)
		}
	}
	if err := os.Remove(s.path + suspicion); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := s.prepareFile(); err != nil {
		return err
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	taken := s.salvage(ctx, aside)
	if taken == "" {
		taken = "nothing in it could be read"
	} else {
		taken = "taken over: " + taken
	}
	s.o.Warn(fmt.Sprintf("the store %s was damaged. It was moved to %s, and a new one was begun; %s.", s.path, aside, taken))
	return nil
}

// salvage copies table by table, as many rows of each as can be read, and says
// what it got.
func (s *DB) salvage(ctx context.Context, aside string) string {
	old := &DB{path: aside, o: s.o, readonly: true}
	old.openReaders("ro")
	defer old.disconnect()
	if version, err := old.schemaVersion(ctx, old.readers); err != nil || version != latestVersion() {
		return ""
	}
	var got []string
	for _, table := range tables {
		n, err := s.takeOver(ctx, old, table)
		if err == nil && n > 0 && (table == "subscriptions" || table == "articles") {
			got = append(got, fmt.Sprintf("%d %s", n, table))
		}
	}
	_ = s.write(ctx, "index what was taken over", again, func(ctx context.Context, t *tx) error { return t.reindex(ctx) })
	return strings.Join(got, ", ")
}

// takeOver copies the rows of a table that can be read.
func (s *DB) takeOver(ctx context.Context, old *DB, table string) (int, error) {
	columns, err := s.columns(ctx, table)
	if err != nil {
		return 0, err
	}
	n := 0
	err = s.write(ctx, "take over "+table, again, func(ctx context.Context, t *tx) error {
		if table == "users" || table == "feeds" { // counted by triggers, or made with the file
			if _, err := t.exec(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		names := strings.Join(columns, ", ")
		w := wreck{table: table, old: old, names: names, row: make([]any, len(columns)), keep: func(row []any) error {
			done, err := t.exec(ctx, "INSERT OR IGNORE INTO "+table+" ("+names+") VALUES (?"+strings.Repeat(", ?", len(row)-1)+")", row...)
			n += done
			return err
		}}
		if err := w.read(ctx); err != nil {
			return err
		}
		if table == "feeds" {
			_, err := t.exec(ctx, "UPDATE feeds SET followers = 0, total = 0, leased_until = 0")
			return err
		}
		return nil
	})
	return n, err
}

func (s *DB) columns(ctx context.Context, table string) (names []string, err error) {
	err = s.read(ctx, "read the form of the store", func(q querier) error {
		return q.query(ctx, "SELECT name FROM pragma_table_info(?)", []any{table}, func(scan scan) error {
			var name string
			err := scan(&name)
			names = append(names, name)
			return err
		})
	})
	return names, err
}

// reindex makes what is derived from the rows that were taken over: the
// full-text index, and articles whose body is lost are purged.
func (t *tx) reindex(ctx context.Context) error {
	if _, err := t.exec(ctx, "UPDATE articles SET purged = 1 WHERE purged = 0 AND id NOT IN (SELECT id FROM bodies)"); err != nil {
		return err
	}
	for _, text := range []string{
		"DELETE FROM unread WHERE article NOT IN (SELECT id FROM articles WHERE purged = 0)",
		"DELETE FROM mentions WHERE article NOT IN (SELECT id FROM articles WHERE purged = 0)",
		"DELETE FROM quotes WHERE article NOT IN (SELECT id FROM articles WHERE purged = 0)",
	} {
		if _, err := t.exec(ctx, text); err != nil {
			return err
		}
	}
	articles, err := ids(ctx, t, "SELECT id FROM articles WHERE purged = 0")
	if err != nil {
		return err
	}
	for _, id := range articles {
		var title string
		var body []byte
		if _, err := one(ctx, t, "SELECT a.title, b.body FROM articles a CROSS JOIN bodies b ON b.id = a.id WHERE a.id = ?", []any{id}, &title, &body); err != nil {
			return err
		}
		text, _, err := decodeBody(body)
		if err != nil {
			continue // its title can be found at least
		}
		if _, err := t.exec(ctx, "INSERT INTO words (rowid, title, body) VALUES (?,?,?)", id, indexed(title), indexed(text)); err != nil {
			return err
		}
	}
	t.changed = store.Changed{Articles: true, Feeds: true, States: true}
	return nil
}
