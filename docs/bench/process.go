package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// cost is what a process that has ended took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes resident
	out       []byte
}

// run runs a program to its end in a home of its own.
func run(home, program string, args ...string) (cost, error) {
	cmd := exec.Command(program, args...)
	cmd.Env = environment(home)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	began := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(began), out: out.Bytes()}
	if state := cmd.ProcessState; state != nil {
		c.cpu = state.UserTime() + state.SystemTime()
		if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
			c.peak = usage.Maxrss << 10
		}
	}
	if err != nil {
		return c, fmt.Errorf("%s %s: %w: %s", filepath.Base(program), strings.Join(args, " "), err, errs.String())
	}
	return c, nil
}

func environment(home string) []string {
	return []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=en_GB.UTF-8"}
}

// least is the cheapest of several runs: what the program needs when nobody
// else is in its way.
func least(times int, measure func() (cost, error)) (best cost, err error) {
	for i := range times {
		c, err := measure()
		if err != nil {
			return best, err
		}
		if i == 0 || c.wall < best.wall {
			best.wall = c.wall
		}
		if i == 0 || c.cpu < best.cpu {
			best.cpu = c.cpu
		}
		best.peak, best.out = c.peak, c.out
	}
	return best, nil
}

// terminal is a program in a terminal.
type terminal struct {
	cmd   *exec.Cmd
	tty   *os.File
	began time.Time

	mu    sync.Mutex
	vt    *vt.Emulator
	bytes int
	last  time.Time // something was drawn
	drawn chan struct{}
	ended chan error
}

func start(home string, width, height int, program string, args ...string) (*terminal, error) {
	cmd := exec.Command(program, args...)
	cmd.Env = environment(home)
	t := &terminal{cmd: cmd, vt: vt.NewEmulator(width, height), drawn: make(chan struct{}, 1), ended: make(chan error, 1), began: time.Now()}
	var err error
	if t.tty, err = pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		return nil, err
	}
	go func() { _, _ = io.Copy(t.tty, t.vt) }() // answers to what the program asks
	go t.read()
	return t, nil
}

// piece is something that was drawn, and when it came.
type piece struct {
	bytes []byte
	at    time.Time
}

// read notes when something comes, and leaves it to another goroutine to emulate
// what it does to a screen: that takes longer than a terminal takes, and the next
// piece must not be thought late for it.
func (t *terminal) read() {
	pieces := make(chan piece, 1024)
	go t.emulate(pieces)
	defer close(pieces)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.tty.Read(buf)
		if n > 0 {
			pieces <- piece{bytes.Clone(buf[:n]), time.Now()}
		}
		if err != nil {
			t.ended <- err
			return
		}
	}
}

func (t *terminal) emulate(pieces <-chan piece) {
	for p := range pieces {
		t.mu.Lock()
		_, _ = t.vt.Write(p.bytes)
		t.bytes += len(p.bytes)
		t.last = p.at
		t.mu.Unlock()
		select {
		case t.drawn <- struct{}{}:
		default:
		}
	}
}

// text is what stands on the screen, and since when.
func (t *terminal) text() (string, time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return ansi.Strip(t.vt.Render()), t.last
}

// shows waits until the screen satisfies a condition, and returns since when it does.
func (t *terminal) shows(what func(screen string) bool, patience time.Duration) (time.Time, error) {
	late := time.After(patience)
	for {
		screen, since := t.text()
		if what(screen) {
			return since, nil
		}
		select {
		case <-t.drawn:
		case err := <-t.ended:
			return time.Time{}, fmt.Errorf("the program ended: %w; on its screen: %s", err, screen)
		case <-late:
			return time.Time{}, fmt.Errorf("not on the screen after %v: %s", patience, screen)
		}
	}
}

// settle waits until nothing has been drawn for a while; it returns how many
// bytes came and when the last did.
func (t *terminal) settle(quiet time.Duration, from int) (int, time.Time) {
	for {
		select {
		case <-t.drawn:
		case <-time.After(quiet):
			t.mu.Lock()
			defer t.mu.Unlock()
			return t.bytes - from, t.last
		}
	}
}

func (t *terminal) seen() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

func (t *terminal) press(keys string) error {
	_, err := io.WriteString(t.tty, keys)
	return err
}

// cpu is the processor time the program has used, by the counters of its
// threads, which are finer than those of the process.
func (t *terminal) cpu() time.Duration {
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.cmd.Process.Pid))
	var sum time.Duration
	for _, f := range files {
		data, err := os.ReadFile(f)
		if fields := strings.Fields(string(data)); err == nil && len(fields) > 0 {
			n, _ := strconv.ParseInt(fields[0], 10, 64)
			sum += time.Duration(n)
		}
	}
	return sum
}

// memory is what the program holds: all that is resident, and what of it is its
// own and not mapped from a file.
func (t *terminal) memory() (resident, own int64) {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	for line := range strings.SplitSeq(string(data), "\n") {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		n, _ := strconv.ParseInt(f[1], 10, 64)
		switch f[0] {
		case "VmRSS:":
			resident = n << 10
		case "RssAnon:":
			own = n << 10
		}
	}
	return resident, own
}

func (t *terminal) end() {
	_ = t.cmd.Process.Signal(syscall.SIGTERM)
	done := make(chan struct{})
	go func() { _ = t.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = t.cmd.Process.Kill()
		<-done
	}
	_ = t.tty.Close()
}
