package serve

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/newsroom"
)

// visit is one session channel of one connection: first its requests, then
// either the interface or one command.
type visit struct {
	srv  *server
	ch   gossh.Channel
	key  gossh.PublicKey // the one that authenticated the connection; nil: a guest
	as   string          // the name the client gave
	from string          // its address
	log  *slog.Logger
	leaving
	user    news.User
	env     environ
	pty     bool
	term    string
	started bool
	line    string    // the command, as it was sent
	args    []string  // in words
	lang    string    // a locale
	resized chan size // the newest size only
	window  size
	newest  atomic.Pointer[size] // of the window, once it has changed

	id       int64 // while it is open
	admitted bool  // it is counted among those that are there
	began    time.Time
	pressed  atomic.Int64 // when a key was pressed last, on the server's clock
}

// leaving is what ends a visit from outside.
type leaving struct {
	mu      sync.Mutex
	program *tea.Program
	hangUp  func() // closes the connection
	cancel  context.CancelFunc
	reason  func(words) string
}

// channel serves one session channel until it is closed.
func (s *server) channel(_ *ssh.Server, sc *gossh.ServerConn, offered gossh.NewChannel, ctx ssh.Context) {
	log := s.log.With("address", sc.RemoteAddr().String())
	defer func() {
		if r := recover(); r != nil {
			log.Error("panic in a connection", "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
			_ = sc.Close()
		}
	}()
	held, _ := ctx.Value(connKey{}).(*conn)
	key, _ := ctx.Value(ssh.ContextKeyPublicKey).(ssh.PublicKey)
	guest := s.o.Guests && sc.Permissions != nil && sc.Permissions.Extensions[isGuest] != ""
	if held == nil || (key == nil) != guest {
		_ = offered.Reject(gossh.Prohibited, "no public key")
		return
	}
	defer held.closed()
	first, ok := held.opened()
	if !ok {
		_ = offered.Reject(gossh.ResourceShortage, "too many sessions on this connection")
		return
	}
	if s.draining.Load() {
		_ = offered.Reject(gossh.ResourceShortage, "the server is going down")
		return
	}
	ch, requests, err := offered.Accept()
	if err != nil {
		return
	}
	if key != nil {
		log = log.With("key", gossh.FingerprintSHA256(key))
	}
	if first {
		s.announce(sc)
	}
	v := &visit{
		srv: s, ch: ch, key: key, as: readerName(sc.User()), from: sc.RemoteAddr().String(), log: log,
		env: environ{}, resized: make(chan size, 1), window: size{80, 24},
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	v.cancel, v.hangUp = cancel, func() { _ = sc.Close() }
	v.attend(inner, requests)
}

// attend answers the requests of the channel; the visit itself runs beside.
func (v *visit) attend(ctx context.Context, requests <-chan *gossh.Request) {
	var running sync.WaitGroup
	// A client that asks for nothing, or does not close what has ended, is not
	// waited for for ever.
	patience := time.AfterFunc(v.srv.o.Limits.Greeting, v.hangUp)
	defer patience.Stop()
	defer running.Wait()
	defer v.cancel()
	for req := range requests {
		ok, run := v.request(ctx, req)
		if req.WantReply {
			_ = req.Reply(ok, nil)
		}
		if run != nil {
			patience.Stop()
			running.Go(func() {
				v.run(run)
				patience.Reset(v.srv.o.Limits.Greeting)
			})
		}
	}
}

// request answers one request, and says what is to be run now, if anything.
// What is not named here is refused: subsystems, agent and X11 forwarding, breaks.
func (v *visit) request(ctx context.Context, req *gossh.Request) (ok bool, run func() int) {
	switch req.Type {
	case "env":
		var kv struct{ Name, Value string }
		if v.started || gossh.Unmarshal(req.Payload, &kv) != nil {
			return false, nil
		}
		return v.env.set(kv.Name, kv.Value), nil
	case "pty-req":
		var p struct {
			Term                          string
			Width, Height, PixelW, PixelH uint32
			Modes                         string
		}
		if v.started || v.pty || gossh.Unmarshal(req.Payload, &p) != nil {
			return false, nil
		}
		v.pty, v.term = true, p.Term
		v.window = size{int(p.Width), int(p.Height)}.sane()
		return true, nil
	case "window-change":
		var p struct{ Width, Height, PixelW, PixelH uint32 }
		if !v.pty || gossh.Unmarshal(req.Payload, &p) != nil {
			return false, nil
		}
		v.resize(size{int(p.Width), int(p.Height)}.sane())
		return true, nil
	case "shell":
		if v.started {
			return false, nil
		}
		v.started = true
		return true, func() int { return v.screen(ctx) }
	case "exec":
		var p struct{ Command string }
		if v.started || gossh.Unmarshal(req.Payload, &p) != nil {
			return false, nil
		}
		v.started, v.line = true, p.Command
		return true, func() int { return v.command(ctx) }
	case "signal":
		var p struct{ Name string }
		if gossh.Unmarshal(req.Payload, &p) == nil {
			switch p.Name {
			case "INT", "TERM", "HUP", "QUIT", "KILL":
				v.end(nil)
			}
		}
		return true, nil
	}
	return false, nil
}

// resize keeps the newest size for the program.
func (v *visit) resize(s size) {
	v.newest.Store(&s)
	select {
	case <-v.resized:
	default:
	}
	v.resized <- s // only this goroutine sends, so there is room
}

// run does the visit: signs the reader in, runs it, says goodbye and closes
// the channel with the exit code.
func (v *visit) run(body func() int) {
	code := v.guarded(body)
	_, _ = v.ch.SendRequest("exit-status", false, gossh.Marshal(struct{ Code uint32 }{uint32(code)}))
	_ = v.ch.Close()
	// Only now: a server that goes down closes the connection as soon as nobody
	// is there any more, and the exit code must have gone before.
	if v.admitted {
		v.srv.dismiss(v)
	}
}

func (v *visit) guarded(body func() int) (code int) {
	v.began = time.Now()
	v.choose(false)
	defer func() {
		if r := recover(); r != nil {
			v.srv.figures.panics.Add(1)
			v.log.Error("panic in a session", "user", v.user.Name, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
			v.say(v.words().apology)
			code = 1
		}
	}()
	args, err := split(v.line)
	if err != nil {
		v.say(fmt.Sprintf(v.words().badCommand, Tongue{v.lang, v.srv.o.Said}.say("%v", err)))
		return exitUsage
	}
	v.args = args
	user, err := v.account(args)
	if err != nil {
		return 1
	}
	v.user = user
	v.choose(true)
	v.log = v.log.With("user", user.ID, "name", user.Name)
	if !v.srv.admit(v) {
		v.log.Warn("session refused", "reason", "too many sessions of one reader")
		v.say(v.words().tooMany)
		return 1
	}
	v.admitted = true
	v.log.Info("session opened", "terminal", v.pty)
	code = body()
	v.srv.figures.ended(v, code)
	v.log.Info("session closed", "code", code, "seconds", int(time.Since(v.began).Seconds()))
	return code
}

// tell puts a notice on the screen of a visit that has one.
func (v *visit) tell(text func(words) string) {
	v.mu.Lock()
	program := v.program
	v.mu.Unlock()
	if program != nil {
		go program.Send(newsroom.Notice{Text: text(v.words()), Problem: true})
	}
}

// end ends the visit from outside; reason is said to the reader, if any.
func (v *visit) end(reason func(words) string) {
	v.mu.Lock()
	if v.reason == nil {
		v.reason = reason
	}
	program, cancel := v.program, v.cancel
	v.mu.Unlock()
	if program != nil {
		go program.Quit()
		return
	}
	cancel()
}

// goodbye says why the visit ended, if that was not the reader's own wish.
func (v *visit) goodbye() {
	v.mu.Lock()
	reason := v.reason
	v.mu.Unlock()
	if reason != nil {
		v.say(reason(v.words()))
	}
}

// say writes a line where a person sees it and a script does not stumble on it.
func (v *visit) say(line string) {
	if v.pty {
		_, _ = io.WriteString(v.ch, line+"\r\n")
		return
	}
	_, _ = io.WriteString(v.ch.Stderr(), line+"\n")
}

func (v *visit) words() words { return wordsFor(v.lang) }
