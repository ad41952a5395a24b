// Package newsboat reads what newsboat has on disk: its list of feeds (urls),
// its articles with what was done to them (cache.db) and its settings (config).
// It changes none of it and runs nothing that stands in it.
//
//	urls.go    feeds and query feeds
//	filter.go  filter expressions, said in lede's query language
//	config.go  settings and keys
//	cache.go   articles
//
// All text that comes out is clean, except that of [Item], which is markup and
// has the same way before it as the entry of a feed.
package newsboat

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"lede/feeds/clean"
)

// Note is a sentence about something that was not taken, or not quite.
type Note struct {
	File string
	Line int // 0: the file as a whole
	Text string
}

// String is the note with its place, as compilers write it.
func (n Note) String() string {
	switch {
	case n.File == "" && n.Line == 0:
		return n.Text
	case n.Line == 0:
		return n.File + ": " + n.Text
	case n.File == "":
		return fmt.Sprintf("line %d: %s", n.Line, n.Text)
	}
	return fmt.Sprintf("%s:%d: %s", n.File, n.Line, n.Text)
}

// Files are where newsboat keeps things; "" for a file that is not there.
type Files struct{ URLs, Cache, Config string }

// Find looks for newsboat's files: in dir if that is given, else where newsboat
// itself looks, ~/.newsboat first and then the directories of XDG.
func Find(dir string, getenv func(string) string) (Files, error) {
	there := func(parts ...string) string {
		path := filepath.Join(parts...)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
		return ""
	}
	in := func(config, data string) Files {
		return Files{URLs: there(config, "urls"), Config: there(config, "config"), Cache: there(data, "cache.db")}
	}
	if dir != "" {
		if _, err := os.Stat(dir); err != nil {
			return Files{}, fmt.Errorf("%s cannot be read: %w", dir, reason(err))
		}
		if f := in(dir, dir); f.URLs != "" || f.Cache != "" {
			return f, nil
		}
		return Files{}, fmt.Errorf("there is neither a urls file nor a cache.db in %s", dir)
	}
	home := getenv("HOME")
	old := filepath.Join(home, ".newsboat")
	if f := in(old, old); f.URLs != "" || f.Cache != "" {
		return f, nil
	}
	xdg := func(name, otherwise string) string {
		if set := getenv(name); set != "" {
			return filepath.Join(set, "newsboat")
		}
		return filepath.Join(home, otherwise, "newsboat")
	}
	config, data := xdg("XDG_CONFIG_HOME", ".config"), xdg("XDG_DATA_HOME", ".local/share")
	if f := in(config, data); f.URLs != "" || f.Cache != "" {
		return f, nil
	}
	return Files{}, fmt.Errorf("newsboat's files are neither in %s nor in %s and %s; say where: lede import --newsboat DIRECTORY", old, config, data)
}

// reason is an error of the file system without the path, which is said already.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// tokens splits a line into words as newsboat does; quoted ones may hold spaces,
// and escapes inside quotes. "#" begins a comment where a word would begin.
func tokens(line string) []string {
	var words []string
	for {
		line = strings.TrimLeft(line, " \t\r")
		if line == "" || line[0] == '#' {
			return words
		}
		if line[0] != '"' {
			end := strings.IndexAny(line, " \t\r")
			if end < 0 {
				end = len(line)
			}
			words, line = append(words, line[:end]), line[end:]
			continue
		}
		var word strings.Builder
		i := 1
		for ; i < len(line) && line[i] != '"'; i++ {
			if line[i] == '\\' && i+1 < len(line) {
				i++
			}
			word.WriteByte(line[i])
		}
		words = append(words, word.String())
		line = line[min(i+1, len(line)):]
	}
}

// shown is a word of a file as a note may quote it.
func shown(word string) string {
	word = clean.Line(word)
	if r := []rune(word); len(r) > 80 {
		word = string(r[:80]) + "…"
	}
	return word
}
