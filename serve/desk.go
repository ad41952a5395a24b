package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/newsroom"
	"lede/store"
)

// Command describes a command of the server itself, for the help of whoever
// runs the others.
type Command struct{ Name, Usage, Help string }

// Commands are the commands of the server itself.
var Commands = []Command{
	{"join", "join CODE", "make an account of an invitation"},
	{"keys", "keys [list | add < KEY.pub | remove SHA256:…]", "the SSH keys of your account"},
	{"language", "language [en | fr | auto]", "the language you are spoken to in"},
	{"notify", "notify [off | bell | osc9]", "how your terminal says that there is news"},
	{"house", "house [list | add URL [FOLDER…] | remove URL]", "the feeds everybody sees (editors)"},
	{"admin", "admin users | sessions | kick | keys | invite | backup", "accounts and sessions (admins)"},
}

// desk is where a command of the server itself is done, for a visit or for
// whoever runs lede on this machine.
type desk struct {
	rooms    Rooms
	session  *newsroom.Session
	live     *server // nil: no server runs here
	dir      string  // for backups on their way out
	visit    *visit  // nil: on this machine
	files    bool    // may write files on this machine
	json     bool
	in       io.Reader
	out      io.Writer
	errw     io.Writer
	accounts store.Accounts
	tongue   Tongue
}

// Tongue is a language and how to say in it what the server says in English. The
// zero value is English.
type Tongue struct {
	Lang string
	Said func(lang, english string) string
}

// say is an English sentence in the language.
func (t Tongue) say(format string, args ...any) string {
	text := fmt.Sprintf(format, args...)
	if t.Said == nil {
		return text
	}
	return t.Said(t.Lang, text)
}

// tell answers the reader.
func (d *desk) tell(format string, args ...any) { fmt.Fprintln(d.out, d.tongue.say(format, args...)) }

// warn tells the reader what is no answer.
func (d *desk) warn(format string, args ...any) {
	fmt.Fprintln(d.errw, wordsFor(d.tongue.Lang).prefix+d.tongue.say(format, args...))
}

// clock is the time on the wall.
func (d *desk) clock() time.Time {
	if d.live == nil {
		return time.Now()
	}
	return d.live.o.clock()
}

// wrongUsage is an error that a look at the usage cures.
type wrongUsage string

func (w wrongUsage) Error() string { return string(w) }

// run does a command and says what went wrong.
func (d *desk) run(ctx context.Context, do func(ctx context.Context, args []string) error, args []string) int {
	d.accounts = d.rooms.Accounts()
	args = slices.Clone(args)
	if i := slices.Index(args, "--json"); i >= 0 {
		d.json, args = true, slices.Delete(args, i, i+1)
	}
	err := do(ctx, args)
	var usage wrongUsage
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		d.warn("usage: %s", usage)
		return exitUsage
	}
	d.warn("%v", err)
	return 1
}

// may refuses what a role does not allow.
func (d *desk) may(least news.Role, what string) error {
	if d.session.User.Role.AtLeast(least) {
		return nil
	}
	return fmt.Errorf("%s is for the role %s, and yours is %s; ask whoever runs this server", what, least, d.session.User.Role)
}

// table writes rows for people, or a line of JSON for each.
func table[T any](d *desk, rows []T, head string, cells func(T) []string) error {
	if d.json {
		e := json.NewEncoder(d.out)
		for _, row := range rows {
			if err := e.Encode(row); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(d.out, 0, 8, 2, ' ', 0)
	columns := strings.Split(head, "\t")
	for i := range columns {
		columns[i] = d.tongue.say("%s", columns[i])
	}
	fmt.Fprintln(w, strings.Join(columns, "\t"))
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(cells(row), "\t"))
	}
	return w.Flush()
}

// day is a time in a table; "never" for none.
func (d *desk) day(t time.Time) string {
	if t.IsZero() {
		return d.tongue.say("never")
	}
	return t.UTC().Format("2006-01-02 15:04")
}

type keyRow struct {
	Fingerprint string     `json:"fingerprint"`
	Name        string     `json:"name"`
	Added       time.Time  `json:"added"`
	Used        *time.Time `json:"used"`
	Current     bool       `json:"current"`
}

// maxKeys is how many keys an account may have, maxKeyFile how long a file of
// public keys may be, in bytes.
const (
	maxKeys    = 32
	maxKeyFile = 64 << 10
)

// keysOfOne are the commands about the keys of one account.
func (d *desk) keysOfOne(user news.User) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		if user.Role == news.Guest {
			return errors.New("guests have no keys")
		}
		switch {
		case len(args) == 0 || len(args) == 1 && args[0] == "list":
			return d.listKeys(ctx, user)
		case len(args) == 1 && args[0] == "add":
			return d.addKeys(ctx, user)
		case len(args) == 2 && args[0] == "remove":
			return d.removeKey(ctx, user, args[1])
		}
		return wrongUsage("keys [list | add < KEY.pub | remove SHA256:…] [--json]")
	}
}

func (d *desk) listKeys(ctx context.Context, user news.User) error {
	keys, err := d.accounts.Keys(ctx, user.ID)
	if err != nil {
		return err
	}
	rows := make([]keyRow, len(keys))
	for i, k := range keys {
		rows[i] = keyRow{Fingerprint: k.Print, Name: k.Name, Added: k.Added, Current: d.visit != nil && k.Print == printOf(d.visit.key)}
		if !k.Used.IsZero() {
			rows[i].Used = &keys[i].Used
		}
	}
	return table(d, rows, "FINGERPRINT\tNAME\tADDED\tUSED", func(k keyRow) []string {
		used := d.day(time.Time{})
		if k.Used != nil {
			used = d.day(*k.Used)
		}
		if k.Current {
			used = d.tongue.say("%s (this one)", used)
		}
		return []string{k.Fingerprint, k.Name, d.day(k.Added), used}
	})
}

func (d *desk) addKeys(ctx context.Context, user news.User) error {
	data, err := io.ReadAll(io.LimitReader(d.in, maxKeyFile+1))
	if err != nil {
		return fmt.Errorf("the key cannot be read: %w", err)
	}
	if bytes.Contains(data, []byte("PRIVATE KEY")) {
		return errors.New("this is a private key, and nothing was kept of it; send the public half, the file that ends in .pub")
	}
	var keys []store.SSHKey
	for i, line := range bytes.Split(data, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		key, comment, options, _, err := gossh.ParseAuthorizedKey(line)
		switch {
		case len(data) > maxKeyFile || err != nil || len(options) > 0:
			return fmt.Errorf("line %d is not a public key; send the file that ends in .pub", i+1)
		case weak(key):
			return errors.New("this key is too weak (DSA, or RSA under 2048 bits); make another with ssh-keygen -t ed25519")
		}
		keys = append(keys, store.SSHKey{Print: gossh.FingerprintSHA256(key), Name: readerName(comment)})
	}
	if len(keys) == 0 {
		return wrongUsage("keys add < KEY.pub")
	}
	has, err := d.accounts.Keys(ctx, user.ID)
	if err == nil && len(has)+len(keys) > maxKeys {
		err = fmt.Errorf("an account has at most %d keys; remove one first", maxKeys)
	}
	for _, key := range keys {
		if err == nil {
			err = d.accounts.AddKey(ctx, user.ID, key)
		}
		if err == nil {
			d.tell("added %s", strings.TrimSpace(key.Print+" "+key.Name))
			d.note("key added", "of", user.ID, "print", key.Print)
		}
	}
	return err
}

func (d *desk) removeKey(ctx context.Context, user news.User, print string) error {
	has, err := d.accounts.Keys(ctx, user.ID)
	if err != nil {
		return err
	}
	if len(has) == 1 && has[0].Print == print && user.ID != news.LocalUser {
		return errors.New("this is the last key of the account, which nobody could open any more; add another first")
	}
	if err := d.accounts.RemoveKey(ctx, user.ID, print); err != nil {
		return err
	}
	ended := 0
	if d.live != nil {
		ended = d.live.kick(func(v *visit) bool { return v != d.visit && printOf(v.key) == print })
	}
	d.note("key removed", "of", user.ID, "print", print, "sessions_ended", ended)
	d.tell("removed %s", print)
	return nil
}

func printOf(key gossh.PublicKey) string {
	if key == nil {
		return ""
	}
	return gossh.FingerprintSHA256(key)
}

// note writes what was changed into the log, with who did it.
func (d *desk) note(what string, args ...any) {
	if d.live != nil {
		d.live.log.Info(what, append(args, "by", d.session.User.ID)...)
	}
}

type houseRow struct {
	URL     string   `json:"url"`
	Title   string   `json:"title"`
	Folders []string `json:"folders"`
	State   string   `json:"state"`
	Problem string   `json:"problem,omitempty"`
}

// house are the commands about the feeds everybody sees.
func (d *desk) house(ctx context.Context, args []string) error {
	if len(args) == 0 || len(args) == 1 && args[0] == "list" {
		feeds, err := d.session.House(ctx)
		if err != nil {
			return err
		}
		rows := make([]houseRow, len(feeds))
		for i, f := range feeds {
			rows[i] = houseRow{f.URL, f.Title, append([]string{}, f.Folders...), string(f.Health.State), f.Health.Problem}
		}
		return table(d, rows, "TITLE\tFOLDERS\tSTATE\tADDRESS", func(r houseRow) []string {
			return []string{r.Title, strings.Join(r.Folders, ", "), wordsFor(d.tongue.Lang).state(r.State), r.URL}
		})
	}
	if err := d.may(news.Editor, "the list of the house"); err != nil {
		return err
	}
	switch {
	case len(args) >= 2 && args[0] == "add":
		added, err := d.session.AddHouse(ctx, args[1], args[2:])
		if err != nil {
			return err
		}
		if len(added.Candidates) > 0 {
			d.warn("this page has several feeds; add one of them:")
			for _, c := range added.Candidates {
				fmt.Fprintf(d.errw, "  %s  %s\n", c.URL, c.Title)
			}
			return errors.New("nothing was added")
		}
		d.note("feed of the house added", "feed", added.Feed.ID)
		d.tell("everybody follows %s", added.Feed.URL)
		return nil
	case len(args) == 2 && args[0] == "remove":
		feeds, err := d.session.House(ctx)
		if err != nil {
			return err
		}
		for _, f := range feeds {
			if f.URL == args[1] || fmt.Sprint(f.ID) == args[1] {
				if err := d.session.RemoveHouse(ctx, f.ID); err != nil {
					return err
				}
				d.note("feed of the house removed", "feed", f.ID)
				d.tell("removed %s; who followed it themselves keeps it", f.URL)
				return nil
			}
		}
		return fmt.Errorf("the house has no feed %s; `house list` shows what it has", args[1])
	}
	return wrongUsage("house [list | add URL [FOLDER…] | remove URL] [--json]")
}
