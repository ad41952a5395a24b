//go:build unix

package paint

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// page is an interface of one line that says what it was told last.
type page struct {
	said          string
	width, height int
	lend          Lend
}

type told string

func (p *page) Init() tea.Cmd { return nil }
func (p *page) View() tea.View {
	if p.said == "drawing" {
		panic("a view that fails")
	}
	return tea.NewView(fmt.Sprintf("said=%s size=%dx%d", p.said, p.width, p.height))
}

func (p *page) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.width, p.height = msg.Width, msg.Height
	case told:
		p.said = string(msg)
	case tea.KeyPressMsg:
		switch key := msg.String(); key {
		case "q":
			return p, tea.Quit
		case "z":
			return p, tea.Suspend
		case "x":
			return p, p.lend(exec.Command("sh", "-c", "test -t 0 && test -t 1 && echo lent-$(stty -a | grep -c -e '-icanon')"), func(err error) tea.Msg {
				return told(fmt.Sprint("back:", err))
			})
		case "p":
			return p, tea.Sequence(func() tea.Msg { return nil }, func() tea.Msg { panic("a command that fails") })
		case "v":
			p.said = "drawing"
		default:
			p.said = key
		}
	}
	return p, nil
}

// TestMain lets the test program be one with an interface, in a terminal of its own.
func TestMain(m *testing.M) {
	if os.Getenv("PAINT_TEST_PAGE") == "" {
		os.Exit(m.Run())
	}
	p := &page{}
	_, err := Here{In: os.Stdin, Out: os.Stdout, FPS: 120}.Show(context.Background(), func(lend Lend) tea.Model {
		p.lend = lend
		return p
	})
	fmt.Printf("ended panic=%v\n", errors.Is(err, tea.ErrProgramPanic))
}

// shown is such a program, and all it has written.
type shown struct {
	t       *testing.T
	program *exec.Cmd
	tty     *os.File
	mu      sync.Mutex
	out     bytes.Buffer
	news    chan struct{}
	gone    chan struct{}
}

func runPage(t *testing.T) *shown {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &shown{t: t, program: exec.Command(self), news: make(chan struct{}, 1), gone: make(chan struct{})}
	s.program.Env = append(os.Environ(), "PAINT_TEST_PAGE=1", "TERM=xterm-256color")
	if s.tty, err = pty.StartWithSize(s.program, &pty.Winsize{Cols: 60, Rows: 10}); err != nil {
		t.Skipf("no terminal can be had here: %v", err)
	}
	go func() {
		defer close(s.gone)
		buf := make([]byte, 4096)
		for {
			n, err := s.tty.Read(buf)
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
	t.Cleanup(func() { _ = s.program.Process.Kill(); _ = s.tty.Close(); _ = s.program.Wait() })
	s.sees("size=60x10")
	return s
}

func (s *shown) types(keys string) {
	if _, err := io.WriteString(s.tty, keys); err != nil {
		s.t.Fatal(err)
	}
}

// sees waits for a text, and returns what was written until then and not yet
// returned. Only a program that hangs makes it give up.
func (s *shown) sees(text string) string {
	s.t.Helper()
	late := time.After(30 * time.Second)
	for {
		s.mu.Lock()
		before, _, found := bytes.Cut(s.out.Bytes(), []byte(text))
		was := string(before) + text
		if found {
			s.out.Next(len(was))
		}
		s.mu.Unlock()
		if found {
			return was
		}
		select {
		case <-s.news:
		case <-s.gone:
			s.t.Fatalf("ended without %q: %q", text, s.out.String())
		case <-late:
			s.t.Fatalf("no %q: %q", text, s.out.String())
		}
	}
}

// cooked reports whether the terminal edits lines itself, as shells want it.
func (s *shown) cooked() bool {
	s.t.Helper()
	state, err := term.GetState(s.tty.Fd())
	if err != nil {
		s.t.Fatal(err)
	}
	return state.Lflag&syscall.ICANON != 0
}

const leaves = ansi.SetModeTextCursorEnable + ansi.ResetModeAltScreenSaveCursor

func TestHereTakesTheTerminalAndGivesItBack(t *testing.T) {
	s := runPage(t)
	if s.cooked() {
		t.Error("keys would come line by line")
	}
	s.types("w")
	s.sees("w")
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: 47, Rows: 9}); err != nil {
		t.Fatal(err)
	}
	s.sees("47x9")
	s.types("q")
	s.sees(leaves)
	s.sees("ended panic=false")
	if !s.cooked() {
		t.Error("the terminal is not as it was")
	}
}

// A program that is lent the terminal finds it as a shell would leave it, and
// afterwards all of the screen is drawn again.
func TestHereLendsTheTerminal(t *testing.T) {
	s := runPage(t)
	s.types("x")
	if !strings.Contains(s.sees("lent-0"), leaves) {
		t.Error("it runs on our screen")
	}
	s.sees(ansi.SetModeAltScreenSaveCursor)
	s.sees("said=back:<nil> size=60x10")
	if s.cooked() {
		t.Error("keys would come line by line after it")
	}
	s.types("w") // not the next letter of what stands there, which is not drawn again
	s.sees("w")
}

func TestHereSleepsAndWakes(t *testing.T) {
	s := runPage(t)
	s.types("z")
	s.sees(leaves)
	for !s.cooked() { // right after it has said so
		time.Sleep(time.Millisecond)
	}
	if err := pty.Setsize(s.tty, &pty.Winsize{Cols: 52, Rows: 8}); err != nil {
		t.Fatal(err)
	}
	s.resumes("size=52x8")
	s.types("w")
	s.sees("w")
}

// resumes wakes the program until it is awake: it may have been on its way to sleep.
func (s *shown) resumes(text string) {
	s.t.Helper()
	stop := make(chan struct{})
	var waking sync.WaitGroup
	waking.Go(func() {
		for {
			_ = s.program.Process.Signal(syscall.SIGCONT)
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	s.sees(ansi.SetModeAltScreenSaveCursor)
	s.sees(text)
	close(stop)
	waking.Wait()
}

// What a panic says stays on the screen one comes back to.
func TestHereFailsInGoodOrder(t *testing.T) {
	for key, why := range map[string]string{"p": "a command that fails", "v": "a view that fails"} {
		s := runPage(t)
		s.types(key)
		if !strings.Contains(s.sees(why), leaves) {
			t.Errorf("%s: said on a screen that goes away", why)
		}
		s.sees("ended panic=true")
		if !s.cooked() {
			t.Errorf("%s: the terminal is not as it was", why)
		}
	}
}
