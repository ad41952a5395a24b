package ui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/ui/keymap"
	"lede/ui/reader"
	"lede/ui/theme"
)

// setting is something :set changes while the program runs.
type setting struct {
	name    string
	options func(a *App) []string // what can be said; nil: a number
	set     func(a *App, value string) (tea.Cmd, bool)
}

var settings []setting

func init() { // :set and the settings know each other
	onOff := func(*App) []string { return []string{"on", "off"} }
	number := func(least, most int, set func(*App, int) tea.Cmd) func(*App, string) (tea.Cmd, bool) {
		return func(a *App, value string) (tea.Cmd, bool) {
			n, err := strconv.Atoi(value)
			if err != nil || n < least || n > most {
				return nil, false
			}
			return set(a, n), true
		}
	}
	toggle := func(set func(*App, bool) tea.Cmd) func(*App, string) (tea.Cmd, bool) {
		return func(a *App, value string) (tea.Cmd, bool) {
			if value != "on" && value != "off" {
				return nil, false
			}
			return set(a, value == "on"), true
		}
	}
	settings = []setting{
		{"justify", onOff, toggle(func(a *App, on bool) tea.Cmd { a.o.Justify = on; return a.setText() })},
		{"ledes", onOff, toggle(func(a *App, on bool) tea.Cmd {
			if a.ledes == on {
				return nil
			}
			return a.toggleLedes()
		})},
		{"linear", onOff, toggle((*App).setLinear)},
		{"measure", nil, number(30, 200, func(a *App, n int) tea.Cmd { a.o.Measure = n; return a.setText() })},
		{"read", onOff, toggle(func(a *App, on bool) tea.Cmd {
			return a.change(func(v *newsroom.View) { v.UnreadOnly = !on })
		})},
		{"rollup", onOff, toggle((*App).setRollUp)},
		{"sentences", func(*App) []string { return []string{"1", "2", "3", "4", "5"} }, number(1, 5, (*App).setSentences)},
		{"theme", (*App).themes, (*App).wishTheme},
	}
}

// commandSet changes a setting for this visit: "theme light".
func (a *App) commandSet(rest string) tea.Cmd {
	name, value, _ := strings.Cut(rest, " ")
	value = strings.TrimSpace(value)
	for _, s := range settings {
		if s.name != name {
			continue
		}
		if cmd, ok := s.set(a, value); ok {
			return cmd
		}
		if s.options == nil {
			return a.say(statusProblem, a.tr.S("set.number", name))
		}
		if value != "" { // what is wrong first: the list behind it may be long
			return a.say(statusProblem, a.tr.S("set.wrong", value, name, strings.Join(s.options(a), ", ")))
		}
		return a.say(statusProblem, a.tr.S("set.value", name, strings.Join(s.options(a), ", ")))
	}
	return a.say(statusProblem, a.tr.S("set.what", strings.Join(settingNames(), ", ")))
}

func settingNames() []string {
	var names []string
	for _, s := range settings {
		names = append(names, s.name)
	}
	return names
}

// setOptions are what Tab offers after "set".
func (a *App) setOptions(rest string) []string {
	name, value, spaced := strings.Cut(rest, " ")
	var out []string
	if spaced {
		for _, o := range a.settingOptions(name, value) {
			out = append(out, name+" "+o)
		}
		return out
	}
	for _, n := range settingNames() {
		if strings.HasPrefix(n, name) {
			out = append(out, n)
		}
	}
	return out
}

func (a *App) settingOptions(name, begin string) []string {
	var out []string
	for _, s := range settings {
		if s.name != name || s.options == nil {
			continue
		}
		for _, o := range s.options(a) {
			if strings.HasPrefix(o, begin) {
				out = append(out, o)
			}
		}
	}
	return out
}

func (a *App) setSentences(n int) tea.Cmd {
	a.o.Sentences = n
	a.liked("", strconv.Itoa(n))
	return a.prefer(reader.SentencesSetting, strconv.Itoa(n))
}

// liked has every reader show the summary as somebody likes it.
func (a *App) liked(summary, sentences string) {
	a.read.SetSettings(summary, sentences)
	for _, l := range a.pages.leaves() {
		l.read.SetSettings(summary, sentences)
	}
}

// setText has articles laid out anew.
func (a *App) setText() tea.Cmd {
	cmds := []tea.Cmd{a.read.SetText(a.o.Measure, a.o.Justify)}
	for _, l := range a.pages.leaves() {
		cmds = append(cmds, l.read.SetText(a.o.Measure, a.o.Justify))
	}
	return tea.Batch(cmds...)
}

// commandOpen opens the article, a link of it by its number, or an address.
func (a *App) commandOpen(rest string) tea.Cmd {
	if rest == "" {
		return a.do(keymap.Open)
	}
	if n, err := strconv.Atoi(rest); err == nil {
		links := a.read.Links()
		if n < 1 || n > len(links) {
			return a.say(statusProblem, a.tr.S("open.nolink", n, len(links)))
		}
		return a.visit(links[n-1].URL)
	}
	if !isURL(rest) {
		return a.say(statusProblem, a.tr.S("open.what"))
	}
	return a.visit(rest)
}

func (a *App) commandPipe(rest string) tea.Cmd {
	if rest == "" {
		return a.askPipe()
	}
	return a.pipe(rest)
}

func (a *App) commandWrite(rest string) tea.Cmd {
	if rest == "" {
		return a.askSave()
	}
	return a.saveArticle(rest)
}

// The lines of the command line and the searches are remembered, the last of each.
const (
	historySetting  = "ui.history"
	searchesSetting = "ui.searches"
	mostHistory     = 100
)

// remembered puts a line behind those typed before, once.
func (a *App) remembered(past *[]string, setting, line string) tea.Cmd {
	if n := len(*past); line == "" || n > 0 && (*past)[n-1] == line {
		return nil
	}
	lines := append(slices.Clone(*past), line)
	*past = lines[max(0, len(lines)-mostHistory):]
	return a.save(setting, strings.Join(*past, "\n"))
}

// setHistory takes the lines of earlier sessions.
func (a *App) setHistory(commands, searches string) {
	for _, h := range []struct {
		past  *[]string
		lines string
	}{{&a.history, commands}, {&a.searches, searches}} {
		if h.lines != "" && len(*h.past) == 0 { // somebody may be faster than the store
			*h.past = strings.Split(h.lines, "\n")
		}
	}
}

// themes are the names of all themes there are.
func (a *App) themes() []string {
	names := slices.Clone(theme.Names)
	for _, own := range a.o.Themes {
		names = append(names, own.Name)
	}
	return names
}

func (a *App) wishTheme(name string) (tea.Cmd, bool) {
	if !slices.Contains(a.themes(), name) {
		return nil, false
	}
	a.o.Theme = name
	return a.setTheme(a.chooseTheme(a.o.Dark == nil || *a.o.Dark)), true
}

// setLinear turns the interface for screen readers on or off.
func (a *App) setLinear(on bool) tea.Cmd {
	a.o.Linear, a.state.Linear = on, on
	return a.relayout()
}
