package cli

import (
	"github.com/spf13/cobra"

	"lede/news"
	"lede/newsroom"
	"lede/ui/picker"
)

// ruleJSON is a correction in force.
type ruleJSON struct {
	Number  int            `json:"number"`
	Verdict string         `json:"verdict"`
	Company news.CompanyID `json:"company"`
	Name    string         `json:"name"`
	Words   string         `json:"words"`
	Near    []string       `json:"near"`
	Article news.ArticleID `json:"article"`
	Title   string         `json:"title"`
	At      *string        `json:"at"`
	Line    string         `json:"line"`
}

func (sh *shell) companiesRulesCommand() *cobra.Command {
	var asJSON bool
	remove := 0
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "What you have corrected about companies: what, where and when; and take it back",
		Long: "Lists the corrections that were made with ! in the interface, by number, in the order they were made. One is taken\n" +
			"back by its number, whatever was corrected after it; the articles it concerns are tagged again.",
		Example: "  lede companies rules\n  lede companies rules --remove 3",
		Args:    need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			rules, err := s.Rules(ctx)
			if err != nil {
				return err
			}
			if cmd.Flags().Changed("remove") {
				if remove < 1 || remove > len(rules) {
					return wrong("%s", sh.tr().N("cli.rules.nosuch", len(rules), remove))
				}
				if err := s.RemoveRule(ctx, remove); err != nil {
					return err
				}
				s.Retag(ctx, nil)
				if !asJSON {
					sh.say("%s", sh.tr().S("cli.rules.removed", picker.RuleWords(sh.tr(), &rules[remove-1])))
					return nil
				}
				if rules, err = s.Rules(ctx); err != nil {
					return err
				}
			}
			return sh.printRules(rules, asJSON)
		},
	}
	cmd.Flags().IntVar(&remove, "remove", 0, "take back the correction with this `NUMBER`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per correction")
	return cmd
}

func (sh *shell) printRules(rules []newsroom.Rule, asJSON bool) error {
	t, tr := table{sh: sh, widest: 3}, sh.tr()
	for i := range rules {
		r := &rules[i]
		if asJSON {
			if err := emit(sh.out, ruleJSON{i + 1, string(r.Verdict), r.Company, r.Name, r.Words, list(r.Near), r.Article, r.Title, stamp(r.At), r.Line}); err != nil {
				return err
			}
			continue
		}
		when := ""
		if !r.At.IsZero() {
			when = tr.Age(r.At, sh.now())
		}
		t.row(itoa(i+1), when, picker.RuleWords(tr, r), r.Title)
	}
	if len(rules) == 0 && !asJSON {
		sh.note("%s", tr.S("cli.rules.none"))
	}
	return t.flush()
}
