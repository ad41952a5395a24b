//go:build unix

package ui

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
)

// What a program has written stays until a key is pressed; a program that takes
// keys by itself, and one that does not exist, are not waited for.
func TestWhatAProgramWroteStays(t *testing.T) {
	ended := errors.New("exit status 3")
	seen := make(chan struct{})
	watch := func(tty *os.File) bool {
		took := byKeys(tty)
		if took {
			close(seen) // which happens once: who has seen it looks no more
		}
		return took
	}
	for _, c := range []struct {
		name  string
		run   func(tty *os.File) error
		waits bool
		err   error
	}{
		{"wc", func(tty *os.File) error { _, err := io.WriteString(tty, "  12 words"); return err }, true, nil},
		{"false", func(*os.File) error { return ended }, true, ended},
		{"nothing", func(*os.File) error { return &exec.Error{Name: "nothing", Err: exec.ErrNotFound} }, false, exec.ErrNotFound},
		{"less", func(tty *os.File) error {
			was, err := term.MakeRaw(tty.Fd())
			if err != nil {
				return err
			}
			<-seen
			return term.Restore(tty.Fd(), was)
		}, false, nil},
	} {
		ptmx, tty, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		screen := make(chan string)
		go func() {
			var all strings.Builder
			buf := make([]byte, 256)
			for !strings.Contains(all.String(), "a key") {
				n, err := ptmx.Read(buf)
				if err != nil {
					break
				}
				all.Write(buf[:n])
			}
			_, _ = ptmx.Write([]byte("\x1b[A")) // one key, three bytes
			screen <- all.String()
		}()
		err = (&lent{strings.NewReader(""), c.name + " has ended; a key goes back", watch}).Around(tty, tty, func() error { return c.run(tty) })
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v, want %v", c.name, err, c.err)
		}
		_ = tty.Close()
		_ = ptmx.Close()
		if got := <-screen; strings.Contains(got, c.name+" has ended") != c.waits || c.name == "wc" && !strings.Contains(got, "12 words") {
			t.Errorf("%s: the terminal says %q", c.name, got)
		}
	}
}
