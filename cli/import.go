package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

type importedJSON struct {
	Added    int      `json:"added"`
	Known    int      `json:"known"`
	Warnings []string `json:"warnings"`
}

func (sh *shell) importCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "import [FILE|-]",
		Short:   "Follow the feeds of an OPML file or of newsboat's urls file",
		Example: "  lede import feeds.opml\n  lede import ~/.newsboat/urls\n  ssh news.host import < feeds.opml",
		Args:    need(0, 1, "one file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var in io.Reader = sh.in
			if len(args) > 0 && args[0] != "-" {
				if sh.local == nil {
					return errNoFiles
				}
				f, err := openFile(args[0])
				if err != nil {
					return err
				}
				defer f.Close()
				in = f
			} else if isTerminal(sh.in) {
				sh.note("Reading a list of feeds from the keyboard; end with Ctrl-D.")
			}
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			got, err := s.Import(cmd.Context(), in)
			if asJSON && err == nil {
				return emit(sh.out, importedJSON{got.Added, got.Known, list(got.Warnings)})
			}
			for _, w := range got.Warnings {
				sh.note("lede: %s", w)
			}
			if err != nil {
				return err
			}
			sh.say("%d feeds are followed now; %d were already", got.Added, got.Known)
			if got.Added > 0 {
				sh.note("`lede refresh` fetches them; an open lede does it by itself.")
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what came of it as JSON")
	return cmd
}

func (sh *shell) exportCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Your feeds as OPML",
		Example: "  lede export > feeds.opml",
		Args:    need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if err := s.Export(cmd.Context(), &b); err != nil {
				return err
			}
			if output == "" {
				_, err := sh.out.Write(b.Bytes())
				return err
			}
			return writeFile(output, b.Bytes())
		},
	}
	if sh.local != nil {
		cmd.Flags().StringVarP(&output, "output", "o", "", "write into a `FILE`")
	}
	return cmd
}

// writeFile replaces a file as a whole or not at all.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".lede-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", name, plain(err))
	}
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("%s cannot be written: %w", name, plain(err))
	}
	return nil
}
