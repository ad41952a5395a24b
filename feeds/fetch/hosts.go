package fetch

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"time"
)

// maxTurn is how long a request waits for its host's turn.
const maxTurn = 8 * time.Minute

var errBusy = errors.New("the host is busy with other requests of ours")

// hosts lets one request at a time go to a host, with a gap between two.
type hosts struct {
	gap   time.Duration
	turn  time.Duration // the longest wait for one
	clock func() time.Time
	mu    sync.Mutex
	gates map[string]*gate
}

type gate struct {
	turn  chan struct{} // holds a token while the host is free
	users int
	next  time.Time // when the next request may go
	rests time.Time // the host said that it is asked too often, until then
}

func newHosts(gap time.Duration, clock func() time.Time) *hosts {
	return &hosts{gap: gap, turn: maxTurn, clock: clock, gates: map[string]*gate{}}
}

// acquire waits for the host's turn; release gives it on.
func (h *hosts) acquire(ctx context.Context, hostport string) (release func(), err error) {
	host := key(hostport)
	h.mu.Lock()
	g := h.gate(host)
	g.users++
	h.mu.Unlock()

	select {
	case <-g.turn: // mostly at once
	default:
		if err := wait(ctx, g.turn, h.turn); err != nil {
			h.leave(host, g)
			return nil, err
		}
	}
	h.mu.Lock()
	rest, until := g.next.Sub(h.clock()), g.rests
	h.mu.Unlock()
	if until.After(h.clock()) {
		g.turn <- struct{}{}
		h.leave(host, g)
		return nil, &Error{Kind: KindBusy, RetryAfter: until, Problem: name(host) + " has said that it is asked too often (429).", Advice: later}
	}
	if rest > 0 {
		timer := time.NewTimer(rest)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			g.turn <- struct{}{}
			h.leave(host, g)
			return nil, ctx.Err()
		}
	}
	gap := h.gap
	if loopback(host) {
		gap = 0 // one's own machine needs no rest
	}
	return func() {
		h.mu.Lock()
		g.next = h.clock().Add(gap)
		h.mu.Unlock()
		g.turn <- struct{}{}
		h.leave(host, g)
	}, nil
}

// key is what a host is known by: its name, or an address with its port.
func key(hostport string) string {
	if n := name(hostport); net.ParseIP(n) == nil {
		hostport = n
	}
	return strings.ToLower(hostport)
}

func name(hostport string) string {
	if n, _, err := net.SplitHostPort(hostport); err == nil {
		return n
	}
	return hostport
}

// gate is the gate of a host; it is called with the lock held.
func (h *hosts) gate(host string) *gate {
	g := h.gates[host]
	if g == nil {
		g = &gate{turn: make(chan struct{}, 1)}
		g.turn <- struct{}{}
		h.gates[host] = g
	}
	return g
}

// maxRest bounds how long a host keeps its other feeds from being asked.
const maxRest = time.Hour

// rest leaves a host alone that says it is asked too often: it means all its
// feeds. One's own machine means one of them.
func (h *hosts) rest(hostport string, until time.Time) {
	host := key(hostport)
	if loopback(host) {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if most := h.clock().Add(maxRest); until.After(most) {
		until = most
	}
	if g := h.gate(host); until.After(g.rests) {
		g.rests = until
	}
}

// wait waits for a turn, but not for ever.
func wait(ctx context.Context, turn <-chan struct{}, most time.Duration) error {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-turn:
		return nil
	case <-timer.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

// leave forgets hosts that nobody uses and whose gap is over.
func (h *hosts) leave(host string, g *gate) {
	h.mu.Lock()
	defer h.mu.Unlock()
	g.users--
	if now := h.clock(); g.users == 0 && !g.next.After(now) && !g.rests.After(now) {
		delete(h.gates, host)
	}
	if len(h.gates) > 4096 {
		now := h.clock()
		for name, g := range h.gates {
			if g.users == 0 && !g.next.After(now) && !g.rests.After(now) {
				delete(h.gates, name)
			}
		}
	}
}
