package cli

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"lede/glass"
)

// TestMain lets the test program be lede, so that tests can run it in a
// terminal of its own.
func TestMain(m *testing.M) {
	if os.Getenv("LEDE_TEST_MAIN") != "" {
		os.Exit(Main(os.Args[1:], "1.2.3"))
	}
	os.Exit(m.Run())
}

// screen is lede in a terminal.
type screen struct {
	t *testing.T
	*glass.Program
}

// patience is how long a test waits for what must come: only a program that hangs
// makes it give up.
const patience = time.Minute

func start(t *testing.T, cols, rows int, env []string, args ...string) *screen {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(append(os.Environ(), "LEDE_TEST_MAIN=1", "TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL="), env...)
	p, err := glass.Run(cmd, cols, rows)
	if err != nil {
		t.Skipf("no terminal can be had here: %v", err)
	}
	t.Cleanup(p.Close)
	return &screen{t, p}
}

// sees waits until a text stands on the screen, or has stood there: on a slow machine
// it may have gone before anybody looks.
func (s *screen) sees(text string) {
	s.t.Helper()
	seen := func(screen string) bool {
		return strings.Contains(screen, text) || strings.Contains(ansi.Strip(s.Came()), text)
	}
	if err := s.Until(seen, patience); err != nil {
		s.t.Fatalf("%q never came: %v", text, err)
	}
}

func (s *screen) types(keys string) {
	s.t.Helper()
	if err := s.Type(keys); err != nil {
		s.t.Fatal(err)
	}
}

// ends waits for the end and returns the exit code.
func (s *screen) ends() int { return s.Wait(patience) }

// restored asserts that the terminal is as it was: no alternate screen, cursor
// shown, no mouse, no bracketed paste.
func (s *screen) restored() {
	s.t.Helper()
	out := s.Came()
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
	for _, size := range [][2]int{{80, 24}, {120, 40}, {200, 60}, {40, 12}} {
		home(t)
		s := start(t, size[0], size[1], nil)
		s.sees("Ferrolune")
		if size[0] >= 80 {
			s.sees("+ adds a pack of well-known feeds")
		}
		s.types("q")
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
	s.types("q")
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
		if err := s.Cmd.Process.Signal(sig); err != nil {
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
	s.types("q")
	s.ends()
}

func TestNoInput(t *testing.T) {
	home(t)
	lede(t, "").want(t, exitUsage, "needs a terminal")
}
