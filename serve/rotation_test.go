package serve

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// withNext starts a server that has a key to be used next.
func withNext(t *testing.T) (*house, gossh.Signer) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "host_key")
	next, err := hostKey(nextKeyPath(path), func() (crypto.PrivateKey, error) {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return open(t, func(o *Options) { o.HostKeyPath = path }), next
}

// Who has authenticated is told all host keys, and can have them proven.
func TestHostKeysAreAnnouncedAndProven(t *testing.T) {
	h, next := withNext(t)
	line, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	c, channels, requests, err := gossh.NewClientConn(line, h.addr, &gossh.ClientConfig{
		User: "ada", Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(t))},
		HostKeyCallback: gossh.FixedHostKey(h.host), HostKeyAlgorithms: []string{gossh.KeyAlgoED25519},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	announced := make(chan []byte, 4)
	go func() {
		for req := range requests {
			if req.Type == announceKeys {
				announced <- req.Payload
			}
			if req.WantReply {
				_ = req.Reply(false, nil)
			}
		}
	}()
	client := gossh.NewClient(c, channels, make(chan *gossh.Request))
	if _, _, code := run(t, client, "partly", ""); code != 3 {
		t.Fatalf("exit code %d", code)
	}
	keys := list(t, <-announced)
	if len(keys) != 3 { // ed25519, ECDSA, and the next ed25519
		t.Fatalf("%d keys are announced", len(keys))
	}
	for i, want := range []gossh.PublicKey{h.host, nil, next.PublicKey()} {
		if want != nil && string(keys[i]) != string(want.Marshal()) {
			t.Errorf("key %d is another one", i)
		}
	}
	ok, answer, err := c.SendRequest(proveKeys, true, joined(keys))
	if err != nil || !ok {
		t.Fatalf("the keys are not proven: %v, %v", ok, err)
	}
	for i, blob := range list(t, answer) {
		key, err := gossh.ParsePublicKey(keys[i])
		if err != nil {
			t.Fatal(err)
		}
		var signed gossh.Signature
		if err := gossh.Unmarshal(blob, &signed); err != nil {
			t.Fatal(err)
		}
		data := gossh.Marshal(struct {
			What         string
			Session, Key []byte
		}{"hostkeys-prove-00@openssh.com", c.SessionID(), keys[i]})
		if err := key.Verify(data, &signed); err != nil {
			t.Errorf("key %d: %v", i, err)
		}
	}
	stranger := newKey(t).PublicKey().Marshal()
	for name, payload := range map[string][]byte{
		"nothing": nil, "garbage": {0xff, 0xff, 0xff, 0xff, 1}, "somebody else's": joined([][]byte{stranger}),
	} {
		if ok, _, err := c.SendRequest(proveKeys, true, payload); ok || err != nil {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	if ok, _, err := c.SendRequest(proveKeys, true, joined(keys)); ok || err != nil {
		t.Errorf("the fifth question is answered: %v, %v", ok, err)
	}
	// A second session on the connection is not told again.
	run(t, client, "partly", "")
	if len(announced) > 0 {
		t.Error("the keys are announced twice")
	}
}

// What OpenSSH learns while the old key is in use it trusts when the next one is.
func TestOpenSSHLearnsTheNextHostKey(t *testing.T) {
	h, next := withNext(t)
	ssh := newOpenSSH(t, h)
	identity, _ := ssh.key("id")
	line := strings.TrimSpace(string(gossh.MarshalAuthorizedKey(next.PublicKey())))
	for visit := 1; ; visit++ {
		_, errs, code := ssh.run("ada", "", []string{identity}, "-o", "UpdateHostKeys=yes", ssh.host, "whoami")
		if code != 0 {
			t.Fatalf("exit code %d: %s", code, errs)
		}
		known, err := os.ReadFile(ssh.known)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(known), line) {
			break
		}
		if visit == 20 { // a command may be over before the client has asked for proof
			t.Fatalf("the next key is not learned:\n%s\n%s", known, errs)
		}
	}
	h.stop()
	h.wait()
	path := filepath.Join(h.keys, "host_key")
	if err := os.Rename(nextKeyPath(path), path); err != nil {
		t.Fatal(err)
	}
	again := open(t, func(o *Options) { o.HostKeyPath, o.Listen = path, h.addr })
	if string(again.host.Marshal()) != string(next.PublicKey().Marshal()) {
		t.Fatal("the server has not taken the next key")
	}
	if _, errs, code := ssh.run("ada", "", []string{identity}, ssh.host, "whoami"); code != 0 {
		t.Errorf("with the next key: exit code %d: %s", code, errs)
	}
}

func joined(blobs [][]byte) (all []byte) {
	for _, blob := range blobs {
		all = append(all, gossh.Marshal(struct{ Blob []byte }{blob})...)
	}
	return all
}

func list(t *testing.T, payload []byte) (all [][]byte) {
	t.Helper()
	for len(payload) > 0 {
		var one struct {
			Blob []byte
			Rest []byte `ssh:"rest"`
		}
		if err := gossh.Unmarshal(payload, &one); err != nil {
			t.Fatal(err)
		}
		all, payload = append(all, one.Blob), one.Rest
	}
	return all
}
