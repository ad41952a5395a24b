package cli

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lede/feeds/newsboat"
)

type importedJSON struct {
	Added    int      `json:"added"`
	Known    int      `json:"known"`
	Views    int      `json:"views"`
	Warnings []string `json:"warnings"`
}

// importFlags are the flags of lede import.
type importFlags struct {
	json, newsboat, dry, write bool
}

func (sh *shell) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import [FILE|-]",
		Short: "Follow the feeds of a list, or take over all that newsboat has",
		Long: "Follows the feeds of a file: OPML, newsboat's urls, nom's config.yml or goread's urls.yml. newsboat's cache.db brings\n" +
			"articles with what was read, too; --newsboat brings all of newsboat: feeds, tags, query feeds, articles, what was read\n" +
			"and flagged, rules for articles to ignore, keys and settings. What cannot be taken is said with its line and why.\n" +
			"newsboat's files are not changed. It may be done again. docs/switching.md has more.",
		Example: "  lede import feeds.opml\n  lede import --newsboat --dry-run\n  lede import --newsboat --write-config\n  ssh news.host import < feeds.opml",
		Args:    need(0, 1, "one file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			file := ""
			if len(args) > 0 && args[0] != "-" {
				file = args[0]
			}
			if file != "" && sh.local == nil {
				return errNoFiles
			}
			if f.newsboat {
				files, err := newsboat.Find(file, os.Getenv)
				if err != nil {
					return err
				}
				return sh.switchOver(cmd.Context(), files, f)
			}
			if f.write {
				return wrong("--write-config goes with --newsboat: only newsboat's settings are taken over")
			}
			if file == "" {
				if isTerminal(sh.in) {
					sh.note("%s", sh.tr().S("cli.import.keyboard"))
				}
				return sh.importList(cmd, sh.in, f)
			}
			in, err := openFile(file)
			if err != nil {
				return err
			}
			defer in.Close()
			if info, err := in.Stat(); err == nil && info.IsDir() {
				return wrong("%s is a directory; `lede import --newsboat %s` takes over what newsboat has there", file, file)
			}
			head := bufio.NewReader(in)
			if magic, _ := head.Peek(len(newsboat.Magic)); bytes.Equal(magic, []byte(newsboat.Magic)) {
				return sh.switchOver(cmd.Context(), besides(file), f)
			}
			return sh.importList(cmd, head, f)
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print what came of it as JSON")
	if sh.local != nil {
		cmd.Flags().BoolVar(&f.newsboat, "newsboat", false, "all that newsboat has, in the directory given or where newsboat has it")
		cmd.Flags().BoolVar(&f.dry, "dry-run", false, "only say what would be taken (newsboat's files)")
		cmd.Flags().BoolVar(&f.write, "write-config", false, "write the settings and keys into a new configuration, if there is none")
	}
	return cmd
}

// besides is a cache with the list of feeds that stands next to it, whose tags
// and titles a cache does not have.
func besides(cache string) newsboat.Files {
	f := newsboat.Files{Cache: cache}
	urls := filepath.Join(filepath.Dir(cache), "urls")
	if info, err := os.Stat(urls); err == nil && info.Mode().IsRegular() {
		f.URLs = urls
	}
	return f
}

var errDry = errors.New("--dry-run goes with newsboat's files; a list of feeds is only followed")

// importList follows the feeds of a list.
func (sh *shell) importList(cmd *cobra.Command, in io.Reader, f importFlags) error {
	if f.dry {
		return &fault{exitUsage, errDry}
	}
	s, err := sh.open(cmd.Context())
	if err != nil {
		return err
	}
	got, err := s.Import(cmd.Context(), in)
	if f.json && err == nil {
		return emit(sh.out, importedJSON{got.Added, got.Known, got.Views, list(got.Warnings)})
	}
	tr := sh.tr()
	for _, w := range got.Warnings {
		sh.note("lede: %s", tr.Said(w))
	}
	if err != nil {
		return err
	}
	sh.say("%s", tr.S("cli.both", tr.N("cli.import.followed", got.Added), tr.N("cli.import.known", got.Known)))
	if got.Views > 0 {
		sh.say("%s", tr.N("cli.import.views", got.Views))
	}
	if got.Added > 0 {
		sh.note("%s", tr.S("cli.import.next"))
	}
	return nil
}
