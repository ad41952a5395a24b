package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync/atomic"
	"time"

	"lede/news"
)

// figures are counted while the server runs.
type figures struct {
	refused, strangers, panics, dropped atomic.Int64
	screens, commands                   atomic.Int64 // that have ended
	failed                              atomic.Int64 // commands with an exit code that is not 0
	read, wrote                         atomic.Int64 // bytes, before encryption
}

func (f *figures) ended(v *visit, code int) {
	if len(v.args) == 0 {
		f.screens.Add(1)
		return
	}
	f.commands.Add(1)
	if code != 0 {
		f.failed.Add(1)
	}
}

// listenMetrics opens the address of the metrics, or returns nil when there is
// none. They say how many are here and what they do: nobody else's business.
func (s *server) listenMetrics(ctx context.Context) (net.Listener, error) {
	if s.o.Metrics == "" {
		return nil, nil
	}
	if err := onlyHere(s.o.Metrics); err != nil {
		return nil, err
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", s.o.Metrics)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s for metrics: %w", s.o.Metrics, err)
	}
	if s.o.seated != nil {
		s.o.seated(ln.Addr())
	}
	s.log.Info("metrics", "address", ln.Addr().String())
	return ln, nil
}

// onlyHere refuses an address that others could reach.
func onlyHere(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("the address for metrics %q is not HOST:PORT: %w", address, err)
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return fmt.Errorf("metrics are only shown on this machine: use 127.0.0.1 in serve.metrics, not %q, and a proxy to show them elsewhere", host)
	}
	return nil
}

// serveMetrics answers /metrics and /healthz until ctx ends.
func (s *server) serveMetrics(ctx context.Context, ln net.Listener) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		s.report(r.Context(), w)
	})
	srv := &http.Server{Handler: mux, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer stop()
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		s.log.Error("metrics have stopped", "reason", err.Error())
	}
}

// healthz says whether readers can be let in and find their articles.
func (s *server) healthz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if s.draining.Load() {
		http.Error(w, "draining", http.StatusServiceUnavailable)
		return
	}
	if _, err := s.rooms.Accounts().User(ctx, news.LocalUser); err != nil {
		s.log.Error("not healthy", "reason", err.Error())
		http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
		return
	}
	_, _ = io.WriteString(w, "ok\n")
}

// report writes the figures in the text format of Prometheus.
func (s *server) report(ctx context.Context, w io.Writer) {
	one := func(name, kind, help string, value float64) {
		fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n%s %s\n", name, help, name, kind, name, strconv.FormatFloat(value, 'f', -1, 64))
	}
	screens, commands := 0, 0
	here := map[news.UserID]bool{}
	for _, v := range s.everybody() {
		here[v.user.ID] = true
		if len(v.args) == 0 {
			screens++
		} else {
			commands++
		}
	}
	s.gate.mu.Lock()
	open, strangers := s.gate.open, s.gate.strangers
	s.gate.mu.Unlock()
	f := &s.figures
	fmt.Fprintf(w, "# HELP lede_sessions Open sessions.\n# TYPE lede_sessions gauge\nlede_sessions{kind=\"interface\"} %d\nlede_sessions{kind=\"command\"} %d\n", screens, commands)
	fmt.Fprintf(w, "# HELP lede_sessions_total Sessions that have ended.\n# TYPE lede_sessions_total counter\nlede_sessions_total{kind=\"interface\"} %d\nlede_sessions_total{kind=\"command\"} %d\n",
		f.screens.Load(), f.commands.Load())
	one("lede_readers", "gauge", "Different readers with an open session.", float64(len(here)))
	one("lede_commands_failed_total", "counter", "Commands with an exit code other than 0.", float64(f.failed.Load()))
	one("lede_connections", "gauge", "Open connections.", float64(open))
	one("lede_connections_unauthenticated", "gauge", "Open connections that are not authenticated yet.", float64(strangers))
	one("lede_connections_refused_total", "counter", "Connections refused by a limit.", float64(f.refused.Load()))
	one("lede_authentication_failures_total", "counter", "Connections that failed before they were authenticated.", float64(f.strangers.Load()))
	one("lede_dropped_total", "counter", "Connections closed because the client did not read.", float64(f.dropped.Load()))
	one("lede_panics_total", "counter", "Sessions that ended in a panic.", float64(f.panics.Load()))
	one("lede_input_bytes_total", "counter", "Bytes typed in interfaces.", float64(f.read.Load()))
	one("lede_output_bytes_total", "counter", "Bytes of screens and of output, before encryption.", float64(f.wrote.Load()))
	if all, err := s.rooms.Accounts().ListUsers(ctx); err == nil {
		one("lede_accounts", "gauge", "Accounts that come in over SSH.", float64(readers(all)))
	}
	if feeds, err := s.rooms.Accounts().HouseFeeds(ctx); err == nil {
		one("lede_house_feeds", "gauge", "Feeds that everybody sees.", float64(len(feeds)))
	}
	one("lede_uptime_seconds", "gauge", "Since the server began.", time.Duration(s.now()).Seconds())
	one("go_goroutines", "gauge", "Goroutines.", float64(runtime.NumGoroutine()))
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/cpu/classes/user:cpu-seconds"}, {Name: "/cpu/classes/gc/total:cpu-seconds"}}
	metrics.Read(samples)
	one("lede_memory_bytes", "gauge", "Memory the runtime has from the system.", float64(samples[0].Value.Uint64()))
	one("lede_cpu_seconds_total", "counter", "Processor time in Go code, without the collector.", samples[1].Value.Float64())
	one("lede_gc_cpu_seconds_total", "counter", "Processor time of the garbage collector.", samples[2].Value.Float64())
}
