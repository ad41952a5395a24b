package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"lede/config"
	"lede/feeds/newsboat"
	"lede/ui/keymap"
)

// operations are lede's actions for newsboat's operations. Those of "next" and
// "prev" differ by place, and are in placed.
var operations = map[string]keymap.Action{
	"open": keymap.Open, "quit": keymap.Quit, "hard-quit": keymap.QuitNow,
	"reload": keymap.Refresh, "reload-all": keymap.RefreshAll,
	"mark-feed-read": keymap.MarkAll, "mark-all-feeds-read": keymap.MarkEverything,
	"save": keymap.SaveArticle, "pipe-to": keymap.Pipe,
	"next-unread": keymap.NextUnread, "prev-unread": keymap.PrevUnread,
	"next-feed": keymap.NextFeed, "prev-feed": keymap.PrevFeed,
	"next-unread-feed": keymap.NextUnreadFeed, "prev-unread-feed": keymap.PrevUnreadFeed,
	"down": keymap.Down, "up": keymap.Up, "pageup": keymap.PageUp, "pagedown": keymap.PageDown,
	"halfpageup": keymap.HalfUp, "halfpagedown": keymap.HalfDown, "home": keymap.Top, "end": keymap.Bottom,
	"open-in-browser": keymap.OpenBrowser, "open-in-browser-and-mark-read": keymap.OpenAndMark,
	"toggle-article-read": keymap.ToggleRead, "toggle-show-read-feeds": keymap.UnreadOnly,
	"show-urls": keymap.Links, "goto-url": keymap.Links,
	"set-tag": keymap.Places, "select-tag": keymap.Places, "select-filter": keymap.Places,
	"clear-tag": keymap.River, "clear-filter": keymap.River,
	"open-search": keymap.Search, "set-filter": keymap.Search, "cmdline": keymap.Command, "help": keymap.Help,
	"bookmark": keymap.Star, "edit-flags": keymap.Tag, "delete-article": keymap.MuteStory,
	"sort": keymap.Sort, "rev-sort": keymap.Sort,
	"edit-urls": keymap.Feeds, "redraw": keymap.Redraw, "switch-focus": keymap.NextPane,
}

// dialogs are lede's contexts for newsboat's dialogs.
var dialogs = map[string]keymap.Context{"": keymap.Everywhere, "feedlist": keymap.SideList, "articlelist": keymap.List, "article": keymap.Reader}

// placed are operations that are another action in the reader.
var placed = map[string]struct{ list, reader keymap.Action }{
	"next": {keymap.Down, keymap.NextGroup}, "prev": {keymap.Up, keymap.PrevGroup},
	"next-article": {keymap.Down, keymap.NextGroup}, "prev-article": {keymap.Up, keymap.PrevGroup},
}

// namedKeys are newsboat's names of keys.
var namedKeys = map[string]string{
	"ENTER": "enter", "SPACE": "space", "TAB": "tab", "BACKTAB": "shift+tab", "ESC": "esc", "BACKSPACE": "backspace", "DELETE": "delete",
	"UP": "up", "DOWN": "down", "LEFT": "left", "RIGHT": "right", "PPAGE": "pgup", "NPAGE": "pgdown", "HOME": "home", "END": "end",
}

// keyOf is newsboat's key as lede writes it.
func keyOf(key string) (string, error) {
	if name, ok := namedKeys[strings.ToUpper(key)]; ok && len(key) > 1 {
		return name, nil
	}
	if len(key) == 2 && key[0] == '^' {
		key = "^" + strings.ToLower(key[1:])
	}
	if len(key) > 1 && key[0] == 'F' {
		key = strings.ToLower(key)
	}
	return keymap.Normalise(key)
}

// strokesOf is a sequence of newsboat's keys as lede writes it: "gg" is "g g",
// "<SPACE>^A" is "space ctrl+a". The name of a key alone is that key.
func strokesOf(keys string) (string, error) {
	if _, ok := namedKeys[strings.ToUpper(keys)]; ok || len(keys) > 1 && keys[0] == 'F' && strings.Trim(keys[1:], "0123456789") == "" {
		return keyOf(keys)
	}
	var strokes []string
	for rest := keys; rest != ""; {
		var one string
		switch end := strings.IndexByte(rest, '>'); {
		case rest[0] == '<' && end > 1:
			one, rest = bracketed(rest[1:end]), rest[end+1:]
		case rest[0] == '^' && len(rest) > 1:
			_, n := utf8.DecodeRuneInString(rest[1:])
			one, rest = rest[:1+n], rest[1+n:]
		default:
			_, n := utf8.DecodeRuneInString(rest)
			one, rest = rest[:n], rest[n:]
		}
		stroke, err := keyOf(one)
		if err != nil {
			return "", err
		}
		strokes = append(strokes, stroke)
	}
	return strings.Join(strokes, " "), nil
}

// bracketed is a key as newsboat writes it between < and >: "C-a", "S-TAB", "ENTER".
func bracketed(key string) string {
	modifiers := ""
	for len(key) > 2 && key[1] == '-' {
		name, ok := map[byte]string{'C': "ctrl+", 'c': "ctrl+", 'S': "shift+", 's': "shift+", 'M': "alt+", 'm': "alt+", 'A': "alt+", 'a': "alt+"}[key[0]]
		if !ok {
			break
		}
		modifiers, key = modifiers+name, key[2:]
	}
	if name, ok := namedKeys[strings.ToUpper(key)]; ok && len(key) > 1 {
		key = name
	}
	return modifiers + key
}

// keysOf are the bindings of one context, by key.
type keysOf map[keymap.Context]map[string]keymap.Action

// rebinding says newsboat's keys in lede's configuration.
type rebinding struct {
	keys    keysOf
	changed map[keymap.Action]bool // has keys other than those of the preset
	macros  map[string][]string
	notes   []newsboat.Note
}

// rebind puts newsboat's lines over the preset of its keys.
func rebind(lines []newsboat.Key) (bind, macros map[string][]string, notes []newsboat.Note) {
	preset, _ := keymap.New("newsboat", nil)
	r := &rebinding{keys: keysOf{}, changed: map[keymap.Action]bool{}, macros: map[string][]string{}}
	for _, c := range keymap.Contexts {
		r.keys[c] = map[string]keymap.Action{}
		for _, e := range preset.Entries(c) {
			for _, key := range e.Keys {
				r.keys[c][key] = e.Action
			}
		}
	}
	for _, k := range lines {
		if why := r.line(k); why != "" {
			r.notes = append(r.notes, newsboat.Note{File: k.File, Line: k.Line, Text: why})
		}
	}
	return r.said(), r.macros, r.notes
}

func (r *rebinding) line(k newsboat.Key) string {
	read := keyOf
	if k.Sequence {
		read = strokesOf
	}
	key, err := read(k.Key)
	if err != nil {
		return fmt.Sprintf("The key %q is not taken: %v.", k.Key, err)
	}
	in, ok := dialogs[k.Dialog]
	if !ok {
		return fmt.Sprintf("The key %s in %q is not taken: there is no such place in lede.", k.Key, k.Dialog)
	}
	switch {
	case k.Macro || len(k.Does) > 1:
		return r.macro(k, key, in)
	case len(k.Does) == 0:
		r.unbind(key, in)
		return ""
	}
	does := strings.TrimSpace(k.Does[0])
	if p, ok := placed[does]; ok {
		if in != keymap.Reader {
			for _, c := range []keymap.Context{keymap.List, keymap.SideList} {
				if in == keymap.Everywhere || in == c {
					r.bind(key, c, p.list)
				}
			}
		}
		if in == keymap.Reader || in == keymap.Everywhere {
			r.bind(key, keymap.Reader, p.reader)
		}
		return ""
	}
	action, ok := operations[does]
	if !ok {
		return fmt.Sprintf("The key %s is not taken: %s has no counterpart.", k.Key, does)
	}
	if action == keymap.UnreadOnly && in == keymap.SideList { // of feeds
		action = keymap.QuietFeeds
	}
	r.bind(key, in, action)
	if action == keymap.UnreadOnly && in == keymap.Everywhere {
		r.bind(key, keymap.SideList, keymap.QuietFeeds)
	}
	return ""
}

// bind gives a key a meaning; one that holds everywhere holds in each place.
func (r *rebinding) bind(key string, in keymap.Context, action keymap.Action) {
	if r.keys[in][key] == action {
		return
	}
	r.free(key, in)
	if under, ok := r.keys[keymap.Everywhere][key]; ok { // it is meant to lie over it here
		r.changed[under] = true
	}
	r.keys[in][key] = action
	r.changed[action] = true
}

// free takes a key away from what has it, and keys that begin with it or that it
// begins with: they could not be typed beside it. What loses one is meant to.
func (r *rebinding) free(key string, in keymap.Context) {
	for c, keys := range r.keys {
		if c != in && c != keymap.Everywhere && in != keymap.Everywhere {
			continue
		}
		for other, had := range keys {
			near := strings.HasPrefix(key, other+" ") || strings.HasPrefix(other, key+" ")
			if near || other == key && (c == in || in == keymap.Everywhere) {
				r.changed[had] = true
				delete(keys, other)
			}
		}
	}
}

func (r *rebinding) unbind(key string, in keymap.Context) {
	for c, keys := range r.keys {
		if a, ok := keys[key]; ok && (in == keymap.Everywhere || c == in) {
			r.changed[a] = true
			delete(keys, key)
		}
	}
}

// macro takes a macro whose steps all have a counterpart; newsboat's are typed
// after a comma.
func (r *rebinding) macro(k newsboat.Key, key string, in keymap.Context) string {
	var steps []string
	browser := "" // what the macro has set
	for _, does := range k.Does {
		if command, ok := strings.CutPrefix(does, "set browser "); ok {
			browser = strings.TrimSpace(command)
			continue
		}
		line, why := lineFor(does, browser)
		if why != "" {
			return fmt.Sprintf("The macro on %s is not taken: %s.", k.Key, why)
		}
		if line != "" {
			steps = append(steps, line)
			continue
		}
		action, ok := operations[does]
		if p, both := placed[does]; both {
			if action, ok = p.list, true; in == keymap.Reader {
				action = p.reader
			}
		}
		if !ok {
			return fmt.Sprintf("The macro on %s is not taken: %q has no counterpart.", k.Key, does)
		}
		steps = append(steps, string(action))
	}
	if len(steps) == 0 {
		return fmt.Sprintf("The macro on %s is not taken: it only sets the browser, and nothing is opened.", k.Key)
	}
	name := key
	if k.Macro {
		name = ", " + key
	}
	r.free(name, in)
	if in != keymap.Everywhere {
		name = string(in) + "." + name
	}
	r.macros[name] = steps
	return ""
}

// lineFor is the line of the command line for a step of a macro that gives an
// article to a program; "" when the step is none. newsboat runs what is piped in a
// shell, and so does the line, where the shell is needed.
func lineFor(does, browser string) (line, why string) {
	if command, ok := strings.CutPrefix(does, "pipe-to "); ok {
		if strings.ContainsAny(command, "|<>;&`$*?~(){}\\") {
			command = "sh -c '" + strings.ReplaceAll(command, "'", `'\''`) + "'"
		}
		return ":pipe " + command, ""
	}
	if browser == "" || does != "open-in-browser" && does != "open-in-browser-and-mark-read" {
		return "", ""
	}
	program, _, _ := strings.Cut(browser, " ")
	switch {
	case does != "open-in-browser":
		return "", "open-in-browser-and-mark-read with a browser of its own has no counterpart; take `:open-with` and a step that marks"
	case strings.ContainsAny(browser, "|<>;&`$*?(){}\\"):
		return "", "the browser needs a shell, and lede runs none; put it into a file, and take `:open-with` that file"
	case slices.Contains(inTerminal, program[strings.LastIndexByte(program, '/')+1:]):
		return "", "a browser in the terminal goes into ui.open_with, with `terminal: true`"
	}
	return ":open-with " + browser, ""
}

// said are the actions whose keys are no longer those of the preset.
func (r *rebinding) said() map[string][]string {
	bind := map[string][]string{}
	for action := range r.changed {
		left := false
		for _, c := range keymap.Contexts {
			name := string(c) + "." + string(action)
			if c == keymap.Everywhere {
				name = string(action)
			}
			var keys []string
			for key, a := range r.keys[c] {
				if a == action {
					keys = append(keys, key)
				}
			}
			left = left || len(keys) > 0
			row, _ := keymap.RowOf(action)
			if slices.Sort(keys); len(keys) > 0 || c == keymap.Everywhere && slices.Contains(row.In, keymap.Everywhere) {
				bind[name] = append([]string{}, keys...)
			}
		}
		if !left {
			bind[string(action)] = []string{}
		}
	}
	return bind
}

// settingsFile is the part of a configuration that newsboat has words for.
type settingsFile struct {
	Refresh   *refreshFile `yaml:"refresh,omitempty"`
	Retention string       `yaml:"retention,omitempty"`
	UI        *uiFile      `yaml:"ui,omitempty"`
	Keys      *keysFile    `yaml:"keys,omitempty"`
}

type refreshFile struct {
	Interval    string `yaml:"interval,omitempty"`
	OnStart     *bool  `yaml:"on_start,omitempty"`
	Concurrency int    `yaml:"concurrency,omitempty"`
	Total       string `yaml:"total_timeout,omitempty"`
}

type uiFile struct {
	Sort     string         `yaml:"sort,omitempty"`
	Order    string         `yaml:"order,omitempty"`
	Measure  int            `yaml:"measure,omitempty"`
	ShowRead *bool          `yaml:"show_read,omitempty"`
	OpenWith []openWithFile `yaml:"open_with,omitempty"`
}

type openWithFile struct {
	Host     string   `yaml:"host"`
	Run      []string `yaml:"run,flow"`
	Terminal bool     `yaml:"terminal,omitempty"`
}

type keysFile struct {
	Preset string              `yaml:"preset"`
	Bind   map[string][]string `yaml:"bind,omitempty"`
	Macros map[string][]string `yaml:"macros,omitempty"`
}

// inTerminal are browsers that need the terminal.
var inTerminal = []string{"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "chawan", "cha"}

// settingsYAML is a configuration with newsboat's settings and keys, and notes
// about what could not be said in it.
func settingsYAML(s newsboat.Settings) (string, []newsboat.Note) {
	duration := func(d time.Duration) string {
		if d <= 0 {
			return ""
		}
		return config.Duration(d).String()
	}
	f := settingsFile{Retention: "forever", Keys: &keysFile{Preset: "newsboat"}}
	if s.Keep != nil && *s.Keep > 0 {
		f.Retention = duration(*s.Keep)
	}
	if r := (refreshFile{duration(s.Reload), s.OnStart, s.Concurrency, duration(s.Timeout)}); r != (refreshFile{}) {
		f.Refresh = &r
	}
	f.UI = &uiFile{Sort: config.SortOwn, Order: s.Order, Measure: s.Width, ShowRead: s.ShowRead}
	if s.ByTitle {
		f.UI.Sort = ""
	}
	if len(s.Browser) > 0 {
		name := s.Browser[0][strings.LastIndexByte(s.Browser[0], '/')+1:]
		f.UI.OpenWith = []openWithFile{{"*", s.Browser, slices.Contains(inTerminal, name)}}
	}
	if f.UI.Sort == "" && s.Order == "" && s.Width == 0 && s.ShowRead == nil && len(s.Browser) == 0 {
		f.UI = nil
	}
	var notes []newsboat.Note
	f.Keys.Bind, f.Keys.Macros, notes = rebind(s.Keys)
	// What would not be understood is left out rather than printed.
	_, problems := keymap.Build(keymap.Wishes{Preset: f.Keys.Preset, Bind: f.Keys.Bind, Macros: f.Keys.Macros})
	for _, p := range problems {
		notes = append(notes, newsboat.Note{Text: "keys: " + p.Message + "."})
		name := strings.TrimPrefix(strings.TrimPrefix(p.Path, "keys.bind."), "keys.macros.")
		maps.DeleteFunc(f.Keys.Bind, func(have string, _ []string) bool { return have == name })
		maps.DeleteFunc(f.Keys.Macros, func(have string, _ []string) bool { return have == name })
	}
	out, err := yaml.MarshalWithOptions(f, yaml.Flow(false), yaml.IndentSequence(true))
	if err != nil {
		return "", append(notes, newsboat.Note{Text: "The settings cannot be written as YAML: " + err.Error() + "."})
	}
	return string(out), notes
}
