package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// startup measures what every command pays.
func (b *bench) startup() error {
	home := filepath.Join(b.scratch, "empty")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	c, err := least(15, func() (cost, error) { return run(home, b.program, "version") })
	if err != nil {
		return err
	}
	b.row("lede version, least of 15\t%s\t%s\tpeak %s", ms(c.cpu), ms(c.wall), mega(c.peak))
	return nil
}

// filled is a home whose store has all articles; they are polled, digested and
// stored when it is not there yet.
func (b *bench) filled(measured bool) (string, error) {
	home, there, err := b.home("lede")
	if err != nil || there && !measured {
		return home, err
	}
	if there {
		if err := os.RemoveAll(home); err != nil {
			return home, err
		}
	}
	if err := b.follow(home, b.feeds); err != nil {
		return home, err
	}
	c, err := run(home, b.program, "refresh", "--quiet")
	if err != nil {
		return home, err
	}
	n := b.feeds * b.articles
	b.row("lede refresh, all new, with digests\t%s\t%s\t%.2f ms CPU an article; %.0f articles a second of CPU, %.0f by the clock; peak %s", seconds(c.cpu), seconds(c.wall),
		float64(c.cpu.Microseconds())/1000/float64(n), float64(n)/c.cpu.Seconds(), float64(n)/c.wall.Seconds(), mega(c.peak))
	return home, complete(home)
}

func (b *bench) follow(home string, feeds int) error {
	list := filepath.Join(home, "feeds.opml")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(list, []byte(b.site.opml(feeds)), 0o600); err != nil {
		return err
	}
	_, err := run(home, b.program, "import", list)
	return err
}

func (b *bench) refresh() error {
	_, err := b.filled(true)
	return err
}

// warm measures a refresh in which every feed answers 304. The publisher of a
// kept store is another one, so its feeds are followed in a store of their own,
// polled once with one article each.
func (b *bench) warm() error {
	was := b.site.articles
	b.site.articles = 1
	defer func() { b.site.articles = was }()
	home := filepath.Join(b.scratch, "warm")
	if err := b.follow(home, b.feeds); err != nil {
		return err
	}
	if _, err := run(home, b.program, "refresh", "--quiet"); err != nil {
		return err
	}
	// No publisher is asked twice in a minute.
	time.Sleep(61 * time.Second)
	b.site.unchanged.Store(0)
	c, err := run(home, b.program, "refresh", "--quiet", "--force")
	if err != nil {
		return err
	}
	b.row("lede refresh, %d of %d feeds answer 304\t%s\t%s\tpeak %s", b.site.unchanged.Load(), b.feeds, ms(c.cpu), ms(c.wall), mega(c.peak))
	return nil
}

// open measures the interface on the whole store.
func (b *bench) open() error {
	home, err := b.filled(false)
	if err != nil {
		return err
	}
	newest, err := b.newest(home)
	if err != nil {
		return err
	}
	shown := func(screen string) bool { return strings.Contains(screen, newest) }
	var first, work time.Duration
	for i := range 7 {
		t, err := start(home, 120, 40, b.program)
		if err != nil {
			return err
		}
		at, err := t.shows(shown, time.Minute)
		cpu := t.cpu()
		if err == nil && (i == 0 || at.Sub(t.Began) < first) {
			first = at.Sub(t.Began)
		}
		if i == 0 || cpu < work {
			work = cpu
		}
		t.end()
		if err != nil {
			return err
		}
	}
	b.row("lede, first frame with headlines, least of 7\t%s\t%s\t120x40", ms(work), ms(first))
	t, err := start(home, 120, 40, b.program)
	if err != nil {
		return err
	}
	defer t.end()
	if _, err := t.shows(shown, time.Minute); err != nil {
		return err
	}
	t.settle(5*time.Second, 0)
	resident, own := t.memory()
	b.row("lede, idle in the river\t\t\tresident %s, of it its own %s", mega(resident), mega(own))
	if err := b.step(t, "lede 120x40", "j", 120); err != nil {
		return err
	}
	// The cursor stands on each a moment, so that the article beside follows.
	for range 100 {
		if err := t.Type("j"); err != nil {
			return err
		}
		t.settle(300*time.Millisecond, 0)
	}
	t.settle(3*time.Second, 0)
	resident, own = t.memory()
	b.row("lede, after a hundred articles in the reader beside\t\t\tresident %s, of it its own %s", mega(resident), mega(own))
	for _, size := range [][2]int{{80, 24}, {200, 60}} {
		t, err := start(home, size[0], size[1], b.program)
		if err != nil {
			return err
		}
		_, err = t.shows(shown, time.Minute)
		t.settle(2*time.Second, 0)
		if err == nil {
			err = b.step(t, fmt.Sprintf("lede %dx%d", size[0], size[1]), "j", 120)
		}
		t.end()
		if err != nil {
			return err
		}
	}
	return nil
}

// newest is how the newest headline begins.
func (b *bench) newest(home string) (string, error) {
	c, err := run(home, b.program, "list", "--limit", "1", "--json")
	if err != nil {
		return "", err
	}
	var row struct {
		Title string `json:"title"`
	}
	if err := json.Unmarshal(c.out, &row); err != nil {
		return "", fmt.Errorf("lede list --json: %w", err)
	}
	if row.Title == "" {
		return "", errors.New("the store has no headline")
	}
	return string([]rune(row.Title)[:12]), nil
}

// step presses a key again and again and measures each.
func (b *bench) step(t *terminal, who, key string, times int) error {
	var took []time.Duration
	var bytes []int
	all := 0
	before := t.cpu()
	for range times {
		from := t.seen()
		at := time.Now()
		if err := t.Type(key); err != nil {
			return err
		}
		n, last := t.settle(60*time.Millisecond, from)
		if n > 0 {
			took = append(took, last.Sub(at))
		}
		bytes, all = append(bytes, n), all+n
	}
	work := (t.cpu() - before) / time.Duration(times)
	half, most := percentiles(took)
	slices.Sort(bytes)
	b.row("%s, %s to the last byte of its frame\t%s\tp50 %s, p99 %s\t%d bytes a step, %d with the pages that are turned", who, key, ms(work), ms(half), ms(most), bytes[times/2], all/times)
	return nil
}

// presses are keys that are answered in a way nothing else looks like: the help,
// the dearest of all screens, and the command line, which costs what most keys do.
var presses = []struct {
	key   string
	shows func(screen string) bool
	help  bool
}{
	{"?", func(screen string) bool { return strings.Contains(screen, "─ Keys ─") }, true},
	{"?", func(screen string) bool { return !strings.Contains(screen, "─ Keys ─") }, true},
	{":", func(screen string) bool { return strings.HasPrefix(lastLine(screen), " :") }, false},
	{"\r", func(screen string) bool { return !strings.HasPrefix(lastLine(screen), " :") }, false},
}

func lastLine(screen string) string {
	screen = strings.TrimRight(screen, "\r\n")
	return screen[strings.LastIndexByte(screen, '\n')+1:]
}

// answers presses these keys again and again and measures how long each takes
// until it stands on the screen.
func (b *bench) answers(t *terminal, times int) (helps, others []time.Duration, err error) {
	for i := range times {
		press := presses[i%len(presses)]
		at := time.Now()
		if err := t.Type(press.key); err != nil {
			return nil, nil, err
		}
		seen, err := t.shows(press.shows, 10*time.Second)
		if err != nil {
			return nil, nil, err
		}
		if press.help {
			helps = append(helps, seen.Sub(at))
		} else {
			others = append(others, seen.Sub(at))
		}
		time.Sleep(40 * time.Millisecond)
	}
	return helps, others, nil
}

// behind measures what a refresh behind the open interface leaves in memory, and
// how keys are answered meanwhile.
func (b *bench) behind() error {
	feeds, each := min(100, b.feeds), b.site.articles
	b.site.articles = min(40, each)
	b.site.prepare(feeds)
	defer func() { b.site.articles, b.site.ready = each, nil }()
	home := filepath.Join(b.scratch, "behind")
	if err := b.follow(home, feeds); err != nil {
		return err
	}
	t, err := start(home, 120, 40, b.program)
	if err != nil {
		return err
	}
	defer t.end()
	if _, err := t.shows(func(screen string) bool { return strings.Contains(screen, " 0 All") }, time.Minute); err != nil {
		return err
	}
	answers := func(when string) error {
		helps, others, err := b.answers(t, 120)
		if err != nil {
			return err
		}
		for _, of := range []struct {
			key  string
			took []time.Duration
		}{{": to the command line", others}, {"? to the help", helps}} {
			half, slow := percentiles(of.took)
			b.row("lede 120x40, %s on the screen, %s\t\tp50 %s, p99 %s\t", of.key, when, ms(half), ms(slow))
		}
		return nil
	}
	if err := answers("while articles arrive"); err != nil {
		return err
	}
	var most int64
	for idle, before := 0, time.Duration(0); idle < 8; time.Sleep(500 * time.Millisecond) {
		resident, _ := t.memory()
		most = max(most, resident)
		now := t.cpu()
		if idle++; now-before > 25*time.Millisecond {
			idle = 0
		}
		before = now
	}
	if err := answers("afterwards"); err != nil {
		return err
	}
	time.Sleep(15 * time.Second) // what is left over is collected a little later
	resident, own := t.memory()
	b.row("lede, while %d articles arrive behind it\t%s\t\tpeak %s; afterwards resident %s, of it its own %s", feeds*b.site.articles, seconds(t.cpu()), mega(most), mega(resident), mega(own))
	return nil
}
