package sqlite

import (
	"context"
	"math"
	"strings"
)

// wreck reads what can be read of a table in a damaged file.
type wreck struct {
	table string
	old   *DB
	names string // of the columns
	row   []any
	keep  func(row []any) error // its error ends the reading
	kept  error
}

// read keeps every row that can be had. A table with row IDs is read up to the
// damage and then from the first row behind it, as often as needed; one without
// is read from its beginning and from its end.
func (w *wreck) read(ctx context.Context) error {
	if !w.hasRowIDs(ctx) {
		for _, order := range []string{"", w.backwards(ctx)} {
			if _, ok := w.rows(ctx, "SELECT 0, "+w.names+" FROM "+w.table+order); ok || w.kept != nil {
				break
			}
		}
		return w.kept
	}
	for from := int64(math.MinInt64); ctx.Err() == nil; {
		last, ok := w.rows(ctx, "SELECT rowid, "+w.names+" FROM "+w.table+" WHERE rowid >= ? ORDER BY rowid", from)
		if ok || w.kept != nil {
			break
		}
		if from, ok = w.behind(ctx, max(last, from, 0)); !ok {
			break
		}
	}
	return w.kept
}

// rows keeps the rows of a query, whose first column is the row ID, and returns
// the last of them; ok is false when not all could be read.
func (w *wreck) rows(ctx context.Context, text string, args ...any) (last int64, ok bool) {
	last = math.MinInt64
	dest := make([]any, 1+len(w.row))
	var id int64
	dest[0] = &id
	for i := range w.row {
		dest[1+i] = &w.row[i]
	}
	err := w.old.rstmts.query(ctx, text, args, func(scan scan) error {
		if err := scan(dest...); err != nil {
			return err
		}
		last = id
		w.kept = w.keep(w.row)
		return w.kept
	})
	return last, err == nil
}

// behind is the first row ID after one at which reading works again, found by
// doubling the distance and then halving it; false when there is none.
func (w *wreck) behind(ctx context.Context, last int64) (int64, bool) {
	bad := last
	var good int64
	for gap := int64(1); ; gap *= 2 {
		if gap > math.MaxInt64/4 || last > math.MaxInt64/4 {
			return 0, false
		}
		// Beyond the last row reading works, too; what lies between may still
		// hold some.
		if good = last + gap; w.works(ctx, good, nil) {
			break
		}
		bad = good
	}
	for good-bad > 1 {
		middle := bad + (good-bad)/2
		if w.works(ctx, middle, nil) {
			good = middle
		} else {
			bad = middle
		}
	}
	found := false
	return good, w.works(ctx, good, &found) && found
}

// works reports whether the first row from a row ID on can be read, and tells
// found whether there is one.
func (w *wreck) works(ctx context.Context, at int64, found *bool) bool {
	dest := make([]any, len(w.row))
	for i := range dest {
		dest[i] = new(any)
	}
	return w.old.rstmts.query(ctx, "SELECT "+w.names+" FROM "+w.table+" WHERE rowid >= ? ORDER BY rowid LIMIT 1", []any{at}, func(scan scan) error {
		if found != nil {
			*found = true
		}
		return scan(dest...)
	}) == nil
}

func (w *wreck) hasRowIDs(ctx context.Context) bool {
	text := ""
	_, err := one(ctx, &w.old.rstmts, "SELECT sql FROM sqlite_schema WHERE name = ?", []any{w.table}, &text)
	return err == nil && !strings.Contains(strings.ToUpper(text), "WITHOUT ROWID")
}

// backwards orders a table without row IDs from its end, by its primary key.
func (w *wreck) backwards(ctx context.Context) string {
	var keys []string
	_ = w.old.rstmts.query(ctx, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", []any{w.table}, func(scan scan) error {
		var name string
		err := scan(&name)
		keys = append(keys, name+" DESC")
		return err
	})
	if len(keys) == 0 {
		return ""
	}
	return " ORDER BY " + strings.Join(keys, ", ")
}
