// Package config is everything that can be set: one struct, its defaults, and
// errors that say file, line and what was expected.
//
// The options are described in config.example.yaml, which is also where the
// starter pack of feeds is written down.
package config

import (
	_ "embed" // the example
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Config is the configuration. The zero value means nothing: start from
// [Default].
type Config struct {
	Feeds     []Feed    `yaml:"feeds"`
	Starter   []Feed    `yaml:"starter"`
	Refresh   Refresh   `yaml:"refresh"`
	Retention Duration  `yaml:"retention"`
	Summary   Summary   `yaml:"summary"`
	Companies Companies `yaml:"companies"`
	UI        UI        `yaml:"ui"`
	Keys      Keys      `yaml:"keys"`
	Serve     Serve     `yaml:"serve"`
	Log       Log       `yaml:"log"`

	file  string
	lines map[string]int
}

// Feed is a feed that is followed from the start.
type Feed struct {
	URL      string   `yaml:"url" need:"true"`
	Title    string   `yaml:"title"`
	Folders  []string `yaml:"folders"`
	Interval Duration `yaml:"interval"`
	FullText bool     `yaml:"full_text"`
	Hidden   bool     `yaml:"hidden"`
	// Headers are sent to the feed's host. They are secrets.
	Headers map[string]string `yaml:"headers"`
}

// Refresh is how feeds are polled.
type Refresh struct {
	Interval    Duration `yaml:"interval" least:"1m"` // 0: adaptive
	OnStart     bool     `yaml:"on_start"`
	Concurrency int      `yaml:"concurrency" least:"1" most:"64"`
	HostGap     Duration `yaml:"host_gap"`
	FirstByte   Duration `yaml:"first_byte_timeout" least:"1s"`
	Total       Duration `yaml:"total_timeout" least:"1s"`
	MaxBody     Size     `yaml:"max_body" least:"65536"`
	UserAgent   string   `yaml:"user_agent"`
	Contact     string   `yaml:"contact"`
	Teasers     bool     `yaml:"teasers"`
}

// Summary is how long a summary is.
type Summary struct {
	Sentences int `yaml:"sentences" least:"1" most:"5"`
}

// Companies are the companies of the user.
type Companies struct {
	File string   `yaml:"file"` // of companies beside the built-in ones; "": companies.yaml beside the configuration
	Pins []string `yaml:"pins" most:"9"`
	// RollUp counts and filters companies with those that belong to them.
	RollUp bool `yaml:"roll_up"`
}

// UI is how the interface looks.
type UI struct {
	Theme    string     `yaml:"theme"` // one of Themes, or NAME of themes/NAME.yaml
	Language string     `yaml:"language" one:"auto en fr"`
	Sort     string     `yaml:"sort" one:"title own"`                            // of feeds and folders
	Order    string     `yaml:"order" one:"date oldest title -title feed -feed"` // of articles, where none was chosen
	Measure  int        `yaml:"measure" least:"30" most:"200"`
	Justify  bool       `yaml:"justify"`
	Linear   bool       `yaml:"linear"`
	Mouse    bool       `yaml:"mouse"`
	Lede     bool       `yaml:"lede"`
	ShowRead bool       `yaml:"show_read"`
	OpenWith []OpenWith `yaml:"open_with"`
}

// OpenWith is the program for the links of a host.
type OpenWith struct {
	Host     string   `yaml:"host" need:"true"`
	Run      []string `yaml:"run" need:"true"` // %u is the address; without it the address goes last
	Terminal bool     `yaml:"terminal"`
}

// SortOwn is the order of feeds as they stand in the lists they came from.
const SortOwn = "own"

// Themes are the themes that need no file.
var Themes = []string{"auto", "dark", "light", "high-contrast", "high-contrast-dark", "high-contrast-light", "basic", "none"}

// Keys are the preset and the changes to it: the keys of an action by its
// name, and keys with several steps. `keys: newsboat` is short for the preset
// alone.
type Keys struct {
	Preset string              `yaml:"preset" short:"true"`
	Bind   map[string][]string `yaml:"bind"`
	Macros map[string][]string `yaml:"macros"`
}

// Serve is the SSH server.
type Serve struct {
	Listen    string   `yaml:"listen"`
	HostKey   string   `yaml:"host_key"`
	Mode      string   `yaml:"mode" one:"open allow-list invite"`
	AllowList string   `yaml:"allow_list"`
	Guests    bool     `yaml:"guests"`
	Metrics   string   `yaml:"metrics"`
	Private   []string `yaml:"private_hosts"`
	Limits    Limits   `yaml:"limits"`
}

// Limits of the SSH server.
type Limits struct {
	Connections int      `yaml:"connections" least:"1"`
	PerAddress  int      `yaml:"per_address" least:"1"`
	Strangers   int      `yaml:"unauthenticated" least:"1"`
	Channels    int      `yaml:"per_connection" least:"1"`
	PerUser     int      `yaml:"per_user" least:"1"`
	Guests      int      `yaml:"guests" least:"1"`
	Accounts    int      `yaml:"accounts" least:"1"`
	Feeds       int      `yaml:"feeds" least:"1"`
	Fetches     int      `yaml:"fetches_per_hour" least:"1"`
	Greeting    Duration `yaml:"greeting" least:"1s"`
	Idle        Duration `yaml:"idle" least:"1m"`
	Longest     Duration `yaml:"longest" least:"1m"`
	Warning     Duration `yaml:"warning" least:"1s"`
	Stall       Duration `yaml:"stall" least:"1s"`
	Command     Duration `yaml:"command" least:"1s"`
	Grace       Duration `yaml:"grace" least:"1s"`
	InputRate   Size     `yaml:"input_per_second" least:"64"`
	InputBurst  Size     `yaml:"input_burst" least:"256"`
	Upload      Size     `yaml:"upload" least:"1024"`
}

// Log is what is written to the log file.
type Log struct {
	Level string `yaml:"level" one:"debug info warn error"`
}

// Duration is a time.Duration, written "15m", "1h30m", "2d" or "12w".
type Duration time.Duration

// Size is a number of bytes, written "10MiB", "512KiB" or plain.
type Size int64

// example is the commented configuration; config.example.yaml at the top of the
// repository is the same file.
//
//go:embed example.yaml
var example string

// Example is the commented configuration: every option with its default.
func Example() string { return example }

// Default is the configuration without a file.
func Default() Config {
	return Config{
		Starter: starter(),
		Refresh: Refresh{
			OnStart: true, Concurrency: 8, HostGap: Duration(time.Second),
			FirstByte: Duration(20 * time.Second), Total: Duration(time.Minute), MaxBody: 10 << 20, Teasers: true,
		},
		Retention: Duration(90 * 24 * time.Hour),
		Summary:   Summary{Sentences: 3},
		UI:        UI{Theme: "auto", Language: "auto", Sort: "title", Order: "date", Measure: 72, Mouse: true},
		Keys:      Keys{Preset: "default"},
		Serve: Serve{
			Listen: "127.0.0.1:2323", Mode: "open",
			Limits: Limits{
				Connections: 512, PerAddress: 32, Strangers: 64, Channels: 8, PerUser: 16, Guests: 32, Accounts: 1000, Feeds: 500, Fetches: 1000,
				Greeting: Duration(30 * time.Second), Idle: Duration(2 * time.Hour), Longest: Duration(24 * time.Hour), Warning: Duration(time.Minute),
				Stall: Duration(time.Minute), Command: Duration(10 * time.Minute), Grace: Duration(5 * time.Second),
				InputRate: 4 << 10, InputBurst: 16 << 10, Upload: 32 << 20,
			},
		},
		Log: Log{Level: "info"},
	}
}

// starter is the list of the example, which is the only place it is written in.
var starter = sync.OnceValue(func() []Feed {
	_, list, ok := strings.Cut(Uncommented(example), "\nstarter:\n")
	if !ok {
		return nil
	}
	var only Config
	end := 0
	for line := range strings.Lines(list) {
		if line[0] != ' ' && line[0] != '\n' && line[0] != '#' {
			break
		}
		end += len(line)
	}
	if problems := only.read("example.yaml", []byte("starter:\n"+list[:end])); len(problems) > 0 {
		return nil
	}
	return only.Starter
})

// Uncommented is an example with its options in force: a "#" directly before
// a word is taken away, "# " begins a remark that stays.
func Uncommented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if len(line) > 1 && line[0] == '#' && line[1] != '\n' && (line[1] != ' ' || strings.HasPrefix(line, "#  ")) {
			line = line[1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// Problem is something wrong in a configuration.
type Problem struct {
	File    string
	Line    int // 0: the file as a whole
	Message string
}

func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Problems are all that is wrong in a file, by line.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i := range p {
		lines[i] = p[i].Error()
	}
	return strings.Join(lines, "\n")
}

// Load reads a configuration file over the defaults. A file that is not there
// is no error: the defaults hold. What is wrong is a [Problems].
func Load(path string) (Config, error) {
	c := Default()
	c.file = path
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c, nil
	case err != nil:
		return c, Problems{{File: path, Message: "cannot be read: " + reason(err)}}
	}
	problems := c.read(path, data)
	if p, wrong := c.wrongTheme(); wrong {
		problems = append(problems, p)
		slices.SortStableFunc(problems, func(a, b Problem) int { return a.Line - b.Line })
	}
	if len(problems) > 0 {
		return c, problems
	}
	return c, nil
}

// wrongTheme reports a theme that is neither ours nor a file of the person's.
func (c *Config) wrongTheme() (Problem, bool) {
	name := c.UI.Theme
	if slices.Contains(Themes, name) {
		return Problem{}, false
	}
	if name != "" && !strings.ContainsAny(name, `/\`) {
		if _, err := os.Stat(filepath.Join(ThemeDir(c.file), name+".yaml")); err == nil {
			return Problem{}, false
		}
	}
	wrong := fmt.Sprintf("theme %q must be one of %s, or the name of a file beside this one (themes/NAME.yaml)", name, strings.Join(Themes, ", "))
	return c.At("ui.theme", wrong+near(name, Themes)), true
}

// ThemeDir is where the themes of a person are: beside the configuration file.
func ThemeDir(file string) string { return filepath.Join(filepath.Dir(file), "themes") }

// reason is an error of the file system without the path, which is said already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// File is where the configuration was read from; "" for the defaults.
func (c *Config) File() string { return c.file }

// At makes a problem of the option at path ("keys.bind.open").
func (c *Config) At(path, message string) Problem {
	var line int
	for p := path; ; {
		if line = c.lines[p]; line > 0 {
			break
		}
		i := strings.LastIndexByte(p, '.')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	return Problem{File: c.file, Line: line, Message: message}
}

// WarnReadable reports whether a file that may hold passwords can be read by
// others on this machine.
func WarnReadable(path string) bool {
	info, err := os.Stat(path)
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0
}
