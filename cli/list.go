package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/store/query"
	"lede/ui"
)

// viewFlags are the flags of all commands that look at articles.
type viewFlags struct {
	sh        *shell
	companies []string
	about     bool
	feed      string
	saved     string
	limit     int
}

func (v *viewFlags) add(sh *shell, cmd *cobra.Command, limit int, what string) {
	v.sh = sh
	f := cmd.Flags()
	f.StringSliceVarP(&v.companies, "company", "c", nil, "only news of this `COMPANY`; may be repeated")
	f.BoolVar(&v.about, "about", false, "only where the company is a subject")
	f.StringVar(&v.feed, "feed", "", "only the `FEED` with this number, address or title")
	f.StringVar(&v.saved, "view", "", "only what the saved `VIEW` of this name shows")
	f.IntVarP(&v.limit, "limit", "n", limit, "print at most so many "+what+"; 0: all")
}

// view is what the flags and the words of a query ask for.
func (v *viewFlags) view(ctx context.Context, s *newsroom.Session, words []string) (newsroom.View, error) {
	view := newsroom.View{Place: newsroom.PlaceRiver, Search: strings.Join(words, " "), AboutOnly: v.about}
	if v.saved != "" {
		if v.feed != "" {
			return view, wrong("--view and --feed do not go together; write feed:%s into the query instead", v.feed)
		}
		saved, err := s.View(ctx, v.saved)
		if err != nil {
			return view, err
		}
		view.Place, view.Name, view.Saved = saved.Place, saved.Name, saved.Saved
	}
	if v.feed != "" {
		f, err := findFeed(ctx, s, v.feed)
		if err != nil {
			return view, err
		}
		view.Place, view.Feed = newsroom.PlaceFeed, f.ID
	}
	var err error
	if view.RollUp, err = s.RollUp(ctx); err != nil { // as the reader wishes, see `:set rollup`
		return view, err
	}
	for _, name := range v.companies {
		name, family := strings.CutSuffix(name, "+") // as company:alphabet+ in a query
		view.RollUp = view.RollUp || family
		id, ok, err := s.ResolveCompany(ctx, name)
		if err != nil {
			return view, err
		}
		if !ok {
			if near := ui.NearestCompanies(name, s.FindCompanies, nearNames); len(near) > 0 {
				return view, wrong("no company is called %q; the nearest names are %s", name, strings.Join(near, ", "))
			}
			return view, wrong("no company is called %q; `lede companies --all %s` may know it", name, name)
		}
		view.Companies = append(view.Companies, id)
	}
	v.sh.sayUnknown(ctx, s, view.Search)
	return view, nil
}

// nearNames is how many names are given to somebody who has written one that nobody
// knows.
const nearNames = 3

// sayUnknown says which companies of a query nobody knows, and what may be meant.
func (sh *shell) sayUnknown(ctx context.Context, s *newsroom.Session, search string) {
	known := func(written string) bool {
		if len(s.FindCompanies(written, 1)) > 0 {
			return true
		}
		_, ok, err := s.ResolveCompany(ctx, written)
		return ok || err != nil
	}
	for _, name := range ui.UnknownCompanies(search+" ", sh.now(), known) {
		sh.note("lede: %s", strings.Join(ui.UnknownCompany(sh.tr(), name, ui.NearestCompanies(name, s.FindCompanies, nearNames)), ". "))
	}
	sh.sayUnknownNames(ctx, s, search)
}

// sayUnknownNames says which feeds, folders, tags and languages of a query nobody has.
func (sh *shell) sayUnknownNames(ctx context.Context, s *newsroom.Session, search string) {
	terms := ui.NamesIn(search, sh.now())
	if len(terms) == 0 {
		return
	}
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return // the list says it
	}
	for _, t := range terms {
		near, known := ui.Places(t, feeds)
		if len(near) == 0 { // a tag or a language
			n, err := s.Count(ctx, newsroom.View{Search: query.String(query.Term{Field: t.Field, Value: t.Value, Phrase: t.Phrase}), Muted: true})
			known = err != nil || n > 0
		}
		if !known {
			sh.note("lede: %s", strings.Join(ui.UnknownName(sh.tr(), t, near, nearNames), ". "))
		}
	}
}

// window is how many rows are asked for at once.
const window = 500

// pages calls each with all rows of a list that is read window by window, up to
// a limit; 0: all.
func pages[T any](limit int, read func(p store.Page) (rows []T, more bool, err error), place func(T) store.Place, each func(T) error) error {
	var after *store.Place
	for left := limit; limit == 0 || left > 0; {
		p := store.Page{After: after, Limit: window}
		if limit > 0 {
			p.Limit = min(window, left)
		}
		rows, more, err := read(p)
		if err != nil {
			return err
		}
		if limit > 0 {
			rows = rows[:min(len(rows), left)]
			left -= len(rows)
		}
		for _, row := range rows {
			if err := each(row); err != nil {
				return err
			}
		}
		if !more || len(rows) == 0 {
			return nil
		}
		at := place(rows[len(rows)-1])
		after = &at
	}
	return nil
}

func (sh *shell) listCommand() *cobra.Command {
	var asJSON, every bool
	var flags viewFlags
	cmd := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "Articles, newest first or as asked for",
		Long: "Lists articles, newest first, one row per story. The query is that of `/` in the interface:\n" +
			"words, company: about: implied: speaker: feed: folder: lang: tag: author: title: newer: older: has:quote\n" +
			"unread read starred, -, OR, parentheses, \"phrases\". company:google+ takes in the companies that belong to it.\n" +
			"sort:title, sort:feed and sort:oldest give another order, -sort:title from Z to A.",
		Example: "  lede list unread\n  lede list company:microsoft newer:7d --json | jq -r .title\n  lede list 'about:openai OR speaker:altman' -n 10",
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			s.AwaitLexicon()
			view, err := flags.view(cmd.Context(), s, args)
			if err != nil {
				return err
			}
			view.Apart = every
			t := table{sh: sh, widest: 3}
			n := 0
			err = pages(flags.limit, func(p store.Page) ([]news.Headline, bool, error) {
				w, err := s.Headlines(cmd.Context(), view, p)
				return w.Rows, w.More, err
			}, func(h news.Headline) store.Place { return *store.PlaceOf(&h) },
				func(h news.Headline) error {
					n++
					if asJSON {
						return emit(sh.out, headlineOf(h))
					}
					sh.headline(&t, s, h)
					return nil
				})
			if err != nil {
				return err
			}
			if n == 0 && !asJSON {
				sh.note("%s %s", sh.tr().S("cli.list.none"), sh.whyNone(cmd.Context(), s, view))
			}
			return t.flush()
		},
	}
	flags.add(sh, cmd, 50, "articles")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per article")
	cmd.Flags().BoolVar(&every, "every", false, "every article of a story in a row of its own")
	return cmd
}

// headline adds a row of a list.
func (sh *shell) headline(t *table, s *newsroom.Session, h news.Headline) {
	mark := " "
	switch {
	case h.Starred:
		mark = "★"
	case !h.Read:
		mark = "●"
	}
	title := h.Title
	if h.Others > 0 {
		title += " +" + itoa(h.Others)
	}
	var names []string
	for _, id := range h.Companies[:min(len(h.Companies), 3)] {
		name, ok := s.NameOf(id)
		if !ok {
			name = string(id)
		}
		names = append(names, name)
	}
	t.row(itoa(int(h.ID)), mark, sh.tr().Age(h.Published, sh.now()), title, h.Outlet, strings.Join(names, ", "))
}

// whyNone says why a list is empty, and what would fill it.
func (sh *shell) whyNone(ctx context.Context, s *newsroom.Session, v newsroom.View) string {
	rows, err := s.Feeds(ctx)
	switch {
	case err != nil:
		return ""
	case len(rows) == 0:
		return sh.tr().S("cli.why.nofeeds")
	case !slices.ContainsFunc(rows, func(f store.FeedRow) bool { return f.Total > 0 }):
		return sh.tr().S("cli.why.refresh")
	case v.Search == "" && len(v.Companies) == 0:
		return ""
	}
	return sh.tr().S("cli.why.nomatch")
}
