package reader

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/newsroom"
	"lede/ui/i18n"
	"lede/ui/keymap"
	"lede/ui/render"
	"lede/ui/theme"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// driver runs a reader: its commands at once, its timers when a test says so.
type driver struct {
	*Model
	t      *testing.T
	timers []func() tea.Msg
	saved  map[string]string
	opened []string
	said   []string
	picked []news.CompanyID
	asked  func(string)
	ended  func() tea.Cmd
	cancel func()
}

func drive(t *testing.T, th *theme.Theme, lang string, w, h int) *driver {
	d := &driver{t: t, saved: map[string]string{}}
	d.Model = New(Options{
		Theme: th, Tr: i18n.New(lang), Keys: keymap.Default(), Now: func() time.Time { return clock }, Cache: render.NewCache(5000),
		Open:    func(url string) tea.Cmd { d.opened = append(d.opened, url); return nil },
		Company: func(id news.CompanyID) tea.Cmd { d.picked = append(d.picked, id); return nil },
		Save:    func(key, value string) tea.Cmd { d.saved[key] = value; return nil },
		Say:     func(text string) tea.Cmd { d.said = append(d.said, text); return nil },
		Ask: func(_, _ string, f Find) tea.Cmd {
			d.asked, d.ended, d.cancel = f.Change, f.Enter, f.Cancel
			return nil
		},
		After: func(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
			d.timers = append(d.timers, func() tea.Msg { return f(clock) })
			return nil
		},
	})
	d.SetSize(w, h)
	return d
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if msg == nil {
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice {
		for i := range v.Len() {
			d.run(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	d.run(d.Update(msg))
}

func (d *driver) show(r newsroom.Reading) *driver { d.run(d.Show(r)); return d }

func (d *driver) do(actions ...keymap.Action) *driver {
	d.t.Helper()
	for _, a := range actions {
		cmd, _ := d.Do(a)
		d.run(cmd)
	}
	return d
}

func (d *driver) screen() string {
	d.t.Helper()
	lines := strings.Split(d.View(), "\n")
	if len(lines) != d.h {
		d.t.Fatalf("%d lines in a pane of %d", len(lines), d.h)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != d.w {
			d.t.Fatalf("line %d is %d cells in a pane of %d: %q", i, n, d.w, l)
		}
		lines[i] = strings.TrimRight(ansi.Strip(l), " ")
	}
	return strings.Join(lines, "\n")
}

func (d *driver) sees(words ...string) {
	d.t.Helper()
	s := d.screen()
	for _, w := range words {
		if !strings.Contains(s, w) {
			d.t.Errorf("the pane does not show %q:\n%s", w, s)
		}
	}
}

func (d *driver) lacks(words ...string) {
	d.t.Helper()
	s := d.screen()
	for _, w := range words {
		if strings.Contains(s, w) {
			d.t.Errorf("the pane shows %q:\n%s", w, s)
		}
	}
}

var dark = theme.New(theme.Full, true)

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got+"\n" {
		t.Errorf("%s differs (write it anew with -update after looking at it):\n%s", path, got)
	}
}
