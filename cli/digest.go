package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"lede/feeds/clean"
	"lede/feeds/fulltext"
	"lede/news"
	"lede/newsroom"
	"lede/store"
	"lede/ui/reader"
)

func (sh *shell) digestCommand() *cobra.Command {
	var asJSON, lines, page, markdown bool
	sentences := 3
	var lang, title string
	cmd := &cobra.Command{
		Use:   "digest [FILE|URL|-]",
		Short: "Summary, quotes and companies of an article that is not in the store",
		Long: "Reads an article as a web page, HTML, Markdown or plain text and prints its summary, its quotes with their\n" +
			"speakers and its companies. With --jsonl each line of the input is an article,\n" +
			`{"id","title","text"|"html","lang"?,"sentences"?}, and each line of the output its digest, in the same order.`,
		Example: "  lede digest article.html\n  lede digest https://example.org/article\n  lede digest --jsonl < articles.jsonl",
		Args:    need(0, 1, "one article"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if sentences < 1 || sentences > 5 {
				return wrong("a summary has 1 to 5 sentences, not %d", sentences)
			}
			digester, err := sh.digester(cmd.Context())
			if err != nil {
				return err
			}
			if lines {
				in, done, err := sh.stream(args)
				if err != nil {
					return err
				}
				defer done()
				return digestLines(cmd.Context(), in, sh.out, digester, sentences)
			}
			doc, err := sh.read(cmd.Context(), args)
			if err != nil {
				return err
			}
			a, err := article(doc, asJSON, markdown)
			if err != nil {
				return err
			}
			if title != "" {
				a.Title = clean.Line(title)
			}
			a.Language = lang
			g := digester.Digest(a)
			a.Language = g.Language
			switch {
			case asJSON:
				return emit(sh.out, digestOf(doc.name, a, &g, sentences, digester.known))
			case page:
				_, err := io.WriteString(sh.out, reader.Markdown(readingOf(a, g), sentences, sh.tr(), sh.now().Location()))
				return err
			}
			return sh.printArticle(readingOf(a, g), sentences, false)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&asJSON, "json", false, "print one JSON object")
	f.BoolVar(&lines, "jsonl", false, "read and print one JSON object per line, on all cores")
	f.BoolVar(&page, "markdown", false, "print Markdown")
	f.BoolVar(&markdown, "from-markdown", false, "the input is Markdown (as files that end in .md are)")
	f.IntVarP(&sentences, "sentences", "n", sentences, "`SENTENCES` of the summary, 1 to 5")
	f.StringVar(&lang, "lang", "", "the article's `LANGUAGE`, if known: fr, en, …")
	f.StringVar(&title, "title", "", "the article's `TITLE`, if it is not in the input")
	return cmd
}

// stream is the input of --jsonl.
func (sh *shell) stream(args []string) (io.Reader, func(), error) {
	if len(args) == 0 || args[0] == "-" {
		return sh.in, func() {}, nil
	}
	if sh.local == nil {
		return nil, nil, errNoFiles
	}
	f, err := openFile(args[0])
	if err != nil {
		return nil, nil, err
	}
	return f, func() { _ = f.Close() }, nil
}

// article makes an article of a document. verbatim keeps plain text as it is,
// for JSON, whose offsets point into it; otherwise it is cleaned for the screen.
func article(doc document, verbatim, markdown bool) (*news.Article, error) {
	text := string(doc.body)
	switch {
	case markdown || strings.EqualFold(filepath.Ext(doc.name), ".md") || strings.EqualFold(filepath.Ext(doc.name), ".markdown"):
		var out bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(doc.body, &out); err != nil {
			return nil, fmt.Errorf("%s cannot be read as Markdown: %w", doc.name, err)
		}
		return fromHTML(out.String(), ""), nil
	case doc.url != "" || isHTML(doc.body):
		page, err := fulltext.Extract(doc.body, doc.contentType, doc.url)
		if err == nil {
			a := &news.Article{URL: page.URL, Title: page.Title, HTML: page.HTML, Text: page.Text, Blocks: page.Blocks, Published: page.Published, Outlet: page.Site, Truncated: page.Truncated}
			if page.Byline != "" {
				a.Authors = []string{page.Byline}
			}
			return a, nil
		}
		if doc.url != "" {
			return nil, fmt.Errorf("%s: %w", doc.name, err)
		}
		if a := fromHTML(text, ""); a.Text != "" {
			return a, nil // a piece of a page
		}
		return nil, fmt.Errorf("%s: %w", doc.name, err)
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if !verbatim {
		text = clean.Text(text)
	}
	return &news.Article{Text: text}, nil
}

// readingOf is an article as it lies on the desk, for one that is in no store.
func readingOf(a *news.Article, g news.Digest) *newsroom.Reading {
	return &newsroom.Reading{Full: store.Full{Article: *a, Digest: g}}
}

func fromHTML(markup, base string) *news.Article {
	at, _ := url.Parse(base)
	body := clean.HTML(markup, at)
	return &news.Article{HTML: body.HTML, Text: body.Text, Blocks: body.Blocks, Image: body.Image, URL: base}
}

// isHTML reports whether a document begins as markup does.
func isHTML(body []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) < 3 || head[0] != '<' {
		return false
	}
	c := head[1] | 0x20
	return c >= 'a' && c <= 'z' || head[1] == '!' || head[1] == '?'
}

// lineJSON is one line of the input of --jsonl.
type lineJSON struct {
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      *string         `json:"text"`
	HTML      *string         `json:"html"`
	URL       string          `json:"url"`
	Lang      string          `json:"lang"`
	Sentences int             `json:"sentences"`
}

// failedJSON is the answer to a line that is no article.
type failedJSON struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// digestLine answers one line of --jsonl; ok is false for what is no article.
func digestLine(d *articleReader, number int, line []byte, sentences int) (out any, ok bool) {
	var in lineJSON
	in.ID = json.RawMessage("null")
	fail := func(format string, args ...any) (any, bool) {
		return failedJSON{in.ID, fmt.Sprintf("line %d: ", number) + fmt.Sprintf(format, args...)}, false
	}
	if err := json.Unmarshal(line, &in); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return fail("this is not JSON (%v, at byte %d)", err, syntax.Offset)
		}
		return fail("%v", err)
	}
	if len(in.ID) == 0 {
		in.ID = json.RawMessage("null")
	}
	if in.Sentences == 0 {
		in.Sentences = sentences
	}
	if in.Sentences < 1 || in.Sentences > 5 {
		return fail("a summary has 1 to 5 sentences, not %d", in.Sentences)
	}
	var a *news.Article
	switch {
	case in.Text != nil:
		a = &news.Article{Text: *in.Text}
	case in.HTML != nil:
		a = fromHTML(*in.HTML, in.URL)
	default:
		return fail(`an article needs "text" or "html"`)
	}
	a.Title, a.Language = in.Title, in.Lang
	g := d.Digest(a)
	return digestOf(in.ID, a, &g, in.Sentences, d.known), true
}

// readLine reads a line of any length up to maxInput, without its end.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxInput:
			return nil, fmt.Errorf("a line is longer than %d MB", maxInput>>20)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) > 0:
			err = nil
		}
		return bytes.TrimRight(line, "\r\n"), err
	}
}
