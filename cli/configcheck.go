package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"lede/config"
	"lede/feeds/opml"
	"lede/news"
	"lede/summarize/companies"
	"lede/ui/keymap"
	"lede/ui/theme"
)

// checkConfig looks at the configuration and all that belongs to it, the themes and
// companies beside it too, and says everything that is wrong at once.
func (sh *shell) checkConfig(args []string) error {
	if len(args) > 0 {
		sh.local.configFile = args[0]
	}
	paths := config.Locate(sh.local.configFile, sh.local.dataDir)
	if name := sh.local.configFile; name != "" {
		if _, err := os.Stat(name); err != nil {
			return wrong("the configuration %s cannot be read: %w", name, plain(err))
		}
	}
	c, err := config.Load(paths.Config)
	if c.UI.Language != "auto" {
		sh.lang = c.UI.Language
	}
	var problems, notes config.Problems
	if !errors.As(err, &problems) && err != nil {
		return err
	}
	problems, notes = everyProblem(c, problems)
	notes = append(notes, pinNotes(c, paths)...)
	found, remarks := sh.companyProblems(c, paths)
	tr := sh.tr()
	for _, p := range slices.Compact(problems) {
		sh.note("%s", tr.Said(p.Error()))
	}
	for _, p := range found {
		sh.note("%s", tr.Said(p.Error()))
	}
	for _, n := range notes {
		sh.note("%s", tr.S("cli.config.note", tr.Said(n.Error())))
	}
	for _, n := range remarks {
		sh.note("%s", tr.S("cli.config.note", tr.Said(n.Error())))
	}
	if n := len(slices.Compact(problems)) + len(found); n > 0 {
		sh.note("%s", tr.N("cli.config.problems", n))
		return &fault{code: exitFailed}
	}
	if _, err := os.Stat(paths.Config); errors.Is(err, fs.ErrNotExist) {
		sh.say("%s", tr.S("cli.config.none", paths.Config))
		return nil
	}
	sh.say("%s", tr.S("cli.config.well", paths.Config))
	return nil
}

// everyProblem is all that is wrong with a configuration and the themes beside it,
// and what is worth a note, with the problems that reading it has found.
func everyProblem(c config.Config, found config.Problems) (problems, notes config.Problems) {
	problems = slices.Clone(found)
	keys, notes := keyProblems(c)
	hosts, programs := openProblems(c)
	problems = append(append(append(problems, keys...), hosts...), feedProblems(c)...)
	inUse, idle := themeProblems(c)
	notes = append(append(notes, programs...), idle...)
	slices.SortStableFunc(problems, func(a, b config.Problem) int { return a.Line - b.Line })
	return slices.Compact(append(problems, inUse...)), notes
}

// wrongConfig is a configuration that cannot be used: what is wrong with it, the first
// of it where it is much.
func wrongConfig(c config.Config, found config.Problems) error {
	const most = 5
	all, _ := everyProblem(c, found)
	if len(all) <= most {
		return fmt.Errorf("the configuration is wrong:\n%w", all)
	}
	return fmt.Errorf("the configuration is wrong:\n%w\n%d more: `lede config check` names them all", all[:most-1], len(all)-most+1)
}

// keyProblems are what is wrong with the keys, and what they were taken from.
func keyProblems(c config.Config) (wrong, notes config.Problems) {
	keys, problems := keymap.Build(keymap.Wishes{Preset: c.Keys.Preset, Bind: c.Keys.Bind, Macros: c.Keys.Macros})
	for _, p := range append(problems, keys.Bereft()...) {
		wrong = append(wrong, c.At(p.Path, p.Message))
	}
	for _, p := range keys.Taken() {
		notes = append(notes, c.At(p.Path, p.Message))
	}
	for _, all := range []config.Problems{wrong, notes} {
		slices.SortStableFunc(all, func(a, b config.Problem) int { return a.Line - b.Line })
	}
	return wrong, notes
}

// openProblems are hosts that are none, and notes of programs for links that are not
// on this machine: a configuration may be for several.
func openProblems(c config.Config) (wrong, notes config.Problems) {
	for i, o := range c.UI.OpenWith {
		to := &wrong
		at := func(option, format string, args ...any) {
			*to = append(*to, c.At(fmt.Sprintf("ui.open_with.%d.%s", i+1, option), fmt.Sprintf(format, args...)))
		}
		if _, err := path.Match(o.Host, "example.org"); err != nil || o.Host != "" && strings.ContainsAny(o.Host, "/ :") {
			at("host", "host %q is no name of a host; it looks like youtube.com or *.example.org", o.Host)
		}
		switch {
		case len(o.Run) == 0 || o.Run[0] == "":
			if o.Host != "" {
				at("run", "run names no program for %s", o.Host)
			}
		default:
			if _, err := exec.LookPath(o.Run[0]); err != nil && !errors.Is(err, exec.ErrDot) {
				to = &notes
				at("run", "there is no program %q in $PATH; install it, or give its path", o.Run[0])
			}
		}
	}
	return wrong, notes
}

// feedProblems are addresses nobody can fetch, and feeds that stand twice.
func feedProblems(c config.Config) (wrong config.Problems) {
	for list, feeds := range map[string][]config.Feed{"feeds": c.Feeds, "starter": c.Starter} {
		seen := map[string]int{}
		for i, f := range feeds {
			at := fmt.Sprintf("%s.%d.url", list, i+1)
			if f.URL == "" {
				continue // said already
			}
			if _, err := opml.Address(f.URL); err != nil {
				wrong = append(wrong, c.At(at, err.Error()))
			} else if first, twice := seen[f.URL]; twice {
				wrong = append(wrong, c.At(at, fmt.Sprintf("%s stands here twice, first in line %d; leave one of them out", f.URL, c.At(fmt.Sprintf("%s.%d.url", list, first+1), "").Line)))
			} else {
				seen[f.URL] = i
			}
		}
	}
	return wrong
}

// themeProblems are what is wrong with the theme in use, and with the others beside the
// configuration.
func themeProblems(c config.Config) (inUse, idle config.Problems) {
	_, problems := theme.ReadDir(os.DirFS(config.ThemeDir(c.File())))
	for _, p := range problems {
		to := &idle
		if used(c, p) {
			to = &inUse
		}
		*to = append(*to, config.Problem{File: filepath.Join(filepath.Dir(c.File()), filepath.FromSlash(p.File)), Line: p.Line, Message: p.Message})
	}
	for _, all := range []config.Problems{inUse, idle} {
		slices.SortStableFunc(all, func(a, b config.Problem) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
		})
	}
	return inUse, idle
}

// used reports whether a fault is in the theme that the configuration asks for.
func used(c config.Config, p theme.Problem) bool {
	return strings.TrimSuffix(path.Base(filepath.ToSlash(p.File)), ".yaml") == c.UI.Theme
}

// companyProblems are what is wrong with a person's own companies. Without a file
// that the configuration names there need not be one.
func (sh *shell) companyProblems(c config.Config, paths config.Paths) (wrong, notes []error) {
	file := c.CompaniesFile(paths)
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		if c.Companies.File == "" {
			return nil, nil
		}
		return []error{c.At("companies.file", fmt.Sprintf("there is no file %s", file))}, nil
	}
	_, wrong, notes = companies.Check(file)
	return wrong, notes
}

// pinNotes are pinned companies that no list knows. One that was only found in
// articles may be pinned, too, so that this is not wrong.
func pinNotes(c config.Config, paths config.Paths) (notes config.Problems) {
	if len(c.Companies.Pins) == 0 {
		return nil
	}
	own, _ := companies.Load(c.CompaniesFile(paths))
	lexicon := companies.Builtin().With(own)
	for i, pin := range c.Companies.Pins {
		if _, ok := lexicon.Company(news.CompanyID(strings.ToLower(strings.TrimSpace(pin)))); ok || len(lexicon.Find(pin, 1)) > 0 {
			continue
		}
		notes = append(notes, c.At(fmt.Sprintf("companies.pins.%d", i+1), fmt.Sprintf("no company is called %q; `lede companies --all %s` may know it", pin, pin)))
	}
	return notes
}
