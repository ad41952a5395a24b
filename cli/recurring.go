package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"lede/newsroom"
	"lede/ui/cells"
)

// recurringJSON is a block that stands in several articles of a feed.
type recurringJSON struct {
	Number   int    `json:"number"`
	Text     string `json:"text"`
	Articles int    `json:"articles"`
	Kept     bool   `json:"kept"`
}

func (sh *shell) recurringCommand() *cobra.Command {
	var asJSON bool
	var keep, drop int
	cmd := &cobra.Command{
		Use:   "recurring FEED",
		Short: "What recurs in a feed's articles and is left out of their digests",
		Long: "Lists the blocks that stand in several articles of a feed, such as an invitation to its newsletter. They are\n" +
			"left out of summaries and quotes. One that belongs to the articles after all is kept by its number; what is said\n" +
			"holds for the digests to come.",
		Example: "  lede feeds recurring \"Example News\"\n  lede feeds recurring 12 --keep 3",
		Args:    need(1, 1, "a feed"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			f, err := findFeed(ctx, s, args[0])
			if err != nil {
				return err
			}
			blocks, err := s.Recurring(ctx, f.ID)
			if err != nil {
				return err
			}
			if n := max(keep, drop); n > 0 {
				if n > len(blocks) {
					return wrong("%s has no recurring block %d; `%s` lists them", feedName(f.Feed), n, cmd.CommandPath())
				}
				if err := s.KeepRecurring(ctx, f.ID, blocks[n-1].Key, keep > 0); err != nil {
					return err
				}
				blocks[n-1].Kept = keep > 0
			}
			return sh.printRecurring(blocks, asJSON)
		},
	}
	// The digests of a feed are the same for all its readers.
	if sh.local != nil {
		cmd.Flags().IntVar(&keep, "keep", 0, "the block with this `NUMBER` belongs to the articles")
		cmd.Flags().IntVar(&drop, "drop", 0, "the block with this `NUMBER` does not, after all")
		cmd.MarkFlagsMutuallyExclusive("keep", "drop")
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per block")
	return cmd
}

func (sh *shell) printRecurring(blocks []newsroom.Recurring, asJSON bool) error {
	t, tr := table{sh: sh, widest: 3}, sh.tr()
	for i, b := range blocks {
		if asJSON {
			if err := emit(sh.out, recurringJSON{i + 1, b.Text, b.Articles, b.Kept}); err != nil {
				return err
			}
			continue
		}
		mark := tr.S("cli.recurring.left")
		if b.Kept {
			mark = tr.S("cli.recurring.kept")
		}
		t.row(itoa(i+1), mark, tr.N("articles", b.Articles), cells.Cut(strings.Join(strings.Fields(b.Text), " "), 300))
	}
	if len(blocks) == 0 && !asJSON {
		sh.note("%s", tr.S("cli.recurring.none"))
	}
	return t.flush()
}
