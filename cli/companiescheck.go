package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"lede/summarize/companies"
)

func (sh *shell) companiesCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a file of your own companies; without one, the file in use",
		Args:  need(0, 1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error {
			var file string
			if len(args) > 0 {
				file = args[0]
			} else {
				c, paths, err := sh.configuration()
				if err != nil {
					return err
				}
				file = c.CompaniesFile(paths)
			}
			own, problems := companies.Load(file)
			for _, p := range problems {
				sh.note("%v", p)
			}
			sh.say("%s: %d companies, %d problems", file, own.Len(), len(problems))
			if len(problems) > 0 {
				return &fault{exitUsage, fmt.Errorf("what is wrong is left out; the rest is used")}
			}
			return nil
		},
	}
}
