package ui

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"lede/glass"
	"lede/idle"
	"lede/newsroom"
	"lede/paint"
)

// terminal runs the interface as it runs for a person: a painter draws it into a
// terminal emulator.
type terminal struct {
	t       testing.TB
	desk    *fakeDesk
	program *tea.Program
	ended   chan error
	cancel  context.CancelFunc
	screen  *glass.Screen
}

// watched is the interface with a way to ask what it wants on the screen.
type watched struct{ app *App }

type asked struct{ answer chan frameOf }

type frameOf struct {
	lines  []string
	cursor *tea.Cursor
	w, h   int
}

func (w watched) Init() tea.Cmd  { return w.app.Init() }
func (w watched) View() tea.View { return w.app.View() }
func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a, ok := msg.(asked); ok {
		lines, cursor := w.app.frame()
		a.answer <- frameOf{lines, cursor, w.app.w, w.app.h}
		return w, nil
	}
	_, cmd := w.app.Update(msg)
	return w, cmd
}

// patience is how long a test waits for what must come.
const patience = 30 * time.Second

func runTerminal(t testing.TB, w, h int, desk *fakeDesk, o Options, adjust ...func(*App)) *terminal {
	t.Helper()
	o.Now = func() time.Time { return clock }
	o.Profile, o.Theme = colorprofile.TrueColor, "dark"
	app := newApp(desk, newsroom.Abilities{Browser: true, Feeds: true, Files: true}, o, (*App).makePanes)
	for _, f := range adjust {
		f(app)
	}
	app.create = func(string) (io.WriteCloser, error) { return closing{io.Discard}, nil }
	app.run = func(*exec.Cmd, tea.ExecCallback) tea.Cmd { return nil }
	ctx, cancel := context.WithCancel(context.Background())
	term := &terminal{t: t, desk: desk, ended: make(chan error, 1), cancel: cancel, screen: glass.New(w, h, io.Discard)}
	wire := &paint.Wire{W: term.screen}
	model := &paint.Model{Inner: watched{app}, Painter: paint.New(wire, paint.Options{Profile: colorprofile.TrueColor, FPS: FPS}), Clock: idle.Clock{Interval: time.Second / FPS}}
	term.program = tea.NewProgram(model, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(wire), tea.WithoutRenderer(), tea.WithWindowSize(w, h),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignals(), tea.WithFilter(Sane), tea.WithFPS(FPS))
	model.Clock.Of(term.program)
	go func() {
		_, err := term.program.Run()
		term.ended <- err
	}()
	t.Cleanup(func() {
		term.program.Quit()
		select {
		case <-term.ended:
		case <-time.After(patience):
			t.Error("the program does not end")
		}
		model.Clock.End()
		model.Painter.Close()
		cancel()
		term.screen.Close()
	})
	return term
}

// resize makes the terminal larger or smaller and tells the program.
func (x *terminal) resize(w, h int) {
	x.screen.Resize(w, h)
	x.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

func (x *terminal) keys(keys ...string) {
	for _, k := range keys {
		x.program.Send(press(k))
	}
}

// wanted is what the interface wants on the screen.
func (x *terminal) wanted() frameOf {
	x.t.Helper()
	a := asked{make(chan frameOf, 1)}
	x.program.Send(a)
	select {
	case f := <-a.answer:
		return f
	case <-time.After(patience):
		x.t.Fatal("the program does not answer")
		return frameOf{}
	}
}

// agrees waits until what stands on the screen is what the interface wants
// there, cell by cell with its colours.
func (x *terminal) agrees() frameOf {
	x.t.Helper()
	late := time.After(patience)
	for {
		f := x.wanted()
		difference := ""
		x.screen.Look(func(screen *vt.Emulator) { difference = f.differs(screen) })
		if difference == "" {
			return f
		}
		select {
		case <-x.screen.Drawn():
		case <-time.After(50 * time.Millisecond): // the frame has changed, not the screen
		case <-late:
			x.t.Fatalf("the screen is not what the interface wants: %s\n%s", difference, x.screen.Text())
		}
	}
}

// rests waits until the screen agrees and nothing more is drawn: what had to be
// fetched at the start has come.
func (x *terminal) rests() {
	x.t.Helper()
	const quiet = 400 * time.Millisecond
	for {
		x.agrees()
		_, last := x.screen.Bytes()
		since := time.Since(last)
		if since >= quiet {
			return
		}
		time.Sleep(quiet - since)
	}
}

// differs compares the frame with a screen.
func (f frameOf) differs(screen *vt.Emulator) string {
	if screen.Width() != f.w || screen.Height() != f.h {
		return fmt.Sprintf("a screen of %dx%d, a frame of %dx%d", screen.Width(), screen.Height(), f.w, f.h)
	}
	want := uv.NewScreenBuffer(f.w, f.h)
	want.Method = ansi.GraphemeWidth
	uv.NewStyledString(strings.Join(f.lines, "\n")).Draw(want, want.Bounds())
	for y := range f.h {
		for x := range f.w {
			a, b := want.CellAt(x, y), screen.CellAt(x, y)
			if a == nil || b == nil || a.IsZero() && b.IsZero() {
				continue
			}
			if a.Content != b.Content || !a.Style.Equal(&b.Style) && strings.TrimSpace(a.Content) != "" || a.Link.URL != b.Link.URL {
				return fmt.Sprintf("cell %d,%d is %q %+v %q, wanted %q %+v %q", x, y, b.Content, b.Style, b.Link.URL, a.Content, a.Style, a.Link.URL)
			}
		}
	}
	if at := screen.CursorPosition(); f.cursor != nil && (at.X != f.cursor.X || at.Y != f.cursor.Y) {
		return fmt.Sprintf("the cursor is at %d,%d, wanted %d,%d", at.X, at.Y, f.cursor.X, f.cursor.Y)
	}
	return ""
}

func plainOf(lines []string) string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = ansi.Strip(l)
	}
	return strings.Join(out, "\n")
}

// What a person sees is what the panes drew, on every screen there is.
func TestTheTerminalShowsTheFrame(t *testing.T) {
	x := runTerminal(t, 120, 40, newFake(60), Options{})
	x.agrees()
	for _, keys := range []string{"j j", "enter", "d d", "e", "enter", "esc", "U", "esc", "i", "esc", "s", "s s", "z", "z", "esc", "1", "c", "esc", "? q u", "esc esc", "E", "j", "esc", "Q", "enter", "esc esc", "b", "esc", "/ u n r", "esc", ": s e t tab", "esc", "G", "g"} {
		x.keys(strings.Fields(keys)...)
		x.agrees()
	}
}

// A thousand sizes as fast as they can be sent: in the end, and wherever it
// rests, the screen is whole.
func TestResizeStorm(t *testing.T) {
	x := runTerminal(t, 80, 24, newFake(60), Options{Lang: "fr"})
	rng := rand.New(rand.NewPCG(3, 4))
	keys := strings.Fields("j k enter e esc d u z tab n p s b esc Q esc 1 0 ? esc")
	for i := range 1000 {
		w, h := 1+rng.IntN(220), 1+rng.IntN(70)
		if i%200 == 199 {
			w, h = 60+rng.IntN(160), 10+rng.IntN(50)
		}
		x.resize(w, h)
		if i%7 == 0 {
			x.keys(keys[rng.IntN(len(keys))])
		}
		if i%200 == 199 {
			x.agrees()
		}
	}
	x.resize(40, 12)
	x.agrees()
	x.resize(20, 5)
	if f := x.agrees(); !strings.Contains(strings.Join(f.lines, " "), "24×6") {
		t.Errorf("a screen too small does not say so: %q", f.lines)
	}
	x.resize(120, 40)
	x.agrees()
}

// A terminal that lies about its size is shown nonsense, and whole again as
// soon as it tells the truth.
func TestTerminalsThatLie(t *testing.T) {
	x := runTerminal(t, 80, 24, newFake(30), Options{})
	x.agrees()
	for _, size := range [][2]int{{0, 0}, {-5, 24}, {1, 1}, {10000, 3}, {3, 10000}, {65535, 65535}, {200, 60}, {81, 25}, {79, 23}} {
		x.program.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		x.keys("j", "enter", "esc")
		if f := x.wanted(); f.w > MostColumns || f.h > MostRows {
			t.Errorf("a frame of %dx%d is drawn", f.w, f.h)
		}
	}
	x.resize(100, 30)
	x.agrees()
}

// Whatever is pasted, wherever the keys are, nothing of it reaches the terminal
// as anything but letters.
func TestPastedGarbage(t *testing.T) {
	x := runTerminal(t, 100, 30, newFake(30), Options{})
	rng := rand.New(rand.NewPCG(5, 6))
	garbage := []string{
		"\x1b]0;owned\x07\x1b[2J\x1b[31mred", strings.Repeat("漢字", 5000), strings.Repeat("x", 200_000), "a\u0301\u0301\u0301\u202eevil\u2066", "👩‍👩‍👧‍👦👍🏽🇫🇷\u200d\u200d",
		"\x00\x01\x9b31m\u009b2J", "unread OR (((((", strings.Repeat("(", 10_000), strings.Repeat("company:x OR ", 900), "one\ntwo\r\nthree\tfour", "\xff\xfe\xc3\x28",
	}
	for _, where := range []string{"", "/", ":", "c", "?", "E", "t", "|", "w"} {
		x.keys("esc", "esc", "esc", "esc")
		if where != "" {
			x.keys(where)
		}
		for range 4 {
			x.program.Send(tea.PasteMsg{Content: garbage[rng.IntN(len(garbage))]})
			x.agrees()
		}
		x.keys("tab", "left", "backspace", "end")
		x.agrees()
	}
}
