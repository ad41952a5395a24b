package text

import (
	"strings"
	"unicode/utf8"

	"lede/news"
)

// MaxText is how many bytes of a text are analysed: longer ones are cut off
// there, at a line end if there is one near.
const MaxText = 2 << 20

// Analyse takes an article apart. It never fails: text it can make nothing of
// is one paragraph of sentences.
func Analyse(a *news.Article) *Document {
	d := &Document{Title: strings.TrimSpace(a.Title), Text: a.Text}
	limit := len(a.Text)
	if limit > MaxText {
		limit = MaxText
		for limit > 0 && !utf8.RuneStart(a.Text[limit]) {
			limit--
		}
	}
	text := a.Text[:limit]
	d.Language = Language(d.Title+"\n"+text, a.Language)
	var lines []line
	if len(a.Blocks) > 0 {
		lines = fromBlocks(text, a.Blocks)
	} else {
		lines = fromText(text)
	}
	d.Blocks = make([]Block, 0, len(lines))
	for _, l := range lines {
		d.Blocks = append(d.Blocks, Block{Block: l.Block, gap: l.gap})
	}
	d.markTitle()
	if len(a.Blocks) == 0 {
		d.findHeadings()
	}
	d.markBoilerplate()
	d.markStandfirst()
	d.Quoted = quotations(d)
	d.splitSentences()
	d.markDatelines()
	return d
}
