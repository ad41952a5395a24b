// Command screens makes the pictures of the documentation from the real
// program: it builds lede, runs it on the built-in tour in a terminal
// emulator, presses keys and draws what stands on the screen.
//
//	go run ./docs/screens
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/charmbracelet/x/vt"

	"lede/glass"
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

// quiet is how long a screen must stay the same to be drawn, patience how long it may take.
const quiet, patience = 700 * time.Millisecond, 20 * time.Second

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
	screen, err := glass.Run(cmd, p.width, p.height)
	if err != nil {
		return "", err
	}
	defer screen.Close()
	screen.Look(func(vt *vt.Emulator) {
		vt.SetDefaultForegroundColor(p.paint.ink)
		vt.SetDefaultBackgroundColor(p.paint.paper)
	})
	if err := screen.Settle(quiet, patience); err != nil {
		return "", err
	}
	for _, key := range p.keys {
		if err := screen.Type(key); err != nil {
			return "", err
		}
		if err := screen.Settle(quiet, patience); err != nil {
			return "", err
		}
	}
	select {
	case <-screen.Ended():
		return "", fmt.Errorf("the program has ended:\n%s", screen.Text())
	default:
	}
	var drawn string
	screen.Look(func(vt *vt.Emulator) { drawn = svg(vt, p.paint, p.title) })
	return drawn, nil
}
