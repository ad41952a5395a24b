package ui

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
)

// lent is the input of a program that is lent the terminal: the article, and what
// is to be said when the program has ended. What it has written stays until a key
// is pressed; one that had the terminal to itself, as less and an editor do, has
// waited for keys already.
type lent struct {
	*strings.Reader
	ended string
	took  func(tty *os.File) bool // byKeys
}

// watchEvery is how often it is looked at whether a program has taken the
// terminal to itself.
const watchEvery = 10 * time.Millisecond

// Around runs the program on a terminal.
func (l *lent) Around(in, out *os.File, run func() error) error {
	over, taken := make(chan struct{}), make(chan bool)
	go func() {
		took := false
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				took = took || l.took(in)
			case <-over:
				taken <- took
				return
			}
		}
	}()
	err := run()
	close(over)
	if took := <-taken; took || errors.Is(err, exec.ErrNotFound) {
		return err
	}
	_, _ = fmt.Fprintf(out, "\r\n%s ", l.ended)
	awaitKey(in)
	_, _ = fmt.Fprint(out, "\r\n")
	return err
}

// awaitKey waits for a key, all of it.
func awaitKey(in *os.File) {
	if was, err := term.MakeRaw(in.Fd()); err == nil {
		defer func() { _ = term.Restore(in.Fd(), was) }() // it is gone when that fails
	}
	_, _ = in.Read(make([]byte, 64))
}
