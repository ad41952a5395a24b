// Package serve gives lede over SSH: every key is a reader of its own, with
// the same interface and the same commands as at home.
//
// The server is as dull as OpenSSH and can do less: public keys only, no
// shell, no subsystems, no forwarding of any kind, and limits on everything a
// stranger can open. It knows nothing of the interface or of commands: both
// are given to it in [Options].
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/wish/v2"
	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// Rooms is what the server needs of a newsroom.
type Rooms interface {
	// Account finds the reader of a key ("SHA256:…"). An unknown key becomes a
	// reader called name when create is set, and is store.ErrNotFound otherwise.
	Account(ctx context.Context, key, name string, create bool) (news.User, error)
	// Join makes an account of an invitation, whose code has this hash.
	Join(ctx context.Context, hash []byte, key store.SSHKey, name string) (news.User, error)
	// Guest is the account that all guests share.
	Guest(ctx context.Context) (news.User, error)
	Session(user news.User, can newsroom.Abilities) *newsroom.Session
	Accounts() store.Accounts
	Backup(ctx context.Context, path string) error
}

// Options of the server; zero values mean the defaults.
type Options struct {
	// Listen is the address and port. Default: 127.0.0.1:2323.
	Listen string
	// HostKeyPath is the server's ed25519 key; it is created when absent, and
	// so is an ECDSA key beside it, for old clients.
	HostKeyPath string
	// Mode says whose keys become accounts: ModeOpen, ModeAllowList, ModeInvite.
	// Default: open, or allow-list when there is one.
	Mode string
	// AllowList is a file like OpenSSH's authorized_keys, read again when it
	// changes.
	AllowList string
	// Guests lets everybody read what the house has, without a key, by the
	// name of guest; nothing is remembered.
	Guests bool
	// Dir is a directory of the server's own for the socket of `lede admin` and
	// for backups on their way out; without one there is neither.
	Dir string
	// Metrics is the address of /metrics and /healthz, on this machine only;
	// "": there is none.
	Metrics string
	Limits  Limits
	Log     *slog.Logger
	// Ready is called once with the address listened on and the fingerprint of
	// the host key.
	Ready func(addr net.Addr, hostKey string)

	// UI makes the interface of a session with a terminal. What it has going must
	// end with ctx, which ends with the session.
	UI func(ctx context.Context, s *newsroom.Session, t Terminal) tea.Model
	// Command runs the command of a session without one, in a language, and
	// returns its exit code. It must come back when ctx ends. The commands in
	// Commands are the server's own and do not get there.
	Command func(ctx context.Context, s *newsroom.Session, lang string, args []string, in io.Reader, out, errw io.Writer) int
	// Languages are those a reader can wish for, such as "fr".
	Languages []string
	// Language chooses the language of a session: s is nil while it is not known
	// who it is, locale what the client says, such as "fr_FR.UTF-8" or "". A nil
	// function takes the locale.
	Language func(ctx context.Context, s *newsroom.Session, locale string) string

	// Said says in a language what the commands of the server say in English; nil:
	// nothing is said otherwise.
	Said func(lang, english string) string

	// Setting is a setting of an account; nil: there are none.
	Setting func(ctx context.Context, s *newsroom.Session, key string) (string, error)

	// For tests: the server before it listens, the address of its metrics, and
	// the clock on the wall.
	started func(*server)
	seated  func(net.Addr)
	clock   func() time.Time
	away    time.Duration // see looksElsewhere
}

// DefaultListen is where the server listens when nothing else is said.
const DefaultListen = "127.0.0.1:2323"

// server is one running server.
type server struct {
	o     Options
	rooms Rooms
	log   *slog.Logger
	gate  *gate
	door  *door
	keys  []gossh.Signer // all, also those that will be used next

	opening  sync.Mutex // of new accounts, so that their limit holds
	draining atomic.Bool
	figures  figures
	began    time.Time

	life   context.Context // ends with the server
	notes  sync.WaitGroup  // visits that are being noted
	noting sync.Map        // by fingerprint

	mu     sync.Mutex
	visits map[*visit]struct{}
	last   int64 // number of a visit
	perID  map[news.UserID]int
	gone   chan struct{} // one word whenever a visit has ended

	seat func(*guard) // told of every interface, for tests
}

// setting is a setting of an account, or "" when it is not known at once.
func (s *server) setting(ctx context.Context, session *newsroom.Session, key string) string {
	if s.o.Setting == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, farewell)
	defer cancel()
	value, err := s.o.Setting(ctx, session, key)
	if err != nil {
		s.log.Warn("a setting cannot be read", "user", session.User.ID, "setting", key, "reason", err.Error())
		return ""
	}
	return value
}

// now is the time since the server began, on a clock that nobody can set. All
// limits are measured on it; the one on the wall, which can jump, is only for
// what is shown, kept, or valid until a day.
func (s *server) now() int64 { return int64(time.Since(s.began)) }

// Run serves until ctx ends, and then drains: nobody new is let in, who is
// there is told and has a moment, and everything is closed in a bounded time.
// It returns nil after a drain.
func Run(ctx context.Context, rooms Rooms, o Options) error {
	if o.Listen == "" {
		o.Listen = DefaultListen
	}
	s, err := newServer(rooms, o)
	if err != nil {
		return err
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	s.life = life
	defer s.notes.Wait()
	defer end()
	if o.started != nil {
		o.started(s)
	}
	signers, err := hostKeys(o.HostKeyPath)
	if err != nil {
		return err
	}
	next, err := nextKeys(o.HostKeyPath)
	if err != nil {
		return err
	}
	s.keys = append(slices.Clone(signers), next...)
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", o.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w (choose another address with --listen)", o.Listen, err)
	}
	beside, err := s.beside(ctx)
	if err != nil {
		_ = ln.Close()
		return err
	}
	defer beside()
	return s.serve(ctx, ln, signers)
}

// beside starts what is not SSH: the socket of `lede admin` and the metrics. What
// it returns ends them.
func (s *server) beside(ctx context.Context) (end func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	end = func() { cancel(); running.Wait() }
	metrics, err := s.listenMetrics(ctx)
	if err != nil {
		end()
		return nil, err
	}
	if metrics != nil {
		running.Go(func() { s.serveMetrics(ctx, metrics) })
	}
	control, err := s.listenControl(ctx)
	if err != nil { // the server is worth more than its socket
		s.log.Error("lede admin cannot reach this server", "reason", err.Error())
	}
	if control != nil {
		running.Go(func() { s.serveControl(ctx, control) })
	}
	return end, nil
}

func newServer(rooms Rooms, o Options) (*server, error) {
	if o.UI == nil || o.Command == nil {
		return nil, errors.New("serve: Options.UI and Options.Command must be set")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.away == 0 {
		o.away = looksElsewhere
	}
	if o.clock == nil {
		o.clock = time.Now
	}
	o.Limits = o.Limits.withDefaults()
	door, err := newDoor(o, rooms.Accounts)
	if err != nil {
		return nil, err
	}
	return &server{
		o: o, rooms: rooms, log: o.Log, door: door,
		gate:   newGate(o.Limits),
		began:  time.Now(),
		visits: map[*visit]struct{}{},
		perID:  map[news.UserID]int{},
		gone:   make(chan struct{}, 1),
	}, nil
}

// serve accepts connections on ln until ctx ends. It closes ln.
func (s *server) serve(ctx context.Context, ln net.Listener, signers []gossh.Signer) error {
	srv, err := wish.NewServer(
		func(srv *ssh.Server) error {
			for _, signer := range signers {
				srv.AddHostKey(signer)
			}
			return nil
		},
		wish.WithVersion("lede"),
		wish.WithPublicKeyAuth(func(ctx ssh.Context, key ssh.PublicKey) bool { return s.door.opens(ctx, key) }),
		s.hardened,
	)
	if err != nil {
		return err
	}
	fingerprint := gossh.FingerprintSHA256(signers[0].PublicKey())
	s.log.Info("listening", "address", ln.Addr().String(), "host_key", fingerprint, "accounts", s.door.mode, "guests", s.o.Guests)
	if s.o.Ready != nil {
		s.o.Ready(ln.Addr(), fingerprint)
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("the SSH server stopped: %w", err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	_ = ln.Close()
	s.drain()
	_ = srv.Close()
	s.settle(s.o.Limits.Farewell)
	return nil
}

// hardened takes away everything the server does not need.
func (s *server) hardened(srv *ssh.Server) error {
	srv.ConnCallback = func(ctx ssh.Context, conn net.Conn) net.Conn {
		held, err := s.gate.enter(conn, s.draining.Load())
		if err != nil {
			s.figures.refused.Add(1)
			s.log.Warn("connection refused", "address", conn.RemoteAddr().String(), "reason", err.Error())
			return nil
		}
		ctx.SetValue(connKey{}, held)
		return held
	}
	srv.ConnectionFailedCallback = func(conn net.Conn, err error) {
		if errors.Is(err, io.EOF) {
			s.log.Debug("connection left before it was authenticated", "address", conn.RemoteAddr().String())
			return
		}
		s.figures.strangers.Add(1)
		s.log.Info("connection not authenticated", "address", conn.RemoteAddr().String(), "reason", err.Error())
	}
	srv.ServerConfigCallback = func(ssh.Context) *gossh.ServerConfig {
		config := modern()
		if s.o.Guests {
			config.NoClientAuth, config.NoClientAuthCallback = true, s.guests
		}
		return config
	}
	srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.channel}
	srv.RequestHandlers = map[string]ssh.RequestHandler{proveKeys: s.prove}
	srv.SubsystemHandlers = map[string]ssh.SubsystemHandler{}
	return nil
}

// modern allows only what is without known weakness today.
func modern() *gossh.ServerConfig {
	c := &gossh.ServerConfig{MaxAuthTries: 6}
	c.KeyExchanges = []string{gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519, "curve25519-sha256@libssh.org",
		gossh.KeyExchangeECDHP256, gossh.KeyExchangeECDHP384, gossh.KeyExchangeECDHP521}
	c.Ciphers = []string{gossh.CipherChaCha20Poly1305, gossh.CipherAES256GCM, gossh.CipherAES128GCM, gossh.CipherAES256CTR, gossh.CipherAES128CTR}
	c.MACs = []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM}
	c.PublicKeyAuthAlgorithms = []string{gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519, gossh.KeyAlgoSKECDSA256,
		gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521, gossh.KeyAlgoRSASHA256, gossh.KeyAlgoRSASHA512}
	return c
}

// drain tells everybody, gives them a moment, and ends what is still open.
func (s *server) drain() {
	all := s.everybody()
	s.log.Info("draining", "sessions", len(all))
	for _, v := range all {
		v.tell(func(w words) string { return fmt.Sprintf(w.goingDown, s.o.Limits.Grace.Round(time.Second)) })
	}
	s.settle(s.o.Limits.Grace)
	for _, v := range s.everybody() {
		v.end(func(w words) string { return w.wentDown })
	}
	s.settle(s.o.Limits.Farewell)
}

// settle waits until no visit is open, at most this long.
func (s *server) settle(most time.Duration) {
	late := time.NewTimer(most)
	defer late.Stop()
	for len(s.everybody()) > 0 {
		select {
		case <-s.gone:
		case <-late.C:
			return
		}
	}
}

func (s *server) everybody() []*visit {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*visit, 0, len(s.visits))
	for v := range s.visits {
		all = append(all, v)
	}
	return all
}

// admit counts a visit in; false when its reader has too many already, or the
// server is going down.
func (s *server) admit(v *visit) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	most := s.o.Limits.PerUser
	if v.user.Role == news.Guest {
		most = s.o.Limits.Guests
	}
	if s.draining.Load() || s.perID[v.user.ID] >= most {
		return false
	}
	s.perID[v.user.ID]++
	s.last++
	v.id = s.last
	s.visits[v] = struct{}{}
	return true
}

func (s *server) dismiss(v *visit) {
	s.mu.Lock()
	delete(s.visits, v)
	if s.perID[v.user.ID]--; s.perID[v.user.ID] <= 0 {
		delete(s.perID, v.user.ID)
	}
	s.mu.Unlock()
	select {
	case s.gone <- struct{}{}:
	default:
	}
}
