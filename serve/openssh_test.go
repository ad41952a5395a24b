package serve

import (
	"bytes"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// openSSH is the client everybody has, with keys of its own.
type openSSH struct {
	t                      *testing.T
	path, dir, known, port string
	host                   string
}

func newOpenSSH(t *testing.T, h *house) *openSSH {
	t.Helper()
	path, err := exec.LookPath("ssh")
	if err != nil {
		t.Skip("no ssh on this machine")
	}
	o := &openSSH{t: t, path: path, dir: t.TempDir()}
	o.host, o.port, _ = net.SplitHostPort(h.addr)
	o.known = filepath.Join(o.dir, "known")
	o.knows(h.host)
	return o
}

// knows adds a key of the server to those the client expects.
func (o *openSSH) knows(key gossh.PublicKey) {
	o.t.Helper()
	line := "[" + o.host + "]:" + o.port + " " + string(gossh.MarshalAuthorizedKey(key))
	known, _ := os.ReadFile(o.known) // none at first
	if err := os.WriteFile(o.known, append(known, line...), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

// key writes a new key pair and returns its path and its public half.
func (o *openSSH) key(name string) (string, gossh.PublicKey) {
	o.t.Helper()
	private, signer, err := newSigner()
	if err != nil {
		o.t.Fatal(err)
	}
	block, err := gossh.MarshalPrivateKey(private, "")
	if err != nil {
		o.t.Fatal(err)
	}
	path := filepath.Join(o.dir, name)
	for file, data := range map[string][]byte{path: pem.EncodeToMemory(block), path + ".pub": gossh.MarshalAuthorizedKey(signer.PublicKey())} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			o.t.Fatal(err)
		}
	}
	return path, signer.PublicKey()
}

func (o *openSSH) run(user, stdin string, identities []string, args ...string) (out, errs string, code int) {
	o.t.Helper()
	base := []string{"-F", "none", "-p", o.port, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none",
		"-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + o.known, "-o", "BatchMode=yes", "-l", user}
	for _, identity := range identities {
		base = append(base, "-i", identity)
	}
	cmd := exec.Command(o.path, append(base, args...)...)
	var b, e bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &b, &e
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		o.t.Fatal(err)
	}
	return b.String(), e.String(), cmd.ProcessState.ExitCode()
}

// A key that is offered first but not proven does not make its owner's
// account: the client has only its public half.
func TestOpenSSHOffersAKeyItDoesNotHave(t *testing.T) {
	h := open(t, nil)
	ssh := newOpenSSH(t, h)
	victim, public := ssh.key("victim")
	own, _ := ssh.key("own")
	ssh.run("victim", "", []string{victim}, ssh.host, "whoami")
	if err := os.Remove(victim); err != nil {
		t.Fatal(err)
	}
	out, errs, code := ssh.run("eve", "", []string{victim + ".pub", own}, "-v", ssh.host, "whoami")
	if code != 0 || !strings.Contains(out, `"name":"eve"`) {
		t.Errorf("the reader is %q, exit code %d", out, code)
	}
	accepted := strings.Contains(errs, "Server accepts key: ") && strings.Contains(errs, gossh.FingerprintSHA256(public))
	if !accepted {
		t.Errorf("the client did not offer the key it does not have:\n%s", errs)
	}
}

func TestOpenSSH(t *testing.T) {
	h := open(t, nil)
	ssh := newOpenSSH(t, h)
	identity, _ := ssh.key("id")
	host := ssh.host
	for _, tt := range []struct {
		name, stdin string
		args        []string
		out, errs   string // contained
		code        int
	}{
		{"command", "", []string{host, "whoami"}, `"name":"ada"`, "", 0},
		{"words", "", []string{host, "args", "'a b'", "c"}, `["a b","c"]`, "", 0},
		{"exit code", "", []string{host, "partly"}, "", "", 3},
		{"input", "<opml/>", []string{host, "import"}, "7", "", 0},
		{"unknown", "", []string{host, "bash"}, "", "no command", 2},
		{"no command", "", []string{"-T", host}, "", "ssh -t", 2},
		{"interface", "q", []string{"-tt", host}, "reader=ada", "", 0},
		{"sftp", "", []string{"-s", host, "sftp"}, "", "subsystem request failed", 255},
		{"remote forward", "", []string{"-R", "0:127.0.0.1:1", "-o", "ExitOnForwardFailure=yes", host, "whoami"}, "", "forwarding failed", 255},
		{"local forward", "", []string{"-W", "127.0.0.1:22", host}, "", "unknown channel type", 255},
	} {
		out, errs, code := ssh.run("ada", tt.stdin, []string{identity}, tt.args...)
		if !strings.Contains(out, tt.out) || !strings.Contains(errs, tt.errs) || code != tt.code {
			t.Errorf("%s: exit code %d (want %d), out %q, errors %q", tt.name, code, tt.code, out, errs)
		}
	}
}

// The client most people have, for what else there is: many keys, more of them
// from inside, old host keys, guests, several sessions on one connection.
func TestOpenSSHAccounts(t *testing.T) {
	h := open(t, func(o *Options) { o.Mode, o.Guests = ModeInvite, true })
	ssh := newOpenSSH(t, h)
	one, public := ssh.key("one")
	two, _ := ssh.key("two")
	other, _ := ssh.key("other")
	if _, err := h.rooms.UserByKey(t.Context(), gossh.FingerprintSHA256(public), "ada", true); err != nil {
		t.Fatal(err)
	}
	pub, err := os.ReadFile(two + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	ecdsa, err := hostKey(ecdsaPath(filepath.Join(h.keys, "host_key")), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []gossh.PublicKey{h.host, ecdsa.PublicKey()} {
		ssh.knows(key)
	}
	for _, tt := range []struct {
		name, user, stdin string
		identities, args  []string
		out, errs         string // contained
		code              int
	}{
		{"a key without an account", "x", "", []string{two}, []string{ssh.host, "whoami"}, "", "Permission denied (publickey)", 255},
		{"adding it", "x", string(pub), []string{one}, []string{ssh.host, "keys", "add"}, "added SHA256:", "", 0},
		{"using it", "x", "", []string{two}, []string{ssh.host, "whoami"}, `"name":"ada"`, "", 0},
		{"the first of several", "x", "", []string{one, other}, []string{ssh.host, "whoami"}, `"name":"ada"`, "", 0},
		{"an unknown one first", "x", "", []string{other, one}, []string{ssh.host, "whoami"}, `"name":"ada"`, "", 0},
		{"an old host key", "x", "", []string{one}, []string{"-o", "HostKeyAlgorithms=ecdsa-sha2-nistp256", ssh.host, "whoami"}, `"name":"ada"`, "", 0},
		{"a guest without a key", "guest", "", nil, []string{"-o", "PubkeyAuthentication=no", ssh.host, "whoami"}, `"name":"guest"`, "", 0},
		{"nobody without a key", "root", "", nil, []string{"-o", "PubkeyAuthentication=no", ssh.host, "whoami"}, "", "Permission denied (publickey)", 255},
		{"agent and X11", "x", "", []string{one}, []string{"-A", "-X", ssh.host, "whoami"}, `"name":"ada"`, "", 0},
	} {
		out, errs, code := ssh.run(tt.user, tt.stdin, tt.identities, tt.args...)
		if !strings.Contains(out, tt.out) || !strings.Contains(errs, tt.errs) || code != tt.code {
			t.Errorf("%s: exit code %d (want %d), out %q, errors %q", tt.name, code, tt.code, out, errs)
		}
	}
}

func TestOpenSSHColours(t *testing.T) {
	h := open(t, nil)
	ssh := newOpenSSH(t, h)
	identity, _ := ssh.key("id")
	for _, tt := range []struct{ term, set, want string }{
		{"xterm-256color", "COLORTERM=truecolor", "profile=TrueColor"},
		{"xterm-256color", "X=y", "profile=ANSI256"},
		{"xterm", "X=y", "profile=ANSI "},
		{"xterm-256color", "NO_COLOR=1", "profile=Ascii"},
		{"vt100", "X=y", "term=vt100"},
	} {
		t.Setenv("TERM", tt.term)
		out, errs, code := ssh.run("ada", "q", []string{identity}, "-tt", "-o", "SetEnv="+tt.set, ssh.host)
		if !strings.Contains(out, tt.want) || code != 0 {
			t.Errorf("%s %s: exit code %d, out %q, errors %q", tt.term, tt.set, code, out, errs)
		}
	}
}
