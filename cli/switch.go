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
		bar.step(newsroom.FeedResult{Feed: news.Feed{Title: "articles"}})
	}})
	bar.clear()
	yaml, notes := settingsYAML(got.Settings)
	got.Notes = append(got.Notes, notes...)
	if err != nil {
		if got.Feeds > 0 && !f.dry {
			err = fmt.Errorf("%w; %d feeds are followed already and what was stored stays: the same command goes on", err, got.Feeds)
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
	sh.sayTaken(got, f.dry)
	if len(got.Notes) > 0 {
		sh.say("\nNot taken, or not quite:")
		for _, n := range got.Notes {
			sh.say("  %s", n)
		}
	}
	sh.saySettings(yaml, written, f)
	if got.Feeds > 0 && !f.dry {
		sh.note("\n`lede refresh` fetches the feeds; an open lede does it by itself.")
	}
	return nil
}

// sayTaken says what came, or would come.
func (sh *shell) sayTaken(got newsroom.Switched, dry bool) {
	if dry {
		sh.say("This would be taken; nothing was changed.")
	}
	for _, file := range []string{got.Files.URLs, got.Files.Cache, got.Files.Config} {
		if file != "" {
			sh.say("from %s", file)
		}
	}
	t := table{sh: sh, widest: 1}
	t.row(itoa(got.Feeds), fmt.Sprintf("feeds followed; %d were already", got.KnownFeeds))
	for _, line := range []struct {
		n    int
		text string
	}{
		{got.Views, "query feeds, now saved views"},
		{got.Mutes, "rules of ignore-article, now mute rules"},
		{got.Articles, "articles lede did not have, with their text"},
		{got.Known, "articles lede had; they keep their text"},
		{got.Read, "articles marked read"},
		{got.Starred, "flagged articles, now starred"},
		{got.Tagged, "flags, now tags"},
	} {
		if line.n > 0 {
			t.row(itoa(line.n), line.text)
		}
	}
	_ = t.flush()
}

// saySettings shows the settings, or says where they were written.
func (sh *shell) saySettings(yaml, written string, f importFlags) {
	switch {
	case yaml == "":
	case written != "":
		sh.say("\nSettings and keys are in %s.", written)
	default:
		if c, _, err := sh.configuration(); err == nil && c.Retention > 0 {
			sh.say("\nRead articles without a star go when they are %s old, as long as `retention` says nothing else.", c.Retention)
		}
		path := config.Locate(sh.local.configFile, sh.local.dataDir).Config
		if _, err := os.Stat(path); err == nil {
			sh.say("\nSettings and keys, to put into %s by hand:\n", path)
		} else if f.write {
			sh.say("\nSettings and keys for %s:\n", path)
		} else {
			sh.say("\nSettings and keys; --write-config writes them into %s:\n", path)
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
