//go:build unix

package serve

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"context"

	gossh "golang.org/x/crypto/ssh"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
)

// The benchmarks run server and client in one process over loopback: what
// they report is both halves together.

// bench starts a server and connects n clients with a terminal each.
func bench(b *testing.B, n int) []*bencher {
	b.Helper()
	ready := make(chan net.Addr, 1)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	o := Options{
		Listen: "127.0.0.1:0", HostKeyPath: filepath.Join(b.TempDir(), "host_key"),
		Log:     slog.New(slog.DiscardHandler),
		Limits:  Limits{PerAddress: 1 << 20, Connections: 1 << 20, Strangers: 1 << 20, Grace: time.Millisecond},
		Ready:   func(addr net.Addr, _ string) { ready <- addr },
		Command: say,
		UI: func(_ context.Context, s *newsroom.Session, t Terminal) tea.Model {
			return &paper{who: s.User.Name, terminal: t}
		},
	}
	r := newRooms(b)
	go func() { ended <- Run(ctx, r, o) }()
	addr := (<-ready).String()
	var all []*bencher
	b.Cleanup(func() {
		for _, one := range all {
			_ = one.c.Close()
		}
		cancel()
		<-ended
	})
	for i := range n {
		all = append(all, seatFor(b, addr, fmt.Sprintf("r%d", i)))
	}
	return all
}

type bencher struct {
	c     *gossh.Client
	in    io.Writer
	out   io.Reader
	bytes atomic.Int64
	buf   []byte
	text  strings.Builder
}

func seatFor(b *testing.B, addr, name string) *bencher {
	b.Helper()
	_, key, err := newSigner()
	if err != nil {
		b.Fatal(err)
	}
	c, err := gossh.Dial("tcp", addr, &gossh.ClientConfig{User: name, Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, HostKeyCallback: gossh.InsecureIgnoreHostKey()})
	if err != nil {
		b.Fatal(err)
	}
	s, err := c.NewSession()
	if err != nil {
		b.Fatal(err)
	}
	if err := s.RequestPty("xterm-256color", 40, 120, nil); err != nil {
		b.Fatal(err)
	}
	one := &bencher{c: c, buf: make([]byte, 32<<10)}
	if one.in, err = s.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	if one.out, err = s.StdoutPipe(); err != nil {
		b.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		b.Fatal(err)
	}
	if err := one.until("reader=" + name); err != nil {
		b.Fatal(err)
	}
	return one
}

// until reads until something has come on the screen.
func (one *bencher) until(what string) error {
	one.text.Reset()
	for !strings.Contains(one.text.String(), what) {
		n, err := one.out.Read(one.buf)
		if err != nil {
			return err
		}
		one.bytes.Add(int64(n))
		one.text.Write(one.buf[:n])
	}
	return nil
}

// BenchmarkKeyToScreen is one key from the client to the changed screen back.
func BenchmarkKeyToScreen(b *testing.B) {
	one := bench(b, 1)[0]
	keys := []string{"a", "b"}
	one.bytes.Store(0)
	b.ResetTimer()
	for i := range b.N {
		key := keys[i%2]
		if _, err := io.WriteString(one.in, key); err != nil {
			b.Fatal(err)
		}
		if err := one.until(key); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(one.bytes.Load())/float64(b.N), "bytes/key")
}

// BenchmarkIdleSessions keeps 200 sessions open and untouched for a second
// per round: their memory and their processor time, both ends together.
func BenchmarkIdleSessions(b *testing.B) {
	const n = 200
	before := heap()
	all := bench(b, n)
	held := heap() - before
	b.ResetTimer()
	began := processor()
	for range b.N {
		<-time.After(time.Second)
	}
	b.ReportMetric(float64((processor()-began).Microseconds())/float64(b.N)/float64(len(all)), "µs-cpu/s/session")
	b.ReportMetric(float64(held)/n/1024, "KiB/session")
}

// BenchmarkConnect is a handshake, the account and the first frame.
func BenchmarkConnect(b *testing.B) {
	one := bench(b, 1)[0]
	addr := one.c.RemoteAddr().String()
	for range b.N {
		next := seatFor(b, addr, "again")
		_ = next.c.Close()
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse + m.StackInuse)
}

func processor() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
