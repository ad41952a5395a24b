package cli

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"lede/feeds/clean"
	"lede/feeds/fulltext"
	"lede/feeds/parse"
)

func (sh *shell) parseCommand() *cobra.Command {
	var base string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "parse [FILE|URL|-]",
		Short:   "A feed as JSON, in one form whatever it was written in",
		Example: "  lede parse https://example.org/feed.xml | jq -r '.entries[].title'\n  lede parse --base https://example.org/ feed.xml",
		Args:    need(0, 1, "one feed"),
		RunE: func(cmd *cobra.Command, args []string) error {
			doc, err := sh.read(cmd.Context(), args)
			if err != nil {
				return err
			}
			feed, err := parse.Parse(doc.body, doc.contentType, cmp.Or(base, doc.url))
			if err != nil {
				return fmt.Errorf("%s: %w", doc.name, err)
			}
			for _, w := range feed.Warnings {
				sh.note("lede: %s: %s", doc.name, sh.tr().Said(w))
			}
			return emit(sh.out, documentOf(feed))
		},
	}
	cmd.Flags().StringVar(&base, "base", "", "the `URL` that relative links are relative to")
	cmd.Flags().BoolVar(&asJSON, "json", true, "print JSON, which is all there is")
	return cmd
}

// pageJSON is an article found on a page.
type pageJSON struct {
	Title     string  `json:"title"`
	Byline    string  `json:"byline"`
	Published *string `json:"published"`
	Site      string  `json:"site"`
	Lang      string  `json:"lang"`
	Image     string  `json:"image"`
	URL       string  `json:"url"`
	Text      string  `json:"text"`
	HTML      string  `json:"html"`
	Truncated bool    `json:"truncated"`
}

func (sh *shell) extractCommand() *cobra.Command {
	var base string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "extract [FILE|URL|-]",
		Short:   "The article of a web page, without what stands around it",
		Example: "  lede extract https://example.org/article\n  lede extract --json page.html | jq -r .byline",
		Args:    need(0, 1, "one page"),
		RunE: func(cmd *cobra.Command, args []string) error {
			doc, err := sh.read(cmd.Context(), args)
			if err != nil {
				return err
			}
			page, err := fulltext.Extract(doc.body, doc.contentType, cmp.Or(base, doc.url))
			if err != nil {
				return fmt.Errorf("%s: %w", doc.name, err)
			}
			if asJSON {
				return emit(sh.out, pageJSON{
					Title: page.Title, Byline: page.Byline, Published: stamp(page.Published), Site: page.Site, Lang: page.Language,
					Image: page.Image, URL: page.URL, Text: page.Text, HTML: page.HTML, Truncated: page.Truncated,
				})
			}
			if page.Title != "" {
				sh.say("%s\n", clean.Line(page.Title))
			}
			sh.say("%s", page.Text)
			if page.Truncated {
				sh.note("lede: %s", sh.tr().S("cli.parse.beginning"))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&base, "base", "", "the `URL` of the page, when it comes from a file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print title, byline, date, site, text and HTML as JSON")
	return cmd
}
