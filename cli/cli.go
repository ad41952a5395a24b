// Package cli is the command line: one file per command, each a few flags, one
// call of the newsroom, and its output.
//
// A command knows only its [shell], and so the same ones run on this machine
// and over SSH, where there are fewer of them and none that touches files.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"lede/config"
	"lede/newsroom"
	"lede/serve"
	"lede/store"
	"lede/store/query"
	"lede/ui/i18n"
)

// The exit codes; scripts depend on them.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitPartly = 3
)

// fault is an error with its exit code. One without a sentence has been told.
type fault struct {
	code int
	err  error
}

func (f *fault) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *fault) Unwrap() error { return f.err }

// wrong is wrong usage.
func wrong(format string, args ...any) error {
	return &fault{exitUsage, fmt.Errorf(format, args...)}
}

// exitCode is the code that an error ends the program with.
func exitCode(err error) int {
	var f *fault
	var q *query.Error
	var p config.Problem
	var ps config.Problems
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &f):
		return f.code
	case errors.As(err, &q), errors.As(err, &p), errors.As(err, &ps):
		return exitUsage
	}
	return exitFailed
}

// sentence is what a person is told of an error, in their language.
func sentence(err error, tr *i18n.Tr) string {
	var q *query.Error
	switch {
	case errors.As(err, &q):
		return tr.S("cli.query.wrong", q.Column, tr.Said(q.Message))
	case errors.Is(err, context.Canceled):
		return tr.S("cli.interrupted")
	case errors.Is(err, store.ErrNotFound) && err.Error() == store.ErrNotFound.Error():
		return tr.S("cli.nosuch")
	}
	return tr.Said(err.Error())
}

// Main runs the program with the arguments after its name, and returns the exit
// code.
func Main(args []string, version string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	sh := &shell{
		in: os.Stdin, out: os.Stdout, errw: os.Stderr, version: versionOf(version),
		lang: i18n.Detect(os.Getenv), now: time.Now, local: &local{},
	}
	return sh.run(ctx, args)
}

// run runs a command of this machine and returns its exit code.
func (sh *shell) run(ctx context.Context, args []string) int {
	sh.heedLanguage(args)
	root := sh.root()
	root.SetArgs(args)
	var failure error
	tell := func(w io.Writer, _ fang.Styles, err error) { failure = err }
	err := fang.Execute(ctx, root, fang.WithVersion(sh.version), fang.WithErrorHandler(tell))
	if closing := sh.local.close(); err == nil {
		failure = closing
	}
	return sh.end(failure)
}

// Remote runs one command of a session over SSH and returns its exit code.
func Remote(ctx context.Context, version, lang string, s *newsroom.Session, args []string, in io.Reader, out, errw io.Writer) int {
	sh := &shell{in: in, out: out, errw: errw, version: version, lang: lang, now: time.Now, session: s}
	root := sh.root()
	root.SetArgs(args)
	root.SilenceErrors, root.SilenceUsage = true, true
	return sh.end(root.ExecuteContext(ctx))
}

// end tells an error, once, and gives its exit code.
func (sh *shell) end(err error) int {
	if err != nil {
		if text := sentence(err, sh.tr()); text != "" {
			fmt.Fprintln(sh.errw, "lede: "+text)
		}
	}
	return exitCode(err)
}

// command makes a command. Those that are remote may be run over SSH.
type command struct {
	make   func(*shell) *cobra.Command
	remote bool
}

func commands() []command {
	return []command{
		{(*shell).addCommand, true},
		{(*shell).removeCommand, true},
		{(*shell).feedsCommand, true},
		{(*shell).importCommand, true},
		{(*shell).exportCommand, true},
		{(*shell).refreshCommand, true},
		{(*shell).listCommand, true},
		{(*shell).showCommand, true},
		{(*shell).digestCommand, true},
		{(*shell).parseCommand, true},
		{(*shell).extractCommand, true},
		{(*shell).quotesCommand, true},
		{(*shell).companiesCommand, true},
		{(*shell).briefCommand, true},
		{(*shell).undoCommand, true},
		{(*shell).serveCommand, false},
		{(*shell).adminCommand, false},
		{(*shell).doctorCommand, false},
		{(*shell).configCommand, false},
		{(*shell).keysCommand, false}, // over SSH that name is the reader's SSH keys
		{(*shell).versionCommand, true},
	}
}

// root is the command tree of a shell.
func (sh *shell) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "lede",
		Short: "Read less to know more: news in the terminal, with summaries, quotes and companies",
		Long: "lede reads news feeds in the terminal. Every article gets a summary in its own sentences, its quotes\n" +
			"with their speakers, and the companies it is about. Without a command it opens the interface.",
		Example: "  lede\n  lede add https://example.org\n  lede list company:microsoft newer:2d\n  lede brief --since 24h",
	}
	root.SetIn(sh.in)
	root.SetOut(sh.out)
	root.SetErr(sh.errw)
	root.CompletionOptions.DisableDefaultCmd = sh.local == nil
	if sh.local != nil {
		root.PersistentFlags().StringVar(&sh.local.configFile, "config", "", "the configuration `FILE` to read")
		root.PersistentFlags().StringVar(&sh.local.dataDir, "data", "", "the `DIRECTORY` of the store")
		root.RunE = func(cmd *cobra.Command, _ []string) error { return sh.openInterface(cmd.Context()) }
	} else {
		root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	root.Args = func(cmd *cobra.Command, args []string) error { return unknown(cmd, args) }
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if _, written, ok := strings.Cut(err.Error(), " in -"); ok && strings.Contains(cmd.Use, "[QUERY]") {
			return wrong("%w; a query that begins with a minus sign goes behind --: %s -- '-%s'", err, cmd.CommandPath(), written)
		}
		return wrong("%w; `%s --help` lists the options", err, cmd.CommandPath())
	})
	for _, c := range commands() {
		if c.remote || sh.local != nil {
			root.AddCommand(c.make(sh))
		}
	}
	if sh.local == nil {
		for _, c := range serve.Commands { // done by the server before they get here; for the help
			root.AddCommand(&cobra.Command{Use: c.Usage, Short: c.Help, RunE: func(*cobra.Command, []string) error {
				return wrong("%s is a command of the server", c.Name)
			}})
		}
	}
	strict(root)
	sh.speak(root)
	return root
}

// unknown refuses a word that is no command, with the one that may be meant.
func unknown(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	hint := fmt.Sprintf("`%s --help` lists them", cmd.CommandPath())
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + near[0] + "?"
	}
	return wrong("there is no command %q; %s", args[0], hint)
}

// strict has wrong arguments of every command end with the code of wrong usage.
func strict(cmd *cobra.Command) {
	check := cmd.Args
	if check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			err := check(cmd, args)
			if err != nil && exitCode(err) != exitUsage {
				err = wrong("%w; usage: %s", err, cmd.UseLine())
			}
			return err
		}
	}
	for _, sub := range cmd.Commands() {
		strict(sub)
	}
}

// need asks for arguments with a sentence that names them.
func need(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return wrong("%s needs %s; usage: %s", cmd.CommandPath(), what, cmd.UseLine())
		case most >= 0 && len(args) > most:
			return wrong("%s does not take %q as well; usage: %s", cmd.CommandPath(), strings.Join(slices.Clone(args[most:]), " "), cmd.UseLine())
		}
		return nil
	}
}
