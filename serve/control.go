package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"lede/news"
	"lede/newsroom"
)

// The socket of `lede admin`: whoever may open it, which is the owner of the
// directory, is an admin. One request and its answer per connection, in lines of
// JSON.

// controlName is the name of the socket in Options.Dir.
const controlName = "control.sock"

// maxRequest is the longest request, in bytes.
const maxRequest = 1 << 20

type request struct {
	Args  []string `json:"args"`
	Lang  string   `json:"lang,omitempty"` // that the answer is to be in
	Input []byte   `json:"input"`          // of commands that read
}

// answer is a part of what a command says; the last one has its exit code.
type answer struct {
	Out  []byte `json:"out,omitempty"`
	Err  []byte `json:"err,omitempty"`
	Code *int   `json:"code,omitempty"`
}

// listenControl opens the socket, or returns nil when there is none. A socket
// left by a server that was killed is taken over; one of a server that lives is not.
func (s *server) listenControl(ctx context.Context) (net.Listener, error) {
	if s.o.Dir == "" {
		return nil, nil
	}
	path := filepath.Join(s.o.Dir, controlName)
	if c, err := net.Dial("unix", path); err == nil {
		_ = c.Close()
		return nil, errors.New("another server on this store has the socket " + path)
	} else if errors.Is(err, syscall.ECONNREFUSED) {
		_ = os.Remove(path)
	}
	// Made beside its place, and there only when nobody else can open it.
	private, err := os.MkdirTemp(s.o.Dir, ".control-*") // mode 0700
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(private) }()
	made := filepath.Join(private, "s")
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "unix", made)
	if err != nil {
		return nil, err
	}
	ln.(*net.UnixListener).SetUnlinkOnClose(false)
	err = os.Chmod(made, 0o600)
	if err == nil {
		err = os.Rename(made, path)
	}
	if err != nil {
		_ = ln.Close()
		return nil, err
	}
	return ln, nil
}

// serveControl answers `lede admin` until ctx ends.
func (s *server) serveControl(ctx context.Context, ln net.Listener) {
	var running sync.WaitGroup
	defer running.Wait()
	stop := context.AfterFunc(ctx, func() {
		_ = os.Remove(filepath.Join(s.o.Dir, controlName))
		_ = ln.Close()
	})
	defer stop()
	places := make(chan struct{}, 8)
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		places <- struct{}{}
		running.Go(func() {
			defer func() { _ = c.Close(); <-places }()
			s.control(ctx, c)
		})
	}
}

func (s *server) control(ctx context.Context, c net.Conn) {
	ctx, cancel := context.WithTimeout(ctx, s.o.Limits.Command)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	_ = c.SetReadDeadline(time.Now().Add(s.o.Limits.Greeting))
	var r request
	if err := json.NewDecoder(io.LimitReader(c, maxRequest)).Decode(&r); err != nil {
		return
	}
	said := &teller{e: json.NewEncoder(c)}
	code := 1
	defer func() {
		if p := recover(); p != nil {
			s.figures.panics.Add(1)
			s.log.Error("panic in a command of lede admin", "panic", fmt.Sprint(p))
		}
		said.send(answer{Code: &code})
	}()
	d := local(s.rooms, s, s.o.Dir)
	d.tongue = Tongue{r.Lang, s.o.Said}
	d.in, d.out, d.errw = bytes.NewReader(r.Input), said.writer(false), said.writer(true)
	code = d.run(ctx, d.admin, r.Args)
}

// local is the desk of whoever runs lede on this machine: an admin.
func local(rooms Rooms, live *server, dir string) *desk {
	user := news.User{ID: news.LocalUser, Role: news.Admin}
	return &desk{rooms: rooms, session: rooms.Session(user, newsroom.Abilities{Feeds: true, House: true, Files: true}), live: live, dir: dir}
}

// teller sends what a command says.
type teller struct {
	mu sync.Mutex
	e  *json.Encoder
}

func (t *teller) send(a answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.e.Encode(a) // who has gone needs no answer
}

type tellerFunc func(p []byte)

func (f tellerFunc) Write(p []byte) (int, error) { f(p); return len(p), nil }

func (t *teller) writer(bad bool) io.Writer {
	return tellerFunc(func(p []byte) {
		if bad {
			t.send(answer{Err: p})
			return
		}
		t.send(answer{Out: p})
	})
}

// Manage does `lede admin ARGS` on this machine: by the server that runs on the
// store whose directory dir is, or without one on the store itself, which open
// opens. Files are always written by this process. It answers in the language of
// tongue and returns the exit code.
func Manage(ctx context.Context, tongue Tongue, dir string, open func() (Rooms, func() error, error), args []string, in io.Reader, out, errw io.Writer) int {
	teller := &desk{errw: errw, tongue: tongue}
	writes := len(args) > 0 && args[0] == "backup"
	if !writes {
		code, err := ask(ctx, filepath.Join(dir, controlName), request{Args: args, Lang: tongue.Lang}, in, out, errw)
		if err == nil {
			return code
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ECONNREFUSED) {
			teller.warn("the server cannot be asked: %v", err)
			return 1
		}
	}
	rooms, end, err := open()
	if err != nil {
		teller.warn("%v", err)
		return 1
	}
	d := local(rooms, nil, dir)
	d.tongue = tongue
	d.files, d.in, d.out, d.errw = true, in, out, errw
	code := d.run(ctx, d.admin, args)
	if err := end(); err != nil {
		teller.warn("%v", err)
		return max(code, 1)
	}
	return code
}

// ask has the server at a socket do a command.
func ask(ctx context.Context, path string, r request, in io.Reader, out, errw io.Writer) (int, error) {
	var dialer net.Dialer
	c, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = c.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	if reads(r.Args) {
		if r.Input, err = io.ReadAll(io.LimitReader(in, maxKeyFile+1)); err != nil {
			return 0, err
		}
	}
	if err := json.NewEncoder(c).Encode(r); err != nil {
		return 0, err
	}
	for d := json.NewDecoder(c); ; {
		var a answer
		if err := d.Decode(&a); err != nil {
			return 0, fmt.Errorf("the server went away: %w", err)
		}
		_, err := out.Write(a.Out)
		if err != nil {
			return 0, err
		}
		_, _ = errw.Write(a.Err)
		if a.Code != nil {
			return *a.Code, nil
		}
	}
}

// reads reports whether a command of admin reads its input.
func reads(args []string) bool { return len(args) > 2 && args[0] == "keys" && args[2] == "add" }
