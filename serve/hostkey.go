package serve

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

// hostKeys are the server's keys: ed25519, and ECDSA for clients too old to
// know it. Both are made once.
func hostKeys(path string) ([]gossh.Signer, error) {
	if path == "" {
		return nil, errors.New("serve: Options.HostKeyPath must be set")
	}
	first, err := hostKey(path, func() (crypto.PrivateKey, error) {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	})
	if err != nil {
		return nil, err
	}
	signers := []gossh.Signer{first}
	if first.PublicKey().Type() == gossh.KeyAlgoED25519 {
		second, err := hostKey(ecdsaPath(path), func() (crypto.PrivateKey, error) {
			return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		})
		if err != nil {
			return nil, err
		}
		signers = append(signers, second)
	}
	return signers, nil
}

// ecdsaPath is where the ECDSA key is, beside the other.
func ecdsaPath(path string) string {
	dir, name := filepath.Split(path)
	if strings.Contains(name, "ed25519") {
		return dir + strings.Replace(name, "ed25519", "ecdsa", 1)
	}
	return path + "_ecdsa"
}

// hostKey reads a key of the server, or creates it: once, readable by its owner
// alone. Two servers starting at the same time end up with the same key.
func hostKey(path string, make func() (crypto.PrivateKey, error)) (gossh.Signer, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := createHostKey(path, make); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("cannot create the host key %s: %w", path, err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the host key: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the host key %s is not a file", path)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the host key %s can be read by others (mode %04o): run chmod 600 on it, or delete it and a new one is made", path, info.Mode().Perm())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the host key: %w", err)
	}
	signer, err := gossh.ParsePrivateKey(data)
	if err != nil {
		return nil, fmt.Errorf("the host key %s cannot be used: %w (it must be an OpenSSH private key without a passphrase)", path, err)
	}
	return signer, nil
}

// createHostKey writes the key beside its place first and then links it there,
// so that the file is whole whenever it can be seen.
func createHostKey(path string, make func() (crypto.PrivateKey, error)) (err error) {
	private, err := make()
	if err != nil {
		return err
	}
	block, err := gossh.MarshalPrivateKey(private, "lede")
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".host-key-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	_, err = f.Write(pem.EncodeToMemory(block))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
