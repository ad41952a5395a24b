//go:build unix

package ui

import (
	"os"
	"syscall"

	"github.com/charmbracelet/x/term"
)

// byKeys reports whether a program reads a terminal key by key, not by lines.
func byKeys(tty *os.File) bool {
	state, err := term.GetState(tty.Fd())
	return err == nil && state.Lflag&syscall.ICANON == 0
}
