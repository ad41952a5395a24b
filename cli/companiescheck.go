package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"lede/summarize/companies"
)

func (sh *shell) companiesCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a file of your own companies; without one, the file in use",
		Long: "Checks a file of companies of your own (docs/companies.md), without one the file in use. A company has name, aliases,\n" +
			"products, people, tickers, country, sector, parent, not, never, extend or off; an alias is a name or has text,\n" +
			"ambiguous, needs, not, exact or always. What is wrong is left out; the rest is used.",
		Args: need(0, 1, "one file"),
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
				if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
					sh.say("%s", sh.tr().S("cli.companies.nofile", file))
					return nil
				}
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
