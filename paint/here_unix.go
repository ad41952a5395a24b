//go:build unix

package paint

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime/debug"
	"strconv"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"lede/idle"
)

// screen is the terminal of this process while a program has it. Bubble Tea
// without its renderer leaves to us what else belongs to a terminal: that it
// passes on each key, that it changes its size, and that it is lent.
type screen struct {
	here    Here
	painter *Painter
	program *tea.Program

	mu     sync.Mutex
	found  *term.State // how the terminal was; nil: it is so
	over   bool
	failed string // what panicked in drawing, and where
}

func (h Here) show(told context.Context, model func(Lend) tea.Model) (tea.Model, error) {
	h.Desk.Asked() // who has just opened it waits for it
	s := &screen{here: h}
	wire := &Wire{W: h.Out}
	profile := colorprofile.Detect(h.Out, os.Environ())
	s.painter = New(wire, Options{Profile: profile, FPS: h.FPS, Safely: s.draws, Drawn: h.Desk.Answered})
	m := &Model{Inner: model(s.lend), Painter: s.painter, Clock: idle.Clock{Interval: time.Second / time.Duration(h.FPS)}, Safely: s.safely, Desk: h.Desk}
	w, hh := s.size()
	s.program = tea.NewProgram(m, tea.WithInput(h.In), tea.WithOutput(wire), tea.WithoutRenderer(), tea.WithColorProfile(profile), tea.WithWindowSize(w, hh),
		tea.WithoutSignalHandler(), tea.WithFilter(s.sift), tea.WithFPS(h.FPS))
	if err := s.take(); err != nil {
		return m.Inner, fmt.Errorf("the terminal cannot be set up: %w", err)
	}
	// Not tea.WithContext: it closes the terminal under the goroutine that
	// still reads from it. Quit waits for that one.
	stop := context.AfterFunc(told, s.program.Quit)
	defer stop()
	ended := make(chan struct{})
	var behind sync.WaitGroup
	behind.Go(func() { s.follow(ended) })
	m.Clock.Of(s.program)
	_, err := s.program.Run()
	m.Clock.End()
	close(ended)
	s.painter.Close()
	s.release(true)
	behind.Wait()
	if s.failed != "" {
		_, _ = fmt.Fprintln(os.Stderr, s.failed)
		err = fmt.Errorf("%w: %w", tea.ErrProgramKilled, tea.ErrProgramPanic)
	}
	return m.Inner, err
}

// take has the terminal pass on each key as it is pressed.
func (s *screen) take() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.found != nil || s.over {
		return nil
	}
	found, err := term.MakeRaw(s.here.In.Fd())
	if err == nil {
		s.found = found
	}
	return err
}

// release sets the terminal as it was found; for good when it is over.
func (s *screen) release(over bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = s.over || over
	if s.found != nil {
		_ = term.Restore(s.here.In.Fd(), s.found) // it is gone when that fails
		s.found = nil
	}
}

// leave gives the terminal back for a while.
func (s *screen) leave() {
	s.painter.Leave()
	s.release(false)
}

// comeBack takes it again, in whatever size it has by now.
func (s *screen) comeBack() {
	_ = s.take() // a terminal that is gone ends the program elsewhere
	s.painter.Return()
	go s.resize()
}

// sift gives the terminal back before the program is put to sleep.
func (s *screen) sift(m tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		s.leave()
	case tea.ResumeMsg:
		s.comeBack()
	}
	if s.here.Filter == nil {
		return msg
	}
	return s.here.Filter(m, msg)
}

// follow passes on how large the terminal is when that changes.
func (s *screen) follow(ended <-chan struct{}) {
	changed := make(chan os.Signal, 1)
	signal.Notify(changed, syscall.SIGWINCH)
	defer signal.Stop(changed)
	for {
		select {
		case <-changed:
			s.resize()
		case <-ended:
			return
		}
	}
}

func (s *screen) resize() {
	w, h := s.size()
	s.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// size is that of the terminal, or what the environment says where it does not
// know, or 80×24.
func (s *screen) size() (w, h int) {
	w, h, err := term.GetSize(s.here.Out.Fd())
	if err != nil {
		w, h = 0, 0
	}
	return orElse(w, "COLUMNS", 80), orElse(h, "LINES", 24)
}

func orElse(n int, name string, usual int) int {
	if n > 0 {
		return n
	}
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return usual
}

// safely lets a panic go on, but gives the terminal back first, so that what is
// said of it stays to be read.
func (s *screen) safely(f func()) bool {
	defer func() {
		if r := recover(); r != nil {
			s.painter.Close()
			s.release(true)
			panic(r)
		}
	}()
	f()
	return true
}

// draws ends the program when a drawing fails: nobody else would hear of it.
func (s *screen) draws(draw func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			s.failed = fmt.Sprintf("%v\n\n%s", r, debug.Stack())
			go s.program.Kill()
		}
	}()
	draw()
	return true
}

// lend is a [Lend].
func (s *screen) lend(cmd *exec.Cmd, done tea.ExecCallback) tea.Cmd {
	return tea.Exec(&errand{Cmd: cmd, screen: s}, done)
}

// errand is a program that has the terminal while it runs.
type errand struct {
	*exec.Cmd
	screen *screen
}

// Run implements tea.ExecCommand.
func (e *errand) Run() error {
	e.screen.leave()
	defer e.screen.comeBack()
	if somebody, ok := e.Stdin.(Attended); ok {
		return somebody.Around(e.screen.here.In, e.screen.here.Out, e.Cmd.Run)
	}
	return e.Cmd.Run()
}

// SetStdin implements tea.ExecCommand. Programs get the terminal itself where
// nothing else is theirs, and not the wire that we write on.
func (e *errand) SetStdin(io.Reader) {
	if e.Stdin == nil {
		e.Stdin = e.screen.here.In
	}
}

// SetStdout implements tea.ExecCommand.
func (e *errand) SetStdout(io.Writer) {
	if e.Stdout == nil {
		e.Stdout = e.screen.here.Out
	}
}

// SetStderr implements tea.ExecCommand.
func (e *errand) SetStderr(w io.Writer) {
	if e.Stderr == nil {
		e.Stderr = w
	}
}
