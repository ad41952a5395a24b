package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"lede/config"
	"lede/news"
	"lede/store/sqlite"
	"lede/summarize/companies"
)

// finding is what the doctor says of one thing.
type finding struct {
	Check   string `json:"check"`
	OK      bool   `json:"ok"`
	Message string `json:"message"`
	Advice  string `json:"advice"`
}

func (sh *shell) doctorCommand() *cobra.Command {
	var asJSON, onlyFeeds bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check configuration, store, terminal and feeds, and say what to do",
		Args:  need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var found []finding
			if !onlyFeeds {
				found = append(found, sh.examineConfig()...)
				found = append(found, sh.examineStore(cmd.Context())...)
				found = append(found, sh.examineTerminal()...)
			}
			found = append(found, sh.examineFeeds(cmd.Context())...)
			bad := 0
			for _, f := range found {
				if !f.OK {
					bad++
				}
				if asJSON {
					if err := emit(sh.out, f); err != nil {
						return err
					}
					continue
				}
				mark := "ok"
				if !f.OK {
					mark = "!!"
				}
				sh.say("%s  %-10s %s", mark, f.Check, strings.ReplaceAll(f.Message, "\n", "\n               "))
				if f.Advice != "" {
					sh.say("               %s", f.Advice)
				}
			}
			if bad > 0 {
				return &fault{code: exitFailed}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per check")
	cmd.Flags().BoolVar(&onlyFeeds, "feeds", false, "only the feeds")
	return cmd
}

func (sh *shell) examineConfig() []finding {
	c, paths, err := sh.configuration()
	if err != nil {
		var problems config.Problems
		text := err.Error()
		if errors.As(err, &problems) {
			text = problems.Error()
		}
		return []finding{{"config", false, text, "Correct these lines; `lede config example` prints a configuration that is right."}}
	}
	if _, err := sh.uiOptions(c); err != nil {
		return []finding{{"config", false, err.Error(), "`lede keys` lists the names of the actions and their keys."}}
	}
	f := finding{"config", true, paths.Config, ""}
	if _, err := os.Stat(paths.Config); err != nil {
		f.Message = "none; the defaults hold"
	} else if config.WarnReadable(paths.Config) {
		f.Message += ", which others on this machine can read"
		f.Advice = "If it has passwords in it: chmod 600 " + paths.Config
	}
	out := []finding{f}
	file := c.CompaniesFile(paths)
	own, problems, _ := companies.Check(file)
	switch {
	case len(problems) == 1 && errors.Is(problems[0], os.ErrNotExist):
	case len(problems) > 0:
		out = append(out, finding{"companies", false, errors.Join(problems...).Error(), "What is wrong is left out; `lede companies check` checks again."})
	default:
		out = append(out, finding{"companies", true, fmt.Sprintf("%s: %d companies of your own", file, own.Len()), ""})
	}
	return out
}

func (sh *shell) examineStore(ctx context.Context) []finding {
	_, paths, err := sh.configuration()
	if err != nil {
		paths = config.Locate(sh.local.configFile, sh.local.dataDir)
	}
	if _, err := os.Stat(paths.Store); errors.Is(err, os.ErrNotExist) {
		return []finding{{"store", true, "none yet; it is made in " + paths.Store, ""}}
	}
	// Not for reading only: damage that is found is to be repaired when the
	// store is opened next, and the check leaves a note that says so.
	s, err := sqlite.Open(ctx, paths.Store, sqlite.Options{Warn: func(text string) { sh.note("lede: %s", text) }})
	if err != nil {
		return []finding{{"store", false, err.Error(), ""}}
	}
	defer func() { _ = s.Close() }()
	r, err := s.Check(ctx)
	switch {
	case err != nil:
		return []finding{{"store", false, err.Error(), ""}}
	case !r.OK:
		return []finding{{"store", false, strings.Join(strings.Fields(r.Problem), " "), ""}}
	}
	return []finding{{"store", true, fmt.Sprintf("%s: %d articles of %d feeds, %.1f MB", paths.Store, r.Articles, r.Feeds, float64(r.Bytes)/1e6), ""}}
}

func (sh *shell) examineTerminal() []finding {
	if !isTerminal(sh.out) {
		return []finding{{"terminal", true, "the output is not a terminal: nothing to check", ""}}
	}
	out := []finding{{"terminal", true, fmt.Sprintf("TERM=%s, %s, %d columns", os.Getenv("TERM"), sh.profile(), sh.width()), ""}}
	if w := sh.width(); w > 0 && w < 40 {
		out[0].OK, out[0].Advice = false, "The interface needs 40 columns; make the window wider or the letters smaller."
	}
	utf8 := false
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(name); v != "" {
			utf8 = strings.Contains(strings.ToLower(strings.ReplaceAll(v, "-", "")), "utf8")
			break
		}
	}
	if !utf8 {
		out = append(out, finding{"locale", false, "the locale is not UTF-8, so accents and borders may come out wrong", "Set LANG, for example to C.UTF-8."})
	}
	if os.Getenv("TMUX") != "" {
		out = append(out, finding{"tmux", true, "copying needs `set -g set-clipboard on`; colours need `default-terminal \"tmux-256color\"`", ""})
	}
	if os.Getenv("SSH_CONNECTION") == "" && os.Getenv("BROWSER") == "" {
		if _, err := exec.LookPath("xdg-open"); err != nil {
			if _, err := exec.LookPath("open"); err != nil {
				out = append(out, finding{"browser", true, "no program that opens links was found", "Set BROWSER to one, or copy links with y."})
			}
		}
	}
	return out
}

func (sh *shell) examineFeeds(ctx context.Context) []finding {
	_, paths, err := sh.configuration()
	if err != nil {
		return nil // said already
	}
	if _, err := os.Stat(paths.Store); err != nil {
		return []finding{{"feeds", true, "none yet", "`lede add URL` follows one; + in the interface adds a starter pack."}}
	}
	s, err := sh.open(ctx)
	if err != nil {
		return []finding{{"feeds", false, err.Error(), ""}}
	}
	rows, err := s.Feeds(ctx)
	if err != nil {
		return []finding{{"feeds", false, err.Error(), ""}}
	}
	var out []finding
	for _, f := range rows {
		if f.Health.State == news.FeedFailing || f.Health.State == news.FeedDisabled {
			out = append(out, finding{"feed", false, feedName(f.Feed) + ": " + f.Health.Problem, f.Health.Advice})
		}
	}
	out = append(out, finding{"feeds", true, fmt.Sprintf("%d, of which %d have problems", len(rows), len(out)), ""})
	return out
}
