// Command bench measures lede as a person has it: whole processes, in a
// terminal, with the news of a loopback publisher. Where newsboat is installed
// it is measured beside, with the same feeds.
//
//	go run ./docs/bench                          500 feeds of 200 articles
//	go run ./docs/bench -feeds 50 -articles 40   a quick look
//
// Figures are of the processor where "CPU" says so: those hold on a machine
// that does other things as well; times by the clock do only when it is idle.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	b := &bench{}
	flag.IntVar(&b.feeds, "feeds", 500, "feeds that are published")
	flag.IntVar(&b.articles, "articles", 200, "articles in each")
	flag.StringVar(&b.program, "lede", "", "the program; built when empty")
	flag.StringVar(&b.keep, "keep", "", "`directory` where the stores are kept and found again; else they are made anew and removed")
	flag.BoolVar(&b.peer, "newsboat", true, "measure newsboat, too, where it is installed")
	only := flag.String("only", "", "comma-separated `steps`, of: "+strings.Join(names(), ", "))
	flag.Parse()
	// What reads from the terminal must not wait until the emulator, or the publisher,
	// comes to the end of its turn.
	runtime.GOMAXPROCS(2 * runtime.GOMAXPROCS(0))
	if err := b.all(*only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// bench is one run.
type bench struct {
	feeds, articles int
	program, keep   string
	peer            bool

	scratch string
	site    *publisher
	table   *tabwriter.Writer
}

// step is one thing that is measured. Later steps use the store of earlier ones.
type step struct {
	name string
	take func(*bench) error
}

var steps = []step{
	{"start", (*bench).startup},
	{"refresh", (*bench).refresh},
	{"warm", (*bench).warm},
	{"open", (*bench).open},
	{"queries", (*bench).queries},
	{"behind", (*bench).behind},
	{"newsboat", (*bench).newsboat},
}

func names() (all []string) {
	for _, s := range steps {
		all = append(all, s.name)
	}
	return all
}

func (b *bench) all(only string) error {
	var err error
	if b.scratch, err = os.MkdirTemp("", "lede-bench-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.scratch) }()
	if b.keep == "" {
		b.keep = filepath.Join(b.scratch, "kept")
	}
	if b.program == "" {
		b.program = filepath.Join(b.scratch, "lede")
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", b.program, ".")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("building lede: %w", err)
		}
	}
	if b.site, err = publish(b.feeds, b.articles); err != nil {
		return err
	}
	defer func() { _ = b.site.server.Close() }()
	b.table = tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	load, _ := os.ReadFile("/proc/loadavg")
	b.row("%d feeds of %d articles on %d processors; load %.14s\tCPU\tclock\t", b.feeds, b.articles, runtime.NumCPU(), string(load))
	for _, s := range steps {
		if only != "" && !strings.Contains(","+only+",", ","+s.name+",") {
			continue
		}
		if err := s.take(b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		_ = b.table.Flush() // to the standard output
	}
	return nil
}

func (b *bench) row(format string, args ...any) { fmt.Fprintf(b.table, format+"\n", args...) }

// home is a directory for a program, and whether it was there already.
func (b *bench) home(name string) (string, bool, error) {
	dir := filepath.Join(b.keep, fmt.Sprintf("%s-%dx%d", name, b.feeds, b.articles))
	_, err := os.Stat(filepath.Join(dir, "complete"))
	if err == nil {
		return dir, true, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return dir, false, err
	}
	return dir, false, os.MkdirAll(dir, 0o700)
}

func complete(home string) error { return os.WriteFile(filepath.Join(home, "complete"), nil, 0o600) }

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

func mega(n int64) string { return fmt.Sprintf("%.0f MB", float64(n)/1e6) }
