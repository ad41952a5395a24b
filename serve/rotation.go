package serve

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// Host keys change without anybody being frightened: the server tells who has
// authenticated all keys it has, also those that will be used next, and proves
// that it has them. OpenSSH keeps them in known_hosts (UpdateHostKeys).

const (
	announceKeys = "hostkeys-00@openssh.com"
	proveKeys    = "hostkeys-prove-00@openssh.com"
)

// maxProofs is how many questions about keys one connection may ask: each costs
// signatures.
const maxProofs = 4

// nextKeyPath is where the key is that will take the place of another one.
func nextKeyPath(path string) string { return path + ".next" }

// nextKeys are the keys that will be used next: announced, and not used yet.
func nextKeys(path string) ([]gossh.Signer, error) {
	var next []gossh.Signer
	for _, path := range []string{nextKeyPath(path), nextKeyPath(ecdsaPath(path))} {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		signer, err := hostKey(path, nil)
		if err != nil {
			return nil, err
		}
		next = append(next, signer)
	}
	return next, nil
}

// announce tells a client all keys of the server.
func (s *server) announce(sc *gossh.ServerConn) {
	var all []byte
	for _, key := range s.keys {
		all = append(all, gossh.Marshal(struct{ Key []byte }{key.PublicKey().Marshal()})...)
	}
	_, _, _ = sc.SendRequest(announceKeys, false, all) // a client that is gone is noticed elsewhere
}

// prove answers a client that asks whether the server really has keys: with a
// signature of each over the session and the key.
func (s *server) prove(ctx ssh.Context, _ *ssh.Server, req *gossh.Request) (ok bool, proofs []byte) {
	held, _ := ctx.Value(connKey{}).(*conn)
	sc, _ := ctx.Value(ssh.ContextKeyConn).(gossh.Conn)
	if held == nil || sc == nil || !held.asks() {
		return false, nil
	}
	for rest, n := req.Payload, 0; len(rest) > 0; n++ {
		var asked struct {
			Key  []byte
			Rest []byte `ssh:"rest"`
		}
		if n == len(s.keys) || gossh.Unmarshal(rest, &asked) != nil {
			return false, nil
		}
		proof, err := s.proof(asked.Key, sc.SessionID())
		if err != nil {
			s.log.Info("a host key is not proven", "address", sc.RemoteAddr().String(), "reason", err.Error())
			return false, nil
		}
		proofs = append(proofs, gossh.Marshal(struct{ Signature []byte }{proof})...)
		rest = asked.Rest
	}
	return len(proofs) > 0, proofs
}

func (s *server) proof(key, session []byte) ([]byte, error) {
	for _, signer := range s.keys {
		if string(signer.PublicKey().Marshal()) != string(key) {
			continue
		}
		data := gossh.Marshal(struct {
			What         string
			Session, Key []byte
		}{proveKeys, session, key})
		var signed *gossh.Signature
		var err error
		if rsa, ok := signer.(gossh.AlgorithmSigner); ok && signer.PublicKey().Type() == gossh.KeyAlgoRSA {
			signed, err = rsa.SignWithAlgorithm(rand.Reader, data, gossh.KeyAlgoRSASHA512) // never with SHA-1
		} else {
			signed, err = signer.Sign(rand.Reader, data)
		}
		if err != nil {
			return nil, fmt.Errorf("signing: %w", err)
		}
		return gossh.Marshal(signed), nil
	}
	return nil, errors.New("it is not a key of this server")
}
