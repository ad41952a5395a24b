package newsboat

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/feeds/clean"
)

// Settings are what a config file says that lede has a counterpart for, and
// notes about the rest.
type Settings struct {
	Keys        []Key         // in the order of the file
	Reload      time.Duration // 0: not said
	OnStart     *bool
	Concurrency int            // 0: not said
	Timeout     time.Duration  // 0: not said
	Keep        *time.Duration // 0: for ever
	Width       int            // 0: not said
	ShowRead    *bool
	ByTitle     bool     // feeds are not in the order of the list, but by title
	Order       string   // of articles: oldest, title, -title; "": the newest first
	Browser     []string // program and arguments, %u for the address
	Ignored     []Ignored
	Cache       string // the cache file, "" when it is where it always is
	Notes       []Note
}

// Key is a line that binds a key, takes one away or makes a macro.
type Key struct {
	File   string
	Line   int
	Key    string   // as newsboat writes it: ^R, ENTER, x
	Does   []string // operations; none: nothing any more
	Dialog string   // "" is all
	Macro  bool
	// Sequence says that Key may be several, one after the other: "gg", ",a",
	// "<SPACE>^A".
	Sequence bool
}

// Ignored is a rule whose articles are not shown.
type Ignored struct {
	Feed  string // its address as written; "" is all
	Query string // in lede's language
	File  string
	Line  int
}

const (
	maxConfig  = 1 << 20 // bytes of a config file
	maxInclude = 8       // files within files
)

// ReadConfig reads a config file and those it includes. home stands for "~".
func ReadConfig(path, home string) (Settings, error) {
	r := configReader{home: home}
	if err := r.file(path, 0); err != nil {
		return r.s, err
	}
	if n := len(r.colours); n > 0 {
		r.s.Notes = append(r.s.Notes, Note{r.colours[0].File, r.colours[0].Line,
			fmt.Sprintf("Colours (%s from here) are not taken; `lede config theme` prints a theme to change.", lines(n))})
	}
	slices.SortStableFunc(r.s.Notes, func(a, b Note) int {
		if a.File != b.File {
			return 0 // as they were read
		}
		return a.Line - b.Line
	})
	return r.s, nil
}

type configReader struct {
	home    string
	s       Settings
	colours []Note
	read    []string // files
}

func (r *configReader) file(path string, depth int) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, reason(err))
	}
	if !info.Mode().IsRegular() || info.Size() > maxConfig {
		return fmt.Errorf("%s is no config file of at most %d MB", path, maxConfig>>20)
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, reason(err))
	}
	defer f.Close()
	r.read = append(r.read, path)
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, maxConfig+1)
	for n := 1; sc.Scan(); n++ {
		words := tokens(sc.Text())
		if len(words) == 0 {
			continue
		}
		if words[0] == "include" {
			r.include(path, n, words, depth)
			continue
		}
		if why := r.line(path, n, words[0], words[1:], sc.Text()); why != "" {
			r.note(path, n, why)
		}
	}
	return sc.Err()
}

func (r *configReader) note(file string, line int, text string) {
	r.s.Notes = append(r.s.Notes, Note{file, line, text})
}

func (r *configReader) include(path string, n int, words []string, depth int) {
	if len(words) != 2 {
		r.note(path, n, "include names no file.")
		return
	}
	other := r.path(words[1], filepath.Dir(path))
	switch {
	case slices.Contains(r.read, other):
	case depth >= maxInclude:
		r.note(path, n, fmt.Sprintf("Files include one another more than %d deep; %s was not read.", maxInclude, shown(other)))
	default:
		if err := r.file(other, depth+1); err != nil {
			r.note(path, n, clean.Line(err.Error())+".")
		}
	}
}

// path is a file as a config file names it.
func (r *configReader) path(name, dir string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		return filepath.Join(r.home, rest)
	}
	if !filepath.IsAbs(name) {
		return filepath.Join(dir, name)
	}
	return name
}

// articleOrders are lede's words for the orders of articles; newsboat's dates are turned
// round: ascending is the newest first.
var articleOrders = map[string]string{
	"date-asc": "", "date": "oldest", "date-desc": "oldest", "title": "title", "title-asc": "title", "title-desc": "-title",
}

// silent are options that need no word: they say what lede does anyway, or are
// about how newsboat works inside.
var silent = []string{"cleanup-on-quit", "ignore-mode", "cache-file", "auto-reload", "prepopulate-query-feeds"}

// instead says where to look for what is not taken as it is.
var instead = map[string]string{
	"user-agent":          "lede says honestly who it is; refresh.user_agent says something else",
	"proxy":               "lede takes its proxy from $HTTPS_PROXY",
	"use-proxy":           "lede takes its proxy from $HTTPS_PROXY",
	"player":              "lede plays nothing; enclosures are among the links of an article",
	"download-path":       "lede downloads no podcasts",
	"bookmark-cmd":        "lede runs no program for a bookmark; a star is its bookmark, | gives an article to a program",
	"external-url-viewer": "lede shows the links of an article itself",
	"html-renderer":       "lede renders articles itself",
	"pager":               "lede shows articles itself; | gives one to a program",
	"highlight-article":   "save a search as a view instead",
	"define-filter":       "save a search as a view instead",
	"run-on-startup":      "lede runs no operations when it starts",
	"notify-program":      "lede notifies nobody; `lede list unread --json` tells a program",
}

// line takes one line and returns why it cannot.
func (r *configReader) line(file string, n int, option string, args []string, raw string) string {
	first := ""
	if len(args) > 0 {
		first = args[0]
	}
	number := func(least, most int, take func(int)) string {
		v, err := strconv.Atoi(first)
		if err != nil || v < least || v > most {
			return fmt.Sprintf("%s %q is not taken: it is no number from %d to %d.", option, shown(first), least, most)
		}
		take(v)
		return ""
	}
	yes := func() *bool { v := first == "yes" || first == "true"; return &v }
	s := &r.s
	switch option {
	case "bind-key", "unbind-key", "macro", "bind":
		return r.key(file, n, option, args, raw)
	case "color", "highlight", "highlight-feed":
		r.colours = append(r.colours, Note{File: file, Line: n})
	case "reload-time":
		return number(1, 60*24*365, func(v int) { s.Reload = time.Duration(v) * time.Minute })
	case "refresh-on-startup":
		s.OnStart = yes()
	case "reload-threads":
		return number(1, 64, func(v int) { s.Concurrency = v })
	case "download-timeout":
		return number(1, 3600, func(v int) { s.Timeout = time.Duration(v) * time.Second })
	case "keep-articles-days":
		return number(0, 36500, func(v int) {
			keep := time.Duration(v) * 24 * time.Hour
			s.Keep = &keep
		})
	case "text-width":
		if first == "0" {
			return ""
		}
		return number(30, 200, func(v int) { s.Width = v })
	case "show-read-articles":
		s.ShowRead = yes()
	case "feed-sort-order":
		if order, _, _ := strings.Cut(first, "-"); order == "title" || order == "none" {
			s.ByTitle = order == "title"
			return ""
		}
		return fmt.Sprintf("%s is not taken: lede has feeds by title, or as the list has them.", option)
	case "article-sort-order":
		order, known := articleOrders[first]
		if !known {
			return fmt.Sprintf("%s %q is not taken: lede sorts articles by date, title or feed.", option, shown(first))
		}
		s.Order = order
	case "browser":
		words, why := browser(first)
		if why == "" {
			s.Browser = words
		}
		return why
	case "ignore-article":
		return r.ignore(file, n, args)
	case "urls-source":
		if first != "local" {
			return fmt.Sprintf("The feeds of %q are kept by that service and not in newsboat's files; export them there as OPML.", shown(first))
		}
	default:
		switch why, known := instead[option]; {
		case slices.Contains(silent, option):
			if option == "cache-file" && first != "" {
				s.Cache = r.path(first, filepath.Dir(file))
			}
		case known:
			return fmt.Sprintf("%s is not taken: %s.", option, why)
		case strings.HasPrefix(option, "podcast") || strings.HasPrefix(option, "download-"):
			return fmt.Sprintf("%s is not taken: lede downloads no podcasts.", shown(option))
		default:
			return fmt.Sprintf("%s has no counterpart.", shown(option))
		}
	}
	return ""
}

// key reads bind-key KEY OPERATION [DIALOG], unbind-key KEY [DIALOG] and macro
// KEY OPERATION; OPERATION … [-- "what it does"].
func (r *configReader) key(file string, n int, option string, args []string, raw string) string {
	k := Key{File: file, Line: n, Macro: option == "macro"}
	for i := range args {
		args[i] = clean.Line(args[i])
	}
	switch {
	case option == "bind":
		// bind KEY DIALOGS OPERATION; … is of newer versions.
		if len(args) < 3 {
			return "bind needs a key, dialogs and operations."
		}
		k.Key, k.Sequence = args[0], true
		ops := operations(args[2:])
		if k.Does = ops; len(ops) == 0 {
			return "bind has no operation."
		}
		for dialog := range strings.SplitSeq(args[1], ",") {
			one := k
			if one.Dialog = dialog; dialog == "everywhere" {
				one.Dialog = ""
			}
			r.s.Keys = append(r.s.Keys, one)
		}
		return ""
	case option == "unbind-key" && len(args) >= 1:
		if k.Key = args[0]; k.Key == "-a" {
			return "unbind-key -a is not taken: lede has keys newsboat has no word for, and one must be able to leave."
		}
		if len(args) > 1 {
			k.Dialog = args[1]
		}
	case option == "bind-key" && len(args) >= 2:
		k.Key, k.Does = args[0], args[1:2]
		if len(args) > 2 {
			k.Dialog = args[2]
		}
	case option == "macro" && len(args) >= 2:
		k.Key, k.Does = args[0], operations(args[1:])
		if len(k.Does) == 0 {
			return "The macro does nothing."
		}
	default:
		return fmt.Sprintf("%q is not understood.", shown(raw))
	}
	if k.Dialog == "all" {
		k.Dialog = ""
	}
	r.s.Keys = append(r.s.Keys, k)
	return ""
}

// operations are the steps of a macro, each with its arguments.
func operations(words []string) (steps []string) {
	var step []string
	end := func() {
		if len(step) > 0 {
			steps = append(steps, strings.Join(step, " "))
		}
		step = nil
	}
	for _, w := range words {
		if w == "--" { // a description follows
			break
		}
		for i, part := range strings.Split(w, ";") {
			if i > 0 {
				end()
			}
			if part != "" {
				step = append(step, part)
			}
		}
	}
	end()
	return steps
}

func (r *configReader) ignore(file string, n int, args []string) string {
	if len(args) < 2 {
		return "ignore-article needs a feed and an expression."
	}
	query, remarks, err := Query(args[1])
	if err != nil {
		return fmt.Sprintf("ignore-article is not taken: %v.", err)
	}
	for _, remark := range remarks {
		r.note(file, n, fmt.Sprintf("ignore-article: %s.", remark))
	}
	ignored := Ignored{Feed: args[0], Query: query, File: file, Line: n}
	if ignored.Feed == "*" {
		ignored.Feed = ""
	}
	r.s.Ignored = append(r.s.Ignored, ignored)
	return ""
}

var errShell = errors.New("it needs a shell, and lede runs none")

// browser takes the command of the browser apart, as a shell would if there
// were nothing in it but words.
func browser(command string) ([]string, string) {
	words, err := argv(command)
	if err != nil {
		return nil, fmt.Sprintf("browser %q is not taken: %v; see ui.open_with.", shown(command), err)
	}
	if len(words) == 0 {
		return nil, "browser names no program."
	}
	return words, ""
}

func argv(command string) ([]string, error) {
	command = strings.TrimSpace(command)
	command = strings.TrimSpace(strings.TrimSuffix(command, "&"))
	var words []string
	var word strings.Builder
	open, quote := false, rune(0)
	for _, c := range command {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, open = c, true
		case quote != '\'' && strings.ContainsRune("|;<>$`\\&*?(){}\n", c):
			return nil, errShell
		case quote == 0 && (c == ' ' || c == '\t'):
			if open {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(c)
			open = true
		}
	}
	if quote != 0 {
		return nil, errors.New("a quotation mark is never closed")
	}
	if open {
		words = append(words, word.String())
	}
	for i := range words {
		words[i] = clean.Line(words[i])
	}
	return words, nil
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}
