package serve

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"lede/idle"
	"lede/paint"
)

// guard keeps a panic of the interface in its session, and its stack in the log.
//
// It also spares drawing: the program asks for a view after every message,
// several times a key, and shows what it has at its own pace. The first view is
// made at once, those that follow closely become one a moment later.
type guard struct {
	inner    tea.Model
	visit    *visit
	panicked atomic.Bool

	// Only the program's own goroutine calls Update and View.
	shown   tea.View
	drawn   int64 // when, on the server's clock
	pending bool  // one will be asked for
	size    size  // of the window
	sized   bool  // the interface has been told
	ready   chan struct{}
	painter *paint.Painter
	news    notifier
	clock   idle.Clock
	shared  atomic.Bool // its table of keys
	program *tea.Program
}

// farewell is how long an interface may take to keep where its reader was.
const farewell = time.Second

// leave has the interface keep where its reader was: the connection may be gone,
// or the server going down.
func (g *guard) leave() {
	reader, ok := g.inner.(interface{ Leave(context.Context) })
	if !ok || g.panicked.Load() {
		return
	}
	ctx, done := context.WithTimeout(context.Background(), farewell)
	defer done()
	g.safely(func() { reader.Leave(ctx) })
}

// together is how closely views follow each other that become one.
const together = 25 * time.Millisecond

// redraw asks for the view that was put off.
type redraw struct{}

// safely runs f and reports whether it came to its end.
func (g *guard) safely(f func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			g.panicked.Store(true)
			g.visit.srv.figures.panics.Add(1)
			g.visit.log.Error("panic in a session", "panic", fmt.Sprint(r), "stack", strings.TrimSpace(string(debug.Stack())))
		}
	}()
	f()
	return true
}

func (g *guard) Init() (cmd tea.Cmd) {
	if g.program != nil {
		g.shared.Store(shareKeys(g.program, g.visit.term)) // nothing is read before the first size
		g.program = nil
	}
	if !g.safely(func() { cmd = g.inner.Init() }) {
		return tea.Quit
	}
	return paint.Guard(cmd, g.safely)
}

func (g *guard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	g.clock.Wake()
	if _, ok := msg.(redraw); ok {
		g.pending, g.drawn = false, 0
		return g, nil
	}
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseWheelMsg:
		g.drawn = 0 // what a person does is answered at once
	case tea.WindowSizeMsg:
		g.drawn, g.size = 0, size{msg.Width, msg.Height}
		if !g.sized {
			g.sized = true
			close(g.ready) // what was typed before waits for something to act on
		}
	}
	g.painter.Learn(msg)
	if !g.safely(func() { g.inner, cmd = g.inner.Update(msg) }) {
		return g, tea.Quit
	}
	if seq := g.news.notices(msg, g.inner, g.visit); seq != "" {
		g.painter.Aside(seq)
	}
	cmd = paint.Guard(cmd, g.safely)
	if !g.pending && g.drawn != 0 && g.visit.srv.now()-g.drawn < int64(together) {
		g.pending = true
		cmd = tea.Batch(cmd, tea.Tick(together, func(time.Time) tea.Msg { return redraw{} }))
	}
	return g, cmd
}

func (g *guard) View() (view tea.View) {
	if g.panicked.Load() {
		return view
	}
	if g.pending && g.drawn != 0 {
		return g.shown
	}
	if !g.safely(func() { view = g.inner.View() }) {
		g.visit.end(nil)
	}
	g.shown, g.drawn = view, g.visit.srv.now()
	if g.sized {
		g.painter.Show(view, g.size.width, g.size.height)
	}
	return view
}

// paints draws, and ends the session when that fails.
func (g *guard) paints(draw func()) bool {
	ok := g.safely(draw)
	if !ok {
		g.visit.end(nil)
	}
	return ok
}
