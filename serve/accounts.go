package serve

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// guestName is who comes in without a key, where guests may.
const guestName = "guest"

// isGuest marks a connection that was let in without a key.
const isGuest = "lede-guest"

// guests lets in who says they are a guest, and nobody else, without a key.
func (s *server) guests(c gossh.ConnMetadata) (*gossh.Permissions, error) {
	if c.User() != guestName {
		return nil, errors.New("a key is needed")
	}
	return &gossh.Permissions{Extensions: map[string]string{isGuest: "yes"}}, nil
}

// errSaid: the reader was told already.
var errSaid = errors.New("refused")

// account is the reader of the key that authenticated; what went wrong has
// been said when it returns an error.
func (v *visit) account(args []string) (news.User, error) {
	s := v.srv
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var user news.User
	var err error
	if v.key == nil {
		user, err = s.rooms.Guest(ctx)
	} else {
		print := gossh.FingerprintSHA256(v.key)
		user, err = s.rooms.Account(ctx, print, "", false)
		switch {
		case errors.Is(err, store.ErrNotFound):
			user, err = v.newAccount(ctx, print, args)
		case err == nil:
			s.saw(print)
		}
	}
	switch {
	case errors.Is(err, errSaid):
	case err != nil:
		v.log.Error("account cannot be opened", "reason", err.Error())
		v.say(v.words().noAccount)
	case s.door.mode == ModeAllowList && v.key != nil:
		if role, _ := s.door.says(ctx, user.ID); role.AtLeast(user.Role) {
			user.Role = role
		}
	}
	return user, err
}

// saw notes the visit of a key, for lists of who was here when. Nobody waits for
// it: a store that is locked for a while would keep every reader at the door.
func (s *server) saw(print string) {
	if _, waits := s.noting.LoadOrStore(print, true); waits {
		return
	}
	when := s.o.clock()
	s.notes.Go(func() {
		defer s.noting.Delete(print)
		ctx, cancel := context.WithTimeout(s.life, 20*time.Second)
		defer cancel()
		if err := s.rooms.Accounts().Saw(ctx, print, when); err != nil {
			s.log.Warn("a visit is not noted", "key", print, "reason", err.Error())
		}
	})
}

// newAccount makes an account for a key that has none, where the mode allows it.
func (v *visit) newAccount(ctx context.Context, print string, args []string) (news.User, error) {
	s := v.srv
	s.opening.Lock() // so that the limit holds
	defer s.opening.Unlock()
	name := s.door.name(print)
	if name == "" {
		name = v.as
	}
	if name == "" {
		name = "reader"
	}
	if s.door.mode == ModeInvite || len(args) > 0 && args[0] == "join" {
		return v.join(ctx, print, name, args)
	}
	if s.door.mode == ModeOpen {
		all, err := s.rooms.Accounts().ListUsers(ctx)
		if err != nil {
			return news.User{}, err
		}
		if readers(all) >= s.o.Limits.Accounts {
			v.log.Warn("session refused", "reason", "the limit of accounts is reached", "accounts", s.o.Limits.Accounts)
			v.say(v.words().full)
			return news.User{}, errSaid
		}
	}
	user, err := s.rooms.Account(ctx, print, name, true)
	if err == nil {
		v.log.Info("account created", "user", user.ID, "name", user.Name)
	}
	return user, err
}

// readers counts the accounts that are somebody's who comes in over SSH.
func readers(all []store.Account) (n int) {
	for _, a := range all {
		if a.ID != news.LocalUser && a.Role != news.Guest {
			n++
		}
	}
	return n
}

// join makes an account of an invitation.
func (v *visit) join(ctx context.Context, print, name string, args []string) (news.User, error) {
	if len(args) == 0 || args[0] != "join" {
		v.log.Info("session refused", "reason", "the key has no account and no invitation")
		v.say(v.words().invited)
		return news.User{}, errSaid
	}
	if len(args) != 2 {
		v.say(v.words().joinUsage)
		return news.User{}, errSaid
	}
	user, err := v.srv.rooms.Join(ctx, hashCode(args[1]), store.SSHKey{Print: print}, name)
	if errors.Is(err, store.ErrNotFound) {
		v.log.Warn("session refused", "reason", "the invitation is unknown, used or expired")
		v.say(v.words().badCode)
		return user, errSaid
	}
	if err == nil {
		v.log.Info("account created", "user", user.ID, "name", user.Name, "role", user.Role)
	}
	return user, err
}

// codeLetters are easily read aloud; 32 of them, 5 bits each.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newCode makes a code of 100 bits, in groups: "7K2QF-…".
func newCode() string {
	var raw [20]byte
	_, _ = rand.Read(raw[:]) // never fails
	var b strings.Builder
	for i, r := range raw {
		if i > 0 && i%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[r%32])
	}
	return b.String()
}

// hashCode is what is kept of a code, however it was typed.
func hashCode(code string) []byte {
	code = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	sum := sha256.Sum256([]byte(code))
	return sum[:]
}

// session opens the newsroom for the reader. Nothing of the server's machine
// may be used: neither its browser nor its files.
func (v *visit) session() *newsroom.Session {
	limits := v.srv.o.Limits
	can := newsroom.MaySee(v.user, limits.Feeds)
	can.Fetches = limits.Fetches
	return v.srv.rooms.Session(v.user, can)
}

// findUser finds an account by id or name.
func findUser(ctx context.Context, accounts store.Accounts, word string) (news.User, error) {
	all, err := accounts.ListUsers(ctx)
	if err != nil {
		return news.User{}, err
	}
	var named []news.User
	for _, a := range all {
		if fmt.Sprint(a.ID) == word {
			return a.User, nil
		}
		if a.Name == word && word != "" {
			named = append(named, a.User)
		}
	}
	switch len(named) {
	case 0:
		return news.User{}, fmt.Errorf("there is no account %q; `admin users` lists them", word)
	case 1:
		return named[0], nil
	}
	ids := make([]string, len(named))
	for i, u := range named {
		ids[i] = fmt.Sprint(u.ID)
	}
	return news.User{}, fmt.Errorf("%d accounts are called %q; say which by its number: %s", len(named), word, strings.Join(ids, ", "))
}
