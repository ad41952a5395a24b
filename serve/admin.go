package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/news"
	"lede/store"
)

// adminCommands say what there is, one per line.
const adminCommands = `  users                               accounts, with their roles, keys and feeds
  users role USER reader|editor|admin
  users name USER NAME
  users remove USER                   with everything they have
  sessions                            who is here
  kick SESSION|USER                   ends a session, or all of somebody
  keys USER [list | add < KEY.pub | remove SHA256:…]
  invite [--role ROLE] [--name NAME] [--days N]
  invite list | revoke NUMBER
  house [list | add URL [FOLDER…] | remove URL]
  backup [FILE]                       a copy of all that is stored`

const adminUsage = wrongUsage("admin COMMAND [--json], one of\n" + adminCommands)

// AdminUsage lists the commands of `lede admin`, one per line.
func AdminUsage() string { return adminCommands }

// admin are the commands of those who run the server.
func (d *desk) admin(ctx context.Context, args []string) error {
	if err := d.may(news.Admin, "admin"); err != nil {
		return err
	}
	if len(args) == 0 {
		return adminUsage
	}
	switch rest := args[1:]; args[0] {
	case "users":
		return d.users(ctx, rest)
	case "sessions":
		if len(rest) == 0 {
			return d.sessions()
		}
	case "kick":
		if len(rest) == 1 {
			return d.kick(ctx, rest[0])
		}
	case "keys":
		if len(rest) >= 1 {
			user, err := findUser(ctx, d.accounts, rest[0])
			if err != nil {
				return err
			}
			return d.keysOfOne(user)(ctx, rest[1:])
		}
	case "invite":
		return d.invite(ctx, rest)
	case "house":
		return d.house(ctx, rest)
	case "backup":
		if len(rest) <= 1 {
			return d.backup(ctx, rest)
		}
	}
	return adminUsage
}

type userRow struct {
	ID       news.UserID `json:"id"`
	Name     string      `json:"name"`
	Role     news.Role   `json:"role"`
	Keys     int         `json:"keys"`
	Feeds    int         `json:"feeds"`
	Sessions int         `json:"sessions"`
	Seen     *time.Time  `json:"seen"`
}

func (d *desk) users(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return d.listUsers(ctx)
	}
	if len(args) < 2 {
		return adminUsage
	}
	user, err := findUser(ctx, d.accounts, args[1])
	if err != nil {
		return err
	}
	of := func(v *visit) bool { return v.user.ID == user.ID }
	switch {
	case args[0] == "role" && len(args) == 3:
		role, err := roleOf(args[2])
		if err != nil {
			return err
		}
		if user.ID == news.LocalUser || user.Role == news.Guest {
			return errors.New("the local user and guests keep their role")
		}
		was := user.Role
		user.Role = role
		if err := d.accounts.UpdateUser(ctx, user); err != nil {
			return err
		}
		d.note("role changed", "of", user.ID, "from", was, "to", role)
		d.tell("%s is %s now", user.Name, role)
		if d.live != nil && !role.AtLeast(was) {
			d.live.kick(of) // what is open was opened with the old role
		}
		return nil
	case args[0] == "name" && len(args) == 3:
		name := readerName(args[2])
		if name == "" || name != args[2] {
			return errors.New("a name has letters, digits and . _ @ - in it, at most 48")
		}
		user.Name = name
		if err := d.accounts.UpdateUser(ctx, user); err != nil {
			return err
		}
		d.note("account renamed", "of", user.ID, "to", name)
		d.tell("user %d is called %s now", user.ID, name)
		return nil
	case args[0] == "remove" && len(args) == 2:
		if err := d.accounts.RemoveUser(ctx, user.ID); err != nil {
			return err
		}
		if d.live != nil {
			d.live.kick(of)
		}
		d.note("account removed", "of", user.ID, "name", user.Name)
		d.tell("removed %s (user %d)", user.Name, user.ID)
		return nil
	}
	return adminUsage
}

func (d *desk) listUsers(ctx context.Context) error {
	all, err := d.accounts.ListUsers(ctx)
	if err != nil {
		return err
	}
	open := map[news.UserID]int{}
	if d.live != nil {
		for _, v := range d.live.everybody() {
			open[v.user.ID]++
		}
	}
	rows := make([]userRow, len(all))
	for i, a := range all {
		rows[i] = userRow{a.ID, a.Name, a.Role, a.Keys, a.Feeds, open[a.ID], nil}
		if a.ID == news.LocalUser && a.Name == "" {
			rows[i].Name = d.tongue.say("(this machine)")
		}
		if !a.Seen.IsZero() {
			rows[i].Seen = &all[i].Seen
		}
	}
	return table(d, rows, "ID\tNAME\tROLE\tKEYS\tFEEDS\tSESSIONS\tSEEN", func(u userRow) []string {
		seen := d.day(time.Time{})
		if u.Seen != nil {
			seen = d.day(*u.Seen)
		}
		return []string{fmt.Sprint(u.ID), u.Name, string(u.Role), strconv.Itoa(u.Keys), strconv.Itoa(u.Feeds), strconv.Itoa(u.Sessions), seen}
	})
}

type sessionRow struct {
	ID      int64       `json:"id"`
	User    news.UserID `json:"user"`
	Name    string      `json:"name"`
	Address string      `json:"address"`
	Doing   string      `json:"doing"` // "interface", or the command
	Since   time.Time   `json:"since"`
	Idle    int         `json:"idle_seconds"`
}

var errNoServer = errors.New("no server runs on this store")

func (d *desk) sessions() error {
	if d.live == nil {
		return errNoServer
	}
	return table(d, d.live.list(), "ID\tUSER\tFROM\tDOING\tSINCE\tIDLE", func(r sessionRow) []string {
		return []string{fmt.Sprint(r.ID), r.Name, r.Address, d.tongue.say("%s", r.Doing), d.day(r.Since), (time.Duration(r.Idle) * time.Second).String()}
	})
}

func (d *desk) kick(ctx context.Context, whom string) error {
	if d.live == nil {
		return errNoServer
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(whom, "#"), 10, 64)
	who := func(v *visit) bool { return v.id == id }
	if err != nil {
		user, err := findUser(ctx, d.accounts, whom)
		if err != nil {
			return err
		}
		who = func(v *visit) bool { return v.user.ID == user.ID }
	}
	n := d.live.kick(who)
	if n == 0 {
		return fmt.Errorf("there is no session %s; `admin sessions` lists them", whom)
	}
	d.note("sessions ended", "whose", whom, "sessions", n)
	if n == 1 {
		d.tell("ended 1 session")
	} else {
		d.tell("ended %d sessions", n)
	}
	return nil
}

type inviteRow struct {
	ID      int64     `json:"id"`
	Code    string    `json:"code,omitempty"` // only when it is made
	Name    string    `json:"name"`
	Role    news.Role `json:"role"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
}

func (d *desk) invite(ctx context.Context, args []string) error {
	now := d.clock()
	if len(args) == 1 && args[0] == "list" {
		all, err := d.accounts.Invites(ctx, now)
		if err != nil {
			return err
		}
		rows := make([]inviteRow, len(all))
		for i, v := range all {
			rows[i] = inviteRow{ID: v.ID, Name: v.Name, Role: v.Role, Made: v.Made, Expires: v.Expires}
		}
		return table(d, rows, "NUMBER\tNAME\tROLE\tMADE\tUNTIL", func(r inviteRow) []string {
			return []string{fmt.Sprint(r.ID), r.Name, string(r.Role), d.day(r.Made), d.day(r.Expires)}
		})
	}
	if len(args) == 2 && args[0] == "revoke" {
		id, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return adminUsage
		}
		if err := d.accounts.Revoke(ctx, id); err != nil {
			return err
		}
		d.note("invitation taken back", "invitation", id)
		d.tell("invitation %d is good for nothing now", id)
		return nil
	}
	made := store.Invite{Role: news.Reader, By: d.session.User.ID, Made: now}
	days := 7
	for ; len(args) > 0; args = args[2:] {
		if len(args) == 1 {
			return adminUsage
		}
		var err error
		switch args[0] {
		case "--role":
			made.Role, err = roleOf(args[1])
		case "--name":
			if made.Name = readerName(args[1]); made.Name == "" {
				err = errors.New("a name has letters, digits and . _ @ - in it")
			}
		case "--days":
			if days, err = strconv.Atoi(args[1]); err != nil || days < 1 || days > 365 {
				err = errors.New("--days is a number from 1 to 365")
			}
		default:
			return adminUsage
		}
		if err != nil {
			return err
		}
	}
	code := newCode()
	made.Hash, made.Expires = hashCode(code), now.Add(time.Duration(days)*24*time.Hour)
	made, err := d.accounts.Invite(ctx, made)
	if err != nil {
		return err
	}
	d.note("invitation made", "invitation", made.ID, "role", made.Role)
	if d.json {
		return table(d, []inviteRow{{made.ID, code, made.Name, made.Role, made.Made, made.Expires}}, "", nil)
	}
	fmt.Fprintf(d.out, "%s\n", code)
	fmt.Fprintln(d.errw, d.tongue.say("Good for one account (%s) until %s UTC. Its reader types: ssh HOST join %s", made.Role, d.day(made.Expires), code))
	return nil
}

// backup writes a copy of the store to a file of this machine, or, for who is
// elsewhere, to the output.
func (d *desk) backup(ctx context.Context, args []string) error {
	if len(args) == 1 {
		if !d.files {
			return errors.New("a backup goes to your side of the line: ssh HOST admin backup > FILE")
		}
		if err := d.rooms.Backup(ctx, args[0]); err != nil {
			return err
		}
		d.tell("backed up to %s", args[0])
		return nil
	}
	if d.dir == "" {
		return errors.New("this server has no directory to prepare a backup in")
	}
	dir, err := os.MkdirTemp(d.dir, ".backup-*")
	if err != nil {
		return fmt.Errorf("no room for a backup: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "lede.db")
	if err := d.rooms.Backup(ctx, path); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	d.note("backup sent")
	_, err = io.Copy(d.out, f)
	return err
}

// list are the sessions that are open.
func (s *server) list() []sessionRow {
	var rows []sessionRow
	for _, v := range s.everybody() {
		row := sessionRow{ID: v.id, User: v.user.ID, Name: v.user.Name, Address: v.from, Doing: "interface", Since: v.began}
		if len(v.args) > 0 {
			row.Doing = readerName(v.args[0])
		} else {
			row.Idle = int(time.Duration(s.now() - v.pressed.Load()).Seconds())
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b sessionRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows
}

// kick ends sessions and their connections, so that nothing can be opened on
// these any more, and counts them.
func (s *server) kick(which func(*visit) bool) (n int) {
	for _, v := range s.everybody() {
		if which(v) {
			n++
			v.log.Info("session ends", "reason", "an admin ended it")
			v.end(func(w words) string { return w.kicked })
			time.AfterFunc(s.o.Limits.Farewell, v.hangUp)
		}
	}
	return n
}
