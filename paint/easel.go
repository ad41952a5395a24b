package paint

import (
	"bytes"
	"image/color"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// easel is where one frame is composed: the bytes that make the new lines of the
// old ones. It uses only what every terminal with a screen understands.
type easel struct {
	width, height int
	profile       colorprofile.Profile
	method        ansi.Method // how the terminal measures; what is laid out is measured by clusters
	body, out     bytes.Buffer
	was, is       row
	moved         []string

	x, y  int  // the terminal's cursor
	known bool // it is there
	pen   uv.Style
	link  uv.Link
	// The last style as it was and as this terminal shows it: runs share one.
	raw, shown uv.Style
}

// begin forgets where the cursor is: the last frame, or what was said between
// two, has left it anywhere. The pen is always put down without a style.
func (e *easel) begin() {
	e.known = false
	e.pen, e.link, e.raw, e.shown = uv.Style{}, uv.Link{}, uv.Style{}, uv.Style{}
}

// row is one line of cells, for [uv.StyledString] to draw on.
type row struct{ cells uv.Line }

func (r *row) Bounds() uv.Rectangle         { return uv.Rect(0, 0, len(r.cells), 1) }
func (r *row) CellAt(x, _ int) *uv.Cell     { return r.cells.At(x) }
func (r *row) SetCell(x, _ int, c *uv.Cell) { r.cells.Set(x, c) }
func (r *row) WidthMethod() uv.WidthMethod  { return ansi.GraphemeWidth }

func (r *row) draw(line string, width int) uv.Line {
	if cap(r.cells) < width || cap(r.cells) > 4*width+256 {
		r.cells = make(uv.Line, width)
	}
	r.cells = r.cells[:width]
	for i := range r.cells {
		r.cells[i] = uv.EmptyCell
	}
	if line == "" {
		return r.cells
	}
	uv.NewStyledString(line).Draw(r, r.Bounds())
	for i := range r.cells {
		if unseen(&r.cells[i]) {
			r.cells[i] = uv.EmptyCell
		}
	}
	return r.cells
}

// unseen reports a blank that looks the same in every colour of letters: what
// fills up a column of coloured words, mostly.
func unseen(c *uv.Cell) bool {
	return c.Content == " " && c.Link == (uv.Link{}) && lettersOnly(&c.Style)
}

// lettersOnly reports a style that nobody sees on a blank.
func lettersOnly(s *uv.Style) bool {
	const seen = uv.AttrReverse | uv.AttrStrikethrough | uv.AttrBlink | uv.AttrRapidBlink
	return s.Bg == nil && s.Underline == uv.UnderlineNone && s.Attrs&seen == 0
}

// same tells cells apart by how their colours are named, not by what they are: a
// terminal shows number 8 and number 244 as its owner likes, and both are grey here.
func same(a, b *uv.Cell) bool {
	return a.Width == b.Width && a.Content == b.Content && a.Link == b.Link && a.Style == b.Style
}

// alike reports colours of different names that the library takes for one.
func alike(a, b color.Color) bool {
	if a == nil || b == nil || a == b {
		return false
	}
	r, g, l, _ := a.RGBA()
	r2, g2, l2, _ := b.RGBA()
	return r == r2 && g == g2 && l == l2
}

func blank(c *uv.Cell) bool { return same(c, &uv.EmptyCell) }

// sure reports whether all terminals make a cell as wide as we do. They differ
// in clusters of several signs, and in pictures.
func sure(c *uv.Cell) bool {
	if len(c.Content) <= 1 {
		return true
	}
	r, n := utf8.DecodeRuneInString(c.Content)
	if n < len(c.Content) {
		return false
	}
	return c.Width == 1 || r >= 0x1100 && r <= 0x115F || r >= 0x2E80 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFFE6 || r >= 0x20000
}

// doubtful is the first cell that is not sure; len(line): there is none.
func doubtful(line uv.Line) int {
	for i := range line {
		if !sure(&line[i]) {
			return i
		}
	}
	return len(line)
}

const (
	shortGap   = 6  // equal cells that are written again rather than jumped over
	shortTail  = 3  // blanks that are written rather than erased
	shortBlank = 11 // blanks before something that are written rather than erased and jumped over
)

// line makes the line is of the line was.
func (e *easel) line(y int, was, is string) {
	w := e.width
	a, b := e.was.draw(was, w), e.is.draw(is, w)
	from, to := 0, w
	for from < w && same(&a[from], &b[from]) {
		from++
	}
	if from == w {
		return
	}
	for to > from && same(&a[to-1], &b[to-1]) {
		to--
	}
	unsure := min(doubtful(a), doubtful(b))
	if unsure < to {
		from, to = min(from, unsure), w
	}
	for from > 0 && (a[from].Width == 0 || b[from].Width == 0) {
		from-- // never half of a wide one
	}
	for to < w && (a[to].Width == 0 || b[to].Width == 0) {
		to++
	}
	if unsure < to {
		// Nobody knows what such a terminal has made of the rest of the line.
		e.move(from, y)
		e.erase()
		for i := from; i < w; i++ {
			a[i] = uv.EmptyCell
		}
	}
	tail := w // all is blank from here on
	for tail > from && blank(&b[tail-1]) {
		tail--
	}
	stop := to
	if tail < to && unsure >= to && to-max(tail, from) > shortTail {
		stop = max(tail, from)
	}
	spilt := from // up to here the terminal may have written more than was meant
	for x := from; x < stop; {
		gap := 0
		for x+gap >= spilt && x+gap < stop && same(&a[x+gap], &b[x+gap]) {
			gap++
		}
		if gap > shortGap || x+gap == stop || gap > 0 && unsure < to {
			x += gap
			continue
		}
		c := &b[x]
		if c.Width == 0 { // the rest of a wide one
			x++
			continue
		}
		if e.runsOn(c) {
			x, spilt = e.run(b, x, y, stop)
			continue
		}
		e.move(x, y)
		if n := blanks(b[x:stop]); n > shortBlank && unsure >= to {
			e.style(c)
			e.body.WriteString(ansi.EraseCharacter(n))
			x += n
			continue
		}
		if !sure(c) {
			spilt = max(spilt, x+parts(c))
		}
		e.put(c)
		x += c.Width
	}
	if stop < to {
		e.move(stop, y)
		e.erase()
	}
}

// blanks is how many cells are blank at the beginning of a line.
func blanks(line uv.Line) (n int) {
	for n < len(line) && blank(&line[n]) {
		n++
	}
	return n
}

// erase clears the line from the cursor on.
func (e *easel) erase() {
	e.style(&uv.EmptyCell)
	e.body.WriteString(ansi.EraseLineRight)
}

// put writes a cell where the cursor is.
func (e *easel) put(c *uv.Cell) {
	e.style(c)
	// Some terminals scroll when their last cell is written. Without the turn of
	// the line they would lose the second sign of a cluster that ends there.
	content, tight := c.Content, e.tight(c)
	if tight && e.x+c.Width >= e.width {
		content, tight = first(c), false
	}
	corner := sure(c) && e.y == e.height-1 && e.x+c.Width >= e.width
	if corner || tight {
		e.body.WriteString(ansi.ResetModeAutoWrap)
	}
	e.body.WriteString(content)
	if corner || tight {
		e.body.WriteString(ansi.SetModeAutoWrap)
	}
	e.x += c.Width
	if e.x >= e.width || !sure(c) {
		e.known = false
	}
}

// parts is how wide a cell is for a terminal that gives every sign of a cluster
// cells of its own.
func parts(c *uv.Cell) (n int) {
	for _, r := range c.Content {
		n += max(ansi.StringWidthWc(string(r)), ansi.StringWidth(string(r)))
	}
	return n
}

// tight reports a cell in which a terminal might turn the line and write over the
// next one.
func (e *easel) tight(c *uv.Cell) bool {
	return e.method != ansi.GraphemeWidth && !sure(c) && e.x+parts(c) > e.width
}

// first is the first sign of a cluster: all that is sure to be shown in the last
// cells of a line.
func first(c *uv.Cell) string {
	r, _ := utf8.DecodeRuneInString(c.Content)
	if s := string(r); ansi.StringWidth(s) <= c.Width {
		return s
	}
	return strings.Repeat(" ", c.Width)
}

// style changes the pen to that of a cell, in colours the terminal has, unless
// nobody could tell.
func (e *easel) style(c *uv.Cell) {
	if blank(c) && e.link == (uv.Link{}) && lettersOnly(&e.pen) {
		return
	}
	e.setStyle(c)
}

func (e *easel) setStyle(c *uv.Cell) {
	if c.Style != e.raw {
		e.raw, e.shown = c.Style, uv.ConvertStyle(c.Style, e.profile)
	}
	if e.shown != e.pen {
		seq := ansi.ResetStyle
		if !e.shown.IsZero() {
			// A parameter left out is the zero that resets.
			seq = "\x1b[;" + strings.TrimPrefix(e.shown.String(), "\x1b[")
			if diff := e.shown.Diff(&e.pen); len(diff) < len(seq) && !alike(e.shown.Fg, e.pen.Fg) && !alike(e.shown.Bg, e.pen.Bg) {
				seq = diff
			}
		}
		e.body.WriteString(seq)
		e.pen = e.shown
	}
	if link := uv.ConvertLink(c.Link, e.profile); link != e.link {
		e.body.WriteString(ansi.SetHyperlink(link.URL, link.Params))
		e.link = link
	}
}

// rest puts the pen down.
func (e *easel) rest() { e.setStyle(&uv.EmptyCell) }

// move brings the cursor to a cell, with the fewest bytes.
func (e *easel) move(x, y int) {
	if e.known && e.x == x && e.y == y {
		return
	}
	seq := position(x, y)
	if e.known {
		step, from := "", e.x
		switch down := y - e.y; {
		case down < 0:
			step = ansi.CursorUp(-down)
		case down > 0 && x == 0:
			// Not past the last line: nothing is scrolled.
			step, from = "\r"+strings.Repeat("\n", down), 0
		case down > 0:
			step = ansi.CursorDown(down)
		}
		switch {
		case x == 0 && from > 0:
			step += "\r"
		case x > from:
			step += ansi.CursorForward(x - from)
		case x < from && from-x < 4:
			step += strings.Repeat("\b", from-x)
		case x < from:
			step += ansi.CursorBackward(from - x)
		}
		if len(step) < len(seq) {
			seq = step
		}
	}
	e.body.WriteString(seq)
	e.x, e.y, e.known = x, y, true
}

// position goes to a cell from anywhere.
func position(x, y int) string {
	switch {
	case x > 0:
		return ansi.CursorPosition(x+1, y+1)
	case y > 0:
		return "\x1b[" + strconv.Itoa(y+1) + "H"
	}
	return ansi.CursorHomePosition
}

// scroll moves lines that are where others were, when that saves much, and
// returns what is on the screen then.
func (e *easel) scroll(was, is []string) []string {
	top, end := 0, len(is)
	for top < end && was[top] == is[top] {
		top++
	}
	for end > top && was[end-1] == is[end-1] {
		end--
	}
	best, saved := 0, 0
	for by := 1; by < end-top; by++ {
		up, down := 0, 0
		for i := top; i+by < end; i++ {
			if is[i] == was[i+by] && is[i] != was[i] {
				up += weight(is[i])
			}
			if is[i+by] == was[i] && is[i+by] != was[i+by] {
				down += weight(is[i+by])
			}
		}
		if up-by > saved {
			best, saved = by, up-by
		}
		if down-2*by > saved {
			best, saved = -by, down-2*by
		}
	}
	// Beside lines that stay, such as those of another pane, it costs more than it saves.
	if saved < 2*e.width {
		return was
	}
	e.body.WriteString(ansi.SetTopBottomMargins(top+1, end))
	e.known = false
	e.moved = slices.Grow(e.moved[:0], len(was))[:len(was)]
	for i := range e.moved {
		e.moved[i] = was[i]
		if from := i + best; i >= top && i < end {
			e.moved[i] = ""
			if from >= top && from < end {
				e.moved[i] = was[from]
			}
		}
	}
	if best > 0 {
		e.move(0, end-1)
		e.body.WriteString(strings.Repeat("\n", best))
	} else {
		e.move(0, top)
		e.body.WriteString(strings.Repeat(ansi.ReverseIndex, -best))
	}
	e.body.WriteString(ansi.SetTopBottomMargins(1, e.height))
	e.known = false
	return e.moved
}

// weight is about what it costs to write a line, in bytes.
func weight(line string) int { return len(strings.TrimRight(line, " ")) }

// carries reports whether a line that is not on the screen yet hands a style or a
// link on to the next one: then lines cannot be told apart by their text.
func carries(was, is []string) bool {
	for y, line := range is {
		if y < len(was) && was[y] == line {
			continue
		}
		if i := strings.LastIndex(line, "\x1b["); i >= 0 && !strings.HasPrefix(line[i:], "\x1b[m") && !strings.HasPrefix(line[i:], "\x1b[0m") {
			return true
		}
		if i := strings.LastIndex(line, "\x1b]8;"); i >= 0 && !strings.HasPrefix(line[i:], "\x1b]8;;\x1b\\") && !strings.HasPrefix(line[i:], "\x1b]8;;\a") {
			return true
		}
	}
	return false
}

// apart gives every line the styles and links it had from the one before.
func apart(lines []string) []string {
	drawn := uv.NewStyledString(strings.Join(lines, "\n")).Lines(ansi.GraphemeWidth)
	for y := range lines {
		lines[y] = ""
		if y < len(drawn) {
			lines[y] = drawn[y].Render()
		}
	}
	return lines
}
