package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lede/store"
)

// Backup implements store.Store. The copy is compact, has nothing beside it, is
// readable by its owner only and was looked through before it got its name.
func (s *DB) Backup(ctx context.Context, path string) error {
	const doing = "back up the store"
	if s.closed.Load() {
		return fmt.Errorf("%s: the store is closed", doing)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = errors.New("it is there already; choose another name")
		}
		return fmt.Errorf("%s: %s: %w", doing, path, err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".part-*") // mode 0600
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	defer func() { _ = os.Remove(part.Name()) }()
	defer func() { _ = part.Close() }()
	// A connection of its own: it reads one instant for as long as it takes,
	// and nobody waits for it.
	from := pool(s.dsn("ro", s.o.Busy, 2048), 1)
	defer func() { _ = from.Close() }()
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", part.Name()); err != nil {
		return s.explain(doing, err)
	}
	if err := whole(ctx, part.Name()); err != nil {
		return fmt.Errorf("%s: the copy is not whole: %w", doing, err)
	}
	if err := part.Sync(); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	// A link, not a rename, never takes the place of another file.
	if err := os.Link(part.Name(), path); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// whole looks through a store that nobody uses, without writing to it.
func whole(ctx context.Context, path string) error {
	copied := &DB{path: path}
	copied.readers = pool(copied.dsn("ro&immutable=1", 0, 2048), 1)
	copied.rstmts = statements{prepare: copied.readers.PrepareContext}
	defer copied.disconnect()
	version, err := copied.schemaVersion(ctx, copied.readers)
	if err != nil {
		return err
	}
	if version > latestVersion() {
		return copied.tooNew(version)
	}
	if version == 0 {
		return errors.New("it is not a store of lede")
	}
	var found string
	if err := copied.readers.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", store.ErrCorrupt, found)
	}
	return nil
}

// Restore puts a backup in the place of the store at path, which nobody may have
// open. The store that was there is kept beside it; its new name is returned,
// "" when there was none.
func Restore(ctx context.Context, backup, path string, o Options) (aside string, err error) {
	if err := whole(ctx, backup); err != nil {
		return "", fmt.Errorf("restore %s: %w; nothing was changed", backup, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	part, err := copyBeside(backup, path)
	if err != nil {
		return "", fmt.Errorf("restore: %w; nothing was changed", err)
	}
	defer func() { _ = os.Remove(part) }()
	if _, err := os.Lstat(path); err == nil {
		// All that is in the log goes into the file, so that it can be moved
		// alone; this also finds out whether somebody has it open.
		if err := settle(ctx, path); err != nil {
			return "", fmt.Errorf("restore: %w; nothing was changed", err)
		}
		now := o.Now
		aside = path + ".before-restore-" + now().Format("2006-01-02-150405")
		if err := os.Link(path, aside); err != nil {
			return "", fmt.Errorf("restore: %w; nothing was changed", err)
		}
	}
	if err := os.Rename(part, path); err != nil {
		return aside, fmt.Errorf("restore: %w", err)
	}
	return aside, nil
}

// settle empties the log of a store that nobody else has open.
func settle(ctx context.Context, path string) error {
	s := &DB{path: path}
	db := pool(s.dsn("rw", 0, 2048), 1)
	defer func() { _ = db.Close() }()
	// Leaving WAL is refused while anybody else has the file open.
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode=DELETE").Scan(&mode); err != nil || mode != "delete" {
		return fmt.Errorf("%w: %s is open; stop lede first", store.ErrBusy, path)
	}
	return nil
}

// copyBeside copies a file to the directory of path, synced, and returns its name.
func copyBeside(from, path string) (name string, err error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }()
	out, err := os.CreateTemp(filepath.Dir(path), ".restore-*")
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		_ = os.Remove(out.Name())
		return "", err
	}
	return out.Name(), nil
}
