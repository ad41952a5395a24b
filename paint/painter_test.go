package paint

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// emulated is a terminal that a painter paints on.
type emulated struct {
	*vt.Emulator
	painter *Painter
	wrote   int
}

func (e *emulated) Write(p []byte) (int, error) {
	e.wrote += len(p)
	return e.Emulator.Write(p)
}

func newEmulated(w, h int) *emulated {
	e := &emulated{Emulator: vt.NewEmulator(w, h)}
	go func() { _, _ = io.Copy(io.Discard, e.Emulator) }() // what it answers
	e.painter = New(e, Options{Profile: colorprofile.TrueColor, Now: func() int64 { return 1 }})
	return e
}

// paint draws a view now.
func (e *emulated) paint(v tea.View) {
	e.painter.wanted = frame{v, e.Width(), e.Height()}
	e.painter.draw()
}

// screen is what the terminal shows, with styles.
func (e *emulated) screen() string {
	var b strings.Builder
	for y := range e.Height() {
		line := make(uv.Line, e.Width())
		for x := range line {
			line[x] = uv.EmptyCell
			if c := e.CellAt(x, y); c != nil {
				line[x] = looks(*c)
			}
		}
		b.WriteString(line.Render() + "\n")
	}
	return b.String()
}

// looks is what can be seen of a cell: the colour of the letters of a blank
// cannot.
func looks(c uv.Cell) uv.Cell {
	if c.Content == " " && c.Style.Underline == uv.UnderlineNone && c.Style.Attrs&(uv.AttrReverse|uv.AttrStrikethrough) == 0 {
		c.Style = uv.Style{Bg: c.Style.Bg}
	}
	return c
}

// wanted is what a view is, drawn at once and by nobody of ours.
func wanted(content string, w, h int) string {
	b := uv.NewScreenBuffer(w, h)
	uv.NewStyledString(content).Draw(b, b.Bounds())
	var all strings.Builder
	for y := range h {
		for x := range b.Line(y) {
			b.Line(y)[x] = looks(b.Line(y)[x])
		}
		all.WriteString(b.Line(y).Render() + "\n")
	}
	return all.String()
}

// scenery makes lines as an interface has them: styles, links, wide signs,
// clusters, blanks, and lines of before that come back elsewhere.
func scenery(r *rand.Rand, w, h int, last []string) []string {
	lines := make([]string, h)
	shift := r.IntN(h) - h/2
	for y := range lines {
		switch from := y + shift; {
		case r.IntN(3) > 0 && len(last) == h:
			lines[y] = last[y]
		case r.IntN(2) == 0 && from >= 0 && from < len(last):
			lines[y] = last[from]
		default:
			lines[y] = someLine(r, w)
		}
	}
	return lines
}

func someLine(r *rand.Rand, w int) string {
	var b strings.Builder
	for left := r.IntN(w + 3); left > 0; {
		piece := []string{"plain words", "日本語", "é", "│", "  ", "🙂", "e\u0301", "x"}[r.IntN(8)]
		left -= ansi.StringWidthWc(piece)
		switch r.IntN(5) {
		case 0:
			fmt.Fprintf(&b, "\x1b[1;38;5;%dm%s\x1b[m", 16+r.IntN(240), piece)
		case 1:
			fmt.Fprintf(&b, "\x1b[48;2;%d;9;9m%s\x1b[0m", r.IntN(256), piece)
		case 2:
			b.WriteString(ansi.SetHyperlink("https://a.example/"+fmt.Sprint(r.IntN(9))) + piece + ansi.ResetHyperlink())
		default:
			b.WriteString(piece)
		}
	}
	return b.String()
}

// Whatever follows whatever: the terminal shows the last frame, exactly.
func TestPainterPaintsWhatIsWanted(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		w, h := 4+r.IntN(60), 2+r.IntN(20)
		e := newEmulated(w, h)
		var lines []string
		for n := range 25 {
			if r.IntN(12) == 0 {
				w, h = 4+r.IntN(60), 2+r.IntN(20)
				e.Resize(w, h)
				lines = nil
			}
			lines = scenery(r, w, h, lines)
			if r.IntN(20) == 0 {
				lines[0] = "\x1b[31mthis style goes on" // and is carried into the next line
			}
			content := strings.Join(lines, "\n")
			e.paint(tea.NewView(content))
			if got, want := e.screen(), wanted(content, w, h); got != want {
				t.Fatalf("seed %d, frame %d, %dx%d:\ngot\n%q\nwant\n%q", seed, n, w, h, strings.Split(got, "\n"), strings.Split(want, "\n"))
			}
		}
	}
}

// A line more at the bottom of a text moves the others, for few bytes.
func TestPainterScrolls(t *testing.T) {
	e := newEmulated(60, 20)
	text := make([]string, 60)
	for i := range text {
		text[i] = fmt.Sprintf("This is line %d of a text that somebody reads slowly.", i)
	}
	at := func(from int) {
		t.Helper()
		e.wrote = 0
		content := strings.Join(append(append([]string{"the bar"}, text[from:from+18]...), fmt.Sprint("line ", from)), "\n")
		e.paint(tea.NewView(content))
		if got, want := e.screen(), wanted(content, 60, 20); got != want {
			t.Fatalf("from %d:\ngot\n%s\nwant\n%s", from, got, want)
		}
	}
	at(0)
	for _, from := range []int{1, 2, 4, 3, 0, 9} {
		at(from)
		if e.wrote > 700 {
			t.Errorf("scrolling to %d takes %d bytes", from, e.wrote)
		}
	}
}

// A cursor that moves in a list is a few cells.
func TestPainterWritesWhatDiffers(t *testing.T) {
	e := newEmulated(120, 40)
	list := func(cursor int) tea.View {
		lines := make([]string, 40)
		for i := range lines {
			mark := "  "
			if i == cursor {
				mark = "\x1b[38;5;33m▌\x1b[m "
			}
			lines[i] = mark + fmt.Sprintf("\x1b[1mA headline about a bridge, number %d\x1b[m   Post  2h", i)
		}
		return tea.NewView(strings.Join(lines, "\n"))
	}
	e.paint(list(0))
	for i := 1; i < 40; i++ {
		e.wrote = 0
		e.paint(list(i))
		if e.wrote == 0 || e.wrote > 40 {
			t.Errorf("a step takes %d bytes", e.wrote)
		}
	}
	e.wrote = 0
	e.paint(list(39))
	if e.wrote != 0 {
		t.Errorf("the same again takes %d bytes", e.wrote)
	}
}

func TestPainterSetsAndResetsModes(t *testing.T) {
	e := newEmulated(40, 3)
	var said strings.Builder
	e.painter.out = &said
	v := tea.NewView("a")
	v.MouseMode, v.ReportFocus, v.WindowTitle, v.Cursor = tea.MouseModeCellMotion, true, "lede", tea.NewCursor(2, 1)
	e.paint(v)
	for _, want := range []string{ansi.SetModeAltScreenSaveCursor, ansi.SetModeMouseButtonEvent, ansi.SetModeMouseExtSgr, ansi.SetModeFocusEvent,
		ansi.SetModeBracketedPaste, ansi.SetWindowTitle("lede"), "\x1b[2;3H\x1b[1 q\x1b[?25h"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("not said: %q", want)
		}
	}
	said.Reset()
	v.Cursor = tea.NewCursor(3, 1)
	e.paint(v)
	if said.String() != "\x1b[2;4H" {
		t.Errorf("a cursor that moves: %q", said.String())
	}
	e.painter.Learn(tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset})
	said.Reset()
	v.Content, v.Cursor = strings.Repeat(strings.Repeat("\x1b[1mb\x1b[mb", 20)+"\n", 2)+"a", nil
	e.paint(v)
	all := strings.Repeat("\x1b[1mb\x1b[mb", 20)
	if want := "\x1b[?2026h\x1b[?25l\x1b[H" + all + "\x1b[2H" + all + "\x1b[3Ha\x1b[?2026l"; said.String() != want {
		t.Errorf("a whole frame is %q, want %q", said.String(), want)
	}
	said.Reset()
	e.painter.Close()
	for _, want := range []string{ansi.ResetModeAltScreenSaveCursor, ansi.ResetModeMouseButtonEvent, ansi.ResetModeMouseExtSgr, ansi.ResetModeFocusEvent,
		ansi.ResetModeBracketedPaste, ansi.SetWindowTitle(""), ansi.SetModeTextCursorEnable, ansi.ResetModifyOtherKeys, ansi.PopKittyKeyboard(1)} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("not taken back: %q in %q", want, said.String())
		}
	}
	said.Reset()
	e.paint(v)
	e.painter.Close()
	if said.Len() > 0 {
		t.Errorf("after the end it says %q", said.String())
	}
}

// Terminals do not agree how wide a picture is: what follows it is put in its
// column, whatever they make of it.
func TestPainterDoesNotTrustPictures(t *testing.T) {
	e := newEmulated(20, 2)
	var said strings.Builder
	e.painter.out = &said
	e.paint(tea.NewView("ab❤\ufe0fcd"))
	if want := "ab❤\ufe0f\x1b[1;5Hcd"; !strings.Contains(said.String(), want) {
		t.Errorf("%q, want %q in it", said.String(), want)
	}
	said.Reset()
	e.paint(tea.NewView("ab❤\ufe0fce"))
	if !strings.Contains(said.String(), "\x1b[K❤\ufe0f") {
		t.Errorf("the rest of such a line is not drawn again: %q", said.String())
	}
}

func TestPainterColours(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "38;2;255;0;1", colorprofile.ANSI256: "38;5;196", colorprofile.ANSI: "\x1b[91m", colorprofile.Ascii: "\x1b[Hred",
	} {
		e := newEmulated(20, 2)
		var said strings.Builder
		e.painter.out, e.painter.profile = &said, profile
		e.paint(tea.NewView("\x1b[38;2;255;0;1mred\x1b[m"))
		if !strings.Contains(said.String(), want) {
			t.Errorf("%s: %q, want %q in it", profile, said.String(), want)
		}
	}
}
