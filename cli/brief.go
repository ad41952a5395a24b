package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lede/config"
	"lede/newsroom"
	"lede/ui/i18n"
	"lede/ui/reader"
	"lede/ui/render"
)

type briefJSON struct {
	Since    *string       `json:"since"`
	Until    *string       `json:"until"`
	Sections []sectionJSON `json:"sections"`
}

type sectionJSON struct {
	Company string      `json:"company"`
	Name    string      `json:"name"`
	Stories []storyJSON `json:"stories"`
}

type storyJSON struct {
	headlineJSON
	Sentence string         `json:"sentence"`
	Quote    *briefSaidJSON `json:"quote"`
}

type briefSaidJSON struct {
	Text    string     `json:"text"`
	Speaker *namedJSON `json:"speaker"`
}

func briefOf(b newsroom.Brief) briefJSON {
	j := briefJSON{Since: stamp(b.Since), Until: stamp(b.Until), Sections: []sectionJSON{}}
	for _, s := range b.Sections {
		section := sectionJSON{string(s.Company), s.Name, []storyJSON{}}
		for _, story := range s.Stories {
			sj := storyJSON{headlineJSON: headlineOf(story.Headline), Sentence: story.Sentence}
			if story.Quote != nil {
				sj.Quote = &briefSaidJSON{story.Quote.Text, namedOf(story.Quote.Speaker)}
			}
			section.Stories = append(section.Stories, sj)
		}
		j.Sections = append(j.Sections, section)
	}
	return j
}

func (sh *shell) briefCommand() *cobra.Command {
	var asJSON, markdown bool
	var since string
	var flags viewFlags
	cmd := &cobra.Command{
		Use:   "brief [QUERY]",
		Short: "The briefing: top stories per company, one sentence and the best quote each",
		Long: "The top stories of each pinned company and of all others, in one sentence of their own and with their best\n" +
			"quote. Without --since it reaches back to your last visit, at least half a day.",
		Example: "  lede brief\n  lede brief --since 24h --markdown\n  lede brief folder:Tech -c openai",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			var from time.Time
			if since != "" {
				d, err := config.ParseDuration(since)
				if err != nil {
					return wrong("--since %q %w", since, err)
				}
				from = sh.now().Add(-time.Duration(d))
			}
			s, err := sh.open(ctx)
			if err != nil {
				return err
			}
			s.AwaitLexicon()
			view, err := flags.view(ctx, s, args)
			if err != nil {
				return err
			}
			b, err := s.Briefing(ctx, view, from)
			if err != nil {
				return err
			}
			if asJSON {
				return emit(sh.out, briefOf(b))
			}
			if len(b.Sections) == 0 {
				sh.note("%s %s", sh.tr().S("brief.empty", sh.tr().Date(b.Since.Local())), sh.whyNone(ctx, s, view))
				return nil
			}
			w := bufio.NewWriter(sh.out)
			if markdown {
				briefMarkdown(w, b, sh.tr())
			} else {
				sh.briefText(w, b)
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "how far back, such as `24h` or 7d")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().BoolVar(&markdown, "markdown", false, "print Markdown")
	flags.add(sh, cmd, 0, "stories")
	_ = cmd.Flags().MarkHidden("limit") // a briefing is short by itself
	return cmd
}

func (sh *shell) briefText(w io.Writer, b newsroom.Brief) {
	tr := sh.tr()
	width := sh.width()
	if width == 0 || width > 100 {
		width = 100
	}
	fmt.Fprintf(w, "%s · %s\n", tr.S("brief.title"), tr.S("brief.since", tr.Date(b.Since.Local())))
	for _, section := range b.Sections {
		name := section.Name
		if section.Company == "" {
			name = tr.S("brief.rest")
		}
		fmt.Fprintf(w, "\n%s\n", name)
		for _, story := range section.Stories {
			h := story.Headline
			from := h.Outlet
			if story.Others > 0 {
				from += " " + tr.N("brief.others", story.Others)
			}
			block(w, "  ", "", fmt.Sprintf("%d  %s", h.ID, h.Title), width)
			block(w, "      ", "", from+" · "+tr.Age(h.Published, sh.now()), width)
			block(w, "      ", "", story.Sentence, width)
			if q := story.Quote; q != nil {
				block(w, "      ", "", i18n.Quoted(q.Text, h.Language)+" — "+reader.SpeakerWords(q.Speaker), width)
			}
		}
	}
}

// block writes a text in lines that begin alike.
func block(w io.Writer, indent, mark, text string, width int) {
	if text == "" {
		return
	}
	for _, l := range render.Wrap(mark+text, width-len(indent)) {
		fmt.Fprintf(w, "%s%s\n", indent, l)
	}
}

func briefMarkdown(w io.Writer, b newsroom.Brief, tr *i18n.Tr) {
	fmt.Fprintf(w, "# %s\n\n%s\n", tr.S("brief.title"), tr.S("brief.since", tr.Date(b.Since.Local())))
	for _, section := range b.Sections {
		name := section.Name
		if section.Company == "" {
			name = tr.S("brief.rest")
		}
		fmt.Fprintf(w, "\n## %s\n", inMarkdown(name))
		for _, story := range section.Stories {
			h := story.Headline
			from := h.Outlet
			if story.Others > 0 {
				from += " " + tr.N("brief.others", story.Others)
			}
			title := inMarkdown(h.Title)
			if h.URL != "" {
				title = "[" + title + "](<" + h.URL + ">)"
			}
			fmt.Fprintf(w, "\n- **%s** (%s)\n", title, inMarkdown(from))
			if story.Sentence != "" {
				fmt.Fprintf(w, "  %s\n", inMarkdown(story.Sentence))
			}
			if q := story.Quote; q != nil {
				fmt.Fprintf(w, "\n  > %s — %s\n", inMarkdown(i18n.Quoted(q.Text, h.Language)), inMarkdown(reader.SpeakerWords(q.Speaker)))
			}
		}
	}
}

var escapes = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, "`", "\\`", `[`, `\[`, `]`, `\]`, `<`, `\<`)

func inMarkdown(s string) string { return escapes.Replace(strings.Join(strings.Fields(s), " ")) }
