package ui

import (
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/news"
	"lede/spelling"
	"lede/ui/keymap"
	"lede/ui/layout"
	"lede/ui/picker"
)

// command is a word of the command line that takes something after it. Every
// action of the key map is a command too.
type command struct {
	run     func(a *App, rest string) tea.Cmd
	options func(a *App, rest string) []string // for Tab; may be nil
}

var commands map[string]command

func init() {
	commands = map[string]command{
		"add":       {run: (*App).commandAdd},
		"import":    {run: (*App).importFile},
		"export":    {run: (*App).exportFile},
		"refresh":   {run: func(a *App, _ string) tea.Cmd { return a.startRefresh(nil, true) }},
		"q":         {run: func(a *App, _ string) tea.Cmd { return a.quit() }},
		"quit":      {run: func(a *App, _ string) tea.Cmd { return a.quit() }},
		"company":   {run: (*App).commandCompany, options: (*App).companyOptions},
		"theme":     {run: func(a *App, rest string) tea.Cmd { return a.commandSet("theme " + rest) }, options: func(a *App, rest string) []string { return a.settingOptions("theme", rest) }},
		"set":       {run: (*App).commandSet, options: (*App).setOptions},
		"open":      {run: (*App).commandOpen},
		"open-with": {run: (*App).openWith},
		"pipe":      {run: (*App).commandPipe},
		"write":     {run: (*App).commandWrite},
		"page":      {run: (*App).commandPage, options: (*App).companyOptions},
		"save":      {run: (*App).commandSave, options: (*App).viewOptions},
		"view":      {run: (*App).commandView, options: (*App).viewOptions},
		"mute": {run: func(a *App, rest string) tea.Cmd {
			if rest == "" {
				return a.askMute()
			}
			return a.muteQuery(rest)
		}},
		"sort":   {run: (*App).commandSort, options: (*App).orderOptions},
		"search": {run: (*App).searchTyped},
		"tag": {run: func(a *App, rest string) tea.Cmd {
			if rest == "" {
				return a.askTag()
			}
			row, _ := a.list.Row()
			return a.tagAll(row, rest)
		}},
	}
}

func (a *App) askCommand() tea.Cmd {
	return a.ask(&prompt{label: ":", past: &a.history, complete: a.completions, enter: func(text string) tea.Cmd {
		text = strings.TrimSpace(strings.TrimPrefix(text, ":"))
		if text == "" {
			return nil
		}
		return tea.Batch(a.remembered(&a.history, historySetting, text), a.command(text))
	}}, "")
}

// command carries out a line of the command line.
func (a *App) command(line string) tea.Cmd {
	name, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if c, ok := commands[name]; ok {
		return c.run(a, rest)
	}
	if row, ok := keymap.RowOf(keymap.Action(name)); ok {
		return a.do(row.Action)
	}
	var near []string
	for _, n := range commandNames() {
		if strings.HasPrefix(n, name) {
			near = append(near, n)
		}
	}
	if len(near) == 1 {
		return a.command(strings.TrimSpace(near[0] + " " + rest))
	}
	if n, err := strconv.Atoi(name); err == nil && rest == "" {
		return a.goToRow(n)
	}
	return a.say(statusProblem, a.unknownCommand(name, rest))
}

// elsewhere are words that other programs have for what is called otherwise here.
var elsewhere = map[string]string{
	"reload": "refresh", "reload-all": "refresh", "update": "refresh", "fetch": "refresh", "w": "write", "wq": "q", "x": "q", "q!": "q", "quit!": "q", "qa": "q",
	"save-article": "write", "e": "open", "edit": "open", "colorscheme": "theme", "colors": "theme", "filter": "search", "find": "search", "unmute": "mutes",
	"ignore": "mute", "subscribe": "add", "browser": "open-browser", "help!": "help", "man": "help",
}

// unknownCommand says what a word that is no command may be meant to be.
func (a *App) unknownCommand(name, rest string) string {
	word, _, _ := strings.Cut(rest, " ")
	switch _, known := keymap.RowOf(keymap.Action(word)); {
	case name == "exec" && known:
		return a.tr.S("command.instead", name, word)
	case name == "exec":
		return a.tr.S("command.exec")
	case name == "source":
		return a.tr.S("command.source")
	}
	if other := elsewhere[name]; other != "" && slices.Contains(commandNames(), other) {
		return a.tr.S("command.instead", name, other)
	}
	if near := nearestCommand(name); near != "" {
		return a.tr.S("command.instead", name, near)
	}
	return a.tr.S("command.unknown", name)
}

// nearestCommand is the command that differs in a letter or two; "" none.
func nearestCommand(name string) (best string) {
	distance := 3
	for _, n := range commandNames() {
		if d := spelling.Edits(name, n); d < distance && d < len(name)-1 {
			best, distance = n, d
		}
	}
	return best
}

// goToRow goes to a row of the list, counted from its top.
func (a *App) goToRow(n int) tea.Cmd {
	if a.screen != mainScreen {
		return nil
	}
	cmd, ok := a.list.Number(n)
	if !ok {
		return a.say(statusProblem, a.tr.S("command.norow", n))
	}
	return tea.Batch(a.focus(layout.List), cmd)
}

func commandNames() []string {
	var names []string
	for name := range commands {
		names = append(names, name)
	}
	for _, r := range keymap.Rows() {
		if !slices.Contains(names, string(r.Action)) {
			names = append(names, string(r.Action))
		}
	}
	sort.Strings(names)
	return names
}

// completions are the lines Tab goes through.
func (a *App) completions(text string) []string {
	name, rest, spaced := strings.Cut(text, " ")
	var out []string
	if spaced {
		if c, ok := commands[name]; ok && c.options != nil {
			for _, o := range c.options(a, rest) {
				out = append(out, name+" "+o)
			}
		}
		return out
	}
	for _, n := range commandNames() {
		if strings.HasPrefix(n, name) {
			out = append(out, n)
		}
	}
	return out
}

func (a *App) commandAdd(rest string) tea.Cmd {
	if rest == "" {
		return a.askURL("")
	}
	return a.add(rest)
}

func (a *App) companyOptions(rest string) []string {
	var out []string
	for _, c := range a.desk.FindCompanies(rest, 9) {
		out = append(out, c.Name)
	}
	return out
}

func (a *App) commandCompany(rest string) tea.Cmd {
	if rest == "" {
		return a.slot(0)
	}
	found := a.desk.FindCompanies(rest, 10)
	if len(found) == 0 {
		return a.companyUnknown(rest)
	}
	pick := found[0]
	for _, c := range found {
		if picker.Fold(c.Name) == picker.Fold(rest) || string(c.ID) == rest {
			pick = c
		}
	}
	return a.filter([]news.CompanyID{pick.ID}, nil)
}

// importFile reads subscriptions from a file of this machine.
func (a *App) importFile(path string) tea.Cmd {
	if !a.can.Files || !a.can.Feeds {
		return a.say(statusProblem, a.tr.S("status.nofiles"))
	}
	if path == "" {
		return a.say(statusProblem, a.tr.S("import.what"))
	}
	desk, ctx, tr := a.desk, a.ctx, a.tr
	return func() tea.Msg {
		f, err := os.Open(home(path))
		if err != nil {
			return done{err: err}
		}
		defer f.Close()
		imported, err := desk.Import(ctx, f)
		return done{text: importedWords(tr, imported), undo: imported.Added > 0, rows: true, err: err, feeds: true}
	}
}

// exportFile writes the subscriptions as OPML; it never writes over a file.
func (a *App) exportFile(path string) tea.Cmd {
	if !a.can.Files {
		return a.say(statusProblem, a.tr.S("status.nofiles"))
	}
	if path == "" {
		return a.say(statusProblem, a.tr.S("export.what"))
	}
	desk, ctx, create, text := a.desk, a.ctx, a.create, a.tr.S("done.exported", path)
	return func() tea.Msg {
		f, err := create(path)
		if err != nil {
			return done{err: err}
		}
		err = desk.Export(ctx, f)
		if closed := f.Close(); err == nil {
			err = closed
		}
		return done{text: text, err: err}
	}
}

// home puts the home directory in the place of "~/".
func home(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if dir, err := os.UserHomeDir(); err == nil {
			return dir + "/" + rest
		}
	}
	return path
}

// tags are the tags somebody has typed, with commas between them. A tag is one
// word.
func tags(text string) (all []string) {
	for _, t := range strings.Split(text, ",") {
		t = strings.TrimLeft(strings.Join(strings.Fields(t), "-"), "#")
		if t != "" && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// tagAll puts tags on an article.
func (a *App) tagAll(row news.Headline, text string) tea.Cmd {
	var fresh []string
	for _, t := range tags(text) {
		if !slices.Contains(row.Tags, t) {
			fresh = append(fresh, t)
		}
	}
	if row.ID == 0 || len(fresh) == 0 {
		return nil
	}
	a.list.Edit(func(r *news.Headline) {
		if r.ID == row.ID {
			r.Tags = append(slices.Clone(r.Tags), fresh...)
		}
	})
	desk, ctx, said := a.desk, a.ctx, a.tr.S("done.tagged", strings.Join(fresh, " #"))
	return func() tea.Msg { return done{text: said, undo: true, err: desk.Tag(ctx, row.ID, true, fresh...)} }
}

// untag takes a tag off an article, on screen at once.
func (a *App) untag(id news.ArticleID, tag string) tea.Cmd {
	a.list.Edit(func(r *news.Headline) {
		if r.ID == id {
			r.Tags = slices.DeleteFunc(slices.Clone(r.Tags), func(t string) bool { return t == tag })
		}
	})
	desk, ctx, text := a.desk, a.ctx, a.tr.S("done.untagged", tag)
	return func() tea.Msg { return done{text: text, undo: true, err: desk.Tag(ctx, id, false, tag)} }
}
