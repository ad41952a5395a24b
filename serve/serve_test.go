package serve

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/sqlite"
)

// rooms is a newsroom that only knows who its readers are.
type rooms struct{ store.Store }

func newRooms(t testing.TB) *rooms {
	t.Helper()
	s, err := sqlite.Open(context.Background(), ":memory:", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &rooms{s}
}

func (r *rooms) Account(ctx context.Context, key, name string, create bool) (news.User, error) {
	return r.UserByKey(ctx, key, name, create)
}

func (r *rooms) Join(ctx context.Context, hash []byte, key store.SSHKey, name string) (news.User, error) {
	return r.Redeem(ctx, hash, key, name, time.Now())
}

func (r *rooms) Session(u news.User, can newsroom.Abilities) *newsroom.Session {
	return &newsroom.Session{User: u, Can: can}
}

func (r *rooms) Accounts() store.Accounts { return r.Store }

// count is how many readers there are.
func (r *rooms) count(t *testing.T) int {
	t.Helper()
	all, err := r.ListUsers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return readers(all)
}

// paper is an interface of one line: who reads, how large the window is, what
// was typed and what was said.
type paper struct {
	who      string
	terminal Terminal
	size     tea.WindowSizeMsg
	typed    int
	last     string
	notice   string
	full     int // how often "w" filled the window
	unread   int // how often "u" was pressed
}

func (p *paper) Unread() (int, bool) { return p.unread, true }

func (p *paper) Init() tea.Cmd { return nil }

func (p *paper) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.size = msg
	case newsroom.Notice:
		p.notice = msg.Text
	case tea.KeyPressMsg:
		p.typed++
		p.last = msg.String()
		switch p.last {
		case "q":
			return p, tea.Quit
		case "w":
			p.full++
		case "u":
			p.unread++
		case "p":
			panic("the press has jammed")
		case "c":
			return p, tea.Batch(func() tea.Msg { panic("a command has jammed") })
		}
	}
	return p, nil
}

func (p *paper) View() tea.View {
	if p.full > 0 {
		line := strings.Repeat(string(rune('a'+p.full%26)), p.size.Width)
		return tea.NewView(strings.Repeat(line+"\n", p.size.Height))
	}
	return tea.NewView(fmt.Sprintf("reader=%s size=%dx%d term=%s profile=%s lang=%s typed=%d last=%s notice=%s.",
		p.who, p.size.Width, p.size.Height, p.terminal.Term, p.terminal.Profile, p.terminal.Lang, p.typed, p.last, p.notice))
}

// say is the command set of the tests.
func say(ctx context.Context, s *newsroom.Session, lang string, args []string, in io.Reader, out, errw io.Writer) int {
	switch args[0] {
	case "whoami":
		_ = json.NewEncoder(out).Encode(map[string]any{"id": s.User.ID, "name": s.User.Name, "can": s.Can})
	case "args":
		_ = json.NewEncoder(out).Encode(args[1:])
	case "import":
		n, err := io.Copy(io.Discard, in)
		if err != nil {
			fmt.Fprintln(errw, err)
			return 1
		}
		fmt.Fprintln(out, n)
	case "partly":
		return 3
	case "hang":
		<-ctx.Done()
		return 1
	case "read-forever":
		_, _ = io.Copy(io.Discard, in)
		return 1
	case "much":
		line := bytes.Repeat([]byte("x"), 1<<16)
		for {
			if _, err := out.Write(line); err != nil {
				return 1
			}
		}
	case "jam":
		panic("a command has jammed")
	default:
		fmt.Fprintf(errw, "lede: there is no command %q\n", args[0])
		return 2
	}
	return 0
}

// journal collects the log; it may be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// house is a running server under test.
type house struct {
	t     *testing.T
	dir   string // of the control socket
	keys  string // of the host keys
	addr  string
	log   *journal
	rooms *rooms
	srv   *server
	never chan struct{} // what the command "never" waits for
	stop  context.CancelFunc
	ended chan error
	host  gossh.PublicKey
}

func open(t *testing.T, change func(*Options)) *house {
	t.Helper()
	r := newRooms(t)
	h := openOver(t, r, change)
	h.rooms = r
	return h
}

// openOver starts a server over a newsroom.
func openOver(t *testing.T, r Rooms, change func(*Options)) *house {
	t.Helper()
	h := &house{t: t, log: &journal{}, ended: make(chan error, 1), never: make(chan struct{})}
	o := Options{
		Listen:      "127.0.0.1:0",
		HostKeyPath: filepath.Join(t.TempDir(), "host_key"),
		Log:         slog.New(slog.NewTextHandler(h.log, nil)),
		Command: func(ctx context.Context, s *newsroom.Session, lang string, args []string, in io.Reader, out, errw io.Writer) int {
			if args[0] == "never" {
				<-h.never
				return 0
			}
			return say(ctx, s, lang, args, in, out, errw)
		},
		UI: func(_ context.Context, s *newsroom.Session, terminal Terminal) tea.Model {
			return &paper{who: s.User.Name, terminal: terminal}
		},
		Limits: Limits{Grace: 50 * time.Millisecond},
	}
	if change != nil {
		change(&o)
	}
	h.dir, h.keys = o.Dir, filepath.Dir(o.HostKeyPath)
	ready := make(chan net.Addr, 1)
	o.Ready = func(addr net.Addr, _ string) { ready <- addr }
	ctx, cancel := context.WithCancel(context.Background())
	h.stop = cancel
	o.started = func(s *server) { h.srv = s }
	go func() { h.ended <- Run(ctx, r, o) }()
	select {
	case addr := <-ready:
		h.addr = addr.String()
	case err := <-h.ended:
		t.Fatalf("the server did not start: %v", err)
	}
	signer, err := hostKey(o.HostKeyPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	h.host = signer.PublicKey()
	t.Cleanup(func() {
		h.stop()
		h.wait()
	})
	return h
}

// wait for the end of the server; it may be called again.
func (h *house) wait() {
	h.t.Helper()
	select {
	case err := <-h.ended:
		if err != nil {
			h.t.Errorf("the server ended with %v", err)
		}
		h.ended <- nil
	case <-time.After(20 * time.Second):
		h.t.Fatal("the server does not end")
	}
}

func newSigner() (ed25519.PrivateKey, gossh.Signer, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	signer, err := gossh.NewSignerFromKey(private)
	return private, signer, err
}

func newKey(t *testing.T) gossh.Signer {
	t.Helper()
	_, signer, err := newSigner()
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func (h *house) dial(user string, auth ...gossh.AuthMethod) (*gossh.Client, error) {
	return gossh.Dial("tcp", h.addr, &gossh.ClientConfig{User: user, Auth: auth, HostKeyCallback: gossh.FixedHostKey(h.host), HostKeyAlgorithms: []string{h.host.Type()}, Timeout: 10 * time.Second})
}

func (h *house) client(user string, key gossh.Signer) *gossh.Client {
	h.t.Helper()
	c, err := h.dial(user, gossh.PublicKeys(key))
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = c.Close() })
	return c
}

// run runs a command without a terminal.
func run(t *testing.T, c *gossh.Client, command, stdin string) (out, errs string, code int) {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var o, e bytes.Buffer
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(stdin), &o, &e
	return finish(t, &o, &e, s.Run(command))
}

func finish(t *testing.T, o, e *bytes.Buffer, err error) (string, string, int) {
	t.Helper()
	var status *gossh.ExitError
	switch {
	case err == nil:
		return o.String(), e.String(), 0
	case errors.As(err, &status):
		return o.String(), e.String(), status.ExitStatus()
	}
	t.Fatalf("no exit status: %v", err)
	return "", "", 0
}

// seat is a session with a terminal.
type seat struct {
	t    *testing.T
	s    *gossh.Session
	in   io.WriteCloser
	mu   sync.Mutex
	seen bytes.Buffer
	news chan struct{}
	done chan struct{}
}

func sit(t *testing.T, c *gossh.Client, term string, w, h int, env ...string) *seat {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, one := range env {
		name, value, _ := strings.Cut(one, "=")
		_ = s.Setenv(name, value) // refused ones are part of the tests
	}
	if err := s.RequestPty(term, h, w, gossh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	seat := &seat{t: t, s: s, news: make(chan struct{}, 1), done: make(chan struct{})}
	if seat.in, err = s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	go seat.read(out)
	return seat
}

func (s *seat) read(out io.Reader) {
	defer close(s.done)
	buf := make([]byte, 4096)
	for {
		n, err := out.Read(buf)
		s.mu.Lock()
		s.seen.Write(buf[:n])
		s.mu.Unlock()
		select {
		case s.news <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

func (s *seat) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// forgets what was on the screen so far.
func (s *seat) forgets() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen.Reset()
}

// sees waits until something has come on the screen.
func (s *seat) sees(what string) {
	s.t.Helper()
	late := time.After(20 * time.Second)
	for !strings.Contains(s.text(), what) {
		select {
		case <-s.news:
		case <-late:
			s.t.Fatalf("not on the screen: %q\n%q", what, s.text())
		}
	}
}

func (s *seat) types(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.in, keys); err != nil {
		s.t.Fatal(err)
	}
}

// leaves waits for the end of the session and returns its exit code.
func (s *seat) leaves() int {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(20 * time.Second):
		s.t.Fatalf("the session does not end\n%q", s.text())
	}
	err := s.s.Wait()
	var status *gossh.ExitError
	if errors.As(err, &status) {
		return status.ExitStatus()
	}
	if err != nil {
		return -1
	}
	return 0
}
