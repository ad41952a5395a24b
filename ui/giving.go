package ui

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
)

// What leaves the interface: an article as a file or to a program, a link to
// the program for its site. Programs get arguments; no shell sees what
// somebody on the network has written.

// OpenRule says with which program links of a host are opened.
type OpenRule struct {
	// Host is "youtube.com" for it and what is below it, or a pattern with *
	// for the whole name.
	Host string
	// Run is the program with its arguments; %u stands for the address, which
	// goes last where it does not stand.
	Run []string
	// Terminal gives the program the terminal until it ends.
	Terminal bool
}

// fits reports whether a link is for this program.
func (r OpenRule) fits(link string) bool {
	_, rest, ok := strings.Cut(link, "://")
	if !ok || len(r.Run) == 0 || !strings.HasPrefix(link, "http") {
		return false
	}
	host := strings.ToLower(rest)
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		host = host[:i]
	}
	want := strings.ToLower(r.Host)
	if strings.Contains(want, "*") {
		match, err := path.Match(want, host)
		return err == nil && match
	}
	return host == want || strings.HasSuffix(host, "."+want)
}

// argv is the program with the address in it.
func (r OpenRule) argv(link string) []string {
	out, placed := make([]string, 0, len(r.Run)+1), false
	for i, arg := range r.Run {
		if i > 0 && strings.Contains(arg, "%u") {
			arg, placed = strings.ReplaceAll(arg, "%u", link), true
		}
		out = append(out, arg)
	}
	if !placed {
		out = append(out, link)
	}
	return out
}

// visit opens a link: with the program for its site, else in the browser; over
// SSH, where neither is the reader's, it copies the link and says so.
func (a *App) visit(link string) tea.Cmd {
	if !a.can.Browser {
		return tea.Batch(tea.SetClipboard(link), a.say(statusPlain, a.tr.S("status.remote", link)))
	}
	for _, r := range a.o.OpenWith {
		if r.fits(link) {
			return a.give(r, link)
		}
	}
	desk, text := a.desk, a.tr.S("done.opened")
	return func() tea.Msg { return done{text: text, err: desk.OpenURL(link)} }
}

// give opens a link with a program.
func (a *App) give(r OpenRule, link string) tea.Cmd {
	argv := r.argv(link)
	if r.Terminal {
		return a.run(exec.CommandContext(a.ctx, argv[0], argv[1:]...), func(err error) tea.Msg { return done{err: failed(argv[0], err)} })
	}
	text := a.tr.S("done.openedwith", argv[0])
	return func() tea.Msg {
		cmd := exec.Command(argv[0], argv[1:]...) // it may outlive this program
		if err := cmd.Start(); err != nil {
			return done{err: failed(argv[0], err)}
		}
		go func() { _ = cmd.Wait() }()
		return done{text: text}
	}
}

// openWith is ":open-with mpv %u": the article under the cursor in a program.
func (a *App) openWith(line string) tea.Cmd {
	if cmd, ok := a.withFiles(); !ok {
		return cmd
	}
	argv, err := argvOf(line)
	row, ok := a.list.Row()
	switch {
	case err != nil:
		return a.say(statusProblem, a.tr.Said(err.Error()))
	case len(argv) == 0:
		return a.say(statusPlain, a.tr.S("openwith.what"))
	case shellIn(line):
		return a.say(statusProblem, a.tr.S("pipe.noshell", shellCommand(line)))
	case !ok || a.screen != mainScreen:
		return a.say(statusPlain, a.tr.S("status.noarticle"))
	case !strings.HasPrefix(row.URL, "http"): // nothing else is given to a program
		return a.say(statusPlain, a.tr.S("status.nolink"))
	}
	return a.give(OpenRule{Run: argv}, row.URL)
}

// shellIn reports whether a line says something that only a shell understands:
// signs of a pipe or of files outside of quotes.
func shellIn(line string) bool {
	var quote rune
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			escaped = false
		case r == '\\' && quote != '\'':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
		case r == '"' || r == '\'':
			quote = r
		case strings.ContainsRune("|<>;&`", r):
			return true
		}
	}
	return strings.Contains(line, "$(") && !strings.Contains(line, "'")
}

// shellCommand is the line as a shell is given it.
func shellCommand(line string) string {
	return "sh -c '" + strings.ReplaceAll(strings.TrimSpace(line), "'", `'\''`) + "'"
}

// failed says in a sentence that a program could not be run, or ended badly.
func failed(program string, err error) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("%s: there is no such program in $PATH", program)
	case errors.As(err, &exit):
		return fmt.Errorf("%s ended with %s", program, exit.ProcessState)
	}
	return fmt.Errorf("%s cannot be run: %w", program, err)
}

// onDesk is the article that is being read as Markdown; "" while it is still on
// its way.
func (a *App) onDesk() string {
	if l := a.leafOnScreen(); l != nil && l.shown != nil {
		return l.read.Markdown()
	}
	if a.screen != mainScreen || a.read.ArticleID() == 0 || a.read.ArticleID() != a.list.ID() {
		return ""
	}
	return a.read.Markdown()
}

// withFiles reports whether programs and files of this machine are the
// reader's own, and says so where not.
func (a *App) withFiles() (tea.Cmd, bool) {
	if a.can.Files && a.can.Browser {
		return nil, true
	}
	return a.say(statusProblem, a.tr.S("status.nofiles")), false
}

func (a *App) askPipe() tea.Cmd {
	if cmd, ok := a.withFiles(); !ok {
		return cmd
	}
	return a.ask(&prompt{label: a.tr.S("ask.pipe"), enter: a.pipe}, "")
}

// pipe runs a program with the article as its input. It has the terminal
// meanwhile, so that less and an editor work, too; what another one has written
// stays until a key is pressed.
func (a *App) pipe(line string) tea.Cmd {
	if cmd, ok := a.withFiles(); !ok {
		return cmd
	}
	argv, err := argvOf(line)
	if err != nil {
		return a.say(statusProblem, a.tr.Said(err.Error()))
	}
	text := a.onDesk()
	switch {
	case len(argv) == 0:
		return a.say(statusPlain, a.tr.S("pipe.what"))
	case shellIn(line):
		return a.say(statusProblem, a.tr.S("pipe.noshell", shellCommand(line)))
	case text == "":
		return a.say(statusPlain, a.tr.S("status.noarticle"))
	}
	cmd := exec.CommandContext(a.ctx, argv[0], argv[1:]...)
	cmd.Stdin = &lent{strings.NewReader(text), a.tr.S("pipe.ended", argv[0]), byKeys}
	said := a.tr.S("done.piped", argv[0])
	return a.run(cmd, func(err error) tea.Msg { return done{text: said, err: failed(argv[0], err)} })
}

// argvOf takes a line apart as a shell would, but for everything a shell does
// beyond that: quotes hold words together, a backslash takes the next letter
// as it is.
func argvOf(line string) ([]string, error) {
	var out []string
	var b bytes.Buffer
	var quote rune
	in, escaped := false, false
	for _, r := range line {
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			in, escaped = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			in, quote = true, r
		case quote == 0 && unicode.IsSpace(r):
			if in {
				out = append(out, b.String())
				b.Reset()
			}
			in = false
		default:
			in = true
			b.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote (%c) is opened and not closed", quote)
	}
	if in {
		out = append(out, b.String())
	}
	return out, nil
}

func (a *App) askSave() tea.Cmd {
	if cmd, ok := a.withFiles(); !ok {
		return cmd
	}
	row, ok := a.list.Row()
	if !ok {
		return nil
	}
	return a.ask(&prompt{label: a.tr.S("ask.save"), enter: a.saveArticle}, fileName(row.Title))
}

// fileName is a name for a file made of a title.
func fileName(title string) string {
	var b strings.Builder
	for _, r := range title {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 60 {
			break
		}
	}
	return strings.Trim(b.String(), "-") + ".md"
}

// saveArticle writes the article as Markdown.
func (a *App) saveArticle(name string) tea.Cmd {
	if cmd, ok := a.withFiles(); !ok {
		return cmd
	}
	text := a.onDesk()
	switch {
	case name == "":
		return nil
	case text == "":
		return a.say(statusPlain, a.tr.S("status.noarticle"))
	}
	said, create := a.tr.S("done.saved", name), a.create
	return func() tea.Msg {
		f, err := create(name)
		if err != nil {
			return done{err: err}
		}
		_, err = io.WriteString(f, text)
		if closed := f.Close(); err == nil {
			err = closed
		}
		return done{text: said, err: err}
	}
}

// newFile makes a file; it never writes over one.
func newFile(name string) (io.WriteCloser, error) {
	f, err := os.OpenFile(home(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("there is a file %s already; choose another name", name)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// fullText fetches the whole article from its site.
func (a *App) fullText() tea.Cmd {
	row, ok := a.list.Row()
	if !ok || a.screen != mainScreen {
		return nil
	}
	if row.URL == "" {
		return a.say(statusPlain, a.tr.S("status.nolink"))
	}
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.fulltext")
	return tea.Batch(a.say(statusPlain, a.tr.S("fulltext.asking")), func() tea.Msg {
		if err := desk.FullText(ctx, row.ID); err != nil {
			return done{err: err}
		}
		return done{text: text, undo: true}
	})
}

// stepFeed shows the articles of the feed before or after the one shown.
func (a *App) stepFeed(dir int, unread bool) tea.Cmd {
	from := a.view.Feed
	if a.view.Place != newsroom.PlaceFeed {
		from = 0
	}
	c, ok := a.side.Step(from, dir, unread)
	if !ok {
		return a.say(statusPlain, a.tr.S("status.nofeed"))
	}
	var cmd tea.Cmd
	if a.screen != mainScreen {
		cmd = a.leave()
	}
	return tea.Batch(cmd, a.placeChosen(c))
}

// river shows all articles again.
func (a *App) river() tea.Cmd {
	var cmd tea.Cmd
	if a.screen != mainScreen {
		cmd = a.leave()
	}
	return tea.Batch(cmd, a.goHome())
}
