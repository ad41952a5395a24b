package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"golang.org/x/text/unicode/norm"

	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/reader"
)

// exportFlags are the flags of lede export.
type exportFlags struct {
	articles, quotes bool
	format, output   string
	sentences        int
	view             viewFlags
}

func (sh *shell) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Your feeds as OPML; articles or quotes as JSON or Markdown",
		Long: "Writes the feeds you follow as OPML, with folders and settings, without names and passwords. --articles writes articles\n" +
			"with their digests, one JSON object per line as `lede show --json` has them, or as Markdown: with -o one file per\n" +
			"article in a directory. --quotes writes the quote book. Both take the queries of `lede list`.",
		Example: "  lede export > feeds.opml\n  lede export --articles starred --format markdown -o notes\n" +
			"  lede export --articles > everything.jsonl\n  lede export --quotes company:openai newer:30d --format markdown -o quotes.md",
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.articles && f.quotes:
				return wrong("give --articles or --quotes, not both")
			case !f.articles && !f.quotes && (len(args) > 0 || f.format != ""):
				return wrong("feeds are written as OPML, all of them; a query and --format go with --articles or --quotes")
			case f.format != "" && f.format != "json" && f.format != "markdown":
				return wrong("--format is json or markdown, not %q", f.format)
			case f.sentences < 0 || f.sentences > 5:
				return wrong("--sentences is 1 to 5")
			}
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			f.format = cmp.Or(f.format, "json")
			switch {
			case f.articles && f.format == "markdown" && f.output != "":
				return sh.exportFiles(cmd.Context(), s, f, args)
			case f.articles, f.quotes:
				return sh.exportTo(f.output, func(w io.Writer) error {
					if f.quotes {
						return sh.exportQuotes(cmd.Context(), s, f, args, w)
					}
					return sh.exportArticles(cmd.Context(), s, f, args, w)
				})
			}
			return sh.exportTo(f.output, func(w io.Writer) error { return s.Export(cmd.Context(), w) })
		},
	}
	f.view.add(sh, cmd, 0, "of them")
	cmd.Flags().BoolVar(&f.articles, "articles", false, "articles with their digests")
	cmd.Flags().BoolVar(&f.quotes, "quotes", false, "quotes with their speakers")
	cmd.Flags().StringVar(&f.format, "format", "", "json (one object per line) or markdown")
	cmd.Flags().IntVar(&f.sentences, "sentences", 0, "`SENTENCES` of the summaries, 1 to 5")
	if sh.local != nil {
		cmd.Flags().StringVarP(&f.output, "output", "o", "", "write into a `FILE`; articles as Markdown into a directory")
	}
	return cmd
}

// exportTo writes to standard output, or a file that is there as a whole or not
// at all.
func (sh *shell) exportTo(name string, write func(io.Writer) error) error {
	if name == "" {
		w := bufio.NewWriterSize(sh.out, 64<<10)
		err := write(w)
		return errors.Join(err, w.Flush())
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".lede-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", name, plain(err))
	}
	w := bufio.NewWriterSize(f, 64<<10)
	failed := write(w)
	if err = errors.Join(w.Flush(), f.Close()); failed == nil && err == nil {
		err = os.Rename(f.Name(), name)
	}
	if failed != nil || err != nil {
		_ = os.Remove(f.Name())
	}
	if failed != nil {
		return failed
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", name, plain(err))
	}
	return nil
}

// eachArticle reads the articles of a query one by one, newest first. One that
// is removed meanwhile is left out.
func (sh *shell) eachArticle(ctx context.Context, s *newsroom.Session, f exportFlags, words []string, each func(*newsroom.Reading, int) error) error {
	s.AwaitLexicon()
	view, err := f.view.view(ctx, s, words)
	if err != nil {
		return err
	}
	view.Apart = true
	c, _, err := sh.configuration()
	if err != nil {
		return err
	}
	sentences := cmp.Or(f.sentences, c.Summary.Sentences)
	return pages(f.view.limit, func(p store.Page) ([]news.Headline, bool, error) {
		w, err := s.Headlines(ctx, view, p)
		return w.Rows, w.More, err
	}, func(h news.Headline) store.Place { return *store.PlaceOf(&h) },
		func(h news.Headline) error {
			r, err := s.Article(ctx, h.ID)
			if errors.Is(err, store.ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			return each(&r, sentences)
		})
}

// exportArticles writes articles one after the other.
func (sh *shell) exportArticles(ctx context.Context, s *newsroom.Session, f exportFlags, words []string, w io.Writer) error {
	n := 0
	return sh.eachArticle(ctx, s, f, words, func(r *newsroom.Reading, sentences int) error {
		if f.format == "json" {
			s.AwaitLexicon()
			return emit(w, articleOf(r, sentences, s.Company))
		}
		text := reader.Markdown(r, sentences, sh.tr(), sh.now().Location())
		if n++; n > 1 {
			text = "\n---\n\n" + text
		}
		_, err := io.WriteString(w, text)
		return err
	})
}

// exportFiles writes articles as Markdown, each into a file of its own.
func (sh *shell) exportFiles(ctx context.Context, s *newsroom.Session, f exportFlags, words []string) error {
	if err := os.MkdirAll(f.output, 0o755); err != nil {
		return fmt.Errorf("the directory %s cannot be made: %w", f.output, plain(err))
	}
	n := 0
	err := sh.eachArticle(ctx, s, f, words, func(r *newsroom.Reading, sentences int) error {
		n++
		text := reader.Markdown(r, sentences, sh.tr(), sh.now().Location())
		return sh.exportTo(filepath.Join(f.output, markdownName(&r.Article)), func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
	})
	if err != nil {
		if n > 0 {
			err = fmt.Errorf("%w; what was written until then stays in %s", err, f.output)
		}
		return err
	}
	sh.say("%s", sh.tr().N("cli.export.done", n, f.output))
	return nil
}

// longestName is how many letters of a title go into the name of a file.
const longestName = 60

// markdownName is the name of an article's file: its day, words of its title in
// letters every file system takes, and its number, which no other has.
func markdownName(a *news.Article) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(a.Title) {
		switch {
		case unicode.Is(unicode.Mn, r): // the accent of the letter before
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(unicode.ToLower(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= longestName {
			break
		}
	}
	name := a.Published.UTC().Format("2006-01-02")
	if words := strings.Trim(b.String(), "-"); words != "" {
		name += "-" + words
	}
	return fmt.Sprintf("%s-%d.md", name, a.ID)
}

// exportQuotes writes the quotes of a query, newest first.
func (sh *shell) exportQuotes(ctx context.Context, s *newsroom.Session, f exportFlags, words []string, w io.Writer) error {
	s.AwaitLexicon()
	view, err := f.view.view(ctx, s, words)
	if err != nil {
		return err
	}
	n := 0
	return pages(f.view.limit, func(p store.Page) ([]store.QuoteRow, bool, error) {
		rows, err := s.Quotes(ctx, view, p)
		return rows, len(rows) >= p.Limit, err
	}, func(q store.QuoteRow) store.Place { return store.Place{Published: q.Published, ID: q.Article} },
		func(q store.QuoteRow) error {
			if f.format == "json" {
				return emit(w, saidOf(q))
			}
			var b bytes.Buffer
			if n++; n > 1 {
				b.WriteByte('\n')
			}
			who := cmp.Or(reader.SpeakerWords(q.Quote.Speaker), sh.tr().S("reader.unknown"))
			fmt.Fprintf(&b, "> %s\n>\n> — %s\n\n", escaped(q.Quote.Text), escaped(who))
			fmt.Fprintf(&b, "%s, *%s*, %s\n", escaped(q.Outlet), escaped(q.Title), q.Published.In(sh.now().Location()).Format("2006-01-02"))
			_, err := w.Write(b.Bytes())
			return err
		})
}

var markdownSigns = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "<", "\\<")

// escaped is a line of text that Markdown takes as it is.
func escaped(s string) string { return markdownSigns.Replace(strings.Join(strings.Fields(s), " ")) }
