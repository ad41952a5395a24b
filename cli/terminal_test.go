package cli

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// TestMain lets the test program be lede, so that tests can run it in a
// terminal of its own.
func TestMain(m *testing.M) {
	if os.Getenv("LEDE_TEST_MAIN") != "" {
		os.Exit(Main(os.Args[1:], "1.2.3"))
	}
	os.Exit(m.Run())
}

// screen is a program in a terminal, and all it has written.
type screen struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex
	out  bytes.Buffer
	news chan struct{}
	done chan struct{}
}

func start(t *testing.T, cols, rows uint16, env []string, args ...string) *screen {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(append(os.Environ(), "LEDE_TEST_MAIN=1", "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL="), env...)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: cols, Rows: rows})
	if err != nil {
		t.Skipf("no terminal can be had here: %v", err)
	}
	s := &screen{t: t, cmd: cmd, tty: tty, news: make(chan struct{}, 1), done: make(chan struct{})}
	go func() {
		defer close(s.done)
		buf := make([]byte, 32<<10)
		for {
			n, err := tty.Read(buf)
			s.mu.Lock()
			s.out.Write(buf[:n])
			s.mu.Unlock()
			select {
			case s.news <- struct{}{}:
			default:
			}
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = tty.Close() })
	return s
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// sees waits until a text has been written. Only a program that hangs makes it
// give up.
func (s *screen) sees(text string) {
	s.t.Helper()
	late := time.After(30 * time.Second)
	for !strings.Contains(ansi.Strip(s.text()), text) {
		select {
		case <-s.news:
		case <-s.done:
			if !strings.Contains(ansi.Strip(s.text()), text) {
				s.t.Fatalf("%q never came; the program has ended:\n%s", text, ansi.Strip(s.text()))
			}
			return
		case <-late:
			s.t.Fatalf("%q never came:\n%s", text, ansi.Strip(s.text()))
		}
	}
}

// ends waits for the end and returns the exit code.
func (s *screen) ends() int {
	s.t.Helper()
	timer := time.AfterFunc(30*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer timer.Stop()
	_ = s.cmd.Wait()
	<-s.done
	return s.cmd.ProcessState.ExitCode()
}

// restored asserts that the terminal is as it was: no alternate screen, cursor
// shown, no mouse, no bracketed paste.
func (s *screen) restored() {
	s.t.Helper()
	out := s.text()
	for on, off := range map[string]string{
		ansi.SetModeAltScreenSaveCursor: ansi.ResetModeAltScreenSaveCursor,
		ansi.HideCursor:                 ansi.ShowCursor,
		ansi.SetModeBracketedPaste:      ansi.ResetModeBracketedPaste,
		ansi.SetModeMouseExtSgr:         ansi.ResetModeMouseExtSgr,
	} {
		if a, b := strings.LastIndex(out, on), strings.LastIndex(out, off); a >= 0 && b < a {
			s.t.Errorf("%q was not taken back", on)
		}
	}
	if !strings.Contains(out, ansi.SetModeAltScreenSaveCursor) {
		s.t.Error("the interface was never there")
	}
}

func TestFirstRunAndQuit(t *testing.T) {
	for _, size := range [][2]uint16{{80, 24}, {120, 40}, {200, 60}, {40, 12}} {
		home(t)
		s := start(t, size[0], size[1], nil)
		s.sees("Ferrolune")
		if size[0] >= 80 {
			s.sees("+ adds a pack of well-known feeds")
		}
		if _, err := io.WriteString(s.tty, "q"); err != nil {
			t.Fatal(err)
		}
		if code := s.ends(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		s.restored()
	}
}

func TestTooSmall(t *testing.T) {
	home(t)
	s := start(t, 20, 5, nil)
	s.sees("larger")
	_, _ = io.WriteString(s.tty, "q")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.restored()
}

func TestSignalsRestoreTheTerminal(t *testing.T) {
	for _, sig := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP, os.Interrupt} {
		home(t)
		s := start(t, 80, 24, nil)
		s.sees("Ferrolune")
		if err := s.cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if code := s.ends(); code != 0 {
			t.Errorf("%v: exit code %d", sig, code)
		}
		s.restored()
	}
}

func TestFeedsFromOutsideWhileOpen(t *testing.T) {
	home(t)
	s := start(t, 120, 40, nil)
	s.sees("Ferrolune")
	lede(t, "", "add", publisher(t)+"/feed").want(t, 0, "The Mill: 2 articles")
	s.sees("The Mill") // and it is in the sidebar of the open interface
	_, _ = io.WriteString(s.tty, "q")
	s.ends()
}

func TestNoInput(t *testing.T) {
	home(t)
	lede(t, "").want(t, exitUsage, "needs a terminal")
}
