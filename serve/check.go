package serve

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"text/tabwriter"

	gossh "golang.org/x/crypto/ssh"
)

// Check examines what a server would do with these options, without making or
// opening anything, and writes it with all limits as they are in force. It
// returns what would keep the server from starting. It speaks the language of tongue.
func Check(o Options, tongue Tongue, w io.Writer) error {
	if o.Listen == "" {
		o.Listen = DefaultListen
	}
	l := o.Limits.withDefaults()
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	row := func(what string, value any) {
		fmt.Fprintf(t, "%s\t%s\n", tongue.say("%s", what), tongue.say("%v", value))
	}
	var problems []error

	row("listen", o.Listen)
	if _, _, err := net.SplitHostPort(o.Listen); err != nil {
		problems = append(problems, fmt.Errorf("the address %q is not HOST:PORT: %w", o.Listen, err))
	}
	for _, path := range []string{o.HostKeyPath, ecdsaPath(o.HostKeyPath)} {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			row("host key", path+" (will be made)")
			continue
		}
		signer, err := hostKey(path, nil)
		if err != nil {
			problems = append(problems, err)
			row("host key", path+" (cannot be used)")
			continue
		}
		row("host key", path+" "+signer.PublicKey().Type()+" "+gossh.FingerprintSHA256(signer.PublicKey()))
	}
	if o.HostKeyPath != "" {
		next, err := nextKeys(o.HostKeyPath)
		if err != nil {
			problems = append(problems, err)
		}
		for _, signer := range next {
			row("host key, next", signer.PublicKey().Type()+" "+gossh.FingerprintSHA256(signer.PublicKey()))
		}
	}
	o.Log = slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: timeless}))
	d, err := newDoor(o, nil)
	if err != nil {
		problems = append(problems, err)
		row("accounts", o.Mode)
	} else {
		row("accounts", d.mode)
		if d.mode == ModeAllowList {
			row("allowed keys", fmt.Sprintf("%s (%d)", o.AllowList, len(d.allowed)))
		}
	}
	row("guests", map[bool]string{true: "yes, as ssh guest@HOST; they read what the house has", false: "no"}[o.Guests])
	metrics := "off"
	if o.Metrics != "" {
		metrics = "http://" + o.Metrics + "/metrics and /healthz"
		if err := onlyHere(o.Metrics); err != nil {
			problems = append(problems, err)
		}
	}
	row("metrics", metrics)
	for _, limit := range l.all() {
		row(limit.what, limit.value)
	}
	return errors.Join(append(problems, t.Flush())...)
}

// timeless leaves the time out: what is checked is said at once.
func timeless(groups []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey && len(groups) == 0 {
		return slog.Attr{}
	}
	return a
}

// limit is one of the limits, as a person reads it.
type limit struct {
	what  string
	value any
}

// all are the limits, every one of them.
func (l Limits) all() []limit {
	return []limit{
		{"connections in all", l.Connections},
		{"connections from one address (IPv6: /64)", l.PerAddress},
		{"connections not authenticated yet", l.Strangers},
		{"sessions of one connection", l.Channels},
		{"sessions of one reader", l.PerUser},
		{"sessions of all guests", l.Guests},
		{"accounts in open mode", l.Accounts},
		{"feeds of one reader", l.Feeds},
		{"feeds a reader may ask for in an hour", l.Fetches},
		{"time to authenticate and ask for something", l.Greeting},
		{"time without a key pressed", l.Idle},
		{"time of a session in all", l.Longest},
		{"warning before either is over", l.Warning},
		{"time output may stay unread", l.Stall},
		{"time of one command", l.Command},
		{"time from the notice to the end, going down", l.Grace},
		{"time to close what is open then", l.Farewell},
		{"typing, bytes per second", l.InputRate},
		{"typing, bytes at once", l.InputBurst},
		{"bytes a command may read", l.Upload},
	}
}
