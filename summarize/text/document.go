// Package text reads an article as a language reader would: which language,
// which blocks, which sentences, which words, and what is not the article at
// all (boilerplate).
package text

import "lede/news"

// Document is an article taken apart. All spans point into Text.
type Document struct {
	Title    string
	Text     string
	Language string // ISO 639-1: fr, en, de, es, it, pt, nl; "" unknown
	Blocks   []Block
	// Sentences of all blocks in text order, boilerplate included.
	Sentences   []Sentence
	Boilerplate []news.Boilerplate
}

// Block is a block of the article and what we think of it.
type Block struct {
	news.Block
	// Boiler is why the block is boilerplate ("related", "caption", …), or "".
	Boiler string
	// Standfirst: the block sums up the article before it begins.
	Standfirst bool
	// Title: the block repeats the article's title.
	Title bool
	// First and Last bound its sentences in Document.Sentences (Last exclusive).
	First, Last int
}

// Sentence is one sentence.
type Sentence struct {
	news.Span
	Block int // index into Document.Blocks
}

// BoilerAt reports whether the sentence's block is boilerplate.
func (d *Document) BoilerAt(s Sentence) bool { return d.Blocks[s.Block].Boiler != "" }
