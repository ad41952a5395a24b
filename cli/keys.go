package cli

import (
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"
)

func (sh *shell) keysCommand() *cobra.Command {
	var asJSON, markdown bool
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "The keys of the interface, as they are in force",
		Args:  need(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			c, _, err := sh.configuration()
			if err != nil {
				return err
			}
			o, err := sh.uiOptions(c)
			if err != nil {
				return err
			}
			lang := sh.tr().Lang
			switch {
			case markdown:
				_, err = io.WriteString(sh.out, o.Keys.Markdown(lang))
			case asJSON:
				var lines []byte
				if lines, err = o.Keys.JSON(lang); err == nil {
					_, err = sh.out.Write(lines)
				}
			default:
				_, err = io.WriteString(sh.out, o.Keys.Text(lang))
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per line: context, action or steps, keys, help")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print Markdown")
	return cmd
}

func (sh *shell) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "The version of this program",
		Args:  need(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return emit(sh.out, map[string]string{"version": sh.version, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
			}
			_, err := fmt.Fprintf(sh.out, "lede %s (%s, %s/%s)\n", sh.version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}
