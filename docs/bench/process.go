package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"lede/glass"
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
type terminal struct{ *glass.Program }

func start(home string, width, height int, program string, args ...string) (*terminal, error) {
	cmd := exec.Command(program, args...)
	cmd.Env = environment(home)
	p, err := glass.Run(cmd, width, height)
	if err != nil {
		return nil, err
	}
	return &terminal{p}, nil
}

// shows waits until the screen satisfies a condition, and returns since when it does.
func (t *terminal) shows(what func(screen string) bool, patience time.Duration) (time.Time, error) {
	return t.When(what, patience)
}

// settle waits until nothing has been drawn for a while; it returns how many
// bytes came and when the last did.
func (t *terminal) settle(quiet time.Duration, from int) (int, time.Time) {
	_ = t.Settle(quiet, time.Hour) // what never rests is not measured
	n, last := t.Bytes()
	return n - from, last
}

func (t *terminal) seen() int {
	n, _ := t.Bytes()
	return n
}

// cpu is the processor time the program has used, by the counters of its
// threads, which are finer than those of the process.
func (t *terminal) cpu() time.Duration {
	files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.Cmd.Process.Pid))
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
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.Cmd.Process.Pid))
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
	_ = t.Cmd.Process.Signal(syscall.SIGTERM)
	t.Wait(5 * time.Second)
	t.Close()
}
