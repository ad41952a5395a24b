package cli

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"lede/news"
	"lede/newsroom"
	"lede/ui/cells"
)

// memoryOfRefresh is how much a refresh takes, at most: a wish, not a bound.
// Up to there garbage may grow to twice what is in use (growthOfRefresh, in
// percent), since nobody waits meanwhile: a fifteenth less work.
const (
	memoryOfRefresh = 120 << 20
	growthOfRefresh = 200
)

// polledJSON is what came of polling one feed.
type polledJSON struct {
	FeedID    news.FeedID `json:"feed_id"`
	URL       string      `json:"url"`
	Title     string      `json:"title"`
	New       int         `json:"new"`
	Changed   int         `json:"changed"`
	Unchanged bool        `json:"unchanged"`
	Status    int         `json:"status"`
	Problem   string      `json:"problem"`
	Advice    string      `json:"advice"`
	Warnings  []string    `json:"warnings"`
	NextPoll  *string     `json:"next_poll"`
	TookMS    int64       `json:"took_ms"`
}

func (sh *shell) refreshCommand() *cobra.Command {
	var asJSON, force, quiet bool
	var only []string
	cmd := &cobra.Command{
		Use:     "refresh",
		Short:   "Poll the feeds that are due",
		Example: "  lede refresh\n  lede refresh --force --feed \"Example News\"\n  */15 * * * * lede refresh --quiet",
		Args:    need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
				debug.SetMemoryLimit(memoryOfRefresh)
				debug.SetGCPercent(growthOfRefresh)
			}
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			var ids []news.FeedID
			for _, what := range only {
				f, err := findFeed(ctx, s, what)
				if err != nil {
					return err
				}
				ids = append(ids, f.ID)
			}
			all := len(ids)
			if ids == nil {
				if all, err = s.Due(ctx, force); err != nil {
					return err
				}
			}
			bar := progress{sh: sh, all: all, on: isTerminal(sh.errw) && !quiet}
			var failure error
			s.HeedCompanies(ctx) // what comes now is tagged with them, what was there afterwards
			sum, err := s.RefreshNow(ctx, ids, force || ids != nil, func(r newsroom.FeedResult) {
				bar.clear()
				switch {
				case failure != nil:
				case asJSON:
					failure = emit(sh.out, polledJSON{
						FeedID: r.Feed.ID, URL: r.Feed.URL, Title: r.Feed.Title, New: r.New, Changed: r.Changed, Unchanged: r.Unchanged,
						Status: r.Health.Status, Problem: r.Health.Problem, Advice: r.Health.Advice, Warnings: list(r.Warnings),
						NextPoll: stamp(r.Health.NextPoll), TookMS: r.Took.Milliseconds(),
					})
				case r.Failed():
					sh.note("lede: %s: %s", feedName(r.Feed), sh.problem(r.Health))
				case !quiet && r.New > 0:
					sh.say("%s: %s", feedName(r.Feed), sh.tr().N("refresh.new", r.New))
				}
				bar.step(r)
			})
			bar.clear()
			// Who never opens the interface has other companies, too.
			s.Retag(ctx, func(done, all int) {
				bar.draw(done, all, sh.tr().S("retag.bar"))
			})
			bar.clear()
			if err == nil {
				err = failure
			}
			if err != nil {
				return err
			}
			if !asJSON && !quiet {
				tr := sh.tr()
				sh.say("%s", tr.S("cli.refresh.done", tr.N("cli.refresh.new", sum.New), tr.N("cli.refresh.changed", sum.Changed),
					tr.N("cli.refresh.feeds", sum.Feeds), tr.N("cli.refresh.failed", sum.Failed)))
			}
			return partly(sum.Failed, sum.Feeds)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per feed")
	cmd.Flags().BoolVar(&force, "force", false, "poll all feeds, also those that are not due")
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "only tell what fails")
	cmd.Flags().StringArrayVar(&only, "feed", nil, "only the `FEED` with this number, address or title; may be repeated")
	return cmd
}

// progress is the bar on a terminal, drawn again at most ten times a second.
type progress struct {
	sh        *shell
	all, done int
	on, drawn bool
	last      time.Time
}

func (p *progress) step(r newsroom.FeedResult) {
	p.done++
	p.draw(p.done, p.all, feedName(r.Feed))
}

// draw shows how much of all is done, and of what.
func (p *progress) draw(done, all int, what string) {
	if now := p.sh.now(); p.on && (now.Sub(p.last) > 100*time.Millisecond || done == all) {
		p.last, p.drawn = now, true
		const wide = 24
		full := min(wide, wide*done/max(all, 1))
		fmt.Fprintf(p.sh.errw, "\r%s%s%s %d/%d  %s", ansi.EraseEntireLine, strings.Repeat("█", full), strings.Repeat("░", wide-full), done, all, cells.Cut(what, 40))
	}
}

func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.sh.errw, "\r"+ansi.EraseEntireLine)
		p.drawn = false
	}
}
