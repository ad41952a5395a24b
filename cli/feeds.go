package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lede/news"
)

func (sh *shell) feedsCommand() *cobra.Command {
	var asJSON, failing bool
	cmd := &cobra.Command{
		Use:   "feeds",
		Short: "The feeds you follow, with their health",
		Args:  need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			rows, err := s.Feeds(cmd.Context())
			if err != nil {
				return err
			}
			t := table{sh: sh, widest: 2}
			for _, f := range rows {
				if failing && f.Health.Problem == "" {
					continue
				}
				if asJSON {
					if err := emit(sh.out, feedOf(f)); err != nil {
						return err
					}
					continue
				}
				t.row(itoa(int(f.ID)), sh.tr().S("cli.state."+stateWord(f.Health)), feedName(f.Feed), strings.Join(f.Folders, ", "), itoa(f.Unread)+"/"+itoa(f.Total), sh.polled(f.Health), f.URL)
				if f.Health.Problem != "" {
					t.line("     " + sh.problem(f.Health))
				}
			}
			if len(rows) == 0 {
				sh.note("%s", sh.tr().S("cli.feeds.none"))
			}
			return t.flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per feed")
	cmd.AddCommand(sh.recurringCommand())
	cmd.Flags().BoolVar(&failing, "failing", false, "only those with a problem")
	return cmd
}

func stateWord(h news.Health) string {
	switch h.State {
	case news.FeedOK:
		return "ok"
	case news.FeedFailing:
		return "failing"
	case news.FeedDisabled:
		return "off"
	}
	return "new"
}

// problem is why a feed fails and what to do, in the reader's language.
func (sh *shell) problem(h news.Health) string {
	tr := sh.tr()
	return strings.TrimSpace(tr.Said(h.Problem) + " " + tr.Said(h.Advice))
}

// polled says when a feed was polled and will be.
func (sh *shell) polled(h news.Health) string {
	tr, now := sh.tr(), sh.now()
	if h.LastPoll.IsZero() {
		return ""
	}
	s := tr.Age(h.LastPoll.In(time.Local), now)
	if now.Sub(h.LastPoll) < time.Minute {
		s = tr.S("cli.now") // there is room for it here
	}
	if !h.NextPoll.IsZero() && h.State != news.FeedDisabled && h.NextPoll.Sub(now) < 60*24*time.Hour { // the tour's is a year away
		s += ", " + tr.Until(h.NextPoll, now)
	}
	return s
}
