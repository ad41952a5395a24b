// Package summarize reads an article for you: it finds its language,
// sentences, summary, quotations and companies. All it says are spans of the
// article's own text.
package summarize

import (
	"reflect"
	"sync/atomic"

	"lede/news"
	"lede/summarize/quotes"
	"lede/summarize/stories"
	"lede/summarize/text"
)

// Version of the digester: a stored digest of an older one is made again.
const Version = 2

// Tagger finds the companies of a document, by score; a lexicon of companies
// is one. It must be safe for concurrent use.
type Tagger interface {
	Tag(*text.Document) []news.Mention
}

// Options of a Digester.
type Options struct {
	// Lexicon finds companies; without one, none are found.
	Lexicon Tagger
}

// Digester makes digests. It is safe for concurrent use.
type Digester struct {
	lexicon atomic.Pointer[Tagger]
}

// New makes a Digester.
func New(o Options) *Digester {
	d := &Digester{}
	d.SetLexicon(o.Lexicon)
	return d
}

// SetLexicon changes the lexicon for the digests to come.
func (d *Digester) SetLexicon(l Tagger) {
	if l == nil {
		d.lexicon.Store(nil)
		return
	}
	d.lexicon.Store(&l)
}

// Digest reads an article. It never fails and takes bounded time: text beyond
// [text.MaxText] bytes is not looked at.
func (d *Digester) Digest(a *news.Article) news.Digest {
	doc := text.Analyse(a)
	defer doc.Done()
	return d.digest(doc, d.tag(doc))
}

// Again reads an article whose companies were looked for before, with another
// lexicon. When they are the same it is not read on, and changed is false.
func (d *Digester) Again(a *news.Article, were []news.Mention) (g news.Digest, changed bool) {
	doc := text.Analyse(a)
	defer doc.Done()
	found := d.tag(doc)
	if len(found) == len(were) && (len(found) == 0 || reflect.DeepEqual(found, were)) {
		return g, false
	}
	return d.digest(doc, found), true
}

func (d *Digester) tag(doc *text.Document) []news.Mention {
	if l := d.lexicon.Load(); l != nil {
		return (*l).Tag(doc)
	}
	return nil
}

func (d *Digester) digest(doc *text.Document, found []news.Mention) news.Digest {
	out := news.Digest{Version: Version, Language: doc.Language, Boilerplate: doc.Boilerplate, Companies: found}
	out.Sentences = make([]news.Span, len(doc.Sentences))
	for i, s := range doc.Sentences {
		out.Sentences[i] = s.Proper()
	}
	out.Quotes = quotes.Find(doc, out.Companies)
	t := tokenise(doc)
	defer t.done()
	title := titleStems(doc, t)
	out.Summary = summary(doc, t, title, out.Quotes, out.Companies)
	out.Terms = terms(t, title)
	out.Fingerprint = stories.Fingerprint(doc, out.Companies, out.Terms)
	out.Words = t.words
	return out
}
