package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lede/config"
	"lede/ui/theme"
)

func (sh *shell) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "The configuration: make one, check it, say where it is",
		Args:  unknownSub,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		&cobra.Command{
			Use: "init", Short: "Write a commented configuration with every option and its default", Args: need(0, 0, ""),
			RunE: func(*cobra.Command, []string) error { return sh.initConfig() },
		},
		&cobra.Command{
			Use: "check [FILE]", Short: "Say what is wrong in the configuration, with line numbers", Args: need(0, 1, "one file"),
			RunE: func(_ *cobra.Command, args []string) error { return sh.checkConfig(args) },
		},
		sh.pathCommand(),
		&cobra.Command{
			Use: "example", Short: "Print the commented configuration", Args: need(0, 0, ""),
			RunE: func(*cobra.Command, []string) error {
				_, err := io.WriteString(sh.out, config.Example())
				return err
			},
		},
		sh.themeCommand(),
	)
	return cmd
}

func (sh *shell) themeCommand() *cobra.Command {
	var names bool
	cmd := &cobra.Command{
		Use: "theme", Short: "Print a theme of colours to change and save as themes/NAME.yaml", Args: need(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if names {
				return sh.listThemes()
			}
			_, err := io.WriteString(sh.out, theme.Example())
			return err
		},
	}
	cmd.Flags().BoolVar(&names, "list", false, "list the themes there are, ours and your own")
	return cmd
}

// listThemes prints the names of all themes, each with what it is.
func (sh *shell) listThemes() error {
	paths := config.Locate(sh.local.configFile, sh.local.dataDir)
	tr, t := sh.tr(), table{sh: sh, widest: 1}
	for _, name := range theme.Names {
		t.row(name, tr.S("cli.theme."+name))
	}
	own, _ := theme.ReadDir(os.DirFS(config.ThemeDir(paths.Config)))
	for _, o := range own {
		t.row(o.Name, filepath.Join(config.ThemeDir(paths.Config), o.Name+".yaml"))
	}
	return t.flush()
}

func unknownSub(cmd *cobra.Command, args []string) error { return unknown(cmd, args) }

func (sh *shell) initConfig() error {
	paths := config.Locate(sh.local.configFile, sh.local.dataDir)
	if err := os.MkdirAll(filepath.Dir(paths.Config), 0o700); err != nil {
		return fmt.Errorf("the directory of %s cannot be made: %w", paths.Config, plain(err))
	}
	f, err := os.OpenFile(paths.Config, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, os.ErrExist):
		return fmt.Errorf("%s is there already and was left alone; `lede config example` prints a fresh one", paths.Config)
	case err != nil:
		return fmt.Errorf("%s cannot be written: %w", paths.Config, plain(err))
	}
	_, err = f.WriteString(config.Example())
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", paths.Config, plain(err))
	}
	sh.say("%s", paths.Config)
	return nil
}

func (sh *shell) pathCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "path", Short: "Where configuration, data and logs are", Args: need(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			p := config.Locate(sh.local.configFile, sh.local.dataDir)
			companies := p.Companies
			if c, _, err := sh.configuration(); err == nil {
				companies = c.CompaniesFile(p)
			}
			if asJSON {
				return emit(sh.out, map[string]string{"config": p.Config, "companies": companies, "store": p.Store, "log": p.Log})
			}
			t := table{sh: sh, widest: 9}
			t.row("config", p.Config)
			t.row("companies", companies)
			t.row("store", p.Store)
			t.row("log", p.Log)
			return t.flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
