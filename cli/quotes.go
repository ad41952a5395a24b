package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lede/news"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/reader"
	"lede/ui/render"
)

func (sh *shell) quotesCommand() *cobra.Command {
	var asJSON bool
	var flags viewFlags
	cmd := &cobra.Command{
		Use:     "quotes [QUERY]",
		Short:   "The quote book: who said what, newest first",
		Example: "  lede quotes speaker:macron newer:30d\n  lede quotes company:openai --json | jq -r '[.speaker.name, .text] | @tsv'",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			view, err := flags.view(ctx, s, args)
			if err != nil {
				return err
			}
			n, width := 0, sh.width()
			if width == 0 {
				width = 100
			}
			err = pages(flags.limit, func(p store.Page) ([]store.QuoteRow, bool, error) {
				rows, err := s.Quotes(ctx, view, p)
				return rows, len(rows) >= p.Limit, err
			}, func(q store.QuoteRow) store.Place { return store.Place{Published: q.Published, ID: q.Article} },
				func(q store.QuoteRow) error {
					n++
					if asJSON {
						return emit(sh.out, saidOf(q))
					}
					if n > 1 {
						sh.say("")
					}
					for _, l := range render.Wrap(i18n.Quoted(q.Quote.Text, q.Language), min(width, 100)) {
						sh.say("%s", l)
					}
					who := cmp.Or(reader.SpeakerWords(q.Quote.Speaker), sh.tr().S("reader.unknown"))
					sh.say("  — %s · %s, %s · %d", who, q.Outlet, sh.tr().Age(q.Published, sh.now()), q.Article)
					return nil
				})
			if err == nil && n == 0 && !asJSON {
				sh.note("%s %s", sh.tr().S("cli.quotes.none"), sh.whyNone(ctx, s, view))
			}
			return err
		},
	}
	flags.add(sh, cmd, 50, "quotes")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per quote")
	return cmd
}

type countedJSON struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Unread  int            `json:"unread"`
	Total   int            `json:"total"`
	About   int            `json:"about"`
	Sector  string         `json:"sector"`
	Country string         `json:"country"`
	Parent  news.CompanyID `json:"parent"`
}

func (sh *shell) companiesCommand() *cobra.Command {
	var asJSON bool
	var known string
	var flags viewFlags
	cmd := &cobra.Command{
		Use:     "companies [QUERY]",
		Short:   "Companies in the news, with counts",
		Example: "  lede companies newer:7d -n 20\n  lede companies --all micro\n  lede companies explain 1234",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			s.AwaitLexicon()
			view, err := flags.view(ctx, s, args)
			if err != nil {
				return err
			}
			all := cmd.Flags().Changed("all")
			limit := flags.limit
			if all {
				limit = 0
			}
			counts, err := s.CompanyCounts(ctx, view, limit)
			if err != nil {
				return err
			}
			if all {
				counts = counted(s.FindCompanies(known, flags.limit), counts)
			}
			t, tr := table{sh: sh, widest: 3}, sh.tr()
			for _, c := range counts {
				info, _ := s.Company(c.Company)
				if asJSON {
					if err := emit(sh.out, countedJSON{string(c.Company), cmp.Or(c.Name, s.CompanyName(ctx, c.Company)), c.Unread, c.Total, c.About, info.Sector, info.Country, info.Parent}); err != nil {
						return err
					}
					continue
				}
				t.row(itoa(c.Total), tr.N("cli.companies.unread", c.Unread), tr.N("cli.companies.about", c.About), cmp.Or(c.Name, s.CompanyName(ctx, c.Company)), string(c.Company), tr.Sector(info.Sector))
			}
			if len(counts) == 0 && !asJSON {
				sh.note("%s", tr.S("cli.companies.none"))
			}
			return t.flush()
		},
	}
	flags.add(sh, cmd, 0, "companies")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per company")
	cmd.Flags().StringVar(&known, "all", "", "all companies whose name begins with `LETTERS`, in the news or not")
	cmd.AddCommand(sh.explainCommand())
	if sh.local != nil {
		cmd.AddCommand(sh.companiesCheckCommand(), sh.companiesRulesCommand())
	}
	return cmd
}

// counted are companies with their counts, which those have that are in the news.
func counted(known []news.Company, counts []store.CompanyCount) []store.CompanyCount {
	out := make([]store.CompanyCount, len(known))
	for i, c := range known {
		out[i] = store.CompanyCount{Company: c.ID}
		if at := slices.IndexFunc(counts, func(n store.CompanyCount) bool { return n.Company == c.ID }); at >= 0 {
			out[i] = counts[at]
		}
		out[i].Name = c.Name
	}
	return out
}

// explainedJSON says why a company is named.
type explainedJSON struct {
	ArticleID int64               `json:"article_id"`
	Title     string              `json:"title"`
	Companies []reasonCompanyJSON `json:"companies"`
}

type reasonCompanyJSON struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Salience string       `json:"salience"`
	Score    float64      `json:"score"`
	Spans    []reasonJSON `json:"spans"`
}

type reasonJSON struct {
	spanJSON
	Text     string         `json:"text"`
	Why      string         `json:"why"`
	Evidence []evidenceJSON `json:"evidence"`
}

type evidenceJSON struct {
	Cue    string  `json:"cue"`
	Weight float64 `json:"weight"`
}

func (sh *shell) explainCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "explain ID",
		Short:   "Why an article is about these companies: the words found and what weighed for and against",
		Example: "  lede companies explain 1234",
		Args:    need(1, 1, "the number of an article; `lede list` has them in its first column"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, ok := number(args[0])
			if !ok {
				return wrong("%q is no number of an article; `lede list` has them in its first column", args[0])
			}
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			r, err := s.Article(cmd.Context(), news.ArticleID(id))
			if err != nil {
				return notThere(err, fmt.Sprintf("there is no article %d; `lede list` has the numbers in its first column", id))
			}
			p := pointsOf(r.Article.Text)
			out := explainedJSON{ArticleID: id, Title: r.Article.Title, Companies: []reasonCompanyJSON{}}
			for _, m := range r.Digest.Companies {
				c := reasonCompanyJSON{string(m.Company), m.Name, string(m.Salience), round(m.Score), []reasonJSON{}}
				for _, span := range m.Spans {
					j := reasonJSON{p.span(span.Span), span.Of(r.Article.Text), span.Why, []evidenceJSON{}}
					for _, e := range span.Evidence {
						j.Evidence = append(j.Evidence, evidenceJSON{e.Cue, e.Weight})
					}
					c.Spans = append(c.Spans, j)
				}
				out.Companies = append(out.Companies, c)
			}
			if asJSON {
				return emit(sh.out, out)
			}
			sh.explain(out)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

// sameAs reports whether a place says the same as another, for the same reasons.
func (r *reasonJSON) sameAs(o *reasonJSON) bool {
	return r.Text == o.Text && r.Why == o.Why && slices.Equal(r.Evidence, o.Evidence)
}

func (sh *shell) explain(e explainedJSON) {
	tr := sh.tr()
	sh.say("%s", e.Title)
	if len(e.Companies) == 0 {
		sh.say("%s", tr.S("cli.explain.none"))
	}
	for _, c := range e.Companies {
		sh.say("\n%s: %s, %s", c.Name, tr.S("why.salience."+c.Salience), tr.Decimal(c.Score, 2, false))
		if len(c.Spans) == 0 {
			sh.say("  %s", tr.S("why.headline", i18n.Quoted(e.Title, tr.Lang)))
		}
		for i, span := range c.Spans {
			if i > 0 && span.sameAs(&c.Spans[i-1]) {
				continue
			}
			var why []string
			for _, e := range span.Evidence {
				why = append(why, tr.Said(e.Cue)+" "+tr.Decimal(e.Weight, 1, true))
			}
			by := span.Why
			if tr.Has("why.by." + by) {
				by = tr.S("why.by." + by)
			}
			sh.say("  %s (%s) %s", i18n.Quoted(strings.Join(strings.Fields(span.Text), " "), tr.Lang), by, strings.Join(why, ", "))
		}
	}
}
