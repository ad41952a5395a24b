package sqlite

import "context"

// wordsOf is what is to be indexed of an article.
type wordsOf struct {
	id          int64
	title, text string
	known       bool // it was indexed before
}

// index brings the full-text index up to date, after everything else in the
// transaction: FTS5 writes what it holds in memory whenever a statement with
// triggers begins, and one write for each article costs ten times as much.
func (v *saver) index(ctx context.Context) error {
	for _, w := range v.words {
		if !w.known {
			continue
		}
		if _, err := v.exec(ctx, "DELETE FROM words WHERE rowid = ?", w.id); err != nil {
			return err
		}
	}
	for _, w := range v.words {
		v.s.o.Pause()
		if _, err := v.exec(ctx, "INSERT INTO words (rowid, title, body) VALUES (?,?,?)", w.id, indexed(w.title), indexed(w.text)); err != nil {
			return err
		}
	}
	return nil
}
