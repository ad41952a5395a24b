package serve

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"lede/newsroom"
)

func TestInterfaceFollowsTheTerminal(t *testing.T) {
	h := open(t, nil)
	s := sit(t, h.client("ada", newKey(t)), "xterm-256color", 100, 30, "COLORTERM=truecolor", "LANG=fr_FR.UTF-8", "LD_PRELOAD=x")
	s.sees("reader=ada size=100x30 term=xterm-256color profile=TrueColor lang=fr_FR.UTF-8")
	if err := s.s.WindowChange(41, 133); err != nil {
		t.Fatal(err)
	}
	s.sees("133x41")
	s.types("j")
	s.sees("1 last=j")
	s.types("q")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(s.text(), "\x1b[?25h") {
		t.Error("the cursor was not shown again")
	}
}

func TestColoursOfTheTerminal(t *testing.T) {
	h := open(t, nil)
	c := h.client("ada", newKey(t))
	for _, tt := range []struct {
		term string
		env  []string
		want string
	}{
		{"xterm-256color", nil, "profile=ANSI256"},
		{"xterm", nil, "profile=ANSI "},
		{"xterm-256color", []string{"COLORTERM=24bit"}, "profile=TrueColor"},
		{"xterm-256color", []string{"COLORTERM=truecolor", "NO_COLOR=yes"}, "profile=Ascii"},
	} {
		s := sit(t, c, tt.term, 120, 24, tt.env...)
		s.sees(tt.want)
		s.types("q")
		s.leaves()
	}
}

func TestStrangeWindows(t *testing.T) {
	h := open(t, nil)
	c := h.client("ada", newKey(t))
	for _, tt := range []struct {
		w, h int
		want string
	}{
		{0, 0, "size=80x24"},
		{1000, 1000, "size=1000x500"},
		{1 << 30, 1 << 30, "size=1000x500"},
	} {
		s := sit(t, c, "xterm", tt.w, tt.h)
		s.sees(tt.want)
		s.types("q")
		s.leaves()
	}
	s := sit(t, c, "xterm", 1, 1)
	s.types("q")
	if code := s.leaves(); code != 0 {
		t.Errorf("a window of one cell: exit code %d", code)
	}
}

func TestCommands(t *testing.T) {
	h := open(t, nil)
	c := h.client("ada", newKey(t))
	for _, tt := range []struct {
		command, stdin, out, errs string
		code                      int
	}{
		{`args list "company:mistral ai" 'a $HOME' b\ c --json`, "", `["list","company:mistral ai","a $HOME","b c","--json"]` + "\n", "", 0},
		{"args a;b|c >d `e` $(f) *", "", `["a;b|c","\u003ed","` + "`e`" + `","$(f)","*"]` + "\n", "", 0},
		{"import", "<opml/>", "7\n", "", 0},
		{"partly", "", "", "", 3},
		{"sh -c id", "", "", "lede: there is no command \"sh\"\n", 2},
		{"args 'a", "", "", "lede: the command cannot be read: a quotation mark is not closed\n", 2},
		{"args a\x1b[2J", "", "", "lede: the command cannot be read: it has control characters in it, or is not UTF-8\n", 2},
		{"args " + strings.Repeat("a", maxCommand), "", "", "lede: the command cannot be read: it is longer than 16384 bytes\n", 2},
		{"", "", "", english.needTerminal + "\n", 2},
		{"jam", "", "", english.apology + "\n", 1},
	} {
		out, errs, code := run(t, c, tt.command, tt.stdin)
		if out != tt.out || errs != tt.errs || code != tt.code {
			t.Errorf("%.40q: got %q, %q, %d; want %q, %q, %d", tt.command, out, errs, code, tt.out, tt.errs, tt.code)
		}
	}
	if !strings.Contains(h.log.String(), "a command has jammed") || !strings.Contains(h.log.String(), "serve_test.go") {
		t.Error("the panic and its stack are not in the log")
	}
}

func TestSentencesInFrench(t *testing.T) {
	h := open(t, nil)
	s, err := h.client("ada", newKey(t)).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Setenv("LANG", "fr_FR.UTF-8"); err != nil {
		t.Fatal(err)
	}
	var e strings.Builder
	s.Stderr = &e
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err == nil || !strings.Contains(e.String(), "demande un terminal") {
		t.Errorf("%v %q", err, e.String())
	}
}

// What a client says of its language is a name among names, or nothing.
func TestLocales(t *testing.T) {
	for value, ok := range map[string]bool{
		"fr": true, "fr_FR.UTF-8": true, "fr_CH.utf8@euro": true, "C.UTF-8": true, "POSIX": true,
		"": false, "../../etc/passwd": false, "fr_FR.UTF-8;id": false, "fr FR": false, "$(id)": false, "fr\n": false, strings.Repeat("f", 99): false,
	} {
		for _, name := range []string{"LANG", "LC_ALL", "LC_MESSAGES"} {
			if e := (environ{}); e.set(name, value) != ok {
				t.Errorf("%s=%q: %v", name, value, !ok)
			}
		}
	}
	for _, name := range []string{"LC_TIME", "LC_CTYPE", "LANGUAGE", "LD_PRELOAD"} {
		if e := (environ{}); e.set(name, "fr") {
			t.Errorf("%s was taken", name)
		}
	}
	for _, tt := range []struct {
		e    environ
		want string
	}{
		{environ{"LANG": "fr_FR", "LC_ALL": "en_GB"}, "en_GB"},
		{environ{"LANG": "fr_FR", "LC_MESSAGES": "en_GB"}, "en_GB"},
		{environ{"LANG": "C.UTF-8"}, ""},
		{environ{"LANG": "fr_FR", "LC_ALL": "C"}, ""},
		{environ{}, ""},
	} {
		if got := tt.e.lang(); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.e, got, tt.want)
		}
	}
}

func TestCommandWithTerminalEndsItsLinesForIt(t *testing.T) {
	h := open(t, nil)
	s, err := h.client("ada", newKey(t)).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	out, err := s.Output("args a")
	if err != nil || string(out) != "[\"a\"]\r\n" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestCommandLimits(t *testing.T) {
	few := open(t, func(o *Options) { o.Limits.Upload = 10 })
	if _, errs, code := run(t, few.client("ada", newKey(t)), "import", "0123456789A"); code != 1 || !strings.Contains(errs, "more than 10 bytes") {
		t.Errorf("too much sent: %q, %d", errs, code)
	}
	short := open(t, func(o *Options) { o.Limits.Command = 30 * time.Millisecond })
	c := short.client("ada", newKey(t))
	if _, errs, code := run(t, c, "hang", ""); code != 1 || !strings.Contains(errs, "too long") {
		t.Errorf("a command that hangs: %q, %d", errs, code)
	}
	// A client that neither sends nor closes its input.
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := s.Start("read-forever"); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err == nil {
		t.Error("a command waiting for input was not stopped")
	}
}

func TestClientThatDoesNotRead(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Stall = time.Second })
	c := h.client("ada", newKey(t))
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	if _, err := ch.SendRequest("exec", true, gossh.Marshal(struct{ C string }{"much"})); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil {
		t.Error("the connection ended in good order")
	}
	if _, _, code := run(t, h.client("bob", newKey(t)), "partly", ""); code != 3 {
		t.Error("another reader noticed")
	}
}

func TestReadersAreApart(t *testing.T) {
	h := open(t, nil)
	one, two := newKey(t), newKey(t)
	who := func(name string, key gossh.Signer) (u struct {
		ID   int
		Name string
		Can  newsroom.Abilities
	}) {
		out, _, _ := run(t, h.client(name, key), "whoami", "")
		if err := json.Unmarshal([]byte(out), &u); err != nil {
			t.Fatalf("%q: %v", out, err)
		}
		return u
	}
	a, b, again := who("ada", one), who("bob", two), who("root", one)
	if a.ID == b.ID || a.ID != again.ID || again.Name != "ada" {
		t.Errorf("readers: %+v %+v %+v", a, b, again)
	}
	if want := (newsroom.Abilities{Feeds: true, MaxFeeds: 500, Fetches: 1000}); !reflect.DeepEqual(a.Can, want) {
		t.Errorf("abilities %+v, want %+v", a.Can, want)
	}
}

func TestPanicEndsOneSession(t *testing.T) {
	h := open(t, nil)
	other := sit(t, h.client("bob", newKey(t)), "xterm", 120, 24)
	other.sees("reader=bob")
	for _, key := range []string{"p", "c"} {
		s := sit(t, h.client("ada", newKey(t)), "xterm", 120, 24)
		s.sees("reader=ada")
		s.types(key)
		if code := s.leaves(); code != 1 {
			t.Errorf("%s: exit code %d", key, code)
		}
		if !strings.Contains(s.text(), english.apology) {
			t.Errorf("%s: no apology in %q", key, s.text())
		}
	}
	for _, want := range []string{"the press has jammed", "a command has jammed", "stack="} {
		if !strings.Contains(h.log.String(), want) {
			t.Errorf("not in the log: %s", want)
		}
	}
	other.types("j")
	other.sees("1 last=j")
}

func TestFloodOfInput(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.InputRate, o.Limits.InputBurst = 1000, 100 })
	flooding := sit(t, h.client("eve", newKey(t)), "xterm", 120, 24)
	flooding.sees("reader=eve")
	go func() {
		line := strings.Repeat("j", 4096)
		for {
			if _, err := flooding.in.Write([]byte(line)); err != nil {
				return
			}
		}
	}()
	for i := range 300 {
		if err := flooding.s.WindowChange(24, 80+i%100); err != nil {
			t.Fatal(err)
		}
	}
	s := sit(t, h.client("ada", newKey(t)), "xterm", 120, 24)
	s.sees("reader=ada")
	s.types("jjq")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestIdleSessionIsWarnedAndEnds(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Idle, o.Limits.Warning = 3*time.Second, 2900*time.Millisecond })
	s := sit(t, h.client("ada", newKey(t)), "xterm", 200, 24)
	s.sees("Nothing was pressed for a long time")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.sees(english.idleOver)
}

func TestInputAtItsEnd(t *testing.T) {
	h := open(t, nil)
	s := sit(t, h.client("ada", newKey(t)), "xterm", 120, 24)
	s.sees("reader=ada")
	if err := s.in.Close(); err != nil {
		t.Fatal(err)
	}
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestDrain(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Grace = 2 * time.Second })
	c := h.client("ada", newKey(t))
	s := sit(t, c, "xterm", 200, 24)
	s.sees("reader=ada")
	hanging, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := hanging.Start("hang"); err != nil {
		t.Fatal(err)
	}
	s.sees("reader=ada")
	h.stop()
	s.sees("The server is going down")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.sees(english.wentDown)
	if err := hanging.Wait(); err == nil {
		t.Error("a hanging command ended well")
	}
	h.wait()
	if _, err := h.dial("bob", gossh.PublicKeys(newKey(t))); err == nil {
		t.Error("the server still lets people in")
	}
}

func TestDumbTerminal(t *testing.T) {
	h := open(t, nil)
	s := sit(t, h.client("ada", newKey(t)), "dumb", 80, 24)
	if code := s.leaves(); code != 2 {
		t.Errorf("exit code %d", code)
	}
	s.sees(fmt.Sprintf(english.dumb, "dumb"))
}
