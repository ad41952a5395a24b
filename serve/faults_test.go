package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/store"
)

// What one client does to the server, the others never notice: each of these
// tests has a reader beside it who types and sees.
func (h *house) bystander() (types func()) {
	h.t.Helper()
	s := sit(h.t, h.client("bystander", newKey(h.t)), "xterm", 120, 24)
	s.sees("reader=bystander")
	n := 0
	return func() {
		h.t.Helper()
		n++
		s.forgets()
		key := string("ABCDEFG"[n%7])
		s.types(key)
		s.sees(key)
	}
}

// Half-open connections: the client is gone without a word, or says nothing
// after the handshake, or in the middle of it.
func TestHalfOpenConnections(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Greeting, o.Limits.Strangers = 2*time.Second, 200 })
	types := h.bystander()
	var all []net.Conn
	for i := range 60 {
		c, err := net.Dial("tcp", h.addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		all = append(all, c)
		sent := []string{"", "SSH-2.0-x\r\n", "SSH-2.0-x\r\n\x00\x00\xff\xff", strings.Repeat("x", 300)}[i%4]
		if _, err := io.WriteString(c, sent); err != nil {
			t.Fatal(err)
		}
	}
	types()
	for _, c := range all {
		if _, err := io.Copy(io.Discard, c); err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("a half-open connection ends with %v", err)
		}
	}
	types()
	h.emptied(1)
}

// emptied waits until the server holds as many connections and no strangers.
func (h *house) emptied(want int) {
	h.t.Helper()
	h.until(func() string {
		h.srv.gate.mu.Lock()
		defer h.srv.gate.mu.Unlock()
		if g := h.srv.gate; g.open != want || g.strangers != 0 {
			return fmt.Sprintf("%d connections and %d strangers are left, want %d and 0", g.open, g.strangers, want)
		}
		return ""
	})
}

// A flood of connections that never authenticate is turned away at the door,
// and what was counted in is counted out.
func TestFloodOfConnections(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Strangers, o.Limits.PerAddress = 16, 1000 })
	types := h.bystander()
	for range 10 {
		var some []net.Conn
		for range 40 {
			c, err := net.Dial("tcp", h.addr)
			if err != nil {
				t.Fatal(err)
			}
			some = append(some, c)
		}
		types()
		for _, c := range some {
			_ = c.Close()
		}
	}
	h.emptied(1)
	if h.srv.figures.refused.Load() == 0 {
		t.Error("nobody was turned away")
	}
}

// Keys that are offered but never proven make no accounts and keep no places.
func TestKeysOfferedButNotProven(t *testing.T) {
	h := open(t, nil)
	types := h.bystander()
	for range 20 {
		if _, err := h.dial("eve", gossh.PublicKeys(offered{newKey(t)})); err == nil {
			t.Fatal("an unproven key was enough")
		}
	}
	types()
	if n := h.rooms.count(t); n != 1 {
		t.Errorf("%d accounts, want the bystander's alone", n)
	}
	h.emptied(1)
}

// Several terminals that stop reading in the middle of a screen are dropped,
// and only they.
func TestTerminalsThatDoNotRead(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Stall = time.Second })
	types := h.bystander()
	c := h.client("eve", newKey(t))
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	pty := struct {
		Term             string
		W, H, PixW, PixH uint32
		Modes            string
	}{"xterm", 1000, 500, 0, 0, ""}
	if ok, err := ch.SendRequest("pty-req", true, gossh.Marshal(pty)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if ok, err := ch.SendRequest("shell", true, nil); !ok || err != nil {
		t.Fatal(ok, err)
	}
	// "w" fills the window; nothing is ever read.
	go func() {
		for {
			if _, err := io.WriteString(ch, "w"); err != nil {
				return
			}
		}
	}()
	_ = c.Wait()
	types()
	if n := h.srv.figures.dropped.Load(); n != 1 {
		t.Errorf("%d connections were dropped, want 1", n)
	}
}

// Requests of every kind, wrong and repeated, in a flood.
func TestFloodOfRequests(t *testing.T) {
	h := open(t, nil)
	types := h.bystander()
	c := h.client("eve", newKey(t))
	s := sit(t, c, "xterm", 80, 24)
	s.sees("reader=eve")
	for i := range 2000 {
		kind := []string{"window-change", "env", "pty-req", "exec", "shell", "signal", "subsystem", "nonsense"}[i%8]
		payload := [][]byte{nil, {0}, gossh.Marshal(struct{ W, H, PW, PH uint32 }{uint32(i), uint32(i) % 7, 0, 0}), []byte(strings.Repeat("\xff", 64))}[i/8%4]
		if kind == "signal" {
			payload = gossh.Marshal(struct{ S string }{"WINCH"})
		}
		if _, err := s.s.SendRequest(kind, i%100 == 0, payload); err != nil {
			t.Fatal(err)
		}
	}
	for range 200 {
		if _, _, err := c.SendRequest("keepalive@openssh.com", true, nil); err != nil {
			t.Fatal(err)
		}
	}
	types()
	s.types("q")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestWindowsOfAllSizes(t *testing.T) {
	h := open(t, nil)
	types := h.bystander()
	s := sit(t, h.client("eve", newKey(t)), "xterm", 1, 1)
	for _, w := range [][2]int{{1000, 1000}, {1, 1}, {0, 0}, {1 << 30, 1}, {1, 1 << 30}, {3, 500}} {
		if err := s.s.WindowChange(w[1], w[0]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.s.WindowChange(24, 120); err != nil {
		t.Fatal(err)
	}
	s.sees("size=120x24")
	types()
	s.types("q")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// The longest time of a session holds although keys are pressed.
func TestSessionEndsInTheEnd(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Longest, o.Limits.Warning = 3*time.Second, 2900*time.Millisecond })
	s := sit(t, h.client("ada", newKey(t)), "xterm", 200, 24)
	s.sees("reader=ada")
	s.types("jjj")
	s.sees("open for very long")
	s.types("jjj")
	if code := s.leaves(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	s.sees(english.longOver)
}

// stuck is a store whose accounts cannot be read or written, as with a disk that
// hangs or is full.
type stuck struct {
	*rooms
	on   chan struct{} // closed: it hangs for the key
	key  string
	fail error
}

func (s *stuck) Account(ctx context.Context, key, name string, create bool) (news.User, error) {
	if s.fail != nil && create {
		return news.User{}, fmt.Errorf("make a user: %w", s.fail)
	}
	if key == s.key {
		close(s.on)
		<-ctx.Done()
		return news.User{}, ctx.Err()
	}
	return s.rooms.Account(ctx, key, name, create)
}

func (s *stuck) Saw(context.Context, string, time.Time) error { return s.fail }

func (s *stuck) Accounts() store.Accounts { return s }

// A disk that is full keeps new readers out, with a sentence, and nobody else.
func TestFullDisk(t *testing.T) {
	in := newRooms(t)
	known := newKey(t)
	if _, err := in.UserByKey(t.Context(), printed(known), "ada", true); err != nil {
		t.Fatal(err)
	}
	h := openOver(t, &stuck{rooms: in, fail: store.ErrFull}, nil)
	if _, errs, code := run(t, h.client("bob", newKey(t)), "whoami", ""); code != 1 || !strings.Contains(errs, english.noAccount) {
		t.Errorf("a new reader: %q, %d", errs, code)
	}
	if u := whoami(t, h.client("ada", known)); u.Name != "ada" {
		t.Errorf("a known reader is %+v", u)
	}
}

// While the account of one is stuck in a slow store the others come and go.
func TestSlowDisk(t *testing.T) {
	in := newRooms(t)
	slow := newKey(t)
	st := &stuck{rooms: in, on: make(chan struct{}), key: printed(slow)}
	h := openOver(t, st, nil)
	types := h.bystander()
	c := h.client("slow", slow)
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start("whoami"); err != nil {
		t.Fatal(err)
	}
	<-st.on
	types()
	whoami(t, h.client("ada", newKey(t)))
	_ = c.Close()
	types()
}

// The server goes down in a bounded time although nobody helps: one reader does
// not read, one command does not end, one connection says nothing.
func TestDrainIsBounded(t *testing.T) {
	h := open(t, func(o *Options) {
		o.Limits.Grace, o.Limits.Farewell, o.Limits.Stall = 100*time.Millisecond, 100*time.Millisecond, time.Hour
	})
	deaf := h.client("deaf", newKey(t))
	ch, requests, err := deaf.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	if _, err := ch.SendRequest("exec", true, gossh.Marshal(struct{ C string }{"much"})); err != nil {
		t.Fatal(err)
	}
	stubborn, err := h.client("stubborn", newKey(t)).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := stubborn.Start("never"); err != nil {
		t.Fatal(err)
	}
	silent, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	h.stop()
	h.wait() // fails when it takes too long
	if err := stubborn.Wait(); err == nil {
		t.Error("a command that never ends has ended well")
	}
	close(h.never)
}

// A server that was killed leaves its socket behind; the next one takes it over.
func TestSocketOfAServerThatWasKilled(t *testing.T) {
	dir := t.TempDir()
	old, err := net.ListenUnix("unix", &net.UnixAddr{Name: dir + "/" + controlName, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	old.SetUnlinkOnClose(false)
	_ = old.Close()
	h := open(t, func(o *Options) { o.Dir = dir })
	var out strings.Builder
	code := Manage(t.Context(), Tongue{}, dir, func() (Rooms, func() error, error) { return nil, nil, errors.New("not asked") }, []string{"sessions"}, strings.NewReader(""), &out, &out)
	if code != 0 {
		t.Errorf("sessions: %q, %d", out.String(), code)
	}
	// A second server on the same store does not take it away.
	open(t, func(o *Options) { o.Dir = dir })
	h.stop()
	h.wait()
}
