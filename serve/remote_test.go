//go:build unix

package serve

import (
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	gossh "golang.org/x/crypto/ssh"

	"lede/glass"
	"lede/news"
	"lede/store"
	"lede/store/sqlite"
)

// far is somebody's terminal, with lede on it: the program itself, over SSH, in an
// emulator that answers what it is asked.
type far struct {
	t *testing.T
	c *gossh.Client
	*glass.Screen
}

func (r *running) far(t *testing.T, key gossh.Signer, w, h int, env ...string) *far {
	t.Helper()
	c, err := r.dial("ada", key)
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range env {
		name, value, _ := strings.Cut(one, "=")
		if err := s.Setenv(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.RequestPty("xterm-256color", h, w, nil); err != nil {
		t.Fatal(err)
	}
	in, err := s.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	f := &far{t, c, glass.New(w, h, in)}
	f.Follow(out)
	t.Cleanup(func() {
		_ = c.Close()
		<-f.Ended()
	})
	return f
}

// lines are what is on the screen.
func (f *far) lines() []string { return strings.Split(f.Text(), "\n") }

// until waits for the screen to be so.
func (f *far) until(what string, so func(lines []string) bool) {
	f.t.Helper()
	if err := f.Until(func(text string) bool { return so(strings.Split(text, "\n")) }, time.Minute); err != nil {
		f.t.Fatalf("%s never comes: %v", what, err)
	}
}

func (f *far) sees(what string) {
	f.t.Helper()
	f.until(fmt.Sprintf("%q", what), func(lines []string) bool { return strings.Contains(strings.Join(lines, "\n"), what) })
}

// comes waits for bytes, whatever they do.
func (f *far) comes(what string) {
	f.t.Helper()
	f.until(fmt.Sprintf("%q", what), func([]string) bool { return strings.Contains(f.Came(), what) })
}

func (f *far) types(keys string) {
	f.t.Helper()
	if err := f.Type(keys); err != nil {
		f.t.Fatal(err)
	}
}

// pastes is what a terminal sends of a clipboard.
func (f *far) pastes(text string) { f.types("\x1b[200~" + text + "\x1b[201~") }

// mouse is a button at a cell, pressed and let go.
func (f *far) mouse(button, x, y int) {
	f.types(fmt.Sprintf("\x1b[<%d;%d;%dM\x1b[<%d;%d;%dm", button, x+1, y+1, button, x+1, y+1))
}

// headlineNumber is how the publisher's articles are told apart on a screen.
var headlineNumber = regexp.MustCompile(`number (\d+)`)

// cursor is the row of the list with the cursor, and the number of its article.
func cursor(lines []string) (y int, article string) {
	for y, line := range lines {
		line = strings.Replace(line, "▏", "▌", 1) // without the focus it is a thin one
		if _, rest, ok := strings.Cut(line, "▌"); ok {
			if y+1 < len(lines) { // a long title goes on below
				rest += " " + lines[y+1]
			}
			if m := headlineNumber.FindStringSubmatch(rest); m != nil {
				return y, m[1]
			}
		}
	}
	return -1, ""
}

// readable is a server whose house has articles, and a reader's key.
func readable(t *testing.T, articles int) (*running, gossh.Signer) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	base, _ := publisher(t, articles)
	r := serving(t, t.TempDir(), "  private_hosts: ["+strings.TrimPrefix(base, "http://")+"]\n")
	r.admin("house", "add", base+"/morning", "News")
	s, err := sqlite.Open(t.Context(), filepath.Join(r.dir, "lede.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for changes := s.Changes(t.Context()); ; <-changes {
		if n, err := s.Count(t.Context(), news.LocalUser, store.Filter{}); err != nil || n >= articles {
			return r, newKey(t)
		}
	}
}

// What is pasted is text: into the line of a search it goes whole, and nowhere is
// it taken for keys.
func TestRemotePaste(t *testing.T) {
	r, key := readable(t, 5)
	f := r.far(t, key, 120, 40)
	f.sees("number 4")
	f.pastes("qqqfffq")
	f.types("/")
	f.pastes("town q\x1b[31mf\nq hall")
	f.sees("town q")
	f.sees("q hall")
	f.types("\x1b")
	f.types("/Airbus")
	f.sees("Airbus")
	out, errs, code := run(t, f.c, "list starred --json", "")
	if out != "" || code != 0 {
		t.Errorf("pasting has starred %q, %q, %d", out, errs, code)
	}
}

func TestRemoteMouse(t *testing.T) {
	r, key := readable(t, 30)
	f := r.far(t, key, 120, 40)
	at := func(want func(y int, article string) bool) func([]string) bool {
		return func(lines []string) bool { return want(cursor(lines)) }
	}
	f.until("a cursor", at(func(y int, _ string) bool { return y >= 0 }))
	y, first := cursor(f.lines())
	x := strings.IndexFunc(f.lines()[y], func(r rune) bool { return r == '▌' })
	x = len([]rune(f.lines()[y][:x])) + 4
	f.mouse(65, x, y) // the wheel, a notch down
	f.until("another row", at(func(_ int, a string) bool { return a != "" && a != first }))
	_, second := cursor(f.lines())
	f.mouse(64, x, y)
	f.until("the row before", at(func(_ int, a string) bool { return a == first }))
	f.mouse(0, x, y+6)
	f.until("the row that was clicked", at(func(y2 int, a string) bool { return y2 >= y+4 && a != first && a != second }))
	row, third := cursor(f.lines())
	f.mouse(0, x, row) // again: it is opened, and so read
	f.until("number "+third+" read", func([]string) bool {
		out, _, _ := run(t, f.c, "list read --json", "")
		return strings.Contains(out, "number "+third+" of") && strings.Count(out, "\n") == 1
	})
}

// What another program has left on the screen goes when its reader asks for it.
func TestRemoteRedraw(t *testing.T) {
	r, key := readable(t, 5)
	f := r.far(t, key, 120, 40)
	f.sees("number 4")
	_, _ = io.WriteString(f, "\x1b[5;5Ha line from elsewhere")
	f.sees("a line from elsewhere")
	f.types("\f")
	f.until("a clean screen", func(lines []string) bool {
		return !strings.Contains(strings.Join(lines, "\n"), "elsewhere") && strings.Contains(strings.Join(lines, "\n"), "number 4")
	})
}

// Links are the terminal's business: it gets them as links, and copies of them,
// and no program is ever started on the server.
func TestRemoteLinks(t *testing.T) {
	r, key := readable(t, 3)
	bin := filepath.Join(r.dir, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	started := filepath.Join(r.dir, "started")
	for _, name := range []string{"browser", "xdg-open", "open", "sensible-browser", "x-www-browser", "www-browser", "gio", "firefox", "wslview", "w3m", "lynx"} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\necho $0 >> "+started+"\n"), 0o700); err != nil { //nolint:gosec // it is to be run
			t.Fatal(err)
		}
	}
	f := r.far(t, key, 120, 40)
	f.sees("number 2")
	f.types("\r")
	f.comes(";https://town.example/plans/")
	_, article := cursor(f.lines())
	copied := func() string {
		_, base, _ := strings.Cut(r.feedBase(t), "//")
		return "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte("http://"+base+"/morning/"+article))
	}()
	f.types("y")
	f.comes(copied)
	before := strings.Count(f.Came(), "\x1b]52;c;")
	f.types("o")
	f.until("another copy", func([]string) bool { return strings.Count(f.Came(), "\x1b]52;c;") > before })
	f.types("q")
	if left, err := os.ReadFile(started); err == nil {
		t.Errorf("the server started %s", left)
	}
	quiet(t, f.Came())
}

// feedBase is where the publisher is, as the server knows it.
func (r *running) feedBase(t *testing.T) string {
	t.Helper()
	out := r.admin("house", "list", "--json")
	_, rest, _ := strings.Cut(out, `"url":"`)
	url, _, _ := strings.Cut(rest, `"`)
	return strings.TrimSuffix(url, "/morning")
}

// quiet fails when something was written that makes a sound or a notification:
// nobody has asked for either.
func quiet(t *testing.T, came string) {
	t.Helper()
	p := ansi.GetParser()
	defer ansi.PutParser(p)
	var state byte
	for len(came) > 0 {
		seq, _, n, next := ansi.DecodeSequence(came, state, p)
		for _, loud := range []string{"\x1b]9;", "\x1b]99;", "\x1b]777;"} {
			if strings.HasPrefix(seq, loud) {
				t.Errorf("a notification: %q", seq)
			}
		}
		if seq == "\a" {
			t.Error("the bell rings")
		}
		came, state = came[n:], next
	}
}

// Two terminals of one reader: what is done in one is seen in the other.
func TestRemoteTerminalsAgree(t *testing.T) {
	r, key := readable(t, 5)
	one, two := r.far(t, key, 120, 40), r.far(t, key, 80, 24)
	for _, f := range []*far{one, two} {
		f.sees("number 4")
	}
	other := r.far(t, newKey(t), 120, 40)
	other.sees("number 4")
	starred := func(want bool) func([]string) bool {
		return func(lines []string) bool {
			for _, line := range lines {
				if strings.Contains(line, "▌") {
					return strings.Contains(line, "▌★") == want
				}
			}
			return false
		}
	}
	one.types("f")
	one.until("the star", starred(true))
	two.until("the star", starred(true))
	two.types("f")
	two.until("no star", starred(false))
	one.until("no star", starred(false))
	one.types("f")
	one.until("the star", starred(true))
	other.types("jk")
	if out, _, code := run(t, other.c, "list starred --json", ""); out != "" || code != 0 {
		t.Errorf("another reader has starred %q, %d", out, code)
	}
}

// The line breaks in the middle of an article; the next session goes on there.
func TestRemoteSessionIsTakenUp(t *testing.T) {
	r, key := readable(t, 40)
	f := r.far(t, key, 120, 40)
	f.sees("number 39")
	for range 25 {
		f.types("j")
	}
	f.until("the cursor further down", func(lines []string) bool { _, a := cursor(lines); return a == "14" })
	f.types("\r")
	f.sees("papers of the town")
	ended := strings.Count(r.said.String(), "session closed")
	_ = f.c.Close()
	r.says("session closed", ended+1)

	f = r.far(t, key, 120, 40)
	f.until("the same article", func(lines []string) bool { _, a := cursor(lines); return a == "14" })
	f.sees("papers of the town")
	f.types("q") // the keys are the article's: back to the list, not out
	f.types("q")
	r.says("session closed", ended+2)

	f = r.far(t, key, 120, 40) // who left begins at the top
	f.until("the top", func(lines []string) bool { _, a := cursor(lines); return a == "39" })
}

// says waits until the log has had a message so often.
func (r *running) says(what string, times int) {
	r.t.Helper()
	late := time.After(20 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for strings.Count(r.said.String(), what) < times {
		select {
		case <-tick.C:
		case <-late:
			r.t.Fatalf("the log does not say %q %d times:\n%s", what, times, r.said.String())
		}
	}
}
