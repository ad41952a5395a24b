// Command screens makes the pictures of the documentation from the real
// program: it builds lede, runs it on the built-in tour in a terminal
// emulator, presses keys and draws what stands on the screen.
//
//	go run ./docs/screens
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// picture is one picture: how large, in what light, and which keys lead to it.
type picture struct {
	file, title   string
	width, height int
	paint         paint
	lang          string
	keys          []string // pressed one after the other
}

var pictures = []picture{
	{"home", "The river of headlines with an article beside it", 120, 34, dark, "en_GB.UTF-8", []string{"j", "j", "\r"}},
	{"quotes", "The quotes of an article with their speakers", 120, 34, dark, "en_GB.UTF-8", []string{"j", "j", "\r", "e"}},
	{"company", "The news of one company", 120, 34, dark, "en_GB.UTF-8", []string{"1"}},
	{"help", "Help, made from the key table", 100, 34, dark, "en_GB.UTF-8", []string{"?"}},
	{"light", "The same in a light terminal, in French", 120, 34, light, "fr_FR.UTF-8", []string{"j", "\r"}},
	{"small", "Eighty columns", 80, 24, dark, "en_GB.UTF-8", nil},
}

// quiet is how long a screen must stay the same to be drawn.
const quiet = 700 * time.Millisecond

func main() {
	if err := makeAll(filepath.Join("docs", "screens")); err != nil {
		fmt.Fprintln(os.Stderr, "screens:", err)
		os.Exit(1)
	}
}

func makeAll(dir string) error {
	scratch, err := os.MkdirTemp("", "lede-screens-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	program := filepath.Join(scratch, "lede")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building lede: %w", err)
	}
	for _, p := range pictures {
		home := filepath.Join(scratch, p.file)
		if err := os.Mkdir(home, 0o700); err != nil {
			return err
		}
		drawn, err := p.take(program, home)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := os.WriteFile(filepath.Join(dir, p.file+".svg"), []byte(drawn), 0o644); err != nil {
			return err
		}
		fmt.Println(filepath.Join(dir, p.file+".svg"))
	}
	return nil
}

// take runs the program with an empty home, presses the keys and draws the screen.
func (p picture) take(program, home string) (string, error) {
	cmd := exec.Command(program)
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=" + p.lang}
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(p.width), Rows: uint16(p.height)})
	if err != nil {
		return "", err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = tty.Close()
	}()
	screen := newScreen(p, tty)
	if err := screen.settle(); err != nil {
		return "", err
	}
	for _, key := range p.keys {
		if _, err := io.WriteString(tty, key); err != nil {
			return "", err
		}
		if err := screen.settle(); err != nil {
			return "", err
		}
	}
	screen.mu.Lock()
	defer screen.mu.Unlock()
	return svg(screen.vt, p.paint, p.title), nil
}

// screen is the emulator between the program and the picture.
type screen struct {
	mu    sync.Mutex
	vt    *vt.Emulator
	drawn chan struct{}
	ended chan error
}

func newScreen(p picture, tty io.ReadWriter) *screen {
	s := &screen{vt: vt.NewEmulator(p.width, p.height), drawn: make(chan struct{}, 1), ended: make(chan error, 1)}
	s.vt.SetDefaultForegroundColor(p.paint.ink)
	s.vt.SetDefaultBackgroundColor(p.paint.paper)
	go func() { _, _ = io.Copy(tty, s.vt) }() // answers to what the program asks
	go s.read(tty)
	return s
}

func (s *screen) read(tty io.Reader) {
	buf := make([]byte, 32<<10)
	for {
		n, err := tty.Read(buf)
		if n > 0 {
			s.mu.Lock()
			_, _ = s.vt.Write(buf[:n])
			s.mu.Unlock()
			select {
			case s.drawn <- struct{}{}:
			default:
			}
		}
		if err != nil {
			s.ended <- err
			return
		}
	}
}

// settle waits until nothing has been drawn for a while.
func (s *screen) settle() error {
	late := time.After(20 * time.Second)
	for {
		select {
		case <-s.drawn:
		case <-time.After(quiet):
			return nil
		case err := <-s.ended:
			return fmt.Errorf("the program ended: %w", err)
		case <-late:
			return fmt.Errorf("the screen does not come to rest")
		}
	}
}
