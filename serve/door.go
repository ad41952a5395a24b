package serve

import (
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// door decides which keys may come in.
type door struct {
	path string // of the allow-list; "": every key
	log  *slog.Logger

	mu      sync.Mutex
	changed time.Time
	size    int64
	names   map[string]string // key as sent on the wire -> comment
	broken  string            // what was last wrong with the file, to say it once
}

// maxAllowList is the longest allow-list that is read, in bytes.
const maxAllowList = 4 << 20

// newDoor reads the allow-list at path; without one the door is open to every
// key. A list that cannot be read at the start is an error; later the one that
// was read last stays in force, except when the file is gone: then nobody comes in.
func newDoor(path string, log *slog.Logger) (*door, error) {
	d := &door{path: path, log: log}
	if path == "" {
		return d, nil
	}
	if err := d.reload(); err != nil {
		return nil, err
	}
	if len(d.names) == 0 {
		return nil, fmt.Errorf("the list of allowed keys %s has no key in it: add public keys, one per line, as in OpenSSH's authorized_keys", path)
	}
	return d, nil
}

func (d *door) mode() string {
	if d.path == "" {
		return "open"
	}
	return "allow-list"
}

// opens reports whether a key may come in. It is asked for every key that is
// offered, proven or not, so it remembers nothing.
func (d *door) opens(key gossh.PublicKey) bool {
	if weak(key) {
		return false
	}
	if d.path == "" {
		return true
	}
	_, ok := d.find(key)
	return ok
}

// name is what the allow-list calls a key, or "".
func (d *door) name(key gossh.PublicKey) string {
	if d.path == "" {
		return ""
	}
	name, _ := d.find(key)
	return name
}

func (d *door) find(key gossh.PublicKey) (string, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.reload(); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			d.names = nil
		}
		if d.broken != err.Error() {
			d.broken = err.Error()
			d.log.Error("the list of allowed keys cannot be read", "reason", err.Error())
		}
	}
	name, ok := d.names[string(key.Marshal())]
	return name, ok
}

// reload reads the list when the file is another one than last time.
func (d *door) reload() error {
	info, err := os.Stat(d.path)
	if err != nil {
		d.changed = time.Time{}
		return fmt.Errorf("cannot read the list of allowed keys: %w", err)
	}
	if info.ModTime().Equal(d.changed) && info.Size() == d.size {
		return nil
	}
	f, err := os.Open(d.path)
	if err != nil {
		return fmt.Errorf("cannot read the list of allowed keys: %w", err)
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxAllowList+1))
	if err != nil {
		return fmt.Errorf("cannot read the list of allowed keys: %w", err)
	}
	if len(data) > maxAllowList {
		return fmt.Errorf("the list of allowed keys %s is larger than 4 MiB", d.path)
	}
	d.names = d.parse(data)
	d.changed, d.size, d.broken = info.ModTime(), info.Size(), ""
	d.log.Info("allowed keys read", "file", d.path, "keys", len(d.names))
	return nil
}

// parse reads lines as authorized_keys has them; a wrong one is said with its
// number and left out. Options before a key are not obeyed and therefore refused.
func (d *door) parse(data []byte) map[string]string {
	names := map[string]string{}
	for i, line := range bytes.Split(data, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, comment, options, _, err := gossh.ParseAuthorizedKey(line)
		switch {
		case err != nil:
			d.log.Warn("allowed keys: this line is not a public key", "file", d.path, "line", i+1)
		case len(options) > 0:
			d.log.Warn("allowed keys: options before a key are not supported, the key is left out", "file", d.path, "line", i+1)
		case weak(key):
			d.log.Warn("allowed keys: this key is too weak (DSA, or RSA under 2048 bits)", "file", d.path, "line", i+1)
		default:
			names[string(key.Marshal())] = readerName(comment)
		}
	}
	return names
}

// weak reports keys that prove too little.
func weak(key gossh.PublicKey) bool {
	switch key.Type() {
	case gossh.KeyAlgoRSA:
		crypto, ok := key.(gossh.CryptoPublicKey)
		if !ok {
			return true
		}
		public, ok := crypto.CryptoPublicKey().(*rsa.PublicKey)
		return !ok || public.N.BitLen() < 2048
	case gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519, gossh.KeyAlgoSKECDSA256,
		gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521:
		return false
	}
	return true
}

// readerName makes something that can be shown and logged of what a client or
// a comment says.
func readerName(raw string) string {
	var b strings.Builder
	for _, r := range raw {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._@-", r) {
			b.WriteRune(r)
		}
		if b.Len() == 48 {
			break
		}
	}
	return b.String()
}
