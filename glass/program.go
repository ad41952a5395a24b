package glass

import (
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/creack/pty"
)

// Program is a program in a terminal of its own.
type Program struct {
	*Screen
	Cmd   *exec.Cmd
	TTY   *os.File
	Began time.Time

	wait sync.Once
}

// Run starts a program in a terminal of so many columns and rows.
func Run(cmd *exec.Cmd, width, height int) (*Program, error) {
	p := &Program{Cmd: cmd, Began: time.Now()}
	var err error
	if p.TTY, err = pty.StartWithSize(cmd, size(width, height)); err != nil {
		return nil, err
	}
	p.Screen = New(width, height, p.TTY)
	p.Follow(p.TTY)
	return p, nil
}

func size(width, height int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(width), Rows: uint16(height)} //nolint:gosec // sizes of screens
}

// Resize makes the terminal larger or smaller; the program is told.
func (p *Program) Resize(width, height int) error {
	p.Screen.Resize(width, height)
	return pty.Setsize(p.TTY, size(width, height))
}

// Wait waits for the end of the program, kills it when that takes too long, and
// returns its exit code: -1 when it was killed.
func (p *Program) Wait(patience time.Duration) int {
	p.wait.Do(func() {
		timer := time.AfterFunc(patience, func() { _ = p.Cmd.Process.Kill() })
		defer timer.Stop()
		_ = p.Cmd.Wait()
		select {
		case <-p.Ended():
		case <-time.After(patience): // a child of its own holds the terminal
		}
	})
	return p.Cmd.ProcessState.ExitCode()
}

// Close ends the program, if it has not ended, and gives the terminal back.
func (p *Program) Close() {
	_ = p.Cmd.Process.Kill()
	p.Wait(time.Minute)
	_ = p.TTY.Close()
}
