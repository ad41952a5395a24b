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
			own, problems, notes := companies.Check(file)
			tr := sh.tr()
			for _, p := range problems {
				sh.note("%s", tr.Said(p.Error()))
			}
			for _, n := range notes {
				sh.note("%s", tr.S("cli.config.note", tr.Said(n.Error())))
			}
			result := file + ": " + tr.N("cli.companies.count", own.Len()) + ", " + tr.N("cli.config.problems", len(problems))
			if len(notes) > 0 {
				result += ", " + tr.N("cli.companies.notes", len(notes))
			}
			sh.say("%s", result)
			if len(problems) > 0 {
				return &fault{exitUsage, fmt.Errorf("what is wrong is left out; the rest is used")}
			}
			return nil
		},
	}
}
