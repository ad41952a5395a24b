package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"lede/config"
	"lede/news"
	"lede/store/sqlite"
	"lede/summarize/companies"
	"lede/ui/i18n"
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
			_, _, _ = sh.configuration() // it may choose the language; what is wrong in it is found below
			tr := sh.tr()
			if asJSON {
				tr = i18n.New("en") // for programs
			}
			var found []finding
			if !onlyFeeds {
				found = append(found, sh.examineConfig(tr)...)
				found = append(found, sh.examineStore(cmd.Context(), tr)...)
				found = append(found, sh.examineTerminal(tr)...)
			}
			found = append(found, sh.examineFeeds(cmd.Context(), tr)...)
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

func (sh *shell) examineConfig(tr *i18n.Tr) []finding {
	c, paths, err := sh.configuration()
	if err != nil {
		var problems config.Problems
		text := err.Error()
		if errors.As(err, &problems) {
			text = problems.Error()
		}
		return []finding{{"config", false, tr.Said(text), tr.S("cli.doctor.correct")}}
	}
	if _, err := sh.uiOptions(c); err != nil {
		return []finding{{"config", false, tr.Said(err.Error()), tr.S("cli.doctor.keys")}}
	}
	f := finding{"config", true, paths.Config, ""}
	if _, err := os.Stat(paths.Config); err != nil {
		f.Message = tr.S("cli.doctor.defaults")
	} else if config.WarnReadable(paths.Config) {
		f.Message = tr.S("cli.doctor.readable", f.Message)
		f.Advice = tr.S("cli.doctor.passwords", paths.Config)
	}
	out := []finding{f}
	file := c.CompaniesFile(paths)
	own, problems, _ := companies.Check(file)
	switch {
	case len(problems) == 1 && errors.Is(problems[0], os.ErrNotExist):
	case len(problems) > 0:
		out = append(out, finding{"companies", false, tr.Said(errors.Join(problems...).Error()), tr.S("cli.doctor.left")})
	default:
		out = append(out, finding{"companies", true, tr.N("cli.doctor.own", own.Len(), file), ""})
	}
	return out
}

func (sh *shell) examineStore(ctx context.Context, tr *i18n.Tr) []finding {
	_, paths, err := sh.configuration()
	if err != nil {
		paths = config.Locate(sh.local.configFile, sh.local.dataDir)
	}
	if _, err := os.Stat(paths.Store); errors.Is(err, os.ErrNotExist) {
		return []finding{{"store", true, tr.S("cli.doctor.nostore", paths.Store), ""}}
	}
	// Not for reading only: damage that is found is to be repaired when the
	// store is opened next, and the check leaves a note that says so.
	s, err := sqlite.Open(ctx, paths.Store, sqlite.Options{Warn: func(text string) { sh.note("lede: %s", tr.Said(text)) }})
	if err != nil {
		return []finding{{"store", false, tr.Said(err.Error()), ""}}
	}
	defer func() { _ = s.Close() }()
	r, err := s.Check(ctx)
	switch {
	case err != nil:
		return []finding{{"store", false, tr.Said(err.Error()), ""}}
	case !r.OK:
		return []finding{{"store", false, tr.Said(strings.Join(strings.Fields(r.Problem), " ")), ""}}
	}
	return []finding{{"store", true, tr.S("cli.doctor.store", paths.Store, tr.N("articles", r.Articles), tr.N("cli.refresh.feeds", r.Feeds), tr.Decimal(float64(r.Bytes)/1e6, 1, false)), ""}}
}

func (sh *shell) examineTerminal(tr *i18n.Tr) []finding {
	if !isTerminal(sh.out) {
		return []finding{{"terminal", true, tr.S("cli.doctor.noterminal"), ""}}
	}
	out := []finding{{"terminal", true, tr.S("cli.doctor.terminal", os.Getenv("TERM"), sh.profile(), sh.width()), ""}}
	if w := sh.width(); w > 0 && w < 40 {
		out[0].OK, out[0].Advice = false, tr.S("cli.doctor.narrow")
	}
	utf8 := false
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(name); v != "" {
			utf8 = strings.Contains(strings.ToLower(strings.ReplaceAll(v, "-", "")), "utf8")
			break
		}
	}
	if !utf8 {
		out = append(out, finding{"locale", false, tr.S("cli.doctor.utf8"), tr.S("cli.doctor.lang")})
	}
	if os.Getenv("TMUX") != "" {
		out = append(out, finding{"tmux", true, tr.S("cli.doctor.tmux"), ""})
	}
	if os.Getenv("SSH_CONNECTION") == "" && os.Getenv("BROWSER") == "" {
		if _, err := exec.LookPath("xdg-open"); err != nil {
			if _, err := exec.LookPath("open"); err != nil {
				out = append(out, finding{"browser", true, tr.S("cli.doctor.nobrowser"), tr.S("cli.doctor.browser")})
			}
		}
	}
	return out
}

func (sh *shell) examineFeeds(ctx context.Context, tr *i18n.Tr) []finding {
	_, paths, err := sh.configuration()
	if err != nil {
		return nil // said already
	}
	if _, err := os.Stat(paths.Store); err != nil {
		return []finding{{"feeds", true, tr.S("cli.doctor.nofeeds"), tr.S("cli.doctor.follow")}}
	}
	s, err := sh.open(ctx)
	if err != nil {
		return []finding{{"feeds", false, tr.Said(err.Error()), ""}}
	}
	rows, err := s.Feeds(ctx)
	if err != nil {
		return []finding{{"feeds", false, tr.Said(err.Error()), ""}}
	}
	var out []finding
	for _, f := range rows {
		if f.Health.State == news.FeedFailing || f.Health.State == news.FeedDisabled {
			out = append(out, finding{"feed", false, feedName(f.Feed) + ": " + tr.Said(f.Health.Problem), tr.Said(f.Health.Advice)})
		}
	}
	out = append(out, finding{"feeds", true, tr.N("cli.doctor.feeds", len(out), tr.Number(len(rows))), ""})
	return out
}
