package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"lede/config"
	"lede/feeds/newsboat"
	"lede/news"
	"lede/newsroom"
	"lede/ui/i18n"
)

type switchedJSON struct {
	DryRun     bool       `json:"dry_run"`
	URLs       string     `json:"urls"`
	Cache      string     `json:"cache"`
	ConfigFile string     `json:"config"`
	Added      int        `json:"added"`
	Known      int        `json:"known"`
	Views      int        `json:"views"`
	Mutes      int        `json:"mutes"`
	Articles   int        `json:"articles"`
	Had        int        `json:"articles_known"`
	Read       int        `json:"read"`
	Starred    int        `json:"starred"`
	Tagged     int        `json:"tagged"`
	Settings   string     `json:"settings"`
	Written    string     `json:"written"`
	NotTaken   []noteJSON `json:"not_taken"`
}

type noteJSON struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// switchOver takes over what newsboat has and says what came of it.
func (sh *shell) switchOver(ctx context.Context, files newsboat.Files, f importFlags) error {
	s, err := sh.open(ctx)
	if err != nil {
		return err
	}
	home, _ := os.UserHomeDir()
	bar := progress{sh: sh, on: isTerminal(sh.errw)}
	got, err := s.ImportNewsboat(ctx, newsroom.Switch{Files: files, Home: home, Dry: f.dry, Progress: func(done, total int) {
		bar.done, bar.all = done-1, total
		bar.step(newsroom.FeedResult{Feed: news.Feed{Title: sh.tr().S("cli.switch.articlesbar")}})
	}})
	bar.clear()
	yaml, notes := settingsYAML(got.Settings)
	got.Notes = append(got.Notes, notes...)
	if err != nil {
		if got.Feeds > 0 && !f.dry {
			err = fmt.Errorf("%w; what was taken until then stays: the same command goes on", err)
		}
		return err
	}
	written := ""
	if f.write && !f.dry && yaml != "" {
		if written, err = sh.writeSettings(yaml); err != nil {
			got.Notes = append(got.Notes, newsboat.Note{Text: "The settings were not written: " + err.Error() + "."})
		}
	}
	if f.json {
		j := switchedJSON{
			DryRun: f.dry, URLs: got.Files.URLs, Cache: got.Files.Cache, ConfigFile: got.Files.Config, Added: got.Feeds, Known: got.KnownFeeds,
			Views: got.Views, Mutes: got.Mutes, Articles: got.Articles, Had: got.Known, Read: got.Read, Starred: got.Starred, Tagged: got.Tagged,
			Settings: yaml, Written: written, NotTaken: []noteJSON{},
		}
		for _, n := range got.Notes {
			j.NotTaken = append(j.NotTaken, noteJSON{n.File, n.Line, n.Text})
		}
		return emit(sh.out, j)
	}
	tr := sh.tr()
	sh.sayTaken(got, f.dry)
	if len(got.Notes) > 0 {
		sh.say("\n%s", tr.S("cli.switch.left"))
		for _, n := range got.Notes {
			sh.say("  %s", sayNote(tr, n))
		}
	}
	sh.saySettings(yaml, written, f)
	if got.Feeds > 0 && !f.dry {
		sh.note("\n%s", tr.S("cli.switch.next"))
	}
	return nil
}

// sayNote says a note with its file, whose name may look like a sentence, as it is.
func sayNote(tr *i18n.Tr, n newsboat.Note) string {
	text := n.Text
	n.Text = ""
	return n.String() + tr.Said(text)
}

// sayTaken says what came, or would come.
func (sh *shell) sayTaken(got newsroom.Switched, dry bool) {
	tr := sh.tr()
	if dry {
		sh.say("%s", tr.S("cli.switch.dry"))
	}
	for _, file := range []string{got.Files.URLs, got.Files.Cache, got.Files.Config} {
		if file != "" {
			sh.say("%s", tr.S("cli.switch.from", file))
		}
	}
	t := table{sh: sh, widest: 1}
	t.row(tr.Number(got.Feeds), tr.S("cli.both", wordFor(tr, "cli.switch.feeds", got.Feeds), tr.N("cli.import.known", got.KnownFeeds)))
	for _, line := range []struct {
		n   int
		key string
	}{
		{got.Views, "cli.switch.views"},
		{got.Mutes, "cli.switch.mutes"},
		{got.Articles, "cli.switch.articles"},
		{got.Known, "cli.switch.had"},
		{got.Read, "cli.switch.read"},
		{got.Starred, "cli.switch.starred"},
		{got.Tagged, "cli.switch.tagged"},
	} {
		if line.n > 0 {
			t.row(tr.Number(line.n), wordFor(tr, line.key, line.n))
		}
	}
	_ = t.flush()
}

// wordFor is the word for a number of things that stands in a column of its own.
func wordFor(tr *i18n.Tr, key string, n int) string {
	return strings.TrimPrefix(tr.N(key, n), tr.Number(n)+" ")
}

// saySettings shows the settings, or says where they were written.
func (sh *shell) saySettings(yaml, written string, f importFlags) {
	tr := sh.tr()
	switch {
	case yaml == "":
	case written != "":
		sh.say("\n%s", tr.S("cli.switch.written", written))
	default:
		if c, _, err := sh.configuration(); err == nil && c.Retention > 0 {
			sh.say("\n%s", tr.S("cli.switch.retention", c.Retention))
		}
		path := config.Locate(sh.local.configFile, sh.local.dataDir).Config
		if _, err := os.Stat(path); err == nil {
			sh.say("\n%s\n", tr.S("cli.switch.byhand", path))
		} else if f.write {
			sh.say("\n%s\n", tr.S("cli.switch.would", path))
		} else {
			sh.say("\n%s\n", tr.S("cli.switch.settings", path))
		}
		sh.say("%s", strings.TrimRight(yaml, "\n"))
	}
}

// writeSettings makes a configuration of the settings; one that is there is
// left alone.
func (sh *shell) writeSettings(yaml string) (string, error) {
	path := config.Locate(sh.local.configFile, sh.local.dataDir).Config
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("the directory of %s cannot be made: %w", path, plain(err))
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return "", fmt.Errorf("%s is there already and was left alone", path)
	}
	if err == nil {
		_, err = out.WriteString("# Taken over from newsboat. `lede config example` lists all options.\n" + yaml)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		return "", fmt.Errorf("%s cannot be written: %w", path, plain(err))
	}
	return path, nil
}
