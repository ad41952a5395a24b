package serve

import (
	"crypto/rand"
	"crypto/rsa"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

func TestHostKeyIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "host_key")
	keys, err := hostKeys(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, path + "_ecdsa"} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("mode %v, %v", info.Mode(), err)
		}
	}
	if keys[1].PublicKey().Type() != gossh.KeyAlgoECDSA256 {
		t.Errorf("the key for old clients is %s", keys[1].PublicKey().Type())
	}
	first := keys[0]
	if first.PublicKey().Type() != gossh.KeyAlgoED25519 {
		t.Errorf("type %s", first.PublicKey().Type())
	}
	again, err := hostKeys(path)
	if err != nil || gossh.FingerprintSHA256(again[0].PublicKey()) != gossh.FingerprintSHA256(first.PublicKey()) {
		t.Errorf("another key the second time, %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".host-key-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestHostKeyThatCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	loose := filepath.Join(dir, "loose")
	if _, err := hostKeys(loose); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(loose, 0o644); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken")
	if err := os.WriteFile(broken, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{loose: "chmod 600", broken: "cannot be used", dir: "is not a file", "": "must be set"} {
		if _, err := hostKeys(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", path, err, want)
		}
	}
	if data, _ := os.ReadFile(broken); string(data) != "no key" {
		t.Error("a file that is not a key was overwritten")
	}
}

// offered is a key somebody has seen but cannot prove to have.
type offered struct{ gossh.Signer }

func (o offered) Sign(io.Reader, []byte) (*gossh.Signature, error) {
	return &gossh.Signature{Format: gossh.KeyAlgoED25519, Blob: make([]byte, 64)}, nil
}

func TestIdentityIsTheKeyThatWasProven(t *testing.T) {
	h := open(t, nil)
	victim, own := newKey(t), newKey(t)
	run(t, h.client("victim", victim), "whoami", "")
	out, _, _ := run(t, h.client("eve", own), "whoami", "")
	if !strings.Contains(out, `"name":"eve"`) {
		t.Errorf("the reader is %s", out)
	}
	if _, err := h.dial("eve", gossh.PublicKeys(offered{victim}, own)); err == nil {
		t.Error("a wrong signature did not end the connection")
	}
	if _, err := h.dial("eve", gossh.PublicKeys(offered{victim})); err == nil {
		t.Error("an unproven key was enough")
	}
	if n := h.rooms.count(t); n != 2 {
		t.Errorf("%d accounts, want 2", n)
	}
}

func TestOnlyPublicKeys(t *testing.T) {
	h := open(t, nil)
	for name, auth := range map[string]gossh.AuthMethod{
		"password":    gossh.Password("secret"),
		"interactive": gossh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil }),
	} {
		if _, err := h.dial("ada", auth); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
	if _, err := h.dial("ada"); err == nil {
		t.Error("nothing at all was accepted")
	}
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Skipf("this Go makes no small keys: %v", err)
	}
	signer, err := gossh.NewSignerFromKey(small)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.dial("ada", gossh.PublicKeys(signer)); err == nil {
		t.Error("an RSA key of 1024 bits was accepted")
	}
}

func TestOnlyModernAlgorithms(t *testing.T) {
	h := open(t, nil)
	for name, config := range map[string]gossh.Config{
		"key exchange": {KeyExchanges: []string{gossh.InsecureKeyExchangeDH14SHA1}},
		"cipher":       {Ciphers: []string{gossh.InsecureCipherAES128CBC}},
		"mac":          {MACs: []string{gossh.HMACSHA1}, Ciphers: []string{gossh.CipherAES128CTR}},
	} {
		_, err := gossh.Dial("tcp", h.addr, &gossh.ClientConfig{Config: config, User: "ada",
			Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t))}, HostKeyCallback: gossh.FixedHostKey(h.host), HostKeyAlgorithms: []string{h.host.Type()}})
		if err == nil {
			t.Errorf("an old %s was accepted", name)
		}
	}
}

func TestNothingButSessions(t *testing.T) {
	h := open(t, nil)
	c := h.client("ada", newKey(t))
	for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "x11", "auth-agent@openssh.com", "tun@openssh.com"} {
		if _, _, err := c.OpenChannel(kind, gossh.Marshal(struct {
			Host  string
			Port  uint32
			From  string
			FromP uint32
		}{"127.0.0.1", 22, "127.0.0.1", 1})); err == nil {
			t.Errorf("channel %s was opened", kind)
		}
	}
	for _, kind := range []string{"tcpip-forward", "streamlocal-forward@openssh.com"} {
		if ok, _, err := c.SendRequest(kind, true, gossh.Marshal(struct {
			Host string
			Port uint32
		}{"127.0.0.1", 0})); ok || err != nil {
			t.Errorf("%s: %v, %v", kind, ok, err)
		}
	}
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RequestSubsystem("sftp"); err == nil {
		t.Error("sftp was started")
	}
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req", "break"} {
		if ok, err := s.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("%s: %v, %v", kind, ok, err)
		}
	}
	for _, name := range []string{"LD_PRELOAD", "PATH", "HOME", "SSH_AUTH_SOCK", "CLICOLOR_FORCE"} {
		if s.Setenv(name, "x") == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if s.Setenv("LANG", "fr\x1b[2J") == nil {
		t.Error("a value with an escape sequence was taken")
	}
}

func TestAllowList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	write := func(at time.Time, lines ...string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	line := func(key gossh.Signer, name string) string {
		return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key.PublicKey()))) + " " + name
	}
	ada, bob, eve := newKey(t), newKey(t), newKey(t)
	monday := time.Unix(1_700_000_000, 0)
	write(monday, "# readers", "nonsense", `command="sh" `+line(eve, "eve"), line(ada, "ada@paper"))
	h := open(t, func(o *Options) { o.AllowList = path })
	if out, _, _ := run(t, h.client("somebody", ada), "whoami", ""); !strings.Contains(out, `"name":"ada@paper"`) {
		t.Errorf("the name in the list is not used: %s", out)
	}
	for name, key := range map[string]gossh.Signer{"bob": bob, "eve": eve} {
		if _, err := h.dial(name, gossh.PublicKeys(key)); err == nil {
			t.Errorf("%s came in", name)
		}
	}
	for _, want := range []string{"line=2", "line=3", "options"} {
		if !strings.Contains(h.log.String(), want) {
			t.Errorf("not in the log: %s", want)
		}
	}
	write(monday.Add(time.Minute), line(bob, "bob"))
	h.client("bob", bob)
	if _, err := h.dial("ada", gossh.PublicKeys(ada)); err == nil {
		t.Error("a key that was taken out of the list still opens")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := h.dial("bob", gossh.PublicKeys(bob)); err == nil {
		t.Error("without a list somebody came in")
	}
}

func TestAllowListThatCannotBeUsed(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte("# nobody\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{empty: "has no key in it", empty + "-not": "cannot read the list", "": "needs a list"} {
		if _, err := newDoor(Options{Mode: ModeAllowList, AllowList: path, Log: slog.New(slog.DiscardHandler)}, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
}

func TestLimitsOnReaders(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Accounts, o.Limits.PerUser, o.Limits.Channels = 1, 1, 2 })
	c := h.client("ada", newKey(t))
	s := sit(t, c, "xterm", 120, 24)
	s.sees("reader=ada")
	if _, errs, code := run(t, c, "whoami", ""); code != 1 || !strings.Contains(errs, english.tooMany) {
		t.Errorf("a second session: %q, %d", errs, code)
	}
	if _, errs, code := run(t, h.client("bob", newKey(t)), "whoami", ""); code != 1 || !strings.Contains(errs, english.full) {
		t.Errorf("a second reader: %q, %d", errs, code)
	}
}

func TestLimitsOnConnections(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.PerAddress, o.Limits.Channels = 2, 1 })
	c := h.client("ada", newKey(t))
	first, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.NewSession(); err == nil {
		t.Error("a second session on one connection was opened")
	}
	_ = first.Close()
	other := h.client("bob", newKey(t))
	if _, err := h.dial("eve", gossh.PublicKeys(newKey(t))); err == nil {
		t.Error("a third connection from one address was let in")
	}
	_ = other.Close()
	_ = other.Wait()
	for range 100 { // the server counts it out a moment later
		if again, err := h.dial("eve", gossh.PublicKeys(newKey(t))); err == nil {
			_ = again.Close()
			return
		}
	}
	t.Error("a place that became free was not given again")
}

func TestStrangersHaveLittleTime(t *testing.T) {
	h := open(t, func(o *Options) { o.Limits.Greeting = 1500 * time.Millisecond })
	for _, sent := range []string{"", "SSH-2.0-x\r\n"} {
		c, err := net.Dial("tcp", h.addr)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, sent); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, c); err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("%v", err)
		}
		_ = c.Close()
	}
	// One that is authenticated, opens a session and asks for nothing.
	c := h.client("ada", newKey(t))
	if _, err := c.NewSession(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
}

func TestSplit(t *testing.T) {
	if args, err := split(strings.Repeat(`"`, 3)); err == nil {
		t.Errorf("%q", args)
	}
	if _, err := split("a\\"); err == nil || !strings.Contains(err.Error(), "backslash") {
		t.Errorf("%v", err)
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"list --json", `a "b c" 'd'`, `\`, "é\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		args, err := split(line)
		if err != nil && len(args) > 0 {
			t.Errorf("%q: words and an error", line)
		}
		for _, arg := range args {
			if strings.ContainsRune(arg, 0) || len(arg) > len(line) {
				t.Errorf("%q: word %q", line, arg)
			}
		}
	})
}
