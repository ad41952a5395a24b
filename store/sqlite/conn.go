package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"time"

	"lede/news"
	"lede/store"
)

// statements keeps prepared statements by their text. Texts come from code and
// from the planner, which makes few shapes; past the limit a statement is
// prepared, used and dropped.
type statements struct {
	prepare func(context.Context, string) (*sql.Stmt, error)
	mu      sync.Mutex
	byText  map[string]*sql.Stmt
}

const statementLimit = 256

// get returns the statement and whether the caller must close it.
func (c *statements) get(ctx context.Context, text string) (*sql.Stmt, bool, error) {
	c.mu.Lock()
	stmt := c.byText[text]
	full := len(c.byText) >= statementLimit
	c.mu.Unlock()
	if stmt != nil {
		return stmt, false, nil
	}
	stmt, err := c.prepare(ctx, text)
	if err != nil || full {
		return stmt, true, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first := c.byText[text]; first != nil {
		_ = stmt.Close() //nolint:sqlclosecheck // it is kept when nobody was faster
		return first, false, nil
	}
	if c.byText == nil {
		c.byText = map[string]*sql.Stmt{}
	}
	c.byText[text] = stmt
	return stmt, false, nil
}

func (c *statements) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, stmt := range c.byText {
		_ = stmt.Close()
	}
	c.byText = nil
}

// querier asks: the readers do, and the writer within a transaction.
type querier interface {
	// query calls row for each row; it is never nested.
	query(ctx context.Context, text string, args []any, row func(scan) error) error
}

// scan reads the columns of a row.
type scan func(dest ...any) error

func (c *statements) query(ctx context.Context, text string, args []any, row func(scan) error) error {
	stmt, mine, err := c.get(ctx, text)
	if err != nil {
		return err
	}
	if mine {
		defer stmt.Close()
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one reads the single row of a query; it reports whether there was one.
func one(ctx context.Context, q querier, text string, args []any, dest ...any) (bool, error) {
	found := false
	err := q.query(ctx, text, args, func(scan scan) error {
		if found {
			return nil
		}
		found = true
		return scan(dest...)
	})
	return found, err
}

// read runs fn with the readers and explains its error.
func (s *DB) read(ctx context.Context, doing string, fn func(q querier) error) error {
	if s.closed.Load() {
		return fmt.Errorf("%s: the store is closed", doing)
	}
	return s.explain(doing, fn(&s.rstmts))
}

// tx is a write transaction.
type tx struct {
	s       *DB
	changed store.Changed
	who     news.UserID // for whom it looks different; 0: everybody
	after   []func()    // run once it is committed
	steps   int64       // the number of the step it belongs to; see journal.go
}

func (t *tx) query(ctx context.Context, text string, args []any, row func(scan) error) error {
	return t.s.wstmts.query(ctx, text, args, row)
}

// exec runs a statement and returns how many rows it changed (those of
// triggers not counted).
func (t *tx) exec(ctx context.Context, text string, args ...any) (int, error) {
	stmt, mine, err := t.s.wstmts.get(ctx, text)
	if err != nil {
		return 0, err
	}
	if mine {
		defer stmt.Close()
	}
	res, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// insert runs a statement and returns the id it made.
func (t *tx) insert(ctx context.Context, text string, args ...any) (int64, error) {
	stmt, mine, err := t.s.wstmts.get(ctx, text)
	if err != nil {
		return 0, err
	}
	if mine {
		defer stmt.Close()
	}
	res, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// rowsAtOnce is how many rows a statement inserts at most.
const rowsAtOnce = 8

// insertAll inserts rows of width values each, which stand one after the other:
// several in a statement, as beginning one costs as much as a row. into is the
// statement without its values.
func (t *tx) insertAll(ctx context.Context, into string, width int, values []any) error {
	row := ",(?" + strings.Repeat(",?", width-1) + ")"
	for len(values) > 0 {
		some := values[:min(len(values), rowsAtOnce*width)]
		values = values[len(some):]
		if _, err := t.exec(ctx, into+" VALUES "+strings.Repeat(row, len(some)/width)[1:], some...); err != nil {
			return err
		}
	}
	return nil
}

// durability of a transaction; see the package comment.
type durability bool

const (
	again  durability = false // the network can give it again
	synced durability = true  // a person did it
)

// write runs fn in a transaction: all of it is stored, or nothing. It waits
// for its turn, and for other processes up to Options.Busy. A ctx that ends
// before fn begins cancels it; afterwards it is carried through, since a
// transaction is short and half of one is nothing.
func (s *DB) write(ctx context.Context, doing string, d durability, fn func(ctx context.Context, t *tx) error) error {
	if s.readonly {
		return fmt.Errorf("%s: %w (%s)", doing, store.ErrReadOnly, s.path)
	}
	if s.closed.Load() {
		return fmt.Errorf("%s: the store is closed", doing)
	}
	select {
	case s.lock <- struct{}{}:
		defer func() { <-s.lock }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if s.closed.Load() {
		return fmt.Errorf("%s: the store is closed", doing)
	}
	t := &tx{s: s}
	if err := s.transact(ctx, d, func(ctx context.Context) error { return fn(ctx, t) }); err != nil {
		return s.explain(doing, err)
	}
	for _, f := range t.after {
		f()
	}
	t.changed.User = t.who
	s.hub.announce(t.changed)
	return nil
}

func (s *DB) transact(ctx context.Context, d durability, fn func(ctx context.Context) error) (err error) {
	whole := context.WithoutCancel(ctx)
	exec := func(ctx context.Context, text string) error {
		_, err := s.w.ExecContext(ctx, text)
		return err
	}
	if bool(d) != s.durable && s.temp == "" {
		mode := "PRAGMA synchronous=NORMAL"
		if d == synced {
			mode = "PRAGMA synchronous=FULL"
		}
		if err := exec(whole, mode); err != nil {
			return err
		}
		s.durable = bool(d)
	}
	if err := exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed { // also when fn panics
			_ = exec(whole, "ROLLBACK")
		}
	}()
	if err := fn(whole); err != nil {
		return err
	}
	if err := exec(whole, "COMMIT"); err != nil {
		return err
	}
	committed = true
	return nil
}

// millis is how times are stored; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}
