package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"lede/news"
)

// The blobs of a store: fields in order, no names, numbers as varints. The
// first byte is the form, so that a later form can be told apart.
const blobForm = 1

var errBlob = errors.New("a stored record cannot be read")

// encoder appends fields to a blob.
type encoder struct{ b []byte }

func (e *encoder) int(n int)     { e.b = binary.AppendVarint(e.b, int64(n)) }
func (e *encoder) long(n int64)  { e.b = binary.AppendVarint(e.b, n) }
func (e *encoder) text(s string) { e.int(len(s)); e.b = append(e.b, s...) }
func (e *encoder) time(t time.Time) {
	e.long(millis(t))
}
func (e *encoder) float(f float64) {
	e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(f))
}
func (e *encoder) span(s news.Span) { e.int(s.Start); e.int(s.End - s.Start) }

// list writes how many follow; nil and empty are told apart.
func list[T any](e *encoder, items []T, each func(T)) {
	if items == nil {
		e.int(-1)
		return
	}
	e.int(len(items))
	for _, item := range items {
		each(item)
	}
}

// decoder takes fields off a blob. After the first that does not fit all
// others are zero and err is set.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail() { d.b, d.err = nil, errBlob }

func (d *decoder) long() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) int() int { return int(d.long()) }

func (d *decoder) text() string {
	n := d.int()
	if n < 0 || n > len(d.b) {
		d.fail()
		return ""
	}
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) time() time.Time { return fromMillis(d.long()) }

func (d *decoder) float() float64 {
	if len(d.b) < 8 {
		d.fail()
		return 0
	}
	f := math.Float64frombits(binary.LittleEndian.Uint64(d.b))
	d.b = d.b[8:]
	return f
}

func (d *decoder) span() news.Span {
	start := d.int()
	return news.Span{Start: start, End: start + d.int()}
}

func unlist[T any](d *decoder, each func() T) []T {
	n := d.int()
	if n < 0 || n > len(d.b) { // every item takes at least a byte
		if n != -1 {
			d.fail()
		}
		return nil
	}
	items := make([]T, 0, n)
	for range n {
		if d.err != nil {
			return nil
		}
		items = append(items, each())
	}
	return items
}

func (d *decoder) done(what string) error {
	if d.err == nil && len(d.b) > 0 {
		d.err = errBlob
	}
	if d.err != nil {
		return fmt.Errorf("%s: %w", what, d.err)
	}
	return nil
}

func decode(blob []byte) *decoder {
	d := &decoder{b: blob}
	if len(blob) == 0 || blob[0] != blobForm {
		d.fail()
		return d
	}
	d.b = blob[1:]
	return d
}

func encode() *encoder { return &encoder{b: append(make([]byte, 0, 1024), blobForm)} }

func (e *encoder) evidence(v news.Evidence) { e.text(v.Cue); e.float(v.Weight) }

func (d *decoder) evidence() news.Evidence {
	return news.Evidence{Cue: d.text(), Weight: d.float()}
}

// encodeDigest writes all of a digest but its fingerprint.
func encodeDigest(g *news.Digest) []byte {
	e := encode()
	e.int(g.Version)
	e.text(g.Language)
	e.int(g.Words)
	list(e, g.Sentences, e.span)
	list(e, g.Summary, func(s news.SummarySentence) {
		e.span(s.Span)
		e.int(s.Sentence)
		e.int(s.Rank)
		e.float(s.Score)
		list(e, s.Why, e.evidence)
	})
	list(e, g.Quotes, e.quote)
	list(e, g.Companies, func(m news.Mention) {
		e.text(string(m.Company))
		e.text(m.Name)
		e.text(string(m.Salience))
		e.float(m.Score)
		list(e, m.Spans, func(s news.MentionSpan) {
			e.span(s.Span)
			e.text(s.Why)
			list(e, s.Evidence, e.evidence)
		})
	})
	list(e, g.Boilerplate, func(b news.Boilerplate) { e.span(b.Span); e.text(b.Why) })
	list(e, g.Terms, func(t news.Term) { e.text(t.Text); e.float(t.Weight) })
	return e.b
}

func decodeDigest(blob []byte) (g news.Digest, err error) {
	d := decode(blob)
	g.Version = d.int()
	g.Language = d.text()
	g.Words = d.int()
	g.Sentences = unlist(d, d.span)
	g.Summary = unlist(d, func() news.SummarySentence {
		return news.SummarySentence{Span: d.span(), Sentence: d.int(), Rank: d.int(), Score: d.float(), Why: unlist(d, d.evidence)}
	})
	g.Quotes = unlist(d, d.quote)
	g.Companies = unlist(d, func() news.Mention {
		return news.Mention{Company: news.CompanyID(d.text()), Name: d.text(), Salience: news.Salience(d.text()), Score: d.float(),
			Spans: unlist(d, func() news.MentionSpan {
				return news.MentionSpan{Span: d.span(), Why: d.text(), Evidence: unlist(d, d.evidence)}
			})}
	})
	g.Boilerplate = unlist(d, func() news.Boilerplate { return news.Boilerplate{Span: d.span(), Why: d.text()} })
	g.Terms = unlist(d, func() news.Term { return news.Term{Text: d.text(), Weight: d.float()} })
	return g, d.done("digest")
}

func (e *encoder) quote(q news.Quote) {
	e.span(q.Span)
	e.text(q.Text)
	if q.Speaker == nil {
		e.int(0)
	} else {
		e.int(1)
		e.span(q.Speaker.Span)
		e.text(q.Speaker.Name)
		e.text(q.Speaker.AsWritten)
		e.text(q.Speaker.Role)
		e.text(q.Speaker.Organisation)
	}
	e.text(q.Cue)
	e.span(q.CueSpan)
	e.text(string(q.Kind))
	e.float(q.Confidence)
	list(e, q.AlsoAt, e.span)
}

func (d *decoder) quote() (q news.Quote) {
	q.Span = d.span()
	q.Text = d.text()
	if d.int() != 0 {
		q.Speaker = &news.Speaker{Span: d.span(), Name: d.text(), AsWritten: d.text(), Role: d.text(), Organisation: d.text()}
	}
	q.Cue = d.text()
	q.CueSpan = d.span()
	q.Kind = news.QuoteKind(d.text())
	q.Confidence = d.float()
	q.AlsoAt = unlist(d, d.span)
	return q
}

func encodeFingerprint(f news.Fingerprint) []byte {
	e := encode()
	list(e, f.Names, e.text)
	list(e, f.Stems, e.text)
	return e.b
}

func decodeFingerprint(blob []byte) (f news.Fingerprint, err error) {
	d := decode(blob)
	f.Names = unlist(d, d.text)
	f.Stems = unlist(d, d.text)
	return f, d.done("fingerprint")
}

// encodeMore writes the fields of an article that no list or query needs.
func encodeMore(a *news.Article) []byte {
	e := encode()
	e.text(a.GUID)
	e.time(a.Updated)
	e.time(a.Fetched)
	e.text(a.Image)
	e.text(a.Comments)
	list(e, a.Categories, e.text)
	list(e, a.Enclosures, func(n news.Enclosure) { e.text(n.URL); e.text(n.Type); e.long(n.Length) })
	list(e, a.Authors, e.text)
	if a.EditedFrom != "" { // came later: records without it are the same as before
		e.text(a.EditedFrom)
	}
	return e.b
}

func decodeMore(blob []byte, a *news.Article) error {
	d := decode(blob)
	a.GUID = d.text()
	a.Updated = d.time()
	a.Fetched = d.time()
	a.Image = d.text()
	a.Comments = d.text()
	a.Categories = unlist(d, d.text)
	a.Enclosures = unlist(d, func() news.Enclosure {
		return news.Enclosure{URL: d.text(), Type: d.text(), Length: d.long()}
	})
	a.Authors = unlist(d, d.text)
	if len(d.b) > 0 {
		a.EditedFrom = d.text()
	}
	return d.done("article")
}
