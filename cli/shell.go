package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/pflag"

	"lede/config"
	"lede/courtesy"
	"lede/newsroom"
	"lede/store"
	"lede/store/sqlite"
	"lede/ui/i18n"
)

// shell is what a command runs in: a terminal or a pipe on this machine, or a
// session over SSH.
type shell struct {
	in        io.Reader
	out, errw io.Writer
	version   string
	lang      string // en, fr or a locale
	now       func() time.Time
	local     *local            // nil over SSH
	session   *newsroom.Session // over SSH from the start, here once it was opened
}

// local is what there is on one's own machine only. Everything is opened when
// it is first needed.
type local struct {
	configFile, dataDir string // as the flags say

	loaded bool
	config config.Config
	paths  config.Paths
	store  store.Store
	room   *newsroom.Newsroom
	log    io.Closer
	desk   courtesy.Desk // where what runs behind the interface hears of its keys
}

// configuration is the configuration; what is wrong in it is an error.
func (sh *shell) configuration() (config.Config, config.Paths, error) {
	l := sh.local
	if l == nil {
		return config.Default(), config.Paths{}, nil
	}
	if !l.loaded {
		l.paths = config.Locate(l.configFile, l.dataDir)
		if l.configFile != "" {
			if _, err := os.Stat(l.configFile); err != nil {
				return l.config, l.paths, wrong("the configuration %s cannot be read: %w", l.configFile, plain(err))
			}
		}
		c, err := config.Load(l.paths.Config)
		if c.UI.Language != "auto" { // also for what is wrong
			sh.lang = c.UI.Language
		}
		if err != nil {
			var found config.Problems
			if errors.As(err, &found) {
				return c, l.paths, wrongConfig(c, found)
			}
			return c, l.paths, fmt.Errorf("the configuration is wrong:\n%w", err)
		}
		l.config, l.loaded = c, true
	}
	return l.config, l.paths, nil
}

// heedLanguage has everything said in the language of the configuration, if it names
// one: also the help and what is wrong in the arguments, which are looked at before
// any command runs.
func (sh *shell) heedLanguage(args []string) {
	l := sh.local
	if l == nil {
		return
	}
	flags := pflag.NewFlagSet("language", pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.BoolP("help", "h", false, "")
	flags.BoolP("version", "v", false, "")
	file := flags.String("config", "", "")
	data := flags.String("data", "", "")
	_ = flags.Parse(args) // what is wrong with them is said later
	l.configFile, l.dataDir = *file, *data
	_, _, _ = sh.configuration() // and so is this; it is read once
}

// plain is an error of the file system without the path, which is said already.
func plain(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// open is the session of whoever runs the command.
func (sh *shell) open(ctx context.Context) (*newsroom.Session, error) {
	if sh.session != nil {
		return sh.session, nil
	}
	if err := sh.openRoom(ctx, nil, false); err != nil {
		return nil, err
	}
	s := sh.local.room.Local()
	if err := s.FollowConfigured(ctx); err != nil {
		return nil, err
	}
	sh.session = s
	return s, nil
}

// openRoom opens the store and a newsroom over it.
func (sh *shell) openRoom(ctx context.Context, log *slog.Logger, public bool) error {
	c, paths, err := sh.configuration()
	if err != nil {
		return err
	}
	l := sh.local
	if err := os.MkdirAll(paths.Data, 0o700); err != nil {
		return fmt.Errorf("the directory %s for the news cannot be made: %w; choose another with --data", paths.Data, plain(err))
	}
	warn := func(text string) { sh.note("lede: %s", sh.tr().Said(text)) }
	if l.store, err = sqlite.Open(ctx, paths.Store, sqlite.Options{Warn: warn, Pause: l.desk.Wait}); err != nil {
		return err
	}
	desk := &l.desk
	if public { // its readers sit elsewhere
		desk = nil
	}
	l.room = newsroom.Open(newsroom.Options{
		Store: l.store, Config: c, CompaniesFile: c.CompaniesFile(paths), Version: sh.version,
		Seed: uint64(sh.now().UnixNano()), PublicOnly: public, Log: log, Desk: desk,
	})
	return nil
}

// close ends what was opened.
func (l *local) close() error {
	var errs []error
	if l.room != nil {
		errs = append(errs, l.room.Close())
	}
	if l.store != nil {
		errs = append(errs, l.store.Close())
	}
	if l.log != nil {
		errs = append(errs, l.log.Close())
	}
	l.room, l.store, l.log = nil, nil, nil
	return errors.Join(errs...)
}

// maxLog is how large a log file grows before it is put aside as FILE.old.
const maxLog = 4 << 20

// logFile is a logger into the log file; without one that can be written
// nothing is logged.
func (l *local) logFile() *slog.Logger {
	if err := os.MkdirAll(filepath.Dir(l.paths.Log), 0o700); err != nil {
		return nil
	}
	if info, err := os.Stat(l.paths.Log); err == nil && info.Size() > maxLog {
		_ = os.Rename(l.paths.Log, l.paths.Log+".old") // at worst it grows on
	}
	f, err := os.OpenFile(l.paths.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil
	}
	l.log = f
	return logger(f, l.config.Log.Level)
}

func logger(w io.Writer, level string) *slog.Logger {
	var least slog.Level
	_ = least.UnmarshalText([]byte(level)) // the configuration was checked
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: least}))
}

// isTerminal reports whether a stream is a terminal on this machine.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// width is how many cells a line of output has.
func (sh *shell) width() int {
	if f, ok := sh.out.(*os.File); ok {
		if w, _, err := term.GetSize(f.Fd()); err == nil && w > 0 {
			return w
		}
	}
	return 0
}

func (sh *shell) tr() *i18n.Tr { return i18n.New(sh.lang) }

// say writes a line of output.
func (sh *shell) say(format string, args ...any) { fmt.Fprintf(sh.out, format+"\n", args...) }

// note writes a line of what is not output: hints and warnings.
func (sh *shell) note(format string, args ...any) { fmt.Fprintf(sh.errw, format+"\n", args...) }

// versionOf is the version of this program: of its release, else of the source
// it was built from.
func versionOf(release string) string {
	if release != "" {
		return strings.TrimPrefix(release, "v")
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "dev-" + s.Value[:12]
		}
	}
	return "dev"
}
