package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

const (
	// memoRows and memoWidth are how many words a memo keeps at most: a row of
	// those whose hash is alike, the newest first.
	memoRows, memoWidth = 2048, 4
	// longestKept is the longest word that is worth keeping, in bytes.
	longestKept = 40
)

// Memo keeps what was worked out of the words met last: news is made of few
// words, and looking one up in all tables takes many times as long as finding it
// here. It is bounded by its size, needs no lock, and its zero value is ready.
type Memo[T any] struct {
	rows [memoRows][memoWidth]atomic.Pointer[memoized[T]]
}

type memoized[T any] struct {
	lang, word string
	value      T
}

var memoSeed = maphash.MakeSeed()

// Of gives what work says of a word of a language; work must say the same each
// time. What it returns is shared and must not be changed.
func (m *Memo[T]) Of(lang, word string, work func(lang, word string) T) *T {
	if len(word) > longestKept {
		value := work(lang, word)
		return &value
	}
	row := &m.rows[maphash.String(memoSeed, word)%memoRows]
	for i := range row {
		if known := row[i].Load(); known != nil && known.word == word && known.lang == lang {
			return &known.value
		}
	}
	// Copies, or one word would keep the whole text it stands in.
	made := &memoized[T]{lang: strings.Clone(lang), word: strings.Clone(word)}
	made.value = work(made.lang, made.word)
	// Others may change the row meanwhile: then a word is in it twice or lost,
	// and made again, but never wrong.
	for i := memoWidth - 1; i > 0; i-- {
		row[i].Store(row[i-1].Load())
	}
	row[0].Store(made)
	return &made.value
}
