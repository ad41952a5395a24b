package serve

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/sqlite"
)

// me is what the command whoami says.
type me struct {
	ID   int
	Name string
	Can  newsroom.Abilities
}

func whoami(t *testing.T, c *gossh.Client) (u me) {
	t.Helper()
	out, errs, code := run(t, c, "whoami", "")
	if err := json.Unmarshal([]byte(out), &u); err != nil || code != 0 {
		t.Fatalf("%q, %q, exit code %d: %v", out, errs, code, err)
	}
	return u
}

func public(key gossh.Signer, comment string) string {
	return strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key.PublicKey()))) + " " + comment + "\n"
}

func printed(key gossh.Signer) string { return gossh.FingerprintSHA256(key.PublicKey()) }

// admin is a client of an account with that role, made in the store.
func (h *house) as(role news.Role, name string) *gossh.Client {
	h.t.Helper()
	key := newKey(h.t)
	user, err := h.rooms.UserByKey(h.t.Context(), printed(key), name, true)
	if err != nil {
		h.t.Fatal(err)
	}
	user.Role = role
	if err := h.rooms.UpdateUser(h.t.Context(), user); err != nil {
		h.t.Fatal(err)
	}
	return h.client(name, key)
}

func TestSeveralKeysOfOneAccount(t *testing.T) {
	h := open(t, nil)
	first, second, others := newKey(t), newKey(t), newKey(t)
	c := h.client("ada", first)
	ada := whoami(t, c)
	if out, errs, code := run(t, c, "keys add", public(second, "laptop")); code != 0 || !strings.Contains(out, "added "+printed(second)+" laptop") {
		t.Fatalf("adding a key: %q, %q, %d", out, errs, code)
	}
	laptop := h.client("somebody", second)
	if u := whoami(t, laptop); u != ada {
		t.Errorf("the second key is of %+v, want %+v", u, ada)
	}
	out, _, _ := run(t, laptop, "keys list --json", "")
	var current []string
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var row keyRow
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Current {
			current = append(current, row.Fingerprint)
		}
	}
	if len(current) != 1 || current[0] != printed(second) {
		t.Errorf("the current keys are %v", current)
	}
	whoami(t, h.client("bob", others)) // makes an account
	for name, tt := range map[string]struct{ command, stdin, errs string }{
		"taken":     {"keys add", public(others, "x"), "belongs to an account already"},
		"own":       {"keys add", public(first, "x"), "belongs to an account already"},
		"private":   {"keys add", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "nothing was kept"},
		"no key":    {"keys add", "hello\n", "line 1 is not a public key"},
		"options":   {"keys add", `command="sh" ` + public(newKey(t), "x"), "line 1 is not a public key"},
		"nothing":   {"keys add", "", "usage"},
		"not one's": {"keys remove " + printed(others), "", "not found"},
		"unknown":   {"keys burn", "", "usage"},
	} {
		if out, errs, code := run(t, c, tt.command, tt.stdin); code == 0 || !strings.Contains(errs, tt.errs) {
			t.Errorf("%s: %q, %q, %d", name, out, errs, code)
		}
	}
	// A key that was lost is taken away from the other one, and its sessions end.
	seat := sit(t, laptop, "xterm", 120, 24)
	seat.sees("reader=ada")
	if out, errs, code := run(t, c, "keys remove "+printed(second), ""); code != 0 || !strings.Contains(out, "removed") {
		t.Errorf("removing a key: %q, %q, %d", out, errs, code)
	}
	seat.leaves()
	seat.sees(english.kicked)
	if u := whoami(t, h.client("thief", second)); u.ID == ada.ID {
		t.Error("a removed key still opens the account")
	}
	if _, errs, code := run(t, c, "keys remove "+printed(first), ""); code != 1 || !strings.Contains(errs, "last key") {
		t.Errorf("removing the last key: %q, %d", errs, code)
	}
}

func TestInvitations(t *testing.T) {
	h := open(t, func(o *Options) { o.Mode = ModeInvite })
	boss := h.as(news.Admin, "boss")
	code := func(args string) string {
		t.Helper()
		out, errs, exit := run(t, boss, "admin invite "+args, "")
		if exit != 0 || !strings.Contains(errs, "join "+strings.TrimSpace(out)) {
			t.Fatalf("admin invite %s: %q, %q, %d", args, out, errs, exit)
		}
		return strings.TrimSpace(out)
	}
	key := newKey(t)
	if _, err := h.dial("eve", gossh.PublicKeys(key)); err == nil {
		t.Error("without any open invitation an unknown key came in")
	}
	one := code("--role editor --name ada")
	c := h.client("eve", key)
	for _, command := range []string{"whoami", "keys list", "join", "join 12345", "admin users"} {
		if out, errs, exit := run(t, c, command, ""); exit != 1 || out != "" || !strings.Contains(errs, "lede: ") {
			t.Errorf("%s without an account: %q, %q, %d", command, out, errs, exit)
		}
	}
	seat := sit(t, c, "xterm", 120, 24)
	seat.leaves()
	seat.sees(english.invited)
	if n := h.rooms.count(t); n != 1 {
		t.Errorf("%d accounts, want the admin's alone", n)
	}
	typed := strings.ToLower(strings.ReplaceAll(one, "-", "")) // as people type
	if out, errs, exit := run(t, c, "join "+typed, ""); exit != 0 || !strings.Contains(errs, "you are in, as ada") {
		t.Fatalf("join: %q, %q, %d", out, errs, exit)
	}
	if u := whoami(t, c); u.Name != "ada" || !u.Can.House || !u.Can.Feeds {
		t.Errorf("who joined is %+v", u)
	}
	two := code("--days 1")
	bob := h.client("bob", newKey(t))
	if _, errs, exit := run(t, bob, "join "+one, ""); exit != 1 || !strings.Contains(errs, english.badCode) {
		t.Errorf("a code used twice: %q, %d", errs, exit)
	}
	out, _, _ := run(t, boss, "admin invite list --json", "")
	var row inviteRow
	if err := json.Unmarshal([]byte(out), &row); err != nil || row.Code != "" || row.Role != news.Reader {
		t.Errorf("the list of invitations is %q, %v", out, err)
	}
	if _, errs, exit := run(t, boss, "admin invite revoke 2", ""); exit != 0 {
		t.Errorf("taking back: %q, %d", errs, exit)
	}
	if _, errs, exit := run(t, bob, "join "+two, ""); exit != 1 || !strings.Contains(errs, english.badCode) {
		t.Errorf("a code taken back: %q, %d", errs, exit)
	}
	if strings.Contains(h.log.String(), one) || strings.Contains(h.log.String(), two) {
		t.Error("a code is in the log")
	}
}

func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		code := newCode()
		if len(code) != 23 || seen[code] || strings.ContainsAny(code, "OILU") {
			t.Fatalf("the code %q", code)
		}
		seen[code] = true
	}
	if !bytes.Equal(hashCode("0123O-abIl "), hashCode("01230AB11")) {
		t.Error("letters that look alike are told apart")
	}
}

func TestGuests(t *testing.T) {
	h := open(t, func(o *Options) { o.Mode, o.Guests, o.Limits.Guests = ModeInvite, true, 2 })
	c, err := h.dial("guest")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	guest := whoami(t, c)
	if want := (newsroom.Abilities{Guest: true, MaxFeeds: 500, Fetches: 1000}); guest.Can != want || guest.Name != "guest" {
		t.Errorf("a guest is %+v", guest)
	}
	for _, command := range []string{"keys", "keys add", "house add https://a.example/", "admin users", "join 12345"} {
		if out, errs, code := run(t, c, command, ""); code == 0 || out != "" {
			t.Errorf("%s as a guest: %q, %q, %d", command, out, errs, code)
		}
	}
	for range 2 {
		sit(t, c, "xterm", 120, 24).sees("reader=guest")
	}
	if _, errs, code := run(t, c, "whoami", ""); code != 1 || !strings.Contains(errs, english.tooMany) {
		t.Errorf("a third guest: %q, %d", errs, code)
	}
	if _, err := h.dial("root"); err == nil {
		t.Error("without a key somebody came in who is not a guest")
	}
	closed := open(t, nil)
	if _, err := closed.dial("guest"); err == nil {
		t.Error("a guest came in where there are none")
	}
}

func TestRolesOfTheAllowList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	ada, bob, extra, odd := newKey(t), newKey(t), newKey(t), newKey(t)
	write := func(lines ...string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`role="admin",name="Ada.L" `+public(ada, "ada@laptop"), public(bob, "bob"), `role="king" `+public(odd, "odd"))
	h := open(t, func(o *Options) { o.AllowList = path })
	c := h.client("x", ada)
	if u := whoami(t, c); u.Name != "Ada.L" || !u.Can.House {
		t.Errorf("the admin of the list is %+v", u)
	}
	if _, errs, code := run(t, c, "admin users", ""); code != 0 {
		t.Errorf("admin of the list: %q, %d", errs, code)
	}
	if u := whoami(t, h.client("x", bob)); u.Can.House {
		t.Errorf("a reader of the list is %+v", u)
	}
	if _, err := h.dial("odd", gossh.PublicKeys(odd)); err == nil {
		t.Error("a key with a role nobody knows came in")
	}
	// A further key comes in for as long as one of the account is in the list.
	if _, err := h.dial("x", gossh.PublicKeys(extra)); err == nil {
		t.Error("an unknown key came in")
	}
	if _, errs, code := run(t, c, "keys add", public(extra, "phone")); code != 0 {
		t.Fatal(errs)
	}
	if u := whoami(t, h.client("x", extra)); u.Name != "Ada.L" || !u.Can.House {
		t.Errorf("the second key of the admin is of %+v", u)
	}
	write(public(ada, "ada@laptop"), "# "+public(bob, "bob"))
	if _, errs, code := run(t, h.client("x", ada), "admin users", ""); code != 1 || !strings.Contains(errs, "for the role admin") {
		t.Errorf("a role that was taken away: %q, %d", errs, code)
	}
	write(public(bob, "bob"))
	for name, key := range map[string]gossh.Signer{"listed": ada, "added": extra} {
		if _, err := h.dial("x", gossh.PublicKeys(key)); err == nil {
			t.Errorf("the %s key still opens", name)
		}
	}
}

func TestAdmin(t *testing.T) {
	h := open(t, func(o *Options) { o.Dir = t.TempDir() })
	boss := h.as(news.Admin, "boss")
	eve := h.client("eve", newKey(t))
	for _, command := range []string{"admin users", "admin kick 1", "admin backup", "admin invite", "house add https://a.example/"} {
		if out, errs, code := run(t, eve, command, ""); code != 1 || out != "" || !strings.Contains(errs, "for the role") {
			t.Errorf("%s as a reader: %q, %q, %d", command, out, errs, code)
		}
	}
	seat := sit(t, eve, "xterm", 120, 24)
	seat.sees("reader=eve")
	out, _, _ := run(t, boss, "admin sessions", "")
	if !strings.Contains(out, "eve") || !strings.Contains(out, "interface") || !strings.Contains(out, "127.0.0.1") {
		t.Errorf("the sessions are %q", out)
	}
	if out, errs, code := run(t, boss, "admin kick eve", ""); code != 0 || out != "ended 1 session\n" {
		t.Errorf("kick: %q, %q, %d", out, errs, code)
	}
	seat.leaves()
	seat.sees(english.kicked)
	_ = eve.Wait() // the connection ends too
	if out, _, _ = run(t, boss, "admin users --json", ""); strings.Count(out, "\n") != 3 || !strings.Contains(out, `"name":"eve","role":"reader","keys":1`) {
		t.Errorf("the users are %q", out)
	}
	for command, want := range map[string]string{
		"admin users role eve editor": "eve is editor now", "admin users role eve king": "no role", "admin users role nobody editor": "no account",
		"admin users name eve Eve.2": "is called Eve.2 now", "admin users role 1 reader": "keep their role", "admin users remove 1": "stays",
		"admin users name boss 'a b'": "letters, digits", "admin kick 99": "no session", "admin": "usage", "admin keys boss": "SHA256:",
		"admin invite --days 0": "1 to 365", "admin invite --role guest": "no role", "admin backup /tmp/x": "your side of the line", "admin invite revoke 9": "not found",
	} {
		// Maps have no order: these do not depend on each other but by name.
		if command == "admin users name eve Eve.2" {
			continue
		}
		if out, errs, _ := run(t, boss, command, ""); !strings.Contains(out+errs, want) {
			t.Errorf("%s: %q, %q", command, out, errs)
		}
	}
	if out, errs, _ := run(t, boss, "admin users name eve Eve.2", ""); !strings.Contains(out, "is called Eve.2 now") {
		t.Errorf("renaming: %q, %q", out, errs)
	}
	if out, errs, code := run(t, boss, "admin users remove Eve.2", ""); code != 0 || !strings.Contains(out, "removed Eve.2") {
		t.Errorf("removing: %q, %q, %d", out, errs, code)
	}
	backup, errs, code := run(t, boss, "admin backup", "")
	path := filepath.Join(t.TempDir(), "lede.db")
	if err := os.WriteFile(path, []byte(backup), 0o600); err != nil || code != 0 {
		t.Fatalf("backup: %q, %d, %v", errs, code, err)
	}
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if users, err := s.ListUsers(t.Context()); err != nil || len(users) != 2 || users[1].Name != "boss" {
		t.Errorf("in the backup are %+v, %v", users, err)
	}
}

// A demoted or removed account does not go on with what it had open.
func TestRolesEndAtOnce(t *testing.T) {
	h := open(t, nil)
	boss, editor := h.as(news.Admin, "boss"), h.as(news.Editor, "ed")
	seat := sit(t, editor, "xterm", 120, 24)
	seat.sees("reader=ed")
	if _, errs, code := run(t, boss, "admin users role ed reader", ""); code != 0 {
		t.Fatal(errs)
	}
	seat.leaves()
	seat.sees(english.kicked)
}

func TestManageWithAndWithoutAServer(t *testing.T) {
	h := open(t, func(o *Options) { o.Dir = t.TempDir() })
	dir := h.dir
	info, err := os.Stat(filepath.Join(dir, controlName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the socket has mode %v, %v", info.Mode(), err)
	}
	opened := 0
	openStore := func() (Rooms, func() error, error) { opened++; return h.rooms, func() error { return nil }, nil }
	do := func(stdin string, args ...string) (string, string, int) {
		var out, errw bytes.Buffer
		code := Manage(t.Context(), Tongue{}, dir, openStore, args, strings.NewReader(stdin), &out, &errw)
		return out.String(), errw.String(), code
	}
	seat := sit(t, h.client("eve", newKey(t)), "xterm", 120, 24)
	seat.sees("reader=eve")
	if out, errs, code := do("", "sessions", "--json"); code != 0 || !strings.Contains(out, `"name":"eve"`) || opened != 0 {
		t.Errorf("sessions: %q, %q, %d", out, errs, code)
	}
	mine := newKey(t)
	if out, errs, code := do(public(mine, "me"), "keys", "1", "add"); code != 0 || !strings.Contains(out, printed(mine)) {
		t.Errorf("a key for the local user: %q, %q, %d", out, errs, code)
	}
	if u := whoami(t, h.client("me", mine)); u.ID != int(news.LocalUser) {
		t.Errorf("with it comes in %+v", u)
	}
	if _, errs, code := do("", "users", "role"); code != 2 || !strings.Contains(errs, "usage") {
		t.Errorf("wrong usage: %q, %d", errs, code)
	}
	if _, errs, code := do("", "kick", "eve"); code != 0 {
		t.Errorf("kick: %q, %d", errs, code)
	}
	seat.leaves()
	h.stop()
	h.wait()
	if _, err := os.Stat(filepath.Join(dir, controlName)); err == nil {
		t.Error("the socket is left behind")
	}
	if out, errs, code := do("", "users"); code != 0 || !strings.Contains(out, "eve") || opened != 1 {
		t.Errorf("users without a server: %q, %q, %d", out, errs, code)
	}
	if _, errs, code := do("", "sessions"); code != 1 || !strings.Contains(errs, "no server runs") {
		t.Errorf("sessions without a server: %q, %d", errs, code)
	}
	file := filepath.Join(t.TempDir(), "backup")
	if _, errs, code := do("", "backup", file); code != 0 {
		t.Errorf("backup: %q, %d", errs, code)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

var _ Rooms = (*newsroom.Newsroom)(nil)
var _ store.Accounts = (*rooms)(nil)
