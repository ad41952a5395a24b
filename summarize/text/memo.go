package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

const (
	// memoRows and memoWidth are how many words are kept at most: a row of
	// those whose hash is alike, the newest first.
	memoRows, memoWidth = 4096, 4
	// longestKept is the longest word that is worth keeping, in bytes.
	longestKept = 40
	// mostMemos is how many memos there may be in the program.
	mostMemos = 6
)

// Memo keeps what was worked out of the words met last: news is made of few
// words, and looking one up in all tables takes many times as long as finding it
// here. It is bounded and needs no lock. All memos keep what they know of a word
// with the word, so that it is searched for once.
type Memo[T any] struct{ place int }

// entry is a word of a language, with what each memo knows of it.
type entry struct {
	lang, word string
	known      [mostMemos]atomic.Value // a *T of the memo that has this place
}

var (
	memoSeed = maphash.MakeSeed()
	entries  [memoRows]row
	memos    atomic.Int32
)

// row are words and a part of the hash of each, so that others are not looked at.
type row struct {
	hints [memoWidth]atomic.Uint32
	words [memoWidth]atomic.Pointer[entry]
}

// NewMemo makes a memo. It stays for as long as the program runs.
func NewMemo[T any]() Memo[T] {
	place := int(memos.Add(1)) - 1
	if place >= mostMemos {
		panic("text: mostMemos is too small")
	}
	return Memo[T]{place}
}

func hashOf(word string) uint64 { return maphash.String(memoSeed, word) }

// entryOf finds a word by its hash, or makes a place for it.
func entryOf(lang, word string, hash uint64) *entry {
	if len(word) > longestKept {
		return &entry{lang: lang, word: word}
	}
	row, hint := &entries[hash>>32%memoRows], uint32(hash)
	for i := range memoWidth {
		if row.hints[i].Load() != hint {
			continue
		}
		if e := row.words[i].Load(); e != nil && e.word == word && e.lang == lang {
			return e
		}
	}
	// Copies, or one word would keep the whole text it stands in.
	made := &entry{lang: strings.Clone(lang), word: strings.Clone(word)}
	// Others may change the row meanwhile: then a word is in it twice or lost,
	// and made again, but never wrong.
	for i := memoWidth - 1; i > 0; i-- {
		row.words[i].Store(row.words[i-1].Load())
		row.hints[i].Store(row.hints[i-1].Load())
	}
	row.words[0].Store(made)
	row.hints[0].Store(hint)
	return made
}

// Of gives what work says of a word of a language; work must say the same each
// time. What it returns is shared and must not be changed.
func (m Memo[T]) Of(lang, word string, work func(lang, word string) T) *T {
	return m.of(entryOf(lang, word, hashOf(word)), work)
}

// At is [Memo.Of] for a token of a document, which is found already.
func (m Memo[T]) At(d *Document, t Token, work func(lang, word string) T) *T {
	return m.of(d.cut.words[t.Word], work)
}

func (m Memo[T]) of(e *entry, work func(lang, word string) T) *T {
	if known, ok := e.known[m.place].Load().(*T); ok {
		return known
	}
	value := work(e.lang, e.word)
	e.known[m.place].Store(&value)
	return &value
}
