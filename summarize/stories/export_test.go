package stories

import (
	"fmt"

	"lede/news"
)

// Compare is the judgement about c and one article of the desk.
func (d *Desk) Compare(c Candidate, with news.ArticleID) float64 {
	slot, ok := d.at[with]
	if !ok {
		return 0
	}
	return d.ask(c).compare(d.slots[slot])
}

// Features counts what the index knows.
func (d *Desk) Features() int { return len(d.features) }

// Explain says what that judgement rests on.
func (d *Desk) Explain(c Candidate, with news.ArticleID) string {
	slot, ok := d.at[with]
	if !ok {
		return ""
	}
	b := d.slots[slot]
	return fmt.Sprintf("%+.2v\n   %q\n   %q", d.ask(c).likeness(b, b.Language != c.Language), c.Fingerprint.Names, b.Fingerprint.Names)
}
