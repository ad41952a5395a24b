package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// newsboat measures the peer with the same feeds.
func (b *bench) newsboat() error {
	program, err := exec.LookPath("newsboat")
	if err != nil || !b.peer {
		return nil
	}
	home, there, err := b.home("newsboat")
	if err != nil {
		return err
	}
	dir := filepath.Join(home, ".newsboat")
	if !there {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "urls"), []byte(b.site.urls()), 0o600); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "config"), []byte("reload-threads 8\n"), 0o600); err != nil {
			return err
		}
		c, err := run(home, program, "-x", "reload")
		if err != nil {
			return err
		}
		n := float64(b.feeds * b.articles)
		b.row("newsboat -x reload, all new, without digests\t%s\t%s\t%.2f ms CPU an article; peak %s", seconds(c.cpu), seconds(c.wall), float64(c.cpu.Microseconds())/1000/n, mega(c.peak))
		if err := complete(home); err != nil {
			return err
		}
	}
	t, err := start(home, 120, 40, program)
	if err != nil {
		return err
	}
	defer t.end()
	first, err := t.shows(func(screen string) bool { return strings.Contains(screen, tongues[1].outlet) }, 5*time.Minute)
	if err != nil {
		return err
	}
	work := t.cpu()
	t.settle(3*time.Second, 0)
	resident, own := t.memory()
	b.row("newsboat, first list\t%s\t%s\tresident %s, of it its own %s", seconds(work), seconds(first.Sub(t.Began)), mega(resident), mega(own))
	return b.step(t, "newsboat 120x40, in its list of feeds", "j", 120)
}
