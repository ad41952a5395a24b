//go:build linux

package serve

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/store"
	"lede/store/sqlite"
)

// The load benchmarks run `lede serve` as a program of its own and measure it
// from outside, over loopback; the clients share the machine with it, and their
// processor time is not counted. They are bounded: each takes half a minute at
// most.
//
//	go test ./serve -run '^$' -bench Load -benchtime 1x

const (
	loadFeeds    = 20
	loadArticles = 50 // of each feed
	loadSeconds  = 15
)

// loaded is a server whose house has a thousand articles.
func loaded(b *testing.B) *running {
	b.Helper()
	base, _ := publisher(b, loadArticles)
	r := serving(b, b.TempDir(), "  private_hosts: ["+strings.TrimPrefix(base, "http://")+"]\n"+
		"  limits: {per_address: 4000, connections: 4000, accounts: 4000}\n")
	for i := range loadFeeds {
		r.admin("house", "add", fmt.Sprintf("%s/paper%d", base, i), "News")
	}
	s, err := sqlite.Open(b.Context(), filepath.Join(r.dir, "lede.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for changes := s.Changes(b.Context()); ; <-changes {
		n, err := s.Count(b.Context(), news.LocalUser, store.Filter{})
		if err != nil {
			b.Fatal(err)
		}
		if n >= loadFeeds*loadArticles {
			return r
		}
	}
}

// processor is the processor time of the server so far.
func (r *running) processor(b *testing.B) time.Duration {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", r.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// memory is what the server holds of the machine's memory, in bytes.
func (r *running) memory(b *testing.B) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	kib, _ := strconv.Atoi(strings.Fields(rest)[0])
	return float64(kib) * 1024
}

// screenReader is a client with a terminal that types and looks.
type screenReader struct {
	c     *gossh.Client
	in    io.Writer
	mu    sync.Mutex
	typed time.Time // of the key that is not answered yet
	waits []time.Duration
	first []int // bytes of the first answer to a key
	bytes int64
}

func (r *running) reader(b *testing.B, name string) *screenReader {
	b.Helper()
	_, key, err := newSigner()
	if err != nil {
		b.Fatal(err)
	}
	c, err := r.dial(name, key)
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
	one := &screenReader{c: c}
	if one.in, err = s.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		b.Fatal(err)
	}
	shown := make(chan struct{})
	go one.look(out, shown)
	<-shown
	return one
}

// look notes when the screen answers a key.
func (one *screenReader) look(out io.Reader, shown chan struct{}) {
	buf := make([]byte, 64<<10)
	var begin strings.Builder
	for {
		n, err := out.Read(buf)
		if err != nil {
			return
		}
		if shown != nil {
			begin.Write(buf[:n])
			if strings.Contains(begin.String(), "Post") { // an outlet: the list is there
				close(shown)
				shown = nil
			}
		}
		one.mu.Lock()
		one.bytes += int64(n)
		if !one.typed.IsZero() {
			one.waits = append(one.waits, time.Since(one.typed))
			one.first = append(one.first, n)
			one.typed = time.Time{}
		}
		one.mu.Unlock()
	}
}

// key types a key; one that is still unanswered is not overtaken.
func (one *screenReader) key(k string) {
	one.mu.Lock()
	free := one.typed.IsZero()
	if free {
		one.typed = time.Now()
	}
	one.mu.Unlock()
	if free {
		_, _ = io.WriteString(one.in, k)
	}
}

// seats opens n readers, a few at a time.
func (r *running) seats(b *testing.B, n int) []*screenReader {
	all := make([]*screenReader, n)
	var opening sync.WaitGroup
	places := make(chan struct{}, 8)
	for i := range all {
		places <- struct{}{}
		opening.Go(func() {
			defer func() { <-places }()
			all[i] = r.reader(b, fmt.Sprint("reader", i))
		})
	}
	opening.Wait()
	b.Cleanup(func() {
		for _, one := range all {
			_ = one.c.Close()
		}
	})
	return all
}

// read has readers type two keys a second for some time, each at moments of
// their own, and returns all waits in order.
func read(readers []*screenReader, seconds int) (waits []time.Duration, first []int) {
	var typing sync.WaitGroup
	for i, one := range readers {
		one.mu.Lock()
		one.waits, one.first, one.bytes = nil, nil, 0
		one.mu.Unlock()
		typing.Go(func() {
			<-time.After(time.Duration(i) * 500 * time.Millisecond / time.Duration(len(readers)))
			tick := time.NewTicker(500 * time.Millisecond)
			defer tick.Stop()
			for n := range seconds * 2 {
				one.key([]string{"j", "j", "j", "k"}[n%4])
				<-tick.C
			}
		})
	}
	typing.Wait()
	for _, one := range readers {
		one.mu.Lock()
		waits = append(waits, one.waits...)
		first = append(first, one.first...)
		one.mu.Unlock()
	}
	slices.Sort(waits)
	slices.Sort(first)
	return waits, first
}

func percentile[T any](sorted []T, p float64) (v T) {
	if len(sorted) == 0 {
		return v
	}
	return sorted[min(len(sorted)-1, int(p*float64(len(sorted))))]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkLoadReading: 200 readers of 1,000 articles, two keys a second each.
func BenchmarkLoadReading(b *testing.B) {
	n := 200
	r := loaded(b)
	base := r.memory(b)
	readers := r.seats(b, n)
	idle := r.memory(b)
	for b.Loop() {
		before := r.processor(b)
		began := time.Now()
		waits, first := read(readers, loadSeconds)
		took := time.Since(began)
		var bytes int64
		for _, one := range readers {
			bytes += one.bytes
		}
		b.ReportMetric(ms(percentile(waits, 0.50)), "p50-ms")
		b.ReportMetric(ms(percentile(waits, 0.99)), "p99-ms")
		b.ReportMetric((r.processor(b)-before).Seconds()/took.Seconds(), "cores")
		b.ReportMetric(float64(len(waits))/took.Seconds(), "keys/s")
		b.ReportMetric(float64(percentile(first, 0.50)), "bytes/first-answer")
		b.ReportMetric(float64(bytes)/float64(len(waits)), "bytes/key")
	}
	b.ReportMetric((idle-base)/float64(n)/1e6, "MB/opened-session")
	b.ReportMetric((r.memory(b)-base)/float64(n)/1e6, "MB/active-session")
	b.ReportMetric(base/1e6, "MB-base")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkLoadIdle: 500 readers who touch nothing.
func BenchmarkLoadIdle(b *testing.B) {
	const n = 500
	r := loaded(b)
	base := r.memory(b)
	r.seats(b, n)
	<-time.After(5 * time.Second) // what opening them began comes to an end
	for b.Loop() {
		before := r.processor(b)
		began := time.Now()
		<-time.After(loadSeconds * time.Second)
		b.ReportMetric((r.processor(b)-before).Seconds()/time.Since(began).Seconds()*100, "%cpu")
	}
	b.ReportMetric((r.memory(b)-base)/n/1e6, "MB/idle-session")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkLoadFlood: a thousand connections a second that never authenticate,
// and one reader beside them.
func BenchmarkLoadFlood(b *testing.B) {
	const perSecond = 1000
	r := loaded(b)
	reader := r.seats(b, 1)
	for b.Loop() {
		stop := make(chan struct{})
		var flooding sync.WaitGroup
		var made int64
		flooding.Go(func() {
			tick := time.NewTicker(10 * time.Millisecond)
			defer tick.Stop()
			var open []net.Conn
			defer func() {
				for _, c := range open {
					_ = c.Close()
				}
			}()
			for {
				select {
				case <-stop:
					return
				case <-tick.C:
				}
				for range perSecond / 100 {
					c, err := net.Dial("tcp", r.addr)
					if err != nil {
						continue
					}
					made++
					_, _ = io.WriteString(c, "SSH-2.0-flood\r\n")
					if open = append(open, c); len(open) > 200 {
						_ = open[0].Close()
						open = open[1:]
					}
				}
			}
		})
		before, began := r.processor(b), time.Now()
		waits, _ := read(reader, loadSeconds)
		close(stop)
		took := time.Since(began)
		flooding.Wait()
		b.ReportMetric(float64(made)/took.Seconds(), "connections/s")
		b.ReportMetric(ms(percentile(waits, 0.50)), "p50-ms")
		b.ReportMetric(ms(percentile(waits, 1)), "max-ms")
		b.ReportMetric((r.processor(b)-before).Seconds()/took.Seconds(), "cores")
	}
	b.ReportMetric(0, "ns/op")
	runtime.KeepAlive(reader)
}
