package opml

import (
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/goccy/go-yaml"

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

// yamlFeed is a feed of either.
type yamlFeed struct {
	URL  string   `yaml:"url"`
	Name string   `yaml:"name"`
	Tags []string `yaml:"tags"`
}

// ReadYAML reads the feeds of nom's config.yml or of goread's urls.yml, whose
// categories become folders.
func ReadYAML(r io.Reader) ([]news.Feed, []string, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxYAML+1))
	if err != nil {
		return nil, nil, fmt.Errorf("the list cannot be read: %w", err)
	}
	if len(body) > maxYAML {
		return nil, nil, fmt.Errorf("the list is larger than %d MB", maxYAML>>20)
	}
	text, _ := parse.Decode(body, "")
	var file struct {
		Feeds      []yamlFeed `yaml:"feeds"` // nom
		Categories []struct { // goread
			Name          string     `yaml:"name"`
			Subscriptions []yamlFeed `yaml:"subscriptions"`
		} `yaml:"categories"`
		Backends map[string]any `yaml:"backends"`
	}
	if err := yaml.Unmarshal([]byte(text), &file); err != nil {
		var at yaml.Error
		if errors.As(err, &at) && at.GetToken() != nil {
			return nil, nil, fmt.Errorf("line %d of the list is not understood: %s", at.GetToken().Position.Line, clean.Line(at.GetMessage()))
		}
		return nil, nil, errors.New("the list is not understood: it is no YAML")
	}
	l := list{index: map[string]int{}}
	take := func(f yamlFeed, folders ...string) {
		address, err := Address(f.URL)
		if err != nil {
			l.warnings = append(l.warnings, fmt.Sprintf("%q was left out: %v.", clean.Line(f.Name), err))
			return
		}
		feed := news.Feed{URL: address, Title: clean.Title(f.Name)}
		for _, name := range append(folders, f.Tags...) {
			if name = path(name); name != "" {
				feed.Folders = append(feed.Folders, name)
			}
		}
		l.add(feed)
	}
	for _, f := range file.Feeds {
		take(f)
	}
	for _, c := range file.Categories {
		for _, f := range c.Subscriptions {
			if c.Name == "All Feeds" || c.Name == "Saved" { // goread's own, not categories
				take(f)
				continue
			}
			take(f, c.Name)
		}
	}
	for name := range file.Backends {
		l.warnings = append(l.warnings, fmt.Sprintf("The feeds of the account %q are kept there; export them there as OPML.", clean.Line(name)))
	}
	return l.feeds, l.warnings, nil
}
