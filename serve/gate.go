package serve

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// Limits bound what one client, and all of them, can use; a zero field has the
// default said beside it.
type Limits struct {
	Connections int // open at once; 512
	PerAddress  int // from one IPv4 address or one IPv6 /64; 32
	Strangers   int // not authenticated yet; 64
	Channels    int // sessions of one connection; 8
	PerUser     int // sessions of one reader; 16
	Guests      int // sessions of all guests; 32
	Accounts    int // readers, when every key becomes one; 1000
	Feeds       int // that one reader may follow; 500
	Fetches     int // of feeds one reader may ask for in an hour, beside the schedule; 1000

	Greeting time.Duration // to authenticate and open a session; 30s
	Idle     time.Duration // without a key pressed; 2h
	Longest  time.Duration // of a session, whatever is pressed; 24h
	Warning  time.Duration // before one of them is over; 1m
	Stall    time.Duration // that a client may leave output unread; 1m
	Command  time.Duration // that one command may take; 10m
	Grace    time.Duration // from the notice to the end, when the server goes down; 5s
	Farewell time.Duration // to close what is open then; 2s

	InputRate  int // bytes per second from a terminal; 4096
	InputBurst int // bytes at once; 16384
	Upload     int // bytes a command may read; 32 MiB
}

func (l Limits) withDefaults() Limits {
	number := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	duration := func(field *time.Duration, value time.Duration) {
		if *field <= 0 {
			*field = value
		}
	}
	number(&l.Connections, 512)
	number(&l.PerAddress, 32)
	number(&l.Strangers, 64)
	number(&l.Channels, 8)
	number(&l.PerUser, 16)
	number(&l.Guests, 32)
	number(&l.Accounts, 1000)
	number(&l.Feeds, 500)
	number(&l.Fetches, 1000)
	duration(&l.Greeting, 30*time.Second)
	duration(&l.Idle, 2*time.Hour)
	duration(&l.Longest, 24*time.Hour)
	duration(&l.Warning, time.Minute)
	duration(&l.Stall, time.Minute)
	duration(&l.Command, 10*time.Minute)
	duration(&l.Grace, 5*time.Second)
	duration(&l.Farewell, 2*time.Second)
	number(&l.InputRate, 4096)
	number(&l.InputBurst, 16384)
	number(&l.Upload, 32<<20)
	return l
}

// gate counts connections in and out.
type gate struct {
	limits Limits

	mu        sync.Mutex
	open      int
	strangers int
	from      map[netip.Prefix]int
}

func newGate(l Limits) *gate { return &gate{limits: l, from: map[netip.Prefix]int{}} }

// connKey is where a connection's context keeps its [conn].
type connKey struct{}

// enter lets a connection in, or says why not.
func (g *gate) enter(c net.Conn, closed bool) (*conn, error) {
	from := prefix(c.RemoteAddr())
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case closed:
		return nil, errors.New("the server is going down")
	case g.open >= g.limits.Connections:
		return nil, errors.New("too many connections")
	case g.strangers >= g.limits.Strangers:
		return nil, errors.New("too many connections that are not authenticated yet")
	case g.from[from] >= g.limits.PerAddress:
		return nil, errors.New("too many connections from this address")
	}
	g.open++
	g.strangers++
	g.from[from]++
	held := &conn{Conn: c, gate: g, from: from}
	_ = c.SetReadDeadline(time.Now().Add(g.limits.Greeting))
	return held, nil
}

// prefix is whom an address is counted with: an IPv6 user has a whole /64.
func prefix(addr net.Addr) netip.Prefix {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return netip.Prefix{}
	}
	ip := tcp.AddrPort().Addr().Unmap()
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

// conn is a counted connection. Its deadlines are the gate's: a stranger's
// time is not extended by what they send.
type conn struct {
	net.Conn
	gate *gate
	from netip.Prefix

	once     sync.Once
	mu       sync.Mutex
	known    bool
	channels int
	proofs   int // of host keys it has asked for
}

// asks counts a question about host keys; false when there were too many.
func (c *conn) asks() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.proofs++
	return c.proofs <= maxProofs
}

// SetDeadline does nothing: the SSH library moves the deadline at every read,
// which would let a stranger stay for ever.
func (c *conn) SetDeadline(time.Time) error { return nil }

// Write gives up on a client that does not read.
func (c *conn) Write(p []byte) (int, error) {
	if err := c.Conn.SetWriteDeadline(time.Now().Add(c.gate.limits.Stall)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}

// Close closes the connection and counts it out, once.
func (c *conn) Close() error {
	c.once.Do(func() {
		c.gate.mu.Lock()
		defer c.gate.mu.Unlock()
		c.gate.open--
		if c.gate.from[c.from]--; c.gate.from[c.from] <= 0 {
			delete(c.gate.from, c.from)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.known {
			c.known = true
			c.gate.strangers--
		}
	})
	return c.Conn.Close()
}

// opened counts a session of an authenticated client in; ok is false when the
// connection has too many.
func (c *conn) opened() (first, ok bool) {
	c.mu.Lock()
	stranger := !c.known
	c.known = true
	full := c.channels >= c.gate.limits.Channels
	if !full {
		c.channels++
	}
	c.mu.Unlock()
	if stranger {
		c.gate.mu.Lock()
		c.gate.strangers--
		c.gate.mu.Unlock()
	}
	_ = c.SetReadDeadline(time.Time{})
	return stranger, !full
}

// closed counts a session out. A connection kept open for later ones may
// wait as long as an idle session.
func (c *conn) closed() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.channels--; c.channels == 0 {
		_ = c.SetReadDeadline(time.Now().Add(c.gate.limits.Idle))
	}
}
