package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// In Devanagari and scripts like it a syllable is one cluster, but many terminals
// give its vowel signs cells of their own: each syllable in its own place would
// lose them. There words are written on as they come, to the end of the text, and
// only what follows is put in its place again. Nothing is lost but what does not
// fit before it.

// runsOn reports a cell of such a script on a terminal that does not join it.
func (e *easel) runsOn(c *uv.Cell) bool {
	if e.method == ansi.GraphemeWidth || sure(c) || parts(c) <= c.Width {
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.Content)
	return unicode.IsLetter(r)
}

// run writes the text that begins at x and returns where the next cell is that
// must be written, and up to where the terminal may have written.
func (e *easel) run(line uv.Line, x, y, stop int) (next, spilt int) {
	e.move(x, y)
	e.body.WriteString(ansi.ResetModeAutoWrap)
	spilt = x
	for x < stop && !ends(line[x:stop]) {
		if c := &line[x]; c.Width > 0 {
			e.style(c)
			e.body.WriteString(c.Content)
			spilt += max(c.Width, parts(c))
		}
		x++
	}
	e.body.WriteString(ansi.SetModeAutoWrap)
	e.known = false
	for x < stop && blank(&line[x]) { // what has not found room stands here
		x++
	}
	return x, spilt
}

// ends reports whether a text is over: two blanks or the border of a pane come.
func ends(line uv.Line) bool {
	if blank(&line[0]) && (len(line) == 1 || blank(&line[1])) {
		return true
	}
	return strings.ContainsAny(line[0].Content, "│┃║▌▐▏▕▎╭╮╰╯╷╵")
}
