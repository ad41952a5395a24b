package ui

import (
	"bytes"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"lede/news"
	"lede/newsroom"
	"lede/ui/cells"
	"lede/ui/keymap"
	"lede/ui/render"
	"lede/ui/theme"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// stubReader is a reader that shows the article's name.
type stubReader struct {
	w, h     int
	shown    newsroom.Reading
	did      []keymap.Action
	search   []string
	shows    int
	prefetch int
}

func (r *stubReader) SetSize(w, h int)                  { r.w, r.h = w, h }
func (r *stubReader) Update(tea.Msg) tea.Cmd            { return nil }
func (r *stubReader) Show(a newsroom.Reading) tea.Cmd   { r.shown = a; r.shows++; return nil }
func (r *stubReader) Prefetch(newsroom.Reading) tea.Cmd { r.prefetch++; return nil }
func (r *stubReader) ArticleID() news.ArticleID         { return r.shown.Article.ID }
func (r *stubReader) Explained() (news.Mention, bool)   { return news.Mention{}, false }
func (r *stubReader) Markdown() string                  { return "# " + r.shown.Article.Title }
func (r *stubReader) Position() int                     { return 0 }
func (r *stubReader) SetSearch(terms []string)          { r.search = terms }
func (r *stubReader) Searching() bool                   { return false }
func (r *stubReader) Panel() keymap.Context             { return "" }
func (r *stubReader) GoTo(news.Span) tea.Cmd            { return nil }
func (r *stubReader) Resize(w, h int) tea.Cmd           { r.SetSize(w, h); return nil }
func (r *stubReader) SetTheme(*theme.Theme) tea.Cmd     { return nil }
func (r *stubReader) SetSettings(_, _ string)           {}
func (r *stubReader) SetText(_ int, _ bool) tea.Cmd     { return nil }
func (r *stubReader) Links() []render.Link              { return []render.Link{{URL: "https://example.org/link"}} }
func (r *stubReader) Wheel(_, _ int) tea.Cmd            { return nil }
func (r *stubReader) Click(_, _ int) tea.Cmd            { return nil }
func (r *stubReader) Do(a keymap.Action) (cmd tea.Cmd, ok bool) {
	switch a {
	case keymap.Down, keymap.Up, keymap.Summary, keymap.Quotes, keymap.Links, keymap.Why:
		r.did = append(r.did, a)
		return nil, true
	}
	return nil, false
}
func (r *stubReader) View() string {
	lines := append([]string{"", " " + r.shown.Article.Title, ""}, cells.Wrap(r.shown.Article.Text, max(1, r.w-2))...)
	return strings.Join(cells.Block(lines, r.w, r.h), "\n")
}

// driver runs the interface without a terminal and without a clock: commands
// are run at once, timers only when a test fires them.
type driver struct {
	t      *testing.T
	app    *App
	desk   *fakeDesk
	reader *stubReader
	timers []func() tea.Msg
	files  map[string]*bytes.Buffer // that were written
	ran    []*exec.Cmd
	got    []tea.Msg
}

func drive(t *testing.T, desk *fakeDesk, w, h int, o Options) *driver {
	t.Helper()
	o.Now = func() time.Time { return clock }
	if o.Profile == colorprofile.Unknown {
		o.Profile = colorprofile.TrueColor
	}
	d := &driver{t: t, desk: desk, reader: &stubReader{}}
	can := newsroom.Abilities{Browser: true, Feeds: true, Files: true}
	d.app = newApp(desk, can, o, func(a *App) { a.read = d.reader })
	d.app.after = func(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		d.timers = append(d.timers, func() tea.Msg { return f(clock) })
		return nil
	}
	d.start(w, h)
	return d
}

// start opens the interface; files and programs are taken down and not made.
func (d *driver) start(w, h int) {
	d.files = map[string]*bytes.Buffer{}
	d.app.create = func(name string) (io.WriteCloser, error) {
		d.files[name] = &bytes.Buffer{}
		return closing{d.files[name]}, nil
	}
	d.app.run = func(cmd *exec.Cmd, end tea.ExecCallback) tea.Cmd {
		d.ran = append(d.ran, cmd)
		return func() tea.Msg { return end(nil) }
	}
	d.run(d.app.Init())
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
}

type closing struct{ io.Writer }

func (closing) Close() error { return nil }

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.app.Update(msg)
	d.run(cmd)
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if msg == nil {
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			d.run(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	d.got = append(d.got, msg)
	if _, ok := msg.(eventsOpened); ok {
		return // its answer would wait for ever
	}
	d.send(msg)
}

// fire lets all timers end.
func (d *driver) fire() {
	timers := d.timers
	d.timers = nil
	for _, f := range timers {
		d.send(f())
	}
}

// keys presses keys: "j", "enter", "ctrl+d", …
func (d *driver) keys(keys ...string) {
	for _, k := range keys {
		d.send(press(k))
	}
}

func (d *driver) typed(s string) {
	for _, r := range s {
		if r == ' ' {
			d.keys("space")
			continue
		}
		d.keys(string(r))
	}
}

var codes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp,
	"home": tea.KeyHome, "end": tea.KeyEnd, "delete": tea.KeyDelete,
}

func press(k string) tea.KeyPressMsg {
	var mod tea.KeyMod
	for {
		switch {
		case strings.HasPrefix(k, "ctrl+"):
			mod, k = mod|tea.ModCtrl, k[5:]
			continue
		case strings.HasPrefix(k, "shift+"):
			mod, k = mod|tea.ModShift, k[6:]
			continue
		}
		break
	}
	if c, ok := codes[k]; ok {
		return tea.KeyPressMsg{Code: c, Mod: mod}
	}
	if k == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " ", Mod: mod}
	}
	r := []rune(k)[0]
	if mod != 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}
	}
	return tea.KeyPressMsg{Code: r, Text: k}
}

// screen is the frame without styles.
func (d *driver) screen() string {
	lines, _ := d.app.frame()
	for i := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(lines[i]), " ")
	}
	return strings.Join(lines, "\n")
}

func (d *driver) sees(words ...string) {
	d.t.Helper()
	s := d.screen()
	for _, w := range words {
		if !strings.Contains(s, w) {
			d.t.Errorf("the screen does not show %q:\n%s", w, s)
		}
	}
}

func (d *driver) lacks(words ...string) {
	d.t.Helper()
	s := d.screen()
	for _, w := range words {
		if strings.Contains(s, w) {
			d.t.Errorf("the screen shows %q:\n%s", w, s)
		}
	}
}

// fits checks that the frame is exactly as big as the terminal.
func (d *driver) fits() {
	d.t.Helper()
	lines, _ := d.app.frame()
	if len(lines) != d.app.h {
		d.t.Fatalf("%d lines in a terminal of %d", len(lines), d.app.h)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w != d.app.w {
			d.t.Fatalf("line %d is %d cells in a terminal of %d: %q", i, w, d.app.w, l)
		}
	}
}

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

func width(s string) int { return ansi.StringWidth(s) }
