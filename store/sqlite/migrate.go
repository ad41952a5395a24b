package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// The schema: 0001_….sql makes version 1 from an empty file, 0002_….sql makes
// version 2 from version 1, and so on. A file that was released never changes.
//
//go:embed migrations/*.sql
var migrations embed.FS

func migrationNames() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql") // sorted
	if err != nil || len(names) == 0 {
		panic("no migrations embedded")
	}
	return names
}

func latestVersion() int { return len(migrationNames()) }

type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *DB) schemaVersion(ctx context.Context, db asker) (version int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// migrate brings the schema up to date, one transaction for all steps, so that
// two processes that start together do it once.
func (s *DB) migrate(ctx context.Context) error {
	return s.migrateTo(ctx, latestVersion())
}

func (s *DB) migrateTo(ctx context.Context, target int) error {
	version, err := s.schemaVersion(ctx, s.w)
	if err != nil {
		return s.explain("open", err)
	}
	if version > latestVersion() {
		return s.tooNew(version)
	}
	if version >= target {
		// Touch the content too: a damaged file often opens well.
		var n int
		err := s.w.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
		return s.explain("open", err)
	}
	err = s.transact(ctx, synced, func(ctx context.Context) error {
		version, err := s.schemaVersion(ctx, s.w)
		if err != nil {
			return err
		}
		for _, name := range migrationNames() {
			n, err := strconv.Atoi(strings.SplitN(path.Base(name), "_", 2)[0])
			if err != nil {
				return fmt.Errorf("migration %s has no number: %w", name, err)
			}
			if n <= version || n > target {
				continue
			}
			text, err := migrations.ReadFile(name)
			if err != nil {
				return err
			}
			if _, err := s.w.ExecContext(ctx, string(text)); err != nil {
				return fmt.Errorf("migration %s: %w", name, err)
			}
		}
		_, err = s.w.ExecContext(ctx, "PRAGMA user_version="+strconv.Itoa(target))
		return err
	})
	return s.explain("bring the store up to date", err)
}
