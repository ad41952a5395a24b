package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/i18n"
	"lede/ui/reader"
	"lede/ui/render"
	"lede/ui/theme"
)

func (sh *shell) showCommand() *cobra.Command {
	var asJSON, markdown, mark bool
	sentences := 0
	cmd := &cobra.Command{
		Use:     "show ID…",
		Short:   "Articles with their digests",
		Example: "  lede show 1234\n  lede show 1234 --markdown > article.md\n  lede show 1234 --json | jq '.quotes[].text'",
		Args:    need(1, -1, "the number of an article; `lede list` has them in its first column"),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			c, _, err := sh.configuration()
			if err != nil {
				return err
			}
			n := cmp.Or(sentences, c.Summary.Sentences)
			for i, arg := range args {
				id, ok := number(arg)
				if !ok {
					return wrong("%q is no number of an article; `lede list` has them in its first column", arg)
				}
				r, err := s.Article(ctx, news.ArticleID(id))
				if err != nil {
					return notThere(err, fmt.Sprintf("there is no article %d; `lede list` has the numbers in its first column", id))
				}
				if i > 0 && !asJSON {
					sh.say("")
				}
				switch {
				case asJSON:
					s.AwaitLexicon()
					err = emit(sh.out, articleOf(&r, n, s.Company))
				case markdown:
					_, err = io.WriteString(sh.out, reader.Markdown(&r, n, sh.tr(), sh.now().Location()))
				default:
					err = sh.printArticle(&r, n, true)
				}
				if err != nil {
					return err
				}
				if mark {
					if _, err := s.Mark(ctx, []news.ArticleID{r.Article.ID}, true); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per article")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print Markdown")
	cmd.Flags().BoolVar(&mark, "mark", false, "mark them as read")
	cmd.Flags().IntVar(&sentences, "sentences", 0, "`SENTENCES` of the summary, 1 to 5")
	return cmd
}

// notThere puts a better sentence in the place of "not found".
func notThere(err error, text string) error {
	if errors.Is(err, store.ErrNotFound) {
		return errors.New(text)
	}
	return err
}

// printArticle prints an article for people: its summary, quotes and companies,
// and, if wished, its text with the quotes marked.
func (sh *shell) printArticle(r *newsroom.Reading, sentences int, body bool) error {
	c, _, err := sh.configuration()
	if err != nil {
		return err
	}
	tr, th := sh.tr(), sh.theme(c.UI.Theme)
	width := c.UI.Measure
	if w := sh.width(); w > 0 {
		width = max(20, min(width, w))
	}
	a, g := &r.Article, &r.Digest
	var lines []string
	add := func(style lipgloss.Style, indent, text string) {
		for _, l := range render.Wrap(text, width-len(indent)) {
			lines = append(lines, indent+style.Render(l))
		}
	}
	gap := func() {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
	}
	if a.Title != "" {
		add(th.ArticleTitle, "", a.Title)
	}
	if facts := strings.Join(reader.Facts(r, tr, sh.now().Location()), " · "); facts != "" {
		add(th.Meta, "", facts)
	}
	if a.URL != "" {
		lines = append(lines, th.Meta.Render(a.URL))
	}
	if a.EditedFrom != "" {
		add(th.Meta, "", tr.S("reader.edited", a.EditedFrom))
	}
	if a.Truncated {
		add(th.Warning, "", tr.S("reader.teaser"))
	}
	if summary := shortened(g.Summary, sentences); len(summary) > 0 {
		gap()
		add(th.Strong, "", tr.S("reader.summary"))
		for _, s := range summary {
			add(th.SummaryText, "  ", strings.Join(strings.Fields(s.Of(a.Text)), " "))
		}
	}
	if len(g.Quotes) > 0 {
		gap()
		add(th.Strong, "", tr.S("reader.quotes"))
		for i := range g.Quotes {
			q := &g.Quotes[i]
			add(th.Quote, "  ", i18n.Quoted(q.Text, g.Language))
			add(th.Meta, "    ", "— "+cmp.Or(reader.SpeakerWords(q.Speaker), tr.S("reader.unknown")))
		}
	}
	if names := companyLines(tr.S, g.Companies); len(names) > 0 {
		gap()
		add(th.Strong, "", tr.S("why.companies"))
		for _, l := range names {
			add(th.Text, "  ", l)
		}
	}
	if body && a.Text != "" {
		gap()
		page := render.Render(a, g, render.Options{Width: width, Theme: th, Words: reader.Words(tr)})
		for i := range page.Lines {
			lines = append(lines, page.Text(i))
		}
	}
	w := &colorprofile.Writer{Forward: sh.out, Profile: sh.profile()}
	_, err = io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// companyLines are the companies by their part in the article.
func companyLines(tr func(string, ...any) string, found []news.Mention) []string {
	var lines []string
	for _, part := range []news.Salience{news.About, news.Mentions, news.Source, news.Implied} {
		var names []string
		for _, m := range found {
			if m.Salience == part {
				names = append(names, m.Name)
			}
		}
		if len(names) > 0 {
			lines = append(lines, tr("why.salience."+string(part))+": "+strings.Join(names, ", "))
		}
	}
	return lines
}

// profile is what the output can show.
func (sh *shell) profile() colorprofile.Profile {
	if sh.local == nil {
		return colorprofile.NoTTY
	}
	return colorprofile.Detect(sh.out, os.Environ())
}

// theme is the theme of printed articles. A background that is not asked for is
// taken for dark, whose colours can be read on most.
func (sh *shell) theme(wish string) *theme.Theme {
	switch wish {
	case "light":
		return theme.New(theme.KindFor(sh.profile()), false)
	case "high-contrast", "high-contrast-dark", "high-contrast-light":
		if kind := theme.KindFor(sh.profile()); kind == theme.Full {
			return theme.New(theme.Contrast, wish != "high-contrast-light")
		}
	case "none":
		return theme.New(theme.None, true)
	case "basic":
		return theme.New(theme.Basic, true)
	}
	return theme.New(theme.KindFor(sh.profile()), true)
}
