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
			for _, p := range problems {
				sh.note("%v", p)
			}
			for _, n := range notes {
				sh.note("note: %v", n)
			}
			result := fmt.Sprintf("%s: %s, %s", file, counted(own.Len(), "company", "companies"), counted(len(problems), "problem", "problems"))
			if len(notes) > 0 {
				result += ", " + counted(len(notes), "note", "notes")
			}
			sh.say("%s", result)
			if len(problems) > 0 {
				return &fault{exitUsage, fmt.Errorf("what is wrong is left out; the rest is used")}
			}
			return nil
		},
	}
}

// counted is a number with its word.
func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
