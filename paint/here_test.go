//go:build unix

package paint

import (
	"context"
	"errors"
	"fmt"
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

	"lede/glass"
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

// shown is such a program.
type shown struct {
	t *testing.T
	*glass.Program
}

// patience is how long a test waits for what must come: only a program that hangs
// makes it give up.
const patience = time.Minute

func runPage(t *testing.T) *shown {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "PAINT_TEST_PAGE=1", "TERM=xterm-256color")
	p, err := glass.Run(cmd, 60, 10)
	if err != nil {
		t.Skipf("no terminal can be had here: %v", err)
	}
	t.Cleanup(p.Close)
	s := &shown{t, p}
	s.sees("size=60x10")
	return s
}

func (s *shown) types(keys string) {
	s.t.Helper()
	if err := s.Type(keys); err != nil {
		s.t.Fatal(err)
	}
}

// sees waits until a text stands on the screen.
func (s *shown) sees(text string) {
	s.t.Helper()
	if err := s.Until(func(screen string) bool { return strings.Contains(screen, text) }, patience); err != nil {
		s.t.Fatalf("no %q: %v", text, err)
	}
}

// writes waits until bytes have come, in this order, with others between them.
func (s *shown) writes(bytes ...string) {
	s.t.Helper()
	missing := ""
	err := s.Until(func(string) bool {
		came := s.Came()
		for _, missing = range bytes {
			_, rest, found := strings.Cut(came, missing)
			if !found {
				return false
			}
			came = rest
		}
		return true
	}, patience)
	if err != nil {
		s.t.Fatalf("no %q: %v\n%q", missing, err, s.Came())
	}
}

// cooked reports whether the terminal edits lines itself, as shells want it.
func (s *shown) cooked() bool {
	s.t.Helper()
	state, err := term.GetState(s.TTY.Fd())
	if err != nil {
		s.t.Fatal(err)
	}
	return state.Lflag&syscall.ICANON != 0
}

func (s *shown) resize(width, height int) {
	s.t.Helper()
	if err := s.Resize(width, height); err != nil {
		s.t.Fatal(err)
	}
}

const (
	leaves  = ansi.SetModeTextCursorEnable + ansi.ResetModeAltScreenSaveCursor
	returns = ansi.SetModeAltScreenSaveCursor
)

func TestHereTakesTheTerminalAndGivesItBack(t *testing.T) {
	s := runPage(t)
	if s.cooked() {
		t.Error("keys would come line by line")
	}
	s.types("w")
	s.sees("said=w")
	s.resize(47, 9)
	s.sees("said=w size=47x9")
	s.types("q")
	s.sees("ended panic=false")
	s.writes(leaves, "ended")
	if !s.cooked() {
		t.Error("the terminal is not as it was")
	}
}

// A program that is lent the terminal finds it as a shell would leave it, and
// afterwards all of the screen is drawn again.
func TestHereLendsTheTerminal(t *testing.T) {
	s := runPage(t)
	s.types("x")
	s.writes(leaves, "lent-0", returns)
	s.sees("said=back:<nil> size=60x10")
	if s.cooked() {
		t.Error("keys would come line by line after it")
	}
	s.types("w")
	s.sees("said=w size=60x10")
}

func TestHereSleepsAndWakes(t *testing.T) {
	s := runPage(t)
	s.types("z")
	s.writes(leaves)
	for !s.cooked() { // right after it has said so
		time.Sleep(time.Millisecond)
	}
	s.resize(52, 8)
	s.resumes("size=52x8")
	s.types("w")
	s.sees("said=w size=52x8")
}

// resumes wakes the program until it is awake: it may have been on its way to sleep.
func (s *shown) resumes(text string) {
	s.t.Helper()
	stop := make(chan struct{})
	var waking sync.WaitGroup
	waking.Go(func() {
		for {
			_ = s.Cmd.Process.Signal(syscall.SIGCONT)
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	s.writes(leaves, returns)
	s.sees(text)
	close(stop)
	waking.Wait()
}

// What a panic says stays on the screen one comes back to.
func TestHereFailsInGoodOrder(t *testing.T) {
	for key, why := range map[string]string{"p": "a command that fails", "v": "a view that fails"} {
		s := runPage(t)
		s.types(key)
		s.sees("ended panic=true")
		s.writes(leaves, why) // not on a screen that goes away
		if !s.cooked() {
			t.Errorf("%s: the terminal is not as it was", why)
		}
	}
}
