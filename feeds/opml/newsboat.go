package opml

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"lede/feeds/clean"
	"lede/feeds/parse"
	"lede/news"
)

// ReadNewsboat reads newsboat's urls file: an address and its tags on each
// line. Tags become folders, "~title" the title, "!" hides a feed from the list
// of all. What would run a program, and query feeds, is refused with a warning
// that names the line.
func ReadNewsboat(r io.Reader) ([]news.Feed, []string, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("the urls file cannot be read: %w", err)
	}
	if len(body) > maxFile {
		return nil, nil, fmt.Errorf("the urls file is larger than %d MB", maxFile>>20)
	}
	text, _ := parse.Decode(body, "")
	l := list{index: map[string]int{}}
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		words := fields(sc.Text())
		if len(words) == 0 {
			continue
		}
		if why := refused(words[0]); why != "" {
			l.warnings = append(l.warnings, fmt.Sprintf("Line %d was left out: %s.", n, why))
			continue
		}
		address, err := Address(words[0])
		if err != nil {
			l.warnings = append(l.warnings, fmt.Sprintf("Line %d was left out: %v.", n, err))
			continue
		}
		f := news.Feed{URL: address}
		for _, tag := range words[1:] {
			tag = clean.Line(tag)
			switch {
			case tag == "":
			case tag[0] == '~':
				f.Title = strings.TrimSpace(tag[1:])
			case tag[0] == '!':
				f.Settings.Hidden = true
			default:
				f.Folders = append(f.Folders, strings.Trim(tag, "/"))
			}
		}
		l.add(f)
	}
	if errors.Is(sc.Err(), bufio.ErrTooLong) {
		return l.feeds, append(l.warnings, "A line is longer than 1 MB; what follows was not read."), nil
	}
	return l.feeds, l.warnings, sc.Err()
}

func refused(first string) string {
	switch scheme, _, _ := strings.Cut(first, ":"); scheme {
	case "exec":
		return "it runs a program (exec:), and lede runs none"
	case "filter":
		return "it pipes a feed through a program (filter:), and lede runs none"
	case "query":
		return "it is a query feed; save a search in lede instead"
	case "file":
		return "it is a file and not on the web"
	}
	return ""
}

// fields splits a line into words; quoted ones may hold spaces, and escapes
// inside quotes. "#" begins a comment where a word would begin.
func fields(line string) []string {
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
