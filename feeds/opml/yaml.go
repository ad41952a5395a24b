package opml

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"lede/feeds/clean"
	"lede/feeds/parse"
	"lede/news"
)

// maxYAML is the size of a list in YAML, in bytes.
const maxYAML = 1 << 20

var yamlList = regexp.MustCompile(`(?m)^(feeds|categories):[ \t\r]*(#.*)?$`)

// IsYAML reports whether a text looks like the feeds of nom (config.yml) or of
// goread (urls.yml).
func IsYAML(text []byte) bool { return yamlList.Match(text) }

// ReadYAML reads the feeds of nom's config.yml or of goread's urls.yml, whose
// categories become folders.
//
// It reads the form those programs write, line by line, and not all of YAML:
// such files also come from strangers over SSH, and a few hundred kilobytes of
// nested brackets take gigabytes in a parser of the whole language.
func ReadYAML(r io.Reader) ([]news.Feed, []string, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxYAML+1))
	if err != nil {
		return nil, nil, fmt.Errorf("the list cannot be read: %w", err)
	}
	if len(body) > maxYAML {
		return nil, nil, fmt.Errorf("the list is larger than %d MB", maxYAML>>20)
	}
	text, _ := parse.Decode(body, "")
	y := yamlReader{list: list{index: map[string]int{}}, outer: -1}
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Buffer(nil, maxYAML+1)
	for sc.Scan() {
		y.line++
		y.take(sc.Text())
	}
	y.endCategory()
	if y.strange > 0 && len(y.feeds) == 0 {
		return nil, nil, fmt.Errorf("line %d of the list is not understood", y.strange)
	}
	if y.strange > 0 {
		y.warnings = append(y.warnings, fmt.Sprintf("Line %d is not understood, and perhaps others are not.", y.strange))
	}
	return y.feeds, y.warnings, sc.Err()
}

// yamlReader reads the lists of a file.
type yamlReader struct {
	list
	line    int
	strange int // the first line that is not understood
	section string
	outer   int // column of the dashes of categories, -1: not seen yet
	dash    int // column of the dash of the feed

	feed     yamlFeed // being read
	category string
	waiting  []yamlFeed // feeds of the category, whose name may come last
}

type yamlFeed struct {
	url, name string
	line      int
}

var errStrange = errors.New("not understood")

func (y *yamlReader) take(text string) {
	text = strings.TrimRight(text, " \t\r")
	rest := strings.TrimLeft(text, " ")
	column := len(text) - len(rest)
	if rest == "" || rest[0] == '#' || rest == "---" {
		return
	}
	item := strings.HasPrefix(rest, "- ") || rest == "-"
	if column == 0 && !item {
		y.endCategory()
		y.section, y.outer = "", -1
		if key, _, ok := strings.Cut(rest, ":"); ok {
			y.section = key
		}
		return
	}
	switch y.section {
	case "feeds", "categories":
	case "backends":
		if key, value, _ := strings.Cut(rest, ":"); value == "" && (y.outer < 0 || column == y.outer) {
			y.outer = column
			y.warnings = append(y.warnings, fmt.Sprintf("Line %d: the feeds of the account %q are kept there; export them there as OPML.", y.line, clean.Line(key)))
		}
		return
	default:
		return
	}
	if item {
		y.endFeed()
		if y.section == "categories" && (y.outer < 0 || column <= y.outer) {
			y.endCategory()
			y.outer = column
		}
		rest = strings.TrimLeft(rest[1:], " ")
	}
	fields, err := pairs(rest)
	if err != nil && y.strange == 0 {
		y.strange = y.line
	}
	ofCategory := y.section == "categories" && (item && column == y.outer || !item && (y.feed.line == 0 || column <= y.dash))
	for _, f := range fields {
		switch {
		case ofCategory && f[0] == "name":
			y.category = f[1]
		case ofCategory:
		case f[0] == "url":
			y.feed.url, y.feed.line = f[1], y.line
		case f[0] == "name":
			y.feed.name = f[1]
		}
	}
	if item && !ofCategory {
		y.feed.line, y.dash = y.line, column // what stands deeper belongs to it
	}
}

// endFeed keeps the feed that was read.
func (y *yamlReader) endFeed() {
	if y.feed.url != "" {
		y.waiting = append(y.waiting, y.feed)
	}
	y.feed = yamlFeed{}
}

// endCategory adds the feeds that were read since the last category.
func (y *yamlReader) endCategory() {
	y.endFeed()
	for _, f := range y.waiting {
		address, err := Address(f.url)
		if err != nil {
			y.warnings = append(y.warnings, fmt.Sprintf("Line %d was left out: %v.", f.line, err))
			continue
		}
		feed := news.Feed{URL: address, Title: clean.Title(f.name)}
		// Two categories are goread's own and no folders.
		if folder := path(y.category); folder != "" && folder != "All Feeds" && folder != "Saved" {
			feed.Folders = []string{folder}
		}
		y.add(feed)
	}
	y.waiting, y.category = nil, ""
}

// pairs are the keys and values of a line, "key: value" or "{key: value, …}".
func pairs(text string) (fields [][2]string, err error) {
	inside := strings.HasPrefix(text, "{")
	if inside {
		text = strings.TrimPrefix(text, "{")
	}
	for text != "" {
		key, rest, ok := strings.Cut(text, ":")
		if !ok {
			return fields, errStrange
		}
		var value string
		if value, text, err = scalar(strings.TrimLeft(rest, " "), inside); err != nil {
			return fields, err
		}
		fields = append(fields, [2]string{strings.Trim(strings.TrimSpace(key), `"'`), value})
		text = strings.TrimLeft(text, " ")
		switch {
		case !inside, strings.HasPrefix(text, "}"):
			return fields, nil
		case !strings.HasPrefix(text, ","):
			return fields, errStrange // it goes on in the next line
		}
		text = strings.TrimLeft(text[1:], " ")
	}
	return fields, nil
}

// scalar takes a value off a text.
func scalar(text string, inside bool) (value, rest string, err error) {
	switch {
	case strings.HasPrefix(text, `"`):
		quoted, err := strconv.QuotedPrefix(text)
		if err == nil {
			value, err = strconv.Unquote(quoted)
		}
		if err != nil { // an escape Go does not know
			inner, rest, ok := strings.Cut(text[1:], `"`)
			if !ok {
				return "", "", errStrange
			}
			return inner, rest, nil
		}
		return value, text[len(quoted):], nil
	case strings.HasPrefix(text, "'"):
		for i := 1; i < len(text); i++ {
			if text[i] != '\'' {
				continue
			}
			if i+1 < len(text) && text[i+1] == '\'' {
				i++
				continue
			}
			return strings.ReplaceAll(text[1:i], "''", "'"), text[i+1:], nil
		}
		return "", "", errStrange
	case text != "" && strings.ContainsRune("&*!|>[@`", rune(text[0])):
		return "", "", errStrange
	}
	end := len(text)
	if i := strings.Index(text, " #"); i >= 0 {
		end = i
	}
	if inside {
		if i := strings.IndexAny(text[:end], ",}"); i >= 0 {
			return strings.TrimSpace(text[:i]), text[i:], nil
		}
	}
	return strings.TrimSpace(text[:end]), "", nil
}
