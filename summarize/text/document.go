// Package text reads an article as a language reader would: which language,
// which blocks, which sentences, which words, and what is not the article at
// all (boilerplate).
package text

import "lede/news"

// Document is an article taken apart. All spans point into Text.
type Document struct {
	// Title is the article's title; when the article had none, the first line
	// of a text that begins with something like one.
	Title    string
	Text     string
	Language string // ISO 639-1: fr, en, de, es, it, pt, nl; "" unknown
	Blocks   []Block
	// Sentences of all blocks in text order, boilerplate included.
	Sentences   []Sentence
	Boilerplate []news.Boilerplate
	// Quoted are the stretches between quotation marks, outermost and nested,
	// by start.
	Quoted []Quoted

	cut *cutUp // its words, when somebody has asked for them
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

	// gap is how many empty lines stand before it; -1 unknown (HTML).
	gap int
}

// Sentence is one sentence.
type Sentence struct {
	news.Span
	Block int // index into Document.Blocks
	// Dateline is where the sentence proper begins, after "PARIS (AFP) —" or
	// "22 mai 2012. -"; its Start when there is no dateline.
	Dateline int
	// Unbalanced: a quotation mark in it has its partner elsewhere.
	Unbalanced bool
}

// Proper is the sentence without its dateline.
func (s Sentence) Proper() news.Span {
	return news.Span{Start: min(max(s.Start, s.Dateline), s.End), End: s.End}
}

// Quoted is a stretch between quotation marks.
type Quoted struct {
	news.Span           // inside the marks, spaces trimmed
	Outer     news.Span // with the marks
	Mark      rune      // the opening mark
	Depth     int       // 0 outermost
	Block     int
	// Open: the closing mark is missing; the stretch ends with its block.
	Open bool
	// Continued: the block before was left open, and this one goes on quoting.
	Continued bool
}

// BoilerAt reports whether the sentence's block is boilerplate.
func (d *Document) BoilerAt(s Sentence) bool { return d.Blocks[s.Block].Boiler != "" }

// InBoiler reports whether a byte of the text is boilerplate.
func (d *Document) InBoiler(at int) bool {
	for _, b := range d.Boilerplate {
		if b.Start > at {
			return false
		}
		if at < b.End {
			return true
		}
	}
	return false
}
