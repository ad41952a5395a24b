package serve

import (
	"bytes"
	"context"
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

	"lede/news"
	"lede/store"
)

// The modes of a server: whose keys become accounts.
const (
	ModeOpen      = "open"       // everybody's
	ModeAllowList = "allow-list" // those in a file
	ModeInvite    = "invite"     // those with a code of an admin
)

// door decides which keys may come in.
type door struct {
	mode  string
	path  string // of the allow-list
	log   *slog.Logger
	known func() store.Accounts
	clock func() time.Time

	mu      sync.Mutex
	changed time.Time
	size    int64
	allowed map[string]allowed // by fingerprint
	broken  string             // what was last wrong with the file, to say it once
}

// allowed is what the list says of a key.
type allowed struct {
	name string
	role news.Role
}

// maxAllowList is the longest allow-list that is read, in bytes.
const maxAllowList = 4 << 20

// newDoor reads the allow-list, if that is the mode. A list that cannot be read
// at the start is an error; later the one that was read last stays in force,
// except when the file is gone: then nobody comes in.
func newDoor(o Options, known func() store.Accounts) (*door, error) {
	d := &door{mode: o.Mode, path: o.AllowList, log: o.Log, known: known, clock: o.clock}
	switch d.mode {
	case "":
		d.mode = ModeOpen
		if d.path != "" {
			d.mode = ModeAllowList
		}
	case ModeOpen, ModeInvite, ModeAllowList:
	default:
		return nil, fmt.Errorf("there is no mode %q; there are open, allow-list and invite", d.mode)
	}
	if d.mode != ModeAllowList {
		return d, nil
	}
	if d.path == "" {
		return nil, errors.New("the mode allow-list needs a list: set serve.allow_list, or --allow FILE")
	}
	if err := d.reload(); err != nil {
		return nil, err
	}
	if len(d.allowed) == 0 {
		return nil, fmt.Errorf("the list of allowed keys %s has no key in it: add public keys, one per line, as in OpenSSH's authorized_keys", d.path)
	}
	return d, nil
}

// opens reports whether a key may come in. It is asked for every key that is
// offered, proven or not, so it remembers nothing.
func (d *door) opens(ctx context.Context, key gossh.PublicKey) bool {
	if weak(key) {
		return false
	}
	print := gossh.FingerprintSHA256(key)
	switch d.mode {
	case ModeOpen:
		return true
	case ModeInvite:
		return d.invited(ctx, print)
	}
	if _, ok := d.find(print); ok {
		return true
	}
	// Further keys of somebody in the list come in as long as one of theirs is in it.
	user, err := d.known().UserByKey(ctx, print, "", false)
	if err != nil {
		return false
	}
	_, ok := d.says(ctx, user.ID)
	return ok
}

// invited reports whether a key has an account, or may still get one: while no
// invitation is open, a key nobody knows is of no use.
func (d *door) invited(ctx context.Context, print string) bool {
	accounts := d.known()
	if _, err := accounts.UserByKey(ctx, print, "", false); !errors.Is(err, store.ErrNotFound) {
		return err == nil
	}
	open, err := accounts.Invites(ctx, d.clock())
	return err == nil && len(open) > 0
}

// name is what the allow-list calls a key, or "".
func (d *door) name(print string) string {
	found, _ := d.find(print)
	return found.name
}

// says is what the list says of an account: the most that any of its keys may.
func (d *door) says(ctx context.Context, id news.UserID) (news.Role, bool) {
	var role news.Role
	ok := false
	keys, err := d.known().Keys(ctx, id)
	if err != nil {
		d.log.Error("the keys of an account cannot be read", "user", id, "reason", err.Error())
	}
	for _, k := range keys {
		found, in := d.find(k.Print)
		ok = ok || in
		if in && found.role.AtLeast(role) {
			role = found.role
		}
	}
	return role, ok
}

func (d *door) find(print string) (allowed, bool) {
	if d.mode != ModeAllowList {
		return allowed{}, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.reload(); err != nil {
		if errors.Is(err, os.ErrNotExist) {
			d.allowed = nil
		}
		if d.broken != err.Error() {
			d.broken = err.Error()
			d.log.Error("the list of allowed keys cannot be read", "reason", err.Error())
		}
	}
	found, ok := d.allowed[print]
	return found, ok
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
	d.allowed = d.parse(data)
	d.changed, d.size, d.broken = info.ModTime(), info.Size(), ""
	d.log.Info("allowed keys read", "file", d.path, "keys", len(d.allowed))
	return nil
}

// parse reads lines as authorized_keys has them; a wrong one is said with its
// number and left out. Before a key may stand role="editor" and name="Ada"; other
// options are not obeyed, and the key is therefore refused.
func (d *door) parse(data []byte) map[string]allowed {
	all := map[string]allowed{}
	for i, line := range bytes.Split(data, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, comment, options, _, err := gossh.ParseAuthorizedKey(line)
		if err != nil {
			d.log.Warn("allowed keys: this line is not a public key", "file", d.path, "line", i+1)
			continue
		}
		one, err := allowedBy(comment, options)
		switch {
		case err != nil:
			d.log.Warn("allowed keys: the key is left out: "+err.Error(), "file", d.path, "line", i+1)
		case weak(key):
			d.log.Warn("allowed keys: this key is too weak (DSA, or RSA under 2048 bits)", "file", d.path, "line", i+1)
		default:
			all[gossh.FingerprintSHA256(key)] = one
		}
	}
	return all
}

// allowedBy reads what stands around a key.
func allowedBy(comment string, options []string) (allowed, error) {
	one := allowed{name: readerName(comment), role: news.Reader}
	for _, option := range options {
		what, value, _ := strings.Cut(option, "=")
		value = strings.Trim(value, `"`)
		switch strings.ToLower(what) {
		case "name":
			one.name = readerName(value)
		case "role":
			role, err := roleOf(value)
			if err != nil {
				return one, err
			}
			one.role = role
		default:
			return one, fmt.Errorf("options before a key are not supported but role and name, not %q", what)
		}
	}
	return one, nil
}

// roleOf reads a role somebody can be given.
func roleOf(word string) (news.Role, error) {
	switch role := news.Role(word); role {
	case news.Reader, news.Editor, news.Admin:
		return role, nil
	}
	return "", fmt.Errorf("there is no role %q; there are reader, editor and admin", word)
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
