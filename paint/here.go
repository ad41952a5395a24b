package paint

import (
	"context"
	"io"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"lede/courtesy"
)

// Here is the terminal this process was started in.
type Here struct {
	In, Out *os.File // both the terminal
	FPS     int      // how often it is drawn at most
	Filter  func(tea.Model, tea.Msg) tea.Msg
	Desk    *courtesy.Desk // hears of keys and their answers; it may be nil
}

// Lend makes a command that lends the terminal to a program, as
// [tea.ExecProcess] does. The program's input may be [Attended].
type Lend func(*exec.Cmd, tea.ExecCallback) tea.Cmd

// Attended is the input of a program that is lent the terminal and has somebody
// run it who does more on the terminal, such as wait for a key at its end.
type Attended interface {
	io.Reader
	Around(in, out *os.File, run func() error) error
}

// Show shows a model until it ends or told does, and returns it as it was at the
// end. An error is one of [tea.Program.Run].
func (h Here) Show(told context.Context, model func(Lend) tea.Model) (tea.Model, error) {
	return h.show(told, model)
}
