package cli

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"lede/config"
	"lede/newsroom"
	"lede/serve"
	"lede/ui"
	"lede/ui/i18n"
)

// serverGrowth is how much of a server's memory may become garbage before it is
// collected, in percent of what is in use. Sessions are small, so that there is
// room for it, and collecting twice as often is what makes the slowest keys of many slow.
const serverGrowth = 200

func (sh *shell) serveCommand() *cobra.Command {
	var listen, allow string
	var check bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Give lede over SSH: one reader per key",
		Long: "Serves the interface and the commands over SSH. Every key is a reader with feeds and read state of their\n" +
			"own; there is no shell, no forwarding and no password. docs/ssh.md has the rest.",
		Example: "  lede serve\n  lede serve --listen 0.0.0.0:2323 --allow authorized_keys\n  ssh -t -p 2323 localhost",
		Args:    need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			c, paths, err := sh.configuration()
			if err != nil {
				return err
			}
			options, err := sh.uiOptions(c)
			if err != nil {
				return err
			}
			if listen != "" {
				c.Serve.Listen = listen
			}
			if allow != "" {
				c.Serve.Mode = serve.ModeAllowList
			} else if c.Serve.Mode == serve.ModeAllowList {
				allow = c.AllowListFile(paths)
			}
			log := logger(sh.errw, c.Log.Level)
			server := serve.Options{
				Listen: c.Serve.Listen, HostKeyPath: c.HostKeyFile(paths), Mode: c.Serve.Mode, AllowList: allow, Guests: c.Serve.Guests,
				Dir: paths.Data, Metrics: c.Serve.Metrics, Limits: limits(c.Serve.Limits), Log: log,
			}
			if check {
				if err := serve.Check(server, serve.Tongue{Lang: sh.lang, Said: inLanguage}, sh.out); err != nil {
					return fmt.Errorf("the server would not start:\n%w", err)
				}
				return nil
			}
			if os.Getenv("GOGC") == "" {
				debug.SetGCPercent(serverGrowth)
			}
			if err := sh.openRoom(ctx, log, true); err != nil {
				return err
			}
			elbowRoom()
			room := sh.local.room
			behind, stop := context.WithCancel(context.WithoutCancel(ctx))
			var running sync.WaitGroup
			running.Go(func() { _ = room.Run(behind) }) // it ends with its context and has no other error
			defer running.Wait()
			defer stop()
			server.Ready = func(addr net.Addr, hostKey string) {
				sh.note("%s", sh.tr().S("cli.serve.listens", addr, hostKey))
				if host, port, err := net.SplitHostPort(addr.String()); err == nil {
					sh.note("%s", sh.tr().S("cli.serve.read", port, reachable(host)))
				}
			}
			server.UI = func(ctx context.Context, s *newsroom.Session, t serve.Terminal) tea.Model {
				o := remoteOptions(options, t)
				o.Context = ctx
				o.Resume = interrupted(ctx, s)
				return ui.New(s, o)
			}
			server.Command = func(ctx context.Context, s *newsroom.Session, lang string, args []string, in io.Reader, out, errw io.Writer) int {
				return Remote(ctx, sh.version, lang, s, args, in, out, errw)
			}
			server.Setting = func(ctx context.Context, s *newsroom.Session, key string) (string, error) { return s.Setting(ctx, key) }
			server.Languages = i18n.Languages
			server.Said = inLanguage
			server.Language = func(ctx context.Context, s *newsroom.Session, locale string) string {
				return languageOf(ctx, s, locale, sh.tr().Lang)
			}
			return serve.Run(ctx, room, server)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", "`ADDRESS:PORT` to listen on (default "+serve.DefaultListen+")")
	cmd.Flags().BoolVar(&check, "check", false, "say what would hold, with all limits, and start nothing")
	cmd.Flags().StringVar(&allow, "allow", "", "let in only the keys in this `FILE`, in the form of authorized_keys")
	return cmd
}

// inLanguage says in a language what the server says in English.
func inLanguage(lang, english string) string { return i18n.New(lang).Said(english) }

// remoteOptions are the wishes of the configuration for a visitor, whose
// terminal and language are their own.
func remoteOptions(o ui.Options, t serve.Terminal) ui.Options {
	o.Profile, o.Lang = t.Profile, t.Lang
	return o
}

// interrupted is where the visitor's last session was interrupted, if it is known
// at once: a slow store is no reason to wait for the interface.
func interrupted(ctx context.Context, s *newsroom.Session) string {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	place, err := s.Setting(ctx, ui.PlaceSetting)
	if err != nil {
		return ""
	}
	return place
}

// languageOf is the language of a visitor: what they asked for by a command, else
// what their terminal says, else the server's. s is nil while it is not known who
// it is.
func languageOf(ctx context.Context, s *newsroom.Session, locale, ours string) string {
	if s != nil {
		// A store that does not answer is no reason not to be let in.
		if wish, err := s.Setting(ctx, serve.LanguageSetting); err == nil && slices.Contains(i18n.Languages, wish) {
			return wish
		}
	}
	said, _, _ := strings.Cut(strings.ToLower(locale), "_")
	said, _, _ = strings.Cut(said, ".")
	if slices.Contains(i18n.Languages, said) {
		return said
	}
	return ours
}

func limits(l config.Limits) serve.Limits {
	return serve.Limits{
		Connections: l.Connections, PerAddress: l.PerAddress, Strangers: l.Strangers, Channels: l.Channels, PerUser: l.PerUser,
		Guests: l.Guests, Accounts: l.Accounts, Feeds: l.Feeds, Fetches: l.Fetches,
		Greeting: time.Duration(l.Greeting), Idle: time.Duration(l.Idle), Longest: time.Duration(l.Longest), Warning: time.Duration(l.Warning),
		Stall: time.Duration(l.Stall), Command: time.Duration(l.Command), Grace: time.Duration(l.Grace),
		InputRate: int(l.InputRate), InputBurst: int(l.InputBurst), Upload: int(l.Upload),
	}
}

// reachable is a host to connect to for one that is listened on.
func reachable(host string) string {
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		return "localhost"
	}
	return host
}
