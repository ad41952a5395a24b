// Package paint draws the views of an interface on terminals: the one this
// process was started in, and those of sessions over a network.
package paint

import (
	"bytes"
	"cmp"
	"io"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Painter draws views on one terminal, for a program with [tea.WithoutRenderer].
//
// Bubble Tea's own renderer looks for a new view at the ticks of a clock, and
// keeps two screens of cells, 112 bytes a cell: a megabyte at 120×40, which was
// two thirds of what a reader over SSH cost. A painter draws a view when it
// comes, keeps the lines it has drawn as the text they came as, and makes cells
// of those that differ only, for as long as it compares them.
//
// It always takes the whole screen, and knows of a view what the interface asks
// for: its content, cursor, title, mouse and focus.
type Painter struct {
	out  io.Writer // takes one write at a time
	now  func() int64
	safe func(func()) bool // runs what may panic
	told func()            // a frame is written
	gap  int64             // how long a frame stays at least, if many come

	drawing sync.Mutex // held while something is drawn and written

	mu     sync.Mutex
	wanted frame
	fresh  bool // what is wanted has not been drawn yet
	busy   bool // a drawing is on its way
	timer  *time.Timer
	waits  bool // for the timer
	// When the last frames were, on the painter's clock, and the last that answered
	// what a person did.
	drawn, answered [2]int64
	pressed         bool // something was done since the last view
	answer          bool // what is wanted answers it
	closed          bool
	away            bool   // the terminal is somebody else's
	anew            bool   // the screen is not as it was left: draw all of it
	beside          string // what goes before the next frame
	// What is known of the terminal.
	profile colorprofile.Profile
	method  ansi.Method // how it measures text
	whole   bool        // it can show a frame at once (mode 2026)

	// Only while drawing:
	open  bool // it has our screen
	shown frame
	lines []string // on the screen
	spare []string
	core  bool // it was told to measure by clusters (mode 2027)
}

// Options are what a painter is told of where it paints.
type Options struct {
	Profile colorprofile.Profile // the colours the terminal has
	FPS     int                  // how often it is drawn at most; 0: 60
	// Now is a clock that nobody sets, in nanoseconds and never zero; nil: the
	// time since this program began.
	Now func() int64
	// Safely runs what draws and reports whether it came to its end; nil: a panic
	// ends the program.
	Safely func(draw func()) bool
	// Drawn is told when a frame has been written; nil: nobody is.
	Drawn func()
}

// New paints on a terminal. What else writes to it must be a [Wire] with it.
func New(out io.Writer, o Options) *Painter {
	p := &Painter{out: out, profile: o.Profile, now: o.Now, safe: o.Safely, told: o.Drawn, gap: int64(time.Second) / int64(cmp.Or(o.FPS, 60))}
	if p.now == nil {
		p.now = sinceStart
	}
	if p.told == nil {
		p.told = func() {}
	}
	if p.safe == nil {
		p.safe = func(draw func()) bool { draw(); return true }
	}
	return p
}

var start = time.Now()

func sinceStart() int64 { return int64(time.Since(start)) + 1 }

// frame is a view and the window it was made for.
type frame struct {
	view          tea.View
	width, height int
}

// Show draws a view that was made for a window of this size: at once, unless
// there were two in the time of two frames; then as soon as that is over. What
// was not drawn by then is forgotten. So neither the answer to a key waits nor
// what comes of it, such as the article beside the list, and a flood of views
// is drawn no oftener than frames there are. An answer waits for other answers
// only, and not for what happens besides, such as the progress of a refresh.
func (p *Painter) Show(view tea.View, width, height int) { p.show(frame{view, width, height}) }

func (p *Painter) show(f frame) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.wanted, p.fresh = f, true
	p.answer, p.pressed = p.answer || p.pressed, false
	switch {
	case p.away:
	case !p.busy:
		p.busy = true
		p.schedule()
	case p.answer && p.waits && p.timer.Stop():
		p.schedule()
	}
}

// schedule is called with the lock held.
func (p *Painter) schedule() {
	last := p.drawn
	if p.answer {
		last = p.answered
	}
	wait := time.Duration(0)
	if last[0] != 0 {
		wait = time.Duration(max(0, last[0]+2*p.gap-p.now()))
	}
	p.waits = wait != 0
	if !p.waits {
		go p.draw()
		return
	}
	if p.timer == nil {
		p.timer = time.AfterFunc(wait, p.draw)
		return
	}
	p.timer.Reset(wait)
}

// Repaint makes the next frame draw all of the screen.
func (p *Painter) Repaint() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.anew = true
}

// Aside sends something that is not on the screen before the next frame.
func (p *Painter) Aside(seq string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.beside += seq
}

// Learn takes what the messages of a program say of its terminal.
func (p *Painter) Learn(msg tea.Msg) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		p.mu.Lock()
		defer p.mu.Unlock()
		p.pressed = true
		return
	case tea.ColorProfileMsg, tea.ModeReportMsg:
	default:
		if msg == tea.ClearScreen() {
			p.Repaint()
		}
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		p.anew = p.anew || p.profile != msg.Profile
		p.profile = msg.Profile
	case tea.ModeReportMsg:
		known := msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet
		switch msg.Mode {
		case ansi.ModeSynchronizedOutput:
			p.whole = msg.Value == ansi.ModeReset
		case ansi.ModeUnicodeCore:
			if known && p.method != ansi.GraphemeWidth {
				p.method, p.anew = ansi.GraphemeWidth, true
			}
		}
	}
}

// draw draws what is wanted, and what was wanted meanwhile a frame later.
func (p *Painter) draw() {
	p.drawing.Lock()
	defer p.drawing.Unlock()
	p.mu.Lock()
	idle := p.closed || p.away
	p.busy = p.busy && !idle
	p.mu.Unlock()
	if idle {
		return
	}
	p.paint()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy = p.fresh && !p.closed && !p.away
	if p.busy {
		p.schedule()
	}
}

func (p *Painter) paint() {
	p.mu.Lock()
	f, anew, whole := p.wanted, p.anew, p.whole
	e := easels.Get().(*easel)
	e.prepare(f.width, f.height, p.profile, p.method)
	e.out.WriteString(p.beside)
	now := p.now()
	p.fresh, p.anew, p.waits, p.drawn, p.beside = false, false, false, [2]int64{p.drawn[1], now}, ""
	if p.answer {
		p.answer, p.answered = false, [2]int64{p.answered[1], now}
	}
	p.mu.Unlock()
	if p.safe(func() { p.compose(e, f, anew, whole) }) && e.out.Len() > 0 {
		_, _ = p.out.Write(e.out.Bytes()) // a client that is gone ends its session elsewhere
	}
	easels.Put(e)
	p.told()
}

// Leave gives the terminal back as it was until [Painter.Return]: another
// program is going to use it.
func (p *Painter) Leave() {
	p.mu.Lock()
	p.away = true
	p.mu.Unlock()
	p.drawing.Lock()
	defer p.drawing.Unlock()
	p.giveBack()
}

// Return takes the terminal again and draws what is wanted by now.
func (p *Painter) Return() {
	p.drawing.Lock() // a drawing that Leave has put off is through
	defer p.drawing.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || !p.away {
		return
	}
	p.away, p.anew = false, true
	if p.wanted.height > 0 && !p.busy {
		p.fresh, p.busy = true, true
		p.schedule()
	}
}

// Close draws what has not been drawn yet and gives the terminal back as it was.
func (p *Painter) Close() {
	p.mu.Lock()
	last := p.fresh && !p.closed && !p.away
	p.closed = true
	if p.timer != nil {
		p.timer.Stop()
	}
	p.mu.Unlock()
	p.drawing.Lock()
	defer p.drawing.Unlock()
	if last {
		p.paint()
	}
	p.giveBack()
}

// giveBack is called while nothing is drawn.
func (p *Painter) giveBack() {
	if !p.open {
		return
	}
	p.open = false
	v := &p.shown.view
	end := ansi.ResetModifyOtherKeys + ansi.PopKittyKeyboard(1) + mouse(v.MouseMode, tea.MouseModeNone) + focus(v.ReportFocus, false)
	if !v.DisableBracketedPasteMode {
		end += ansi.ResetModeBracketedPaste
	}
	if v.WindowTitle != "" {
		end += ansi.SetWindowTitle("")
	}
	if p.core {
		end += ansi.ResetModeUnicodeCore
		p.core = false
	}
	_, _ = io.WriteString(p.out, end+ansi.SetCursorStyle(0)+ansi.SetModeTextCursorEnable+ansi.ResetModeAltScreenSaveCursor)
}

// little is what a terminal takes at once without being told where a frame ends,
// in bytes: a cursor that moves.
const little = 128

// compose writes what makes f of what is on the screen.
func (p *Painter) compose(e *easel, f frame, anew, whole bool) {
	lines := cut(p.spare[:0], f.view.Content, f.height)
	if p.open && !anew && f.width == p.shown.width && f.height == p.shown.height {
		if carries(p.lines, lines) {
			lines = apart(lines)
		}
		was := e.scroll(p.lines, lines)
		for y := range lines {
			if was[y] != lines[y] {
				e.line(y, was[y], lines[y])
			}
		}
	} else {
		if carries(nil, lines) {
			lines = apart(lines)
		}
		e.body.WriteString(ansi.EraseEntireScreen)
		for y := range lines {
			e.line(y, "", lines[y])
		}
	}
	e.rest()
	p.frame(e, f.view, whole)
	p.open, p.shown, p.lines, p.spare = true, f, lines, p.lines
}

// frame puts around the body what else has changed: modes, title, cursor.
func (p *Painter) frame(e *easel, v tea.View, whole bool) {
	was := p.shown.view
	out := &e.out
	if !p.open {
		out.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeTextCursorEnable)
		// Asked once: whether the terminal shows frames whole, and how it measures.
		out.WriteString(ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore)
		out.WriteString(ansi.SetModifyOtherKeys2 + ansi.PushKittyKeyboard(ansi.KittyDisambiguateEscapeCodes) + ansi.RequestKittyKeyboard)
		was = tea.View{DisableBracketedPasteMode: true}
	}
	if v.DisableBracketedPasteMode != was.DisableBracketedPasteMode {
		out.WriteString(map[bool]string{true: ansi.ResetModeBracketedPaste, false: ansi.SetModeBracketedPaste}[v.DisableBracketedPasteMode])
	}
	out.WriteString(focus(was.ReportFocus, v.ReportFocus))
	out.WriteString(mouse(was.MouseMode, v.MouseMode))
	if v.WindowTitle != was.WindowTitle {
		out.WriteString(ansi.SetWindowTitle(v.WindowTitle))
	}
	if core := e.method == ansi.GraphemeWidth; core && !p.core {
		out.WriteString(ansi.SetModeUnicodeCore)
		p.core = true
	}
	whole = whole && e.body.Len() > little
	if whole {
		out.WriteString(ansi.SetModeSynchronizedOutput)
	}
	hidden := was.Cursor == nil
	if !hidden && (v.Cursor == nil || e.body.Len() > 0 && !whole) {
		out.WriteString(ansi.ResetModeTextCursorEnable)
		hidden = true
	}
	out.Write(e.body.Bytes())
	if c := v.Cursor; c != nil {
		if hidden || e.body.Len() > 0 || was.Cursor.Position != c.Position {
			out.WriteString(ansi.CursorPosition(c.X+1, c.Y+1))
		}
		if style := cursorStyle(c); was.Cursor == nil || style != cursorStyle(was.Cursor) {
			out.WriteString(ansi.SetCursorStyle(style))
		}
		if hidden {
			out.WriteString(ansi.SetModeTextCursorEnable)
		}
	}
	if whole {
		out.WriteString(ansi.ResetModeSynchronizedOutput)
	}
}

// cursorStyle is the number a terminal knows a shape by.
func cursorStyle(c *tea.Cursor) int {
	if c.Blink {
		return int(c.Shape)*2 + 1
	}
	return int(c.Shape)*2 + 2
}

func focus(was, is bool) string {
	switch {
	case is && !was:
		return ansi.SetModeFocusEvent
	case was && !is:
		return ansi.ResetModeFocusEvent
	}
	return ""
}

func mouse(was, is tea.MouseMode) (seq string) {
	if was == is {
		return ""
	}
	if was != tea.MouseModeNone {
		seq = ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr
	}
	switch is {
	case tea.MouseModeCellMotion:
		seq += ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr
	case tea.MouseModeAllMotion:
		seq += ansi.SetModeMouseAnyEvent + ansi.SetModeMouseExtSgr
	}
	return seq
}

// cut makes exactly height lines of a text.
func cut(lines []string, text string, height int) []string {
	for len(lines) < height {
		line, rest, more := strings.Cut(text, "\n")
		lines = append(lines, strings.TrimSuffix(line, "\r"))
		text = rest
		if !more {
			text = ""
		}
	}
	return lines
}

// Wire writes one thing after the other: Bubble Tea asks the terminal its
// questions while frames are drawn.
type Wire struct {
	W io.Writer

	mu sync.Mutex
}

// Write implements io.Writer.
func (w *Wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.W.Write(p)
}

// easels are what frames are composed on; as many as are drawn at one time.
var easels = sync.Pool{New: func() any { return new(easel) }}

// tooLarge is the size of a buffer that is not kept for the next frame, in bytes.
const tooLarge = 64 << 10

// prepare makes an easel ready for a frame.
func (e *easel) prepare(width, height int, profile colorprofile.Profile, method ansi.Method) {
	e.width, e.height, e.profile, e.method = width, height, profile, method
	for _, b := range []*bytes.Buffer{&e.body, &e.out} {
		if b.Cap() > tooLarge {
			*b = bytes.Buffer{}
		}
		b.Reset()
	}
	e.begin()
}
