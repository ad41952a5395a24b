package sqlite

import (
	"context"
	"errors"
	"fmt"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"lede/store"
)

// explain turns what SQLite says into a sentence for people around one of the
// store's errors. doing says what was attempted.
func (s *DB) explain(doing string, err error) error {
	if err == nil {
		return nil
	}
	for _, known := range []error{store.ErrNotFound, store.ErrReadOnly, store.ErrFull, store.ErrCorrupt,
		store.ErrTooNew, store.ErrBusy, store.ErrNoUndo, store.ErrTaken, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	var e *driver.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_READONLY, codes.SQLITE_PERM:
		return fmt.Errorf("%s: %w: %s cannot be written; check its permissions or choose another place with --data", doing, store.ErrReadOnly, s.path)
	case codes.SQLITE_CANTOPEN:
		return fmt.Errorf("%s: %w: %s or a file beside it cannot be opened for writing; check the permissions of the directory", doing, store.ErrReadOnly, s.path)
	case codes.SQLITE_FULL:
		return fmt.Errorf("%s: %w: nothing of this was stored in %s; make room and try again", doing, store.ErrFull, s.path)
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		s.suspect()
		return fmt.Errorf("%s: %w: %s (%s)", doing, store.ErrCorrupt, s.path, e.Error())
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return fmt.Errorf("%s: %w: it has been writing to %s for more than %s; try again when it is done", doing, store.ErrBusy, s.path, s.o.Busy)
	case codes.SQLITE_INTERRUPT:
		return fmt.Errorf("%s: %w", doing, context.Canceled)
	}
	return fmt.Errorf("%s: %s: %w", doing, s.path, err)
}

func (s *DB) tooNew(version int) error {
	return fmt.Errorf("%w: %s has form %d and this lede knows forms up to %d; install a newer lede, nothing was changed",
		store.ErrTooNew, s.path, version, latestVersion())
}
